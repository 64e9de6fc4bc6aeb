//! Owns `kutip completions` and `kutip man`: what a package of the program installs beside it.

use super::{Cli, Outcome};
use anyhow::Context;
use clap::CommandFactory;
use std::io::{self, Write};
use std::path::PathBuf;

/// Print the completions for a shell
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    kutip completions bash > ~/.local/share/bash-completion/completions/kutip\n  \
    kutip completions zsh > ~/.zfunc/_kutip\n  \
    kutip completions fish > ~/.config/fish/completions/kutip.fish\n  \
    kutip completions powershell >> $PROFILE")]
pub(super) struct Completions {
    /// The shell
    shell: clap_complete::Shell,
}

impl Completions {
    pub fn run(self) -> anyhow::Result<Outcome> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "kutip", &mut script);
        io::stdout().write_all(&script)?;
        Ok(Outcome::Done)
    }
}

/// Print the man page, or write one for each command
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  kutip man | man -l -\n  kutip man --dir ~/.local/share/man/man1")]
pub(super) struct Man {
    /// Write kutip.1, kutip-match.1 and so on into this folder
    #[arg(long, value_name = "FOLDER")]
    dir: Option<PathBuf>,
}

impl Man {
    pub fn run(self) -> anyhow::Result<Outcome> {
        match self.dir {
            Some(dir) => std::fs::create_dir_all(&dir)
                .and_then(|()| clap_mangen::generate_to(Cli::command(), &dir))
                .with_context(|| format!("cannot write man pages into {}", dir.display()))?,
            None => clap_mangen::Man::new(Cli::command()).render(&mut io::stdout())?,
        }
        Ok(Outcome::Done)
    }
}
