//! Owns the verdict on one quote: whether its words stand in the sources, where, and what was changed.

use super::align::{Run, align};
use super::sources::{DEPTH, Sources};
use super::words::words;
use crate::record::{Doc, Excerpt};
use crate::{Article, Quote};
use serde::Serialize;
use std::ops::Range;

/// Below this share of common words a place is not the quote's.
const FOUND: f64 = 0.6;
/// Two stretches of source at most this many words apart are one place with an omission between them.
const GAP: usize = 40;
/// A stretch must be at least this long to count as a piece of a stitched quote, and a place must share as many words.
const PIECE: usize = 3;
/// This share of a quote must be covered by pieces before it is called stitched.
const COVERED: f64 = 0.85;
/// As many places of a common run of words are looked at; a rare run has fewer.
const PLACES: usize = 50;
/// As many candidate places are aligned word by word.
const CANDIDATES: usize = 3;

/// What became of a quote's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Every character stands in a source, white space and the outer punctuation apart.
    Exact,
    /// Every word stands in a source; punctuation or letter case differ.
    Punctuation,
    /// A source has something near, with words changed, added or dropped.
    Altered,
    /// The words stand in sources, but in several places.
    Stitched,
    /// No source has anything near.
    NotFound,
    /// The quote has no words.
    Empty,
}

impl Verdict {
    /// The name as in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Exact => "exact",
            Verdict::Punctuation => "punctuation",
            Verdict::Altered => "altered",
            Verdict::Stitched => "stitched",
            Verdict::NotFound => "not-found",
            Verdict::Empty => "empty",
        }
    }

    /// Whether an editor should look at the quote.
    pub fn is_finding(self) -> bool {
        !matches!(self, Verdict::Exact | Verdict::Punctuation)
    }
}

/// The comparison of one quote with the sources.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Checked {
    /// What became of the words.
    pub verdict: Verdict,
    /// The share of words that quote and source have in common, 0 to 1; for a stitched quote the share of its words
    /// that stand in the places.
    pub similarity: f64,
    /// Where the words stand; several only for a stitched quote.
    pub places: Vec<Place>,
    /// The quote with its changes against the source, empty unless altered or stitched.
    pub changes: Vec<Change>,
    /// The words of the source that were left out inside the quote.
    pub omissions: Vec<Omission>,
}

/// A place in a source.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Place {
    /// The source.
    pub doc: Doc<'static>,
    /// The words there, verbatim.
    #[serde(flatten)]
    pub excerpt: Excerpt<'static>,
}

/// A stretch of the word diff from source to quote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What happened to the words.
    pub op: Op,
    /// The words, as the quote has them, or as the source has them if the quote has not.
    pub text: String,
}

/// What happened to words between source and quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Op {
    /// Both have them.
    Same,
    /// Only the source has them.
    Dropped,
    /// Only the quote has them.
    Added,
}

/// Words of the source that the quote leaves out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Omission {
    /// The words.
    pub text: String,
    /// Whether the quote shows the gap, by an ellipsis or by breaking off for its attribution.
    pub marked: bool,
}

