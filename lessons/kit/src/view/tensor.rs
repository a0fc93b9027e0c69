//! Tensors as aligned numbers under a heading: `Tensor 4x2, f32`.

use super::View;
use dfdx::{
    shapes::{Shape, Unit},
    tensor::{Storage, Tensor},
};
use gradus_protocol::MimeBundle;

/// At most this many rows and columns are shown of each matrix.
const MOST: usize = 8;
/// At most this many matrices are shown of a tensor with three or more axes.
const MOST_MATRICES: usize = 3;

/// An element of a tensor that can be shown.
pub trait Element: Unit {
    /// Its name in the heading.
    const NAME: &'static str;
    /// Formats elements alike, so that their columns align.
    fn words(values: &[Self]) -> Vec<String>;
}

impl<S: Shape, E: Element, D: Storage<E>, T> View for Tensor<S, E, D, T> {
    fn bundle(&self) -> MimeBundle {
        let shape = dfdx::shapes::HasShape::shape(self).concrete();
        let shape: Vec<usize> = shape.into_iter().collect();
        MimeBundle::plain(table(&shape, E::NAME, &self.as_vec(), E::words))
    }
}

impl Element for f32 {
    const NAME: &'static str = "f32";
    fn words(values: &[Self]) -> Vec<String> {
        floats(&values.iter().map(|v| f64::from(*v)).collect::<Vec<_>>())
    }
}

impl Element for f64 {
    const NAME: &'static str = "f64";
    fn words(values: &[Self]) -> Vec<String> {
        floats(values)
    }
}

impl Element for usize {
    const NAME: &'static str = "usize";
    fn words(values: &[Self]) -> Vec<String> {
        values.iter().map(ToString::to_string).collect()
    }
}

impl Element for bool {
    const NAME: &'static str = "bool";
    fn words(values: &[Self]) -> Vec<String> {
        values.iter().map(ToString::to_string).collect()
    }
}

/// Four decimals, or powers of ten where that would hide small or large numbers.
fn floats(values: &[f64]) -> Vec<String> {
    let sizes = || values.iter().map(|v| v.abs()).filter(|v| *v > 0.0 && v.is_finite());
    let (least, most) = (sizes().fold(f64::INFINITY, f64::min), sizes().fold(0.0, f64::max));
    if most >= 1e6 || (most > 0.0 && most < 1e-2 && least < 1e-3) {
        values.iter().map(|v| format!("{v:.3e}")).collect()
    } else {
        values.iter().map(|v| format!("{v:.4}")).collect()
    }
}

/// Which indices of an axis are shown, and whether the rest is left out.
fn shown(length: usize) -> (usize, bool) {
    (length.min(MOST), length > MOST)
}

fn table<E: Copy>(shape: &[usize], name: &str, values: &[E], words: fn(&[E]) -> Vec<String>) -> String {
    let joined = shape.iter().map(ToString::to_string).collect::<Vec<_>>().join("x");
    if shape.is_empty() {
        return say!("tensor-scalar", dtype = name, value = words(values).concat());
    }
    let mut text = say!("tensor-heading", shape = joined, dtype = name);
    let columns = shape[shape.len() - 1];
    let rows = if shape.len() > 1 { shape[shape.len() - 2] } else { 1 };
    let size = rows * columns;
    let matrices = values.len().checked_div(size).unwrap_or(0);
    for matrix in 0..matrices.min(MOST_MATRICES) {
        if shape.len() > 2 {
            text += &format!("\n[{}]", place(&shape[..shape.len() - 2], matrix));
        }
        text += &rows_of(&values[matrix * size..(matrix + 1) * size], rows, columns, words);
    }
    let left = [(rows, "rows"), (columns, "columns")];
    let left: Vec<String> = left
        .iter()
        .filter(|(length, _)| shown(*length).1)
        .map(|(length, axis)| match *axis {
            "rows" => say!("tensor-rows", shown = MOST, all = length),
            _ => say!("tensor-columns", shown = MOST, all = length),
        })
        .chain((matrices > MOST_MATRICES).then(|| say!("tensor-matrices", shown = MOST_MATRICES, all = matrices)))
        .collect();
    if !left.is_empty() {
        text += &format!("\n({})", left.join(", "));
    }
    text
}

