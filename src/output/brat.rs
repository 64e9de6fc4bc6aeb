//! Owns brat standoff: for each article a text and the annotations over it, in a folder of their own.

use super::{Renderer, Sink};
use crate::{
    Article, Quote,
    record::{Excerpt, Kind, Span},
};
use anyhow::{Context, ensure};
use serde::{Deserialize, Serialize};
use std::{
    borrow::Cow,
    collections::HashMap,
    fmt::Write,
    fs, io,
    path::{Path, PathBuf},
};

/// What brat is told of the types that occur.
const CONFIGURATION: &str = "[entities]\nDirect\nIndirect\nMixed\nCue\nSpeaker\n\n\
                             [relations]\nSaid_by\tArg1:Direct|Indirect|Mixed, Arg2:Speaker\n\
                             Reported_by\tArg1:Direct|Indirect|Mixed, Arg2:Cue\n\n[events]\n\n[attributes]\n";

/// The longest file name made of an id, in bytes; every file system has room for it and for what is added.
const LONGEST_NAME: usize = 100;

/// The two files of an article, on their way from renderer to sink.
#[derive(Serialize, Deserialize)]
struct Files<'a> {
    name: Cow<'a, str>,
    text: Cow<'a, str>,
    annotations: Cow<'a, str>,
}

/// Each article as one line for the [`Folder`].
pub(super) struct Standoff;

impl Renderer for Standoff {
    fn article(&self, article: &Article<'_>, quotes: &[Quote<'_>], out: &mut Vec<u8>) -> io::Result<()> {
        let annotations = annotations(&article.text, quotes).into();
        let files = Files { name: safe_name(&article.doc.id).into(), text: (&*article.text).into(), annotations };
        serde_json::to_writer(&mut *out, &files)?;
        out.push(b'\n');
        Ok(())
    }
}

