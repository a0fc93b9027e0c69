//! Writes every kind of plot into a folder, on light and on dark paper and as text, to be looked at:
//! `cargo run --release -p gradus --example kinds -- /tmp/plots`.

use gradus::{prelude::*, scalar};
use std::{fs, path::Path};

type Layers = (Linear<2, 16>, Tanh, Linear<16, 1>);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("name a folder")?;
    for (name, plot) in every_kind()? {
        for (paper, plot) in [("light", plot.clone().light()), ("dark", plot.clone().dark())] {
            let bundle = plot.bundle();
            let path = |ending: &str| Path::new(&folder).join(format!("{name}-{paper}.{ending}"));
            fs::write(path("png"), bundle.binary("image/png").ok_or("no picture")?)?;
            fs::write(path("svg"), bundle.text("image/svg+xml").ok_or("no drawing")?)?;
            println!("{name}-{paper}.png");
        }
        let bundle = plot.bundle();
        fs::write(Path::new(&folder).join(format!("{name}.txt")), bundle.text("text/plain").unwrap_or_default())?;
        fs::write(
            Path::new(&folder).join(format!("{name}.ansi")),
            bundle.text("text/vnd.gradus.ansi").unwrap_or_default(),
        )?;
    }
    Ok(())
}

fn every_kind() -> Result<Vec<(&'static str, Plot)>, Box<dyn std::error::Error>> {
    let dev = device(1);
    let x = dev.tensor([[0.0_f32, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]);
    let y = dev.tensor([[0.0_f32], [1.0], [1.0], [0.0]]);
    let mut model = dev.build_module::<Layers, f32>();
    let mut adam = Adam::new(&model, AdamConfig { lr: 0.01, ..Default::default() });
    let history = train(&mut model, &mut adam)
        .title("XOR")
        .evaluate(20, |model| mse_loss(model.forward(x.clone()), y.clone()).array())
        .quiet()
        .steps(600, |model, gradients| mse_loss(model.forward_mut(x.trace(gradients)), y.clone()))?;
    let answer = |a: f32, b: f32| model.forward(dev.tensor([[a, b]])).array()[0][0];
    let boundary = Plot::new("What the network learned")
        .x("first")
        .y("second")
        .points("different", [(0, 1), (1, 0)])
        .points("alike", [(0, 0), (1, 1)])
        .x_range(-0.5..1.5)
        .y_range(-0.5..1.5)
        .boundary(|a, b| 1.0 - answer(a, b));

    let mut rng = seeded(3);
    let truth: Vec<usize> = (0..300).map(|_| rng.gen_range(0..3)).collect();
    let guess: Vec<usize> =
        truth.iter().map(|t| if rng.gen_range(0..10) < 8 { *t } else { rng.gen_range(0..3) }).collect();
    let confusion = Plot::new("Which penguin?").confusion(&truth, &guess, &["Adelie", "Chinstrap", "Gentoo"]);
    let digits: Vec<usize> = (0..2000).map(|_| rng.gen_range(0..10)).collect();
    let read: Vec<usize> =
        digits.iter().map(|d| if rng.gen_range(0..20) < 19 { *d } else { rng.gen_range(0..10) }).collect();
    let ten = Plot::new("Digits").confusion(&digits, &read, &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);

    let causal = |n: usize, rng: &mut ChaCha8Rng| -> Vec<Vec<f32>> {
        (0..n)
            .map(|i| {
                let scores: Vec<f32> =
                    (0..n).map(|j| if j <= i { rng.gen_range(0.0..4.0_f32).exp() } else { 0.0 }).collect();
                let sum: f32 = scores.iter().sum();
                scores.iter().map(|s| s / sum).collect()
            })
            .collect()
    };
    let words = ["The", "cat", "sat", "on", "the", "mat", "because", "it", "was", "tired"];
    let attention = Plot::new("Head 0").attention(&words, &words, &causal(10, &mut rng));
    let poem: Vec<char> = "床前明月光，疑是地上霜。".chars().collect();
    let tang = Plot::new("A Tang poem").attention(&poem, &poem, &causal(poem.len(), &mut rng));
    let line: Vec<char> = "To be, or not to be, that is the question:".chars().collect();
    let letters = Plot::new("Letters").attention(&line, &line, &causal(line.len(), &mut rng));

    let club = datasets::karate()?;
    let karate = Plot::new("A karate club that split").graph(&club.edges, &club.labels(), &club.classes);
    let ring: Vec<(usize, usize)> =
        (0..400).map(|i| (i, (i * 7 + 1) % 400)).chain((0..400).map(|i| (i, (i + 1) % 400))).collect();
    let large = Plot::new("Four hundred nodes").graph(
        &ring,
        &(0..400).map(|i| i / 100).collect::<Vec<_>>(),
        &["a", "b", "c", "d"],
    );

    let vectors: Vec<Vec<f32>> = (0..30)
        .map(|i| {
            (0..16).map(|k| ((i % 3) as f32 * 2.0) * ((k * 7 % 5) as f32 - 2.0) + rng.gen_range(-1.5..1.5)).collect()
        })
        .collect();
    let classes: Vec<usize> = (0..30).map(|i| i % 3).collect();
    let embedding = Plot::new("Embeddings").embedding(&vectors, &classes, &["vowels", "consonants", "signs"]);
    let names = ["a", "e", "i", "o", "u", "y", "st", "th", "sh", "ch"];
    let labelled = Plot::new("Words").points("", vectors.iter().map(|v| (v[0], v[3])).take(10)).labels(&names);

    let digit = |which: usize| -> Vec<f32> {
        (0..784)
            .map(|p| {
                let (a, b) = ((p % 28) as f32 - 13.5, (p / 28) as f32 - 13.5);
                let ring = ((a * a + b * b).sqrt() - 4.0 - which as f32 * 0.6).abs();
                (255.0 * (2.0 - ring).clamp(0.0, 1.0)).round()
            })
            .collect()
    };
    let pictures: Vec<Vec<f32>> = (0..20).map(|i| digit(i % 10)).collect();
    let images = Plot::new("Twenty rings").images(&pictures, 28, &(0..20).map(|i| i.to_string()).collect::<Vec<_>>());

    let (a, b) = (scalar::Value::new(2.0), scalar::Value::new(-3.0));
    let c = scalar::Value::new(10.0);
    let e = &a * &b;
    let d = &e + &c;
    let l = (&d * scalar::Value::new(-0.2)).tanh() + &a * 0.5;
    l.backward();
    let computation = l.graph(&[("a", &a), ("b", &b), ("c", &c), ("d", &d), ("e", &e), ("L", &l)]);
    let neuron = scalar::Neuron::new(2, &mut rng);
    let out = neuron.forward(&[scalar::Value::new(0.5), scalar::Value::new(-1.0)]).tanh();
    out.backward();
    let small =
        out.graph(&[("w1", &neuron.weights[0]), ("w2", &neuron.weights[1]), ("bias", &neuron.bias), ("out", &out)]);

    Ok(vec![
        ("loss", history.plot().note("600 steps in 0.1 s")),
        ("boundary", boundary),
        ("confusion", confusion),
        ("confusion-digits", ten),
        ("attention", attention),
        ("attention-tang", tang),
        ("attention-letters", letters),
        ("weights", Plot::new("Weights after training").weights(&model, 24)),
        ("histogram", Plot::new("All weights").x("weight").histogram("weights", &model.0.weight.as_vec(), 20)),
        ("graph", karate),
        ("graph-large", large),
        ("embedding", embedding),
        ("labels", labelled),
        ("images", images),
        ("computation", computation),
        ("computation-neuron", small),
    ])
}
