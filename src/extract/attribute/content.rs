//! Owns the content of paraphrase: where it begins and ends, what announces it, and whether another report begins in it.

use super::{LEAST_ALONE, LONGEST_RAISED, Reader};
use crate::extract::clause::{self, Complement};
use crate::extract::cues::attributes;
use crate::extract::mentions::{Form, Mention, Position, parse};
use crate::lexicon::{Act, class};
use crate::record::{Kind, SpeakerKind};
use crate::text::{Break, Shape, Token};
use std::ops::Range;

/// Tokens of who is cited between a comma and the content: `berharap, dikutip dari Kabar Merbau, …`
const LONGEST_CITED: usize = 20;

/// Tokens of the noun for what is said between a cue and `bahwa`.
const LONGEST_NOUN: usize = 7;

impl Reader<'_, '_> {
    /// The sentence's end without its final punctuation.
    pub(super) fn content_end(&self) -> usize {
        let mut end = self.end();
        while end > self.start()
            && self
                .token(end - 1)
                .is_some_and(|token| matches!(token.shape, Shape::Punct(b'.' | b'?' | b'!' | b',' | b';')))
        {
            end -= 1;
        }
        end
    }

    /// Whether `range` is a noun phrase without pauses, such as what a clause is about.
    pub(super) fn is_subject(&self, range: Range<usize>) -> bool {
        !range.is_empty()
            && range.len() <= LONGEST_RAISED
            && range.clone().all(|index| {
                self.token(index).is_some_and(|token| !matches!(token.shape, Shape::Punct(_) | Shape::Mark(..)))
            })
            && !self.is(range.end - 1, class::RELATIVE | class::PREPOSITION)
            && clause::judge(self.context, range.clone()) == Complement::Phrase
            && !self.only_connective(range)
    }

    /// `mengingatkan warga untuk waspada`: hearers and what they are to do.
    pub(super) fn is_addressed(&self, from: usize, end: usize) -> bool {
        let hearers = class::GROUP | class::PLURAL | class::PRONOUN | class::NAME | class::ROLE;
        let institution =
            self.is(from, class::ORGHEAD | class::ORGNAME) && self.is(from.wrapping_sub(1), class::CUE_ACTIVE);
        let purpose = (from + 1..end.min(from + LONGEST_RAISED)).find(|&index| self.is(index, class::PURPOSE));
        (self.is(from, hearers) || institution)
            && purpose.is_some_and(|purpose| {
                let clause = class::VERB | class::PREDICATE | class::NEGATION | class::RELATIVE;
                !(from..purpose).any(|index| self.is(index, clause) || self.punct(index, b','))
            })
    }

    /// `mengatakan rapat tersebut untuk menyusun jadwal`: some verbs have no other object than what is said.
    pub(super) fn is_told(&self, cue: &Range<usize>, from: usize, end: usize) -> bool {
        let words = (from..end).take_while(|&index| self.token(index).is_some_and(Token::is_word)).count();
        let points = class::ANAPHOR | class::DETERMINER | class::NOTSPEECH | class::PREPOSITION;
        let entry = self.listed_cue(cue.start);
        // mengaku kepalanya pusing
        let possessed = self.token(from).is_some_and(|token| token.ends_in_nya(self.context.text));
        (words > LEAST_ALONE || possessed && words > 1)
            && !self.is(from, points)
            && self.is(cue.start, class::CUE_ACTIVE)
            && entry.is_some_and(|cue| cue.entry.clausal)
    }

    /// `mengaku khawatir apabila …`: a second verb says what it is.
    pub(super) fn is_felt(&self, cue: &Range<usize>, from: usize) -> bool {
        let entry = self.listed_cue(cue.start);
        let second = self.cue(from).filter(|(_, act, _)| matches!(act, Act::Judge | Act::Wish));
        entry.is_some_and(|cue| cue.entry.clausal) && self.is(from, class::CUE_ACTIVE) && second.is_some()
    }

