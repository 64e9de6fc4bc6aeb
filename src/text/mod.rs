//! Owns the text side of the house: tokens with their lexicon classes, sentences, and the ruler that turns bytes into
//! code points, lines and columns.

mod glue;
mod landmarks;
mod marks;
mod ruler;
mod sentence;
pub(crate) mod spell;
mod token;

pub(crate) use landmarks::Landmarks;
pub use marks::{Glyph, Lean};
pub use ruler::Ruler;
pub use sentence::Sentence;
pub(crate) use sentence::{inserts, sentences};
pub use token::{Break, Shape, Token, fold, tokenize};
