//! Owns the formats and how one is told from another by its first bytes.

/// What an input may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Plain text or Markdown, one article.
    Text,
    /// A web page, one article.
    Html,
    /// One JSON object per line.
    Jsonl,
}

/// The format of an input that begins with `head`; an error says what it is instead.
pub(super) fn format(head: &[u8]) -> Result<Format, &'static str> {
    if let Some(what) = binary(head) {
        return Err(what);
    }
    let text = head.trim_ascii_start();
    let opens_object = text.starts_with(b"{") && matches!(text[1..].trim_ascii_start().first(), Some(b'"' | b'}'));
    Ok(match () {
        () if opens_object => Format::Jsonl,
        () if is_html(text) => Format::Html,
        () => Format::Text,
    })
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
    const MAGIC: [(&[u8], &str); 10] = [
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
    known.or_else(|| head.contains(&0).then_some("binary data"))
}
