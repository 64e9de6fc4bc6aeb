//! Owns sentence borders. What stands between quotation marks is one unit of the sentence around it.

use super::token::{Break, Shape, Token};
use crate::lexicon::class;
use std::ops::Range;

/// A sentence: its tokens, and whether it begins a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Tokens, end exclusive, the final punctuation included.
    pub tokens: Range<usize>,
    /// Whether a line break stands before it.
    pub opens_paragraph: bool,
}

/// A sentence is cut at so many tokens, quotations counted as one: lists without any full stop are no one sentence.
const LONGEST: usize = 300;

/// A title that an insert points at has no more tokens.
const LONGEST_TITLE: usize = 40;

/// Splits tokens into sentences. `borders` are the [`super::Landmarks`] of that name; `units`
/// are the outer ranges of quotations in text order; `goes_on` tells whether an attribution begins at a token, so that
/// what stands before it stays in the sentence; `named` whether a letter is all of somebody's name.
pub(crate) fn sentences(
    tokens: &[Token],
    borders: &[usize],
    units: impl Iterator<Item = Range<usize>>,
    goes_on: impl Fn(usize) -> bool,
    named: impl Fn(&Token) -> bool,
) -> Vec<Sentence> {
    let mut borders = borders.iter().copied().peekable();
    let mut units = units.peekable();
    let mut found = Vec::with_capacity(borders.len() / 4 + 1);
    let mut start = 0;
    let mut at = dateline(tokens);
    let mut length = 0;
    let mut cut = |start: &mut usize, end: usize| {
        if end > *start {
            let opens_paragraph = tokens.get(*start).is_some_and(|token| *start == 0 || token.before >= Break::Line);
            found.push(Sentence { tokens: *start..end, opens_paragraph });
            *start = end;
        }
    };
    cut(&mut start, at);
    while let Some(token) = tokens.get(at) {
        length = if at == start { 0 } else { length + 1 };
        // the words up to the next border neither begin nor end anything
        while borders.next_if(|&border| border < at).is_some() {}
        let border = borders.peek().copied().unwrap_or(tokens.len());
        let stop = units.peek().map_or(border, |unit| border.min(unit.start)).min(at + LONGEST - length);
        if at < stop && !inserts(tokens, start) {
            length += stop - at - 1;
            at = stop;
            continue;
        }
        if length == LONGEST {
            cut(&mut start, at);
            length = 0;
        }
        if at > start && breaks_line(token) && !(continues(token) && goes_on(at)) {
            cut(&mut start, at);
        }
        if at > start && begins_without_stop(tokens, at) {
            cut(&mut start, at);
            length = 0;
        }
        let inserted = inserts(tokens, start);
        if inserted && insert_ends(tokens, start, at, units.peek().is_some_and(|unit| unit.start == at)) {
            cut(&mut start, at);
        }
        if units.next_if(|unit| unit.start <= at && unit.end > at).map(|unit| at = unit.end).is_some() {
            if ends_behind_unit(tokens, at, &goes_on) {
                cut(&mut start, at);
            }
            continue;
        }
        at += 1;
        if is_credit(tokens, start, at) {
            cut(&mut start, at);
            continue;
        }
        if matches!(token.shape, Shape::Punct(b'.' | b'?' | b'!')) && ends(tokens, at - 1, &goes_on, &named) {
            while tokens.get(at).is_some_and(|next| next.is_punct(b')') || next.is_punct(b'.')) {
                at += 1;
            }
            cut(&mut start, at);
        }
    }
    cut(&mut start, tokens.len());
    found
}

