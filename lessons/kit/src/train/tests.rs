//! Trainings, by the library and by hand.

use super::{Advance, Ended, LearningRate, TrainError, clip};
use crate::prelude::*;
use std::panic::{AssertUnwindSafe, catch_unwind};

type Layers = (Linear<2, 8>, Tanh, Linear<8, 1>);
type Network = <Layers as BuildOnDevice<Dev, f32>>::Built;
type Points = Tensor<Rank2<4, 2>, f32, Dev>;
type Answers = Tensor<Rank2<4, 1>, f32, Dev>;

/// XOR, and a new network for it.
fn xor() -> (Points, Answers, Network) {
    let dev = device(1);
    let x = dev.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]);
    let y = dev.tensor([[0.0], [1.0], [1.0], [0.0]]);
    (x, y, dev.build_module::<Layers, f32>())
}

fn sgd(model: &Network, lr: f64) -> Sgd<Network, f32, Dev> {
    Sgd::new(model, SgdConfig { lr, ..Default::default() })
}

fn by_hand(steps: usize, mut rate: impl FnMut(usize) -> f64) -> (Vec<f32>, Network) {
    let (x, y, mut model) = xor();
    let mut sgd = sgd(&model, 0.0);
    let mut losses = vec![];
    let mut gradients = model.alloc_grads();
    for step in 0..steps {
        let loss = mse_loss(model.forward_mut(x.trace(gradients)), y.clone());
        losses.push(loss.array());
        gradients = loss.backward();
        sgd.cfg.lr = rate(step);
        sgd.update(&mut model, &gradients).unwrap();
        model.zero_grads(&mut gradients);
    }
    (losses, model)
}

#[test]
fn the_library_and_the_hand_take_the_same_steps() {
    let (x, y, mut model) = xor();
    let mut sgd = sgd(&model, 0.3);
    let history = train(&mut model, &mut sgd)
        .quiet()
        .steps(300, |model, gradients| mse_loss(model.forward_mut(x.trace(gradients)), y.clone()))
        .unwrap();
    let (losses, twin) = by_hand(300, |_| 0.3);
    assert_eq!(history.losses, losses);
    assert_eq!(model.0.weight.array(), twin.0.weight.array());
    assert_eq!((history.ended, history.evaluations.len()), (Ended::Done, 0));
    assert!(losses[299] < 0.5 * losses[0], "{} {}", losses[0], losses[299]);
}

#[test]
fn either_adam_trains_also_clipped_and_with_a_schedule() {
    fn losses<O: Advance<Network> + LearningRate>(optimizer: impl FnOnce(&Network, AdamConfig) -> O) -> Vec<f32> {
        let (x, y, mut model) = xor();
        let mut adam = optimizer(&model, AdamConfig { lr: 0.05, ..Default::default() });
        train(&mut model, &mut adam)
            .clip(0.1)
            .warm_up_cosine(10)
            .quiet()
            .steps(100, |model, gradients| mse_loss(model.forward_mut(x.trace(gradients)), y.clone()))
            .unwrap()
            .losses
    }
    let (fused, plain) = (losses(nn::Adam::new), losses(Adam::new));
    let off = fused.iter().zip(&plain).map(|(fused, plain)| (fused - plain).abs()).fold(0.0, f32::max);
    assert!(fused.len() == 100 && off < 1e-4 && fused[99] < 0.5 * fused[0], "{off} {fused:?}");
}

#[test]
fn a_schedule_changes_the_rate_of_each_step_and_gives_it_back() {
    let (x, y, mut model) = xor();
    let mut sgd = sgd(&model, 0.3);
    let training = train(&mut model, &mut sgd).warm_up_cosine(10).quiet();
    let history =
        training.steps(50, |model, gradients| mse_loss(model.forward_mut(x.trace(gradients)), y.clone())).unwrap();
    assert_eq!(history.losses, by_hand(50, |step| 0.3 * super::plan::warm_up_cosine(step, 10, 50)).0);
    assert_eq!(sgd.cfg.lr, 0.3);
}

