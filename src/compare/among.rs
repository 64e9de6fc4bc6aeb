//! Owns the search for the same quote in many articles: groups of near-identical wording, and who is said to have said it.

use super::align::align;
use super::words::{Vocabulary, folded_words, words};
use crate::Quote;
use crate::record::{Doc, Kind, Span, SpeakerKind};
use hashbrown::{HashMap, HashSet};
use serde::Serialize;
use std::hash::BuildHasher;

/// As many words in a row make a shingle, by which quotes find each other.
const SHINGLE: usize = 3;
/// A quote shorter than this is a stock phrase rather than something to trace.
const SHORTEST: usize = 5;
/// The share of the shorter quote's words that the longer one must have in order.
const ALIKE: f64 = 0.8;
/// As many groups are remembered for one shingle; one in more groups is a stock phrase.
const GROUPS: usize = 64;
/// As many names are told of one group.
const NAMES: usize = 100;
/// As many groups are compared with a quote word by word.
const CANDIDATES: usize = 5;

/// A direct quote reduced to what comparing needs, so that a batch need not be kept.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Said {
    /// The article it stands in.
    pub doc: Doc<'static>,
    /// The record's id.
    pub id: String,
    /// The words.
    pub text: String,
    /// Where it begins.
    pub span: Span,
    /// The speaker's name, if the article tells it.
    pub speaker: Option<String>,
    /// What kind of source the speaker is.
    pub kind: SpeakerKind,
    /// The other forms of that name.
    pub aliases: Vec<String>,
}

impl Said {
    /// What comparing needs of `quote`; nothing unless it is direct.
    pub fn of(quote: &Quote<'_>) -> Option<Self> {
        (quote.kind == Kind::Direct).then(|| Said {
            doc: quote.doc.clone().into_owned(),
            id: quote.id.clone(),
            text: quote.text.clone().into_owned(),
            span: quote.parts.first().copied().unwrap_or_default(),
            speaker: quote.speaker.name.clone().map(Into::into),
            kind: quote.speaker.kind,
            aliases: quote.speaker.aliases.iter().map(|alias| alias.clone().into_owned()).collect(),
        })
    }
}

/// The same quote in two or more articles.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Group {
    /// Whether the articles give it to persons who cannot be the same.
    pub speakers_differ: bool,
    /// Whether its wording differs in more than punctuation and case.
    pub wording_differs: bool,
    /// The names it is given to, in order of first appearance, short forms under the full name; at most a hundred.
    pub speakers: Vec<String>,
    /// The wordings, the commonest first.
    pub variants: Vec<Variant>,
}

/// One wording of a group's quote, with everyone who has it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Variant {
    /// The words, as the first article has them.
    pub text: String,
    /// The quotes with these words.
    pub quotes: Vec<Said>,
}

/// Groups near-identical quotes. Only groups that span several articles are returned: those with differing speakers
/// first, then those with differing words, each in order of first appearance.
pub fn group(quotes: impl IntoIterator<Item = Said>) -> Vec<Group> {
    let mut gatherer = Gatherer::default();
    for said in quotes {
        gatherer.add(said);
    }
    let mut groups: Vec<Group> = gatherer.groups.into_iter().filter_map(finish).collect();
    groups.sort_by_key(|group| (!group.speakers_differ, !group.wording_differs));
    groups
}

#[derive(Default)]
struct Gatherer {
    vocabulary: Vocabulary,
    hasher: foldhash::fast::FixedState,
    /// Every wording so far, and which variant of which group it is.
    wordings: HashMap<Vec<u32>, (usize, usize)>,
    /// Which groups have a shingle.
    shingles: HashMap<u64, Vec<usize>>,
    groups: Vec<Vec<(Vec<u32>, Variant)>>,
}

impl Gatherer {
    fn add(&mut self, said: Said) {
        let numbers: Vec<u32> = words(&said.text).map(|word| self.vocabulary.learn(&said.text[word])).collect();
        if numbers.len() < SHORTEST {
            return;
        }
        if let Some(&(group, variant)) = self.wordings.get(&numbers) {
            self.groups[group][variant].1.quotes.push(said);
            return;
        }
        let shingles: Vec<u64> = numbers.windows(SHINGLE).map(|window| self.hasher.hash_one(window)).collect();
        let group = self.alike(&numbers, &shingles).unwrap_or_else(|| {
            self.groups.push(Vec::new());
            self.groups.len() - 1
        });
        self.wordings.insert(numbers.clone(), (group, self.groups[group].len()));
        self.groups[group].push((numbers, Variant { text: said.text.clone(), quotes: vec![said] }));
        for shingle in shingles {
            let groups = self.shingles.entry(shingle).or_default();
            if groups.len() < GROUPS && !groups.contains(&group) {
                groups.push(group);
            }
        }
    }

    /// The group whose first wording, of those that share most shingles, is alike enough.
    fn alike(&self, numbers: &[u32], shingles: &[u64]) -> Option<usize> {
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for group in shingles.iter().filter_map(|shingle| self.shingles.get(shingle)).flatten() {
            *shared.entry(*group).or_default() += 1;
        }
        let mut candidates: Vec<(usize, usize)> = shared.into_iter().collect();
        candidates.sort_unstable_by_key(|&(group, count)| (std::cmp::Reverse(count), group));
        candidates.into_iter().take(CANDIDATES).map(|(group, _)| group).find(|&group| {
            self.groups[group].first().is_some_and(|(first, _)| {
                let common: usize = align(first, numbers).iter().map(|run| run.length).sum();
                common as f64 >= ALIKE * first.len().min(numbers.len()) as f64
            })
        })
    }
}

