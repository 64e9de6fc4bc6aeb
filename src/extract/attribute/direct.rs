//! Owns direct speech: which quotation is an utterance, and whose attribution stands beside it.

use super::{Attribution, Draft, LEAST_ALONE, Reader};
use crate::extract::cues::{attributes, source_begins};
use crate::extract::marks::Quotation;
use crate::extract::mentions::{Form, Mention, Position, extended, parse};
use crate::lexicon::{Act, Takes, class};
use crate::record::{Kind, SpeakerKind};
use crate::text::Shape;
use std::ops::Range;

/// Tokens from a cue to the end of the noun behind it that is its source.
const LONGEST_NOUN: usize = 7;

/// Quotations in a row that make a list of titles.
const LEAST_LISTED: usize = 3;

impl Reader<'_, '_> {
    pub(super) fn direct(&mut self) {
        let quotations = self.quotations();
        let mut at = 0;
        while let Some(quotation) = quotations.get(at) {
            at += 1;
            let notes: Vec<&'static str> = quotation.note.into_iter().collect();
            if let Some((attribution, rule)) = self.behind(quotation) {
                let mut parts = quotation.parts.clone();
                // "A," kata X, "b.": the same utterance goes on behind its attribution
                if let Some(next) = quotations.get(at)
                    && next.outer.end <= self.end()
                    && !self.finished(quotation)
                    && attribution.range.end < next.outer.start
                    && self.only_comma(attribution.range.end, next.outer.start)
                    && !self.is(attribution.range.end - 1, class::CUE_ACTIVE)
                    && self.behind(next).is_none()
                {
                    parts.extend(next.parts.iter().cloned());
                    at += 1;
                }
                self.push(Kind::Direct, parts, Some(attribution), rule, notes);
            } else if let Some((attribution, rule)) = self.before(quotation) {
                self.push(Kind::Direct, quotation.parts.clone(), Some(attribution), rule, notes);
            } else if self.alone(quotation) && !self.is_listed(quotation) {
                self.push(Kind::Direct, quotation.parts.clone(), None, "direct/quote-alone", notes);
            }
        }
    }

    /// Whether the quotation is one of at least three that only commas part: titles, not utterances.
    fn is_listed(&self, quotation: &Quotation) -> bool {
        let all = &self.context.quotations;
        let beside = |one: &Quotation, other: &Quotation| {
            let between = one.outer.end..other.outer.start;
            between.len() <= 2
                && between.clone().all(|index| self.punct(index, b',') || self.is(index, class::COORDINATOR))
                && !self.finished(one)
        };
        let joined = |at: usize| all.get(at).zip(all.get(at + 1)).is_some_and(|(one, other)| beside(one, other));
        let at = all.partition_point(|other| other.outer.start < quotation.outer.start);
        let before = (0..at).rev().take(LEAST_LISTED).take_while(|&index| joined(index)).count();
        let behind = (at..all.len()).take(LEAST_LISTED).take_while(|&index| joined(index)).count();
        before + behind + 1 >= LEAST_LISTED
    }

    /// Whether the content ends as a sentence does.
    pub(super) fn finished(&self, quotation: &Quotation) -> bool {
        let last = quotation.parts.last().and_then(|part| part.end.checked_sub(1)).and_then(|last| self.token(last));
        last.is_some_and(|token| matches!(token.shape, Shape::Punct(b'.' | b'?' | b'!')))
    }

    pub(super) fn only_comma(&self, from: usize, to: usize) -> bool {
        from <= to && (from..to).all(|index| self.punct(index, b',') || self.punct(index, b':'))
    }

