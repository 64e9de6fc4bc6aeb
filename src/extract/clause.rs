//! Owns the difference between a clause and a noun phrase, and what may stand between a subject and its verb.

use super::context::Context;
use crate::lexicon::class;
use crate::text::{Break, Shape, Token};
use std::ops::Range;

/// What follows a reporting verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Complement {
    /// Something that says something: it has a predicate of its own.
    Clause,
    /// Something that only names something.
    Phrase,
}

/// Tokens, the marks included, of a predicate in marks that a clause begins with.
const LONGEST_MARKED: usize = 5;

/// Whether the words of `range` are a clause. A verb behind `yang` or a subordinator is that word's, not the clause's.
pub fn judge(context: &Context<'_>, range: Range<usize>) -> Complement {
    // `menyampaikan itu saat …` only points back
    let points = |index: usize| {
        context
            .tokens
            .get(index)
            .is_some_and(|token| token.is(class::DETERMINER | class::ANAPHOR) && token.shape == Shape::Lower)
    };
    let start = range.start;
    if points(start)
        && context
            .tokens
            .get(start + context.tokens.get(start).map_or(1, |token| usize::from(token.run)))
            .is_none_or(|next| !next.is_word() || next.is(class::PREPOSITION | class::SUBORDINATOR))
    {
        return Complement::Phrase;
    }
    let mut owed = 0usize;
    let mut helped = false;
    let mut owned = false;
    let mut relative = usize::MAX - 4;
    for index in range.clone() {
        let Some(token) = context.tokens.get(index) else { break };
        let before = if index > range.start { context.tokens.get(index - 1) } else { None };
        let next = context.tokens.get(index + 1);
        if let Some(quotation) = context.quotation_over(index) {
            // `menyebut penutupan itu "jalan terakhir"`: the marked words are what is said of it
            let titled = context.tokens.get(index.saturating_sub(1)).is_some_and(|before| before.is(class::NOTSPEECH));
            // `mengaku “sembuh” dari sakitnya`
            let goes_on = quotation.outer.len() <= LONGEST_MARKED
                && quotation.outer.end < range.end
                && context.tokens.get(quotation.outer.end).is_some_and(|next| next.is(class::PREPOSITION));
            if quotation.outer.start == index && (index > range.start || goes_on) && !titled && owed == 0 {
                return Complement::Clause;
            }
            continue;
        }
        // `biayanya Rp 1.500.000`: the enclitic goes behind any noun, and no list could hold them
        if token.shape == Shape::Number
            && index > range.start
            && owed == 0
            && context.tokens.get(range.start).is_some_and(|first| first.ends_in_nya(context.text))
        {
            return Complement::Clause;
        }
        // `terbitnya aturan baru` names an event
        let named = index == range.start && token.is(class::VERB) && token.ends_in_nya(context.text);
        // `upaya dalam memperluas layanan`: the verb is the preposition's
        let other =
            class::SUBORDINATOR | class::RELATIVE | class::AUXILIARY | class::VERB | class::CONJUNCTION | class::PLAIN;
        let governed = token.is(class::VERB)
            && !token.is(class::NYA)
            && before.is_some_and(|before| {
                before.shape == Shape::Lower && before.is(class::PREPOSITION) && !before.is(other)
            });
        if named || governed {
            owned = governed;
            continue;
        }
        // `untuk mendidik dan membimbing`: the second verb belongs where the first does
        if owned && token.is(class::COORDINATOR) && next.is_some_and(|next| next.is(class::VERB)) {
            owed += 1;
        }
        if token.shape == Shape::Lower && token.is(class::RELATIVE) {
            owed += 1;
            relative = index;
            helped = false;
            continue;
        }
        let predicate = token.shape == Shape::Lower
            && (token.is(class::PREDICATE | class::NEGATION | class::CUE_ACTIVE | class::CUE_PASSIVE)
                || token.is(class::VERB)
                // `riset berbasis data`, but `riset yang berbasis data`
                || token.is(class::MODIFIER) && owed > 0
                || token.is(class::AUXILIARY) && index > range.start);
        // `fitur baru`: what helps a verb stands before one
        let idle = token.is(class::AUXILIARY)
            && !token.is(class::VERB)
            && before.is_some()
            && (index + 1 == range.end
                || next.is_some_and(|next| !next.is_word() && !next.is_mark())
                // `kemacetan lalu lintas`
                || next.is_some_and(|next| next.is(class::CONTINUED) && next.is(class::COMMON))
                // `program yang berdampak langsung pada warga`
                || !token.is(class::PREDICATE)
                    && next.is_some_and(|next| next.is(class::PREPOSITION) && next.shape == Shape::Lower)
                    && before.is_some_and(|before| before.is(class::VERB)));
        let pauses = before.is_some_and(|before| before.is_punct(b','));
        // `dua nama, yakni Budi dan Sari`: behind a comma it only says which
        let apposed = token.is(class::CAPACITY) && pauses;
        // `mengumumkan pengakuan itu, menyebut bahwa …`: a second report of the same source
        if token.is(class::CUE_ACTIVE)
            && pauses
            && index > range.start + 1
            && owed == 0
            && context.tokens.get(index - 2).is_some_and(|before| before.shape == Shape::Lower)
            && next.is_some_and(|next| next.is(class::PARTICLE))
        {
            return Complement::Phrase;
        }
        let predicate = predicate && !idle && !apposed;
        if predicate && !token.is(class::PLAIN) {
            // `tidak akan dibuka` is one predicate, `yang ditimbulkan mencapai` are two
            let helps = token.is(class::AUXILIARY | class::NEGATION | class::PREDICATE) && !token.is(class::VERB);
            // but `yang ada belum efisien` are two again
            let anew = token.is(class::NEGATION)
                && before.is_some_and(|before| !before.is(class::AUXILIARY | class::NEGATION | class::CUE_PASSIVE));
            let same = helped && !anew;
            // so is `dituding menyebabkan`
            helped = helps || token.is(class::CUE_PASSIVE);
            if same {
                continue;
            }
            // behind a relative clause without a verb (`dana yang sebesar itu tidak boleh …`) the verb is the clause's
            if owed > 0 && !(helps && index > relative + 2) {
                owed -= 1;
                owned = true;
            } else {
                return Complement::Clause;
            }
            continue;
        }
        // `menyebut pernyataan Budi provokatif`, `menilai dampaknya positif`: an adjective that ends the words behind a
        // name or what is somebody's
        let ends = index + 1 == range.end || next.is_some_and(|next| matches!(next.shape, Shape::Punct(_)));
        let named = before.is_some_and(|before| {
            before.is_capital() && before.before < Break::Line
                || before.shape == Shape::Lower && before.ends_in_nya(context.text)
        });
        if token.shape == Shape::Lower && token.is(class::PREDICATE) && ends && named && owed == 0 {
            return Complement::Clause;
        }
        helped = false;
        // `untuk menteri` is no clause of its own, `untuk memperbaiki` is
        let noun = token.is(class::PURPOSE)
            && token.is(class::PREPOSITION)
            && next.is_some_and(|next| {
                next.shape != Shape::Lower
                    || !next.is(class::VERB
                        | class::PREDICATE
                        | class::AUXILIARY
                        | class::ADVERB
                        | class::NEGATION
                        | class::CUE)
            });
        // `mengatakan saat ini ada 12 warga`, `pada saat itu`
        let timed = token.is(class::FRONTED) && token.run > 1
            || token.is(class::OCCASION) && next.is_some_and(|next| next.is(class::DETERMINER));
        if token.shape == Shape::Lower && token.is(class::SUBORDINATOR) && !token.is(class::ADVERB) && !noun && !timed {
            owed += 1;
        }
        // the judgement behind a finished noun phrase: `kebijakan itu keliru`
        if token.shape == Shape::Lower
            && owed == 0
            && before.is_some_and(|before| before.is(class::DETERMINER) && before.shape == Shape::Lower)
            && (!token.is(class::PREPOSITION
                | class::CONJUNCTION
                | class::COORDINATOR
                | class::SUBORDINATOR
                | class::DETERMINER)
                // `kerugian itu sekitar Rp 2 miliar`, but not `penemuan itu pada 30 Juni`
                || token.is(class::PREPOSITION)
                    && !token.is(class::OCCASION)
                    && next.is_some_and(|next| next.shape == Shape::Number || is_amount(next))
                // `akses itu terkait dengan prinsip`
                || token.is(class::PLAIN)
                    && token.is(class::PREPOSITION)
                    && next.is_some_and(|next| next.is(class::PREPOSITION)))
        {
            return Complement::Clause;
        }
    }
    Complement::Phrase
}

