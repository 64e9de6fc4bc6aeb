//! Owns resolution: who a mention is, over the whole article.
//!
//! Names are clustered first (`Rahmat`, `Rahmat Hidayat`, `RH` are one person where the article lets them be); then each
//! quote's mention is led to a cluster by its form: name, office, description, pronoun, or by what stands around it.

use super::attribute::Draft;
use super::context::Context;
use super::mentions::{Form, Mention, Position, parse};
use crate::lexicon::{Act, class};
use crate::record::SpeakerKind;
use crate::text::{Shape, Token};
use hashbrown::HashMap;
use smallvec::SmallVec;
use std::ops::Range;

/// Somebody the article names.
#[derive(Debug, Clone)]
pub struct Entity {
    /// Words of the fullest name, by hash.
    words: Words,
    /// The fullest name.
    pub name: Range<usize>,
    /// How certain that form is: 2 as a source's or an office-holder's, 1 by its words, 0 by its place.
    certainty: u8,
    /// Whether it is the source of a quote somewhere.
    spoke: bool,
    /// Person or organisation.
    pub kind: SpeakerKind,
    /// The fullest role.
    pub role: Option<Range<usize>>,
    /// Other forms of the name, each spelling once.
    pub aliases: Vec<Range<usize>>,
    /// The mentions by name, in text order.
    mentions: SmallVec<[Place; 3]>,
    /// The first mention of all.
    pub first: Range<usize>,
    /// The first mention by the fullest name.
    introduction: Option<Range<usize>>,
}

/// Where somebody is mentioned: the first token, and the number of the mention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    start: usize,
    number: usize,
}

/// Words by hash; most names and offices are short.
type Words = SmallVec<[u32; 6]>;

/// Numbers of entities or roles, ascending; most words belong to few.
type Numbers = SmallVec<[usize; 2]>;

/// Who a quote's speaker is.
#[derive(Debug, Clone)]
pub struct Resolution {
    /// The index of an entity, or a phrase that names nobody.
    pub speaker: Who,
    /// How the mention led there.
    pub by: &'static str,
    /// The mention it was taken from.
    pub antecedent: Option<Range<usize>>,
    /// Entities that were considered and lost, with the reason.
    pub rivals: Vec<(usize, &'static str)>,
    /// What an editor should know.
    pub note: Option<&'static str>,
}

/// A speaker.
#[derive(Debug, Clone, PartialEq)]
pub enum Who {
    /// Somebody with a name.
    Entity(usize),
    /// An unnamed source, by the mention that says most.
    Phrase(Box<Mention>),
    /// The article leaves it open.
    Nobody,
}

/// Sentences that a pronoun looks back over.
const LOOK_BACK: usize = 12;

/// Bearers of one word of a name that are told apart; an article with more is a list of names.
const BEARERS: usize = 200;

/// Spellings of one name that are kept, and rivals of one speaker.
const FORMS: usize = 40;

/// Everybody the article names, and the speaker of each draft.
pub fn resolve(context: &Context<'_>, drafts: &[Draft]) -> (Vec<Entity>, Vec<Resolution>) {
    let mut resolver = Resolver {
        context,
        entities: Vec::new(),
        mentions: Vec::new(),
        by_word: HashMap::default(),
        by_initials: HashMap::default(),
        places: Vec::new(),
        persons: Vec::new(),
        named: Vec::new(),
        roles: Vec::new(),
        offices: HashMap::default(),
        centers: Vec::new(),
    };
    if !drafts.is_empty() {
        resolver.collect(drafts);
        resolver.index(drafts);
    }
    let resolutions = resolver.drafts(drafts);
    (resolver.entities, resolutions)
}

struct Resolver<'c, 'a> {
    context: &'c Context<'a>,
    entities: Vec<Entity>,
    /// What names somebody somewhere.
    mentions: Vec<Mention>,
    /// The entities that have a word in their name or in another form of it, in order.
    by_word: Map<Numbers>,
    /// The entities by the initials of a name they have or had.
    by_initials: HashMap<u64, Numbers, foldhash::fast::FixedState>,
    /// Where mentions begin, with their entity and their number.
    places: Vec<(usize, usize, usize)>,
    /// Where persons are mentioned, with their entity.
    persons: Vec<(usize, usize)>,
    /// The drafts whose source is a person by name.
    named: Vec<usize>,
    /// Entities with the words of the offices that they hold.
    roles: Vec<(usize, Words)>,
    /// The numbers of the roles that have a word in them.
    offices: Map<Numbers>,
    /// Who was spoken of or spoke, by the token where that was, about in text order.
    centers: Vec<Center>,
}

type Map<V> = HashMap<u32, V, foldhash::fast::FixedState>;

/// Somebody who was spoken of or spoke.
struct Center {
    /// The token where that was.
    place: usize,
    /// The last token where a center up to this one was.
    highest: usize,
    who: Who,
}

impl Resolver<'_, '_> {
    fn token(&self, index: usize) -> Option<&Token> {
        self.context.tokens.get(index)
    }

