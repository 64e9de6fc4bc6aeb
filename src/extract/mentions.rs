//! Owns mentions: the noun phrases that can be a source, with the name, role and kind that they show.

use super::context::Context;
use crate::lexicon::{Classes, class};
use crate::record::SpeakerKind;
use crate::text::{Break, Shape, Token};
use std::ops::Range;

/// A noun phrase that can be a source. All ranges count tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The whole phrase, role and apposition included.
    pub range: Range<usize>,
    /// The name inside it, without honorifics and degrees.
    pub name: Option<Range<usize>>,
    /// Other names for the same person that it gives (`Joko Widodo (Jokowi)`).
    pub aliases: Vec<Range<usize>>,
    /// The role inside it.
    pub role: Option<Range<usize>>,
    /// What kind of source it shows by itself.
    pub kind: SpeakerKind,
    /// How it refers.
    pub form: Form,
    /// Whether the name is one by the lexicon or by its use elsewhere, not only by its place.
    pub sure: bool,
}

/// How a mention refers to somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// By a proper name.
    Name,
    /// By a pronoun or the suffix -nya.
    Pronoun,
    /// By an office without a name.
    Role,
    /// By a definite description (`pria itu`).
    Definite,
    /// By an indefinite or plural phrase (`seorang saksi`, `para pedagang`).
    Indefinite,
}

/// Where a phrase stands, which decides how far it may reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Position {
    /// Behind its cue, where a circumstance or the content follows: `kata X, Senin`.
    BehindCue,
    /// Behind `menurut` or a cue that opens its sentence, where content follows a comma.
    BeforeContent,
    /// Before its cue.
    BeforeCue,
}

/// The longest phrase, in tokens.
pub const LONGEST: usize = 40;

/// The most words in a relative clause that belongs to a mention.
const LONGEST_RELATIVE: usize = 22;

const NOT_IN_NAME: Classes = class::ROLE
    | class::RANK
    | class::ORGHEAD
    | class::ORGNAME
    | class::GROUP
    | class::PLACEHEAD
    | class::DOCUMENT
    | class::PLURAL;
/// Ordinary nouns, whose capital is only the sentence's or the headline's.
const ORDINARY: Classes = class::COMMON | class::CHANNEL | class::NOTSPEECH;
const STOPS_NOUN: Classes = class::VERB
    | class::PREPOSITION
    | class::CONJUNCTION
    | class::AUXILIARY
    | class::NEGATION
    | class::ADVERB
    | class::PREDICATE
    | class::PARTICLE
    | class::RELATIVE
    | class::AGENT
    | class::DAY
    | class::CUE_ACTIVE
    | class::CUE_PASSIVE
    | class::CUE_PREP
    | class::CONNECTIVE
    | class::DETERMINER
    | class::NYA;

/// Reads the noun phrase that begins at `start`, not beyond `limit`.
pub fn parse(context: &Context<'_>, start: usize, limit: usize, position: Position) -> Option<Mention> {
    let limit = limit.min(start + LONGEST);
    let reader = Reader { context, limit, position };
    reader.mention(start)
}

struct Reader<'c, 'a> {
    context: &'c Context<'a>,
    limit: usize,
    position: Position,
}

impl Reader<'_, '_> {
    fn token(&self, index: usize) -> Option<&Token> {
        self.context.tokens.get(index).filter(|_| index < self.limit)
    }

    fn is(&self, index: usize, classes: Classes) -> bool {
        self.token(index).is_some_and(|token| token.is(classes))
    }

    fn punct(&self, index: usize, byte: u8) -> bool {
        self.token(index).is_some_and(|token| token.is_punct(byte))
    }

    fn mention(&self, start: usize) -> Option<Mention> {
        let first = self.token(start)?;
        if first.is(class::PRONOUN) && !(first.is_capital() && self.token(start + 1).is_some_and(Token::is_capital)) {
            let kind = if first.is(class::GROUP | class::PLURAL) { SpeakerKind::Group } else { SpeakerKind::Unknown };
            return Some(Mention {
                range: start..(start + usize::from(first.run)).min(self.limit),
                name: None,
                aliases: Vec::new(),
                role: None,
                kind,
                form: Form::Pronoun,
                sure: true,
            });
        }
        if !super::cues::source_begins(&self.context.tokens, start) {
            return None;
        }
        let end = self.run(start)?;
        let mut mention = self.read(start..end)?;
        if self.is(end, class::DETERMINER) && mention.kind == SpeakerKind::Person && self.is(start, class::ROLE) {
            mention.name = None;
            mention.aliases.clear();
            mention.role = Some(start..end);
            mention.form = Form::Role;
        }
        self.extend(&mut mention);
        Some(mention)
    }

