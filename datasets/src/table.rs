//! A learner's own CSV, by columns.

use std::io::Read;
use std::path::Path;

use csv::StringRecord;

use crate::{DataError, read};

/// A CSV file with a header line, read whole. Empty fields and `NA` are missing values.
///
/// ```no_run
/// use gradus_datasets::Table;
/// let table = Table::open("houses.csv")?;
/// let sizes: Vec<f32> = table.numbers("size")?;
/// let (kinds, names) = table.classes("kind")?;
/// # Ok::<(), gradus_datasets::DataError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Table {
    file: String,
    header: StringRecord,
    records: Vec<StringRecord>,
}

impl Table {
    /// Opens a file, plain or gzip.
    ///
    /// # Errors
    /// There is no such file; it is empty; the first line of another width than the header.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, DataError> {
        let (file, name) = read::open(path.as_ref())?;
        Self::read(file, &name)
    }

    /// Reads a table; `name` stands for the file in errors.
    ///
    /// # Errors
    /// As [`Table::open`].
    pub fn read(reader: impl Read, name: &str) -> Result<Self, DataError> {
        let (header, records) = read::records(reader, name)?;
        for record in &records {
            read::full_width(&header, record, name)?;
        }
        Ok(Self { file: name.to_owned(), header, records })
    }

    /// How many rows there are, the header not counted.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// The names of the columns.
    pub fn columns(&self) -> Vec<&str> {
        self.header.iter().collect()
    }

    /// A column as it is written.
    ///
    /// # Errors
    /// There is no such column.
    pub fn texts(&self, column: &str) -> Result<Vec<&str>, DataError> {
        let place = self.place(column)?;
        Ok(self.records.iter().map(|record| &record[place]).collect())
    }

    /// A column of numbers.
    ///
    /// # Errors
    /// There is no such column; the first line where it holds no finite number.
    pub fn numbers(&self, column: &str) -> Result<Vec<f32>, DataError> {
        self.values(column, |text| match text.parse::<f32>() {
            Ok(number) if number.is_finite() => Ok(number),
            _ if text.is_empty() => Err(say!("no-value", column = column)),
            _ => Err(say!("bad-value", column = column, reason = say!("not-a-number", value = text))),
        })
    }

    /// A column of classes: the class of each row, from 0, and the names of the classes in the order of the alphabet.
    ///
    /// # Errors
    /// There is no such column; the first line where it holds nothing.
    pub fn classes(&self, column: &str) -> Result<(Vec<usize>, Vec<String>), DataError> {
        let filled =
            |text: &str| if text.is_empty() { Err(say!("no-value", column = column)) } else { Ok(text.to_owned()) };
        let texts = self.values(column, filled)?;
        let mut names = texts.clone();
        names.sort_unstable();
        names.dedup();
        let classes = texts.iter().map(|text| names.partition_point(|name| name < text)).collect();
        Ok((classes, names))
    }

    /// The rows that have a value in every one of these columns.
    ///
    /// # Errors
    /// There is no such column.
    pub fn complete(&self, columns: &[&str]) -> Result<Self, DataError> {
        let places = columns.iter().map(|column| self.place(column)).collect::<Result<Vec<_>, _>>()?;
        let whole = |record: &&StringRecord| places.iter().all(|&place| !record[place].is_empty());
        Ok(Self { records: self.records.iter().filter(whole).cloned().collect(), ..self.clone() })
    }

    /// Several columns of numbers side by side, one array a row.
    ///
    /// # Errors
    /// As [`Table::numbers`].
    pub fn rows<const F: usize>(&self, columns: [&str; F]) -> Result<Vec<[f32; F]>, DataError> {
        let columns = columns.iter().map(|column| self.numbers(column)).collect::<Result<Vec<_>, _>>()?;
        Ok((0..self.len()).map(|row| std::array::from_fn(|column| columns[column][row])).collect())
    }

    fn values<T>(&self, column: &str, parse: impl Fn(&str) -> Result<T, String>) -> Result<Vec<T>, DataError> {
        let place = self.place(column)?;
        let value = |record: &StringRecord| {
            parse(&record[place]).map_err(|reason| DataError::row(&self.file, read::line(record), reason))
        };
        self.records.iter().map(value).collect()
    }

    fn place(&self, column: &str) -> Result<usize, DataError> {
        self.header.iter().position(|name| name == column).ok_or_else(|| DataError::Column {
            file: self.file.clone(),
            column: column.to_owned(),
            known: self.header.iter().map(str::to_owned).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUSES: &str = "size,kind,town\n120, villa ,Toledo\n80.5,flat,NA\n,flat,Perrysburg\n";

    fn houses() -> Table {
        Table::read(HOUSES.as_bytes(), "houses.csv").unwrap()
    }

    #[test]
    fn columns_are_read_as_what_they_hold() {
        let whole = houses().complete(&["size"]).unwrap();
        assert_eq!(whole.numbers("size").unwrap(), [120.0, 80.5]);
        assert_eq!(whole.classes("kind").unwrap(), (vec![1, 0], vec!["flat".into(), "villa".into()]));
        assert_eq!(houses().texts("town").unwrap(), ["Toledo", "", "Perrysburg"]);
        assert_eq!(whole.rows(["size", "size"]).unwrap()[1], [80.5, 80.5]);
        assert_eq!((houses().len(), whole.len(), houses().columns().len()), (3, 2, 3));
    }

    #[test]
    fn a_missing_or_malformed_value_names_file_line_and_column() {
        let error = houses().numbers("size").unwrap_err().to_string();
        assert!(error.contains("houses.csv, line 4: column size"), "{error}");
        let error = houses().numbers("kind").unwrap_err().to_string();
        assert!(error.contains("line 2") && error.contains("villa"), "{error}");
        let error = houses().classes("town").unwrap_err().to_string();
        assert!(error.contains("line 3: column town"), "{error}");
    }

    #[test]
    fn an_unknown_column_lists_the_known_ones() {
        let error = houses().numbers("Size").unwrap_err().to_string();
        assert!(error.contains("`Size`") && error.contains("size, kind, town"), "{error}");
    }

    #[test]
    fn a_file_that_is_missing_empty_or_cut_is_told() {
        assert!(matches!(Table::open("nowhere.csv"), Err(DataError::Missing { .. })));
        assert!(matches!(Table::read(&b""[..], "mine.csv"), Err(DataError::Unreadable { .. })));
        let error = Table::read(&b"a,b\n1,2\n3\n"[..], "mine.csv").unwrap_err().to_string();
        assert!(error.contains("mine.csv, line 3: 1 values where 2"), "{error}");
    }

    #[test]
    fn a_file_of_ones_own_is_opened() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("houses.csv");
        std::fs::write(&path, HOUSES).unwrap();
        assert_eq!(Table::open(path).unwrap().len(), 3);
    }
}
