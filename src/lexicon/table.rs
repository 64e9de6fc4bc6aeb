//! Owns the tables that every word of an article is looked up in: small enough for a processor's cache, and without
//! branches that depend on the word.

use super::WordInfo;
use super::data::Affix;
use crate::text::spell;
use hashbrown::HashMap;

/// What is known of each word, by the hash of the folded word. It is read once for every word of an article: it fits
/// into a processor's cache, and a look into a bucket has no branches.
#[derive(Debug)]
pub(super) struct Words {
    buckets: Vec<Bucket>,
    /// What the numbers in the buckets stand for; the first one for a word that is not there.
    infos: Vec<WordInfo>,
}

/// A line of the cache with some words; what has no room in it stands in the next one that has.
#[derive(Debug, Clone, Default)]
#[repr(align(64))]
pub(super) struct Bucket {
    /// The upper halves of the words' hashes.
    tags: [u32; 8],
    /// For each of them, the number of what is known of the word.
    numbers: [u16; 8],
}

impl Default for Words {
    fn default() -> Self {
        Words::new(&HashMap::default())
    }
}

impl Words {
    pub fn new(words: &HashMap<u64, WordInfo, foldhash::fast::FixedState>) -> Self {
        // half of the room stays empty, so that a search ends
        let mut buckets = vec![Bucket::default(); (words.len() / 4 + 1).next_power_of_two()];
        let mut infos = vec![WordInfo::default()];
        let mut known: HashMap<WordInfo, u16, foldhash::fast::FixedState> = HashMap::default();
        for (&hash, &info) in words {
            let number = *known.entry(info).or_insert_with(|| {
                infos.push(info);
                u16::try_from(infos.len() - 1).unwrap_or(u16::MAX)
            });
            let own = hash as usize % buckets.len();
            let (before, from) = buckets.split_at_mut(own);
            let mut slots =
                from.iter_mut().chain(before).flat_map(|bucket| bucket.tags.iter_mut().zip(&mut bucket.numbers));
            if let Some((tag, taken)) = slots.find(|(_, taken)| **taken == 0) {
                (*tag, *taken) = ((hash >> 32) as u32, number);
            }
        }
        Words { buckets, infos }
    }

    /// The number of what is known of the word with this hash; 0 if it is not there.
    pub fn find(&self, hash: u64) -> usize {
        let wanted = (hash >> 32) as u32;
        let mut at = hash as usize;
        loop {
            let Some(bucket) = self.buckets.get(at & (self.buckets.len() - 1)) else { return 0 };
            let mut number = 0;
            for (&tag, &own) in bucket.tags.iter().zip(&bucket.numbers) {
                number |= if tag == wanted { own } else { 0 };
            }
            // a bucket that is not full has no next one
            if (number != 0) | (bucket.numbers.last() == Some(&0)) {
                return usize::from(number);
            }
            at = at.wrapping_add(1);
        }
    }

    pub fn info(&self, number: usize) -> WordInfo {
        self.infos.get(number).copied().unwrap_or_default()
    }
}

/// A prefix that shows a verb: its first letters, which bits they take, and the least length of the word.
#[derive(Debug)]
pub(super) struct Prefix {
    letters: u64,
    mask: u64,
    least: usize,
    trails: usize,
}

impl Prefix {
    pub fn new(affix: &Affix) -> Self {
        let bytes = affix.prefix.as_bytes();
        let mask = spell::head([0xff; 8].get(..bytes.len()).unwrap_or(&[0xff; 8]));
        let trails = affix.trails.unwrap_or(usize::MAX);
        Prefix { letters: spell::head(bytes), mask, least: affix.least.max(bytes.len()), trails }
    }

    /// Whether a word that was run into a name is a verb by it.
    pub fn trails(&self, word: &[u8]) -> bool {
        word.len() >= self.trails && self.begins(spell::head(word), word.len())
    }

    /// Whether a word of this length that has this [`spell::head`] begins with it.
    pub fn begins(&self, head: u64, length: usize) -> bool {
        (head & self.mask == self.letters) & (length >= self.least)
    }
}

/// A set of hashes that errs on the side of having them.
#[derive(Debug)]
struct Bits<const WORDS: usize>(Box<[u64; WORDS]>);

impl<const WORDS: usize> Default for Bits<WORDS> {
    fn default() -> Self {
        Bits(Box::new([0; WORDS]))
    }
}

impl<const WORDS: usize> Bits<WORDS> {
    fn insert(&mut self, hash: u64) {
        self.0[hash as usize / 64 % WORDS] |= 1 << (hash % 64);
    }

    fn may_have(&self, hash: u64) -> bool {
        self.0[hash as usize / 64 % WORDS] & 1 << (hash % 64) != 0
    }
}

/// A set of pairs of words that errs on the side of having them.
#[derive(Debug, Default)]
pub(super) struct Pairs(Bits<1024>);

impl Pairs {
    pub fn insert(&mut self, first: u32, second: u32) {
        self.0.insert(Self::hash(first, second));
    }

    pub fn may_have(&self, first: u32, second: u32) -> bool {
        self.0.may_have(Self::hash(first, second))
    }

    fn hash(first: u32, second: u32) -> u64 {
        u64::from(first ^ second.rotate_left(16))
    }
}

/// A set of first words that errs on the side of having them.
#[derive(Debug, Default)]
pub(super) struct Firsts(Bits<64>);

impl Firsts {
    pub fn insert(&mut self, words: &[u32]) {
        words.first().into_iter().for_each(|&first| self.0.insert(first.into()));
    }

    pub fn may_begin(&self, words: &[u32]) -> bool {
        words.first().is_some_and(|&first| self.0.may_have(first.into()))
    }
}

/// A set of words' last letters that errs on the side of having them.
#[derive(Debug, Default)]
pub(super) struct Endings(Bits<64>);

impl Endings {
    /// The letters that count; shorter words end nothing.
    const LENGTH: usize = 4;

    pub fn insert(&mut self, word: &[u8]) {
        if let Some(hash) = Self::hash(word) {
            self.0.insert(hash);
        }
    }

    /// Whether a word of the set may end `word`.
    pub fn may_end(&self, word: &[u8]) -> bool {
        Self::hash(word).is_some_and(|hash| self.0.may_have(hash))
    }

    fn hash(word: &[u8]) -> Option<u64> {
        Some(spell::hash(word.last_chunk::<{ Self::LENGTH }>()?).0)
    }
}
