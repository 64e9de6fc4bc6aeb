//! Owns what is shown while a batch runs: a bar on a terminal, the failures, and a line at the end.

use super::complain;
use crate::batch::{Step, Summary};
use indicatif::{HumanCount, HumanDuration, ProgressBar, ProgressStyle};
use std::{
    io::IsTerminal,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

/// What a batch tells the user.
pub(super) struct Progress {
    bar: ProgressBar,
    read: Arc<AtomicU64>,
    quiet: bool,
}

impl Progress {
    /// A bar over `size` bytes, of which `read` counts those done, if standard error is a terminal and is to be used,
    /// and no records are `shown` there at the same time.
    pub fn new(size: impl FnOnce() -> Option<u64>, read: Arc<AtomicU64>, shown: bool, quiet: bool) -> Self {
        let bar = match quiet || shown || !std::io::stderr().is_terminal() {
            true => ProgressBar::hidden(),
            false => size().map_or_else(ProgressBar::no_length, ProgressBar::new),
        };
        let template = match bar.length() {
            Some(_) => "{bar:30} {percent}% of {total_bytes}, {bytes_per_sec}, {eta} left, {msg}",
            None => "{spinner} {bytes}, {bytes_per_sec}, {msg}",
        };
        let bar = match ProgressStyle::with_template(template) {
            Ok(style) => bar.with_style(style),
            Err(_) => bar,
        };
        Progress { bar, read, quiet }
    }

    /// Shows that one more piece is done.
    pub fn step(&self, step: &Step<'_>) {
        for message in step.messages {
            self.bar.suspend(|| complain(message));
        }
        if !self.bar.is_hidden() {
            self.bar.set_position(self.read.load(Ordering::Relaxed));
            self.bar.set_message(counts(step.summary));
        }
    }

    /// Says what the batch came to: on a terminal, and where some of several inputs failed.
    pub fn finish(&self, summary: Summary) {
        let elapsed = HumanDuration(self.bar.elapsed());
        self.bar.finish_and_clear();
        let several = summary.articles + summary.failures > 1;
        match std::io::stderr().is_terminal() {
            _ if self.quiet => {}
            true => complain(&format!("{} in {elapsed}", counts(summary))),
            false if several && summary.failures > 0 => complain(&counts(summary)),
            false => {}
        }
    }
}

fn counts(summary: Summary) -> String {
    let count = |number: u64, one: &str| format!("{} {one}{}", HumanCount(number), if number == 1 { "" } else { "s" });
    let failures = match summary.failures {
        0 => String::new(),
        failures => format!(", {} failed", HumanCount(failures)),
    };
    format!("{}, {}{failures}", count(summary.articles, "article"), count(summary.quotes, "quote"))
}
