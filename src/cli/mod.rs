//! Owns the command line: flags are parsed here, built into objects by one file per subcommand, and run.

mod check;
mod extract;
mod interrupt;
mod lexicon;
mod r#match;
mod progress;
mod reading;
mod schema;
mod score;
mod shell;
mod speakers;

use crate::{guard, terminal};
use clap::{Parser, Subcommand};
use std::{
    io::{self, Write},
    process::ExitCode,
};

/// Finds who said what in Indonesian articles.
#[derive(Debug, Parser)]
#[command(name = "kutip", version, args_conflicts_with_subcommands = true, max_term_width = 100, after_help = extract::EXAMPLES)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    extract: extract::Args,
}

#[derive(Debug, Subcommand)]
enum Command {
    Extract(extract::Args),
    Check(check::Args),
    Match(r#match::Args),
    Speakers(speakers::Args),
    Lexicon(lexicon::Args),
    Score(score::Args),
    Schema(schema::Args),
    Completions(shell::Completions),
    Man(shell::Man),
}

/// How a command ended, other than by an error that stops it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// All went well.
    Done,
    /// What the command looks for was found.
    Found,
    /// Some input failed; it has been told which.
    Failed,
}

/// Parses the command line, runs it, and says how it ended: 0 done, 1 found something, 2 usage or failed input.
pub fn run() -> ExitCode {
    guard::tell_once();
    let cli = Cli::parse();
    let outcome = match cli.command {
        None => cli.extract.run(),
        Some(Command::Extract(args)) => args.run(),
        Some(Command::Check(args)) => args.run(),
        Some(Command::Match(args)) => args.run(),
        Some(Command::Speakers(args)) => args.run(),
        Some(Command::Lexicon(args)) => args.run(),
        Some(Command::Score(args)) => args.run(),
        Some(Command::Schema(args)) => args.run(),
        Some(Command::Completions(args)) => args.run(),
        Some(Command::Man(args)) => args.run(),
    };
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Found) => ExitCode::from(1),
        Ok(Outcome::Failed) => ExitCode::from(2),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&format!("{error:#}"));
            ExitCode::from(if error.is::<interrupt::Interrupted>() { interrupt::STATUS } else { 2 })
        }
    }
}

/// Whether the reader of our output has gone, which is its right.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)
}

/// Tells the user on standard error; if that is closed there is nobody to tell.
fn complain(message: &str) {
    let _ = writeln!(io::stderr(), "kutip: {}", terminal::harmless(message));
}
