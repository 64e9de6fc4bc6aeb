//! Owns names: where a role ends and a name begins, and whether a name is a person's.

use super::{Form, Mention, NOT_IN_NAME, Position, Reader};
use crate::lexicon::class;
use crate::record::SpeakerKind;
use crate::text::{Shape, Token};
use smallvec::SmallVec;
use std::ops::Range;

/// Letters of the shortest word that is taken for a verb by its suffix.
const LEAST_BARE: u32 = 7;

/// How little the words that are parts of no name look like one.
const NAMELESS: f32 = -1.5;

impl Reader<'_, '_> {
    /// A phrase of capitals: a person, or an organisation that the lexicon does not know.
    pub(super) fn proper(&self, range: Range<usize>, person: bool, mention: &mut Mention) {
        // what any word is, what any word is that is no name, and whether all of them are places
        let (mut any, mut nameless, mut place) = (0, 0, true);
        for token in self.tokens.get(range.clone()).unwrap_or(&[]) {
            let unnamed = if token.is(class::NAME) { 0 } else { token.classes };
            any |= token.classes;
            nameless |= unnamed;
            place &= unnamed & (class::PLACE | class::PLACEHEAD) != 0;
        }
        // a name that runs into a role: `Rahmat selaku Ketua`
        let role_at = (range.start + 1..range.end).filter(|_| any & class::ROLE != 0).find(|&index| {
            self.is(index, class::ROLE)
                && self.token(index).is_some_and(|t| t.shape == Shape::Lower || !t.is(class::NAME))
        });
        let described = range.clone().find(|&index| {
            index > range.start
                && self.token(index).is_some_and(|token| {
                    let handle = self.punct(index - 1, b'@');
                    token.shape == Shape::Lower && !handle && !token.is(class::NAME | class::FOREIGN)
                        || token.is_punct(b'(')
                })
        });
        let name_end = role_at.unwrap_or(range.end).min(described.unwrap_or(range.end));
        let personal = any & class::NAME != 0;
        // a headline's words behind a name: `Ahmad Dhani Bicara`
        let ordinary = class::COMMON | class::VERB | class::PREDICATE | class::PREPOSITION;
        let bare = range.clone().skip(1).any(|index| self.is_bare_verb(index));
        let ordinary = if personal && (nameless & (ordinary | class::CUE) != 0 || bare) {
            let nameless = |index: usize, classes| {
                self.is(index, classes) && !self.is(index, class::NAME) || self.is_bare_verb(index)
            };
            let headline = self.context.tokens.get(range.end).is_some_and(Token::is_capital)
                || (range.start + 1..name_end).filter(|&index| nameless(index, ordinary)).count() > 1;
            let not_name = if headline { ordinary | class::CUE } else { class::CUE };
            (range.start + 1..name_end).find(|&index| nameless(index, not_name))
        } else {
            None
        };
        // a dateline or a headline's word before a name: `Jakarta Vanessa Kirby`
        let foreign_lead = |index: usize| {
            self.ordinary(index)
                || self.is(index, class::PLACE | class::VERB | class::OUTLET) && !self.is(index, class::NAME)
        };
        let mut lead = range.start;
        let dateline = range
            .start
            .checked_sub(2)
            .is_some_and(|before| self.is(before, class::OUTLET) || self.is(before + 1, class::OUTLET));
        let apposed = self.punct(range.start.wrapping_sub(1), b',');
        while (lead + 2 < name_end || lead + 1 < name_end && self.ordinary(lead))
            && foreign_lead(lead)
            && !apposed
            && (dateline
                || self.is(lead + 1, class::NAME)
                || self.ordinary(lead) && self.context.stands_alone(lead + 1))
        {
            lead += 1;
        }
        // a headline before somebody's name: `Mereka Ingin Saya Pergi Rahmat menambahkan`
        let nobody = |index: usize| {
            self.token(index).is_some_and(|token| token.classes & !class::PHRASE != 0 && !token.is(class::NAME))
        };
        let short = (lead + 2..name_end).find(|&index| self.context.stands_alone(index));
        let parts = |short: &usize| (lead..*short).all(nobody) && !(*short..name_end).any(nobody);
        lead = short.filter(parts).unwrap_or(lead);
        let foreign = |&end: &usize| end > lead && self.is(end - 1, class::FOREIGN) && !self.is(end - 1, class::NAME);
        let name_end = (lead..=name_end).rev().find(|end| !foreign(end)).unwrap_or(name_end);
        let name = self.without_tail(lead..ordinary.filter(|&at| at > lead).unwrap_or(name_end));
        mention.sure = name.clone().any(|index| self.personal(index));
        // Times of India
        let foreign = name.clone().skip(1).any(|index| {
            self.token(index)
                .is_some_and(|token| token.shape == Shape::Lower && token.is(class::FOREIGN) && !token.is(class::NAME))
        });
        // but not the outlet Tirto in Hary Tirto Djatmiko
        let names = name.clone().filter(|&index| self.is(index, class::NAME)).count();
        let outlet = if names * 2 > name.len() { 0 } else { class::OUTLET };
        let institutions = class::ORGNAME | class::ORGHEAD | outlet;
        let institution = |index: usize| self.is(index, institutions) && !self.is(index, class::NAME);
        let known_org = foreign && !personal || nameless & institutions != 0 && name.clone().any(institution);
        let acronym = name.len() == 1
            && self.token(name.start).is_some_and(|token| token.shape == Shape::Upper && !token.is(class::NAME));
        let institutional = !personal && name.len() > 1 && name.clone().any(|index| self.is(index, class::COMMON));
        // BP Haji, FA Thailand
        let initials = !personal
            && name.len() > 1
            && self
                .token(name.start)
                .is_some_and(|token| token.shape == Shape::Upper && (2..=5).contains(&(token.end - token.start)))
            && self.token(name.start + 1).is_some_and(|token| token.shape == Shape::Capital);
        let alone = name.len() == 1 && self.context.stands_alone(name.start);
        let document = any & class::DOCUMENT != 0 && !personal;
        let nickname = self.nickname(name.clone());
        mention.kind = match () {
            () if person || nickname.is_some() => SpeakerKind::Person,
            () if document => SpeakerKind::Document,
            () if acronym && self.context.is_personal_alias(name.start) => SpeakerKind::Person,
            () if known_org || acronym || initials || place && !alone || institutional => SpeakerKind::Organization,
            () => SpeakerKind::Person,
        };
        if let Some(role_at) = role_at {
            mention.role = Some(role_at..range.end);
        }
        mention.aliases.extend(nickname);
        self.brackets(range, mention);
        mention.name = Some(name);
    }