    fn words(&self, range: &Range<usize>) -> Words {
        self.hashes(range).collect()
    }

    fn hashes(&self, range: &Range<usize>) -> impl Iterator<Item = u32> {
        let tokens = self.context.tokens.get(range.clone()).unwrap_or(&[]);
        tokens.iter().filter(|token| token.is_word()).map(|token| token.hash)
    }

    fn is_spelt(&self, range: &Range<usize>, words: &[u32]) -> bool {
        self.hashes(range).eq(words.iter().copied())
    }

    /// The words of a role, short forms written out.
    fn office(&self, role: &Range<usize>) -> Words {
        self.context.lexicon.expand(&self.words(role))
    }

    // ---- who is named

    fn collect(&mut self, drafts: &[Draft]) {
        let mut named: Vec<(Mention, bool)> = Vec::with_capacity(self.context.tokens.len() / 8);
        let mut spoken: Vec<&Mention> =
            drafts.iter().filter_map(|draft| draft.attribution.as_ref()?.mention.as_ref()).collect();
        spoken.sort_by_key(|mention| mention.range.start);
        let mut spoken = spoken.into_iter().peekable();
        for sentence in &self.context.sentences {
            if self.token(sentence.tokens.start).is_some_and(|token| token.is(class::INSERT)) {
                continue;
            }
            let mut at = sentence.tokens.start;
            while at < sentence.tokens.end {
                while spoken.next_if(|mention| mention.range.start < at).is_some() {}
                if let Some(mention) = spoken.next_if(|mention| mention.range.start == at) {
                    named.push((mention.clone(), true));
                    at = mention.range.end.max(at + 1);
                    continue;
                }
                let next_spoken =
                    spoken.peek().map_or(sentence.tokens.end, |mention| mention.range.start).min(sentence.tokens.end);
                let Some(ahead) = self.context.tokens.get(at..next_spoken) else { break };
                let begins = |token: &Token| {
                    token.is_capital() && !token.is(class::DAY | class::MONTH)
                        || token.shape == Shape::Lower && token.is(class::ROLE | class::RANK | class::HONORIFIC)
                };
                let Some(offset) = ahead.iter().position(begins) else {
                    at = next_spoken;
                    continue;
                };
                at += offset;
                if let Some(mention) = parse(self.context, at, next_spoken, Position::BeforeContent) {
                    let end = mention.name.as_ref().map_or(at + 1, |name| name.end).max(mention.range.end.min(at + 8));
                    named.push((mention, false));
                    at = end.max(at + 1);
                } else {
                    at += 1;
                }
            }
        }
        // the organisations inside roles: Ketua Majelis Kehormatan Mahkamah Konstitusi (MKMK)
        for index in 0..named.len() {
            let Some(role) = named.get(index).and_then(|(mention, _)| mention.role.clone()) else { continue };
            let heads =
                |index: &usize| self.token(*index).is_some_and(|token| token.is(class::ORGHEAD) && token.is_capital());
            let office = role
                .clone()
                .skip(1)
                .find(heads)
                .and_then(|start| parse(self.context, start, role.end, Position::BeforeContent));
            named
                .extend(office.filter(|office| office.kind == SpeakerKind::Organization).map(|office| (office, false)));
        }
        // long names first, so that short ones find them wherever they stand
        let key = |(index, (mention, _)): (usize, &(Mention, bool))| {
            let short = u32::MAX - mention.name.as_ref()?.len() as u32;
            // in one number, which is quicker to sort by
            Some(u128::from(short) << 64 | (mention.range.start as u128) << 32 | index as u128)
        };
        let mut order: Vec<u128> = named.iter().enumerate().filter_map(key).collect();
        order.sort_unstable();
        self.by_word.reserve(2 * order.len());
        for index in order.into_iter().map(|key| key as u32 as usize) {
            if let Some((mention, spoken)) = named.get(index) {
                self.enter(mention, index, *spoken);
            }
        }
        self.mentions = named.into_iter().map(|(mention, _)| mention).collect();
    }

    /// Makes the indexes over what has been collected.
    fn index(&mut self, drafts: &[Draft]) {
        for (index, entity) in self.entities.iter().enumerate() {
            let person =
                entity.kind == SpeakerKind::Person && (entity.role.is_some() || self.looks_personal(&entity.name));
            let first = self.roles.len();
            for place in &entity.mentions {
                self.places.push((place.start, index, place.number));
                if person {
                    self.persons.push((place.start, index));
                }
                if let Some(role) = self.mentions.get(place.number).and_then(|mention| mention.role.as_ref()) {
                    let words = self.office(role);
                    let known = self.roles.get(first..).unwrap_or(&[]);
                    if known.len() < FORMS && !known.iter().any(|(_, known)| *known == words) {
                        self.roles.push((index, words));
                    }
                }
            }
        }
        for (number, (_, words)) in self.roles.iter().enumerate() {
            for word in words {
                let known = self.offices.entry(*word).or_default();
                if known.last() != Some(&number) {
                    known.push(number);
                }
            }
        }
        self.places.sort_unstable();
        self.persons.sort_unstable();
        let introductions: Vec<_> = self.entities.iter().map(|entity| self.introduction(entity)).collect();
        for (entity, introduction) in self.entities.iter_mut().zip(introductions) {
            entity.introduction = introduction;
        }
        self.named = (0..drafts.len()).filter(|&index| named_person(drafts, index).is_some()).collect();
    }

