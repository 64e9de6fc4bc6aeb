//! Owns what the stages share about one article: tokens, quotations, sentences, and which words stand alone.

use super::Room;
use super::cues;
use super::marks::{self, Quotation};
use crate::lexicon::{Lexicon, class};
use crate::text::{Break, Landmarks, Sentence, Shape, Token, sentences, tokenize};
use hashbrown::HashSet;
use std::ops::Range;

/// Words by hash, with a bit for each: nearly all words of an article are none of them.
#[derive(Debug, Default)]
struct Hashes {
    words: HashSet<u32, foldhash::fast::FixedState>,
    bits: u64,
}

impl Hashes {
    fn insert(&mut self, word: u32) {
        self.words.insert(word);
        self.bits |= 1 << (word % 64);
    }

    fn have(&self, word: u32) -> bool {
        self.bits >> (word % 64) & 1 != 0 && self.words.contains(&word)
    }
}

impl FromIterator<u32> for Hashes {
    fn from_iter<I: IntoIterator<Item = u32>>(words: I) -> Self {
        let mut hashes = Hashes::default();
        words.into_iter().for_each(|word| hashes.insert(word));
        hashes
    }
}

/// An attribution that is a sentence of its own has no more tokens.
const SHORT: usize = 5;

/// Letters of the shortest name that stands in a pair: `Jean-Luc` is one person.
const LEAST_PAIRED: usize = 5;

/// One article, read.
#[derive(Debug)]
pub struct Context<'a> {
    /// The article's text.
    pub text: &'a str,
    /// The knowledge it is read with.
    pub lexicon: &'a Lexicon,
    /// Its tokens.
    pub tokens: Vec<Token>,
    /// The places of the tokens that can begin or end anything.
    landmarks: Landmarks,
    /// Its quotations in text order.
    pub quotations: Vec<Quotation>,
    /// Its sentences in text order.
    pub sentences: Vec<Sentence>,
    /// Words that stand where a short name stands: `kata Rahmat`, `Rahmat mengatakan`.
    alone: Hashes,
    /// Words in brackets behind a name, and acronyms with an age: `Joko Widodo (Jokowi)`, `EH (20)`.
    bracketed: Hashes,
    /// Words of the names of companies and places: `PT Lumina Abadi`, `Desa Sukamaju`.
    corporate: Hashes,
}

impl<'a> Context<'a> {
    /// Reads a text in `room`.
    pub fn new(text: &'a str, lexicon: &'a Lexicon, room: Room) -> Self {
        let Room { mut tokens, mut landmarks } = room;
        tokenize(text, lexicon, &mut tokens);
        landmarks.find(&tokens);
        let quotations = marks::pair(&tokens, landmarks.borders(), lexicon);
        for quotation in &quotations {
            for token in tokens.get_mut(quotation.outer.clone()).unwrap_or(&mut []) {
                token.classes |= class::QUOTED;
            }
        }
        let alone = stand_alone(&tokens, landmarks.openers());
        let units = quotations.iter().map(|quotation| quotation.outer.clone());
        let goes_on = |index: usize| {
            let reports = cues::reports_bare(&tokens, index, lexicon);
            reports
                || cues::attributes(&tokens, index, lexicon)
                    && tokens.get(index).is_some_and(|token| {
                        token.shape == Shape::Lower
                            || token.is(class::NYA)
                            || is_short(&tokens, index)
                            || is_unfinished(&tokens, index)
                    })
        };
        let sentences = sentences(&tokens, landmarks.borders(), units, goes_on, |token| alone.have(token.hash));
        let bracketed = bracketed(&tokens, landmarks.borders());
        let corporate = corporate(&tokens, landmarks.openers());
        Context { text, lexicon, tokens, landmarks, quotations, sentences, alone, bracketed, corporate }
    }

    /// The room for the next text.
    pub fn into_room(self) -> Room {
        Room { tokens: self.tokens, landmarks: self.landmarks }
    }

    /// The tokens that can begin a mention.
    pub fn openers(&self) -> &[usize] {
        self.landmarks.openers()
    }

