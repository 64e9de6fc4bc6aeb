//! Any text as a lexicon file: refused with a line of the file, or extraction with it keeps its promises.
#![no_main]

#[path = "../../tests/common/invariants.rs"]
mod invariants;

use kutip::{Extractor, Lexicon, examples};
use libfuzzer_sys::fuzz_target;

const TEXT: &str = "“Kami kaget,” cuap Darno Sukarta, Camat Merbau. Menurut dia, jalan itu ditutup. Rahmat mengatakan dana belum cair.";

fuzz_target!(|text: &str| {
    match Lexicon::parse(text) {
        Err(error) => {
            assert!(error.line <= text.lines().count() + 1, "{error}");
            assert!(!error.message.is_empty());
            assert!(Lexicon::merged(&[text]).is_err(), "refused alone, taken over the built-in one");
        }
        Ok(file) => {
            let extractor = Extractor::new(Lexicon::merged(&[text]).unwrap());
            invariants::hold_for(&extractor, TEXT);
            examples::failures(&extractor, &file);
        }
    }
});
