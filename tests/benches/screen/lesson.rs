//! A long lesson: prose, code, numbers, and an image in every tenth cell.

use std::fmt::Write as _;

/// Its title.
pub const TITLE: &str = "A long walk";

/// Every so many cells show an image.
const IMAGE: usize = 10;

/// The lesson's file.
pub fn text(cells: usize) -> String {
    let mut text = format!(
        "+++\nid = \"99-long\"\ntitle = \"{TITLE}\"\ntrack = \"foundations\"\nminutes = 1\n+++\n\n\
         Some words to begin with, and a formula: $y = w x + b$.\n\n```rust,setup\nuse gradus::prelude::*;\n```\n"
    );
    for cell in 1..=cells {
        let code = if cell % IMAGE == IMAGE / 2 {
            format!(
                "let points: Vec<(f32, f32)> = (0..50).map(|x| (x as f32, (x as f32 * {cell}.0).sin())).collect();\n\
                 Plot::new(\"Image {cell}\").x(\"x\").y(\"y\").line(\"sine\", &points)"
            )
        } else {
            format!("// Cell {cell}: what it is about.\nlet before = {};\nbefore + 1", cell - 1)
        };
        let code = if cell == cells { format!("{} + 1", cell - 1) } else { code };
        write!(
            text,
            "\n## Step {cell}\n\nA paragraph with **strong** words, `code`, and a list:\n\n- one point\n- another, with \
             $\\frac{{a}}{{b}}$\n\n```rust,cell,id=step-{cell}\n{code}\n```\n"
        )
        .unwrap();
    }
    text
}
