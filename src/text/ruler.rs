//! Owns the step from byte offsets to code points, lines and columns, in constant time per question.

use super::spell::{HIGH, load};
use crate::record::Span;

/// Answers where a byte of a text stands, after one pass over the text.
#[derive(Debug)]
pub struct Ruler {
    /// The bytes behind characters of several bytes, with how many bytes more than code points there are before them.
    wide: Vec<(usize, usize)>,
    /// The first bytes of lines but the first, with the code points before them.
    lines: Vec<(usize, usize)>,
}

/// Bytes that are passed over at once if nothing but ASCII is in them.
const BLOCK: usize = 32;

impl Ruler {
    /// A ruler for `text`.
    pub fn new(text: &str) -> Self {
        let mut ruler = Ruler { wide: Vec::new(), lines: Vec::new() };
        let mut more = 0;
        for (block, bytes) in text.as_bytes().chunks(BLOCK).enumerate() {
            if bytes.iter().fold(0, |seen, byte| seen | byte) < 0x80 {
                continue;
            }
            for (part, bytes) in bytes.chunks(8).enumerate() {
                let bytes = load(bytes);
                // the high bits of the bytes that go on with a character
                let mut inner = bytes & !(bytes << 1) & HIGH;
                while inner != 0 {
                    let behind = block * BLOCK + part * 8 + inner.trailing_zeros() as usize / 8 + 1;
                    inner &= inner - 1;
                    more += 1;
                    match ruler.wide.last_mut().filter(|last| last.0 == behind - 1) {
                        Some(last) => *last = (behind, more),
                        None => ruler.wide.push((behind, more)),
                    }
                }
            }
        }
        ruler.lines = memchr::memchr_iter(b'\n', text.as_bytes()).map(|end| (end + 1, ruler.chars(end + 1))).collect();
        ruler
    }

    /// The span from byte `start` to byte `end` (exclusive), both on character boundaries.
    pub fn span(&self, start: usize, end: usize) -> Span {
        let before = self.lines.partition_point(|(first, _)| *first <= start);
        let line_chars = before.checked_sub(1).and_then(|line| self.lines.get(line)).map_or(0, |(_, chars)| *chars);
        let chars = self.chars(start);
        Span {
            start: chars,
            end: self.chars(end),
            byte_start: start,
            byte_end: end,
            line: before + 1,
            column: chars - line_chars + 1,
        }
    }

    /// The code points before a byte.
    fn chars(&self, byte: usize) -> usize {
        let before = self.wide.partition_point(|(behind, _)| *behind <= byte);
        byte - before.checked_sub(1).and_then(|last| self.wide.get(last)).map_or(0, |(_, more)| *more)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_code_points_lines_and_columns_across_blocks() {
        let text = format!("{}\né“baris dua”\nz", "ä".repeat(900));
        let ruler = Ruler::new(&text);
        let at = text.find("baris").unwrap_or_default();
        let span = ruler.span(at, at + 5);
        assert_eq!((span.start, span.end, span.line, span.column), (903, 908, 2, 3));
        assert_eq!(span.of(&text), "baris");
        let last = ruler.span(text.len() - 1, text.len());
        assert_eq!((last.start, last.line, last.column), (text.chars().count() - 1, 3, 1));
        assert_eq!(Ruler::new("").span(0, 0).column, 1);
    }
}