    /// `memprediksi pertumbuhan ekonomi 4,7 persen`: how much something will be.
    pub(super) fn is_forecast(&self, from: usize, end: usize) -> bool {
        let number = |index: &usize| self.token(*index).is_some_and(|token| token.shape == Shape::Number);
        let noun = self
            .token(from)
            .is_some_and(|token| token.shape == Shape::Lower && !token.is(class::PLURAL | class::PREPOSITION));
        let amount = (from + 1..end).find(number);
        let counted = |amount: usize| {
            self.token(amount - 1).is_some_and(|before| {
                !before.is(class::PREPOSITION) && (before.shape == Shape::Lower || before.is(class::ABBREVIATION))
            })
        };
        noun && amount.is_some_and(|amount| {
            counted(amount)
                && !(from..amount).any(|index| {
                    self.is(index, class::RELATIVE | class::TIME | class::DAY | class::MONTH) || self.punct(index, b',')
                })
        })
    }

    /// `menyebut penutupan itu sebagai jalan terakhir`: what something is said to be.
    pub(super) fn is_named_as(&self, cue: &Range<usize>, from: usize, end: usize) -> bool {
        let names = self.listed_cue(cue.start).is_some_and(|cue| cue.entry.names);
        names
            && (from + 1..end.min(from + LONGEST_RAISED))
                .any(|index| self.is(index, class::CAPACITY) && self.is(index, class::PREPOSITION))
    }

    /// Where the content begins behind an active cue, and what announces it.
    pub(super) fn complement_start(&self, from: usize, end: usize, act: Act) -> Option<(usize, Particle)> {
        let mut at = from;
        while at < end && self.is(at, class::ADVERB) && !self.is(at, class::PARTICLE | class::PREDICATE) {
            at += 1;
        }
        if self.is_complementiser(at) || self.is(at, class::PURPOSE) && act == Act::Directive {
            return Some((at + 1, Particle::Word));
        }
        if self.punct(at, b',') || self.punct(at, b':') {
            at += 1;
            // berharap, dikutip dari Antara, jalan itu …
            at = self.behind_citation(at, end).unwrap_or(at);
            if self.is(at, class::PARTICLE) && self.is_complementiser(at) {
                return Some((at + 1, Particle::Word));
            }
            return Some((at, Particle::Punctuation));
        }
        // menegaskan harapannya agar …
        if self.is(at + 1, class::PARTICLE | class::PURPOSE)
            && !self.is(at + 1, class::PREPOSITION)
            && self.token(at).is_some_and(|token| token.shape == Shape::Lower && !token.is(class::CUE))
        {
            return Some((at + 2, Particle::Word));
        }
        // menyampaikan harapan kepada warga agar …
        if self.token(at).is_some_and(|token| token.shape == Shape::Lower && !token.is(class::CUE | class::PREPOSITION))
            && self.is(at + 1, class::PREPOSITION)
            && !self.is(at + 1, class::LOCATIVE | class::SUBORDINATOR)
            && let Some((start, Particle::Word)) = self.complement_start(at + 1, end, act)
        {
            return Some((start, Particle::Word));
        }
        // mengatakan kepada wartawan di Jambi, Senin (5/5/2025), bahwa …
        if self.is(at, class::PREPOSITION | class::DAY) && !self.is(at, class::CUE_PREP)
            || self.token(at).is_some_and(|token| token.is(class::GROUP | class::PLURAL))
        {
            let opens = |index: usize| {
                self.is_complementiser(index) || self.is(index, class::PURPOSE) && !self.is(index, class::PREPOSITION)
            };
            let stop = (at..end.min(at + 30)).find(|&index| opens(index) || self.is(index, class::CUE_ACTIVE));
            if let Some(stop) = stop
                && opens(stop)
            {
                return Some((stop + 1, Particle::Word));
            }
            // mengingatkan kepada warga untuk waspada
            if self.is(at, class::PREPOSITION) && self.is_addressed(at + 1, end) {
                return Some((at + 1, Particle::Word));
            }
            // mengaku di Merbau harga beras turun: the place is the clause's
            if self.is(at, class::LOCATIVE) && clause::judge(self.context, at..end) == Complement::Clause {
                return Some((at, Particle::None));
            }
            // menyampaikan dalam pidatonya di Merbau, Senin (5/5/2025), jalan itu rusak
            let occasion = self.is(at, class::LOCATIVE | class::OCCASION);
            let channel = occasion && self.is(at + 1, class::CHANNEL);
            let behind = channel.then(|| self.circumstances(at, end) + 1);
            if let Some(behind) = behind.filter(|&behind| behind < end)
                && clause::judge(self.context, behind..end) == Complement::Clause
            {
                return Some((behind, Particle::Punctuation));
            }
            // berharap dengan jalan itu, warga senang
            let hearer = self.is(at + 1, class::GROUP | class::OUTLET | class::HONORIFIC | class::PRONOUN);
            let place = occasion && self.is(at + 1, class::PLACE | class::PLACEHEAD);
            if self.is(at, class::PREPOSITION)
                && !self.is(at, class::CONJUNCTION | class::SUBORDINATOR | class::FRONTED)
                && (hearer || place || channel)
            {
                return None;
            }
        }
        Some((at, Particle::None))
    }

