//! MUTAG: molecules, mutagenic or not, in the TU format.

use std::fmt;
use std::str::FromStr;

use crate::{DataError, read};

const BONDS: (&[u8], &str) = (include_bytes!("../../data/MUTAG_A.txt.gz"), "MUTAG_A.txt");
const BOND_KINDS: (&[u8], &str) = (include_bytes!("../../data/MUTAG_edge_labels.txt.gz"), "MUTAG_edge_labels.txt");
const OWNERS: (&[u8], &str) = (include_bytes!("../../data/MUTAG_graph_indicator.txt.gz"), "MUTAG_graph_indicator.txt");
const MUTAGENIC: (&[u8], &str) = (include_bytes!("../../data/MUTAG_graph_labels.txt.gz"), "MUTAG_graph_labels.txt");
const ATOMS: (&[u8], &str) = (include_bytes!("../../data/MUTAG_node_labels.txt.gz"), "MUTAG_node_labels.txt");

/// A molecule without its hydrogen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Molecule {
    /// Its atoms. Bonds name them by their place here.
    pub atoms: Vec<Atom>,
    /// Its bonds, each once.
    pub bonds: Vec<Bond>,
    /// Whether it makes *Salmonella typhimurium* mutate.
    pub mutagenic: bool,
}

/// A chemical element that occurs in MUTAG, in the order of its labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the symbols of the elements say all there is")]
pub enum Atom {
    C,
    N,
    O,
    F,
    I,
    Cl,
    Br,
}

impl Atom {
    /// All seven, in the order of their labels.
    pub const ALL: [Self; 7] = [Self::C, Self::N, Self::O, Self::F, Self::I, Self::Cl, Self::Br];
}

impl fmt::Display for Atom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{self:?}"))
    }
}

/// A bond between two atoms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bond {
    /// The atoms it holds together, the lower place first.
    pub atoms: [usize; 2],
    /// How it holds them.
    pub kind: BondKind,
}

/// How a bond holds two atoms together, in the order of MUTAG's labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the words of chemistry say all there is")]
pub enum BondKind {
    Aromatic,
    Single,
    Double,
    Triple,
}

const BOND_KINDS_IN_ORDER: [BondKind; 4] = [BondKind::Aromatic, BondKind::Single, BondKind::Double, BondKind::Triple];

/// 188 molecules, 125 of them mutagenic.
///
/// Source: Debnath et al. (1991), doi:10.1021/jm00106a046, TU collection; taken from the Python package grakel 0.1.11.
/// Licence: no licence of its own; ships under the package's BSD-3 with the citation.
///
/// # Errors
/// Only if the files inside the program are damaged.
pub fn mutag() -> Result<Vec<Molecule>, DataError> {
    molecules(&Texts {
        bonds: (&read::text(BONDS.0, BONDS.1)?, BONDS.1),
        bond_kinds: (&read::text(BOND_KINDS.0, BOND_KINDS.1)?, BOND_KINDS.1),
        owners: (&read::text(OWNERS.0, OWNERS.1)?, OWNERS.1),
        mutagenic: (&read::text(MUTAGENIC.0, MUTAGENIC.1)?, MUTAGENIC.1),
        atoms: (&read::text(ATOMS.0, ATOMS.1)?, ATOMS.1),
    })
}

/// The five files of the TU format with their names: one line an edge (twice, once each way), an atom or a graph;
/// numbers of graphs and atoms count from 1 (<https://chrsmrrs.github.io/datasets/docs/format/>).
#[derive(Clone, Copy)]
struct Texts<'a> {
    bonds: (&'a str, &'a str),
    bond_kinds: (&'a str, &'a str),
    owners: (&'a str, &'a str),
    mutagenic: (&'a str, &'a str),
    atoms: (&'a str, &'a str),
}

