//! How a [`Value`] was computed, as blocks in layers (after Sugiyama, Tagawa and Toda, "Methods for visual understanding
//! of hierarchical system structures", 1981) and as an indented list.

use super::{Plot, draw, font};
use crate::scalar::Value;
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    ops::Range,
};

/// So many blocks are drawn; of a larger computation the youngest.
const MOST: usize = 48;
/// How often the blocks of all layers are put in order.
const SWEEPS: usize = 8;

/// One value.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// Its name and operation: `d = a * b`.
    pub head: String,
    pub data: String,
    pub grad: String,
    /// Whether it was computed, or is an input or a weight.
    pub computed: bool,
}

/// Values and what flows into what, the result last.
#[derive(Clone, Debug)]
pub(super) struct Diagram {
    pub blocks: Vec<Block>,
    pub arrows: Vec<(usize, usize)>,
    /// The layer and the slot of each block, and after them of each bend: where an arrow passes through a layer, room is
    /// kept for it.
    places: Vec<(usize, usize)>,
    /// Of each arrow the places that it goes through.
    pub routes: Vec<Vec<usize>>,
}

/// In letters: a block's width and height, and what is free between two layers and between two blocks of one.
pub(super) const BLOCK: (f64, f64) = (8.4, 4.2);
pub(super) const FREE: (f64, f64) = (2.2, 1.0);
/// The size of a block's letters in pixels: the largest where there is room, and one below which nobody could read.
const LETTERS: Range<f64> = 7.0..14.0;
/// The room that blocks are given in pixels before their letters get smaller: with an edge around it as wide as any plot.
const ROOM: (f64, f64) = (760.0, 840.0);

impl Value {
    /// Draws how this value was computed, from left to right, with each number and its gradient. `names` says what
    /// values are called.
    ///
    /// ```
    /// use gradus::{View, scalar::Value};
    /// let (x, w) = (Value::new(3), Value::new(2));
    /// let loss = (&w * &x - 5).powi(2);
    /// loss.backward();
    /// let plot = loss.graph(&[("x", &x), ("w", &w), ("loss", &loss)]);
    /// assert!(plot.bundle().text("text/plain").is_some_and(|text| text.contains("w") && text.contains("6")));
    /// ```
    pub fn graph(&self, names: &[(&str, &Value)]) -> Plot {
        let history = self.history();
        let left_out = history.len().saturating_sub(MOST);
        let values: Vec<Value> = history.into_iter().take(MOST).rev().collect();
        let named: HashMap<u64, &str> = names.iter().map(|(name, value)| (value.0.born, *name)).collect();
        let mut plot = Plot::new("");
        let diagram = Diagram::of(&values, &named);
        if left_out > 0 {
            plot = plot.note(say!("plot-older", count = left_out));
        }
        plot.spec.fit(draw::around(diagram.size(), plot.spec.notes.len()));
        plot.spec.diagram = Some(diagram);
        plot
    }
}

impl Diagram {
    /// `values` from the oldest to the youngest.
    fn of(values: &[Value], named: &HashMap<u64, &str>) -> Self {
        let place: HashMap<u64, usize> = values.iter().enumerate().map(|(index, v)| (v.0.born, index)).collect();
        let mut arrows = vec![];
        for (to, value) in values.iter().enumerate() {
            let from = value.0.inputs.iter().filter_map(|(input, _)| place.get(&input.0.born));
            arrows.extend(from.map(|from| (*from, to)));
        }
        arrows.sort_unstable();
        arrows.dedup();
        let layers = layers(values.len(), &arrows);
        let block = |value: &Value| Block {
            head: head(value, named.get(&value.0.born).copied()),
            data: number(value.data()),
            grad: number(value.grad()),
            computed: !value.0.op.is_empty(),
        };
        let mut places: Vec<(usize, usize)> = layers.iter().map(|layer| (*layer, 0)).collect();
        let mut route = |&(from, to): &(usize, usize)| {
            let bends = layers[from] + 1..layers[to];
            let first = places.len();
            places.extend(bends.clone().map(|layer| (layer, 0)));
            [from].into_iter().chain(first..first + bends.len()).chain([to]).collect()
        };
        let routes = arrows.iter().map(&mut route).collect();
        let mut diagram = Self { blocks: values.iter().map(block).collect(), arrows, places, routes };
        diagram.order();
        diagram
    }