impl Sources<'_> {
    /// Compares `quote` with the sources and finds its best place. In its own article it is exact by its offsets.
    pub fn check(&self, quote: &Quote<'_>) -> Checked {
        let checked = self.compared(quote);
        match checked.verdict {
            Verdict::Exact | Verdict::Empty => checked,
            _ => self.own(quote).unwrap_or(checked),
        }
    }

    /// The place that the quote was taken from. Its words may be no words of the text: `1.500` cut out of `1.500.000`.
    fn own(&self, quote: &Quote<'_>) -> Option<Checked> {
        let (first, last) = (quote.parts.first()?, quote.parts.last()?);
        let (doc, excerpt) = self.own_excerpt(quote, first.byte_start..last.byte_end)?;
        let joints = quote.parts.windows(2).map(|pair| pair[0].byte_end..pair[1].byte_start);
        let omissions = joints
            .filter_map(|joint| Some(self.own_excerpt(quote, joint)?.1.text.trim().to_owned()))
            .map(|text| Omission { text, marked: true })
            .collect();
        let places = vec![Place { doc, excerpt }];
        Some(Checked { verdict: Verdict::Exact, similarity: 1.0, places, changes: Vec::new(), omissions })
    }

    fn compared(&self, quote: &Quote<'_>) -> Checked {
        let text: &str = &quote.text;
        let ranges: Vec<Range<usize>> = words(text).collect();
        let quoted = Quoted { text, breaks: breaks(quote, &ranges), numbers: self.numbers(text, &ranges), ranges };
        if quoted.numbers.is_empty() {
            return Checked::without_place(Verdict::Empty);
        }
        let best = self.whole(&quoted).or_else(|| self.best_place(&quoted));
        let similarity = best.as_ref().map_or(0.0, |runs| self.similarity(&quoted, runs));
        let shared = best.as_ref().map_or(0, |runs| runs.iter().map(|run| run.length).sum());
        if let Some(stitched) = self.stitched(&quoted, shared) {
            return stitched;
        }
        match best {
            Some(runs) if similarity >= FOUND && shared >= PIECE.min(quoted.numbers.len()) => {
                self.told(&quoted, &runs, similarity)
            }
            _ => Checked::without_place(Verdict::NotFound),
        }
    }

    /// A place that has all the words in order, to the letter if there is one such place.
    fn whole(&self, quoted: &Quoted) -> Option<Vec<Run>> {
        let length = quoted.numbers.len();
        let (found, places) = self.longest(&quoted.numbers);
        if found < length.min(DEPTH) {
            return None;
        }
        let mut places = places
            .iter()
            .map(|&place| place as usize)
            .filter(|&place| self.stream.get(place..place + length) == Some(&quoted.numbers[..]))
            .take(PLACES * PLACES)
            .map(|source| Run { source, quote: 0, length })
            .peekable();
        let first = *places.peek()?;
        Some(vec![places.find(|run| self.is_verbatim(quoted, run)).unwrap_or(first)])
    }

    /// The place whose words agree best with the quote's, found by the runs of words they share.
    fn best_place(&self, quoted: &Quoted) -> Option<Vec<Run>> {
        let length = quoted.numbers.len();
        let mut seeds: Vec<Run> = Vec::new();
        let mut before = 0;
        for quote in 0..length {
            let (length, places) = self.longest(&quoted.numbers[quote..]);
            if length > 0 && length + 1 != before {
                seeds.extend(places.iter().take(PLACES).map(|&place| Run { source: place as usize, quote, length }));
            }
            before = length;
        }
        // Seeds of one place lie on nearly the same diagonal; omitted and added words shift it a little.
        let diagonal = |seed: &Run| seed.source + length - seed.quote;
        seeds.sort_unstable_by_key(|seed| (diagonal(seed), seed.quote));
        let mut weights = Vec::with_capacity(seeds.len());
        let (mut end, mut weight) = (0, 0);
        for start in 0..seeds.len() {
            while end < seeds.len() && diagonal(&seeds[end]) - diagonal(&seeds[start]) <= GAP {
                weight += seeds[end].length;
                end += 1;
            }
            weights.push((weight, start..end));
            weight -= seeds[start].length;
        }
        weights.sort_by(|(a, a_range), (b, b_range)| b.cmp(a).then(a_range.start.cmp(&b_range.start)));
        let mut tried: Vec<Range<usize>> = Vec::new();
        let mut best: Option<(f64, Vec<Run>)> = None;
        for (_, range) in weights {
            if tried.iter().any(|other| other.start < range.end && range.start < other.end) {
                continue;
            }
            let window = self.window(&seeds[range.clone()], length);
            let runs: Vec<Run> = align(&self.stream[window.clone()], &quoted.numbers)
                .into_iter()
                .map(|run| Run { source: run.source + window.start, ..run })
                .collect();
            let similarity = self.similarity(quoted, &runs);
            if best.as_ref().is_none_or(|(other, _)| similarity > *other) {
                best = Some((similarity, runs));
            }
            tried.push(range);
            if tried.len() == CANDIDATES {
                break;
            }
        }
        best.map(|(_, runs)| runs)
    }

    /// The positions that may belong to a quote of `length` words with these seeds, within one text.
    fn window(&self, seeds: &[Run], length: usize) -> Range<usize> {
        let text = seeds.first().map_or(0..0, |seed| self.text_around(seed.source));
        let start = seeds.iter().map(|seed| seed.source.saturating_sub(seed.quote)).min().unwrap_or(0);
        let end = seeds.iter().map(|seed| seed.source + length - seed.quote).max().unwrap_or(0);
        let clip = |position: usize| position.clamp(text.start, text.end);
        clip(start.saturating_sub(PIECE))..clip(end + PIECE)
    }

    /// Twice the shared words over all words of quote and place, marked omissions left out.
    fn similarity(&self, quoted: &Quoted, runs: &[Run]) -> f64 {
        let [first, .., last] = runs else {
            return match runs {
                [run] => 2.0 * run.length as f64 / (run.length + quoted.numbers.len()) as f64,
                _ => 0.0,
            };
        };
        let shared: usize = runs.iter().map(|run| run.length).sum();
        let marked: usize = gaps(runs).filter(|gap| quoted.marks(gap)).map(|gap| gap.source.len()).sum();
        let extent = last.source_range().end - first.source - marked;
        2.0 * shared as f64 / (extent + quoted.numbers.len()) as f64
    }

    /// Covers the quote with long runs from anywhere, and says so if that explains it much better than one place.
    fn stitched(&self, quoted: &Quoted, shared_in_one_place: usize) -> Option<Checked> {
        let length = quoted.numbers.len();
        let mut pieces: Vec<Run> = Vec::new();
        let mut quote = 0;
        while quote < length {
            let (found, places) = self.longest(&quoted.numbers[quote..]);
            if found < PIECE {
                quote += 1;
                continue;
            }
            let after = pieces.last().map_or(0, |piece| piece.source_range().end);
            let near = |&&place: &&u32| (after..=after + GAP).contains(&(place as usize));
            let source = *places.iter().filter(near).min().or_else(|| places.iter().min())? as usize;
            let rest = self.stream[source..].iter().zip(&quoted.numbers[quote..]);
            let run = Run { source, quote, length: rest.take_while(|(a, b)| a == b).count() };
            quote += run.length;
            pieces.push(run);
        }
        let covered: usize = pieces.iter().map(|piece| piece.length).sum();
        let share = covered as f64 / length as f64;
        let places = pieces.chunk_by(|left, right| self.is_one_place(left, right));
        let places: Vec<Place> = places
            .filter_map(|runs| Some(runs.first()?.source..runs.last()?.source_range().end))
            .map(|positions| self.place(positions))
            .collect();
        let explains = share >= COVERED && covered >= shared_in_one_place + PIECE;
        (explains && places.len() > 1).then(|| Checked {
            verdict: Verdict::Stitched,
            similarity: share,
            places,
            changes: quoted.changes(&pieces, 0..0, |_| String::new()),
            omissions: Vec::new(),
        })
    }

    fn is_one_place(&self, left: &Run, right: &Run) -> bool {
        let end = left.source_range().end;
        (end..=end + GAP).contains(&right.source) && self.text_around(left.source).contains(&right.source)
    }

    fn is_verbatim(&self, quoted: &Quoted, run: &Run) -> bool {
        let source = self.slice(run.source_range());
        source.split_whitespace().eq(quoted.slice(run.quote_range()).split_whitespace())
    }

    fn place(&self, positions: Range<usize>) -> Place {
        let (doc, excerpt) = self.locate(positions);
        Place { doc, excerpt }
    }

    /// The verdict on a quote that has one place.
    fn told(&self, quoted: &Quoted, runs: &[Run], similarity: f64) -> Checked {
        let (Some(first), Some(last)) = (runs.first(), runs.last()) else {
            return Checked::without_place(Verdict::NotFound);
        };
        let omissions: Vec<Omission> = gaps(runs)
            .filter(|gap| gap.quote.is_empty())
            .map(|gap| Omission { text: self.slice(gap.source.clone()).to_owned(), marked: quoted.marks(&gap) })
            .collect();
        let complete = first.quote == 0
            && last.quote_range().end == quoted.numbers.len()
            && gaps(runs).all(|gap| gap.quote.is_empty() && quoted.marks(&gap));
        let verdict = if !complete {
            Verdict::Altered
        } else if runs.iter().all(|run| self.is_verbatim(quoted, run)) {
            Verdict::Exact
        } else {
            Verdict::Punctuation
        };
        let extent = first.source..last.source_range().end;
        let changes = match verdict {
            Verdict::Altered => quoted.changes(runs, extent.clone(), |gap| self.slice(gap).to_owned()),
            _ => Vec::new(),
        };
        let places = vec![self.place(extent)];
        Checked { verdict, similarity, places, changes, omissions }
    }
}

