//! Owns the pairing of quotation marks: which mark opens, which closes, and what to do where one is missing.
//!
//! Every mark is judged by its surroundings (white space, punctuation, a cue behind it) before its glyph, since outlets
//! use every glyph on both sides and scraping glues or spaces them. Recovery is bounded to the paragraph or to the
//! attribution that ends it, so one odd mark never costs the rest of an article.

use super::cues::attributes;
use crate::lexicon::{Lexicon, class};
use crate::text::{Break, Glyph, Lean, Shape, Token, inserts};
use smallvec::SmallVec;
use std::ops::Range;

/// A stretch of text between quotation marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotation {
    /// The tokens between the marks; several ranges where a speech re-opens its mark in each paragraph.
    pub parts: Vec<Range<usize>>,
    /// From the opening mark to behind the closing one.
    pub outer: Range<usize>,
    /// What was repaired.
    pub note: Option<&'static str>,
}

/// Places of tokens; most articles have few of a kind.
type Places = SmallVec<[usize; 32]>;

/// A speech that goes on without re-opening its mark may run over this many line breaks.
const LONGEST_RUN_ON: usize = 6;

/// Pairs the marks of a text. The quotations come in text order and do not overlap.
pub fn pair(tokens: &[Token], borders: &[usize], lexicon: &Lexicon) -> Vec<Quotation> {
    let (mut doubles, mut singles) = (Places::new(), Places::new());
    let (mut breaks, mut attributions) = (Places::new(), Places::new());
    for &index in borders {
        let Some(token) = tokens.get(index) else { break };
        match token.shape {
            Shape::Mark(Glyph::Double, _) => doubles.push(index),
            Shape::Mark(Glyph::Single, _) => singles.push(index),
            // behind a comma or a finished sentence
            Shape::Punct(b',' | b'.' | b'?' | b'!') if attributes(tokens, index + 1, lexicon) => {
                attributions.push(index + 1);
            }
            _ => {}
        }
        if token.before >= Break::Line {
            breaks.push(index);
        }
    }
    let mut pairing = Pairing { tokens, lexicon, found: Vec::new(), open: None, behind: 0, breaks, attributions };
    let mut next = 0;
    while let Some(&mark) = doubles.get(next) {
        next += 1 + pairing.take(mark, doubles.get(next + 1..).unwrap_or(&[]));
    }
    pairing.finish();
    let mut found = pairing.found;
    found.extend(by_singles(tokens, &singles, lexicon, &found));
    found.sort_by_key(|quotation| quotation.outer.start);
    found
}

struct Pairing<'t> {
    tokens: &'t [Token],
    lexicon: &'t Lexicon,
    found: Vec<Quotation>,
    open: Option<Open>,
    /// Tokens before this one are spoken for.
    behind: usize,
    /// Tokens with a line break before them.
    breaks: Places,
    /// Tokens that begin an attribution behind a comma or a finished sentence.
    attributions: Places,
}

struct Open {
    mark: usize,
    /// Finished paragraphs of a speech that re-opens its mark.
    parts: Vec<Range<usize>>,
    start: usize,
}

