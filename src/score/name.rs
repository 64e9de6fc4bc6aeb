//! Owns when two names are the same: after case, degrees, titles and punctuation are folded.

use regex::Regex;
use std::sync::LazyLock;

/// Degrees and titles, without which a name is the same name. They are part of how scores are defined, not of the lexicon:
/// a change there must not move the figures.
static TITLES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"\b(dr|drs|dra|ir|prof|h|hj|kh|s\.?h|s\.?t|s\.?e|s\.?sos|s\.?pd|s\.?ip|s\.?i\.?k|s\.?kom|s\.?ag|",
        r"m\.?h|m\.?si|m\.?m|m\.?pd|m\.?t|m\.?kes|m\.?sc|ph\.?d|amd|m\.?a|sst|mp|sp|lc)\b\.?"
    ))
    .ok()
});

/// The name as it is compared; none if nothing of it is left.
pub fn fold(name: &str) -> Option<String> {
    let bare = match name.split_once(',') {
        Some((head, _)) if degree_follows(name) => head,
        _ => name,
    };
    let lower = bare.to_lowercase();
    let lower = TITLES.as_ref().map_or(lower.as_str().into(), |titles| titles.replace_all(&lower, " "));
    let words = lower.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty());
    let folded = words.collect::<Vec<_>>().join(" ");
    (!folded.is_empty()).then_some(folded)
}

/// Whether a comma is followed by a capital: `Rahmat Hidayat, ST`.
fn degree_follows(name: &str) -> bool {
    name.split(',').skip(1).any(|tail| tail.trim_start().starts_with(|c: char| c.is_ascii_uppercase()))
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn degrees_titles_case_and_punctuation_do_not_count() {
        assert_eq!(fold("Dr. Ir. Rahmat Hidayat, S.T., M.Si"), fold("RAHMAT  hidayat"));
        assert_eq!(fold("H. Jum'at"), Some("jum at".into()));
        assert_eq!(fold("warga, petani"), Some("warga petani".into()));
        assert_eq!(fold("Ir."), None);
    }
}
