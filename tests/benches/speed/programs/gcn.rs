{
    // A graph of 300 nodes: a ring with chords.
    fn normalised(dev: &Cpu) -> Tensor<Rank2<300, 300>, f32, Cpu> {
        let mut a = vec![0.0_f32; 300 * 300];
        for i in 0..300 {
            for step in [0, 1, 7, 31] {
                let j = (i + step) % 300;
                a[i * 300 + j] = 1.0;
                a[j * 300 + i] = 1.0;
            }
        }
        let degree: Vec<f32> = a.chunks(300).map(|row| row.iter().sum::<f32>().sqrt()).collect();
        for i in 0..300 {
            for j in 0..300 {
                a[i * 300 + j] /= degree[i] * degree[j];
            }
        }
        dev.tensor_from_vec(a, (Const::<300>, Const::<300>))
    }

    let dev = Cpu::seed_from_u64(7);
    let a = normalised(&dev);
    let h: Tensor<Rank2<300, 64>, f32, _> = dev.sample_normal();
    let labels: Tensor<Rank2<300, 4>, f32, _> = dev.sample_normal::<Rank2<300, 4>>().softmax::<Axis<1>>();
    let mut w1: Tensor<Rank2<64, 16>, f32, _> = dev.sample_normal();
    let mut w2: Tensor<Rank2<16, 4>, f32, _> = dev.sample_normal();
    // ---
    let began = std::time::Instant::now();
    for _ in 0..50 {
        let hidden = a.leaky_trace().matmul(h.leaky_trace().matmul(w1.clone())).relu();
        let logits = a.leaky_trace().matmul(hidden.matmul(w2.clone()));
        let loss = cross_entropy_with_logits_loss(logits, labels.clone());
        let grads = loss.backward();
        w1 = w1.clone() - grads.get(&w1) * 0.1;
        w2 = w2.clone() - grads.get(&w2) * 0.1;
    }
    began.elapsed().as_secs_f64()
}