impl Pairing<'_> {
    /// Takes one mark; says how many of the following ones it has used up.
    fn take(&mut self, mark: usize, following: &[usize]) -> usize {
        let lean = self.lean(mark);
        // a doubled mark: ""Saya, siap"" — the second says nothing new
        if let Some(&twin) = following.first()
            && twin == mark + 1
            && self.tokens.get(twin).is_some_and(|token| token.before == Break::Glued)
            && (lean > 0) == (self.lean(twin) > 0)
            && self.tokens.get(twin + 1).is_none_or(|token| (token.before == Break::Glued) == (lean > 0))
        {
            return if lean > 0 {
                1 + self.take_alone(twin, following.get(1..).unwrap_or(&[]))
            } else {
                1 + self.take_alone(mark, &[])
            };
        }
        self.take_alone(mark, following)
    }

    /// Takes one mark that is not doubled.
    fn take_alone(&mut self, mark: usize, following: &[usize]) -> usize {
        let lean = self.lean(mark);
        let Some(open) = self.open.take() else {
            if lean <= -2 {
                self.unopened(mark);
            } else {
                self.begin(mark, Vec::new(), mark);
            }
            return 0;
        };
        let paragraph_end = self.paragraph_end(open.mark, mark);
        let reopens = self.tokens.get(mark).is_some_and(|token| token.before >= Break::Line) && lean > 0;
        if paragraph_end < mark || reopens {
            return self.across_paragraphs(open, mark, paragraph_end, lean);
        }
        if lean <= 0 {
            self.close(open, mark);
            return 0;
        }
        // a mark that opens while another is open: nested if the next two close, else the first was never closed
        let nested = lean >= 2
            && matches!(following, [first, second, ..] if self.lean(*first) <= 0 && self.lean(*second) < 0
                && self.paragraph_end(open.mark, *second) == *second && !self.attribution_behind(*first));
        if nested {
            self.open = Some(open);
            return 1;
        }
        if lean == 1 && self.attribution_in(open.mark + 1..mark).is_none() {
            self.close(open, mark);
            return 0;
        }
        // `“A. “B,” kata X`: the first sentence's closing mark is lost
        let finished =
            self.tokens.get(mark - 1).is_some_and(|token| matches!(token.shape, Shape::Punct(b'.' | b'?' | b'!')));
        let closes = || {
            following.first().is_some_and(|&next| {
                self.lean(next) <= 0 && self.attribution_behind(next) && self.paragraph_end(open.mark, next) == next
            })
        };
        let reopened = lean >= 2
            && finished
            && closes()
            && self.lean(open.mark) >= 2
            && self.attribution_in(open.mark + 1..mark).is_none();
        if reopened {
            let mut parts = open.parts;
            parts.push(open.mark + 1..mark);
            self.begin(mark, parts, open.start);
            return 0;
        }
        self.unclosed(open, mark);
        self.begin(mark, Vec::new(), mark);
        0
    }

    fn across_paragraphs(&mut self, open: Open, mark: usize, paragraph_end: usize, lean: i32) -> usize {
        let attributed = self.attribution_in(open.mark + 1..paragraph_end).is_some();
        let starts_paragraph = self.tokens.get(mark).is_some_and(|token| token.before >= Break::Line);
        // what leant to closing opened nothing that goes on here
        if lean > 0 && starts_paragraph && open.parts.is_empty() && self.lean(open.mark) < 0 {
            self.begin(mark, Vec::new(), mark);
            return 0;
        }
        if lean > 0 && starts_paragraph && paragraph_end == mark && !attributed {
            let mut parts = open.parts;
            parts.push(open.mark + 1..mark);
            self.begin(mark, parts, open.start);
            return 0;
        }
        let breaks = self.breaks_in(open.mark..mark).len();
        if lean < 0 && !attributed && breaks <= LONGEST_RUN_ON && self.attribution_in(open.mark + 1..mark).is_none() {
            self.close(open, mark);
            return 0;
        }
        if lean > 0 && starts_paragraph && !attributed && breaks <= 2 && self.only_inserts(paragraph_end..mark) {
            let mut parts = open.parts;
            parts.push(open.mark + 1..paragraph_end);
            self.begin(mark, parts, open.start);
            return 0;
        }
        self.unclosed(open, paragraph_end);
        self.take_alone(mark, &[])
    }

    fn begin(&mut self, mark: usize, parts: Vec<Range<usize>>, start: usize) {
        self.open = Some(Open { mark, parts, start });
    }

    fn close(&mut self, open: Open, mark: usize) {
        // a stray mark before narration (`" Ia mengungkapkan, …`): the speech begins with a later sentence
        if open.parts.is_empty() && self.narrates(open.mark) && self.attribution_behind(mark) {
            self.behind = open.mark + 1;
            self.unopened(mark);
            return;
        }
        let mut parts = open.parts;
        let note = (!parts.is_empty()).then_some("reopened-quote");
        parts.push(open.mark + 1..mark);
        self.push(Quotation { parts, outer: open.start..mark + 1, note });
    }

    /// Whether a mark with a space on either side stands before `X mengatakan`.
    fn narrates(&self, mark: usize) -> bool {
        let spaced = |index: usize| self.tokens.get(index).is_some_and(|token| token.before > Break::Glued);
        let (Some(first), Some(second)) = (self.tokens.get(mark + 1), self.tokens.get(mark + 2)) else { return false };
        spaced(mark)
            && spaced(mark + 1)
            && first.is(class::PRONOUN | class::NAME)
            && second.is(class::CUE_ACTIVE)
            && !first.is(class::CUE)
    }

    fn push(&mut self, mut quotation: Quotation) {
        quotation.parts.retain(|part| !part.is_empty());
        self.behind = quotation.outer.end;
        if !quotation.parts.is_empty() {
            self.found.push(quotation);
        }
    }

    /// An opening mark without a closing one: the quotation ends at its attribution, else with the paragraph.
    fn unclosed(&mut self, open: Open, limit: usize) {
        let attribution = self.attribution_in(open.mark + 1..limit);
        let end = match attribution {
            Some(cue) => cue,
            None if self.tokens.get(limit).is_none_or(|token| token.before >= Break::Line) => limit,
            // running text, no attribution: the mark is a stray one
            None if open.parts.is_empty() => return,
            None => open.mark + 1,
        };
        let mut parts = open.parts;
        parts.push(open.mark + 1..end);
        self.push(Quotation { parts, outer: open.start..end, note: Some("unclosed-quote") });
    }

    /// A closing mark without an opening one: only with its attribution behind it, and from its sentence's start.
    fn unopened(&mut self, mark: usize) {
        if !self.attribution_behind(mark) {
            return;
        }
        let begins = |at: usize| {
            let (Some(token), Some(previous)) =
                (self.tokens.get(at), at.checked_sub(1).and_then(|last| self.tokens.get(last)))
            else {
                return true;
            };
            token.before >= Break::Line
                || at < mark && matches!(previous.shape, Shape::Punct(b'.' | b'?' | b'!')) && token.is_capital()
        };
        let start = (self.behind..=mark).rev().find(|&at| begins(at)).unwrap_or(self.behind);
        if start < mark {
            self.push(Quotation {
                parts: std::iter::once(start..mark).collect(),
                outer: start..mark + 1,
                note: Some("unopened-quote"),
            });
        }
    }

    fn finish(&mut self) {
        if let Some(open) = self.open.take() {
            let end = self.paragraph_end(open.mark, self.tokens.len());
            self.unclosed(open, end);
        }
    }

    /// The first token behind `from` that begins a new line, at most `limit`.
    fn paragraph_end(&self, from: usize, limit: usize) -> usize {
        let inside = self.breaks_in(from + 1..limit).iter().copied();
        match inside.into_iter().find(|&index| self.tokens.get(index).is_some_and(starts_line)) {
            Some(index) => index,
            None if self.tokens.get(limit).is_some_and(|token| token.before >= Break::Line) && limit > from => limit,
            None => limit,
        }
    }

    fn only_inserts(&self, range: Range<usize>) -> bool {
        self.tokens.get(range.clone()).is_some_and(|between| between.is_empty() || inserts(self.tokens, range.start))
    }

    /// The tokens of `range` with a line break before them.
    fn breaks_in(&self, range: Range<usize>) -> &[usize] {
        within(&self.breaks, range)
    }

    /// The cue that begins an attribution inside `range`, behind its second token.
    fn attribution_in(&self, range: Range<usize>) -> Option<usize> {
        within(&self.attributions, range.start + 2..range.end).first().copied()
    }

    fn attribution_behind(&self, mark: usize) -> bool {
        let comma = usize::from(self.tokens.get(mark + 1).is_some_and(|token| token.is_punct(b',')));
        attributes(self.tokens, mark + 1 + comma, self.lexicon)
    }

    /// How much a mark opens (positive) or closes (negative).
    fn lean(&self, mark: usize) -> i32 {
        let Some(token) = self.tokens.get(mark) else { return 0 };
        let mut lean = match token.shape {
            Shape::Mark(_, Lean::Open) => 2,
            Shape::Mark(_, Lean::Close) => -1,
            _ => 0,
        };
        let previous = mark.checked_sub(1).and_then(|index| self.tokens.get(index));
        let next = self.tokens.get(mark + 1);
        let gap_before = previous.is_none() || token.before > Break::Glued;
        let gap_behind = next.is_none_or(|next| next.before > Break::Glued);
        lean += match (gap_before, gap_behind) {
            (true, false) => 3,
            (false, true) => -3,
            _ => 0,
        };
        if token.before >= Break::Line || previous.is_none() {
            lean += 2;
        }
        if next.is_none_or(|next| next.before >= Break::Line) {
            lean -= 2;
        }
        if let Some(previous) = previous {
            match previous.shape {
                Shape::Punct(b',' | b'?' | b'!') if !gap_before => lean -= 2,
                Shape::Punct(b',') => lean += 1,
                Shape::Punct(b'(' | b'[' | b':') => lean += 2,
                Shape::Punct(b'.') if gap_before => lean += 1,
                _ => {}
            }
        }
        if let Some(next) = next {
            if matches!(next.shape, Shape::Punct(b',' | b'.' | b')' | b';')) {
                lean -= 3;
            } else if self.attribution_behind(mark) && !next.is_capital() {
                lean -= 4;
            }
        }
        lean
    }
}

