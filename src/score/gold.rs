//! Owns gold articles: what an annotator says is quoted in a text.

use crate::record::{Kind, SpeakerKind};
use serde::Deserialize;
use serde_json::Value;

/// What an annotator found in one article.
#[derive(Debug, Clone, Default)]
pub struct Gold {
    /// The quotes, in any order.
    pub quotes: Vec<GoldQuote>,
}

/// A quote as annotated.
#[derive(Debug, Clone, Deserialize)]
pub struct GoldQuote {
    /// Direct, indirect or mixed.
    pub kind: Kind,
    /// Where the content stands.
    pub parts: Vec<GoldPart>,
    /// Who said it.
    #[serde(default)]
    pub speaker: Option<GoldSpeaker>,
    /// Whether a system may find it or not, as it likes.
    #[serde(default)]
    pub optional: bool,
}

/// A stretch of the article's text, in code points, end exclusive.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct GoldPart {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
}

/// A speaker as annotated.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct GoldSpeaker {
    /// The fullest name; null if the article leaves it open.
    #[serde(default)]
    pub name: Option<String>,
    /// Other forms of it that are as right.
    #[serde(default)]
    pub aliases: Option<Vec<String>>,
    /// What kind of source it is.
    #[serde(default)]
    pub kind: SpeakerKind,
}

impl Gold {
    /// Reads the field `quotes` of a gold article whose text has `length` code points.
    ///
    /// # Errors
    /// What is wrong with it, in words for the annotator.
    pub fn read(quotes: &Value, length: usize) -> Result<Gold, String> {
        let quotes =
            Vec::<GoldQuote>::deserialize(quotes).map_err(|e| format!("`quotes` is not a list of quotes: {e}"))?;
        for (number, quote) in quotes.iter().enumerate() {
            let number = number + 1;
            if quote.parts.is_empty() {
                return Err(format!("quote {number} has no parts"));
            }
            if let Some(GoldPart { start, end }) =
                quote.parts.iter().find(|part| part.start >= part.end || part.end > length)
            {
                return Err(format!(
                    "quote {number} has a part from {start} to {end} in a text of {length} characters"
                ));
            }
        }
        Ok(Gold { quotes })
    }
}
