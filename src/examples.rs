//! Owns the example sentences of lexicon entries: what they claim, and whether extraction does it.
//!
//! In an example all contents stand in `[]` and the names of their speakers in `{}`; an example of a cue is reported by
//! that cue. A counter-example of a cue has no quote that the cue reports, one of a class of words no quote at all.

use crate::lexicon::File;
use crate::{Article, Extractor, Quote};
use std::fmt;
use std::ops::Range;

/// A sentence of a lexicon entry that extraction reads otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The cue's lemma, or the name of the class.
    pub entry: String,
    /// The sentence as the entry gives it.
    pub sentence: String,
    /// What is found instead.
    pub found: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} in {}", self.entry, self.found, self.sentence)
    }
}

/// The examples and counter-examples of `file` that `extractor`, which must know the file, reads otherwise.
pub fn failures(extractor: &Extractor, file: &File) -> Vec<Failure> {
    let cues = file.cue.iter().map(|cue| (&cue.lemma, true, &cue.examples, &cue.counter));
    let words = file.words.iter().map(|words| (&words.class, false, &words.examples, &words.counter));
    let mut failures = Vec::new();
    for (entry, is_cue, examples, counter) in cues.chain(words) {
        let lemma = is_cue.then_some(entry.as_str());
        let mut check = |sentences: &[String], reads: fn(&Marked, &[Quote], Option<&str>) -> Option<String>| {
            for sentence in sentences {
                let marked = Marked::parse(sentence);
                let found = reads(&marked, &extractor.extract(&Article::from_text(marked.text.as_str())), lemma);
                let failure = |found| Failure { entry: entry.clone(), sentence: sentence.clone(), found };
                failures.extend(found.map(failure));
            }
        };
        check(examples, example_fails);
        check(counter, counter_fails);
    }
    failures
}

fn example_fails(marked: &Marked, quotes: &[Quote], lemma: Option<&str>) -> Option<String> {
    let content = |range: &Range<usize>| marked.text.get(range.clone()).unwrap_or("").trim_end_matches([',', '.']);
    let parts = quotes.iter().flat_map(|quote| &quote.parts).map(|part| part.byte_start..part.byte_end);
    let mut parts: Vec<Range<usize>> = parts.collect();
    parts.sort_by_key(|range| range.start);
    let same = |(a, b): (&Range<usize>, &Range<usize>)| a.start == b.start && content(a) == content(b);
    if parts.len() != marked.contents.len() || !parts.iter().zip(&marked.contents).all(same) {
        let found = quotes.iter().map(|quote| format!("[{}]", quote.text)).collect::<Vec<_>>().join(" ");
        let found = if found.is_empty() { "nothing".to_owned() } else { found };
        return Some(format!("the content found is {found}"));
    }
    let listed = |values: Vec<&str>| values.join(", ");
    if let Some(name) =
        marked.names.iter().find(|name| quotes.iter().all(|quote| quote.speaker.name.as_deref() != Some(name)))
    {
        let found = quotes.iter().map(|quote| quote.speaker.name.as_deref().unwrap_or("nobody")).collect();
        return Some(format!("the speaker found is {}, not {name},", listed(found)));
    }
    if lemma.is_some_and(|lemma| !quotes.iter().any(|quote| reported_by(quote, lemma))) {
        let found = quotes.iter().map(|quote| quote.cue.as_ref().map_or("none", |cue| &cue.lemma)).collect();
        return Some(format!("the cue found is {}", listed(found)));
    }
    None
}

fn counter_fails(_: &Marked, quotes: &[Quote], lemma: Option<&str>) -> Option<String> {
    let quote = quotes.iter().find(|quote| lemma.is_none_or(|lemma| reported_by(quote, lemma)))?;
    Some(format!("[{}] is found in the counter-example", quote.text))
}

fn reported_by(quote: &Quote, lemma: &str) -> bool {
    quote.cue.as_ref().is_some_and(|cue| cue.lemma == lemma)
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
        assert!(failures[0].found.contains("not Rahmat"), "{failures:?}");
        assert!(failures[1].to_string().contains("counter-example"), "{failures:?}");
    }
}
