//! Owns the running of many articles through many threads: work in any order, results in input order, memory bounded.
//!
//! There is neither a reader thread nor a writer thread. The workers take turns: each takes the next piece from the
//! source, works on it alone, and leaves its result; whoever leaves the one that is due hands over all that have
//! become due. One thread is thus the plain loop, and the output is the same for any number.

mod journal;

pub use journal::{Begun, Journal};

use crate::{
    Article, Extractor, Quote,
    extract::Room,
    guard::guarded,
    input::{Body, Options, Piece, Problem, Source},
    output::{Renderer, Sink},
};
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    fmt::Display,
    io,
    panic::{self, AssertUnwindSafe},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
};

/// How many finished results may wait for an earlier one, per thread.
const AHEAD: usize = 2;

/// Runs `work` on every item of `source` in `threads` threads and hands the results to `consume` in the items' order.
///
/// # Errors
/// The first that `consume` returns; nothing more is read then.
///
/// # Panics
/// If `work` does; nothing more is read then.
pub fn ordered<I, T, E>(
    source: I,
    threads: usize,
    work: impl Fn(I::Item) -> T + Sync,
    consume: impl FnMut(T) -> Result<(), E> + Send,
) -> Result<(), E>
where
    I: Iterator + Send,
    T: Send,
    E: Send,
{
    struct Outlet<T, C, E> {
        due: usize,
        waiting: BTreeMap<usize, T>,
        consume: C,
        failure: Option<E>,
        /// Whether a result will never come, because the work on it has panicked.
        lost: bool,
    }
    fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
        mutex.lock().unwrap_or_else(PoisonError::into_inner)
    }
    let inlet = Mutex::new(source.enumerate());
    let outlet = Mutex::new(Outlet { due: 0, waiting: BTreeMap::new(), consume, failure: None, lost: false });
    let moved = Condvar::new();
    let worker = || {
        loop {
            let Some((number, item)) = lock(&inlet).next() else { return };
            let result = panic::catch_unwind(AssertUnwindSafe(|| work(item)));
            let mut outlet = lock(&outlet);
            let result = result.unwrap_or_else(|panic| {
                outlet.lost = true;
                moved.notify_all();
                panic::resume_unwind(panic)
            });
            while number > outlet.due + AHEAD * threads && outlet.failure.is_none() && !outlet.lost {
                outlet = moved.wait(outlet).unwrap_or_else(PoisonError::into_inner);
            }
            outlet.waiting.insert(number, result);
            let Outlet { due, waiting, consume, failure, lost } = &mut *outlet;
            while let Some(result) = waiting.remove(due).filter(|_| failure.is_none()) {
                *due += 1;
                *failure = consume(result).err();
            }
            moved.notify_all();
            if failure.is_some() || *lost {
                return;
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(worker);
        }
        worker();
    });
    let outlet = outlet.into_inner().unwrap_or_else(PoisonError::into_inner);
    outlet.failure.map_or(Ok(()), Err)
}

/// Which quotes are wanted, and what of the article goes with them.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// The kinds wanted; all if empty.
    pub kinds: Vec<crate::record::Kind>,
    /// The least confidence wanted.
    pub min_confidence: f64,
    /// Wanted speakers: words that stand in the name or in an alias, whatever the case; all if empty.
    pub speakers: Vec<String>,
    /// Whether records carry the article's text.
    pub with_text: bool,
}

impl Filter {
    fn apply<'a>(&self, quotes: &mut Vec<Quote<'a>>, article: &'a Article<'_>) {
        let all = self.kinds.is_empty() && self.speakers.is_empty() && self.min_confidence <= 0.0;
        let wanted = |quote: &Quote<'_>| {
            let speaker = &quote.speaker;
            (self.kinds.is_empty() || self.kinds.contains(&quote.kind))
                && quote.confidence >= self.min_confidence
                && (self.speakers.is_empty()
                    || speaker.name.iter().chain(&speaker.aliases).any(|name| {
                        let name = name.to_lowercase();
                        self.speakers.iter().any(|wanted| name.contains(&wanted.to_lowercase()))
                    }))
        };
        if !all {
            quotes.retain(wanted);
        }
        if self.with_text {
            quotes.iter_mut().for_each(|quote| quote.doc.text = Some((&*article.text).into()));
        }
    }
}

/// What a run came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Articles read.
    pub articles: u64,
    /// Quotes written.
    pub quotes: u64,
    /// Inputs and records that failed.
    pub failures: u64,
    /// Those of them that stand as records in the output.
    pub recorded: u64,
}

/// A point that a run has come to: one more piece is done.
#[derive(Debug)]
pub struct Step<'s> {
    /// The input the piece was of.
    pub path: &'s str,
    /// How many records of the input are done.
    pub upto: u64,
    /// Whether the input is done.
    pub last: bool,
    /// What the user is to be told about the piece.
    pub messages: &'s [String],
    /// What the run has come to so far.
    pub summary: Summary,
}

/// What a run needs to know.
pub struct Job<'j> {
    /// How the inputs are read.
    pub options: &'j Options,
    /// How many threads work.
    pub threads: usize,
    /// What finds the quotes.
    pub extractor: &'j Extractor,
    /// Which of them are wanted.
    pub filter: &'j Filter,
    /// What turns them into bytes.
    pub renderer: &'j dyn Renderer,
    /// What an earlier run has come to that this one goes on with.
    pub begun: Summary,
}

