//! What happens when files, disks, pipes and memory fail: the table of `docs/faults.md`, row by row.
#![cfg(all(feature = "cli", unix))]

use flate2::{Compression, write::GzEncoder};
use kutip::batch::{Filter, Job, Step, Summary, each};
use kutip::input::{Inputs, Options, Selection, Source};
use kutip::output::{Renderer, Sink};
use kutip::{Article, Extractor, Lexicon, Quote};
use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use tempfile::TempDir;

const TEXT: &str = "“Kami kaget,” kata Darno.\n";

fn kutip() -> Command {
    Command::new(env!("CARGO_BIN_EXE_kutip"))
}

/// A folder with two articles.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.txt", "b.txt"] {
        fs::write(folder.path().join(name), TEXT).unwrap();
    }
    folder
}

/// Exit status, records, and what standard error says.
fn outcome(output: &Output) -> (Option<i32>, usize, String) {
    let records = output.stdout.iter().filter(|&&byte| byte == b'\n').count();
    (output.status.code(), records, String::from_utf8_lossy(&output.stderr).into_owned())
}

fn run(command: &mut Command) -> (Option<i32>, usize, String) {
    outcome(&command.output().unwrap())
}

/// A stream of so many articles.
fn stream(path: &Path, articles: usize) {
    let line = serde_json::json!({"text": TEXT}).to_string() + "\n";
    fs::write(path, line.repeat(articles)).unwrap();
}

/// Runs the program on a long stream and hands it over when its first record has come; what came is whole records.
fn interrupted(folder: &Path, then: impl FnOnce(&Child, &Path)) -> (Option<i32>, usize, String) {
    let path = folder.join("long.jsonl");
    stream(&path, 20_000);
    let mut child = kutip().arg(&path).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut records = BufReader::new(child.stdout.take().unwrap());
    let mut told = String::new();
    records.read_line(&mut told).unwrap();
    then(&child, &path);
    records.read_to_string(&mut told).unwrap();
    let mut output = child.wait_with_output().unwrap();
    assert!(told.ends_with('\n'), "the last record is cut: {:?}", told.lines().last());
    for record in told.lines().rev().take(3) {
        serde_json::from_str::<serde_json::Value>(record).unwrap();
    }
    output.stdout = told.into_bytes();
    outcome(&output)
}

#[test]
fn a_full_disk_is_told() {
    let folder = folder();
    let full = || OpenOptions::new().write(true).open("/dev/full").unwrap();
    let (status, _, told) = run(kutip().arg(folder.path()).stdout(full()));
    assert_eq!((status, told.contains("standard output: cannot be written: No space left")), (Some(2), true), "{told}");
    let (status, _, told) = run(kutip().arg(folder.path()).args(["-o", "/dev/full"]));
    assert_eq!((status, told.contains("/dev/full: cannot be written: No space left")), (Some(2), true), "{told}");
    // a limit on the size of files stands for a full disk, where a file is meant to appear
    let (out, program) = (tempfile::tempdir().unwrap(), env!("CARGO_BIN_EXE_kutip"));
    let target = out.path().join("out.jsonl");
    let limited = format!("trap '' XFSZ; ulimit -f 1; exec {program} fixtures/articles -o {}", target.display());
    let (status, _, told) = run(Command::new("bash").args(["-c", &limited]));
    assert_eq!((status, told.contains("out.jsonl: cannot be written: File too large")), (Some(2), true), "{told}");
    assert_eq!(fs::read_dir(out.path()).unwrap().count(), 0);
}

#[test]
fn a_read_error_costs_only_its_input() {
    let folder = folder();
    let (status, records, told) = run(kutip().arg("/proc/self/mem").arg(folder.path()));
    assert_eq!((status, records), (Some(2), 2), "{told}");
    assert!(told.contains("/proc/self/mem: Input/output error"), "{told}");
}

/// A format that no article of a certain name can be written in.
struct Breaks;

impl Renderer for Breaks {
    fn article(&self, article: &Article<'_>, quotes: &[Quote<'_>], out: &mut Vec<u8>) -> io::Result<()> {
        out.extend(article.doc.id.bytes());
        assert!(article.doc.id != "bad", "{} quotes too many", quotes.len());
        Ok(())
    }
}

/// The blocks that have come.
struct Blocks(Vec<u8>);

impl Sink for Blocks {
    fn block(&mut self, block: &[u8]) -> io::Result<()> {
        self.0.extend(block);
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        Ok(())
    }
}

