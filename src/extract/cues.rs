//! Owns reporting cues: which tokens can report, in which form, and what can stand beside them as a source.

use crate::lexicon::{Classes, Lexicon, class};
use crate::text::{Break, Shape, Token};

/// Classes of words that can begin the noun phrase of a source in lower case.
pub const SOURCE_HEAD: Classes = class::PRONOUN
    | class::ROLE
    | class::RANK
    | class::HONORIFIC
    | class::ORGHEAD
    | class::ORGNAME
    | class::GROUP
    | class::ANONYMOUS
    | class::DOCUMENT
    | class::PLURAL
    | class::INDEFINITE
    | class::DEFINITE
    | class::OUTLET;

/// The most tokens behind the preposition before a hearer or a place that the particle or the mark is among.
const LONGEST_HEARER: usize = 6;

/// Whether the token at `index` is a cue that its neighbours allow.
pub fn is_cue(tokens: &[Token], index: usize, lexicon: &Lexicon) -> bool {
    let Some(token) = tokens.get(index) else { return false };
    if !token.is(class::CUE) {
        return false;
    }
    // `“…,” kata Sandi`: right behind what was said a cue is one, whatever it makes of the next word elsewhere
    let closed = |mark: &Token| mark.is_mark() && (token.before > Break::Glued || mark.before == Break::Glued);
    let pauses = |stop: &Token| matches!(stop.shape, Shape::Punct(b',' | b'?' | b'!'));
    let before = |count: usize| index.checked_sub(count).and_then(|place| tokens.get(place));
    if token.is(class::CUE_BASE) && before(1).is_some_and(closed) && before(2).is_some_and(pauses) {
        return true;
    }
    // `ke depan` is no `ke`
    let hash = |index: Option<usize>| {
        index.and_then(|index| tokens.get(index)).filter(|token| token.run <= 1).map_or(0, |token| token.hash)
    };
    let next = index + usize::from(token.run);
    // `membantah kabar`, but: membantah kabar bahwa …, mengonfirmasi kepada Antara bahwa …, menulis di situsnya: “…”
    let addressed = tokens.get(next).is_some_and(|token| token.is(class::PREPOSITION));
    let announced = || {
        let behind = tokens.get(next + 1..).unwrap_or(&[]);
        let behind = behind.get(..if addressed { LONGEST_HEARER } else { 1 }).unwrap_or(behind);
        let words = behind.iter().take_while(|token| token.is_word() && !token.is(class::PARTICLE)).count();
        behind.get(words).is_some_and(|stop| {
            stop.is(class::PARTICLE)
                || addressed && stop.is_punct(b':') && behind.get(words + 1).is_some_and(Token::is_mark)
        })
    };
    let reports = token.is(class::CUE_ACTIVE) && announced();
    let next = if reports { 0 } else { hash(Some(next)) };
    lexicon.cue(token).is_some_and(|cue| cue.fits(hash(index.checked_sub(1)), next))
}

/// Whether a word that is written with a capital is none of a name: it only opens a sentence or stands in a headline.
pub fn is_function_word(token: &Token) -> bool {
    let function = class::DAY
        | class::CONNECTIVE
        | class::PREPOSITION
        | class::CONJUNCTION
        | class::SUBORDINATOR
        | class::PARTICLE
        | class::RELATIVE
        | class::NEGATION
        | class::AUXILIARY
        | class::ANAPHOR
        | class::ADVERB
        | class::VERB
        | class::CUE;
    (token.shape == Shape::Capital)
        & (token.is(function) | token.is(class::PREDICATE) & !token.is(class::PLURAL))
        & !token.is(class::NAME
            | class::ROLE
            | class::ORGHEAD
            | class::ORGNAME
            | class::PLACE
            | class::CONTINUED
            | class::OUTLET)
}

