//! Owns the spelling of words: their hash, and the reading of plain ones, eight letters at a time.
//!
//! Every word of an article comes through here, so its end, its case and its hash are found in one pass.

/// A word of ASCII letters and digits, as it stands at the beginning of some bytes.
pub(super) struct Plain {
    pub length: usize,
    /// As [`hash`] makes it.
    pub hash: u64,
    /// As [`head`] makes it.
    pub head: u64,
    /// Capitals behind the first letter.
    pub inner_capitals: bool,
    pub digits: bool,
}

const ONES: u64 = u64::from_le_bytes([1; 8]);
const HIGH: u64 = 0x80 * ONES;

/// Reads the ASCII letters and digits that `bytes` begins with.
pub(super) fn plain(bytes: &[u8]) -> Plain {
    let mut word = Plain { length: 0, hash: 0, head: 0, inner_capitals: false, digits: false };
    // the first letter's case is its caller's to see
    let mut counted = !0xff;
    loop {
        let letters = load(bytes.get(word.length..).unwrap_or(&[]));
        let capitals = between(letters, b'A', b'Z');
        let small = letters | capitals >> 2;
        let digits = between(letters, b'0', b'9');
        let count = (!(between(small, b'a', b'z') | digits) & HIGH).trailing_zeros() / 8;
        if count == 0 {
            break;
        }
        let kept = u64::MAX >> (64 - 8 * count);
        word.hash = mix(word.hash, small & kept);
        word.head = if word.length == 0 { small & kept } else { word.head };
        word.inner_capitals |= capitals & kept & counted != 0;
        word.digits |= digits & kept != 0;
        word.length += count as usize;
        counted = u64::MAX;
        if count < 8 {
            break;
        }
    }
    word.hash = mix(word.hash, word.length as u64);
    word
}

/// The hash of a word in lower case, and whether all of it is ASCII.
pub(crate) fn hash(word: &[u8]) -> (u64, bool) {
    let mut seen = 0;
    let mut hash = 0;
    for letters in word.chunks(8) {
        let letters = load(letters);
        seen |= letters;
        hash = mix(hash, letters | between(letters, b'A', b'Z') >> 2);
    }
    (mix(hash, word.len() as u64), seen & HIGH == 0)
}

/// The first eight letters in lower case.
pub(crate) fn head(word: &[u8]) -> u64 {
    let letters = load(word);
    letters | between(letters, b'A', b'Z') >> 2
}

/// The first eight bytes, with zeros for those that are missing.
fn load(bytes: &[u8]) -> u64 {
    match bytes.first_chunk::<8>() {
        Some(letters) => u64::from_le_bytes(*letters),
        None => bytes.iter().rev().fold(0, |letters, &byte| letters << 8 | u64::from(byte)),
    }
}

fn mix(hash: u64, letters: u64) -> u64 {
    let product = u128::from(hash ^ letters ^ 0x6b75_7469_7021) * 0x9e37_79b9_7f4a_7c15_u128;
    (product as u64) ^ ((product >> 64) as u64)
}

/// The high bits of those bytes that lie between two ASCII characters.
fn between(letters: u64, first: u8, last: u8) -> u64 {
    let low = letters & !HIGH;
    let from_first = low + u64::from(0x80 - first) * ONES;
    let behind_last = low + u64::from(0x7f - last) * ONES;
    (from_first ^ behind_last) & !letters & HIGH
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_words_have_the_hash_of_their_letters() {
        for (text, length, inner_capitals, digits) in [
            ("rahmat pergi", 6, false, false),
            ("Rahmat", 6, false, false),
            ("menyeberang", 11, false, false),
            ("kendaraan-kendaraan bermotor", 9, false, false),
            ("delapan8,", 8, false, true),
            ("PresidenPrabowo", 15, true, false),
            ("kafé", 3, false, false),
            (" a", 0, false, false),
            ("", 0, false, false),
        ] {
            let word = plain(text.as_bytes());
            assert_eq!((word.length, word.inner_capitals, word.digits), (length, inner_capitals, digits), "{text}");
            let spelt = text.as_bytes().get(..length).unwrap_or(&[]);
            assert_eq!((word.hash, word.head), (hash(spelt).0, head(spelt)), "{text}");
            assert_eq!(word.hash, hash(&spelt.to_ascii_lowercase()).0, "{text}");
        }
        assert_eq!((hash(b"rahmat").1, hash("kafé".as_bytes()).1), (true, false));
    }
}
