//! Owns `kutip extract`, the command that runs when none is named.

use super::{
    Outcome, complain,
    interrupt::{Interrupt, Interrupted},
    progress::Progress,
    reading::Reading,
};
use crate::{
    Extractor,
    batch::{Begun, Filter, Job, Journal, Step, Summary},
    output::{self, Format, Looks, Renderer, Sink},
    record::Kind,
    terminal,
};
use anyhow::{Context, bail, ensure};
use std::{
    fs::{self, OpenOptions},
    io::{self, IsTerminal},
    path::{Path, PathBuf},
};

/// Shown below the help of the command, and of the program.
pub(super) const EXAMPLES: &str = "\
Examples:
  kutip article.txt | jq -r '[.speaker.name, .text] | @tsv'  who said what, as two columns
  kutip -f text article.html                                 the same for reading
  kutip scraped.jsonl.gz --keep outlet -o quotes.jsonl       a stream, with a field carried along
  kutip --resume -o quotes.jsonl crawl/                      a folder, to go on with after a break
  kutip table.csv --text-field isi --kind direct -f csv      from table to table, direct alone
  find . -name '*.txt' -print0 | kutip --files-from - -0     the files that another program lists

Inputs are known by their content: text, Markdown, web pages, JSON Lines, JSON arrays, CSV, TSV,
crawl archives (WARC), also inside gzip, zstd and zip.

Exit status: 0 done; 1 nothing found, with --fail-empty; 2 an input failed, the rest is done.";

/// Write one record per quote (the default command).
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(flatten)]
    reading: Reading,

    /// The format of the output
    #[arg(short, long, value_enum, default_value = "jsonl", help_heading = "Output")]
    format: Format,

    /// Write to FILE instead of standard output; it appears when it is complete
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    output: Option<PathBuf>,

    /// Go on with the batch that writes FILE, if it was broken off; what is done is not done again
    #[arg(long, requires = "output", help_heading = "Batch")]
    resume: bool,

    /// Only quotes of these kinds
    #[arg(long, value_name = "KIND,…", value_enum, value_delimiter = ',', help_heading = "Output")]
    kind: Vec<Kind>,

    /// Only quotes with at least this confidence, 0 to 1
    #[arg(long, value_name = "P", default_value_t = 0.0, value_parser = probability, help_heading = "Output")]
    min_confidence: f64,

    /// Only quotes of speakers whose name, or another form of it, contains NAME
    #[arg(long, value_name = "NAME", help_heading = "Output")]
    speaker: Vec<String>,

    /// Show each quote in its place in the text, with the reasons for what its record says, instead of records
    #[arg(long, conflicts_with_all = ["format", "with_text", "errors", "resume"], help_heading = "Output")]
    explain: bool,

    /// Put the article's text into every record, as doc.text
    #[arg(long, help_heading = "Output")]
    with_text: bool,

    /// Where failures are told; with json they are also records of the output, and no reason for exit status 2
    #[arg(long, value_enum, default_value = "text", value_name = "FORM", help_heading = "Output")]
    errors: Errors,

    /// Exit with status 1 when no quote was written
    #[arg(long, help_heading = "Output")]
    fail_empty: bool,

    /// No progress bar, no summary
    #[arg(short, long, help_heading = "Batch")]
    quiet: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Errors {
    /// On standard error
    Text,
    /// There, and as records {"schema", "doc", "error", "line"} among the others
    Json,
}

impl Args {
    pub fn run(self) -> anyhow::Result<Outcome> {
        let in_records = self.errors == Errors::Json;
        ensure!(
            !in_records || matches!(self.format, Format::Jsonl | Format::Json),
            "--errors json needs -f jsonl or json"
        );
        ensure!(!self.resume || self.format.is_lines(), "--resume needs a format of lines: jsonl, csv or tsv");
        let run = Run { interrupt: Interrupt::listen()?, args: &self };
        let summary = match &self.output {
            Some(folder) if self.format == Format::Brat => run.to_sink(&mut *output::brat_folder(folder)?)?,
            None if self.format == Format::Brat => bail!("-f brat writes many files; name a folder for them with -o"),
            Some(file) if self.resume => match run.resumed(file)? {
                Some(summary) => summary,
                None => return Ok(Outcome::Done),
            },
            Some(file) => run.to_file(file)?,
            None => run.to_sink(&mut *self.format.sink(io::stdout(), false)?)?,
        };
        Ok(match summary {
            _ if summary.failures > summary.recorded => Outcome::Failed,
            _ if self.fail_empty && summary.quotes == 0 => Outcome::Found,
            _ => Outcome::Done,
        })
    }

