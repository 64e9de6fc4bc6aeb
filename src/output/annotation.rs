//! Owns W3C Web Annotations: one annotation per quote, each part of it selected by its words and by its place.

use super::{Renderer, frame::Frame};
use crate::{Article, Quote, record::Span};
use serde_json::{Value, json};
use std::io;

/// The page that holds all annotations.
pub(super) const FRAME: Frame = Frame {
    head: "{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"type\":\"AnnotationPage\",\"items\":[\n",
    between: ",\n",
    tail: "\n]}\n",
};

/// How many code points of context a text selector has on each side.
const CONTEXT: usize = 32;

/// One annotation per line.
pub(super) struct Annotations;

impl Renderer for Annotations {
    fn article(&self, article: &Article<'_>, quotes: &[Quote<'_>], out: &mut Vec<u8>) -> io::Result<()> {
        let source = source(article);
        for quote in quotes {
            let annotation = json!({
                "type": "Annotation",
                "id": format!("urn:kutip:{}", quote.id),
                "motivation": "identifying",
                "body": body(quote),
                "target": quote.parts.iter().map(|part| target(&source, &article.text, part)).collect::<Vec<_>>(),
            });
            serde_json::to_writer(&mut *out, &annotation)?;
            out.push(b'\n');
        }
        Ok(())
    }
}

/// Who said it, how it is reported and by which word, each as a text with its purpose.
fn body(quote: &Quote<'_>) -> Vec<Value> {
    let text = |purpose: &str, value: &str| json!({"type": "TextualBody", "purpose": purpose, "value": value});
    let speaker = &quote.speaker;
    let mut body: Vec<Value> = speaker.name.iter().map(|name| text("identifying", name)).collect();
    body.extend(speaker.role.iter().map(|role| text("describing", role)));
    body.push(json!({"type": "TextualBody", "purpose": "classifying", "value": quote.kind}));
    body.extend(quote.cue.iter().map(|cue| text("tagging", &cue.text)));
    body
}

fn target(source: &str, text: &str, part: &Span) -> Value {
    let before = text.get(..part.byte_start).unwrap_or_default();
    let after = text.get(part.byte_end..).unwrap_or_default();
    let context = before.char_indices().rev().nth(CONTEXT - 1).map_or(0, |(at, _)| at);
    json!({
        "source": source,
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": part.of(text),
                "prefix": &before[context..],
                "suffix": after.chars().take(CONTEXT).collect::<String>(),
            },
            {"type": "TextPositionSelector", "start": part.start, "end": part.end},
        ],
    })
}

/// The IRI of the article: its address, else its id as a relative one.
fn source(article: &Article<'_>) -> String {
    let id = article.doc.url.as_deref().unwrap_or(&article.doc.id);
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte);
    id.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::handmade;

    #[test]
    fn each_part_is_selected_by_words_and_place() {
        let text = "“Kami siap,” ujar Wira, “dan berangkat.”";
        let quote = handmade::quote(text, &["Kami siap,", "dan berangkat."]).by("Wira", "Wira", text);
        let mut article = Article::from_text(text);
        article.doc.id = "berita 1/é.txt".into();
        let mut out = Vec::new();
        Annotations.article(&article, &[quote], &mut out).expect("a Vec takes it");
        let annotation: Value = serde_json::from_slice(&out).expect("it is JSON");
        assert_eq!(
            annotation["target"],
            json!([
                {"source": "berita%201/%C3%A9.txt", "selector": [
                    {"type": "TextQuoteSelector", "exact": "Kami siap,", "prefix": "“", "suffix": "” ujar Wira, “dan berangkat.”"},
                    {"type": "TextPositionSelector", "start": 1, "end": 11}]},
                {"source": "berita%201/%C3%A9.txt", "selector": [
                    {"type": "TextQuoteSelector", "exact": "dan berangkat.", "prefix": "“Kami siap,” ujar Wira, “", "suffix": "”"},
                    {"type": "TextPositionSelector", "start": 25, "end": 39}]},
            ])
        );
        assert_eq!(annotation["body"][0], json!({"type": "TextualBody", "purpose": "identifying", "value": "Wira"}));
        assert_eq!(annotation["body"][1]["value"], "direct");
    }
}
