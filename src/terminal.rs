//! Owns what a terminal may be sent: text that cannot steer it, within its width.

use regex::Regex;
use std::borrow::Cow;
use std::sync::LazyLock;

/// Control, format (bidi, zero-width, soft hyphen, tags) and separator characters.
static STEERING: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]").ok());

/// `text` with white space made plain spaces, and whatever could move the cursor, turn the writing direction or hide
/// made visible as `\u{…}`.
pub fn harmless(text: &str) -> Cow<'_, str> {
    let Some(steering) = &*STEERING else { return text.escape_debug().to_string().into() };
    steering.replace_all(text, |found: &regex::Captures<'_>| match &found[0] {
        "\t" | "\n" | "\r" => " ".to_owned(),
        steering => steering.escape_unicode().to_string(),
    })
}

/// `text` with as many code points, whatever could steer the terminal replaced by `�` or, white space, by a space: for
/// where columns count.
pub fn masked(text: &str) -> String {
    let Some(steering) = &*STEERING else { return text.escape_debug().to_string() };
    steering
        .replace_all(text, |found: &regex::Captures<'_>| match &found[0] {
            "\t" | "\n" | "\r" => " ",
            _ => "\u{fffd}",
        })
        .into_owned()
}

/// The terminal's width in columns; 80 if standard output is no terminal.
pub fn width() -> usize {
    textwrap::termwidth().max(20)
}

/// Whether standard output is a terminal that shows colours, by the usual environment variables (`NO_COLOR`, …).
pub fn shows_colours() -> bool {
    anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never
}

/// The lines of `text`, white space collapsed, none wider than `width` columns where the words allow it.
pub fn wrap(text: &str, width: usize, indent: &str) -> String {
    let flowing = text.split_whitespace().collect::<Vec<_>>().join(" ");
    textwrap::fill(&harmless(&flowing), textwrap::Options::new(width).initial_indent(indent).subsequent_indent(indent))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_steers_the_terminal() {
        assert_eq!(harmless("biasa “saja”"), "biasa “saja”");
        assert_eq!(
            harmless("a\u{1b}[31m\u{7}b\u{202e}c\u{200b}d\u{2028}e\u{9b}1m\u{e0041}\r\n"),
            "a\\u{1b}[31m\\u{7}b\\u{202e}c\\u{200b}d\\u{2028}e\\u{9b}1m\\u{e0041}  "
        );
    }

    #[test]
    fn masks_keep_columns() {
        assert_eq!(masked("a\u{9b}\u{202e}\tb🙂"), "a\u{fffd}\u{fffd} b🙂");
    }

    #[test]
    fn lines_are_wrapped_and_indented() {
        assert_eq!(wrap("satu dua\n tiga", 10, "  "), "  satu dua\n  tiga");
    }
}