    fn filter(&self) -> Filter {
        Filter {
            kinds: self.kind.clone(),
            min_confidence: self.min_confidence,
            speakers: self.speaker.clone(),
            with_text: self.with_text,
        }
    }
}

/// One run of the command.
struct Run<'a> {
    args: &'a Args,
    interrupt: Interrupt,
}

impl Run<'_> {
    /// Writes to a file that takes the place of `target` when all is done; what is no regular file is written to.
    fn to_file(&self, target: &Path) -> anyhow::Result<Summary> {
        let name = || format!("{}: cannot be written", target.display());
        if fs::metadata(target).is_ok_and(|known| !known.is_file()) {
            let mut file = OpenOptions::new().write(true).open(target).with_context(name)?;
            return self.to_sink(&mut *self.args.format.sink(&mut file, false)?);
        }
        let target = fs::canonicalize(target).unwrap_or_else(|_| target.to_owned());
        let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut builder = tempfile::Builder::new();
        builder.prefix(".kutip-");
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let mut file = builder.tempfile_in(folder).with_context(name)?;
        self.interrupt.unfinished(file.path().to_owned());
        let summary = self.to_sink(&mut *self.args.format.sink(&mut file, false)?)?;
        self.interrupt.unfinished(None);
        file.persist(&target).map_err(|e| e.error).with_context(name)?;
        Ok(summary)
    }

    /// Goes on with the batch that becomes `target`, unless that is complete.
    fn resumed(&self, target: &Path) -> anyhow::Result<Option<Summary>> {
        let options = format!(
            "kutip {}: {:?}",
            env!("CARGO_PKG_VERSION"),
            (self.args.format, self.args.errors, self.args.filter(), self.args.reading.shape()?)
        );
        let Some((mut journal, mut file, begun)) = Journal::open(target, &options)? else {
            complain(&format!("{} is complete; delete it to begin anew", target.display()));
            return Ok(None);
        };
        let mut sink = self.args.format.sink(&mut file, begun.written > 0)?;
        let summary = self.go(begun, &mut *sink, |step| journal.note(step))?;
        drop(sink);
        journal.finish().with_context(|| format!("{}: cannot be written", target.display()))?;
        Ok(Some(summary))
    }

    fn to_sink(&self, sink: &mut dyn Sink) -> anyhow::Result<Summary> {
        self.go(Begun::default(), sink, |_| Ok(()))
    }

    /// Runs the batch from where it is; `note` is told of every piece that is done.
    fn go(
        &self,
        begun: Begun,
        sink: &mut dyn Sink,
        mut note: impl FnMut(&Step<'_>) -> io::Result<()> + Send,
    ) -> anyhow::Result<Summary> {
        let Args { reading, quiet, .. } = self.args;
        let source = reading.source()?.after(begun.reached);
        let shown = self.args.output.is_none() && io::stdout().is_terminal();
        let progress = Progress::new(|| reading.size(), source.read(), shown, *quiet);
        let options = source.options().clone();
        let looks = Looks {
            styled: self.args.output.is_none() && terminal::shows_colours(),
            errors: self.args.errors == Errors::Json,
        };
        let extractor = Extractor::new(reading.lexicon()?);
        let renderer: Box<dyn Renderer + '_> = if self.args.explain {
            Box::new(output::Explained { lexicon: extractor.lexicon(), width: terminal::width(), styled: looks.styled })
        } else {
            self.args.format.renderer(looks)
        };
        let job = Job {
            options: &options,
            threads: reading.threads(),
            extractor: &extractor,
            filter: &self.args.filter(),
            renderer: &*renderer,
            begun: begun.summary,
        };
        let pieces = source.take_while(|_| !self.interrupt.has_come());
        let result = job.run(pieces, sink, |step| {
            note(step)?;
            progress.step(step);
            Ok(())
        });
        let result = result
            .and_then(|summary| if self.interrupt.has_come() { Ok(summary) } else { sink.finish().map(|()| summary) });
        progress.finish(*result.as_ref().unwrap_or(&Summary::default()));
        ensure!(!self.interrupt.has_come(), Interrupted);
        result.with_context(|| match &self.args.output {
            Some(file) => format!("{}: cannot be written", file.display()),
            None => "standard output: cannot be written".to_owned(),
        })
    }
}

fn probability(text: &str) -> Result<f64, String> {
    text.parse().ok().filter(|p| (0.0..=1.0).contains(p)).ok_or_else(|| "not a number from 0 to 1".to_owned())
}
