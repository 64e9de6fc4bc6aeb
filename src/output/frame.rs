//! Owns the sink of every format that is a stream: something in front, blocks as they come, something at the end.

use super::Sink;
use std::io::{self, Write};

/// What stands around the lines of a format.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Frame {
    /// What the output begins with.
    pub head: &'static str,
    /// What stands between two lines; where it is empty, blocks are written as they are.
    pub between: &'static str,
    /// What the output ends with.
    pub tail: &'static str,
}

/// Writes blocks of lines inside a frame, and through to whoever waits for them.
pub(super) struct Framed<W> {
    writer: W,
    frame: Frame,
    begun: bool,
    empty: bool,
}

impl<W: Write> Framed<W> {
    /// A new output, or one to go on with: its head stands there already.
    pub fn new(writer: W, frame: Frame, goes_on: bool) -> Self {
        Framed { writer, frame, begun: goes_on, empty: true }
    }

    fn begin(&mut self) -> io::Result<()> {
        if !std::mem::replace(&mut self.begun, true) {
            self.writer.write_all(self.frame.head.as_bytes())?;
        }
        Ok(())
    }
}

impl<W: Write + Send> Sink for Framed<W> {
    fn block(&mut self, block: &[u8]) -> io::Result<()> {
        self.begin()?;
        if self.frame.between.is_empty() {
            self.writer.write_all(block)?;
            return self.writer.flush();
        }
        let mut joined = Vec::with_capacity(block.len() + block.len() / 8);
        for line in block.split(|&byte| byte == b'\n').filter(|line| !line.is_empty()) {
            joined.extend_from_slice(if self.empty { b"" } else { self.frame.between.as_bytes() });
            joined.extend_from_slice(line);
            self.empty = false;
        }
        self.writer.write_all(&joined)?;
        self.writer.flush()
    }

    fn finish(&mut self) -> io::Result<()> {
        self.begin()?;
        self.writer.write_all(self.frame.tail.as_bytes())?;
        self.writer.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn framed(frame: Frame, blocks: &[&str]) -> String {
        let mut out = Vec::new();
        let sink = &mut Framed::new(&mut out, frame, false);
        blocks.iter().try_for_each(|block| sink.block(block.as_bytes())).expect("a Vec takes it");
        sink.finish().expect("a Vec takes it");
        String::from_utf8(out).expect("it is text")
    }

    #[test]
    fn lines_are_joined_across_blocks() {
        let array = Frame { head: "[\n", between: ",\n", tail: "\n]\n" };
        assert_eq!(framed(array, &["1\n2\n", "3\n"]), "[\n1,\n2,\n3\n]\n");
        assert_eq!(framed(array, &[]), "[\n\n]\n");
        let table = Frame { head: "a,b\n", ..Frame::default() };
        assert_eq!(framed(table, &["1,\"x\n\ny\"\n"]), "a,b\n1,\"x\n\ny\"\n");
        assert_eq!(framed(table, &[]), "a,b\n");
    }
}
