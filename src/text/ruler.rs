//! Owns the step from byte offsets to code points, lines and columns, in constant time per question.

use crate::record::Span;

/// Bytes between two checkpoints.
const BLOCK: usize = 128;

/// Answers where a byte of a text stands, after one pass over the text.
#[derive(Debug)]
pub struct Ruler<'t> {
    text: &'t str,
    blocks: Vec<Checkpoint>,
}

/// What has been counted before a block's first byte.
#[derive(Debug, Clone, Copy, Default)]
struct Checkpoint {
    chars: usize,
    lines: usize,
    /// Code points before the current line's first one.
    line_chars: usize,
}

impl<'t> Ruler<'t> {
    /// A ruler for `text`.
    pub fn new(text: &'t str) -> Self {
        let mut blocks = Vec::with_capacity(text.len() / BLOCK + 1);
        let mut at = Checkpoint::default();
        for block in text.as_bytes().chunks(BLOCK) {
            blocks.push(at);
            at = at.over(block);
        }
        if blocks.is_empty() {
            blocks.push(at);
        }
        Ruler { text, blocks }
    }

    /// The span from byte `start` to byte `end` (exclusive), both on character boundaries.
    pub fn span(&self, start: usize, end: usize) -> Span {
        let (from, to) = (self.at(start), self.at(end));
        Span {
            start: from.chars,
            end: to.chars,
            byte_start: start,
            byte_end: end,
            line: from.lines + 1,
            column: from.chars - from.line_chars + 1,
        }
    }

    fn at(&self, byte: usize) -> Checkpoint {
        let index = (byte / BLOCK).min(self.blocks.len() - 1);
        let bytes = self.text.as_bytes();
        let rest = bytes.get(index * BLOCK..byte.min(bytes.len())).unwrap_or(&[]);
        self.blocks.get(index).copied().unwrap_or_default().over(rest)
    }
}

impl Checkpoint {
    fn over(self, bytes: &[u8]) -> Self {
        // a block has fewer than 256 bytes, so that the sum fits into one, and many are counted at once
        let after = |bytes: &[u8]| usize::from(bytes.iter().map(|&b| u8::from((b as i8) >= -0x40)).sum::<u8>());
        let chars = self.chars + after(bytes);
        match memchr::memrchr(b'\n', bytes) {
            None => Checkpoint { chars, ..self },
            Some(last) => Checkpoint {
                chars,
                lines: self.lines + memchr::memchr_iter(b'\n', bytes).count(),
                line_chars: chars - after(bytes.get(last + 1..).unwrap_or(&[])),
            },
        }
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
