//! Owns inputs that are one article each: their bytes, decoded and read as text.

use super::{Format, Options, Problem};
use crate::{Article, record::Doc};
use std::{
    borrow::Cow,
    io::{self, Read},
    sync::Arc,
};

/// One article as bytes.
#[derive(Debug)]
pub struct Page {
    format: Format,
    bytes: Vec<u8>,
}

impl Page {
    /// All of `reader`; refuses what is longer than an article may be.
    pub fn read(format: Format, reader: impl Read, options: &Options) -> io::Result<Self> {
        let cap = options.max_article_bytes;
        let mut bytes = Vec::new();
        reader.take(cap as u64 + 1).read_to_end(&mut bytes)?;
        if bytes.len() > cap {
            return Err(io::Error::other(too_long(cap)));
        }
        Ok(Page { format, bytes })
    }

    /// The article that the page holds.
    pub fn article(&self, path: &Arc<str>) -> Result<Article<'_>, Problem> {
        let id = path.to_string();
        let doc = Doc { path: (id != "-").then(|| Cow::Owned(id.clone())), id: id.into(), ..Doc::default() };
        let text = match self.format {
            Format::Text | Format::Jsonl => String::from_utf8_lossy(&self.bytes),
        };
        Ok(Article { doc, text, notes: Vec::new() })
    }
}

/// The message for an article above the cap.
pub fn too_long(cap: usize) -> String {
    format!("longer than {cap} bytes; allow more with --max-article-bytes")
}
