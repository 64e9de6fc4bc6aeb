//! Owns what a phrase takes along: degrees, determiners, appositions, relative clauses.

use super::{Form, LONGEST_RELATIVE, Mention, NOT_IN_NAME, Position, Reader};
use crate::extract::cues;
use crate::lexicon::class;
use crate::record::SpeakerKind;
use crate::text::{Break, Shape, Token};
use std::ops::Range;

/// Letters of the longest second half of a degree: `M. Pd`, `S.SiT`.
const LONGEST_DEGREE: u32 = 4;

impl Reader<'_, '_> {
    /// Takes along degrees, determiner, apposition and relative clause.
    pub(super) fn extend(&self, mention: &mut Mention) {
        self.degrees(mention);
        let end = mention.range.end;
        let common_noun = || {
            (mention.range.start + 1..end)
                .all(|index| self.token(index).is_some_and(|token| token.shape == Shape::Lower))
        };
        if self.is(end, class::DETERMINER)
            && (mention.form != Form::Name || mention.kind == SpeakerKind::Organization && common_noun())
        {
            mention.range.end = end + 1;
            // `warga ini`, but not: para warga itu
            if self.is(mention.range.start, class::ANONYMOUS) && mention.kind == SpeakerKind::Group {
                mention.kind = SpeakerKind::Anonymous;
            }
            if !matches!(mention.kind, SpeakerKind::Group | SpeakerKind::Unknown) {
                mention.form = Form::Definite;
            }
            // `warga setempat, Rahmat`
            if self.punct(end + 1, b',') {
                self.apposition(mention, end + 2);
            }
            return;
        }
        self.called(mention);
        let mut end = self.behind_places(mention, mention.range.end);
        for _ in 0..3 {
            let comma = usize::from(self.punct(end, b','));
            let bridge = usize::from(self.introduces_alias(end + comma) && mention.name.is_some());
            // Tahidin salah satu penerima bantuan menyebutkan
            let described = self.position == Position::BeforeCue
                && mention.name.is_some()
                && self.token(end).is_some_and(|next| next.is(class::INDEFINITE) && next.shape == Shape::Lower);
            if comma + bridge == 0 && !described && !self.is(end, class::CAPACITY) {
                break;
            }
            if bridge == 1 {
                // X atau akrab disapa Y
                let mut from = end + comma;
                while let Some(token) = self.token(from).filter(|_| self.introduces_alias(from)) {
                    from += usize::from(token.run.max(1));
                }
                match self.run(from) {
                    Some(to) if self.token(from).is_some_and(Token::is_capital) => {
                        mention.aliases.push(from..to);
                        mention.range.end = to;
                        end = to;
                        continue;
                    }
                    _ => break,
                }
            }
            match self.apposition(mention, end + comma) {
                Some(to) => end = to,
                None => break,
            }
        }
        self.company(mention);
        self.relative(mention);
    }

    /// `Rahmat dan kawan-kawannya`, `Rahmat dan Budi`: several, of whom one has a name, or both.
    fn company(&self, mention: &mut Mention) {
        let end = mention.range.end;
        if let Some(both) = self.partner(mention) {
            mention.kind = SpeakerKind::Group;
            mention.form = Form::Indefinite;
            mention.name = None;
            mention.role = None;
            mention.aliases.clear();
            mention.range.end = both;
            return;
        }
        let joins = |token: &Token| token.is(class::COORDINATOR) && token.shape == Shape::Lower;
        let owned = |token: &Token| {
            token.shape == Shape::Lower && token.classes & !class::PHRASE == 0 && token.ends_in_nya(self.context.text)
        };
        let named = mention.form == Form::Name && mention.kind == SpeakerKind::Person && mention.role.is_none();
        if named && self.token(end).is_some_and(joins) && self.token(end + 1).is_some_and(owned) {
            mention.kind = SpeakerKind::Group;
            mention.form = Form::Indefinite;
            mention.name = None;
            mention.range.end = end + 2;
        }
    }

