//! Owns the subject of an active cue: where it can begin, what may stand between the two, and from where it is carried over.

use super::Reader;
use crate::extract::clause::{self, Complement};
use crate::extract::cues::source_begins;
use crate::extract::mentions::{Form, LONGEST, Mention, Position, parse};
use crate::lexicon::{Act, Takes, class};
use crate::record::SpeakerKind;
use crate::text::{Break, Shape, Token};

impl Reader<'_, '_> {
    /// The subject of the verb at `verb`, looked for from `from` on.
    pub(super) fn subject(&self, from: usize, verb: usize) -> Option<Mention> {
        let mention = self.whole_subject(from, verb)?;
        // a headline glued before the office: `Pengingat persatuan Koordinator Nasional Alissa`
        let office = (mention.range.start + 1..mention.range.end).find(|&index| {
            let joined = class::COORDINATOR
                | class::CAPACITY
                | class::RELATIVE
                | class::ORIGIN
                | class::FOREIGN
                | class::ROLE
                | class::ORGHEAD
                | class::HONORIFIC;
            self.token(index)
                .is_some_and(|token| token.is_capital() && token.is(class::ROLE) && !token.is(class::CONTINUED))
                && self.token(index - 1).is_some_and(|before| {
                    before.shape == Shape::Lower && !before.is(joined) || before.is(class::MONTH) && before.is_capital()
                })
        });
        let inner = office.and_then(|office| parse(self.context, office, mention.range.end, Position::BeforeCue));
        match inner {
            Some(inner)
                if inner.range.end == mention.range.end
                    && inner.name.is_some()
                    && (mention.name.is_none() || !mention.sure || mention.name != inner.name) =>
            {
                Some(inner)
            }
            _ => Some(mention),
        }
    }

    /// The name that the relative pronoun at `yang` stands behind.
    pub(super) fn head_of_relative(&self, yang: usize) -> Option<Mention> {
        let from = self.start().max(yang.saturating_sub(LONGEST));
        let mentions = (from..yang).filter(|&start| {
            source_begins(&self.context.tokens, start)
                && !self.is(start, class::CONTINUED)
                && self.context.quotation_over(start).is_none()
        });
        let mut ends = mentions.filter_map(|start| parse(self.context, start, yang, Position::BeforeCue));
        let head = ends.find(|mention| {
            let named = mention.form == Form::Name && (mention.sure || mention.kind == SpeakerKind::Organization);
            mention.range.end == yang && (named || mention.kind == SpeakerKind::Group)
        })?;
        // `kabar di media sosial yang menyatakan …`: the news, not where it is
        let medium = head.kind == SpeakerKind::Organization;
        let within =
            head.range.start.checked_sub(1).filter(|&before| self.is(before, class::LOCATIVE | class::OCCASION));
        let document = within.filter(|_| medium).and_then(|before| {
            let start = before.checked_sub(1).filter(|&start| self.is(start, class::DOCUMENT))?;
            parse(self.context, start, before, Position::BeforeCue)
        });
        Some(document.unwrap_or(head))
    }

    /// `Rahmat yang menyatakan jalan itu ditutup`: a verb of saying with a clause behind it.
    pub(super) fn says_in_relative(&self, verb: usize) -> bool {
        self.cue(verb).is_some_and(|(cue, act, takes)| {
            act == Act::Say
                && takes == Takes::Clause
                && clause::judge(self.context, cue.end..self.content_end()) == Complement::Clause
        })
    }

    /// Whether a mention stands where a clause begins.
    pub(super) fn at_clause_start(&self, mention: &Mention) -> bool {
        self.clause_starts(self.start(), mention.range.end).contains(&mention.range.start)
    }