    fn introduction(&self, entity: &Entity) -> Option<Range<usize>> {
        let full = |mention: &&Mention| mention.name.as_ref().is_some_and(|name| self.is_spelt(name, &entity.words));
        let mut mentions = entity.mentions.iter().filter_map(|place| self.mentions.get(place.number));
        mentions.find(full).map(|mention| mention.range.clone())
    }

    fn enter(&mut self, mention: &Mention, number: usize, spoken: bool) {
        let Some(name) = mention.name.clone() else { return };
        let words = self.words(&name);
        if words.is_empty() && !self.token(name.start).is_some_and(|token| token.is_punct(b'@')) {
            return;
        }
        let certainty = if spoken || mention.role.is_some() && mention.sure {
            2
        } else {
            u8::from(mention.role.is_some() || self.looks_personal(&name) || mention.kind == SpeakerKind::Organization)
        };
        let role = mention.role.clone();
        let matching = self.matching(&words, mention);
        // a short name of two people is entered with the one named last before it
        let chosen = self.nearest(&matching, mention.range.start);
        let index = match chosen.filter(|_| !words.is_empty()) {
            Some(index) => index,
            None => {
                if certainty == 0 && words.len() > 4 {
                    return;
                }
                self.entities.push(Entity {
                    words: words.clone(),
                    name: name.clone(),
                    certainty,
                    spoke: false,
                    kind: mention.kind,
                    role: None,
                    aliases: Vec::new(),
                    mentions: SmallVec::new(),
                    first: mention.range.clone(),
                    introduction: None,
                });
                self.entities.len() - 1
            }
        };
        let others: Words = mention.aliases.iter().flat_map(|alias| self.hashes(alias)).collect();
        for word in words.iter().copied().chain(others) {
            let known = self.by_word.entry(word).or_default();
            if let Err(at) = known.binary_search(&index) {
                known.insert(at, index);
            }
        }
        let longer_role = |old: &Option<Range<usize>>, new: &Range<usize>| {
            let length = |range: &Range<usize>| self.context.slice(range).len();
            old.as_ref().is_none_or(|old| length(new) > length(old))
        };
        let better_role =
            role.filter(|role| self.entities.get(index).is_some_and(|entity| longer_role(&entity.role, role)));
        let doubtful = |entity: &Entity| {
            entity
                .name
                .clone()
                .any(|index| self.token(index).is_some_and(|token| token.is(class::COMMON) && !token.is(class::NAME)))
        };
        let better_name = self.entities.get(index).is_some_and(|entity| {
            certainty > entity.certainty && words.len() >= 2 && (words.len() > entity.words.len() || doubtful(entity))
        });
        let personal_alias =
            mention.kind == SpeakerKind::Person && mention.aliases.iter().any(|alias| self.looks_personal(alias));
        let known_name = self.entities.get(index).map(|entity| entity.name.clone());
        let spelling = |range: &Range<usize>| self.context.slice(range);
        let Some(entity) = self.entities.get_mut(index) else { return };
        let known_as = |aliases: &mut Vec<Range<usize>>, alias: Range<usize>| {
            if aliases.len() < FORMS && !aliases.iter().any(|known| spelling(known) == spelling(&alias)) {
                aliases.push(alias);
            }
        };
        if let Some(role) = better_role {
            entity.role = Some(role);
        }
        if better_name {
            known_as(&mut entity.aliases, std::mem::replace(&mut entity.name, name.clone()));
            entity.words = words;
            entity.certainty = certainty;
        }
        entity.spoke |= spoken;
        if entity.name != name {
            known_as(&mut entity.aliases, name);
        }
        for alias in &mention.aliases {
            known_as(&mut entity.aliases, alias.clone());
        }
        // `Herkis, sapaan akrab Heri Kiswanto`
        if let Some(longer) =
            mention.aliases.iter().find(|alias| alias.len() >= 2 && entity.name.len() == 1 && personal_alias)
        {
            known_as(&mut entity.aliases, std::mem::replace(&mut entity.name, longer.clone()));
            entity.aliases.retain(|alias| alias != longer);
        }
        if mention.kind == SpeakerKind::Person && mention.role.is_some() {
            entity.kind = SpeakerKind::Person;
        }
        let at = entity.mentions.partition_point(|known| known.start <= mention.range.start);
        entity.mentions.insert(at, Place { start: mention.range.start, number });
        if at == 0 {
            entity.first = mention.range.clone();
        }
        let name = entity.name.clone();
        if entity.mentions.len() == 1 || known_name != Some(name.clone()) {
            self.know_initials(index, &name);
        }
    }