    /// An attribution behind the quotation: `"…," ujar X`, `"…," X menambahkan.`
    pub(super) fn behind(&self, quotation: &Quotation) -> Option<(Attribution, &'static str)> {
        let mut at = quotation.outer.end;
        while self.punct(at, b',')
            || self.punct(at, b'-')
            || self.punct(at, b'.') && self.token(at + 1).is_some_and(|next| next.shape == Shape::Lower)
        {
            at += 1;
        }
        if at >= self.end() {
            return None;
        }
        while self.is(at, class::ANAPHOR | class::COORDINATOR | class::AUXILIARY)
            && self.token(at).is_some_and(|token| token.shape == Shape::Lower && !token.is(class::CUE))
        {
            at += self.token(at).map_or(1, |token| usize::from(token.run));
        }
        // "…," demikian putusan MA
        if at > quotation.outer.end
            && self.is(at - 1, class::ANAPHOR)
            && self.is(at, class::DOCUMENT)
            && self.cue(at).is_none()
        {
            let mention = parse(self.context, at, self.end(), Position::BehindCue)?;
            let range = at - 1..self.circumstances(mention.range.end, self.end());
            let attribution =
                Attribution { cue: at - 1..at, act: Act::Evidence, mention: Some(mention), nya: false, range };
            return Some((attribution, "direct/quote-document"));
        }
        // “…,” dikutip dari siaran pers kementerian
        let inside = quotation.outer.start > self.start()
            && self
                .token(quotation.outer.start - 1)
                .is_some_and(|before| before.shape == Shape::Lower && !before.is(class::CUE));
        let cited = || {
            self.is(at, class::CUE_PREP)
                && !inside
                && !self.is(at, class::NYA)
                && self.utterance_words(quotation) >= LEAST_ALONE
                && self.cue(at).is_some_and(|(cue, act, _)| {
                    // “…,” demikian menurut putusan itu
                    let thus = at > quotation.outer.end && self.is(at - 1, class::ANAPHOR);
                    (act == Act::Evidence || thus) && source_begins(&self.context.tokens, cue.end)
                })
        };
        if attributes(&self.context.tokens, at, self.context.lexicon) || cited() {
            let attribution = self.cue_first(at, Position::BehindCue, self.end())?;
            let rule = match (&attribution.mention, attribution.nya) {
                (_, true) => "direct/quote-cue-nya",
                (Some(mention), _) if mention.form == Form::Pronoun => "direct/quote-cue-pronoun",
                _ => "direct/quote-cue-name",
            };
            return Some((attribution, rule));
        }
        if let Some(attribution) = self.unlisted(quotation, at) {
            return Some((attribution, "direct/quote-word"));
        }
        // "…," Rahmat menambahkan.
        if at < self.end() && source_begins(&self.context.tokens, at) {
            let mention = parse(self.context, at, self.end(), Position::BeforeCue)?;
            let mut verb = mention.range.end;
            // "…," Rahmat, kepala dinas, mengatakan
            if mention.range.len() > 1 && self.punct(verb, b',') {
                verb += 1;
            }
            while self.is(verb, class::AUXILIARY | class::ADVERB) {
                verb += 1;
            }
            let (cue, act, _) = self.cue(verb)?;
            let bare = cue.end >= self.end()
                || self.token(cue.end).is_some_and(|token| {
                    matches!(token.shape, Shape::Punct(_)) || token.is(class::PREPOSITION | class::DAY | class::ADVERB)
                });
            if self.is(verb, class::CUE_ACTIVE | class::CUE_BASE) && bare && cue.end <= self.end() {
                let range = at..self.circumstances(cue.end, self.end());
                return Some((
                    Attribution { cue, act, mention: Some(mention), nya: false, range },
                    "direct/quote-name-cue",
                ));
            }
        }
        None
    }

    /// An attribution by a word that is no cue, or to a noun that is no source elsewhere, right behind what ends in a comma:
    /// `"…," penjelasan Rahmat`, `"…," kata peringatan itu`, `"…," katannya`.
    fn unlisted(&self, quotation: &Quotation, at: usize) -> Option<Attribution> {
        let word = self.token(at).filter(|word| word.shape == Shape::Lower && at == quotation.outer.end)?;
        let last = quotation.parts.last()?.end.checked_sub(1)?;
        if !self.punct(last, b',') || self.utterance_words(quotation) < LEAST_ALONE {
            return None;
        }
        let cue = at..at + 1;
        let said = |mention, nya, end| {
            let range = at..self.circumstances(end, self.end());
            Some(Attribution { cue: cue.clone(), act: Act::Say, mention, nya, range })
        };
        let unknown = word.classes & !class::PHRASE == 0;
        let ends = self.token(at + 1).is_none_or(|next| {
            at + 1 >= self.end() || !next.is_word() || next.is(class::PREPOSITION | class::DAY | class::ADVERB)
        });
        if unknown && ends && word.ends_in_nya(self.context.text) {
            return said(None, true, at + 1);
        }
        if unknown && self.token(at + 1)?.is_capital() {
            let mention = parse(self.context, at + 1, self.end(), Position::BehindCue)?;
            let named = mention.form == Form::Name && mention.sure;
            return if named { said(Some(mention.clone()), false, mention.range.end) } else { None };
        }
        // kata peringatan tersebut, bunyi pembelaan Rahmat, kata peraih piala itu
        let (_, act, _) = self.cue(at).filter(|_| word.is(class::CUE_BASE))?;
        let stops = class::PREPOSITION
            | class::VERB
            | class::AUXILIARY
            | class::PREDICATE
            | class::NEGATION
            | class::PRONOUN
            | class::CUE
            | class::CONJUNCTION
            | class::COORDINATOR
            | class::SUBORDINATOR
            | class::RELATIVE
            | class::ADVERB;
        let noun = |index: usize| {
            let origin = self.is(index, class::ORIGIN) && index > at + 1 && !self.is(index, class::OCCASION);
            self.token(index).is_some_and(|token| token.is_word() && (origin || !token.is(stops)))
                && !self.is(index - 1, class::DETERMINER)
        };
        let end = (at + 1..self.end().min(at + LONGEST_NOUN)).take_while(|&index| noun(index)).last()? + 1;
        let written = act == Act::Write || self.is(at + 1, class::DOCUMENT);
        let pointed = self.is(end - 1, class::DETERMINER) && end > at + 2;
        let mention = Mention {
            range: at + 1..end,
            name: None,
            aliases: Vec::new(),
            role: None,
            kind: if written { SpeakerKind::Document } else { SpeakerKind::Anonymous },
            form: if pointed && !written { Form::Definite } else { Form::Indefinite },
            sure: false,
        };
        let mention = extended(self.context, mention, self.end());
        let end = mention.range.end;
        if self.token(at + 1)?.shape == Shape::Lower { said(Some(mention), false, end) } else { None }
    }