/// What became of one piece.
struct Done {
    path: Arc<str>,
    upto: u64,
    last: bool,
    bytes: Vec<u8>,
    messages: Vec<String>,
    summary: Summary,
}

impl Job<'_> {
    /// Extracts and renders all `pieces` to `sink`, in input order, and tells `step` of every one that is done.
    ///
    /// # Errors
    /// If the output cannot be written, or what `step` returns.
    pub fn run(
        &self,
        pieces: impl Iterator<Item = Piece> + Send,
        sink: &mut dyn Sink,
        mut step: impl FnMut(&Step<'_>) -> io::Result<()> + Send,
    ) -> io::Result<Summary> {
        let mut total = self.begun;
        ordered(
            pieces,
            self.threads,
            |piece| self.piece(&piece),
            |done: Done| {
                if !done.bytes.is_empty() {
                    sink.block(&done.bytes)?;
                }
                total.articles += done.summary.articles;
                total.quotes += done.summary.quotes;
                total.failures += done.summary.failures;
                total.recorded += done.summary.recorded;
                let Done { path, upto, last, messages, .. } = done;
                step(&Step { path: &path, upto, last, messages: &messages, summary: total })
            },
        )?;
        Ok(total)
    }

    fn piece(&self, piece: &Piece) -> Done {
        let (mut messages, mut summary) = (Vec::new(), Summary::default());
        // records are usually somewhat longer than the articles
        let mut bytes = Vec::with_capacity(if let Body::Lines(_, lines) = &piece.body { 3 * lines.len() } else { 0 });
        let mut room = Room::default();
        if let Body::Skipped(what) = &piece.body {
            messages.push(format!("{}: skipped, {what}", piece.path));
        }
        piece.articles(self.options, |article| {
            let whole = bytes.len();
            let rendered = article.and_then(|article| {
                let rendered =
                    guarded(|| self.article(&article, &mut room, &mut bytes)).map_err(io::Error::other).flatten();
                rendered.map_err(|e| failed(&piece.path, &article, e))
            });
            match rendered {
                Ok(quotes) => {
                    summary.articles += 1;
                    summary.quotes += quotes;
                }
                Err(problem) => {
                    bytes.truncate(whole);
                    summary.failures += 1;
                    summary.recorded += u64::from(self.renderer.problem(&problem, &mut bytes));
                    messages.push(problem.to_string());
                }
            }
        });
        Done { path: piece.path.clone(), upto: piece.upto, last: piece.last, bytes, messages, summary }
    }

    /// Extracts and renders one article; says how many quotes of it are wanted.
    fn article(&self, article: &Article<'_>, room: &mut Room, bytes: &mut Vec<u8>) -> io::Result<u64> {
        let mut quotes = self.extractor.extract_in(room, article);
        self.filter.apply(&mut quotes, article);
        self.renderer.article(article, &quotes, bytes)?;
        Ok(quotes.len() as u64)
    }
}

/// What is told of an article that was read and could not be worked on.
fn failed(path: &Arc<str>, article: &Article<'_>, what: impl Display) -> Problem {
    Problem { path: Arc::clone(path), line: None, message: format!("article {}: {what}", article.doc.id) }
}

/// Runs `work` on every article `source` has and its quotes, in `threads` threads, and hands the results to `consume` in
/// input order; `report` is told of failures. Returns how many there were.
///
/// # Errors
/// The first that `consume` returns; nothing more is read then.
pub fn each<T: Send, E: Send>(
    source: Source,
    threads: usize,
    extractor: &Extractor,
    work: impl Fn(&Article<'_>, &[Quote<'_>]) -> T + Sync,
    mut consume: impl FnMut(T) -> Result<(), E> + Send,
    mut report: impl FnMut(&str) + Send,
) -> Result<u64, E> {
    let options: Options = source.options().clone();
    let mut failures = 0;
    let read = |piece: Piece| {
        let (mut results, mut room) = (Vec::new(), Room::default());
        piece.articles(&options, |article| {
            results.push(article.and_then(|article| {
                let result = guarded(|| work(&article, &extractor.extract_in(&mut room, &article)));
                result.map_err(|message| failed(&piece.path, &article, message))
            }));
        });
        results
    };
    ordered(source, threads, read, |results| {
        for result in results {
            match result {
                Ok(result) => consume(result)?,
                Err(problem) => {
                    failures += 1;
                    report(&problem.to_string());
                }
            }
        }
        Ok(())
    })?;
    Ok(failures)
}

#[cfg(test)]
mod tests {
    use super::ordered;
    use std::panic;

    #[test]
    fn a_panic_at_work_ends_all_threads() {
        for threads in [1, 4] {
            let mut done = Vec::new();
            let work = |number| if number == 30 { panic!("at {number}") } else { number };
            let consume = |number| {
                done.push(number);
                Ok::<_, ()>(())
            };
            panic::catch_unwind(panic::AssertUnwindSafe(|| ordered(0..1000, threads, work, consume))).unwrap_err();
            assert!(done.len() <= 30 && done.iter().copied().eq(0..done.len()), "{done:?}");
        }
    }
}
