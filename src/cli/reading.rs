//! Owns the flags of every command that reads articles, and the reading itself.

use super::complain;
use crate::{
    Article, Extractor, Lexicon, Quote, batch,
    input::{self, Fields, Inputs, Selection, Source},
};
use anyhow::Context;
use encoding_rs::Encoding;
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

    /// The encoding of the inputs, such as windows-1252, instead of what they declare or look like
    #[arg(long, value_name = "NAME", value_parser = encoding, help_heading = "Input")]
    encoding: Option<&'static Encoding>,

    /// Read only the files of folders that match (as in .gitignore; ! leaves out)
    #[arg(long, value_name = "PATTERN", help_heading = "Input")]
    glob: Vec<String>,

    /// Read also the paths that FILE lists, one a line (- is standard input)
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    files_from: Option<PathBuf>,

    /// The paths of --files-from end with a zero byte, as find -print0 writes them
    #[arg(short = '0', long, requires = "files_from", help_heading = "Input")]
    null: bool,

    /// The field or column with the article's text; of several names the first that is there
    #[arg(long, value_name = "NAME,…", value_delimiter = ',', help_heading = "Fields of JSON and tables")]
    text_field: Vec<String>,

    /// The field or column with the article's id
    #[arg(long, value_name = "NAME,…", value_delimiter = ',', help_heading = "Fields of JSON and tables")]
    id_field: Vec<String>,

    /// The field or column with its title
    #[arg(long, value_name = "NAME,…", value_delimiter = ',', help_heading = "Fields of JSON and tables")]
    title_field: Vec<String>,

    /// The field or column with its address
    #[arg(long, value_name = "NAME,…", value_delimiter = ',', help_heading = "Fields of JSON and tables")]
    url_field: Vec<String>,

    /// The field or column with its date
    #[arg(long, value_name = "NAME,…", value_delimiter = ',', help_heading = "Fields of JSON and tables")]
    date_field: Vec<String>,

    /// The field or column with its author
    #[arg(long, value_name = "NAME,…", value_delimiter = ',', help_heading = "Fields of JSON and tables")]
    author_field: Vec<String>,

    /// Fields or columns to carry through to doc.extra of every record
    #[arg(long, value_name = "NAME,…", value_delimiter = ',', help_heading = "Fields of JSON and tables")]
    keep: Vec<String>,

    /// The most bytes that one article may have after decompression
    #[arg(long, value_name = "BYTES", default_value_t = input::MAX_ARTICLE_BYTES, help_heading = "Input")]
    max_article_bytes: usize,

    /// A lexicon file of your own to merge over the built-in one (repeatable; see kutip lexicon)
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    lexicon: Vec<PathBuf>,

    /// How many threads work (all processors by default); the output does not depend on it
    #[arg(short, long, value_name = "N", help_heading = "Batch")]
    jobs: Option<std::num::NonZero<usize>>,
}

impl Reading {
    /// The articles of the paths given.
    pub fn source(&self) -> anyhow::Result<Source> {
        Ok(Source::new(Inputs::new(&self.selection())?, self.options()))
    }

    /// How many bytes they have, if that can be known beforehand.
    pub fn size(&self) -> Option<u64> {
        let read_once = self.files_from.as_ref().is_some_and(|list| !list.is_file());
        if read_once { None } else { Inputs::new(&self.selection()).ok()?.size() }
    }

    fn selection(&self) -> Selection {
        let nothing_named = self.paths.is_empty() && self.files_from.is_none();
        Selection {
            paths: if nothing_named { vec![PathBuf::from("-")] } else { self.paths.clone() },
            files_from: self.files_from.clone(),
            zero_separated: self.null,
            globs: self.glob.clone(),
        }
    }

    /// The same, with a further field or column carried through to `doc.extra`.
    pub fn keeping(mut self, field: &str) -> Self {
        self.keep.push(field.to_owned());
        self
    }

    /// The articles of other paths, read in the same way, whole; failures are told on standard error and counted.
    pub fn articles(&self, paths: Vec<PathBuf>) -> anyhow::Result<(Vec<Article<'static>>, u64)> {
        let options = self.options();
        let inputs = Inputs::new(&Selection { paths, globs: self.glob.clone(), ..Selection::default() })?;
        let source = Source::new(inputs, options.clone());
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

    /// How the inputs are to be read.
    pub fn options(&self) -> input::Options {
        let known = Fields::default();
        let named = |given: &Vec<String>, known: Vec<String>| if given.is_empty() { known } else { given.clone() };
        let fields = Fields {
            text: named(&self.text_field, known.text),
            id: named(&self.id_field, known.id),
            title: named(&self.title_field, known.title),
            url: named(&self.url_field, known.url),
            date: named(&self.date_field, known.date),
            author: named(&self.author_field, known.author),
            keep: self.keep.clone(),
        };
        let max_article_bytes = self.max_article_bytes;
        input::Options { format: self.input, encoding: self.encoding, fields, max_article_bytes }
    }

    /// All that shapes what is made of an input, to be compared with that of an earlier run.
    pub fn shape(&self) -> anyhow::Result<impl std::fmt::Debug + use<>> {
        Ok((self.options(), super::lexicon::read(&self.lexicon)?))
    }

    /// How many threads work.
    pub fn threads(&self) -> usize {
        self.jobs.or_else(|| std::thread::available_parallelism().ok()).map_or(1, Into::into)
    }

    /// The lexicon to extract by.
    pub fn lexicon(&self) -> anyhow::Result<Lexicon> {
        if self.lexicon.is_empty() {
            return Ok(Lexicon::builtin());
        }
        let texts = super::lexicon::read(&self.lexicon)?;
        for (path, text) in self.lexicon.iter().zip(&texts) {
            Lexicon::parse(text).with_context(|| format!("the lexicon {}", path.display()))?;
        }
        Ok(Lexicon::merged(&texts.iter().map(String::as_str).collect::<Vec<_>>())?)
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

fn encoding(name: &str) -> Result<&'static Encoding, String> {
    Encoding::for_label(name.as_bytes()).ok_or_else(|| "no encoding of that name (try windows-1252)".to_owned())
}
