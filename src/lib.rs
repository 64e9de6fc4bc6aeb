//! `kutip` reads Indonesian news articles and finds who said what.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod article;
#[cfg(feature = "cli")]
pub mod batch;
#[cfg(feature = "cli")]
pub mod check;
#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "cli")]
pub mod compare;
pub mod examples;
pub mod extract;
#[cfg(all(test, feature = "cli"))]
mod handmade;
#[cfg(feature = "cli")]
pub mod input;
pub mod lexicon;
#[cfg(feature = "cli")]
pub mod output;
pub mod record;
pub mod score;
#[cfg(feature = "cli")]
mod snippet;
#[cfg(feature = "cli")]
pub mod speakers;
#[cfg(feature = "cli")]
pub mod terminal;
pub mod text;

pub use article::Article;
pub use extract::Extractor;
pub use lexicon::Lexicon;
pub use record::Quote;
