//! Owns `kutip schema`.

use super::Outcome;
use crate::record::Quote;
use std::io::{self, Write};

/// Print the JSON Schema of a record
///
/// Each line of `kutip extract` is one such record.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  kutip schema > quote.schema.json")]
pub(super) struct Args {}

impl Args {
    pub fn run(self) -> anyhow::Result<Outcome> {
        let generator = schemars::generate::SchemaSettings::draft2020_12().for_serialize().into_generator();
        let schema = generator.into_root_schema_for::<Quote<'_>>();
        writeln!(io::stdout(), "{}", serde_json::to_string_pretty(&schema)?)?;
        Ok(Outcome::Done)
    }
}