    /// Whether the word is a verb as headlines have it, without its prefix: `Prabowo Kembangkan IPTEK`.
    fn is_bare_verb(&self, index: usize) -> bool {
        self.token(index).is_some_and(|token| {
            token.shape == Shape::Capital
                && token.classes & !class::PHRASE == 0
                && token.end - token.start >= LEAST_BARE
                && token.of(self.context.text).ends_with("kan")
        })
    }

    /// `seorang warga, Budi` and `warga bernama Budi` are named after all; `salah satu pemateri` is not.
    pub(super) fn named_anonymous(&self, range: Range<usize>, mention: &mut Mention) {
        // korban bernama Rahmat Hidayat (23) | asal Merbau
        let called = range.clone().find(|&index| self.introduces(index));
        let origin = called.and_then(|called| (called..range.end).find(|&index| self.is(index, class::ORIGIN)));
        let end = self.without_tail(range.start..origin.unwrap_or(range.end)).end;
        // what looked like a noun was a headline: `Pengingat persatuan Koordinator Jaringan Alya Wulandari`
        // pakar gizi Profesor Made Astawan | dari IPB
        let office = (range.start + 1..end).find(|&index| {
            self.is(index, class::ROLE | class::HONORIFIC) && self.token(index).is_some_and(Token::is_capital)
        });
        if let Some(office) = office.filter(|&office| !self.is(office, class::CONTINUED)) {
            let mut inner = Mention { range: office..range.end, name: None, ..mention.clone() };
            let from = (office..end).find(|&index| self.is(index, class::ORIGIN)).unwrap_or(range.end);
            self.split_role(office..from, &mut inner);
            if inner.name.is_some() {
                *mention = Mention { range, kind: SpeakerKind::Person, form: Form::Name, ..inner };
                return;
            }
        }
        let capital =
            |index: usize| self.token(index).is_some_and(|token| token.is_capital() && !token.is(NOT_IN_NAME));
        let from = (range.start + 1..end).rev().take_while(|&index| capital(index)).last();
        // what stands behind `dari` is where somebody comes from
        let origin = (range.start..end).any(|index| self.is(index, class::ORIGIN | class::PLACEHEAD));
        // staf Tunas Mandiri Finance
        let firm = class::COMMON | class::ORGNAME | class::ORGHEAD;
        let institution = |from: usize| (from..end).any(|index| self.is(index, firm) && !self.is(index, class::NAME));
        let named = |from: &usize| (*from..end).any(|index| self.is(index, class::NAME)) && !institution(*from);
        let Some(from) = from.filter(named).filter(|_| !origin) else {
            return;
        };
        mention.kind = SpeakerKind::Person;
        mention.form = Form::Name;
        mention.sure = true;
        mention.name = Some(from..end);
        // `penumpang bernama`
        let role_end =
            (range.start..from).rev().find(|&index| !self.is(index, class::MODIFIER)).map_or(from, |last| last + 1);
        mention.role = (range.start..role_end).find(|&index| self.is(index, class::ROLE)).map(|index| index..role_end);
    }

