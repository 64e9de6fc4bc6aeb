//! Owns tokens: words, numbers, punctuation and quotation marks with the lexicon classes of the words.

use super::glue::{GLUED, NAMED, glue};
use super::marks::{Glyph, Lean, mark_at};
use super::spell;
use crate::lexicon::{self, Classes, Lexicon, WordInfo, class};
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// `rahmat`
    Lower,
    /// `Rahmat`
    Capital,
    /// `DPRD`
    Upper,
    /// `1.500.000`, `26/11`
    Number,
    /// A quotation mark.
    Mark(Glyph, Lean),
    /// Any other character: itself in ASCII, dashes as `-`, an ellipsis as `.`, all else 0xff.
    Punct(u8),
}

/// What stands between a token and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Break {
    /// Nothing at all.
    Glued,
    /// White space in a line.
    Space,
    /// One line break.
    Line,
    /// A blank line.
    Paragraph,
}

/// One token of a text.
#[derive(Debug, Clone, Copy)]
pub struct Token {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// A hash of the folded word, equal for equal words.
    pub hash: u32,
    /// How it is written.
    pub shape: Shape,
    /// The character of punctuation that it is, else 0: of all questions the one that is asked most.
    pub(super) punct: u8,
    /// What stands before it.
    pub before: Break,
    /// Words of the multi-word entry that begins here, or 1.
    pub run: u8,
    /// The cue entry it is a form of, plus one; 0 for none.
    pub cue: u16,
    /// What the lexicon knows of it.
    pub classes: Classes,
}

impl Token {
    /// Whether the lexicon puts the token in any of `classes`.
    pub fn is(&self, classes: Classes) -> bool {
        self.classes & classes != 0
    }

    /// Whether it is a word, in any case.
    pub fn is_word(&self) -> bool {
        matches!(self.shape, Shape::Lower | Shape::Capital | Shape::Upper)
    }

    /// Whether it is a word that begins with a capital.
    pub fn is_capital(&self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::Upper)
    }

    /// Whether it is a name or a pronoun that scraping ran into the word before.
    #[inline]
    pub(super) fn is_glued_name(&self) -> bool {
        (self.before == Break::Glued) & (self.shape == Shape::Capital) & self.is(class::NAME | class::PRONOUN)
    }

    /// Whether it is a quotation mark.
    pub fn is_mark(&self) -> bool {
        matches!(self.shape, Shape::Mark(..))
    }

    /// Whether it is the punctuation character `byte`.
    pub fn is_punct(&self, byte: u8) -> bool {
        self.punct == byte
    }

    /// Its bytes as a slice of `text`.
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }

    /// Whether the word in `text` ends as the enclitic -nya does; it goes behind any noun, and no list could hold them.
    pub fn ends_in_nya(&self, text: &str) -> bool {
        self.of(text).ends_with("nya")
    }
}

/// The form under which the lexicon knows `word`: lower case, composed, without invisible characters, look-alike letters
/// made Latin.
pub fn fold(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') {
        return Cow::Borrowed(word);
    }
    if word.is_ascii() {
        return Cow::Owned(word.to_ascii_lowercase());
    }
    Cow::Owned(word.chars().filter(|&c| !is_invisible(c)).map(latin).nfkc().flat_map(char::to_lowercase).collect())
}

/// Splits `text` into `tokens`, whatever they were before, and looks every word up. Texts beyond 4 GiB are read up to that
/// point. A function of its own in every build: inside another one it would share the registers.
#[inline(never)]
pub fn tokenize(text: &str, lexicon: &Lexicon, tokens: &mut Vec<Token>) {
    let mut end = text.len().min(u32::MAX as usize - 8);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let text = text.get(..end).unwrap_or("");
    tokens.clear();
    tokens.reserve(text.len() / 5 + 4);
    let mut scanner = Scanner { text, bytes: text.as_bytes(), at: 0, tokens };
    scanner.scan(lexicon);
    lexicon.complete(text, tokens);
}

