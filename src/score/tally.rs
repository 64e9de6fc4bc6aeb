//! Owns the counting: what was right, missed and too much, and the measures made of it.

use crate::record::{Kind, SpeakerKind};
use serde::Serialize;
use std::collections::BTreeMap;
use std::ops::AddAssign;

/// How closely spans must agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Match {
    /// Character by character for direct speech, by four fifths for paraphrase.
    Exact,
    /// By one half.
    Partial,
}

/// What became of some quotes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Gold quotes that were found.
    pub found: u64,
    /// Gold quotes that were not.
    pub missed: u64,
    /// Records that match no gold quote.
    pub extra: u64,
    /// Found ones whose speaker is right, under any of his names.
    pub attributed: u64,
    /// Found ones whose speaker has the fullest name.
    pub strict: u64,
}

/// The measures, each from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Measures {
    /// The share of records that are quotes.
    pub precision: f64,
    /// The share of quotes that are found.
    pub recall: f64,
    /// Their harmonic mean.
    pub f1: f64,
    /// The share of found quotes whose speaker is right.
    pub attribution: f64,
    /// The share of found quotes whose speaker has the fullest name.
    pub strict: f64,
    /// The harmonic mean when a quote counts as found only with the right speaker.
    pub end_to_end_f1: f64,
    /// How many gold quotes there are, optional ones apart.
    pub gold: u64,
}

impl Counts {
    /// What the counts come to.
    pub fn measures(&self) -> Measures {
        let Counts { found, missed, extra, attributed, strict } = *self;
        let (precision, recall, f1) = harmonic(found, extra, missed);
        let (.., end_to_end_f1) = harmonic(attributed, extra + found - attributed, missed + found - attributed);
        let gold = found + missed;
        Measures {
            precision,
            recall,
            f1,
            attribution: share(attributed, found),
            strict: share(strict, found),
            end_to_end_f1,
            gold,
        }
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.found += other.found;
        self.missed += other.missed;
        self.extra += other.extra;
        self.attributed += other.attributed;
        self.strict += other.strict;
    }
}

fn share(part: u64, whole: u64) -> f64 {
    part as f64 / whole.max(1) as f64
}

fn harmonic(right: u64, extra: u64, missed: u64) -> (f64, f64, f64) {
    let (precision, recall) = (share(right, right + extra), share(right, right + missed));
    (precision, recall, 2.0 * precision * recall / (precision + recall).max(1e-9))
}

/// The counts of many articles, by what the quotes are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Articles compared.
    pub articles: u64,
    /// By family (direct is one, indirect and mixed together the other) and closeness.
    pub families: BTreeMap<(Kind, Match), Counts>,
    /// By kind, exact.
    pub kinds: BTreeMap<Kind, Counts>,
    /// By the kind of speaker, exact.
    pub speakers: BTreeMap<SpeakerKind, Counts>,
}

impl Tally {
    /// Takes in what was counted elsewhere.
    pub fn merge(&mut self, other: Tally) {
        fn add<K: Ord>(to: &mut BTreeMap<K, Counts>, from: BTreeMap<K, Counts>) {
            from.into_iter().for_each(|(key, counts)| *to.entry(key).or_default() += counts);
        }
        self.articles += other.articles;
        add(&mut self.families, other.families);
        add(&mut self.kinds, other.kinds);
        add(&mut self.speakers, other.speakers);
    }

    /// All measures, as nested objects: `direct.exact.f1`, `kinds.mixed.recall`, `speakers.person.attribution`.
    pub fn report(&self) -> serde_json::Value {
        let mut families: BTreeMap<Kind, BTreeMap<Match, Measures>> = BTreeMap::new();
        for (&(family, how), counts) in &self.families {
            families.entry(family).or_default().insert(how, counts.measures());
        }
        let kinds: BTreeMap<_, _> = self.kinds.iter().map(|(kind, counts)| (kind, counts.measures())).collect();
        let speakers: BTreeMap<_, _> = self.speakers.iter().map(|(kind, counts)| (kind, counts.measures())).collect();
        serde_json::json!({
            "articles": self.articles,
            "direct": families.get(&Kind::Direct),
            "indirect": families.get(&Kind::Indirect),
            "kinds": kinds,
            "speakers": speakers,
        })
    }
}
