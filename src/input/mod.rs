//! Owns the way from what the user names to articles: files, folders and streams, opened one after the other and cut
//! into [`Piece`]s, which the threads of a batch then parse into articles by themselves.

mod decode;
mod fields;
mod flat;
mod html;
mod json;
mod open;
mod page;
#[cfg(feature = "parquet")]
mod parquet;
mod sniff;
mod source;
mod table;
mod warc;
mod zip;

pub use fields::Fields;
pub use page::Page;
pub use sniff::Format;
pub use source::{Inputs, Reached, Selection, Source};
pub use table::Rows;

use crate::Article;
use std::{fmt, io, sync::Arc};

/// The most bytes that one article may have, if nothing else is said.
pub const MAX_ARTICLE_BYTES: usize = 64 << 20;

/// How inputs are to be read.
#[derive(Debug, Clone)]
pub struct Options {
    /// The format of every input, instead of what its content looks like.
    pub format: Option<Format>,
    /// The encoding of every input, instead of what it declares or looks like.
    pub encoding: Option<&'static encoding_rs::Encoding>,
    /// Where records keep the article's text and identity.
    pub fields: Fields,
    /// The most bytes that one article may have after decompression.
    pub max_article_bytes: usize,
}

impl Default for Options {
    fn default() -> Self {
        Options { format: None, encoding: None, fields: Fields::default(), max_article_bytes: MAX_ARTICLE_BYTES }
    }
}

/// An input, or a record in it, that could not be read. The rest goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The input as given; `-` is standard input.
    pub path: Arc<str>,
    /// Where in the input: a line or record, counted from 1.
    pub line: Option<u64>,
    /// What is wrong and what to do.
    pub message: String,
}

impl Problem {
    fn new(path: &Arc<str>, line: impl Into<Option<u64>>, message: impl fmt::Display) -> Self {
        Problem { path: Arc::clone(path), line: line.into(), message: message.to_string() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}", self.message)
    }
}

/// A stretch of an input that can be parsed without what stands before and after it.
#[derive(Debug)]
pub struct Piece {
    /// The input it was cut from, as given.
    pub path: Arc<str>,
    /// How many records (lines, elements, rows) of the input have been read when this piece is done.
    pub upto: u64,
    /// Whether the input ends with this piece.
    pub last: bool,
    /// What there is to parse.
    pub body: Body,
}

/// What a piece holds.
#[derive(Debug)]
pub enum Body {
    /// Nothing: the input ends.
    End,
    /// Whole lines of JSON objects, the first with this number.
    Lines(u64, Vec<u8>),
    /// Whole rows of a table.
    Rows(Rows),
    /// One article: a text or a page.
    Page(Page),
    /// A failure.
    Problem(Problem),
    /// A file that is left out on purpose, and why.
    Skipped(String),
}

impl Piece {
    /// Hands each article of the piece, or what was wrong with it, to `each`.
    pub fn articles(&self, options: &Options, mut each: impl FnMut(Result<Article<'_>, Problem>)) {
        match &self.body {
            Body::End | Body::Skipped(_) => {}
            Body::Lines(first, bytes) => json::articles(&self.path, *first, bytes, options, each),
            Body::Rows(rows) => rows.articles(&self.path, options, each),
            Body::Page(page) => each(page.article(&self.path)),
            Body::Problem(problem) => each(Err(problem.clone())),
        }
    }
}

impl Body {
    /// Leaves out the first `records` records.
    fn pass_over(&mut self, records: u64) {
        let records = usize::try_from(records).unwrap_or(usize::MAX);
        if records == 0 {
            return;
        }
        match self {
            Body::Lines(first, bytes) => {
                let end = memchr::memchr_iter(b'\n', bytes).nth(records - 1).map_or(bytes.len(), |at| at + 1);
                bytes.drain(..end);
                *first += records as u64;
            }
            Body::Rows(rows) => rows.pass_over(records),
            Body::End | Body::Page(_) | Body::Problem(_) | Body::Skipped(_) => {}
        }
    }
}

/// Cuts a stream of articles into pieces.
trait Cut: Send {
    /// The next piece, or `None` at the end. What was whole before a failure comes before the failure.
    fn next(&mut self, path: &Arc<str>, options: &Options) -> io::Result<Option<Body>>;

    /// How many records have been handed out.
    fn upto(&self) -> u64;
}
