//! Owns JSON Lines: streams cut into pieces of whole lines, and lines parsed into articles that borrow from them.

use super::{
    Body, Cut, Options, Problem,
    fields::{Record, Roles},
    page,
};
use crate::Article;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::{
    borrow::Cow,
    fmt,
    io::{self, BufRead},
    sync::Arc,
};

/// How many bytes of lines make a piece: small enough to share among threads, large enough to be worth it.
const PIECE: usize = 128 << 10;

/// A read that brings less than this comes from somebody who writes slowly: what is whole is handed on at once.
const SLOW: usize = 4 << 10;

/// Cuts a stream of lines into pieces.
pub(super) struct Lines<R> {
    reader: R,
    /// The bytes after the last line break that has been read.
    rest: Vec<u8>,
    /// The number of the line that `rest` begins.
    line: u64,
    failure: Option<io::Error>,
}

impl<R: BufRead> Lines<R> {
    pub fn new(reader: R) -> Self {
        Lines { reader, rest: Vec::new(), line: 1, failure: None }
    }

    /// Reads on to the end of a line that is too long to be kept.
    fn skip_line(&mut self, path: &Arc<str>, options: &Options) -> io::Result<Body> {
        self.reader.skip_until(b'\n')?;
        let line = self.line;
        self.line += 1;
        Ok(Body::Problem(Problem::new(path, line, page::too_long(options.max_article_bytes))))
    }
}

impl<R: BufRead + Send> Cut for Lines<R> {
    fn upto(&self) -> u64 {
        self.line - 1
    }

    fn next(&mut self, path: &Arc<str>, options: &Options) -> io::Result<Option<Body>> {
        let mut bytes = Vec::with_capacity(PIECE + (PIECE >> 1));
        bytes.append(&mut self.rest);
        let mut whole = 0;
        while self.failure.is_none() {
            let read = match self.reader.fill_buf() {
                Ok([]) => {
                    whole = bytes.len();
                    break;
                }
                Ok(read) => read,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
                Err(e) => {
                    self.failure = Some(e);
                    break;
                }
            };
            let got = read.len();
            if let Some(at) = memchr::memrchr(b'\n', read) {
                whole = bytes.len() + at + 1;
            }
            bytes.extend_from_slice(read);
            self.reader.consume(got);
            if whole > 0 && (bytes.len() >= PIECE || got < SLOW) {
                break;
            }
            if whole == 0 && bytes.len() > options.max_article_bytes {
                return self.skip_line(path, options).map(Some);
            }
        }
        self.rest = bytes.split_off(whole);
        if bytes.is_empty() {
            return self.failure.take().map_or(Ok(None), Err);
        }
        let first = self.line;
        let unended = bytes.last() != Some(&b'\n');
        self.line += memchr::memchr_iter(b'\n', &bytes).count() as u64 + u64::from(unended);
        Ok(Some(Body::Lines(first, bytes)))
    }
}

/// Cuts a JSON array, or objects written over several lines, into pieces in which each element has a line of its own.
pub(super) struct Elements<R> {
    reader: R,
    /// The element being read.
    element: Vec<u8>,
    too_long: bool,
    depth: u32,
    string: bool,
    escaped: bool,
    /// How many elements have been handed out.
    count: u64,
    /// What comes after the lines that have been handed out.
    next: Option<io::Result<Body>>,
}

impl<R: BufRead> Elements<R> {
    pub fn new(reader: R) -> Self {
        let (element, next) = (Vec::new(), None);
        Elements { reader, element, too_long: false, depth: 0, string: false, escaped: false, count: 0, next }
    }

    /// Takes a byte; true if it ends the element.
    fn take(&mut self, byte: u8, cap: usize) -> bool {
        let between = self.depth == 0 && self.element.is_empty();
        if between && (byte.is_ascii_whitespace() || matches!(byte, b',' | b'[' | b']')) {
            return false;
        }
        if self.string {
            self.string = byte != b'"' || self.escaped;
            self.escaped = byte == b'\\' && !self.escaped;
        } else {
            match byte {
                b'"' => self.string = true,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
        }
        if self.element.len() < cap {
            self.element.push(if byte == b'\n' { b' ' } else { byte });
        } else {
            self.too_long = true;
        }
        self.depth == 0 && !self.string && matches!(byte, b'}' | b']' | b',' | b'\n')
    }

    /// Whether the element that has just ended is worth keeping; it is then added to `bytes`.
    fn end(&mut self, path: &Arc<str>, bytes: &mut Vec<u8>, options: &Options) -> bool {
        self.count += 1;
        if self.too_long {
            self.too_long = false;
            self.element.clear();
            let problem = Problem::new(path, self.count, page::too_long(options.max_article_bytes));
            self.next = Some(Ok(Body::Problem(problem)));
            return false;
        }
        bytes.append(&mut self.element);
        bytes.push(b'\n');
        true
    }
}

impl<R: BufRead + Send> Cut for Elements<R> {
    fn upto(&self) -> u64 {
        self.count - u64::from(matches!(self.next, Some(Ok(_))))
    }

