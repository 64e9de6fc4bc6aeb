//! Owns findings as SARIF 2.1.0, the format that code scanning reads.

use super::{Code, Finding, Severity};
use crate::record::{Doc, Span};
use clap::ValueEnum;
use serde_json::{Value, json};

/// One SARIF log of all findings, each with the article it is in.
pub fn sarif<'a>(findings: impl IntoIterator<Item = (&'a Doc<'a>, &'a Finding)>) -> Value {
    let rules: Vec<Value> = Code::value_variants()
        .iter()
        .map(|code| {
            json!({
                "id": code.name(),
                "shortDescription": {"text": code.summary()},
                "defaultConfiguration": {"level": level(code.severity())},
            })
        })
        .collect();
    let results: Vec<Value> = findings
        .into_iter()
        .map(|(doc, finding)| {
            let related = finding.related.iter().map(|label| {
                let mut location = location(doc, &label.span);
                location["message"] = json!({"text": label.label});
                location
            });
            json!({
                "ruleId": finding.code.name(),
                "level": level(finding.severity),
                "message": {"text": format!("{}; {}", finding.message, finding.hint)},
                "locations": [location(doc, &finding.place.span)],
                "relatedLocations": related.collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {"name": "kutip", "version": env!("CARGO_PKG_VERSION"), "rules": rules}},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn location(doc: &Doc<'_>, span: &Span) -> Value {
    let path = doc.path.as_deref().unwrap_or(&doc.id);
    json!({
        "physicalLocation": {
            "artifactLocation": {"uri": uri(path)},
            "region": {
                "startLine": span.line,
                "startColumn": span.column,
                "charOffset": span.start,
                "charLength": span.end.saturating_sub(span.start),
            },
        },
        "logicalLocations": [{"name": doc.id}],
    })
}

/// A path as a relative URI reference: everything but unreserved characters and slashes percent-encoded.
fn uri(path: &str) -> String {
    path.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Label;
    use crate::handmade;

    #[test]
    fn a_log_has_every_rule_and_a_place_for_every_finding() {
        let span = handmade::span("satu\n“dua”", "dua");
        let finding = Finding {
            code: Code::NoSpeaker,
            severity: Severity::Note,
            message: "nobody".into(),
            place: Label { span, label: String::new() },
            related: vec![Label { span, label: "here".into() }],
            hint: "name somebody".into(),
        };
        let doc = Doc { id: "7".into(), path: Some("berita/é 1.txt".into()), ..Doc::default() };
        let log = sarif([(&doc, &finding)]);
        let run = &log["runs"][0];
        let rules = run["tool"]["driver"]["rules"].as_array().expect("it is a list");
        assert_eq!(rules.len(), Code::value_variants().len());
        assert!(rules.iter().all(|rule| rule["shortDescription"]["text"] != ""), "{rules:?}");
        let result = &run["results"][0];
        assert_eq!((&result["ruleId"], &result["level"]), (&json!("no-speaker"), &json!("note")));
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "berita/%C3%A9%201.txt");
        assert_eq!(place["region"], json!({"startLine": 2, "startColumn": 2, "charOffset": 6, "charLength": 3}));
        assert_eq!(result["relatedLocations"][0]["message"]["text"], "here");
    }
}
