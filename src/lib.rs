//! `kutip` reads Indonesian news articles and finds who said what.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod article;
pub mod extract;
pub mod lexicon;
pub mod record;

pub use article::Article;
pub use extract::Extractor;
pub use lexicon::Lexicon;
pub use record::Quote;
