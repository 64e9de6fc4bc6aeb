//! Owns `kutip match`.

use super::{Outcome, complain, reading::Reading};
use crate::compare::{Checked, Group, Said, Sources, group, group_text, verdict_text};
use crate::record::{Doc, Kind, Span};
use crate::terminal;
use crate::{Article, Quote};
use serde::Serialize;
use std::io::{self, Write};
use std::path::PathBuf;

/// Compare quotes with their sources, or with one another
///
/// With --against, every direct quote of the articles is looked up in the sources (transcripts, press releases, other
/// articles, in any format that articles may have), and told to be exact, exact but for punctuation and case, altered
/// (with the words that were changed, added or dropped), stitched from several places, or not found.
///
/// With --among, the articles' direct quotes are compared with one another: the same words in several articles, with
/// what differs in wording and in speaker; those given to different speakers come first.
///
/// Exit status: 0 when all is as it should be, 1 when a quote is not in the sources as it stands, or differs among
/// the articles, 2 when an input failed.
#[derive(Debug, clap::Args)]
#[command(
    group(clap::ArgGroup::new("with").required(true)),
    after_help = "Examples:\n  \
        kutip match --against transkrip.txt artikel.txt\n  \
        kutip match --against rilis/ --against pidato.html artikel/ --format json\n  \
        kutip match --among artikel/ --differing"
)]
pub(super) struct Args {
    #[command(flatten)]
    reading: Reading,

    /// A source: a file or a folder; repeat it for more
    #[arg(long, value_name = "SOURCE", group = "with")]
    against: Vec<PathBuf>,

    /// Compare the articles with one another
    #[arg(long, group = "with")]
    among: bool,

    /// Leave out what is as it should be
    #[arg(long)]
    differing: bool,

    /// How to tell it
    #[arg(short, long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people
    Text,
    /// JSON Lines
    Json,
}

impl Args {
    pub fn run(self) -> anyhow::Result<Outcome> {
        let (found, failed) = if self.among { self.compare_among()? } else { self.compare_against()? };
        Ok(match (failed, found) {
            (1.., _) => Outcome::Failed,
            (0, true) => Outcome::Found,
            (0, false) => Outcome::Done,
        })
    }

    fn compare_against(&self) -> anyhow::Result<(bool, u64)> {
        let (articles, failed_sources) = self.reading.articles(self.against.clone())?;
        let sources = Sources::new(&articles);
        if sources.word_count() == 0 {
            complain("the sources have no words, so that no quote can be found in them");
        }
        let width = terminal::width();
        let tell = |_: &Article<'_>, quotes: &[Quote<'_>]| {
            let direct = quotes.iter().filter(|quote| quote.kind == Kind::Direct);
            let checked: Vec<_> = direct.map(|quote| (quote, sources.check(quote))).collect();
            let findings = checked.iter().filter(|(_, checked)| checked.verdict.is_finding()).count();
            let wanted = checked.iter().filter(|(_, checked)| !self.differing || checked.verdict.is_finding());
            let text = wanted.map(|(quote, checked)| match self.format {
                Format::Text => Ok(verdict_text(quote, checked, width)),
                Format::Json => json_line(&Verdicts::new(quote, checked)),
            });
            Ok((text.collect::<io::Result<String>>()?, checked.len(), findings))
        };
        let mut out = anstream::stdout();
        let (mut quotes, mut findings) = (0, 0);
        let failed = self.reading.each(tell, |told: io::Result<_>| {
            let (text, more_quotes, more_findings) = told?;
            quotes += more_quotes;
            findings += more_findings;
            out.write_all(text.as_bytes())
        })?;
        if self.format == Format::Text {
            writeln!(out, "{findings} of {quotes} direct quotes need a look")?;
        }
        Ok((findings > 0, failed + failed_sources))
    }

    fn compare_among(&self) -> anyhow::Result<(bool, u64)> {
        let mut said = Vec::new();
        let failed = self.reading.each(
            |_, quotes| quotes.iter().filter_map(Said::of).collect::<Vec<_>>(),
            |quotes| {
                said.extend(quotes);
                Ok(())
            },
        )?;
        let total = said.len();
        let groups = group(said);
        let differs = |group: &&Group| group.speakers_differ || group.wording_differs;
        let differing = groups.iter().filter(differs).count();
        let mut out = anstream::stdout();
        let width = terminal::width();
        for group in groups.iter().filter(|group| !self.differing || differs(group)) {
            match self.format {
                Format::Text => out.write_all(group_text(group, width).as_bytes())?,
                Format::Json => out.write_all(json_line(group)?.as_bytes())?,
            }
        }
        if self.format == Format::Text {
            let groups = groups.len();
            writeln!(
                out,
                "{total} direct quotes; {groups} said in several articles, {differing} of them with differences"
            )?;
        }
        Ok((differing > 0, failed))
    }
}

/// One line of `--format json`: the quote with its verdict.
#[derive(Serialize)]
struct Verdicts<'a> {
    doc: &'a Doc<'a>,
    id: &'a str,
    text: &'a str,
    parts: &'a [Span],
    speaker: Option<&'a str>,
    #[serde(flatten)]
    checked: &'a Checked,
}

impl<'a> Verdicts<'a> {
    fn new(quote: &'a Quote<'a>, checked: &'a Checked) -> Self {
        let Quote { doc, id, text, parts, speaker, .. } = quote;
        Verdicts { doc, id, text, parts, speaker: speaker.name.as_deref(), checked }
    }
}

fn json_line(value: &impl Serialize) -> io::Result<String> {
    Ok(serde_json::to_string(value)? + "\n")
}
