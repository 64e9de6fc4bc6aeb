//! Owns the last step: drafts and resolutions become records.

use super::attribute::Draft;
use super::circumstances::{self, Circumstances, Day};
use super::context::Context;
use super::mentions::Mention;
use super::resolve::{Entity, Resolution, Who};
use super::score;
use crate::Article;
use crate::lexicon::class;
use crate::record::{Cue, Excerpt, Kind, Quote, Rival, SCHEMA, Span, Speaker, SpeakerKind, When};
use crate::text::{Break, Ruler};
use smallvec::SmallVec;
use std::borrow::Cow;
use std::hash::BuildHasher;
use std::ops::Range;

/// The records of an article, in text order.
pub fn records<'a>(
    article: &'a Article<'_>,
    context: &Context<'a>,
    drafts: Vec<Draft>,
    entities: &[Entity],
    resolutions: Vec<Resolution>,
) -> Vec<Quote<'a>> {
    if drafts.is_empty() {
        return Vec::new();
    }
    let writer = Writer { article, context, entities, ruler: Ruler::new(context.text) };
    let around = circumstances::circumstances(context, &drafts);
    let each = drafts.into_iter().zip(resolutions).zip(around);
    each.map(|((draft, resolution), around)| writer.quote(draft, resolution, around)).collect()
}

struct Writer<'c, 'a, 'b> {
    article: &'a Article<'b>,
    context: &'c Context<'a>,
    entities: &'c [Entity],
    ruler: Ruler,
}

