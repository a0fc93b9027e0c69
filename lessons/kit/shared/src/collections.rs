//! Vectors, maps, text and iterators of the types that lessons use.

use gradus::prelude::*;
use std::collections::HashMap;

/// Lists of numbers and points.
pub fn lists(mut xs: Vec<f32>, ys: &[f32]) -> (f32, Vec<(f32, f32)>) {
    xs.push(1.0);
    xs.extend_from_slice(ys);
    xs.sort_by(f32::total_cmp);
    let copy = xs.clone();
    let points: Vec<(f32, f32)> = copy.iter().copied().zip(ys.iter().copied()).collect();
    let squares: Vec<f32> = ys.iter().map(|y| y.powi(2)).collect();
    let mean = squares.iter().sum::<f32>() / squares.len() as f32;
    gradus::rt_value!(&xs);
    gradus::rt_value!(mean);
    gradus::rt_value!(&points);
    (xs.iter().fold(mean, |most, x| most.max(*x)), points)
}

/// Whole numbers, words and counts.
pub fn words(text: &str) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for word in text.split_whitespace() {
        *counts.entry(word.to_lowercase()).or_insert(0) += 1;
    }
    let mut ids: Vec<usize> = counts.values().copied().collect();
    ids.sort_unstable();
    let listed: Vec<String> = counts.keys().cloned().collect();
    println!("{} {:?} {ids:?}", listed.join(", "), counts.get("a"));
    gradus::rt_value!(listed.len());
    gradus::rt_value!(listed);
    counts
}

/// Plots of lists and functions.
pub fn plots(xs: &[f32], ys: &[f32]) {
    gradus::rt_value!(
        Plot::new("")
            .x("")
            .y("")
            .points("", xs.iter().copied().zip(ys.iter().copied()).collect::<Vec<(f32, f32)>>())
            .points_xy("", xs, ys)
            .curve("", ys)
    );
}

/// Variables of the common types, put and taken.
pub fn variables(dev: Cpu) {
    use gradus::rt::{eye, fits, put, put_new, put_with, take};
    fn pass<T: 'static>() {
        if fits::<T>("") {
            put("", take::<T>(""));
            put_new("", take::<T>(""), None);
            put_with("", take::<T>(""), None, None);
        }
    }
    macro_rules! seen {
        ($($ty:ty),*) => {$({
            let value = take::<$ty>("");
            let eye = eye!(&value);
            put_new("", value, eye);
        })*};
    }
    seen!(i32, u64, usize, f32, f64, bool, String, &'static str, Vec<f32>, Vec<f64>, Vec<i32>, Vec<usize>, Vec<String>);
    seen!(Vec<(f32, f32)>, [f32; 2], ChaCha8Rng, Cpu);
    pass::<i32>();
    pass::<u64>();
    pass::<usize>();
    pass::<f32>();
    pass::<f64>();
    pass::<bool>();
    pass::<String>();
    pass::<&'static str>();
    pass::<Vec<f32>>();
    pass::<Vec<f64>>();
    pass::<Vec<i32>>();
    pass::<Vec<usize>>();
    pass::<Vec<String>>();
    pass::<Vec<(f32, f32)>>();
    pass::<ChaCha8Rng>();
    pass::<Cpu>();
    drop(dev);
}
