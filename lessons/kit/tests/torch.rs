//! Against PyTorch's own numbers (`fixtures/blocks.py` wrote them), and files that Python writes and reads.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use gradus::prelude::*;
use safetensors::SafeTensors;
use std::{collections::BTreeMap, fs, path::PathBuf, process::Command};

type First = nn::GptBlock<8, 2, 16>;
type Last = nn::BertBlock<8, 2, 16>;

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures")).join(name)
}

fn answers() -> BTreeMap<String, Vec<f32>> {
    let bytes = fs::read(fixture("answers.safetensors")).unwrap();
    let numbers = |data: &[u8]| data.as_chunks().0.iter().map(|four| f32::from_le_bytes(*four)).collect();
    let file = SafeTensors::deserialize(&bytes).unwrap();
    file.tensors().into_iter().map(|(name, view)| (name, numbers(view.data()))).collect()
}

fn close(what: &str, got: &[f32], expected: &[f32]) {
    let largest = expected.iter().fold(1.0_f32, |most, x| most.max(x.abs()));
    assert_eq!(got.len(), expected.len(), "{what}");
    let off = got.iter().zip(expected).map(|(g, e)| (g - e).abs()).fold(0.0, f32::max);
    assert!(off <= 1e-5 * largest, "{what} is off by {off} where numbers are up to {largest}");
}

#[test]
fn blocks_loaded_from_python_compute_what_pytorch_does() {
    let (dev, answers) = (device(0), answers());
    let x: Tensor<Rank3<2, 5, 8>, f32, Dev> = dev.tensor_from_vec(answers["x"].clone(), Default::default());
    let mut first = First::new(&dev);
    nn::load(fixture("norm-first.safetensors"), &mut first).unwrap();
    let y = first.forward(x.leaky_trace());
    close("y, normalised first", &y.as_vec(), &answers["norm-first.y"]);
    let g = y.square().sum::<Rank0, _>().backward();
    let d = |name: &str| &*answers[&format!("norm-first.d.{name}")];
    close("projection", &g.get(&first.self_attn.in_proj_weight).as_vec(), d("self_attn.in_proj_weight"));
    close("linear1", &g.get(&first.linear1.weight).as_vec(), d("linear1.weight"));
    close("norm2", &g.get(&first.norm2.bias).as_vec(), d("norm2.bias"));

    let mut last = Last::new(&dev);
    nn::load(fixture("norm-last.safetensors"), &mut last).unwrap();
    let y = last.forward(x.leaky_trace());
    close("y, normalised last", &y.as_vec(), &answers["norm-last.y"]);
    let g = y.square().sum::<Rank0, _>().backward();
    let d = |name: &str| &*answers[&format!("norm-last.d.{name}")];
    close("projection", &g.get(&last.self_attn.in_proj_weight).as_vec(), d("self_attn.in_proj_weight"));
    close("linear1", &g.get(&last.linear1.weight).as_vec(), d("linear1.weight"));
    close("norm2", &g.get(&last.norm2.bias).as_vec(), d("norm2.bias"));
}

#[test]
fn what_is_saved_is_what_is_loaded() {
    let (dev, folder) = (device(1), tempfile::tempdir().unwrap());
    let file = folder.path().join("gpt.safetensors");
    type Tiny = nn::Gpt<7, 5, 8, 2, 16, 2>;
    let (saved, mut loaded) = (Tiny::new(&dev), Tiny::new(&dev));
    let words = dev.tensor([[1_usize, 2, 6]]);
    nn::save(&file, &saved).unwrap();
    assert_ne!(saved.forward(words.clone()).array(), loaded.forward(words.clone()).array());
    nn::load(&file, &mut loaded).unwrap();
    assert_eq!(saved.forward(words.clone()).array(), loaded.forward(words).array());
    let mut other = nn::Gpt::<7, 5, 8, 2, 16, 3>::new(&dev);
    assert!(nn::load(&file, &mut other).unwrap_err().to_string().contains("h.2."));
}

/// Runs where `GRADUS_PEER_PYTHON` names a Python with the package `safetensors`.
#[test]
fn python_reads_what_is_saved() {
    let Some(python) = std::env::var_os("GRADUS_PEER_PYTHON") else {
        return eprintln!("skipped: GRADUS_PEER_PYTHON names no Python");
    };
    let (dev, folder) = (device(2), tempfile::tempdir().unwrap());
    let file = folder.path().join("layer.safetensors");
    let layer = nn::Linear::<3, 2>::new(&dev);
    nn::save(&file, &layer).unwrap();
    let script = "import sys\nfrom safetensors.numpy import load_file\n\
                  for name, x in sorted(load_file(sys.argv[1]).items()): print(name, x.shape, *x.ravel().tolist())";
    let said = Command::new(python).args(["-c", script]).arg(&file).output().unwrap();
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    let lines: Vec<String> = String::from_utf8(said.stdout).unwrap().lines().map(str::to_owned).collect();
    for (line, (start, numbers)) in
        lines.iter().zip([("bias (2,) ", layer.bias.as_vec()), ("weight (2, 3) ", layer.weight.as_vec())])
    {
        let said: Vec<f64> = line.strip_prefix(start).unwrap().split(' ').map(|x| x.parse().unwrap()).collect();
        assert_eq!(said, numbers.iter().map(|x| f64::from(*x)).collect::<Vec<_>>());
    }
}
