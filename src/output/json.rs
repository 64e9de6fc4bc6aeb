//! Owns JSON Lines and the JSON array: records as they are.

use super::{Renderer, Sink};
use crate::{Article, Quote};
use std::io::{self, Write};

/// One record per line.
pub(super) struct Records;

impl Renderer for Records {
    fn article(&self, _: &Article<'_>, quotes: &[Quote<'_>], out: &mut Vec<u8>) -> io::Result<()> {
        for quote in quotes {
            serde_json::to_writer(&mut *out, quote)?;
            out.push(b'\n');
        }
        Ok(())
    }
}

/// Hands blocks on as they are.
pub(super) struct Plain<W>(pub W);

impl<W: Write + Send> Sink for Plain<W> {
    fn block(&mut self, block: &[u8]) -> io::Result<()> {
        self.0.write_all(block)
    }

    fn finish(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Makes one array of all lines.
pub(super) struct Array<W> {
    writer: W,
    empty: bool,
}

impl<W: Write> Array<W> {
    pub fn new(writer: W) -> Self {
        Array { writer, empty: true }
    }
}

impl<W: Write + Send> Sink for Array<W> {
    fn block(&mut self, block: &[u8]) -> io::Result<()> {
        for line in block.split(|&byte| byte == b'\n').filter(|line| !line.is_empty()) {
            self.writer.write_all(if self.empty { b"[\n" } else { b",\n" })?;
            self.writer.write_all(line)?;
            self.empty = false;
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.writer.write_all(if self.empty { b"[]\n" } else { b"\n]\n" })?;
        self.writer.flush()
    }
}
