//! The numbers of a model, by name and shape, as dfdx walks through them.

use super::KeepError;
use crate::check::say_shape;
use dfdx::{
    nn::{
        RecursiveWalker, TensorCollection, TensorOptions, TensorVisitor, ViewTensorMut, ViewTensorName, ViewTensorRef,
    },
    shapes::{Dtype, HasShape, Shape},
    tensor::Tensor,
    tensor_ops::Device,
};
use safetensors::{Dtype as Kind, SafeTensors, tensor::TensorView};
use std::{collections::BTreeMap, convert::Infallible};

/// Every tensor of a model.
#[derive(Default)]
pub struct Weights(BTreeMap<String, Numbers>);

struct Numbers {
    shape: Vec<usize>,
    values: Vec<f64>,
    /// Whether they are kept as 64-bit numbers.
    wide: bool,
}

/// The numbers of a model.
pub fn read<E: Dtype, D: Device<E>, M: TensorCollection<E, D>>(model: &M) -> Weights {
    let mut weights = Weights::default();
    let walked = M::iter_tensors(&mut RecursiveWalker { m: (model, String::new()), f: &mut Reader(&mut weights) });
    match walked {
        Ok(_) => weights,
        Err(never) => match never {},
    }
}

/// Puts numbers into a model that they fit.
pub fn write<E: Dtype, D: Device<E>, M: TensorCollection<E, D>>(model: &mut M, weights: &Weights) {
    let walked = M::iter_tensors(&mut RecursiveWalker { m: (model, String::new()), f: &mut Writer(weights) });
    match walked {
        Ok(_) => {}
        Err(never) => match never {},
    }
}

struct Reader<'a>(&'a mut Weights);

impl<E: Dtype, D: Device<E>> TensorVisitor<E, D> for Reader<'_> {
    type Viewer = (ViewTensorRef, ViewTensorName);
    type Err = Infallible;
    type E2 = E;
    type D2 = D;

    fn visit<S: Shape>(
        &mut self,
        _: TensorOptions<S, E, D>,
        (tensor, name): (&Tensor<S, E, D>, String),
    ) -> Result<Option<Tensor<S, E, D>>, Infallible> {
        // All numbers that dfdx computes with have a value as f64.
        let values = tensor.as_vec().iter().filter_map(|value| value.to_f64()).collect();
        let shape = tensor.shape().concrete().into();
        self.0.0.insert(name, Numbers { shape, values, wide: size_of::<E>() > 4 });
        Ok(None)
    }
}

struct Writer<'a>(&'a Weights);

impl<E: Dtype, D: Device<E>> TensorVisitor<E, D> for Writer<'_> {
    type Viewer = (ViewTensorMut, ViewTensorName);
    type Err = Infallible;
    type E2 = E;
    type D2 = D;

    fn visit<S: Shape>(
        &mut self,
        _: TensorOptions<S, E, D>,
        (tensor, name): (&mut Tensor<S, E, D>, String),
    ) -> Result<Option<Tensor<S, E, D>>, Infallible> {
        if let Some(numbers) = self.0.0.get(&name) {
            let values: Vec<E> = numbers.values.iter().filter_map(|value| E::from_f64(*value)).collect();
            tensor.copy_from(&values);
        }
        Ok(None)
    }
}

/// Whether numbers of one shape can fill another: the same, or with the first two axes as one, as PyTorch keeps the
/// three weights of an attention's projection.
fn fits(kept: &[usize], wanted: &[usize]) -> bool {
    let merged = |shape: &[usize]| match shape {
        [first, second, rest @ ..] => [&[first * second], rest].concat(),
        short => short.to_vec(),
    };
    kept == wanted || kept == merged(wanted) || merged(kept) == wanted
}

impl Weights {
    /// The numbers of each tensor with two or more axes, by name.
    pub fn into_matrices(self) -> impl Iterator<Item = (String, Vec<f64>)> {
        let matrices = self.0.into_iter().filter(|(_, numbers)| numbers.shape.len() > 1);
        matrices.map(|(name, numbers)| (name, numbers.values))
    }

    /// Whether these fit a model that holds `wanted`.
    pub fn fit(&self, name: &str, wanted: &Self) -> Result<(), KeepError> {
        let shape = |weights: &Self, place: &str| match weights.0.get(place) {
            Some(numbers) => say_shape(&numbers.shape),
            None => say!("keep-nothing"),
        };
        let places = self.0.keys().chain(wanted.0.keys());
        let same = |place: &str| match (self.0.get(place), wanted.0.get(place)) {
            (Some(kept), Some(wanted)) => fits(&kept.shape, &wanted.shape),
            _ => false,
        };
        let differ = places.filter(|place| !same(place));
        // A matrix says more than the bias beside it.
        let rank = |place: &&String| wanted.0.get(*place).map_or(0, |numbers| numbers.shape.len());
        match differ.max_by_key(rank) {
            None => Ok(()),
            Some(place) => Err(KeepError::Shape {
                name: name.to_owned(),
                place: place.clone(),
                kept: shape(self, place),
                wanted: shape(wanted, place),
            }),
        }
    }

    /// As a safetensors file.
    pub fn to_bytes(&self) -> Result<Vec<u8>, safetensors::SafeTensorError> {
        let bytes = |numbers: &Numbers| -> Vec<u8> {
            match numbers.wide {
                true => numbers.values.iter().flat_map(|value| value.to_le_bytes()).collect(),
                false => numbers.values.iter().flat_map(|value| (*value as f32).to_le_bytes()).collect(),
            }
        };
        let data: Vec<_> = self.0.iter().map(|(name, numbers)| (name, numbers, bytes(numbers))).collect();
        let mut views = Vec::new();
        for (name, numbers, bytes) in &data {
            let kind = if numbers.wide { Kind::F64 } else { Kind::F32 };
            views.push((name.as_str(), TensorView::new(kind, numbers.shape.clone(), bytes)?));
        }
        safetensors::serialize(views, None)
    }

    /// From a safetensors file; else what is wrong with it.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, String> {
        let file = SafeTensors::deserialize(bytes).map_err(|error| error.to_string())?;
        let mut weights = Self::default();
        for (name, view) in file.tensors() {
            let data = view.data();
            let values = match view.dtype() {
                Kind::F32 => data.as_chunks().0.iter().map(|four| f64::from(f32::from_le_bytes(*four))).collect(),
                Kind::F64 => data.as_chunks().0.iter().map(|eight| f64::from_le_bytes(*eight)).collect(),
                other => return Err(say!("keep-kind", name = name, kind = other)),
            };
            let numbers = Numbers { shape: view.shape().to_vec(), values, wide: view.dtype() == Kind::F64 };
            weights.0.insert(name, numbers);
        }
        Ok(weights)
    }
}