    fn next(&mut self, path: &Arc<str>, options: &Options) -> io::Result<Option<Body>> {
        if let Some(next) = self.next.take() {
            return next.map(Some);
        }
        let first = self.count + 1;
        let mut bytes = Vec::with_capacity(PIECE + (PIECE >> 2));
        'piece: while bytes.len() < PIECE {
            let read = match self.reader.fill_buf() {
                Ok(read) => read.to_vec(),
                Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
                Err(e) => {
                    self.next = Some(Err(e));
                    break;
                }
            };
            if read.is_empty() {
                if !self.element.is_empty() {
                    self.end(path, &mut bytes, options);
                }
                break;
            }
            for (at, &byte) in read.iter().enumerate() {
                if self.take(byte, options.max_article_bytes) && !self.end(path, &mut bytes, options) {
                    self.reader.consume(at + 1);
                    break 'piece;
                }
            }
            self.reader.consume(read.len());
        }
        if bytes.is_empty() { self.next.take().transpose() } else { Ok(Some(Body::Lines(first, bytes))) }
    }
}

/// Parses whole lines, the first of which has the number `first`; blank ones are passed over.
pub(super) fn articles<'a>(
    path: &'a Arc<str>,
    first: u64,
    bytes: &'a [u8],
    options: &Options,
    mut each: impl FnMut(Result<Article<'a>, Problem>),
) {
    let roles = Roles::new(&options.fields);
    let mut start = 0;
    let ends = memchr::memchr_iter(b'\n', bytes).chain([bytes.len()]);
    for (number, end) in (first..).zip(ends) {
        let line = bytes[start..end].trim_ascii();
        start = end + 1;
        if line.is_empty() {
            continue;
        }
        let article = match line.len() > options.max_article_bytes {
            true => Err(page::too_long(options.max_article_bytes)),
            false => article(path, number, line, &roles),
        };
        each(article.map_err(|message| Problem::new(path, number, message)));
    }
}

/// The article in one JSON object.
fn article<'a>(path: &'a str, number: u64, line: &'a [u8], roles: &Roles<'_>) -> Result<Article<'a>, String> {
    let line = std::str::from_utf8(line).map_err(|e| {
        format!("not UTF-8 (byte {} of the line); name the encoding with --encoding", e.valid_up_to() + 1)
    })?;
    let mut deserializer = serde_json::Deserializer::from_str(line);
    let record = roles.deserialize(&mut deserializer).and_then(|record| deserializer.end().map(|()| record));
    record.map_err(|e| json_error(&e))?.into_article(path, number, roles)
}

/// The parser's message with the column alone: the line is named already.
fn json_error(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(before, _)| before);
    format!("not a JSON object with an article: {message} (column {})", error.column())
}

impl<'de> DeserializeSeed<'de> for &Roles<'_> {
    type Value = Record<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Record<'de>, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for &Roles<'_> {
    type Value = Record<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Record<'de>, A::Error> {
        let mut record = Record::default();
        while let Some(key) = map.next_key_seed(WordsSeed)? {
            let key = key.unwrap_or_default();
            let field = self.find(&key);
            let words = if field.is_unknown() {
                map.next_value::<IgnoredAny>()?;
                None
            } else if field.kept {
                let value: serde_json::Value = map.next_value()?;
                let words = WordsSeed.deserialize(&value).map_err(A::Error::custom)?;
                let words = words.map(|words| Cow::Owned(words.into_owned()));
                record.keep(&key, value);
                words
            } else {
                map.next_value_seed(WordsSeed)?
            };
            if let Some(words) = words {
                record.put(field, words);
            }
        }
        Ok(record)
    }
}

/// A value as words: a string borrowed where it can be, a number as it is written, a list of paragraphs joined by line
/// breaks; nothing for null and everything else.
struct WordsSeed;

type Words<'a> = Option<Cow<'a, str>>;

impl<'de> DeserializeSeed<'de> for WordsSeed {
    type Value = Words<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Words<'de>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for WordsSeed {
    type Value = Words<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_borrowed_str<E>(self, words: &'de str) -> Result<Words<'de>, E> {
        Ok(Some(Cow::Borrowed(words)))
    }

    fn visit_str<E>(self, words: &str) -> Result<Words<'de>, E> {
        Ok(Some(Cow::Owned(words.to_owned())))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Words<'de>, E> {
        Ok(None)
    }

    fn visit_u64<E>(self, number: u64) -> Result<Words<'de>, E> {
        Ok(Some(number.to_string().into()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Words<'de>, E> {
        Ok(Some(number.to_string().into()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Words<'de>, E> {
        Ok(Some(number.to_string().into()))
    }

    fn visit_unit<E>(self) -> Result<Words<'de>, E> {
        Ok(None)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Words<'de>, A::Error> {
        let mut paragraphs = Vec::new();
        while let Some(paragraph) = list.next_element_seed(WordsSeed)? {
            paragraphs.extend(paragraph);
        }
        Ok((!paragraphs.is_empty()).then(|| paragraphs.join("\n").into()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Words<'de>, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(None)
    }
}
