//! Owns the look of an article's quotes on a terminal: in text order, each under its speaker.

use super::Renderer;
use crate::record::{Kind, Speaker};
use crate::terminal::{harmless, wrap};
use crate::{Article, Quote};
use anstyle::{AnsiColor, Style};
use std::io::{self, Write};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const SPEAKER: Style = AnsiColor::Cyan.on_default().bold();
const NOTE: Style = AnsiColor::Yellow.on_default();

/// A confidence below this is shown.
const DOUBTFUL: f64 = 0.8;
/// So many code points between cue and mention are shown.
const BETWEEN: usize = 30;
/// The columns that line numbers take.
const MARGIN: usize = 6;

/// Writes quotes for people.
#[derive(Debug, Clone, Copy)]
pub struct Text {
    /// The columns there are.
    pub width: usize,
    /// Whether colours may be used.
    pub styled: bool,
}

impl Renderer for Text {
    fn article(&self, article: &Article<'_>, quotes: &[Quote<'_>], out: &mut Vec<u8>) -> io::Result<()> {
        let text = self.render(article, quotes);
        match self.styled {
            true => out.write_all(text.as_bytes()),
            false => write!(out, "{}", anstream::adapter::strip_str(&text)),
        }
    }
}

impl Text {
    fn render(&self, article: &Article<'_>, quotes: &[Quote<'_>]) -> String {
        let doc = &article.doc;
        let title = doc.title.as_deref().unwrap_or(&doc.id);
        let mut out = format!("{BOLD}{}{BOLD:#}\n", harmless(title));
        let count = match quotes.len() {
            0 => "no quotes".to_owned(),
            1 => "1 quote".to_owned(),
            many => format!("{many} quotes"),
        };
        let place = doc.title.is_some().then(|| doc.label());
        let facts = place.iter().map(String::as_str).chain(doc.date.as_deref()).chain([count.as_str()]);
        out += &format!("{DIM}{}{DIM:#}\n", harmless(&facts.collect::<Vec<_>>().join(" · ")));
        for stretch in
            quotes.chunk_by(|left, right| left.speaker.name.is_some() && left.speaker.name == right.speaker.name)
        {
            out.push('\n');
            if let Some(first) = stretch.first() {
                out += &self.speaker(&first.speaker);
            }
            for quote in stretch {
                out += &self.quote(article, quote);
            }
        }
        out.push('\n');
        out
    }

    fn speaker(&self, speaker: &Speaker<'_>) -> String {
        let name = speaker.name.as_deref().unwrap_or("(speaker not named)");
        let role =
            speaker.role.as_deref().map_or_else(String::new, |role| format!(" {DIM}·{DIM:#} {}", harmless(role)));
        let line = format!("{SPEAKER}{}{SPEAKER:#}{role}", harmless(name));
        textwrap::fill(&line, textwrap::Options::new(self.width).subsequent_indent("  ")) + "\n"
    }

    fn quote(&self, article: &Article<'_>, quote: &Quote<'_>) -> String {
        let margin = " ".repeat(MARGIN);
        let body = match quote.kind {
            Kind::Direct => format!("“{}”", quote.text),
            Kind::Indirect | Kind::Mixed => quote.text.clone().into_owned(),
        };
        let body = wrap(&body, self.width, &margin);
        let line = quote.parts.first().map_or(0, |span| span.line);
        // The first line's margin holds the line number.
        let mut out = format!("{DIM}{line:>4}{DIM:#}{}\n", body.get(4..).unwrap_or(&body));
        let circumstances = [quote.when.as_ref().map(|when| when.text.as_ref())]
            .into_iter()
            .chain([&quote.place, &quote.event].map(|excerpt| excerpt.as_ref().map(|excerpt| excerpt.text.as_ref())));
        let kind = match quote.kind {
            Kind::Direct => None,
            Kind::Indirect => Some("indirect".to_owned()),
            Kind::Mixed => Some("mixed".to_owned()),
        };
        let doubt = (quote.confidence < DOUBTFUL).then(|| format!("confidence {:.2}", quote.confidence));
        let facts = [kind, attribution(&article.text, quote)]
            .into_iter()
            .chain(circumstances.map(|fact| fact.map(str::to_owned)))
            .chain([doubt]);
        let facts = facts.flatten().collect::<Vec<_>>().join(" · ");
        if !facts.is_empty() {
            out += &format!("{DIM}{}{DIM:#}\n", wrap(&facts, self.width, &margin));
        }
        if !quote.notes.is_empty() {
            out += &format!("{NOTE}{}{NOTE:#}\n", wrap(&quote.notes.join(", "), self.width, &margin));
        }
        out
    }
}

/// Cue and mention as they stand in the article, with what is between them unless that is long.
fn attribution(text: &str, quote: &Quote<'_>) -> Option<String> {
    let cue = quote.cue.as_ref().map(|cue| cue.span);
    let mention = quote.speaker.mention.as_ref().map(|mention| mention.span);
    let (Some(cue), Some(mention)) = (cue, mention) else {
        return cue.or(mention).map(|span| span.of(text).to_owned());
    };
    let (first, second) = if cue <= mention { (cue, mention) } else { (mention, cue) };
    if first.end + BETWEEN < second.start {
        return Some(format!("{} … {}", first.of(text), second.of(text)));
    }
    text.get(first.byte_start..second.byte_end.max(first.byte_end)).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::handmade;

    const TEXT: &str = "Ketua RT, Wulan Sari, mengeluh.\n“Airnya\u{202e} keruh,” ujar Wulan.\nTarif naik, katanya.";

    fn render(styled: bool) -> String {
        let quotes = [
            handmade::quote(TEXT, &["Airnya\u{202e} keruh,"]).by("Wulan Sari", "Wulan", TEXT).with_cue("ujar", TEXT),
            Quote {
                kind: Kind::Indirect,
                confidence: 0.55,
                notes: vec!["ambiguous-speaker".into()],
                ..handmade::quote(TEXT, &["Tarif naik"]).by("Wulan Sari", "nya", TEXT).with_cue("kata", TEXT)
            },
            Quote { cue: None, ..handmade::quote(TEXT, &["mengeluh"]) },
        ];
        let mut out = Vec::new();
        Text { width: 40, styled }.article(&Article::from_text(TEXT), &quotes, &mut out).expect("a Vec takes it");
        String::from_utf8(out).expect("it is text")
    }

    #[test]
    fn quotes_stand_under_their_speakers() {
        let expected = "\
-
3 quotes

Wulan Sari
   2  “Airnya\\u{202e} keruh,”
      ujar Wulan
   3  Tarif naik
      indirect · katanya · confidence
      0.55
      ambiguous-speaker

(speaker not named)
   1  “mengeluh”

";
        assert_eq!(render(false), expected);
        assert_eq!(anstream::adapter::strip_str(&render(true)).to_string(), expected);
        assert!(render(true).contains("\u{1b}["));
    }
}
