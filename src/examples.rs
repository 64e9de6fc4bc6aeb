//! Owns the example sentences of lexicon entries: what they claim, and whether extraction does it.
//!
//! In an example the content stands in `[]` and the name of its speaker in `{}`; a counter-example gives no quote.

use crate::lexicon::File;
use crate::{Article, Extractor};
use std::ops::Range;

/// The examples and counter-examples of `file` that `extractor`, which must know the file, does not do; one line each.
pub fn failures(extractor: &Extractor, file: &File) -> Vec<String> {
    let cues = file.cue.iter().map(|cue| (&cue.lemma, &cue.examples, &cue.counter));
    let words = file.words.iter().map(|words| (&words.class, &words.examples, &words.counter));
    let mut failures = Vec::new();
    for (entry, examples, counter) in cues.chain(words) {
        let told = examples.iter().filter_map(|example| example_fails(extractor, example));
        let told = told.chain(counter.iter().filter_map(|sentence| counter_fails(extractor, sentence)));
        failures.extend(told.map(|failure| format!("{entry}: {failure}")));
    }
    failures
}

fn example_fails(extractor: &Extractor, example: &str) -> Option<String> {
    let Marked { text, contents, names } = Marked::parse(example);
    let article = Article::from_text(text.as_str());
    let quotes = extractor.extract(&article);
    let mut found: Vec<Range<usize>> =
        quotes.iter().flat_map(|quote| &quote.parts).map(|part| part.byte_start..part.byte_end).collect();
    found.sort_by_key(|range| range.start);
    if found != contents {
        let found = quotes.iter().map(|quote| format!("[{}]", quote.text)).collect::<Vec<_>>().join(" ");
        let found = if found.is_empty() { "nothing".to_owned() } else { found };
        return Some(format!("the content found is {found} in {example}"));
    }
    let missing = names.iter().find(|name| quotes.iter().all(|quote| quote.speaker.name.as_deref() != Some(name)))?;
    let found = quotes.iter().map(|quote| quote.speaker.name.as_deref().unwrap_or("nobody")).collect::<Vec<_>>();
    Some(format!("the speaker found is {}, not {missing}, in {example}", found.join(", ")))
}

fn counter_fails(extractor: &Extractor, sentence: &str) -> Option<String> {
    let article = Article::from_text(sentence);
    let quotes = extractor.extract(&article);
    let quote = quotes.first()?;
    Some(format!("[{}] is found in the counter-example {sentence}", quote.text))
}

/// An example with its marks taken out.
struct Marked {
    text: String,
    contents: Vec<Range<usize>>,
    names: Vec<String>,
}

impl Marked {
    fn parse(example: &str) -> Self {
        let mut marked = Marked { text: String::new(), contents: Vec::new(), names: Vec::new() };
        let (mut content, mut name) = (0, 0);
        for c in example.chars() {
            match c {
                '[' => content = marked.text.len(),
                ']' => marked.contents.push(content..marked.text.len()),
                '{' => name = marked.text.len(),
                '}' => marked.names.extend(marked.text.get(name..).map(str::to_owned)),
                _ => marked.text.push(c),
            }
        }
        marked
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lexicon;

    const FILE: &str = r#"
        [[cue]]
        lemma = "cuap"
        act = "say"
        base = ["cuap"]
        examples = ["“[Kami kaget,]” cuap {Darno Sukarta}.", "“[Kami kaget,]” cuap {Rahmat}."]
        counter = ["“Kami kaget,” cuap Darno Sukarta."]
    "#;

    #[test]
    fn examples_that_do_not_hold_are_told() {
        let file = Lexicon::parse(&FILE.replace("{Rahmat}", "Darno {Rahmat}")).expect("it is a lexicon");
        let extractor = Extractor::new(Lexicon::merged(&[FILE]).expect("it is a lexicon"));
        let failures = failures(&extractor, &file);
        assert_eq!(failures.len(), 2, "{failures:?}");
        assert!(failures[0].contains("not Rahmat"), "{failures:?}");
        assert!(failures[1].contains("counter-example"), "{failures:?}");
    }
}
