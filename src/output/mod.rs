//! Owns what comes out: renderers that turn an article's quotes into bytes, and sinks that the bytes go to in order.

mod annotation;
mod brat;
mod explain;
mod frame;
mod html;
mod json;
#[cfg(feature = "parquet")]
mod parquet;
mod table;
mod text;

pub(crate) use explain::Explained;
use frame::{Frame, Framed};

use crate::{Article, Quote, input::Problem, terminal};
use std::{
    io::{self, Write},
    path::Path,
};

/// Turns articles into bytes. Threads share it: what it writes for one article may not depend on another.
pub trait Renderer: Send + Sync {
    /// Writes what `quotes`, all from `article`, look like.
    ///
    /// # Errors
    /// If a record cannot be written down; it then names the article.
    fn article(&self, article: &Article<'_>, quotes: &[Quote<'_>], out: &mut Vec<u8>) -> io::Result<()>;

    /// Writes a failure into the output, if the format and the user want it there; false if not.
    fn problem(&self, _problem: &Problem, _out: &mut Vec<u8>) -> bool {
        false
    }
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
    /// A table with a row of names on top, safe for spreadsheets.
    Csv,
    /// The same with tabulators between the cells.
    Tsv,
    /// A review report: one self-contained page.
    Html,
    /// For reading on a terminal: each quote under its speaker.
    Text,
    /// W3C Web Annotations as one JSON-LD page.
    Webanno,
    /// Parquet: the record as nested columns.
    #[cfg(feature = "parquet")]
    Parquet,
    /// brat standoff: a text and its annotations for each article, in the folder that -o names.
    Brat,
}

impl Format {
    /// Whether the output is lines one after the other, so that a broken-off one can be gone on with.
    pub fn is_lines(self) -> bool {
        matches!(self, Format::Jsonl | Format::Csv | Format::Tsv)
    }

    /// What turns articles into this format.
    pub fn renderer(self, looks: Looks) -> Box<dyn Renderer> {
        match self {
            Format::Jsonl | Format::Json => Box::new(json::Records { errors: looks.errors }),
            Format::Csv => Box::new(table::Rows { separator: b',' }),
            Format::Tsv => Box::new(table::Rows { separator: b'\t' }),
            Format::Html => Box::new(html::Blocks),
            Format::Text => Box::new(text::Text { width: terminal::width(), styled: looks.styled }),
            Format::Webanno => Box::new(annotation::Annotations),
            #[cfg(feature = "parquet")]
            Format::Parquet => Box::new(parquet::Flattened),
            Format::Brat => Box::new(brat::Standoff),
        }
    }

    /// What takes this format to `writer`; `goes_on` says that the beginning has been written before.
    ///
    /// # Errors
    /// If the beginning cannot be written.
    pub fn sink<'w>(self, writer: impl Write + Send + 'w, goes_on: bool) -> io::Result<Box<dyn Sink + 'w>> {
        let frame = match self {
            Format::Html => return Ok(Box::new(html::Page::new(writer))),
            #[cfg(feature = "parquet")]
            Format::Parquet => return Ok(Box::new(parquet::Table::new(writer)?)),
            Format::Json => Frame { head: "[\n", between: ",\n", tail: "\n]\n" },
            Format::Csv => Frame { head: table::CSV, ..Frame::default() },
            Format::Tsv => Frame { head: table::TSV, ..Frame::default() },
            Format::Webanno => annotation::FRAME,
            Format::Jsonl | Format::Text | Format::Brat => Frame::default(),
        };
        Ok(Box::new(Framed::new(writer, frame, goes_on)))
    }
}

/// How the output is to look, where the format leaves it open.
#[derive(Debug, Clone, Copy, Default)]
pub struct Looks {
    /// Whether it is for a terminal that shows colours.
    pub styled: bool,
    /// Whether failures are records of the output.
    pub errors: bool,
}

/// What takes brat files to a folder of their own.
///
/// # Errors
/// If the folder cannot be made, or holds files already.
pub fn brat_folder(folder: &Path) -> anyhow::Result<Box<dyn Sink>> {
    Ok(Box::new(brat::Folder::new(folder)?))
}
