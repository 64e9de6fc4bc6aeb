//! Owns accuracy: records compared with articles that people have annotated, and whether the confidence can be
//! believed.
//!
//! A record matches a gold quote of the same family (direct; indirect and mixed) by the overlap of their characters:
//! exactly for direct speech, by four fifths for paraphrase; *partial* figures count any overlap of one half. Gold quotes
//! marked `optional` are neither asked for nor held against a record that overlaps them.

mod calibration;
mod compare;
mod fit;
mod floor;
mod gold;
mod name;
mod tally;

pub use calibration::{Bin, Calibration, FOLDS, cross_validate};
pub use compare::{Comparison, Difference, Observation, What, compare};
pub use fit::Model;
pub use floor::{Floor, Shortfall};
pub use gold::{Gold, GoldPart, GoldQuote, GoldSpeaker};
pub use tally::{Counts, Match, Measures, Tally};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Kind;
    use crate::{Article, Extractor, Lexicon};

    const TEXT: &str = "“Kami kaget,” kata Darno. Menurut Darno, jalan itu ditutup sementara.";

    fn judged(quotes: serde_json::Value) -> Tally {
        let article = Article::from_text(TEXT);
        let extractor = Extractor::new(Lexicon::builtin());
        let gold = Gold::read(&quotes, TEXT.chars().count()).expect("it is gold");
        compare(TEXT, &gold, &extractor.extract(&article), extractor.lexicon()).tally
    }

    fn quote(kind: &str, content: &str, name: &str, optional: bool) -> serde_json::Value {
        let start = TEXT[..TEXT.find(content).expect("it stands there")].chars().count();
        let part = serde_json::json!({"start": start, "end": start + content.chars().count()});
        serde_json::json!({"kind": kind, "parts": [part], "speaker": {"name": name, "aliases": ["Darno"]}, "optional": optional})
    }

    #[test]
    fn marks_and_final_commas_do_not_count_and_aliases_do() {
        let quotes = serde_json::json!([
            quote("direct", "“Kami kaget,”", "Sukarta", false),
            quote("indirect", "jalan itu", "X", true)
        ]);
        let tally = judged(quotes);
        let direct = tally.kinds[&Kind::Direct];
        assert_eq!(direct, Counts { found: 1, attributed: 1, ..Counts::default() });
        assert_eq!(tally.kinds.get(&Kind::Indirect), None, "what overlaps an optional quote counts neither way");
    }

    #[test]
    fn a_paraphrase_may_differ_by_a_fifth_a_direct_quote_by_nothing() {
        let quotes = serde_json::json!([
            quote("direct", "Kami", "Darno", false),
            quote("mixed", "jalan itu ditutup sement", "Darno", false)
        ]);
        let tally = judged(quotes);
        let of = |family, how| tally.families[&(family, how)];
        assert_eq!(of(Kind::Direct, Match::Exact), Counts { missed: 1, extra: 1, ..Counts::default() });
        assert_eq!(
            of(Kind::Indirect, Match::Exact),
            Counts { found: 1, attributed: 1, strict: 1, ..Counts::default() }
        );
        assert_eq!(of(Kind::Indirect, Match::Exact).measures().f1, 1.0);
    }
}
