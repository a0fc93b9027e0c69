//! Looks at Gradus from outside, as a learner's terminal does.
//!
//! ```text
//! main.rs      gradus-under-test  the program, built beside the stories
//! pictured.rs  gradus-pictured   the program with a session that gives a picture
//! panics.rs    gradus-panics      the program that panics while its screen is up
//! terminal.rs  Terminal           a real pseudo-terminal, the keys pressed in it, the screen it shows
//! images.rs    Picture           pictures read back from the bytes of their protocols
//! svg.rs       draw               that screen as a picture; `examples/picture.rs` makes the README's
//! ../tests/    the stories: arrows, author, cli, bare, offline, sane, terminal
//! ```

#![allow(clippy::unwrap_used, reason = "a story may stop at the first surprise")]

pub mod images;
pub mod svg;
mod terminal;

pub use terminal::{Screen, Terminal};
