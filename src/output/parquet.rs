//! Owns Parquet as output: the record as nested columns.

use super::{Renderer, Sink};
use crate::{Article, Quote};
use arrow_json::{ReaderBuilder, reader::Decoder};
use arrow_schema::{DataType, Field, Fields, Schema};
use parquet::{
    arrow::ArrowWriter,
    basic::{Compression, ZstdLevel},
    file::properties::WriterProperties,
};
use serde_json::Value;
use std::{
    io::{self, Write},
    sync::Arc,
};

/// The record as a line of JSON; what is carried through, of whatever shape, as a string of JSON.
pub(super) struct Flattened;

impl Renderer for Flattened {
    fn article(&self, _: &Article<'_>, quotes: &[Quote<'_>], out: &mut Vec<u8>) -> io::Result<()> {
        for quote in quotes {
            let mut record = serde_json::to_value(quote)?;
            if let Some(extra) = record.pointer_mut("/doc/extra") {
                *extra = Value::String(extra.to_string());
            }
            serde_json::to_writer(&mut *out, &record)?;
            out.push(b'\n');
        }
        Ok(())
    }
}

/// Writes lines of JSON as rows of one file.
pub(super) struct Table<W: Write + Send> {
    writer: ArrowWriter<W>,
    decoder: Decoder,
}

impl<W: Write + Send> Table<W> {
    /// # Errors
    /// If the beginning cannot be written.
    pub fn new(writer: W) -> io::Result<Self> {
        let schema = Arc::new(Schema::new(record()));
        let properties = WriterProperties::builder().set_compression(Compression::ZSTD(ZstdLevel::default())).build();
        let decoder = ReaderBuilder::new(Arc::clone(&schema)).build_decoder().map_err(io::Error::other)?;
        Ok(Table { writer: ArrowWriter::try_new(writer, schema, Some(properties))?, decoder })
    }
}

impl<W: Write + Send> Sink for Table<W> {
    fn block(&mut self, mut block: &[u8]) -> io::Result<()> {
        while !block.is_empty() {
            let taken = self.decoder.decode(block).map_err(io::Error::other)?;
            block = &block[taken..];
            if let Some(rows) = self.decoder.flush().map_err(io::Error::other)? {
                self.writer.write(&rows)?;
            }
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.writer.finish()?;
        Ok(())
    }
}

/// The columns, as the record has its fields.
fn record() -> Fields {
    let doc = texts(&["id", "path", "title", "url", "date", "author", "extra", "text"]);
    let excerpt = || DataType::Struct(with_span(&["text"]));
    let speaker = [
        &*texts(&["name", "kind", "role", "affiliation"]),
        &[list("aliases", DataType::Utf8)],
        &[field("mention", excerpt())],
        &*texts(&["resolved_by"]),
        &[field("antecedent", excerpt())],
    ];
    Fields::from(vec![
        field("schema", DataType::UInt32),
        field("id", DataType::Utf8),
        field("doc", DataType::Struct(doc.into())),
        field("kind", DataType::Utf8),
        field("text", DataType::Utf8),
        list("parts", DataType::Struct(with_span(&[]))),
        field("speaker", DataType::Struct(speaker.concat().into())),
        field("cue", DataType::Struct(with_span(&["text", "lemma"]))),
        field("when", DataType::Struct(with_span(&["text", "iso"]))),
        field("where", excerpt()),
        field("event", excerpt()),
        field("confidence", DataType::Float64),
        field("rule", DataType::Utf8),
        list("notes", DataType::Utf8),
    ])
}

fn field(name: &str, kind: DataType) -> Field {
    Field::new(name, kind, true)
}

fn list(name: &str, kind: DataType) -> Field {
    field(name, DataType::List(Arc::new(field("item", kind))))
}

fn texts(names: &[&str]) -> Vec<Field> {
    names.iter().map(|name| field(name, DataType::Utf8)).collect()
}

/// Texts of these names, and the numbers of a place.
fn with_span(names: &[&str]) -> Fields {
    let numbers = ["start", "end", "byte_start", "byte_end", "line", "column"];
    texts(names).into_iter().chain(numbers.map(|name| field(name, DataType::UInt64))).collect()
}