    fn know_initials(&mut self, index: usize, name: &Range<usize>) {
        if let Some(initials) = self.initials(name) {
            let known = self.by_initials.entry(initials).or_default();
            if let Err(at) = known.binary_search(&index) {
                known.insert(at, index);
            }
        }
    }

    fn has_spoken(&self, name: &Range<usize>, mention: &Mention) -> bool {
        self.matching(&self.words(name), mention)
            .iter()
            .any(|&index| self.entities.get(index).is_some_and(|entity| entity.spoke))
    }

    fn looks_personal(&self, name: &Range<usize>) -> bool {
        name.len() <= 5
            && name.clone().filter_map(|index| self.token(index)).filter(|token| token.is(class::NAME)).count() * 2
                >= name.len()
    }

    /// Entities that `words` can name: the same words, some of them in order, a nickname, or the initials.
    fn matching(&self, words: &[u32], mention: &Mention) -> SmallVec<[usize; 8]> {
        let known_as = self.context.lexicon.nickname(words);
        // whoever has all the words is among the bearers of the rarest
        let bearers = |word: &u32| self.by_word.get(word).map_or(&[][..], |known| &known[..]);
        let rarest = words.iter().map(bearers).min_by_key(|known| known.len());
        let mut found: SmallVec<[usize; 8]> = rarest
            .into_iter()
            .chain(known_as.unwrap_or(&[]).iter().map(bearers))
            .flat_map(|known| known.get(known.len().saturating_sub(BEARERS)..).unwrap_or(&[]))
            .copied()
            .collect();
        found.sort_unstable();
        found.dedup();
        let all = |classes| {
            mention
                .name
                .clone()
                .is_some_and(|mut name| name.all(|index| self.token(index).is_some_and(|token| token.is(classes))))
        };
        let person = mention.kind != SpeakerKind::Organization;
        let personal = mention
            .name
            .clone()
            .is_some_and(|mut name| name.any(|index| self.token(index).is_some_and(|token| token.is(class::NAME))));
        // `forum` for Forum Mahasiswa Doktoral
        let generic =
            mention.range.clone().all(|index| self.token(index).is_some_and(|token| token.shape == Shape::Lower));
        let place = words.len() == 1 && all(class::PLACE | class::COMMON);
        found.retain(|&mut index| {
            self.entities.get(index).is_some_and(|entity| {
                let organisation = entity.kind == SpeakerKind::Organization;
                // `Meta` is not short for `WhatsApp dan Meta`
                let two = self.token(entity.name.start).is_some_and(|token| !token.is(class::ORGHEAD))
                    && entity.name.clone().any(|index| {
                        self.token(index)
                            .is_some_and(|token| token.is(class::COORDINATOR) && token.shape == Shape::Lower)
                    });
                let part = !(organisation && two) && is_subsequence(words, &entity.words);
                let nickname = known_as
                    .is_some_and(|known| is_subsequence(&entity.words, known) || is_subsequence(known, &entity.words));
                entity.words[..] == *words && organisation != person
                    || entity.aliases.iter().any(|alias| self.is_spelt(alias, words))
                    || !organisation && (nickname || part && (person || place && entity.spoke))
                    // `Waskita` for `PT Waskita Karya`: not personal by any of its words
                    || organisation && part && !personal && mention.role.is_none() && (person || generic)
            })
        });
        // an acronym is a short form by its initials, not by being a word of a person's name: `CT` is not `CT Way`
        if let Some(name) = &mention.name
            && name.len() == 1
            && person
            && self.token(name.start).is_some_and(|token| {
                token.shape == Shape::Upper && (!token.is(class::NAME) || token.end - token.start <= 3)
            })
        {
            found.retain(|&mut index| {
                self.entities.get(index).is_some_and(|entity| {
                    entity.words[..] == *words
                        || entity.kind == SpeakerKind::Organization
                        || entity.aliases.iter().any(|alias| self.is_spelt(alias, words))
                        || entity.name.clone().filter_map(|at| self.token(at)).all(|token| token.shape == Shape::Upper)
                })
            });
        }
        if found.is_empty()
            && let Some(name) = &mention.name
            && name.len() == 1
            && let Some(token) = self.token(name.start)
            && token.shape == Shape::Upper
            && (2..=6).contains(&(token.end - token.start))
        {
            let initials = token.of(self.context.text).bytes().fold(0, |packed, byte| packed << 8 | u64::from(byte));
            let known = self.by_initials.get(&initials).map_or(&[][..], |known| &known[..]);
            let has = |index: usize| {
                self.entities.get(index).is_some_and(|entity| self.initials(&entity.name) == Some(initials))
            };
            found = known.iter().copied().take(BEARERS).filter(|&index| has(index)).collect();
        }
        found
    }