    /// Where the name of a second person behind `dan` ends, if the two are the whole phrase.
    fn partner(&self, mention: &Mention) -> Option<usize> {
        let end = mention.range.end;
        let person = |mention: &Mention| {
            mention.form == Form::Name && mention.kind == SpeakerKind::Person && mention.sure && mention.name.is_some()
        };
        let joint = self.token(end).filter(|token| token.is(class::COORDINATOR) && !token.is(class::ALIAS))?;
        if !person(mention) || joint.shape != Shape::Lower || !cues::source_begins(&self.context.tokens, end + 1) {
            return None;
        }
        let mut other = self.read(end + 1..self.run(end + 1)?)?;
        self.degrees(&mut other);
        let to = other.range.end;
        let whole = match self.position {
            Position::BeforeCue => to >= self.limit,
            Position::BehindCue => self.pauses(to) || self.is(to, class::PREPOSITION | class::DAY | class::TIME),
            // of everybody else each is on his own
            Position::BeforeContent => false,
        };
        (person(&other) && whole).then_some(to)
    }

    /// `Camat Neglasari, Kabupaten Tangerang, Ubaidillah Ansar`: behind the places and institutions of an office to the
    /// comma before the name, if there is one; else where it was.
    pub(super) fn behind_places(&self, mention: &Mention, end: usize) -> usize {
        if mention.name.is_some() || mention.form == Form::Pronoun {
            return end;
        }
        let mut at = end;
        for _ in 0..3 {
            if !self.punct(at, b',') || !self.is(at + 1, class::PLACE | class::PLACEHEAD | class::ORGHEAD) {
                break;
            }
            match self.run(at + 1) {
                Some(to) if self.punct(to, b',') => at = to,
                _ => return end,
            }
        }
        let named = at > end
            && self
                .token(at + 1)
                .is_some_and(|token| token.is_capital() && !token.is(NOT_IN_NAME | class::PLACE | class::DAY));
        if named { at } else { end }
    }

    /// `seorang pemain di Merbau bernama Budi`, `salah seorang pedagang di Merbau, Budi`: the name behind the place of
    /// somebody unnamed.
    fn called(&self, mention: &mut Mention) {
        let end = mention.range.end;
        if mention.form != Form::Indefinite || mention.kind != SpeakerKind::Anonymous || !self.is(end, class::LOCATIVE)
        {
            return;
        }
        let capitals = |from: usize| {
            let rest = self.tokens.get(from..).unwrap_or(&[]);
            from + rest.iter().take_while(|token| token.shape == Shape::Capital && !token.is(class::DAY)).count()
        };
        let place = capitals(end + 1);
        let introduced = self.introduces(place);
        let from = place + 1;
        let to = capitals(from);
        let apposed = self.punct(place, b',')
            && self.pauses(to)
            && (to == from + 1 || (from..to).any(|index| self.personal(index)));
        let named = (from..to).len() <= 4 && to > from && !self.is(from, NOT_IN_NAME | class::PLACE);
        if place > end + 1 && named && (introduced || apposed) {
            mention.role =
                (mention.range.start..end).find(|&index| self.is(index, class::ROLE)).map(|index| index..end);
            mention.name = Some(from..to);
            mention.kind = SpeakerKind::Person;
            mention.form = Form::Name;
            mention.sure = true;
            mention.range.end = to;
        }
    }

    pub(super) fn degrees(&self, mention: &mut Mention) {
        let mut at = mention.range.end;
        loop {
            let comma = usize::from(self.punct(at, b','));
            let Some(to) = self.degree(at + comma, comma > 0) else { break };
            at = to;
            mention.range.end = at;
        }
    }

    /// The end of the academic degree that begins at `at`, if one does.
    fn degree(&self, at: usize, behind_comma: bool) -> Option<usize> {
        let token = self.token(at).filter(|token| token.is_capital())?;
        // S. STP., M. Si; and S.SiT, which no list could hold
        let spaced = token.end - token.start == 1
            && self.punct(at + 1, b'.')
            && self.token(at + 2).is_some_and(|next| {
                let known = next.is(class::DEGREE | class::ABBREVIATION) || behind_comma && next.before == Break::Glued;
                next.is_capital() && known && next.end - next.start <= LONGEST_DEGREE
            });
        if spaced {
            return Some(
                at + 3 + usize::from(self.punct(at + 3, b'.') && !self.token(at + 4).is_some_and(Token::is_capital)),
            );
        }
        // `, Dr. Budi`: a title before the next name
        let title =
            token.is(class::HONORIFIC) && self.punct(at + 1, b'.') && self.token(at + 2).is_some_and(Token::is_capital);
        if !token.is(class::DEGREE)
            || token.is(class::NAME)
            || title
            || self.token(at + 1).is_some_and(Token::is_capital)
        {
            return None;
        }
        let mut end = at + 1;
        // SpA(K)
        if self.punct(end, b'(')
            && self.punct(end + 2, b')')
            && self.token(end).is_some_and(|open| open.before == Break::Glued)
        {
            end += 3;
        }
        let goes_on = |next: &Token| next.shape == Shape::Lower || next.is_punct(b'(');
        // MA. M. Ag.
        let another = self.token(end + 1).is_some_and(Token::is_capital) && self.degree(end + 1, false).is_some();
        if self.punct(end, b'.') && (self.punct(end + 1, b',') || another || self.token(end + 1).is_none_or(goes_on)) {
            end += 1;
        }
        Some(end)
    }

