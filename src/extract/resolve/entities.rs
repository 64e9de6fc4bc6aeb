//! Owns who the article names: mentions clustered into persons and organisations.

use super::{BEARERS, Entity, FORMS, Numbers, Place, Resolver, Words, is_subsequence, named_person};
use crate::extract::attribute::Draft;
use crate::extract::mentions::{Mention, Position, parse};
use crate::lexicon::class;
use crate::record::SpeakerKind;
use crate::text::{Shape, Token, inserts};
use smallvec::SmallVec;
use std::ops::Range;

/// Letters of the shortest word that is taken for one run into a name.
const LEAST_GLUED: u32 = 4;

/// Letters of the shortest word that is taken for the beginning of a name.
const LEAST_CUT: usize = 4;

/// The same for the end of a name.
const LEAST_CLIPPED: usize = 5;

/// Letters of the shortest word in which one that is missing is no other name.
const LEAST_MISSPELT: usize = 6;

/// The same for one that is another: `Rahmat` and `Rahman` are two people.
const LEAST_CONFUSED: usize = 7;

/// Whether one word is the other without one of its letters, or with another one inside; the last one tells `Susanto`
/// from `Susanti`.
fn misspells<'w>(one: &'w str, other: &'w str) -> bool {
    let (short, whole) = if one.len() < other.len() { (one, other) } else { (other, one) };
    let same = short.bytes().zip(whole.bytes()).take_while(|(one, other)| one == other).count();
    let rest = |word: &'w str| word.get(same + 1..).unwrap_or("");
    match whole.len() - short.len() {
        0 => short.len() >= LEAST_CONFUSED && same > 0 && !rest(short).is_empty() && rest(short) == rest(whole),
        1 => short.len() >= LEAST_MISSPELT && short.get(same..) == whole.get(same + 1..),
        _ => false,
    }
}

/// Puts `index` where it belongs among the numbers.
fn enlist(known: &mut Numbers, index: usize) {
    if known.last().is_none_or(|&last| last < index) {
        known.push(index);
    } else if let Err(at) = known.binary_search(&index) {
        known.insert(at, index);
    }
}

impl Resolver<'_, '_> {
    pub(super) fn collect(&mut self, drafts: &[Draft]) {
        let mut named: Vec<Mention> = Vec::with_capacity(self.context.tokens.len() / 8);
        let mut speakers: Vec<usize> = Vec::with_capacity(drafts.len());
        let mut spoken: Vec<&Mention> =
            drafts.iter().filter_map(|draft| draft.attribution.as_ref()?.mention.as_ref()).collect();
        spoken.sort_by_key(|mention| mention.range.start);
        let mut spoken = spoken.into_iter().peekable();
        let mut openers = self.context.openers().iter().copied().peekable();
        for sentence in &self.context.sentences {
            if inserts(&self.context.tokens, sentence.tokens.start) {
                continue;
            }
            let mut at = sentence.tokens.start;
            while at < sentence.tokens.end {
                while spoken.next_if(|mention| mention.range.start < at).is_some() {}
                if let Some(mention) = spoken.next_if(|mention| mention.range.start == at) {
                    named.extend(self.members(mention));
                    speakers.push(named.len());
                    named.push(mention.clone());
                    at = mention.range.end.max(at + 1);
                    continue;
                }
                let next_spoken =
                    spoken.peek().map_or(sentence.tokens.end, |mention| mention.range.start).min(sentence.tokens.end);
                while openers.next_if(|&place| place < at).is_some() {}
                let Some(&next) = openers.peek().filter(|&&place| place < next_spoken) else {
                    at = next_spoken;
                    continue;
                };
                at = next;
                if let Some(mention) = parse(self.context, at, next_spoken, Position::BeforeContent) {
                    named.extend(self.holder_inside(&mention));
                    let end = mention.name.as_ref().map_or(at + 1, |name| name.end).max(mention.range.end.min(at + 8));
                    named.push(mention);
                    at = end.max(at + 1);
                } else {
                    at += 1;
                }
            }
        }
        // the organisations inside roles: Ketua Majelis Kehormatan Mahkamah Konstitusi (MKMK)
        for index in 0..named.len() {
            let Some(role) = named.get(index).and_then(|mention| mention.role.clone()) else { continue };
            let heads =
                |index: &usize| self.token(*index).is_some_and(|token| token.is(class::ORGHEAD) && token.is_capital());
            let office = role
                .clone()
                .skip(1)
                .find(heads)
                .and_then(|start| parse(self.context, start, role.end, Position::BeforeContent));
            named.extend(office.filter(|office| office.kind == SpeakerKind::Organization));
        }
        // long names first, so that short ones find them wherever they stand
        let key = |(index, mention): (usize, &Mention)| {
            let short = u32::MAX - mention.name.as_ref()?.len() as u32;
            // in one number, which is quicker to sort by
            Some(u128::from(short) << 64 | (mention.range.start as u128) << 32 | index as u128)
        };
        let mut order: Vec<u128> = named.iter().enumerate().filter_map(key).collect();
        order.sort_unstable();
        self.by_word.reserve(2 * order.len());
        self.by_initials.reserve(order.len() / 2);
        self.by_head.reserve(order.len());
        self.entities.reserve(order.len() / 2);
        for index in order.into_iter().map(|key| key as u32 as usize) {
            if let Some(mention) = named.get(index) {
                self.enter(mention, index, speakers.binary_search(&index).is_ok());
            }
        }
        self.mentions = named;
    }

