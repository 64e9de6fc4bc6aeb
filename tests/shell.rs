//! What a package installs beside the program: man pages and completions.
#![cfg(feature = "cli")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn kutip(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kutip")).args(arguments).output().expect("kutip runs")
}

#[test]
fn every_command_has_a_man_page_with_examples() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("man");
    assert!(kutip(&["man", "--dir", folder.to_str().expect("it is UTF-8")]).status.success());
    for command in ["check", "match", "speakers", "lexicon", "schema", "completions", "man"] {
        let page = fs::read_to_string(folder.join(format!("kutip-{command}.1"))).expect("there is a page");
        assert!(page.contains("Example"), "{command}");
    }
    let page = kutip(&["man"]).stdout;
    assert!(String::from_utf8_lossy(&page).contains(".SH SUBCOMMANDS"));
}

#[test]
fn man_pages_need_a_folder_that_can_be_written() {
    let run = kutip(&["man", "--dir", concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")]);
    assert_eq!(run.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&run.stderr).contains("cannot write man pages into"));
}

#[test]
fn every_shell_completes() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = kutip(&["completions", shell]).stdout;
        assert!(String::from_utf8_lossy(&script).contains("against"), "{shell}");
    }
}
