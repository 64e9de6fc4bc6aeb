//! Owns who speaks: the way from a draft's mention, by its form, to an entity.

use super::{
    BEARERS, FORMS, LOOK_BACK, Numbers, Resolution, Resolver, Who, is_subsequence, named_person, nobody, phrase,
};
use crate::extract::attribute::Draft;
use crate::extract::mentions::{Form, Mention, Position, parse};
use crate::lexicon::{Act, class};
use crate::record::SpeakerKind;
use crate::text::{Shape, Token};
use std::ops::Range;

/// Whether the speaker of a draft can be somebody who was spoken of before it.
fn looks_back(draft: &Draft) -> bool {
    let Some(attribution) = &draft.attribution else { return true };
    match &attribution.mention {
        Some(mention) => !matches!(mention.form, Form::Name | Form::Indefinite),
        None => attribution.nya,
    }
}

impl Resolver<'_, '_> {
    pub(super) fn drafts(&mut self, drafts: &[Draft]) -> Vec<Resolution> {
        let mut resolutions: Vec<Resolution> = Vec::with_capacity(drafts.len());
        // behind the last draft that looks back nobody asks who was spoken of
        let asked = drafts.iter().rfind(|draft| looks_back(draft)).map_or(0, |draft| draft.sentence);
        let mut sentence = 0;
        for (index, draft) in drafts.iter().enumerate() {
            while sentence < draft.sentence.min(asked) {
                self.note_subject(sentence, drafts);
                sentence += 1;
            }
            self.note_outer(draft);
            let resolution = self.draft(draft, index, drafts, &resolutions);
            let at = draft
                .attribution
                .as_ref()
                .map_or_else(|| draft.parts.first().map_or(0, |part| part.start), |attribution| attribution.cue.start);
            let cited = draft.attribution.as_ref().is_some_and(|attribution| attribution.act == Act::Evidence);
            if resolution.speaker != Who::Nobody && !cited {
                self.note_center(at, resolution.speaker.clone(), true);
            }
            self.learn_role(draft, &resolution);
            resolutions.push(resolution);
        }
        resolutions
    }

    /// `Legislator Partai Lentera ini mengatakan`: what only a description says of somebody.
    fn learn_role(&mut self, draft: &Draft, resolution: &Resolution) {
        let mention = draft.attribution.as_ref().and_then(|attribution| attribution.mention.as_ref());
        let sure = resolution.by == "role" || resolution.by == "description" && resolution.rivals.is_empty();
        let role =
            mention.filter(|mention| sure && mention.form != Form::Name).and_then(|mention| mention.role.clone());
        if let (Some(role), Who::Entity(index)) = (role, &resolution.speaker)
            && let Some(entity) = self.entities.get_mut(*index)
            && entity.kind == SpeakerKind::Person
            && entity.role.is_none()
        {
            entity.role = Some(role);
        }
        // `Perusahaan itu mengatakan`: what looked like a person's name is none
        let institution = mention.is_some_and(|mention| mention.kind == SpeakerKind::Organization);
        if let (true, Who::Entity(index)) = (institution && resolution.by == "description", &resolution.speaker)
            && let Some(entity) = self.entities.get_mut(*index)
        {
            entity.kind = SpeakerKind::Organization;
        }
    }

    pub(super) fn draft(&self, draft: &Draft, index: usize, drafts: &[Draft], earlier: &[Resolution]) -> Resolution {
        let Some(attribution) = &draft.attribution else { return self.by_context(draft, index, drafts, earlier) };
        let Some(mention) = &attribution.mention else {
            // `Diungkapkan, …` is how a report of what somebody says goes on
            let opens = self.token(attribution.cue.start).is_some_and(Token::is_capital);
            let pauses = self.token(attribution.cue.end).is_some_and(|token| token.is_punct(b','));
            let active = self.token(attribution.cue.start).is_some_and(|token| token.is(class::CUE_ACTIVE));
            let indirect = draft.kind != crate::record::Kind::Direct;
            let goes_on = attribution.act == Act::Say && (opens && pauses || indirect && active);
            return if attribution.nya {
                self.by_pronoun(attribution.cue.start, "nya", draft, index, drafts)
            } else if goes_on {
                self.by_previous(draft, index, drafts, earlier).unwrap_or_else(nobody)
            } else {
                nobody()
            };
        };
        match mention.form {
            Form::Name => self.by_relation(mention).unwrap_or_else(|| self.by_name(mention)),
            Form::Pronoun => self.by_pronoun(mention.range.start, "pronoun", draft, index, drafts),
            Form::Role => self.by_office(mention, index, drafts),
            Form::Definite if mention.kind == SpeakerKind::Document => self.by_document(mention, draft),
            Form::Definite => self.by_description(mention, draft, drafts),
            Form::Indefinite => phrase(mention),
        }
    }