    /// The two persons of whom a group consists: `Rahmat Hidayat dan Budi Santoso`.
    fn members(&self, mention: &Mention) -> impl Iterator<Item = Mention> {
        let group = mention.kind == SpeakerKind::Group && mention.name.is_none();
        let joint = |index: &usize| {
            self.token(*index).is_some_and(|token| token.is(class::COORDINATOR) && token.shape == Shape::Lower)
        };
        let between = mention.range.clone().find(joint).filter(|_| group);
        let halves = between.map(|at| [mention.range.start..at, at + 1..mention.range.end]);
        let read = |half: Range<usize>| parse(self.context, half.start, half.end, Position::BeforeContent);
        halves.into_iter().flatten().filter_map(read).filter(|member| member.kind == SpeakerKind::Person)
    }

    /// Somebody with an office inside a phrase of something else: `Pidato Presiden Rahmat Hidayat`; and whose relative
    /// somebody is: `ayah Rahmat Hidayat`.
    fn holder_inside(&self, mention: &Mention) -> Option<Mention> {
        let relative = mention.kind == SpeakerKind::Anonymous
            && mention.range.clone().any(|index| self.token(index).is_some_and(|token| token.is(class::RELATIONAL)));
        if relative {
            let start =
                mention.range.clone().skip(1).find(|&index| self.token(index).is_some_and(Token::is_capital))?;
            let named = parse(self.context, start, mention.range.end, Position::BeforeContent)?;
            return (named.kind == SpeakerKind::Person).then_some(named);
        }
        let office = |index: &usize| {
            self.token(*index).is_some_and(|token| {
                token.is_capital() && token.is(class::ROLE | class::ORGHEAD) && !token.is(class::CONTINUED)
            })
        };
        let mut inside = mention.range.clone().skip(1).filter(|_| mention.role.is_none() || !mention.sure);
        let start = inside.find(office)?;
        let holder = parse(self.context, start, mention.range.end, Position::BeforeContent)?;
        let person = holder.kind == SpeakerKind::Person && holder.sure;
        // Massa dari Badan Eksekutif Mahasiswa (BEM)
        // Gedung Komisi Yudisial
        let placed = self.token(mention.range.start).is_some_and(|token| token.is(class::PLACEHEAD));
        let institution = holder.kind == SpeakerKind::Organization && (mention.kind == SpeakerKind::Group || placed);
        (holder.name.is_some() && (person || institution)).then_some(holder)
    }

