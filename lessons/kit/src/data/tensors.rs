//! Examples of one shape, and their classes.

use std::marker::PhantomData;

use dfdx::{
    shapes::Rank1,
    tensor::{Tensor, TensorFromVec},
};

use super::Batched;
use crate::datasets::{self, Example, Image};
use crate::prelude::Dev;

/// An image has not as many pixels as the shape that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", say!("data-shape", height = height, width = width, expected = expected))]
pub struct ShapeMismatch {
    /// Rows of pixels.
    pub height: usize,
    /// Pixels in a row.
    pub width: usize,
    /// How many numbers the shape holds.
    pub expected: usize,
}

/// Examples of shape `S` with a class each, as `torch.utils.data.TensorDataset`. The numbers stay in memory; batches are
/// copied to the device.
#[derive(Clone, Debug)]
pub struct TensorDataset<S> {
    /// One example after the other.
    inputs: Vec<f32>,
    /// The class of each.
    targets: Vec<usize>,
    shape: PhantomData<S>,
}

impl<const F: usize> TensorDataset<Rank1<F>> {
    /// The features and classes of rows.
    pub fn examples<E: Example<F>>(rows: &[E]) -> Self {
        let (features, targets) = datasets::examples(rows);
        Self::rows(&features, targets)
    }

    /// Features, perhaps scaled, and the class of each row.
    ///
    /// # Panics
    /// If there are not as many classes as rows.
    pub fn rows(features: &[[f32; F]], targets: Vec<usize>) -> Self {
        Self::new(features.as_flattened().to_vec(), targets)
    }
}

impl<S: Batched> TensorDataset<S> {
    /// Numbers, one example after the other, and the class of each.
    ///
    /// # Panics
    /// If the numbers are not those of as many examples as there are classes.
    pub fn new(inputs: Vec<f32>, targets: Vec<usize>) -> Self {
        assert_eq!(inputs.len(), targets.len() * S::NUMEL, "{}", say!("data-count", each = S::NUMEL));
        Self { inputs, targets, shape: PhantomData }
    }

    /// Images with brightness from 0 to 1: `Rank3<1, 28, 28>` for a convolution, `Rank1<784>` for a linear layer.
    ///
    /// # Errors
    /// The first image with another number of pixels than `S` holds.
    pub fn images(images: &[Image]) -> Result<Self, ShapeMismatch> {
        if let Some(odd) = images.iter().find(|image| image.pixels.len() != S::NUMEL) {
            return Err(ShapeMismatch { height: odd.height, width: odd.width, expected: S::NUMEL });
        }
        let inputs = images.iter().flat_map(Image::brightness).collect();
        Ok(Self::new(inputs, images.iter().map(|image| image.label).collect()))
    }

    /// How many examples there are.
    pub fn len(&self) -> usize {
        self.targets.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.targets.is_empty()
    }

    /// The class of each example.
    pub fn targets(&self) -> &[usize] {
        &self.targets
    }

    /// All examples in their order, as one batch.
    pub fn all(&self, dev: &Dev) -> (Tensor<S::Batch, f32, Dev>, Vec<usize>) {
        (dev.tensor_from_vec(self.inputs.clone(), S::batch(self.len())), self.targets.clone())
    }

    /// The examples at these places, as one batch.
    ///
    /// # Panics
    /// If there is no such place.
    pub fn pick(&self, dev: &Dev, places: &[usize]) -> (Tensor<S::Batch, f32, Dev>, Vec<usize>) {
        let inputs = gather(&self.inputs, S::NUMEL, places);
        let targets = places.iter().map(|&place| self.targets[place]).collect();
        (dev.tensor_from_vec(inputs, S::batch(places.len())), targets)
    }

    /// All examples in an order that the seed decides, `size` at a time; the last batch holds what is left. Give each
    /// epoch its own seed.
    ///
    /// # Panics
    /// If `size` is 0.
    pub fn batches(
        &self,
        dev: &Dev,
        size: usize,
        seed: u64,
    ) -> impl ExactSizeIterator<Item = (Tensor<S::Batch, f32, Dev>, Vec<usize>)> {
        datasets::batches(self.len(), size, seed).map(move |places| self.pick(dev, &places))
    }
}

/// The examples at `places`, each of `width` numbers.
fn gather(inputs: &[f32], width: usize, places: &[usize]) -> Vec<f32> {
    let mut batch = Vec::with_capacity(places.len() * width);
    for place in places {
        batch.extend_from_slice(&inputs[place * width..][..width]);
    }
    batch
}

#[cfg(test)]
mod tests {
    use dfdx::{shapes::Rank3, tensor::AsArray};

    use super::*;
    use crate::prelude::*;

    #[test]
    fn batches_hold_every_example_once_with_its_class() {
        let dev = device(0);
        let rows: Vec<[f32; 2]> = (0..10).map(|i| [i as f32, -(i as f32)]).collect();
        let set = TensorDataset::rows(&rows, (0..10).collect());
        let mut seen = Vec::new();
        for (x, y) in set.batches(&dev, 4, 1) {
            for (row, class) in x.as_vec().chunks(2).zip(y) {
                assert_eq!(row, [class as f32, -(class as f32)]);
                seen.push(class);
            }
        }
        assert_ne!(seen, (0..10).collect::<Vec<_>>());
        seen.sort_unstable();
        assert_eq!(seen, (0..10).collect::<Vec<_>>());
        assert_eq!(set.batches(&dev, 4, 1).len(), 3);
    }

    #[test]
    fn images_come_in_the_shape_asked_for() {
        let dev = device(0);
        let digits = &datasets::digits8x8().unwrap()[..3];
        let (flat, classes) = TensorDataset::<Rank1<64>>::images(digits).unwrap().all(&dev);
        let (square, _) = TensorDataset::<Rank3<1, 8, 8>>::images(digits).unwrap().all(&dev);
        assert_eq!(classes, [0, 1, 2]);
        assert_eq!(flat.as_vec(), square.as_vec());
        assert_eq!(square.select(dev.tensor(0)).array()[0][0][2], 5.0 / 16.0);
        let error = TensorDataset::<Rank1<784>>::images(digits).unwrap_err();
        assert_eq!(error, ShapeMismatch { height: 8, width: 8, expected: 784 });
        assert!(error.to_string().contains("784"), "{error}");
    }

    #[test]
    #[should_panic(expected = "numbers each")]
    fn classes_without_examples_are_refused() {
        TensorDataset::<Rank1<2>>::new(vec![1.0; 4], vec![0; 3]);
    }
}