    pub(super) fn whole_subject(&self, from: usize, verb: usize) -> Option<Mention> {
        let mut stop = verb;
        while stop > from
            && self.is(stop - 1, class::AUXILIARY | class::ADVERB | class::NEGATION)
            && !self.is(stop - 1, class::PRONOUN | class::NAME | class::DETERMINER)
        {
            stop -= 1;
        }
        if (stop..verb).any(|index| self.is(index, class::IRREALIS | class::NEGATION)) {
            return None;
        }
        // `pembalap yang bertekad …`: a relative clause reports only with a particle, or somebody's own words
        let relative = self.is(stop.wrapping_sub(1), class::RELATIVE)
            && !(verb..verb + 4).any(|index| self.is_complementiser(index));
        if relative {
            return self.head_of_relative(stop - 1).filter(|_| self.says_in_relative(verb));
        }
        // `dirilis oleh Rahmat, yang mengatakan bahwa …`
        let described = {
            let yang = stop.wrapping_sub(1);
            let behind_comma = self.is(yang, class::RELATIVE) && self.punct(yang.wrapping_sub(1), b',');
            let head = if behind_comma { self.head_of_relative(yang - 1) } else { None };
            head.filter(|head| !self.is(head.range.start.wrapping_sub(1), class::LOCATIVE))
        };
        if described.is_some() {
            return described;
        }
        if self.punct(stop.wrapping_sub(1), b',') && stop > from + 1 {
            stop -= 1;
        }
        stop = self.set_apart(from, stop).or_else(|| self.among(from, stop)).unwrap_or(stop);
        // Kepala Dinas X, melalui Kepala Bidang Y mengatakan: Y speaks for X
        let delegates = (from.max(stop.saturating_sub(LONGEST))..stop).rev().filter(|&at| self.is(at, class::DELEGATE));
        let delegate = delegates.filter(|&at| at > from + 1 && !self.is(at, class::CONTINUED)).find_map(|at| {
            let start = at + self.token(at).map_or(1, |token| usize::from(token.run));
            parse(self.context, start, stop, Position::BeforeCue)
        });
        if let Some(delegate) = delegate.filter(|mention| mention.range.end == stop && mention.name.is_some()) {
            return Some(delegate);
        }
        let mut loose = None;
        for start in self.clause_starts(from, stop) {
            // the second half of an office is no subject: `… Kepala Dinas Koperasi dan Perdagangan Tri Umaryani`
            let half = start > from + 1
                && self.is(start - 1, class::COORDINATOR)
                && self.token(start - 2).is_some_and(Token::is_capital)
                && !self.is(start, class::NAME | class::ROLE | class::RANK | class::HONORIFIC | class::PRONOUN);
            if half && let Some(office) = self.office_before(from, start, stop) {
                return Some(office);
            }
            if half && loose.is_some() {
                continue;
            }
            let Some(mention) = parse(self.context, start, stop, Position::BeforeCue) else { continue };
            let place =
                mention.range.clone().all(|index| self.is(index, class::PLACE | class::PLACEHEAD | class::OUTLET));
            // Irfan Rinaldi, Product Manager, Lumina Electronics mengatakan
            let employer = mention.kind == SpeakerKind::Organization
                && loose.as_ref().is_some_and(|loose: &Mention| {
                    loose.name.is_some() && loose.role.is_some() && loose.range.end + 1 == start
                });
            // `Dinas Kesehatan Kabupaten X, Jawa Timur menyatakan`: the place belongs to what stands before it
            if mention.range.end == stop && !(place && loose.is_some()) && !employer {
                return Some(mention);
            }
            // `Antara pada Senin melaporkan`, but not the dateline `ANTARA - Rahmat melaporkan`
            let cited = self.is(start, class::OUTLET) && self.token(mention.range.end).is_some_and(Token::is_word);
            if loose.is_none() && (!place || cited) && clause::is_gap(self.context, mention.range.end..stop) {
                loose = Some(mention);
            }
        }
        // `menggelar Sidang Umum, meminta …`: the object of the verb before is no subject
        // so is an institution in the middle of a clause: `kembali cinta NKRI, sekaligus meminta …`
        let object = |mention: &Mention| {
            stop < verb
                && self.punct(stop, b',')
                && (self.is(mention.range.start.wrapping_sub(1), class::VERB)
                    || mention.kind == SpeakerKind::Organization && !self.at_clause_start(mention))
        };
        // a crosshead without a stop before the office: `Tekan tarif Sekretaris Dinas Perhubungan Ujang saat dihubungi`
        loose
            .or_else(|| self.office_before(from, stop, stop))
            .or_else(|| self.nearest_subject(from, stop).filter(|mention| !object(mention)))
    }

    /// The first of the two dashes that set words apart before `stop`: `Rahmat—yang meneliti sampah—menjelaskan`.
    fn set_apart(&self, from: usize, stop: usize) -> Option<usize> {
        let dash = |index: &usize| {
            self.token(*index).is_some_and(|token| {
                token.is_punct(b'-') && (token.before > Break::Glued || token.end - token.start > 1)
            })
        };
        let close = stop.checked_sub(1).filter(dash)?;
        (from.max(close.saturating_sub(clause::LONGEST_GAP))..close).rev().find(dash).filter(|&open| open > from)
    }

    /// The comma before those that a source is said to include: `Warga, termasuk Rahmat, mengatakan`.
    fn among(&self, from: usize, stop: usize) -> Option<usize> {
        let close = stop.checked_sub(1).filter(|_| self.punct(stop, b','))?;
        let open = (from.max(close.saturating_sub(LONGEST))..close).rev().find(|&index| self.punct(index, b','))?;
        let includes = self.token(open + 1).is_some_and(|token| {
            token.shape == Shape::Lower
                && (token.is(class::CONNECTIVE) && token.is(class::PLAIN)
                    || token.is(class::ASREPORTED) && token.is(class::PREPOSITION))
        });
        includes.then_some(open).filter(|&open| open > from)
    }

