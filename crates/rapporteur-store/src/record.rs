//! The record on disk: one SQLite file of articles and what they claim.
//!
//! What comes in are articles with their published rows; what goes out are
//! rows again, in an order that does not depend on the order of adding.
//! Nothing is ever changed or deleted: a revised article and a rerun with
//! other tables are rows of their own, and views show the latest.
//! Merging mentions into events is not done here.

mod fingerprint;
mod writer;

use crate::{Error, EventMentionRow};
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use std::time::Duration;
pub use writer::{Added, Addition};

/// What marks a SQLite file as ours: `RAPP` in ASCII.
const APPLICATION_ID: i32 = 0x5241_5050;

/// The version of the tables. Each change of them adds a migration.
const VERSION: usize = 1;

/// What turns a file of one version into the next; the first makes an empty
/// file into version 1.
const MIGRATIONS: [&str; VERSION] = [include_str!("record/schema.sql")];

/// How long a writer waits for another one.
const PATIENCE: Duration = Duration::from_secs(60);

/// An open record.
pub struct Record {
    connection: Connection,
}

impl Record {
    /// Opens a record for writing, and makes it if there is none.
    ///
    /// # Errors
    /// If the file is no record, is of a later version, or cannot be written.
    pub fn open(path: &Path) -> Result<Record, Error> {
        let mut connection = Connection::open(path)?;
        connection.busy_timeout(PATIENCE)?;
        // With a write-ahead log a program that is killed leaves whole
        // transactions, and readers are never in the way of a writer.
        connection.pragma_update(None, "journal_mode", "wal")?;
        connection.pragma_update(None, "synchronous", "normal")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        migrate(&mut connection)?;
        Ok(Record { connection })
    }

    /// Opens a record that is there, for reading.
    ///
    /// # Errors
    /// If there is none, or it is of another version.
    pub fn read(path: &Path) -> Result<Record, Error> {
        let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        connection.busy_timeout(PATIENCE)?;
        let record = Record { connection };
        match version(&record.connection)? {
            Some(VERSION) => Ok(record),
            Some(found) => Err(Error::record(format!("found a record of version {found}, wanted version {VERSION}"))),
            None => Err(Error::record("found a file that is no record".to_owned())),
        }
    }

    /// The rows of each article's latest coding, by date of publication,
    /// article, sentence and trigger.
    ///
    /// # Errors
    /// If the file cannot be read, or a row is broken.
    pub fn mentions(&self) -> Result<Vec<EventMentionRow>, Error> {
        let mut statement = self.connection.prepare(
            "SELECT row FROM event_mention ORDER BY published, article_id, article, sentence, json_extract(row, '$.trigger.start'), id",
        )?;
        let rows = statement.query_map((), |row| row.get::<_, String>(0))?;
        rows.map(|row: Result<String, rusqlite::Error>| Ok(serde_json::from_str(&row?)?)).collect()
    }

    /// How many articles and mentions there are, and pairs of articles with
    /// nearly the same text.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn counts(&self) -> Result<(u64, u64, u64), Error> {
        let count = |query: &str| self.connection.query_row(query, (), |row| row.get::<_, u32>(0).map(u64::from));
        Ok((
            count("SELECT COUNT(*) FROM article")?,
            count("SELECT COUNT(*) FROM event_mention")?,
            count("SELECT COUNT(*) FROM near_duplicate")?,
        ))
    }

    /// Whether SQLite finds the file whole.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn is_whole(&self) -> Result<bool, Error> {
        let found: String = self.connection.query_row("PRAGMA integrity_check", (), |row| row.get(0))?;
        Ok(found == "ok")
    }

    /// The ids of articles whose words match a query of SQLite's full-text search.
    ///
    /// # Errors
    /// If the query is not understood.
    pub fn search(&self, query: &str) -> Result<Vec<String>, Error> {
        let mut statement = self.connection.prepare(
            "SELECT article.id FROM article_text JOIN article ON article.rowid = article_text.rowid
             WHERE article_text MATCH ?1 ORDER BY article.published, article.id, article.key",
        )?;
        let ids = statement.query_map([query], |row| row.get(0))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }
}

/// The version of a record; none if the file is not one. An empty file is
/// version 0.
fn version(connection: &Connection) -> Result<Option<usize>, Error> {
    let pragma = |name: &str| connection.pragma_query_value(None, name, |row| row.get::<_, i32>(0));
    let tables: u32 = connection.query_row("SELECT COUNT(*) FROM sqlite_master", (), |row| row.get(0))?;
    match (pragma("application_id")?, pragma("user_version")?) {
        (APPLICATION_ID, version) => Ok(usize::try_from(version).ok()),
        (0, 0) if tables == 0 => Ok(Some(0)),
        _ => Ok(None),
    }
}

/// Brings a file to the present version, in one transaction, so that two
/// programs may open a new file at once.
fn migrate(connection: &mut Connection) -> Result<(), Error> {
    let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let found = version(&transaction)?.ok_or_else(|| Error::record("found a file that is no record".to_owned()))?;
    if found > VERSION {
        return Err(Error::record(format!("found a record of version {found}, wanted at most version {VERSION}")));
    }
    for migration in &MIGRATIONS[found..] {
        transaction.execute_batch(migration)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", VERSION as i64)?;
    transaction.commit()?;
    Ok(())
}
