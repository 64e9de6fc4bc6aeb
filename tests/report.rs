//! The review report in a real browser: headless Chromium, driven by Playwright.
//!
//! Needs `node`, `npm` and Chromium (`CHROMIUM` names another binary than `chromium`); without one of them, or without
//! a registry to fetch playwright-core from, the test says so and is skipped. Screenshots stay in the folder it names.
#![cfg(feature = "cli")]

use std::path::Path;
use std::process::Command;

fn succeeds(command: &mut Command) -> bool {
    command.output().is_ok_and(|output| output.status.success())
}

#[test]
fn an_editor_reviews_articles_in_the_report() {
    let chromium = std::env::var("CHROMIUM").unwrap_or_else(|_| "chromium".into());
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("report");
    std::fs::create_dir_all(&folder).expect("the target folder can be written");
    for program in ["node", "npm", &chromium] {
        if !succeeds(Command::new(program).arg("--version")) {
            eprintln!("skipped: there is no {program}");
            return;
        }
    }
    let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/report");
    std::fs::copy(scripts.join("package.json"), folder.join("package.json")).expect("the target folder can be written");
    if !succeeds(Command::new("npm").args(["install", "--silent", "--no-audit", "--no-fund"]).current_dir(&folder)) {
        eprintln!("skipped: npm cannot install playwright-core");
        return;
    }
    let desk = std::fs::read_to_string(scripts.join("desk.jsonl")).expect("it is there");
    let many: String =
        (0..500).map(|number| desk.lines().next().unwrap_or("").replace("pasar", &number.to_string()) + "\n").collect();
    std::fs::write(folder.join("many.jsonl"), many).expect("the target folder can be written");
    for (input, report) in [
        (scripts.join("desk.jsonl"), "desk.html"),
        (scripts.join("hostile.jsonl"), "hostile.html"),
        (folder.join("many.jsonl"), "many.html"),
    ] {
        let made =
            Command::new(env!("CARGO_BIN_EXE_kutip")).args(["-f", "html"]).arg(input).output().expect("kutip runs");
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        std::fs::write(folder.join(report), made.stdout).expect("the target folder can be written");
    }
    std::fs::copy(scripts.join("review.mjs"), folder.join("review.mjs")).expect("the target folder can be written");
    let review = Command::new("node").args(["review.mjs", &chromium]).current_dir(&folder).output().expect("node runs");
    let told = [review.stdout, review.stderr].concat();
    let told = String::from_utf8_lossy(&told);
    assert!(review.status.success(), "{told}");
    let score = Command::new(env!("CARGO_BIN_EXE_kutip")).arg("score").arg(folder.join("gold.jsonl")).output();
    let score = score.expect("kutip runs");
    assert!(score.status.success(), "the gold file can be scored: {}", String::from_utf8_lossy(&score.stderr));
    eprintln!("{told}screenshots are in {}", folder.display());
}
