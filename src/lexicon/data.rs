//! Owns the shape of lexicon files: what a TOML file may say, and the errors when it says something else.

use super::class;
use hashbrown::HashMap;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

/// A lexicon file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// Reporting cues.
    #[serde(default)]
    pub cue: Vec<CueEntry>,
    /// Classes of words.
    #[serde(default)]
    pub words: Vec<WordsEntry>,
    /// Prefixes that show a verb.
    #[serde(default)]
    pub affix: Vec<Affix>,
    /// Prefixes and suffixes that together make a noun of an act.
    #[serde(default)]
    pub circumfix: Vec<Circumfix>,
    /// Short forms of offices.
    #[serde(default)]
    pub expand: Vec<Expansion>,
    /// Names under which public figures are known.
    #[serde(default)]
    pub nickname: Vec<Expansion>,
    /// The months in order, each with its other names and short forms.
    #[serde(default)]
    pub month: Vec<Vec<String>>,
    /// Weights of the features that make a record's confidence: `[confidence.GROUP]`, `"VALUE" = WEIGHT`.
    #[serde(default)]
    pub confidence: BTreeMap<String, BTreeMap<String, f64>>,
    /// Words and phrases to forget, of all classes: lets a user's file take back a built-in entry.
    #[serde(default)]
    pub forget: Vec<String>,
}

/// What a cue does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Act {
    /// Saying, spoken.
    Say,
    /// Saying, written.
    Write,
    /// Asking.
    Ask,
    /// Judging, believing, predicting.
    Judge,
    /// Hoping, fearing.
    Wish,
    /// Getting somebody to do something.
    Directive,
    /// Showing, of documents and data.
    Evidence,
}

impl Act {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Act::Say => "saying",
            Act::Write => "writing",
            Act::Ask => "asking",
            Act::Judge => "judging",
            Act::Wish => "wishing",
            Act::Directive => "directing",
            Act::Evidence => "showing",
        }
    }
}

/// How much an active form needs beside it before it reports.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Takes {
    /// Whatever follows is content unless it is evidently a noun phrase.
    #[default]
    Clause,
    /// Only with a particle, a comma or a colon.
    Marked,
    /// Only with words in quotation marks.
    Quote,
}

/// A reporting cue with all its forms.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CueEntry {
    /// The root that names the entry.
    pub lemma: String,
    /// What it does.
    pub act: Act,
    /// Bare roots: `"…," kata X`, `katanya`.
    #[serde(default)]
    pub base: Vec<String>,
    /// Active verbs: `X mengatakan …`.
    #[serde(default)]
    pub active: Vec<String>,
    /// Passive verbs: `dikatakan X`, `dikatakannya`.
    #[serde(default)]
    pub passive: Vec<String>,
    /// Prepositional cues: `menurut X`.
    #[serde(default)]
    pub prep: Vec<String>,
    /// What an active form needs.
    #[serde(default)]
    pub takes: Takes,
    /// Whether it belongs to the last quote of an article.
    #[serde(default)]
    pub closing: bool,
    /// Whether it says that the source goes on: `imbuhnya`, `pungkasnya`.
    #[serde(default)]
    pub continues: bool,
    /// Whether an active form reports whatever stands behind it, be it a mere noun phrase.
    #[serde(default)]
    pub clausal: bool,
    /// Whether an active form that nothing announces reports only what an institution or a document says: `BMKG melaporkan
    /// gempa terjadi`, but `Rahmat melaporkan tetangganya yang mencuri`.
    #[serde(default)]
    pub impersonal: bool,
    /// Whether `menyebut X sebagai Y` reports as a clause does.
    #[serde(default)]
    pub names: bool,
    /// Not a cue before one of these words.
    #[serde(default)]
    pub not_next: Vec<String>,
    /// Not a cue behind one of these words.
    #[serde(default)]
    pub not_prev: Vec<String>,
    /// Attributive uses counted in a corpus of 8,578 articles.
    #[serde(default)]
    pub count: u32,
    /// Sentences in which it reports: the content in square brackets, the speaker's name in braces.
    #[serde(default)]
    pub examples: Vec<String>,
    /// Sentences in which it does not.
    #[serde(default)]
    pub counter: Vec<String>,
}

/// Words of one class.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordsEntry {
    /// The class, by the name that [`class::NAMED`] gives it.
    pub class: String,
    /// The words, lower case; several words with one space between them.
    pub words: Vec<String>,
    /// Sentences in which the class matters: content in square brackets, the speaker's name in braces.
    #[serde(default)]
    pub examples: Vec<String>,
    /// Sentences that must give no quote.
    #[serde(default)]
    pub counter: Vec<String>,
}

