//! Owns the comparison of one article's records with its gold quotes.

use super::gold::{Gold, GoldPart, GoldQuote};
use super::name::fold;
use super::tally::{Counts, Match, Tally};
use crate::extract::score::{Feature, features};
use crate::record::{Kind, SpeakerKind};
use crate::{Lexicon, Quote};
use serde::Serialize;
use std::ops::Range;

/// What comparing an article came to.
#[derive(Debug, Clone, Default)]
pub struct Comparison {
    /// What was right, missed and too much.
    pub tally: Tally,
    /// Where records and gold differ, in text order.
    pub differences: Vec<Difference>,
    /// For each record that the gold judges, whether it is right.
    pub observations: Vec<Observation>,
}

/// What is wrong at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum What {
    /// A gold quote that no record overlaps by half.
    Missed,
    /// A record that overlaps no gold quote by half.
    Extra,
    /// A record that overlaps its gold quote by half, but does not match it.
    Span,
    /// A record that matches, with the wrong speaker.
    Speaker,
}

/// One place where records and gold differ.
#[derive(Debug, Clone, Serialize)]
pub struct Difference {
    /// What is wrong.
    pub what: What,
    /// The kind of the gold quote, or of the extra record.
    pub kind: Kind,
    /// Line of the place, from 1.
    pub line: usize,
    /// Its column, from 1, in code points.
    pub column: usize,
    /// The content by the gold; of an extra record its own.
    pub content: String,
    /// Who said it by the gold, where the speaker is what is wrong.
    pub speaker: Option<String>,
    /// What the record has instead: another content, or another speaker.
    pub got: Option<String>,
}

/// A record that the gold calls right or wrong.
#[derive(Debug, Clone)]
pub struct Observation {
    /// What makes it certain or not.
    pub features: Vec<Feature<'static>>,
    /// The confidence it was given.
    pub confidence: f64,
    /// Whether span and speaker are both right.
    pub right: bool,
}