/// Characters that take no room: zero-width ones, soft hyphen, direction marks, byte-order mark, word joiner.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn punctuation(c: char) -> u8 {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => b'-',
        '\u{2026}' => b'.',
        _ => 0xff,
    }
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{180e}' | '\u{0}'..='\u{1f}')
}

/// Cyrillic and Greek letters that look like Latin ones.
fn latin(c: char) -> char {
    match c {
        // Mu’ti is Mu'ti
        '\u{2018}' | '\u{2019}' | '\u{2bc}' => '\'',
        'а' | 'α' => 'a',
        'А' | 'Α' => 'A',
        'В' | 'Β' => 'B',
        'с' => 'c',
        'С' => 'C',
        'е' => 'e',
        'Е' | 'Ε' => 'E',
        'Н' | 'Η' => 'H',
        'і' | 'ι' => 'i',
        'І' | 'Ι' => 'I',
        'ј' => 'j',
        'К' | 'Κ' => 'K',
        'М' | 'Μ' => 'M',
        'Ν' => 'N',
        'о' | 'ο' => 'o',
        'О' | 'Ο' => 'O',
        'р' | 'ρ' => 'p',
        'Р' | 'Ρ' => 'P',
        'ѕ' => 's',
        'Ѕ' => 'S',
        'Т' | 'Τ' => 'T',
        'у' => 'y',
        'х' | 'χ' => 'x',
        'Х' | 'Χ' => 'X',
        other => other,
    }
}

/// Bytes that may join what is behind them to the word before them.
const JOINTS: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < table.len() {
        table[byte] = byte >= 0x80 || matches!(byte as u8, b'-' | b'/' | b'@' | b'_' | b'\'' | b'`' | b'.' | b',');
        byte += 1;
    }
    table
};

/// Whether what stands behind ASCII letters and digits may belong to their word.
fn joins(behind: &[u8], digits: bool) -> bool {
    // the next two together, since each by itself is anybody's guess
    let may_join = match *behind {
        [b',', ..] => digits,
        [joint, next, ..] => JOINTS[usize::from(joint)] & ((joint.max(next) >= 0x80) | next.is_ascii_alphanumeric()),
        [joint] => joint >= 0x80,
        [] => false,
    };
    may_join
        && match *behind {
            [b',', ..] => digits,
            // dashes and double quotation marks
            [0xe2, 0x80, third, ..] => !matches!(third, 0x93 | 0x94 | 0x9c | 0x9d),
            [joint, next, ..] if joint.is_ascii() => next.is_ascii_alphanumeric() || !next.is_ascii(),
            [byte, ..] => !byte.is_ascii(),
            [] => false,
        }
}

struct Scanner<'t, 'o> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    tokens: &'o mut Vec<Token>,
}

