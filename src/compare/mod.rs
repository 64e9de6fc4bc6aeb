//! Owns the comparison of quotes: with what was really said ([`Sources`]) and with one another ([`group`]).
//!
//! Both work on words, letter case and punctuation put aside, so that a quote is found however it was typeset.

mod align;
mod among;
mod render;
mod sources;
mod verdict;
mod words;

pub use among::{Group, Said, Variant, group};
pub use render::{group_text, verdict_text};
pub use sources::Sources;
pub use verdict::{Change, Checked, Omission, Op, Place, Verdict};
pub(crate) use words::folded_words;
