//! Owns how findings look: for people on a terminal, as JSON Lines, and as GitHub's workflow commands.

use super::{Finding, Label, Severity};
use crate::Article;
use crate::record::{Doc, Span};
use crate::terminal::{harmless, masked};
use annotate_snippets::{AnnotationKind, Element, Level, Origin, Renderer, Snippet};
use serde::Serialize;
use std::ops::Range;

/// A longer line, in bytes before or behind a place, is not shown.
const LONGEST: usize = 20_000;

/// Findings with the lines they are about, in rustc's manner; `width` in columns.
pub fn text(article: &Article<'_>, findings: &[Finding], width: usize) -> String {
    let renderer = Renderer::styled().term_width(width);
    let path = article.doc.label();
    let mut out = String::new();
    for finding in findings {
        let level = match finding.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        };
        let places = std::iter::once((AnnotationKind::Primary, &finding.place))
            .chain(finding.related.iter().map(|label| (AnnotationKind::Context, label)));
        let elements = places
            .map(|(kind, place)| show(kind, article, &path, place))
            .chain([Level::HELP.message(finding.hint.as_str()).into()]);
        let title = level.primary_title(harmless(&finding.message)).id(finding.code.name());
        out += &renderer.render(&[title.elements(elements)]);
        out += "\n\n";
    }
    out
}

/// The line that a place begins in with the place marked; of an endless line only where it is.
fn show<'a>(kind: AnnotationKind, article: &Article<'_>, path: &str, place: &'a Label) -> Element<'a> {
    let path = harmless(path).into_owned();
    let Span { byte_start, byte_end, line, column, .. } = place.span;
    let Some(range) = line_around(&article.text, byte_start) else {
        return Origin::path(path).line(line).char_column(column).into();
    };
    let label = (!place.label.is_empty()).then(|| harmless(&place.label));
    let text = article.text.get(range.clone()).unwrap_or("");
    let masked_length = |bytes: usize| masked(text.get(..bytes).unwrap_or(text)).len();
    let marked = masked_length(byte_start - range.start)..masked_length(byte_end.min(range.end) - range.start);
    Snippet::source(masked(text)).path(path).line_start(line).annotation(kind.span(marked).label(label)).into()
}

/// The bytes of the line that holds byte `at`, unless it is longer than any paragraph.
fn line_around(text: &str, at: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let low = at.saturating_sub(LONGEST);
    let start = match memchr::memrchr(b'\n', bytes.get(low..at)?) {
        Some(found) => low + found + 1,
        None if low == 0 => 0,
        None => return None,
    };
    let high = bytes.len().min(at + LONGEST);
    match memchr::memchr(b'\n', bytes.get(at..high)?) {
        Some(found) => Some(start..at + found),
        None if high == bytes.len() => Some(start..high),
        None => None,
    }
}

/// One JSON object a line.
///
/// # Errors
/// None that are known.
pub fn json(article: &Article<'_>, findings: &[Finding]) -> serde_json::Result<String> {
    #[derive(Serialize)]
    struct Line<'a> {
        doc: Doc<'a>,
        #[serde(flatten)]
        finding: &'a Finding,
        text: &'a str,
    }
    let mut out = String::new();
    for finding in findings {
        let text = finding.place.span.of(&article.text);
        out += &serde_json::to_string(&Line { doc: article.doc.borrowed(), finding, text })?;
        out.push('\n');
    }
    Ok(out)
}

/// One workflow command a line, which GitHub shows beside the line of the file.
pub fn github(article: &Article<'_>, findings: &[Finding]) -> String {
    let path = article.doc.path.as_deref().unwrap_or(&article.doc.id);
    let mut out = String::new();
    for finding in findings {
        let command = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let Span { line, column, .. } = finding.place.span;
        out += &format!(
            "::{command} file={},line={line},col={column},title={}::{}%0A{}\n",
            property(&harmless(path)),
            finding.code,
            message(&harmless(&finding.message)),
            message(&finding.hint)
        );
    }
    out
}

/// Text as it may stand behind the `::` of a workflow command.
fn message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Text as it may stand in a property of a workflow command.
fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Code, Finding};
    use crate::handmade;

    fn render(text: &str, slice: &str) -> String {
        let finding = Finding {
            code: Code::NoSpeaker,
            severity: Severity::Warning,
            message: "nobody is named\u{1b}[2J".into(),
            place: Label { span: handmade::span(text, slice), label: String::new() },
            related: Vec::new(),
            hint: "name somebody".into(),
        };
        anstream::adapter::strip_str(&super::text(&Article::from_text(text), &[finding], 60)).to_string()
    }

    #[test]
    fn nothing_in_an_article_steers_the_terminal() {
        let shown = render("satu\n“Awas\u{9b}2J \u{202e}dia”", "Awas\u{9b}2J \u{202e}dia");
        assert!(!shown.contains(['\u{1b}', '\u{9b}', '\u{202e}']), "{shown:?}");
        assert!(shown.contains("-:2:2") && shown.contains("| “Awas�2J �dia”\n  |  ^^^^^^^^^^^^\n"), "{shown}");
    }

    #[test]
    fn a_message_cannot_end_its_workflow_command() {
        assert_eq!(message("100%\n::error::x"), "100%25%0A::error::x");
        assert_eq!(property("a:b,c%\r"), "a%3Ab%2Cc%25%0D");
    }

    #[test]
    fn an_endless_line_is_not_shown() {
        let text = format!("{} “apa” {}", "kata ".repeat(LONGEST), "kata ".repeat(LONGEST));
        let shown = render(&text, "apa");
        assert!(shown.contains("-:1:100003") && shown.len() < 300, "{shown}");
    }
}