// how a panic of what reads files and pages is met, the tests beside the readers hold
#[test]
fn a_panic_costs_only_its_article() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("three.jsonl");
    let lines = ["one", "bad", "two"].map(|id| serde_json::json!({"id": id, "text": TEXT}).to_string() + "\n");
    fs::write(&path, lines.concat()).unwrap();
    let (options, extractor) = (Options::default(), Extractor::new(Lexicon::builtin()));
    let source = || {
        let selection = Selection { paths: vec![path.clone()], ..Selection::default() };
        Source::new(Inputs::new(&selection).unwrap(), options.clone())
    };
    let told = format!("{}: article bad: the program fails at this, which is a bug: ", path.display());

    let (filter, begun) = (Filter::default(), Summary::default());
    let job = Job { options: &options, threads: 2, extractor: &extractor, filter: &filter, renderer: &Breaks, begun };
    let (mut blocks, mut messages) = (Blocks(Vec::new()), Vec::new());
    let step = |step: &Step<'_>| {
        messages.extend(step.messages.to_vec());
        Ok(())
    };
    let summary = job.run(source(), &mut blocks, step).unwrap();
    assert_eq!(summary, Summary { articles: 2, quotes: 2, failures: 1, recorded: 0 });
    assert_eq!(blocks.0, b"onetwo");
    assert_eq!(messages, [format!("{told}1 quotes too many")]);

    let work = |article: &Article<'_>, _: &[Quote<'_>]| {
        assert!(article.doc.id != "bad", "not this");
        article.doc.id.to_string()
    };
    let (mut done, mut messages) = (Vec::new(), Vec::new());
    let consume = |id: String| {
        done.push(id);
        io::Result::Ok(())
    };
    let failures = each(source(), 2, &extractor, work, consume, |message| messages.push(message.to_owned())).unwrap();
    assert_eq!((failures, done), (1, vec!["one".to_owned(), "two".to_owned()]));
    assert_eq!(messages, [format!("{told}not this")]);
}

#[test]
fn a_file_that_shrinks_ends_where_it_ends() {
    let folder = folder();
    let shrink = |_: &Child, path: &Path| {
        let file = OpenOptions::new().write(true).open(path).unwrap();
        file.set_len(file.metadata().unwrap().len() / 2 + 7).unwrap();
    };
    let (status, records, told) = interrupted(folder.path(), shrink);
    assert!(records < 20_000, "it was read before it shrank");
    // the line that was cut is told
    assert_eq!((status, told.contains("long.jsonl:")), (Some(2), true), "{told}");
}

#[test]
fn a_signal_leaves_whole_records() {
    for signal in ["-INT", "-TERM"] {
        let folder = folder();
        let stop = |child: &Child, _: &Path| {
            assert!(Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap().success());
        };
        let (status, records, told) = interrupted(folder.path(), stop);
        assert_eq!(status, Some(130), "{told}");
        assert!(records < 20_000, "it was done before the signal");
    }
}

#[test]
fn options_out_of_range_are_refused() {
    for (options, told) in [
        (["--jobs", "0"], "--jobs"),
        (["--jobs=-1", "-q"], "--jobs"),
        (["--min-confidence", "1.1"], "not a number from 0 to 1"),
        (["--min-confidence", "nan"], "not a number from 0 to 1"),
        (["--max-article-bytes=-1", "-q"], "--max-article-bytes"),
        (["--max-article-bytes", "99999999999999999999"], "--max-article-bytes"),
    ] {
        let (status, records, said) = run(kutip().args(options).arg("Cargo.toml"));
        assert_eq!((status, records), (Some(2), 0), "{options:?}: {said}");
        assert!(said.contains(told), "{options:?}: {said}");
    }
}

#[test]
fn links_in_a_circle_and_to_nowhere_are_told() {
    let folder = folder();
    symlink(".", folder.path().join("c")).unwrap();
    symlink("nowhere", folder.path().join("d")).unwrap();
    let (status, records, told) = run(kutip().arg(folder.path()));
    assert_eq!((status, records), (Some(2), 2), "{told}");
    assert!(told.contains("loop found") && told.contains("No such file"), "{told}");
}

#[test]
fn a_pipe_is_read_if_named_and_passed_over_in_a_folder() {
    let folder = folder();
    let pipe = folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    assert_eq!(run(kutip().arg(folder.path())), (Some(0), 2, String::new()));
    let reader = kutip().arg(&pipe).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    fs::write(&pipe, TEXT).unwrap();
    assert_eq!(outcome(&reader.wait_with_output().unwrap()), (Some(0), 1, String::new()));
}

