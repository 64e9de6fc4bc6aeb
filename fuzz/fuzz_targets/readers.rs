//! Any bytes as an input of any format: articles within the cap, the same ones each time, gone on with anywhere.
#![no_main]

use kutip::input::{Format, Inputs, Options, Reached, Selection, Source};
use libfuzzer_sys::fuzz_target;
use std::{
    io::Write,
    os::fd::AsRawFd,
    path::{Path, PathBuf},
};

const CAP: usize = 1 << 16;

/// What is read: each article's text or problem, with the number of records reached behind its piece.
fn read(path: &Path, options: &Options, reached: Reached) -> Vec<(u64, Result<String, String>)> {
    let selection = Selection { paths: vec![path.to_owned()], ..Selection::default() };
    let source = Source::new(Inputs::new(&selection).unwrap(), options.clone()).after(reached);
    let mut read = Vec::new();
    for piece in source {
        piece.articles(options, |article| {
            read.push((piece.upto, article.map(|a| a.text.into_owned()).map_err(|problem| problem.to_string())));
        });
    }
    read
}

fuzz_target!(|data: &[u8]| {
    let Some((&first, bytes)) = data.split_first() else { return };
    let formats = [Format::Text, Format::Html, Format::Jsonl, Format::Json, Format::Csv, Format::Warc];
    let format = formats.get(usize::from(first) % (formats.len() * 2)).copied();
    let options = Options { format, max_article_bytes: CAP, ..Options::default() };
    // the file's name is the same each time, so that the same seed finds the same
    let mut file = tempfile::tempfile_in("/dev/shm").unwrap();
    file.write_all(bytes).unwrap();
    let path = PathBuf::from(format!("/proc/self/fd/{}", file.as_raw_fd()));
    let whole = read(&path, &options, Reached::default());
    for (_, article) in &whole {
        // decoding may make three bytes of one
        assert!(article.as_ref().map_or(0, String::len) <= 3 * CAP, "an article beyond the cap");
    }
    assert_eq!(whole, read(&path, &options, Reached::default()), "read again, the input is another");
    if let Some(&(upto, _)) = whole.get(whole.len() / 2) {
        let name = path.to_string_lossy().into_owned();
        let rest = read(&path, &options, Reached { current: Some((name, upto)), ..Reached::default() });
        let behind: Vec<_> = whole.into_iter().filter(|(at, _)| *at > upto).collect();
        assert_eq!(rest.iter().filter(|(at, _)| *at > upto).count(), behind.len(), "going on after record {upto}");
    }
});
