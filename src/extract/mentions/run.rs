//! Owns the run: how far the words of one noun phrase without commas reach.

use super::{NOT_IN_NAME, Position, Reader, STOPS_NOUN};
use crate::extract::cues;
use crate::lexicon::{Classes, class};
use crate::text::{Break, Shape, Token};
use std::ops::Range;

/// Words in lower case that can head a noun phrase.
const HEADS: Classes = cues::SOURCE_HEAD & !class::PRONOUN | class::PLACE | class::PLACEHEAD;

/// Words in lower case that may be in a phrase for any other reason than that they are nouns.
const LEADING: Classes = HEADS
    | class::COORDINATOR
    | class::FOREIGN
    | class::RELATIVE
    | class::LOCATIVE
    | class::NAME
    | class::MODIFIER
    | class::TIME
    | class::DEFINITE
    | class::ORIGIN;

impl Reader<'_, '_> {
    /// The end of the run of words that can be one noun phrase without commas.
    pub(super) fn run(&self, start: usize) -> Option<usize> {
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
            // Prabowo|Jokowi, but not: Sri Mulyani|Indrawati
            let alone = |index: usize| {
                self.token(index).is_some_and(|token| token.shape == Shape::Capital && token.is(class::NAME))
                    && !self.is(index, class::PLACE | class::ROLE)
                    && (index == start || !self.is(index - 1, class::NAME))
            };
            if at > start && token.before == Break::Glued && token.is(class::NAME) && alone(at - 1) {
                break;
            }
            let next_capital = self.token(at + 1).is_some_and(Token::is_capital);
            let takes = match token.shape {
                Shape::Capital | Shape::Upper => {
                    // 12:54 WIB | Alvin Gunawan
                    let temporal = token.is(class::DAY)
                        || token.is(class::TIME) && token.shape == Shape::Upper && !token.is(class::NAME)
                        || token.is(class::MONTH) && self.token(at + 1).is_some_and(|next| next.shape == Shape::Number);
                    let opener = token.is(class::CUE_PREP)
                        || at > start
                            && token.is(class::CUE_ACTIVE)
                            && token.shape == Shape::Capital
                            && previous.is_some_and(|previous| !previous.is_capital());
                    seen_name |= token.is(class::NAME) && !token.is(NOT_IN_NAME | class::PLACE | class::HONORIFIC)
                        || !common && !token.is(NOT_IN_NAME | class::PLACE | class::HONORIFIC);
                    // Universitas Lentera (UL) | Aulia Rahmawati
                    let another = self.position == Position::BeforeContent
                        && previous.is_some_and(|previous| previous.is_punct(b')'))
                        && self.is(start, class::ORGHEAD | class::ORGNAME)
                        && !self.is(start, class::ROLE | class::RANK | class::HONORIFIC)
                        && token.is(class::NAME)
                        && !token.is(NOT_IN_NAME | class::PLACE)
                        && next_capital;
                    // Mesrawan | S. STP
                    let degree = at > start
                        && token.end - token.start == 1
                        && self.punct(at + 1, b'.')
                        && self.token(at + 2).is_some_and(|next| {
                            next.is_capital() && next.is(class::DEGREE) && next.before == Break::Space
                        });
                    let inserted = at > start && token.is(class::INSERT) && !token.is(class::NAME | class::ROLE);
                    // Fabio Di Giannantonio
                    let particle = previous
                        .is_some_and(|previous| previous.is_capital() && previous.end - previous.start > 2)
                        && token.shape == Shape::Capital
                        && token.is(class::LOCATIVE)
                        && token.end - token.start == 2
                        && self.token(at + 1).is_some_and(|next| {
                            next.shape == Shape::Capital
                                && (next.classes == 0 || next.classes & !class::PHRASE == class::NAME)
                        });
                    // James Yang
                    let named = token.is(class::RELATIVE)
                        && token.shape == Shape::Capital
                        && previous.is_some_and(|previous| previous.is_capital() && previous.is(class::NAME))
                        && self.token(at + 1).is_none_or(|next| !next.is_word() || next.is(class::CUE_ACTIVE));
                    // glued words behind a finished sentence begin another one
                    // `kata Iwan Ia menerangkan`: a stop is lost
                    let pronoun = at > start && token.is(class::PRONOUN) && !token.is(class::NAME) && !next_capital;
                    !temporal
                        && !pronoun
                        && !inserted
                        && !degree
                        && !opener
                        && !another
                        && (at == start
                            || !cues::is_function_word(token)
                            || particle
                            || named
                            || token.is(class::VERB | class::PREDICATE)
                            // Kementerian Dalam Negeri, Pesisir Tengah, but not: Prasetyo Saat ditemui
                            || (next_capital || self.punct(at + 1, b',') || self.punct(at + 1, b'('))
                                && previous.is_some_and(|previous| previous.is_capital() && !previous.is(class::NAME)))
                }
                Shape::Lower if previous.is_some_and(|previous| previous.is_punct(b'@')) => {
                    token.before == Break::Glued
                }
                Shape::Lower if !token.is(LEADING) => (common && !seen_name || tail) && self.noun(at),
                Shape::Lower => {
                    let joint = token.is(class::COORDINATOR)
                        && previous.is_some_and(|previous| previous.is_capital() || common && !seen_name)
                        && (next_capital
                            || common && !seen_name && self.noun(at + 1)
                            || self.token(at + 1).is_some_and(|next| next.shape == Shape::Number)
                                && self.token(at + 2).is_some_and(Token::is_capital))
                        && at + 1 < self.limit
                        // Bupati Sugiri Sancoko dan | Wakil Bupati Lisdyarita
                        && !(seen_name
                            && previous.is_some_and(|previous| {
                                previous.shape == Shape::Capital && previous.classes & !class::PHRASE == 0
                            })
                            && self.is(at + 1, class::ROLE | class::RANK))
                        && !(previous.is_some_and(|previous| previous.is(class::NAME))
                            && (self.is(at + 1, class::NAME | class::ROLE | class::RANK) || token.is(class::ALIAS)))
                        // Komando Udara Merbau atau KUM
                        && !(token.is(class::ALIAS)
                            && !self.is(start, class::ROLE | class::GROUP)
                            && self.token(at + 1).is_some_and(|next| next.shape == Shape::Upper));
                    let foreign = token.is(class::FOREIGN)
                        && next_capital
                        && !self.is(at + 1, class::NAME)
                        && previous.is_some_and(|previous| {
                            previous.is_capital() && !previous.is(class::NAME)
                                || previous.is_punct(b')')
                                || previous.is_punct(b'&')
                        });
                    // Undang-Undang Nomor 35 tentang Perlindungan Anak
                    let about = token.is(class::PREPOSITION)
                        && token.is(class::PLAIN)
                        && self.is(start, class::DOCUMENT)
                        && self.token(start).is_some_and(Token::is_capital)
                        && next_capital;
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
                        // Direktur Rumah Sakit Al Hidayah di Gaza Abu Hasan
                        && (!seen_name || (start..at).any(|index| self.is(index, class::ORGHEAD | class::PLACEHEAD)))
                        && self.seat(at + 1).is_some();
                    // seorang pejabat di Badan Cuaca
                    let employed = token.is(class::LOCATIVE)
                        && !seen_name
                        && next_capital
                        && if self.is(start, class::ROLE) {
                            (at == start + 1 || previous.is_some_and(|previous| previous.shape == Shape::Lower))
                                && (self.position == Position::BeforeCue
                                    || self.position == Position::BeforeContent
                                        && self.is(at + 1, class::ORGHEAD | class::ORGNAME))
                                && !self.is(at + 1, class::PLACE | class::PLACEHEAD | class::DAY | class::NAME)
                        } else {
                            self.is(start, class::INDEFINITE | class::ANONYMOUS)
                                && self.is(at + 1, class::ORGHEAD | class::ORGNAME)
                        };
                    let name_particle =
                        token.is(class::NAME) && next_capital && previous.is_some_and(Token::is_capital);
                    let head = token.is(HEADS)
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
                        // pakar gizi Made Astawan | dari Institut X
                        && !(seen_name && previous.is_some_and(|previous| {
                            previous.is(class::NAME) || previous.shape == Shape::Capital && previous.classes == 0
                        }))
                        && at > start
                        && if token.is(class::OCCASION) {
                            next_capital && self.is(at + 1, class::ORGHEAD | class::ORGNAME)
                        } else {
                            next_capital || self.noun(at + 1)
                        };
                    described
                        || about
                        || seated
                        || employed
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
                    (previous.is_some() && (!seen_name || tail)
                        || previous.is_some_and(|p| p.is_word() && p.end == token.start))
                        // Perpres 85/2025
                        && (!token.of(self.context.text).contains(['/', ':'])
                            || self.is(start, class::DOCUMENT) && previous.is_some_and(Token::is_capital))
                        && (self.noun(at + 1)
                            || next_capital
                            || self.punct(at + 1, b',')
                            || self.punct(at + 1, b'(')
                            || common && self.is(at + 1, class::TIME)
                            || self.punct(at + 1, b'/')
                            || self.is(start, class::DOCUMENT) && self.punct(at + 1, b'.')
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
                            || previous.shape == Shape::Upper && previous.end - previous.start == 2
                    });
                    short && (next_capital || self.punct(at + 1, b',') || self.is(at + 1, class::HONORIFIC))
                }
                // Direktur Penyuluhan, Pelayanan, dan Hubungan Masyarakat
                Shape::Punct(b',') => {
                    common
                        && self.is(start, class::ROLE | class::ORGHEAD)
                        && (!self.is(at - 1, class::NAME) || self.is(at - 1, class::COMMON))
                        && self.listed(start, at)
                }
                // akun Instagram @nama
                Shape::Punct(b'@') => {
                    previous.is_some()
                        && self.token(at + 1).is_some_and(|next| next.is_word() && next.before == Break::Glued)
                }
                // King Gizzard & the Lizard Wizard
                Shape::Punct(b'&') => {
                    let foreign =
                        || self.is(at + 1, class::FOREIGN) && self.token(at + 2).is_some_and(Token::is_capital);
                    previous.is_some() && (next_capital || foreign())
                }
                Shape::Punct(b'/') if self.is(at + 1, class::ROLE) => previous.is_some(),
                // RT 07/ RW 01
                Shape::Punct(b'/') if previous.is_some_and(|previous| previous.shape == Shape::Number) => next_capital,
                Shape::Punct(b'-' | b'/') => {
                    previous.is_some()
                        && next_capital
                        && token.before == Break::Glued
                        && self.token(at + 1).is_some_and(|next| next.before == Break::Glued)
                }
                Shape::Mark(..) => {
                    // a nickname between two names, or two words that can be names
                    let open = |token: &Token| token.shape == Shape::Capital && token.classes & !class::NAME == 0;
                    let nickname = |unit: &Range<usize>| {
                        let next = self.token(unit.end);
                        let unknown = previous.is_some_and(open) && unit.len() == 3 && next.is_some_and(open);
                        unit.len() <= 4 && next.is_some_and(Token::is_capital) && (seen_name || unknown)
                    };
                    match self.context.quotation_at(at).filter(|unit| at > start && nickname(unit)) {
                        Some(unit) => {
                            at = unit.end;
                            continue;
                        }
                        None => false,
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
    pub(super) fn seat(&self, at: usize) -> Option<usize> {
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
    pub(super) fn listed(&self, start: usize, at: usize) -> bool {
        // behind an institution another one is not its field
        let another = if self.is(start, class::ORGHEAD) { class::ORGHEAD | class::ORGNAME } else { class::ORGNAME };
        let mut index = at;
        let mut since_comma = 0;
        while let Some(token) = self.token(index) {
            if token.is(class::COORDINATOR) && token.shape == Shape::Lower {
                return self.token(index + 1).is_some_and(Token::is_capital)
                    && (!self.is(index + 1, class::NAME | another) || self.is(index + 1, class::COMMON));
            }
            since_comma = if token.is_punct(b',') { 0 } else { since_comma + 1 };
            if !(token.is_punct(b',')
                || token.is_capital()
                    && (!token.is(class::NAME | another) || token.is(class::COMMON))
                    && !token.is(class::ROLE | class::RANK | class::DAY))
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
    pub(super) fn noun(&self, index: usize) -> bool {
        self.token(index).is_some_and(|token| match token.shape {
            Shape::Lower => {
                // `pelatih tangguh itu`: what can be said of a noun can also stand behind it, but not: KPK resmi menahan
                let acts = class::VERB | class::CUE | class::AUXILIARY | class::PREDICATE;
                let quality = token.is(class::PREDICATE) && token.is(class::PLAIN) && !self.is(index + 1, acts);
                let stops = if quality { STOPS_NOUN & !class::PREDICATE } else { STOPS_NOUN };
                !token.is(stops | class::COORDINATOR) && (!token.is(class::TIME) || token.is(class::ROLE))
            }
            Shape::Capital | Shape::Upper => !token.is(class::DAY),
            _ => false,
        })
    }

    pub(super) fn verb_like(&self, index: usize) -> bool {
        self.is(index, class::VERB | class::PREDICATE)
    }

    /// The closing bracket of a bracketed short form, place or age; not of a date.
    pub(super) fn parenthesis(&self, open: usize) -> Option<usize> {
        let close = (open + 1..(open + 9).min(self.limit)).find(|&index| self.punct(index, b')'))?;
        let dated = (open + 1..close).any(|index| {
            self.token(index).is_some_and(|token| {
                token.shape == Shape::Number && token.of(self.context.text).contains('/')
                    || token.is(class::DAY | class::OUTLET)
            })
        });
        (!dated && close > open + 1).then_some(close)
    }
}