    /// The end of the run of words that can be one noun phrase without commas.
    fn run(&self, start: usize) -> Option<usize> {
        let mut at = start;
        if self.punct(at, b'@') {
            at += 1;
        }
        let common = self.token(start).is_some_and(|token| token.shape == Shape::Lower)
            || self.is(
                start,
                class::ROLE
                    | class::GROUP
                    | class::ANONYMOUS
                    | class::DOCUMENT
                    | class::INDEFINITE
                    | class::PLURAL
                    | class::DEFINITE
                    | class::ORGHEAD,
            );
        let mut seen_name = false;
        // Marzuki pemilik toko beras: what follows the name is a role of several nouns
        let mut tail = false;
        while let Some(token) = self.token(at) {
            let previous = at.checked_sub(1).filter(|_| at > start).and_then(|index| self.token(index));
            if at > start
                && token.before >= Break::Line
                && !(token.before == Break::Line && token.shape == Shape::Lower)
            {
                break;
            }
            let next_capital = self.token(at + 1).is_some_and(Token::is_capital);
            let takes = match token.shape {
                Shape::Capital | Shape::Upper => {
                    let temporal = token.is(class::DAY)
                        || token.is(class::MONTH) && self.token(at + 1).is_some_and(|next| next.shape == Shape::Number);
                    let opener = token.is(class::CUE_PREP)
                        || at > start
                            && token.is(class::CUE_ACTIVE)
                            && token.shape == Shape::Capital
                            && previous.is_some_and(|previous| !previous.is_capital());
                    seen_name |= token.is(class::NAME) && !token.is(NOT_IN_NAME | class::PLACE | class::HONORIFIC)
                        || !common && !token.is(NOT_IN_NAME | class::PLACE | class::HONORIFIC);
                    // glued words behind a finished sentence begin another one
                    !temporal
                        && !opener
                        && (at == start
                            || !super::cues::is_function_word(token)
                            || token.is(class::VERB)
                            // Kementerian Dalam Negeri, but not: Prasetyo Saat ditemui
                            || next_capital && previous.is_some_and(|previous| previous.is_capital() && !previous.is(class::NAME)))
                }
                Shape::Lower if previous.is_some_and(|previous| previous.is_punct(b'@')) => {
                    token.before == Break::Glued
                }
                Shape::Lower => {
                    let joint = token.is(class::COORDINATOR)
                        && previous.is_some_and(|previous| previous.is_capital() || common && !seen_name)
                        && (next_capital
                            || common && !seen_name && self.noun(at + 1)
                            || self.token(at + 1).is_some_and(|next| next.shape == Shape::Number)
                                && self.token(at + 2).is_some_and(Token::is_capital))
                        && at + 1 < self.limit
                        && !(previous.is_some_and(|previous| previous.is(class::NAME))
                            && self.is(at + 1, class::NAME | class::ROLE | class::RANK));
                    let foreign = token.is(class::FOREIGN)
                        && next_capital
                        && !self.is(at + 1, class::NAME)
                        && previous.is_some_and(|previous| {
                            previous.is_capital() && !previous.is(class::NAME) || previous.is_punct(b')')
                        });
                    // Wakil Bupati yang juga Ketua Gugus Tugas …
                    let further = token.is(class::RELATIVE)
                        && self.is(start, class::ROLE)
                        && !seen_name
                        && self.is(at + 1, class::CAPACITY)
                        && self.is(at + 2, class::ROLE);
                    if further {
                        at += 2;
                        continue;
                    }
                    // Konsul Jenderal RI di New York Ardi Saiman
                    let seated = token.is(class::LOCATIVE)
                        && self.is(start, class::ROLE)
                        && !seen_name
                        && self.seat(at + 1).is_some();
                    let name_particle =
                        token.is(class::NAME) && next_capital && previous.is_some_and(Token::is_capital);
                    let heads = super::cues::SOURCE_HEAD & !class::PRONOUN | class::PLACE | class::PLACEHEAD;
                    let head = token.is(heads)
                        && (token.is(class::INDEFINITE | class::PLURAL)
                            || !token.is(STOPS_NOUN & !class::CUE_BASE & !class::PREPOSITION));
                    tail |= at > start && token.is(class::ROLE) && self.position == Position::BeforeCue;
                    let plain_noun = (common && !seen_name || tail) && self.noun(at);
                    let described = common
                        && (token.is(class::MODIFIER)
                            || token.is(class::TIME)
                                && previous.is_some_and(|previous| previous.shape == Shape::Number)
                            || at == start && token.is(class::DEFINITE));
                    // dari Universitas X; pada Kementerian Y, but not: pada rapat itu
                    let source = token.is(class::ORIGIN)
                        && common
                        && at > start
                        && if token.is(class::OCCASION) {
                            next_capital && self.is(at + 1, class::ORGHEAD | class::ORGNAME)
                        } else {
                            next_capital || self.noun(at + 1)
                        };
                    described
                        || seated
                        || joint
                        || foreign
                        || name_particle
                        || head
                            && !(seen_name && self.verb_like(at))
                            // Sutardi | salah satu penerima bantuan, Darno | beberapa waktu lalu, Rahmat | jalan itu
                            && (at == start
                                || common && !seen_name
                                || !token.is(class::INDEFINITE | class::PLURAL | class::PLACEHEAD))
                        || plain_noun
                        || source
                }
                Shape::Number => {
                    (previous.is_some() && !seen_name || previous.is_some_and(|p| p.is_word() && p.end == token.start))
                        && !token.of(self.context.text).contains(['/', ':'])
                        && (self.noun(at + 1)
                            || next_capital
                            || self.punct(at + 1, b',')
                            || common && self.is(at + 1, class::TIME)
                            || self.punct(at + 1, b'/')
                            || self.is(at + 1, class::DETERMINER)
                            || self.token(at + 1).is_none())
                }
                Shape::Punct(b'(') => {
                    let close = self.parenthesis(at);
                    match close {
                        Some(close) => {
                            at = close + 1;
                            continue;
                        }
                        None => false,
                    }
                }
                Shape::Punct(b'.') => {
                    let short = previous.is_some_and(|previous| {
                        previous.is(class::HONORIFIC | class::ABBREVIATION | class::DEGREE)
                            || previous.end - previous.start == 1
                    });
                    short && (next_capital || self.punct(at + 1, b',') || self.is(at + 1, class::HONORIFIC))
                }
                // Direktur Penyuluhan, Pelayanan, dan Hubungan Masyarakat
                Shape::Punct(b',') => {
                    common
                        && self.is(start, class::ROLE | class::ORGHEAD)
                        && !self.is(at - 1, class::NAME)
                        && self.listed(start, at)
                }
                // akun Instagram @nama
                Shape::Punct(b'@') => {
                    previous.is_some()
                        && self.token(at + 1).is_some_and(|next| next.is_word() && next.before == Break::Glued)
                }
                Shape::Punct(b'&') => previous.is_some() && next_capital,
                Shape::Punct(b'/') if self.is(at + 1, class::ROLE) => previous.is_some(),
                Shape::Punct(b'-' | b'/') => {
                    previous.is_some()
                        && next_capital
                        && token.before == Break::Glued
                        && self.token(at + 1).is_some_and(|next| next.before == Break::Glued)
                }
                Shape::Mark(..) => {
                    // a nickname between two names
                    match self.context.quotation_at(at) {
                        Some(unit)
                            if at > start
                                && unit.len() <= 4
                                && self.token(unit.end).is_some_and(Token::is_capital)
                                && seen_name =>
                        {
                            at = unit.end;
                            continue;
                        }
                        _ => false,
                    }
                }
                _ => false,
            };
            if !takes {
                break;
            }
            at += 1;
        }
        while at > start
            && self.token(at - 1).is_some_and(|last| {
                (last.is(class::COORDINATOR | class::PREPOSITION) && last.shape == Shape::Lower)
                    || matches!(last.shape, Shape::Punct(b'-' | b'/' | b'.'))
            })
        {
            at -= 1;
        }
        (at > start).then_some(at)
    }