    /// How many layers there are, and how many places the fullest has.
    pub fn extent(&self) -> (usize, usize) {
        let layers = self.places.iter().map(|(layer, _)| layer + 1).max().unwrap_or(0);
        (layers, (0..layers).map(|layer| self.in_layer(layer)).max().unwrap_or(0))
    }

    fn in_layer(&self, layer: usize) -> usize {
        self.places.iter().filter(|place| place.0 == layer).count()
    }

    /// The upper left corner of a place, in letters; each layer is centred.
    pub fn corner(&self, place: usize) -> (f64, f64) {
        let (layer, slot) = self.places[place];
        let free = (self.extent().1 - self.in_layer(layer)) as f64 / 2.0;
        (layer as f64 * (BLOCK.0 + FREE.0), (slot as f64 + free) * (BLOCK.1 + FREE.1))
    }

    /// The width and height of all blocks, in letters.
    fn letters(&self) -> (f64, f64) {
        let (layers, most) = self.extent();
        (layers as f64 * (BLOCK.0 + FREE.0) - FREE.0, most as f64 * (BLOCK.1 + FREE.1) - FREE.1)
    }

    /// The size of the letters with which all blocks stand in a room of this width and height, in pixels.
    pub fn letters_in(&self, room: (f64, f64)) -> f64 {
        let (across, down) = self.letters();
        (room.0 / across).min(room.1 / down).clamp(LETTERS.start, LETTERS.end)
    }

    /// The width and height of all blocks in pixels.
    fn size(&self) -> (f64, f64) {
        let ((across, down), em) = (self.letters(), self.letters_in(ROOM));
        (across * em, down * em)
    }

    /// Puts each layer's places in the order of the means of their neighbours, so that few arrows cross.
    fn order(&mut self) {
        // Places begin one under the other.
        let mut filled = BTreeMap::new();
        for (layer, slot) in &mut self.places {
            *slot = *filled.entry(*layer).and_modify(|next| *next += 1).or_insert(0_usize);
        }
        let pieces: Vec<(usize, usize)> =
            self.routes.iter().flat_map(|route| route.windows(2).map(|pair| (pair[0], pair[1]))).collect();
        for sweep in 0..SWEEPS {
            let slots: Vec<f64> = self.places.iter().map(|place| place.1 as f64).collect();
            let mean = |index: usize| {
                let towards = |(from, to): &(usize, usize)| match sweep % 2 {
                    0 => (*from == index).then_some(*to),
                    _ => (*to == index).then_some(*from),
                };
                let at: Vec<f64> = pieces.iter().filter_map(towards).map(|other| slots[other]).collect();
                if at.is_empty() { slots[index] } else { at.iter().sum::<f64>() / at.len() as f64 }
            };
            let mut layers: BTreeMap<usize, Vec<(f64, usize)>> = BTreeMap::new();
            for (index, (layer, _)) in self.places.iter().enumerate() {
                layers.entry(*layer).or_default().push((mean(index), index));
            }
            for layer in layers.values_mut() {
                layer.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
                layer.iter().enumerate().for_each(|(slot, (_, index))| self.places[*index].1 = slot);
            }
        }
    }

    /// The result, and indented under each value what it was computed from; what stands there already is not repeated.
    pub fn list(&self) -> Vec<(String, &Block, bool)> {
        let (mut lines, mut seen) = (vec![], HashSet::new());
        if let Some(root) = self.blocks.len().checked_sub(1) {
            self.branch(root, "", "", &mut seen, &mut lines);
        }
        lines
    }

