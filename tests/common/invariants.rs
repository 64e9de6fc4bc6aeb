//! What holds for the records of any text whatever; used by the tests and by the fuzz targets.

use kutip::{
    Article, Extractor, Quote,
    record::{Kind, Span},
};
use std::collections::HashSet;

/// Panics unless the records of `text` keep every promise, come out again the same after another article, and their
/// direct quotes stay where they are when a paragraph is put behind.
pub fn hold_for(extractor: &Extractor, text: &str) {
    let article = Article::from_text(text);
    let quotes = extractor.extract(&article);
    hold(&article, &quotes);
    let longer = Article::from_text(format!("{text}\n\nHujan turun semalaman."));
    let after = extractor.extract(&longer);
    hold(&longer, &after);
    assert_eq!(directs(&quotes), directs(&after), "a paragraph behind changes the direct quotes of {text:?}");
    assert_eq!(quotes, extractor.extract(&article), "the article before changes the records of {text:?}");
}

fn directs(quotes: &[Quote]) -> Vec<(usize, usize)> {
    let direct = quotes.iter().filter(|quote| quote.kind == Kind::Direct);
    direct.flat_map(|quote| &quote.parts).map(|part| (part.byte_start, part.byte_end)).collect()
}

/// Panics with what is wrong if the records of `article` break a promise of the format.
pub fn hold(article: &Article, quotes: &[Quote]) {
    let text = &*article.text;
    let mut ids = HashSet::new();
    for quote in quotes {
        let shown = format!("{quote:?}");
        assert!(ids.insert(&quote.id), "the id is not unique: {shown}");
        assert!(!quote.parts.is_empty(), "no part: {shown}");
        let parts: Vec<_> = quote.parts.iter().map(|part| slice(text, part)).collect();
        assert_eq!(parts.join(" "), quote.text, "the parts are not the content: {shown}");
        assert!(parts.iter().all(|part| !part.is_empty()), "an empty part: {shown}");
        assert!(quote.parts.is_sorted_by(|a, b| a.byte_end <= b.byte_start), "parts out of order: {shown}");
        assert!((0.0..=1.0).contains(&quote.confidence), "no probability: {shown}");
        let speaker = &quote.speaker;
        let excerpts = [&speaker.mention, &speaker.antecedent, &quote.place, &quote.event];
        let mut excerpts: Vec<_> = excerpts.into_iter().flatten().map(|e| (&e.text, &e.span)).collect();
        excerpts.extend(quote.cue.iter().map(|cue| (&cue.text, &cue.span)));
        excerpts.extend(quote.when.iter().map(|when| (&when.text, &when.span)));
        for (words, span) in excerpts {
            assert_eq!(slice(text, span), words, "not the words at its place: {shown}");
        }
        let names = [&speaker.name, &speaker.role, &speaker.affiliation].into_iter().flatten();
        for name in names.chain(&speaker.aliases) {
            assert!(!name.trim().is_empty(), "an empty name: {shown}");
        }
    }
    let begin = |quote: &Quote| quote.parts[0].byte_start;
    assert!(quotes.is_sorted_by_key(begin), "records out of text order");
    for direct in [true, false] {
        let family = quotes.iter().filter(|quote| (quote.kind == Kind::Direct) == direct);
        let mut spans: Vec<_> = family.flat_map(|quote| &quote.parts).collect();
        spans.sort_by_key(|part| part.byte_start);
        for pair in spans.windows(2) {
            assert!(pair[0].byte_end <= pair[1].byte_start, "two records overlap: {pair:?} in {quotes:?}");
        }
    }
}

/// The slice at `span`, after a check that its bytes, code points, line and column agree.
fn slice<'t>(text: &'t str, span: &Span) -> &'t str {
    let slice = text.get(span.byte_start..span.byte_end).unwrap_or_else(|| panic!("{span:?} is not in the text"));
    let before = &text[..span.byte_start];
    assert_eq!(before.chars().count(), span.start, "{span:?}");
    assert_eq!(slice.chars().count(), span.end - span.start, "{span:?}");
    assert_eq!(before.matches('\n').count() + 1, span.line, "{span:?}");
    let line = before.rsplit('\n').next().unwrap_or_default();
    assert_eq!(line.chars().count() + 1, span.column, "{span:?}");
    slice
}