/// Compares the records of an article, found by `lexicon`, with its gold.
pub fn compare(text: &str, gold: &Gold, quotes: &[Quote<'_>], lexicon: &Lexicon) -> Comparison {
    let chars: Vec<char> = text.chars().collect();
    let part = |start, end| GoldPart { start, end };
    let golds: Vec<Covered<'_, GoldQuote>> =
        gold.quotes.iter().map(|quote| Covered::new(quote, quote.kind, quote.parts.iter().copied(), &chars)).collect();
    let founds: Vec<Covered<'_, Quote<'_>>> = quotes
        .iter()
        .map(|quote| Covered::new(quote, quote.kind, quote.parts.iter().map(|p| part(p.start, p.end)), &chars))
        .collect();
    let optional = |found: &Covered<'_, Quote<'_>>| {
        golds.iter().any(|gold| gold.of.optional && found.stretch.shared(&gold.stretch) > 0)
    };
    let partial = pairs(&golds, &founds);
    let exact: Vec<(usize, usize)> = partial
        .iter()
        .copied()
        .filter(|&(g, f)| {
            let (Some(gold), Some(found)) = (golds.get(g), founds.get(f)) else { return false };
            gold.stretch.overlap(&found.stretch) >= if gold.family == Kind::Direct { 0.999 } else { 0.8 }
        })
        .collect();

    let mut told = Comparison::default();
    told.tally.articles = 1;
    for (how, matched) in [(Match::Exact, &exact), (Match::Partial, &partial)] {
        for (g, gold) in golds.iter().enumerate().filter(|(_, gold)| !gold.of.optional) {
            let counts = match matched.iter().find(|pair| pair.0 == g).and_then(|pair| founds.get(pair.1)) {
                Some(found) => {
                    let named = |strict| u64::from(names(gold.of, found.of, strict));
                    Counts { found: 1, attributed: named(false), strict: named(true), ..Counts::default() }
                }
                None => Counts { missed: 1, ..Counts::default() },
            };
            let speaker = gold.of.speaker.as_ref().map_or(SpeakerKind::Unknown, |speaker| speaker.kind);
            told.count(how, gold.of.kind, speaker, counts);
        }
        for (f, found) in founds.iter().enumerate() {
            if !matched.iter().any(|pair| pair.1 == f) && !optional(found) {
                told.count(how, found.of.kind, found.of.speaker.kind, Counts { extra: 1, ..Counts::default() });
            }
        }
    }
    told.differ(&golds, &founds, &partial, &exact, optional);
    for (f, found) in founds.iter().enumerate() {
        let matched = exact.iter().find(|pair| pair.1 == f).and_then(|pair| golds.get(pair.0));
        let right = match matched {
            Some(gold) if gold.of.optional => continue,
            Some(gold) => names(gold.of, found.of, false),
            None if optional(found) => continue,
            None => false,
        };
        told.observations.push(Observation {
            features: features(found.of, lexicon).into_iter().map(Feature::into_owned).collect(),
            confidence: found.of.confidence,
            right,
        });
    }
    told
}

impl Comparison {
    fn count(&mut self, how: Match, kind: Kind, speaker: SpeakerKind, counts: Counts) {
        *self.tally.families.entry((family(kind), how)).or_default() += counts;
        if how == Match::Exact {
            *self.tally.kinds.entry(kind).or_default() += counts;
            *self.tally.speakers.entry(speaker).or_default() += counts;
        }
    }

    fn differ(
        &mut self,
        golds: &[Covered<'_, GoldQuote>],
        founds: &[Covered<'_, Quote<'_>>],
        partial: &[(usize, usize)],
        exact: &[(usize, usize)],
        optional: impl Fn(&Covered<'_, Quote<'_>>) -> bool,
    ) {
        for (g, gold) in golds.iter().enumerate().filter(|(_, gold)| !gold.of.optional) {
            let pair = partial.iter().find(|pair| pair.0 == g);
            let Some((pair, found)) = pair.and_then(|pair| Some((pair, founds.get(pair.1)?))) else {
                self.differences.push(gold.difference(What::Missed, None, None));
                continue;
            };
            if !exact.contains(pair) {
                self.differences.push(gold.difference(What::Span, None, Some(found.words.clone())));
            } else if !names(gold.of, found.of, false) {
                let wanted = gold.of.speaker.as_ref().and_then(|speaker| speaker.name.clone());
                let got = found.of.speaker.name.as_ref().map(|name| name.clone().into_owned());
                self.differences.push(gold.difference(What::Speaker, wanted, got));
            }
        }
        for (f, found) in founds.iter().enumerate() {
            if !partial.iter().any(|pair| pair.1 == f) && !optional(found) {
                self.differences.push(found.difference(What::Extra, None, None));
            }
        }
        self.differences.sort_by_key(|difference| (difference.line, difference.column));
    }
}

/// Indirect and mixed speech are one family, told by its first kind.
fn family(kind: Kind) -> Kind {
    if kind == Kind::Direct { Kind::Direct } else { Kind::Indirect }
}

/// Whether a record names the speaker of a gold quote; strictly, by the fullest name.
fn names(gold: &GoldQuote, found: &Quote<'_>, strict: bool) -> bool {
    let speaker = gold.speaker.as_ref();
    let wanted = speaker.and_then(|speaker| speaker.name.as_deref()).and_then(fold);
    let got = found.speaker.name.as_deref().and_then(fold);
    if got == wanted {
        return true;
    }
    let aliases = speaker.and_then(|speaker| speaker.aliases.as_deref()).unwrap_or_default();
    wanted.is_some() && !strict && aliases.iter().any(|alias| fold(alias) == got)
}

/// Pairs of a gold quote and a record of one family that overlap by half or more, the closest first, none twice.
fn pairs(golds: &[Covered<'_, GoldQuote>], founds: &[Covered<'_, Quote<'_>>]) -> Vec<(usize, usize)> {
    let mut candidates: Vec<(f64, usize, usize)> = Vec::new();
    for (g, gold) in golds.iter().enumerate() {
        for (f, found) in founds.iter().enumerate().filter(|(_, found)| found.family == gold.family) {
            let overlap = gold.stretch.overlap(&found.stretch);
            if overlap >= 0.5 {
                candidates.push((overlap, g, f));
            }
        }
    }
    candidates.sort_by(|one, other| other.0.total_cmp(&one.0));
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (_, g, f) in candidates {
        if !pairs.iter().any(|pair| pair.0 == g || pair.1 == f) {
            pairs.push((g, f));
        }
    }
    pairs
}

/// A quote with the characters it covers.
struct Covered<'q, T> {
    of: &'q T,
    kind: Kind,
    family: Kind,
    line: usize,
    column: usize,
    stretch: Stretch,
    words: String,
}

impl<'q, T> Covered<'q, T> {
    fn new(of: &'q T, kind: Kind, parts: impl Iterator<Item = GoldPart> + Clone, text: &[char]) -> Self {
        let slice = |part: GoldPart| text.get(part.start..part.end).unwrap_or(&[]).iter().collect::<String>();
        let start = parts.clone().map(|part| part.start).min().unwrap_or(0);
        let before = text.get(..start).unwrap_or(text);
        Covered {
            of,
            kind,
            family: family(kind),
            line: before.iter().filter(|&&c| c == '\n').count() + 1,
            column: before.iter().rev().take_while(|&&c| c != '\n').count() + 1,
            stretch: Stretch::new(parts.clone(), text),
            words: parts.map(slice).collect::<Vec<_>>().join(" … "),
        }
    }

    fn difference(&self, what: What, speaker: Option<String>, got: Option<String>) -> Difference {
        let Covered { kind, line, column, .. } = *self;
        Difference { what, kind, line, column, content: self.words.clone(), speaker, got }
    }
}

/// A set of characters of a text, as ranges in order that do not touch.
struct Stretch(Vec<Range<usize>>);

impl Stretch {
    /// The characters of `parts` without white space, quotation marks and punctuation at either end of each.
    fn new(parts: impl Iterator<Item = GoldPart>, text: &[char]) -> Self {
        const EDGE: &str = " \t\n\r\"“”„‟'‘’«»,.;:";
        let edge = |index: usize| text.get(index).is_some_and(|&c| EDGE.contains(c));
        let mut ranges: Vec<Range<usize>> = parts
            .map(|GoldPart { mut start, mut end }| {
                while start < end && edge(start) {
                    start += 1;
                }
                while end > start && edge(end - 1) {
                    end -= 1;
                }
                start..end
            })
            .filter(|range| !range.is_empty())
            .collect();
        ranges.sort_by_key(|range| range.start);
        ranges.dedup_by(|next, last| {
            let joined = next.start <= last.end;
            if joined {
                last.end = last.end.max(next.end);
            }
            joined
        });
        Stretch(ranges)
    }

    fn len(&self) -> usize {
        self.0.iter().map(Range::len).sum()
    }

    /// How many characters are in both.
    fn shared(&self, other: &Stretch) -> usize {
        let both = |one: &Range<usize>, other: &Range<usize>| {
            one.end.min(other.end).saturating_sub(one.start.max(other.start))
        };
        self.0.iter().map(|one| other.0.iter().map(|other| both(one, other)).sum::<usize>()).sum()
    }

    /// Intersection over union.
    fn overlap(&self, other: &Stretch) -> f64 {
        let shared = self.shared(other);
        shared as f64 / (self.len() + other.len() - shared).max(1) as f64
    }
}
