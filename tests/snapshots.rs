//! The articles of `fixtures/articles` with their quotes marked, one readable snapshot each in `fixtures/snapshots`.
//!
//! `SNAPSHOTS=overwrite cargo test --test snapshots` writes down what extraction finds now; read the difference before
//! committing it.

#[path = "common/invariants.rs"]
mod invariants;

use kutip::{Article, Extractor, Lexicon, Quote};
use snapbox::{Data, assert_data_eq};
use std::fmt::{self, Write};
use std::fs;
use std::path::{Path, PathBuf};

/// An article as a reviewer reads it: the text with the contents in numbered brackets, then each quote's reading.
struct Review<'a>(&'a Article<'a>, &'a [Quote<'a>]);

impl fmt::Display for Review<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Review(article, quotes) = self;
        let mut brackets = Vec::new();
        for (number, quote) in quotes.iter().enumerate() {
            for part in &quote.parts {
                brackets.push((part.byte_start, 1, format!("⟦{} ", number + 1)));
                brackets.push((part.byte_end, 0, "⟧".to_owned()));
            }
        }
        brackets.sort();
        let mut done = 0;
        for (at, _, bracket) in brackets {
            write!(f, "{}{bracket}", &article.text[done..at])?;
            done = at;
        }
        writeln!(f, "{}", &article.text[done..])?;
        quotes.iter().enumerate().try_for_each(|(number, quote)| reading(f, number + 1, quote))
    }
}

fn reading(f: &mut fmt::Formatter<'_>, number: usize, quote: &Quote) -> fmt::Result {
    let speaker = &quote.speaker;
    writeln!(f, "\n{number} {} {:.2}", quote.rule, quote.confidence)?;
    let name = speaker.name.as_deref().unwrap_or("(nobody)");
    write!(f, "  speaker    {name}, {}", format!("{:?}", speaker.kind).to_lowercase())?;
    match &speaker.resolved_by {
        Some(way) => writeln!(f, ", by {way}")?,
        None => writeln!(f)?,
    }
    let mut line =
        |field: &str, value: Option<&str>| value.map_or(Ok(()), |value| writeln!(f, "  {field:<10} {value}"));
    line("role", speaker.role.as_deref())?;
    line("of", speaker.affiliation.as_deref())?;
    line("aliases", Some(speaker.aliases.join(", ")).filter(|aliases| !aliases.is_empty()).as_deref())?;
    line("mention", speaker.mention.as_ref().map(|mention| &*mention.text))?;
    line("antecedent", speaker.antecedent.as_ref().map(|antecedent| &*antecedent.text))?;
    line("cue", quote.cue.as_ref().map(|cue| format!("{} ({})", cue.text, cue.lemma)).as_deref())?;
    let when = quote.when.as_ref();
    line("when", when.map(|when| format!("{} ({})", when.text, when.iso.as_deref().unwrap_or("?"))).as_deref())?;
    line("where", quote.place.as_ref().map(|place| &*place.text))?;
    line("event", quote.event.as_ref().map(|event| &*event.text))?;
    line("notes", Some(quote.notes.join(", ")).filter(|notes| !notes.is_empty()).as_deref())
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

/// The articles' names and texts.
fn articles() -> Vec<(String, String)> {
    let paths = fs::read_dir(fixtures().join("articles")).unwrap().map(|entry| entry.unwrap().path());
    let name = |path: &Path| path.file_stem().unwrap().to_string_lossy().into_owned();
    let mut articles: Vec<_> = paths.map(|path| (name(&path), fs::read_to_string(&path).unwrap())).collect();
    articles.sort();
    articles
}

#[test]
fn articles_read_as_written_down() {
    let extractor = Extractor::new(Lexicon::builtin());
    let mut changed = String::new();
    for (name, text) in articles() {
        let article = Article::from_text(text);
        invariants::hold_for(&extractor, &article.text);
        let quotes = extractor.extract(&article);
        let path = fixtures().join("snapshots").join(&name).with_extension("txt");
        let review = Review(&article, &quotes).to_string();
        let run = std::panic::catch_unwind(|| assert_data_eq!(review, Data::read_from(&path, None).raw()));
        if run.is_err() {
            let _ = writeln!(changed, "{name}");
        }
    }
    assert!(changed.is_empty(), "these articles read otherwise than written down:\n{changed}");
}

#[test]
fn every_snapshot_has_its_article() {
    let names: Vec<_> = articles().into_iter().map(|(name, _)| name).collect();
    for entry in fs::read_dir(fixtures().join("snapshots")).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(names.contains(&stem), "{} has no article", path.display());
    }
}