/// A group's report, if it spans several articles.
fn finish(wordings: Vec<(Vec<u32>, Variant)>) -> Option<Group> {
    let mut variants: Vec<Variant> = wordings.into_iter().map(|(_, variant)| variant).collect();
    let first = variants.first()?.quotes.first()?.doc.clone();
    if variants.iter().flat_map(|variant| &variant.quotes).all(|said| said.doc == first) {
        return None;
    }
    let mut people: Vec<&Said> = Vec::new();
    let named = variants.iter().flat_map(|variant| &variant.quotes).filter(|said| said.speaker.is_some());
    let mut seen = HashSet::new();
    let names: Vec<&Said> = named.filter(|said| seen.insert((&said.speaker, &said.aliases))).collect();
    drop(seen);
    for said in names {
        if people.len() == NAMES {
            break;
        }
        match people.iter_mut().find(|known| may_be_same(known, said)) {
            Some(known) if name_length(known) < name_length(said) => *known = said,
            Some(_) => {}
            None => people.push(said),
        }
    }
    let persons = people.iter().filter(|said| said.kind == SpeakerKind::Person).count();
    let speakers: Vec<String> = people.iter().filter_map(|said| said.speaker.clone()).collect();
    variants.sort_by_key(|variant| std::cmp::Reverse(variant.quotes.len()));
    Some(Group { speakers_differ: persons > 1, wording_differs: variants.len() > 1, speakers, variants })
}

fn name_length(said: &Said) -> usize {
    said.speaker.as_deref().map_or(0, |name| words(name).count())
}

/// Whether one name may be a short form of the other, by its words, its initials or an alias.
fn may_be_same(left: &Said, right: &Said) -> bool {
    let forms = |said: &Said| -> Vec<Vec<String>> {
        said.speaker.iter().chain(&said.aliases).map(|name| folded_words(name)).collect()
    };
    let within = |short: &[String], long: &[String]| {
        let initials = || long.iter().filter_map(|word| word.chars().next()).collect::<String>();
        short.iter().all(|word| long.contains(word)) || (long.len() > 1 && short.concat() == initials())
    };
    let (left, right) = (forms(left), forms(right));
    left.iter().any(|l| right.iter().any(|r| within(l, r) || within(r, l)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(article: &str, speaker: &str, text: &str) -> Said {
        Said {
            doc: Doc { id: article.to_owned().into(), ..Doc::default() },
            id: String::new(),
            text: text.into(),
            span: Span::default(),
            speaker: (!speaker.is_empty()).then(|| speaker.into()),
            kind: if speaker == "Dinas" { SpeakerKind::Organization } else { SpeakerKind::Person },
            aliases: Vec::new(),
        }
    }

    #[test]
    fn the_same_words_from_different_people_come_first() {
        let groups = group([
            said("a", "Wulan Sari", "Pasar itu akan kami buka lagi bulan depan."),
            said("b", "WS", "pasar itu akan kami buka lagi bulan depan"),
            said("b", "Dinas", "pasar itu akan kami buka lagi bulan depan"),
            said("a", "Darto", "Sungai ini sudah tiga tahun tidak dikeruk."),
            said("c", "Hasan", "Sungai ini sudah tiga tahun tidak pernah dikeruk"),
            said("c", "", "Sungai ini sudah tiga tahun tidak pernah dikeruk"),
            said("d", "Hasan", "Semuanya beres."),
            said("e", "Darto", "Semuanya beres."),
            said("e", "Darto", "Tidak ada hubungannya dengan yang lain sama sekali."),
        ]);
        assert_eq!(groups.len(), 2);
        assert_eq!(groups[0].speakers, ["Darto", "Hasan"]);
        assert!(groups[0].speakers_differ && groups[0].wording_differs);
        assert_eq!(groups[0].variants[0].quotes.len(), 2);
        assert_eq!(groups[1].speakers, ["Wulan Sari", "Dinas"]);
        assert!(!groups[1].speakers_differ && !groups[1].wording_differs);
    }

    #[test]
    fn names_are_told_up_to_a_bound() {
        let text = "Pasar itu akan kami buka lagi bulan depan.";
        let many = |names: usize| (0..names).map(move |n| said(&format!("a{n}"), &format!("Nama{n}"), text));
        for (names, told) in [(NAMES - 1, NAMES - 1), (20 * NAMES, NAMES)] {
            let groups = group(many(names).chain(many(names)));
            assert_eq!((groups.len(), groups[0].speakers.len()), (1, told));
            assert_eq!(groups[0].variants[0].quotes.len(), 2 * names);
        }
    }

    #[test]
    fn a_shortened_quote_joins_its_group_and_one_article_makes_none() {
        let long = "Kami sudah berulang kali meminta perbaikan, tetapi sampai hari ini belum ada satu pun yang datang";
        let groups = group([said("a", "", long), said("b", "", "sampai hari ini belum ada satu pun yang datang")]);
        assert_eq!(groups.len(), 1);
        assert_eq!(group([said("a", "", long), said("a", "", long)]), []);
    }
}
