//! Batches: the same output for any number of threads, whole or not at all, gone on with after a break.
#![cfg(all(feature = "cli", unix))]

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Command, Output, Stdio},
    time::{Duration, Instant},
};

fn kutip() -> Command {
    Command::new(env!("CARGO_BIN_EXE_kutip"))
}

fn run(command: &mut Command) -> Output {
    command.output().expect("the program runs")
}

/// An article with quotes in it, different for each number.
fn article(number: usize) -> String {
    let speaker = ["Wira", "Sari", "Bagas"][number % 3];
    let said =
        format!("“Pekerjaan nomor {number} sudah selesai,” ujar {speaker}. Ia menyebut, jalan itu dibuka lagi. ");
    format!("Kepala Dinas {speaker} Pratama datang. {}", said.repeat(1 + number % 5))
}

fn line(number: usize) -> String {
    serde_json::json!({"id": format!("a{number}"), "text": article(number)}).to_string() + "\n"
}

/// A folder of a long stream, texts, pages and broken things.
fn corpus(folder: &Path, lines: usize) {
    let mut stream: String = (0..lines).map(line).collect();
    stream.insert_str(0, "{broken\n");
    fs::write(folder.join("m-stream.jsonl"), stream).unwrap();
    for number in 0..40 {
        fs::write(folder.join(format!("a{number:03}.txt")), article(number)).unwrap();
        fs::write(folder.join(format!("z{number:03}.html")), format!("<p>{}</p>", article(number))).unwrap();
    }
    fs::write(folder.join("b.png"), b"\x89PNG\r\n").unwrap();
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    corpus(folder.path(), 2500);
    let outputs = ["1", "2", "7"].map(|jobs| run(kutip().arg(folder.path()).args(["--jobs", jobs])));
    assert!(outputs[0].stdout.len() > 500_000);
    assert_eq!(outputs[0].status.code(), Some(2));
    for output in &outputs[1..] {
        assert!(output.stdout == outputs[0].stdout);
        assert_eq!(output.stderr, outputs[0].stderr);
    }
}

/// Starts a batch, kills it when it has noted `pieces` pieces, and says whether it was killed in the middle.
fn broken_off(input: &Path, target: &Path, pieces: usize) -> bool {
    let mut child =
        kutip().arg(input).arg("-o").arg(target).args(["--resume", "-q"]).stderr(Stdio::null()).spawn().unwrap();
    let log = target.with_extension("jsonl.part.log");
    let noted = || fs::read_to_string(&log).map_or(0, |log| log.lines().count());
    while child.try_wait().unwrap().is_none() {
        if noted() > pieces {
            child.kill().unwrap();
            child.wait().unwrap();
            return !target.exists();
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    false
}

#[test]
fn a_killed_batch_goes_on_where_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("in");
    fs::create_dir(&input).unwrap();
    corpus(&input, 2500);
    let whole = run(kutip().arg(&input));
    let target = folder.path().join("out.jsonl");
    let mut breaks = 0;
    for pieces in [1, 20, 42, 43, 44, 60] {
        breaks += usize::from(broken_off(&input, &target, pieces));
    }
    assert!(breaks >= 2, "only {breaks} breaks came in the middle");
    let last = run(kutip().arg(&input).arg("-o").arg(&target).args(["--resume", "-q"]));
    assert_eq!(last.status.code(), Some(2), "what failed before the breaks still counts");
    assert!(fs::read(&target).unwrap() == whole.stdout);
    let left = fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(left, 2, "nothing is left beside input and output");

    let again = run(kutip().arg(&input).arg("-o").arg(&target).arg("--resume"));
    assert_eq!(again.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&again.stderr).contains("is complete; delete it to begin anew"));
}