    /// Splits `Koordinator Juru Bicara Partai Demokrat Ruhut Sitompul` into role and name.
    pub(super) fn split_role(&self, range: Range<usize>, mention: &mut Mention) {
        // brackets and degrees at the end are no part of the split
        let end = self.without_tail(range.clone()).end;
        // Pembalap | Rahmat ‘Memet’ Hidayat: the name begins before the marks
        if let Some(nickname) = self.nickname(range.start..end) {
            let first = nickname.start - 2;
            self.split_role(range.start..first + 1, mention);
            let from = mention.name.as_ref().map(|name| name.start);
            mention.role = if from.is_none() { Some(range.start..first) } else { mention.role.take() };
            mention.name = Some(from.unwrap_or(first)..end);
            mention.aliases.push(nickname);
            mention.sure = true;
            return self.brackets(end..range.end, mention);
        }
        // the last rank decides at once: AKBP X
        let rank = (range.start..end)
            .rfind(|&index| self.is(index, class::RANK) && !self.is(index, class::NAME | class::ROLE));
        let after_rank =
            rank.and_then(|rank| (rank + 1..end).find(|&index| !self.punct(index, b'.') && !self.punct(index, b')')));
        // PLN, but not: CEO
        let acronym = |token: &Token| token.shape == Shape::Upper && !token.is(class::ROLE);
        let alone = |index: usize| self.context.stands_alone(index);
        // all words from the first of a name on are words of names
        let first = (range.start + 1..end).rev().take_while(|&index| self.name_word(index)).last().unwrap_or(end);
        let mut likeness: SmallVec<[f32; 16]> = SmallVec::new();
        let mut best: Option<(f32, usize)> = None;
        for index in first..end {
            let Some(token) = self.token(index) else { break };
            let run = index..end;
            if !token.is_capital() || token.is(class::CONTINUED) && !token.is(class::NAME) {
                continue;
            }
            if likeness.is_empty() {
                likeness.extend((range.start..end).map(|index| self.nameness(index)));
            }
            let (before, behind) = likeness.split_at(index - range.start);
            // a name needs something of a name in itself: its words, its use elsewhere, or what stands before it
            let own: f32 = behind.iter().sum();
            let previous = index - 1;
            let led =
                after_rank == Some(index) || self.is(previous, class::HONORIFIC) && !self.is(previous, class::ROLE);
            // Kabupaten Tulangbawang | Penliyusli PNR
            let initials = run.len() == 2
                && token.classes == 0
                && self.is(previous, class::PLACE | class::ORGNAME)
                && self.token(index + 1).is_some_and(|last| last.shape == Shape::Upper && last.end - last.start <= 4);
            if own <= 0.0 && !led && !initials && !run.clone().any(alone) {
                continue;
            }
            // what stands behind `dari` is where somebody comes from, unless a whole name stands there
            let origin = (range.start..index).any(|index| self.is(index, class::ORIGIN));
            let finished =
                self.token(previous).is_some_and(|token| token.is(class::ORGNAME | class::PLACE) || acronym(token));
            let whole = run.len() >= 2
                && run.clone().all(|index| {
                    self.is(index, class::NAME) || finished && self.token(index).is_some_and(|token| token.classes == 0)
                });
            if origin && !led && !whole && !run.clone().any(alone) {
                continue;
            }
            let mut claim = match run.len() {
                1 => -0.6,
                2 => 0.6,
                3 => 0.3,
                4 => -0.4,
                more => -0.6 * (more as f32 - 3.0),
            };
            claim += own;
            // nor does one begin with a place: Perdana Menteri Slovenia | Robert Golob
            let placed = self.is(index, class::PLACE) && !self.is(index, class::NAME);
            if placed && run.len() > 2 && !alone(index) {
                claim -= 2.0;
            }
            // no name has a place or an institution inside: Syarif Hidayatullah Jakarta | Adi Prayitno
            if behind.iter().rev().skip(2).any(|&likeness| likeness <= NAMELESS) {
                claim -= 2.0;
            }
            match run.clone().find(|&index| alone(index)) {
                Some(first) if first == index => claim += 4.0,
                Some(_) => claim += 3.2,
                None => {}
            }
            // in English it ends the name: Lumina Gaming Group | Brian
            let ends = previous > range.start
                && self.is(previous, class::ORGHEAD)
                && self.is(previous, class::COMMON)
                && self.token(previous - 1).is_some_and(|token| token.is_capital() && !token.is(class::ROLE));
            // Sekretaris Daerah | Budi Santoso
            let closed = whole && token.shape == Shape::Capital && self.ends_office(previous);
            // Direktur Institute for Development (INDEF) | Enny Sri Hartati
            let institutions = NOT_IN_NAME | class::PLACE;
            if self.punct(previous, b')')
                && (2..=4).contains(&run.len())
                && !run.clone().any(|index| self.is(index, institutions))
            {
                claim += 2.0;
            }
            // an organisation's head wants a word behind it: Partai Demokrat | Ruhut
            // perwakilan forum | Lior Horev, where Horev stands alone
            let generic =
                self.token(previous).is_some_and(|token| token.shape == Shape::Lower && token.is(class::ORGHEAD))
                    && run.len() > 1
                    && run.clone().any(alone);
            let foreign = self.is(previous, class::FOREIGN) && !self.is(previous, class::ROLE);
            if (foreign || self.is(previous, class::ORGHEAD | class::PLACEHEAD | class::COORDINATOR))
                && !generic
                && !self.is(previous, class::ORGNAME)
                && !ends
                && !closed
                && !alone(index)
            {
                claim -= 4.0;
            }
            if self.is(previous, class::HONORIFIC) && !self.is(previous, class::ROLE) {
                claim += 4.0;
            }
            if after_rank == Some(index) {
                claim += 8.0;
            }
            // one word behind `Desa` is the village, the next one is somebody: Kepala Desa Sukamerta | Tarjo
            let village = previous > range.start && self.is(previous - 1, class::PLACEHEAD);
            // a finished place or organisation stands before it: Kota Batam | Ardiwinata
            let finished = self.token(previous).is_some_and(|token| {
                token.is(class::PLACE | class::ORGNAME) && !token.is(class::PLACEHEAD) || acronym(token)
            }) || self.context.is_corporate(previous);
            // Kepala SPPG Sukamaju | Rahmat Hidayat: a word of no kind before two that are names
            let unlisted =
                self.token(previous).is_some_and(|token| acronym(token) && !token.is(class::ORGNAME | class::PLACE));
            let before_names =
                run.len() > 2 && token.classes == 0 && run.clone().skip(1).all(|index| self.is(index, class::NAME));
            let place = unlisted && before_names;
            // Perbekel Sukamaju | Rahmat Hidayat
            if before_names && self.is(previous, class::ROLE) && !alone(index) {
                claim -= 1.5;
            }
            if (finished || village)
                && !place
                && !self.is(index, class::PLACE | class::ORGNAME)
                && token.shape == Shape::Capital
            {
                claim += 1.0;
            }
            // a word of no kind behind an institution's field is no part of it: Dinas Pertanian | Dwianto
            let unknown = token.classes == 0 && token.shape == Shape::Capital && run.len() == 1;
            let field = self.is(previous, class::COMMON) && !self.is(previous, class::NAME | class::PLACE);
            if unknown && field && (range.start..index).any(|index| self.is(index, class::ORGHEAD)) {
                claim += 1.0;
            }
            if claim <= 0.0 {
                continue;
            }
            let mut score = claim - before.iter().skip(1).sum::<f32>();
            if (range.start + 1..index).any(alone) {
                score -= 3.0;
            }
            if best.is_none_or(|(top, _)| score > top) {
                best = Some((score, index));
            }
        }
        let split = best.map(|(_, index)| index);
        mention.sure = split.is_some_and(|split| (split..end).any(|index| self.personal(index)));
        match split {
            Some(mut name_start) => {
                if self.begins_name(range.start, name_start - 1) {
                    name_start -= 1;
                }
                let mut role_end = name_start;
                while role_end > range.start + 1
                    && self.token(role_end - 1).is_some_and(|token| {
                        token.shape == Shape::Lower && token.is(class::MODIFIER)
                            || token.is(class::HONORIFIC) && !token.is(class::ROLE | class::RANK)
                            || token.is_punct(b'.')
                            || token.end - token.start <= 5 && token.of(self.context.text).contains('.')
                    })
                {
                    role_end -= 1;
                }
                while name_start + 1 < end
                    && (self.is(name_start, class::HONORIFIC) && !self.is(name_start, class::NAME)
                        || self.punct(name_start, b'.'))
                {
                    name_start += 1;
                }
                mention.name = Some(name_start..end);
                // `rekan X` says nothing of X
                let relation = self.is(range.start, class::RELATIONAL);
                mention.role = (role_end > range.start && !relation).then_some(range.start..role_end);
                self.brackets(end..range.end, mention);
            }
            None => mention.role = Some(range.start..range.end),
        }
    }