    /// Makes the indexes over what has been collected.
    pub(super) fn index(&mut self, drafts: &[Draft]) {
        self.places.reserve(self.mentions.len());
        self.persons.reserve(self.mentions.len());
        for (index, entity) in self.entities.iter().enumerate() {
            let person =
                entity.kind == SpeakerKind::Person && (entity.role.is_some() || self.looks_personal(&entity.name));
            let first = self.roles.len();
            for place in &entity.mentions {
                self.places.push((place.start, index, place.number));
                if person && !self.is_place(place.start) {
                    self.persons.push((place.start, index));
                }
                if let Some(role) = self.mentions.get(place.number).and_then(|mention| mention.role.as_ref()) {
                    let words = self.words(role);
                    let known = self.roles.get(first..).unwrap_or(&[]);
                    if known.len() < FORMS && !known.iter().any(|(_, known)| *known == words) {
                        self.roles.push((index, words));
                    }
                }
            }
        }
        self.offices.reserve(2 * self.roles.len());
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

    /// Whether what begins at `at` stands behind a preposition of place, with no more than capitals between: `di Kelapa Gading`.
    fn is_place(&self, at: usize) -> bool {
        let before = (at.saturating_sub(3)..at).rev().filter_map(|index| self.token(index));
        let mut names = before.skip_while(|token| token.shape == Shape::Capital);
        names.next().is_some_and(|token| token.shape == Shape::Lower && token.is(class::LOCATIVE))
    }

    pub(super) fn introduction(&self, entity: &Entity) -> Option<Range<usize>> {
        let full = |mention: &&Mention| mention.name.as_ref().is_some_and(|name| self.is_spelt(name, &entity.words));
        let mut mentions = entity.mentions.iter().filter_map(|place| self.mentions.get(place.number));
        mentions.find(full).map(|mention| mention.range.clone())
    }

    pub(super) fn enter(&mut self, mention: &Mention, number: usize, spoken: bool) {
        let Some(name) = mention.name.clone() else { return };
        let words = self.words(&name);
        // Prabowo Subianto-Gibran Rakabuming and Rehan/Lisa are two
        if name.clone().any(|index| self.context.is_pair(index) && (name.len() != 2 || self.context.is_two(index))) {
            return;
        }
        if words.is_empty() && !self.token(name.start).is_some_and(|token| token.is_punct(b'@')) {
            return;
        }
        let certainty = if spoken || mention.role.is_some() && mention.sure {
            2
        } else {
            u8::from(mention.role.is_some() || self.looks_personal(&name) || mention.kind == SpeakerKind::Organization)
        };
        let role = mention.role.clone();
        let mut matching = self.matching(&words, mention);
        // `Muli, sapaan akrab Mulya`
        let by_alias = matching.is_empty() && words.len() == 1 && mention.kind == SpeakerKind::Person;
        if by_alias {
            let personal = mention.aliases.iter().filter(|alias| self.looks_personal(alias));
            matching.extend(personal.flat_map(|alias| self.matching(&self.words(alias), mention)));
        }
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
            enlist(self.by_word.entry(word).or_default(), index);
        }
        let longer_role = |old: &Option<Range<usize>>, new: &Range<usize>| {
            let length = |range: &Range<usize>| self.context.slice(range).len();
            old.as_ref().is_none_or(|old| length(new) > length(old))
        };
        let better_role =
            role.filter(|role| self.entities.get(index).is_some_and(|entity| longer_role(&entity.role, role)));
        let doubtful = |entity: &Entity| {
            // `Rahmat Hidayat Dikerubuti Warga` is a headline's, `Badan Eksekutif Mahasiswa` is none
            let person = entity.kind == SpeakerKind::Person;
            let headline = if person { class::GROUP | class::VERB | class::PREDICATE } else { 0 };
            let ordinary = |token: &Token| token.is(class::COMMON | headline) && !token.is(class::NAME);
            !self.is_short_for(&words, mention, entity)
                && entity.name.clone().any(|index| self.token(index).is_some_and(ordinary))
        };
        // `Ilustrasi Foto/Antara NAMANYA ALEX`: words of no name before a short one
        let is_caption = |entity: &Entity| {
            let ordinary = |token: &Token| token.is(class::COMMON | class::CHANNEL | class::NOTSPEECH | class::INSERT);
            let other =
                |index: &usize| self.token(*index).is_some_and(|token| ordinary(token) && !token.is(class::NAME));
            let shouted = |index: usize| self.token(index).is_some_and(|token| token.shape == Shape::Upper);
            entity.name.len() > 2 && other(&entity.name.start) && entity.name.clone().any(shouted)
        };
        let better_name = !(by_alias && chosen.is_some())
            && self.entities.get(index).is_some_and(|entity| {
                let longer = words.len() > entity.words.len() || doubtful(entity);
                certainty > entity.certainty
                    && (name.len() >= 2 && longer || mention.kind == SpeakerKind::Person && is_caption(entity))
            });
        // BEIJING of a dateline is Beijing elsewhere
        let shape = |range: &Range<usize>| self.token(range.start).map(|token| token.shape);
        let calmer = shape(&name) == Some(Shape::Capital)
            && self.entities.get(index).is_some_and(|entity| {
                entity.words == words && name.len() == entity.name.len() && shape(&entity.name) == Some(Shape::Upper)
            });
        let personal_alias =
            mention.kind == SpeakerKind::Person && mention.aliases.iter().any(|alias| self.looks_personal(alias));
        let known_name = self.entities.get(index).map(|entity| entity.name.clone());
        let glued = known_name.as_ref().is_some_and(|known| self.is_glued(known, &name));
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
        if better_name || glued || calmer {
            let former = std::mem::replace(&mut entity.name, name.clone());
            if better_name {
                known_as(&mut entity.aliases, former);
            }
            entity.words = words;
            entity.certainty = certainty;
            entity.kind = mention.kind;
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
            self.know_heads(index, &name);
        }
    }

