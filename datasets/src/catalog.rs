//! What data sets there are. `data/NOTICE.md` says the same of the files; a test compares the two.

/// A data set that ships with Gradus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DataSet {
    /// The name of its loader.
    pub name: &'static str,
    /// What it holds.
    pub about: &'static str,
    /// How many rows the loader gives.
    pub rows: usize,
    /// Who made it and where it was taken from.
    pub source: &'static str,
    /// The licence of the data.
    pub licence: &'static str,
}

/// Every data set, by name.
pub const ALL: &[DataSet] = &[
    DataSet {
        name: "iris",
        about: "three species of iris flowers, four lengths each",
        rows: 150,
        source: "Fisher 1936, doi:10.1111/j.1469-1809.1936.tb02137.x, from the Python package scikit-learn 1.9.1",
        licence: "CC BY 4.0",
    },
    DataSet {
        name: "penguins",
        about: "three species of penguins: four measurements, island, sex",
        rows: 344,
        source: "Gorman, Williams and Fraser 2014, doi:10.1371/journal.pone.0090081, \
                 from the Python package bokeh-sampledata 2026.1",
        licence: "CC0",
    },
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::path::Path;

    use sha2::{Digest, Sha256};

    use super::*;

    const NOTICE: &str = include_str!("../data/NOTICE.md");
    const SUMS: &str = include_str!("../data/SHA256SUMS");

    #[test]
    fn the_rows_stated_are_the_rows_read() {
        let read =
            BTreeMap::from([("iris", crate::iris().unwrap().len()), ("penguins", crate::penguins().unwrap().len())]);
        let stated: BTreeMap<_, _> = ALL.iter().map(|set| (set.name, set.rows)).collect();
        assert_eq!(stated, read);
    }

    #[test]
    fn the_notice_names_every_licence_and_source() {
        for set in ALL {
            let row = NOTICE.lines().find(|line| line.contains(&format!("`{}.", set.name))).expect(set.name);
            let (_, package) = set.source.split_once("Python package ").expect(set.name);
            assert!(row.contains(set.licence) && row.contains(package), "{row}");
        }
    }

    #[test]
    fn every_file_is_noticed_and_unaltered() {
        let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/data"));
        let sums: BTreeMap<&str, &str> =
            SUMS.lines().filter_map(|line| line.split_once("  ")).map(|(s, f)| (f, s)).collect();
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let file = path.file_name().unwrap().to_str().unwrap();
            if ["NOTICE.md", "SHA256SUMS"].contains(&file) {
                continue;
            }
            let hash = Sha256::digest(std::fs::read(&path).unwrap());
            let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
            assert_eq!(sums.get(file), Some(&hash.as_str()), "{file}");
            assert!(NOTICE.contains(&format!("`{file}`")), "{file}");
        }
    }
}