    /// Whether what was read as the end of the role from `start` on is the first word of the name behind it.
    fn begins_name(&self, start: usize, index: usize) -> bool {
        let apposed = self.punct(index.wrapping_sub(1), b',');
        // Jaksa Agung | ST Burhanuddin: a degree stands behind a name, so before one it is initials
        let other = class::HONORIFIC | class::ORGNAME | class::ORGHEAD | class::PLACE;
        let initials = self
            .token(index)
            .is_some_and(|token| token.shape == Shape::Upper && token.is(class::DEGREE) && !token.is(other));
        // Wali Kota Palembang, | Ratu Dewa
        let titled = self.is(index, class::NAME) && self.is(index, class::ROLE) && self.is(index, class::HONORIFIC);
        initials && !apposed && index > start || titled && apposed
    }

    /// The words in marks between two of a name.
    pub(super) fn nickname(&self, name: Range<usize>) -> Option<Range<usize>> {
        let marked = |index: usize| self.context.quotation_at(index);
        let whole = |outer: &Range<usize>| outer.len() > 2 && self.token(outer.end - 1).is_some_and(Token::is_mark);
        let outer = name.clone().skip(1).find_map(marked).filter(|outer| outer.end < name.end && whole(outer))?;
        Some(outer.start + 1..outer.end - 1)
    }

