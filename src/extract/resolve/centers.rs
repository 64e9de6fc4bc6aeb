//! Owns who is spoken of: the persons that sentences are about, which pronouns look back to.

use super::{BEARERS, Center, Entity, Resolver, Who};
use crate::extract::attribute::Draft;
use crate::extract::mentions::{Form, Mention, Position, parse};
use crate::lexicon::class;
use crate::record::{Kind, SpeakerKind};
use crate::text::{Shape, Token, inserts};
use std::ops::Range;

impl Resolver<'_, '_> {
    /// Remembers the person a sentence without a quote is about.
    pub(super) fn note_subject(&mut self, index: usize, drafts: &[Draft]) {
        let Some(sentence) = self.context.sentences.get(index) else { return };
        let at = drafts.partition_point(|draft| draft.sentence < index);
        if drafts.get(at).is_some_and(|draft| draft.sentence == index)
            || inserts(&self.context.tokens, sentence.tokens.start)
            || self.token(sentence.tokens.start).is_some_and(|token| token.is(class::ASREPORTED))
        {
            return;
        }
        // `Hal itu disampaikan X` is about X
        let points_back = self.token(sentence.tokens.start).is_some_and(|token| token.is(class::ANAPHOR));
        let agent = if points_back { self.agent_in(sentence.tokens.clone()) } else { None };
        let found = agent.or_else(|| self.subject_in(sentence.tokens.clone()));
        if let Some((start, who)) = found.or_else(|| self.agent_in(sentence.tokens.clone())) {
            self.note_center(start, who, false);
        }
    }

    /// Remembers the person whom the sentence of somebody else's report is about: `Anies senang atas hasil survei yang
    /// menyatakan …`
    pub(super) fn note_outer(&mut self, draft: &Draft) {
        let source = draft.attribution.as_ref().and_then(|attribution| attribution.mention.as_ref());
        let Some((source, sentence)) = source.zip(self.context.sentences.get(draft.sentence)) else { return };
        let outer = draft.kind != Kind::Direct && source.form != Form::Pronoun && source.kind != SpeakerKind::Person;
        let before = sentence.tokens.start..source.range.start;
        if outer && let Some((start, who)) = self.subject_in(before) {
            self.note_center(start, who, false);
        }
    }

    /// The organisation that a sentence without a quote between `earliest` and the one at `sentence` begins with, the
    /// latest: `mereka` may look back to it; so may `perusahaan itu`, to anything that is no person's name (`described`).
    pub(super) fn institution(
        &self,
        sentence: usize,
        earliest: usize,
        drafts: &[Draft],
        described: bool,
    ) -> Option<usize> {
        let before = self.context.sentences.get(..sentence)?.iter().enumerate().rev();
        let mut near = before.take_while(|(_, sentence)| sentence.tokens.start >= earliest);
        near.find_map(|(index, sentence)| {
            let quotes = drafts.binary_search_by_key(&index, |draft| draft.sentence).is_ok();
            if quotes { None } else { self.organisation_in(sentence.tokens.clone(), described) }
        })
    }

    /// The organisation that a sentence begins with.
    fn organisation_in(&self, range: Range<usize>, described: bool) -> Option<usize> {
        // `Selain pesawat, Lumina juga membuat kapal.`
        let comma = range.clone().find(|&index| self.token(index).is_some_and(|token| token.is_punct(b',')));
        let fronted = described && self.token(range.start)?.is(class::PREPOSITION | class::CONNECTIVE | class::FRONTED);
        let start = comma.filter(|_| fronted).map_or(range.start, |comma| comma + 1);
        let mention = parse(self.context, start, range.end, Position::BeforeCue)?;
        let acts =
            class::VERB | class::PREDICATE | class::AUXILIARY | class::NEGATION | class::ADVERB | class::CUE_ACTIVE;
        let institutional = mention.kind == SpeakerKind::Organization
            || described && mention.role.is_none() && !mention.sure && mention.kind == SpeakerKind::Person;
        let place = |index: usize| {
            self.token(index).is_some_and(|token| token.is(class::PLACE | class::PLACEHEAD | class::COMMON))
        };
        if mention.form != Form::Name
            || !institutional
            || described && mention.range.clone().all(place)
            || !self.token(mention.range.end).is_some_and(|next| next.is(acts))
        {
            return None;
        }
        self.whom(&mention, start)
    }

