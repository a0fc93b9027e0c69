//! `GCNConv`: a graph convolution.

use super::Data;
use crate::{
    graph::{Graph, SparseInput},
    ops::{Activation, After, Fused, Input},
    prelude::Dev,
};
use dfdx::{
    nn::{BuildModule, BuildOnDevice, ModuleVisitor, NonMutableModule, TensorCollection, TensorOptions},
    shapes::{Const, Dim, Dtype, HasShape, Rank1, Rank2},
    tensor::{Storage, Tape, Tensor},
    tensor_ops::{Device, ReshapeTo},
};
use rand_distr::Uniform;

/// `A_hat X W^T + b`, with the normalised adjacency `A_hat` of the graph: every node takes a weighted mean of itself
/// and its neighbours (Kipf and Welling 2017, arXiv:1609.02907). `torch_geometric.nn.GCNConv(I, O)`.
///
/// ```
/// use gradus::prelude::*;
/// let dev = device(0);
/// let path = Graph::new(3, &[[0, 1], [1, 2]]);
/// let layer = nn::GcnConv::<4, 2>::new(&dev);
/// let y = layer.forward(dev.ones::<Rank2<3, 4>>(), &path);
/// assert_eq!(y.shape(), &(3, Const)); // (3, 2)
/// ```
#[derive(Clone, Debug)]
pub struct GcnConv<const I: usize, const O: usize, E: Dtype = f32, D: Storage<E> = Dev> {
    /// `W`: one row an output. PyTorch Geometric's `lin.weight`.
    pub weight: Tensor<Rank2<O, I>, E, D>,
    /// `b`.
    pub bias: Tensor<Rank1<O>, E, D>,
}

/// What nodes have: a tensor `(nodes, I)`, the same as [`data`](super::data), or a sparse matrix from [`Csr::trace`](crate::graph::Csr::trace).
pub trait NodeFeatures<const I: usize, D: Fused, T: Tape<f32, D>> {
    /// `X W^T`.
    fn project<const O: usize>(self, weight: &Tensor<Rank2<O, I>, f32, D>) -> Tensor<(usize, Const<O>), f32, D, T>;
}

impl<N: Dim, const I: usize, D: Fused, T: Tape<f32, D>> NodeFeatures<I, D, T> for Tensor<(N, Const<I>), f32, D, T> {
    fn project<const O: usize>(self, weight: &Tensor<Rank2<O, I>, f32, D>) -> Tensor<(usize, Const<O>), f32, D, T> {
        let rows = self.shape().0.size();
        D::linear(self.reshape_like(&(rows, Const::<I>)), weight, None, After::default(), Input::Computed)
    }
}

impl<N: Dim, const I: usize, D: Fused, T: Tape<f32, D>> NodeFeatures<I, D, T>
    for Data<Tensor<(N, Const<I>), f32, D, T>>
{
    fn project<const O: usize>(self, weight: &Tensor<Rank2<O, I>, f32, D>) -> Tensor<(usize, Const<O>), f32, D, T> {
        let rows = self.0.shape().0.size();
        D::linear(self.0.reshape_like(&(rows, Const::<I>)), weight, None, After::default(), Input::Data)
    }
}

impl<const I: usize, D: Fused, T: Tape<f32, D>> NodeFeatures<I, D, T> for SparseInput<T> {
    fn project<const O: usize>(self, weight: &Tensor<Rank2<O, I>, f32, D>) -> Tensor<(usize, Const<O>), f32, D, T> {
        D::sparse_linear(self, weight)
    }
}

impl<const I: usize, const O: usize, D: Fused> GcnConv<I, O, f32, D> {
    /// A layer with weights drawn evenly from `-sqrt(6 / (I + O)) .. sqrt(6 / (I + O))` (Glorot and Bengio 2010) and
    /// biases of 0, as PyTorch Geometric's.
    pub fn new(device: &D) -> Self {
        Self::build(device)
    }

    /// One row of `O` numbers a node.
    ///
    /// # Panics
    /// If there are not as many rows as nodes.
    pub fn forward<T: Tape<f32, D>>(
        &self,
        x: impl NodeFeatures<I, D, T>,
        graph: &Graph,
    ) -> Tensor<(usize, Const<O>), f32, D, T> {
        self.then(x, graph, Activation::Identity)
    }

    /// The layer and an activation in one pass.
    ///
    /// # Panics
    /// As [`GcnConv::forward`].
    pub fn then<T: Tape<f32, D>>(
        &self,
        x: impl NodeFeatures<I, D, T>,
        graph: &Graph,
        activation: Activation,
    ) -> Tensor<(usize, Const<O>), f32, D, T> {
        // First the product that makes rows shorter, or there would be more to pass along the edges.
        D::sparse_mm(graph.normalized(), x.project(&self.weight), Some(&self.bias), activation)
    }
}

