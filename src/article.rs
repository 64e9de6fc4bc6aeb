//! Owns the article: a text with what its source says about it. Readers make them, the extractor takes them.

use crate::record::Doc;
use std::borrow::Cow;

/// One article, ready for extraction.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Article<'a> {
    /// Identity, echoed in every record.
    pub doc: Doc<'a>,
    /// The text that all offsets count in.
    pub text: Cow<'a, str>,
    /// What a reader had to repair (`mojibake`, `encoding-guessed`, …); copied to every record's `notes`.
    pub notes: Vec<Cow<'a, str>>,
}

impl<'a> Article<'a> {
    /// An article of which nothing but the text is known; its id is `-`.
    pub fn from_text(text: impl Into<Cow<'a, str>>) -> Self {
        Article { doc: Doc { id: "-".into(), ..Doc::default() }, text: text.into(), notes: Vec::new() }
    }

    /// The same article, borrowing from nothing.
    pub fn into_owned(self) -> Article<'static> {
        Article {
            doc: self.doc.into_owned(),
            text: self.text.into_owned().into(),
            notes: self.notes.into_iter().map(|note| note.into_owned().into()).collect(),
        }
    }
}
