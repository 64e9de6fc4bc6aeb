//! Owns the confidence: the probability that a record's span and speaker are both right.
//!
//! It is a logistic model over plain features of the record. The weights are data, in the lexicon's `weights.toml`;
//! `kutip score --fit` writes them, and `kutip score --calibration` shows whether they can be believed.

use crate::lexicon::{Lexicon, group_hash};
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
    each_feature(quote, lexicon, |Group { name: group, .. }, value| found.push(Feature { group, value: value.into() }));
    found
}

/// What a feature is about, with the hash that the lexicon knows it by: every record asks for all of them.
struct Group {
    name: &'static str,
    hash: u64,
}

const fn group(name: &'static str) -> Group {
    Group { name, hash: group_hash(name) }
}

/// Tells `add` the group and the value of each feature.
fn each_feature<'q>(quote: &'q Quote<'_>, lexicon: &Lexicon, mut add: impl FnMut(Group, &'q str)) {
    let speaker = &quote.speaker;
    add(const { group(BASE) }, quote.kind.name());
    add(const { group("rule") }, &quote.rule);
    add(const { group("resolved-by") }, speaker.resolved_by.as_deref().unwrap_or("nothing"));
    add(const { group("speaker") }, speaker.kind.name());
    for note in &quote.notes {
        add(const { group("note") }, note);
    }
    add(
        const { group("act") },
        quote.cue.as_ref().and_then(|cue| lexicon.entry(&cue.lemma)).map_or("none", |entry| entry.act.name()),
    );
    add(const { group("rivals") }, ["0", "1", "2"].get(quote.rivals.len()).copied().unwrap_or("3 or more"));
    add(
        const { group("words") },
        bucket(words_in(&quote.text), &[(4, "under 4"), (9, "4 to 8"), (40, "9 to 39")], "40 or more"),
    );
    add(const { group("parts") }, if quote.parts.len() == 1 { "1" } else { "2 or more" });
    let pauses = quote.text.ends_with(['.', ',', '?', '!']);
    add(const { group("content-ends") }, if pauses { "with a pause" } else { "with a word" });
    // four words are much for a person, but not for `salah seorang warga desa`
    let words = speaker.name.as_deref().map_or(0, |name| name.split_ascii_whitespace().count());
    add(
        const { group("name") },
        match (speaker.kind, words) {
            (_, 0) => "nobody",
            (SpeakerKind::Person, _) => {
                bucket(words, &[(2, "1 word"), (3, "2 words"), (4, "3 words")], "4 words or more")
            }
            _ => "not a person's",
        },
    );
    add(const { group("aliases") }, if speaker.aliases.is_empty() { "none" } else { "some" });
    add(const { group("role") }, if speaker.role.is_some() { "known" } else { "unknown" });
    if let (Some(mention), Some(cue)) = (&speaker.mention, &quote.cue) {
        let (mention, cue) = (mention.span, cue.span);
        let gap = mention.start.saturating_sub(cue.end).max(cue.start.saturating_sub(mention.end));
        add(const { group("mention-to-cue") }, bucket(gap, &[(3, "beside"), (40, "near")], "far"));
        add(
            const { group("mention") },
            bucket(mention.end - mention.start, &[(12, "short"), (50, "middling")], "long"),
        );
    }
    let here = quote.cue.as_ref().map(|cue| cue.span).or(quote.parts.first().copied()).unwrap_or_default();
    add(
        const { group("antecedent") },
        match &speaker.antecedent {
            None => "none",
            Some(antecedent) if antecedent.span.start > here.start => "behind",
            Some(antecedent) => bucket(here.start - antecedent.span.start, &[(250, "near"), (800, "middling")], "far"),
        },
    );
}

/// The probability, 0.01 to 0.99 in hundredths, that the features of a record give.
pub fn confidence(quote: &Quote<'_>, lexicon: &Lexicon) -> f64 {
    let mut odds = 0.0;
    each_feature(quote, lexicon, |group, value| odds += lexicon.weight_in(group.hash, value));
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

/// The name of the first bucket that `size` is below the bound of, else `last`.
fn bucket(size: usize, buckets: &[(usize, &'static str)], last: &'static str) -> &'static str {
    buckets.iter().find(|(bound, _)| size < *bound).map_or(last, |(_, name)| name)
}
