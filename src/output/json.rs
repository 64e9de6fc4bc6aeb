//! Owns records as JSON, one a line.
//!
//! The records are those of serde, byte for byte; they are written by hand because that takes a third of the time, and
//! writing is a good part of what little time there is. A test holds both to the same output.

use super::Renderer;
use crate::{
    Article, Quote,
    input::Problem,
    record::{Excerpt, SCHEMA, Span, Speaker},
};
use serde::Serialize;
use serde_json::json;
use std::{borrow::Cow, io};

/// Records as they are; failures too, where they are wanted among them.
pub(super) struct Records {
    /// Whether a failure is a line of the output.
    pub errors: bool,
}

impl Renderer for Records {
    fn article(&self, _: &Article<'_>, quotes: &[Quote<'_>], out: &mut Vec<u8>) -> io::Result<()> {
        let Some(first) = quotes.first() else { return Ok(()) };
        let doc = serde_json::to_vec(&first.doc)?;
        let mut writer = Writer(out);
        for quote in quotes {
            writer.record(quote, &doc)?;
            writer.0.push(b'\n');
        }
        Ok(())
    }

    fn problem(&self, problem: &Problem, out: &mut Vec<u8>) -> bool {
        if self.errors {
            let path = &*problem.path;
            let id = problem.line.map_or_else(|| path.to_owned(), |line| format!("{path}:{line}"));
            let doc = json!({"id": id, "path": (path != "-").then_some(path)});
            let record = json!({"schema": SCHEMA, "doc": doc, "error": problem.message, "line": problem.line});
            out.extend_from_slice(record.to_string().as_bytes());
            out.push(b'\n');
        }
        self.errors
    }
}

/// Writes a record piece by piece: what stands between two values in one go.
struct Writer<'o>(&'o mut Vec<u8>);