    /// The person behind the first verb of `range`: who did or suffered it.
    pub(super) fn agent_in(&self, range: Range<usize>) -> Option<(usize, Who)> {
        let is = |index: usize, classes| self.token(index).is_some_and(|token| token.is(classes));
        let verb = class::VERB | class::CUE_PASSIVE;
        // `Salah satunya oleh X` has no verb
        let passive = range
            .clone()
            .find(|&index| is(index, verb | class::AGENT) && !(is(index, verb) && is(index, class::NYA)))?;
        // `ia sudah ditransfer oleh X` is about whoever it was about before
        let pronoun = |index: usize| is(index, class::PRONOUN) && !is(index, class::NAME | class::CONTINUED);
        if (range.start..passive).any(pronoun) {
            return None;
        }
        // `kabar yang berasal dari Budi dibantah oleh X`
        let marked =
            (passive + 1..range.end).find(|&index| is(index, class::AGENT) && is(index - 1, class::CUE_PASSIVE));
        let behind = |verb: usize| (verb + 1..range.end).find(|&index| !is(index, class::AGENT | class::AUXILIARY));
        marked.into_iter().chain([passive]).filter_map(behind).find_map(|start| {
            let mention = parse(self.context, start, range.end, Position::BehindCue)?;
            let person = match mention.form {
                Form::Name if mention.kind == SpeakerKind::Person && mention.sure => self.whom(&mention, start),
                Form::Role => self.by_role(&mention),
                _ => None,
            };
            person.map(|index| (start, Who::Entity(index)))
        })
    }

    pub(super) fn note_center(&mut self, place: usize, who: Who, spoke: bool) {
        let highest = self.centers.last().map_or(0, |center| center.highest).max(place);
        self.centers.push(Center { place, highest, spoke, who });
    }

    /// Whether somebody said something before `at`.
    pub(super) fn has_said(&self, who: &Who, at: usize) -> bool {
        self.centers.iter().rev().take(BEARERS).any(|center| center.spoke && center.place < at && center.who == *who)
    }

    /// Whether somebody who is spoken of at `place` has said nothing yet, was known before that sentence and the one before
    /// it, and does nothing like saying up to `at`, nor is it about nobody else (`Ia senang.`).
    pub(super) fn is_silent(&self, who: &Who, place: usize, at: usize, continues: bool) -> bool {
        let Who::Entity(index) = who else { return false };
        let sentences = &self.context.sentences;
        let sentence = sentences.partition_point(|sentence| sentence.tokens.start <= place);
        let Some(recent) = sentence.checked_sub(2).and_then(|before| sentences.get(before)) else { return false };
        let first = self.entities.get(*index).map_or(0, |entity| entity.first.start);
        let is = |index: usize, classes| self.token(index).is_some_and(|token| token.is(classes));
        let mut between = sentences.iter().skip(sentence - 1).take_while(|sentence| sentence.tokens.end <= at);
        // `X disebut akan …` is nothing that X says
        let told = |index: usize| is(index, class::CUE_PASSIVE) && is(index + 1, class::AUXILIARY);
        let told_of = || sentences.get(sentence - 1).is_some_and(|own| own.tokens.clone().any(told));
        (first < recent.tokens.start || told_of())
            && !self.has_said(who, place)
            && (continues
                || !between.any(|sentence| {
                    let passive = |index: usize| is(index, class::CUE_PASSIVE) && !told(index);
                    is(sentence.tokens.start, class::PRONOUN)
                        || sentence.tokens.clone().any(|index| is(index, class::CUE_ACTIVE) || passive(index))
                }))
    }

    /// Who was spoken of or spoke before `at` and not before `earliest`, the latest first.
    pub(super) fn centers(&self, at: usize, earliest: usize) -> impl Iterator<Item = (usize, &Who)> {
        let recent = self.centers.iter().rev().take_while(move |center| center.highest >= earliest);
        recent
            .filter(move |center| center.place < at && center.place >= earliest)
            .map(|center| (center.place, &center.who))
    }

