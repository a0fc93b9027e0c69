{
    type Seq = Tensor<Rank2<64, 128>, f32, Cpu>;
    type Square = Tensor<Rank2<128, 128>, f32, Cpu>;

    struct Block {
        q: Square,
        k: Square,
        v: Square,
        out: Square,
        up: Tensor<Rank2<128, 512>, f32, Cpu>,
        down: Tensor<Rank2<512, 128>, f32, Cpu>,
    }

    impl Block {
        fn new(dev: &Cpu) -> Self {
            let square = || dev.sample_normal::<Rank2<128, 128>>() * 0.09;
            Block {
                q: square(),
                k: square(),
                v: square(),
                out: square(),
                up: dev.sample_normal::<Rank2<128, 512>>() * 0.09,
                down: dev.sample_normal::<Rank2<512, 128>>() * 0.04,
            }
        }

        fn forward(
            &self,
            x: Tensor<Rank2<64, 128>, f32, Cpu, OwnedTape<f32, Cpu>>,
            mask: &Tensor<Rank3<4, 64, 64>, f32, Cpu>,
        ) -> Tensor<Rank2<64, 128>, f32, Cpu, OwnedTape<f32, Cpu>> {
            let n = x.with_empty_tape().normalize::<Axis<1>>(1e-5);
            let q = n.with_empty_tape().matmul(self.q.clone());
            let k = n.with_empty_tape().matmul(self.k.clone());
            let v = n.matmul(self.v.clone());
            let q = q.reshape::<Rank3<64, 4, 32>>().permute::<Rank3<4, 64, 32>, _>();
            let k = k.reshape::<Rank3<64, 4, 32>>().permute::<Rank3<4, 32, 64>, _>();
            let v = v.reshape::<Rank3<64, 4, 32>>().permute::<Rank3<4, 64, 32>, _>();
            let scores = q.matmul(k) * (1.0 / 32.0_f32.sqrt()) + mask.clone();
            let mixed = scores.softmax::<Axis<2>>().matmul(v);
            let mixed = mixed.permute::<Rank3<64, 4, 32>, _>().reshape::<Rank2<64, 128>>();
            let x = mixed.matmul(self.out.clone()) + x;
            let hidden = x.with_empty_tape().normalize::<Axis<1>>(1e-5).matmul(self.up.clone()).relu();
            hidden.matmul(self.down.clone()) + x
        }
    }

    let dev = Cpu::seed_from_u64(5);
    let mut block = Block::new(&dev);
    let x: Seq = dev.sample_normal();
    let target: Seq = dev.sample_normal();
    let mut mask: Tensor<Rank3<4, 64, 64>, f32, Cpu> = dev.zeros();
    for head in 0..4 {
        for row in 0..64 {
            for column in row + 1..64 {
                mask[[head, row, column]] = -1e9;
            }
        }
    }
    // ---
    let began = std::time::Instant::now();
    for _ in 0..50 {
        let loss = mse_loss(block.forward(x.leaky_trace(), &mask), target.clone());
        let grads = loss.backward();
        block.q = block.q.clone() - grads.get(&block.q) * 0.01;
        block.k = block.k.clone() - grads.get(&block.k) * 0.01;
        block.v = block.v.clone() - grads.get(&block.v) * 0.01;
        block.out = block.out.clone() - grads.get(&block.out) * 0.01;
        block.up = block.up.clone() - grads.get(&block.up) * 0.01;
        block.down = block.down.clone() - grads.get(&block.down) * 0.01;
    }
    began.elapsed().as_secs_f64()
}
