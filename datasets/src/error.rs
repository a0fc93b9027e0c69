//! What can go wrong while a data set is read.

/// A data set that could not be read.
#[derive(Debug, thiserror::Error)]
pub enum DataError {
    /// The bytes ended early, are not gzip after all, or are not UTF-8.
    #[error("{}", say!("unreadable", file = file, reason = reason))]
    Unreadable {
        /// The file, or the name the caller gave.
        file: String,
        /// What the reader said.
        reason: String,
    },
    /// A line does not hold what its columns promise.
    #[error("{}", say!("bad-row", file = file, line = line, reason = reason))]
    Row {
        /// The file, or the name the caller gave.
        file: String,
        /// The line, from 1; the header counts.
        line: u64,
        /// What is wrong with it.
        reason: String,
    },
}
