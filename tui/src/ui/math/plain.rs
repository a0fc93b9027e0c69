//! Formulas in ASCII, as one would type them into a mail: `w_new = w - r * slope`, `sum_(i=1)^n x_i`, `a/(b + 1)`.

use super::symbol::symbol;
use rust_latex_parser::{AccentKind, EqNode, parse_equation};

/// A formula as one row of ASCII; other scripts stay as they are.
pub fn plain(tex: &str) -> String {
    let mut row = Row::default();
    row.node(&parse_equation(tex.trim()));
    row.text.trim().to_owned()
}

/// The points of `\quad`, the narrowest of the wide spaces.
const QUAD: f32 = 18.0;

/// What stands between two formulas on one row.
pub const GAP: &str = "    ";

#[derive(Default)]
struct Row {
    text: String,
    /// The last thing was a name: what follows it needs a space, unless it is a sign.
    name: bool,
    /// The last thing was a sign that belongs to what follows.
    sign: bool,
}

impl Row {
    fn node(&mut self, node: &EqNode) {
        match node {
            EqNode::Text(text) => text.chars().for_each(|c| self.char(c)),
            EqNode::TextBlock(text) => self.words(text),
            EqNode::Space(points) if *points >= QUAD => {
                self.text.truncate(self.text.trim_end().len());
                self.text.push_str(GAP);
            }
            EqNode::Space(points) if *points < 3.0 => {}
            EqNode::Space(_) => self.space(),
            EqNode::Seq(nodes) => nodes.iter().for_each(|node| self.node(node)),
            EqNode::Sup(base, above) => self.scripts(base, None, Some(above)),
            EqNode::Sub(base, below) => self.scripts(base, Some(below), None),
            EqNode::SupSub(base, above, below) => self.scripts(base, Some(below), Some(above)),
            EqNode::Frac(above, below) => match of(above) {
                // `a / b` in the source: the parser takes the space for what is divided.
                above if above.is_empty() => {
                    self.spaced("/");
                    self.solid(&bracketed(&of(below)));
                }
                above => self.solid(&format!("{}/{}", bracketed(&above), bracketed(&of(below)))),
            },
            EqNode::Sqrt(inside) => self.named(&format!("sqrt({})", of(inside))),
            EqNode::BigOp { symbol, lower, upper } => {
                self.node(&EqNode::Text(symbol.clone()));
                self.limits(lower.as_deref(), upper.as_deref());
            }
            EqNode::Limit { name, lower } => {
                self.named(name);
                self.limits(lower.as_deref(), None);
            }
            EqNode::Accent(base, kind) => self.solid(&format!("{}{}", of(base), accent(*kind))),
            EqNode::MathFont { content, .. } | EqNode::Brace { content, .. } => self.node(content),
            EqNode::StackRel { base, .. } => self.node(base),
            EqNode::Delimited { left, right, content } => {
                // A dot stands for no bracket.
                let bracket = |side: &str| if side == "." { String::new() } else { side.to_owned() };
                self.solid(&format!("{}{}{}", bracket(left), of(content), bracket(right)));
            }
            EqNode::Binom(above, below) => self.named(&format!("binom({}, {})", of(above), of(below))),
            EqNode::Matrix { rows, .. } => {
                let rows: Vec<String> = rows.iter().map(|row| list(row.iter())).collect();
                self.solid(&format!("[{}]", rows.join("; ")));
            }
            EqNode::Cases { rows } => {
                let rows: Vec<String> =
                    rows.iter().map(|(value, when)| list([Some(value), when.as_ref()].into_iter().flatten())).collect();
                self.solid(&format!("{{ {} }}", rows.join("; ")));
            }
        }
    }

    fn char(&mut self, c: char) {
        match c {
            ' ' => self.space(),
            '-' | '−' => {
                let before = self.text.trim_end().chars().next_back();
                self.sign = before.is_none_or(|before| "([{,=*/<>".contains(before));
                self.text.push('-');
                self.name = false;
            }
            c => match symbol(c) {
                Some(word) if word.starts_with(|c: char| c.is_ascii_alphabetic()) => self.named(word),
                Some(sign) => self.spaced(sign),
                None => self.solid(c.encode_utf8(&mut [0; 4])),
            },
        }
    }