/// The length of a dateline that nothing but a space parts from the first sentence: `Kabar.com, Jakarta Bupati Rahmat …`
fn dateline(tokens: &[Token]) -> usize {
    let part = |token: &Token| {
        token.is(class::OUTLET | class::PLACE | class::CONTINUED) && !token.is(class::NAME) || token.is_punct(b',')
    };
    let end = tokens.iter().take_while(|token| part(token)).count();
    let (line, rest) = tokens.split_at(end);
    let holds = |class| line.iter().any(|token| token.is(class));
    let last = line.last().is_some_and(|last| last.is(class::OUTLET | class::PLACE) && last.is_capital());
    let begins = rest.first().is_some_and(|first| first.is_capital() && first.before == Break::Space);
    let whole = line.iter().any(|token| token.is_punct(b',')) && holds(class::OUTLET) && holds(class::PLACE);
    if whole && last && begins { end } else { 0 }
}

/// Whether a line that the page inserted begins at `at`: an `Editor` needs a colon behind it.
pub(crate) fn inserts(tokens: &[Token], at: usize) -> bool {
    let Some(token) = tokens.get(at).filter(|token| token.is(class::INSERT)) else { return false };
    !token.is(class::ROLE) || announces(tokens, at)
}

/// Whether a colon stands behind the entry that begins at `at`.
fn announces(tokens: &[Token], at: usize) -> bool {
    let behind = at + tokens.get(at).map_or(1, |token| usize::from(token.run.max(1)));
    tokens.get(behind).is_some_and(|next| next.is_punct(b':'))
}

/// Whether the inserted line that began at `start` ends before `at`: one with a title (`Baca juga: …`) where something
/// else evidently begins, one without a title at once.
fn insert_ends(tokens: &[Token], start: usize, at: usize, quotation: bool) -> bool {
    let (Some(first), Some(token)) = (tokens.get(start), tokens.get(at)) else { return false };
    if at < start + usize::from(first.run) {
        return false;
    }
    let behind = start + usize::from(first.run);
    // `simak video`: its title follows
    let points = first.run > 1 && tokens.get(behind - 1).is_some_and(|last| last.is(class::CHANNEL));
    let titled = points || tokens.get(behind).is_some_and(|next| next.is_punct(b':'));
    if titled && (at <= behind + 1 || is_line(tokens, start)) {
        return false;
    }
    let gap = at.checked_sub(1).and_then(|last| tokens.get(last)).is_some_and(|last| token.start - last.end >= 2);
    // … Terpilih Prabowo Subianto | Sekretaris Jenderal Ahmad Muzani menyatakan
    let office = token.is_capital()
        && token.is(class::ROLE)
        && at
            .checked_sub(1)
            .and_then(|last| tokens.get(last))
            .is_some_and(|last| last.is(class::NAME) && last.is_capital())
        && tokens
            .iter()
            .skip(at)
            .take(16)
            .take_while(|token| !token.is_mark() && !token.is_punct(b'.'))
            .any(|token| token.is(class::CUE_ACTIVE) && token.shape == Shape::Lower);
    let narrates = token.shape == Shape::Capital
        && (token.is(class::CONNECTIVE | class::PRONOUN | class::CUE_PREP)
            || tokens.get(at + 1).is_some_and(|next| next.is(class::CUE_ACTIVE) && next.shape == Shape::Lower)
            || tokens.get(at + 1).is_some_and(|next| next.is(class::AUXILIARY) && next.shape == Shape::Lower)
                && tokens.get(at + 2).is_some_and(|next| next.is(class::CUE_ACTIVE) && next.shape == Shape::Lower));
    quotation && !(points && at == behind)
        || if titled {
            (gap || narrates || office) && at > start + 3
        } else {
            token.is_capital() && !token.is(class::INSERT)
        }
}