    /// Where the content begins behind a noun for it and `bahwa`: `mengingatkan kembali pesan Budi bahwa …`; but `menyebut
    /// kabar bahwa …` says something of it.
    pub(super) fn behind_noun(&self, cue: usize, from: usize, end: usize) -> Option<usize> {
        let names = self.listed_cue(cue).is_none_or(|cue| cue.entry.names);
        let other = class::VERB
            | class::AUXILIARY
            | class::NEGATION
            | class::RELATIVE
            | class::PREPOSITION
            | class::CONJUNCTION
            | class::COORDINATOR
            | class::SUBORDINATOR
            | class::DETERMINER
            | class::CUE;
        let noun = |index: usize| {
            self.token(index).is_some_and(|token| {
                token.is_word() && !token.is(other) && (!token.is(class::PREDICATE) || token.is(class::ADVERB))
            })
        };
        let particle = (from + 1..end.min(from + LONGEST_NOUN)).find(|&index| !noun(index))?;
        let said = self.is(particle, class::PARTICLE) && !self.is(particle, class::PURPOSE | class::CONDITION);
        (said && !names && noun(from)).then_some(particle + 1)
    }

    /// Where it goes on behind who cites it, and when, between commas: `seperti dikutip dari Antara, Senin (5/5/2025), …`
    pub(super) fn behind_citation(&self, at: usize, end: usize) -> Option<usize> {
        let cue = at + usize::from(self.is(at, class::ASREPORTED));
        let (cue, act, _) = self.cue(cue).filter(|_| self.is(cue, class::OCCASION))?;
        if act != Act::Evidence {
            return None;
        }
        let stop = self.circumstances(cue.end, end);
        (stop < end && stop - at <= LONGEST_CITED && self.punct(stop, b',')).then_some(stop + 1)
    }

    /// Whether the token opens content: `bahwa` anywhere, `kalau` and `agar` right behind a cue.
    pub(super) fn is_complementiser(&self, index: usize) -> bool {
        let behind_cue = index > 0 && (self.is(index - 1, class::CUE) || self.is(index - 1, class::CONTINUED));
        self.token(index).is_some_and(|token| token.shape == Shape::Lower)
            && (self.is(index, class::PARTICLE)
                || behind_cue
                    && self.is(index, class::CONDITION | class::PURPOSE)
                    && !self.is(index, class::PREPOSITION))
    }

    /// A second reporting verb coordinated inside the content: its conjunction and itself.
    pub(super) fn coordinated(&self, content: Range<usize>) -> Option<(usize, usize)> {
        content.clone().find_map(|index| {
            if index <= content.start + 2 {
                return None;
            }
            if let Some(verb) = self.another_reports(index, content.end) {
                return Some((index - usize::from(self.punct(index - 1, b',')), verb));
            }
            if !self.is(index, class::COORDINATOR) {
                return None;
            }
            let mut verb = index + 1;
            while verb < content.end && self.is(verb, class::AUXILIARY | class::ADVERB) {
                verb += 1;
            }
            let (cue, ..) = self.cue(verb).filter(|_| verb < content.end && self.is(verb, class::CUE_ACTIVE))?;
            // `…, Presiden telah memberi arahan serta meminta agar …`: whoever the content is about does both
            let acts = |subject: &Mention| {
                matches!(subject.kind, SpeakerKind::Person | SpeakerKind::Organization)
                    && subject.form != Form::Pronoun
                    && self.is(subject.range.end, class::VERB | class::AUXILIARY)
            };
            if !self.punct(index - 1, b',')
                && parse(self.context, content.start, index, Position::BeforeCue).is_some_and(|subject| acts(&subject))
            {
                return None;
            }
            let reports = self.is_complementiser(cue.end);
            if !reports && clause::judge(self.context, content.start..index) != Complement::Clause {
                return None;
            }
            // without a particle only where the content before has no verb of the kind that could be coordinated
            let only = !(content.start..index).any(|index| self.is(index, class::VERB | class::CUE_ACTIVE))
                && clause::judge(self.context, cue.end..content.end) == Complement::Clause;
            let comma = usize::from(self.punct(index - 1, b','));
            let named = self.is_named_as(&cue, cue.end, content.end);
            (only || reports || named || self.is(cue.end, class::PURPOSE)).then_some((index - comma, verb))
        })
    }

