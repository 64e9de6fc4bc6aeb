//! Owns `kutip speakers`.

use super::{Outcome, reading::Reading};
use crate::record::{Kind, SpeakerKind};
use crate::speakers::{Tallied, Tally, svg};
use crate::terminal::{self, harmless};
use anstyle::Style;
use clap::ValueEnum;
use std::io::{self, Write};

/// Count who is quoted, how often and in which roles
///
/// Names are added up over all articles where they are spelt the same way, apart from letter case. Quotes whose speaker
/// the article leaves open are counted together.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    kutip speakers artikel/\n  \
    kutip speakers --kind direct --top 20 --format svg artikel/ > siapa.svg\n  \
    kutip speakers --format json artikel.jsonl | jq -r .name")]
pub(super) struct Args {
    #[command(flatten)]
    reading: Reading,

    /// Count only quotes of this kind
    #[arg(long, value_name = "KIND")]
    kind: Vec<Kind>,

    /// Show only the most quoted
    #[arg(long, value_name = "N")]
    top: Option<usize>,

    /// How to show them
    #[arg(short, long, value_enum, default_value = "table")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A table for people
    Table,
    /// JSON Lines, one speaker a line
    Json,
    /// A bar chart
    Svg,
}

impl Args {
    pub fn run(self) -> anyhow::Result<Outcome> {
        let mut tally = Tally::default();
        let failures = self.reading.each(
            |_, quotes| {
                Tally::of(quotes.iter().filter(|quote| self.kind.is_empty() || self.kind.contains(&quote.kind)))
            },
            |here| {
                tally.merge(here);
                Ok(())
            },
        )?;
        let mut people = tally.ranked();
        people.truncate(self.top.unwrap_or(usize::MAX));
        let mut out = anstream::stdout();
        match self.format {
            Format::Table => out.write_all(table(&people, terminal::width()).as_bytes())?,
            Format::Json => people.iter().try_for_each(|person| {
                writeln!(out, "{}", serde_json::to_string(person)?)?;
                io::Result::Ok(())
            })?,
            Format::Svg => out.write_all(svg(&people).as_bytes())?,
        }
        Ok(if failures > 0 { Outcome::Failed } else { Outcome::Done })
    }
}

/// The columns: quotes, words, articles, then speaker and role in what is left of `width`.
fn table(people: &[Tallied], width: usize) -> String {
    const BOLD: Style = Style::new().bold();
    const DIM: Style = Style::new().dimmed();
    const COUNTS: &str = "                           ";
    let mut out = format!("{BOLD}quotes   words  articles   speaker{BOLD:#}\n");
    for person in people {
        let name = match (person.name.as_deref(), person.kind) {
            (None, _) => "(speaker not named)".into(),
            (Some(name), SpeakerKind::Person) => harmless(name),
            (Some(name), kind) => {
                let kind = kind.to_possible_value().map_or_else(String::new, |kind| format!(" ({})", kind.get_name()));
                format!("{}{kind}", harmless(name)).into()
            }
        };
        let roles = person.roles.iter().map(|role| harmless(&role.role)).collect::<Vec<_>>().join("; ");
        let options = textwrap::Options::new(width).initial_indent(COUNTS).subsequent_indent(COUNTS);
        out += &format!("{:>6} {:>7} {:>9}   {name}\n", person.quotes, person.words, person.articles);
        if !roles.is_empty() {
            out += &format!("{DIM}{}{DIM:#}\n", textwrap::fill(&roles, options));
        }
    }
    out
}
