//! Owns JSON Lines: streams cut into pieces of whole lines, and lines parsed into articles that borrow from them.

use super::{Body, Fields, Options, Problem, page};
use crate::{
    Article,
    record::{Doc, Extra},
};
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::{
    borrow::Cow,
    fmt,
    io::{self, BufRead},
    sync::Arc,
};

/// How many bytes of lines make a piece: small enough to share among threads, large enough to be worth it.
const PIECE: usize = 256 << 10;

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

    /// How many lines have been handed out.
    pub fn upto(&self) -> u64 {
        self.line - 1
    }

    /// The next whole lines, or `None` at the end. What was whole before a failure comes before the failure.
    pub fn next(&mut self, path: &Arc<str>, options: &Options) -> io::Result<Option<Body>> {
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
        self.line += memchr::memchr_iter(b'\n', &bytes).count() as u64;
        Ok(Some(Body::Lines(first, bytes)))
    }

    /// Reads on to the end of a line that is too long to be kept.
    fn skip_line(&mut self, path: &Arc<str>, options: &Options) -> io::Result<Body> {
        self.reader.skip_until(b'\n')?;
        let line = self.line;
        self.line += 1;
        Ok(Body::Problem(Problem::new(path, line, page::too_long(options.max_article_bytes))))
    }
}

/// Parses whole lines, the first of which has the number `first`; blank ones are passed over.
pub(super) fn articles<'a>(
    path: &'a Arc<str>,
    first: u64,
    bytes: &'a [u8],
    fields: &Fields,
    mut each: impl FnMut(Result<Article<'a>, Problem>),
) {
    let roles = Roles::new(fields);
    let mut start = 0;
    let ends = memchr::memchr_iter(b'\n', bytes).chain([bytes.len()]);
    for (number, end) in (first..).zip(ends) {
        let line = bytes[start..end].trim_ascii();
        start = end + 1;
        if !line.is_empty() {
            each(article(path, number, line, &roles).map_err(|message| Problem::new(path, number, message)));
        }
    }
}

/// The article in one JSON object.
fn article<'a>(path: &'a Arc<str>, number: u64, line: &'a [u8], roles: &Roles<'_>) -> Result<Article<'a>, String> {
    let line = std::str::from_utf8(line).map_err(|e| {
        format!("not UTF-8 (byte {} of the line); name the encoding with --encoding", e.valid_up_to() + 1)
    })?;
    let mut deserializer = serde_json::Deserializer::from_str(line);
    let record = roles
        .deserialize(&mut deserializer)
        .and_then(|record| deserializer.end().map(|()| record))
        .map_err(|e| format!("not a JSON object with an article: {}", json_error(&e)))?;
    let text = record.text.ok_or_else(|| {
        format!("no field with the article's text (looked for {}); name it with --text-field", roles.text_names())
    })?;
    let doc = Doc {
        id: record.id.unwrap_or_else(|| format!("{path}:{number}").into()),
        path: (&**path != "-").then_some(Cow::Borrowed(path)),
        title: record.title,
        url: record.url,
        date: record.date,
        author: record.author,
        extra: record.extra.map(Cow::Owned),
        text: None,
    };
    Ok(Article { doc, text, notes: Vec::new() })
}

/// The parser's message with the column alone: the line is named already.
fn json_error(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(before, _)| before);
    format!("{message} (column {})", error.column())
}

/// What a field of a record is to the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Text,
    Id,
    Title,
    Url,
    Date,
    Author,
}

/// The role of each known name, with its rank among the names of that role.
pub(super) struct Roles<'f> {
    names: Vec<(&'f str, Role, usize)>,
    keep: &'f [String],
}

impl<'f> Roles<'f> {
    pub fn new(fields: &'f Fields) -> Self {
        let lists = [
            (&fields.text, Role::Text),
            (&fields.id, Role::Id),
            (&fields.title, Role::Title),
            (&fields.url, Role::Url),
            (&fields.date, Role::Date),
            (&fields.author, Role::Author),
        ];
        let ranked = |(list, role): (&'f Vec<String>, Role)| {
            list.iter().enumerate().map(move |(rank, name)| (name.as_str(), role, rank))
        };
        Roles { names: lists.into_iter().flat_map(ranked).collect(), keep: &fields.keep }
    }

    fn find(&self, key: &str) -> Option<(Role, usize)> {
        self.names.iter().find(|(name, ..)| *name == key).map(|&(_, role, rank)| (role, rank))
    }

    fn text_names(&self) -> String {
        let names = self.names.iter().filter(|(_, role, _)| *role == Role::Text).map(|(name, ..)| *name);
        names.collect::<Vec<_>>().join(", ")
    }
}

/// The fields of one object that the program knows.
#[derive(Default)]
pub(super) struct Record<'a> {
    text: Option<Cow<'a, str>>,
    id: Option<Cow<'a, str>>,
    title: Option<Cow<'a, str>>,
    url: Option<Cow<'a, str>>,
    date: Option<Cow<'a, str>>,
    author: Option<Cow<'a, str>>,
    extra: Option<Extra>,
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
        let mut ranks = [usize::MAX; 6];
        while let Some(Words(key)) = map.next_key_seed(WordsSeed)? {
            let key = key.unwrap_or_default();
            let kept = self.keep.iter().any(|name| *name == key);
            let role = self.find(&key).filter(|(role, rank)| *rank < ranks[*role as usize]);
            let words = match (role, kept) {
                (None, false) => {
                    map.next_value::<IgnoredAny>()?;
                    continue;
                }
                (Some(_), false) => map.next_value_seed(WordsSeed)?.0,
                (_, true) => {
                    let value: serde_json::Value = map.next_value()?;
                    let words = WordsSeed.deserialize(&value).map_err(A::Error::custom)?.0;
                    let words = words.map(|words| Cow::Owned(words.into_owned()));
                    record.extra.get_or_insert_default().insert(key.clone().into_owned(), value);
                    words
                }
            };
            let (Some((role, rank)), Some(words)) = (role, words.filter(|words| !words.is_empty())) else { continue };
            ranks[role as usize] = rank;
            let slot = match role {
                Role::Text => &mut record.text,
                Role::Id => &mut record.id,
                Role::Title => &mut record.title,
                Role::Url => &mut record.url,
                Role::Date => &mut record.date,
                Role::Author => &mut record.author,
            };
            *slot = Some(words);
        }
        Ok(record)
    }
}

/// A value as words: a string borrowed where it can be, a number as it is written, a list of paragraphs joined by line
/// breaks; nothing for null and everything else.
pub(super) struct Words<'a>(Option<Cow<'a, str>>);

pub(super) struct WordsSeed;

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
        Ok(Words(Some(Cow::Borrowed(words))))
    }

    fn visit_str<E>(self, words: &str) -> Result<Words<'de>, E> {
        Ok(Words(Some(Cow::Owned(words.to_owned()))))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Words<'de>, E> {
        Ok(Words(None))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Words<'de>, E> {
        Ok(Words(Some(number.to_string().into())))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Words<'de>, E> {
        Ok(Words(Some(number.to_string().into())))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Words<'de>, E> {
        Ok(Words(Some(number.to_string().into())))
    }

    fn visit_unit<E>(self) -> Result<Words<'de>, E> {
        Ok(Words(None))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Words<'de>, A::Error> {
        let mut paragraphs = Vec::new();
        while let Some(Words(paragraph)) = list.next_element_seed(WordsSeed)? {
            paragraphs.extend(paragraph);
        }
        Ok(Words((!paragraphs.is_empty()).then(|| paragraphs.join("\n").into())))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Words<'de>, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Words(None))
    }
}
