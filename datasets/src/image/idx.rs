//! IDX, the format of MNIST and its relatives: `0 0 TYPE DIMENSIONS`, the size of each dimension as a big-endian u32,
//! then the bytes (<http://yann.lecun.com/exdb/mnist/>). Plain or gzip.

use std::io::Read;
use std::path::Path;

use super::Image;
use crate::{DataError, read};

/// The type code of unsigned bytes, the only one that images use.
const BYTE: u8 = 0x08;

/// An IDX file of bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Idx {
    sizes: Vec<usize>,
    bytes: Vec<u8>,
}

/// Opens images and their labels: `open("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz")`.
///
/// # Errors
/// A file that is missing, no IDX of bytes, or cut short; images and labels of different number.
pub fn open(images: impl AsRef<Path>, labels: impl AsRef<Path>) -> Result<Vec<Image>, DataError> {
    let (images, images_name) = read::open(images.as_ref())?;
    let (labels, labels_name) = read::open(labels.as_ref())?;
    read((images, &images_name), (labels, &labels_name))
}

/// Reads images and their labels; each with the name that stands for it in errors.
///
/// # Errors
/// As [`open`].
pub fn read(images: (impl Read, &str), labels: (impl Read, &str)) -> Result<Vec<Image>, DataError> {
    let pictures = parse(read::bytes(images.0, images.1)?, 3, images.1)?;
    let classes = parse(read::bytes(labels.0, labels.1)?, 1, labels.1)?;
    let (count, height, width) = (pictures.sizes[0], pictures.sizes[1], pictures.sizes[2]);
    if classes.bytes.len() != count {
        return Err(DataError::unreadable(labels.1, say!("labels", labels = classes.bytes.len(), images = count)));
    }
    let image = |(index, &label): (usize, &u8)| Image {
        height,
        width,
        pixels: pictures.bytes[index * height * width..][..height * width].to_vec(),
        white: u8::MAX,
        label: label.into(),
    };
    Ok(classes.bytes.iter().enumerate().map(image).collect())
}

fn parse(bytes: Vec<u8>, dimensions: usize, file: &str) -> Result<Idx, DataError> {
    let magic = [0, 0, BYTE, dimensions as u8];
    if !bytes.starts_with(&magic) {
        return Err(DataError::unreadable(file, say!("not-idx", dimensions = dimensions)));
    }
    let header = 4 + 4 * dimensions;
    let Some(sizes) = bytes.get(4..header) else {
        return Err(DataError::unreadable(file, say!("idx-header")));
    };
    let sizes: Vec<usize> =
        sizes.chunks_exact(4).map(|size| u32::from_be_bytes([size[0], size[1], size[2], size[3]]) as usize).collect();
    let item = sizes[1..].iter().try_fold(1usize, |all, &size| all.checked_mul(size)).unwrap_or(usize::MAX);
    let body = bytes.len() - header;
    match sizes[0].checked_mul(item) {
        Some(expected) if expected == body => Ok(Idx { sizes, bytes: bytes[header..].to_vec() }),
        Some(expected) if expected < body => {
            Err(DataError::unreadable(file, say!("idx-longer", found = body, expected = expected)))
        }
        _ => Err(DataError::item(
            file,
            body / item.max(1),
            say!("cut-short", found = body % item.max(1), expected = item),
        )),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{Compression, write::GzEncoder};

    use super::*;

    const LABELS: &[u8] = &[0, 0, 8, 1, 0, 0, 0, 2, 7, 3];

    /// Two images of 1x2.
    fn images() -> Vec<u8> {
        vec![0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 10, 20, 30, 255]
    }

    fn of(images: &[u8], labels: &[u8]) -> Result<Vec<Image>, DataError> {
        read((images, "images"), (labels, "labels"))
    }

    #[test]
    fn images_and_labels_are_joined() {
        let read = of(&images(), LABELS).unwrap();
        assert_eq!(read[1], Image { height: 1, width: 2, pixels: vec![30, 255], white: 255, label: 3 });
        assert_eq!(read[1].brightness().last(), Some(1.0));
    }

    #[test]
    fn files_plain_and_gzip_are_opened() {
        let folder = tempfile::tempdir().unwrap();
        let (plain, packed) = (folder.path().join("images"), folder.path().join("labels.gz"));
        std::fs::write(&plain, images()).unwrap();
        let mut gzip = GzEncoder::new(std::fs::File::create(&packed).unwrap(), Compression::best());
        gzip.write_all(LABELS).unwrap();
        gzip.finish().unwrap();
        assert_eq!(open(&plain, &packed).unwrap().len(), 2);
        let error = open(&plain, folder.path().join("none.gz")).unwrap_err().to_string();
        assert!(error.contains("none.gz"), "{error}");
    }

    #[test]
    fn a_cut_file_names_the_item_that_is_cut() {
        let error = of(&images()[..19], LABELS).unwrap_err().to_string();
        assert!(error.contains("images, item 2") && error.contains("1 bytes where 2"), "{error}");
        let error = of(&images(), &LABELS[..9]).unwrap_err().to_string();
        assert!(error.contains("labels, item 2"), "{error}");
        assert!(matches!(of(&images()[..9], LABELS), Err(DataError::Unreadable { .. })));
    }

    #[test]
    fn what_is_no_idx_or_does_not_fit_is_told() {
        let error = of(LABELS, &images()).unwrap_err().to_string();
        assert!(error.starts_with("images cannot be read") && error.contains("IDX"), "{error}");
        let error = of(&images(), &[0, 0, 8, 1, 0, 0, 0, 1, 7]).unwrap_err().to_string();
        assert!(error.contains("1 labels for 2 images"), "{error}");
        let longer = [images(), vec![0]].concat();
        assert!(of(&longer, LABELS).unwrap_err().to_string().contains("5 bytes"));
    }
}
