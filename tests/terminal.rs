//! Nothing in an article, its name or its title can steer the terminal.
#![cfg(feature = "cli")]

use std::fs;
use std::path::Path;
use std::process::Command;

const STEERING: [char; 8] = ['\u{1b}', '\u{7}', '\u{8}', '\u{9b}', '\u{202e}', '\u{2066}', '\u{200b}', '\u{e0041}'];

#[test]
fn articles_cannot_steer_the_terminal() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("steering");
    fs::create_dir_all(&folder).expect("the target folder can be written");
    let tricks: String = STEERING.iter().collect();
    let article = |said: &str| {
        format!(
            "Kepala Desa {tricks}Cikaleng, Wulan {tricks}Sari, bicara.\n“Sungai {tricks}ini {said} dikeruk sejak tahun lalu,” \
             pungkas Wulan{tricks} Sari.\n“Sungai {tricks}ini {said} dikeruk sejak tahun lalu,” kata Darto{tricks}.\n\
             “Belum{tricks} selesai.\nWulam Sari datang."
        )
    };
    let record =
        |id: &str, said: &str| serde_json::json!({"id": id, "title": tricks, "text": article(said)}).to_string();
    let articles = folder.join("\u{1b}[2J\u{202e}.jsonl");
    fs::write(&articles, format!("{}\n{}\n", record(&tricks, "belum"), record("2", "tidak")))
        .expect("it can be written");
    let source = folder.join("source.txt");
    fs::write(&source, article("belum pernah")).expect("it can be written");
    let source = source.to_str().expect("it is UTF-8");
    for arguments in [
        &["-f", "text"][..],
        &["check"],
        &["check", "--format", "github"],
        &["match", "--against", source],
        &["match", "--among"],
        &["speakers"],
        &["lexicon", "\u{1b}[2J"],
        &["check", "\u{1b}[2J-hilang.txt"],
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kutip"));
        command.args(arguments);
        if arguments[0] != "lexicon" {
            command.arg(&articles);
        }
        let run = command.output().expect("kutip runs");
        let told = [run.stdout, run.stderr].concat();
        let told = String::from_utf8_lossy(&told);
        let shows = told.contains("\\u{1b}") || told.contains('\u{fffd}');
        assert!(shows || arguments == ["speakers"], "{arguments:?} shows what it found: {told}");
        if let Some(character) = told.chars().find(|c| STEERING.contains(c)) {
            panic!("{arguments:?} sends {character:?}: {told:?}");
        }
    }
}