    /// The initials of a name, packed into a number, if they could be an acronym of two to six bytes.
    fn initials(&self, name: &Range<usize>) -> Option<u64> {
        let (mut packed, mut length) = (0, 0);
        for token in self.context.tokens.get(name.clone())?.iter().filter(|token| token.is_capital()) {
            let word = token.of(self.context.text);
            for byte in word.bytes().take(word.chars().next().map_or(0, char::len_utf8)) {
                packed = packed << 8 | u64::from(byte);
                length += 1;
            }
            if length > 6 {
                return None;
            }
        }
        (length >= 2).then_some(packed)
    }

    /// Of several entities the one mentioned last before `at`, else the one mentioned first behind it.
    fn nearest(&self, entities: &[usize], at: usize) -> Option<usize> {
        if let [only] = entities {
            return Some(*only);
        }
        let distance = |index: usize| {
            let mentions = self.entities.get(index).map_or(&[][..], |entity| &entity.mentions[..]);
            let next = mentions.partition_point(|place| place.start <= at);
            let before = next.checked_sub(1).and_then(|last| mentions.get(last)).map(|place| at - place.start);
            let behind = mentions.get(next).map(|place| place.start - at);
            match (before, behind) {
                (Some(before), _) => (0, before),
                (None, Some(behind)) => (1, behind),
                (None, None) => (2, 0),
            }
        };
        entities.iter().copied().min_by_key(|&index| distance(index))
    }

    // ---- who speaks

    fn drafts(&mut self, drafts: &[Draft]) -> Vec<Resolution> {
        let mut resolutions: Vec<Resolution> = Vec::with_capacity(drafts.len());
        let mut sentence = 0;
        for (index, draft) in drafts.iter().enumerate() {
            while sentence < draft.sentence {
                self.note_subject(sentence, drafts);
                sentence += 1;
            }
            let resolution = self.draft(draft, index, drafts, &resolutions);
            let at = draft
                .attribution
                .as_ref()
                .map_or_else(|| draft.parts.first().map_or(0, |part| part.start), |attribution| attribution.cue.start);
            let cited = draft.attribution.as_ref().is_some_and(|attribution| attribution.act == Act::Evidence);
            if resolution.speaker != Who::Nobody && !cited {
                self.note_center(at, resolution.speaker.clone());
            }
            resolutions.push(resolution);
        }
        resolutions
    }

    /// Remembers the person a sentence without a quote is about.
    fn note_subject(&mut self, index: usize, drafts: &[Draft]) {
        let Some(sentence) = self.context.sentences.get(index) else { return };
        let at = drafts.partition_point(|draft| draft.sentence < index);
        if drafts.get(at).is_some_and(|draft| draft.sentence == index)
            || self.token(sentence.tokens.start).is_some_and(|token| token.is(class::INSERT))
        {
            return;
        }
        // `Hal itu disampaikan X` is about X
        let points_back = self.token(sentence.tokens.start).is_some_and(|token| token.is(class::ANAPHOR));
        let agent = if points_back { self.agent_in(sentence.tokens.clone()) } else { None };
        let found = agent.or_else(|| self.subject_in(sentence.tokens.clone()));
        if let Some((start, who)) = found.or_else(|| self.agent_in(sentence.tokens.clone())) {
            self.note_center(start, who);
        }
    }

    /// The person behind the first verb of `range`: who did or suffered it.
    fn agent_in(&self, range: Range<usize>) -> Option<(usize, Who)> {
        let is = |index: usize, classes| self.token(index).is_some_and(|token| token.is(classes));
        let verb = class::VERB | class::CUE_PASSIVE;
        let passive = range.clone().find(|&index| is(index, verb) && !is(index, class::NYA))?;
        let start = (passive + 1..range.end).find(|&index| !is(index, class::AGENT | class::AUXILIARY))?;
        let mention = parse(self.context, start, range.end, Position::BehindCue)?;
        let person = match mention.form {
            Form::Name if mention.kind == SpeakerKind::Person && mention.sure => {
                let matching = self.matching(&self.words(mention.name.as_ref()?), &mention);
                self.nearest(&matching, start)
            }
            Form::Role => self.by_role(&mention),
            _ => None,
        };
        person.map(|index| (start, Who::Entity(index)))
    }

    fn note_center(&mut self, place: usize, who: Who) {
        let highest = self.centers.last().map_or(0, |center| center.highest).max(place);
        self.centers.push(Center { place, highest, who });
    }

    /// Who was spoken of or spoke before `at` and not before `earliest`, the latest first.
    fn centers(&self, at: usize, earliest: usize) -> impl Iterator<Item = (usize, &Who)> {
        let recent = self.centers.iter().rev().take_while(move |center| center.highest >= earliest);
        recent
            .filter(move |center| center.place < at && center.place >= earliest)
            .map(|center| (center.place, &center.who))
    }