    /// The slice from the first to behind the last token of `range`.
    pub fn slice(&self, range: &Range<usize>) -> &'a str {
        let (start, end) = self.bytes(range);
        self.text.get(start..end).unwrap_or("")
    }

    /// The bytes of the tokens of `range`.
    pub fn bytes(&self, range: &Range<usize>) -> (usize, usize) {
        let start = self.tokens.get(range.start).map_or(self.text.len(), |token| token.start as usize);
        let end =
            range.end.checked_sub(1).and_then(|last| self.tokens.get(last)).map_or(start, |token| token.end as usize);
        (start, end.max(start))
    }

    /// The outer range of the quotation whose opening mark is token `index`.
    pub fn quotation_at(&self, index: usize) -> Option<Range<usize>> {
        self.tokens.get(index).filter(|token| token.is(class::QUOTED))?;
        let at = self.quotations.partition_point(|quotation| quotation.outer.start < index);
        self.quotations
            .get(at)
            .filter(|quotation| quotation.outer.start == index)
            .map(|quotation| quotation.outer.clone())
    }

    /// Whether the word is two people's names: `Prabowo-Gibran`, `Kevin/Marcus`.
    pub fn is_pair(&self, index: usize) -> bool {
        let long_enough =
            |token: &&Token| token.end - token.start > 2 * LEAST_PAIRED as u32 && token.shape == Shape::Capital;
        let Some(token) = self.tokens.get(index).filter(long_enough) else { return false };
        let named = |half: &str| self.lexicon.look_up(half).1.classes & class::NAME != 0;
        let long = |half: &str| half.len() >= LEAST_PAIRED && half.starts_with(char::is_uppercase);
        let word = token.of(self.text);
        match word.split_once('/') {
            // Kusharja/Lisa
            Some((one, other)) => (long(one) || long(other)) && (named(one) || named(other)),
            None => {
                word.split_once('-').is_some_and(|(one, other)| long(one) && long(other) && named(one) && named(other))
            }
        }
    }

    /// Whether the two of a pair are two for certain, not one double name: a stroke parts them, or one stands alone.
    pub fn is_two(&self, index: usize) -> bool {
        let Some(token) = self.tokens.get(index) else { return false };
        let word = token.of(self.text);
        word.contains('/') || word.split('-').any(|half| self.alone.have(self.lexicon.look_up(half).0))
    }

    /// The quotation that covers token `index`.
    pub fn quotation_over(&self, index: usize) -> Option<&Quotation> {
        self.tokens.get(index).filter(|token| token.is(class::QUOTED))?;
        let at = self.quotations.partition_point(|quotation| quotation.outer.end <= index);
        self.quotations.get(at).filter(|quotation| quotation.outer.contains(&index))
    }

    /// Whether the word at `index` stands alone somewhere as a speaker's short name.
    pub fn stands_alone(&self, index: usize) -> bool {
        self.tokens.get(index).is_some_and(|token| token.shape == Shape::Capital && self.alone.have(token.hash))
    }

    /// Whether the word at `index` belongs to a company's or a place's name and does not stand alone as somebody's.
    pub fn is_corporate(&self, index: usize) -> bool {
        self.corporate.bits != 0
            && self.tokens.get(index).is_some_and(|token| {
                token.shape == Shape::Capital && self.corporate.have(token.hash) && !self.alone.have(token.hash)
            })
    }

    /// Whether the acronym at `index` is somebody's: it stands in brackets behind a name, or has an age.
    pub fn is_personal_alias(&self, index: usize) -> bool {
        self.tokens.get(index).is_some_and(|token| self.bracketed.have(token.hash))
    }
}

/// Whether a capitalised `Tanya Rahmat.` behind a mark is all of its sentence, so that it says who uttered what is marked.
fn is_short(tokens: &[Token], cue: usize) -> bool {
    let rest = tokens.get(cue + 1..).unwrap_or(&[]);
    rest.iter()
        .take(SHORT)
        .take_while(|token| token.before < Break::Line)
        .find(|token| matches!(token.shape, Shape::Punct(b'.' | b',' | b':')) || token.is_mark())
        .is_some_and(|stop| stop.is_punct(b'.'))
}

/// Whether a capitalised `Kata Rahmat` follows a comma and a closing mark.
fn is_unfinished(tokens: &[Token], cue: usize) -> bool {
    let before = |count: usize| cue.checked_sub(count).and_then(|place| tokens.get(place));
    before(1).is_some_and(Token::is_mark) && before(2).is_some_and(|token| token.is_punct(b','))
}

