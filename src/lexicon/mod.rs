//! Owns the knowledge of Indonesian: TOML files compiled into one word table that a token is looked up in once.

pub mod class;
mod data;

pub use class::Classes;
pub use data::{Act, Affix, CueEntry, Expansion, File, LexiconError, Takes, WordsEntry};

use crate::text::{Token, fold};
use hashbrown::{HashMap, HashTable};
use std::hash::BuildHasher;

/// The built-in files, in the order in which they are merged.
pub const BUILTIN: &[(&str, &str)] = &[
    ("grammar.toml", include_str!("grammar.toml")),
    ("cues.toml", include_str!("cues.toml")),
    ("words.toml", include_str!("words.toml")),
    ("common.toml", include_str!("common.toml")),
    ("weights.toml", include_str!("weights.toml")),
];

/// The same files as the build script has written them down.
const COMPILED: &[(&str, &str)] = &[
    ("grammar.toml", include_str!(concat!(env!("OUT_DIR"), "/grammar.json"))),
    ("cues.toml", include_str!(concat!(env!("OUT_DIR"), "/cues.json"))),
    ("words.toml", include_str!(concat!(env!("OUT_DIR"), "/words.json"))),
    ("common.toml", include_str!(concat!(env!("OUT_DIR"), "/common.json"))),
    ("weights.toml", include_str!(concat!(env!("OUT_DIR"), "/weights.json"))),
];

/// What the lexicon knows of one word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct WordInfo {
    /// Its classes.
    pub classes: Classes,
    /// The cue entry it is a form of, plus one; 0 for none.
    pub cue: u16,
}

impl WordInfo {
    /// Whether nothing is known of it but that it is an ordinary word, or begins a phrase.
    fn is_unlisted(&self) -> bool {
        self.classes & !(class::PHRASE | class::COMMON) == 0
    }
}

/// The compiled lexicon.
#[derive(Debug, Default)]
pub struct Lexicon {
    /// By the hash of the folded word, whose upper half stands for the word; small, since it is read once a word.
    words: HashTable<(u32, u16)>,
    /// What the words' second numbers stand for.
    infos: Vec<WordInfo>,
    phrases: HashMap<u32, Vec<Phrase>, foldhash::fast::FixedState>,
    cues: Vec<Cue>,
    affixes: Vec<Affix>,
    /// Short forms of offices and what they stand for, longest first.
    expansions: Vec<(Vec<u32>, Vec<u32>)>,
    /// Nicknames and the names they stand for.
    nicknames: HashMap<Vec<u32>, Vec<u32>, foldhash::fast::FixedState>,
    /// The months' names, by hash, with their numbers.
    months: HashMap<u32, u16, foldhash::fast::FixedState>,
    /// Weights of the confidence, by the hash of group and value.
    weights: HashMap<u64, f64, foldhash::fast::FixedState>,
    /// The cues' places among them, by the hash of their lemma.
    lemmas: HashMap<u64, usize, foldhash::fast::FixedState>,
}

/// A cue entry as the extraction reads it.
#[derive(Debug, Clone)]
pub struct Cue {
    /// The entry as written.
    pub entry: CueEntry,
    not_next: Vec<u32>,
    not_prev: Vec<u32>,
}

impl Cue {
    /// Whether the words beside it (0 for none) let it be a cue.
    pub fn fits(&self, previous: u32, next: u32) -> bool {
        !self.not_next.contains(&next) && !self.not_prev.contains(&previous)
    }
}

#[derive(Debug)]
struct Phrase {
    rest: Vec<u32>,
    info: WordInfo,
}

/// Words for which room is made at once.
const MANY: usize = 32_768;

const HASHER: foldhash::fast::FixedState = foldhash::fast::FixedState::with_seed(0x006b_7574_6970);

fn hash_of(folded: &str) -> u64 {
    spell(folded.as_bytes()).0
}

