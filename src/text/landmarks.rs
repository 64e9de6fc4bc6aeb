//! Owns landmarks: the few tokens of a text that the later stages have to look at.

use super::{Break, Shape, Token};
use crate::lexicon::class;

/// The places of the few tokens that decide where something begins or ends, so that nobody has to ask all the others.
#[derive(Debug, Default)]
pub(crate) struct Landmarks {
    borders: Places,
    openers: Places,
}

/// Places, with room behind them that has been in use before.
#[derive(Debug, Default)]
struct Places {
    places: Vec<usize>,
    count: usize,
}

impl Places {
    /// Puts `at` down and keeps it if it is `wanted`: a branch would be guessed wrong too often.
    fn pick(&mut self, at: usize, wanted: bool) {
        self.places[self.count] = at;
        self.count += usize::from(wanted);
    }
}

impl Landmarks {
    /// Marks and punctuation, what begins a line, and words that can open a sentence.
    pub fn borders(&self) -> &[usize] {
        self.borders.places.get(..self.borders.count).unwrap_or(&[])
    }

    /// Words that can begin the mention of somebody.
    pub fn openers(&self) -> &[usize] {
        self.openers.places.get(..self.openers.count).unwrap_or(&[])
    }

    /// Finds those of `tokens`, whatever was there before.
    pub fn find(&mut self, tokens: &[Token]) {
        for places in [&mut self.borders, &mut self.openers] {
            places.places.resize(places.places.len().max(tokens.len()), 0);
            places.count = 0;
        }
        for (at, token) in tokens.iter().enumerate() {
            let opens = token.is_capital() & token.is(class::CUE_PREP | class::CONNECTIVE);
            // scraping ran it into the word before
            let glued = (token.before == Break::Glued)
                & (token.shape == Shape::Capital)
                & token.is(class::NAME | class::PRONOUN);
            let lines = token.before >= Break::Line;
            self.borders.pick(at, token.is_mark() | (token.punct != 0) | lines | opens | glued);
            let name = token.is_capital() & !token.is(class::DAY | class::MONTH);
            let title = (token.shape == Shape::Lower) & token.is(class::ROLE | class::RANK | class::HONORIFIC);
            self.openers.pick(at, name | title);
        }
    }
}
