//! Owns words for comparison: where they stand, and one number for all spellings that count as the same word.

use hashbrown::HashMap;
use std::borrow::Cow;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// The number of a word that no vocabulary holds; it equals nothing in a source.
pub(super) const UNKNOWN: u32 = u32::MAX;

/// Numbers for folded words.
#[derive(Debug, Default)]
pub(super) struct Vocabulary(HashMap<String, u32>);

impl Vocabulary {
    /// The number of `word`, given out anew if it has none yet.
    pub fn learn(&mut self, word: &str) -> u32 {
        let next = u32::try_from(self.0.len()).unwrap_or(UNKNOWN);
        *self.0.entry_ref(fold(word).as_ref()).or_insert(next)
    }

    /// The number of `word`, or [`UNKNOWN`].
    pub fn look_up(&self, word: &str) -> u32 {
        self.0.get(fold(word).as_ref()).copied().unwrap_or(UNKNOWN)
    }
}

/// The byte ranges of the words of `text`: runs of letters and digits, with apostrophes and invisible characters
/// inside them.
pub(super) fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut characters = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = characters.find(|&(_, c)| is_letter(c))?;
        let mut end = start + first.len_utf8();
        let mut tentative = end;
        while let Some(&(at, c)) = characters.peek() {
            if is_letter(c) {
                tentative = at + c.len_utf8();
                end = tentative;
            } else if at == tentative && is_joiner(c) {
                tentative += c.len_utf8();
            } else {
                break;
            }
            characters.next();
        }
        Some(start..end)
    })
}

/// Letters and digits, without those that are quotation marks in broken encoding (`â€œKami`).
fn is_letter(c: char) -> bool {
    !matches!(c, 'â' | 'œ') && c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c)
}

/// Marks that may stand inside a word without cutting it: `Jum'at`, a soft hyphen, a zero-width space.
fn is_joiner(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// The form under which spellings of one word are the same.
pub(super) fn fold(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()) {
        return word.into();
    }
    word.nfkc().filter(|&c| is_letter(c)).flat_map(char::to_lowercase).collect::<String>().into()
}

/// The words of `text` in the form in which they are compared.
pub(crate) fn folded_words(text: &str) -> Vec<String> {
    words(text).filter_map(|word| text.get(word)).map(|word| fold(word).into_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        let split = |text| words(text).map(|w| fold(&text[w]).into_owned()).collect::<Vec<_>>();
        assert_eq!(split("“Anak-anak Jum'at, 1.500!”"), ["anak", "anak", "jumat", "1", "500"]);
        assert_eq!(split("'kata' se\u{ad}kolah E\u{301}"), ["kata", "sekolah", "é"]);
        assert_eq!(split("â€œKami kaget,â€\u{9d} kata"), ["kami", "kaget", "kata"]);
        assert_eq!(split(" … "), [""; 0]);
    }
}