impl<const I: usize, const O: usize, D: Device<f32>> TensorCollection<f32, D> for GcnConv<I, O, f32, D> {
    type To<E2: Dtype, D2: Device<E2>> = GcnConv<I, O, E2, D2>;

    fn iter_tensors<V: ModuleVisitor<Self, f32, D>>(visitor: &mut V) -> Result<Option<Self::To<V::E2, V::D2>>, V::Err> {
        let weight = TensorOptions::reset_with(|w| {
            let bound = (6.0 / (I + O) as f32).sqrt();
            w.try_fill_with_distr(Uniform::new_inclusive(-bound, bound))
        });
        visitor.visit_fields(
            (
                Self::tensor("weight", |s| &s.weight, |s| &mut s.weight, weight),
                Self::tensor("bias", |s| &s.bias, |s| &mut s.bias, TensorOptions::reset_to_zeros()),
            ),
            |(weight, bias)| GcnConv { weight, bias },
        )
    }
}

layer!(GcnConv<I, O>);

#[cfg(test)]
mod tests {
    use crate::{graph::SparseInput, prelude::*};

    #[test]
    fn sparse_and_dense_features_give_the_same() {
        let dev = device(1);
        let club = Graph::from(&datasets::karate().unwrap());
        let entries: Vec<_> = (0..34).map(|node| (node, node * 7 % 5, 1.0 + node as f32)).collect();
        let sparse = Csr::from_entries(34, 5, &entries);
        let dense = dev.tensor_from_vec(sparse.to_dense(), (34, Const::<5>));
        let layer = nn::GcnConv::<5, 3>::new(&dev);
        let given = layer.forward(nn::data(&dense, layer.alloc_grads()), &club).as_vec();
        let (a, b) = (layer.forward(SparseInput::from(&sparse), &club), layer.forward(dense, &club));
        assert!(a.as_vec().iter().zip(b.as_vec()).all(|(a, b)| (a - b).abs() < 1e-4));
        assert_eq!(given, b.as_vec());
    }

    #[test]
    fn it_commutes_with_another_order_of_the_nodes() {
        let dev = device(2);
        let club = datasets::karate().unwrap();
        let moved = |node: usize| (node * 5 + 3) % 34;
        let turned: Vec<[usize; 2]> = club.edges.iter().map(|edge| edge.map(moved)).collect();
        let x: Tensor<(usize, Const<4>), f32, _> = dev.sample_normal_like(&(34, Const));
        let order: Vec<usize> = (0..34).map(|place| (0..34).find(|node| moved(*node) == place).unwrap()).collect();
        let order: Tensor<(usize,), usize, _> = dev.tensor_from_vec(order, (34,));
        let layer = nn::GcnConv::<4, 3>::new(&dev);
        let first = layer.forward(x.clone(), &Graph::from(&club)).gather(order.clone());
        let second = layer.forward::<NoneTape>(x.gather::<(usize, Const<4>), _>(order), &Graph::new(34, &turned));
        assert!(first.as_vec().iter().zip(second.as_vec()).all(|(a, b)| (a - b).abs() < 1e-5));
    }

    #[test]
    fn two_layers_learn_the_club_from_two_members() {
        let dev = device(0);
        let network = datasets::karate().unwrap();
        let club = Graph::from(&network);
        let mut model = (nn::GcnConv::<34, 8>::new(&dev), nn::GcnConv::<8, 2>::new(&dev));
        let x = Csr::from_entries(34, 34, &(0..34).map(|node| (node, node, 1.0)).collect::<Vec<_>>());
        let mut targets = vec![crate::ops::IGNORE_INDEX; 34];
        (targets[0], targets[33]) = (1, 0);
        let mut adam = Adam::new(&model, AdamConfig { lr: 0.02, ..Default::default() });
        let mut gradients = model.alloc_grads();
        for _ in 0..150 {
            let h = model.0.forward(x.trace(gradients), &club).relu();
            gradients = nn::cross_entropy(model.1.forward(h, &club), &targets).backward();
            adam.update(&mut model, &gradients).unwrap();
            model.zero_grads(&mut gradients);
        }
        let logits = model.1.forward(model.0.forward(SparseInput::from(&x), &club).relu(), &club).as_vec();
        let right = logits.chunks(2).zip(network.labels()).filter(|(row, class)| (row[1] > row[0]) == (*class == 1));
        let right = right.count();
        assert!(right >= 28, "{right} of 34");
    }
}