    /// The phrase of an office that begins between `from` and `before` and reaches to the verb at `stop`.
    pub(super) fn office_before(&self, from: usize, before: usize, stop: usize) -> Option<Mention> {
        let offices = (from.max(stop.saturating_sub(LONGEST))..before).filter(|&index| {
            self.token(index).is_some_and(|token| {
                token.is_capital() && token.is(class::ROLE | class::RANK) && !token.is(class::CONTINUED | class::QUOTED)
            }) && !self.is(index.wrapping_sub(1), class::ORIGIN | class::PREPOSITION | class::COORDINATOR | class::ROLE)
        });
        let mut mentions = offices.filter_map(|start| parse(self.context, start, stop, Position::BeforeCue));
        mentions.find(|mention| {
            mention.name.is_some()
                && (mention.range.end == stop || clause::is_gap(self.context, mention.range.end..stop))
        })
    }

    /// The phrase that ends right before the verb at `stop`, wherever it begins.
    pub(super) fn nearest_subject(&self, from: usize, stop: usize) -> Option<Mention> {
        (from.max(stop.saturating_sub(LONGEST))..stop)
            .filter(|&start| {
                source_begins(&self.context.tokens, start)
                    && !self.is(start, class::CONTINUED)
                    && !self.is(start.wrapping_sub(1), class::LOCATIVE)
                    && self.context.quotation_over(start).is_none()
            })
            .find_map(|start| {
                parse(self.context, start, stop, Position::BeforeCue).filter(|mention| mention.range.end == stop)
            })
    }

    /// Positions where a clause, and so its subject, can begin.
    pub(super) fn clause_starts(&self, from: usize, to: usize) -> Vec<usize> {
        let mut starts = vec![];
        let first = self.skip_connectives(from);
        let mut add = |index: usize| {
            // a dateline's place before the subject: Jakarta Menteri …
            let mut at = index;
            while self.is(at, class::PLACE | class::OUTLET)
                && at < to
                && !self.is(at + 1, class::CONTINUED)
                && self.is(at + 1, class::ROLE | class::ORGHEAD | class::OUTLET | class::RANK)
            {
                at += 1;
            }
            // baik Rahmat maupun Budi
            let both = self.is(at, class::PREDICATE) && self.token(at + 1).is_some_and(Token::is_capital);
            if both && self.token(at).is_some_and(|token| token.shape == Shape::Lower) {
                at += 1;
            }
            if at < to && !starts.contains(&at) {
                starts.push(at);
            }
        };
        add(first);
        // no subject reaches further, neither its phrase nor what may stand between it and its verb
        let mut at = first.max(to.saturating_sub(LONGEST + clause::LONGEST_GAP + 2));
        if let Some(unit) = self.context.quotation_over(at).filter(|unit| unit.outer.start < at) {
            at = unit.outer.end;
        }
        while at < to {
            if let Some(unit) = self.context.quotation_at(at) {
                at = unit.end.max(at + 1);
                continue;
            }
            let Some(token) = self.token(at) else { break };
            let border = matches!(token.shape, Shape::Punct(b',' | b':' | b';' | b'-' | b'|'))
                || token.is(class::CONJUNCTION | class::PARTICLE | class::COORDINATOR | class::CONNECTIVE)
                    && token.shape == Shape::Lower
                || token.shape == Shape::Capital && at == first && token.is(class::CONNECTIVE | class::CONJUNCTION);
            // behind `saat ditemui` stands who asked
            if border && !(token.run > 1 && token.is(class::CHANNEL)) {
                let next = at + usize::from(token.run);
                let skipped = if self.is(next, class::CONNECTIVE | class::CONJUNCTION) {
                    self.skip_connectives(next)
                } else {
                    next
                };
                add(skipped);
            }
            at += 1;
        }
        starts
    }

    /// `… dan menambahkan bahwa …`, `seraya menegaskan …`: the source is that of the verb before.
    pub(super) fn inherited(&self, at: usize, marked: bool) -> Option<Mention> {
        let before = at.checked_sub(1)?;
        if !(marked || self.is(before, class::COORDINATOR))
            || !(self.is(before, class::ACCOMPANY | class::AUXILIARY | class::ADVERB) || self.behind_speech(at))
        {
            return None;
        }
        self.drafts
            .last()
            .and_then(|draft| draft.attribution.as_ref())
            .and_then(|attribution| attribution.mention.clone())
    }

    /// Whoever the sentence says does something: `X mencabut surat itu karena menilai …`, `X menolak, dan menilai bahwa …`
    pub(super) fn acting(&self, limit: usize) -> Option<Mention> {
        let acts = class::VERB | class::AUXILIARY | class::NEGATION | class::PREDICATE | class::ADVERB;
        let starts = self.clause_starts(self.start(), limit).into_iter();
        let mut mentions = starts.filter_map(|start| parse(self.context, start, limit, Position::BeforeCue));
        mentions.find(|mention| {
            let named = mention.sure || mention.form != Form::Name || mention.kind == SpeakerKind::Organization;
            named && self.is(mention.range.end, acts | class::CUE_ACTIVE)
        })
    }
}