    /// The first word of the name behind the place that begins at `at`, if a place and then a name stand there.
    fn seat(&self, at: usize) -> Option<usize> {
        let places = class::PLACE | class::PLACEHEAD;
        if self.is(at, class::ORGHEAD | class::ORGNAME) {
            let mut words = (at + 1..self.limit).take_while(|&index| self.token(index).is_some_and(Token::is_capital));
            return words.find(|&index| self.is(index, class::NAME) && !self.is(index, NOT_IN_NAME | class::PLACE));
        }
        let behind = (at..self.limit).find(|&index| !self.is(index, places)).filter(|&behind| behind > at)?;
        let named = self.token(behind)?;
        (named.is_capital() && self.token(at)?.is_capital() && !named.is(NOT_IN_NAME | class::DAY | class::CUE_PREP))
            .then_some(behind)
    }

    /// Whether the comma at `at` stands in a list of capitalised nouns that ends in `dan X`.
    fn listed(&self, start: usize, at: usize) -> bool {
        // behind an institution another one is not its field
        let another = if self.is(start, class::ORGHEAD) { class::ORGHEAD | class::ORGNAME } else { class::ORGNAME };
        let mut index = at;
        let mut since_comma = 0;
        while let Some(token) = self.token(index) {
            if token.is(class::COORDINATOR) && token.shape == Shape::Lower {
                return self.token(index + 1).is_some_and(Token::is_capital)
                    && !self.is(index + 1, class::NAME | another);
            }
            since_comma = if token.is_punct(b',') { 0 } else { since_comma + 1 };
            if !(token.is_punct(b',')
                || token.is_capital() && !token.is(class::NAME | class::ROLE | class::RANK | class::DAY | another))
                || since_comma > 3
                || index > at + 14
            {
                return false;
            }
            index += 1;
        }
        false
    }

    /// Whether the lower-case word at `index` can go on a noun phrase.
    fn noun(&self, index: usize) -> bool {
        self.token(index).is_some_and(|token| match token.shape {
            Shape::Lower => {
                !token.is(STOPS_NOUN | class::COORDINATOR) && (!token.is(class::TIME) || token.is(class::ROLE))
            }
            Shape::Capital | Shape::Upper => !token.is(class::DAY),
            _ => false,
        })
    }

    fn verb_like(&self, index: usize) -> bool {
        self.is(index, class::VERB | class::PREDICATE)
    }

    /// The closing bracket of a bracketed short form, place or age; not of a date.
    fn parenthesis(&self, open: usize) -> Option<usize> {
        let close = (open + 1..(open + 9).min(self.limit)).find(|&index| self.punct(index, b')'))?;
        let dated = (open + 1..close).any(|index| {
            self.token(index).is_some_and(|token| {
                token.shape == Shape::Number && token.of(self.context.text).contains('/')
                    || token.is(class::DAY | class::OUTLET)
            })
        });
        (!dated && close > open + 1).then_some(close)
    }

