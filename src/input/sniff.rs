//! Owns the formats and how one is told from another by its first bytes.

/// What an input may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Plain text or Markdown, one article.
    Text,
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
    Ok(if opens_object { Format::Jsonl } else { Format::Text })
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