/// Whether a source can begin at `index`.
pub fn source_begins(tokens: &[Token], index: usize) -> bool {
    let Some(token) = tokens.get(index) else { return false };
    match token.shape {
        // `Hari ini …`, `Tahun 2024 …`, `Advertisement Rahmat …`
        Shape::Capital | Shape::Upper => {
            let dated = token.is(class::TIME)
                && tokens.get(index + 1).is_some_and(|next| {
                    next.shape == Shape::Number
                        || next.shape == Shape::Lower && next.is(class::DETERMINER | class::TIME)
                });
            let inserted = token.is(class::INSERT) && !token.is(class::NAME | class::ROLE | class::ORGHEAD);
            !(token.shape == Shape::Capital && (dated || inserted) || is_function_word(token))
        }
        // a name in lower case, as scraping leaves it: `kata marzuki`
        Shape::Lower => token.is(SOURCE_HEAD) || token.classes & !class::PHRASE == class::NAME,
        Shape::Punct(b'@') => true,
        _ => false,
    }
}

/// Whether an attribution with its cue first (`ujar Rahmat`, `katanya`, `dikatakan oleh Rahmat`) begins at `index`.
pub fn attributes(tokens: &[Token], index: usize, lexicon: &Lexicon) -> bool {
    let Some(token) = tokens.get(index) else { return false };
    if !token.is(class::CUE_BASE | class::CUE_PASSIVE) || !is_cue(tokens, index, lexicon) {
        return false;
    }
    let mut next = index + usize::from(token.run);
    if token.is(class::NYA) {
        return true;
    }
    while tokens
        .get(next)
        .is_some_and(|token| token.is(class::AGENT | class::AUXILIARY | class::ADVERB) && token.shape == Shape::Lower)
    {
        next += 1;
    }
    next += stray_comma(tokens, index, next);
    tokens.get(next).is_some_and(|source| source.before < Break::Paragraph) && source_begins(tokens, next)
}

/// How many commas stand where none belongs, between a cue right behind a closing mark and a source with a capital: `“…,”
/// kata, Rahmat`.
pub fn stray_comma(tokens: &[Token], cue: usize, next: usize) -> usize {
    let marked = cue.checked_sub(1).and_then(|before| tokens.get(before)).is_some_and(Token::is_mark);
    let comma = tokens.get(next).is_some_and(|token| token.is_punct(b','));
    let base = tokens.get(cue).is_some_and(|token| token.is(class::CUE_BASE) && token.shape == Shape::Lower);
    usize::from(marked && base && comma && tokens.get(next + 1).is_some_and(Token::is_capital))
}

/// Whether a source and a bare reporting verb that end their sentence begin at `index`: `Rahmat menambahkan.`
pub fn reports_bare(tokens: &[Token], index: usize, lexicon: &Lexicon) -> bool {
    const LONGEST: usize = 8;
    const LONGEST_APPOSITION: usize = 14;
    if !tokens.get(index).is_some_and(Token::is_capital) || !source_begins(tokens, index) {
        return false;
    }
    let is = |at: usize, holds: &dyn Fn(&Token) -> bool| tokens.get(at).is_some_and(holds);
    let behind = (index + 1..index + LONGEST).find(|&at| !is(at, &Token::is_capital));
    // "…," Rahmat Hidayat, kepala dinas, mengatakan.
    let comma = |token: &Token| token.is_punct(b',');
    let apposition = behind.filter(|&at| is(at, &comma)).and_then(|at| {
        let inner = (at + 1..at + LONGEST_APPOSITION)
            .find(|&at| !is(at, &|token| token.is_word() && token.before < Break::Line));
        inner.filter(|&at| is(at, &comma)).map(|at| at + 1)
    });
    let verb = apposition.or(behind);
    verb.filter(|&verb| {
        tokens.get(verb).is_some_and(|token| token.is(class::CUE_ACTIVE)) && is_cue(tokens, verb, lexicon)
    })
    .is_some_and(|verb| {
        let rest = tokens.get(verb + 1..).unwrap_or(&[]);
        let circumstances = rest.first().is_some_and(|next| next.is(class::PREPOSITION) && !next.is(class::PARTICLE));
        let pause =
            rest.iter().take(LONGEST).take_while(|token| token.before < Break::Line).position(|token| !token.is_word());
        pause.is_some_and(|at| rest.get(at).is_some_and(|stop| stop.is_punct(b'.')) && (at == 0 || circumstances))
    })
}
