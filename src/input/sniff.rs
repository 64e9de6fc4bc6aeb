//! Owns the formats and how one is told from another by its first bytes.

use super::{Fields, table};
use serde::de::IgnoredAny;

/// A line longer than this may be cut off by the end of what is looked at.
const CUT_OFF: usize = 8 << 10;

/// In a text one byte in so many may be a stray zero.
const STRAY: usize = 100;

/// What an input may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Plain text or Markdown, one article.
    Text,
    /// A web page, one article.
    Html,
    /// JSON Lines: one object per line.
    Jsonl,
    /// A JSON array of objects, or objects written over several lines.
    Json,
    /// CSV or TSV with a row of names on top.
    Csv,
    /// A crawl archive.
    Warc,
    /// Parquet.
    #[cfg(feature = "parquet")]
    Parquet,
}

/// The format of an input that begins with `head`; an error says what it is instead.
pub(super) fn format(head: &[u8], fields: &Fields) -> Result<Format, &'static str> {
    let text = head.trim_ascii_start();
    if text.starts_with(b"WARC/") {
        return Ok(Format::Warc);
    }
    #[cfg(feature = "parquet")]
    if head.starts_with(b"PAR1") {
        return Ok(Format::Parquet);
    }
    if let Some(what) = binary(head) {
        return Err(what);
    }
    let line = text.split(|&byte| byte == b'\n').next().unwrap_or_default();
    Ok(match () {
        () if opens(text, b'[', b"{]") => Format::Json,
        () if text.starts_with(b"{") && text.split(|&byte| byte == b'\n').any(is_object) => Format::Jsonl,
        () if text.starts_with(b"{") => Format::Json,
        () if is_html(text) => Format::Html,
        () if table::separator(line, fields).is_some() => Format::Csv,
        () => Format::Text,
    })
}

/// Whether `text` begins with `first`, and what follows after white space is one of `then`.
fn opens(text: &[u8], first: u8, then: &[u8]) -> bool {
    let rest = text.strip_prefix(&[first]).map(<[u8]>::trim_ascii_start);
    rest.and_then(<[u8]>::first).is_some_and(|byte| then.contains(byte))
}

/// Whether a line is a whole object, or may be one that goes on behind what is looked at.
fn is_object(line: &[u8]) -> bool {
    opens(line, b'{', b"\"}") && (line.len() > CUT_OFF || serde_json::from_slice::<IgnoredAny>(line).is_ok())
}

/// Whether `text`, which begins with no white space, is a web page or a piece of one.
fn is_html(text: &[u8]) -> bool {
    const TAGS: [&str; 12] =
        ["!doctype html", "html", "head", "body", "article", "main", "section", "div", "p>", "p ", "title", "meta"];
    let head = String::from_utf8_lossy(text).to_ascii_lowercase();
    head.starts_with('<') && head.split('<').any(|inside| TAGS.iter().any(|tag| inside.starts_with(tag)))
}

/// What kind of binary file begins with `head`, if it is one.
fn binary(head: &[u8]) -> Option<&'static str> {
    const MAGIC: [(&[u8], &str); 11] = [
        (b"PAR1", "Parquet, which this build does not read"),
        (b"%PDF-", "a PDF"),
        (b"\x89PNG", "a PNG picture"),
        (b"\xff\xd8\xff", "a JPEG picture"),
        (b"GIF8", "a GIF picture"),
        (b"\x7fELF", "a program"),
        (b"MZ\x90", "a program"),
        (b"\xd0\xcf\x11\xe0", "an old Office document"),
        (b"SQLite format 3\0", "an SQLite database"),
        (b"BZh", "bzip2"),
        (b"\xfd7zXZ", "xz"),
    ];
    let known = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)).map(|(_, name)| *name);
    let zeros = memchr::memchr_iter(0, head).count();
    known.or_else(|| (zeros * STRAY > head.len()).then_some("binary data"))
}
