//! Owns crawl archives: WARC records whose payload is a page or a text.

use super::{
    Body, Cut, Format, Options, Problem,
    page::{self, Page},
};
use flate2::bufread::MultiGzDecoder;
use httparse::{Header, Status};
use std::{
    io::{self, BufRead, Read},
    sync::Arc,
};

/// The most bytes that the headers of a record may have.
const HEADERS: u64 = 256 << 10;

/// Cuts an archive into its pages; redirects, errors, pictures and the like are passed over.
pub(super) struct Crawl<R> {
    reader: R,
    count: u64,
}

impl<R: BufRead> Crawl<R> {
    pub fn new(reader: R) -> Self {
        Crawl { reader, count: 0 }
    }

    /// The headers of the next record, or `None` at the end.
    fn headers(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut block = Vec::new();
        loop {
            let before = block.len();
            let left = HEADERS - before as u64;
            let got = (&mut self.reader).take(left).read_until(b'\n', &mut block)?;
            let line = block[before..].trim_ascii();
            match (got, line.is_empty(), before) {
                (0, ..) if before == 0 => return Ok(None),
                (_, true, 0) => block.clear(),
                (_, false, 0) if !line.starts_with(b"WARC/") => {
                    return Err(io::Error::other("no WARC record where one should begin; the rest is not read"));
                }
                (_, true, _) if got > 0 => return Ok(Some(block)),
                _ if block.last() != Some(&b'\n') => return Err(cut_short()),
                _ => {}
            }
        }
    }

    /// Passes over `length` bytes.
    fn skip(&mut self, length: u64) -> io::Result<()> {
        let skipped = io::copy(&mut (&mut self.reader).take(length), &mut io::sink())?;
        if skipped < length { Err(cut_short()) } else { Ok(()) }
    }
}

fn cut_short() -> io::Error {
    io::Error::new(io::ErrorKind::UnexpectedEof, "the archive ends in the middle of a record")
}

impl<R: BufRead + Send> Cut for Crawl<R> {
    fn upto(&self) -> u64 {
        self.count
    }

    fn next(&mut self, path: &Arc<str>, options: &Options) -> io::Result<Option<Body>> {
        while let Some(block) = self.headers()? {
            self.count += 1;
            let record = Record::parse(&block).ok_or_else(|| {
                io::Error::other(format!("record {} has headers that cannot be read; the rest is not read", self.count))
            })?;
            if !matches!(record.kind, "response" | "resource" | "conversion") {
                self.skip(record.length)?;
                continue;
            }
            if record.length > options.max_article_bytes as u64 {
                self.skip(record.length)?;
                let problem = Problem::new(path, self.count, page::too_long(options.max_article_bytes));
                return Ok(Some(Body::Problem(problem)));
            }
            let mut bytes = Vec::new();
            (&mut self.reader).take(record.length).read_to_end(&mut bytes)?;
            if (bytes.len() as u64) < record.length {
                return Err(cut_short());
            }
            match record.page(bytes, options.max_article_bytes) {
                Ok(Some(page)) => return Ok(Some(Body::Page(page))),
                Ok(None) => {}
                Err(message) => return Ok(Some(Body::Problem(Problem::new(path, self.count, message)))),
            }
        }
        Ok(None)
    }
}

/// What the headers of a record say.
struct Record<'b> {
    kind: &'b str,
    length: u64,
    id: Option<&'b str>,
    url: Option<&'b str>,
    media: &'b str,
}

impl<'b> Record<'b> {
    fn parse(block: &'b [u8]) -> Option<Self> {
        let (_, headers) = block.split_at(memchr::memchr(b'\n', block)? + 1);
        let mut parsed = [httparse::EMPTY_HEADER; 64];
        let Ok(Status::Complete((_, parsed))) = httparse::parse_headers(headers, &mut parsed) else { return None };
        Some(Record {
            kind: value(parsed, "WARC-Type")?,
            length: value(parsed, "Content-Length")?.parse().ok()?,
            id: value(parsed, "WARC-Record-ID").map(|id| id.trim_matches(['<', '>'])),
            url: value(parsed, "WARC-Target-URI").map(|url| url.trim_matches(['<', '>'])),
            media: value(parsed, "Content-Type").unwrap_or_default(),
        })
    }

    /// The page in the record's block, if it is one.
    fn page(&self, mut bytes: Vec<u8>, cap: usize) -> Result<Option<Page>, String> {
        let mut media = self.media.to_owned();
        if self.kind == "response" && media.starts_with("application/http") {
            let mut headers = [httparse::EMPTY_HEADER; 128];
            let mut response = httparse::Response::new(&mut headers);
            let Ok(Status::Complete(body)) = response.parse(&bytes) else {
                return Err("an HTTP response that cannot be read".to_owned());
            };
            if response.code != Some(200) {
                return Ok(None);
            }
            media = value(response.headers, "Content-Type").unwrap_or_default().to_owned();
            let is = |name, word| value(response.headers, name).is_some_and(|v: &str| v.eq_ignore_ascii_case(word));
            if is("Content-Encoding", "br") {
                return Err("a page compressed with brotli, which is not read".to_owned());
            }
            let chunked = is("Transfer-Encoding", "chunked");
            bytes = if chunked { unchunked(&bytes[body..]) } else { None }.unwrap_or_else(|| bytes.split_off(body));
            if bytes.starts_with(b"\x1f\x8b") {
                let mut page = Vec::new();
                let mut decoder = MultiGzDecoder::new(&*bytes).take(cap as u64 + 1);
                decoder.read_to_end(&mut page).map_err(|e| e.to_string())?;
                bytes = page;
            }
            if bytes.len() > cap {
                return Err(page::too_long(cap));
            }
        }
        let format = match media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase().as_str() {
            "text/html" | "application/xhtml+xml" => Format::Html,
            "text/plain" => Format::Text,
            _ => return Ok(None),
        };
        let charset = media.split_once("charset=").map(|(_, label)| label.trim_matches(['"', ' ']).to_owned());
        let id = self.id.or(self.url).map(str::to_owned);
        Ok(Some(Page { format, bytes, id, url: self.url.map(str::to_owned), charset }))
    }
}

fn value<'h>(headers: &[Header<'h>], name: &str) -> Option<&'h str> {
    let header = headers.iter().find(|header| header.name.eq_ignore_ascii_case(name))?;
    std::str::from_utf8(header.value).ok().map(str::trim)
}

/// The body of a response sent in chunks; `None` if it is not in chunks after all, as in archives that join them.
fn unchunked(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(body.len());
    loop {
        let Ok(Status::Complete((line, size))) = httparse::parse_chunk_size(body) else { return None };
        let size = usize::try_from(size).ok()?;
        if size == 0 {
            return Some(whole);
        }
        let chunk = body.get(line..)?.get(..size)?;
        whole.extend_from_slice(chunk);
        body = body.get(line + size..)?.strip_prefix(b"\r\n")?;
    }
}