    /// `Rahmat, Kepala Dinas` and `Kepala Dinas, Rahmat, ST`: the other half of the mention behind a comma.
    pub(super) fn apposition(&self, mention: &mut Mention, start: usize) -> Option<usize> {
        let document = mention.kind == SpeakerKind::Document || self.is(mention.range.start, class::DOCUMENT);
        if mention.form == Form::Pronoun || document {
            return None;
        }
        let mut from = start;
        while self.token(from).is_some_and(|token| {
            token.shape == Shape::Lower && token.is(class::RELATIVE | class::COORDINATOR | class::CAPACITY)
        }) {
            from += 1;
        }
        let first = self.token(from)?;
        // a dateline: JAKARTA, KOMPAS.com
        if mention.range.clone().all(|index| self.is(index, class::PLACE | class::OUTLET)) {
            return None;
        }

        if first.is(class::DAY | class::MONTH | class::CUE_PREP | class::CONNECTIVE)
            || first.is(class::TIME) && !first.is(class::ROLE | class::NAME)
        {
            return None;
        }
        if !cues::source_begins(&self.context.tokens, from) || first.is(class::PRONOUN | class::PLURAL) {
            return None;
        }
        let to = self.run(from)?;
        let mut other = self.read(from..to)?;
        self.degrees(&mut other);
        // `Rahmat, ketua panitia acara tersebut`
        let pointed = other.name.is_none() && self.is(other.range.end, class::DETERMINER);
        let last = other.range.end;
        let to = last + usize::from(pointed);
        let bounded = match self.token(to) {
            None => true,
            Some(token) => match token.shape {
                Shape::Punct(b',') => true,
                Shape::Punct(b'.' | b')' | b'(' | b';') | Shape::Mark(..) => true,
                _ => {
                    token.is(class::PREPOSITION
                        | class::DAY
                        | class::TIME
                        | class::RELATIVE
                        | class::PARTICLE
                        | class::ALIAS)
                        || self.position == Position::BeforeCue
                            && token.is(class::AUXILIARY | class::ADVERB | class::CUE | class::VERB | class::PREDICATE)
                        || self.position == Position::BehindCue
                            && token.shape == Shape::Lower
                            && !token.is(class::PREDICATE | class::AUXILIARY | class::NEGATION)
                }
            },
        };
        if !bounded {
            return None;
        }
        // ketua kelompok tani Pekon Merbau, Kecamatan Lentera | Rahmat: the name stands behind the place
        let region = (first.is(class::PLACEHEAD) || first.is(class::PLACE) && first.run > 1)
            && first.is_capital()
            && !first.is(class::NAME);
        let behind =
            if region { (from + usize::from(first.run.max(2))..to).find(|&index| self.personal(index)) } else { None };
        other.name = behind.map(|start| start..last).or(other.name);
        if mention.form == Form::Role && region {
            let named = behind?;
            mention.role = Some(mention.range.start..named);
            mention.name = Some(named..to);
            mention.kind = SpeakerKind::Person;
            mention.form = Form::Name;
            mention.sure = true;
            mention.range.end = to;
            return Some(to);
        }
        let place = class::PLACE | class::PLACEHEAD;
        let placed = ((from..to).all(|index| self.is(index, place))
            || behind.is_none() && self.is(from, class::PLACEHEAD))
            && !self.is(from, class::NAME | class::ORGHEAD | class::ROLE);
        // `Sutardi, seorang petani`: what somebody is one of is a role
        let one_of = |range: Range<usize>| {
            let alone = |index: &usize| {
                !self.is(*index, class::INDEFINITE) || self.token(*index).is_some_and(|token| token.run > 1)
            };
            range.clone().find(alone).map(|start| start..range.end)
        };
        // salah satu kuasa hukum Rahmat, Darno Wibowo
        let counted = |range: Range<usize>| {
            let start = range.start;
            range.into_iter().find(|&index| !self.is(index, class::INDEFINITE | class::CONTINUED)).unwrap_or(start)
        };
        let relation = counted(mention.range.clone());
        let joined = mention
            .name
            .as_ref()
            .zip(mention.role.as_ref())
            .is_some_and(|(name, role)| role.end == name.start || name.end == role.start);
        match (&mention.name, &other.name) {
            // Kepala Dinas, Rahmat Hidayat
            (None, Some(name))
                if !placed
                    && matches!(mention.form, Form::Role | Form::Indefinite | Form::Definite)
                    && other.kind == SpeakerKind::Person
                    && (mention.kind != SpeakerKind::Group || self.is(mention.range.start, class::ANONYMOUS)) =>
            {
                let words = name.len();
                if words > 5 || self.position == Position::BeforeContent && !self.pauses(to) {
                    return None;
                }
                mention.role = match (mention.role.take(), other.role) {
                    (Some(role), Some(more)) => Some(role.start..more.end),
                    (role, more) => role.or(more).or(one_of(mention.range.clone())),
                };
                mention.name = Some(name.clone());
                mention.aliases.append(&mut other.aliases);
                mention.kind = SpeakerKind::Person;
                mention.form = Form::Name;
                mention.sure |= other.sure;
            }
            // Analis Senior Loomis & Company, Bo Zhuang: what looked like a name was the organisation's
            // juru bicara Prabowo-Gibran, Rahmat Hidayat
            (Some(own), Some(name))
                if (self.is(relation, class::RELATIONAL)
                    || !mention.sure && joined
                    || mention.role.is_some() && own.clone().any(|index| self.context.is_pair(index))
                    || other.sure && self.position == Position::BeforeCue && self.is_seat(mention))
                    && other.role.is_none()
                    && other.kind == SpeakerKind::Person
                    && !placed
                    && (self.position != Position::BeforeContent || self.pauses(to)) =>
            {
                mention.role = Some(mention.range.start..start - 1);
                mention.kind = SpeakerKind::Person;
                mention.name = Some(name.clone());
                mention.sure = other.sure;
            }
            // CVP Xbox Player Services, Dave McCarthy: an office that the lexicon does not know
            (Some(_), Some(name))
                if mention.kind == SpeakerKind::Organization
                    && !self
                        .is(mention.range.start, class::ORGHEAD | class::ORGNAME | class::PLACE | class::OUTLET)
                    && self.token(mention.range.start).is_some_and(Token::is_capital)
                    && mention.range.len() > 1
                    && other.sure
                    && other.role.is_none()
                    && other.kind == SpeakerKind::Person
                    && (self.position != Position::BeforeContent || self.pauses(to)) =>
            {
                mention.role = Some(mention.range.clone());
                mention.kind = SpeakerKind::Person;
                mention.name = Some(name.clone());
                mention.sure = true;
            }
            // Rahmat Hidayat, kuasa hukum Darno Wibowo
            (Some(_), Some(_))
                if mention.kind == SpeakerKind::Person
                    && mention.sure
                    && self.is(counted(from..to), class::RELATIONAL)
                    && first.shape == Shape::Lower
                    && (self.position != Position::BeforeContent || self.pauses(to)) =>
            {
                mention.role = mention.role.take().or(Some(from..last));
            }
            // media asal Italia, Gazzetta
            (Some(_), Some(name))
                if mention.kind == SpeakerKind::Organization
                    && !mention.sure
                    && other.role.is_none()
                    && !placed
                    && (mention.range.len() > 1 || self.is(mention.range.start, class::ORGHEAD | class::OUTLET))
                    && self.common(&mention.range) =>
            {
                mention.name = Some(name.clone());
            }
            // ketua panitia, sekaligus Kepala Bagian, Ariswandi
            (None, None)
                if mention.form == Form::Role && other.form == Form::Role && self.is(start, class::CAPACITY) =>
            {
                mention.role = mention.role.take().map(|role| role.start..to);
            }
            // COGAT, lembaga militer yang mengatur bantuan,
            (Some(_), Some(_))
                if (mention.kind == SpeakerKind::Organization
                    && (mention.sure
                        || self.token(mention.range.start).is_some_and(|token| {
                            token.shape == Shape::Upper
                                || mention.range.len() == 1 && !token.is(class::ORGHEAD | class::OUTLET | class::GROUP)
                        }))
                    // Lumina, perusahaan perangkat lunak: what looked like somebody's name
                    || mention.kind == SpeakerKind::Person
                        && !mention.sure
                        && mention.role.is_none()
                        && self.context.tokens.get(to).is_some_and(|next| next.is_punct(b',')))
                    && other.kind == SpeakerKind::Organization
                    && first.shape == Shape::Lower
                    && (self.pauses(to) || self.is(to, class::RELATIVE)) =>
            {
                let pause = (to..self.limit.min(to + LONGEST_RELATIVE)).find(|&index| self.punct(index, b','));
                let pause = pause.or((to == self.limit).then_some(to))?;
                mention.kind = SpeakerKind::Organization;
                mention.range.end = pause;
                return Some(pause);
            }
            // Rahmat, Kepala Dinas Perhubungan: what looks like a name in the role's tail is the organisation's
            (Some(_), _)
                if mention.kind == SpeakerKind::Person
                    && (mention.role.is_none() || other.form == Form::Role || self.is(from, class::RELATIONAL))
                    && (other.form == Form::Role
                        || other.kind == SpeakerKind::Anonymous && !other.sure
                        || other.kind == SpeakerKind::Group && !other.sure && mention.sure
                        || other.role.is_some()
                            // `sekutu Trump, yakni mantan Presiden Brasil X` is somebody else
                            && (self.is(start, class::CAPACITY) && !self.is(start, class::PREDICATE)
                                || mention.sure
                                    && (!other.sure
                                        || self.is(from, class::RELATIONAL)
                                        || mention.range.len() > 1 && !self.named_whole(&other)))) =>
            {
                if self.position == Position::BeforeContent && !self.pauses(to) && !self.is(from, class::INDEFINITE) {
                    return None;
                }
                let described = matches!(other.kind, SpeakerKind::Anonymous | SpeakerKind::Group)
                    .then(|| one_of(from..last))
                    .flatten();
                // `Country HR Director Lumina`: what looked like a name before the office
                let office = other.role.map(|role| if other.sure { role.start..last } else { from..last });
                mention.role = mention.role.take().or(office).or(described);
            }
            _ => return None,
        }
        mention.range.end = to;
        Some(to)
    }