/// The hash of a word in lower case, and whether all of it is ASCII. Words are looked up once each, so that hashing them
/// where they stand, eight letters at a time, is worth its own lines.
fn spell(word: &[u8]) -> (u64, bool) {
    let mix = |hash: u64, value: u64| {
        let product = u128::from(hash ^ value) * 0x9e37_79b9_7f4a_7c15_u128;
        (product as u64) ^ ((product >> 64) as u64)
    };
    let mut seen = 0;
    let mut hash = mix(0, word.len() as u64);
    let mut take = |letters: u64| {
        seen |= letters;
        hash = mix(hash, lower(letters));
    };
    // the last letters overlap what was taken before, so that no word needs padding
    if let Some(last) = word.last_chunk::<8>() {
        for letters in word.as_chunks::<8>().0 {
            take(u64::from_le_bytes(*letters));
        }
        if !word.len().is_multiple_of(8) {
            take(u64::from_le_bytes(*last));
        }
    } else if let (Some(first), Some(last)) = (word.first_chunk::<4>(), word.last_chunk::<4>()) {
        take(u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << 32);
    } else if let (Some(&first), Some(&middle), Some(&last)) = (word.first(), word.get(word.len() / 2), word.last()) {
        take(u64::from_le_bytes([first, middle, last, 0, 0, 0, 0, 0]));
    }
    (mix(hash, 0x6b75_7469_7021), seen & 0x8080_8080_8080_8080 == 0)
}

/// Eight letters at once in lower case; what is not an ASCII capital stays as it is.
fn lower(letters: u64) -> u64 {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    let low = letters & (0x7f * ONES);
    let from_a = low + (0x80 - b'A' as u64) * ONES;
    let behind_z = low + (0x7f - b'Z' as u64) * ONES;
    let capitals = (from_a ^ behind_z) & !letters & (0x80 * ONES);
    letters | capitals >> 2
}

/// The form in which data files spell a word or phrase: folded, single spaces.
pub fn canonical(words: &str) -> String {
    words.split_whitespace().map(fold).collect::<Vec<_>>().join(" ")
}

/// The hash that a [`Token`] of this word carries.
pub fn word_hash(word: &str) -> u32 {
    hash_of(&fold(word)) as u32
}

impl Lexicon {
    /// The lexicon that ships with the program.
    pub fn builtin() -> Self {
        Self::merged(&[]).unwrap_or_default()
    }

    /// The built-in lexicon with the text of further files merged over it, later ones winning.
    ///
    /// # Errors
    /// The first file that is not a lexicon, with the line and what is wrong.
    pub fn merged(texts: &[&str]) -> Result<Self, LexiconError> {
        let mut files = Vec::new();
        for (name, json) in COMPILED {
            files.push(
                serde_json::from_str(json)
                    .map_err(|error| LexiconError { line: 0, message: format!("{name}: {error}") })?,
            );
        }
        for text in texts {
            files.push(data::parse(text)?);
        }
        Ok(Self::compile(files))
    }

    /// Checks the text of a lexicon file without merging it.
    ///
    /// # Errors
    /// The line and what is wrong.
    pub fn parse(text: &str) -> Result<File, LexiconError> {
        data::parse(text)
    }

