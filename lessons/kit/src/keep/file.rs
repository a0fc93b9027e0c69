//! A model's weights in a file of the learner's choice, for other tools or from them.

use super::{KeepError, tensors, tensors::Weights};
use dfdx::{nn::TensorCollection, shapes::Dtype, tensor_ops::Device};
use std::{fs, io, path::Path};

/// Writes a model's weights as safetensors, which Python reads with `safetensors.torch.load_file`. The names are those
/// of the fields: `h.0.norm1.weight`.
///
/// ```no_run
/// use gradus::prelude::*;
/// let gpt = nn::Gpt::<65, 64, 128, 4, 512, 4>::new(&device(0));
/// nn::save("gpt.safetensors", &gpt)?;
/// # Ok::<(), gradus::KeepError>(())
/// ```
///
/// # Errors
/// [`KeepError::File`]: the file cannot be written.
pub fn save<E: Dtype, D: Device<E>, M: TensorCollection<E, D>>(
    path: impl AsRef<Path>,
    model: &M,
) -> Result<(), KeepError> {
    let path = path.as_ref();
    let written = tensors::read(model).to_bytes().map_err(io::Error::other).and_then(|bytes| fs::write(path, bytes));
    written.map_err(|cause| KeepError::File { file: path.display().to_string(), cause })
}

/// Fills a model with the weights of a safetensors file, from [`save`] or from Python. Every name and shape must fit;
/// only two first axes may be one in the file, as in PyTorch's `in_proj_weight`.
///
/// ```no_run
/// use gradus::prelude::*;
/// let mut gpt = nn::Gpt::<65, 64, 128, 4, 512, 4>::new(&device(0));
/// nn::load("gpt.safetensors", &mut gpt)?;
/// # Ok::<(), gradus::KeepError>(())
/// ```
///
/// # Errors
/// [`KeepError`]: no such file, a damaged one, other names or shapes. The model is as it was then.
pub fn load<E: Dtype, D: Device<E>, M: TensorCollection<E, D>>(
    path: impl AsRef<Path>,
    model: &mut M,
) -> Result<(), KeepError> {
    let path = path.as_ref();
    let file = path.display().to_string();
    let bytes = fs::read(path).map_err(|cause| KeepError::File { file: file.clone(), cause })?;
    let weights = Weights::from_bytes(&bytes).map_err(|cause| KeepError::Damaged { file: file.clone(), cause })?;
    weights.fit(&file, &tensors::read(model))?;
    tensors::write(model, &weights);
    Ok(())
}
