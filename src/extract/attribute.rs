//! Owns attribution: which content belongs to which cue and which mention, by named rules.
//!
//! A sentence is read twice: first its quotations (direct speech), then its remaining cues (indirect and mixed speech).

use super::clause::{self, Complement};
use super::context::Context;
use super::cues::{attributes, is_cue, source_begins};
use super::marks::Quotation;
use super::mentions::{Form, LONGEST, Mention, Position, parse};
use crate::lexicon::{Act, Takes, class};
use crate::record::{Kind, SpeakerKind};
use crate::text::{Break, Sentence, Shape, Token};
use std::ops::Range;

/// A quote before its speaker is resolved. All ranges count tokens.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// Direct, indirect or mixed.
    pub kind: Kind,
    /// The content.
    pub parts: Vec<Range<usize>>,
    /// The reporting clause; none where the quote stands alone.
    pub attribution: Option<Attribution>,
    /// The rule that made it.
    pub rule: &'static str,
    /// What an editor should know.
    pub notes: Vec<&'static str>,
    /// The sentence it begins in.
    pub sentence: usize,
}

/// A reporting clause.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribution {
    /// The cue's tokens.
    pub cue: Range<usize>,
    /// What the cue does.
    pub act: Act,
    /// The source; none where it is only the suffix -nya, or dropped.
    pub mention: Option<Mention>,
    /// Whether the source is the suffix -nya of the cue.
    pub nya: bool,
    /// Cue, source and circumstances.
    pub range: Range<usize>,
}

/// The quotes of a text, without speakers, in text order.
pub fn attribute(context: &Context<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for (index, sentence) in context.sentences.iter().enumerate() {
        let mut reader = Reader { context, sentence, index, drafts: Vec::new() };
        if !reader.is_insert() {
            reader.direct();
            reader.point_back(&mut drafts);
            reader.indirect();
        }
        drafts.append(&mut reader.drafts);
    }
    drafts.sort_by_key(|draft| draft.parts.first().map_or(0, |part| part.start));
    drafts
}

/// Words between marks that are taken for an utterance without any attribution.
const LEAST_ALONE: usize = 4;

/// Tokens from a passive to its agent, with the predicate between them.
const LONGEST_RAISED: usize = 12;

/// Tokens from `berdasarkan …` to the comma before the content.
const LONGEST_EVIDENCE: usize = 14;

struct Reader<'c, 'a> {
    context: &'c Context<'a>,
    sentence: &'c Sentence,
    index: usize,
    drafts: Vec<Draft>,
}

