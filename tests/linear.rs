//! Time grows with the length of a text and no faster, whatever the text.
//!
//! `cargo test --release --no-default-features --test linear -- --nocapture` measures 1, 2, 4 and 8 MB of each text;
//! a debug build measures a thirty-second of that.

use kutip::{Article, Extractor, Lexicon};
use std::{fs, time::Instant};

/// Bytes of the smallest text.
const LEAST: usize = if cfg!(debug_assertions) { 1 << 15 } else { 1 << 20 };
/// How much more a byte of the worst text may take than one of an article.
const WORST: f64 = 10.0;
/// How much more a byte of the longest text may take than one of the shortest.
const GROWTH: f64 = 2.0;

/// Texts that are as bad as we could think of: one thing repeated.
const REPEATED: &[&str] = &[
    "\"",
    "“",
    "”",
    "“” ",
    " 'a",
    "“Kami kaget, kata Darno. ",
    "“Kami kaget\n",
    "“Kami pulang.” Hal itu disampaikan ",
    "“a b c d” ujar ",
    "(",
    ",",
    "a.",
    "@a ",
    "S.H., ",
    "AB (CD) ",
    "kata ",
    "kepala ",
    "yang ",
    "dan menilai ",
    "air naik sejak pagi lalu ",
    "Menurut ",
    "Menurut Darno, ",
    "katanya, ",
    "Rahmat ",
    "Rahmat: ",
    "Rahmat mengatakan ",
    "Rahmat mengatakan bahwa jalan itu ditutup dan ",
    "Ia mengatakan jalan itu ditutup. ",
    "Presiden menilai jalan itu rusak. ",
    "PT Maju menilai jalan itu rusak. Ia menilai jalan itu rusak. ",
    "Baca juga: ",
    "“Kami kaget. Baca juga: ",
];

/// Makes a text of at least so many bytes.
type Make = Box<dyn Fn(usize) -> String>;

/// The `index`-th name.
fn name(index: usize) -> String {
    let letter = |at: u32| char::from(b'a' + (index / 26usize.pow(at) % 26) as u8);
    format!("{}{}", letter(0).to_uppercase(), (1..5).map(letter).collect::<String>())
}

fn texts() -> Vec<(String, Make)> {
    let numbered = |sentence: fn(usize) -> String| -> Make {
        Box::new(move |bytes| {
            let mut text = String::with_capacity(bytes);
            (0..bytes).map_while(|index| (text.len() < bytes).then(|| text += &sentence(index))).count();
            text
        })
    };
    let mut texts: Vec<(String, Make)> = vec![
        ("a million names".into(), numbered(|i| format!("{} {} ", name(i), name(i * 7 + 3)))),
        ("persons".into(), numbered(|i| format!("Pak {} {} mengatakan jalan itu rusak. ", name(i), name(i * 7 + 3)))),
        ("namesakes".into(), numbered(|i| format!("“Kami kaget,” kata Rahmat {}. ", name(i)))),
        ("initials".into(), numbered(|i| format!("“Kami kaget,” kata {}. ", name(i)[..4].to_uppercase()))),
        ("offices".into(), numbered(|i| format!("Bupati {} menilai jalan itu rusak. ", name(i)))),
    ];
    for unit in REPEATED {
        texts.push((format!("{unit:?}"), Box::new(|bytes| unit.repeat(bytes / unit.len() + 1))));
    }
    texts
}

/// Processor seconds that this thread has used, or seconds where the system does not tell.
fn clock(begun: Instant) -> f64 {
    let told = fs::read_to_string("/proc/thread-self/schedstat");
    let nanoseconds = told.ok().and_then(|told| told.split(' ').next()?.parse::<f64>().ok());
    nanoseconds.map_or(begun.elapsed().as_secs_f64(), |nanoseconds| nanoseconds / 1e9)
}

/// Seconds of work that are measured at least: some systems count processor time by the millisecond.
const MEASURED: f64 = 0.03;

/// Seconds that `work` takes, the best of two runs.
fn seconds(work: impl Fn()) -> f64 {
    let begun = Instant::now();
    let run = || {
        let before = clock(begun);
        let mut times = 0.0;
        loop {
            work();
            times += 1.0;
            let taken = clock(begun) - before;
            if taken >= MEASURED {
                return taken / times;
            }
        }
    };
    run().min(run())
}

/// Seconds that extraction takes for a byte.
fn per_byte(extractor: &Extractor, text: &str) -> f64 {
    let article = Article::from_text(text);
    seconds(|| drop(extractor.extract(&article))) / text.len() as f64
}

#[test]
fn time_grows_with_the_length() {
    let extractor = Extractor::new(Lexicon::builtin());
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/articles");
    let articles = fs::read_dir(folder).unwrap().map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap());
    let articles: String = articles.collect::<Vec<_>>().join("\n\n");
    let usual = per_byte(&extractor, &articles);
    println!("{:>50} {:8.1} ns a byte", "articles", usual * 1e9);
    let mut bad = Vec::new();
    for (what, make) in texts() {
        let times: Vec<f64> = [1, 2, 4, 8].iter().map(|times| per_byte(&extractor, &make(times * LEAST))).collect();
        println!("{what:>50} {:8.1?} ns a byte", times.iter().map(|time| time * 1e9).collect::<Vec<_>>());
        let (first, last) = (times[0], times[3]);
        if last > WORST * usual || last > GROWTH * first.max(usual / 4.0) {
            bad.push(what);
        }
    }
    assert!(bad.is_empty(), "more than linear, or too slow: {bad:?}");
}

#[cfg(feature = "cli")]
#[test]
fn time_of_the_linter_grows_with_the_length() {
    use kutip::check::{Policy, check};
    let extractor = Extractor::new(Lexicon::builtin());
    for sentence in ["“Kami kaget,” kata {}. ", "“Kami kaget,” kata Bupati {} Pratama. "] {
        let times = [1, 4].map(|times| {
            // names far apart, so that each is compared with all others
            let name = |index| format!("Su{}", name(index * 1_234_577).to_lowercase());
            let sentences = (0..times * LEAST / 2 / sentence.len()).map(|index| sentence.replace("{}", &name(index)));
            let text: String = sentences.collect();
            let article = Article::from_text(&*text);
            let quotes = extractor.extract(&article);
            let check = || drop(check(&article, &quotes, extractor.lexicon(), &Policy::default()));
            seconds(check) / text.len() as f64
        });
        println!("{sentence:>50} {:8.1?} ns a byte", times.map(|time| time * 1e9));
        assert!(times[1] < GROWTH * times[0], "{sentence}: {times:?}");
    }
}
