//! Owns the spellings of quotation marks: the glyphs, and what broken encodings and markup have made of them.

/// The family of a quotation mark; marks of different families do not close each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Glyph {
    /// `"`, `“`, `«`, `''`, … the main marks.
    Double,
    /// `'`, `‘`, `` ` ``, … main marks in some outlets, inner marks in others, apostrophes in most.
    Single,
}

/// Which side of a quotation the glyph itself speaks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lean {
    /// An opening glyph.
    Open,
    /// A closing glyph, or one that some outlets use on both sides.
    Close,
    /// The same glyph on both sides.
    Either,
}

use Glyph::{Double, Single};
use Lean::{Close, Either, Open};

/// Spellings, longest first among those that share a beginning.
const SPELLINGS: &[(&str, Glyph, Lean)] = &[
    ("\u{201c}", Double, Open),
    ("\u{201d}", Double, Close),
    ("\u{201e}", Double, Open),
    ("\u{201f}", Double, Open),
    ("\u{ab}", Double, Open),
    ("\u{bb}", Double, Close),
    ("\u{2033}", Double, Either),
    ("\u{ff02}", Double, Either),
    ("\u{2018}\u{2018}", Double, Open),
    ("\u{2019}\u{2019}", Double, Close),
    ("\u{2018}", Single, Open),
    ("\u{2019}", Single, Close),
    ("\u{201a}", Single, Open),
    ("\u{2039}", Single, Open),
    ("\u{203a}", Single, Close),
    ("\u{b4}", Single, Close),
    // UTF-8 read as Latin-1 or as Windows-1252
    ("\u{e2}\u{80}\u{9c}", Double, Open),
    ("\u{e2}\u{80}\u{9d}", Double, Close),
    ("\u{e2}\u{80}\u{9e}", Double, Open),
    ("\u{e2}\u{80}\u{98}", Single, Open),
    ("\u{e2}\u{80}\u{99}", Single, Close),
    ("\u{e2}\u{20ac}\u{153}", Double, Open),
    ("\u{e2}\u{20ac}\u{9d}", Double, Close),
    ("\u{e2}\u{20ac}\u{17e}", Double, Open),
    ("\u{e2}\u{20ac}\u{2dc}", Single, Open),
    ("\u{e2}\u{20ac}\u{2122}", Single, Close),
    ("\u{93}", Double, Open),
    ("\u{94}", Double, Close),
    ("\u{91}", Single, Open),
    ("\u{92}", Single, Close),
    // character references left in the text, once or twice escaped
    ("&quot;", Double, Either),
    ("&ldquo;", Double, Open),
    ("&rdquo;", Double, Close),
    ("&bdquo;", Double, Open),
    ("&laquo;", Double, Open),
    ("&raquo;", Double, Close),
    ("&lsquo;", Single, Open),
    ("&rsquo;", Single, Close),
    ("&apos;", Single, Either),
    ("&#34;", Double, Either),
    ("&#034;", Double, Either),
    ("&#39;", Single, Either),
    ("&#039;", Single, Either),
    ("&#8220;", Double, Open),
    ("&#8221;", Double, Close),
    ("&#8216;", Single, Open),
    ("&#8217;", Single, Close),
    ("&#x27;", Single, Either),
    ("&#x201c;", Double, Open),
    ("&#x201d;", Double, Close),
    ("&#x201C;", Double, Open),
    ("&#x201D;", Double, Close),
    ("\\\"", Double, Either),
];

/// The quotation mark that `rest` begins with, and its length in bytes.
pub(super) fn mark_at(rest: &str) -> Option<(usize, Glyph, Lean)> {
    match rest.as_bytes().first()? {
        b'"' => return Some((1, Double, Either)),
        b'\'' if rest.starts_with("''") => return Some((2, Double, Either)),
        b'\'' => return Some((1, Single, Either)),
        b'`' if rest.starts_with("``") => return Some((2, Double, Open)),
        b'`' => return Some((1, Single, Either)),
        b'&' if rest.starts_with("&amp;") => {
            let inner = rest.get(5..).unwrap_or("");
            let inner_form = SPELLINGS
                .iter()
                .find(|(form, ..)| form.strip_prefix('&').is_some_and(|tail| inner.starts_with(tail)))?;
            return Some((4 + inner_form.0.len(), inner_form.1, inner_form.2));
        }
        b'&' | b'\\' => {}
        0xe2 => match rest.as_bytes() {
            [_, 0x80, 0x9c, ..] => return Some((3, Double, Open)),
            [_, 0x80, 0x9d, ..] => return Some((3, Double, Close)),
            [_, 0x80, 0x98..=0x9f | 0xb2..=0xba, ..] => {}
            _ => return None,
        },
        0xc2 | 0xc3 | 0xef => {}
        _ => return None,
    }
    SPELLINGS.iter().find(|(form, ..)| rest.starts_with(form)).map(|&(form, glyph, lean)| (form.len(), glyph, lean))
}
