//! Owns `--explain`: each quote in its place in the text, with the reasons for what the record says.

use super::Renderer;
use crate::Article;
use crate::extract::score::{Feature, features};
use crate::lexicon::Lexicon;
use crate::record::{Quote, Span};
use crate::snippet::{Place, Role, elements};
use crate::terminal::harmless;
use annotate_snippets::Level;
use std::io;

/// Weights below this are not worth mentioning.
const SLIGHT: f64 = 0.2;

/// Explanations in rustc's manner.
pub(crate) struct Explained<'l> {
    /// What the quotes were found with.
    pub lexicon: &'l Lexicon,
    /// The width of the output, in columns.
    pub width: usize,
    /// Whether it is for a terminal that shows colours.
    pub styled: bool,
}

impl Renderer for Explained<'_> {
    fn article(&self, article: &Article<'_>, quotes: &[Quote<'_>], out: &mut Vec<u8>) -> io::Result<()> {
        let look =
            if self.styled { annotate_snippets::Renderer::styled() } else { annotate_snippets::Renderer::plain() };
        let renderer = look.term_width(self.width);
        let path = article.doc.label();
        for quote in quotes {
            let speaker = quote.speaker.name.as_deref().unwrap_or("nobody named");
            let title = format!("{}: {} quote", harmless(speaker), quote.kind.name());
            let reasons = self.reasons(quote);
            let group = Level::NOTE
                .primary_title(title)
                .id(quote.rule.to_string())
                .elements(elements(article, &path, &places(quote)))
                .elements(reasons.iter().map(|reason| Level::NOTE.no_name().message(reason.as_str())));
            out.extend_from_slice(renderer.render(&[group]).as_bytes());
            out.extend_from_slice(b"\n\n");
        }
        Ok(())
    }
}

impl Explained<'_> {
    /// Why the record says what it says, one reason a line.
    fn reasons(&self, quote: &Quote<'_>) -> Vec<String> {
        let mut lines = Vec::new();
        if let Some(cue) = &quote.cue {
            let act = self.lexicon.entry(&cue.lemma).map_or("a mark", |entry| entry.act.name());
            let form =
                if cue.text.to_lowercase() == cue.lemma { String::new() } else { format!("{}, a form of ", cue.text) };
            lines.push(format!("cue: {}{} ({act})", harmless(&form), harmless(&cue.lemma)));
        }
        let speaker = &quote.speaker;
        lines.push(match (&speaker.name, &speaker.resolved_by) {
            (Some(name), Some(by)) => format!("speaker: {} ({}), by {by}", harmless(name), speaker.kind.name()),
            _ => "speaker: the article leaves it open".to_owned(),
        });
        if let Some(role) = &speaker.role {
            lines.push(format!("role: {}", harmless(role)));
        }
        for rival in &quote.rivals {
            lines.push(format!("not {}: {} (line {})", harmless(&rival.name), rival.reason, rival.span.line));
        }
        if !quote.notes.is_empty() {
            lines.push(format!("notes: {}", harmless(&quote.notes.join(", "))));
        }
        let mut moving: Vec<(f64, Feature<'_>)> = features(quote, self.lexicon)
            .into_iter()
            .map(|feature| (feature.weight(self.lexicon), feature))
            .filter(|(weight, _)| weight.abs() >= SLIGHT)
            .collect();
        moving.sort_by(|one, other| other.0.abs().total_cmp(&one.0.abs()));
        let moving: Vec<String> = moving
            .iter()
            .map(|(weight, Feature { group, value })| format!("{group} {} {weight:+.1}", harmless(value)))
            .collect();
        lines.push(format!("confidence: {:.2}", quote.confidence));
        lines.extend((!moving.is_empty()).then(|| format!("moved by: {}", moving.join(", "))));
        lines
    }
}

/// What of the record stands in the text, the content first.
fn places(quote: &Quote<'_>) -> Vec<Place> {
    let place = |span: Span, label: &str| Place { span, role: Role::Beside, label: label.to_owned() };
    let speaker = &quote.speaker;
    let contents = quote.parts.iter().map(|&span| Place { span, role: Role::Main, label: String::new() });
    let mut beside: Vec<Place> = Vec::new();
    beside.extend(quote.cue.iter().map(|cue| place(cue.span, "cue")));
    // the suffix of a cue is marked with it
    let apart =
        |span: Span| quote.cue.as_ref().is_none_or(|cue| span.end <= cue.span.start || span.start >= cue.span.end);
    beside.extend(
        speaker.mention.iter().filter(|mention| apart(mention.span)).map(|mention| place(mention.span, "source")),
    );
    let elsewhere = |span: Span| speaker.mention.as_ref().is_none_or(|mention| mention.span != span);
    beside.extend(
        speaker.antecedent.iter().filter(|known| elsewhere(known.span)).map(|known| place(known.span, "named here")),
    );
    beside.extend(
        quote
            .when
            .iter()
            .map(|when| place(when.span, &when.iso.as_ref().map_or("when".to_owned(), |iso| format!("when: {iso}")))),
    );
    beside.extend(quote.place.iter().map(|found| place(found.span, "where")));
    beside.extend(quote.event.iter().map(|found| place(found.span, "event")));
    contents.chain(beside).collect()
}
