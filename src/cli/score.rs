//! Owns `kutip score`.

use super::{Outcome, complain, reading::Reading};
use crate::record::Kind;
use crate::score::{
    Bin, Calibration, Comparison, Counts, Difference, FOLDS, Floor, Gold, Match, Measures, Model, Observation, Tally,
    What, compare, cross_validate,
};
use crate::terminal::harmless;
use crate::{Article, Lexicon, Quote};
use anstyle::Style;
use anyhow::Context;
use clap::ValueEnum;
use std::path::{Path, PathBuf};
use std::{fs, io::Write};

/// Measure accuracy on annotated articles
///
/// Each line of GOLD is an article with the quotes that a person found in it:
///
/// {"id": …, "text": …, "quotes": [{"kind": "direct", "parts": [{"start": 1, "end": 14}], "speaker": {"name": …,
/// "aliases": […], "kind": "person"}, "optional": false}, …]}
///
/// A direct quote is found when all its characters agree, a paraphrase (indirect, mixed) when four fifths do; partial
/// figures take one half. Optional quotes count neither way. The speaker is right under any of the gold's names, strictly
/// only under the first.
///
/// Exit status: 0 when all is measured, 1 when a figure is on the wrong side of the floor, 2 when an input failed.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    kutip score gold.jsonl\n  \
    kutip score --show gold.jsonl | grep ^missed\n  \
    kutip score --calibration gold.jsonl\n  \
    kutip score --fit gold.jsonl > weights.toml; kutip --lexicon weights.toml artikel.txt\n  \
    kutip score --floor floor.toml --format json gold.jsonl | jq .direct.exact\n\n\
    A floor file has bounds for figures of the JSON report, by their place in it:\n  \
    [at_least.direct.exact]\n  \
    f1 = 0.95")]
pub(super) struct Args {
    #[command(flatten)]
    reading: Reading,

    /// Fail if a figure is on the wrong side of its bound in FILE
    #[arg(long, value_name = "FILE")]
    floor: Option<PathBuf>,

    /// List what is missed, extra, cut otherwise or given to another speaker
    #[arg(long)]
    show: bool,

    /// Show also whether the confidence can be believed: of the records given 0.9, how many are right
    #[arg(long)]
    calibration: bool,

    /// Print weights of the confidence fitted to these articles, as a lexicon file, and nothing else
    #[arg(long, conflicts_with_all = ["floor", "show", "calibration", "format"])]
    fit: bool,

    /// How to report
    #[arg(short, long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Tables for people
    Text,
    /// One JSON object
    Json,
}

const BOLD: Style = Style::new().bold();

/// The field of an article that holds its gold quotes.
const QUOTES: &str = "quotes";

impl Args {
    pub fn run(self) -> anyhow::Result<Outcome> {
        let floor = self.floor.as_deref().map(read_floor).transpose()?;
        let mut tally = Tally::default();
        let mut differences = Vec::new();
        let mut observations = Vec::new();
        let mut unread = 0;
        let lexicon = self.reading.lexicon()?;
        let judge = |article: &Article<'_>, quotes: &[Quote<'_>]| judge(article, quotes, &lexicon);
        let failures = self.reading.keeping(QUOTES).each(judge, |judged| {
            match judged {
                Ok(Judged { article, comparison }) => {
                    tally.merge(comparison.tally);
                    observations.push(comparison.observations);
                    if self.show {
                        differences.extend(
                            comparison
                                .differences
                                .into_iter()
                                .map(|difference| Place { article: article.clone(), difference }),
                        );
                    }
                }
                Err(message) => {
                    unread += 1;
                    complain(&message);
                }
            }
            Ok(())
        })?;
        let mut out = anstream::stdout();
        if self.fit {
            out.write_all(weights(&observations).as_bytes())?;
            return Ok(if failures + unread > 0 { Outcome::Failed } else { Outcome::Done });
        }
        let mut report = tally.report();
        let calibration = self.calibration.then(|| cross_validate(&observations));
        if let Some(calibration) = &calibration {
            report["calibration"] = serde_json::to_value(calibration)?;
        }
        let shortfalls = floor.map_or(Ok(Vec::new()), |floor| floor.check(&report)).map_err(anyhow::Error::msg)?;
        match self.format {
            Format::Json => {
                if self.show {
                    report["differences"] = serde_json::to_value(&differences)?;
                }
                writeln!(out, "{report:#}")?;
            }
            Format::Text => {
                differences.iter().try_for_each(|place| out.write_all(line(place).as_bytes()))?;
                out.write_all(table(&tally).as_bytes())?;
                if let Some(calibration) = &calibration {
                    out.write_all(reliability(calibration).as_bytes())?;
                }
            }
        }
        shortfalls.iter().for_each(|shortfall| complain(&shortfall.to_string()));
        Ok(match (failures + unread, shortfalls.len()) {
            (1.., _) => Outcome::Failed,
            (0, 1..) => Outcome::Found,
            (0, 0) => Outcome::Done,
        })
    }
}