    pub(super) fn know_initials(&mut self, index: usize, name: &Range<usize>) {
        if let Some(initials) = self.initials(name) {
            enlist(self.by_initials.entry(initials).or_default(), index);
        }
    }

    fn know_heads(&mut self, index: usize, name: &Range<usize>) {
        for word in name.clone() {
            let Some(head) = self.head(word) else { continue };
            enlist(self.by_head.entry(head).or_default(), index);
        }
    }

    /// `pria yang akrab disapa Wira itu`, `Wira, sapaan akrab bupati itu`: whom the article names so.
    pub(super) fn know_nicknames(&mut self) {
        // the rarest first
        let introduces = |token: &Token| {
            token.is(class::ALIAS) && token.shape == Shape::Lower && !token.is(class::CONTINUED | class::QUOTED)
        };
        let words = self.context.tokens.iter().enumerate().skip(1);
        for (at, word) in words.filter(|(_, token)| introduces(token)) {
            let is = |index: usize, classes| self.token(index).is_some_and(|token| token.is(classes));
            let behind = at + usize::from(word.run.max(1));
            let head = if is(at - 1, class::RELATIVE) { at.saturating_sub(2) } else { at - 1 };
            let described = is(head, class::ANONYMOUS | class::ROLE) && !is(head, class::NAME);
            let (nickname, person) = if described && self.token(behind).is_some_and(Token::is_capital) {
                (self.named_at(behind), self.last_person(head))
            } else if self.token(at - 1).is_some_and(|token| token.is_punct(b',')) {
                // of `bupati berusia 33 tahun itu` the office alone
                let run = self.token(behind).map_or(1, |token| usize::from(token.run.max(1)));
                let office = parse(self.context, behind, behind + run, Position::BeforeContent)
                    .filter(|_| is(behind, class::ROLE));
                let before = self.places.partition_point(|(place, ..)| *place < at).checked_sub(1);
                let ends = |(.., number): &&(usize, usize, usize)| {
                    self.mentions.get(*number).is_some_and(|mention| mention.range.end + 1 == at)
                };
                let nickname = before.and_then(|last| self.places.get(last)).filter(ends).map(|(_, index, _)| *index);
                let person = office.map_or_else(|| self.named_from(behind), |office| self.by_role(&office));
                (nickname, person)
            } else {
                continue;
            };
            let Some((nickname, person)) = nickname.zip(person).filter(|(nickname, person)| nickname != person) else {
                continue;
            };
            // `wanita yang akrab disapa Nyai Rara Fitri itu` has been spoken of by that name
            let known = |entity: &Entity| {
                let name = |index: usize| is(index, class::NAME);
                entity.name.len() > 1 && entity.name.clone().all(name) && entity.first.start < head
            };
            let nameless = |entity: &&Entity| entity.role.is_none() && !known(entity);
            let Some(alias) = self.entities.get(nickname).filter(nameless) else { continue };
            let alias = alias.name.clone();
            if let Some(person) = self.entities.get_mut(person).filter(|person| person.aliases.len() < FORMS) {
                person.aliases.push(alias);
            }
            self.also.insert(nickname, person);
        }
    }

