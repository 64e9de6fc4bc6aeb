//! Owns inputs that are one article each: their bytes, decoded and read as text or as a web page.

use super::{Format, Options, Problem, decode, html};
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
    pub(super) fn read(format: Format, reader: impl Read, options: &Options) -> io::Result<Self> {
        let cap = options.max_article_bytes;
        let mut bytes = Vec::new();
        reader.take(cap as u64 + 1).read_to_end(&mut bytes)?;
        if bytes.len() > cap {
            return Err(io::Error::other(too_long(cap)));
        }
        Ok(Page { format, bytes })
    }

    /// The article that the page holds.
    pub(super) fn article(&self, path: &Arc<str>) -> Result<Article<'_>, Problem> {
        let id = path.to_string();
        let path_given = (id != "-").then(|| Cow::Owned(id.clone()));
        let mut doc = Doc { path: path_given, id: id.into(), ..Doc::default() };
        let (text, note) = decode::decode(&self.bytes, None);
        let mut notes: Vec<_> = note.into_iter().map(Cow::Owned).collect();
        if self.format != Format::Html {
            return Ok(Article { doc, text, notes });
        }
        let page = html::parse(&text).map_err(|e| Problem::new(path, None, e))?;
        notes.extend(page.note.map(Cow::Borrowed));
        doc.title = page.title.map(Cow::Owned);
        doc.url = page.url.map(Cow::Owned);
        doc.date = page.date.map(Cow::Owned);
        doc.author = page.author.map(Cow::Owned);
        Ok(Article { doc, text: page.text.into(), notes })
    }
}

/// The message for an article above the cap.
pub(super) fn too_long(cap: usize) -> String {
    format!("longer than {cap} bytes; allow more with --max-article-bytes")
}
