//! JSON lines: one row a line, fields in the published order.

use crate::Error;
use serde::{Serialize, de::DeserializeOwned};
use std::io::{BufRead, Write};

/// Writes one row and a line feed.
///
/// # Errors
/// If the writer fails.
pub fn write_line(out: &mut dyn Write, row: &impl Serialize) -> Result<(), Error> {
    serde_json::to_writer(&mut *out, row)?;
    out.write_all(b"\n")?;
    Ok(())
}

/// Reads all rows; blank lines are passed over.
///
/// # Errors
/// If the reader fails, or a line is no such row.
pub fn read_lines<T: DeserializeOwned>(input: impl BufRead) -> Result<Vec<T>, Error> {
    let mut rows = Vec::new();
    for (index, line) in input.lines().enumerate() {
        let line = line?;
        if !line.trim().is_empty() {
            rows.push(serde_json::from_str(&line).map_err(|error| Error::json(index + 1, error))?);
        }
    }
    Ok(rows)
}