/// Whether a sentence evidently begins at `at` though no full stop stands before it: `kata dia Menurut Rahmat, …`
fn begins_without_stop(tokens: &[Token], at: usize) -> bool {
    let opens = |token: &&Token| {
        token.shape == Shape::Capital
            && token.is(class::CUE_PREP | class::CONNECTIVE)
            && !token.is(class::CONTINUED | class::NAME)
    };
    // `Solid dengan Prabowo|Jokowi menanggapi`: a headline that scraping ran into the name behind it
    let before = |count: usize| at.checked_sub(count).and_then(|place| tokens.get(place));
    let named = |token: &Token| token.is_capital() && token.is(class::NAME);
    let glued = |token: &Token| {
        token.is_glued_name()
            && before(1).is_some_and(|last| {
                last.shape == Shape::Capital && (last.classes == 0 || last.is(class::NAME) && !last.is(class::ROLE))
            })
            // Sri Mulyani|Indrawati
            && !(token.is(class::NAME) && before(2).is_some_and(named))
            && (at + 1..at + 4)
                .map_while(|next| tokens.get(next))
                .find(|next| !named(next) && !next.is(class::AUXILIARY | class::ADVERB))
                .is_some_and(|verb| verb.shape == Shape::Lower && verb.is(class::CUE_ACTIVE | class::VERB))
    };
    let inserted = |token: &Token| token.is_capital() && token.is(class::INSERT) && !token.is(class::CONTINUED);
    if tokens.get(at).is_some_and(|token| glued(token) || inserted(token) && announces(tokens, at)) {
        return true;
    }
    let Some(token) = tokens.get(at).filter(opens) else { return false };
    let previous = at.checked_sub(1).and_then(|last| tokens.get(last)).filter(|previous| previous.is_word());
    let next = tokens.get(at + usize::from(token.run.max(1))).filter(|next| next.before < Break::Line);
    let lower = next.is_some_and(|next| next.shape == Shape::Lower || next.is_punct(b','));
    previous.is_some_and(|previous| {
        token.is(class::CUE_PREP) && next.is_some_and(Token::is_word)
            || token.is(class::CONNECTIVE) && lower && (previous.shape == Shape::Lower || token.run > 1)
    })
}

/// Whether a bracket closes before `at` that is all of its sentence, or that holds what the page inserted: `(Foto: Antara) Rahmat
/// mengatakan`, `[Gambas:Video] Rahmat mengatakan`.
fn is_credit(tokens: &[Token], start: usize, at: usize) -> bool {
    let bracket = match tokens.get(at - 1).map(|token| token.shape) {
        Some(Shape::Punct(b')')) => b'(',
        Some(Shape::Punct(b']')) => b'[',
        _ => return false,
    };
    let closed = tokens.get(at.saturating_sub(LONGEST_CREDIT)..at).unwrap_or(&[]);
    let open = closed.iter().rev().position(|token| token.is_punct(bracket)).map(|back| at - 1 - back);
    let inserted = |open: usize| tokens.get(open + 1).is_some_and(|first| first.is(class::INSERT));
    let next = tokens.get(at).is_some_and(|next| next.is_capital() && next.before > Break::Glued);
    next && open.is_some_and(|open| open == start && open > 0 || inserted(open))
}

/// Tokens of the longest credit, its brackets included.
const LONGEST_CREDIT: usize = 12;

/// Whether the insert at `start` is a line of its own, a title without a full stop.
fn is_line(tokens: &[Token], start: usize) -> bool {
    let begins = |token: &Token| token.before >= Break::Line;
    let rest = tokens.get(start + 1..).unwrap_or(&[]);
    (start == 0 || tokens.get(start).is_some_and(begins))
        && match rest.iter().take(LONGEST_TITLE).find(|token| begins(token) || token.is_punct(b'.')) {
            Some(stop) => begins(stop),
            None => rest.len() < LONGEST_TITLE,
        }
}

fn breaks_line(token: &Token) -> bool {
    token.before == Break::Paragraph || token.before == Break::Line && !continues(token)
}

fn continues(token: &Token) -> bool {
    token.shape == Shape::Lower || matches!(token.shape, Shape::Punct(b',' | b'.' | b')'))
}

