//! Owns mentions: the noun phrases that can be a source, with the name, role and kind that they show.

mod extension;
mod name;
mod run;

use super::context::Context;
use crate::lexicon::{Classes, class};
use crate::record::SpeakerKind;
use crate::text::{Shape, Token};
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

/// Letters of the longest acronym that a name in ordinary case may be taken for: `Idi Sutanto` is not IDI.
const LONGEST_ACRONYM: u32 = 4;

/// Letters of the shortest word that is taken for a noun with the suffix -nya.
const LEAST_OWNED: u32 = 7;

/// The most words in a relative clause that belongs to a mention.
const LONGEST_RELATIVE: usize = 22;

/// Digits of a year.
const YEAR: usize = 4;

/// The most words of an office before its head, as English has it: `Senior Regional Marketing Manager`.
const LONGEST_TITLE: usize = 4;

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
    Reader::new(context, start, limit, position).mention(start)
}

/// A mention behind its cue with the name in apposition to it, not beyond `limit`: `kata peraih piala itu, Budi`.
pub fn extended(context: &Context<'_>, mut mention: Mention, limit: usize) -> Mention {
    let reader = Reader::new(context, mention.range.start, limit, Position::BehindCue);
    if reader.punct(mention.range.end, b',') {
        let behind = mention.range.end + 1;
        reader.apposition(&mut mention, behind);
    }
    mention
}

struct Reader<'c, 'a> {
    context: &'c Context<'a>,
    /// The tokens before `limit`.
    tokens: &'c [Token],
    limit: usize,
    position: Position,
}

impl<'c, 'a> Reader<'c, 'a> {
    /// Reads from `start`, not beyond `limit`.
    fn new(context: &'c Context<'a>, start: usize, limit: usize, position: Position) -> Self {
        let limit = limit.min(start + LONGEST).min(context.tokens.len());
        Reader { context, tokens: context.tokens.get(..limit).unwrap_or(&[]), limit, position }
    }
}

impl Reader<'_, '_> {
    pub(super) fn token(&self, index: usize) -> Option<&Token> {
        self.tokens.get(index)
    }

    pub(super) fn is(&self, index: usize, classes: Classes) -> bool {
        self.token(index).is_some_and(|token| token.is(classes))
    }

    /// Whether the word is part of a name, by the lexicon or by its use elsewhere.
    pub(super) fn personal(&self, index: usize) -> bool {
        self.is(index, class::NAME) || self.context.stands_alone(index)
    }

    /// Whether the word introduces a name: `bernama`.
    pub(super) fn introduces(&self, index: usize) -> bool {
        self.is(index, class::MODIFIER) && self.is(index, class::PLAIN)
    }

    pub(super) fn punct(&self, index: usize, byte: u8) -> bool {
        self.token(index).is_some_and(|token| token.is_punct(byte))
    }

    pub(super) fn mention(&self, start: usize) -> Option<Mention> {
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
        // `cara kedua dirinya menjelaskan`, `beberapa jam sebelumnya`
        // `Kedua, melarang …`
        let counts = first.is(class::PLURAL)
            && (self.is(start + 1, class::PRONOUN | class::TIME) || first.run == 1 && self.punct(start + 1, b','));
        if counts || !super::cues::source_begins(&self.context.tokens, start) {
            return None;
        }
        let end = self.run(start)?;
        let mut mention = self.read(start..end)?;
        // `penumpang bernama Jefri itu`
        let introduced = mention.name.as_ref().is_some_and(|name| {
            name.start > start
                && self
                    .token(name.start - 1)
                    .is_some_and(|token| token.shape == Shape::Lower && token.is(class::MODIFIER))
        });
        let pointed = if introduced { None } else { self.pointed(end) };
        if let Some(noun) = pointed.filter(|_| mention.kind == SpeakerKind::Person && self.is(start, class::ROLE)) {
            mention.name = None;
            mention.aliases.clear();
            mention.role = Some(start..noun);
            mention.range.end = noun;
            mention.form = Form::Role;
        }
        self.extend(&mut mention);
        Some(mention)
    }

