//! Parquet in and out.
#![cfg(feature = "parquet")]

use arrow_json::LineDelimitedWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use serde_json::Value;
use std::{fs, path::Path, process::Command};

fn kutip(arguments: &[&str]) -> Vec<Value> {
    let output = Command::new(env!("CARGO_BIN_EXE_kutip")).args(arguments).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let lines = output.stdout.split(|&byte| byte == b'\n').filter(|line| !line.is_empty());
    lines.map(|line| serde_json::from_slice(line).unwrap()).collect()
}

fn rows(path: &Path) -> Vec<Value> {
    let batches = ParquetRecordBatchReaderBuilder::try_new(fs::File::open(path).unwrap()).unwrap().build().unwrap();
    let mut lines = LineDelimitedWriter::new(Vec::new());
    batches.for_each(|batch| lines.write(&batch.unwrap()).unwrap());
    lines
        .into_inner()
        .split(|&byte| byte == b'\n')
        .filter(|line| !line.is_empty())
        .map(|line| serde_json::from_slice(line).unwrap())
        .collect()
}

/// `value` without the fields that are null, which rows leave out.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(fields) => fields
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| (name, without_nulls(value)))
            .collect(),
        Value::Array(items) => items.into_iter().map(without_nulls).collect(),
        other => other,
    }
}

#[test]
fn rows_are_the_records_and_can_be_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let (input, output) = (folder.path().join("in.jsonl"), folder.path().join("out.parquet"));
    let line = |number: usize| {
        let text = format!("“Sudah selesai,” ujar Wira Pratama, Senin (5/5/2025). Ia menyebut, jalan {number} dibuka.");
        serde_json::json!({"id": format!("a{number}"), "text": text}).to_string() + "\n"
    };
    fs::write(&input, (0..200).map(line).collect::<String>()).unwrap();
    let (input, target) = (input.to_str().unwrap(), output.to_str().unwrap());
    kutip(&[input, "-f", "parquet", "-o", target]);
    let records: Vec<Value> = kutip(&[input]).into_iter().map(without_nulls).collect();
    assert!(records.len() >= 200);
    assert_eq!(rows(&output), records);

    let again = kutip(&[target]);
    assert!(again.iter().all(|record| records.iter().any(|known| known["id"] == record["doc"]["id"])));
}

#[test]
fn kept_fields_are_strings_of_json() {
    let folder = tempfile::tempdir().unwrap();
    let (input, output) = (folder.path().join("in.jsonl"), folder.path().join("out.parquet"));
    fs::write(&input, r#"{"text": "“Sudah selesai,” ujar Wira Pratama.", "tags": ["a", 1]}"#).unwrap();
    kutip(&[input.to_str().unwrap(), "--keep", "tags", "-f", "parquet", "-o", output.to_str().unwrap()]);
    assert_eq!(rows(&output)[0]["doc"]["extra"], r#"{"tags":["a",1]}"#);
}