fn molecules(texts: &Texts) -> Result<Vec<Molecule>, DataError> {
    let mutagenic: Vec<i8> = column(texts.mutagenic, number)?;
    let mut molecules: Vec<Molecule> =
        mutagenic.iter().map(|&label| Molecule { mutagenic: label == 1, ..Molecule::default() }).collect();

    let atoms = column(texts.atoms, |line| pick(line, &Atom::ALL))?;
    let owners = column(texts.owners, |line| from_one(line, molecules.len()))?;
    same_length((texts.owners.1, owners.len()), (texts.atoms.1, atoms.len()))?;
    // Where each atom stands: its molecule, and its place there.
    let mut places = Vec::with_capacity(atoms.len());
    for (&owner, &atom) in owners.iter().zip(&atoms) {
        places.push((owner, molecules[owner].atoms.len()));
        molecules[owner].atoms.push(atom);
    }

    let kinds = column(texts.bond_kinds, |line| pick(line, &BOND_KINDS_IN_ORDER))?;
    let ends = column(texts.bonds, |line| {
        let (a, b) = line.split_once(',').ok_or_else(|| say!("wrong-width", found = 1, expected = 2))?;
        let ends = [places[from_one(a, places.len())?], places[from_one(b, places.len())?]];
        if ends[0].0 == ends[1].0 { Ok(ends) } else { Err(say!("two-graphs")) }
    })?;
    same_length((texts.bond_kinds.1, kinds.len()), (texts.bonds.1, ends.len()))?;
    for (&[(owner, a), (_, b)], &kind) in ends.iter().zip(&kinds).filter(|([a, b], _)| a.1 < b.1) {
        molecules[owner].bonds.push(Bond { atoms: [a, b], kind });
    }
    Ok(molecules)
}

fn column<T>((text, file): (&str, &str), parse: impl Fn(&str) -> Result<T, String>) -> Result<Vec<T>, DataError> {
    read::lines(text)
        .map(|(number, line)| parse(line.trim()).map_err(|reason| DataError::row(file, number, reason)))
        .collect()
}

fn same_length((file, found): (&str, usize), (other, expected): (&str, usize)) -> Result<(), DataError> {
    if found == expected {
        return Ok(());
    }
    Err(DataError::unreadable(file, say!("lines-differ", found = found, other = other, expected = expected)))
}

fn number<N: FromStr>(text: &str) -> Result<N, String> {
    text.trim().parse().map_err(|_| say!("not-a-number", value = text))
}

fn from_one(text: &str, count: usize) -> Result<usize, String> {
    let place: usize = number(text)?;
    if (1..=count).contains(&place) { Ok(place - 1) } else { Err(say!("not-from-one", node = place, nodes = count)) }
}

fn pick<T: Copy>(text: &str, all: &[T]) -> Result<T, String> {
    let label: usize = number(text)?;
    all.get(label).copied().ok_or_else(|| say!("no-such-class", class = label, classes = all.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_molecules_are_counted() {
        let all = mutag().unwrap();
        assert_eq!((all.len(), all.iter().filter(|molecule| molecule.mutagenic).count()), (188, 125));
        assert_eq!(all.iter().map(|molecule| molecule.atoms.len()).sum::<usize>(), 3371);
        assert_eq!(all.iter().map(|molecule| molecule.bonds.len()).sum::<usize>(), 7442 / 2);
        // Known of the set: every molecule has a nitro group, a nitrogen with two oxygens.
        assert!(all.iter().all(|molecule| molecule.atoms.contains(&Atom::N) && molecule.atoms.contains(&Atom::O)));
    }

    #[test]
    fn what_does_not_fit_names_file_line_and_reason() {
        let sound = Texts {
            bonds: ("1, 2\n2, 1\n", "A"),
            bond_kinds: ("1\n1\n", "kinds"),
            owners: ("1\n1\n2\n", "owners"),
            mutagenic: ("1\n-1\n", "graphs"),
            atoms: ("0\n1\n2\n", "atoms"),
        };
        assert_eq!(molecules(&sound).unwrap()[0].bonds, [Bond { atoms: [0, 1], kind: BondKind::Single }]);
        let error = |texts: Texts| molecules(&texts).unwrap_err().to_string();
        assert!(error(Texts { atoms: ("0\n7\n0\n", "atoms"), ..sound }).contains("atoms, line 2"));
        assert!(error(Texts { owners: ("1\n1\n3\n", "owners"), ..sound }).contains("owners, line 3"));
        assert!(error(Texts { bonds: ("1, 2\n1, 3\n", "A"), ..sound }).contains("A, line 2"));
        assert!(error(Texts { bonds: ("1, 2\n0, 3\n", "A"), ..sound }).contains("A, line 2"));
        assert!(error(Texts { bond_kinds: ("1\n", "kinds"), ..sound }).contains("kinds cannot be read"));
        assert!(error(Texts { mutagenic: ("1\nyes\n", "graphs"), ..sound }).contains("graphs, line 2"));
    }
}
