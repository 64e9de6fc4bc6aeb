//! Owns the confidence: the probability that a record's span and speaker are both right.
//!
//! It is a logistic model over plain features of the record. The weights are data, in the lexicon's `weights.toml`;
//! `kutip score --fit` writes them, and `kutip score --calibration` shows whether they can be believed.

use crate::lexicon::{Lexicon, hash_of};
use crate::record::{Quote, SpeakerKind};
use std::borrow::Cow;

/// Something about a record that makes it more or less certain.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Feature<'q> {
    /// What it is about, such as `rule`.
    pub group: &'static str,
    /// What holds, such as `direct/quote-cue-name`.
    pub value: Cow<'q, str>,
}

impl Feature<'_> {
    /// The same, borrowing from nothing.
    pub fn into_owned(self) -> Feature<'static> {
        Feature { group: self.group, value: self.value.into_owned().into() }
    }

    /// What the lexicon adds to the log-odds for it; 0 if it knows nothing.
    pub fn weight(&self, lexicon: &Lexicon) -> f64 {
        lexicon.weight(self.group, &self.value)
    }
}

/// The group of which every record has exactly one, so that it bears the base rate.
pub const BASE: &str = "kind";

/// The features of a record. Its confidence is not looked at.
pub fn features<'q>(quote: &'q Quote<'_>, lexicon: &Lexicon) -> Vec<Feature<'q>> {
    let mut found = Vec::new();
    each_feature(quote, lexicon, |group, value| found.push(Feature { group: group.text, value: value.text.into() }));
    found
}

/// A group or a value of features, with its hash.
#[derive(Clone, Copy)]
struct Word<'q> {
    text: &'q str,
    hash: u64,
}

const fn word(text: &str) -> Word<'_> {
    Word { text, hash: hash_of(text) }
}

/// A word whose hash is known before the program runs: every record asks for a dozen of them.
macro_rules! known {
    ($text:expr) => {
        const { word($text) }
    };
}

/// Tells `add` the group and the value of each feature.
fn each_feature<'q>(quote: &'q Quote<'_>, lexicon: &Lexicon, mut add: impl FnMut(Word<'static>, Word<'q>)) {
    let speaker = &quote.speaker;
    add(known!(BASE), word(quote.kind.name()));
    add(known!("rule"), word(&quote.rule));
    add(known!("resolved-by"), word(speaker.resolved_by.as_deref().unwrap_or("nothing")));
    add(known!("speaker"), word(speaker.kind.name()));
    for note in &quote.notes {
        add(known!("note"), word(note));
    }
    let act = quote.cue.as_ref().and_then(|cue| lexicon.entry(&cue.lemma));
    add(known!("act"), act.map_or(known!("none"), |entry| word(entry.act.name())));
    let rivals = match quote.rivals.len() {
        0 => known!("0"),
        1 => known!("1"),
        2 => known!("2"),
        _ => known!("3 or more"),
    };
    add(known!("rivals"), rivals);
    let words = match words_in(&quote.text) {
        0..4 => known!("under 4"),
        4..9 => known!("4 to 8"),
        9..40 => known!("9 to 39"),
        _ => known!("40 or more"),
    };
    add(known!("words"), words);
    add(known!("parts"), if quote.parts.len() == 1 { known!("1") } else { known!("2 or more") });
    let pauses = quote.text.ends_with(['.', ',', '?', '!']);
    add(known!("content-ends"), if pauses { known!("with a pause") } else { known!("with a word") });
    // four words are much for a person, but not for `salah seorang warga desa`
    let words = speaker.name.as_deref().map_or(0, |name| name.split_ascii_whitespace().count());
    let name = match (speaker.kind, words) {
        (_, 0) => known!("nobody"),
        (SpeakerKind::Person, 1) => known!("1 word"),
        (SpeakerKind::Person, 2) => known!("2 words"),
        (SpeakerKind::Person, 3) => known!("3 words"),
        (SpeakerKind::Person, _) => known!("4 words or more"),
        _ => known!("not a person's"),
    };
    add(known!("name"), name);
    add(known!("aliases"), if speaker.aliases.is_empty() { known!("none") } else { known!("some") });
    add(known!("role"), if speaker.role.is_some() { known!("known") } else { known!("unknown") });
    if let (Some(mention), Some(cue)) = (&speaker.mention, &quote.cue) {
        let (mention, cue) = (mention.span, cue.span);
        let gap = match mention.start.saturating_sub(cue.end).max(cue.start.saturating_sub(mention.end)) {
            0..3 => known!("beside"),
            3..40 => known!("near"),
            _ => known!("far"),
        };
        add(known!("mention-to-cue"), gap);
        let length = match mention.end - mention.start {
            0..12 => known!("short"),
            12..50 => known!("middling"),
            _ => known!("long"),
        };
        add(known!("mention"), length);
    }
    let here = quote.cue.as_ref().map(|cue| cue.span).or(quote.parts.first().copied()).unwrap_or_default();
    let antecedent = match &speaker.antecedent {
        None => known!("none"),
        Some(antecedent) if antecedent.span.start > here.start => known!("behind"),
        Some(antecedent) => match here.start - antecedent.span.start {
            0..250 => known!("near"),
            250..800 => known!("middling"),
            _ => known!("far"),
        },
    };
    add(known!("antecedent"), antecedent);
}

/// The probability, 0.01 to 0.99 in hundredths, that the features of a record give.
pub fn confidence(quote: &Quote<'_>, lexicon: &Lexicon) -> f64 {
    let mut odds = 0.0;
    each_feature(quote, lexicon, |group, value| odds += lexicon.weight_by_hash(group.hash, value.hash));
    (logistic(odds) * 100.0).round().clamp(1.0, 99.0) / 100.0
}

/// The probability of log-odds.
pub fn logistic(odds: f64) -> f64 {
    1.0 / (1.0 + (-odds).exp())
}

/// The words between white space, counted many bytes at a time.
fn words_in(text: &str) -> usize {
    let space = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\x0c' | b'\r');
    let bytes = text.as_bytes();
    let behind = bytes.get(1..).unwrap_or(&[]).chunks(128);
    let begin = |(before, behind): (&[u8], &[u8])| {
        let each = before.iter().zip(behind).map(|(before, byte)| u8::from(space(before) & !space(byte)));
        usize::from(each.sum::<u8>())
    };
    bytes.chunks(128).zip(behind).map(begin).sum::<usize>()
        + usize::from(bytes.first().is_some_and(|byte| !space(byte)))
}
