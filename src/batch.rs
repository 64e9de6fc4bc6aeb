//! Owns the running of many articles through many threads: work in any order, results in input order, memory bounded.
//!
//! There is neither a reader thread nor a writer thread. The workers take turns: each takes the next piece from the
//! source, works on it alone, and leaves its result; whoever leaves the one that is due hands over all that have
//! become due. One thread is thus the plain loop, and the output is the same for any number.

use crate::{
    Article, Extractor, Quote,
    input::{Body, Options, Piece, Problem, Source},
    output::{Renderer, Sink},
};
use std::{
    collections::BTreeMap,
    io,
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
};

/// How many finished results may wait for an earlier one, per thread.
const AHEAD: usize = 4;

/// Runs `work` on every item of `source` in `threads` threads and hands the results to `consume` in the items' order.
///
/// # Errors
/// The first that `consume` returns; nothing more is read then.
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
    }
    fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
        mutex.lock().unwrap_or_else(PoisonError::into_inner)
    }
    let inlet = Mutex::new(source.enumerate());
    let outlet = Mutex::new(Outlet { due: 0, waiting: BTreeMap::new(), consume, failure: None });
    let moved = Condvar::new();
    let worker = || {
        loop {
            let Some((number, item)) = lock(&inlet).next() else { return };
            let result = work(item);
            let mut outlet = lock(&outlet);
            while number > outlet.due + AHEAD * threads && outlet.failure.is_none() {
                outlet = moved.wait(outlet).unwrap_or_else(PoisonError::into_inner);
            }
            outlet.waiting.insert(number, result);
            let Outlet { due, waiting, consume, failure } = &mut *outlet;
            while let Some(result) = waiting.remove(due).filter(|_| failure.is_none()) {
                *due += 1;
                *failure = consume(result).err();
            }
            moved.notify_all();
            if failure.is_some() {
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
        quotes.retain(|quote| {
            let speaker = &quote.speaker;
            (self.kinds.is_empty() || self.kinds.contains(&quote.kind))
                && quote.confidence >= self.min_confidence
                && (self.speakers.is_empty()
                    || speaker.name.iter().chain(&speaker.aliases).any(|name| {
                        let name = name.to_lowercase();
                        self.speakers.iter().any(|wanted| name.contains(&wanted.to_lowercase()))
                    }))
        });
        if self.with_text {
            quotes.iter_mut().for_each(|quote| quote.doc.text = Some((&*article.text).into()));
        }
    }
}

/// What a run came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Articles read.
    pub articles: u64,
    /// Quotes written.
    pub quotes: u64,
    /// Inputs and records that failed.
    pub failures: u64,
}

/// What became of one piece.
struct Done {
    bytes: Vec<u8>,
    problems: Vec<Problem>,
    skipped: Option<String>,
    summary: Summary,
}

/// Extracts and renders everything `source` has, in `threads` threads; `report` is told of failures in input order.
///
/// # Errors
/// If the output cannot be written.
pub fn run(
    source: Source,
    threads: usize,
    extractor: &Extractor,
    filter: &Filter,
    renderer: &dyn Renderer,
    sink: &mut dyn Sink,
    mut report: impl FnMut(&str) + Send,
) -> io::Result<Summary> {
    let options: Options = source.options().clone();
    let mut total = Summary::default();
    let work = |piece: Piece| {
        let mut done = Done { bytes: Vec::new(), problems: Vec::new(), skipped: None, summary: Summary::default() };
        if let Body::Skipped(what) = &piece.body {
            done.skipped = Some(format!("{}: skipped, {what}", piece.path));
        }
        piece.articles(&options, |article| {
            let rendered = article.and_then(|article| {
                let mut quotes = extractor.extract(&article);
                filter.apply(&mut quotes, &article);
                done.summary.articles += 1;
                done.summary.quotes += quotes.len() as u64;
                renderer.article(&article, &quotes, &mut done.bytes).map_err(|e| Problem {
                    path: piece.path.clone(),
                    line: None,
                    message: format!("article {}: {e}", article.doc.id),
                })
            });
            done.problems.extend(rendered.err());
        });
        done.summary.failures = done.problems.len() as u64;
        done
    };
    ordered(source, threads, work, |done| {
        total.articles += done.summary.articles;
        total.quotes += done.summary.quotes;
        total.failures += done.summary.failures;
        done.problems.iter().for_each(|problem| report(&problem.to_string()));
        done.skipped.iter().for_each(|skipped| report(skipped));
        if done.bytes.is_empty() { Ok(()) } else { sink.block(&done.bytes) }
    })?;
    sink.finish()?;
    Ok(total)
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
        let mut results = Vec::new();
        piece.articles(&options, |article| {
            results.push(article.map(|article| work(&article, &extractor.extract(&article))));
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
