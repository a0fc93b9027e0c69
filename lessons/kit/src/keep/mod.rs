//! Trained models that outlive their session: one safetensors file each, in the learner's data folder.
//!
//! ```text
//! mod.rs       keep, restore   a model into its file and back
//! file.rs      save, load      the same in a file of one's choice
//! folder.rs    Folder          where the files are, and what they may be called
//! tensors.rs   Weights         the numbers of a model, by name and shape
//! ```

mod file;
mod folder;
mod tensors;

use dfdx::{nn::TensorCollection, shapes::Dtype, tensor_ops::Device};
pub use file::{load, save};
use folder::Folder;
use std::io;

/// Why a model could not be kept or restored. The sentence says what to do.
#[derive(Debug, thiserror::Error)]
pub enum KeepError {
    /// The name cannot be a file's.
    #[error("{}", say!("keep-name", name = .name))]
    Name {
        /// The name.
        name: String,
    },
    /// There is no data folder: the program does not run in a session of Gradus.
    #[error("{}", say!("keep-no-folder"))]
    NoFolder,
    /// Nothing is kept under this name.
    #[error("{}", missing(.name, .kept))]
    Missing {
        /// The name.
        name: String,
        /// What is kept.
        kept: Vec<String>,
    },
    /// The file is not what was written.
    #[error("{}", say!("keep-damaged", file = .file, cause = .cause))]
    Damaged {
        /// The file.
        file: String,
        /// What is wrong with it.
        cause: String,
    },
    /// The kept model and the one to fill differ.
    #[error("{}", say!("keep-shape", name = .name, place = .place, kept = .kept, wanted = .wanted))]
    Shape {
        /// The name.
        name: String,
        /// Where in the model they differ first.
        place: String,
        /// The kept shape.
        kept: String,
        /// The model's shape.
        wanted: String,
    },
    /// The file could not be read or written.
    #[error("{}", say!("keep-file", file = .file, cause = .cause))]
    File {
        /// The file.
        file: String,
        /// Why.
        cause: io::Error,
    },
}

fn missing(name: &str, kept: &[String]) -> String {
    match kept {
        [] => say!("keep-missing", name = name),
        kept => say!("keep-missing-among", name = name, kept = kept.join(", ")),
    }
}

/// Keeps a model's weights under a name, for [`restore`] in a later cell, or on a later day. A model that was kept
/// under this name before is replaced, all of it or nothing.
///
/// ```no_run
/// use gradus::prelude::*;
/// let model = device(0).build_module::<(Linear<2, 8>, Tanh, Linear<8, 1>), f32>();
/// keep("xor", &model)?;
/// # Ok::<(), gradus::KeepError>(())
/// ```
///
/// # Errors
/// [`KeepError`]: a name that cannot be a file's, a full disk.
pub fn keep<E: Dtype, D: Device<E>, M: TensorCollection<E, D>>(name: &str, model: &M) -> Result<(), KeepError> {
    keep_in(&Folder::open()?, name, model)
}

/// Fills a model with the weights that were kept under a name.
///
/// ```no_run
/// use gradus::prelude::*;
/// let mut model = device(0).build_module::<(Linear<2, 8>, Tanh, Linear<8, 1>), f32>();
/// restore("xor", &mut model)?;
/// # Ok::<(), gradus::KeepError>(())
/// ```
///
/// # Errors
/// [`KeepError`]: nothing of that name, a damaged file, a model of another shape. The model is as it was then.
pub fn restore<E: Dtype, D: Device<E>, M: TensorCollection<E, D>>(name: &str, model: &mut M) -> Result<(), KeepError> {
    restore_in(&Folder::open()?, name, model)
}

fn keep_in<E: Dtype, D: Device<E>, M: TensorCollection<E, D>>(
    folder: &Folder,
    name: &str,
    model: &M,
) -> Result<(), KeepError> {
    folder.write(name, &tensors::read(model))
}

