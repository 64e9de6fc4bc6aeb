//! Owns the knowledge of Indonesian: TOML files compiled into one word table that a token is looked up in once.

pub mod class;
mod data;
mod table;

pub use class::Classes;
pub use data::{Act, Affix, Circumfix, CueEntry, Expansion, File, LexiconError, Takes, WordsEntry};

use crate::text::{Break, Token, fold, spell};
use hashbrown::HashMap;
use smallvec::SmallVec;
use table::{Endings, Firsts, Pairs, Prefix, Words};

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
    words: Words,
    /// By the hashes of their first two words, longest first.
    phrases: HashMap<(u32, u32), SmallVec<[Phrase; 1]>, foldhash::fast::FixedState>,
    /// A bit for each pair of first words: nearly all pairs of an article begin no phrase.
    pairs: Pairs,
    cues: Vec<Cue>,
    prefixes: Vec<Prefix>,
    /// The forms of nouns of acts.
    circumfixes: Vec<Circumfix>,
    /// What the words that are found glued behind a name end in.
    endings: Endings,
    /// By their first word, short forms of offices and what they stand for, longest first.
    expansions: HashMap<u32, Vec<Expanded>, foldhash::fast::FixedState>,
    /// Nicknames and the names they stand for.
    nicknames: HashMap<Vec<u32>, Vec<u32>, foldhash::fast::FixedState>,
    /// A bit for the first word of each nickname: nearly all names begin none.
    nicknamed: Firsts,
    /// The first words of short forms.
    shortened: Firsts,
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
    not_next: Neighbours,
    not_prev: Neighbours,
}

/// Words beside which a cue is none.
#[derive(Debug, Clone)]
struct Neighbours {
    words: Vec<u32>,
    /// A bit for each of them: nearly all words are none of them.
    bits: u64,
}

impl Neighbours {
    fn new(words: &[String]) -> Self {
        let words: Vec<u32> = words.iter().map(|word| word_hash(word)).collect();
        let bits = words.iter().fold(0, |bits, word| bits | 1 << (word % 64));
        Neighbours { words, bits }
    }

    fn have(&self, word: u32) -> bool {
        self.bits >> (word % 64) & 1 != 0 && self.words.contains(&word)
    }
}

impl Cue {
    /// Whether the words beside it (0 for none) let it be a cue.
    pub fn fits(&self, previous: u32, next: u32) -> bool {
        !self.not_next.have(next) && !self.not_prev.have(previous)
    }
}

/// A short form and what it stands for.
type Expanded = (Vec<u32>, Vec<u32>);

#[derive(Debug)]
struct Phrase {
    /// The words behind the second.
    rest: SmallVec<[u32; 4]>,
    info: WordInfo,
}

/// Classes of the words of four letters that scraping leaves glued behind a name: `Prabowosaat`.
pub(crate) const SHORT_TRAILING: Classes = class::OCCASION | class::RELATIVE;

/// The same of longer words: `Prabowomengatakan`.
pub(crate) const TRAILING: Classes = SHORT_TRAILING
    | class::CUE_ACTIVE
    | class::ALIAS
    | class::CONJUNCTION
    | class::PREPOSITION
    | class::SUBORDINATOR
    | class::AUXILIARY;

/// The classes with which `word` can trail a name.
pub(crate) fn trailing(word: &str) -> Classes {
    match word.len() {
        0..4 => 0,
        4 => SHORT_TRAILING,
        _ => TRAILING,
    }
}

/// Tokens that are completed together.
const TOGETHER: usize = 64;

/// Some of the tokens that are completed together, by their places.
struct Picked {
    places: [u8; TOGETHER],
    count: usize,
}

impl Default for Picked {
    fn default() -> Self {
        Picked { places: [0; TOGETHER], count: 0 }
    }
}

impl Picked {
    /// Puts down `at` if it is `wanted`, without a branch.
    fn pick(&mut self, at: usize, wanted: bool) {
        self.places[self.count % TOGETHER] = at as u8;
        self.count += usize::from(wanted);
    }

    fn iter(&self) -> impl Iterator<Item = usize> {
        self.places.iter().take(self.count).map(|&at| usize::from(at))
    }
}

/// Words for which room is made at once.
const MANY: usize = 32_768;

/// The classes of a word in capitals of this length: an acronym is no ordinary word, whatever its letters spell in lower
/// case.
pub(crate) fn of_acronym(classes: Classes, length: usize) -> Classes {
    if (2..=5).contains(&length) { classes & !class::COMMON } else { classes }
}

fn feature(group: u64, value: u64) -> u64 {
    group.rotate_left(1) ^ value
}

