//! Owns the way from a file to readable bytes: decompression, and decoding of streams that say what they are.

use super::Options;
use encoding_rs::Encoding;
use encoding_rs_io::DecodeReaderBytesBuilder;
use flate2::bufread::MultiGzDecoder;
use std::io::{self, BufRead, BufReader, Chain, Cursor, Read};

/// How much of an input is looked at before its format is decided.
const HEAD: usize = 16 << 10;

/// A reader whose first bytes have been looked at.
pub(super) struct Peeked {
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
            let whole_line = head.trim_ascii_start().contains(&b'\n') && head.trim_ascii().len() > 2;
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

/// The bytes of `file`, decompressed, and decoded to UTF-8 if they open with a byte-order mark or their encoding is
/// given.
pub(super) fn open(file: Box<dyn Read + Send>, options: &Options) -> io::Result<Peeked> {
    let mut peeked = Peeked::new(buffered(file))?;
    if peeked.head.starts_with(b"\x1f\x8b") {
        peeked = Peeked::new(buffered(MultiGzDecoder::new(peeked.into_reader())))?;
    } else if peeked.head.starts_with(b"\x28\xb5\x2f\xfd") {
        peeked = Peeked::new(buffered(zstd::Decoder::with_buffer(peeked.into_reader())?))?;
    }
    let marked = Encoding::for_bom(&peeked.head).is_some();
    let encoding = options.encoding.or_else(|| unmarked_utf16(&peeked.head));
    if !marked && encoding.is_none() {
        return Ok(peeked);
    }
    let mut builder = DecodeReaderBytesBuilder::new();
    builder.encoding(encoding).bom_override(true).strip_bom(true);
    Peeked::new(buffered(builder.build(peeked.into_reader())))
}

fn buffered(reader: impl Read + Send + 'static) -> Box<dyn BufRead + Send> {
    Box::new(BufReader::with_capacity(64 << 10, reader))
}

/// UTF-16 without a mark: of each two bytes nearly always the same one is zero.
fn unmarked_utf16(head: &[u8]) -> Option<&'static Encoding> {
    let zeros = |first: usize| head.iter().skip(first).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), head.len() / 2);
    let lopsided = |many: usize, few: usize| pairs > 8 && 10 * many > 9 * pairs && 10 * few < pairs;
    match () {
        () if lopsided(odd, even) => Some(encoding_rs::UTF_16LE),
        () if lopsided(even, odd) => Some(encoding_rs::UTF_16BE),
        () => None,
    }
}