    fn branch<'a>(
        &'a self,
        index: usize,
        first: &str,
        rest: &str,
        seen: &mut HashSet<usize>,
        lines: &mut Vec<(String, &'a Block, bool)>,
    ) {
        let again = !seen.insert(index);
        lines.push((first.to_owned(), &self.blocks[index], again));
        let inputs: Vec<usize> = self.arrows.iter().filter(|(_, to)| *to == index && !again).map(|a| a.0).collect();
        for (at, input) in inputs.iter().enumerate() {
            let (branch, below) = if at + 1 == inputs.len() { ("└ ", "  ") } else { ("├ ", "│ ") };
            self.branch(*input, &format!("{rest}{branch}"), &format!("{rest}{below}"), seen, lines);
        }
    }
}

/// Each value right of what it was computed from; inputs and weights right before what they flow into first.
fn layers(count: usize, arrows: &[(usize, usize)]) -> Vec<usize> {
    let mut layers = vec![0_usize; count];
    for index in 0..count {
        let before = arrows.iter().filter(|(_, to)| *to == index).map(|(from, _)| layers[*from] + 1);
        layers[index] = before.max().unwrap_or(0);
    }
    for index in 0..count {
        if !arrows.iter().any(|(_, to)| *to == index) {
            let after = arrows.iter().filter(|(from, _)| *from == index).map(|(_, to)| layers[*to]);
            layers[index] = after.min().unwrap_or(1).saturating_sub(1);
        }
    }
    layers
}

/// `loss = powi`, `x`, `*`, or nothing more than a dot for a number without a name.
fn head(value: &Value, name: Option<&str>) -> String {
    let name = name.filter(|name| font::can_write(name));
    match (name, value.0.op) {
        (Some(name), "") => name.to_owned(),
        (Some(name), op) => format!("{name} = {op}"),
        (None, "") => "·".to_owned(),
        (None, op) => op.to_owned(),
    }
}

fn number(x: f64) -> String {
    match x.abs() {
        size if size != 0.0 && !(1e-3..1e5).contains(&size) => format!("{x:.1e}"),
        size if size >= 1000.0 => format!("{x:.0}"),
        _ => format!("{x:.3}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_right_of_what_they_were_computed_from() {
        let (a, b) = (Value::new(2), Value::new(3));
        let c = &a * &b;
        let d = (&c + &a).tanh();
        let plot = d.graph(&[("a", &a), ("b", &b), ("d", &d)]);
        let diagram = plot.spec.diagram.unwrap();
        let layer = |index: &usize| diagram.places[*index].0;
        assert!(diagram.arrows.iter().all(|(from, to)| layer(from) < layer(to)));
        assert!(diagram.routes.iter().all(|route| route.windows(2).all(|pair| layer(&pair[0]) + 1 == layer(&pair[1]))));
        assert_eq!((diagram.extent(), diagram.arrows.len()), ((4, 2), 5));
        let heads: Vec<_> = diagram.list().iter().map(|(branch, block, _)| format!("{branch}{}", block.head)).collect();
        assert_eq!(heads, ["d = tanh", "└ +", "  ├ a", "  └ *", "    ├ a", "    └ b"]);
    }

    #[test]
    fn a_network_is_no_wider_than_a_page() {
        // Two hidden neurons and a loss: ten layers of blocks.
        let neuron = |inputs: &[Value]| inputs.iter().fold(Value::new(0.2), |sum, x| sum + &Value::new(0.5) * x).tanh();
        let bird = [Value::new(1), Value::new(-2)];
        let hidden = [neuron(&bird), neuron(&bird)];
        let loss = neuron(&hidden).powi(2);
        let plot = loss.graph(&[("loss", &loss)]);
        let diagram = plot.spec.diagram.as_ref().expect("a diagram");
        assert_eq!(diagram.extent().0, 10);
        assert!(plot.spec.size.0 <= Plot::new("").spec.size.0, "{:?}", plot.spec.size);
        assert!(diagram.letters_in(ROOM) > LETTERS.start, "its letters can be read");
    }

    #[test]
    fn of_a_large_computation_the_youngest_values_are_drawn() {
        let sum: Value = (0..100).map(Value::new).sum();
        let plot = sum.graph(&[]);
        assert_eq!(plot.spec.diagram.unwrap().blocks.len(), MOST);
        assert!(plot.spec.notes[0].contains("151"), "{:?}", plot.spec.notes);
    }
}