    /// What a run of words shows: kind, name, role.
    fn read(&self, range: Range<usize>) -> Option<Mention> {
        let mut head = range.start;
        let mut person = false;
        while head < range.end
            && self.is(head, class::HONORIFIC)
            && !self.is(head, class::ROLE)
            && (head + 1 < range.end || self.is(head, class::NAME))
        {
            if head + 1 >= range.end {
                break;
            }
            person = true;
            head += 1;
            if self.punct(head, b'.') {
                head += 1;
            }
        }
        let first = self.token(head)?;
        let mut mention = Mention {
            range: range.clone(),
            name: None,
            aliases: Vec::new(),
            role: None,
            kind: SpeakerKind::Unknown,
            form: Form::Name,
            sure: false,
        };
        if first.is(class::RANK | class::ROLE)
            || first.is(class::ORGHEAD | class::HONORIFIC) && self.ranked(head..range.end)
        {
            mention.kind = SpeakerKind::Person;
            self.split_role(range.start.max(head)..range.end, &mut mention);
            if mention.name.is_none() {
                mention.form = Form::Role;
                // Mahasiswa berharap: several, though each is one
                if range.len() == 1 && first.is(class::GROUP) {
                    mention.kind = SpeakerKind::Group;
                    mention.form = Form::Indefinite;
                    mention.role = None;
                }
            }
        } else if first.is(class::PLURAL | class::GROUP) {
            mention.kind = SpeakerKind::Group;
            mention.form = Form::Indefinite;
            if first.is_capital() && first.is(class::NAME) && !first.is(class::PLURAL) {
                self.proper(head..range.end, person, &mut mention);
            } else if !first.is(class::PLURAL) && first.shape == Shape::Lower {
                self.named_anonymous(head..range.end, &mut mention);
            }
        } else if first.is(class::DEFINITE) && self.token(head + 1).is_some_and(|next| next.shape == Shape::Lower) {
            // si pembuat, sang pelatih
            mention.kind = SpeakerKind::Anonymous;
            mention.form = Form::Definite;
            mention.role = self.is(head + 1, class::ROLE).then_some(head + 1..range.end);
        } else if first.is(class::INDEFINITE | class::ANONYMOUS) || self.common_head(head..range.end) {
            mention.kind = SpeakerKind::Anonymous;
            mention.form = Form::Indefinite;
            self.named_anonymous(head..range.end, &mut mention);
        } else if first.is(class::ORGHEAD | class::ORGNAME | class::OUTLET) && !(person && first.is(class::NAME)) {
            mention.kind = SpeakerKind::Organization;
            let handle = range.clone().find(|&index| self.punct(index, b'@'));
            // Direktorat Jenderal Pajak (DJP) Kementerian Keuangan: behind the short form stands what it is part of
            let whole =
                range.clone().skip(1).find(|&index| self.punct(index - 1, b')') && self.is(index, class::ORGHEAD));
            let own = range.start..whole.unwrap_or(range.end);
            mention.name = Some(self.without_tail(handle.unwrap_or(range.start)..own.end));
            self.brackets(own, &mut mention);
        } else if first.is(class::DOCUMENT) {
            mention.kind = SpeakerKind::Document;
            mention.form = Form::Indefinite;
        } else if self.position == Position::BeforeCue
            && first.is(ORDINARY)
            && !first.is(class::NAME)
            && range.clone().skip(1).all(|index| !self.token(index).is_some_and(Token::is_capital))
        {
            return None;
        } else if first.is_capital() || first.is(class::NAME) || first.is_punct(b'@') || person {
            self.proper(head..range.end, person, &mut mention);
        } else {
            return None;
        }
        Some(mention)
    }

    /// Whether an ordinary noun heads the phrase, its capital only the sentence's: `Pemimpin oposisi Yair Lapid`.
    fn common_head(&self, range: Range<usize>) -> bool {
        self.is(range.start, ORDINARY)
            && !self.is(range.start, class::NAME | class::ORGHEAD | class::ORGNAME | class::OUTLET | class::DOCUMENT)
            && self.token(range.start + 1).is_some_and(|next| {
                range.len() > 1 && next.shape == Shape::Lower && !next.is(class::COORDINATOR | class::NAME)
            })
    }

    fn ranked(&self, range: Range<usize>) -> bool {
        range.clone().any(|index| {
            self.is(index, class::RANK) && !self.is(index, class::ROLE | class::CONTINUED) && index > range.start
        })
    }

