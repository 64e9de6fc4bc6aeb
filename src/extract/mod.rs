//! Owns the pipeline from an article's text to its quotes.

use crate::{Article, Lexicon, Quote};

/// Finds the quotes of articles by a lexicon. Cheap to share between threads.
#[derive(Debug, Default)]
pub struct Extractor {
    #[expect(dead_code, reason = "the stages to come read it")]
    lexicon: Lexicon,
}

impl Extractor {
    /// An extractor that knows what `lexicon` knows.
    pub fn new(lexicon: Lexicon) -> Self {
        Extractor { lexicon }
    }

    /// The quotes of `article` in text order. Never panics, does no I/O.
    pub fn extract<'a>(&self, _article: &'a Article<'_>) -> Vec<Quote<'a>> {
        Vec::new()
    }
}
