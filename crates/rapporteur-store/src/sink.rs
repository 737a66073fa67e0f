//! Where event mentions go: one writer for each format.

use crate::parquet::ParquetWriter;
use crate::{Error, EventMentionRow, csv, json_lines};
use std::io::Write;

/// A format of the published form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// One JSON object a line.
    #[default]
    JsonLines,
    /// Columns with nested lists.
    Parquet,
    /// One line a row, lists joined.
    Csv,
}

impl Format {
    /// The format that a file name's ending stands for.
    pub fn of_extension(extension: &str) -> Option<Format> {
        match extension.to_ascii_lowercase().as_str() {
            "jsonl" | "ndjson" | "json" => Some(Format::JsonLines),
            "parquet" | "pq" => Some(Format::Parquet),
            "csv" => Some(Format::Csv),
            _ => None,
        }
    }
}

/// Writes event mentions in one format.
pub struct MentionSink<W: Write + Send> {
    form: Form<W>,
}

/// The writer of each format. Parquet keeps columns until a group is full.
enum Form<W: Write + Send> {
    JsonLines(W),
    Csv(W),
    Parquet(Box<ParquetWriter<EventMentionRow, W>>),
}

impl<W: Write + Send> MentionSink<W> {
    /// Starts writing.
    ///
    /// # Errors
    /// If the writer fails.
    pub fn new(format: Format, mut out: W) -> Result<MentionSink<W>, Error> {
        let form = match format {
            Format::JsonLines => Form::JsonLines(out),
            Format::Csv => {
                csv::write_header(&mut out)?;
                Form::Csv(out)
            }
            Format::Parquet => Form::Parquet(Box::new(ParquetWriter::new(out)?)),
        };
        Ok(MentionSink { form })
    }

    /// Writes one row.
    ///
    /// # Errors
    /// If the writer fails.
    pub fn write(&mut self, row: EventMentionRow) -> Result<(), Error> {
        match &mut self.form {
            Form::JsonLines(out) => json_lines::write_line(out, &row),
            Form::Csv(out) => csv::write_row(out, &row),
            Form::Parquet(writer) => writer.write(row),
        }
    }

    /// Writes what is left and gives the writer back.
    ///
    /// # Errors
    /// If the writer fails.
    pub fn finish(self) -> Result<W, Error> {
        let mut out = match self.form {
            Form::JsonLines(out) | Form::Csv(out) => out,
            Form::Parquet(writer) => writer.finish()?,
        };
        out.flush()?;
        Ok(out)
    }
}
