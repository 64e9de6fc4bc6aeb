//! Web pages: bodies and metadata.
#![cfg(feature = "cli")]

use kutip::input::{Body, Inputs, Options, Selection, Source};

fn words(text: &str) -> String {
    let folded: String = text.chars().map(|c| if "“”„«»".contains(c) { '"' } else { c }).collect();
    folded.split_whitespace().collect::<Vec<_>>().concat()
}

/// On the pages of the evaluation data (found through KUTIP_EVAL), no quoted passage of an expected body is lost.
#[test]
fn evaluation_pages_keep_their_quotes() {
    let Some(eval) = std::env::var_os("KUTIP_EVAL") else {
        println!("skipped: KUTIP_EVAL does not name the evaluation data");
        return;
    };
    let folder = std::path::Path::new(&eval).join("html");
    let expected = std::fs::read_to_string(folder.join("expected.jsonl")).unwrap();
    let (mut quotes, mut lost) = (0, Vec::new());
    for line in expected.lines() {
        let page: serde_json::Value = serde_json::from_str(line).unwrap();
        let file = page["file"].as_str().unwrap();
        let selection = Selection { paths: vec![folder.join(file)], ..Selection::default() };
        let options = Options::default();
        let mut text = String::new();
        for piece in Source::new(Inputs::new(&selection).unwrap(), options.clone()) {
            assert!(!matches!(piece.body, Body::Problem(_)));
            piece.articles(&options, |article| {
                let a = article.unwrap();
                eprintln!("=== {file} {:?}\n{}", a.doc, a.text);
                text = words(&a.text);
            });
        }
        let body = page["body"]["content"].as_str().unwrap().to_owned();
        for (at, quoted) in body.split('"').enumerate() {
            if at % 2 == 1 {
                quotes += 1;
                if !text.contains(&words(quoted)) {
                    lost.push(format!("{file}: {quoted}"));
                }
            }
        }
    }
    assert!(quotes > 0);
    assert!(lost.is_empty(), "{} of {quotes} lost:\n{}", lost.len(), lost.join("\n"));
}