    /// An attribution before the quotation: `X mengatakan, "…"`, `Kata X, "…"`, `X: "…"`.
    pub(super) fn before(&self, quotation: &Quotation) -> Option<(Attribution, &'static str)> {
        let open = quotation.outer.start;
        let mut at = open;
        while at > self.start()
            && self
                .token(at - 1)
                .is_some_and(|token| matches!(token.shape, Shape::Punct(b',' | b':')) || token.is(class::PARTICLE))
        {
            at -= 1;
        }
        // back to the last cue that only circumstances part from the quotation
        let mut index = at;
        while index > self.start() && at - index < 24 {
            index -= 1;
            if self.context.quotation_over(index).is_some() {
                return None;
            }
            let token = self.token(index)?;
            if token.is(class::CUE_ACTIVE)
                && token.shape != Shape::Upper
                && let Some((cue, act, takes)) = self.cue(index)
            {
                let gap = cue.end..at;
                if !self.no_clause(gap.clone()) {
                    return None;
                }
                let needs_colon = takes == Takes::Marked && self.utterance_words(quotation) < LEAST_ALONE;
                if needs_colon && !self.punct(open - 1, b':') && !self.punct(open - 1, b',') {
                    return None;
                }
                let shown = act == Act::Write && takes == Takes::Quote;
                if !shown && !self.speechlike(quotation, open) {
                    return None;
                }
                // `menyalami warga seraya berkata, “…”`: the subject stands at the clause's beginning
                let carried = || {
                    let carries = index > self.start() && self.is(index - 1, class::ACCOMPANY);
                    let first = self.clause_starts(self.start(), index).into_iter().next().filter(|_| carries)?;
                    parse(self.context, first, index, Position::BeforeCue)
                        .filter(|mention| mention.sure || mention.form == Form::Pronoun)
                };
                let mention = self.subject(self.start(), index).or_else(carried);
                if mention.is_none() && act != Act::Write && !self.punct(open - 1, b':') && !self.punct(open - 1, b',')
                {
                    return None;
                }
                let start = mention.as_ref().map_or(index, |mention| mention.range.start);
                let rule = if mention.is_some() { "direct/name-cue-quote" } else { "direct/cue-quote" };
                return Some((Attribution { cue, act, mention, nya: false, range: start..open }, rule));
            }
            if token.is(class::CUE_BASE | class::CUE_PREP | class::CUE_PASSIVE)
                && self.cue(index).is_some()
                && (token.is(class::NYA)
                    || source_begins(&self.context.tokens, index + usize::from(token.run))
                    || self.is(index + 1, class::AGENT))
            {
                let attribution = self.cue_first(index, Position::BeforeContent, at)?;
                // `dilansir dari artikel "…", …`: a title, and the sentence goes on
                let announced = at < open;
                if !announced && (quotation.outer.end < self.content_end() || token.is(class::CUE_PREP)) {
                    return None;
                }
                let near = attribution.range.end >= at || self.no_clause(attribution.range.end..at);
                if !near || !self.speechlike(quotation, open) {
                    return None;
                }
                return Some((attribution, "direct/cue-name-quote"));
            }
        }
        // Rahmat: "…"
        if self.punct(open.checked_sub(1)?, b':') && open - self.start() <= 14 {
            let start = self.skip_connectives(self.start());
            let mention = parse(self.context, start, open - 1, Position::BeforeCue)?;
            if mention.range.end == open - 1 && mention.kind != SpeakerKind::Document {
                let range = start..open;
                return Some((
                    Attribution { cue: open - 1..open, act: Act::Say, mention: Some(mention), nya: false, range },
                    "direct/name-colon-quote",
                ));
            }
        }
        None
    }