    /// Whether what looks like a name of one word can be the end of a place: `Kepala Desa Sumber Jaya`.
    pub(super) fn is_seat(&self, mention: &Mention) -> bool {
        let last = mention.name.as_ref().filter(|name| name.len() == 1).map(|name| name.start);
        let role = mention.role.as_ref().filter(|role| Some(role.end) == last);
        role.is_some_and(|role| {
            role.clone().skip(1).any(|index| self.is(index, class::PLACEHEAD))
                && !self.is(role.end - 1, class::RANK | class::HONORIFIC | class::PLACE)
        })
    }

    /// Whether at least two words of a mention's name are parts of personal names.
    pub(super) fn named_whole(&self, mention: &Mention) -> bool {
        mention.name.clone().into_iter().flatten().filter(|&index| self.is(index, class::NAME)).count() > 1
    }

    /// Whether a phrase is of common nouns only; a capital counts at its beginning alone.
    pub(super) fn common(&self, range: &Range<usize>) -> bool {
        range.clone().all(|index| {
            self.token(index).is_some_and(|token| {
                let opens = index == range.start && token.shape != Shape::Upper;
                !token.is_capital() || opens || token.is(class::PLACE)
            })
        })
    }

    /// Whether a comma, another name or the sentence's end stands at `index`.
    pub(super) fn pauses(&self, index: usize) -> bool {
        self.introduces_alias(index)
            || self.token(index).is_none_or(|token| token.is_punct(b',') || token.is_punct(b'.'))
    }

