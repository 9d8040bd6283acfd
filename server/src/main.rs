//! The program.

fn main() -> std::process::ExitCode {
    farandole::cli::run()
}
