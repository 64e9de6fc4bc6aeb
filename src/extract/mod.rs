//! Owns the pipeline from an article's text to its quotes.

mod attribute;
mod circumstances;
mod clause;
mod context;
mod cues;
mod marks;
mod mentions;
mod record;
mod resolve;
pub mod score;

use crate::{
    Article, Lexicon, Quote,
    text::{Landmarks, Token},
};
use context::Context;

/// Finds the quotes of articles by a lexicon. Cheap to share between threads.
#[derive(Debug, Default)]
pub struct Extractor {
    lexicon: Lexicon,
}

impl Extractor {
    /// An extractor that knows what `lexicon` knows.
    pub fn new(lexicon: Lexicon) -> Self {
        Extractor { lexicon }
    }

    /// The lexicon it was made with.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// The quotes of `article` in text order. Never panics, does no I/O.
    pub fn extract<'a>(&'a self, article: &'a Article<'_>) -> Vec<Quote<'a>> {
        self.extract_in(&mut Room::default(), article)
    }

    /// The same in a room that earlier articles have been in: memory that has just been used is quick to use again.
    pub fn extract_in<'a>(&'a self, room: &mut Room, article: &'a Article<'_>) -> Vec<Quote<'a>> {
        let context = Context::new(&article.text, &self.lexicon, std::mem::take(room));
        let drafts = attribute::attribute(&context);
        let (entities, resolutions) = resolve::resolve(&context, &drafts);
        let quotes = record::records(article, &context, drafts, &entities, resolutions);
        *room = context.into_room();
        quotes
    }
}

/// Room for the work on one article after the other; nothing that it holds says anything of them.
#[derive(Debug, Default)]
pub struct Room {
    tokens: Vec<Token>,
    landmarks: Landmarks,
}