    /// Whether the head of a place or an institution ends an office: `Sekretaris Daerah`, `Kepala Dinas Pasar`.
    fn ends_office(&self, index: usize) -> bool {
        self.is(index, class::CONTINUED) && self.is(index, class::ROLE)
            || self.is(index, class::PLACEHEAD) && self.is(index.wrapping_sub(1), class::ORGHEAD)
    }

    pub(super) fn name_word(&self, index: usize) -> bool {
        self.token(index).is_some_and(|token| {
            token.is_capital() && !token.is(class::RANK)
                || token.is_punct(b'.')
                || token.is_punct(b'-')
                || token.shape == Shape::Lower && token.is(class::NAME)
        })
    }

    /// How much a word looks like part of a personal name.
    pub(super) fn nameness(&self, index: usize) -> f32 {
        let Some(token) = self.token(index) else { return 0.0 };
        // Arif Rahman Hakim: a surname that is also an office
        if token.is(class::ROLE)
            && token.shape == Shape::Capital
            && index.checked_sub(1).is_some_and(|before| self.is(before, class::NAME))
            && !self.token(index + 1).is_some_and(Token::is_capital)
        {
            return 0.6;
        }
        // U-17; Lumina behind PT Lumina Abadi
        let word = token.of(self.context.text);
        // regional I, wilayah I; but not: Bupati I Nyoman
        let field = class::ORGHEAD | class::PLACEHEAD | class::COMMON;
        let numeral = word == "I"
            && index.checked_sub(1).is_some_and(|before| self.is(before, field) && !self.is(before, class::ROLE));
        // TKN Prabowo-Gibran | Rahmat
        let before = self.token(index.wrapping_sub(1));
        let named = before.is_some_and(|before| before.shape == Shape::Capital && before.classes & !class::NAME == 0);
        let paired = self.context.is_pair(index) && !named;
        // Jateng-DIY
        let region = || {
            let seat = |half: &str| {
                half.len() > 1
                    && self.context.lexicon.look_up(half).1.classes & (class::PLACE | class::NAME) == class::PLACE
            };
            word.contains('-') && word.split('-').all(seat)
        };
        if numeral
            || paired
            || region()
            || word.bytes().any(|byte| byte.is_ascii_digit())
            || self.context.is_corporate(index)
        {
            return -2.0;
        }
        // an acronym beside words in ordinary case: YBTS BIN Tennis Club Suharyadi
        let acronym = token.shape == Shape::Upper
            && token.end - token.start >= 3
            && self.token(index + 1).is_some_and(|next| next.shape == Shape::Capital);
        let name = token.is(class::NAME) && !acronym;
        let other = token.is(NOT_IN_NAME);
        let place = token.is(class::PLACE);
        // Hotman Paris Hutapea
        // but not: UIN Syarif Hidayatullah Jakarta Adi Prayitno
        let institution = || {
            let capitals = (0..index).rev().take_while(|&before| self.token(before).is_some_and(Token::is_capital));
            capitals.take(4).any(|before| self.is(before, class::ORGHEAD | class::ORGNAME))
        };
        let beside = place && self.is(index.wrapping_sub(1), class::NAME) && self.is(index + 1, class::NAME);
        let name = name || beside && !institution();
        // Aleksei Menishikov mengatakan: right before its verb a subject has no other
        let last = self.position == Position::BeforeCue && index + 1 == self.limit;
        let verb = token.is(class::VERB) && !last;
        let ordinary = (verb || token.is(class::COMMON | class::PREDICATE)) && !name;
        if ordinary && !other {
            return -1.8;
        }
        match (name, other, place) {
            (true, false, false) => 1.5,
            (true, false, true) => 0.2,
            (true, true, _) => -0.5,
            (false, true, _) => -2.5,
            (false, false, true) => -1.5,
            (false, false, false) => match token.shape {
                Shape::Upper => -1.0,
                Shape::Lower => -2.0,
                Shape::Punct(_) => 0.0,
                // I Gusti, M. Yusuf
                _ if token.end - token.start == 1 => 0.4,
                _ => 0.1,
            },
        }
    }

