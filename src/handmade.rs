//! Owns records made by hand for unit tests of what comes after extraction.

use crate::record::{Cue, Doc, Excerpt, Kind, Quote, SCHEMA, Span, Speaker, SpeakerKind};

/// The place of the last `slice` in `text`.
pub(crate) fn span(text: &str, slice: &str) -> Span {
    let byte_start = text.rfind(slice).expect("the slice stands in the text");
    let before = &text[..byte_start];
    let start = before.chars().count();
    Span {
        start,
        end: start + slice.chars().count(),
        byte_start,
        byte_end: byte_start + slice.len(),
        line: before.matches('\n').count() + 1,
        column: before.rsplit('\n').next().unwrap_or("").chars().count() + 1,
    }
}

/// A direct quote with these parts, all standing in `text`, and nobody to say them.
pub(crate) fn quote<'a>(text: &'a str, parts: &[&str]) -> Quote<'a> {
    let parts: Vec<Span> = parts.iter().map(|part| span(text, part)).collect();
    Quote {
        schema: SCHEMA,
        id: format!("{:016x}", parts[0].start),
        doc: Doc { id: "-".into(), ..Doc::default() },
        kind: Kind::Direct,
        text: parts.iter().map(|part| part.of(text)).collect::<Vec<_>>().join(" ").into(),
        parts,
        speaker: Speaker::default(),
        cue: None,
        when: None,
        place: None,
        event: None,
        confidence: 0.9,
        rule: "direct/quote-cue-name".into(),
        notes: Vec::new(),
        rivals: Vec::new(),
    }
}

impl<'a> Quote<'a> {
    /// The same, said by a person under this name.
    pub(crate) fn by(mut self, name: &'a str, mention: &'a str, text: &'a str) -> Self {
        self.speaker = Speaker {
            name: Some(name.into()),
            kind: SpeakerKind::Person,
            mention: Some(Excerpt { text: mention.into(), span: span(text, mention) }),
            resolved_by: Some("full-name".into()),
            ..Speaker::default()
        };
        self
    }

    /// The same, reported by this word.
    pub(crate) fn with_cue(mut self, cue: &'a str, text: &'a str) -> Self {
        self.cue = Some(Cue { text: cue.into(), lemma: cue.into(), span: span(text, cue) });
        self
    }
}
