//! Owns `kutip check`.

use super::{Outcome, reading::Reading};
use crate::check::{self, Code, Finding, Policy};
use crate::record::Doc;
use crate::terminal;
use clap::ValueEnum;
use std::io::{self, Write};

/// Lint the attribution of quotes: what in an article needs an editor's eye
///
/// Each finding has a code, a place, and a hint at what to do. Lines and columns count in the article's text; in a web
/// page or a record of a larger file that is the text that was taken from it.
///
/// Exit status: 0 when nothing is found, 1 when something is, 2 when an input failed.
#[derive(Debug, clap::Args)]
#[command(after_help = after_help())]
pub(super) struct Args {
    #[command(flatten)]
    reading: Reading,

    /// Do not report this (repeatable; `all` for everything that is not denied)
    #[arg(long, value_name = "CODE", value_parser = codes)]
    allow: Vec<Codes>,

    /// Report this as an error, whatever is allowed (repeatable)
    #[arg(long, value_name = "CODE", value_parser = codes)]
    deny: Vec<Codes>,

    /// How to report
    #[arg(short, long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people, with the lines in question
    Text,
    /// JSON Lines
    Json,
    /// Workflow commands that GitHub shows beside the lines
    Github,
    /// SARIF 2.1.0, one log
    Sarif,
}

/// What one `--allow` or `--deny` names.
#[derive(Debug, Clone)]
struct Codes(Vec<Code>);

fn codes(name: &str) -> Result<Codes, String> {
    if name == "all" {
        return Ok(Codes(Code::value_variants().to_vec()));
    }
    Code::from_str(name, false).map(|code| Codes(vec![code])).map_err(|_| {
        let known: Vec<String> = Code::value_variants().iter().map(|code| code.name()).collect();
        format!("there is no such code; there are all, {}", known.join(", "))
    })
}

fn after_help() -> String {
    let codes: String =
        Code::value_variants().iter().map(|code| format!("  {:<18} {}\n", code.name(), code.summary())).collect();
    format!(
        "Codes:\n{codes}\nExamples:\n  \
        kutip check artikel.txt\n  \
        kutip check --allow only-pronouns --allow misplaced-cue artikel/\n  \
        kutip check --allow all --deny unclosed-quote artikel/\n  \
        kutip check --format github artikel/*.md"
    )
}

impl Args {
    pub fn run(self) -> anyhow::Result<Outcome> {
        let flat = |codes: &[Codes]| codes.iter().flat_map(|codes| codes.0.clone()).collect();
        let policy = Policy { allow: flat(&self.allow), deny: flat(&self.deny) };
        let lexicon = self.reading.lexicon()?;
        let width = terminal::width();
        let mut out = anstream::stdout();
        let mut count = 0;
        let mut log: Vec<(Doc<'static>, Vec<Finding>)> = Vec::new();
        let failures = self.reading.each(
            |article, quotes| {
                let findings = check::check(article, quotes, &lexicon, &policy);
                let text = match self.format {
                    Format::Text => check::text(article, &findings, width),
                    Format::Json => check::json(article, &findings)?,
                    Format::Github => check::github(article, &findings),
                    Format::Sarif => String::new(),
                };
                io::Result::Ok((article.doc.clone().into_owned(), findings, text))
            },
            |told| {
                let (doc, findings, text) = told?;
                count += findings.len();
                if self.format == Format::Sarif {
                    log.push((doc, findings));
                }
                out.write_all(text.as_bytes())
            },
        )?;
        match self.format {
            Format::Sarif => {
                let findings =
                    log.iter().flat_map(|(doc, findings)| findings.iter().map(move |finding| (doc, finding)));
                writeln!(out, "{:#}", check::sarif(findings))?;
            }
            Format::Text if count > 0 => writeln!(out, "{count} {}", if count == 1 { "finding" } else { "findings" })?,
            Format::Text | Format::Json | Format::Github => {}
        }
        Ok(match (failures, count) {
            (1.., _) => Outcome::Failed,
            (0, 1..) => Outcome::Found,
            (0, 0) => Outcome::Done,
        })
    }
}