#[test]
fn a_batch_broken_off_when_all_was_read_is_only_finished() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("in");
    fs::create_dir(&input).unwrap();
    fs::write(input.join("a.txt"), article(1)).unwrap();
    let (target, log) = (folder.path().join("out.jsonl"), folder.path().join("out.jsonl.part.log"));
    let start = || {
        let mut command = kutip();
        command.args(["--files-from", "-", "--resume", "-q", "-o"]).arg(&target).stdin(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut list = child.stdin.take().unwrap();
        writeln!(list, "{}", input.display()).unwrap();
        (child, list)
    };
    let (mut child, list) = start();
    let begun = Instant::now();
    while !fs::read_to_string(&log).is_ok_and(|log| log.lines().count() == 2) {
        assert!(begun.elapsed() < Duration::from_secs(20));
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    drop(list);
    let (child, list) = start();
    drop(list);
    assert_eq!(child.wait_with_output().unwrap().status.code(), Some(0));
    assert!(fs::read(&target).unwrap() == run(kutip().arg(&input)).stdout);
}

#[test]
fn a_batch_goes_on_only_as_it_was_begun() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("in");
    fs::create_dir(&input).unwrap();
    corpus(&input, 2500);
    let target = folder.path().join("out.jsonl");
    assert!(broken_off(&input, &target, 1));
    for options in [["--kind", "direct"], ["--errors", "json"], ["--min-confidence", "0.9"], ["--text-field", "isi"]] {
        let other = run(kutip().arg(&input).arg("-o").arg(&target).arg("--resume").args(options));
        assert_eq!(other.status.code(), Some(2), "{options:?}");
        assert!(String::from_utf8_lossy(&other.stderr).contains("begun with other options"), "{other:?}");
    }
}

#[test]
fn an_output_file_is_whole_or_not_there() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("out.jsonl");
    fs::write(&target, "before").unwrap();
    let mut child = kutip().arg("-o").arg(&target).stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(line(1).as_bytes()).unwrap();
    stdin.flush().unwrap();
    let begun = Instant::now();
    while fs::read_dir(folder.path()).unwrap().count() < 2 {
        assert!(begun.elapsed() < Duration::from_secs(20));
        std::thread::sleep(Duration::from_millis(5));
    }
    assert_eq!(fs::read_to_string(&target).unwrap(), "before");
    run(Command::new("kill").args(["-TERM", &child.id().to_string()]));
    let status = child.wait().unwrap();
    drop(stdin);
    assert_eq!(status.code(), Some(130));
    assert_eq!(fs::read_to_string(&target).unwrap(), "before");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no temporary file is left");

    let done = run(kutip().arg("-o").arg(&target).arg("Cargo.toml"));
    assert_eq!((done.status.code(), fs::read(&target).unwrap()), (Some(0), run(kutip().arg("Cargo.toml")).stdout));
}

#[test]
fn a_line_is_answered_before_the_next_is_sent() {
    let mut child = kutip().stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut records = BufReader::new(child.stdout.take().unwrap()).lines();
    for number in [1, 2, 3] {
        stdin.write_all(line(number).as_bytes()).unwrap();
        let id = format!("\"id\":\"a{number}\"");
        assert!(records.any(|record| record.unwrap().contains(&id)));
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("in.jsonl");
    fs::write(&input, (0..3000).map(line).collect::<String>()).unwrap();
    let mut child = kutip().arg(&input).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(first.contains("\"id\":\"a0\""));
    assert_eq!((output.status.code(), output.stderr), (Some(0), Vec::new()));
}

#[test]
fn failures_can_be_records_among_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("in.jsonl");
    fs::write(&input, line(1) + "{broken\n" + &line(2)).unwrap();
    let output = run(kutip().arg(&input).args(["--errors", "json"]));
    assert_eq!(output.status.code(), Some(0));
    let records: Vec<serde_json::Value> = output
        .stdout
        .split(|&b| b == b'\n')
        .filter(|l| !l.is_empty())
        .map(|l| serde_json::from_slice(l).unwrap())
        .collect();
    let at = records.iter().position(|record| record.get("error").is_some()).unwrap();
    assert_eq!(records[at]["line"], 2);
    assert_eq!(records[at]["doc"]["path"], input.to_str().unwrap());
    assert_eq!((&records[at - 1]["doc"]["id"], &records[at + 1]["doc"]["id"]), (&"a1".into(), &"a2".into()));
}

#[test]
fn two_processes_do_not_share_a_batch() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("out.jsonl");
    let mut first = kutip().arg("-o").arg(&target).args(["--resume", "-q"]).stdin(Stdio::piped()).spawn().unwrap();
    let begun = Instant::now();
    while !folder.path().join("out.jsonl.part").exists() {
        assert!(begun.elapsed() < Duration::from_secs(20));
        std::thread::sleep(Duration::from_millis(5));
    }
    let second = run(kutip().arg("-o").arg(&target).args(["--resume", "-q"]).stdin(Stdio::null()));
    assert_eq!(second.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&second.stderr).contains("another process is working on this batch"));
    first.stdin.take().unwrap().write_all(line(1).as_bytes()).unwrap();
    assert!(first.wait().unwrap().success());
    assert!(fs::read_to_string(&target).unwrap().contains("\"id\":\"a1\""));
}