/// The words behind the legal form of a company (PT, CV), which is written in capitals and as an abbreviation, and the one
/// behind the head of a place.
fn corporate(tokens: &[Token], openers: &[usize]) -> Hashes {
    let form = |token: &Token| {
        token.is(class::ORGHEAD)
            && token.is(class::ABBREVIATION)
            && token.shape == Shape::Upper
            && !token.is(class::DEGREE)
    };
    let goes_on = |token: &&Token| {
        token.shape == Shape::Capital && token.before == Break::Space && !token.is(class::DEGREE | class::ABBREVIATION)
    };
    // a place that is not listed, behind what it is
    let unknown = |token: &Token| token.shape == Shape::Capital && token.is(class::PLACEHEAD);
    let reach = |at: usize| match tokens.get(at) {
        Some(token) if form(token) => 3,
        Some(token) if unknown(token) => usize::from(tokens.get(at + 1).is_some_and(|next| next.classes == 0)),
        _ => 0,
    };
    let words =
        openers.iter().flat_map(|&at| tokens.get(at + 1..).unwrap_or(&[]).iter().take(reach(at)).take_while(goes_on));
    words.map(|token| token.hash).collect()
}

fn bracketed(tokens: &[Token], borders: &[usize]) -> Hashes {
    let alias = |window: &[Token]| match window {
        // EH (20)
        [word, open, age, close] if open.is_punct(b'(') && close.is_punct(b')') && age.shape == Shape::Number => {
            (word.shape == Shape::Upper && age.end - age.start == 2).then_some(word.hash)
        }
        [name, open, word, close] if open.is_punct(b'(') && close.is_punct(b')') => {
            (name.is(class::NAME) && !name.is(class::ORGNAME)).then_some(word.hash)
        }
        _ => None,
    };
    let opens = |at: &&usize| tokens.get(**at).is_some_and(|token| token.is_punct(b'('));
    borders.iter().filter(opens).filter_map(|at| alias(tokens.get(at.checked_sub(1)?..at + 3)?)).collect()
}

fn stand_alone(tokens: &[Token], openers: &[usize]) -> Hashes {
    let mut alone = Hashes::default();
    let blocked = class::ROLE
        | class::RANK
        | class::ORGHEAD
        | class::ORGNAME
        | class::DAY
        | class::MONTH
        | class::PRONOUN
        | class::HONORIFIC
        | class::CONNECTIVE
        | class::GROUP
        | class::DOCUMENT
        | class::CUE_PREP
        | class::CUE_ACTIVE;
    for &index in openers {
        let Some(token) = tokens.get(index) else { break };
        let previous = index.checked_sub(1).and_then(|index| tokens.get(index));
        let next = tokens.get(index + 1);
        // all at once, which is nearly never so: each by itself is anybody's guess
        let beside = previous.map_or(0, |token| token.classes & (class::CUE_BASE | class::CUE_PREP | class::HONORIFIC))
            | next.map_or(0, |token| token.classes & (class::CUE_ACTIVE | class::AUXILIARY));
        if !(token.is_capital() & !token.is(blocked) & (beside != 0)) {
            continue;
        }
        if previous.is_some_and(|token| {
            token.is_capital() && !token.is(class::CUE)
                // SMAN 1 Sukamaju
                || token.shape == Shape::Number
                || token.shape == Shape::Lower && token.is(class::FOREIGN | class::ROLE)
        }) || next.is_some_and(|next| next.is_capital() || next.is_punct(b'.') && token.end - token.start == 1)
        {
            continue;
        }
        let behind_cue = previous.is_some_and(|token| token.is(class::CUE_BASE | class::CUE_PREP | class::HONORIFIC));
        let second = tokens.get(index + 2);
        let before_cue = next.is_some_and(|token| {
            token.is(class::CUE_ACTIVE)
                || token.is(class::AUXILIARY) && second.is_some_and(|token| token.is(class::CUE_ACTIVE))
        });
        // places do not say things: `kata Padang` is somebody's name, `Jakarta menyebut` is not
        // nor do ordinary words
        let other = token.is(class::COMMON) && !token.is(class::NAME);
        let alone_here = if token.is(class::PLACE | class::PLACEHEAD) || other {
            previous.is_some_and(|token| token.is(class::CUE_BASE))
        } else {
            behind_cue || before_cue
        };
        if alone_here {
            alone.insert(token.hash);
        }
    }
    alone
}
