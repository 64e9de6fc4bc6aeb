//! Owns the search for names spelt in two ways.

use super::rules::finding;
use super::{Code, Finding, Label};
use crate::lexicon::class;
use crate::record::{Excerpt, SpeakerKind};
use crate::text::Ruler;
use crate::{Lexicon, Quote};
use hashbrown::{HashMap, HashSet};
use regex::{Match, Regex};
use std::sync::LazyLock;

/// Shorter words resemble each other by chance.
const SHORTEST: usize = 5;
/// From this length on two letters may differ; below it one.
const LONG: usize = 8;
/// As many names are compared with the words of the text; no article quotes more people.
const MOST: usize = 100;

static WORD: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\b\p{Lu}[\p{L}\p{M}'’]+").ok());

/// A speaker's name, cut into words, and where it is given.
struct Name<'a> {
    words: Vec<&'a str>,
    place: Option<&'a Excerpt<'a>>,
}

/// Capitalised words of the text that look like misspellings of a speaker's name, each spelling once.
pub(super) fn variants(text: &str, quotes: &[Quote<'_>], lexicon: &Lexicon) -> Vec<Finding> {
    let names = names(quotes);
    let Some(word) = WORD.as_ref().filter(|_| !names.is_empty()) else { return Vec::new() };
    let ruler = Ruler::new(text);
    let mut seen = HashSet::new();
    let mut findings = Vec::new();
    let words: Vec<Match<'_>> = word.find_iter(text).collect();
    let adjoin = |left: &Match<'_>, right: &Match<'_>| text.get(left.end()..right.start()) == Some(" ");
    for run in words.chunk_by(adjoin) {
        for (at, found) in run.iter().enumerate() {
            let word = found.as_str();
            if !seen.insert(word) || word.chars().count() < SHORTEST {
                continue;
            }
            if lexicon.look_up(word).1.classes & !(class::NAME | class::VERB) != 0 {
                continue;
            }
            let own: Vec<&Name<'_>> = names.iter().filter(|name| name.words.contains(&word)).collect();
            let near = names.iter().find_map(|name| {
                let right = name.words.iter().find(|right| is_near(word, right))?;
                let fits = match own.is_empty() {
                    true => fits(run, at, &name.words, lexicon),
                    // Both spellings belong to speakers: the second in the text is the one to look at.
                    false => seen.contains(right) && own.iter().all(|own| is_same_but(word, own, right, name)),
                };
                fits.then_some((right, name))
            });
            let Some((right, name)) = near else { continue };
            let message = match name.words.len() {
                1 => format!("`{word}` looks like `{right}`, spelt another way"),
                _ => format!("`{word}` looks like `{right}` in `{}`, spelt another way", name.words.join(" ")),
            };
            let hint = "check the spelling; if these are two people, tell them apart by full name and role";
            let span = ruler.span(found.start(), found.end());
            let mut finding = finding(Code::NameVariant, Label::new(span, ""), message, hint);
            finding.related.extend(name.place.map(|place| Label::new(place.span, "the other spelling")));
            findings.push(finding);
        }
    }
    findings
}

/// The names of the persons who are quoted, the longest first.
fn names<'a>(quotes: &'a [Quote<'_>]) -> Vec<Name<'a>> {
    let mut places: HashMap<&str, Option<&Excerpt<'_>>> = HashMap::new();
    for quote in quotes.iter().filter(|quote| quote.speaker.kind == SpeakerKind::Person) {
        let place = quote.speaker.antecedent.as_ref().or(quote.speaker.mention.as_ref());
        for name in quote.speaker.name.iter().chain(&quote.speaker.aliases) {
            places.entry(name).or_insert(place);
        }
    }
    let cut = |(name, place): (&'a str, _)| Name { words: name.split_whitespace().collect(), place };
    let mut names: Vec<Name<'_>> = places.into_iter().map(cut).collect();
    names.sort_by(|a, b| b.words.len().cmp(&a.words.len()).then_with(|| a.words.cmp(&b.words)));
    names.truncate(MOST);
    names
}

/// Whether `own` is `other` but for the one word, or a short form of it.
fn is_same_but(word: &str, own: &Name<'_>, right: &str, other: &Name<'_>) -> bool {
    own.words.iter().all(|own| if *own == word { true } else { *own != right && other.words.contains(own) })
}

/// Whether two words differ by a slip of the pen: in one or two letters, not the first, and not by what is left off.
fn is_near(word: &str, other: &str) -> bool {
    if word.chars().next() != other.chars().next() {
        return false;
    }
    let length = word.chars().count().min(other.chars().count());
    let slips = if length >= LONG { 2 } else { 1 };
    length >= SHORTEST
        && !word.starts_with(other)
        && !other.starts_with(word)
        && (1..=slips).contains(&strsim::damerau_levenshtein(word, other))
}

/// Whether a word in its run of capitalised words may stand for a word of `name`: it stands alone or behind a title, or
/// the word beside it is in the name too.
fn fits(run: &[Match<'_>], at: usize, name: &[&str], lexicon: &Lexicon) -> bool {
    let before = at.checked_sub(1).and_then(|before| run.get(before)).map(Match::as_str);
    let after = run.get(at + 1).map(Match::as_str);
    let titles = class::ROLE | class::RANK | class::HONORIFIC;
    let is_titled = before.is_none_or(|before| lexicon.look_up(before).1.classes & titles != 0);
    (is_titled && after.is_none()) || before.into_iter().chain(after).any(|beside| name.contains(&beside))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::handmade;

    fn told(text: &'static str, names: &[&'static str]) -> Vec<String> {
        let quotes: Vec<_> = names.iter().map(|name| handmade::quote(text, &["kata"]).by(name, name, text)).collect();
        variants(text, &quotes, &Lexicon::builtin()).into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn slips_of_the_pen_are_told_once() {
        let text = "kata Suharyono Wiratmaja. Suharyanto setuju. Menurut Suharyanto, Suharyono Wiratmaya juga.";
        assert_eq!(
            told(text, &["Suharyono Wiratmaja"]),
            [
                "`Suharyanto` looks like `Suharyono` in `Suharyono Wiratmaja`, spelt another way",
                "`Wiratmaya` looks like `Wiratmaja` in `Suharyono Wiratmaja`, spelt another way"
            ]
        );
        assert_eq!(told(text, &["Suharyono Wiratmaja", "Suharyanto"]).len(), 2);
    }

    #[test]
    fn other_people_and_other_words_are_left_alone() {
        let text =
            "kata Rahmat Hidayat. Rahmad Santoso hadir. Hasan Basri dan Hasanah juga. Suryanto Wijaya, Suryanti Dewi.";
        assert_eq!(told(text, &["Rahmat Hidayat", "Hasan Basri"]), [""; 0]);
        assert_eq!(told(text, &["Suryanto Wijaya", "Suryanti Dewi"]), [""; 0]);
    }
}
