//! Any text: the records keep every promise, and neither another article nor a paragraph behind changes them.
#![no_main]

#[path = "../../tests/common/pieces.rs"]
mod pieces;
#[path = "../../tests/common/invariants.rs"]
mod invariants;

use kutip::{Article, Extractor, Lexicon, Quote, record::Kind};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| Extractor::new(Lexicon::builtin()));
static SCHEMA: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    let schema = include_str!("../../schema/quote.schema.json");
    jsonschema::validator_for(&serde_json::from_str(schema).unwrap()).unwrap()
});

fn directs(quotes: &[Quote]) -> Vec<(usize, usize)> {
    let direct = quotes.iter().filter(|quote| quote.kind == Kind::Direct);
    direct.flat_map(|quote| &quote.parts).map(|part| (part.byte_start, part.byte_end)).collect()
}

fuzz_target!(|data: &[u8]| {
    let article = Article::from_text(pieces::text(data));
    let quotes = EXTRACTOR.extract(&article);
    invariants::hold(&article, &quotes);
    for quote in &quotes {
        let record = serde_json::to_value(quote).unwrap();
        if let Err(error) = SCHEMA.validate(&record) {
            panic!("{error}: {record}");
        }
    }
    let longer = Article::from_text(format!("{}\n\nHujan turun semalaman.", article.text));
    let after = EXTRACTOR.extract(&longer);
    invariants::hold(&longer, &after);
    assert_eq!(directs(&quotes), directs(&after), "a paragraph behind changes the direct quotes of {:?}", article.text);
    assert_eq!(quotes, EXTRACTOR.extract(&article), "the article before changes the records");
});
