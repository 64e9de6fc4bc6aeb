//! Owns Parquet files as input: the columns that are known, row by row, as if they were JSON Lines.

use super::{Body, Cut, Fields, Options, fields::Roles};
use arrow_json::LineDelimitedWriter;
use parquet::arrow::{
    ProjectionMask,
    arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder},
};
use std::{fs::File, io, sync::Arc};

/// How many rows make a piece.
const PIECE: usize = 64;

/// Cuts a file into pieces of whole rows.
pub(super) struct Columns {
    batches: ParquetRecordBatchReader,
    count: u64,
}

impl Columns {
    /// The rows of `file`, with the columns that `fields` names.
    ///
    /// # Errors
    /// If it is no Parquet file that can be read.
    pub fn new(file: File, fields: &Fields) -> io::Result<Self> {
        let builder = ParquetRecordBatchReaderBuilder::try_new(file)?;
        let roles = Roles::new(fields);
        let schema = builder.parquet_schema();
        let names = schema.root_schema().get_fields().iter().map(|field| field.name());
        let known: Vec<usize> =
            names.enumerate().filter(|(_, name)| !roles.find(name).is_unknown()).map(|(at, _)| at).collect();
        let projection = ProjectionMask::roots(schema, known);
        let batches = builder.with_projection(projection).with_batch_size(PIECE).build()?;
        Ok(Columns { batches, count: 0 })
    }
}

impl Cut for Columns {
    fn next(&mut self, _: &Arc<str>, _: &Options) -> io::Result<Option<Body>> {
        let Some(batch) = self.batches.next().transpose().map_err(io::Error::other)? else { return Ok(None) };
        let first = self.count + 1;
        self.count += batch.num_rows() as u64;
        let mut lines = LineDelimitedWriter::new(Vec::new());
        lines.write(&batch).map_err(io::Error::other)?;
        Ok(Some(Body::Lines(first, lines.into_inner())))
    }

    fn upto(&self) -> u64 {
        self.count
    }
}
