//! Owns what comes out: renderers that turn an article's quotes into bytes, and sinks that the bytes go to in order.

mod html;
mod json;
mod text;

use crate::{Article, Quote, terminal};
use std::io::{self, Write};

/// Turns articles into bytes. Threads share it: what it writes for one article may not depend on another.
pub trait Renderer: Send + Sync {
    /// Writes what `quotes`, all from `article`, look like.
    ///
    /// # Errors
    /// If a record cannot be written down; it then names the article.
    fn article(&self, article: &Article<'_>, quotes: &[Quote<'_>], out: &mut Vec<u8>) -> io::Result<()>;
}

/// Takes the bytes of the renderer, in input order.
pub trait Sink: Send {
    /// Takes what the renderer wrote for some articles; `block` is not empty.
    ///
    /// # Errors
    /// If it cannot be written.
    fn block(&mut self, block: &[u8]) -> io::Result<()>;

    /// Writes what ends the output.
    ///
    /// # Errors
    /// If it cannot be written.
    fn finish(&mut self) -> io::Result<()>;
}

/// The formats of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// One record per line.
    Jsonl,
    /// One array of all records.
    Json,
    /// A review report: one self-contained page.
    Html,
    /// For reading on a terminal: each quote under its speaker.
    Text,
}

/// The renderer and the sink of `format`; `styled` says whether the writer leads to a terminal that shows colours.
pub fn open(format: Format, writer: impl Write + Send + 'static, styled: bool) -> (Box<dyn Renderer>, Box<dyn Sink>) {
    match format {
        Format::Jsonl => (Box::new(json::Records), Box::new(json::Plain(writer))),
        Format::Text => (Box::new(text::Text { width: terminal::width(), styled }), Box::new(json::Plain(writer))),
        Format::Html => (Box::new(html::Blocks), Box::new(html::Page::new(writer))),
        Format::Json => (Box::new(json::Records), Box::new(json::Array::new(writer))),
    }
}
