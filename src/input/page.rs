//! Owns inputs that are one article each: their bytes, decoded and read as text or as a web page.

use super::{Format, Options, Problem, decode, html};
use crate::{Article, record::Doc};
use std::{
    borrow::Cow,
    io::{self, Read},
};

/// One article as bytes.
#[derive(Debug)]
pub struct Page {
    pub(super) format: Format,
    pub(super) bytes: Vec<u8>,
    /// Its identity, if not the name of its file.
    pub(super) id: Option<String>,
    /// Where it came from.
    pub(super) url: Option<String>,
    /// The encoding that came with it.
    pub(super) charset: Option<String>,
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
        Ok(Page { format, bytes, id: None, url: None, charset: None })
    }

    /// The article that the page holds.
    pub(super) fn article<'a>(&'a self, path: &'a str) -> Result<Article<'a>, Problem> {
        let (text, note) = decode::decode(&self.bytes, self.charset.as_deref());
        let mut article = Article {
            doc: Doc {
                id: self.id.as_deref().unwrap_or(path).into(),
                path: (path != "-").then_some(path.into()),
                url: self.url.as_deref().map(Cow::Borrowed),
                ..Doc::default()
            },
            text,
            notes: note.into_iter().map(Cow::Owned).collect(),
        };
        if self.format == Format::Html {
            let page = html::parse(&article.text).map_err(|e| Problem::new(&path.into(), None, e))?;
            let doc = &mut article.doc;
            doc.title = page.title.map(Cow::Owned);
            doc.url = page.url.map(Cow::Owned).or(doc.url.take());
            doc.date = page.date.map(Cow::Owned);
            doc.author = page.author.map(Cow::Owned);
            article.notes.extend(page.note.map(Cow::Borrowed));
            article.text = page.text.into();
        }
        Ok(article)
    }
}

/// The message for an article above the cap.
pub(super) fn too_long(cap: usize) -> String {
    format!("longer than {cap} bytes; allow more with --max-article-bytes")
}