    /// The first person that a clause of `range` begins with.
    pub(super) fn subject_in(&self, range: Range<usize>) -> Option<(usize, Who)> {
        let mut at = range.start;
        let mut clause = true;
        let mut commas = 0;
        while at < range.end {
            let token = self.token(at)?;
            if clause
                && (token.is_capital() || token.is(class::ROLE | class::PRONOUN | class::RANK | class::HONORIFIC))
                && let Some(mention) = parse(self.context, at, range.end, Position::BeforeCue)
            {
                let verb = self.token(mention.range.end);
                let acts = verb.is_some_and(|next| {
                    next.is(class::VERB
                        | class::PREDICATE
                        | class::AUXILIARY
                        | class::NEGATION
                        | class::ADVERB
                        | class::CUE
                        | class::RELATIVE
                        | class::PREPOSITION
                        | class::TIME)
                        || next.is_punct(b'(')
                        || next.is_punct(b',')
                            && (at == range.start && mention.sure || self.acts_behind(mention.range.end + 1))
                });
                if acts && mention.form == Form::Name && mention.kind == SpeakerKind::Person {
                    let name = mention.name.clone()?;
                    if self.looks_personal(&name)
                        || self.is_aged(name.end)
                        || verb.is_some_and(|verb| verb.is(class::VERB)) && self.is_surname(&name, &mention)
                        || mention.sure
                            && (mention.role.is_some()
                                || verb.is_some_and(|verb| verb.is(class::CUE_ACTIVE))
                                || self.has_spoken(&name, &mention))
                    {
                        return self.whom(&mention, at).map(|index| (at, Who::Entity(self.person(index))));
                    }
                }
                if acts
                    && mention.form == Form::Role
                    && let Some(index) = self.by_role(&mention)
                {
                    return Some((at, Who::Entity(index)));
                }
                if mention.form == Form::Pronoun {
                    return None;
                }
                // Para pembeli mengeluhkan … Mereka menyebut …
                let venues = self.token(at + 1).is_some_and(|noun| noun.is(class::PLACEHEAD));
                if acts && at == range.start && mention.kind == SpeakerKind::Group && !venues {
                    return Some((at, Who::Phrase(Box::new(mention))));
                }
            }
            commas += usize::from(token.is_punct(b','));
            clause = token.is_punct(b',') && commas <= 2
                || token.is_punct(b'-')
                || token.is_punct(b':')
                || token.is(class::CONNECTIVE | class::CONJUNCTION | class::OUTLET) && commas < 2;
            at += usize::from(token.run.max(1));
        }
        None
    }

    /// Whether a verb stands at `at`, or what goes before one: `Rahmat, kepala desa itu, juga mengapresiasi`.
    fn acts_behind(&self, at: usize) -> bool {
        let acts = class::VERB | class::PREDICATE | class::AUXILIARY | class::NEGATION | class::CUE_ACTIVE;
        self.token(at).is_some_and(|token| token.shape == Shape::Lower && token.is(acts))
    }

    /// Whether a name of one word is the last one of somebody's whole name.
    fn is_surname(&self, name: &Range<usize>, mention: &Mention) -> bool {
        let other = class::PLACE | class::ORGNAME | class::ORGHEAD | class::COMMON;
        let [word] = self.words(name)[..] else { return false };
        let whole = |&index: &usize| {
            self.entities.get(index).is_some_and(|entity| {
                entity.kind == SpeakerKind::Person && entity.words.len() > 1 && entity.words.last() == Some(&word)
            })
        };
        !self.token(name.start).is_some_and(|token| token.is(other))
            && self.matching(&[word], mention).iter().any(whole)
    }

    /// Whether somebody's age stands in brackets at `at`.
    fn is_aged(&self, at: usize) -> bool {
        let aged = |token: &Token| token.shape == Shape::Number && token.end - token.start <= 2;
        self.token(at).is_some_and(|token| token.is_punct(b'('))
            && self.token(at + 1).is_some_and(aged)
            && self.token(at + 2).is_some_and(|token| token.is_punct(b')'))
    }

    /// Whether a name of the entity's, capital and all, stands in `parts`.
    pub(super) fn is_named_in(&self, entity: usize, parts: &[Range<usize>]) -> bool {
        let Some(entity) = self.entities.get(entity) else { return false };
        let alias = |hash: u32| entity.aliases.iter().any(|alias| self.hashes(alias).any(|word| word == hash));
        let named = |token: &Token| {
            token.is_capital() && !token.is(class::COMMON) && (entity.words.contains(&token.hash) || alias(token.hash))
        };
        parts.iter().flat_map(Clone::clone).filter_map(|index| self.token(index)).any(named)
    }

    /// The first person named behind `at`, in the sentence's own rest or the next two.
    pub(super) fn next_person(&self, at: usize, sentence: usize) -> Option<(usize, Range<usize>)> {
        let end =
            self.context.sentences.get((sentence + 2).min(self.context.sentences.len().checked_sub(1)?))?.tokens.end;
        let first = |entity: &Entity| {
            let place = entity.mentions.iter().find(|place| (at..end).contains(&place.start))?;
            Some(self.mentions.get(place.number)?.range.clone())
        };
        let personal = |entity: &Entity| entity.kind == SpeakerKind::Person && self.looks_personal(&entity.name);
        self.entities
            .iter()
            .enumerate()
            .filter(|(_, entity)| personal(entity))
            .filter_map(|(index, entity)| Some((index, first(entity)?)))
            .min_by_key(|(_, range)| range.start)
    }

    pub(super) fn last_person(&self, at: usize) -> Option<usize> {
        let behind = self.persons.partition_point(|(place, _)| *place < at);
        self.persons.get(behind.checked_sub(1)?).map(|(_, index)| *index)
    }
}