    fn compile(files: Vec<File>) -> Self {
        let mut entries: Vec<CueEntry> = Vec::new();
        let mut table: HashMap<String, WordInfo, foldhash::fast::FixedState> = HashMap::default();
        table.reserve(MANY);
        let mut lexicon = Lexicon::default();
        for file in files {
            for word in &file.forget {
                let word = canonical(word);
                table.remove(&word);
                for entry in &mut entries {
                    for forms in [&mut entry.base, &mut entry.active, &mut entry.passive, &mut entry.prep] {
                        forms.retain(|form| *form != word);
                    }
                }
            }
            for entry in file.cue {
                entries.retain(|old| old.lemma != entry.lemma);
                entries.push(entry);
            }
            for entry in file.words {
                let bit = class::named(&entry.class).unwrap_or_default();
                for word in entry.words {
                    table.entry(word).or_default().classes |= bit;
                }
            }
            for (number, names) in (1..).zip(file.month) {
                for name in names {
                    lexicon.months.insert(word_hash(&name), number);
                    table.entry(name).or_default().classes |= class::MONTH;
                }
            }
            for (group, weights) in file.confidence {
                let weigh = |(value, weight)| (HASHER.hash_one((group.as_str(), String::as_str(&value))), weight);
                lexicon.weights.extend(weights.into_iter().map(weigh));
            }
            lexicon.affixes.extend(file.affix);
            let hashes = |words: &str| words.split(' ').map(word_hash).collect::<Vec<_>>();
            for entry in &file.nickname {
                lexicon.nicknames.extend(entry.short.iter().map(|short| (hashes(short), hashes(&entry.long))));
            }
            for entry in &file.expand {
                lexicon.expansions.extend(entry.short.iter().map(|short| (hashes(short), hashes(&entry.long))));
            }
        }
        for (index, entry) in entries.into_iter().enumerate() {
            let cue = u16::try_from(index + 1).unwrap_or(0);
            let mut add = |form: &str, bits: Classes| {
                let info = table.entry(form.to_owned()).or_default();
                info.classes |= bits;
                info.cue = cue;
            };
            // `ujarnya`, `menurutnya`: the enclitic goes behind any form, so that it is grammar and not an entry
            for form in &entry.base {
                add(form, class::CUE_BASE);
                add(&format!("{form}nya"), class::CUE_BASE | class::NYA);
            }
            for form in &entry.active {
                add(form, class::CUE_ACTIVE);
            }
            for form in &entry.passive {
                add(form, class::CUE_PASSIVE);
                add(&format!("{form}nya"), class::CUE_PASSIVE | class::NYA);
            }
            for form in &entry.prep {
                add(form, class::CUE_PREP);
                if !form.contains(' ') {
                    add(&format!("{form}nya"), class::CUE_PREP | class::NYA);
                }
            }
            let hashes = |words: &[String]| words.iter().map(|word| word_hash(word)).collect();
            lexicon.lemmas.insert(hash_of(&entry.lemma), index);
            lexicon.cues.push(Cue { not_next: hashes(&entry.not_next), not_prev: hashes(&entry.not_prev), entry });
        }
        lexicon.expansions.sort_by_key(|(short, _)| std::cmp::Reverse(short.len()));
        let mut words: HashMap<u64, WordInfo, foldhash::fast::FixedState> = HashMap::default();
        words.reserve(table.len());
        let mut verbs: Vec<u64> = Vec::new();
        for (word, &info) in &table {
            let mut parts = word.split(' ');
            let first = parts.next().unwrap_or("");
            let rest: Vec<u32> = parts.map(word_hash).collect();
            let hash = hash_of(first);
            let known = words.entry(hash).or_insert_with(|| {
                verbs.extend((lexicon.by_affix(first.as_bytes()) != 0).then_some(hash));
                WordInfo::default()
            });
            if rest.is_empty() {
                known.classes |= info.classes;
                known.cue = info.cue;
            } else {
                known.classes |= class::PHRASE;
                lexicon.phrases.entry(hash as u32).or_default().push(Phrase { rest, info });
            }
        }
        for hash in &verbs {
            if let Some(known) = words.get_mut(hash).filter(|known| known.is_unlisted()) {
                known.classes |= class::VERB;
            }
        }
        lexicon.index(&words);
        for phrases in lexicon.phrases.values_mut() {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len()));
        }
        lexicon
    }

    /// Makes the table that words are looked up in.
    fn index(&mut self, words: &HashMap<u64, WordInfo, foldhash::fast::FixedState>) {
        let mut numbers: HashMap<WordInfo, u16, foldhash::fast::FixedState> = HashMap::default();
        self.words = HashTable::with_capacity(words.len());
        for (&hash, &info) in words {
            let number = *numbers.entry(info).or_insert_with(|| {
                self.infos.push(info);
                u16::try_from(self.infos.len() - 1).unwrap_or(u16::MAX)
            });
            // the capacity is there, so that no entry is ever moved
            self.words.insert_unique(hash, ((hash >> 32) as u32, number), |_| 0);
        }
    }

    /// The hash of `word` and what is known of it; a word that is not listed may still be a verb by its prefix.
    pub fn look_up(&self, word: &str) -> (u32, WordInfo) {
        let bytes = word.as_bytes();
        let (hash, plain) = spell(bytes);
        let hash = if plain { hash } else { hash_of(&fold(word)) };
        let known = self.words.find(hash, |(known, _)| *known == (hash >> 32) as u32);
        let Some(mut info) = known.and_then(|&(_, number)| self.infos.get(usize::from(number))).copied() else {
            // M.Si is msi, S.H is sh
            let undotted = bytes.contains(&b'.').then(|| self.look_up(&word.replace('.', "")).1);
            let unlisted = WordInfo { classes: self.by_affix(bytes), cue: 0 };
            return (hash as u32, undotted.unwrap_or(unlisted));
        };
        // an acronym is no ordinary word, whatever its letters spell in lower case
        if (2..=5).contains(&bytes.len()) && bytes.iter().all(u8::is_ascii_uppercase) {
            info.classes &= !class::COMMON;
        }
        (hash as u32, info)
    }

    /// The class of a word that is not listed otherwise: a verb by its prefix, or nothing.
    fn by_affix(&self, word: &[u8]) -> Classes {
        let begins = |affix: &Affix| {
            let head = word.get(..affix.prefix.len()).filter(|_| word.len() >= affix.least);
            head.is_some_and(|head| head.eq_ignore_ascii_case(affix.prefix.as_bytes()))
        };
        if self.affixes.iter().any(begins) { class::VERB } else { 0 }
    }

    /// The words of an office (by hash) with its short forms written out: `menkes` → `menteri kesehatan`.
    pub fn expand(&self, words: &[u32]) -> Vec<u32> {
        let mut full = Vec::with_capacity(words.len());
        let mut rest = words;
        while let Some((first, behind)) = rest.split_first() {
            match self.expansions.iter().find(|(short, _)| rest.starts_with(short)) {
                Some((short, long)) => {
                    full.extend(long);
                    rest = rest.get(short.len()..).unwrap_or(&[]);
                }
                None => {
                    full.push(*first);
                    rest = behind;
                }
            }
        }
        full
    }

    /// The name (by hash of its words) that a nickname stands for.
    pub fn nickname(&self, words: &[u32]) -> Option<&[u32]> {
        self.nicknames.get(words).map(Vec::as_slice)
    }

    /// The cue entry that a token's `cue` field names.
    pub fn cue(&self, token: &Token) -> Option<&Cue> {
        self.cues.get(usize::from(token.cue).checked_sub(1)?)
    }

    /// The cue entry called `lemma`.
    pub fn entry(&self, lemma: &str) -> Option<&CueEntry> {
        self.cues.get(*self.lemmas.get(&hash_of(lemma))?).map(|cue| &cue.entry)
    }

    /// The number, from 1, of the month whose name has this hash.
    pub fn month(&self, hash: u32) -> Option<u16> {
        self.months.get(&hash).copied()
    }

    /// What a feature adds to the log-odds of a record's confidence; 0 if nothing is known of it.
    pub fn weight(&self, group: &str, value: &str) -> f64 {
        self.weights.get(&HASHER.hash_one((group, value))).copied().unwrap_or(0.0)
    }

    /// All cue entries, in file order.
    pub fn cues(&self) -> &[Cue] {
        &self.cues
    }

    /// Gives the classes of multi-word entries to the tokens that spell them; the longest entry wins.
    pub fn mark_phrases(&self, tokens: &mut [Token]) {
        let mut at = 0;
        while at < tokens.len() {
            let step = self.mark_phrase(tokens, at).unwrap_or(1);
            at += step;
        }
    }

    fn mark_phrase(&self, tokens: &mut [Token], at: usize) -> Option<usize> {
        let first = tokens.get(at)?;
        if !first.is(class::PHRASE) {
            return None;
        }
        let phrase = self.phrases.get(&first.hash)?.iter().find(|phrase| {
            phrase.rest.iter().enumerate().all(|(offset, hash)| {
                tokens
                    .get(at + 1 + offset)
                    .is_some_and(|token| token.hash == *hash && token.before == crate::text::Break::Space)
            })
        })?;
        let length = phrase.rest.len() + 1;
        for (offset, token) in tokens.get_mut(at..at + length)?.iter_mut().enumerate() {
            // `mengacu pada` reports as a preposition, and is the verb of a clause all the same
            let own = if phrase.info.cue > 0 { token.classes & class::PREDICATE } else { token.classes };
            token.classes = own | phrase.info.classes;
            if offset == 0 {
                token.run = length as u8;
                token.cue = phrase.info.cue;
            } else {
                token.classes = (token.classes | class::CONTINUED) & !class::CUE;
                token.cue = 0;
            }
        }
        Some(length)
    }
}
