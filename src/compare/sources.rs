//! Owns the index over source texts: every place where the longest beginning of a run of words stands.

use super::words::{UNKNOWN, Vocabulary, words};
use crate::record::{Doc, Excerpt};
use crate::text::Ruler;
use crate::{Article, Quote};
use std::collections::HashMap;
use std::ops::Range;

/// Stands between two sources; no word has this number.
const BOUNDARY: u32 = UNKNOWN - 1;

/// How many words of each place the index sorts by. Longer runs are compared with the text itself.
pub(super) const DEPTH: usize = 12;

/// Texts that quotes are looked up in: transcripts, press releases, other articles.
#[derive(Debug, Default)]
pub struct Sources<'t> {
    texts: Vec<Text<'t>>,
    vocabulary: Vocabulary,
    /// The words of all texts, with a [`BOUNDARY`] after each text.
    pub(super) stream: Vec<u32>,
    /// The byte range of each word of `stream` in its own text.
    ranges: Vec<Range<usize>>,
    /// Every position in `stream`, sorted by the [`DEPTH`] words that begin there.
    order: Vec<u32>,
    /// The indices of the texts with each id.
    by_id: HashMap<&'t str, Vec<usize>>,
}

#[derive(Debug)]
struct Text<'t> {
    article: &'t Article<'t>,
    ruler: Ruler,
    /// Its first position in the stream.
    first: usize,
}

