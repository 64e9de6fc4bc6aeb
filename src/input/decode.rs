//! Owns the decoding of whole articles: valid UTF-8 is UTF-8, else what the page declares, else what it looks like.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;
use std::borrow::Cow;

/// How far into a page a declaration of its charset is looked for, as browsers do.
const DECLARED_WITHIN: usize = 1024;

/// The text of `bytes`, with a note if it had to be guessed or repaired. `declared` is what came with the page, such as
/// the charset of an HTTP header; a declaration inside the page is found here.
pub(super) fn decode<'a>(bytes: &'a [u8], declared: Option<&str>) -> (Cow<'a, str>, Option<String>) {
    let valid = match std::str::from_utf8(bytes) {
        Ok(text) => return (Cow::Borrowed(text), None),
        Err(error) => error.valid_up_to(),
    };
    if mostly_utf8(bytes) {
        return (String::from_utf8_lossy(bytes), Some(format!("encoding-repaired: utf-8 from byte {valid}")));
    }
    let declared = declared.and_then(|label| Encoding::for_label(label.as_bytes())).or_else(|| declared_inside(bytes));
    let (encoding, guessed) = match declared.filter(|&encoding| encoding != encoding_rs::UTF_8) {
        Some(encoding) => (encoding, false),
        None => (looks_like(bytes), true),
    };
    let (text, malformed) = encoding.decode_without_bom_handling(bytes);
    let note = match (guessed, malformed) {
        (true, _) => Some(guessed_note(encoding)),
        (false, true) => Some(format!("encoding-repaired: {}", encoding.name().to_lowercase())),
        (false, false) => None,
    };
    (text, note)
}

/// The encoding of a stream that begins with `head`, if that is not UTF-8.
pub(super) fn guess(head: &[u8]) -> Option<&'static Encoding> {
    let broken = std::str::from_utf8(head).is_err_and(|error| error.error_len().is_some());
    (broken && !mostly_utf8(head)).then(|| looks_like(head))
}

/// The note of a text that was read in a guessed encoding.
pub(super) fn guessed_note(encoding: &'static Encoding) -> String {
    format!("encoding-guessed: {}", encoding.name().to_lowercase())
}

fn looks_like(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(Some(b"id"), Utf8Detection::Deny)
}

/// Whether a few broken bytes stand among many whole multi-byte sequences: a damaged UTF-8 text, not another encoding.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > 4 * broken
}

/// The charset that a page declares in its first bytes: `<meta charset=…>`, `<?xml … encoding=…?>`.
fn declared_inside(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(DECLARED_WITHIN)];
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let (_, after) = head.split_once("charset=").or_else(|| head.split_once("encoding="))?;
    let label = after.trim_start_matches(['"', '\'', ' ']);
    let end = label.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c))).unwrap_or(label.len());
    Encoding::for_label(&label.as_bytes()[..end])
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn whole_utf8_needs_no_note_whatever_the_page_declares() {
        let page = "<meta charset=iso-8859-1> “Kami siap,” ujar Wira.";
        assert_eq!(decode(page.as_bytes(), Some("windows-1252")), (page.into(), None));
    }

    #[test]
    fn what_is_not_utf8_is_read_as_declared() {
        let (text, note) = decode(b"<meta charset=\"windows-1252\"> \x93Kami siap,\x94 ujar Wira.", None);
        assert!(text.ends_with("“Kami siap,” ujar Wira."), "{text}");
        assert_eq!(note, None);
    }

    #[test]
    fn an_undeclared_encoding_is_guessed_and_said_so() {
        let (text, note) = decode(b"\x93Kami siap,\x94 ujar Wira di kantornya, kemarin \x96 tanpa ragu.", None);
        assert!(text.starts_with("“Kami siap,” ujar"), "{text}");
        assert_eq!(note.as_deref(), Some("encoding-guessed: windows-1252"));
    }

    #[test]
    fn one_broken_byte_does_not_make_mojibake_of_the_rest() {
        let bytes = [&b"\xff "[..], "“Satu,” “dua,” “tiga,” ujar Wira.".as_bytes()].concat();
        let (text, note) = decode(&bytes, None);
        assert_eq!(text, "\u{fffd} “Satu,” “dua,” “tiga,” ujar Wira.");
        assert_eq!(note.as_deref(), Some("encoding-repaired: utf-8 from byte 0"));
    }
}
