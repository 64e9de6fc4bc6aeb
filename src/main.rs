//! The command-line tool: everything it does is in `kutip::cli`.

fn main() -> std::process::ExitCode {
    kutip::cli::run()
}
