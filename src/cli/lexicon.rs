//! Owns `kutip lexicon`.

use super::{Outcome, complain};
use crate::lexicon::{BUILTIN, CueEntry, File, Takes, canonical, class};
use crate::terminal::{self, harmless};
use crate::{Extractor, Lexicon, examples};
use anstyle::Style;
use anyhow::Context;
use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// List, explain and validate what the program knows of words
///
/// Without a word: all reporting cues, and the classes of words. With words: what is known of each, and why it counts
/// as a cue or not. A file of your own (--lexicon) is merged over the built-in ones.
///
/// Exit status: 0 when all is well, 1 when a word is not known, 2 when a lexicon file is not valid.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    kutip lexicon ujar menurut\n  \
    kutip lexicon --class rank\n  \
    kutip lexicon --validate desa.toml\n  \
    kutip lexicon --lexicon desa.toml cuap")]
pub(super) struct Args {
    /// Words to explain, any form; several words in quotation marks are one entry
    #[arg(value_name = "WORD")]
    words: Vec<String>,

    /// List the words of a class, such as role or honorific
    #[arg(long, value_name = "CLASS", conflicts_with = "words")]
    class: Option<String>,

    /// Check a lexicon file of your own: its form, and its examples by running them
    #[arg(long, value_name = "FILE", conflicts_with_all = ["words", "class"])]
    validate: Vec<PathBuf>,

    /// A lexicon file to merge over the built-in one (repeatable)
    #[arg(long, value_name = "FILE")]
    lexicon: Vec<PathBuf>,
}

impl Args {
    pub fn run(self) -> anyhow::Result<Outcome> {
        if !self.validate.is_empty() {
            return validate(&self.validate);
        }
        let texts = read(&self.lexicon)?;
        let mut files = Vec::new();
        for (name, text) in BUILTIN {
            files.push((*name, Lexicon::parse(text).with_context(|| format!("built-in {name}"))?));
        }
        for (path, text) in self.lexicon.iter().zip(&texts) {
            let name = path.to_str().unwrap_or("your file");
            files.push((name, Lexicon::parse(text).with_context(|| path.display().to_string())?));
        }
        let mut out = anstream::stdout();
        if let Some(class) = &self.class {
            out.write_all(class_text(class, &files)?.as_bytes())?;
            return Ok(Outcome::Done);
        }
        if self.words.is_empty() {
            out.write_all(list_text(&files).as_bytes())?;
            return Ok(Outcome::Done);
        }
        let mut outcome = Outcome::Done;
        for word in &self.words {
            let text = explain(word, &files);
            if text.is_empty() {
                complain(&format!("`{}` is not in the lexicon", harmless(word)));
                outcome = Outcome::Found;
            }
            out.write_all(text.as_bytes())?;
        }
        Ok(outcome)
    }
}

/// The texts of lexicon files.
pub(super) fn read(paths: &[PathBuf]) -> anyhow::Result<Vec<String>> {
    paths
        .iter()
        .map(|path| fs::read_to_string(path).with_context(|| format!("cannot read the lexicon {}", path.display())))
        .collect()
}

fn validate(paths: &[PathBuf]) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::Done;
    for path in paths {
        let told = match read(std::slice::from_ref(path)) {
            Ok(texts) => validate_text(&texts.concat()),
            Err(error) => Err(vec![format!("{error:#}")]),
        };
        match told {
            Ok(told) => writeln!(io::stdout(), "{}: {told}", path.display())?,
            Err(problems) => {
                outcome = Outcome::Failed;
                problems.iter().for_each(|problem| complain(&format!("{}: {problem}", path.display())));
            }
        }
    }
    Ok(outcome)
}

/// What a valid file holds, or everything that is wrong with it.
fn validate_text(text: &str) -> Result<String, Vec<String>> {
    let told = |error| vec![format!("{error}")];
    let file = Lexicon::parse(text).map_err(told)?;
    let failures = examples::failures(&Extractor::new(Lexicon::merged(&[text]).map_err(told)?), &file);
    if !failures.is_empty() {
        return Err(failures.iter().map(ToString::to_string).collect());
    }
    let words: usize = file.words.iter().map(|entry| entry.words.len()).sum();
    let sentences = file.cue.iter().map(|cue| cue.examples.len() + cue.counter.len());
    let sentences = sentences.chain(file.words.iter().map(|words| words.examples.len() + words.counter.len()));
    let sentences: usize = sentences.sum();
    Ok(format!("valid; cues: {}, words of classes: {words}, examples that hold: {sentences}", file.cue.len()))
}

fn forms(entry: &CueEntry) -> Vec<(&'static str, &[String])> {
    let all =
        [("base", &entry.base), ("active", &entry.active), ("passive", &entry.passive), ("preposition", &entry.prep)];
    all.into_iter().filter(|(_, forms)| !forms.is_empty()).map(|(name, forms)| (name, forms.as_slice())).collect()
}

