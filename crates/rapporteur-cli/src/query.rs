//! `query`: a question in SQL.

use crate::answer::quoted;
use crate::arguments::{AnswerFormat, QueryArguments};
use crate::failure::Failure;
use crate::open::{open, refusal_of};
use crate::paint::{PLAIN, Run, terminal_width};
use crate::table::table;
use crate::tally::Tally;
use rapporteur_store::record::{Answer, Cell};
use serde_json::{Map, Value};
use std::io::{BufWriter, Write};

/// Runs the command.
pub fn run(arguments: &QueryArguments) -> Result<Tally, Failure> {
    let record = open(&arguments.record, arguments.as_of.as_deref(), &arguments.data)?;
    let answer = record.query(&arguments.sql).map_err(refusal_of("asking", &arguments.record))?;
    match arguments.format {
        AnswerFormat::Table => {
            let heads: Vec<&str> = answer.columns.iter().map(String::as_str).collect();
            let cell = |cell: &Cell| vec![Run::new(cell.to_string(), PLAIN)];
            let rows: Vec<Vec<Vec<Run>>> = answer.rows.iter().map(|row| row.iter().map(cell).collect()).collect();
            let mut out = anstream::stdout().lock();
            out.write_all(table(&heads, &rows, terminal_width()).as_bytes())?;
            out.flush()?;
        }
        AnswerFormat::Json => json(&answer)?,
        AnswerFormat::Csv => csv(&answer)?,
    }
    Ok(Tally::default())
}

fn json(answer: &Answer) -> Result<(), Failure> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    for row in &answer.rows {
        let fields: Map<String, Value> = answer.columns.iter().cloned().zip(row.iter().map(value)).collect();
        rapporteur_store::json_lines::write_line(&mut out, &fields)?;
    }
    out.flush()?;
    Ok(())
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Absent => Value::Null,
        Cell::Whole(number) => Value::from(*number),
        Cell::Fraction(number) => Value::from(*number),
        Cell::Text(text) => Value::from(text.as_str()),
    }
}

fn csv(answer: &Answer) -> Result<(), Failure> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let line = |cells: Vec<String>| cells.join(",");
    writeln!(out, "{}", line(answer.columns.iter().map(|name| quoted(name)).collect()))?;
    for row in &answer.rows {
        let cell = |cell: &Cell| match cell {
            Cell::Text(text) => quoted(text),
            other => other.to_string(),
        };
        writeln!(out, "{}", line(row.iter().map(cell).collect()))?;
    }
    out.flush()?;
    Ok(())
}
