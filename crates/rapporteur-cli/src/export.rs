//! `export`: rows in the formats of others.

use crate::arguments::ExportArguments;
use crate::failure::Failure;
use crate::output::Output;
use crate::setup::load_resources;
use crate::tally::Tally;
use rapporteur_store::record::Record;
use rapporteur_store::{EventMentionRow, Format, json_lines, parquet};
use std::fs::File;
use std::io::{BufReader, Write};
use std::path::Path;

/// Runs the command.
pub fn run(arguments: &ExportArguments) -> Result<Tally, Failure> {
    let resources = load_resources(&[])?;
    let rows = read(&arguments.rows)?;
    let mut output = Output::open(arguments.output.as_deref())?;
    let mut out = output.writer();
    rapporteur_store::export::export(arguments.format.into(), &mut rows.into_iter(), &resources, &mut out)?;
    out.flush()?;
    output.keep()?;
    Ok(Tally::default())
}

/// Reads rows from JSON lines, Parquet or a record.
fn read(path: &Path) -> Result<Vec<EventMentionRow>, Failure> {
    let refuse = |message: String| Failure::Message(format!("reading `{}`: {message}", path.display()));
    let is_record =
        path.extension().is_some_and(|ending| ["sqlite", "sqlite3", "db"].iter().any(|known| ending.eq_ignore_ascii_case(known)));
    if is_record {
        return Record::read(path).and_then(|record| record.mentions()).map_err(|error| refuse(error.to_string()));
    }
    let file = File::open(path).map_err(|error| refuse(error.to_string()))?;
    let ending = path.extension().map(|ending| ending.to_string_lossy().into_owned()).unwrap_or_default();
    match Format::of_extension(&ending) {
        Some(Format::Parquet) => parquet::read_rows(file),
        _ => json_lines::read_lines(BufReader::new(file)),
    }
    .map_err(|error| refuse(error.to_string()))
}
