//! Owns `kutip extract`, the command that runs when none is named.

use super::{Outcome, complain, reading::Reading};
use crate::{
    Extractor,
    batch::{self, Filter},
    output, terminal,
};
use std::io;

/// Write one record per quote (the default command).
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    reading: Reading,

    /// The format of the output
    #[arg(short, long, value_enum, default_value = "jsonl", help_heading = "Output")]
    format: output::Format,

    /// Exit with status 1 when no quote was written
    #[arg(long, help_heading = "Output")]
    fail_empty: bool,
}

impl Args {
    pub fn run(self) -> anyhow::Result<Outcome> {
        let (renderer, mut sink) = output::open(self.format, io::stdout(), terminal::shows_colours());
        let summary = batch::run(
            self.reading.source()?,
            self.reading.threads(),
            &Extractor::new(self.reading.lexicon()?),
            &Filter::default(),
            &*renderer,
            &mut *sink,
            complain,
        )?;
        Ok(match summary {
            _ if summary.failures > 0 => Outcome::Failed,
            _ if self.fail_empty && summary.quotes == 0 => Outcome::Found,
            _ => Outcome::Done,
        })
    }
}
