//! How rows are told: as a table, as JSON lines or as CSV.

use crate::arguments::AnswerFormat;
use crate::failure::Failure;
use crate::paint::{Run, terminal_width};
use crate::table::table;
use crate::tally::Tally;
use serde::Serialize;
use serde_json::Value;
use std::io::{BufWriter, Write};

/// The rows of a table where no number was asked for.
const ROWS_OF_TABLE: usize = 100;

/// The cells of a row in a table.
pub type Cells = Vec<Vec<Run>>;

/// How rows of one kind are told.
pub struct View {
    /// The heads of the table.
    pub heads: &'static [&'static str],
    /// The cells of a row below them.
    pub cells: fn(&Value) -> Cells,
    /// The columns of CSV, each with the path of what stands there:
    /// `sources/*/name` are the names of all sources, joined by `;`.
    pub columns: &'static [(&'static str, &'static str)],
    /// What is told if there is no row.
    pub nothing: &'static str,
}

/// Which of many rows are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// The first ones.
    First,
    /// The last ones.
    Last,
}

/// Tells rows on standard output.
///
/// # Errors
/// If the output fails.
pub fn tell<T: Serialize>(rows: &[T], view: &View, format: AnswerFormat, limit: Option<usize>, cut: Cut) -> Result<Tally, Failure> {
    let limit = limit.or((format == AnswerFormat::Table).then_some(ROWS_OF_TABLE)).unwrap_or(usize::MAX);
    let told = match cut {
        Cut::First => &rows[..rows.len().min(limit)],
        Cut::Last => &rows[rows.len().saturating_sub(limit)..],
    };
    match format {
        AnswerFormat::Json => {
            let mut out = BufWriter::new(std::io::stdout().lock());
            for row in told {
                rapporteur_store::json_lines::write_line(&mut out, row)?;
            }
            out.flush()?;
        }
        AnswerFormat::Csv => csv(told, view)?,
        AnswerFormat::Table => {
            let mut out = anstream::stdout().lock();
            if told.is_empty() {
                writeln!(out, "{}", view.nothing)?;
                return Ok(Tally::default());
            }
            let cells: Vec<Cells> = values(told)?.iter().map(view.cells).collect();
            out.write_all(table(view.heads, &cells, terminal_width()).as_bytes())?;
            out.flush()?;
            if told.len() < rows.len() {
                let which = if cut == Cut::First { "first" } else { "last" };
                eprintln!("these are the {which} {} of {} rows; --limit shows more", told.len(), rows.len());
            }
        }
    }
    Ok(Tally::default())
}

fn values<T: Serialize>(rows: &[T]) -> Result<Vec<Value>, Failure> {
    let read = |row| serde_json::to_value(row).map_err(|error| Failure::Message(format!("writing a row: {error}")));
    rows.iter().map(read).collect()
}

fn csv<T: Serialize>(rows: &[T], view: &View) -> Result<(), Failure> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let names: Vec<&str> = view.columns.iter().map(|&(name, _)| name).collect();
    writeln!(out, "{}", names.join(","))?;
    for row in values(rows)? {
        let cells: Vec<String> = view.columns.iter().map(|(_, path)| csv_cell(&row, path)).collect();
        writeln!(out, "{}", cells.join(","))?;
    }
    out.flush()?;
    Ok(())
}

/// Words are quoted and numbers are not, so that readers who are told that a
/// code is text keep its zeros; nothing at all stands where nothing is known.
fn csv_cell(row: &Value, path: &str) -> String {
    let text = match found(row, path).as_slice() {
        [] | [Value::Null] => return String::new(),
        [Value::Number(number)] if !path.contains('*') => return number.to_string(),
        [Value::Bool(truth)] if !path.contains('*') => return truth.to_string(),
        [Value::Array(items)] if items.is_empty() => return String::new(),
        [Value::Array(items)] => items.iter().map(shown).collect::<Vec<_>>().join(";"),
        values => values.iter().map(|value| shown(value)).collect::<Vec<_>>().join(";"),
    };
    quoted(&text)
}

/// A cell of CSV with words.
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.replace(';', ","),
        Value::Array(items) => items.iter().map(shown).collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    }
}

/// What stands at a path; at `*` all items of a list.
fn found<'v>(value: &'v Value, path: &str) -> Vec<&'v Value> {
    let mut found = vec![value];
    for step in path.split('/') {
        found = match step {
            "*" => found.into_iter().filter_map(Value::as_array).flatten().collect(),
            _ => found.into_iter().filter_map(|value| value.get(step)).collect(),
        };
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, expect: &str) {
        let row = serde_json::json!({
            "code": "0312", "count": 3, "none": null, "empty": [], "list": ["a;b", "c"], "quote": "a \"b\", c",
            "parties": [{"name": "Aland", "sectors": ["GOV", "MIL"]}, {"name": null, "sectors": []}], "time": {"start": "2018-12-29"}
        });
        assert_eq!(csv_cell(&row, path), expect, "{path}");
    }

    #[test]
    fn cells_of_csv() {
        check("code", "\"0312\"");
        check("count", "3");
        check("none", "");
        check("absent", "");
        check("empty", "");
        check("list", "\"a,b;c\"");
        check("quote", "\"a \"\"b\"\", c\"");
        check("parties/*/name", "\"Aland;\"");
        check("parties/*/sectors", "\"GOV MIL;\"");
        check("time/start", "\"2018-12-29\"");
    }
}
