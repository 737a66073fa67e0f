//! Questions in SQL, which cannot change the record.

use super::Record;
use crate::Error;
use rusqlite::types::ValueRef;
use std::path::Path;

/// The answer to a question in SQL.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The rows, a cell for each column.
    pub rows: Vec<Vec<Cell>>,
}

/// What stands in a column of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Absent,
    /// A whole number.
    Whole(i64),
    /// A number with a fraction.
    Fraction(f64),
    /// Words; bytes are told in hexadecimal digits.
    Text(String),
}

impl std::fmt::Display for Cell {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Cell::Absent => Ok(()),
            Cell::Whole(number) => write!(f, "{number}"),
            Cell::Fraction(number) => write!(f, "{number}"),
            Cell::Text(text) => f.write_str(text),
        }
    }
}

impl Record {
    /// Asks one question in SQL. The connection is one for reading, so that
    /// none can change the file.
    ///
    /// # Errors
    /// What SQLite says against the question.
    pub fn query(&self, question: &str) -> Result<Answer, Error> {
        self.connection.pragma_update(None, "query_only", true)?;
        let asked = self.asked(question);
        self.connection.pragma_update(None, "query_only", false)?;
        asked
    }

    fn asked(&self, question: &str) -> Result<Answer, Error> {
        let mut statement = self.connection.prepare(question)?;
        let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
        if columns.is_empty() {
            return Err(Error::record("found a command, wanted a question that begins with SELECT".to_owned()));
        }
        if !statement.readonly() {
            return Err(Error::record("found a command that changes the record, wanted a question".to_owned()));
        }
        let mut rows = Vec::new();
        let mut found = statement.query(())?;
        while let Some(row) = found.next()? {
            rows.push((0..columns.len()).map(|place| Ok(cell(row.get_ref(place)?))).collect::<Result<_, rusqlite::Error>>()?);
        }
        Ok(Answer { columns, rows })
    }

    /// Whether a path is that of a file which begins as SQLite's do.
    pub fn is_record_file(path: &Path) -> bool {
        use std::io::Read as _;
        let mut start = [0; 16];
        std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut start)).is_ok() && start == *b"SQLite format 3\0"
    }
}

fn cell(value: ValueRef<'_>) -> Cell {
    match value {
        ValueRef::Null => Cell::Absent,
        ValueRef::Integer(number) => Cell::Whole(number),
        ValueRef::Real(number) => Cell::Fraction(number),
        ValueRef::Text(text) => Cell::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => Cell::Text(bytes.iter().map(|byte| format!("{byte:02x}")).collect()),
    }
}