    /// Whom the name that begins at `at` means.
    fn named_from(&self, at: usize) -> Option<usize> {
        let mention = parse(self.context, at, self.context.tokens.len(), Position::BeforeContent)?;
        self.whom(&mention, at)
    }

    /// Whom a name at `at` means: of all who bear it, the one named last before.
    pub(super) fn whom(&self, mention: &Mention, at: usize) -> Option<usize> {
        self.nearest(&self.matching(&self.words(mention.name.as_ref()?), mention), at)
    }

    /// Who is known by no more than the name that begins at `at`.
    fn named_at(&self, at: usize) -> Option<usize> {
        let mention = parse(self.context, at, self.context.tokens.len(), Position::BeforeContent)?;
        let words = self.words(mention.name.as_ref()?);
        let named = self.nearest(&self.matching(&words, &mention), at)?;
        self.entities.get(named).is_some_and(|entity| entity.words == words).then_some(named)
    }

    /// Whose nickname the entity is, or itself.
    pub(super) fn person(&self, index: usize) -> usize {
        self.also.get(&index).copied().unwrap_or(index)
    }

    pub(super) fn has_spoken(&self, name: &Range<usize>, mention: &Mention) -> bool {
        self.matching(&self.words(name), mention)
            .iter()
            .any(|&index| self.entities.get(index).is_some_and(|entity| entity.spoke))
    }

    pub(super) fn looks_personal(&self, name: &Range<usize>) -> bool {
        name.len() <= 5
            && name.clone().filter_map(|index| self.token(index)).filter(|token| token.is(class::NAME)).count() * 2
                >= name.len()
    }