    fn space(&mut self) {
        if !self.sign && !self.text.is_empty() && !self.text.ends_with([' ', '(', '[']) {
            self.text.push(' ');
        }
        self.name = false;
    }

    /// Something that joins what stands before it.
    fn solid(&mut self, text: &str) {
        if self.name && text.starts_with(|c: char| c.is_alphanumeric()) {
            self.space();
        }
        self.text.push_str(text);
        (self.name, self.sign) = (false, false);
    }

    /// Something that is a word of its own.
    fn named(&mut self, name: &str) {
        if self.text.ends_with(|c: char| c.is_alphanumeric() || c == ')') {
            self.space();
        }
        self.solid(name);
        self.name = true;
    }

    fn spaced(&mut self, sign: &str) {
        self.space();
        self.solid(sign);
        self.space();
    }

    fn words(&mut self, text: &str) {
        self.named(text);
        self.name = false;
    }

    fn scripts(&mut self, base: &EqNode, below: Option<&EqNode>, above: Option<&EqNode>) {
        self.node(base);
        self.limits(below, above);
        self.name = false;
    }

    fn limits(&mut self, below: Option<&EqNode>, above: Option<&EqNode>) {
        for (mark, script) in [('_', below), ('^', above)] {
            if let Some(script) = script {
                let script = of(script).replace(" = ", "=").replace(" + ", "+").replace(" - ", "-");
                let simple = script.chars().all(char::is_alphanumeric);
                self.text.push(mark);
                self.text.push_str(&if simple { script } else { format!("({script})") });
                self.name = true;
            }
        }
    }
}

fn of(node: &EqNode) -> String {
    let mut row = Row::default();
    row.node(node);
    row.text.trim().to_owned()
}

fn list<'a>(nodes: impl Iterator<Item = &'a EqNode>) -> String {
    nodes.map(of).collect::<Vec<_>>().join(", ")
}

/// What is more than one thing, in brackets.
fn bracketed(text: &str) -> String {
    if text.contains([' ', '/', '-']) { format!("({text})") } else { text.to_owned() }
}

fn accent(kind: AccentKind) -> &'static str {
    match kind {
        AccentKind::Hat => "_hat",
        AccentKind::Bar => "_bar",
        AccentKind::Dot => "_dot",
        AccentKind::DoubleDot => "_ddot",
        AccentKind::Tilde => "_tilde",
        AccentKind::Vec => "_vec",
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn formulas_read_like_typed_text() {
        for (tex, text) in [
            (r"w_{\text{new}} = w - r \cdot \text{slope for } w", "w_new = w - r * slope for w"),
            (r"L = \frac{1}{n} \sum_{i=1}^{n} (w x_i + b - y_i)^2", "L = 1/n sum_(i=1)^n (w x_i + b - y_i)^2"),
            (r"\sigma(s) = \frac{1}{1 + \exp(-s)}", "sigma(s) = 1/(1 + exp(-s))"),
            (r"1 / (1 + \exp(-s))", "1 / (1 + exp(-s))"),
            (r"x = (\text{value} - \text{mean}) / \text{spread}", "x = (value - mean) / spread"),
            (r"\frac{\frac{a}{b}}{c}", "(a/b)/c"),
            (r"-\exp(s)", "-exp(s)"),
            (r"2\pi r \le \sqrt{x + 1}", "2 pi r <= sqrt(x + 1)"),
            (r"\hat{y} \to \left(\frac{a}{b}\right)^2", "y_hat -> (a/b)^2"),
            (r"\text{slope} = \frac{1}{n} \sum_i 2 e_i x_i", "slope = 1/n sum_i 2 e_i x_i"),
            (r"a \qquad b", "a    b"),
            (r"学习^率", "学习^率"),
        ] {
            assert_eq!(plain(tex), text, "{tex}");
        }
    }
}