impl Checked {
    fn without_place(verdict: Verdict) -> Self {
        Checked { verdict, similarity: 0.0, places: Vec::new(), changes: Vec::new(), omissions: Vec::new() }
    }
}

/// How the words of `new` differ from those of `old`.
pub(super) fn word_diff(old: &str, new: &str) -> Vec<Change> {
    let articles = [Article::from_text(old)];
    let sources = Sources::new(&articles);
    let ranges: Vec<Range<usize>> = words(new).collect();
    let quoted = Quoted { text: new, numbers: sources.numbers(new, &ranges), ranges, breaks: Vec::new() };
    let runs = align(sources.stream.split_last().map_or(&[], |(_, stream)| stream), &quoted.numbers);
    quoted.changes(&runs, 0..sources.word_count(), |gap| sources.slice(gap).to_owned())
}

/// A quote cut into words.
struct Quoted<'q> {
    text: &'q str,
    ranges: Vec<Range<usize>>,
    numbers: Vec<u32>,
    /// The words before which the quote shows that something may be missing, sorted.
    breaks: Vec<usize>,
}

impl Quoted<'_> {
    fn slice(&self, quote: Range<usize>) -> &str {
        match (self.ranges.get(quote.start), quote.end.checked_sub(1).and_then(|last| self.ranges.get(last))) {
            (Some(first), Some(last)) => self.text.get(first.start..last.end).unwrap_or(""),
            _ => "",
        }
    }

    /// The words with the punctuation behind them, and with what stands before the first word of all.
    fn with_punctuation(&self, quote: Range<usize>) -> &str {
        let (Some(first), false) = (self.ranges.get(quote.start), quote.is_empty()) else { return "" };
        let start = if quote.start == 0 { 0 } else { first.start };
        let end = self.ranges.get(quote.end).map_or(self.text.len(), |next| next.start);
        self.text.get(start..end).unwrap_or("").trim()
    }

    fn marks(&self, gap: &Gap) -> bool {
        gap.quote.is_empty() && self.breaks.binary_search(&gap.quote.start).is_ok()
    }

    /// The quote as a sequence of changes against the source's words in `extent`; `source_slice` gives them for a gap.
    fn changes(
        &self,
        runs: &[Run],
        extent: Range<usize>,
        source_slice: impl Fn(Range<usize>) -> String,
    ) -> Vec<Change> {
        let edge = |position| Run { source: position, quote: 0, length: 0 };
        let first = runs.first().copied().unwrap_or(edge(extent.end));
        let last = runs.last().copied().unwrap_or(edge(extent.end));
        let end = last.source_range().end;
        let head = Gap { source: extent.start..first.source.max(extent.start), quote: 0..first.quote };
        let tail = Gap { source: end..extent.end.max(end), quote: last.quote_range().end..self.numbers.len() };
        let between = std::iter::once(head).chain(gaps(runs)).chain(std::iter::once(tail));
        let mut kept = runs.iter();
        let mut changes = Vec::new();
        for gap in between {
            let dropped = if gap.source.is_empty() { String::new() } else { source_slice(gap.source) };
            let added = self.with_punctuation(gap.quote).to_owned();
            let same = kept.next().map(|run| self.with_punctuation(run.quote_range()).to_owned()).unwrap_or_default();
            changes.extend([(Op::Dropped, dropped), (Op::Added, added), (Op::Same, same)]);
        }
        changes.into_iter().filter(|(_, text)| !text.is_empty()).map(|(op, text)| Change { op, text }).collect()
    }
}