fn restore_in<E: Dtype, D: Device<E>, M: TensorCollection<E, D>>(
    folder: &Folder,
    name: &str,
    model: &mut M,
) -> Result<(), KeepError> {
    let kept = folder.read(name)?;
    kept.fit(name, &tensors::read(model))?;
    tensors::write(model, &kept);
    Ok(())
}

/// The numbers of each of a model's matrices, by name.
pub(crate) fn matrices<E: Dtype, D: Device<E>, M: TensorCollection<E, D>>(model: &M) -> Vec<(String, Vec<f64>)> {
    tensors::read(model).into_matrices().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prelude::*;

    type Net = (Linear<2, 3>, Tanh, Linear<3, 1>);

    #[test]
    fn a_model_comes_back_as_it_was_kept() {
        let folder = tempfile::tempdir().unwrap();
        let folder = Folder::at(folder.path().join("kept"));
        let (trained, mut fresh) = (device(1).build_module::<Net, f32>(), device(2).build_module::<Net, f32>());
        keep_in(&folder, "xor", &trained).unwrap();
        keep_in(&folder, "xor", &trained).unwrap();
        restore_in(&folder, "xor", &mut fresh).unwrap();
        assert_eq!(fresh.0.weight.array(), trained.0.weight.array());
        assert_eq!(fresh.2.bias.array(), trained.2.bias.array());
        let mut wide = device(3).build_module::<Linear<2, 3>, f64>();
        keep_in(&folder, "half", &trained.0).unwrap();
        restore_in(&folder, "half", &mut wide).unwrap();
        assert_eq!(wide.weight.array()[0][1], f64::from(trained.0.weight.array()[0][1]));
    }

    #[test]
    fn another_shape_is_refused_and_changes_nothing() {
        let home = tempfile::tempdir().unwrap();
        let folder = Folder::at(home.path());
        keep_in(&folder, "xor", &device(1).build_module::<Net, f32>()).unwrap();
        let mut wider = device(2).build_module::<(Linear<2, 3>, Tanh, Linear<3, 4>), f32>();
        let before = wider.0.weight.array();
        let refused = restore_in(&folder, "xor", &mut wider).unwrap_err().to_string();
        assert!(refused.contains("1x3") && refused.contains("4x3") && refused.contains("2.weight"), "{refused}");
        assert_eq!(wider.0.weight.array(), before);
        let mut deeper = device(2).build_module::<(Net, Linear<1, 1>), f32>();
        assert!(matches!(restore_in(&folder, "xor", &mut deeper), Err(KeepError::Shape { .. })));
        let mut shorter = device(2).build_module::<(Linear<2, 3>, Tanh), f32>();
        assert!(matches!(restore_in(&folder, "xor", &mut shorter), Err(KeepError::Shape { .. })));
    }

    #[test]
    fn names_missing_and_damaged_files_are_told_apart() {
        let home = tempfile::tempdir().unwrap();
        let folder = Folder::at(home.path());
        let mut model = device(1).build_module::<Net, f32>();
        for name in ["", "../evil", "a/b", ".hidden", "nul\0", &"x".repeat(60)] {
            assert!(matches!(keep_in(&folder, name, &model), Err(KeepError::Name { .. })), "{name:?}");
        }
        let missing = restore_in(&folder, "xor", &mut model).unwrap_err().to_string();
        assert!(missing.contains("keep(\"xor\""), "{missing}");
        keep_in(&folder, "other", &model).unwrap();
        let missing = restore_in(&folder, "xor", &mut model).unwrap_err().to_string();
        assert!(missing.contains("other"), "{missing}");
        let file = home.path().join("other.safetensors");
        let whole = std::fs::read(&file).unwrap();
        for damaged in [&whole[..whole.len() - 1], b"", b"{}"] {
            std::fs::write(&file, damaged).unwrap();
            assert!(matches!(restore_in(&folder, "other", &mut model), Err(KeepError::Damaged { .. })));
        }
    }
}