    /// Entities that `words` can name: the same words, some of them in order, a nickname, or the initials.
    pub(super) fn matching(&self, words: &[u32], mention: &Mention) -> SmallVec<[usize; 8]> {
        let known_as = self.context.lexicon.nickname(words);
        // whoever has all the words is among the bearers of the rarest
        let bearers = |word: &u32| self.by_word.get(word).map_or(&[][..], |known| &known[..]);
        let rarest = words.iter().map(bearers).min_by_key(|known| known.len());
        let mut found: SmallVec<[usize; 8]> = SmallVec::new();
        for known in rarest.into_iter().chain(known_as.unwrap_or(&[]).iter().map(bearers)) {
            found.extend(known.iter().copied().skip(known.len().saturating_sub(BEARERS)));
        }
        if found.is_empty() {
            return self.by_other_form(words, mention);
        }
        found.sort_unstable();
        found.dedup();
        let name = || mention.name.iter().flat_map(Clone::clone).filter_map(|index| self.token(index));
        let person = mention.kind != SpeakerKind::Organization;
        let personal = || name().any(|token| token.is(class::NAME));
        // `forum` for Forum Mahasiswa Doktoral
        let generic =
            || mention.range.clone().all(|index| self.token(index).is_some_and(|token| token.shape == Shape::Lower));
        let place =
            || words.len() == 1 && mention.name.is_some() && name().all(|token| token.is(class::PLACE | class::COMMON));
        found.retain(|&mut index| {
            self.entities.get(index).is_some_and(|entity| {
                let organisation = entity.kind == SpeakerKind::Organization;
                // `Meta` is not short for `WhatsApp dan Meta`
                let two = || {
                    self.token(entity.name.start).is_some_and(|token| !token.is(class::ORGHEAD))
                        && entity.name.clone().any(|index| {
                            self.token(index)
                                .is_some_and(|token| token.is(class::COORDINATOR) && token.shape == Shape::Lower)
                        })
                };
                // nor is `Nintendo` for `Nintendo 3DS`
                let numbered = || {
                    let digit = |index: usize| {
                        self.token(index)
                            .is_some_and(|token| token.of(self.context.text).bytes().any(|byte| byte.is_ascii_digit()))
                    };
                    entity.name.clone().any(digit) && !mention.name.clone().into_iter().flatten().any(digit)
                };
                let part = is_subsequence(words, &entity.words) && !(organisation && two()) && !numbered();
                let nickname = known_as
                    .is_some_and(|known| is_subsequence(&entity.words, known) || is_subsequence(known, &entity.words));
                entity.words[..] == *words && organisation != person
                    || self.is_alias(entity, words)
                    || !organisation && (nickname || part && (person || entity.spoke && place()))
                    // `Waskita` for `PT Waskita Karya`: not personal by any of its words
                    || organisation && part && mention.role.is_none() && !personal() && (person || generic())
                    || organisation && !person && self.is_short_for(words, mention, entity)
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
                        || self.is_alias(entity, words)
                        || entity.name.clone().filter_map(|at| self.token(at)).all(|token| token.shape == Shape::Upper)
                })
            });
        }
        // `Prabowo` is Prabowo Subianto rather than Listyo Sigit Prabowo
        let begins = |&index: &usize| {
            self.entities.get(index).is_some_and(|entity| {
                let person = entity.kind == SpeakerKind::Person && entity.role.is_some();
                person && entity.words.first() == words.first() && self.looks_personal(&entity.name)
            })
        };
        let other = |&index: &usize| {
            self.entities.get(index).is_some_and(|entity| {
                entity.kind == SpeakerKind::Person && entity.words.len() > 2 && entity.words.last() == words.first()
            })
        };
        if words.len() == 1 && found.len() > 1 && found.iter().any(begins) {
            found.retain(|index| !other(index));
        }
        if found.is_empty() { self.by_other_form(words, mention) } else { found }
    }

    /// Whether the words are another form of the entity's name, the honorifics before it left out or not: `Gus Ipul`.
    fn is_alias(&self, entity: &Entity, words: &[u32]) -> bool {
        let title = |index: &usize| self.token(*index).is_some_and(|token| token.is(class::HONORIFIC));
        entity.aliases.iter().any(|alias| {
            let titles = alias.clone().take(alias.len().saturating_sub(1)).take_while(title).count();
            self.is_spelt(alias, words) || titles > 0 && self.is_spelt(&(alias.start + titles..alias.end), words)
        })
    }

    /// Whether an organisation's name says more than what it is and where: `Koalisi Warga Peduli`, not `Pemerintah Merbau`.
    fn is_own(&self, entity: &Entity) -> bool {
        let other = class::PLACE | class::PLACEHEAD | class::ORGHEAD | class::ORGNAME | class::NAME;
        let own = |index: usize| {
            self.token(index).is_some_and(|token| {
                token.shape == Shape::Capital && !token.is(other)
                    || token.shape == Shape::Lower && token.is(class::COORDINATOR)
            })
        };
        entity.name.len() > 2 && entity.name.clone().skip(1).all(own)
    }

    /// The organisation whose name is that of a mention behind what it is: `Partai Demokrat`.
    fn headed(&self, words: &[u32], mention: &Mention) -> Option<usize> {
        let [word] = words else { return None };
        let name = self.token(mention.name.as_ref()?.start)?;
        let other = class::PLACE | class::PLACEHEAD | class::COMMON | class::ORGHEAD | class::OUTLET;
        if mention.kind != SpeakerKind::Organization || name.shape != Shape::Capital || name.is(other) {
            return None;
        }
        let head = |token: &Token| {
            let other =
                class::PLACEHEAD | class::CHANNEL | class::GROUP | class::DOCUMENT | class::COMMON | class::OUTLET;
            token.shape == Shape::Capital && token.is(class::ORGHEAD) && !token.is(other)
        };
        let named = |&index: &usize| {
            self.entities.get(index).is_some_and(|entity| {
                entity.kind == SpeakerKind::Organization
                    && entity.words.get(1..) == Some(words)
                    && self.token(entity.name.start).is_some_and(head)
            })
        };
        self.by_word.get(word)?.iter().copied().take(BEARERS).find(named)
    }

    /// Whether the words of a mention name an organisation without its legal form, its field or its place: `Pertamina` for
    /// `PT Pertamina (Persero)`, `Koalisi` for `Koalisi Warga Peduli`, `Pemkot` for `Pemkot Merbau`, `Pemerintah Bali` for
    /// `Pemerintah Provinsi Bali`.
    fn is_short_for(&self, words: &[u32], mention: &Mention, entity: &Entity) -> bool {
        let is = |index: usize, classes| self.token(index).is_some_and(|token| token.is(classes));
        let Some(name) = &mention.name else { return false };
        let head = is(entity.name.start, class::ORGHEAD);
        let kind =
            name.len() == 1 && is(name.start, class::ORGHEAD) && !is(name.start, class::ORGNAME | class::ABBREVIATION);
        if kind && entity.words.first() == words.first() && self.is_own(entity) {
            return true;
        }
        let local = |range: &Range<usize>| {
            let named = range.clone().filter(|&index| !is(index, class::PLACEHEAD));
            named.filter_map(|index| self.token(index)).filter(|token| token.is_word()).map(|token| token.hash)
        };
        let seated = head && is(name.start, class::ORGHEAD) && name.clone().any(|index| is(index, class::PLACE));
        if seated && local(&entity.name).eq(local(name)) {
            return true;
        }
        let legal = head && is(entity.name.start, class::ABBREVIATION);
        let whole = entity.words.get(usize::from(legal)..).unwrap_or(&[]);
        let Some(rest) = whole.strip_prefix(words) else { return false };
        // `BPBD` is written out, so it is no name of its own
        let written_out = is(name.start, class::ORGHEAD) || words.len() > name.len();
        let local = words.len() > 1 && written_out;
        let seat = |index: usize| local && is(index, class::PLACE | class::PLACEHEAD);
        let ends = |index: usize| is(index, class::ORGNAME) && !is(index, class::CONTINUED) || seat(index);
        let word = |index: &usize| self.token(*index).is_some_and(Token::is_word);
        entity.name.clone().rev().filter(word).take(rest.len()).all(ends)
    }

    /// Entities none of whose words a mention has: those that it can mean as an acronym, or is a damaged name of.
    fn by_other_form(&self, words: &[u32], mention: &Mention) -> SmallVec<[usize; 8]> {
        let mut found = self.by_acronym(mention);
        if found.is_empty() {
            let other = self.damaged_from(words, mention).or_else(|| self.clipped_from(words, mention));
            found.extend(other.or_else(|| self.titled_as(words, mention)).or_else(|| self.headed(words, mention)));
        }
        found
    }

    /// The only person whose name begins as a mention does behind a word that nobody lists: `Sesmenka Susiwi` for Susiwi
    /// Moegiarto.
    fn titled_as(&self, words: &[u32], mention: &Mention) -> Option<usize> {
        let name = mention.name.as_ref().filter(|_| mention.kind == SpeakerKind::Person && mention.role.is_none())?;
        let title = self.token(name.start).filter(|token| token.classes & !class::PHRASE == 0)?;
        let [_, rest @ ..] = words else { return None };
        let bears = |&index: &usize| {
            self.entities.get(index).is_some_and(|entity| {
                entity.kind == SpeakerKind::Person && entity.words.len() > rest.len() && entity.words.starts_with(rest)
            })
        };
        let known = self.by_word.get(rest.first()?)?;
        let mut bearers = known.iter().copied().take(BEARERS).filter(bears);
        let only = bearers.next().filter(|_| title.shape == Shape::Capital)?;
        bearers.next().is_none().then_some(only)
    }

    /// Entities that a mention by nothing but an acronym can mean by their initials.
    fn by_acronym(&self, mention: &Mention) -> SmallVec<[usize; 8]> {
        let acronym = mention.name.as_ref().filter(|name| name.len() == 1).and_then(|name| self.token(name.start));
        let Some(token) =
            acronym.filter(|token| token.shape == Shape::Upper && (2..=6).contains(&(token.end - token.start)))
        else {
            return SmallVec::new();
        };
        let initials = token.of(self.context.text).bytes().fold(0, |packed, byte| packed << 8 | u64::from(byte));
        let known = self.by_initials.get(&initials).map_or(&[][..], |known| &known[..]);
        let has =
            |index: usize| self.entities.get(index).is_some_and(|entity| self.initials(&entity.name) == Some(initials));
        known.iter().copied().take(BEARERS).filter(|&index| has(index)).collect()
    }

    /// The only person whose name a spelling cuts short or misspells: `Desi` for Desilia, `Luis Mill` for Luis Milla,
    /// `Brittjn` for Brittijn.
    fn damaged_from(&self, words: &[u32], mention: &Mention) -> Option<usize> {
        let name = mention.name.clone().filter(|_| mention.kind == SpeakerKind::Person)?;
        let place = |index: usize| self.token(index).is_some_and(|token| token.is(class::PLACE));
        let misspells = |short, whole| misspells(short, whole) && !name.clone().any(place);
        let known = match words {
            [_] if self.context.stands_alone(name.start) => self.by_head.get(&self.head(name.start)?)?,
            [first, _, ..] => self.by_word.get(first)?,
            _ => return None,
        };
        let spelt = |at: usize| self.token(at).map_or("", |token| token.of(self.context.text));
        let damages = |(short, whole): (usize, usize)| {
            let (short, whole) = (spelt(short), spelt(whole));
            let longer = short.len() > whole.len() && words.len() > 1;
            short.len() >= LEAST_CUT && whole.starts_with(short) || !longer && misspells(short, whole)
        };
        let damaged = |&index: &usize| {
            self.entities.get(index).filter(|entity| entity.kind == SpeakerKind::Person).is_some_and(|entity| {
                if words.len() > 1 {
                    entity.name.len() == name.len() && name.clone().zip(entity.name.clone()).all(damages)
                } else {
                    entity
                        .name
                        .clone()
                        .any(|whole| damages((name.start, whole)) && !self.is_glued(&(whole..whole + 1), &name))
                }
            })
        };
        let mut whole = known.iter().copied().take(BEARERS).filter(damaged);
        let only = whole.next()?;
        whole.next().is_none().then_some(only)
    }

    /// The only person whose name ends in a short form: `Marlin` for Sumarlin.
    fn clipped_from(&self, words: &[u32], mention: &Mention) -> Option<usize> {
        let name = mention.name.as_ref().filter(|_| mention.kind == SpeakerKind::Person && words.len() == 1)?;
        let short = self.token(name.start).filter(|_| self.context.stands_alone(name.start))?.of(self.context.text);
        let clips = |whole: &str| {
            let rest = whole.len().checked_sub(short.len()).filter(|&rest| rest > 0).and_then(|rest| whole.get(rest..));
            short.len() >= LEAST_CLIPPED && rest.is_some_and(|rest| rest.eq_ignore_ascii_case(short))
        };
        let ends = |&index: &usize| {
            self.entities.get(index).is_some_and(|entity| {
                entity.kind == SpeakerKind::Person
                    && entity.name.clone().filter_map(|at| self.token(at)).any(|word| clips(word.of(self.context.text)))
            })
        };
        let mut whole = (0..self.entities.len().min(BEARERS)).filter(ends);
        let only = whole.next()?;
        whole.next().is_none().then_some(only)
    }

    /// Whether `longer` is `name` with the word behind it run into it: `Budiman Hidayatakhirnya`.
    fn is_glued(&self, longer: &Range<usize>, name: &Range<usize>) -> bool {
        let last = |name: &Range<usize>| name.end.checked_sub(1).and_then(|last| self.token(last));
        let Some((long, short)) = last(longer).zip(last(name)).filter(|_| longer.len() == name.len()) else {
            return false;
        };
        // most are told apart by how long they are
        long.end - long.start >= short.end - short.start + LEAST_GLUED
            && long
                .of(self.context.text)
                .strip_prefix(short.of(self.context.text))
                .is_some_and(|rest| self.context.lexicon.look_up(rest).1.classes & !class::NAME != 0)
    }

    /// The first letters of a word, packed into a number; none where it is shorter than they are.
    fn head(&self, word: usize) -> Option<u32> {
        let word = self.token(word)?.of(self.context.text);
        word.as_bytes().first_chunk().map(|&[first, second, third]| u32::from_le_bytes([first, second, third, 0]))
    }

    /// The initials of a name, packed into a number, if they could be an acronym of two to six bytes.
    pub(super) fn initials(&self, name: &Range<usize>) -> Option<u64> {
        let (mut packed, mut length) = (0, 0);
        for token in self.context.tokens.get(name.clone())?.iter().filter(|token| token.is_capital()) {
            // Shin Tae-yong (STY)
            for part in token.of(self.context.text).split('-') {
                for byte in part.bytes().take(part.chars().next().map_or(0, char::len_utf8)) {
                    packed = packed << 8 | u64::from(byte.to_ascii_uppercase());
                    length += 1;
                }
            }
            if length > 6 {
                return None;
            }
        }
        (length >= 2).then_some(packed)
    }

    /// Of several entities the one mentioned last before `at`, else the one mentioned first behind it.
    pub(super) fn nearest(&self, entities: &[usize], at: usize) -> Option<usize> {
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
}