fn annotations(text: &str, quotes: &[Quote<'_>]) -> String {
    let mut out = String::new();
    let mut entities = 0;
    let mut relations = 0;
    let mut entity = |out: &mut String, kind: &str, spans: &[Span]| {
        entities += 1;
        let (places, words) = standoff(text, spans);
        let _ = writeln!(out, "T{entities}\t{kind} {places}\t{words}");
        entities
    };
    for quote in quotes {
        let kind = match quote.kind {
            Kind::Direct => "Direct",
            Kind::Indirect => "Indirect",
            Kind::Mixed => "Mixed",
        };
        let content = entity(&mut out, kind, &quote.parts);
        let mention = quote.speaker.mention.as_ref().map(|Excerpt { span, .. }| ("Speaker", "Said_by", *span));
        let cue = quote.cue.as_ref().map(|cue| ("Cue", "Reported_by", cue.span));
        for (kind, relation, span) in mention.into_iter().chain(cue) {
            let other = entity(&mut out, kind, &[span]);
            relations += 1;
            let _ = writeln!(out, "R{relations}\t{relation} Arg1:T{content} Arg2:T{other}");
        }
        let known = [&quote.speaker.name, &quote.speaker.role].into_iter().flatten().map(|words| one_line(words));
        let note = known.chain([format!("confidence {}", quote.confidence)]).collect::<Vec<_>>().join("; ");
        let _ = writeln!(out, "#{content}\tAnnotatorNotes T{content}\t{note}");
    }
    out
}

/// Places and words of an entity; brat wants it cut where a line ends.
fn standoff(text: &str, spans: &[Span]) -> (String, String) {
    let (mut places, mut words) = (Vec::new(), Vec::new());
    for span in spans {
        let mut start = span.start;
        for line in span.of(text).split('\n') {
            let end = start + line.chars().count();
            if !line.is_empty() {
                places.push(format!("{start} {end}"));
                words.push(line);
            }
            start = end + 1;
        }
    }
    (places.join(";"), words.join(" "))
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A file name made of an id that leads nowhere else: letters, digits, `.`, `_`, `-`, no dot or dash in front.
fn safe_name(id: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '_' };
    let name: String = id.chars().map(plain).collect();
    let name = name[name.len().saturating_sub(LONGEST_NAME)..].trim_start_matches(['.', '-']);
    if name.is_empty() { "article".to_owned() } else { name.to_owned() }
}

/// Writes the files of each article into a folder.
pub(super) struct Folder {
    folder: PathBuf,
    /// The names given so far, in small letters, for file systems that do not tell them apart, with the last number that
    /// was put behind each.
    taken: HashMap<String, u64>,
}

impl Folder {
    /// The folder, made if it is not there.
    ///
    /// # Errors
    /// If it cannot be made, or holds files already.
    pub fn new(folder: &Path) -> anyhow::Result<Self> {
        let name = folder.display();
        fs::create_dir_all(folder).with_context(|| format!("{name}: cannot be made"))?;
        let empty = fs::read_dir(folder).with_context(|| format!("{name}: cannot be read"))?.next().is_none();
        ensure!(empty, "{name}: not empty; brat files need a folder of their own");
        fs::write(folder.join("annotation.conf"), CONFIGURATION)
            .with_context(|| format!("{name}: cannot be written"))?;
        Ok(Folder { folder: folder.to_owned(), taken: HashMap::new() })
    }

    /// A name that no article had before.
    fn name(&mut self, wanted: &str) -> String {
        let folded = wanted.to_lowercase();
        let Some(&last) = self.taken.get(&folded) else {
            self.taken.insert(folded, 1);
            return wanted.to_owned();
        };
        let is_free = |number: &u64| !self.taken.contains_key(&format!("{folded}-{number}"));
        let number = (last + 1..).find(is_free).unwrap_or_default();
        self.taken.insert(format!("{folded}-{number}"), 1);
        self.taken.insert(folded, number);
        format!("{wanted}-{number}")
    }
}

impl Sink for Folder {
    fn block(&mut self, block: &[u8]) -> io::Result<()> {
        for line in block.split(|&byte| byte == b'\n').filter(|line| !line.is_empty()) {
            let files: Files<'_> = serde_json::from_slice(line)?;
            let name = self.name(&files.name);
            fs::write(self.folder.join(format!("{name}.txt")), files.text.as_bytes())?;
            fs::write(self.folder.join(format!("{name}.ann")), files.annotations.as_bytes())?;
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::handmade;

    #[test]
    fn contents_are_cut_where_lines_end_and_lead_to_speaker_and_cue() {
        let text = "“Kami\nsiap,” ujar Wira.";
        let quote = handmade::quote(text, &["Kami\nsiap,"]).by("Wira", "Wira", text).with_cue("ujar", text);
        assert_eq!(
            annotations(text, &[quote]),
            "T1\tDirect 1 5;6 11\tKami siap,\n\
             T2\tSpeaker 18 22\tWira\nR1\tSaid_by Arg1:T1 Arg2:T2\n\
             T3\tCue 13 17\tujar\nR2\tReported_by Arg1:T1 Arg2:T3\n\
             #1\tAnnotatorNotes T1\tWira; confidence 0.9\n"
        );
    }

    #[test]
    fn names_lead_nowhere_else_and_do_not_collide() {
        assert_eq!(safe_name("../../etc/passwd"), "_.._etc_passwd");
        assert_eq!(safe_name(".."), "article");
        assert_eq!(safe_name(&"é/".repeat(200)).len(), LONGEST_NAME);
        let home = tempfile::tempdir().expect("there is room");
        let mut folder = Folder::new(home.path()).expect("it is empty");
        assert_eq!(["a", "A", "a"].map(|name| folder.name(name)), ["a", "A-2", "a-3"]);
        assert!(Folder::new(home.path()).is_err());
    }

    #[test]
    fn many_articles_of_one_name_are_numbered_in_time() {
        let home = tempfile::tempdir().expect("there is room");
        let mut folder = Folder::new(home.path()).expect("it is empty");
        assert_eq!(folder.name("a-3"), "a-3");
        // looking for a free number from the first on each time would go with the square of their number
        let last = (0..100_000).map(|_| folder.name("a")).last();
        assert_eq!(last.as_deref(), Some("a-100001"));
    }
}