    /// The first person that a clause of `range` begins with.
    fn subject_in(&self, range: Range<usize>) -> Option<(usize, Who)> {
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
                        || next.is_punct(b',') && at == range.start && mention.sure
                });
                if acts && mention.form == Form::Name && mention.kind == SpeakerKind::Person {
                    let name = mention.name.clone()?;
                    if self.looks_personal(&name)
                        || mention.sure && (mention.role.is_some() || self.has_spoken(&name, &mention))
                    {
                        let matching = self.matching(&self.words(&name), &mention);
                        return self.nearest(&matching, at).map(|index| (at, Who::Entity(index)));
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
                if acts && at == range.start && mention.kind == SpeakerKind::Group {
                    return Some((at, Who::Phrase(Box::new(mention))));
                }
            }
            commas += usize::from(token.is_punct(b','));
            clause = token.is_punct(b',') && commas <= 2
                || token.is_punct(b'-')
                || token.is(class::CONNECTIVE | class::CONJUNCTION | class::OUTLET) && commas < 2;
            at += usize::from(token.run.max(1));
        }
        None
    }

    fn draft(&self, draft: &Draft, index: usize, drafts: &[Draft], earlier: &[Resolution]) -> Resolution {
        let Some(attribution) = &draft.attribution else { return self.by_context(draft, index, drafts, earlier) };
        let Some(mention) = &attribution.mention else {
            return if attribution.nya {
                self.by_pronoun(attribution.cue.start, "nya", draft, index, drafts)
            } else {
                nobody()
            };
        };
        match mention.form {
            Form::Name => self.by_name(mention),
            Form::Pronoun => self.by_pronoun(mention.range.start, "pronoun", draft, index, drafts),
            Form::Role => self.by_office(mention, index, drafts),
            Form::Definite => self.by_description(mention, draft),
            Form::Indefinite => phrase(mention),
        }
    }

    fn by_name(&self, mention: &Mention) -> Resolution {
        let Some(name) = &mention.name else { return phrase(mention) };
        let words = self.words(name);
        let matching = self.matching(&words, mention);
        let Some(chosen) = self.entered(mention).or_else(|| self.nearest(&matching, mention.range.start)) else {
            return phrase(mention);
        };
        let Some(entity) = self.entities.get(chosen) else { return phrase(mention) };
        let full = entity.words == words;
        let rivals: Vec<_> = matching
            .iter()
            .copied()
            .filter(|&index| index != chosen)
            .map(|index| (index, "shares the name, mentioned less recently"))
            .take(FORMS)
            .collect();
        let antecedent = if full { None } else { entity.introduction.clone() };
        Resolution {
            speaker: Who::Entity(chosen),
            by: if full {
                "full-name"
            } else if is_subsequence(&words, &entity.words) {
                "short-name"
            } else {
                "alias"
            },
            antecedent,
            note: (!rivals.is_empty() && !full).then_some("ambiguous-speaker"),
            rivals,
        }
    }

    /// The entity that was entered by this very mention.
    fn entered(&self, mention: &Mention) -> Option<usize> {
        let from = self.places.partition_point(|(place, ..)| *place < mention.range.start);
        let mut here = self.places.get(from..)?.iter().take_while(|(place, ..)| *place == mention.range.start);
        let same = |number: usize| self.mentions.get(number).is_some_and(|known| known.name == mention.name);
        here.find(|(.., number)| same(*number)).map(|(_, index, _)| *index)
    }

    /// The latest center before `at` that can be meant by a third-person pronoun.
    fn by_pronoun(&self, at: usize, by: &'static str, draft: &Draft, index: usize, drafts: &[Draft]) -> Resolution {
        let plural = draft
            .attribution
            .as_ref()
            .and_then(|attribution| attribution.mention.as_ref())
            .is_some_and(|mention| mention.kind == SpeakerKind::Group);
        let sentence_start = self.context.sentences.get(draft.sentence).map_or(at, |sentence| sentence.tokens.start);
        let inside = if sentence_start < at && draft.kind != crate::record::Kind::Direct {
            self.subject_in(sentence_start..at)
        } else {
            None
        };
        let earliest = self.earliest(draft);
        let inside = inside.as_ref().map(|(place, who)| (*place, who));
        let candidates = inside.into_iter().chain(self.centers(at, earliest));
        // who is named in the content is not who says it: `“… Pak Hasto …,” paparnya`
        let named = |who: &Who| match who {
            Who::Entity(index) => self.is_named_in(*index, &draft.parts),
            _ => false,
        };
        let fits = |who: &Who| match who {
            Who::Entity(index) => {
                self.entities.get(*index).is_some_and(|entity| (entity.kind == SpeakerKind::Person) != plural)
            }
            Who::Phrase(mention) => {
                if plural {
                    mention.kind == SpeakerKind::Group
                } else {
                    matches!(mention.kind, SpeakerKind::Anonymous | SpeakerKind::Person)
                }
            }
            Who::Nobody => false,
        };
        // the suffix may mean an institution, `ia` and `dia` do not
        let candidates: Vec<_> = candidates.filter(|(_, who)| fits(who)).collect();
        let others = candidates.iter().copied().find(|(_, who)| !named(who));
        let found = others.or(candidates.first().copied()).or_else(|| {
            let mut before = self.centers(at, 0);
            before.find(|(_, who)| fits(who) || by == "nya" && !plural)
        });
        if let Some((_, who)) = found {
            let rivals = self.rivals_between(who, at, earliest);
            return Resolution { rivals, ..self.known(who.clone(), by, at) };
        }
        // nobody yet: the person named last before, else the first speaker named later
        if let Some(person) = self.last_person(at) {
            return Resolution { note: Some("ambiguous-speaker"), ..self.known(Who::Entity(person), by, at) };
        }
        let behind = self.named.partition_point(|&named| named <= index);
        let later = self.named.get(behind).and_then(|&named| named_person(drafts, named));
        match later {
            Some(mention) => {
                let resolution = self.by_name(mention);
                Resolution { by: "later-mention", antecedent: Some(mention.range.clone()), ..resolution }
            }
            None => self.next_person(at, draft.sentence).map_or_else(nobody, |(person, antecedent)| Resolution {
                speaker: Who::Entity(person),
                by: "later-mention",
                antecedent: Some(antecedent),
                rivals: Vec::new(),
                note: Some("ambiguous-speaker"),
            }),
        }
    }

    /// Whether a name of the entity's, capital and all, stands in `parts`.
    fn is_named_in(&self, entity: usize, parts: &[Range<usize>]) -> bool {
        let Some(entity) = self.entities.get(entity) else { return false };
        let named =
            |token: &Token| token.is_capital() && !token.is(class::COMMON) && entity.words.contains(&token.hash);
        parts.iter().flat_map(Clone::clone).filter_map(|index| self.token(index)).any(named)
    }

    /// The first person named behind `at`, in the sentence's own rest or the next two.
    fn next_person(&self, at: usize, sentence: usize) -> Option<(usize, Range<usize>)> {
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

    /// A speaker that a mention at `at` leads to, with nobody else in question.
    fn known(&self, who: Who, by: &'static str, at: usize) -> Resolution {
        Resolution { antecedent: self.last_mention(&who, at), speaker: who, by, rivals: Vec::new(), note: None }
    }

    /// The first token that a pronoun or a description in `draft` looks back to.
    fn earliest(&self, draft: &Draft) -> usize {
        let first = draft.sentence.saturating_sub(LOOK_BACK);
        self.context.sentences.get(first).map_or(0, |sentence| sentence.tokens.start)
    }

    fn rivals_between(&self, who: &Who, at: usize, earliest: usize) -> Vec<(usize, &'static str)> {
        let mut rivals: Vec<(usize, &'static str)> = Vec::new();
        for (_, other) in self.centers(at, earliest) {
            if let Who::Entity(index) = other
                && other != who
                && !rivals.iter().any(|(known, _)| known == index)
            {
                rivals.push((*index, "spoke or was spoken of less recently"));
            }
            if rivals.len() >= 4 {
                break;
            }
        }
        rivals
    }

    fn last_mention(&self, who: &Who, at: usize) -> Option<Range<usize>> {
        match who {
            Who::Entity(index) => {
                let mentions = &self.entities.get(*index)?.mentions;
                let behind = mentions.partition_point(|place| place.start < at);
                let place = mentions.get(behind.saturating_sub(1))?;
                self.mentions.get(place.number).map(|mention| mention.range.clone())
            }
            Who::Phrase(mention) => Some(mention.range.clone()),
            Who::Nobody => None,
        }
    }

    fn last_person(&self, at: usize) -> Option<usize> {
        let behind = self.persons.partition_point(|(place, _)| *place < at);
        self.persons.get(behind.checked_sub(1)?).map(|(_, index)| *index)
    }

    /// The person whose role has all the words of an office, the one named last before it.
    fn by_role(&self, mention: &Mention) -> Option<usize> {
        let wanted = mention.role.as_ref().map(|role| self.office(role)).filter(|words| !words.is_empty())?;
        let numbers = |word: &u32| self.offices.get(word).map_or(&[][..], |known| &known[..]);
        let rarest = wanted.iter().map(numbers).min_by_key(|known| known.len())?;
        let mut holders: Vec<usize> = rarest
            .get(rarest.len().saturating_sub(BEARERS)..)?
            .iter()
            .filter_map(|&number| self.roles.get(number))
            .filter(|(_, words)| is_subsequence(&wanted, words))
            .map(|(index, _)| *index)
            .collect();
        holders.dedup();
        self.nearest(&holders, mention.range.start)
    }

    /// The holder of an office: a person with that role, else the one named next who has none, else whoever holds it.
    fn by_office(&self, mention: &Mention, index: usize, drafts: &[Draft]) -> Resolution {
        if let Some(holder) = self.by_role(mention) {
            return self.known(Who::Entity(holder), "role", mention.range.start);
        }
        let named_next = drafts
            .get(index + 1)
            .and_then(|next| next.attribution.as_ref()?.mention.as_ref())
            .filter(|next| next.form == Form::Name && next.kind == SpeakerKind::Person && next.role.is_none());
        if let Some(next) = named_next {
            let resolution = self.by_name(next);
            if let Who::Entity(entity) = resolution.speaker
                && let Some(person) = self.entities.get(entity)
                && person.role.is_none()
                && person.first.start > mention.range.start
            {
                return Resolution { by: "later-mention", antecedent: Some(next.range.clone()), ..resolution };
            }
        }
        let mut own = mention.clone();
        own.kind = SpeakerKind::Anonymous;
        Resolution { by: "role", ..phrase(&own) }
    }

    /// `politisi itu`, `pria berusia 45 tahun itu`: the holder of the role, else the person spoken of last.
    fn by_description(&self, mention: &Mention, draft: &Draft) -> Resolution {
        // `pria yang akrab disapa Budi ini`
        let named = |index: usize| {
            let token = self.token(index).filter(|token| token.is_capital())?;
            let bearers = self.by_word.get(&token.hash)?;
            let person =
                |&entity: &usize| self.entities.get(entity).is_some_and(|entity| entity.kind == SpeakerKind::Person);
            self.nearest(bearers, mention.range.start).filter(person)
        };
        let inside = mention.range.clone().find_map(named).filter(|_| mention.kind == SpeakerKind::Anonymous);
        if let Some(index) = inside.or_else(|| self.by_role(mention)) {
            return self.known(Who::Entity(index), "description", mention.range.start);
        }
        let earliest = self.earliest(draft);
        let at = mention.range.start;
        let wanted = match mention.kind {
            SpeakerKind::Organization => SpeakerKind::Organization,
            _ => SpeakerKind::Person,
        };
        let person = |who: &Who| match who {
            Who::Entity(index) => self.entities.get(*index).is_some_and(|entity| entity.kind == wanted),
            Who::Phrase(other) => wanted == SpeakerKind::Person && other.kind == SpeakerKind::Anonymous,
            Who::Nobody => false,
        };
        let found = self.centers(at, earliest).find(|(_, who)| person(who));
        match found {
            Some((_, who)) => Resolution {
                rivals: self.rivals_between(who, at, earliest),
                ..self.known(who.clone(), "description", at)
            },
            // the person named last, if that was near enough
            None if wanted == SpeakerKind::Person => {
                let near = draft.sentence.saturating_sub(2);
                let near = self.context.sentences.get(near).map_or(0, |sentence| sentence.tokens.start);
                match self
                    .last_person(at)
                    .filter(|&index| self.last_mention(&Who::Entity(index), at).is_some_and(|last| last.start >= near))
                {
                    Some(index) => Resolution {
                        note: Some("ambiguous-speaker"),
                        ..self.known(Who::Entity(index), "description", at)
                    },
                    None => phrase(mention),
                }
            }
            None => phrase(mention),
        }
    }

    /// A quote without attribution goes on with the speaker before it, else with the next one.
    fn by_context(&self, draft: &Draft, index: usize, drafts: &[Draft], earlier: &[Resolution]) -> Resolution {
        let previous = index.checked_sub(1).and_then(|at| Some((drafts.get(at)?, earlier.get(at)?)));
        if let Some((before, resolution)) = previous
            && draft.sentence - before.sentence <= 3
            && resolution.speaker != Who::Nobody
        {
            return Resolution {
                by: "context",
                antecedent: before
                    .attribution
                    .as_ref()
                    .and_then(|attribution| attribution.mention.as_ref())
                    .map(|mention| mention.range.clone()),
                ..resolution.clone()
            };
        }
        let next = drafts.get(index + 1).filter(|next| next.sentence <= draft.sentence + 2);
        if let Some(mention) =
            next.and_then(|next| next.attribution.as_ref()).and_then(|attribution| attribution.mention.as_ref())
            && mention.form == Form::Name
        {
            return Resolution { by: "context", antecedent: Some(mention.range.clone()), ..self.by_name(mention) };
        }
        let at = draft.parts.first().map_or(0, |part| part.start);
        match self.centers(at, 0).next() {
            Some((_, who)) => Resolution { note: Some("ambiguous-speaker"), ..self.known(who.clone(), "context", at) },
            None => nobody(),
        }
    }
}

/// The source of a draft if it is a person by name.
fn named_person(drafts: &[Draft], index: usize) -> Option<&Mention> {
    let mention = drafts.get(index)?.attribution.as_ref()?.mention.as_ref()?;
    (mention.form == Form::Name && mention.kind == SpeakerKind::Person).then_some(mention)
}

fn nobody() -> Resolution {
    Resolution { speaker: Who::Nobody, by: "", antecedent: None, rivals: Vec::new(), note: None }
}

fn phrase(mention: &Mention) -> Resolution {
    Resolution {
        speaker: Who::Phrase(Box::new(mention.clone())),
        by: "phrase",
        antecedent: None,
        rivals: Vec::new(),
        note: None,
    }
}

fn is_subsequence(short: &[u32], long: &[u32]) -> bool {
    let mut rest = long.iter();
    !short.is_empty() && short.iter().all(|word| rest.any(|other| other == word))
}
