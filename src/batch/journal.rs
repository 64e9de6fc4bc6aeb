//! Owns batches that can be broken off at any point and gone on with.
//!
//! The output grows in `FILE.part`. Beside it, `FILE.part.log` says after each piece of input how far the input and
//! the output have come, so that going on is: cut the output to the last such point, pass over the inputs that are
//! done, go on behind the records that are done in the one that was being read. When all is done `FILE.part` becomes
//! `FILE`.

use super::{Step, Summary};
use crate::input::Reached;
use anyhow::{Context, bail, ensure};
use serde::{Deserialize, Serialize};
use std::{
    ffi::OsString,
    fs::{self, File, OpenOptions},
    io::{self, BufRead, BufReader, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

/// How often the output is made to reach the disk itself.
const SYNC: Duration = Duration::from_secs(5);

/// The log of a batch that is being written.
pub struct Journal {
    target: PathBuf,
    /// Shares its position with the handle that the output is written to.
    part: File,
    log: File,
    synced: Instant,
}

/// Where a batch goes on.
#[derive(Debug, Default)]
pub struct Begun {
    /// How far the inputs have been read.
    pub reached: Reached,
    /// What the batch has come to so far.
    pub summary: Summary,
    /// How many bytes of output are valid.
    pub written: u64,
}

/// The state after one piece.
#[derive(Serialize, Deserialize)]
struct Entry {
    path: String,
    upto: u64,
    last: bool,
    written: u64,
    summary: Summary,
}

impl Journal {
    /// Opens or begins the batch that becomes `target`; `options` describes all that shapes the output. Gives the
    /// journal, the file to write to and where to go on, or nothing if `target` is there and no batch is under way.
    ///
    /// # Errors
    /// If a file cannot be opened, another process works on the same batch, or it was begun with other options.
    pub fn open(target: &Path, options: &str) -> anyhow::Result<Option<(Journal, File, Begun)>> {
        let (part_path, log_path) = (beside(target, ".part"), beside(target, ".part.log"));
        let begun_before = part_path.exists();
        if !begun_before && target.exists() {
            return Ok(None);
        }
        let open = |path: &Path| {
            let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path);
            file.with_context(|| format!("{}: cannot be opened", path.display()))
        };
        let mut log = open(&log_path)?;
        if log.try_lock().is_err() {
            bail!("{}: another process is working on this batch", target.display());
        }
        if !begun_before {
            // before there is anything to go on with, so that what is there always has its log
            log.set_len(0)?;
            writeln!(log, "{}", serde_json::to_string(options)?)?;
        }
        let mut part = open(&part_path)?;
        let begun = if begun_before {
            let begun = Begun::read(&mut log, options, part.metadata()?.len());
            begun.with_context(|| format!("{} cannot be gone on with", part_path.display()))?
        } else {
            Begun::default()
        };
        part.set_len(begun.written)?;
        part.seek(SeekFrom::End(0))?;
        let output = part.try_clone()?;
        Ok(Some((Journal { target: target.to_owned(), part, log, synced: Instant::now() }, output, begun)))
    }

    /// Writes down that all output up to `step` stands in the file.
    ///
    /// # Errors
    /// If the log cannot be written.
    pub fn note(&mut self, step: &Step<'_>) -> io::Result<()> {
        let written = self.part.stream_position()?;
        if self.synced.elapsed() > SYNC {
            self.part.sync_data()?;
            self.synced = Instant::now();
        }
        let path = step.path.to_owned();
        let entry = Entry { path, upto: step.upto, last: step.last, written, summary: step.summary };
        let mut line = serde_json::to_vec(&entry)?;
        line.push(b'\n');
        self.log.write_all(&line)
    }

    /// Makes the output the file it was meant to be.
    ///
    /// # Errors
    /// If that fails; the batch can then be gone on with.
    pub fn finish(self) -> io::Result<()> {
        self.part.sync_all()?;
        fs::rename(beside(&self.target, ".part"), &self.target)?;
        fs::remove_file(beside(&self.target, ".part.log"))
    }
}

impl Begun {
    /// Reads the log up to its last whole entry for which there is output, and cuts it there.
    fn read(log: &mut File, options: &str, available: u64) -> anyhow::Result<Self> {
        let mut reader = BufReader::new(&*log);
        let mut line = String::new();
        let mut valid = reader.read_line(&mut line)? as u64;
        let before: Option<String> = serde_json::from_str(&line).ok();
        ensure!(before.is_some(), "its log is missing; delete it to begin anew");
        ensure!(
            before.as_deref() == Some(options),
            "it was begun with other options or another version; use those, or delete it to begin anew"
        );
        let mut begun = Begun::default();
        loop {
            line.clear();
            let length = reader.read_line(&mut line).unwrap_or(0) as u64;
            let entry = serde_json::from_str(&line).ok().filter(|_| line.ends_with('\n'));
            let Some(Entry { path, upto, last, written, summary }) = entry.filter(|e: &Entry| e.written <= available)
            else {
                break;
            };
            valid += length;
            begun.written = written;
            begun.summary = summary;
            begun.reached.current = if last {
                *begun.reached.finished.entry(path).or_default() += 1;
                None
            } else {
                Some((path, upto))
            };
        }
        log.set_len(valid)?;
        log.seek(SeekFrom::End(0))?;
        Ok(begun)
    }
}

fn beside(target: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(target);
    name.push(suffix);
    name.into()
}
