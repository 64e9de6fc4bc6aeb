//! Any text: the records keep every promise, and neither another article nor a paragraph behind changes them.
#![no_main]

#[path = "../../tests/common/invariants.rs"]
mod invariants;
#[path = "../../tests/common/pieces.rs"]
mod pieces;

use kutip::{Article, Extractor, Lexicon};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| Extractor::new(Lexicon::builtin()));
static SCHEMA: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    let schema = include_str!("../../schema/quote.schema.json");
    jsonschema::validator_for(&serde_json::from_str(schema).unwrap()).unwrap()
});

fuzz_target!(|data: &[u8]| {
    let text = pieces::text(data);
    invariants::hold_for(&EXTRACTOR, &text);
    for quote in EXTRACTOR.extract(&Article::from_text(text)) {
        let record = serde_json::to_value(quote).unwrap();
        if let Err(error) = SCHEMA.validate(&record) {
            panic!("{error}: {record}");
        }
    }
});
