//! Owns how findings look: for people on a terminal, as JSON Lines, and as GitHub's workflow commands.

use super::{Finding, Label, Severity};
use crate::Article;
use crate::record::{Doc, Span};
use crate::snippet::{Place, Role, elements};
use crate::terminal::harmless;
use annotate_snippets::{Level, Renderer};
use serde::Serialize;

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
        let place = |role, Label { span, label }: &Label| Place { span: *span, role, label: label.clone() };
        let places = std::iter::once(place(Role::Main, &finding.place))
            .chain(finding.related.iter().map(|label| place(Role::Beside, label)));
        let elements = places
            .flat_map(|place| elements(article, &path, &[place]))
            .chain([Level::HELP.message(finding.hint.as_str()).into()]);
        let title = level.primary_title(harmless(&finding.message)).id(finding.code.name());
        out += &renderer.render(&[title.elements(elements)]);
        out += "\n\n";
    }
    out
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
    use crate::snippet::LONGEST;

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
