//! What closures and iterators take and give. Their types have no names, so a later cell infers them anew from the
//! same source; naming the signature once and pinning it then keeps that inference from coming out otherwise.
//!
//! `signature_of!` asks by autoref: the deepest of these impls that applies to `&&&&&&Probe<T>` answers.

use std::{any::type_name, marker::PhantomData};

/// Stands for a value of type `T`.
pub struct Probe<T>(PhantomData<T>);

/// A probe for the type of `value`.
pub fn probe<T>(_: &T) -> Probe<T> {
    Probe(PhantomData)
}

macro_rules! callable {
    ($(#[$doc:meta])* $name:ident ($($arg:ident),*) at $($ref:tt)*) => {
        $(#[$doc])*
        pub trait $name<$($arg,)* R> {
            /// The signature in words.
            fn __gradus_signature(&self) -> Option<String>;
        }
        impl<F: FnOnce($($arg),*) -> R, $($arg,)* R> $name<$($arg,)* R> for $($ref)* Probe<F> {
            fn __gradus_signature(&self) -> Option<String> {
                Some(type_name::<fn($($arg),*) -> R>().to_owned())
            }
        }
    };
}

callable!(/** Called without arguments. */ Takes0 () at &&&&&&);
callable!(/** Called with one argument. */ Takes1 (A) at &&&&&);
callable!(/** Called with two arguments. */ Takes2 (A, B) at &&&&);
callable!(/** Called with three arguments. */ Takes3 (A, B, C) at &&&);
callable!(/** Called with four arguments. */ Takes4 (A, B, C, D) at &&);

/// Gives items.
pub trait Gives {
    /// The signature in words.
    fn __gradus_signature(&self) -> Option<String>;
}
impl<I: Iterator> Gives for &Probe<I> {
    fn __gradus_signature(&self) -> Option<String> {
        Some(format!("iter {}", type_name::<I::Item>()))
    }
}

/// Anything else.
pub trait Silent {
    /// Nothing.
    fn __gradus_signature(&self) -> Option<String> {
        None
    }
}
impl<T> Silent for Probe<T> {}

/// `signature_of!(&v)`: `fn(A, B) -> R` for closures and functions of up to four arguments, `iter Item` for
/// iterators, else nothing.
#[doc(hidden)]
#[macro_export]
macro_rules! __gradus_signature_of {
    ($value:expr) => {{
        #[allow(unused_imports)]
        use $crate::rt::signature::{
            Gives as _, Silent as _, Takes0 as _, Takes1 as _, Takes2 as _, Takes3 as _, Takes4 as _,
        };
        (&&&&&&&$crate::rt::signature::probe($value)).__gradus_signature()
    }};
}

/// Something callable with the tuple `Args`, giving `R`.
pub trait Called<Args, R> {}
impl<F: FnOnce() -> R, R> Called<(), R> for F {}
impl<F: FnOnce(A) -> R, A, R> Called<(A,), R> for F {}
impl<F: FnOnce(A, B) -> R, A, B, R> Called<(A, B), R> for F {}
impl<F: FnOnce(A, B, C) -> R, A, B, C, R> Called<(A, B, C), R> for F {}
impl<F: FnOnce(A, B, C, D) -> R, A, B, C, D, R> Called<(A, B, C, D), R> for F {}

/// Makes rustc infer `f` with these argument and result types; written as `pin!(&f, fn(A, B) -> R)`.
pub fn pin_types<F: Called<Args, R>, Args, R>(_: &F, _: PhantomData<Args>, _: PhantomData<R>) {}

/// Makes rustc infer `iterator` with this item type.
pub fn pin_iter<I: Iterator<Item = T>, T>(_: &I, _: PhantomData<T>) {}

/// `pin!(&f, fn(A, B) -> R)` makes rustc infer the closure `f` with this signature. A reference in it stands for one
/// lifetime, not for all, which fits closures of both kinds.
#[doc(hidden)]
#[macro_export]
macro_rules! __gradus_pin {
    ($value:expr, fn($($arg:ty),* $(,)?)) => { $crate::__gradus_pin!($value, fn($($arg),*) -> ()) };
    ($value:expr, fn($($arg:ty),* $(,)?) -> $result:ty) => {
        $crate::rt::pin_types(
            $value,
            ::std::marker::PhantomData::<($($arg,)*)>,
            ::std::marker::PhantomData::<$result>,
        )
    };
}

#[cfg(test)]
mod tests {
    use crate::rt::{pin, pin_iter, signature_of};
    use std::marker::PhantomData;

    fn twice(x: u8) -> u16 {
        u16::from(x) * 2
    }

    #[test]
    fn signatures_name_what_was_inferred() {
        let words = |signature: Option<String>| signature.unwrap_or_default();
        let uncalled = |x| x + 1.5;
        assert_eq!(words(signature_of!(&uncalled)), "fn(f64) -> f64");
        let _: f64 = uncalled(1.0);
        let captured = String::from("a");
        assert_eq!(words(signature_of!(&move || captured)), "fn() -> alloc::string::String");
        assert_eq!(words(signature_of!(&|_: i32, _: &str| ())), "fn(i32, &str)");
        assert_eq!(words(signature_of!(&|a: u8, _: u8, _: u8| a)), "fn(u8, u8, u8) -> u8");
        assert_eq!(words(signature_of!(&|a: u8, _: u8, _: u8, _: u8| a)), "fn(u8, u8, u8, u8) -> u8");
        let mut count = 0_u64;
        assert_eq!(words(signature_of!(&|by: u64| count += by)), "fn(u64)");
        count += 1;
        assert_eq!(count, 1);
        assert_eq!(words(signature_of!(&twice)), "fn(u8) -> u16");
        assert_eq!(words(signature_of!(&(0..3_usize).map(twice_of))), "iter u16");
        assert_eq!(words(signature_of!(&(Box::new(twice) as Box<dyn Fn(u8) -> u16>))), "fn(u8) -> u16");
        assert_eq!(signature_of!(&5), None);
        assert_eq!(signature_of!(&vec![1]), None);
    }

    fn twice_of(x: usize) -> u16 {
        twice(x as u8)
    }

    #[test]
    fn a_pin_decides_what_inference_left_open() {
        let add = |x, y| x + y;
        pin!(&add, fn(u8, u8) -> u8);
        assert_eq!(size_of_val(&add(1, 2)), 1);
        let length = |text: &str| text.len();
        pin!(&length, fn(&str) -> usize);
        let first = |number| {
            let one: &i16 = number;
            *one
        };
        pin!(&first, fn(&i16) -> i16);
        assert_eq!((length("abc"), first(&7)), (3, 7));
        let numbers = (0..3).rev();
        pin_iter(&numbers, PhantomData::<i8>);
        assert_eq!(signature_of!(&numbers).as_deref(), Some("iter i8"));
        let mut seen = Vec::new();
        let mut keep = |x| seen.push(x);
        pin!(&keep, fn(u32));
        keep(1);
        assert_eq!(size_of_val(&seen[0]), 4);
    }
}
