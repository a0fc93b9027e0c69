//! The program under test: the same as `gradus`, built beside the stories that drive it.

fn main() -> std::process::ExitCode {
    gradus_tui::main()
}