    /// The cue of `…, tetapi ia meyakini …` whose conjunction is at `index`.
    pub(super) fn another_reports(&self, index: usize, end: usize) -> Option<usize> {
        let joins = class::CONJUNCTION | class::CONNECTIVE;
        let lower = |at: usize| self.token(at).is_some_and(|token| token.shape == Shape::Lower);
        let subject =
            index + self.token(index).filter(|token| token.is(joins)).map(|token| usize::from(token.run.max(1)))?;
        if !lower(index)
            || self.is(index, class::CONTINUED)
            || !(self.punct(index - 1, b',') || self.token(index).is_some_and(|token| token.run > 1))
        {
            return None;
        }
        let verb = (subject + 1..end.min(subject + LONGEST_RAISED)).find(|&at| self.is(at, class::CUE_ACTIVE))?;
        let source = parse(self.context, subject, verb, Position::BeforeCue)?;
        let helped = (source.range.end..verb).all(|at| self.is(at, class::AUXILIARY | class::ADVERB));
        let named = source.form == Form::Pronoun || source.sure || source.kind != SpeakerKind::Person;
        if !helped || !named || source.form == Form::Role {
            return None;
        }
        let (cue, ..) = self.cue(verb).filter(|_| self.is(verb, class::CUE_ACTIVE))?;
        let reports = self.is_complementiser(cue.end)
            || self.punct(cue.end, b',')
            || clause::judge(self.context, cue.end..end) == Complement::Clause;
        reports.then_some(verb)
    }

    /// A fronted condition that belongs to what the source says: `Jika X, Ruhut meyakini …`
    /// So does what a clause without a subject is about: `Untuk 18 Maret, ia mengatakan merupakan puncaknya`.
    pub(super) fn fronted(&self, subject: usize, act: Act, bare: bool) -> Option<Range<usize>> {
        let start = self.skip_connectives(self.start());
        let end = subject.checked_sub(1).filter(|&comma| self.punct(comma, b',') && comma > start + 2)?;
        // `Dengan tanggul itu, Rahmat meyakini …`, but not: Dengan nada tinggi, Rahmat mengatakan …
        let means = matches!(act, Act::Judge | Act::Wish)
            && self.is(start, class::PREPOSITION)
            && !self.is(start, class::OCCASION | class::LOCATIVE | class::CUE_PREP | class::CAPACITY);
        // `Untuk 18 Maret, ia mengatakan …`, but not: Untuk diketahui, ia mengatakan …
        let about = self.is(start, class::PURPOSE) && (bare || !self.is(start + 1, class::CUE_PASSIVE));
        // `Saat tim itu melawan Merbau, Rahmat menilai …`, but not: Saat ditemui, Rahmat menilai …
        let during = || {
            let verb = class::VERB | class::PREDICATE | class::AUXILIARY;
            matches!(act, Act::Judge | Act::Wish)
                && self.is(start, class::OCCASION)
                && self.is(start, class::SUBORDINATOR)
                && parse(self.context, start + 1, end, Position::BeforeCue)
                    .is_some_and(|subject| self.is(subject.range.end, verb))
        };
        (means || about || self.is(start, class::CONDITION | class::FRONTED) || during()).then_some(start..end)
    }