    /// Brackets at the end of a phrase give another form of the name: `Joko Widodo (Jokowi)`.
    pub(super) fn brackets(&self, range: Range<usize>, mention: &mut Mention) {
        if !self.punct(range.end.wrapping_sub(1), b')') {
            return;
        }
        if let Some(open) = range.clone().rev().find(|&index| self.punct(index, b'('))
            && self.token(open + 1).is_some_and(Token::is_capital)
            && !self.is_legal_form(open + 1)
            && (open + 1..range.end - 1)
                .all(|index| self.token(index).is_some_and(|token| token.is_word() && token.is_capital()))
        {
            mention.aliases.push(open + 1..range.end - 1);
        }
    }

    /// `(Persero)` is part of a company's name.
    fn is_legal_form(&self, index: usize) -> bool {
        let acronym = self.token(index).is_none_or(|token| token.shape == Shape::Upper);
        self.is(index, class::ORGNAME) && self.is(index, class::ABBREVIATION) && !acronym
    }

    /// The range without trailing brackets and degrees.
    pub(super) fn without_tail(&self, range: Range<usize>) -> Range<usize> {
        let mut end = range.end;
        loop {
            if end > range.start + 1 && self.punct(end - 1, b')') {
                match (range.start..end).rev().find(|&index| self.punct(index, b'(')) {
                    Some(open) if open > range.start && !self.is_legal_form(open + 1) => end = open,
                    _ => break,
                }
            } else if end > range.start + 1
                && (self.is(end - 1, class::DEGREE) && !self.is(end - 1, class::NAME)
                    || self.punct(end - 1, b'.')
                    || self.punct(end - 1, b','))
            {
                end -= 1;
            } else {
                break;
            }
        }
        range.start..end
    }
}
