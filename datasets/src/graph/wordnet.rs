//! A part of WordNet in the form of a citation network.

use std::io::Read;

use super::{Network, Node};
use crate::{DataError, read};

/// Synsets, relations between them, and the words that describe them.
const NODES: (&[u8], &str) = (include_bytes!("../../data/wordnet_nodes.tsv.gz"), "wordnet_nodes.tsv");
const EDGES: (&[u8], &str) = (include_bytes!("../../data/wordnet_edges.tsv.gz"), "wordnet_edges.tsv");
const WORDS: (&[u8], &str) = (include_bytes!("../../data/wordnet_vocab.txt.gz"), "wordnet_vocab.txt");

/// 2,328 noun synsets of WordNet, 2,695 relations between them, seven classes (animal, artifact, body, food, person,
/// plant, substance), and as features which of 769 words describe them. Shaped like Cora.
///
/// Source: Miller (1995), doi:10.1145/219717.219748; taken from the Debian package wordnet-base 1:3.0-37.
/// Licence: WordNet 3.0 licence, Copyright 2006 by Princeton University (`datasets/data/WORDNET-LICENSE.txt`).
///
/// # Errors
/// Only if the files inside the program are damaged.
pub fn wordnet() -> Result<Network, DataError> {
    network(NODES, EDGES, WORDS)
}

/// `id name class features` and `id id`, separated by tabs, features by spaces; one word a line.
fn network(nodes: (impl Read, &str), edges: (impl Read, &str), words: (impl Read, &str)) -> Result<Network, DataError> {
    let features: Vec<String> = read::text(words.0, words.1)?.lines().map(str::to_owned).collect();
    let text = read::text(nodes.0, nodes.1)?;
    let mut network = Network { features, ..Network::default() };
    // Classes in the order of their names, so that their numbers do not depend on the order of nodes.
    let mut classes: Vec<&str> = read::lines(&text).filter_map(|(_, line)| line.split('\t').nth(2)).collect();
    classes.sort_unstable();
    classes.dedup();
    for (number, line) in read::lines(&text) {
        let node = synset(line, network.nodes.len(), &classes, network.features.len());
        network.nodes.push(node.map_err(|reason| DataError::row(nodes.1, number, reason))?);
    }
    network.classes = classes.iter().map(ToString::to_string).collect();

    for (number, line) in read::lines(&read::text(edges.0, edges.1)?) {
        let edge = relation(line, network.nodes.len());
        network.edges.push(edge.map_err(|reason| DataError::row(edges.1, number, reason))?);
    }
    network.weights = vec![1.0; network.edges.len()];
    Ok(network)
}

fn synset(line: &str, id: usize, classes: &[&str], words: usize) -> Result<Node, String> {
    let fields: Vec<&str> = line.split('\t').collect();
    let [own, name, class, features] = fields[..] else {
        return Err(say!("wrong-width", found = fields.len(), expected = 4));
    };
    if own.parse() != Ok(id) {
        return Err(say!("wrong-id", found = own, expected = id));
    }
    let features = features.split_whitespace().map(|word| place(word, words)).collect::<Result<_, _>>()?;
    Ok(Node { name: name.to_owned(), class: classes.partition_point(|known| *known < class), features })
}

fn relation(line: &str, nodes: usize) -> Result<[usize; 2], String> {
    let (from, to) = line.split_once('\t').ok_or_else(|| say!("wrong-width", found = 1, expected = 2))?;
    Ok([place(from, nodes)?, place(to, nodes)?])
}

fn place(text: &str, count: usize) -> Result<usize, String> {
    let place: usize = text.trim().parse().map_err(|_| say!("not-a-number", value = text))?;
    if place < count { Ok(place) } else { Err(say!("no-such-node", node = place, nodes = count)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_network_is_as_it_was_cut() {
        let all = wordnet().unwrap();
        assert_eq!((all.nodes.len(), all.edges.len(), all.features.len()), (2328, 2695, 769));
        assert_eq!(all.classes, ["animal", "artifact", "body", "food", "person", "plant", "substance"]);
        let count = |class| all.nodes.iter().filter(|node| node.class == class).count();
        assert_eq!(std::array::from_fn(count), [333, 212, 404, 421, 243, 391, 324]);
        assert_eq!(all.nodes[0].features, [43, 77, 105, 429, 614]);
        assert_eq!(all.features[1], "genus");
    }

    #[test]
    fn what_does_not_fit_names_file_line_and_reason() {
        let error = |nodes: &str, edges: &str| {
            network((nodes.as_bytes(), "nodes"), (edges.as_bytes(), "edges"), (&b"red\ngreen\n"[..], "words"))
                .unwrap_err()
                .to_string()
        };
        let nodes = "0\tapple\tfood\t0\n1\tpear\tfood\t1\n";
        assert!(error(nodes, "0\t1\n0\t2\n").contains("edges, line 2"));
        assert!(error(nodes, "0\n").contains("edges, line 1"));
        assert!(error("0\tapple\tfood\t0 2\n", "").contains("nodes, line 1"));
        assert!(error("0\tapple\tfood\t0\n2\tpear\tfood\t\n", "").contains("nodes, line 2"));
        assert!(error("0\tapple\n", "").contains("2 values where 4"));
    }
}
