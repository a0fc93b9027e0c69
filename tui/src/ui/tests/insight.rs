//! What the screen tells beyond the outputs: the variables, and what a compiler's error means.

use super::{desk::Desk, script::Answer};
use gradus_protocol::{CellError, CellId, Diagnostic, Name, NameKind, Output};

fn variable(name: &str, ty: &str, full: &str, size: u64, preview: Option<&str>) -> Name {
    Name {
        full_type: Some(full.into()),
        size: Some(size),
        preview: preview.map(str::to_owned),
        ..Name::new(name, NameKind::Variable, CellId::new("points"), ty)
    }
}

fn with_variables(width: u16, height: u16) -> Desk {
    let built = "(Linear<2, 16, f32, Cpu>, Tanh, Linear<16, 1, f32, Cpu>)";
    let variables = [
        variable(
            "x",
            "Tensor<4x2, f32>",
            "Tensor<Rank2<4, 2>, f32, Cpu>",
            32,
            Some("[0.0, 0.0, 0.0, 1.0, 1.0, 0.0, … 8]"),
        ),
        variable("model", built, built, 384, None),
        variable("standardised_flippers", "Vec<f32>", "Vec<f32>", 1_234_567, Some("[-1.4166, -1.0606, 0.5, … 308641]")),
        variable("名字", "String", "String", 6, Some("\"企鹅\"")),
        Name::new("slope", NameKind::Item, CellId::new("slope"), "fn"),
    ];
    let mut desk = Desk::new(width, height);
    desk.script.know(variables);
    desk = desk.open();
    desk.keys("v");
    desk
}

#[test]
fn the_variables_at_120_by_40() {
    let mut desk = with_variables(120, 40);
    insta::assert_snapshot!(desk.screen());
    desk.misses("Rank2<4, 2>");
    desk.keys("t");
    desk.sees("Tensor<Rank2<4, 2>, f32, Cpu>");
    desk.keys("t");
    desk.misses("Rank2<4, 2>");
    desk.keys("q");
    desk.misses("standardised_flippers");
}

#[test]
fn the_variables_at_80_by_24() {
    let mut desk = with_variables(80, 24);
    desk.keys("t");
    insta::assert_snapshot!(desk.screen());
}

#[test]
fn the_variables_at_40_by_24() {
    insta::assert_snapshot!(with_variables(40, 24).screen());
}

#[test]
fn without_variables_the_list_says_how_to_make_one() {
    let mut desk = Desk::new(80, 24).open();
    desk.keys("v");
    desk.sees("There are no variables yet");
}

fn with_error(width: u16, height: u16) -> Desk {
    let diagnostic = Diagnostic {
        code: Some("E0382".into()),
        message: "use of moved value: `x`".into(),
        rendered:
            "\u{1b}[1m\u{1b}[91merror[E0382]\u{1b}[0m: use of moved value: `x`\n --> points:2:9\n  |\n2 | let b = x;"
                .into(),
        place: None,
        advice: Some(
            "`x` (Tensor<4x2, f32>) went into `exp` on line 1 and is gone after it: write `x.clone()` there.".into(),
        ),
    };
    let error = Output::Error(CellError::Compile { diagnostics: vec![diagnostic] });
    let mut desk = Desk::new(width, height).answer("let b = x;", Answer::error(error)).open();
    desk.go_to("points");
    desk.write("let b = x;");
    desk.keys("r");
    desk.repaint();
    desk
}

#[test]
fn advice_stands_apart_under_the_compilers_words() {
    insta::assert_snapshot!(with_error(80, 24).screen());
    let narrow = with_error(40, 30);
    insta::assert_snapshot!(narrow.screen());
    assert_ne!(narrow.style_of("x.clone()"), narrow.style_of("is gone"), "code differs from the sentence around it");
}
