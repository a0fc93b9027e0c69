//! `eprint!`, `eprintln!` and `dbg!` for cells. Standard output and standard error are two pipes, so bytes written
//! to both would lose their order; these send standard error as frames of its own, in place.

use super::emit;
use gradus_protocol::Output;
use std::fmt;

/// Sends text as standard error of the running cell.
pub fn emit_stderr(text: fmt::Arguments<'_>) {
    emit(Output::stderr(text.to_string()));
}

/// As `std::eprint!`.
#[doc(hidden)]
#[macro_export]
macro_rules! __gradus_eprint {
    ($($arg:tt)*) => { $crate::rt::emit_stderr(::std::format_args!($($arg)*)) };
}

/// As `std::eprintln!`.
#[doc(hidden)]
#[macro_export]
macro_rules! __gradus_eprintln {
    () => { $crate::rt::emit_stderr(::std::format_args!("\n")) };
    ($($arg:tt)*) => { $crate::rt::emit_stderr(::std::format_args!("{}\n", ::std::format_args!($($arg)*))) };
}

/// As `std::dbg!`, without the place: a cell's file name means nothing to its writer.
#[doc(hidden)]
#[macro_export]
macro_rules! __gradus_dbg {
    () => { $crate::rt::emit_stderr(::std::format_args!("[dbg]\n")) };
    ($value:expr $(,)?) => {
        match $value {
            value => {
                $crate::rt::emit_stderr(::std::format_args!("{} = {:#?}\n", ::std::stringify!($value), &value));
                value
            }
        }
    };
    ($($value:expr),+ $(,)?) => { ($($crate::__gradus_dbg!($value)),+,) };
}