    /// A phrase of capitals: a person, or an organisation that the lexicon does not know.
    fn proper(&self, range: Range<usize>, person: bool, mention: &mut Mention) {
        let words = || range.clone().filter_map(|index| self.token(index));
        // a name that runs into a role: `Rahmat selaku Ketua`
        let role_at = range.clone().find(|&index| {
            index > range.start
                && self.is(index, class::ROLE)
                && self.token(index).is_some_and(|t| t.shape == Shape::Lower || !t.is(class::NAME))
        });
        let described = range.clone().find(|&index| {
            index > range.start
                && self
                    .token(index)
                    .is_some_and(|token| token.shape == Shape::Lower && !token.is(class::NAME) || token.is_punct(b'('))
        });
        let name_end = role_at.unwrap_or(range.end).min(described.unwrap_or(range.end));
        let personal = words().any(|token| token.is(class::NAME));
        // a headline's words behind a name: `Ahmad Dhani Bicara`
        let ordinary = |index: usize| {
            self.is(index, class::COMMON | class::VERB | class::PREDICATE | class::PREPOSITION)
                && !self.is(index, class::NAME)
        };
        let headline = self.context.tokens.get(range.end).is_some_and(Token::is_capital)
            || (range.start + 1..name_end).filter(|&index| ordinary(index)).count() > 1;
        let reports = |index: usize| self.is(index, class::CUE) && !self.is(index, class::NAME);
        let ordinary =
            (range.start + 1..name_end).find(|&index| personal && (headline && ordinary(index) || reports(index)));
        // a dateline or a headline's word before a name: `Jakarta Vanessa Kirby`
        let foreign_lead = |index: usize| {
            self.is(index, ORDINARY | class::PLACE | class::VERB | class::OUTLET) && !self.is(index, class::NAME)
        };
        let mut lead = range.start;
        let dateline = range
            .start
            .checked_sub(2)
            .is_some_and(|before| self.is(before, class::OUTLET) || self.is(before + 1, class::OUTLET));
        while (lead + 2 < name_end || lead + 1 < name_end && self.is(lead, ORDINARY))
            && foreign_lead(lead)
            && (dateline
                || self.is(lead + 1, class::NAME)
                || self.is(lead, ORDINARY) && self.context.stands_alone(lead + 1))
        {
            lead += 1;
        }
        let name = self.without_tail(lead..ordinary.filter(|&at| at > lead).unwrap_or(name_end));
        mention.sure = name.clone().any(|index| self.is(index, class::NAME) || self.context.stands_alone(index));
        let known_org =
            words().any(|token| token.is(class::ORGNAME | class::ORGHEAD | class::OUTLET) && !token.is(class::NAME));
        let acronym = name.len() == 1
            && self.token(name.start).is_some_and(|token| token.shape == Shape::Upper && !token.is(class::NAME));
        let place = words().all(|token| token.is(class::PLACE | class::PLACEHEAD) && !token.is(class::NAME));
        let institutional = !personal && name.len() > 1 && name.clone().any(|index| self.is(index, class::COMMON));
        // BP Haji, FA Thailand
        let initials = !personal
            && name.len() > 1
            && self.token(name.start).is_some_and(|token| token.shape == Shape::Upper && token.end - token.start <= 5)
            && self.token(name.start + 1).is_some_and(|token| token.shape == Shape::Capital);
        let document = words().any(|token| token.is(class::DOCUMENT)) && !words().any(|token| token.is(class::NAME));
        mention.kind = match () {
            () if person => SpeakerKind::Person,
            () if document => SpeakerKind::Document,
            () if acronym && self.context.is_personal_alias(name.start) => SpeakerKind::Person,
            () if known_org || acronym || initials || place || institutional => SpeakerKind::Organization,
            () => SpeakerKind::Person,
        };
        if let Some(role_at) = role_at {
            mention.role = Some(role_at..range.end);
        }
        self.brackets(range, mention);
        mention.name = Some(name);
    }