    /// `kuasa hukum Rahmat Hidayat` where Rahmat Hidayat has been named before and says nothing himself: whoever holds that
    /// office, else nobody by name.
    fn by_relation(&self, mention: &Mention) -> Option<Resolution> {
        let start = mention.range.start;
        let name = mention.name.clone().filter(|name| name.start > start)?;
        self.token(start).filter(|token| token.is(class::RELATIONAL) && token.shape == Shape::Lower)?;
        let whose = self.entered(mention)?;
        let office = Mention { role: Some(start..name.start), name: None, form: Form::Role, ..mention.clone() };
        if let Some(holder) = self.by_role(&office).filter(|&holder| holder != whose) {
            return Some(self.known(Who::Entity(holder), "role", start));
        }
        let known = self.entities.get(whose)?.first.start < start;
        let nameless = known && !name.clone().any(|index| self.context.stands_alone(index));
        nameless.then(|| phrase(&Mention { kind: SpeakerKind::Anonymous, role: None, ..office }))
    }

    pub(super) fn by_name(&self, mention: &Mention) -> Resolution {
        let Some(name) = &mention.name else { return phrase(mention) };
        let words = self.words(name);
        let matching = self.matching(&words, mention);
        let Some(chosen) = self.entered(mention).or_else(|| self.nearest(&matching, mention.range.start)) else {
            return phrase(mention);
        };
        let chosen = self.person(chosen);
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
    pub(super) fn entered(&self, mention: &Mention) -> Option<usize> {
        let from = self.places.partition_point(|(place, ..)| *place < mention.range.start);
        let mut here = self.places.get(from..)?.iter().take_while(|(place, ..)| *place == mention.range.start);
        let same = |number: usize| self.mentions.get(number).is_some_and(|known| known.name == mention.name);
        here.find(|(.., number)| same(*number)).map(|(_, index, _)| *index)
    }

    /// The latest center before `at` that can be meant by a third-person pronoun.
    pub(super) fn by_pronoun(
        &self,
        at: usize,
        by: &'static str,
        draft: &Draft,
        index: usize,
        drafts: &[Draft],
    ) -> Resolution {
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
        let named = |who: &Who| self.is_spoken_of(who, draft);
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
        // `Rahmat datang. Presiden sudah setuju. “Kami siap,” katanya`: who has been silent so far is not who speaks on
        let direct = draft.kind == crate::record::Kind::Direct;
        let cue = draft.attribution.as_ref().and_then(|attribution| self.token(attribution.cue.start));
        let continues = || cue.and_then(|cue| self.context.lexicon.cue(cue)).is_some_and(|cue| cue.entry.continues);
        let speaks = |(place, who): &(usize, &Who)| !named(who) && self.has_said(who, *place + 1);
        let others = others.map(|other| {
            let passed = direct && self.is_silent(other.1, other.0, at, continues());
            let speaker = if passed { candidates.iter().copied().find(speaks) } else { None };
            speaker.unwrap_or(other)
        });
        let found = others.or(candidates.first().copied()).or_else(|| {
            let mut before = self.centers(at, 0).take(BEARERS);
            let institution = || self.centers(at, 0).next().filter(|_| by == "nya" && !plural);
            before.find(|(_, who)| fits(who)).or_else(institution)
        });
        // KPK memeriksa kantor itu. Mereka menyita …
        if plural
            && let Some(index) = self.institution(
                draft.sentence,
                found.map_or(earliest, |(place, _)| place.max(earliest)),
                drafts,
                false,
            )
        {
            return self.known(Who::Entity(index), by, at);
        }
        if let Some((_, who)) = found {
            let rivals = self.rivals_between(who, at, earliest);
            return Resolution { rivals, ..self.known(who.clone(), by, at) };
        }
        if plural {
            return nobody();
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

    /// Who is named in the content is not who says it: `“… Pak Hasto …,” paparnya`.
    fn is_spoken_of(&self, who: &Who, draft: &Draft) -> bool {
        matches!(who, Who::Entity(index) if self.is_named_in(*index, &draft.parts))
    }

    /// A speaker that a mention at `at` leads to, with nobody else in question.
    pub(super) fn known(&self, who: Who, by: &'static str, at: usize) -> Resolution {
        Resolution { antecedent: self.last_mention(&who, at), speaker: who, by, rivals: Vec::new(), note: None }
    }

    /// The first token that a pronoun or a description in `draft` looks back to.
    pub(super) fn earliest(&self, draft: &Draft) -> usize {
        let first = draft.sentence.saturating_sub(LOOK_BACK);
        self.context.sentences.get(first).map_or(0, |sentence| sentence.tokens.start)
    }

    pub(super) fn rivals_between(&self, who: &Who, at: usize, earliest: usize) -> Vec<(usize, &'static str)> {
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

    pub(super) fn last_mention(&self, who: &Who, at: usize) -> Option<Range<usize>> {
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

    /// The person whose role has all the words of an office, the one named last before it.
    pub(super) fn by_role(&self, mention: &Mention) -> Option<usize> {
        let wanted = mention.role.as_ref().map(|role| self.words(role)).filter(|words| !words.is_empty())?;
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
        // who says something somewhere, before who is only named
        let speaks = |index: &usize| self.entities.get(*index).is_some_and(|entity| entity.spoke);
        if holders.iter().any(speaks) {
            holders.retain(speaks);
        }
        self.nearest(&holders, mention.range.start)
    }

    /// The holder of an office: a person with that role, else the one named next who has none, else whoever holds it.
    pub(super) fn by_office(&self, mention: &Mention, index: usize, drafts: &[Draft]) -> Resolution {
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
        // `juru bicara itu` is the one of whom more was said before: `juru bicara Departemen Luar Negeri`
        let wanted = mention.role.as_ref().map(|role| self.words(role)).unwrap_or_default();
        let holds =
            |other: &Mention| other.role.as_ref().is_some_and(|role| is_subsequence(&wanted, &self.words(role)));
        let same =
            |who: &Who| matches!(who, Who::Phrase(other) if other.range.len() > mention.range.len() && holds(other));
        let at = mention.range.start;
        if let Some((_, who)) = self.centers(at, 0).take(BEARERS).find(|(_, who)| same(who)) {
            return self.known(who.clone(), "role", at);
        }
        let mut own = mention.clone();
        own.kind = SpeakerKind::Anonymous;
        Resolution { by: "role", ..phrase(&own) }
    }

    /// `politisi itu`, `pria berusia 45 tahun itu`: the holder of the role, else the person spoken of last.
    pub(super) fn by_description(&self, mention: &Mention, draft: &Draft, drafts: &[Draft]) -> Resolution {
        // `pria yang akrab disapa Budi ini`
        let personal = |index: usize| {
            self.token(index).filter(|token| token.is_capital() && token.is(class::NAME)).map(|token| token.hash)
        };
        let known = |word: u32| {
            let person = |&entity: &usize| {
                let entity = self.entities.get(entity);
                entity.is_some_and(|entity| entity.kind == SpeakerKind::Person && self.looks_personal(&entity.name))
            };
            let bearers: Numbers = self.by_word.get(&word)?.iter().copied().filter(person).collect();
            self.nearest(&bearers, mention.range.start)
        };
        let mut names = mention.range.clone().filter_map(personal);
        // but not `istri Budi itu`
        let relative = self.token(mention.range.start).is_some_and(|token| token.is(class::RELATIONAL));
        let described = mention.kind == SpeakerKind::Anonymous && !relative;
        let inside = if described { names.find_map(known) } else { None };
        // `pria berinisial S itu`: whoever is given no more than letters is nobody that the article names
        let lettered = mention.range.clone().any(|index| {
            self.token(index).is_some_and(|token| token.shape == Shape::Lower && token.is(class::MODIFIER))
                && self.token(index + 1).is_some_and(|token| token.is_capital() && token.end - token.start <= 3)
        });
        if lettered && inside.is_none() {
            return self.by_role(mention).map_or_else(
                || phrase(mention),
                |index| self.known(Who::Entity(index), "description", mention.range.start),
            );
        }
        if let Some(index) = inside.or_else(|| self.by_role(mention)) {
            return self.known(Who::Entity(self.person(index)), "description", mention.range.start);
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
        // kementerian tersebut: the one that is called so, if one is
        let head = |range: &Range<usize>| self.token(range.start).map(|token| token.hash);
        let called = |who: &Who| match who {
            Who::Entity(index) => {
                self.entities.get(*index).is_some_and(|entity| head(&entity.name) == head(&mention.range))
            }
            _ => false,
        };
        let fits = || self.centers(at, earliest).filter(|(_, who)| person(who));
        let found = fits().find(|(_, who)| called(who)).or_else(|| fits().next());
        // `Lumina membuat pesawat nirawak. Perusahaan ini mengklaim …`
        let pointed = mention.range.len() == 2 && self.token(at + 1).is_some_and(|token| token.is(class::DETERMINER));
        let institution = self.token(at).is_some_and(|token| {
            token.is(class::ORGHEAD) && !token.is(class::OUTLET | class::CHANNEL | class::ABBREVIATION)
        });
        if wanted == SpeakerKind::Organization && pointed && institution && !found.is_some_and(|(_, who)| called(who)) {
            let near = draft.sentence.saturating_sub(2);
            let near = self.context.sentences.get(near).map_or(0, |sentence| sentence.tokens.start);
            let since = found.map_or(near, |(place, _)| near.max(place + 1));
            if let Some(index) = self.institution(draft.sentence, since, drafts, true) {
                return self.known(Who::Entity(index), "description", at);
            }
        }
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
            None => self
                .called(mention)
                .map_or_else(|| phrase(mention), |index| self.known(Who::Entity(index), "description", at)),
        }
    }

    /// `laporan tersebut`: the one of which more was said before, if one was; `artikel yang tayang kemarin itu` is itself.
    fn by_document(&self, mention: &Mention, draft: &Draft) -> Resolution {
        let at = mention.range.start;
        let pointed = self.token(mention.range.end - 1).is_some_and(|token| token.is(class::DETERMINER));
        let Some(head) = self.token(at).filter(|_| pointed && mention.range.len() == 2).map(|token| token.hash) else {
            return phrase(mention);
        };
        let same =
            |index: &usize| self.token(*index).is_some_and(|token| token.hash == head && !token.is(class::QUOTED));
        let known = (self.earliest(draft)..at).rev().filter(same).find_map(|start| {
            let other = parse(self.context, start, at, Position::BeforeContent)?;
            (other.kind == SpeakerKind::Document && other.form != Form::Definite && other.range.len() > 1)
                .then_some(other)
        });
        known.map_or_else(|| phrase(mention), |other| self.known(Who::Phrase(Box::new(other)), "description", at))
    }

    /// The organisation named last before a description whose name begins with its noun: `forum itu`.
    fn called(&self, mention: &Mention) -> Option<usize> {
        let head = |range: &Range<usize>| self.token(range.start).map(|token| token.hash);
        let noun = head(&mention.range)?;
        let called = |&index: &usize| {
            self.entities.get(index).is_some_and(|entity| {
                entity.kind == SpeakerKind::Organization
                    && entity.name.len() > 1
                    && entity.first.start < mention.range.start
                    && head(&entity.name) == Some(noun)
            })
        };
        let bearers: Numbers = self.by_word.get(&noun)?.iter().copied().take(BEARERS).filter(called).collect();
        self.nearest(&bearers, mention.range.start)
    }

    /// A quote without attribution goes on with the speaker before it, else with the next one.
    pub(super) fn by_context(
        &self,
        draft: &Draft,
        index: usize,
        drafts: &[Draft],
        earlier: &[Resolution],
    ) -> Resolution {
        if let Some(resolution) = self.by_previous(draft, index, drafts, earlier) {
            return resolution;
        }
        let next = drafts.get(index + 1).filter(|next| next.sentence <= draft.sentence + 2);
        if let Some(mention) =
            next.and_then(|next| next.attribution.as_ref()).and_then(|attribution| attribution.mention.as_ref())
            && mention.form == Form::Name
        {
            return Resolution { by: "context", antecedent: Some(mention.range.clone()), ..self.by_name(mention) };
        }
        let at = draft.parts.first().map_or(0, |part| part.start);
        match self.centers(at, 0).take(BEARERS).find(|(_, who)| !self.is_spoken_of(who, draft)) {
            Some((_, who)) => Resolution { note: Some("ambiguous-speaker"), ..self.known(who.clone(), "context", at) },
            None => nobody(),
        }
    }

    /// The speaker of the quote before this one, if it is near.
    pub(super) fn by_previous(
        &self,
        draft: &Draft,
        index: usize,
        drafts: &[Draft],
        earlier: &[Resolution],
    ) -> Option<Resolution> {
        let previous = index.checked_sub(1)?;
        let (before, resolution) = (drafts.get(previous)?, earlier.get(previous)?);
        if draft.sentence - before.sentence > 3 || resolution.speaker == Who::Nobody {
            return None;
        }
        let mention = before.attribution.as_ref().and_then(|attribution| attribution.mention.as_ref());
        let antecedent = mention.map(|mention| mention.range.clone());
        Some(Resolution { by: "context", antecedent, ..resolution.clone() })
    }
}
