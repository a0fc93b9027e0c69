//! Embedded folders are read by a macro, which does not notice new files; cargo does.

fn main() {
    for path in
        ["Cargo.toml", "Cargo.lock", "lessons/content", "lessons/kit", "kernel/protocol", "kernel/words", "datasets"]
    {
        println!("cargo::rerun-if-changed=../{path}");
    }
    println!("cargo::rerun-if-changed=build.rs");
}
