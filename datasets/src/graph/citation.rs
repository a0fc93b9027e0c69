//! The common form of Cora and its relatives: `NAME.content` and `NAME.cites`, separated by tabs.

use std::collections::HashMap;
use std::io::Read;
use std::path::Path;

use super::{Network, Node};
use crate::{DataError, read};

/// Opens `NAME.content` and `NAME.cites`, as Cora and CiteSeer come from LINQS (Sen et al. 2008,
/// doi:10.1609/aimag.v29i3.2157). Content lines are `paper word.. class`, each word 0 or 1; cites lines are
/// `cited citing`. A citation goes both ways and counts once; one of a paper without content is left out, as is
/// usual for CiteSeer.
///
/// # Errors
/// A file that is missing; the first line that has no place in it, and why.
pub fn open(content: impl AsRef<Path>, cites: impl AsRef<Path>) -> Result<Network, DataError> {
    let (content, content_name) = read::open(content.as_ref())?;
    let (cites, cites_name) = read::open(cites.as_ref())?;
    network((content, &content_name), (cites, &cites_name))
}

fn network(content: (impl Read, &str), cites: (impl Read, &str)) -> Result<Network, DataError> {
    let text = read::text(content.0, content.1)?;
    let mut papers: Vec<(Node, &str)> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut width = None;
    for (number, line) in read::lines(&text) {
        let row = |reason: String| DataError::row(content.1, number, reason);
        let fields: Vec<&str> = line.split_whitespace().collect();
        let [name, ref words @ .., class] = fields[..] else {
            return Err(row(say!("wrong-width", found = fields.len(), expected = width.unwrap_or(3))));
        };
        let expected: usize = *width.get_or_insert(fields.len());
        if fields.len() != expected {
            return Err(row(say!("wrong-width", found = fields.len(), expected = expected)));
        }
        if places.insert(name, papers.len()).is_some() {
            return Err(row(say!("twice", name = name)));
        }
        papers.push((Node { name: name.to_owned(), class: 0, features: present(words).map_err(row)? }, class));
    }
    let Some(width) = width else {
        return Err(DataError::unreadable(content.1, say!("empty")));
    };

    let mut classes: Vec<&str> = papers.iter().map(|(_, class)| *class).collect();
    classes.sort_unstable();
    classes.dedup();
    let nodes =
        papers.into_iter().map(|(node, class)| Node { class: classes.partition_point(|known| *known < class), ..node });
    let edges = edges(&read::text(cites.0, cites.1)?, &places, cites.1)?;
    Ok(Network {
        nodes: nodes.collect(),
        weights: vec![1.0; edges.len()],
        edges,
        classes: classes.iter().map(ToString::to_string).collect(),
        features: (0..width - 2).map(|word| word.to_string()).collect(),
    })
}

/// Which of the words, each given as 0 or 1, are there.
fn present(words: &[&str]) -> Result<Vec<usize>, String> {
    let mut features = Vec::new();
    for (place, &word) in words.iter().enumerate() {
        match word {
            "0" => {}
            "1" => features.push(place),
            _ => return Err(say!("not-a-word", place = place + 1, value = word)),
        }
    }
    Ok(features)
}

fn edges(text: &str, places: &HashMap<&str, usize>, file: &str) -> Result<Vec<[usize; 2]>, DataError> {
    let mut edges = Vec::new();
    for (number, line) in read::lines(text) {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let [cited, citing] = fields[..] else {
            return Err(DataError::row(file, number, say!("wrong-width", found = fields.len(), expected = 2)));
        };
        if let (Some(&a), Some(&b)) = (places.get(cited), places.get(citing)) {
            edges.push([a.min(b), a.max(b)]);
        }
    }
    edges.sort_unstable();
    edges.dedup();
    Ok(edges)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONTENT: &str = "p9\t0\t1\t1\tTheory\np4\t1\t0\t0\tGenes\n";

    fn of(content: &str, cites: &str) -> Result<Network, DataError> {
        network((content.as_bytes(), "a.content"), (cites.as_bytes(), "a.cites"))
    }

    #[test]
    fn papers_words_and_citations_are_read() {
        let read = of(CONTENT, "p4\tp9\np9\tp4\np4\tunknown\n").unwrap();
        assert_eq!(read.classes, ["Genes", "Theory"]);
        assert_eq!(read.nodes[0], Node { name: "p9".into(), class: 1, features: vec![1, 2] });
        assert_eq!((read.edges, read.features.len()), (vec![[0, 1]], 3));
    }

    #[test]
    fn files_are_opened_and_a_missing_one_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let (content, cites) = (folder.path().join("a.content"), folder.path().join("a.cites"));
        std::fs::write(&content, CONTENT).unwrap();
        let error = open(&content, &cites).unwrap_err().to_string();
        assert!(error.contains("a.cites"), "{error}");
        std::fs::write(&cites, "p4 p9\n").unwrap();
        assert_eq!(open(&content, &cites).unwrap().edges, [[0, 1]]);
    }

    #[test]
    fn malformed_lines_name_file_line_and_reason() {
        let error = |content: &str, cites: &str| of(content, cites).unwrap_err().to_string();
        assert!(error("p9\t0\t1\tA\np4\t1\tB\n", "").contains("a.content, line 2: 3 values where 4"));
        assert!(error("p9\t0\t2\tA\n", "").contains("a.content, line 1: word 2"));
        assert!(error("p9\t0\tA\np9\t1\tA\n", "").contains("a.content, line 2"));
        assert!(error(CONTENT, "p4\tp9\np4\n").contains("a.cites, line 2: 1 values where 2"));
        assert!(error("", "").contains("a.content cannot be read"));
    }
}