    /// `seorang warga, Budi` and `warga bernama Budi` are named after all; `salah satu pemateri` is not.
    fn named_anonymous(&self, range: Range<usize>, mention: &mut Mention) {
        let end = self.without_tail(range.clone()).end;
        // what looked like a noun was a headline: `Pengingat persatuan Koordinator Jaringan Alya Wulandari`
        let office = (range.start + 1..end)
            .find(|&index| self.is(index, class::ROLE) && self.token(index).is_some_and(Token::is_capital));
        if let Some(office) = office.filter(|&office| !self.is(office, class::CONTINUED)) {
            let mut inner = Mention { range: office..range.end, name: None, ..mention.clone() };
            self.split_role(office..range.end, &mut inner);
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
        let Some(from) = from.filter(|&from| !origin && (from..end).any(|index| self.is(index, class::NAME))) else {
            return;
        };
        mention.kind = SpeakerKind::Person;
        mention.form = Form::Name;
        mention.sure = true;
        mention.name = Some(from..end);
        mention.role = (range.start..from).find(|&index| self.is(index, class::ROLE)).map(|index| index..from);
    }

    /// Splits `Koordinator Juru Bicara Partai Demokrat Ruhut Sitompul` into role and name.
    fn split_role(&self, range: Range<usize>, mention: &mut Mention) {
        // brackets and degrees at the end are no part of the split
        let end = self.without_tail(range.clone()).end;
        let words: Vec<usize> = (range.start..end).collect();
        // the last rank decides at once: AKBP X
        let after_rank = words
            .iter()
            .rposition(|&index| self.is(index, class::RANK) && !self.is(index, class::NAME | class::ROLE))
            .map(|at| at + 1);
        let after_rank = after_rank.and_then(|at| {
            (at..words.len())
                .find(|&at| words.get(at).is_some_and(|&index| !self.punct(index, b'.') && !self.punct(index, b')')))
        });
        let mut best: Option<(f32, usize)> = None;
        for (at, &index) in words.iter().enumerate().skip(1) {
            let Some(token) = self.token(index) else { break };
            let run = words.get(at..).unwrap_or(&[]);
            if !token.is_capital() || !run.iter().all(|&index| self.name_word(index)) {
                continue;
            }
            if self.token(index).is_some_and(|token| token.is(class::CONTINUED) && !token.is(class::NAME)) {
                continue;
            }
            // a name needs something of a name in itself: its words, its use elsewhere, or what stands before it
            let own: f32 = run.iter().map(|&index| self.nameness(index)).sum();
            let previous = words.get(at - 1).copied().unwrap_or_default();
            let led = after_rank == Some(at) || self.is(previous, class::HONORIFIC) && !self.is(previous, class::ROLE);
            if own <= 0.0 && !led && !run.iter().any(|&index| self.context.stands_alone(index)) {
                continue;
            }
            // what stands behind `dari` is where somebody comes from, unless a whole name stands there
            let origin = words.get(..at).unwrap_or(&[]).iter().any(|&index| self.is(index, class::ORIGIN));
            let finished = self
                .token(previous)
                .is_some_and(|token| token.is(class::ORGNAME | class::PLACE) || token.shape == Shape::Upper);
            let whole = run.len() >= 2
                && run.iter().all(|&index| {
                    self.is(index, class::NAME) || finished && self.token(index).is_some_and(|token| token.classes == 0)
                });
            if origin && !led && !whole && !run.iter().any(|&index| self.context.stands_alone(index)) {
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
            match run.iter().position(|&index| self.context.stands_alone(index)) {
                Some(0) => claim += 4.0,
                Some(_) => claim += 3.2,
                None => {}
            }
            // an organisation's head wants a word behind it: Partai Demokrat | Ruhut
            if self.is(previous, class::ORGHEAD | class::PLACEHEAD | class::COORDINATOR)
                && !self.is(previous, class::ORGNAME)
                && !self.context.stands_alone(index)
            {
                claim -= 4.0;
            }
            if self.is(previous, class::HONORIFIC) && !self.is(previous, class::ROLE) {
                claim += 4.0;
            }
            if after_rank == Some(at) {
                claim += 8.0;
            }
            // one word behind `Desa` is the village, the next one is somebody: Kepala Desa Sukamerta | Tarjo
            let village = at
                .checked_sub(2)
                .and_then(|before| words.get(before))
                .is_some_and(|&index| self.is(index, class::PLACEHEAD));
            // a finished place or organisation stands before it: Kota Batam | Ardiwinata
            let finished = self.token(previous).is_some_and(|token| {
                token.is(class::PLACE | class::ORGNAME) && !token.is(class::PLACEHEAD) || token.shape == Shape::Upper
            });
            if (finished || village) && !self.is(index, class::PLACE | class::ORGNAME) && token.shape == Shape::Capital
            {
                claim += 1.0;
            }
            // a word of no kind behind an institution's field is no part of it: Dinas Pertanian | Dwianto
            let unknown = token.classes == 0 && token.shape == Shape::Capital && run.len() == 1;
            let field = self.is(previous, class::COMMON) && !self.is(previous, class::NAME | class::PLACE);
            if unknown && field && words.get(..at).unwrap_or(&[]).iter().any(|&index| self.is(index, class::ORGHEAD)) {
                claim += 1.0;
            }
            if claim <= 0.0 {
                continue;
            }
            let before = words.get(1..at).unwrap_or(&[]);
            let mut score = claim - before.iter().map(|&index| self.nameness(index)).sum::<f32>();
            if before.iter().any(|&index| self.context.stands_alone(index)) {
                score -= 3.0;
            }
            if best.is_none_or(|(top, _)| score > top) {
                best = Some((score, at));
            }
        }
        let split = best.and_then(|(_, at)| words.get(at).copied());
        mention.sure = split.is_some_and(|split| {
            (split..end).any(|index| self.is(index, class::NAME) || self.context.stands_alone(index))
        });
        match split {
            Some(mut name_start) => {
                let mut role_end = name_start;
                while role_end > range.start + 1
                    && self.token(role_end - 1).is_some_and(|token| {
                        token.is(class::HONORIFIC) && !token.is(class::ROLE | class::RANK)
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

    fn name_word(&self, index: usize) -> bool {
        self.token(index).is_some_and(|token| {
            token.is_capital() && !token.is(class::RANK)
                || token.is_punct(b'.')
                || token.is_punct(b'-')
                || token.shape == Shape::Lower && token.is(class::NAME)
        })
    }

    /// How much a word looks like part of a personal name.
    fn nameness(&self, index: usize) -> f32 {
        let Some(token) = self.token(index) else { return 0.0 };
        // Arif Rahman Hakim: a surname that is also an office
        if token.is(class::ROLE)
            && token.shape == Shape::Capital
            && index.checked_sub(1).is_some_and(|before| self.is(before, class::NAME))
            && !self.token(index + 1).is_some_and(Token::is_capital)
        {
            return 0.6;
        }
        // an acronym beside words in ordinary case: YBTS BIN Tennis Club Suharyadi
        let acronym = token.shape == Shape::Upper
            && token.end - token.start >= 3
            && self.token(index + 1).is_some_and(|next| next.shape == Shape::Capital);
        let name = token.is(class::NAME) && !acronym;
        let other = token.is(NOT_IN_NAME);
        let place = token.is(class::PLACE);
        let ordinary = token.is(class::COMMON | class::VERB | class::PREDICATE) && !name;
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
    fn brackets(&self, range: Range<usize>, mention: &mut Mention) {
        let open = range.clone().rev().find(|&index| self.punct(index, b'('));
        if let Some(open) = open
            && self.punct(range.end - 1, b')')
            && self.token(open + 1).is_some_and(Token::is_capital)
            && (open + 1..range.end - 1)
                .all(|index| self.token(index).is_some_and(|token| token.is_word() && token.is_capital()))
        {
            // (Gus Ipul): the same honorifics are left out of the name where it stands alone
            let mut start = open + 1;
            while start + 2 < range.end && self.is(start, class::HONORIFIC) {
                start += 1;
            }
            mention.aliases.push(start..range.end - 1);
        }
    }

    /// The range without trailing brackets and degrees.
    fn without_tail(&self, range: Range<usize>) -> Range<usize> {
        let mut end = range.end;
        loop {
            if end > range.start + 1 && self.punct(end - 1, b')') {
                match (range.start..end).rev().find(|&index| self.punct(index, b'(')) {
                    Some(open) if open > range.start => end = open,
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

    /// Takes along degrees, determiner, apposition and relative clause.
    fn extend(&self, mention: &mut Mention) {
        self.degrees(mention);
        let end = mention.range.end;
        let common_noun = (mention.range.start..end).all(|index| {
            self.token(index).is_some_and(|token| token.shape == Shape::Lower || index == mention.range.start)
        });
        if self.is(end, class::DETERMINER)
            && (mention.form != Form::Name || mention.kind == SpeakerKind::Organization && common_noun)
        {
            mention.range.end = end + 1;
            if matches!(mention.kind, SpeakerKind::Anonymous | SpeakerKind::Person | SpeakerKind::Organization) {
                mention.form = Form::Definite;
            }
            return;
        }
        let mut end = self.behind_places(mention, end);
        for _ in 0..3 {
            let comma = usize::from(self.punct(end, b','));
            let bridge = usize::from(
                self.token(end + comma).is_some_and(|token| token.is(class::ALIAS) && token.shape == Shape::Lower)
                    && mention.name.is_some(),
            );
            // Tahidin salah satu penerima bantuan menyebutkan
            let described = self.position == Position::BeforeCue
                && mention.name.is_some()
                && self.token(end).is_some_and(|next| next.is(class::INDEFINITE) && next.shape == Shape::Lower);
            if comma + bridge == 0 && !described && !self.is(end, class::CAPACITY) {
                break;
            }
            if bridge == 1 {
                let run = usize::from(self.token(end + comma).map_or(1, |token| token.run));
                match self.run(end + comma + run) {
                    Some(to) if self.token(end + comma + run).is_some_and(Token::is_capital) => {
                        mention.aliases.push(end + comma + run..to);
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
        self.relative(mention);
    }

    /// `Camat Neglasari, Kabupaten Tangerang, Ubaidillah Ansar`: behind the places and institutions of an office to the
    /// comma before the name, if there is one; else where it was.
    fn behind_places(&self, mention: &Mention, end: usize) -> usize {
        if mention.form != Form::Role {
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

    fn degrees(&self, mention: &mut Mention) {
        let mut at = mention.range.end;
        loop {
            let comma = usize::from(self.punct(at, b','));
            // `, Dr. Budi`: a title before the next name
            let title = self.is(at + comma, class::HONORIFIC)
                && self.punct(at + comma + 1, b'.')
                && self.token(at + comma + 2).is_some_and(Token::is_capital);
            if self.token(at + comma).is_some_and(|token| {
                token.is(class::DEGREE)
                    && token.is_capital()
                    && !token.is(class::NAME)
                    && !title
                    && !self.token(at + comma + 1).is_some_and(Token::is_capital)
            }) {
                at += comma + 1;
                // SpA(K)
                if self.punct(at, b'(')
                    && self.punct(at + 2, b')')
                    && self.token(at).is_some_and(|open| open.before == Break::Glued)
                {
                    at += 3;
                }
                if self.punct(at, b'.')
                    && (self.punct(at + 1, b',')
                        || self.token(at + 1).is_none_or(|next| next.shape == Shape::Lower || next.is_punct(b'(')))
                {
                    at += 1;
                }
                mention.range.end = at;
            } else {
                break;
            }
        }
    }

    /// `Rahmat, Kepala Dinas` and `Kepala Dinas, Rahmat, ST`: the other half of the mention behind a comma.
    fn apposition(&self, mention: &mut Mention, start: usize) -> Option<usize> {
        if mention.form == Form::Pronoun || mention.kind == SpeakerKind::Document {
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
        if !super::cues::source_begins(&self.context.tokens, from) || first.is(class::PRONOUN | class::PLURAL) {
            return None;
        }
        let to = self.run(from)?;
        let mut other = self.read(from..to)?;
        self.degrees(&mut other);
        let to = other.range.end;
        let bounded = match self.token(to) {
            None => true,
            Some(token) => match token.shape {
                Shape::Punct(b',') => true,
                Shape::Punct(b'.' | b')' | b'(' | b';') | Shape::Mark(..) => true,
                _ => {
                    token.is(class::PREPOSITION | class::DAY | class::TIME | class::RELATIVE | class::PARTICLE)
                        || self.position == Position::BeforeCue
                            && token.is(class::AUXILIARY | class::ADVERB | class::CUE)
                        || self.position == Position::BehindCue
                            && token.shape == Shape::Lower
                            && !token.is(class::PREDICATE | class::AUXILIARY | class::NEGATION)
                }
            },
        };
        if !bounded {
            return None;
        }
        let placed =
            (from..to).all(|index| self.is(index, class::PLACE | class::PLACEHEAD)) && !self.is(from, class::NAME);
        match (&mention.name, &other.name) {
            // Kepala Dinas, Rahmat Hidayat
            (None, Some(name))
                if !placed
                    && matches!(mention.form, Form::Role | Form::Indefinite | Form::Definite)
                    && other.kind == SpeakerKind::Person
                    && mention.kind != SpeakerKind::Group =>
            {
                let words = name.len();
                if words > 5 || self.position == Position::BeforeContent && !self.pauses(to) {
                    return None;
                }
                mention.role = match (mention.role.take(), other.role) {
                    (Some(role), Some(more)) => Some(role.start..more.end),
                    (role, more) => role.or(more),
                };
                mention.name = Some(name.clone());
                mention.aliases.append(&mut other.aliases);
                mention.kind = SpeakerKind::Person;
                mention.form = Form::Name;
            }
            // Analis Senior Loomis & Company, Bo Zhuang: what looked like a name was the organisation's
            (Some(_), Some(name))
                if (self.is(mention.range.start, class::RELATIONAL) || !mention.sure && mention.role.is_some())
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
            // media asal Italia, Gazzetta
            (Some(_), Some(name))
                if mention.kind == SpeakerKind::Organization
                    && !mention.sure
                    && other.role.is_none()
                    && !placed
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
            // Rahmat, Kepala Dinas Perhubungan: what looks like a name in the role's tail is the organisation's
            (Some(_), _)
                if mention.kind == SpeakerKind::Person
                    && (mention.role.is_none() || other.form == Form::Role)
                    && (other.form == Form::Role
                        || other.kind == SpeakerKind::Anonymous && !other.sure
                        || other.role.is_some()
                            && (self.is(start, class::CAPACITY)
                                || mention.sure && (!other.sure || self.is(from, class::RELATIONAL)))) =>
            {
                if self.position == Position::BeforeContent && !self.pauses(to) {
                    return None;
                }
                // `Sutardi, seorang petani`: what somebody is one of is a role
                let one_of = (from..to).find(|&index| !self.is(index, class::INDEFINITE | class::CONTINUED));
                let described = one_of.filter(|_| other.kind == SpeakerKind::Anonymous).map(|start| start..to);
                mention.role = mention.role.take().or(other.role.map(|role| role.start..to)).or(described);
            }
            _ => return None,
        }
        mention.range.end = to;
        Some(to)
    }

    /// Whether a phrase is of common nouns only; a capital counts at its beginning alone.
    fn common(&self, range: &Range<usize>) -> bool {
        range.clone().all(|index| {
            self.token(index).is_some_and(|token| !token.is_capital() || index == range.start || token.is(class::PLACE))
        })
    }

    /// Whether a comma or the sentence's end stands at `index`.
    fn pauses(&self, index: usize) -> bool {
        self.token(index).is_none_or(|token| token.is_punct(b',') || token.is_punct(b'.'))
    }

    /// A relative clause behind a mention, up to the next comma or the end.
    fn relative(&self, mention: &mut Mention) {
        let end = mention.range.end;
        if mention.form == Form::Pronoun
            || !self.is(end, class::RELATIVE)
            || self.token(end).is_some_and(|token| token.shape != Shape::Lower)
        {
            return;
        }
        // `yang juga Ketua …` belongs to the mention, `yang dihubungi kemarin` to the act of speaking
        let describes =
            self.is(end + 1, class::CAPACITY) || (end + 1..end + 4).any(|index| self.is(index, class::ROLE));
        if self.position != Position::BeforeCue && !describes && matches!(mention.form, Form::Name | Form::Role) {
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
            if self.position == Position::BeforeCue
                && (token.is(class::DETERMINER)
                    && self
                        .token(at + 1)
                        .is_none_or(|next| next.is(class::CUE | class::AUXILIARY) || next.is_punct(b',')))
            {
                at += 1;
                mention.form = if mention.form == Form::Name { Form::Name } else { Form::Definite };
                break;
            }
            at += 1;
        }
        if mention.role.is_none() && mention.kind == SpeakerKind::Person && mention.form == Form::Name {
            mention.role = (end + 1..at).find(|&index| self.is(index, class::ROLE)).map(|index| index..at);
        }
        mention.range.end = at;
    }
}