#[test]
fn many_files_come_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let many: usize = std::env::var("KUTIP_MANY_FILES").map_or(3_000, |many| many.parse().unwrap());
    for number in 0..many {
        fs::write(folder.path().join(format!("{number:06}.txt")), TEXT).unwrap();
    }
    let output = kutip().arg(folder.path()).output().unwrap();
    let ids: Vec<String> = BufReader::new(&*output.stdout)
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(&line.unwrap()).unwrap()["doc"]["id"].to_string())
        .collect();
    assert_eq!((output.status.code(), ids.len()), (Some(0), many));
    assert!(ids.is_sorted());
}

#[test]
fn names_that_are_no_text_are_read_all_the_same() {
    let folder = folder();
    let path = folder.path().join(OsStr::from_bytes(b"\xff\x1b[31m.txt"));
    fs::write(&path, TEXT).unwrap();
    assert_eq!(run(kutip().arg(folder.path())), (Some(0), 3, String::new()));
    fs::remove_file(&path).unwrap();
    let (status, records, told) = run(kutip().arg(&path).arg(folder.path()));
    assert_eq!((status, records), (Some(2), 2));
    assert!(!told.contains('\u{1b}') && told.contains("No such file"), "{told:?}");
}

#[test]
fn a_bomb_is_refused_in_little_memory() {
    let folder = folder();
    let bomb = folder.path().join("bomb.txt.gz");
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(&vec![b'a'; 1 << 20]).unwrap();
    fs::write(&bomb, packed.finish().unwrap().repeat(150)).unwrap();
    // The limit is one of addresses, and the C library reserves 64 MB of them for each thread without using them. That
    // leaves a release build room enough, but not always a debug build, whose own code takes up more.
    let limited = format!(
        "ulimit -v 262144; MALLOC_ARENA_MAX=1 exec {} {}",
        env!("CARGO_BIN_EXE_kutip"),
        folder.path().display()
    );
    let (status, records, told) =
        run(Command::new("bash").args(["-c", &format!("{limited} --max-article-bytes 4000000")]));
    assert_eq!((status, records), (Some(2), 2), "{told}");
    assert!(told.contains("bomb.txt.gz: longer than 4000000 bytes"), "{told}");
    // with the cap above the memory there is, the memory is what ends it
    let (status, records, told) = run(Command::new("bash").args(["-c", &limited]));
    assert_eq!((status, records), (Some(2), 2), "{told}");
    assert!(told.contains("bomb.txt.gz: out of memory"), "{told}");
}

#[test]
fn a_long_stream_needs_little_memory() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("long.jsonl");
    let megabytes: usize = std::env::var("KUTIP_STREAM_MB").map_or(1, |size| size.parse().unwrap());
    let line = serde_json::json!({"text": TEXT}).to_string() + "\n";
    let mut file = File::create(&path).unwrap();
    let block = line.repeat((1 << 20) / line.len());
    (0..megabytes).for_each(|_| file.write_all(block.as_bytes()).unwrap());
    let program = env!("CARGO_BIN_EXE_kutip");
    let limited = format!("ulimit -v 262144; MALLOC_ARENA_MAX=1 exec {program} -j2 -q {} | wc -l", path.display());
    let output = Command::new("bash").args(["-o", "pipefail", "-c", &limited]).output().unwrap();
    let articles = megabytes * ((1 << 20) / line.len());
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), articles.to_string());
}

#[test]
fn the_same_bytes_in_any_locale_and_time_zone() {
    let folder = folder();
    let path = folder.path().join("a.txt");
    fs::write(&path, "“İzin itu terbit,” kata Darno, Senin (3/3/2025). Ia menilai ⅔ warga setuju.").unwrap();
    let runs = [("C", "UTC", "1"), ("tr_TR.UTF-8", "Pacific/Apia", "4"), ("id_ID.UTF-8", "Asia/Jayapura", "2")];
    let outputs = runs.map(|(locale, zone, jobs)| {
        kutip().arg(folder.path()).args(["-j", jobs]).env("LC_ALL", locale).env("LANG", locale).env("TZ", zone).output()
    });
    let outputs = outputs.map(|output| output.unwrap().stdout);
    assert!(!outputs[0].is_empty());
    assert!(outputs.iter().all(|output| *output == outputs[0]));
}
