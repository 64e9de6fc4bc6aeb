//! Owns attribution: which content belongs to which cue and which mention, by named rules.
//!
//! A sentence is read twice: first its quotations (direct speech), then its remaining cues (indirect and mixed speech).
//! Both look for a reporting clause beside a content; where the cue is a verb behind its source, for the verb's subject.

mod attribution;
mod content;
mod direct;
mod indirect;
mod subject;

use super::context::Context;
use super::marks::Quotation;
use super::mentions::Mention;
use crate::lexicon::Act;
use crate::record::Kind;
use crate::text::{Break, Sentence, Shape, Token, inserts};
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

    /// Lines that pages insert (`Baca juga: …`) say nothing.
    fn is_insert(&self) -> bool {
        inserts(&self.context.tokens, self.start())
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
            .filter(|part| {
                part.clone().any(|index| {
                    self.token(index).is_some_and(|token| !token.is_mark() && !matches!(token.shape, Shape::Punct(_)))
                })
            })
            .collect();
        // the clause before a cue may reach back into what the report before it has: `X menilai A serta meminta B, kata Y`;
        // and two cues may claim one quotation: `Disampaikan, “A,” ujarnya`
        let alike = |draft: &Draft| (draft.kind == Kind::Direct) == (kind == Kind::Direct);
        let mut taken = self.drafts.iter().filter(|draft| alike(draft)).flat_map(|draft| &draft.parts);
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
            if at > start && lines(at) && inserts(&self.context.tokens, at) {
                left.push(start..at);
                at += 1;
                while at < part.end && (!lines(at) || inserts(&self.context.tokens, at)) {
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
}
