//! Files, plain or gzip, into bytes, lines and typed rows.

mod bytes;
mod rows;

pub use bytes::{bytes, lines, open, text};
pub use rows::{full_width, line, measurements, positional, records, rows};