impl Scanner<'_, '_> {
    fn scan(&mut self, lexicon: &Lexicon) {
        loop {
            let before = self.skip_space();
            let Some(&byte) = self.bytes.get(self.at) else { return };
            let start = self.at;
            if byte.is_ascii_alphabetic() && self.plain_word(before, lexicon) {
                continue;
            }
            let shape = match byte {
                b'a'..=b'z' | b'A'..=b'Z' => {
                    self.word(lexicon);
                    self.shape_of(start)
                }
                b'0'..=b'9' => self.number(),
                _ => match mark_at(self.text.get(start..).unwrap_or("")) {
                    Some((length, glyph, lean)) => {
                        self.at += length;
                        Shape::Mark(glyph, lean)
                    }
                    None if byte.is_ascii() => {
                        let entity =
                            byte == b'&' && self.text.get(start..).is_some_and(|rest| rest.starts_with("&amp;"));
                        self.at += if entity { 5 } else { 1 };
                        Shape::Punct(byte)
                    }
                    None => match self.char_at(start) {
                        // a dash, an ellipsis or a bullet in broken encoding
                        Some('\u{e2}')
                            if self.char_at(start + 2).is_some_and(|c| matches!(c, '\u{80}' | '\u{20ac}')) =>
                        {
                            let third = self.text.get(start..).and_then(|rest| rest.chars().nth(2));
                            self.at +=
                                2 + self.char_at(start + 2).map_or(0, char::len_utf8) + third.map_or(0, char::len_utf8);
                            Shape::Punct(match third {
                                Some('\u{90}'..='\u{95}' | '\u{201c}' | '\u{201d}') => b'-',
                                Some('\u{a6}') => b'.',
                                _ => 0xff,
                            })
                        }
                        Some(c) if c.is_alphabetic() => {
                            self.word(lexicon);
                            self.shape_of(start)
                        }
                        Some(c) => {
                            self.at += c.len_utf8();
                            Shape::Punct(punctuation(c))
                        }
                        None => return,
                    },
                },
            };
            let mut shape = shape;
            let mut looked_up = (0, WordInfo::default());
            if matches!(shape, Shape::Lower | Shape::Capital | Shape::Upper) {
                let word = self.text.get(start..self.at).unwrap_or("");
                looked_up = lexicon.look_up(word);
                if looked_up.1.classes & !class::VERB == 0
                    && let Some(length) = glue(word, lexicon)
                {
                    self.at = start + length;
                    shape = self.shape_of(start);
                    looked_up = lexicon.look_up(word.get(..length).unwrap_or(""));
                }
            }
            let (hash, info) = looked_up;
            let punct = if let Shape::Punct(byte) = shape { byte } else { 0 };
            self.tokens.push(Token {
                start: start as u32,
                end: self.at as u32,
                hash,
                shape,
                punct,
                before,
                run: 1,
                cue: info.cue,
                classes: info.classes,
            });
        }
    }