/// The index of a matrix among the leading axes: `1, 0, ..`.
fn place(leading: &[usize], mut matrix: usize) -> String {
    let mut index = vec![0; leading.len()];
    for (slot, length) in index.iter_mut().zip(leading).rev() {
        (*slot, matrix) = (matrix % length, matrix / length);
    }
    index.iter().map(|i| format!("{i}, ")).collect::<String>() + ".., .."
}

fn rows_of<E: Copy>(values: &[E], rows: usize, columns: usize, words: fn(&[E]) -> Vec<String>) -> String {
    let ((rows, more_rows), (wide, more_columns)) = (shown(rows), shown(columns));
    let cells: Vec<E> = (0..rows).flat_map(|r| values[r * columns..r * columns + wide].iter().copied()).collect();
    let cells = words(&cells);
    let width = cells.iter().map(|cell| cell.chars().count()).max().unwrap_or(0);
    let mut text = String::new();
    for row in cells.chunks(wide.max(1)) {
        text += "\n[";
        text += &row.iter().map(|cell| format!(" {cell:>width$}")).collect::<String>();
        text += if more_columns { "  … ]" } else { " ]" };
    }
    if more_rows {
        text += "\n  …";
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prelude::*;

    fn text(view: &impl View) -> String {
        view.bundle().text("text/plain").unwrap().to_owned()
    }

    #[test]
    fn a_matrix_is_aligned_under_its_heading() {
        let t = device(0).tensor([[1.0_f32, -0.5], [20.25, f32::NAN]]);
        assert_eq!(text(&t), "Tensor 2x2, f32\n[  1.0000 -0.5000 ]\n[ 20.2500     NaN ]");
    }

    #[test]
    fn a_taped_tensor_shows_the_same_numbers() {
        let t = device(0).tensor([0.5_f32, 2.0]);
        let taped: Tensor<Rank1<2>, f32, Dev, OwnedTape<f32, Dev>> = t.leaky_trace();
        assert_eq!(text(&taped), text(&t));
        assert_eq!(text(&&t), "Tensor 2, f32\n[ 0.5000 2.0000 ]");
    }

    #[test]
    fn a_scalar_shows_its_number_and_small_numbers_keep_their_digits() {
        assert_eq!(text(&device(0).tensor(3.25_f64)), "Tensor (one number), f64: 3.2500");
        assert_eq!(text(&device(0).tensor([2e-7_f32, 1e-3])), "Tensor 2, f32\n[ 2.000e-7 1.000e-3 ]");
    }

    #[test]
    fn large_tensors_are_cut_and_say_so() {
        let t = device(0).zeros::<Rank2<9, 20>>();
        let shown = text(&t);
        let _: &Tensor<Rank2<9, 20>, f32, Dev> = &t;
        assert_eq!(shown.lines().count(), 1 + 8 + 1 + 1);
        assert!(shown.ends_with("(8 of 9 rows, 8 of 20 columns)"), "{shown}");
    }

    #[test]
    fn permuted_and_broadcast_tensors_show_what_they_mean() {
        let t = device(0).tensor([[1_usize, 2], [3, 4]]);
        assert_eq!(text(&t.clone().permute::<_, Axes2<1, 0>>()), "Tensor 2x2, usize\n[ 1 3 ]\n[ 2 4 ]");
        let rows: Tensor<Rank2<2, 2>, usize, Dev> = device(0).tensor([7, 12]).broadcast::<_, Axis<0>>();
        assert_eq!(text(&rows), "Tensor 2x2, usize\n[  7 12 ]\n[  7 12 ]");
    }

    #[test]
    fn matrices_of_higher_ranks_carry_their_place() {
        let t = device(0).zeros::<Rank4<2, 2, 1, 2>>();
        let _: &Tensor<Rank4<2, 2, 1, 2>, f32, Dev> = &t;
        let shown = text(&t);
        assert!(shown.contains("[1, 0, .., ..]\n[ 0.0000 0.0000 ]"), "{shown}");
        assert!(shown.ends_with("(3 of 4 matrices)"), "{shown}");
    }
}
