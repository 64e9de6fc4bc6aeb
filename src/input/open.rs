//! Owns the way from a file to readable bytes: opening, transcoding of what says that it is UTF-16.

use super::Options;
use encoding_rs_io::DecodeReaderBytesBuilder;
use std::io::{self, BufRead, BufReader, Chain, Cursor, Read};

/// How much of an input is looked at before its format is decided.
const HEAD: usize = 16 << 10;

/// A reader whose first bytes have been looked at.
pub struct Peeked {
    /// The first bytes, at most 16 KiB.
    pub head: Vec<u8>,
    rest: Box<dyn BufRead + Send>,
}

impl Peeked {
    /// Reads enough of `rest` to know what it is: 16 KiB, or less where it ends or a slow writer has sent whole lines.
    pub fn new(mut rest: Box<dyn BufRead + Send>) -> io::Result<Self> {
        let mut head = Vec::new();
        loop {
            let read = rest.fill_buf()?;
            let take = read.len().min(HEAD - head.len());
            head.extend_from_slice(&read[..take]);
            rest.consume(take);
            let whole_line = head.trim_ascii_start().contains(&b'\n');
            if take == 0 || head.len() == HEAD || whole_line {
                return Ok(Peeked { head, rest });
            }
        }
    }

    /// The whole stream, from its first byte.
    pub fn into_reader(self) -> Chain<Cursor<Vec<u8>>, Box<dyn BufRead + Send>> {
        Cursor::new(self.head).chain(self.rest)
    }
}

/// Decoded bytes of `file`: a stream that opens with a byte-order mark, or has its encoding given, comes out as UTF-8.
pub fn open(file: impl Read + Send + 'static, options: &Options) -> io::Result<Peeked> {
    let peeked = Peeked::new(Box::new(BufReader::with_capacity(64 << 10, file)))?;
    let marked = encoding_rs::Encoding::for_bom(&peeked.head).is_some();
    if !marked && options.encoding.is_none() {
        return Ok(peeked);
    }
    let decoder = DecodeReaderBytesBuilder::new()
        .encoding(options.encoding)
        .bom_override(true)
        .strip_bom(true)
        .build(peeked.into_reader());
    Peeked::new(Box::new(BufReader::with_capacity(64 << 10, decoder)))
}