    /// Whether the words between a cue and a quotation are none but circumstances and hearers.
    pub(super) fn no_clause(&self, gap: Range<usize>) -> bool {
        // `menekankan kepada Budi bahwa stabilitas harus …`: the clause has begun before the marks
        let begun = gap.clone().any(|index| index + 1 < gap.end && self.is_complementiser(index));
        gap.len() <= 20 && !begun && {
            let mut subordinate = false;
            gap.clone().all(|index| {
                self.token(index).is_some_and(|token| {
                    subordinate |= token.is(class::PREPOSITION | class::SUBORDINATOR | class::PARTICLE | class::ADVERB);
                    match token.shape {
                        Shape::Lower => {
                            (subordinate
                                || index > gap.start + 3
                                || !token.is_word()
                                || token.is(class::DETERMINER | class::TIME | class::GROUP))
                                || gap.len() <= 2 && token.is(class::ADVERB)
                        }
                        Shape::Punct(byte) => byte != b'.',
                        _ => true,
                    }
                })
            })
        }
    }

    /// Words of a quotation's content.
    pub(super) fn utterance_words(&self, quotation: &Quotation) -> usize {
        quotation
            .parts
            .iter()
            .flat_map(Clone::clone)
            .filter(|&index| self.token(index).is_some_and(|token| token.is_word() || token.shape == Shape::Number))
            .count()
    }

    /// Whether marked words behind a cue are an utterance and not a title or a term.
    pub(super) fn speechlike(&self, quotation: &Quotation, open: usize) -> bool {
        let announced = open > self.start()
            && matches!(self.token(open - 1).map(|token| token.shape), Some(Shape::Punct(b',' | b':')));
        if !announced && open > self.start() && self.is(open - 1, class::NOTSPEECH) && !self.is(open - 1, class::CUE) {
            return false;
        }
        // the sentence goes on behind the marks without a pause: a part of somebody's clause
        let goes_on = self.token(quotation.outer.end).is_some_and(|next| {
            quotation.outer.end < self.end() && next.shape == Shape::Lower && !self.finished(quotation)
        });
        let words = self.utterance_words(quotation);
        !goes_on && (announced || words >= LEAST_ALONE) || words > 8
    }

    /// Whether a quotation is an utterance though nothing attributes it: it is a whole sentence by itself.
    pub(super) fn alone(&self, quotation: &Quotation) -> bool {
        let before = (self.start()..quotation.outer.start).all(|index| {
            self.token(index).is_some_and(|token| matches!(token.shape, Shape::Punct(_) | Shape::Mark(..)))
        });
        let behind = (quotation.outer.end..self.end()).all(|index| {
            self.token(index).is_some_and(|token| matches!(token.shape, Shape::Punct(_) | Shape::Mark(..)))
        });
        let words = self.utterance_words(quotation);
        let ended = quotation
            .parts
            .last()
            .and_then(|part| part.end.checked_sub(1))
            .and_then(|last| self.token(last))
            .is_some_and(|token| matches!(token.shape, Shape::Punct(b'.' | b'?' | b'!' | b',')));
        let told = self.is(quotation.outer.end, class::PREPOSITION)
            && words >= 2 * LEAST_ALONE
            && quotation.outer.end < self.end();
        before && (behind || told) && (words >= LEAST_ALONE + 2 || words >= 2 && ended)
    }

    /// `Hal itu disampaikan X` names the speaker of the unattributed quote before it.
    pub(super) fn point_back(&mut self, earlier: &mut [Draft]) {
        let mut at = self.start();
        if !self.is(at, class::ANAPHOR) {
            at = self.skip_connectives(at);
        }
        if !self.is(at, class::ANAPHOR) {
            return;
        }
        while at < self.end() && self.is(at, class::ANAPHOR | class::AUXILIARY | class::ADVERB | class::CONTINUED) {
            at += 1;
        }
        if !self.is(at, class::CUE_PASSIVE | class::CUE_BASE) {
            return;
        }
        let Some(attribution) = self.cue_first(at, Position::BehindCue, self.end()) else { return };
        if let Some(last) = earlier.last_mut()
            && last.attribution.is_none()
            && last.sentence + 1 == self.index
        {
            last.attribution = Some(attribution);
            last.rule = "direct/quote-points-back";
        }
    }
}