/// All cues, commonest first, then the classes with their sizes.
fn list_text(files: &[(&str, File)]) -> String {
    let mut cues: Vec<&CueEntry> = files.iter().flat_map(|(_, file)| &file.cue).collect();
    cues.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.lemma.cmp(&b.lemma)));
    let mut out = format!("{BOLD}{:>6}  {:<9}  {:<13} {}{BOLD:#}\n", "count", "act", "lemma", "forms");
    for cue in cues {
        let forms = forms(cue).into_iter().flat_map(|(_, forms)| forms).map(String::as_str).collect::<Vec<_>>();
        out += &format!("{:>6}  {:<9}  {:<13} {}\n", cue.count, cue.act.name(), cue.lemma, forms.join(", "));
    }
    out += &format!("\n{BOLD}{:>6}  class{BOLD:#}\n", "words");
    for (name, _, meaning) in class::NAMED {
        let count: usize = words_of(name, files).count();
        if count > 0 {
            out += &format!("{count:>6}  {name:<13} {DIM}{meaning}{DIM:#}\n");
        }
    }
    out
}

fn words_of<'f>(class: &str, files: &'f [(&str, File)]) -> impl Iterator<Item = &'f String> {
    let entries = files.iter().flat_map(|(_, file)| &file.words);
    entries.filter(move |entry| entry.class == class).flat_map(|entry| &entry.words)
}

fn class_text(class: &str, files: &[(&str, File)]) -> anyhow::Result<String> {
    if class::named(class).is_none() {
        let known = class::NAMED.iter().map(|(name, ..)| *name).collect::<Vec<_>>().join(", ");
        anyhow::bail!("no word class is called `{class}`; there are {known}");
    }
    let mut words: Vec<&str> = words_of(class, files).map(String::as_str).collect();
    words.sort_unstable();
    words.dedup();
    Ok(words.into_iter().flat_map(|word| [word, "\n"]).collect())
}

/// Everything the files say of `word`; empty if they do not know it.
fn explain(word: &str, files: &[(&str, File)]) -> String {
    let word = canonical(word);
    let stem = word.strip_suffix("nya").unwrap_or(&word);
    let mut out = String::new();
    for (name, file) in files {
        for cue in &file.cue {
            for (role, forms) in forms(cue) {
                let suffix = if forms.contains(&word) {
                    ""
                } else if role != "active" && stem != word && forms.iter().any(|form| form == stem) {
                    ", with the suffix -nya for the speaker"
                } else {
                    continue;
                };
                out += &cue_text(&word, name, cue, role, suffix);
            }
        }
        for entry in file.words.iter().filter(|entry| entry.words.contains(&word)) {
            let meaning =
                class::NAMED.iter().find(|(name, ..)| *name == entry.class).map_or("", |(_, _, meaning)| meaning);
            out += &format!("{BOLD}{word}{BOLD:#} is of class {}: {meaning} {DIM}({name}){DIM:#}\n", entry.class);
        }
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

fn cue_text(word: &str, file: &str, cue: &CueEntry, role: &str, suffix: &str) -> String {
    let mut out = format!(
        "{BOLD}{word}{BOLD:#} is a cue of {}, entry {}: {role} form{suffix} {DIM}({file}){DIM:#}\n",
        cue.act.name(),
        cue.lemma
    );
    let mut line = |label: &str, text: &str| {
        let width = terminal::width();
        let indent = " ".repeat(16);
        let head = format!("  {label:<14}");
        let options = textwrap::Options::new(width).initial_indent(&head).subsequent_indent(&indent);
        out += &format!("{}\n", textwrap::fill(text, options));
    };
    for (role, forms) in forms(cue) {
        line(role, &forms.join(", "));
    }
    let needs = match cue.takes {
        Takes::Clause => "an active form reports whatever clause follows",
        Takes::Marked => "an active form needs a particle, a comma or a colon behind it",
        Takes::Quote => "an active form needs words in quotation marks beside it",
    };
    if !cue.active.is_empty() {
        line("takes", needs);
    }
    let traits = [
        (cue.clausal, "an active form reports even a mere noun phrase"),
        (cue.impersonal, "a person as the subject of an active form needs a particle or a pause"),
        (cue.names, "`menyebut X sebagai Y` reports as well"),
        (cue.closing, "it belongs to the last quote of an article"),
        (cue.continues, "its source has spoken before"),
    ];
    traits.iter().filter(|(holds, _)| *holds).for_each(|(_, text)| line("besides", text));
    if cue.count > 0 {
        line("count", &format!("{} attributions in 8,578 news articles", cue.count));
    }
    for (label, words) in [("not before", &cue.not_next), ("not behind", &cue.not_prev)] {
        if !words.is_empty() {
            line(label, &words.join(", "));
        }
    }
    cue.examples.iter().for_each(|example| line("example", example));
    cue.counter.iter().for_each(|example| line("no cue in", example));
    out
}
