//! What can go wrong while a data set is read.

/// A data set that could not be read.
#[derive(Debug, thiserror::Error)]
pub enum DataError {
    /// There is no such file, or it may not be opened.
    #[error("{}", say!("missing", file = file, reason = reason))]
    Missing {
        /// The path that was asked for.
        file: String,
        /// What the system said.
        reason: String,
    },
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
    /// An item of a binary file or of a list is missing, cut short, or cannot be true.
    #[error("{}", say!("bad-item", file = file, item = item, reason = reason))]
    Item {
        /// The file, or the name the caller gave.
        file: String,
        /// The item, from 1: an image, a label, an edge.
        item: usize,
        /// What is wrong with it.
        reason: String,
    },
    /// A table has no column of that name.
    #[error("{}", say!("no-column", file = file, column = column, known = known.join(", ")))]
    Column {
        /// The file, or the name the caller gave.
        file: String,
        /// The column that was asked for.
        column: String,
        /// The columns that there are.
        known: Vec<String>,
    },
}

impl DataError {
    pub(crate) fn unreadable(file: &str, reason: impl ToString) -> Self {
        Self::Unreadable { file: file.to_owned(), reason: reason.to_string() }
    }

    pub(crate) fn row(file: &str, line: u64, reason: impl ToString) -> Self {
        Self::Row { file: file.to_owned(), line, reason: reason.to_string() }
    }

    /// `index` counts from 0, as code does; the message counts from 1, as people do.
    pub(crate) fn item(file: &str, index: usize, reason: impl ToString) -> Self {
        Self::Item { file: file.to_owned(), item: index + 1, reason: reason.to_string() }
    }
}
