//! The recipes for running many processes, as `docs/batches.md` gives them, run for real.
#![cfg(all(feature = "cli", unix))]

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

const KUTIP: &str = env!("CARGO_BIN_EXE_kutip");

fn run(command: &mut Command) -> Output {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{output:?}");
    output
}

fn line(number: usize) -> String {
    let text = format!("“Pekerjaan nomor {number} sudah selesai,” ujar Wira Pratama.");
    serde_json::json!({"id": format!("a{number}"), "text": text}).to_string() + "\n"
}

fn sorted(text: &str) -> Vec<&str> {
    let mut lines: Vec<_> = text.lines().filter(|line| !line.is_empty()).collect();
    lines.sort_unstable();
    lines
}

/// All that stands in the files of `folder` that `name` accepts.
fn contents(folder: &Path, name: impl Fn(&str) -> bool) -> String {
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let wanted = files.filter(|file| name(file.file_name().unwrap().to_str().unwrap()));
    wanted.map(|file| fs::read_to_string(file).unwrap()).collect()
}

#[test]
fn xargs_runs_many_processes() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("crawl");
    fs::create_dir(&input).unwrap();
    for number in 0..30 {
        fs::write(input.join(format!("{number:02}.txt")), format!("“Sudah selesai,” ujar Wira Pratama {number}."))
            .unwrap();
    }
    let script = "find crawl -name '*.txt' -print0 | \
                  xargs -0 -n 7 -P 3 sh -c '\"$KUTIP\" --quiet -j 1 -o \"quotes.$$.jsonl\" \"$@\"' kutip";
    run(Command::new("sh").args(["-c", script]).env("KUTIP", KUTIP).current_dir(folder.path()));
    let whole = run(Command::new(KUTIP).arg("crawl").current_dir(folder.path()));
    let whole = String::from_utf8(whole.stdout).unwrap();
    assert!(whole.lines().count() >= 30);
    let quotes = contents(folder.path(), |name| name.starts_with("quotes."));
    assert_eq!(sorted(&quotes), sorted(&whole));
}

#[test]
fn spark_pipes_partitions_through() {
    if !Command::new("python3").args(["-c", "import pyspark"]).output().is_ok_and(|output| output.status.success()) {
        println!("skipped: PySpark is not installed (pip install pyspark; it needs Java)");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("articles.jsonl");
    let lines: String = (0..200).map(line).collect();
    fs::write(&input, lines + "{broken\n").unwrap();
    let output = folder.path().join("quotes");
    let recipe = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/recipes/spark.py");
    run(Command::new("python3").arg(recipe).arg(&input).arg(&output).env("KUTIP", KUTIP));
    let parts = contents(&output, |name| name.starts_with("part-"));
    let (failed, quotes): (Vec<&str>, Vec<&str>) =
        sorted(&parts).into_iter().partition(|line| line.contains("\"error\""));
    assert_eq!(failed.len(), 1, "{failed:?}");
    let whole = run(Command::new(KUTIP).args(["--errors", "json", "--quiet"]).stdin(fs::File::open(&input).unwrap()));
    let whole = String::from_utf8(whole.stdout).unwrap();
    let expected: Vec<&str> = sorted(&whole).into_iter().filter(|line| !line.contains("\"error\"")).collect();
    assert!(expected.len() >= 200);
    assert_eq!(quotes, expected);
}
