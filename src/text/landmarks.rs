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
        }
        let (borders, openers) = (self.borders.places.as_mut_slice(), self.openers.places.as_mut_slice());
        let (mut border, mut opener) = (0, 0);
        for (at, token) in tokens.iter().enumerate() {
            let (capital, lower) = (token.is_capital(), token.shape == Shape::Lower);
            // each is put down and kept if it is wanted: a branch would be guessed wrong too often
            borders[border] = at;
            openers[opener] = at;
            border += usize::from(
                !(capital | lower | (token.shape == Shape::Number))
                    | (token.before >= Break::Line)
                    | capital & token.is(class::CUE_PREP | class::CONNECTIVE | class::INSERT)
                    | token.is_glued_name(),
            );
            opener += usize::from(
                capital & !token.is(class::DAY | class::MONTH)
                    | lower & token.is(class::ROLE | class::RANK | class::HONORIFIC),
            );
        }
        (self.borders.count, self.openers.count) = (border, opener);
    }
}
