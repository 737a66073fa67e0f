//! `export`: rows in the formats of others, and in our own.

mod folder;

use crate::arguments::{ExportArgument, ExportArguments, KindArgument};
use crate::failure::Failure;
use crate::open::{open, refusal};
use crate::output::Output;
use crate::setup::load_resources;
use crate::tally::Tally;
use rapporteur::resource::Resources;
use rapporteur_store::parquet::ParquetWriter;
use rapporteur_store::record::{Question, Record, StoredArticleRow, Topic};
use rapporteur_store::{ClaimRow, EventMentionRow, Format, LedgerRow, MentionSink, json_lines, parquet};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fs::File;
use std::io::{BufReader, IsTerminal as _, Write};
use std::path::Path;

/// Runs the command.
pub fn run(arguments: &ExportArguments) -> Result<Tally, Failure> {
    check(arguments)?;
    let resources = load_resources(&arguments.data)?;
    if is_record(&arguments.rows) {
        let record = open(&arguments.rows, arguments.as_of.as_deref(), &arguments.data)?;
        return of_record(arguments, &record, &resources);
    }
    if arguments.as_of.is_some() || arguments.by.is_some() || arguments.format == ExportArgument::Gold || arguments.kind.is_some() {
        let message =
            format!("exporting `{}`: found a file of rows, wanted a record for --as-of, --by, --kind or gold", arguments.rows.display());
        return Err(Failure::Message(message));
    }
    let rows = read(&arguments.rows)?;
    to_output(arguments, |out| mentions(arguments.format, rows, &resources, out))
}

/// What does not go together is told before anything is read.
fn check(arguments: &ExportArguments) -> Result<(), Failure> {
    let is_ours = matches!(arguments.format, ExportArgument::Jsonl | ExportArgument::Parquet);
    let refuse = |message: &str| Err(Failure::Message(format!("exporting rows: {message}")));
    if arguments.by.is_some() && (!is_ours || arguments.output.is_none()) {
        return refuse("--by wants --format parquet or jsonl and a folder with -o");
    }
    if arguments.kind.is_some_and(|kind| kind != KindArgument::EventMention) && !is_ours {
        return refuse("--kind wants --format parquet or jsonl");
    }
    let to_terminal = arguments.output.is_none() && std::io::stdout().is_terminal();
    if arguments.format == ExportArgument::Parquet && to_terminal {
        return refuse("found a terminal, wanted a file for parquet: name one with -o");
    }
    Ok(())
}

/// Exports what a record holds.
fn of_record(arguments: &ExportArguments, record: &Record, resources: &Resources) -> Result<Tally, Failure> {
    let refuse = refusal(&arguments.rows);
    if let (Some(_), Some(folder)) = (arguments.by, &arguments.output) {
        return folder::write(record, arguments.kind, arguments.format == ExportArgument::Parquet, folder, refuse);
    }
    if arguments.format == ExportArgument::Gold {
        let gold = record.gold().map_err(refuse)?;
        return to_output(arguments, |out| lines(&gold, out));
    }
    if arguments.format == ExportArgument::Ical {
        let rows = record.ask(Topic::Calendar, &Question::default()).map_err(refuse)?;
        return to_output(arguments, |out| rapporteur_store::export::write_calendar(&rows, out));
    }
    let kind = arguments.kind.unwrap_or(KindArgument::EventMention);
    if kind != KindArgument::EventMention {
        let rows = rows_of(record, kind).map_err(refuse)?;
        return to_output(arguments, |out| rows.write(kind.name(), arguments.format == ExportArgument::Parquet, out));
    }
    let rows = record.mentions().map_err(refuse)?;
    to_output(arguments, |out| mentions(arguments.format, rows, resources, out))
}

fn to_output(
    arguments: &ExportArguments,
    write: impl FnOnce(&mut (dyn Write + Send)) -> Result<(), rapporteur_store::Error>,
) -> Result<Tally, Failure> {
    to_file(arguments.output.as_deref(), write)?;
    Ok(Tally::default())
}

/// Writes a file, or standard output if there is no path.
fn to_file(path: Option<&Path>, write: impl FnOnce(&mut (dyn Write + Send)) -> Result<(), rapporteur_store::Error>) -> Result<(), Failure> {
    let mut output = Output::open(path)?;
    let mut out = output.writer();
    write(&mut out)?;
    out.flush()?;
    output.keep()
}

