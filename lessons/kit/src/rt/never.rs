//! `!` by a name that stable Rust lets us write. What panics in every case has a value of this type, as the starter of an
//! exercise does: `let slope = todo!();`. Where such a value is looked at, rustc asks for the traits of `!`.

/// What a function gives.
pub trait Gives {
    /// Its type.
    type Value;
}

impl<T> Gives for fn() -> T {
    type Value = T;
}

/// The type of what never comes to be.
pub type Never = <fn() -> ! as Gives>::Value;
