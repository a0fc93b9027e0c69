use crate::prelude::*;

fn text(plot: &Plot) -> String {
    plot.bundle().text("text/plain").unwrap().to_owned()
}

fn sine() -> Plot {
    Plot::new("A sine").x("x").y("sin x").function("sin", 0.0..6.3, f32::sin)
}

#[test]
fn a_line_looks_like_this() {
    println!("{}", text(&sine()));
}