    /// Whether another name is introduced at `index`: `alias`, `akrab disapa`.
    fn introduces_alias(&self, index: usize) -> bool {
        self.token(index).is_some_and(|token| token.is(class::ALIAS) && token.shape == Shape::Lower)
    }

    /// A relative clause behind a mention, up to the next comma or the end.
    pub(super) fn relative(&self, mention: &mut Mention) {
        let end = mention.range.end;
        if mention.form == Form::Pronoun
            || !self.is(end, class::RELATIVE)
            || self.token(end).is_some_and(|token| token.shape != Shape::Lower)
        {
            return;
        }
        // Lurah Merbau yang bernama Rahmat Hidayat
        let rest = self.tokens.get(end + 2..).unwrap_or(&[]);
        let words = rest.iter().take_while(|token| token.is_capital() && !token.is(class::DAY)).count();
        if self.introduces(end + 1) && words > 0 && mention.name.is_none() && mention.kind != SpeakerKind::Group {
            let named = end + 2..end + 2 + words;
            mention.role =
                (mention.range.start..end).find(|&index| self.is(index, class::ROLE)).map(|index| index..end);
            mention.range.end = named.end;
            mention.name = Some(named);
            mention.kind = SpeakerKind::Person;
            mention.form = Form::Name;
            mention.sure = true;
            return;
        }
        // `yang juga Ketua …` belongs to the mention, `yang dihubungi kemarin` to the act of speaking
        let describes =
            self.is(end + 1, class::CAPACITY) || (end + 1..end + 4).any(|index| self.is(index, class::ROLE));
        // pemain yang hampir pindah klub itu
        let pointed = || {
            let rest = self.context.tokens.get(end..self.limit).unwrap_or(&[]);
            let pause = rest.iter().position(|token| !token.is_word()).unwrap_or(rest.len());
            // not `pejabat yang mengetahui masalah tersebut`
            let points = |token: &Token| token.is(class::DETERMINER) && token.is(class::ANAPHOR);
            mention.form == Form::Role && pause > 2 && self.token(end + pause - 1).is_some_and(points)
        };
        if self.position != Position::BeforeCue
            && !describes
            && matches!(mention.form, Form::Name | Form::Role)
            && !pointed()
        {
            return;
        }
        let mut at = end + 1;
        while let Some(token) = self.token(at) {
            if at - end > LONGEST_RELATIVE {
                return;
            }
            let stops = match self.position {
                Position::BeforeCue => {
                    token.is(class::CUE_ACTIVE) && !token.is(class::NYA) && token.shape == Shape::Lower
                }
                _ => matches!(token.shape, Shape::Punct(b',' | b'.' | b';')) || token.is_mark(),
            };
            if stops {
                break;
            }
            // Mantan pemain yang pernah menang itu, Rahmat Hidayat, mengatakan
            if self.position == Position::BeforeCue && token.is_punct(b',') && mention.name.is_none() && at > end + 1 {
                let mut named = mention.clone();
                named.range.end = at;
                if self.apposition(&mut named, at + 1).is_some() && named.name.is_some() {
                    *mention = named;
                    return;
                }
            }
            // `Meski banyak warga yang datang, Rahmat mengatakan`: the source is somebody else
            if self.position == Position::BeforeCue && token.is_punct(b',') && mention.kind == SpeakerKind::Group {
                let other = self.run(at + 1).filter(|&to| to == self.limit).and_then(|to| self.read(at + 1..to));
                if other
                    .is_some_and(|other| other.form == Form::Name && other.kind == SpeakerKind::Person && other.sure)
                {
                    return;
                }
            }
            if self.position == Position::BeforeCue
                && (token.is(class::DETERMINER)
                    && self
                        .token(at + 1)
                        .is_none_or(|next| next.is(class::CUE | class::AUXILIARY) || next.is_punct(b',')))
            {
                at += 1;
                if mention.form != Form::Name && !self.is(mention.range.start, class::INDEFINITE) {
                    mention.form = Form::Definite;
                }
                break;
            }
            at += 1;
        }
        // `keterangan yang menyebut`: the cue's own relative pronoun
        if at == end + 1 {
            return;
        }
        // pria yang akrab disapa Tom, ini or not
        let called = (end..at).any(|index| self.is(index, class::ALIAS) && !self.is(index, class::COORDINATOR));
        if (mention.kind == SpeakerKind::Anonymous || mention.form == Form::Role)
            && !self.is(mention.range.start, class::INDEFINITE)
            && (called || self.is(at - 1, class::DETERMINER) && !self.is(at - 2, class::TIME | class::PREPOSITION))
        {
            mention.form = Form::Definite;
        }
        if mention.role.is_none() && mention.kind == SpeakerKind::Person && mention.form == Form::Name {
            mention.role = (end + 1..at).find(|&index| self.is(index, class::ROLE)).map(|index| index..at);
        }
        mention.range.end = at;
    }
}