/// Event mentions in the formats of others or in our own.
fn mentions(
    format: ExportArgument,
    rows: Vec<EventMentionRow>,
    resources: &Resources,
    out: &mut (dyn Write + Send),
) -> Result<(), rapporteur_store::Error> {
    if let Some(format) = format.foreign() {
        return rapporteur_store::export::export(format, &mut rows.into_iter(), resources, out);
    }
    let format = match format {
        ExportArgument::Parquet => Format::Parquet,
        ExportArgument::Csv => Format::Csv,
        _ => Format::JsonLines,
    };
    let mut sink = MentionSink::new(format, out)?;
    for row in rows {
        sink.write(row)?;
    }
    sink.finish()?;
    Ok(())
}

fn lines<T: Serialize>(rows: &[T], out: &mut dyn Write) -> Result<(), rapporteur_store::Error> {
    rows.iter().try_for_each(|row| json_lines::write_line(out, row))
}

fn columns<T: Serialize + DeserializeOwned>(kind: &str, rows: Vec<T>, out: &mut (dyn Write + Send)) -> Result<(), rapporteur_store::Error> {
    let mut writer = ParquetWriter::of_kind(kind, out)?;
    for row in rows {
        writer.write(row)?;
    }
    writer.finish()?;
    Ok(())
}

/// Rows of one kind.
pub enum Rows {
    /// Articles.
    Articles(Vec<StoredArticleRow>),
    /// Event mentions.
    Mentions(Vec<EventMentionRow>),
    /// Claims.
    Claims(Vec<ClaimRow>),
    /// Rows of one ledger.
    Ledger(Vec<LedgerRow>),
}

impl Rows {
    /// Writes them as Parquet or as JSON lines.
    pub fn write(self, kind: &str, as_columns: bool, out: &mut (dyn Write + Send)) -> Result<(), rapporteur_store::Error> {
        match self {
            Rows::Articles(rows) if as_columns => columns(kind, rows, out),
            Rows::Mentions(rows) if as_columns => columns(kind, rows, out),
            Rows::Claims(rows) if as_columns => columns(kind, rows, out),
            Rows::Ledger(rows) if as_columns => ledger_columns(kind, rows, out),
            Rows::Articles(rows) => lines(&rows, out),
            Rows::Mentions(rows) => lines(&rows, out),
            Rows::Claims(rows) => lines(&rows, out),
            Rows::Ledger(rows) => lines(&rows, out),
        }
    }
}

/// The rows of one kind that a record holds.
pub fn rows_of(record: &Record, kind: KindArgument) -> Result<Rows, rapporteur_store::Error> {
    Ok(match kind {
        KindArgument::StoredArticle => Rows::Articles(record.stored_articles()?),
        KindArgument::EventMention => Rows::Mentions(record.mentions()?),
        KindArgument::Claim => Rows::Claims(record.claims()?),
        _ => {
            let mut rows = record.ask(Topic::All, &Question::default())?;
            rows.retain(|row| row.kind() == kind.name());
            Rows::Ledger(rows)
        }
    })
}

/// Each ledger has columns of its own.
fn ledger_columns(kind: &str, rows: Vec<LedgerRow>, out: &mut (dyn Write + Send)) -> Result<(), rapporteur_store::Error> {
    let rows = rows.into_iter();
    match kind {
        "commitment" => columns(kind, rows.filter_map(LedgerRow::into_commitment).collect(), out),
        "meeting" => columns(kind, rows.filter_map(LedgerRow::into_meeting).collect(), out),
        "alignment" => columns(kind, rows.filter_map(LedgerRow::into_alignment).collect(), out),
        "process" => columns(kind, rows.filter_map(LedgerRow::into_format).collect(), out),
        "movement" => columns(kind, rows.filter_map(LedgerRow::into_movement).collect(), out),
        _ => columns(kind, rows.filter_map(LedgerRow::into_event).collect(), out),
    }
}

fn is_record(path: &Path) -> bool {
    let is_named =
        path.extension().is_some_and(|ending| ["sqlite", "sqlite3", "db"].iter().any(|known| ending.eq_ignore_ascii_case(known)));
    is_named || Record::is_record_file(path)
}

/// Reads rows from JSON lines or Parquet.
fn read(path: &Path) -> Result<Vec<EventMentionRow>, Failure> {
    let refuse = |message: String| Failure::Message(format!("reading `{}`: {message}", path.display()));
    let file = File::open(path).map_err(|error| refuse(error.to_string()))?;
    let ending = path.extension().map(|ending| ending.to_string_lossy().into_owned()).unwrap_or_default();
    match Format::of_extension(&ending) {
        Some(Format::Parquet) => parquet::read_rows(file),
        _ => json_lines::read_lines(BufReader::new(file)),
    }
    .map_err(|error| refuse(error.to_string()))
}
