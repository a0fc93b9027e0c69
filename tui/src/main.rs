//! The executable `gradus`. All of it is in the library, so that stories can start the same program under their own name.

fn main() -> std::process::ExitCode {
    gradus_tui::main()
}
