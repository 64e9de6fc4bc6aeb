//! Quotes of known making against a long source, so that every verdict can be foretold.
#![cfg(feature = "cli")]

use kutip::compare::{Op, Sources, Verdict};
use kutip::{Article, Extractor, Lexicon};
use std::time::{Duration, Instant};

/// Numbers below a bound, the same ones every time.
fn dice() -> impl FnMut(u64) -> u64 {
    let mut state = 7u64;
    move |below| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    }
}

/// Words without meaning.
fn babble(words: usize) -> Vec<String> {
    let mut next = dice();
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

/// The words of a text, as they are compared.
fn words(text: &str) -> Vec<String> {
    let letters: String = text.chars().filter(|c| !"'\u{ad}\u{200b}".contains(*c)).collect();
    letters.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

#[test]
fn whatever_the_text_the_verdict_agrees_with_it() {
    const PIECES: &[&str] = &[
        "a",
        "b",
        "É",
        "A",
        "'",
        "\u{ad}",
        "\u{200b}",
        " ",
        " ",
        " ",
        "\n",
        "… ",
        "...",
        ". ",
        "🙂",
        "“",
        "\u{1f1ee}",
    ];
    let mut next = dice();
    let mut text = |length: u64| -> String {
        (0..length).map(|_| PIECES[usize::try_from(next(PIECES.len() as u64)).unwrap_or(0)]).collect()
    };
    let extractor = Extractor::new(Lexicon::builtin());
    let model = Article::from_text("“Kata,” ujar Wulan Sari.");
    let model = extractor.extract(&model).remove(0);
    let mut seen = std::collections::BTreeMap::new();
    for round in 0..4000u64 {
        let articles = [text(round % 5 * 30), text(round % 90)].map(Article::from_text);
        let sources = Sources::new(&articles);
        let mut quote = model.clone();
        quote.text = text(round % 37).into();
        let checked = sources.check(&quote);
        *seen.entry(checked.verdict).or_insert(0) += 1;
        assert!((0.0..=1.0).contains(&checked.similarity), "{checked:?}");
        assert_eq!(checked.verdict == Verdict::Empty, words(&quote.text).is_empty(), "{:?}", quote.text);
        for place in &checked.places {
            assert!(articles.iter().any(|article| place.excerpt.span.of(&article.text) == place.excerpt.text));
        }
        if matches!(checked.verdict, Verdict::Altered | Verdict::Stitched) {
            let kept = checked.changes.iter().filter(|change| change.op != Op::Dropped);
            let kept: Vec<String> = kept.flat_map(|change| words(&change.text)).collect();
            assert_eq!(kept, words(&quote.text), "{checked:?}");
        }
        if checked.verdict == Verdict::Altered {
            let told = checked.changes.iter().filter(|change| change.op != Op::Added);
            let told: Vec<String> = told.flat_map(|change| words(&change.text)).collect();
            assert_eq!(told, words(&checked.places[0].excerpt.text), "{checked:?}");
        }
    }
    assert_eq!(seen.len(), 6, "every verdict was reached: {seen:?}");
}