/// What lies between two neighbouring runs.
struct Gap {
    source: Range<usize>,
    quote: Range<usize>,
}

/// The gaps between neighbouring runs. A stitched quote's runs need not be in source order; its gaps are empty.
fn gaps(runs: &[Run]) -> impl Iterator<Item = Gap> {
    runs.windows(2).map(|pair| {
        let end = pair[0].source_range().end;
        Gap { source: end..pair[1].source.max(end), quote: pair[0].quote_range().end..pair[1].quote }
    })
}

/// The words before which the quote has an ellipsis, or breaks off for its attribution.
fn breaks(quote: &Quote<'_>, ranges: &[Range<usize>]) -> Vec<usize> {
    let mut joints = Vec::new();
    let mut at = 0;
    for part in &quote.parts {
        at += part.byte_end.saturating_sub(part.byte_start) + 1;
        joints.push(at);
    }
    (1..ranges.len())
        .filter(|&word| {
            let between = ranges[word - 1].end..ranges[word].start;
            let is_joint = joints.iter().any(|&joint| between.start < joint && joint <= between.end);
            let between = quote.text.get(between).unwrap_or("");
            is_joint || between.contains('…') || between.contains("..")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Article, handmade};

    const SPEECH: &str = "Bapak dan Ibu, jembatan ini kami tutup selama dua hari, mulai besok pagi. Warga kami minta \
                          bersabar.\nSoal anggaran, semua sudah kami laporkan kepada dewan pada bulan Maret. Tidak ada \
                          yang kami sembunyikan, silakan diperiksa.";

    fn check(text: &str, parts: &[&str]) -> Checked {
        Sources::new(&["Sambutan lain sama sekali.", SPEECH].map(Article::from_text))
            .check(&handmade::quote(text, parts))
    }

    fn whole(text: &str) -> Checked {
        check(text, &[text])
    }

    fn wdiff(checked: &Checked) -> String {
        let show = |change: &Change| match change.op {
            Op::Same => change.text.clone(),
            Op::Dropped => format!("[-{}-]", change.text),
            Op::Added => format!("{{+{}+}}", change.text),
        };
        checked.changes.iter().map(show).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_same_words_are_exact_whatever_the_white_space_and_the_outer_punctuation() {
        let checked = whole("jembatan ini  kami tutup\nselama dua hari,");
        assert_eq!((checked.verdict, checked.similarity), (Verdict::Exact, 1.0));
        assert_eq!(checked.places[0].excerpt.span.column, 16);
        assert_eq!(checked.places[0].excerpt.text, "jembatan ini kami tutup selama dua hari");
    }

    #[test]
    fn case_and_punctuation_are_a_verdict_of_their_own() {
        assert_eq!(whole("Jembatan ini kami tutup selama dua hari mulai besok pagi.").verdict, Verdict::Punctuation);
    }

    #[test]
    fn changed_words_are_shown() {
        let checked = whole("Jembatan ini kami tutup sampai tiga hari, mulai besok pagi.");
        assert_eq!(checked.verdict, Verdict::Altered);
        assert!((checked.similarity - 0.8).abs() < 0.01, "{}", checked.similarity);
        assert_eq!(wdiff(&checked), "Jembatan ini kami tutup [-selama dua-] {+sampai tiga+} hari, mulai besok pagi.");
    }

    #[test]
    fn dropped_words_alter_unless_an_ellipsis_or_the_attribution_stands_there() {
        let dropped = "jembatan ini kami tutup mulai besok pagi";
        let checked = whole(dropped);
        assert_eq!(checked.verdict, Verdict::Altered);
        assert_eq!(checked.omissions, [Omission { text: "selama dua hari".into(), marked: false }]);
        for (text, parts) in [
            ("jembatan ini kami tutup … mulai besok pagi", &["jembatan ini kami tutup … mulai besok pagi"][..]),
            (
                "“jembatan ini kami tutup,” kata Budi, “mulai besok pagi”",
                &["jembatan ini kami tutup,", "mulai besok pagi"],
            ),
        ] {
            let checked = check(text, parts);
            assert_eq!((checked.verdict, checked.similarity), (Verdict::Exact, 1.0), "{text}");
            assert_eq!(checked.omissions, [Omission { text: "selama dua hari".into(), marked: true }]);
        }
    }

    #[test]
    fn words_from_far_apart_are_stitched() {
        let checked = whole("Tidak ada yang kami sembunyikan, jembatan ini kami tutup selama dua hari");
        assert_eq!(checked.verdict, Verdict::Stitched);
        let places: Vec<_> = checked.places.iter().map(|place| place.excerpt.span.line).collect();
        assert_eq!(places, [2, 1]);
    }

    #[test]
    fn wordings_are_compared_from_end_to_end() {
        let changes = word_diff("Jadi, pasar itu kami buka lagi besok", "Pasar itu ditutup lagi");
        let told: Vec<_> = changes.iter().map(|change| (change.op, change.text.as_str())).collect();
        let expected = [
            (Op::Dropped, "Jadi"),
            (Op::Same, "Pasar itu"),
            (Op::Dropped, "kami buka"),
            (Op::Added, "ditutup"),
            (Op::Same, "lagi"),
            (Op::Dropped, "besok"),
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn in_its_own_article_a_quote_is_exact_by_its_offsets() {
        let text = "Rp 1.500.000' tulis akun itu, lalu Rp 1.500 lagi";
        for parts in [&["1.500.0"][..], &["500.00", "lis akun it"]] {
            let quote = handmade::quote(text, parts);
            let own = Sources::new(&[Article::from_text("lain"), Article::from_text(text)]).check(&quote);
            assert_eq!((own.verdict, own.similarity), (Verdict::Exact, 1.0), "{parts:?}");
            assert_eq!(own.places[0].excerpt.span.byte_start, quote.parts[0].byte_start);
            let other = Sources::new(&[Article::from_text("Rp 1.500 lagi")]).check(&quote);
            assert_ne!(other.verdict, Verdict::Exact, "{parts:?}");
        }
    }

    #[test]
    fn words_that_nobody_said_are_not_found() {
        assert_eq!(whole("Kami akan membangun pasar baru di seberang sungai").verdict, Verdict::NotFound);
        assert_eq!(whole("Hanya jembatan").verdict, Verdict::NotFound);
        assert_eq!(whole("Jembatan ini").verdict, Verdict::Punctuation);
        assert_eq!(whole("?!").verdict, Verdict::Empty);
        assert_eq!(Sources::default().check(&handmade::quote("apa", &["apa"])).verdict, Verdict::NotFound);
    }
}
