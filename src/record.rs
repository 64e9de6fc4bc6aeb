//! Owns the record, schema 1: what one quote looks like on the outside.
//!
//! All offsets have an exclusive end. `start`/`end` count Unicode code points of the article's text (what Python and
//! jq slice by), `byte_start`/`byte_end` count UTF-8 bytes; `line` and `column` count from 1, columns in code points.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The version of the record's shape. Adding a field keeps it; changing one raises it.
pub const SCHEMA: u32 = 1;

/// One act of reported speech: who said what, in which words, and why the program thinks so.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct Quote<'a> {
    /// Always [`SCHEMA`].
    #[cfg_attr(feature = "cli", schemars(description = "The version of the record's shape.", extend("const" = SCHEMA)))]
    pub schema: u32,
    /// Sixteen hexadecimal digits, a function of the document's id, the kind and the parts' offsets.
    pub id: String,
    /// The article the quote stands in.
    pub doc: Doc<'a>,
    /// Direct, indirect or mixed.
    pub kind: Kind,
    /// The content: the parts' slices joined by one space.
    pub text: Cow<'a, str>,
    /// Where the content stands in the article, at least one, in text order, not overlapping.
    pub parts: Vec<Span>,
    /// Who said it; a record of nulls where the article leaves it open.
    pub speaker: Speaker<'a>,
    /// The word that reports it, if there is one.
    pub cue: Option<Cue<'a>>,
    /// When it was said, if the attribution says so.
    pub when: Option<When<'a>>,
    /// Where it was said, if the attribution says so.
    #[serde(rename = "where")]
    pub place: Option<Excerpt<'a>>,
    /// On what occasion or by what channel it was said, if the attribution says so.
    pub event: Option<Excerpt<'a>>,
    /// The probability, 0 to 1, that span and speaker are both right.
    pub confidence: f64,
    /// The name of the rule that paired content and cue, such as `direct/quote-cue-name`.
    pub rule: Cow<'a, str>,
    /// What an editor should know: `unclosed-quote`, `unattributed`, `directive`, …
    pub notes: Vec<Cow<'a, str>>,
    /// The speakers that were considered and lost, best first. Not part of the record; `--explain` prints it.
    #[serde(skip)]
    pub rivals: Vec<Rival>,
}

/// The article's identity as echoed in every record.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct Doc<'a> {
    /// The input's own id, else its path as given, else `-`.
    pub id: Cow<'a, str>,
    /// The file it was read from, as given.
    pub path: Option<Cow<'a, str>>,
    /// The article's title.
    pub title: Option<Cow<'a, str>>,
    /// Where it was published.
    pub url: Option<Cow<'a, str>>,
    /// When it was published, as the input gives it.
    pub date: Option<Cow<'a, str>>,
    /// Who wrote it, as the input gives it.
    #[serde(default)]
    pub author: Option<Cow<'a, str>>,
    /// Further fields of the input, carried through where they were asked for (`--keep`), otherwise left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extra: Option<Cow<'a, Extra>>,
    /// The whole text of the article where it was asked for (`--with-text`), otherwise left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Cow<'a, str>>,
}

/// Fields of the input that the program carries through without reading them.
pub type Extra = serde_json::Map<String, serde_json::Value>;

impl Doc<'_> {
    /// The same identity, borrowing from this one: cheap enough for every record.
    pub fn borrowed(&self) -> Doc<'_> {
        fn lend<'b, T: ToOwned + ?Sized>(value: &'b Option<Cow<'_, T>>) -> Option<Cow<'b, T>> {
            value.as_deref().map(Cow::Borrowed)
        }
        Doc {
            id: Cow::Borrowed(&self.id),
            path: lend(&self.path),
            title: lend(&self.title),
            url: lend(&self.url),
            date: lend(&self.date),
            author: lend(&self.author),
            extra: lend(&self.extra),
            text: lend(&self.text),
        }
    }
}

impl Doc<'_> {
    /// The same identity, borrowing from nothing.
    pub fn into_owned(self) -> Doc<'static> {
        fn own<T: ToOwned + ?Sized>(value: Option<Cow<'_, T>>) -> Option<Cow<'static, T>> {
            value.map(|value| Cow::Owned(value.into_owned()))
        }
        Doc {
            id: Cow::Owned(self.id.into_owned()),
            path: own(self.path),
            title: own(self.title),
            url: own(self.url),
            date: own(self.date),
            author: own(self.author),
            extra: own(self.extra),
            text: own(self.text),
        }
    }

    /// What to call the document before a line number: its path, with its id behind if the file holds several.
    pub fn label(&self) -> String {
        match &self.path {
            Some(path) if *path != self.id => format!("{path}#{}", self.id),
            _ => self.id.clone().into_owned(),
        }
    }
}

