//! The command-line tool: everything it does is in `kutip::cli`.

/// Records are many small texts; measured, this takes about a twelfth less time than the system's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    kutip::cli::run()
}
