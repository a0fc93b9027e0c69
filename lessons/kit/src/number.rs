//! Any plain number, so that learners need no casts to plot or to check.

/// A number that turns into `f64`; integers above 2^53 are rounded.
pub trait Number: Copy {
    /// The same number as `f64`.
    fn to_f64(self) -> f64;
}

macro_rules! numbers {
    ($($ty:ty),*) => {$(
        impl Number for $ty {
            fn to_f64(self) -> f64 {
                self as f64
            }
        }
    )*};
}
numbers!(f32, f64, i8, i16, i32, i64, isize, u8, u16, u32, u64, usize);

impl<N: Number> Number for &N {
    fn to_f64(self) -> f64 {
        (*self).to_f64()
    }
}
