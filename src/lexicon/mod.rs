//! Owns the knowledge of Indonesian: TOML files compiled into one word table.

/// The compiled lexicon.
#[derive(Debug, Default)]
pub struct Lexicon {}

impl Lexicon {
    /// The lexicon that ships with the program.
    pub fn builtin() -> Self {
        Lexicon {}
    }
}