    /// Takes the word at the scanner's place if it is one of ASCII letters and digits that nothing joins to more: most
    /// are, and need no second look at their letters. Says whether it did.
    fn plain_word(&mut self, before: Break, lexicon: &Lexicon) -> bool {
        let start = self.at;
        let rest = self.bytes.get(start..).unwrap_or(&[]);
        let word = spell::plain(rest);
        let (letters, behind) = rest.split_at(word.length.min(rest.len()));
        let acronym = word.inner_capitals & word.capitals & (word.length < GLUED);
        let capital = letters.first().is_some_and(u8::is_ascii_uppercase);
        // menjelaskan100
        let odd = (word.inner_capitals & !acronym) | (word.digits & (capital | (word.length >= GLUED)));
        if odd || joins(behind, word.digits) {
            return false;
        }
        let info = lexicon.listed(word.hash);
        // the first three together, since each by itself is anybody's guess
        if capital & (word.length >= GLUED) & (info.classes == 0)
            && (lexicon.may_end_trailing(letters) || word.length >= GLUED + NAMED)
            && glue(self.text.get(start..start + word.length).unwrap_or(""), lexicon).is_some()
        {
            return false;
        }
        self.at += word.length;
        self.tokens.push(Token {
            start: start as u32,
            end: self.at as u32,
            hash: word.hash as u32,
            shape: if acronym {
                Shape::Upper
            } else if capital {
                Shape::Capital
            } else {
                Shape::Lower
            },
            punct: 0,
            before,
            // the lexicon has still to complete what is not listed
            run: u8::from(info.classes != 0),
            cue: info.cue,
            classes: if acronym { lexicon::of_acronym(info.classes, word.length) } else { info.classes },
        });
        true
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    fn skip_space(&mut self) -> Break {
        // nearly always one space or none stands before something visible
        match self.bytes.get(self.at..) {
            Some([b' ', b'!'..=b'%' | b'\''..=b'~', ..]) => {
                self.at += 1;
                return Break::Space;
            }
            Some([b'!'..=b'%' | b'\''..=b'+' | b'-'..=b':' | b'<'..=b'~', ..]) => return Break::Glued,
            _ => {}
        }
        let mut found = Break::Glued;
        while let Some(&byte) = self.bytes.get(self.at) {
            match byte {
                b'\n' => {
                    found = if found < Break::Line { Break::Line } else { Break::Paragraph };
                    self.at += 1;
                }
                0..=b' ' | 0x7f => {
                    found = found.max(Break::Space);
                    self.at += 1;
                }
                b',' | b';' if found == Break::Glued && self.comma_is_break() => {
                    found = Break::Line;
                    self.at += 1;
                }
                b'&' if self.text.get(self.at..).is_some_and(|rest| rest.starts_with("&nbsp;")) => {
                    found = found.max(Break::Space);
                    self.at += 6;
                }
                _ if byte.is_ascii() => break,
                _ => match self.char_at(self.at) {
                    // a no-break space read as Latin-1
                    Some('\u{c2}') if self.char_at(self.at + 2) == Some('\u{a0}') => {
                        found = found.max(Break::Space);
                        self.at += 4;
                    }
                    Some('\u{2028}' | '\u{2029}' | '\u{85}') => {
                        found = if found < Break::Line { Break::Line } else { Break::Paragraph };
                        self.at += self.char_at(self.at).map_or(1, char::len_utf8);
                    }
                    Some(c) if is_space(c) => {
                        found = found.max(Break::Space);
                        self.at += c.len_utf8();
                    }
                    Some(c) if is_invisible(c) => self.at += c.len_utf8(),
                    _ => break,
                },
            }
        }
        found
    }

    /// A comma glued between a finished sentence and the next one (`selesai.,Ia pulang`) is what a table of paragraphs
    /// has become; behind a degree (`S.H.,M.H.`) it is a comma.
    fn comma_is_break(&self) -> bool {
        let [.., before, last] = *self.tokens.as_slice() else { return false };
        if !matches!(last.shape, Shape::Punct(b'.' | b'?' | b'!')) || last.before != Break::Glued {
            return false;
        }
        let opens = self.char_at(self.at + 1).is_none_or(|c| {
            c.is_uppercase() || c == '\n' || mark_at(self.text.get(self.at + 1..).unwrap_or("")).is_some()
        });
        opens && !(before.is(class::DEGREE) || before.end - before.start <= 2 && before.is_word())
    }

    /// Moves past letters and digits, and past what joins them inside one word.
    fn word(&mut self, lexicon: &Lexicon) {
        let start = self.at;
        loop {
            self.letters();
            let Some(&joint) = self.bytes.get(self.at) else { return };
            let next_is_letter = |at: usize| self.char_at(at).is_some_and(char::is_alphanumeric);
            match joint {
                b'-' | b'/' | b'@' | b'_' if next_is_letter(self.at + 1) => self.at += 1,
                b'\'' | b'`' if next_is_letter(self.at + 1) && !self.glued_mark(start, 1) => self.at += 1,
                // Rp1.500.000
                b'.' | b','
                    if self.bytes.get(self.at - 1).is_some_and(u8::is_ascii_digit)
                        && self.bytes.get(self.at + 1).is_some_and(u8::is_ascii_digit) =>
                {
                    self.at += 1;
                }
                b'.' if next_is_letter(self.at + 1) => match self.dotted(start, lexicon) {
                    Some(end) => {
                        self.at = end;
                        return;
                    }
                    None => return,
                },
                0xe2 | 0xca => match self.char_at(self.at) {
                    Some(c @ ('\u{2019}' | '\u{2018}' | '\u{2bc}'))
                        if next_is_letter(self.at + c.len_utf8()) && !self.glued_mark(start, c.len_utf8()) =>
                    {
                        self.at += c.len_utf8();
                    }
                    Some(c @ ('\u{2010}' | '\u{2011}')) if next_is_letter(self.at + c.len_utf8()) => {
                        self.at += c.len_utf8()
                    }
                    _ => return,
                },
                _ => return,
            }
        }
    }

    /// A single mark between two letters is an apostrophe, but not where a capital begins a new word right behind it
    /// after a long one (`tutup'Rahmat`).
    fn glued_mark(&self, start: usize, length: usize) -> bool {
        self.at - start > 3
            && self.char_at(self.at + length).is_some_and(char::is_uppercase)
            && self.bytes.get(self.at - 1).is_some_and(u8::is_ascii_lowercase)
    }

    fn letters(&mut self) {
        let start = self.at;
        while let Some(&byte) = self.bytes.get(self.at) {
            if byte.is_ascii_alphanumeric() {
                self.at += 1;
                continue;
            }
            if byte.is_ascii() {
                return;
            }
            match self.char_at(self.at) {
                // mojibake marks and no-break spaces end a word, though they begin with a letter
                Some('\u{e2}' | '\u{c2}')
                    if self.at > start
                        && self.char_at(self.at + 2).is_some_and(|c| matches!(c, '\u{80}'..='\u{a0}' | '\u{20ac}')) =>
                {
                    return;
                }
                Some(c) if c.is_alphanumeric() || is_invisible(c) || ('\u{300}'..='\u{36f}').contains(&c) => {
                    self.at += c.len_utf8();
                }
                _ => return,
            }
        }
    }

    /// The end of a word that goes on behind a dot: a degree (`M.Si`), initials (`A.H`) or a domain (`kompas.com`).
    fn dotted(&self, start: usize, lexicon: &Lexicon) -> Option<usize> {
        let mut end = self.at;
        let mut only_short = true;
        let mut parts = 1;
        let mut longest = end - start;
        while self.bytes.get(end) == Some(&b'.') && self.bytes.get(end + 1).is_some_and(u8::is_ascii_alphanumeric) {
            let from = end + 1;
            let mut to = from;
            while self.bytes.get(to).is_some_and(u8::is_ascii_alphanumeric) {
                to += 1;
            }
            only_short &= to - from <= 6;
            longest = longest.max(to - from);
            parts += 1;
            end = to;
        }
        let first = self.text.get(start..self.at)?;
        let whole = self.text.get(start..end)?;
        let second_is_lower = self.bytes.get(self.at + 1).is_some_and(u8::is_ascii_lowercase);
        let degree = only_short
            && first.len() <= 4
            && self.capital(start)
            && lexicon.look_up(whole).1.classes & class::DEGREE != 0;
        let initials = longest == 1;
        let domain = first.len() > 1 && second_is_lower && parts <= 4 && !whole.bytes().any(|b| !b.is_ascii());
        let outlet = parts > 2 && lexicon.look_up(whole).1.classes & class::OUTLET != 0;
        (degree || initials || domain || outlet).then_some(end)
    }

    fn capital(&self, at: usize) -> bool {
        self.char_at(at).is_some_and(char::is_uppercase)
    }

    fn number(&mut self) -> Shape {
        let start = self.at;
        loop {
            while self.bytes.get(self.at).is_some_and(u8::is_ascii_digit) {
                self.at += 1;
            }
            let joined = matches!(self.bytes.get(self.at), Some(b'.' | b',' | b':' | b'/' | b'-'))
                && self.bytes.get(self.at + 1).is_some_and(u8::is_ascii_digit);
            if !joined {
                break;
            }
            self.at += 1;
        }
        // 3M, 45tahun, 2nd: letters that follow at once belong to it
        if self.bytes.get(self.at).is_some_and(u8::is_ascii_alphabetic) && self.at - start <= 4 {
            while self.bytes.get(self.at).is_some_and(u8::is_ascii_alphanumeric) {
                self.at += 1;
            }
        }
        Shape::Number
    }

    fn shape_of(&self, start: usize) -> Shape {
        let word = self.text.get(start..self.at).unwrap_or("");
        let bytes = word.as_bytes();
        if bytes.first().is_some_and(u8::is_ascii_lowercase) {
            return Shape::Lower;
        }
        if let [first, rest @ ..] = bytes
            && first.is_ascii_uppercase()
            && rest.iter().all(u8::is_ascii_lowercase)
        {
            return Shape::Capital;
        }
        let mut letters = word.chars().filter(|c| c.is_alphabetic());
        match letters.next() {
            Some(c) if c.is_uppercase() => {
                let (mut upper, mut lower) = (1, 0);
                for c in letters {
                    if c.is_uppercase() { upper += 1 } else { lower += 1 }
                }
                if upper > 1 && lower == 0 || upper > 2 && upper > lower { Shape::Upper } else { Shape::Capital }
            }
            _ => Shape::Lower,
        }
    }
}