impl Writer<'_> {
    /// The record, with `doc` for its document: all of one article have the same.
    fn record(&mut self, quote: &Quote<'_>, doc: &[u8]) -> io::Result<()> {
        self.value(r#"{"schema":"#, &quote.schema)?;
        self.string(r#","id":"#, &quote.id)?;
        self.text(r#","doc":"#);
        self.0.extend_from_slice(doc);
        self.string(r#","kind":"#, quote.kind.name())?;
        self.string(r#","text":"#, &quote.text)?;
        self.text(r#","parts":["#);
        for (at, part) in quote.parts.iter().enumerate() {
            self.text(if at == 0 { "{" } else { ",{" });
            self.span(part)?;
        }
        self.speaker(&quote.speaker)?;
        match &quote.cue {
            Some(cue) => {
                self.string(r#","cue":{"text":"#, &cue.text)?;
                self.string(r#","lemma":"#, &cue.lemma)?;
                self.text(",");
                self.span(&cue.span)?;
            }
            None => self.text(r#","cue":null"#),
        }
        match &quote.when {
            Some(when) => {
                self.string(r#","when":{"text":"#, &when.text)?;
                self.optional(r#","iso":"#, when.iso.as_deref())?;
                self.text(",");
                self.span(&when.span)?;
            }
            None => self.text(r#","when":null"#),
        }
        self.excerpt(r#","where":"#, quote.place.as_ref())?;
        self.excerpt(r#","event":"#, quote.event.as_ref())?;
        self.value(r#","confidence":"#, &quote.confidence)?;
        self.string(r#","rule":"#, &quote.rule)?;
        self.list(r#","notes":["#, &quote.notes)?;
        self.text("}");
        Ok(())
    }

    fn speaker(&mut self, speaker: &Speaker<'_>) -> io::Result<()> {
        self.optional(r#"],"speaker":{"name":"#, speaker.name.as_deref())?;
        self.string(r#","kind":"#, speaker.kind.name())?;
        self.optional(r#","role":"#, speaker.role.as_deref())?;
        self.optional(r#","affiliation":"#, speaker.affiliation.as_deref())?;
        self.list(r#","aliases":["#, &speaker.aliases)?;
        self.excerpt(r#","mention":"#, speaker.mention.as_ref())?;
        self.optional(r#","resolved_by":"#, speaker.resolved_by.as_deref())?;
        self.excerpt(r#","antecedent":"#, speaker.antecedent.as_ref())?;
        self.text("}");
        Ok(())
    }

    fn excerpt(&mut self, name: &str, excerpt: Option<&Excerpt<'_>>) -> io::Result<()> {
        self.text(name);
        let Some(excerpt) = excerpt else {
            self.text("null");
            return Ok(());
        };
        self.string(r#"{"text":"#, &excerpt.text)?;
        self.text(",");
        self.span(&excerpt.span)
    }

    /// The fields of a span, and the end of the object that they stand in.
    fn span(&mut self, span: &Span) -> io::Result<()> {
        self.value(r#""start":"#, &span.start)?;
        self.value(r#","end":"#, &span.end)?;
        self.value(r#","byte_start":"#, &span.byte_start)?;
        self.value(r#","byte_end":"#, &span.byte_end)?;
        self.value(r#","line":"#, &span.line)?;
        self.value(r#","column":"#, &span.column)?;
        self.text("}");
        Ok(())
    }

    fn list(&mut self, name: &str, items: &[Cow<'_, str>]) -> io::Result<()> {
        self.text(name);
        for (at, item) in items.iter().enumerate() {
            self.text(if at == 0 { "" } else { "," });
            self.quoted(item)?;
        }
        self.text("]");
        Ok(())
    }

    #[inline(always)]
    fn optional(&mut self, name: &str, string: Option<&str>) -> io::Result<()> {
        self.text(name);
        match string {
            Some(string) => self.quoted(string),
            None => {
                self.text("null");
                Ok(())
            }
        }
    }

    #[inline(always)]
    fn string(&mut self, name: &str, string: &str) -> io::Result<()> {
        self.text(name);
        self.quoted(string)
    }

    /// A string by itself; most need no escapes.
    fn quoted(&mut self, string: &str) -> io::Result<()> {
        if !is_plain(string.as_bytes()) {
            return self.value("", &string);
        }
        self.text("\"");
        self.text(string);
        self.text("\"");
        Ok(())
    }

    #[inline(always)]
    fn value(&mut self, name: &str, value: &impl Serialize) -> io::Result<()> {
        self.text(name);
        Ok(serde_json::to_writer(&mut *self.0, value)?)
    }

    // what is inlined is copied without asking how long it is
    #[inline(always)]
    fn text(&mut self, text: &str) {
        self.0.extend_from_slice(text.as_bytes());
    }
}

/// Whether a string needs no escapes: its bytes are looked at in blocks, the last of which may overlap the one before.
fn is_plain(string: &[u8]) -> bool {
    fn plain<const N: usize>(block: &[u8; N]) -> bool {
        block.iter().fold(true, |plain, &byte| plain & (byte >= b' ') & (byte != b'"') & (byte != b'\\'))
    }
    match (string.last_chunk::<16>(), string.first_chunk::<4>(), string.last_chunk::<4>()) {
        (Some(last), ..) => plain(last) && string.as_chunks::<16>().0.iter().all(plain),
        (None, Some(first), Some(last)) => {
            let middle = string.get(4..).and_then(|rest| rest.first_chunk::<4>()).unwrap_or(first);
            let third = string.get(8..).and_then(|rest| rest.first_chunk::<4>()).unwrap_or(last);
            plain(first) & plain(middle) & plain(third) & plain(last)
        }
        _ => string.iter().all(|&byte| plain(&[byte])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{handmade, record::When};

    #[test]
    fn plain_strings_need_no_escapes() {
        for length in 0..70 {
            let mut string = vec![b'a'; length];
            assert!(is_plain(&string), "{length}");
            for at in 0..length {
                for byte in [b'"', b'\\', b'\n', 0x1f, 0] {
                    string[at] = byte;
                    assert!(!is_plain(&string), "{length} {at}");
                }
                string[at] = b'a';
            }
        }
    }

    #[test]
    fn records_are_those_of_serde() {
        let text = "“Kami \"siap\",” ujar Wira\tPratama, Senin, “dan pergi.”";
        let bare = handmade::quote(text, &["Kami \"siap\","]);
        let mut full = handmade::quote(text, &["Kami \"siap\",", "dan pergi."])
            .by("Wira", "Wira\tPratama", text)
            .with_cue("ujar", text);
        full.speaker.aliases = vec!["Pratama".into(), "WP".into()];
        full.speaker.antecedent = full.speaker.mention.clone();
        full.when =
            Some(When { text: "Senin".into(), iso: Some("2025-05-05".into()), span: handmade::span(text, "Senin") });
        full.place = full.speaker.mention.clone();
        full.event = full.speaker.mention.clone();
        full.notes = vec!["unclosed-quote".into(), "\u{7}".into()];
        for quote in [bare, full] {
            let mut out = Vec::new();
            let expected = serde_json::to_string(&quote).expect("records are JSON") + "\n";
            Records { errors: false }.article(&Article::from_text(text), &[quote], &mut out).expect("a Vec takes it");
            assert_eq!(String::from_utf8(out).expect("it is text"), expected);
        }
    }
}