/// Whether the word is a currency with its amount: `Rp222`, `USD`.
fn is_amount(token: &Token) -> bool {
    token.is(class::ABBREVIATION) && token.is_capital()
}

/// The most tokens between a subject and its verb.
pub const LONGEST_GAP: usize = 30;

/// Whether the words between a subject and its verb are circumstances, brackets and relative clauses only.
pub fn is_gap(context: &Context<'_>, range: Range<usize>) -> bool {
    if range.len() > LONGEST_GAP {
        return false;
    }
    // `juru bicara X, sayap bersenjata Y, menyatakan`: what stands between two commas
    let comma = |index: usize| context.tokens.get(index).is_some_and(|token| token.is_punct(b','));
    let mut inside = range.len() > 2 && comma(range.start) && (comma(range.end) || comma(range.end - 1));
    for index in range.clone() {
        let Some(token) = context.tokens.get(index) else { return false };
        if token.shape == Shape::Lower && token.is(class::RELATIVE | class::PREPOSITION | class::SUBORDINATOR)
            || token.is_punct(b'(')
        {
            inside = true;
        }
        let predicate = token.shape == Shape::Lower
            && token.is(class::VERB | class::PREDICATE | class::CUE_ACTIVE | class::CUE_PASSIVE)
            && !token.is(class::PLAIN);
        if predicate && !inside {
            return false;
        }
        if index == range.start
            && !(inside
                || token.is(class::AUXILIARY
                    | class::ADVERB
                    | class::TIME
                    | class::DAY
                    | class::DETERMINER
                    | class::CAPACITY
                    | class::CONNECTIVE)
                || token.is_punct(b','))
        {
            return false;
        }
        if matches!(token.shape, Shape::Punct(b'.' | b';' | b'?' | b'!')) && token.is_punct(b';')
            || token.is_mark() && !inside
        {
            return false;
        }
    }
    true
}
