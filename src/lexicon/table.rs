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

/// A set of pairs of words that errs on the side of having them.
#[derive(Debug)]
pub(super) struct Pairs(Box<[u64; 1024]>);

impl Default for Pairs {
    fn default() -> Self {
        Pairs(Box::new([0; 1024]))
    }
}

impl Pairs {
    fn place(&self, first: u32, second: u32) -> (usize, u64) {
        let hash = first ^ second.rotate_left(16);
        (hash as usize / 64 % self.0.len(), 1 << (hash % 64))
    }

    pub fn insert(&mut self, first: u32, second: u32) {
        let (word, bit) = self.place(first, second);
        self.0[word] |= bit;
    }

    pub fn may_have(&self, first: u32, second: u32) -> bool {
        let (word, bit) = self.place(first, second);
        self.0[word] & bit != 0
    }
}

/// A set of words' last letters that errs on the side of having them.
#[derive(Debug)]
pub(super) struct Endings(Box<[u64; 64]>);

impl Default for Endings {
    fn default() -> Self {
        Endings(Box::new([0; 64]))
    }
}

impl Endings {
    /// The letters that count; shorter words end nothing.
    pub const LENGTH: usize = 4;

    fn place(&self, word: &[u8]) -> Option<(usize, u64)> {
        let hash = spell::hash(word.last_chunk::<{ Self::LENGTH }>()?).0;
        Some((hash as usize / 64 % self.0.len(), 1 << (hash % 64)))
    }

    pub fn insert(&mut self, word: &[u8]) {
        if let Some((place, bit)) = self.place(word) {
            self.0[place] |= bit;
        }
    }

    /// Whether a word of the set may end `word`.
    pub fn may_end(&self, word: &[u8]) -> bool {
        self.place(word).is_some_and(|(place, bit)| self.0[place] & bit != 0)
    }
}