/// How the content is reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum, schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// The whole content stands in quotation marks.
    Direct,
    /// A paraphrase without quotation marks around it.
    Indirect,
    /// A paraphrase of which some words stand in quotation marks.
    Mixed,
}

impl Kind {
    /// Its name in a record.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Direct => "direct",
            Kind::Indirect => "indirect",
            Kind::Mixed => "mixed",
        }
    }
}

/// A stretch of the article's text; see the module's first lines for the units.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct Span {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// First byte.
    pub byte_start: usize,
    /// One past the last byte.
    pub byte_end: usize,
    /// Line of the first code point, from 1.
    pub line: usize,
    /// Column of the first code point in its line, from 1, in code points.
    pub column: usize,
}

impl Span {
    /// The slice of `text` that the span covers; empty if the span does not fit the text. Never panics.
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.byte_start..self.byte_end).unwrap_or("")
    }
}

/// A verbatim slice of the article with its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct Excerpt<'a> {
    /// The slice, verbatim.
    pub text: Cow<'a, str>,
    /// Its place.
    #[serde(flatten)]
    pub span: Span,
}

/// The reporting word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct Cue<'a> {
    /// The form that stands in the text, verbatim.
    pub text: Cow<'a, str>,
    /// The lexicon entry it belongs to.
    pub lemma: Cow<'a, str>,
    /// Its place.
    #[serde(flatten)]
    pub span: Span,
}

/// The time of the act of speaking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct When<'a> {
    /// The words, verbatim.
    pub text: Cow<'a, str>,
    /// The day as `YYYY-MM-DD` where the text, or the article's own date, determines it.
    pub iso: Option<String>,
    /// Its place.
    #[serde(flatten)]
    pub span: Span,
}

/// Who said it, resolved over the whole article.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub struct Speaker<'a> {
    /// The fullest form of the name without titles, ranks, roles, honorifics, degrees; null if left open.
    pub name: Option<Cow<'a, str>>,
    /// What kind of source it is.
    pub kind: SpeakerKind,
    /// The fullest role or title the article gives this speaker.
    pub role: Option<Cow<'a, str>>,
    /// The organisation inside the role.
    pub affiliation: Option<Cow<'a, str>>,
    /// Every other proper-name form of the same speaker in the article.
    pub aliases: Vec<Cow<'a, str>>,
    /// The words of the attribution that name the source; null if there is no attribution.
    pub mention: Option<Excerpt<'a>>,
    /// How the mention led to the name: `full-name`, `short-name`, `pronoun`, `role`, `description`, `context`, ….
    pub resolved_by: Option<Cow<'a, str>>,
    /// The earlier (or later) mention that the name was taken from, if it is not the mention itself.
    pub antecedent: Option<Excerpt<'a>>,
}

/// The kinds of source.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum, schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum SpeakerKind {
    /// A named individual.
    Person,
    /// An institution, company, party, government body.
    Organization,
    /// Several people spoken of as one: `warga`, `para pedagang`.
    Group,
    /// An unnamed individual: `sumber`, `seorang saksi`.
    Anonymous,
    /// A text without a named author: `surat`, `laporan`, `undang-undang`.
    Document,
    /// The article does not say.
    #[default]
    Unknown,
}

impl SpeakerKind {
    /// Its name in a record.
    pub fn name(self) -> &'static str {
        match self {
            SpeakerKind::Person => "person",
            SpeakerKind::Organization => "organization",
            SpeakerKind::Group => "group",
            SpeakerKind::Anonymous => "anonymous",
            SpeakerKind::Document => "document",
            SpeakerKind::Unknown => "unknown",
        }
    }
}

/// A speaker that was considered for a quote and lost.
#[derive(Debug, Clone, PartialEq)]
pub struct Rival {
    /// The candidate's name.
    pub name: String,
    /// Why it lost, in a few words.
    pub reason: &'static str,
    /// The mention that made it a candidate.
    pub span: Span,
}
