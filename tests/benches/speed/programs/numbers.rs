{
    let numbers: Vec<f64> = (0..10_000_000_u64).map(|i| (i % 1_000) as f64 / 1_000.0).collect();
    // ---
    let began = std::time::Instant::now();
    let mut inside = 0_u64;
    let mut sum = 0.0;
    for &x in &numbers {
        if x * x < 0.5 {
            inside += 1;
        }
        sum += x.sqrt();
    }
    assert!(inside > 0 && sum > 0.0);
    began.elapsed().as_secs_f64()
}