fn ends_behind_unit(tokens: &[Token], at: usize, goes_on: &impl Fn(usize) -> bool) -> bool {
    let Some(next) = tokens.get(at) else { return true };
    let last = tokens.get(at.saturating_sub(2)).map(|token| token.shape);
    match next.shape {
        Shape::Mark(..) => true,
        _ if goes_on(at) => false,
        Shape::Capital | Shape::Upper | Shape::Number => {
            matches!(last, Some(Shape::Punct(b'.' | b'?' | b'!' | b',')))
                || next.is(class::CONNECTIVE | class::CUE_PREP)
        }
        _ => false,
    }
}

/// Whether the sentence ends at the full stop, question or exclamation mark `at`.
fn ends(tokens: &[Token], at: usize, goes_on: &impl Fn(usize) -> bool, named: &impl Fn(&Token) -> bool) -> bool {
    let Some(next) = tokens.get(at + 1) else { return true };
    let Some(stop) = tokens.get(at) else { return true };
    if matches!(next.shape, Shape::Punct(b',' | b';' | b':' | b'.' | b'?' | b'!'))
        || goes_on(at + 1) && !next.is_capital()
    {
        return false;
    }
    if next.shape == Shape::Lower {
        // `… rusak. dr Pinto menjelaskan`
        let titled = next.is(class::HONORIFIC)
            && next.is(class::DEGREE)
            && tokens.get(at + 2).is_some_and(Token::is_capital)
            && at
                .checked_sub(1)
                .and_then(|index| tokens.get(index))
                .is_some_and(|word| !word.is(class::ABBREVIATION | class::HONORIFIC));
        return next.before >= Break::Line || titled;
    }
    let short_form =
        at.checked_sub(1).and_then(|index| tokens.get(index)).is_some_and(|word| word.is(class::ABBREVIATION));
    if next.is_punct(b')') && short_form {
        return false;
    }
    if next.is_punct(b')') {
        return tokens
            .get(at + 2)
            .is_none_or(|behind| behind.shape != Shape::Lower && !matches!(behind.shape, Shape::Punct(b',')));
    }
    if !stop.is_punct(b'.') {
        return true;
    }
    let Some(word) = at.checked_sub(1).and_then(|index| tokens.get(index)) else { return true };
    if stop.before > Break::Glued {
        return true;
    }
    // Nomor 39/POJK.03/2017
    if next.shape == Shape::Number && next.before == Break::Glued {
        return false;
    }
    // `keluarga D. Apalagi …`: what opens a sentence is no surname
    if next.is(class::CONNECTIVE | class::PRONOUN | class::CUE_PREP | class::PLURAL)
        && !next.is(class::NAME)
        && next.shape == Shape::Capital
    {
        return true;
    }
    // `… Sabiq MSi. Fairuz mengatakan`: a degree ends more than it begins
    let speaks = tokens.get(at + 2).is_some_and(|verb| verb.shape == Shape::Lower && verb.is(class::CUE_ACTIVE));
    let long = next.shape == Shape::Capital && next.end - next.start > 3;
    if word.is(class::DEGREE) && !word.is(class::HONORIFIC) && long && speaks {
        return true;
    }
    let initial = word.is_capital() && word.end - word.start == 1;
    // `kata F. Anak itu …`, where `F mengaku` stands elsewhere
    if initial && named(word) {
        return true;
    }
    // `Rahmat (Purn) FH. Bambang`: two letters that nobody lists, between a rank and a name
    let before = at.checked_sub(2).and_then(|index| tokens.get(index));
    let titled =
        before.is_some_and(|before| before.is_punct(b')') || before.is(class::RANK | class::ROLE | class::HONORIFIC));
    if word.shape == Shape::Upper && word.end - word.start == 2 && word.classes == 0 && titled && next.is(class::NAME) {
        return false;
    }
    let shortened = word.is(class::ABBREVIATION) && word.end - word.start <= 5;
    !(initial || shortened && word.is_word())
}
