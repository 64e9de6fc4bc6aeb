//! Owns the names that records (of JSON, of tables) give to the parts of an article.

use crate::{
    Article,
    record::{Doc, Extra},
};
use std::borrow::Cow;

/// The names of the fields (of a JSON object, columns of a table) that hold an article's parts; of several names the
/// first that the record has is taken.
#[derive(Debug, Clone)]
pub struct Fields {
    /// The article's text.
    pub text: Vec<String>,
    /// Its identity.
    pub id: Vec<String>,
    /// Its title.
    pub title: Vec<String>,
    /// Where it was published.
    pub url: Vec<String>,
    /// When it was published.
    pub date: Vec<String>,
    /// Who wrote it.
    pub author: Vec<String>,
    /// What else is carried through to `doc.extra`.
    pub keep: Vec<String>,
}

impl Default for Fields {
    fn default() -> Self {
        let names = |all: &[&str]| all.iter().map(|name| (*name).to_owned()).collect();
        Fields {
            text: names(&["text", "content", "body", "isi", "teks"]),
            id: names(&["id", "_id", "doc_id"]),
            title: names(&["title", "judul", "headline"]),
            url: names(&["url", "link"]),
            date: names(&["date", "published", "published_at", "tanggal"]),
            author: names(&["author", "penulis"]),
            keep: Vec::new(),
        }
    }
}

/// What a field of a record is to the program.
#[derive(Debug, Clone, Copy)]
enum Role {
    Text,
    Id,
    Title,
    Url,
    Date,
    Author,
}

/// What each known name of a field means.
#[derive(Debug)]
pub(super) struct Roles<'f> {
    /// Name, role, and the rank of the name among those of that role.
    names: Vec<(&'f str, Role, usize)>,
    keep: &'f [String],
    text: &'f [String],
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
        Roles { names: lists.into_iter().flat_map(ranked).collect(), keep: &fields.keep, text: &fields.text }
    }

    /// What the field `name` is.
    pub fn find(&self, name: &str) -> Field {
        let role = self.names.iter().find(|(known, ..)| *known == name).map(|&(_, role, rank)| (role, rank));
        Field { role, kept: self.keep.iter().any(|kept| *kept == name) }
    }
}

/// What a field is to the program.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field {
    role: Option<(Role, usize)>,
    /// Whether it is carried through.
    pub kept: bool,
}

impl Field {
    /// Whether the field can be passed over.
    pub fn is_unknown(self) -> bool {
        self.role.is_none() && !self.kept
    }
}

/// The known fields of one record.
#[derive(Debug, Default)]
pub(super) struct Record<'a> {
    /// By role, with the rank of the name that the value had.
    values: [Option<(usize, Cow<'a, str>)>; 6],
    extra: Option<Extra>,
}

impl<'a> Record<'a> {
    /// Takes the value of a field; an empty one is as good as none.
    pub fn put(&mut self, field: Field, words: Cow<'a, str>) {
        let Some((role, rank)) = field.role.filter(|_| !words.is_empty()) else { return };
        let slot = &mut self.values[role as usize];
        if slot.as_ref().is_none_or(|(taken, _)| rank < *taken) {
            *slot = Some((rank, words));
        }
    }

    /// Takes a value to carry through.
    pub fn keep(&mut self, name: &str, value: serde_json::Value) {
        self.extra.get_or_insert_default().insert(name.to_owned(), value);
    }

    /// The article of the record, which has this number in the input `path`.
    ///
    /// # Errors
    /// If there is no text.
    pub fn into_article(self, path: &'a str, number: u64, roles: &Roles<'_>) -> Result<Article<'a>, String> {
        let [text, id, title, url, date, author] = self.values.map(|value| value.map(|(_, words)| words));
        let text = text.ok_or_else(|| {
            let names = roles.text.join(", ");
            format!("no field with the article's text (looked for {names}); name it with --text-field")
        })?;
        let doc = Doc {
            id: id.unwrap_or_else(|| format!("{path}:{number}").into()),
            path: (path != "-").then_some(Cow::Borrowed(path)),
            title,
            url,
            date,
            author,
            extra: self.extra.map(Cow::Owned),
            text: None,
        };
        Ok(Article { doc, text, notes: Vec::new() })
    }
}