impl<'c> Reader<'c, '_> {
    fn token(&self, index: usize) -> Option<&Token> {
        self.context.tokens.get(index)
    }

    fn is(&self, index: usize, classes: crate::lexicon::Classes) -> bool {
        self.token(index).is_some_and(|token| token.is(classes))
    }

    fn punct(&self, index: usize, byte: u8) -> bool {
        self.token(index).is_some_and(|token| token.is_punct(byte))
    }

    fn start(&self) -> usize {
        self.sentence.tokens.start
    }

    fn end(&self) -> usize {
        self.sentence.tokens.end
    }

    /// The sentence's end without its final punctuation.
    fn content_end(&self) -> usize {
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

    /// Lines that pages insert (`Baca juga: …`) say nothing.
    fn is_insert(&self) -> bool {
        self.is(self.start(), class::INSERT)
    }

    fn cue(&self, at: usize) -> Option<(Range<usize>, Act, Takes)> {
        if !is_cue(&self.context.tokens, at, self.context.lexicon) {
            return None;
        }
        let token = self.token(at)?;
        let entry = &self.context.lexicon.cue(token)?.entry;
        Some((at..at + usize::from(token.run), entry.act, entry.takes))
    }

    fn quotations(&self) -> &'c [Quotation] {
        let range = &self.sentence.tokens;
        let known = &self.context.quotations;
        let from = known.partition_point(|quotation| quotation.outer.start < range.start);
        let to = known.partition_point(|quotation| quotation.outer.start < range.end);
        known.get(from..to).unwrap_or(&[])
    }

    fn push(
        &mut self,
        kind: Kind,
        parts: Vec<Range<usize>>,
        attribution: Option<Attribution>,
        rule: &'static str,
        notes: Vec<&'static str>,
    ) {
        // what scraping left before the first word
        let bare = |part: Range<usize>| {
            let junk = |index: usize| {
                self.token(index).is_some_and(|token| matches!(token.shape, Shape::Punct(b'.' | b',' | b';' | b':')))
            };
            let start = part.clone().find(|&index| kind == Kind::Direct || !junk(index)).unwrap_or(part.end);
            start..part.end
        };
        let parts: Vec<_> = parts
            .into_iter()
            .flat_map(|part| self.without_inserts(part))
            .map(bare)
            .filter(|part| !part.is_empty())
            .collect();
        // the clause before a cue may reach back into what the report before it has: `X menilai A serta meminta B, kata Y`
        let reported = |draft: &Draft| draft.kind != Kind::Direct && kind != Kind::Direct;
        let mut taken = self.drafts.iter().filter(|draft| reported(draft)).flat_map(|draft| &draft.parts);
        let shared = taken.any(|known| parts.iter().any(|part| part.start < known.end && known.start < part.end));
        if !parts.is_empty() && !shared {
            self.drafts.push(Draft { kind, parts, attribution, rule, notes, sentence: self.index });
        }
    }

    /// What is left of a part when lines that the page inserted are cut out.
    fn without_inserts(&self, part: Range<usize>) -> Vec<Range<usize>> {
        let mut left = Vec::new();
        let mut start = part.start;
        let mut at = part.start;
        let lines = |index: usize| self.token(index).is_some_and(|token| token.before >= Break::Line);
        while at < part.end {
            if at > start && lines(at) && self.is(at, class::INSERT) {
                left.push(start..at);
                at += 1;
                while at < part.end && (!lines(at) || self.is(at, class::INSERT)) {
                    at += 1;
                }
                start = at;
            } else {
                at += 1;
            }
        }
        left.push(start..part.end);
        left
    }

    // ---- direct speech

    fn direct(&mut self) {
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
            } else if self.alone(quotation) {
                self.push(Kind::Direct, quotation.parts.clone(), None, "direct/quote-alone", notes);
            }
        }
    }

    /// Whether the content ends as a sentence does.
    fn finished(&self, quotation: &Quotation) -> bool {
        let last = quotation.parts.last().and_then(|part| part.end.checked_sub(1)).and_then(|last| self.token(last));
        last.is_some_and(|token| matches!(token.shape, Shape::Punct(b'.' | b'?' | b'!')))
    }

    fn only_comma(&self, from: usize, to: usize) -> bool {
        from <= to && (from..to).all(|index| self.punct(index, b',') || self.punct(index, b':'))
    }

    /// An attribution behind the quotation: `"…," ujar X`, `"…," X menambahkan.`
    fn behind(&self, quotation: &Quotation) -> Option<(Attribution, &'static str)> {
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
        if attributes(&self.context.tokens, at, self.context.lexicon) {
            let attribution = self.cue_first(at, Position::BehindCue, self.end())?;
            let rule = match (&attribution.mention, attribution.nya) {
                (_, true) => "direct/quote-cue-nya",
                (Some(mention), _) if mention.form == Form::Pronoun => "direct/quote-cue-pronoun",
                _ => "direct/quote-cue-name",
            };
            return Some((attribution, rule));
        }
        // "…," Rahmat menambahkan.
        if at < self.end() && source_begins(&self.context.tokens, at) {
            let mention = parse(self.context, at, self.end(), Position::BeforeCue)?;
            let mut verb = mention.range.end;
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

    /// An attribution that begins with its cue at `at`.
    fn cue_first(&self, at: usize, position: Position, limit: usize) -> Option<Attribution> {
        let (cue, act, _) = self.cue(at)?;
        let token = *self.token(at)?;
        let mut next = cue.end;
        // `ujarnya Rahmat` names the source after all
        let named = position == Position::BehindCue
            && self
                .token(next)
                .is_some_and(|name| name.is_capital() && name.is(class::NAME) && name.before == Break::Space);
        if token.is(class::NYA) && !named {
            let range = at..self.circumstances(next, limit);
            return Some(Attribution { cue, act, mention: None, nya: true, range });
        }
        while next < limit
            && self.is(next, class::AGENT | class::AUXILIARY | class::ADVERB | class::CONJUNCTION)
            && !self.is(next, class::ROLE | class::NAME)
        {
            next += 1;
        }
        let mut mention = parse(self.context, next, limit, position)?;
        // `dikutip detikINET dari Polygon`: the words are Polygon's
        let origin = (mention.range.start..=mention.range.end).find(|&index| self.is(index, class::ORIGIN));
        if let Some(origin) = origin.filter(|_| act == Act::Evidence && mention.form == Form::Name)
            && let Some(cited) = parse(self.context, origin + 1, limit, position)
        {
            mention = cited;
        }
        // `kata Kapolsek X melalui Kanit Y`: Y speaks for X
        let comma = usize::from(self.punct(mention.range.end, b','));
        let via = mention.range.end + comma;
        if self.is(via, class::DELEGATE)
            && let Some(delegate) =
                parse(self.context, via + self.token(via).map_or(1, |t| usize::from(t.run)), limit, position)
            && delegate.name.is_some()
            && delegate.role.is_some()
        {
            mention = delegate;
        }
        // what is cited is a medium, where nothing shows a person
        if act == Act::Evidence && mention.kind == SpeakerKind::Person && !mention.sure && mention.role.is_none() {
            mention.kind = SpeakerKind::Organization;
        }
        // `kata dia melanjutkan`: the longer verb says it again
        let again = self.cue(mention.range.end).filter(|(second, ..)| {
            self.is(second.start, class::CUE_ACTIVE)
                && self.token(second.end).is_none_or(|token| !token.is_word() || token.is(class::PREPOSITION))
        });
        let end = again.map_or(mention.range.end, |(second, ..)| second.end);
        let range = at..self.circumstances(end, limit);
        Some(Attribution { cue, act, mention: Some(mention), nya: false, range })
    }

    /// The end of the circumstances of speaking that begin at `from`: up to a comma that no date follows.
    fn circumstances(&self, from: usize, limit: usize) -> usize {
        let mut at = from;
        while at < limit {
            let Some(token) = self.token(at) else { break };
            if token.is_mark() && self.context.quotation_at(at).is_some_and(|unit| unit.len() > 8) {
                break;
            }
            if token.is(class::PARTICLE) {
                break;
            }
            if token.is_punct(b',') {
                let dated = self.is_dated(at + 1, limit)
                    || self.is(at + 1, class::CUE_PREP) && self.is(at + 1, class::OCCASION);
                if !dated {
                    break;
                }
            }
            if matches!(token.shape, Shape::Punct(b'.' | b'?' | b'!' | b';' | b':')) {
                break;
            }
            at += 1;
        }
        at
    }

    /// Whether a date, a time or a place, and nothing else, stands between `from` and the next pause.
    fn is_dated(&self, from: usize, limit: usize) -> bool {
        let mut at = from;
        while at < limit {
            let Some(token) = self.token(at) else { break };
            let fits =
                token.is(class::DAY | class::MONTH | class::PLACE | class::PLACEHEAD | class::OUTLET | class::TIME)
                    || token.shape == Shape::Number
                    || token.is_punct(b'(')
                    || token.is_punct(b')')
                    || token.is_punct(b'/')
                    || at > from && token.is(class::DETERMINER) && self.is(at - 1, class::TIME);
            if !fits {
                break;
            }
            at += 1;
        }
        let paused = self.token(at).is_none_or(|token| {
            at >= limit || matches!(token.shape, Shape::Punct(b',' | b'.' | b';' | b':')) || token.is_mark()
        });
        at > from && (paused || self.is(from, class::DAY))
    }

    /// An attribution before the quotation: `X mengatakan, "…"`, `Kata X, "…"`, `X: "…"`.
    fn before(&self, quotation: &Quotation) -> Option<(Attribution, &'static str)> {
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
    fn no_clause(&self, gap: Range<usize>) -> bool {
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
    fn utterance_words(&self, quotation: &Quotation) -> usize {
        quotation
            .parts
            .iter()
            .flat_map(Clone::clone)
            .filter(|&index| self.token(index).is_some_and(|token| token.is_word() || token.shape == Shape::Number))
            .count()
    }

    /// Whether marked words behind a cue are an utterance and not a title or a term.
    fn speechlike(&self, quotation: &Quotation, open: usize) -> bool {
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
    fn alone(&self, quotation: &Quotation) -> bool {
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

    // ---- the reporting clause that points back

    /// `Hal itu disampaikan X` names the speaker of the unattributed quote before it.
    fn point_back(&mut self, earlier: &mut [Draft]) {
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

    // ---- indirect and mixed speech

    fn indirect(&mut self) {
        // tokens that direct speech of this sentence has used
        let used: Vec<Range<usize>> = self
            .drafts
            .iter()
            .flat_map(|draft| {
                draft
                    .attribution
                    .iter()
                    .map(|attribution| attribution.range.clone())
                    .chain(draft.parts.iter().map(|part| part.start.saturating_sub(1)..part.end + 1))
            })
            .collect();
        let free_from = used.iter().map(|range| range.end).max();
        let mut at = self.start();
        while let Some(ahead) = self.context.tokens.get(at..self.end()) {
            let Some(ahead) = ahead.iter().position(|token| token.is(class::CUE | class::QUOTED)) else { break };
            at += ahead;
            if let Some(unit) = self.context.quotation_at(at) {
                at = unit.end;
                continue;
            }
            if used.iter().any(|range| range.contains(&at)) || !self.is(at, class::CUE) {
                at += 1;
                continue;
            }
            // behind direct speech only a second reporting verb with its particle reports
            let found = if free_from.is_some_and(|end| at >= end) { None } else { self.report(at) };
            match found {
                Some(next) => at = next.max(at + 1),
                None => at += 1,
            }
        }
    }

    /// Tries the cue at `at`; says where to go on.
    fn report(&mut self, at: usize) -> Option<usize> {
        let token = *self.token(at)?;
        self.cue(at)?;
        if token.is(class::CUE_PREP)
            && let Some(next) = self.report_cue_first(at, "indirect/menurut")
        {
            return Some(next);
        }
        if token.is(class::CUE_BASE)
            && let Some(next) = self.report_cue_first(at, "indirect/cue-name")
        {
            return Some(next);
        }
        if token.is(class::CUE_PASSIVE)
            && let Some(next) = self.report_passive(at)
        {
            return Some(next);
        }
        if token.is(class::CUE_ACTIVE) { self.report_active(at) } else { None }
    }

    /// `Menurut X, …`, `…, kata X, …`, `…, ujarnya.`
    fn report_cue_first(&mut self, at: usize, rule: &'static str) -> Option<usize> {
        let token = *self.token(at)?;
        let opening = self.skip_connectives(self.start());
        let first = at <= opening;
        let behind_comma = at > self.start()
            && (self.punct(at - 1, b',')
                || self.is(
                    at - 1,
                    class::CONJUNCTION | class::CONNECTIVE | class::COORDINATOR | class::PARTICLE | class::RELATIVE,
                ))
            // Dana itu menurutnya belum cair
            || token.is(class::NYA)
                && token.shape == Shape::Lower
                && (token.is(class::CUE_PREP) || self.punct(at + 1, b','))
                && self.is_subject(self.clause_start(at)..at);
        // … menurut Rahmat.
        let last = token.is(class::CUE_PREP) && !token.is(class::NYA) && token.shape == Shape::Lower;
        // `menjadi kisah indah`: behind a verb it is the verb's object
        let object = at > self.start() && self.is(at - 1, class::VERB | class::CUE_ACTIVE | class::PREPOSITION);
        let strong = token.is(class::CUE_BASE) && token.shape == Shape::Lower && !object;
        // `yang merujuk pada X` says what something means
        if token.is(class::CUE_PREP) && !token.is(class::NYA) && at > self.start() && self.is(at - 1, class::RELATIVE) {
            return None;
        }
        if !(first || behind_comma || strong || last) {
            return None;
        }
        if !token.is(class::NYA)
            && !source_begins(&self.context.tokens, at + usize::from(token.run))
            && !self.is(at + 1, class::AGENT)
        {
            return None;
        }
        let position = if first { Position::BeforeContent } else { Position::BehindCue };
        let mut attribution = self.cue_first(at, if first { position } else { Position::BeforeContent }, self.end())?;
        let cue_end = attribution.cue.end;
        // `dan nilainya pun meningkat`: a noun with its possessor
        let pauses = self.token(cue_end).is_none_or(|next| {
            matches!(next.shape, Shape::Punct(_) | Shape::Mark(..))
                || next.is(class::PREPOSITION
                    | class::SUBORDINATOR
                    | class::DAY
                    | class::TIME
                    | class::PARTICLE
                    | class::NAME)
        });
        if token.is(class::NYA) && !first && token.is(class::CUE_BASE) && !pauses {
            return None;
        }
        let (_, act, takes) = self.cue(at)?;
        if act == Act::Evidence && takes == Takes::Quote {
            return None;
        }
        let weak = takes == Takes::Marked;
        if attribution.mention.as_ref().is_some_and(|mention| {
            token.is(class::CUE_BASE) && mention.kind == SpeakerKind::Document && mention.form == Form::Indefinite
                || weak
                    && !(matches!(mention.form, Form::Name | Form::Pronoun)
                        && mention.kind != SpeakerKind::Organization)
        }) {
            return None;
        }
        if act == Act::Evidence && attribution.range.len() > LONGEST_EVIDENCE {
            return None;
        }
        let end = self.content_end();
        // without commas the source ends where it has to and the clause goes on: `Menurut Rahmat jalan itu …`
        let source_end = attribution.mention.as_ref().map_or(end, |mention| mention.range.end);
        let bare = attribution
            .mention
            .as_ref()
            .is_some_and(|mention| matches!(mention.form, Form::Name | Form::Pronoun))
            && source_end < end
            && !self
                .is(source_end, class::PREPOSITION | class::SUBORDINATOR | class::DAY | class::TIME | class::RELATIVE)
            && self.token(source_end).is_some_and(|next| next.shape == Shape::Lower)
            && (if first || behind_comma {
                attribution.range.end >= end && (token.is(class::CUE_PREP) || behind_comma)
            } else {
                self.is(source_end, class::PREDICATE | class::NEGATION | class::AUXILIARY | class::VERB)
            })
            && clause::judge(self.context, source_end..end) == Complement::Clause;
        // `Menurutnya saat ini harga turun`: what follows the suffix at once is content
        let bare = bare
            || attribution.nya
                && token.is(class::CUE_PREP)
                && self.token(cue_end).is_some_and(Token::is_word)
                && !self.is(cue_end, class::PARTICLE)
                && !(self.is(cue_end, class::PREPOSITION) && self.is(cue_end + 1, class::CHANNEL))
                && clause::judge(self.context, cue_end..end) == Complement::Clause;
        if bare {
            attribution.range.end = if attribution.nya { cue_end } else { source_end };
        }
        let mut from = attribution.range.end;
        let comma = self.punct(from, b',');
        if first && (token.is(class::CUE_BASE) || weak) && !comma && !(bare && behind_comma) {
            return None;
        }
        if !first && !behind_comma && !comma && !bare && from < end {
            return None;
        }
        // `Kisah Arya berpusat pada sungai, …`: what follows the name makes a clause of it
        let told = attribution.mention.as_ref().is_some_and(|mention| {
            first
                && token.is(class::CUE_BASE)
                && mention.range.end < from
                && clause::judge(self.context, mention.range.end..from) == Complement::Clause
        });
        // without a comma before it only a name ends what it is the source of
        let named = attribution.mention.as_ref().is_some_and(|mention| mention.form == Form::Name && mention.sure);
        let ends = clause::judge(self.context, self.clause_start(at)..at) == Complement::Clause && from >= end;
        if told || last && !first && !behind_comma && !bare && !(named && ends && act == Act::Say) {
            return None;
        }
        while from < end
            && (self.punct(from, b',')
                || self.punct(from, b':')
                || self.is(from, class::PARTICLE) && self.punct(from - 1, b',') && !comma)
        {
            from += 1;
        }
        if self.is(from, class::PARTICLE) && from > attribution.range.end && self.is_complementiser(from) {
            from += 1;
        }
        // `Dilansir dari Antara, Rahmat mengatakan …`: what is cited reports somebody in turn
        if first && act == Act::Evidence && from > attribution.range.end {
            let inner = (from..end).find(|&index| self.is(index, class::CUE_ACTIVE) && self.cue(index).is_some());
            if let Some(next) = inner.and_then(|inner| self.report_behind(from, inner)) {
                return Some(next);
            }
        }
        let tail = self.cut_tail(from, end);
        let mut parts = Vec::new();
        if !first {
            let mut to = at;
            while to > self.start()
                && (self.punct(to - 1, b',')
                    // `…, tetapi menurut X`, but not the end of `ditutup sementara, kata X`
                    // `…, demikian dikutip dari X`
                    || to > self.start() + 1 && self.punct(to - 2, b',') && self.is(to - 1, class::ANAPHOR)
                    || (to == at || to > self.start() + 1 && self.punct(to - 2, b','))
                        && self.is(to - 1, class::CONJUNCTION | class::COORDINATOR)
                        && self.token(to - 1).is_some_and(|token| token.shape == Shape::Lower))
            {
                to -= 1;
            }
            // `…, yang menurutnya sudah usang`: only the relative clause is his
            let relative = self.is(at - 1, class::RELATIVE);
            let head = if relative { to..to } else { self.clause_start(to)..to };
            if !head.is_empty() && !self.only_connective(head.clone()) {
                parts.push(head);
            }
        }
        parts.push(tail);
        parts.retain(|part| !part.is_empty());
        if !self.enough(&parts) {
            return None;
        }
        // what the source says may hold marked words, but not a whole utterance of its own
        let document = attribution.mention.as_ref().is_some_and(|mention| mention.kind == SpeakerKind::Document);
        let notes = act_notes(attribution.act, document);
        let rule = match (rule, first, token.is(class::NYA)) {
            ("indirect/menurut", true, _) => "indirect/menurut-name-clause",
            ("indirect/menurut", false, _) => "indirect/clause-menurut-name",
            (_, true, _) => "indirect/cue-name-clause",
            (_, false, true) => "indirect/clause-cue-nya",
            _ => "indirect/clause-cue-name",
        };
        let kind = self.kind_of(&parts);
        self.push(kind, parts, Some(attribution), rule, notes);
        Some(self.end())
    }

    /// `Dikatakannya, …`, `Dijelaskan Ira, …`, `Disampaikan oleh X bahwa …`, `…, diakui X, …`
    fn report_passive(&mut self, at: usize) -> Option<usize> {
        let token = *self.token(at)?;
        let opening = self.skip_connectives(self.start());
        let first = at <= opening;
        // …, sebagaimana dikatakan X; …, demikian diberitakan X
        let as_reported = at > self.start() + 1
            && (self.is(at - 1, class::ASREPORTED) || self.is(at - 1, class::ANAPHOR) && self.punct(at - 2, b','));
        let behind_comma = at > self.start() && self.punct(at - 1, b',') || as_reported;
        let (cue, act, _) = self.cue(at)?;
        if self.is(opening, class::ANAPHOR) && at > opening {
            return None;
        }
        let agent =
            token.is(class::NYA) || self.is(cue.end, class::AGENT) || source_begins(&self.context.tokens, cue.end);
        let end = self.content_end();
        if agent && (first || behind_comma) {
            let attribution = self.cue_first(at, Position::BeforeContent, self.end())?;
            let mut from = attribution.range.end;
            // Disampaikan oleh X bahwa …: the circumstances must not swallow the clause
            if let Some(particle) = (attribution.cue.end..from).find(|&index| self.is_complementiser(index)) {
                from = particle;
            }
            while from < end && (self.punct(from, b',') || self.punct(from, b':') || self.is_complementiser(from)) {
                from += 1;
            }
            let tail = self.cut_tail(from, end);
            let mut parts = vec![tail];
            if !first {
                let mut head = self.clause_start(at - 1)..at - 1;
                while head.end > head.start && self.punct(head.end - 1, b',') {
                    head.end -= 1;
                }
                if !self.only_connective(head.clone()) {
                    parts.insert(0, head);
                }
            }
            parts.retain(|part| !part.is_empty());
            if self.enough(&parts) {
                let kind = self.kind_of(&parts);
                let notes = act_notes(act, false);
                self.push(kind, parts, Some(attribution), "indirect/passive-agent", notes);
                return Some(self.end());
            }
            return None;
        }
        // Utang itu dinilainya penting
        if token.is(class::NYA) && matches!(act, Act::Judge | Act::Say) {
            let raised = self.clause_start(at)..at;
            let tail = self.cut_tail(cue.end, end);
            if self.is_subject(raised.clone()) && !tail.is_empty() {
                let parts = vec![raised, tail];
                let kind = self.kind_of(&parts);
                let attribution = Attribution { cue: cue.clone(), act, mention: None, nya: true, range: cue };
                self.push(kind, parts, Some(attribution), "indirect/passive-raised", Vec::new());
                return Some(self.end());
            }
            return None;
        }
        // Kebijakan itu dinilai terburu-buru oleh pengamat X
        let by = (cue.end + 1..end.min(cue.end + LONGEST_RAISED))
            .find(|&index| self.is(index, class::AGENT) && source_begins(&self.context.tokens, index + 1));
        if let Some(by) = by.filter(|_| act == Act::Judge && !first && !behind_comma)
            && let Some(mention) = parse(self.context, by + 1, self.end(), Position::BehindCue)
        {
            let raised = self.clause_start(at)..at;
            let parts = vec![raised, cue.end..by];
            let range = at..self.circumstances(mention.range.end, self.end());
            let kind = self.kind_of(&parts);
            self.push(
                kind,
                parts,
                Some(Attribution { cue, act, mention: Some(mention), nya: false, range }),
                "indirect/passive-raised",
                Vec::new(),
            );
            return Some(self.end());
        }
        // Disebutkan bahwa …: nobody says who
        let irreal = at > self.start() && self.is(at - 1, class::IRREALIS | class::NEGATION);
        if !irreal && (self.is_complementiser(cue.end) || first && self.punct(cue.end, b',') && !agent) {
            let from = cue.end + 1;
            let tail = self.cut_tail(from, end);
            if self.enough(std::slice::from_ref(&tail)) {
                let kind = self.kind_of(std::slice::from_ref(&tail));
                let subject = if first { None } else { self.subject(self.start(), at) };
                let mut notes = act_notes(act, false);
                if subject.is_none() {
                    notes.push("agentless");
                }
                let range = subject.as_ref().map_or(at, |mention| mention.range.start)..cue.end;
                self.push(
                    kind,
                    vec![tail],
                    Some(Attribution { cue, act, mention: None, nya: false, range }),
                    "indirect/passive-agentless",
                    notes,
                );
                return Some(self.end());
            }
        }
        None
    }

    /// Whether `range` is a noun phrase without pauses, such as what a clause is about.
    fn is_subject(&self, range: Range<usize>) -> bool {
        !range.is_empty()
            && range.len() <= LONGEST_RAISED
            && range.clone().all(|index| {
                self.token(index).is_some_and(|token| !matches!(token.shape, Shape::Punct(_) | Shape::Mark(..)))
            })
            && clause::judge(self.context, range.clone()) == Complement::Phrase
            && !self.only_connective(range)
    }

    /// The report by the active cue at `cue` if its source stands behind `from`.
    fn report_behind(&mut self, from: usize, cue: usize) -> Option<usize> {
        let before = self.drafts.len();
        let next = self.report_active(cue);
        let source = self.drafts.get(before).and_then(|draft| draft.attribution.as_ref()?.mention.as_ref());
        if source.is_none_or(|source| source.range.start < from) {
            self.drafts.truncate(before);
            return None;
        }
        next
    }

    /// `X mengatakan (bahwa) …`
    fn report_active(&mut self, at: usize) -> Option<usize> {
        let (cue, act, takes) = self.cue(at)?;
        if takes == Takes::Quote {
            return None;
        }
        let end = self.content_end();
        let (from, particle) = self.complement_start(cue.end, end, act)?;
        let complement = clause::judge(self.context, from..end);
        let marked = particle != Particle::None;
        let reports = match (takes, particle) {
            (_, Particle::Word) => true,
            (Takes::Marked, Particle::None) => false,
            (_, Particle::Punctuation) => complement != Complement::Phrase || act != Act::Directive,
            (_, Particle::None) => {
                complement == Complement::Clause
                    || self.is_addressed(from, end)
                    || self.is_named_as(&cue, from, end)
                    || self.is_told(&cue, from, end)
            }
        };
        if !reports || from >= end {
            return None;
        }
        let mention =
            self.subject(self.start(), at).filter(|mention| act != Act::Evidence || self.at_clause_start(mention));
        let inherited = || {
            let before = at.checked_sub(1)?;
            let shared = marked && self.is(before, class::COORDINATOR);
            let reason = act == Act::Judge && self.is(before, class::CONJUNCTION);
            self.inherited(at, marked).or_else(|| if shared || reason { self.acting(before) } else { None })
        };
        let source = mention.or_else(inherited)?;
        if source.kind == SpeakerKind::Document && act != Act::Evidence && act != Act::Say && act != Act::Write {
            return None;
        }
        let tail = self.cut_tail(from, end);
        let mut parts = Vec::new();
        if let Some(front) = self.fronted(source.range.start) {
            parts.push(front);
        }
        // X menegaskan A dan meminta agar B: two quotes
        let second = self.coordinated(tail.clone());
        let stop = second.map_or(tail.end, |(conjunction, _)| conjunction);
        parts.push(tail.start..stop);
        if !self.enough(&parts) {
            return None;
        }
        let notes = act_notes(act, source.kind == SpeakerKind::Document);
        let kind = self.kind_of(&parts);
        let rule = match particle {
            Particle::Word => "indirect/name-cue-particle",
            Particle::Punctuation => "indirect/name-cue-comma",
            Particle::None => "indirect/name-cue-clause",
        };
        let range = source.range.start.min(at)..from;
        self.push(kind, parts, Some(Attribution { cue, act, mention: Some(source), nya: false, range }), rule, notes);
        match second {
            Some((_, verb)) => Some(verb),
            None => Some(self.end()),
        }
    }

    /// `mengingatkan warga untuk waspada`: hearers and what they are to do.
    fn is_addressed(&self, from: usize, end: usize) -> bool {
        let hearers = class::GROUP | class::PLURAL | class::PRONOUN | class::NAME | class::ROLE;
        let purpose = (from + 1..end.min(from + LONGEST_RAISED)).find(|&index| self.is(index, class::PURPOSE));
        self.is(from, hearers)
            && purpose.is_some_and(|purpose| {
                let clause = class::VERB | class::PREDICATE | class::NEGATION | class::RELATIVE;
                !(from..purpose).any(|index| self.is(index, clause) || self.punct(index, b','))
            })
    }

    /// `mengatakan rapat tersebut untuk menyusun jadwal`: some verbs have no other object than what is said.
    fn is_told(&self, cue: &Range<usize>, from: usize, end: usize) -> bool {
        let words = (from..end).take_while(|&index| self.token(index).is_some_and(Token::is_word)).count();
        let points = class::ANAPHOR | class::DETERMINER | class::NOTSPEECH | class::PREPOSITION;
        let entry = self.token(cue.start).and_then(|token| self.context.lexicon.cue(token));
        // mengaku kepalanya pusing
        let possessed = self.token(from).is_some_and(|token| token.of(self.context.text).ends_with("nya"));
        (words > LEAST_ALONE || possessed && words > 1)
            && !self.is(from, points)
            && self.is(cue.start, class::CUE_ACTIVE)
            && entry.is_some_and(|cue| cue.entry.clausal)
    }

    /// `menyebut penutupan itu sebagai jalan terakhir`: what something is said to be.
    fn is_named_as(&self, cue: &Range<usize>, from: usize, end: usize) -> bool {
        let names =
            self.token(cue.start).and_then(|token| self.context.lexicon.cue(token)).is_some_and(|cue| cue.entry.names);
        names
            && (from + 1..end.min(from + LONGEST_RAISED))
                .any(|index| self.is(index, class::CAPACITY) && self.is(index, class::PREPOSITION))
    }

    /// Where the content begins behind an active cue, and what announces it.
    fn complement_start(&self, from: usize, end: usize, act: Act) -> Option<(usize, Particle)> {
        let mut at = from;
        while at < end && self.is(at, class::ADVERB) && !self.is(at, class::PARTICLE | class::PREDICATE) {
            at += 1;
        }
        if self.is_complementiser(at) || self.is(at, class::PURPOSE) && act == Act::Directive {
            return Some((at + 1, Particle::Word));
        }
        if self.punct(at, b',') || self.punct(at, b':') {
            at += 1;
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
        if self.is(at, class::PREPOSITION | class::DAY)
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
            if self.is(at, class::PREPOSITION)
                && !self.is(at, class::CONJUNCTION | class::SUBORDINATOR)
                && self.is(
                    at + 1,
                    class::GROUP
                        | class::OUTLET
                        | class::PLACE
                        | class::PLACEHEAD
                        | class::CHANNEL
                        | class::HONORIFIC
                        | class::PRONOUN,
                )
            {
                return None;
            }
        }
        Some((at, Particle::None))
    }

    /// Whether the token opens content: `bahwa` anywhere, `kalau` and `agar` right behind a cue.
    fn is_complementiser(&self, index: usize) -> bool {
        let behind_cue = index > 0 && (self.is(index - 1, class::CUE) || self.is(index - 1, class::CONTINUED));
        self.token(index).is_some_and(|token| token.shape == Shape::Lower)
            && (self.is(index, class::PARTICLE)
                || behind_cue
                    && self.is(index, class::CONDITION | class::PURPOSE)
                    && !self.is(index, class::PREPOSITION))
    }

    /// The subject of the verb at `verb`, looked for from `from` on.
    fn subject(&self, from: usize, verb: usize) -> Option<Mention> {
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
    fn head_of_relative(&self, yang: usize) -> Option<Mention> {
        let from = self.start().max(yang.saturating_sub(LONGEST));
        let mentions = (from..yang).filter(|&start| {
            source_begins(&self.context.tokens, start)
                && !self.is(start, class::CONTINUED)
                && self.context.quotation_over(start).is_none()
        });
        let mut ends = mentions.filter_map(|start| parse(self.context, start, yang, Position::BeforeCue));
        ends.find(|mention| {
            mention.range.end == yang
                && mention.form == Form::Name
                && (mention.sure || mention.kind == SpeakerKind::Organization)
        })
    }

    /// `Rahmat yang menyatakan jalan itu ditutup`: a verb of saying with a clause behind it.
    fn says_in_relative(&self, verb: usize) -> bool {
        self.cue(verb).is_some_and(|(cue, act, takes)| {
            act == Act::Say
                && takes == Takes::Clause
                && clause::judge(self.context, cue.end..self.content_end()) == Complement::Clause
        })
    }

    /// Whether a mention stands where a clause begins.
    fn at_clause_start(&self, mention: &Mention) -> bool {
        self.clause_starts(self.start(), mention.range.end).contains(&mention.range.start)
    }

    fn whole_subject(&self, from: usize, verb: usize) -> Option<Mention> {
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
        if self.punct(stop.wrapping_sub(1), b',') && stop > from + 1 {
            stop -= 1;
        }
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
            // `Dinas Kesehatan Kabupaten X, Jawa Timur menyatakan`: the place belongs to what stands before it
            if mention.range.end == stop && !(place && loose.is_some()) {
                return Some(mention);
            }
            let place =
                mention.range.clone().all(|index| self.is(index, class::PLACE | class::PLACEHEAD | class::OUTLET));
            if loose.is_none() && !place && clause::is_gap(self.context, mention.range.end..stop) {
                loose = Some(mention);
            }
        }
        // a crosshead without a stop before the office: `Tekan tarif Sekretaris Dinas Perhubungan Ujang saat dihubungi`
        loose.or_else(|| self.office_before(from, stop, stop)).or_else(|| self.nearest_subject(from, stop))
    }

    /// The phrase of an office that begins between `from` and `before` and reaches to the verb at `stop`.
    fn office_before(&self, from: usize, before: usize, stop: usize) -> Option<Mention> {
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
    fn nearest_subject(&self, from: usize, stop: usize) -> Option<Mention> {
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
    fn clause_starts(&self, from: usize, to: usize) -> Vec<usize> {
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
            if border {
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
    fn inherited(&self, at: usize, marked: bool) -> Option<Mention> {
        if !(marked || self.is(at.checked_sub(1)?, class::COORDINATOR))
            || !self.is(at.checked_sub(1)?, class::ACCOMPANY | class::AUXILIARY | class::ADVERB)
        {
            return None;
        }
        self.drafts
            .last()
            .and_then(|draft| draft.attribution.as_ref())
            .and_then(|attribution| attribution.mention.clone())
    }

    /// Whoever the sentence says does something: `X mencabut surat itu karena menilai …`, `X menolak, dan menilai bahwa …`
    fn acting(&self, limit: usize) -> Option<Mention> {
        let start = self.skip_connectives(self.start());
        let mention = parse(self.context, start, limit, Position::BeforeCue)?;
        let acts = class::VERB | class::AUXILIARY | class::NEGATION | class::PREDICATE | class::ADVERB;
        let named = mention.sure || mention.form != Form::Name || mention.kind == SpeakerKind::Organization;
        (named && self.is(mention.range.end, acts) && !self.is(mention.range.end, class::CUE)).then_some(mention)
    }

    /// A second reporting verb coordinated inside the content: its conjunction and itself.
    fn coordinated(&self, content: Range<usize>) -> Option<(usize, usize)> {
        content.clone().find_map(|index| {
            if index <= content.start + 2 {
                return None;
            }
            if let Some(verb) = self.pronoun_reports(index, content.end) {
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
            if clause::judge(self.context, content.start..index) != Complement::Clause {
                return None;
            }
            // without a particle only where the content before has no verb of the kind that could be coordinated
            let only = !(content.start..index).any(|index| self.is(index, class::VERB | class::CUE_ACTIVE))
                && clause::judge(self.context, cue.end..content.end) == Complement::Clause;
            let comma = usize::from(self.punct(index - 1, b','));
            (only || self.is_complementiser(cue.end) || self.is(cue.end, class::PURPOSE))
                .then_some((index - comma, verb))
        })
    }

    /// The cue of `…, tetapi ia meyakini …` whose conjunction is at `index`.
    fn pronoun_reports(&self, index: usize, end: usize) -> Option<usize> {
        let joins = class::CONJUNCTION | class::CONNECTIVE;
        let lower = |at: usize| self.token(at).is_some_and(|token| token.shape == Shape::Lower);
        let subject =
            index + self.token(index).filter(|token| token.is(joins)).map(|token| usize::from(token.run.max(1)))?;
        if !lower(index)
            || self.is(index, class::CONTINUED)
            || !(self.punct(index - 1, b',') || self.token(index).is_some_and(|token| token.run > 1))
            || !self.is(subject, class::PRONOUN)
        {
            return None;
        }
        let helps = |at: &usize| !self.is(*at, class::AUXILIARY | class::ADVERB);
        let verb = (subject + 1..end).find(helps)?;
        let (cue, ..) = self.cue(verb).filter(|_| self.is(verb, class::CUE_ACTIVE))?;
        let reports = self.is_complementiser(cue.end)
            || self.punct(cue.end, b',')
            || clause::judge(self.context, cue.end..end) == Complement::Clause;
        reports.then_some(verb)
    }

    /// A fronted condition that belongs to what the source says: `Jika X, Ruhut meyakini …`
    fn fronted(&self, subject: usize) -> Option<Range<usize>> {
        let start = self.skip_connectives(self.start());
        let end = subject.checked_sub(1).filter(|&comma| self.punct(comma, b',') && comma > start + 2)?;
        self.is(start, class::CONDITION | class::FRONTED).then_some(start..end)
    }

    /// The content without the date, place or source of the act of speaking at its end.
    fn cut_tail(&self, from: usize, end: usize) -> Range<usize> {
        let mut to = end;
        let mut at = end;
        while at > from + 2 && end - at < 24 {
            at -= 1;
            // … saat ditemui di kantornya
            if self.is(at, class::CHANNEL) && self.is(at, class::SUBORDINATOR) && !self.is(at, class::CONTINUED) {
                to = at;
            }
            if !self.punct(at, b',') {
                continue;
            }
            let dated = self.is(at + 1, class::DAY)
                && (to < end || clause::judge(self.context, at + 1..end) == Complement::Phrase)
                || self.is(at + 1, class::CUE_PREP)
                    && !self.is(at + 1, class::NYA)
                    && self.is(at + 1, class::PREPOSITION);
            let channel = self.is(at + 1, class::PREPOSITION)
                && (at + 2..end.min(at + 4)).any(|index| self.is(index, class::CHANNEL));
            let attributed = attributes(&self.context.tokens, at + 1, self.context.lexicon);
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
    fn clause_start(&self, to: usize) -> usize {
        let start = self.sentence_start();
        let skipped = self.skip_connectives(start);
        if skipped >= to { start } else { skipped }
    }

    /// The sentence's start behind a dateline.
    fn sentence_start(&self) -> usize {
        let dash = (self.start()..self.end().min(self.start() + 9)).find(|&index| {
            self.token(index)
                .is_some_and(|token| matches!(token.shape, Shape::Punct(b'-' | b'|')) && token.before > Break::Glued)
        });
        match dash {
            Some(dash) if (self.start()..dash).any(|index| self.is(index, class::OUTLET)) => dash + 1,
            _ => self.start(),
        }
    }

    fn only_connective(&self, range: Range<usize>) -> bool {
        let opener = class::CONNECTIVE
            | class::CONJUNCTION
            | class::CONTINUED
            | class::ADVERB
            | class::COORDINATOR
            | class::DETERMINER;
        range.clone().all(|index| {
            self.token(index).is_some_and(|token| token.is(opener) || matches!(token.shape, Shape::Punct(_)))
        })
    }

    /// Behind sentence openers that are not content, and the comma behind them.
    fn skip_connectives(&self, from: usize) -> usize {
        let mut at = from;
        while at < self.end() && (self.is(at, class::CONNECTIVE) || self.punct(at, b',') && at > from) {
            at += self.token(at).map_or(1, |token| usize::from(token.run.max(1)));
        }
        at
    }

    fn enough(&self, parts: &[Range<usize>]) -> bool {
        parts
            .iter()
            .flat_map(Clone::clone)
            .filter(|&index| self.token(index).is_some_and(|token| token.is_word() || token.shape == Shape::Number))
            .count()
            >= 2
    }

    fn kind_of(&self, parts: &[Range<usize>]) -> Kind {
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

/// What an editor should know of a kind of speech act, and of a document as its source.
fn act_notes(act: Act, document: bool) -> Vec<&'static str> {
    match act {
        Act::Directive => vec!["directive"],
        Act::Evidence => vec!["evidence"],
        _ if document => vec!["evidence"],
        _ => Vec::new(),
    }
}

/// What announces the content behind an active cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Particle {
    Word,
    Punctuation,
    None,
}