    /// The determiner that ends the phrase, right behind its words or behind a place: `mantan asisten Budi di Merbau itu`.
    fn pointed(&self, end: usize) -> Option<usize> {
        let mut at = end;
        if self.is(at, class::LOCATIVE) {
            let place = |token: &Token| token.is_capital() || token.is(class::COORDINATOR);
            at += 1 + self.tokens.get(at + 1..)?.iter().take_while(|token| place(token)).count();
        }
        self.is(at, class::DETERMINER).then_some(at)
    }

    /// What a run of words shows: kind, name, role.
    pub(super) fn read(&self, range: Range<usize>) -> Option<Mention> {
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
            || (first.is(class::ORGHEAD | class::ORGNAME | class::HONORIFIC)
                || first.is_capital() && first.classes == 0)
                && self.ranked(head..range.end)
            || self.titled(head..range.end)
        {
            mention.kind = SpeakerKind::Person;
            self.split_role(range.start.max(head)..range.end, &mut mention);
            // ayah kandung X: X is the child
            if self.is_relative(head) && mention.name.is_some() {
                mention.kind = SpeakerKind::Anonymous;
                mention.form = if self.is(range.end, class::DETERMINER) { Form::Definite } else { Form::Indefinite };
                return Some(Mention { name: None, role: None, aliases: Vec::new(), sure: false, ..mention });
            }
            if mention.name.is_none() {
                mention.form = Form::Role;
                // Mahasiswa berharap: several, though each is one
                if range.len() == 1 && first.is(class::GROUP) {
                    mention.kind = SpeakerKind::Group;
                    mention.form = Form::Indefinite;
                    mention.role = None;
                }
            }
        } else if self.ends_in_office(range.clone()) {
            mention.kind = SpeakerKind::Person;
            mention.form = Form::Role;
            mention.role = Some(range);
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
        } else if first.is(class::ANONYMOUS) && self.is_apposed_name(head..range.end) {
            self.proper(head..range.end, true, &mut mention);
        } else if first.is(class::INDEFINITE | class::ANONYMOUS) || self.common_head(head..range.end) {
            mention.kind = SpeakerKind::Anonymous;
            mention.form = Form::Indefinite;
            // sebuah studi, salah satu dokumen
            let noun = head + usize::from(first.run.max(1));
            if first.is(class::INDEFINITE) && self.is(noun, class::DOCUMENT) && !self.is(noun, class::ROLE) {
                mention.kind = SpeakerKind::Document;
                return Some(mention);
            }
            self.named_anonymous(head..range.end, &mut mention);
        } else if first.is(class::ORGHEAD | class::ORGNAME | class::OUTLET)
            && !(first.is(class::NAME)
                && (person
                    || (range.len() > 1 || first.end - first.start <= LONGEST_ACRONYM)
                        && first.shape == Shape::Capital
                        && !first.is(class::ORGHEAD | class::OUTLET)))
        {
            mention.kind = SpeakerKind::Organization;
            let handle =
                range.clone().find(|&index| self.punct(index, b'@') && !self.punct(index.wrapping_sub(1), b'('));
            // Direktorat Jenderal Pajak (DJP) Kementerian Keuangan: behind the short form stands what it is part of
            let whole = range.clone().skip(2).find(|&index| {
                // but not: Perusahaan Umum (Perum) Badan Urusan Logistik
                self.punct(index - 1, b')') && self.is(index, class::ORGHEAD) && !self.is(index - 2, class::ORGHEAD)
            });
            let own = range.start..whole.unwrap_or(range.end);
            let described = self.described(range.start..own.end);
            // PT Lumina (Persero) Rahmat Hidayat mengatakan
            if let Some(from) = self.speaks_for(&range) {
                mention.kind = SpeakerKind::Person;
                mention.name = Some(from..range.end);
                mention.sure = true;
                return Some(mention);
            }
            let mut name = self.without_tail(handle.or(described).unwrap_or(range.start)..own.end);
            // data BPS 2023, situs Antam 0,5 gram
            let figure = |index: usize| {
                self.token(index).is_some_and(|token| {
                    let figure = token.of(self.context.text);
                    token.shape == Shape::Number && (figure.len() == YEAR || figure.contains(','))
                })
            };
            if let Some(figure) = name.clone().skip(1).find(|&index| figure(index)) {
                name.end = figure;
            }
            mention.name = Some(name);
            // Badan Amil Zakat Nasional (Baznas) RI
            let seat = class::ORGNAME | class::PLACE | class::PLACEHEAD;
            let seated = |&index: &usize| self.is(index, seat) || self.is(index.wrapping_sub(1), class::PLACEHEAD);
            let close = own.clone().rev().find(|index| !seated(index)).filter(|&close| self.punct(close, b')'));
            self.brackets(own.start..close.map_or(own.end, |close| close + 1), &mut mention);
        } else if first.is(class::DOCUMENT) {
            mention.kind = SpeakerKind::Document;
            mention.form = Form::Indefinite;
            // `keterangan tertulis Kementerian Energi`: what somebody says through a channel is theirs
            let author = if first.is(class::CHANNEL) { self.author(range.clone()) } else { None };
            if let Some(author) = author {
                return Some(Mention { range, ..author });
            }
        } else if self.position == Position::BeforeCue
            && self.ordinary(head)
            && !self.context.stands_alone(head)
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

    /// Whether the word is no part of a name, whatever its case: a common noun, by the lexicon or by its form.
    pub(super) fn ordinary(&self, index: usize) -> bool {
        let somebody = class::NAME
            | class::DOCUMENT
            | class::PRONOUN
            | class::ANONYMOUS
            | class::GROUP
            | class::ROLE
            | class::ORGHEAD
            | class::ORGNAME;
        self.token(index).is_some_and(|token| {
            token.is(ORDINARY) && !token.is(class::NAME | class::PLACE)
                // `Hasilnya`, `Tujuannya`
                || !token.is(somebody)
                    && token.end - token.start >= LEAST_OWNED
                    && token.ends_in_nya(self.context.text)
                || token.classes == 0 && self.context.lexicon.is_nominal(token.of(self.context.text))
        })
    }

    /// Whether a relative or a friend of whoever is named behind begins at `index`; `Ibu X` is X.
    fn is_relative(&self, index: usize) -> bool {
        let Some(token) = self.token(index) else { return false };
        let last = index + usize::from(token.run.max(1)) - 1;
        let opens = self.token(index.wrapping_sub(1)).is_none_or(|before| !before.is_word() && !before.is_punct(b','));
        self.is(last, class::RELATIONAL)
            && self.is(last, class::ANONYMOUS)
            && (token.shape == Shape::Lower || opens && !token.is(class::HONORIFIC))
    }

    /// Whose statement or page it is.
    fn author(&self, range: Range<usize>) -> Option<Mention> {
        let whose = class::ORGHEAD | class::ROLE | class::GROUP;
        let begins = |token: &Token| token.is_capital() || token.is(whose);
        let from = range.clone().skip(1).find(|&index| self.token(index).is_some_and(begins))?;
        let author = self.read(from..range.end)?;
        author.name.is_some().then_some(author)
    }

    /// Whether capitals behind a comma are a name, whatever the first one means: `Sekretaris, Pria Utama`.
    fn is_apposed_name(&self, range: Range<usize>) -> bool {
        let capital = |index: usize| self.token(index).is_some_and(|token| token.shape == Shape::Capital);
        self.punct(range.start.wrapping_sub(1), b',') && range.len() > 1 && range.clone().all(capital)
    }

    /// The first word of somebody's name behind an organisation with brackets at its end.
    fn speaks_for(&self, range: &Range<usize>) -> Option<usize> {
        let firm = self.is(range.start, class::ABBREVIATION) || self.position == Position::BeforeCue;
        let from = range.clone().rev().find(|&index| firm && self.punct(index, b')'))? + 1;
        let other = NOT_IN_NAME | class::PLACE;
        let capital = |index: usize| self.token(index).is_some_and(|token| token.is_capital() && !token.is(other));
        let words = from..range.end;
        ((2..=4).contains(&words.len())
            && words.clone().all(capital)
            && words.clone().any(|index| self.personal(index)))
        .then_some(from)
    }

    /// The first word of the name behind common nouns that say what an organisation is: `perusahaan keamanan siber Censys`.
    pub(super) fn described(&self, range: Range<usize>) -> Option<usize> {
        let lower = |index: usize| self.token(index).is_some_and(|token| token.shape == Shape::Lower);
        let from = (range.start + 1..range.end).find(|&index| !lower(index)).filter(|&from| from > range.start + 1)?;
        // perusahaan permainan terbesar Jepang Nintendo
        let seated = |index: usize| {
            self.is(index, class::PLACE) && !self.is(index + 1, class::PLACE | class::PLACEHEAD | class::ORGHEAD)
        };
        let from = from + usize::from(seated(from) && from + 1 < range.end);
        let place = class::PLACE | class::PLACEHEAD | class::ORGHEAD;
        let named = |index: usize| self.token(index).is_some_and(|token| token.is_capital() && !token.is(place));
        let other =
            class::COORDINATOR | class::PREPOSITION | class::ROLE | class::FOREIGN | class::PLACEHEAD | class::ORGHEAD;
        let common = (range.start + 1..from).all(|index| !self.is(index, other));
        (common && named(from) && !self.is(range.start, class::NAME | class::OUTLET)).then_some(from)
    }

    /// Whether an ordinary noun heads the phrase, its capital only the sentence's: `Pemimpin oposisi Yair Lapid`.
    pub(super) fn common_head(&self, range: Range<usize>) -> bool {
        self.is(range.start, ORDINARY)
            && !self.is(range.start, class::NAME | class::ORGHEAD | class::ORGNAME | class::OUTLET | class::DOCUMENT)
            && self.token(range.start + 1).is_some_and(|next| {
                range.len() > 1 && next.shape == Shape::Lower && !next.is(class::COORDINATOR | class::NAME)
            })
    }

    /// Whether capitals that are no name end in an office, as English has it: `Brand Innovation Manager`.
    pub(super) fn ends_in_office(&self, range: Range<usize>) -> bool {
        range.len() > 1
            && self.is(range.end - 1, class::ROLE)
            && range.clone().all(|index| {
                self.token(index).is_some_and(|token| {
                    token.is_capital() && !token.is(class::NAME | class::ORGHEAD | class::GROUP | class::PLACE)
                })
            })
    }

    /// Whether the phrase begins with an office as English has it, its head behind other words that are no name:
    /// `Country Managing Director`.
    fn titled(&self, range: Range<usize>) -> bool {
        let other = class::NAME | class::ORGHEAD | class::GROUP | class::PLACE | class::HONORIFIC;
        let leads =
            |&index: &usize| self.token(index).is_some_and(|token| token.shape == Shape::Capital && !token.is(other));
        let leading = range.start + range.clone().take(LONGEST_TITLE).take_while(leads).count();
        let english = |index: &usize| self.is(*index, class::FOREIGN) && self.is(*index, class::ROLE);
        let Some(head) = (range.start + 1..=leading).find(english).filter(|&head| head < range.end) else {
            return false;
        };
        // a word that nobody lists may begin a name: `Yoren Elia Chief Editor Lumina`
        self.token(range.start).is_some_and(|first| first.classes != 0)
            || range.end > head + 3
            || (head + 1..range.end).any(|index| self.is(index, class::NAME))
    }

    pub(super) fn ranked(&self, range: Range<usize>) -> bool {
        range.clone().any(|index| {
            self.is(index, class::RANK) && !self.is(index, class::ROLE | class::CONTINUED) && index > range.start
        })
    }
}
