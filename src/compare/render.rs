//! Owns how comparisons look on a terminal.

use super::{Change, Checked, Group, Op, Said, Verdict};
use crate::Quote;
use crate::record::{Doc, Span};
use crate::terminal::{harmless, wrap};
use anstyle::{AnsiColor, Style};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const GOOD: Style = AnsiColor::Green.on_default();
const BAD: Style = AnsiColor::Red.on_default();
const DOUBTFUL: Style = AnsiColor::Yellow.on_default();

/// The verdict on `quote` with its place and its changes, ending in an empty line; `width` in columns.
pub fn verdict_text(quote: &Quote<'_>, checked: &Checked, width: usize) -> String {
    let (style, word) = match checked.verdict {
        Verdict::Exact => (GOOD, "exact"),
        Verdict::Punctuation => (GOOD, "exact but for punctuation and case"),
        Verdict::Altered => (DOUBTFUL, "altered"),
        Verdict::Stitched => (DOUBTFUL, "stitched from several places"),
        Verdict::NotFound => (BAD, "not found"),
        Verdict::Empty => (BAD, "no words to look for"),
    };
    let similarity = match checked.verdict {
        Verdict::Altered => format!(", {:.0}% the same", checked.similarity * 100.0),
        Verdict::Stitched => format!(", {:.0}% of it", checked.similarity * 100.0),
        _ => String::new(),
    };
    let style = style.bold();
    let place = quote.parts.first().map_or_else(String::new, |span| locate(&quote.doc, span));
    let speaker = quote.speaker.name.as_deref().unwrap_or("(speaker not named)");
    let mut out = format!("{style}{word}{style:#}{similarity}: {place} {DIM}·{DIM:#} {}\n", harmless(speaker));
    if checked.changes.is_empty() {
        out += &format!("{}\n", wrap(&format!("“{}”", quote.text), width, "  "));
    } else {
        out += &format!("{}\n", changes_text(&checked.changes, width));
    }
    for place in &checked.places {
        out += &format!("  {DIM}in{DIM:#} {}", locate(&place.doc, &place.excerpt.span));
        if checked.verdict == Verdict::Stitched {
            out += &format!(": {}", harmless(&place.excerpt.text));
        }
        out.push('\n');
    }
    for omission in checked.omissions.iter().filter(|omission| !omission.marked) {
        out += &format!("  {DOUBTFUL}dropped without an ellipsis:{DOUBTFUL:#} {}\n", harmless(&omission.text));
    }
    out.push('\n');
    out
}

/// A group with every wording and everyone who has it, ending in an empty line; `width` in columns.
pub fn group_text(group: &Group, width: usize) -> String {
    let (style, word) = match (group.speakers_differ, group.wording_differs) {
        (true, _) => (BAD.bold(), "different speakers"),
        (false, true) => (DOUBTFUL.bold(), "different wording"),
        (false, false) => (GOOD.bold(), "the same"),
    };
    let quotes: usize = group.variants.iter().map(|variant| variant.quotes.len()).sum();
    let names = if group.speakers.is_empty() { "(speaker not named)".into() } else { group.speakers.join(" / ") };
    let mut out = format!("{style}{word}{style:#}: {quotes} times, {}\n", harmless(&names));
    let mut variants = group.variants.iter();
    let Some(first) = variants.next() else { return out };
    out += &format!("{}\n", wrap(&format!("“{}”", first.text), width, "  "));
    out.extend(first.quotes.iter().map(said_text));
    for variant in variants {
        out += &format!("{}\n", changes_text(&super::verdict::word_diff(&first.text, &variant.text), width));
        out.extend(variant.quotes.iter().map(said_text));
    }
    out.push('\n');
    out
}

fn said_text(said: &Said) -> String {
    let speaker = said.speaker.as_deref().unwrap_or("(speaker not named)");
    format!("    {} {DIM}·{DIM:#} {BOLD}{}{BOLD:#}\n", locate(&said.doc, &said.span), harmless(speaker))
}

/// Where in which document, `path:line:column`; a document inside a larger file has its id behind the path.
fn locate(doc: &Doc<'_>, span: &Span) -> String {
    format!("{}:{}:{}", harmless(&doc.label()), span.line, span.column)
}

/// A word diff in the manner of wdiff, so that it can be read without colour.
fn changes_text(changes: &[Change], width: usize) -> String {
    let mut words = Vec::new();
    for change in changes {
        let (style, open, close) = match change.op {
            Op::Same => (Style::new(), "", ""),
            Op::Dropped => (BAD.strikethrough(), "[-", "-]"),
            Op::Added => (GOOD, "{+", "+}"),
        };
        let text = harmless(&change.text).into_owned();
        let last = text.split_whitespace().count().saturating_sub(1);
        for (i, word) in text.split_whitespace().enumerate() {
            let open = if i == 0 { open } else { "" };
            let close = if i == last { close } else { "" };
            words.push(format!("{style}{open}{word}{close}{style:#}"));
        }
    }
    textwrap::fill(&words.join(" "), textwrap::Options::new(width).initial_indent("  ").subsequent_indent("  "))
}
