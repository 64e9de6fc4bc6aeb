//! Any article against any source: verdicts with places that are in the source; against itself every quote is there.
#![no_main]

#[path = "../../tests/common/pieces.rs"]
mod pieces;

use kutip::compare::{Said, Sources, Verdict, group};
use kutip::{Article, Extractor, Lexicon};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| Extractor::new(Lexicon::builtin()));

fuzz_target!(|data: &[u8]| {
    let (article, source) = data.split_at(data.len() / 2);
    let articles = [article, source].map(|half| Article::from_text(pieces::text(half)));
    let quotes: Vec<_> = articles.iter().map(|article| EXTRACTOR.extract(article)).collect();
    for (index, article) in articles.iter().enumerate() {
        let sources = Sources::new(std::slice::from_ref(article));
        for (own, quote) in
            quotes.iter().enumerate().flat_map(|(of, quotes)| quotes.iter().map(move |q| (of == index, q)))
        {
            let checked = sources.check(quote);
            assert!((0.0..=1.0).contains(&checked.similarity), "{checked:?}");
            for place in &checked.places {
                assert_eq!(place.excerpt.span.of(&article.text), place.excerpt.text, "{checked:?}");
            }
            if own {
                assert!(matches!(checked.verdict, Verdict::Exact | Verdict::Empty), "{quote:?} gives {checked:?}");
            }
        }
    }
    let said: Vec<_> = quotes.iter().flatten().filter_map(Said::of).collect();
    let grouped: usize =
        group(said.clone()).iter().flat_map(|group| &group.variants).map(|variant| variant.quotes.len()).sum();
    assert!(grouped <= said.len());
});
