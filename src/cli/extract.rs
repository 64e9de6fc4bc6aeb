//! Owns `kutip extract`, the command that runs when none is named.

use super::{Outcome, complain};
use crate::{
    Extractor, Lexicon,
    batch::{self, Filter},
    input::{self, Inputs, Selection, Source},
    output,
};
use std::{io, path::PathBuf};

/// Write one record per quote (the default command).
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Files, folders, or - for standard input (which is also read when no path is given)
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// The format of the inputs, instead of what their content looks like
    #[arg(long, value_name = "FORMAT", help_heading = "Input")]
    input: Option<input::Format>,

    /// Read only the files of folders that match (as in .gitignore; ! leaves out)
    #[arg(long, value_name = "PATTERN", help_heading = "Input")]
    glob: Vec<String>,

    /// The format of the output
    #[arg(short, long, value_enum, default_value = "jsonl", help_heading = "Output")]
    format: output::Format,

    /// Exit with status 1 when no quote was written
    #[arg(long, help_heading = "Output")]
    fail_empty: bool,

    /// How many threads work (all processors by default); the output does not depend on it
    #[arg(short, long, value_name = "N", help_heading = "Batch")]
    jobs: Option<std::num::NonZero<usize>>,
}

impl Args {
    pub fn run(self) -> anyhow::Result<Outcome> {
        let paths = if self.paths.is_empty() { vec![PathBuf::from("-")] } else { self.paths };
        let inputs = Inputs::new(&Selection { paths, globs: self.glob })?;
        let options = input::Options { format: self.input, ..Default::default() };
        let threads = self.jobs.or_else(|| std::thread::available_parallelism().ok()).map_or(1, Into::into);
        let (renderer, mut sink) = output::open(self.format, io::stdout());
        let summary = batch::run(
            Source::new(inputs, options),
            threads,
            &Extractor::new(Lexicon::builtin()),
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
