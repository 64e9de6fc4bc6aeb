//! Articles made from the shapes of real ones, where what must be found is known by construction.

#[path = "common/invariants.rs"]
mod invariants;
#[path = "common/pieces.rs"]
mod pieces;

use kutip::{Article, Extractor, Lexicon};
use proptest::{prelude::*, test_runner::RngSeed};
use std::sync::LazyLock;

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| Extractor::new(Lexicon::builtin()));

const MARKS: &[(&str, &str)] =
    &[("“", "”"), ("\"", "\""), ("”", "”"), ("„", "“"), ("«", "»"), ("‘", "’"), ("'", "'"), ("``", "''"), ("''", "''")];
const SAID: &[&str] = &[
    "Jalan ini kami tutup dulu",
    "Air naik sejak pukul dua malam",
    "Kami sudah menunggu tiga tahun",
    "Harga pupuk tidak kami naikkan",
    "Anak-anak belajar di tenda",
    "Tanah itu warisan orang tua saya",
];
const NAMES: &[&str] =
    &["Rahmat Hidayat", "Siti Aminah", "Hendra Sakti", "Yosef Lamury", "Laras Wening", "Bayu Kurniarto"];
const CUES: &[&str] = &["kata", "ujar", "tutur", "ungkap", "jelas", "tegas", "ucap"];
const NARRATION: &[&str] = &[
    "Petugas datang membawa perahu.",
    "Pasar itu dibuka lagi sejak Senin.",
    "Hujan turun semalaman di Merbau.",
    "Jembatan itu dibangun pada 1987.",
];
const JUNK: &[&str] = &["", "", "Baca juga: Harga Pupuk Naik Lagi\n", "ADVERTISEMENT\n"];
const JOINTS: &[&str] = &["\n\n", "\n", " "];

/// One paragraph: somebody says something, then something is told.
#[derive(Debug, Clone)]
struct Paragraph {
    said: &'static str,
    name: &'static str,
    marks: (&'static str, &'static str),
    before: bool,
    cue: &'static str,
    narration: &'static str,
    junk: &'static str,
}

/// What happens to a paragraph's marks.
#[derive(Debug, Clone, Copy)]
enum Damage {
    NoOpening,
    NoClosing,
    Doubled,
    Swapped,
}

impl Paragraph {
    fn text(&self, damage: Option<Damage>) -> String {
        let (open, close) = self.marks;
        let (open, close) = match damage {
            None => (open.to_owned(), close.to_owned()),
            Some(Damage::NoOpening) => (String::new(), close.to_owned()),
            Some(Damage::NoClosing) => (open.to_owned(), String::new()),
            Some(Damage::Doubled) => (open.repeat(2), close.to_owned()),
            Some(Damage::Swapped) => (close.to_owned(), open.to_owned()),
        };
        let Paragraph { said, name, cue, narration, .. } = self;
        if self.before {
            format!("{name} mengatakan, {open}{said}.{close} {narration}")
        } else {
            format!("{open}{said},{close} {cue} {name}. {narration}")
        }
    }
}

fn any_of<T: Copy + std::fmt::Debug>(values: &'static [T]) -> impl Strategy<Value = T> {
    prop::sample::select(values)
}

prop_compose! {
    fn paragraphs()(
        said in Just(SAID.to_vec()).prop_shuffle(),
        names in Just(NAMES.to_vec()).prop_shuffle(),
        rest in prop::collection::vec((any_of(MARKS), any::<bool>(), any_of(CUES), any_of(NARRATION), any_of(JUNK)), 1..=SAID.len()),
    ) -> Vec<Paragraph> {
        let people = said.into_iter().zip(names);
        rest.into_iter().zip(people).map(|((marks, before, cue, narration, junk), (said, name))| {
            Paragraph { said, name, marks, before, cue, narration, junk }
        }).collect()
    }
}