impl<'a> Writer<'_, 'a, '_> {
    fn quote(&self, draft: Draft, resolution: Resolution, around: Circumstances) -> Quote<'a> {
        let parts: Vec<Span> = draft.parts.iter().map(|part| self.content(part)).collect();
        let text = match parts.as_slice() {
            [only] => Cow::Borrowed(only.of(self.context.text)),
            several => Cow::Owned(several.iter().map(|part| part.of(self.context.text)).collect::<Vec<_>>().join(" ")),
        };
        let mut notes: Vec<Cow<'a, str>> = self.article.notes.iter().map(|note| Cow::Owned(note.to_string())).collect();
        notes.extend(draft.notes.iter().map(|&note| Cow::Borrowed(note)));
        if draft.attribution.is_none() {
            notes.push("unattributed".into());
        }
        notes.extend(resolution.note.map(Cow::Borrowed));
        let cue = draft.attribution.as_ref().and_then(|attribution| {
            let token = self.context.tokens.get(attribution.cue.start)?;
            let span = self.span(&attribution.cue);
            let lemma = self
                .context
                .lexicon
                .cue(token)
                .map_or_else(|| span.of(self.context.text), |cue| cue.entry.lemma.as_str());
            Some(Cue { text: span.of(self.context.text).into(), lemma: lemma.into(), span })
        });
        let speaker = self.speaker(&draft, &resolution);
        let rivals = resolution
            .rivals
            .iter()
            .filter_map(|&(index, reason)| {
                let entity = self.entities.get(index)?;
                Some(Rival { name: self.clean(&entity.name).into_owned(), reason, span: self.span(&entity.first) })
            })
            .collect();
        let mut quote = Quote {
            schema: SCHEMA,
            id: self.id(draft.kind, &parts),
            doc: self.article.doc.borrowed(),
            kind: draft.kind,
            text,
            parts,
            speaker,
            cue,
            when: around.when.map(|when| self.when(&when)),
            place: around.place.map(|place| self.excerpt(&place)),
            event: around.event.map(|event| self.excerpt(&event)),
            confidence: 0.0,
            rule: draft.rule.into(),
            notes,
            rivals,
        };
        quote.confidence = score::confidence(&quote, self.context.lexicon);
        quote
    }

    fn when(&self, tokens: &Range<usize>) -> When<'a> {
        let published = || {
            let doc = &self.article.doc;
            doc.date.iter().chain(&doc.url).find_map(|text| Day::find(text))
        };
        let Excerpt { text, span } = self.excerpt(tokens);
        When { text, iso: circumstances::iso(self.context, tokens, published), span }
    }

    fn id(&self, kind: Kind, parts: &[Span]) -> String {
        let hasher = foldhash::quality::FixedState::with_seed(1);
        let place: SmallVec<[(usize, usize); 4]> = parts.iter().map(|part| (part.byte_start, part.byte_end)).collect();
        let hash = hasher.hash_one((self.article.doc.id.as_bytes(), kind as u8, &place[..]));
        let digit = |place: u32| char::from(b"0123456789abcdef"[(hash >> (4 * place)) as usize & 0xf]);
        let mut id = String::with_capacity(16);
        (0..16).rev().for_each(|place| id.push(digit(place)));
        id
    }

    fn span(&self, tokens: &Range<usize>) -> Span {
        let (start, end) = self.context.bytes(tokens);
        self.ruler.span(start, end)
    }

    fn content(&self, tokens: &Range<usize>) -> Span {
        self.span(tokens)
    }

    fn excerpt(&self, tokens: &Range<usize>) -> Excerpt<'a> {
        let span = self.span(tokens);
        Excerpt { text: span.of(self.context.text).into(), span }
    }

    /// The words of `tokens` with single spaces, also where scraping left none, and without invisible characters.
    fn clean(&self, tokens: &Range<usize>) -> Cow<'a, str> {
        let slice = self.context.slice(tokens);
        let word = |index: usize| self.context.tokens.get(index).filter(|token| token.is_word());
        let joint = tokens
            .clone()
            .skip(1)
            .find(|&index| word(index).is_some_and(|token| token.before == Break::Glued) && word(index - 1).is_some());
        if let Some(joint) = joint {
            let (first, rest) = (self.clean(&(tokens.start..joint)), self.clean(&(joint..tokens.end)));
            return Cow::Owned([first, rest].join(" "));
        }
        let (plain, _) = slice.bytes().fold((true, 0), |(plain, last), byte| {
            (plain & (b' '..=b'~').contains(&byte) & ((byte, last) != (b' ', b' ')), byte)
        });
        if plain {
            return Cow::Borrowed(slice);
        }
        let visible = |c: &char| !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
        let words: String = slice.chars().filter(visible).collect();
        Cow::Owned(words.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    fn speaker(&self, draft: &Draft, resolution: &Resolution) -> Speaker<'a> {
        let attribution = draft.attribution.as_ref();
        let mention = attribution.and_then(|attribution| match &attribution.mention {
            Some(mention) => Some(self.excerpt(&mention.range)),
            None if attribution.nya => {
                let (_, end) = self.context.bytes(&attribution.cue);
                let span = self.ruler.span(end.saturating_sub(3), end);
                (span.of(self.context.text).len() == 3)
                    .then(|| Excerpt { text: span.of(self.context.text).into(), span })
            }
            None => None,
        });
        let resolved_by = (!resolution.by.is_empty()).then(|| resolution.by.into());
        let antecedent = resolution.antecedent.as_ref().map(|range| self.excerpt(range));
        match &resolution.speaker {
            Who::Entity(index) => {
                let Some(entity) = self.entities.get(*index) else { return Speaker::default() };
                let name = self.clean(&entity.name);
                let mut aliases: Vec<Cow<'a, str>> = Vec::new();
                for alias in &entity.aliases {
                    let alias = self.clean(alias);
                    if alias != name && !aliases.contains(&alias) {
                        aliases.push(alias);
                    }
                }
                let (role, affiliation) = self.role(entity.role.as_ref());
                Speaker {
                    name: Some(name),
                    kind: entity.kind,
                    role,
                    affiliation,
                    aliases,
                    mention,
                    resolved_by,
                    antecedent,
                }
            }
            Who::Phrase(phrase) => self.unnamed(phrase, mention, resolved_by, antecedent),
            Who::Nobody => Speaker { mention, resolved_by, antecedent, ..Speaker::default() },
        }
    }

    fn unnamed(
        &self,
        phrase: &Mention,
        mention: Option<Excerpt<'a>>,
        resolved_by: Option<Cow<'a, str>>,
        antecedent: Option<Excerpt<'a>>,
    ) -> Speaker<'a> {
        let (role, affiliation) = self.role(phrase.role.as_ref());
        let kind = if phrase.kind == SpeakerKind::Person && phrase.name.is_none() {
            SpeakerKind::Anonymous
        } else {
            phrase.kind
        };
        let relative = (phrase.range.start + 2..phrase.range.end).find(|&index| {
            self.context.tokens.get(index).is_some_and(|token| token.is(class::RELATIVE) && token.is_word())
        });
        let bare = phrase.range.start..relative.unwrap_or(phrase.range.end);
        let name = phrase.name.as_ref().unwrap_or(&bare);
        Speaker {
            name: Some(self.clean(name)),
            kind,
            role,
            affiliation,
            aliases: Vec::new(),
            mention,
            resolved_by,
            antecedent,
        }
    }

    /// A role's words, and the organisation inside it.
    fn role(&self, role: Option<&Range<usize>>) -> (Option<Cow<'a, str>>, Option<Cow<'a, str>>) {
        let Some(role) = role else { return (None, None) };
        let mut end = role.end;
        while end > role.start && self.context.tokens.get(end - 1).is_some_and(|token| token.is_punct(b',')) {
            end -= 1;
        }
        let role = role.start..end;
        let organisation = role.clone().skip(1).find(|&index| {
            self.context.tokens.get(index).is_some_and(|token| {
                token.is(class::ORGHEAD | class::ORGNAME) && token.is_capital() && !token.is(class::RANK)
            })
        });
        let ranked = |&index: &usize| self.context.tokens.get(index).is_some_and(|token| token.is(class::RANK));
        let affiliation = organisation.map(|start| {
            let mut end = (start + 1..role.end).find(ranked).unwrap_or(role.end);
            let punct = |index: usize, byte| self.context.tokens.get(index).is_some_and(|token| token.is_punct(byte));
            let opened = (start..end).any(|index| punct(index, b'('));
            while end > start + 1 && (punct(end - 1, b',') || punct(end - 1, b')') && !opened) {
                end -= 1;
            }
            start..end
        });
        (Some(self.clean(&role)), affiliation.map(|affiliation| self.clean(&affiliation)))
    }
}
