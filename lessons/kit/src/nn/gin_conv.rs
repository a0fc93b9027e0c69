//! `GINConv`: the graph convolution that tells most graphs apart.

use crate::{
    graph::Graph,
    ops::{Activation, Fused},
};
use dfdx::{
    nn::{BuildOnDevice, Module, ModuleVisitor, NonMutableModule, TensorCollection},
    shapes::{Const, Dim, Dtype},
    tensor::{Tape, Tensor},
    tensor_ops::Device,
};

/// `nn((1 + eps) x + sum of the neighbours' x)`, with a network `nn` of its own, mostly two linear layers (Xu et al.
/// 2019, arXiv:1810.00826). `torch_geometric.nn.GINConv(nn, eps=0)`.
///
/// ```
/// use gradus::prelude::*;
/// type Mlp = (nn::LinearRelu<4, 8>, nn::Linear<8, 2>);
/// let dev = device(0);
/// let layer = nn::GinConv::new(dev.build_module::<Mlp, f32>());
/// let y = layer.forward(dev.ones::<Rank2<3, 4>>(), &Graph::new(3, &[[0, 1]]));
/// assert_eq!(y.shape(), &(3, Const)); // (3, 2)
/// ```
#[derive(Clone, Debug, Default)]
pub struct GinConv<M> {
    /// What is done with the sum.
    pub nn: M,
    /// How much more a node counts than each neighbour. It is not trained.
    pub eps: f32,
}

impl<M> GinConv<M> {
    /// A layer around a network, with `eps` 0.
    pub fn new(nn: M) -> Self {
        Self { nn, eps: 0.0 }
    }

    /// What the network makes of each node's sum.
    ///
    /// # Panics
    /// If there are not as many rows as nodes.
    pub fn forward<N: Dim, const I: usize, D: Fused, T: Tape<f32, D>>(
        &self,
        x: Tensor<(N, Const<I>), f32, D, T>,
        graph: &Graph,
    ) -> M::Output
    where
        M: Module<Tensor<(usize, Const<I>), f32, D, T>>,
    {
        self.nn.forward(D::sparse_mm(&graph.with_self_loops(1.0 + self.eps), x, None, Activation::Identity))
    }
}

impl<E: Dtype, D: Device<E>, M: TensorCollection<E, D>> TensorCollection<E, D> for GinConv<M> {
    type To<E2: Dtype, D2: Device<E2>> = GinConv<M::To<E2, D2>>;

    fn iter_tensors<V: ModuleVisitor<Self, E, D>>(visitor: &mut V) -> Result<Option<Self::To<V::E2, V::D2>>, V::Err> {
        visitor.visit_fields(Self::module("nn", |s| &s.nn, |s| &mut s.nn), GinConv::new)
    }
}

impl<D: Device<E>, E: Dtype, M: BuildOnDevice<D, E>> BuildOnDevice<D, E> for GinConv<M> {
    type Built = GinConv<M::Built>;
}

impl<M: NonMutableModule> NonMutableModule for GinConv<M> {}

#[cfg(test)]
mod tests {
    use crate::prelude::*;

    #[test]
    fn a_node_sums_itself_and_its_neighbours() {
        struct Same;
        impl<X> Module<X> for Same {
            type Output = X;
            type Error = CpuError;

            fn try_forward(&self, x: X) -> Result<X, CpuError> {
                Ok(x)
            }
        }
        let dev = device(0);
        let x = dev.tensor([[1.0_f32], [10.0], [100.0]]);
        let path = Graph::new(3, &[[0, 1], [1, 2]]);
        assert_eq!(nn::GinConv::new(Same).forward(x.clone(), &path).as_vec(), [11.0, 111.0, 110.0]);
        assert_eq!(nn::GinConv { nn: Same, eps: 1.0 }.forward(x, &path).as_vec(), [12.0, 121.0, 210.0]);
    }

    #[test]
    fn its_weights_are_kept_under_their_names() {
        type Mlp = (nn::LinearRelu<2, 3>, nn::Linear<3, 2>);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("gin.safetensors");
        let layer =
            |seed| (nn::GinConv::new(device(seed).build_module::<Mlp, f32>()), nn::GcnConv::<2, 4>::new(&device(seed)));
        let (saved, mut loaded) = (layer(1), layer(2));
        nn::save(&path, &saved).unwrap();
        nn::load(&path, &mut loaded).unwrap();
        assert_eq!(saved.0.nn.1.weight.array(), loaded.0.nn.1.weight.array());
        assert_eq!(saved.1.weight.array(), loaded.1.weight.array());
        let bytes = std::fs::read(&path).unwrap();
        let file = safetensors::SafeTensors::deserialize(&bytes).unwrap();
        assert_eq!(file.tensor("0.nn.1.weight").unwrap().shape(), [2, 3]);
        assert_eq!(file.tensor("1.weight").unwrap().shape(), [4, 2]);
    }

    #[test]
    fn molecules_are_learned_in_batches() {
        type Mlp<const I: usize> = (nn::LinearRelu<I, 16>, nn::Linear<16, 16>);
        type Model = (nn::GinConv<Mlp<7>>, nn::GinConv<Mlp<16>>, nn::Linear<16, 2>);
        let dev = device(1);
        let mut model = dev.build_module::<Model, f32>();
        let batch = GraphBatch::molecules(&dev, &datasets::mutag().unwrap());
        let mut adam = Adam::new(&model, AdamConfig { lr: 0.01, ..Default::default() });
        let mut gradients = model.alloc_grads();
        let mut losses = Vec::new();
        for _ in 0..60 {
            let h = model.0.forward(batch.x.trace(gradients), &batch.graph).relu();
            let h = model.1.forward(h, &batch.graph).relu();
            let logits = model.2.forward(nn::global_mean_pool(h, &batch.batch));
            let loss = nn::cross_entropy(logits, &batch.y);
            losses.push(loss.array());
            gradients = loss.backward();
            adam.update(&mut model, &gradients).unwrap();
            model.zero_grads(&mut gradients);
        }
        assert!(losses[59] < 0.45, "{} {}", losses[0], losses[59]);
    }
}
