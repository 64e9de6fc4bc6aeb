//! Owns the spelling of words: their hash, and the reading of plain ones, eight letters at a time.
//!
//! Every word of an article comes through here, so its end, its case and its hash are found in one pass.

/// A word of ASCII letters and digits, as it stands at the beginning of some bytes.
pub(super) struct Plain {
    pub length: usize,
    /// As [`hash`] makes it.
    pub hash: u64,
    /// Capitals behind the first letter.
    pub inner_capitals: bool,
    /// Whether all of it is capitals.
    pub capitals: bool,
    pub digits: bool,
}

const ONES: u64 = u64::from_le_bytes([1; 8]);
pub(super) const HIGH: u64 = 0x80 * ONES;

/// Reads the ASCII letters and digits that `bytes` begins with.
#[inline]
pub(super) fn plain(bytes: &[u8]) -> Plain {
    // bit 0x20 makes capitals small and is set in digits, bit 0x40 tells letters from digits
    let (case, alphabetic) = (0x20 * ONES, 0x40 * ONES);
    let (mut length, mut hash) = (0, 0);
    let (mut capitals, mut others, mut digits) = (0, 0, 0);
    // the first letter's case is its caller's to see
    let mut counted = !0xff;
    loop {
        let letters = load(bytes.get(length..).unwrap_or(&[]));
        let small = letters | case;
        let taken = between(small, b'a', b'z') | between(letters, b'0', b'9');
        let count = ((taken ^ HIGH).trailing_zeros() / 8) as usize;
        if count == 0 {
            break;
        }
        let kept = u64::MAX >> (64 - 8 * count);
        hash = mix(hash, small & kept);
        capitals |= !letters & case & kept & counted;
        others |= letters & case & kept;
        digits |= !letters & alphabetic & kept;
        length += count;
        counted = u64::MAX;
        if count < 8 {
            break;
        }
    }
    Plain { length, hash, inner_capitals: capitals != 0, capitals: others == 0, digits: digits != 0 }
}

/// The hash of a word in lower case, and whether all of it is ASCII.
pub(crate) const fn hash(word: &[u8]) -> (u64, bool) {
    let mut rest = word;
    let (mut hash, mut seen) = (0, 0);
    while !rest.is_empty() {
        let letters = load(rest);
        seen |= letters;
        hash = mix(hash, letters | between(letters, b'A', b'Z') >> 2);
        rest = rest.split_at(if rest.len() < 8 { rest.len() } else { 8 }).1;
    }
    (hash, seen & HIGH == 0)
}

/// The first eight letters in lower case.
pub(crate) fn head(word: &[u8]) -> u64 {
    let letters = load(word);
    letters | between(letters, b'A', b'Z') >> 2
}

/// The same of the word of this length that `bytes` begins with, without asking how long it is.
pub(crate) fn head_of(bytes: &[u8], length: usize) -> u64 {
    let kept = u64::MAX.checked_shr(64 - 8 * length.min(8) as u32).unwrap_or(0);
    head(bytes) & kept
}

/// The first eight bytes, with zeros for those that are missing.
pub(super) const fn load(bytes: &[u8]) -> u64 {
    if let Some(letters) = bytes.first_chunk() {
        u64::from_le_bytes(*letters)
    } else if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        // four and four, which may have some in common
        let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
        first as u64 | (last as u64) << (8 * (bytes.len() - 4))
    } else {
        match *bytes {
            [] => 0,
            [a] => a as u64,
            [a, b] => a as u64 | (b as u64) << 8,
            [a, b, c, ..] => a as u64 | (b as u64) << 8 | (c as u64) << 16,
        }
    }
}

const fn mix(hash: u64, letters: u64) -> u64 {
    let product = (hash ^ letters ^ 0x6b75_7469_7021) as u128 * 0x9e37_79b9_7f4a_7c15_u128;
    (product as u64) ^ ((product >> 64) as u64)
}

/// What sets the high bits of those bytes that are above an ASCII character when it is added to them.
const fn above(byte: u8) -> u64 {
    (0x7f - byte as u64) * ONES
}

/// The high bits of those bytes that lie between two ASCII characters.
const fn between(letters: u64, first: u8, last: u8) -> u64 {
    let low = letters & !HIGH;
    (low + above(first - 1)) & !(low + above(last)) & !letters & HIGH
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
            assert_eq!(word.hash, hash(spelt).0, "{text}");
            assert_eq!(word.hash, hash(&spelt.to_ascii_lowercase()).0, "{text}");
        }
        assert_eq!((hash(b"rahmat").1, hash("kafé".as_bytes()).1), (true, false));
    }
}