impl<'t> Sources<'t> {
    /// Indexes `articles` as sources. Takes time in the order of n log n in their words.
    pub fn new(articles: &'t [Article<'t>]) -> Self {
        let mut sources = Sources::default();
        for article in articles {
            sources.add(article);
        }
        sources.order = (0..u32::try_from(sources.stream.len()).unwrap_or(UNKNOWN)).collect();
        let mut order = std::mem::take(&mut sources.order);
        order.sort_unstable_by(|&a, &b| sources.beginning(a, DEPTH).cmp(sources.beginning(b, DEPTH)).then(a.cmp(&b)));
        sources.order = order;
        sources
    }

    fn add(&mut self, article: &'t Article<'t>) {
        let text: &str = &article.text;
        self.by_id.entry(&article.doc.id).or_default().push(self.texts.len());
        self.texts.push(Text { article, ruler: Ruler::new(text), first: self.stream.len() });
        for range in words(text) {
            self.stream.push(self.vocabulary.learn(&text[range.clone()]));
            self.ranges.push(range);
        }
        self.stream.push(BOUNDARY);
        self.ranges.push(text.len()..text.len());
    }

    /// How many words there are to be found.
    pub fn word_count(&self) -> usize {
        self.stream.len() - self.texts.len()
    }

    pub(super) fn numbers(&self, text: &str, ranges: &[Range<usize>]) -> Vec<u32> {
        ranges.iter().map(|range| self.vocabulary.look_up(&text[range.clone()])).collect()
    }

    fn beginning(&self, position: u32, length: usize) -> &[u32] {
        let tail = self.stream.get(position as usize..).unwrap_or(&[]);
        &tail[..length.min(tail.len())]
    }

    /// The longest beginning of `run`, up to [`DEPTH`] words, that stands anywhere: its length, and all the positions
    /// in the stream where it stands, in stream order among equal continuations.
    pub(super) fn longest(&self, run: &[u32]) -> (usize, &[u32]) {
        let run = &run[..run.len().min(DEPTH)];
        let at = self.order.partition_point(|&position| self.beginning(position, DEPTH) < run);
        let shared =
            |position: &u32| self.beginning(*position, run.len()).iter().zip(run).take_while(|(a, b)| a == b).count();
        let before = at.checked_sub(1).and_then(|i| self.order.get(i)).map_or(0, shared);
        let length = before.max(self.order.get(at).map_or(0, shared));
        let run = &run[..length];
        let low = self.order.partition_point(|&position| self.beginning(position, length) < run);
        let high = self.order.partition_point(|&position| self.beginning(position, length) <= run);
        (length, if length == 0 { &[] } else { &self.order[low..high] })
    }

    /// The positions of the text that `position` lies in, its boundary left out.
    pub(super) fn text_around(&self, position: usize) -> Range<usize> {
        let next = self.texts.partition_point(|text| text.first <= position);
        let end = self.texts.get(next).map_or(self.stream.len(), |text| text.first);
        self.texts[next - 1].first..end - 1
    }

    /// The text between the first and the last word of a stretch of positions within one text.
    pub(super) fn slice(&self, positions: Range<usize>) -> &str {
        let (text, bytes) = self.bytes(positions);
        &text.article.text[bytes]
    }

    /// Where a stretch of positions within one text stands.
    pub(super) fn locate(&self, positions: Range<usize>) -> (Doc<'static>, Excerpt<'static>) {
        let text = self.slice(positions.clone()).to_owned().into();
        let (source, bytes) = self.bytes(positions);
        let span = source.ruler.span(bytes.start, bytes.end);
        (source.article.doc.clone().into_owned(), Excerpt { text, span })
    }

    /// What stands at `bytes` of the article that `quote` was taken from, if that article is one of the texts.
    pub(super) fn own_excerpt(
        &self,
        quote: &Quote<'_>,
        bytes: Range<usize>,
    ) -> Option<(Doc<'static>, Excerpt<'static>)> {
        let named = self.by_id.get(&*quote.doc.id)?.iter().map(|&index| &self.texts[index]);
        let own = named.into_iter().find(|text| {
            let parts = quote.parts.iter().map(|part| text.article.text.get(part.byte_start..part.byte_end));
            parts.collect::<Option<Vec<_>>>().is_some_and(|parts| parts.join(" ") == quote.text)
        })?;
        let text = own.article.text.get(bytes.clone())?.to_owned().into();
        Some((own.article.doc.clone().into_owned(), Excerpt { text, span: own.ruler.span(bytes.start, bytes.end) }))
    }

    fn bytes(&self, positions: Range<usize>) -> (&Text<'t>, Range<usize>) {
        let text = &self.texts[self.texts.partition_point(|text| text.first <= positions.start) - 1];
        let start = self.ranges[positions.start].start;
        let end = positions.end.checked_sub(1).filter(|&last| last >= positions.start);
        (text, start..end.map_or(start, |last| self.ranges[last].end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(sources: &Sources<'_>, run: &str) -> (usize, Vec<u32>) {
        let ranges: Vec<_> = words(run).collect();
        let (length, places) = sources.longest(&sources.numbers(run, &ranges));
        (length, places.to_vec())
    }

    #[test]
    fn the_longest_beginning_is_found_with_all_its_places() {
        let articles = ["Kami bangun jalan. Kami bangun jembatan.", "kami bangun JALAN"].map(Article::from_text);
        let sources = Sources::new(&articles);
        assert_eq!(find(&sources, "kami bangun jalan raya"), (3, vec![0, 7]));
        assert_eq!(find(&sources, "kami bangun").0, 2);
        assert_eq!(find(&sources, "kami bangun").1.len(), 3);
        assert_eq!(find(&sources, "jembatan kami"), (1, vec![5]));
        assert_eq!(find(&sources, "pasar"), (0, vec![]));
        assert_eq!(find(&sources, ""), (0, vec![]));
    }

    #[test]
    fn places_are_told_in_line_and_column() {
        let articles = ["", "“É”\nKami bangun jalan."].map(Article::from_text);
        let sources = Sources::new(&articles);
        assert_eq!(sources.word_count(), 4);
        let at = find(&sources, "bangun jalan").1[0] as usize;
        let (_, excerpt) = sources.locate(at..at + 2);
        assert_eq!(excerpt.text, "bangun jalan");
        assert_eq!((excerpt.span.line, excerpt.span.column), (2, 6));
        assert_eq!((excerpt.span.start, excerpt.span.end), (9, 21));
    }
}
