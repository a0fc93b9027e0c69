//! Where a line of evcxr's generated file stands in a cell. evcxr writes statements and definitions down as they are, in
//! an order of its own, and tells the way back for the compiler's errors alone, not for a panic's place.

use gradus_protocol::{CellId, Place};

/// The place in one of the cells, the newest first; `None` where the line is none of theirs.
pub fn locate(generated: &str, line: u32, column: u32, cells: &[(CellId, String)]) -> Option<Place> {
    let lines: Vec<&str> = generated.lines().collect();
    let at = (line as usize).checked_sub(1)?;
    let written = lines.get(at)?.trim();
    if written.is_empty() {
        return None;
    }
    let mut best: Option<(usize, Place)> = None;
    for (cell, text) in cells {
        let own: Vec<&str> = text.lines().collect();
        for (index, candidate) in own.iter().enumerate() {
            let Some(offset) = candidate.find(written) else { continue };
            let score = agreeing(&lines, at, &own, index);
            if best.as_ref().is_none_or(|(known, _)| score > *known) {
                let indent = lines[at].len() - lines[at].trim_start().len();
                let before = |text: &str, bytes: usize| text[..bytes].chars().count() as u32;
                let column = (column + before(candidate, offset)).saturating_sub(before(lines[at], indent)).max(1);
                best = Some((score, Place { cell: cell.clone(), line: index as u32 + 1, column }));
            }
        }
    }
    best.map(|(_, place)| place)
}

/// How many lines around agree, so that the right one of equal lines is found.
fn agreeing(generated: &[&str], at: usize, cell: &[&str], index: usize) -> usize {
    let same = |a: &&str, b: &&str| a.trim() == b.trim();
    let above = generated[..at].iter().rev().zip(cell[..index].iter().rev()).take_while(|(a, b)| same(a, b)).count();
    let below = generated[at + 1..].iter().zip(&cell[index + 1..]).take_while(|(a, b)| same(a, b)).count();
    // A line of its own tells more than a part of another.
    above + below + usize::from(same(&generated[at], &cell[index]))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GENERATED: &str = "#![allow(dead_code)]\nfn half(x: u8) -> u8 {\n    assert!(x % 2 == 0);\n    x / 2\n}\n\
                             pub extern \"C\" fn run_user_code_3() {\nlet a = 1;\nhalf(a);\nhalf(3);\n";

    fn place(line: u32, column: u32) -> Option<(String, u32, u32)> {
        let cells = [
            (CellId::new("new"), "let a = 1;\nhalf(a); half(3);".to_owned()),
            (CellId::new("old"), "\nfn half(x: u8) -> u8 {\n    assert!(x % 2 == 0);\n    x / 2\n}".to_owned()),
        ];
        locate(GENERATED, line, column, &cells).map(|place| (place.cell.0, place.line, place.column))
    }

    #[test]
    fn a_line_is_found_in_the_cell_that_wrote_it() {
        assert_eq!(place(3, 5), Some(("old".into(), 3, 5)));
        assert_eq!(place(9, 1), Some(("new".into(), 2, 10)), "a statement that is not the first of its line");
        assert_eq!(place(6, 1), None, "evcxr's own");
        assert_eq!(place(99, 1), None);
    }

    #[test]
    fn of_equal_lines_the_one_among_its_neighbours_is_meant() {
        let generated = "x += 1;\ny();\nx += 1;\nz();\n";
        let cells = [(CellId::new("a"), generated.to_owned())];
        assert_eq!(locate(generated, 3, 1, &cells).unwrap().line, 3);
        assert_eq!(locate(generated, 1, 1, &cells).unwrap().line, 1);
    }
}
