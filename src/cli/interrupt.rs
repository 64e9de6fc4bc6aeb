//! Owns what an interrupt (SIGINT, SIGTERM, SIGHUP) does to a batch: what is being worked on is finished, nothing more
//! is read.

use std::{
    fmt,
    path::PathBuf,
    process,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

/// How long a batch may take to finish what it is working on; one that waits for input would wait for ever.
const PATIENCE: Duration = Duration::from_secs(3);

/// The exit status of a program that was interrupted.
pub(super) const STATUS: u8 = 130;

/// The error of a command that an interrupt has ended.
#[derive(Debug)]
pub(super) struct Interrupted;

impl fmt::Display for Interrupted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("interrupted")
    }
}

impl std::error::Error for Interrupted {}

/// Whether an interrupt has come.
#[derive(Debug, Clone, Default)]
pub(super) struct Interrupt {
    come: Arc<AtomicBool>,
    unfinished: Arc<Mutex<Option<PathBuf>>>,
}

impl Interrupt {
    /// Listens for interrupts from now on.
    ///
    /// # Errors
    /// If the system does not allow it.
    pub fn listen() -> anyhow::Result<Self> {
        let interrupt = Interrupt::default();
        let ours = interrupt.clone();
        ctrlc::set_handler(move || {
            let again = ours.come.swap(true, Ordering::SeqCst);
            if !again {
                thread::sleep(PATIENCE);
            }
            if let Some(file) = &*ours.unfinished.lock().unwrap_or_else(PoisonError::into_inner) {
                let _ = std::fs::remove_file(file);
            }
            process::exit(STATUS.into());
        })?;
        Ok(interrupt)
    }

    /// Whether one has come.
    pub fn has_come(&self) -> bool {
        self.come.load(Ordering::SeqCst)
    }

    /// Names a file that is to go if the program has to end at once.
    pub fn unfinished(&self, file: impl Into<Option<PathBuf>>) {
        *self.unfinished.lock().unwrap_or_else(PoisonError::into_inner) = file.into();
    }
}
