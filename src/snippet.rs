//! Owns pieces of an article with places marked in them, in rustc's manner; nothing in an article can steer a terminal.

use crate::Article;
use crate::record::Span;
use crate::terminal::{harmless, masked};
use annotate_snippets::{AnnotationKind, Element, Origin, Snippet};
use std::ops::Range;

/// A longer line, in bytes before or behind a place, is not shown.
pub(crate) const LONGEST: usize = 20_000;

/// A line of so many bytes is shown once, with all places in it.
const SHORT: usize = 200;

/// In a longer one, places so many code points apart are shown apart, as only a part of the line is.
const APART: usize = 60;

/// What a marked place is to what is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// What it is about.
    Main,
    /// What it has to do with.
    Beside,
}

/// A place to be marked, with what is to be said about it, if anything.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub span: Span,
    pub role: Role,
    pub label: String,
}

/// A line with places in it; its bytes if it is not endless.
struct Line<'p> {
    number: usize,
    bytes: Option<Range<usize>>,
    places: Vec<&'p Place>,
}

/// The lines that the places begin in, with the places marked, in the order of the first place of each; of an endless
/// line only where it is.
pub(crate) fn elements(article: &Article<'_>, path: &str, places: &[Place]) -> Vec<Element<'static>> {
    let path = harmless(path).into_owned();
    let mut lines: Vec<Line<'_>> = Vec::new();
    for place in places {
        let near = |line: &&mut Line<'_>| {
            line.number == place.span.line
                && (line.bytes.as_ref().is_some_and(|bytes| bytes.len() <= SHORT)
                    || line.places.iter().all(|known| known.span.start.abs_diff(place.span.start) <= APART))
        };
        match lines.iter_mut().find(near) {
            Some(line) => line.places.push(place),
            None => lines.push(Line {
                number: place.span.line,
                bytes: line_around(&article.text, place.span.byte_start),
                places: vec![place],
            }),
        }
    }
    let element = |Line { number: line, bytes, places }: Line<'_>| {
        let Some(range) = bytes else {
            let column = places.first().map_or(1, |place| place.span.column);
            return Origin::path(path.clone()).line(line).char_column(column).into();
        };
        let text = article.text.get(range.clone()).unwrap_or("");
        let masked_length = |bytes: usize| masked(text.get(..bytes).unwrap_or(text)).len();
        let marks = places.iter().filter(|place| range.contains(&place.span.byte_start)).map(|place| {
            let Span { byte_start, byte_end, .. } = place.span;
            let kind = if place.role == Role::Main { AnnotationKind::Primary } else { AnnotationKind::Context };
            let label = (!place.label.is_empty()).then(|| harmless(&place.label).into_owned());
            let marked = masked_length(byte_start - range.start)..masked_length(byte_end.min(range.end) - range.start);
            kind.span(marked).label(label)
        });
        Snippet::source(masked(text)).path(path.clone()).line_start(line).annotations(marks).into()
    };
    lines.into_iter().map(element).collect()
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
