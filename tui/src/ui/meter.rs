//! How much of something is done, as a bar.

/// A bar of so many cells. It is full when all is done and not before, and not empty once something is.
pub fn bar(done: usize, all: usize, cells: usize) -> String {
    let full = (done * cells).checked_div(all).unwrap_or(0).max(usize::from(done > 0)).min(cells);
    "▰".repeat(full) + &"▱".repeat(cells - full)
}

#[cfg(test)]
mod tests {
    use super::bar;

    #[test]
    fn a_bar_is_full_at_the_end_alone() {
        let bars: Vec<String> = [(0, 9), (1, 9), (5, 9), (8, 9), (9, 9), (0, 0)].map(|(n, of)| bar(n, of, 4)).into();
        assert_eq!(bars, ["▱▱▱▱", "▰▱▱▱", "▰▰▱▱", "▰▰▰▱", "▰▰▰▰", "▱▱▱▱"]);
    }
}
