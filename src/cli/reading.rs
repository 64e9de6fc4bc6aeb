//! Owns the flags of every command that reads articles, and the reading itself.

use super::complain;
use crate::{
    Article, Extractor, Lexicon, Quote, batch,
    input::{self, Inputs, Selection, Source},
};
use std::{io, path::PathBuf};

/// What to read, and how.
#[derive(Debug, clap::Args)]
pub(super) struct Reading {
    /// Files, folders, or - for standard input (which is also read when no path is given)
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// The format of the inputs, instead of what their content looks like
    #[arg(long, value_name = "FORMAT", help_heading = "Input")]
    input: Option<input::Format>,

    /// Read only the files of folders that match (as in .gitignore; ! leaves out)
    #[arg(long, value_name = "PATTERN", help_heading = "Input")]
    glob: Vec<String>,

    /// How many threads work (all processors by default); the output does not depend on it
    #[arg(short, long, value_name = "N", help_heading = "Batch")]
    jobs: Option<std::num::NonZero<usize>>,
}

impl Reading {
    /// The articles of the paths given.
    pub fn source(&self) -> anyhow::Result<Source> {
        let paths = if self.paths.is_empty() { vec![PathBuf::from("-")] } else { self.paths.clone() };
        self.source_of(paths)
    }

    /// The articles of other paths, read in the same way, whole; failures are told on standard error and counted.
    pub fn articles(&self, paths: Vec<PathBuf>) -> anyhow::Result<(Vec<Article<'static>>, u64)> {
        let source = self.source_of(paths)?;
        let options = source.options().clone();
        let (mut articles, mut failures) = (Vec::new(), 0);
        for piece in source {
            piece.articles(&options, |article| match article {
                Ok(article) => articles.push(article.into_owned()),
                Err(problem) => {
                    failures += 1;
                    complain(&problem.to_string());
                }
            });
        }
        Ok((articles, failures))
    }

    fn source_of(&self, paths: Vec<PathBuf>) -> anyhow::Result<Source> {
        let inputs = Inputs::new(&Selection { paths, globs: self.glob.clone() })?;
        Ok(Source::new(inputs, input::Options { format: self.input, ..Default::default() }))
    }

    /// How many threads work.
    pub fn threads(&self) -> usize {
        self.jobs.or_else(|| std::thread::available_parallelism().ok()).map_or(1, Into::into)
    }

    /// The lexicon to extract by.
    pub fn lexicon(&self) -> anyhow::Result<Lexicon> {
        Ok(Lexicon::builtin())
    }

    /// Runs `work` on every article and its quotes, all threads at once, and hands the results to `consume` in input
    /// order. Failures are told on standard error; returns how many there were.
    pub fn each<T: Send>(
        &self,
        work: impl Fn(&Article<'_>, &[Quote<'_>]) -> T + Sync,
        consume: impl FnMut(T) -> io::Result<()> + Send,
    ) -> anyhow::Result<u64> {
        let extractor = Extractor::new(self.lexicon()?);
        Ok(batch::each(self.source()?, self.threads(), &extractor, work, consume, complain)?)
    }
}
