//! What is measured on our side; `../twin` has the same for PyTorch, under the same names.
//!
//! A new case: a file here with `pub fn step(..) -> Step`, a line in [`all`], and a Python file of the same name.

mod gcn;
pub mod gemm;
mod generate;
pub mod gpt;
mod lenet;
mod mlp;
mod xor;

/// A training step, or whatever is repeated.
pub type Step = Box<dyn FnMut()>;

/// A case.
pub struct Case {
    /// Its name in the table.
    pub name: &'static str,
    /// How many times are taken in a round.
    pub samples: usize,
    /// How many steps one time is of: many where a step is shorter than the clock's own time.
    pub each: usize,
    /// Makes the model and its data, untimed; the name is passed along.
    pub make: fn(&str) -> Option<Step>,
}

/// The models, in the order of the table.
pub fn all() -> Vec<Case> {
    vec![
        Case { name: "xor", samples: 20, each: 100, make: |_| Some(xor::step()) },
        Case { name: "mlp", samples: 20, each: 10, make: |_| Some(mlp::step()) },
        Case { name: "lenet", samples: 10, each: 2, make: |_| Some(lenet::step()) },
        Case { name: "gcn", samples: 20, each: 5, make: |_| Some(gcn::step(2708, 5278)) },
        Case { name: "gpt", samples: 6, each: 1, make: |_| Some(gpt::step()) },
        Case { name: "generate", samples: 4, each: 1, make: |_| Some(generate::step()) },
        Case { name: "gcn100k", samples: 3, each: 1, make: |_| Some(gcn::step(100_000, 500_000)) },
    ]
}

/// Steps of growing models, by what grows.
pub fn growth() -> Vec<(&'static str, Vec<(usize, Case)>)> {
    vec![("width", gpt::by_width()), ("context", gpt::by_context()), ("nodes", gcn::by_nodes())]
}

/// Makes a case by its name.
pub fn make(name: &str) -> Option<Step> {
    if let Some(size) = name.strip_prefix("gemm-") {
        return Some(gemm::step(size.parse().ok()?));
    }
    let growing = growth().into_iter().flat_map(|(_, cases)| cases).map(|(_, case)| case);
    let case = all().into_iter().chain(growing).find(|case| case.name == name)?;
    (case.make)(name)
}

/// Numbers between -0.5 and 0.5 that both sides make alike.
pub fn numbers(n: usize) -> Vec<f32> {
    (0..n).map(|i| ((i * 7919 + 13) % 1009) as f32 / 1009.0 - 0.5).collect()
}

/// Whole numbers below `below` that both sides make alike.
pub fn whole(n: usize, below: usize) -> Vec<usize> {
    (0..n).map(|i| (i * 7919 + 13) % 1009 % below).collect()
}
