//! `import`: rows that were coded before, into a record.

use crate::arguments::ImportArguments;
use crate::failure::Failure;
use crate::open::{CODER, refusal_of, time};
use crate::setup::load_resources;
use crate::tally::Tally;
use rapporteur_store::record::{Added, Batch, Record};
use rapporteur_store::{Format, json_lines, parquet};
use serde_json::Value;
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Runs the command. The files of one month come in together, so that an
/// article meets its rows.
pub fn run(arguments: &ImportArguments) -> Result<Tally, Failure> {
    let mut files = Vec::new();
    for path in &arguments.rows {
        files.extend(files_below(path)?);
    }
    let mut months: std::collections::BTreeMap<PathBuf, Vec<&PathBuf>> = std::collections::BTreeMap::new();
    for file in &files {
        months.entry(month_of(file)).or_default().push(file);
    }
    let refuse = refusal_of("writing", &arguments.record);
    let begun = Instant::now();
    // What cannot be read is told before anything is written.
    let mut batches = Vec::new();
    for files in months.values() {
        let mut batch = Batch::default();
        for file in files {
            read(file, &mut batch)?;
        }
        batches.push(batch);
    }
    let read_in = begun.elapsed().as_secs_f64();
    let mut record = Record::open(&arguments.record).map_err(refuse)?;
    record.set_time(Some(time(arguments.at)));
    let mut sum = Added::default();
    for batch in &batches {
        sum += record.import(batch).map_err(refuse)?;
    }
    let stored_in = begun.elapsed().as_secs_f64() - read_in;
    let settled = record.settle(&load_resources(&arguments.data)?, CODER).map_err(refuse)?;
    let Added { articles, recoded, known, mentions, claims } = sum;
    eprintln!(
        "imported {articles} articles, {mentions} mentions and {claims} claims; {recoded} articles coded anew, {known} known already; {} rows of the ledgers worked out; read in {read_in:.1} s, stored in {stored_in:.1} s, ledgers in {:.1} s",
        settled.rows,
        begun.elapsed().as_secs_f64() - read_in - stored_in
    );
    Ok(Tally::default())
}

/// The part of a path that names a month (`month=2018-12`); the file itself
/// where there is none.
fn month_of(file: &Path) -> PathBuf {
    let month = file.components().find(|part| part.as_os_str().to_string_lossy().starts_with("month="));
    month.map_or_else(|| file.to_path_buf(), |month| PathBuf::from(month.as_os_str()))
}

/// A file, or the files of rows below a folder, sorted by path.
fn files_below(path: &Path) -> Result<Vec<PathBuf>, Failure> {
    if !path.is_dir() {
        return Ok(vec![path.to_path_buf()]);
    }
    let mut found = Vec::new();
    let mut pending = vec![path.to_path_buf()];
    while let Some(folder) = pending.pop() {
        let refuse = |error: std::io::Error| Failure::Message(format!("reading the folder `{}`: {error}", folder.display()));
        for entry in std::fs::read_dir(&folder).map_err(refuse)? {
            let entry = entry.map_err(refuse)?.path();
            if entry.is_dir() {
                pending.push(entry);
            } else if entry.extension().is_some_and(|ending| ending == "parquet" || ending == "jsonl") {
                found.push(entry);
            }
        }
    }
    found.sort();
    if found.is_empty() {
        return Err(Failure::Message(format!("reading the folder `{}`: found no file that ends in .parquet or .jsonl", path.display())));
    }
    Ok(found)
}

/// Reads a file into a batch. Rows of the ledgers are passed over: they are
/// worked out again from the mentions and claims.
fn read(path: &Path, batch: &mut Batch) -> Result<(), Failure> {
    let refuse = |message: String| Failure::Message(format!("reading `{}`: {message}", path.display()));
    let open =
        || File::open(path).map_err(|error| refuse(if path.exists() { error.to_string() } else { "there is no such file".to_owned() }));
    let ending = path.extension().map(|ending| ending.to_string_lossy().into_owned()).unwrap_or_default();
    if Format::of_extension(&ending) == Some(Format::Parquet) {
        return match parquet::kind_of(open()?).map_err(|error| refuse(error.to_string()))?.as_deref() {
            Some("event_mention") | None => extend(&mut batch.mentions, parquet::read_rows(open()?)),
            Some("claim") => extend(&mut batch.claims, parquet::read_rows(open()?)),
            Some("stored_article") => extend(&mut batch.articles, parquet::read_rows(open()?)),
            Some(_) => Ok(()),
        }
        .map_err(|error| refuse(error.to_string()));
    }
    let rows: Vec<Value> = json_lines::read_lines(BufReader::new(open()?)).map_err(|error| refuse(error.to_string()))?;
    for (number, row) in rows.into_iter().enumerate() {
        let kind = row.get("kind").and_then(Value::as_str).unwrap_or_default().to_owned();
        let read = match kind.as_str() {
            "event_mention" => serde_json::from_value(row).map(|row| batch.mentions.push(row)),
            "stored_article" => serde_json::from_value(row).map(|row| batch.articles.push(row)),
            _ if row.get("mentions").is_some() => Ok(()),
            "commitment" | "meeting" | "alignment" | "process" | "movement" | "statement" => {
                serde_json::from_value(row).map(|row| batch.claims.push(row))
            }
            other => return Err(refuse(format!("row {}: found the kind `{other}`, wanted a row of a record", number + 1))),
        };
        read.map_err(|error| refuse(format!("row {}: {error}", number + 1)))?;
    }
    Ok(())
}

fn extend<T>(rows: &mut Vec<T>, read: Result<Vec<T>, rapporteur_store::Error>) -> Result<(), rapporteur_store::Error> {
    rows.extend(read?);
    Ok(())
}
