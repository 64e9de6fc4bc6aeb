//! Owns the review report: one self-contained page in which an editor reads, filters, accepts, corrects and rejects.
//!
//! The page is a fixed frame, one block of JSON per article, and a script that shows one article at a time, so that it
//! can be written as a stream and stays quick with many articles. Nothing from an article is ever markup: it is data
//! until the script makes text of it. The page may run nothing but its own script and style, named by their hashes,
//! and may load nothing at all.

use super::{Renderer, Sink};
use crate::{Article, Quote};
use base64::Engine;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::io::{self, Write};

const HEAD: &str = include_str!("report/head.html");
const BODY: &str = include_str!("report/body.html");
const STYLE: &str = include_str!("report/report.css");
/// One module; each file builds on those before it.
const SCRIPT: &str = concat!(
    include_str!("report/records.js"),
    include_str!("report/front.js"),
    include_str!("report/article.js"),
    include_str!("report/details.js"),
    include_str!("report/gold.js"),
    include_str!("report/frame.js"),
);

/// One block of data per article.
pub(super) struct Blocks;

impl Renderer for Blocks {
    fn article(&self, article: &Article<'_>, quotes: &[Quote<'_>], out: &mut Vec<u8>) -> io::Result<()> {
        let records = quotes.iter().map(record).collect::<serde_json::Result<Vec<Value>>>()?;
        let data = json!({"doc": article.doc, "text": article.text, "notes": article.notes, "quotes": records});
        // A script element ends at its first `</`, whatever it stands in.
        writeln!(
            out,
            r#"<script type="application/json" class="article">{}</script>"#,
            data.to_string().replace('<', "\\u003c")
        )
    }
}

/// The record without what the article says already, and with the candidates that lost.
fn record(quote: &Quote<'_>) -> serde_json::Result<Value> {
    let mut record = serde_json::to_value(quote)?;
    let rivals = quote.rivals.iter().map(
        |rival| json!({"name": rival.name, "reason": rival.reason, "start": rival.span.start, "end": rival.span.end}),
    );
    if let Some(fields) = record.as_object_mut() {
        fields.remove("doc");
        fields.insert("rivals".into(), rivals.collect());
    }
    Ok(record)
}

/// Puts the frame around the blocks.
pub(super) struct Page<W> {
    writer: W,
    begun: bool,
}

impl<W: Write> Page<W> {
    pub fn new(writer: W) -> Self {
        Page { writer, begun: false }
    }

    fn begin(&mut self) -> io::Result<()> {
        if self.begun {
            return Ok(());
        }
        self.begun = true;
        let head = HEAD
            .replace("{style}", &source_of(STYLE))
            .replace("{script}", &source_of(SCRIPT))
            .replace("{version}", env!("CARGO_PKG_VERSION"));
        write!(self.writer, "{head}<style>{STYLE}</style>\n{BODY}")
    }
}

/// How a Content-Security-Policy names an inline script or style.
fn source_of(text: &str) -> String {
    format!("'sha256-{}'", base64::engine::general_purpose::STANDARD.encode(Sha256::digest(text)))
}

impl<W: Write + Send> Sink for Page<W> {
    fn block(&mut self, block: &[u8]) -> io::Result<()> {
        self.begin()?;
        self.writer.write_all(block)
    }

    fn finish(&mut self) -> io::Result<()> {
        self.begin()?;
        write!(self.writer, "<script type=\"module\">{SCRIPT}</script>\n</body>\n</html>\n")?;
        self.writer.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::handmade;

    #[test]
    fn an_article_cannot_break_out_of_its_block() {
        let text = "“</script><script>alert(1)</script><!--” kata Budi";
        let quotes = [handmade::quote(text, &["</script><script>alert(1)</script><!--"]).by("<b>Budi", "Budi", text)];
        let mut block = Vec::new();
        Blocks.article(&Article::from_text(text), &quotes, &mut block).expect("a Vec takes it");
        let block = String::from_utf8(block).expect("it is text");
        assert_eq!(block.matches('<').count(), 2, "{block}");
        let json = block.trim_start_matches(r#"<script type="application/json" class="article">"#);
        let data: Value = serde_json::from_str(json.trim_end().trim_end_matches("</script>")).expect("it is JSON");
        assert_eq!(data["text"], text);
        assert_eq!(data["quotes"][0]["speaker"]["name"], "<b>Budi");
        assert_eq!(data["quotes"][0].get("doc"), None);
    }

    #[test]
    fn the_frame_stands_around_any_number_of_blocks() {
        for blocks in [0, 2] {
            let mut page = Page::new(Vec::new());
            for _ in 0..blocks {
                page.block(b"DATA").expect("a Vec takes it");
            }
            page.finish().expect("a Vec takes it");
            let page = String::from_utf8(page.writer).expect("it is text");
            assert!(page.starts_with("<!doctype html>") && page.ends_with("</html>\n"));
            assert_eq!(page.matches("DATA").count(), blocks);
            assert!(!page.contains("{style}") && !page.contains("http://") && !page.contains("https://"));
        }
    }
}