    /// The content without the date, place or source of the act of speaking at its end.
    pub(super) fn cut_tail(&self, from: usize, end: usize) -> Range<usize> {
        let mut to = end;
        let mut at = end;
        while at > from + 2 && end - at < 24 {
            at -= 1;
            // … saat ditemui di kantornya
            if self.is(at, class::CHANNEL) && self.is(at, class::SUBORDINATOR) && !self.is(at, class::CONTINUED) {
                to = at;
            }
            // `… bekas. kata Rahmat`: a stop in front of its attribution
            if self.punct(at, b'.') && attributes(&self.context.tokens, at + 1, self.context.lexicon) {
                to = at;
            }
            if !self.punct(at, b',') {
                continue;
            }
            let dated = self.is(at + 1, class::DAY)
                && (to < end || clause::judge(self.context, at + 1..end) == Complement::Phrase)
                || self.is(at + 1, class::CUE_PREP)
                    && !self.is(at + 1, class::NYA)
                    && self.is(at + 1, class::PREPOSITION | class::OCCASION);
            let channel = self.is(at + 1, class::PREPOSITION)
                && (at + 2..end.min(at + 4)).any(|index| self.is(index, class::CHANNEL));
            // … ada provokasi, demikian diberitakan Antara
            // …, seperti yang dikutip dari Antara
            let thus = match self.token(at + 1) {
                Some(thus) if thus.is(class::ANAPHOR | class::ASREPORTED) => usize::from(thus.run.max(1)),
                _ => 0,
            };
            let attributed = attributes(&self.context.tokens, at + 1 + thus, self.context.lexicon);
            if dated || channel || attributed {
                to = at;
            }
        }
        while to > from
            && self.token(to - 1).is_some_and(|token| matches!(token.shape, Shape::Punct(b'.' | b',' | b';')))
        {
            to -= 1;
        }
        from..to.max(from)
    }

    /// Where the clause that ends at `to` begins: the sentence's start behind its connectives.
    pub(super) fn clause_start(&self, to: usize) -> usize {
        let start = self.sentence_start();
        let skipped = self.skip_connectives(start);
        if skipped >= to { start } else { skipped }
    }

    /// The sentence's start behind a dateline.
    pub(super) fn sentence_start(&self) -> usize {
        let dash = (self.start()..self.end().min(self.start() + 9)).find(|&index| {
            self.token(index)
                .is_some_and(|token| matches!(token.shape, Shape::Punct(b'-' | b'|')) && token.before > Break::Glued)
        });
        match dash {
            Some(dash) if (self.start()..dash).any(|index| self.is(index, class::OUTLET)) => dash + 1,
            _ => self.start(),
        }
    }

    pub(super) fn only_connective(&self, range: Range<usize>) -> bool {
        let opener = class::CONNECTIVE
            | class::CONJUNCTION
            | class::CONTINUED
            | class::ADVERB
            | class::COORDINATOR
            | class::DETERMINER;
        // `Saat ini, kata X, …`
        !self.is(range.start, class::FRONTED)
            && range.clone().all(|index| {
                self.token(index).is_some_and(|token| token.is(opener) || matches!(token.shape, Shape::Punct(_)))
            })
    }

    /// Behind sentence openers that are not content, and the comma behind them.
    pub(super) fn skip_connectives(&self, from: usize) -> usize {
        let mut at = from;
        while at < self.end() && (self.is(at, class::CONNECTIVE) || self.punct(at, b',') && at > from) {
            at += self.token(at).map_or(1, |token| usize::from(token.run.max(1)));
        }
        at
    }

    pub(super) fn enough(&self, parts: &[Range<usize>]) -> bool {
        // `Berikut daftarnya, dikutip dari X`: what the article itself goes on with
        let announces = |part: &Range<usize>| self.is(part.start, class::ANAPHOR) && self.is(part.start, class::PLAIN);
        !parts.first().is_some_and(announces)
            && parts
                .iter()
                .flat_map(Clone::clone)
                .filter(|&index| self.token(index).is_some_and(|token| token.is_word() || token.shape == Shape::Number))
                .count()
                >= 2
    }

    pub(super) fn kind_of(&self, parts: &[Range<usize>]) -> Kind {
        let inside =
            |unit: &Range<usize>| parts.iter().any(|part| part.contains(&unit.start) && unit.end <= part.end + 1);
        let titled =
            |unit: &Range<usize>| unit.start.checked_sub(1).is_some_and(|before| self.is(before, class::NOTSPEECH));
        let marked = self.quotations().iter().any(|quotation| {
            inside(&quotation.outer) && !titled(&quotation.outer) && self.utterance_words(quotation) > 0
        });
        if marked { Kind::Mixed } else { Kind::Indirect }
    }
}

/// What announces the content behind an active cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Particle {
    Word,
    Punctuation,
    None,
}
