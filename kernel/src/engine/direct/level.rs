//! How well a cell is optimised.

/// A level: what rustc is told of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Level {
    opt: u8,
    /// Whether numbers that overflow wrap silently, as in a release build, or stop the cell.
    wraps: bool,
}

impl Level {
    /// For answering at once.
    pub const QUICK: Self = Self { opt: 0, wraps: false };
    /// For running fast, unasked: the cell must not come to mean something else, so overflow still stops it.
    pub const FAST: Self = Self { opt: 3, wraps: false };

    /// The level that a learner asks for. From 2 on a cell is what `cargo build --release` makes of it: looking for
    /// overflow makes a plain loop over numbers 1.6 times as slow.
    pub fn asked(opt: u8) -> Self {
        Self { opt, wraps: opt >= 2 }
    }

    /// What rustc is told.
    pub fn arguments(self) -> Vec<String> {
        let checks = if self.wraps { "off" } else { "on" };
        let mut arguments = vec![format!("-Copt-level={}", self.opt), format!("-Coverflow-checks={checks}")];
        if self.opt == 0 {
            arguments.extend(["--cfg".into(), super::looks::QUICK.into()]);
        }
        arguments
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_who_asks_gives_up_that_overflow_stops_a_cell() {
        let wraps = |level: Level| level.arguments().contains(&"-Coverflow-checks=off".to_owned());
        assert_eq!([Level::QUICK, Level::FAST].map(wraps), [false, false]);
        assert_eq!([0, 1, 2, 3].map(|opt| wraps(Level::asked(opt))), [false, false, true, true]);
    }
}
