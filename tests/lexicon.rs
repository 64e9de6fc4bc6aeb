//! The lexicon's data files: their form, and every example sentence of every entry.

use kutip::lexicon::{BUILTIN, canonical};
use kutip::{Extractor, Lexicon, examples};
use serde::Deserialize;
use std::{collections::HashMap, fmt::Write};

/// An example that extraction does not read yet, and why.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Miss {
    sentence: String,
    known_miss: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Misses {
    #[serde(default)]
    example: Vec<Miss>,
}

#[test]
fn every_example_is_read_as_its_entry_says() {
    let misses: Misses =
        toml::from_str(include_str!("../fixtures/lexicon-misses.toml")).expect("the misses are a table");
    let mut known: HashMap<_, _> =
        misses.example.iter().map(|miss| (miss.sentence.as_str(), (&miss.known_miss, false))).collect();
    let extractor = Extractor::new(Lexicon::builtin());
    let mut told = String::new();
    for (name, text) in BUILTIN {
        let file = Lexicon::parse(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        for failure in examples::failures(&extractor, &file) {
            match known.get_mut(failure.sentence.as_str()) {
                Some((_, seen)) => *seen = true,
                None => writeln!(told, "{name}: {failure}").unwrap(),
            }
        }
    }
    for (sentence, _) in known.iter().filter(|(_, (_, seen))| !seen) {
        writeln!(told, "this is read now, take it out of fixtures/lexicon-misses.toml: {sentence}").unwrap();
    }
    assert!(told.is_empty(), "\n\n{told}");
}

#[test]
fn every_class_and_cue_is_shown_by_a_sentence() {
    for (name, text) in BUILTIN {
        let file = Lexicon::parse(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        for cue in &file.cue {
            assert!(!cue.examples.is_empty(), "{name}: cue `{}` has no example", cue.lemma);
        }
    }
}

#[test]
fn data_files_spell_every_word_in_its_canonical_form() {
    for (name, text) in BUILTIN {
        let file = Lexicon::parse(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let neighbours = file.cue.iter().flat_map(|cue| cue.not_next.iter().chain(&cue.not_prev));
        for word in neighbours.chain(&file.forget) {
            assert_eq!(*word, canonical(word), "{name}");
        }
    }
    let error = Lexicon::parse("[[words]]\nclass = 'role'\nwords = [\"Camat\"]").expect_err("a capital is refused");
    assert_eq!((error.line, error.message.contains("write `camat`")), (3, true), "{error}");
}

#[test]
fn a_form_belongs_to_one_cue() {
    let cue = |lemma: &str| format!("[[cue]]\nlemma = '{lemma}'\nact = 'say'\nactive = [\"mencuap\"]\n");
    let error = Lexicon::parse(&(cue("cuap") + &cue("cuit"))).expect_err("two entries have one form");
    assert!(error.message.contains("`cuap` and of `cuit`"), "{error}");
    assert_eq!(error.line, 8);
}