/// The quotes of `text` as (content without its final punctuation, speaker), with all promises checked.
fn found(text: &str) -> Vec<(String, String)> {
    let article = Article::from_text(text);
    let quotes = EXTRACTOR.extract(&article);
    invariants::hold(&article, &quotes);
    let speaker = |name: Option<&str>| name.unwrap_or("nobody").to_owned();
    let content = |text: &str| text.trim_end_matches([',', '.']).to_owned();
    quotes.iter().map(|quote| (content(&quote.text), speaker(quote.speaker.name.as_deref()))).collect()
}

/// The same cases each time; `PROPTEST_RNG_SEED=2 PROPTEST_CASES=100000` for others, and more.
fn config() -> ProptestConfig {
    let given = ProptestConfig::default();
    let rng_seed = if given.rng_seed == RngSeed::Random { RngSeed::Fixed(1) } else { given.rng_seed };
    ProptestConfig { cases: given.cases.max(400), rng_seed, failure_persistence: None, ..given }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn whatever_the_marks_and_the_joints_every_quote_is_found(all in paragraphs(), joint in any_of(JOINTS)) {
        let inserts = |paragraph: &Paragraph| if joint.contains('\n') { paragraph.junk } else { "" };
        let texts: Vec<_> = all.iter().map(|paragraph| inserts(paragraph).to_owned() + &paragraph.text(None)).collect();
        let expected: Vec<_> = all.iter().map(|p| (p.said.to_owned(), p.name.to_owned())).collect();
        prop_assert_eq!(found(&texts.join(joint)), expected);
    }

    #[test]
    fn one_damaged_pair_costs_no_other_quote(
        all in paragraphs(),
        which in any::<prop::sample::Index>(),
        damage in any_of(&[Damage::NoOpening, Damage::NoClosing, Damage::Doubled, Damage::Swapped]),
    ) {
        let which = which.index(all.len());
        let damaged = |index: usize| (index == which).then_some(damage);
        let texts: Vec<_> = all.iter().enumerate().map(|(index, paragraph)| paragraph.text(damaged(index))).collect();
        let found = found(&texts.join("\n\n"));
        // a speech goes on where the next paragraph opens its mark again (‘‘ is a double mark, which ’ does not close)
        let goes_on = |index: usize| matches!(damage, Damage::NoClosing | Damage::Doubled) && index == which + 1;
        for (index, paragraph) in all.iter().enumerate().filter(|&(index, _)| index != which && !goes_on(index)) {
            let expected = (paragraph.said.to_owned(), paragraph.name.to_owned());
            prop_assert!(found.contains(&expected), "{index}: {expected:?} is not in {found:?}");
        }
    }

    #[test]
    fn any_text_gives_records_that_keep_their_promises(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        invariants::hold_for(&EXTRACTOR, &pieces::text(&bytes));
    }

    #[test]
    fn a_paragraph_behind_changes_no_direct_quote(all in paragraphs()) {
        let text = all.iter().map(|paragraph| paragraph.text(None)).collect::<Vec<_>>().join("\n\n");
        invariants::hold_for(&EXTRACTOR, &text);
    }
}

/// Texts that once broke a promise, as the fuzzer made them.
const FINDS: &[&str] = &[
    // the next paragraph's first word was taken for the source
    "“Kota Jambi S.H., M.H.disampaikan ",
    // the clause before the second cue was all of the sentence, the report before it included
    "Siti Aminahmenilai meminta dalam rapat itu serta menyebut untuk tulis akun ",
    "Baca juga: dia â€\u{9d}Baca juga: menyebut Kepala Dinas Perhubungan “",
    "(“““menyebut Menurutnya”Bupati Kepala Dinas Perhubungan ADVERTISEMENT\nkatanyaMenurutnya",
    // a negation is the first word
    "tidak ujarnya",
    // two cues claimed one quotation
    "disampaikan agar “Rahmat di Merbau mereka Baca juga: S.H., M.H.ujarnyaMenurut oleh ",
];

#[test]
fn what_was_found_stays_mended() {
    FINDS.iter().for_each(|text| invariants::hold_for(&EXTRACTOR, text));
}
