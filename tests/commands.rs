//! The command line as users see it, failures included, and every command that the documentation shows.
//!
//! `TRYCMD=overwrite cargo test --test commands` writes down what the commands say now; read the difference before
//! committing it.

#![cfg(all(feature = "cli", unix))]

#[test]
fn commands_say_what_is_written_down() {
    trycmd::TestCases::new().case("README.md").case("docs/*.md").case("tests/cmd/*.trycmd");
}
