//! Quotes of known making against a long source, so that every verdict can be foretold.

use kutip::compare::{Sources, Verdict};
use kutip::{Article, Extractor, Lexicon};
use std::time::{Duration, Instant};

/// Words without meaning, the same ones every time, in sentences and paragraphs.
fn babble(words: usize) -> Vec<String> {
    let mut state = 7u64;
    let mut next = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let syllables = ["ba", "ku", "ti", "re", "mo", "sa", "lu", "ne", "pi", "do"];
    (0..words)
        .map(|_| {
            // Few words are common and many are rare, as in any language.
            let below = 1 + next(20_000);
            let rank = next(below) + 10;
            rank.to_string().bytes().map(|digit| syllables[usize::from(digit - b'0')]).collect()
        })
        .collect()
}

#[test]
fn a_thousand_quotes_find_their_places_in_five_megabytes() {
    let speech = babble(800_000);
    let source = speech.join(" ");
    assert!(source.len() > 5_000_000, "{}", source.len());
    let mut article = String::new();
    let mut expected = Vec::new();
    for i in 0..1000 {
        let start = 700 * i + 13;
        let mut words = speech[start..start + 12 + i % 20].to_vec();
        expected.push(match i % 4 {
            0 => Verdict::Exact,
            1 => {
                words[5].push_str("xyz");
                words[9] = "xyz".into();
                Verdict::Altered
            }
            2 => {
                words.truncate(8);
                words.extend_from_slice(&speech[start + 90_000..start + 90_008]);
                Verdict::Stitched
            }
            _ => {
                words.iter_mut().for_each(|word| word.push('x'));
                Verdict::NotFound
            }
        });
        article += &format!("“{},” kata Wulan Sari.\n", words.join(" "));
    }
    let article = Article::from_text(article);
    let extractor = Extractor::new(Lexicon::builtin());
    let quotes = extractor.extract(&article);
    assert_eq!(quotes.len(), expected.len());

    let begun = Instant::now();
    let sources = [Article::from_text("Sambutan lain."), Article::from_text(source)];
    let sources = Sources::new(&sources);
    for (i, (quote, expected)) in quotes.iter().zip(expected).enumerate() {
        let checked = sources.check(quote);
        assert_eq!(checked.verdict, expected, "quote {i}: {} {checked:?}", quote.text);
        for place in &checked.places {
            assert_eq!(place.doc.id, "-");
            assert!(place.excerpt.text.split(' ').count() >= 8);
        }
    }
    // Some seconds without optimisation; a scan of the source for each quote would take minutes.
    assert!(begun.elapsed() < Duration::from_secs(40), "{:?}", begun.elapsed());
}
