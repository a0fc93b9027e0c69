//! Small graphs kept as JSON: `n` nodes, edges as pairs, and a list for each thing known of nodes or edges.

use std::io::Read;

use serde::Deserialize;

use super::{Network, Node};
use crate::{DataError, read};

#[derive(Deserialize)]
struct Listed {
    n: usize,
    edges: Vec<[usize; 2]>,
    class: Option<Vec<usize>>,
    label: Option<Vec<String>>,
    weight: Option<Vec<f32>>,
}

/// Reads such a graph; `classes` names its classes.
///
/// # Errors
/// No JSON of this form; a list of another length than what it describes; an edge to a node that does not exist.
pub fn network(reader: impl Read, file: &str, classes: &[&str]) -> Result<Network, DataError> {
    let bytes = read::bytes(reader, file)?;
    let listed: Listed =
        serde_json::from_slice(&bytes).map_err(|error| DataError::row(file, error.line() as u64, error))?;
    let complete = |name: &str, found: Option<usize>, expected: usize| match found {
        Some(found) if found != expected => {
            Err(DataError::unreadable(file, say!("list-length", list = name, found = found, expected = expected)))
        }
        _ => Ok(()),
    };
    complete("class", listed.class.as_ref().map(Vec::len), listed.n)?;
    complete("label", listed.label.as_ref().map(Vec::len), listed.n)?;
    complete("weight", listed.weight.as_ref().map(Vec::len), listed.edges.len())?;
    if let Some((index, edge)) =
        listed.edges.iter().enumerate().find(|(_, edge)| edge.iter().any(|&node| node >= listed.n))
    {
        let node = edge[0].max(edge[1]);
        return Err(DataError::item(file, index, say!("no-such-node", node = node, nodes = listed.n)));
    }
    let class = listed.class.unwrap_or_else(|| vec![0; listed.n]);
    if let Some((index, class)) = class.iter().enumerate().find(|(_, class)| **class >= classes.len().max(1)) {
        return Err(DataError::item(file, index, say!("no-such-class", class = class, classes = classes.len())));
    }
    let names = listed.label.unwrap_or_else(|| (0..listed.n).map(|node| node.to_string()).collect());
    Ok(Network {
        nodes: std::iter::zip(names, class).map(|(name, class)| Node { name, class, features: Vec::new() }).collect(),
        weights: listed.weight.unwrap_or_else(|| vec![1.0; listed.edges.len()]),
        edges: listed.edges,
        classes: classes.iter().map(ToString::to_string).collect(),
        features: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error_of(text: &str) -> String {
        network(text.as_bytes(), "mine.json", &["a", "b"]).unwrap_err().to_string()
    }

    #[test]
    fn what_does_not_fit_is_told_with_its_place() {
        let error = error_of(r#"{"n":2,"edges":[[0,1],[1,2]]}"#);
        assert!(error.contains("mine.json, item 2") && error.contains("number 2"), "{error}");
        let error = error_of(r#"{"n":2,"edges":[],"class":[0,2]}"#);
        assert!(error.contains("item 2") && error.contains("class 2"), "{error}");
        let error = error_of(r#"{"n":2,"edges":[],"label":["x"]}"#);
        assert!(error.contains("label") && error.contains('2'), "{error}");
    }

    #[test]
    fn a_cut_file_is_an_error() {
        assert!(error_of("{\"n\":2,\n\"edges\":[[0,1").contains("mine.json, line 2"));
    }
}