/// Short forms and other names of an office or a person.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expansion {
    /// The long form, canonical.
    pub long: String,
    /// The forms that mean the same.
    pub short: Vec<String>,
}

/// A prefix that shows a verb.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Affix {
    /// The prefix, lower case; its first eight letters count.
    pub prefix: String,
    /// The least length of the whole word, in bytes.
    pub least: usize,
    /// From which length on, in bytes, it is a verb also where it was run into the name before it; never if left out.
    #[serde(default)]
    pub trails: Option<usize>,
}

/// A prefix and a suffix that together make a noun: `ke-berhasil-an`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Circumfix {
    /// The prefix, lower case.
    pub prefix: String,
    /// The suffix, lower case.
    pub suffix: String,
    /// The least length of the whole word, in bytes.
    pub least: usize,
}

/// What is wrong with a lexicon file, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LexiconError {
    /// Line, from 1; 0 where the file as a whole is meant.
    pub line: usize,
    /// What is wrong and what would be right.
    pub message: String,
}

impl fmt::Display for LexiconError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => f.write_str(&self.message),
            line => write!(f, "line {line}: {}", self.message),
        }
    }
}

impl std::error::Error for LexiconError {}

/// Reads a lexicon file's text and checks all that can be seen without the other files.
pub fn parse(text: &str) -> Result<File, LexiconError> {
    let line_of = |span: Option<Range<usize>>| {
        span.map_or(0, |span| text.get(..span.start).map_or(0, |before| before.matches('\n').count() + 1))
    };
    let file: File = toml::from_str(text)
        .map_err(|error| LexiconError { line: line_of(error.span()), message: error.message().to_owned() })?;
    let at =
        |needle: &str| text.lines().position(|line| line.contains(&format!("\"{needle}\""))).map_or(0, |line| line + 1);
    let fail = |needle: &str, message: String| Err(LexiconError { line: at(needle), message });
    for entry in &file.words {
        if class::named(&entry.class).is_none() {
            let known = class::NAMED.iter().map(|(name, ..)| *name).collect::<Vec<_>>().join(", ");
            return fail(&entry.class, format!("no word class is called `{}`; there are {known}", entry.class));
        }
    }
    for cue in &file.cue {
        let mut forms = cue.forms();
        if cue.lemma.trim().is_empty() {
            return fail("", "a cue needs a `lemma`".into());
        }
        if forms.next().is_none() {
            return fail(
                &cue.lemma,
                format!("cue `{}` has no forms: give `base`, `active`, `passive` or `prep`", cue.lemma),
            );
        }
    }
    one_owner(&file, text)?;
    let words = file.words.iter().flat_map(|entry| &entry.words);
    let words = words.chain(
        file.expand
            .iter()
            .chain(&file.nickname)
            .flat_map(|entry| entry.short.iter().chain(std::iter::once(&entry.long))),
    );
    let words = words.chain(file.month.iter().flatten());
    for word in words.chain(file.cue.iter().flat_map(CueEntry::forms)) {
        let canonical = super::canonical(word);
        if *word != canonical || canonical.is_empty() {
            return fail(
                word,
                format!("`{word}` is not in canonical form: write `{canonical}` (lower case, single spaces)"),
            );
        }
    }
    Ok(file)
}

/// Whether each form belongs to one cue.
fn one_owner(file: &File, text: &str) -> Result<(), LexiconError> {
    let mut owners: HashMap<&String, &String> = HashMap::new();
    for cue in &file.cue {
        for form in cue.forms() {
            let owner = *owners.entry(form).or_insert(&cue.lemma);
            if *owner != cue.lemma {
                let holds = |(_, line): &(usize, &str)| line.contains(&format!("\"{form}\""));
                let line = text.lines().enumerate().filter(holds).last().map_or(0, |(index, _)| index + 1);
                let message = format!("`{form}` is a form of `{owner}` and of `{}`: leave it to one", cue.lemma);
                return Err(LexiconError { line, message });
            }
        }
    }
    Ok(())
}

impl CueEntry {
    /// All forms of the entry, without suffixes.
    pub fn forms(&self) -> impl Iterator<Item = &String> {
        self.base.iter().chain(&self.active).chain(&self.passive).chain(&self.prep)
    }
}
