//! Where the time goes, per stage: reading JSON Lines, extracting, writing records.
//!
//! `cargo bench` measures the articles of `fixtures/`, repeated; `cargo bench -- ARTICLES.jsonl` another stream. Every
//! figure is the best of five runs on one thread; a stage is what it adds to the run without it.

use kutip::{
    Extractor, Lexicon,
    batch::{Filter, Job, Summary},
    input::{Inputs, Options, Selection, Source},
    output::{Format, Looks},
};
use std::{
    fs, io,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

/// How large the stream made of the fixtures is.
const STREAM: usize = 20 << 20;

fn main() -> anyhow::Result<()> {
    let given = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let home = tempfile::tempdir()?;
    let path = match given {
        Some(path) => PathBuf::from(path),
        None => fixtures(home.path())?,
    };
    let size = fs::metadata(&path)?.len() as f64 / 1e6;
    println!("{}: {size:.1} MB", path.display());
    let load = best(|| drop(Extractor::new(Lexicon::builtin())));
    println!("{:>24} {:8.2} ms", "load the lexicon", load.as_secs_f64() * 1e3);

    let extractor = Extractor::new(Lexicon::builtin());
    let options = Options::default();
    let read = best(|| each(&path, &options, |article| article.text.len()));
    let extract = best(|| each(&path, &options, |article| extractor.extract(article).len()));
    let whole = [1, 2].map(|threads| best(|| batch(&path, &options, &extractor, threads)));
    for (stage, time) in [
        ("read", read),
        ("extract", extract.saturating_sub(read)),
        ("write", whole[0].saturating_sub(extract)),
        ("all, one thread", whole[0]),
        ("all, two threads", whole[1]),
    ] {
        let seconds = time.as_secs_f64();
        println!("{stage:>24} {:8.2} ms {:8.1} MB/s", seconds * 1e3, size / seconds);
    }
    Ok(())
}

/// A stream of the fixtures' articles, again and again.
fn fixtures(folder: &Path) -> anyhow::Result<PathBuf> {
    let articles = fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/articles"))?;
    let mut texts: Vec<PathBuf> = articles.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<_>>()?;
    texts.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    texts.sort();
    let mut lines = String::new();
    for path in &texts {
        let line = serde_json::json!({"id": path.file_stem().map(|name| name.to_string_lossy()), "text": fs::read_to_string(path)?});
        lines += &format!("{line}\n");
    }
    let path = folder.join("fixtures.jsonl");
    fs::write(&path, lines.repeat(STREAM.div_ceil(lines.len())))?;
    Ok(path)
}

fn best<T>(mut run: impl FnMut() -> T) -> Duration {
    let time = |_| {
        let start = Instant::now();
        std::hint::black_box(run());
        start.elapsed()
    };
    (0..5).map(time).min().unwrap_or_default()
}

fn source(path: &Path, options: &Options) -> Source {
    let selection = Selection { paths: vec![path.to_owned()], ..Selection::default() };
    Source::new(Inputs::new(&selection).expect("there are no globs"), options.clone())
}

/// Runs `work` on every article and adds up what it returns.
fn each(path: &Path, options: &Options, mut work: impl FnMut(&kutip::Article<'_>) -> usize) -> usize {
    let mut sum = 0;
    for piece in source(path, options) {
        piece.articles(options, |article| sum += article.map_or(0, |article| work(&article)));
    }
    sum
}

fn batch(path: &Path, options: &Options, extractor: &Extractor, threads: usize) -> Summary {
    let renderer = Format::Jsonl.renderer(Looks::default());
    let filter = Filter::default();
    let begun = Summary::default();
    let job = Job { options, threads, extractor, filter: &filter, renderer: &*renderer, begun };
    let mut sink = Format::Jsonl.sink(io::sink(), false).expect("nothing is written yet");
    job.run(source(path, options), &mut *sink, |_| Ok(())).expect("the sink takes everything")
}
