//! `kutip` reads Indonesian news articles and finds who said what: the exact words of every quote, direct or
//! paraphrased, with their offsets, the speaker resolved over the whole article, the cue, and the reason why.
//!
//! It is for programs that process articles by the thousand and for people who verify attributions. It knows no more
//! than its [lexicon], downloads nothing, and says null where an article leaves the speaker open.
//!
//! ```
//! use kutip::{Article, Extractor, Lexicon};
//!
//! let extractor = Extractor::new(Lexicon::builtin());
//! let article = Article::from_text(
//!     "Kepala Dinas Perhubungan Kota Merbau, Rahmat Hidayat, ST, mengatakan jalan itu ditutup sementara. \
//!      \"Warga kami minta bersabar,\" ujarnya.",
//! );
//! let quotes = extractor.extract(&article);
//! assert_eq!(quotes.len(), 2);
//! assert_eq!(quotes[0].text, "jalan itu ditutup sementara");
//! assert_eq!(quotes[1].text, "Warga kami minta bersabar,");
//! for quote in &quotes {
//!     assert_eq!(quote.speaker.name.as_deref(), Some("Rahmat Hidayat"));
//!     assert_eq!(quote.speaker.role.as_deref(), Some("Kepala Dinas Perhubungan Kota Merbau"));
//! }
//! ```
//!
//! The way of the data is [`text`] (tokens that carry their lexicon classes, sentences) → [`extract`] (marks, cues,
//! mentions, attribution, resolution, circumstances, confidence) → [`record`]. The command-line tool around it, with
//! its readers and writers, is behind the feature `cli`, which is on by default.
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
#[cfg(feature = "cli")]
mod guard;
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
