//! Records against their JSON Schema.
#![cfg(feature = "cli")]

use std::process::Command;

fn kutip(arguments: &[&str]) -> String {
    let run = Command::new(env!("CARGO_BIN_EXE_kutip"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("kutip runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).expect("it writes UTF-8")
}

#[test]
fn the_committed_schema_is_the_one_that_is_printed() {
    snapbox::assert_data_eq!(kutip(&["schema"]), snapbox::file!["../schema/quote.schema.json"].raw());
}

#[test]
fn records_are_as_the_schema_says() {
    let schema: serde_json::Value = serde_json::from_str(&kutip(&["schema"])).expect("it is JSON");
    let validator = jsonschema::validator_for(&schema).expect("it is a JSON Schema");
    let records = kutip(&["--with-text", "fixtures/articles", "docs/examples"]);
    assert!(records.lines().count() > 50);
    for line in records.lines() {
        let mut record: serde_json::Value = serde_json::from_str(line).expect("it is JSON");
        if let Err(error) = validator.validate(&record) {
            panic!("{error} in {line}");
        }
        record["speaker"]["kind"] = "robot".into();
        assert!(!validator.is_valid(&record));
    }
}
