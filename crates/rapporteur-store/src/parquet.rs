//! Parquet: the published rows as columns, with lists and structs nested.
//!
//! Columns are compressed with Snappy, which every reader has. Row groups hold
//! at most [`GROUP_ROWS`] rows, so that memory stays constant.

use crate::Error;
use ::parquet::arrow::ArrowWriter;
use ::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use ::parquet::basic::Compression;
use ::parquet::file::metadata::KeyValue;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::reader::ChunkReader;
use arrow_schema::{FieldRef, Schema};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_arrow::schema::{SchemaLike, TracingOptions};
use std::io::Write;
use std::sync::Arc;

/// The most rows that are held before they are written.
pub const GROUP_ROWS: usize = 8192;

/// Writes rows of one type to a Parquet file.
pub struct ParquetWriter<T, W: Write + Send> {
    fields: Vec<FieldRef>,
    pending: Vec<T>,
    writer: ArrowWriter<W>,
}

impl<T: Serialize + DeserializeOwned, W: Write + Send> ParquetWriter<T, W> {
    /// Starts a file.
    ///
    /// # Errors
    /// If the writer fails.
    pub fn new(out: W) -> Result<ParquetWriter<T, W>, Error> {
        ParquetWriter::of_kind("event_mention", out)
    }

    /// Starts a file of rows of some kind, which is told in the file.
    ///
    /// # Errors
    /// If the writer fails.
    pub fn of_kind(kind: &str, out: W) -> Result<ParquetWriter<T, W>, Error> {
        let fields = fields_of::<T>()?;
        let schema = Arc::new(Schema::new(fields.clone()));
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(concat!("rapporteur ", env!("CARGO_PKG_VERSION")).to_owned())
            .set_key_value_metadata(Some(vec![
                KeyValue::new("schema".to_owned(), crate::SCHEMA.to_owned()),
                KeyValue::new("kind".to_owned(), kind.to_owned()),
            ]))
            .build();
        let writer = ArrowWriter::try_new(out, schema, Some(properties))?;
        Ok(ParquetWriter { fields, pending: Vec::new(), writer })
    }

    /// Adds a row.
    ///
    /// # Errors
    /// If the writer fails.
    pub fn write(&mut self, row: T) -> Result<(), Error> {
        self.pending.push(row);
        if self.pending.len() >= GROUP_ROWS { self.flush() } else { Ok(()) }
    }

    /// Writes what is left and the footer.
    ///
    /// # Errors
    /// If the writer fails.
    pub fn finish(mut self) -> Result<W, Error> {
        self.flush()?;
        Ok(self.writer.into_inner()?)
    }

    fn flush(&mut self) -> Result<(), Error> {
        if self.pending.is_empty() {
            return Ok(());
        }
        let batch = serde_arrow::to_record_batch(&self.fields, &self.pending)?;
        self.pending.clear();
        self.writer.write(&batch)?;
        self.writer.flush()?;
        Ok(())
    }
}

/// Reads all rows of a file.
///
/// # Errors
/// If the file is no Parquet file, or holds other columns.
pub fn read_rows<T: DeserializeOwned>(file: impl ChunkReader + 'static) -> Result<Vec<T>, Error> {
    let mut rows = Vec::new();
    for batch in ParquetRecordBatchReaderBuilder::try_new(file)?.build()? {
        let batch = batch.map_err(::parquet::errors::ParquetError::from)?;
        rows.extend(serde_arrow::from_record_batch::<Vec<T>>(&batch)?);
    }
    Ok(rows)
}

/// The kind of rows that a file tells it holds.
///
/// # Errors
/// If the file is no Parquet file.
pub fn kind_of(file: impl ChunkReader + 'static) -> Result<Option<String>, Error> {
    let reader = ParquetRecordBatchReaderBuilder::try_new(file)?;
    let told = reader.metadata().file_metadata().key_value_metadata();
    Ok(told.and_then(|told| told.iter().find(|pair| pair.key == "kind")).and_then(|pair| pair.value.clone()))
}

/// The columns of a row type.
fn fields_of<T: DeserializeOwned>() -> Result<Vec<FieldRef>, Error> {
    let options = TracingOptions::default().strings_as_large_utf8(false).sequence_as_large_list(false);
    Ok(Vec::<FieldRef>::from_type::<T>(options)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{EventMentionRow, sample};

    fn written(rows: &[EventMentionRow]) -> Vec<u8> {
        let mut writer = ParquetWriter::new(Vec::new()).unwrap();
        for row in rows {
            writer.write(row.clone()).unwrap();
        }
        writer.finish().unwrap()
    }

    #[test]
    fn what_was_written_is_read() {
        let rows = sample::rows();
        let file = written(&rows);
        assert_eq!(read_rows::<EventMentionRow>(tempfile(&file)).unwrap(), rows);
        assert_eq!(file, written(&rows), "the same rows give the same bytes");
    }

    #[test]
    fn a_file_without_rows_opens() {
        assert_eq!(read_rows::<EventMentionRow>(tempfile(&written(&[]))).unwrap(), []);
    }

    /// Several row groups come back in order.
    #[test]
    fn many_rows() {
        let sample = sample::rows();
        let rows: Vec<EventMentionRow> = sample.iter().cycle().take(GROUP_ROWS + 5).cloned().collect();
        assert_eq!(read_rows::<EventMentionRow>(tempfile(&written(&rows))).unwrap(), rows);
    }

    /// Codes stay text and lists stay lists, whatever the rows hold.
    #[test]
    fn columns() {
        let fields = fields_of::<EventMentionRow>().unwrap();
        let shown = |name: &str| fields.iter().find(|field| field.name() == name).unwrap().data_type().to_string();
        assert_eq!(shown("cameo"), "Utf8");
        assert!(shown("contexts").starts_with("List("), "{}", shown("contexts"));
        assert!(shown("sources").starts_with("List(") && shown("sources").contains("Struct("), "{}", shown("sources"));
        assert_eq!(shown("quad_class"), "UInt8");
        assert_eq!(shown("killed"), "UInt32");
    }

    fn tempfile(bytes: &[u8]) -> std::fs::File {
        use std::io::Seek;
        static NEXT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
        let number = NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("rapporteur-store-{}-{number}.parquet", std::process::id()));
        let mut file = std::fs::File::options().create(true).truncate(true).read(true).write(true).open(&path).unwrap();
        std::fs::remove_file(&path).unwrap();
        file.write_all(bytes).unwrap();
        file.rewind().unwrap();
        file
    }
}