/// A gold article, compared.
struct Judged {
    article: String,
    comparison: Comparison,
}

/// A difference, and the article it is in.
#[derive(serde::Serialize)]
struct Place {
    article: String,
    #[serde(flatten)]
    difference: Difference,
}

fn judge(article: &Article<'_>, quotes: &[Quote<'_>], lexicon: &Lexicon) -> Result<Judged, String> {
    let label = article.doc.label();
    let gold = article.doc.extra.as_ref().and_then(|extra| extra.get(QUOTES));
    let gold = gold.ok_or_else(|| format!("{label}: no gold article, it has no `{QUOTES}`"))?;
    let gold = Gold::read(gold, article.text.chars().count()).map_err(|e| format!("{label}: {e}"))?;
    Ok(Judged { article: label, comparison: compare(&article.text, &gold, quotes, lexicon) })
}

fn read_floor(path: &Path) -> anyhow::Result<Floor> {
    let text = fs::read_to_string(path).with_context(|| format!("{}: cannot be read", path.display()))?;
    Floor::parse(&text).map_err(|error| anyhow::anyhow!("{}: not a floor file, {error}", path.display()))
}

/// One difference on one line.
fn line(Place { article, difference }: &Place) -> String {
    const LONGEST: usize = 100;
    let Difference { what, kind, line, column, content, speaker, got } = difference;
    let short = |words: &str| {
        let flowing = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let cut: String = flowing.chars().take(LONGEST).collect();
        let dots = if cut.len() < flowing.len() { "…" } else { "" };
        format!("{}{dots}", harmless(&cut))
    };
    let named = |name: &Option<String>| name.as_deref().map_or("nobody".to_owned(), short);
    let words = match what {
        What::Missed | What::Extra => String::new(),
        What::Span => format!(" | got: {}", named(got)),
        What::Speaker => format!(" | {}, got: {}", named(speaker), named(got)),
    };
    format!("{:<7} {}:{line}:{column} {} {}{words}\n", name(what), harmless(article), name(kind), short(content))
}

/// The measures, one line for each group of quotes.
fn table(tally: &Tally) -> String {
    let mut out = format!(
        "{BOLD}{:<20} {:>6} {:>9} {:>7} {:>7} {:>11} {:>7} {:>10}{BOLD:#}\n",
        "", "gold", "precision", "recall", "F1", "attribution", "strict", "end-to-end"
    );
    let mut row = |label: &str, counts: &Counts| {
        let Measures { precision, recall, f1, attribution, strict, end_to_end_f1, gold } = counts.measures();
        out += &format!(
            "{label:<20} {gold:>6} {precision:>9.4} {recall:>7.4} {f1:>7.4} {attribution:>11.4} {strict:>7.4} {end_to_end_f1:>10.4}\n"
        );
    };
    for ((family, how), counts) in &tally.families {
        let family = if *family == Kind::Direct { "direct" } else { "indirect, mixed" };
        row(&if *how == Match::Exact { family.to_owned() } else { format!("{family} ½") }, counts);
    }
    tally.kinds.iter().for_each(|(kind, counts)| row(&format!("  {}", name(kind)), counts));
    tally.speakers.iter().for_each(|(kind, counts)| row(&format!("  by {}", name(kind)), counts));
    out
}

/// Weights fitted to all records, as the lexicon file that they are.
fn weights(articles: &[Vec<Observation>]) -> String {
    let records = articles.iter().flatten();
    format!(
        "# Weights of the confidence: what each feature of a record adds to the log-odds that its span and speaker are right.\n\
         # Fitted by `kutip score --fit` to {} records of {} annotated articles.\n{}",
        records.clone().count(),
        articles.len(),
        Model::fit(records).toml()
    )
}

/// The reliability table.
fn reliability(calibration: &Calibration) -> String {
    let mut out = format!("\n{BOLD}confidence  records   mean  right{BOLD:#}\n");
    for (tenth, Bin { count, predicted, right }) in calibration.bins.iter().enumerate() {
        let (from, to) = (tenth as f64 / 10.0, (tenth + 1) as f64 / 10.0);
        out += &format!("{from:.1} to {to:.1} {count:>8}  {predicted:.3}  {right:.3}\n");
    }
    let Calibration { error, brier, .. } = calibration;
    out + &format!(
        "expected calibration error {error:.4}, Brier score {brier:.4}\n\
         (weights fitted without the article: {FOLDS}-fold cross-validation over the articles)\n"
    )
}

/// The lower-case name of a value.
fn name(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}