/// Those of `places`, which are sorted, that lie in `range`.
fn within(places: &[usize], range: Range<usize>) -> &[usize] {
    let place = |limit: usize| places.partition_point(|&place| place < limit);
    places.get(place(range.start)..place(range.end)).unwrap_or(&[])
}

/// White space at a line's start counts as a break only before something that can begin a line.
fn starts_line(token: &Token) -> bool {
    token.before == Break::Paragraph || token.shape != Shape::Lower
}

fn breaks_in(tokens: &[Token]) -> usize {
    tokens.iter().filter(|token| token.before >= Break::Line).count()
}

/// Single marks as main marks: outside the double ones, both sides clear, in one line.
fn by_singles(tokens: &[Token], marks: &[usize], lexicon: &Lexicon, doubles: &[Quotation]) -> Vec<Quotation> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    let mut covering = doubles.iter().peekable();
    for &mark in marks {
        while covering.peek().is_some_and(|quotation| quotation.outer.end <= mark) {
            covering.next();
            open = None;
        }
        if covering.peek().is_some_and(|quotation| quotation.outer.contains(&mark)) {
            continue;
        }
        let (Some(token), next) = (tokens.get(mark), tokens.get(mark + 1)) else { continue };
        let gap_before = mark == 0
            || token.before > Break::Glued
            || tokens.get(mark - 1).is_some_and(|previous| matches!(previous.shape, Shape::Punct(b'(' | b'.' | b':')));
        let glued_behind = next
            .is_some_and(|next| next.before == Break::Glued && !matches!(next.shape, Shape::Punct(b',' | b'.' | b')')));
        match open {
            None if gap_before && glued_behind => open = Some(mark),
            Some(start) if !glued_behind && token.before == Break::Glued || attributes(tokens, mark + 1, lexicon) => {
                let inside = tokens.get(start + 1..mark).unwrap_or(&[]);
                if breaks_in(inside) == 0 && !inside.is_empty() {
                    found.push(Quotation {
                        parts: std::iter::once(start + 1..mark).collect(),
                        outer: start..mark + 1,
                        note: None,
                    });
                }
                open = None;
            }
            Some(_) if gap_before && glued_behind => open = Some(mark),
            _ => {}
        }
    }
    found
}
