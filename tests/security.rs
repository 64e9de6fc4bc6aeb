//! What articles cannot do: leave the folder of the output, become formulas, hide a quote, or run in the report.
//! What they cannot do to a terminal is in `terminal.rs`, to the reader of archives in `inputs.rs`.
#![cfg(feature = "cli")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const TEXT: &str = "“Kami kaget,” kata Darno.";

/// What the program makes of `lines` on standard input.
fn kutip(arguments: &[&str], lines: &str) -> String {
    let mut child = Command::new(env!("CARGO_BIN_EXE_kutip"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap()
}

fn article(id: &str, text: &str) -> String {
    serde_json::json!({"id": id, "text": text}).to_string() + "\n"
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

#[test]
fn ids_cannot_lead_out_of_a_folder_of_annotations() {
    let home = tempfile::tempdir().unwrap();
    let inner = home.path().join("in").join("out");
    fs::create_dir(home.path().join("in")).unwrap();
    let ids = ["../../evil", "/tmp/evil", "..", ".", "", "a/b", "c:\\evil", "con", "x\0y", "\u{202e}txt.exe", "-rf"];
    let lines: String = ids.iter().map(|id| article(id, TEXT)).collect();
    kutip(&["-f", "brat", "-o", inner.to_str().unwrap(), "-q"], &lines);
    let mut found = Vec::new();
    files(home.path(), &mut found);
    let texts = found.iter().filter(|path| path.extension().is_some_and(|extension| extension == "txt")).count();
    assert_eq!(texts, ids.len(), "{found:?}");
    for path in &found {
        assert_eq!(path.parent(), Some(inner.as_path()), "{path:?}");
        let name = path.file_name().unwrap().to_str().unwrap();
        assert!(!name.contains(['\0', '\\', '\u{202e}']) && !name.starts_with('-'), "{name:?}");
    }
}

#[test]
fn no_cell_of_a_table_begins_a_formula() {
    let hostile = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1"];
    let lines: String =
        hostile.iter().map(|start| article(start, &format!("“{start} kami kaget sekali,” kata Darno."))).collect();
    let table = kutip(&["-f", "csv"], &lines);
    let mut cells = 0;
    for row in csv::Reader::from_reader(table.as_bytes()).records() {
        for cell in &row.unwrap() {
            cells += 1;
            let number = cell.parse::<f64>().is_ok();
            assert!(number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell:?}");
        }
    }
    assert!(cells > 5 * hostile.len());
}

#[test]
fn invisible_characters_and_look_alikes_hide_no_quote() {
    for text in [
        "“Kami kaget,” k\u{200b}ata Darno.",
        "“Kami kaget,” k\u{ad}ata\u{a0}Darno.",
        "“Kami kaget,” \u{202e}kata\u{202c} Darno.",
        "“Kami kaget,” kаtа Darno.", // Cyrillic а
    ] {
        let record: serde_json::Value = serde_json::from_str(&kutip(&[], &article("a", text))).unwrap();
        assert_eq!(
            (&record["cue"]["lemma"], &record["speaker"]["name"]),
            (&"kata".into(), &"Darno".into()),
            "{text:?}"
        );
    }
}

#[test]
fn script_in_an_article_is_text_in_the_report() {
    let hostile = "</script><script>alert(1)</script><img src=x onerror=alert(1)>";
    let text = format!("“{hostile} kami kaget,” kata Darno {hostile}.");
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("review.html");
    kutip(&["-f", "html", "-o", page.to_str().unwrap(), "-q"], &article(hostile, &text));
    let page = fs::read_to_string(page).unwrap();
    assert!(page.contains("Content-Security-Policy"));
    assert!(!page.contains("<script>alert") && !page.contains("<img src=x"));
}