/// The hash of a word as the lexicon spells it.
pub(crate) const fn hash_of(folded: &str) -> u64 {
    spell::hash(folded.as_bytes()).0
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
                    // `terbarunya` is no more a verb than `terbaru`
                    if bit == class::PLAIN {
                        table.entry(format!("{word}nya")).or_default().classes |= bit | class::COMMON;
                    }
                    // `istrinya` is somebody, but nobody by that name; `hasilnya` shows what the result does
                    let owned = match bit {
                        class::RELATIONAL => class::ANONYMOUS | class::COMMON,
                        class::DOCUMENT => bit | class::COMMON,
                        _ => 0,
                    };
                    if owned != 0 {
                        table.entry(format!("{word}nya")).or_default().classes |= owned;
                    }
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
                let weigh = |(value, weight): (String, f64)| (feature(hash_of(&group), hash_of(&value)), weight);
                lexicon.weights.extend(weights.into_iter().map(weigh));
            }
            lexicon.circumfixes.extend(file.circumfix);
            lexicon.prefixes.extend(file.affix.iter().map(Prefix::new));
            let hashes = |words: &str| words.split(' ').map(word_hash).collect::<Vec<_>>();
            for entry in &file.nickname {
                for short in entry.short.iter().map(|short| hashes(short)) {
                    lexicon.nicknamed.insert(&short);
                    lexicon.nicknames.insert(short, hashes(&entry.long));
                }
            }
            for entry in &file.expand {
                for short in entry.short.iter().map(|short| hashes(short)) {
                    let first = short.first().copied().unwrap_or_default();
                    lexicon.shortened.insert(&short);
                    lexicon.expansions.entry(first).or_default().push((short, hashes(&entry.long)));
                }
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
            lexicon.lemmas.insert(hash_of(&entry.lemma), index);
            let (not_next, not_prev) = (Neighbours::new(&entry.not_next), Neighbours::new(&entry.not_prev));
            lexicon.cues.push(Cue { entry, not_next, not_prev });
        }
        for expansions in lexicon.expansions.values_mut() {
            expansions.sort_by_key(|(short, _)| std::cmp::Reverse(short.len()));
        }
        let mut words: HashMap<u64, WordInfo, foldhash::fast::FixedState> = HashMap::default();
        words.reserve(table.len());
        let mut verbs: Vec<u64> = Vec::new();
        for (word, &info) in &table {
            let mut parts = word.split(' ');
            let first = parts.next().unwrap_or("");
            let second = parts.next().map(word_hash);
            let hash = hash_of(first);
            let known = words.entry(hash).or_insert_with(|| {
                verbs.extend((lexicon.by_affix(spell::head(first.as_bytes()), first.len()) != 0).then_some(hash));
                WordInfo::default()
            });
            if let Some(second) = second {
                known.classes |= class::PHRASE;
                let rest = parts.map(word_hash).collect();
                lexicon.pairs.insert(hash as u32, second);
                lexicon.phrases.entry((hash as u32, second)).or_default().push(Phrase { rest, info });
            } else {
                known.classes |= info.classes;
                known.cue = info.cue;
                if info.classes & trailing(first) != 0 {
                    lexicon.endings.insert(first.as_bytes());
                }
            }
        }
        for hash in &verbs {
            if let Some(known) = words.get_mut(hash).filter(|known| known.is_unlisted()) {
                known.classes |= class::VERB;
            }
        }
        lexicon.words = Words::new(&words);
        for phrases in lexicon.phrases.values_mut() {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len()));
        }
        lexicon
    }

    /// The hash of `word` and what is known of it; a word that is not listed may still be a verb by its prefix.
    pub fn look_up(&self, word: &str) -> (u32, WordInfo) {
        let bytes = word.as_bytes();
        let (hash, plain) = spell::hash(bytes);
        let hash = if plain { hash } else { hash_of(&fold(word)) };
        let mut info = match self.words.find(hash) {
            // M.Si is msi, S.H is sh
            0 if bytes.contains(&b'.') => return (hash as u32, self.look_up(&word.replace('.', "")).1),
            0 => WordInfo { classes: self.by_affix(spell::head(bytes), bytes.len()), cue: 0 },
            number => self.words.info(number),
        };
        if bytes.iter().all(u8::is_ascii_uppercase) {
            info.classes = of_acronym(info.classes, bytes.len());
        }
        (hash as u32, info)
    }

    /// The class of a word of this length that begins with these letters, if it is not listed otherwise: a verb by its
    /// prefix, or nothing.
    fn by_affix(&self, head: u64, length: usize) -> Classes {
        let verb = self.prefixes.iter().fold(false, |found, prefix| found | prefix.begins(head, length));
        if verb { class::VERB } else { 0 }
    }

    /// Whether a word that is not listed names an act by its form: `Keberhasilan`.
    pub(crate) fn is_nominal(&self, word: &str) -> bool {
        let head = |prefix: &str| word.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix));
        self.circumfixes.iter().any(|circumfix| {
            word.len() >= circumfix.least && word.ends_with(&circumfix.suffix) && head(&circumfix.prefix)
        })
    }

    /// Whether a word that was run into a name is a verb by its prefix.
    pub(crate) fn is_trailing_verb(&self, word: &str) -> bool {
        self.prefixes.iter().any(|prefix| prefix.trails(word.as_bytes()))
    }

    /// Whether one of the [`trailing`] words may end `word`, a long one.
    pub(crate) fn may_end_trailing(&self, word: &[u8]) -> bool {
        self.endings.may_end(word)
    }

    /// What is listed of the word that has this hash.
    #[inline]
    pub(crate) fn listed(&self, hash: u64) -> WordInfo {
        self.words.info(self.words.find(hash))
    }

    /// Completes what was listed of the words of a text: those that are not listed, which have a run of no words, may be
    /// verbs, and several may be one entry.
    pub(crate) fn complete(&self, text: &str, tokens: &mut [Token]) {
        let mut seconds: SmallVec<[usize; 64]> = SmallVec::new();
        let (mut begins, mut first) = (false, 0);
        for (chunk, tokens) in tokens.chunks_mut(TOGETHER).enumerate() {
            // those that there is something to do about are put down first: a branch for each is guessed wrong too often
            let (mut unlisted, mut pairs) = (Picked::default(), Picked::default());
            for (at, token) in tokens.iter_mut().enumerate() {
                unlisted.pick(at, token.run == 0);
                token.run = 1;
                let spaced = token.before == Break::Space;
                pairs.pick(at, begins & spaced & self.pairs.may_have(first, token.hash));
                (begins, first) = (token.is(class::PHRASE), token.hash);
            }
            for at in unlisted.iter() {
                let Some(token) = tokens.get_mut(at) else { break };
                let (start, end) = (token.start as usize, token.end as usize);
                let rest = text.as_bytes().get(start..).unwrap_or(&[]);
                token.classes = self.by_affix(spell::head_of(rest, end - start), end - start);
            }
            seconds.extend(pairs.iter().map(|at| chunk * TOGETHER + at));
        }
        let mut behind = 0;
        for first in seconds.into_iter().filter_map(|second| second.checked_sub(1)) {
            if first >= behind
                && let Some(length) = self.mark_phrase(tokens, first)
            {
                behind = first + length;
            }
        }
    }

    /// Whether a short form may begin with the word: nearly none does.
    pub(crate) fn shortens(&self, word: u32) -> bool {
        self.shortened.may_begin(&[word])
    }

    /// The words of an office or an institution (by hash) with its short forms written out: `menkes` → `menteri kesehatan`.
    pub(crate) fn expand(&self, words: SmallVec<[u32; 6]>) -> SmallVec<[u32; 6]> {
        if !words.iter().any(|&word| self.shortens(word)) {
            return words;
        }
        let mut full = SmallVec::new();
        let mut rest = &words[..];
        while let Some((first, behind)) = rest.split_first() {
            let known = self.expansions.get(first);
            match known.and_then(|known| known.iter().find(|(short, _)| rest.starts_with(short))) {
                Some((short, long)) => {
                    full.extend_from_slice(long);
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
        self.nicknamed.may_begin(words).then(|| self.nicknames.get(words).map(Vec::as_slice)).flatten()
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
        self.weight_by_hash(hash_of(group), hash_of(value))
    }

    /// The same for a group and a value with these [`hash_of`] each.
    pub(crate) fn weight_by_hash(&self, group: u64, value: u64) -> f64 {
        self.weights.get(&feature(group, value)).copied().unwrap_or(0.0)
    }

    /// All cue entries, in file order.
    pub fn cues(&self) -> &[Cue] {
        &self.cues
    }

    /// Gives the classes of the longest multi-word entry that is spelt from `at` on to its tokens; says how many they are.
    fn mark_phrase(&self, tokens: &mut [Token], at: usize) -> Option<usize> {
        let spaced = |index: usize| tokens.get(index).filter(|token| token.before == Break::Space);
        let phrases = self.phrases.get(&(tokens.get(at)?.hash, spaced(at + 1)?.hash))?;
        let spelt = |phrase: &&Phrase| {
            (at + 2..).zip(&phrase.rest).all(|(index, hash)| spaced(index).is_some_and(|token| token.hash == *hash))
        };
        let phrase = phrases.iter().find(spelt)?;
        let length = phrase.rest.len() + 2;
        for (offset, token) in tokens.get_mut(at..at + length)?.iter_mut().enumerate() {
            // `mengacu pada` reports as a preposition, and is the verb of a clause all the same
            let own = if phrase.info.cue > 0 { token.classes & class::PREDICATE } else { token.classes };
            // `perwira tinggi` and `bakal calon` say nothing, `sangat tinggi` and `bakal datang` do
            let says = class::VERB | class::PREDICATE | class::AUXILIARY;
            let noun = if phrase.info.classes & class::NOMINAL == 0 { 0 } else { says };
            token.classes = own & !noun | phrase.info.classes;
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