#[test]
fn epochs_go_through_the_batches_and_the_seed_orders_them() {
    let (x, y, _) = xor();
    let (x, y) = (x.array(), y.array());
    let run = |seed: u64| {
        let (_, _, mut model) = xor();
        let mut adam = Adam::new(&model, AdamConfig::default());
        let dev = device(0);
        train(&mut model, &mut adam)
            .seed(seed)
            .evaluate(2, |model| model.forward(dev.tensor(x[0])).array()[0].abs())
            .quiet()
            .epochs(
                5,
                |seed| {
                    let mut rng = seeded(seed);
                    let mut order = [0, 1, 2, 3];
                    order.sort_by_cached_key(|_| rng.r#gen::<u32>());
                    order
                },
                |model, gradients, index| {
                    mse_loss(model.forward_mut(dev.tensor(x[index]).trace(gradients)), dev.tensor(y[index]))
                },
            )
            .unwrap()
    };
    let history = run(7);
    assert_eq!(history.losses.len(), 20);
    assert_eq!(history.evaluations.iter().map(|e| e.0).collect::<Vec<_>>(), [8, 16, 20]);
    assert_eq!(history.losses, run(7).losses);
    assert_ne!(history.losses, run(8).losses);
}

#[test]
fn it_ends_early_when_nothing_gets_better() {
    let (x, y, mut model) = xor();
    let mut sgd = sgd(&model, 0.1);
    let mut measured = [3.0, 2.0, 2.5, 2.0, 1.0, 1.5, 1.2, 1.1].into_iter();
    let history = train(&mut model, &mut sgd)
        .evaluate(10, |_| measured.next().unwrap())
        .stop_early(3)
        .quiet()
        .steps(1000, |model, gradients| mse_loss(model.forward_mut(x.trace(gradients)), y.clone()))
        .unwrap();
    assert_eq!((history.ended, history.losses.len()), (Ended::Early, 80));

    let mut sgd = self::sgd(&model, 0.0);
    let history = train(&mut model, &mut sgd)
        .stop_early(5)
        .quiet()
        .steps(1000, |model, gradients| mse_loss(model.forward_mut(x.trace(gradients)), y.clone()))
        .unwrap();
    assert_eq!((history.ended, history.losses.len()), (Ended::Early, 6));
}

#[test]
fn a_loss_without_a_value_ends_it_before_it_reaches_the_weights() {
    let (x, y, mut model) = xor();
    let mut sgd = sgd(&model, 1e6);
    let ended = train(&mut model, &mut sgd)
        .quiet()
        .steps(100, |model, gradients| mse_loss(model.forward_mut(x.trace(gradients)), y.clone()));
    let Err(error @ TrainError::NoValue { .. }) = ended else { panic!("{ended:?}") };
    assert!(error.to_string().contains("learning rate is too high"), "{error}");
    let TrainError::NoValue { history, .. } = error else { unreachable!() };
    assert_eq!(history.ended, Ended::NoValue);

    // The same numbers once more: the first loss is finite, and a logarithm of zero comes later.
    let (x, y, mut model) = xor();
    let mut sgd = self::sgd(&model, 0.1);
    let mut step = 0;
    let ended = train(&mut model, &mut sgd).quiet().steps(100, |model, gradients| {
        step += 1;
        let error = mse_loss(model.forward_mut(x.trace(gradients)), y.clone());
        if step == 20 { (error * 0.0).ln() } else { error }
    });
    assert!(ended.unwrap_err().to_string().contains("logarithm of zero"));
    assert!(model.0.weight.as_vec().iter().all(|w| w.is_finite()));
}

#[test]
fn a_model_keeps_what_it_learned_before_the_loop_was_left() {
    let (x, y, mut model) = xor();
    let mut sgd = sgd(&model, 0.3);
    let mut step = 0;
    let left = catch_unwind(AssertUnwindSafe(|| {
        train(&mut model, &mut sgd).quiet().steps(100, |model, gradients| {
            step += 1;
            assert!(step <= 40, "stopped");
            mse_loss(model.forward_mut(x.trace(gradients)), y.clone())
        })
    }));
    assert!(left.is_err());
    assert_eq!(model.0.weight.array(), by_hand(40, |_| 0.3).1.0.weight.array());
}

#[test]
fn clipping_shortens_the_gradient_and_keeps_its_direction() {
    let (x, y, model) = xor();
    let gradients = mse_loss(model.forward(x.trace(model.alloc_grads())), y.clone()).backward();
    let numbers = |gradients: &Gradients<f32, Dev>| -> Vec<f32> {
        let weights = [gradients.get(&model.0.weight).as_vec(), gradients.get(&model.2.weight).as_vec()].concat();
        [weights, gradients.get(&model.0.bias).as_vec(), gradients.get(&model.2.bias).as_vec()].concat()
    };
    let before = numbers(&gradients);
    let length = before.iter().map(|g| g * g).sum::<f32>().sqrt();

    let mut clipped = gradients.clone();
    clip::clip(&model, &mut clipped, length / 4.0);
    let after = numbers(&clipped);
    assert!(before.iter().zip(&after).all(|(b, a)| (b / 4.0 - a).abs() <= 1e-6 * b.abs()), "{before:?} {after:?}");

    let mut short = gradients.clone();
    clip::clip(&model, &mut short, 2.0 * length);
    assert_eq!(numbers(&short), before);
}

#[test]
fn the_history_is_shown_as_a_curve_with_its_end_in_words() {
    let (x, y, mut model) = xor();
    let mut sgd = sgd(&model, 0.3);
    let history = train(&mut model, &mut sgd)
        .title("XOR")
        .evaluate(50, |_| 0.25)
        .quiet()
        .steps(200, |model, gradients| mse_loss(model.forward_mut(x.trace(gradients)), y.clone()))
        .unwrap();
    let bundle = history.bundle();
    let text = bundle.text("text/plain").unwrap();
    assert!(text.starts_with("XOR\n") && text.contains("held out"), "{text}");
    assert!(text.lines().any(|line| line.starts_with("200 steps in ") && line.contains("at first")), "{text}");
}
