//! The record on disk: one SQLite file of articles, what they claim, and what
//! follows from it.
//!
//! What comes in are articles with their published rows; what goes out are
//! rows again, in an order that does not depend on the order of adding.
//! Nothing that came in is ever changed or deleted: a revised article, a rerun
//! with other tables and a correction are rows of their own, and views show
//! the latest. What is worked out from them, the ledgers, can be made anew at
//! any time ([`Record::settle`]).
//! How mentions are merged is decided in the core's `record`; the clock is
//! not read here.

mod asking;
mod correction;
mod difference;
mod dyad;
mod exchange;
mod fingerprint;
mod kept;
mod past;
mod query;
mod settle;
mod statement;
#[cfg(test)]
mod tests;
mod writer;

use crate::{ClaimRow, Error, EventMentionRow};
pub use asking::{ActorRow, ChangeRow, Question, Topic};
pub use correction::{Correcting, Verdict};
pub use difference::{DifferenceRow, FieldDifference};
pub use dyad::DyadRow;
pub use exchange::{Batch, StoredArticleRow};
pub use past::StateRow;
pub use query::{Answer, Cell};
use rusqlite::{Connection, OpenFlags};
use serde::de::DeserializeOwned;
pub use settle::Settled;
use std::path::Path;
use std::time::Duration;
pub use writer::{Added, Addition, ArticleFacts};

/// What marks a SQLite file as ours: `RAPP` in ASCII.
const APPLICATION_ID: i32 = 0x5241_5050;

/// The version of the tables. Each change of them adds a migration.
const VERSION: usize = 4;

/// What turns a file of one version into the next; the first makes an empty
/// file into version 1.
const MIGRATIONS: [&str; VERSION] = [
    include_str!("record/schema_1.sql"),
    include_str!("record/schema_2.sql"),
    include_str!("record/schema_3.sql"),
    include_str!("record/schema_4.sql"),
];

/// How long a writer waits for another one.
const PATIENCE: Duration = Duration::from_secs(60);

/// An open record.
pub struct Record {
    connection: Connection,
    /// The time that states get, as the caller tells it.
    time: Option<String>,
    /// The state that this run writes to, once it has changed something.
    state: Option<i64>,
}

impl Record {
    /// Opens a record for writing, and makes it if there is none.
    ///
    /// # Errors
    /// If the file is no record, is of a later version, or cannot be written.
    pub fn open(path: &Path) -> Result<Record, Error> {
        Record::of(Connection::open(path)?)
    }

    /// Opens a record that is there for writing.
    ///
    /// # Errors
    /// If there is none, it is of a later version, or cannot be written.
    pub fn open_existing(path: &Path) -> Result<Record, Error> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        Record::of(Connection::open_with_flags(path, flags).map_err(|error| opening(path, error))?)
    }

    fn of(mut connection: Connection) -> Result<Record, Error> {
        connection.busy_timeout(PATIENCE)?;
        // With a write-ahead log a program that is killed leaves whole
        // transactions, and readers are never in the way of a writer.
        connection.pragma_update(None, "journal_mode", "wal")?;
        connection.pragma_update(None, "synchronous", "normal")?;
        // A migration may make a table anew that others refer to.
        connection.pragma_update(None, "foreign_keys", false)?;
        migrate(&mut connection)?;
        connection.pragma_update(None, "foreign_keys", true)?;
        connection.pragma_update(None, "cache_size", -64_000)?;
        connection.set_prepared_statement_cache_capacity(64);
        Ok(Record { connection, time: None, state: None })
    }

    /// Opens a record that is there, for reading.
    ///
    /// # Errors
    /// If there is none, or it is of another version.
    pub fn read(path: &Path) -> Result<Record, Error> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags).map_err(|error| opening(path, error))?;
        connection.busy_timeout(PATIENCE)?;
        connection.pragma_update(None, "cache_size", -64_000)?;
        match version(&connection)? {
            Some(VERSION) => Ok(Record { connection, time: None, state: None }),
            // Opening it for writing brings it to the present version.
            Some(earlier) if earlier > 0 && earlier < VERSION => {
                drop(connection);
                Record::open_existing(path)
            }
            Some(0) | None => Err(Error::record("found a file that is no record".to_owned())),
            Some(later) => Err(Error::record(format!("found a record of version {later}, wanted version {VERSION}"))),
        }
    }

    /// Tells the time that is written beside what changes from now on: UTC,
    /// `YYYY-MM-DDTHH:MM:SSZ`.
    pub fn set_time(&mut self, time: Option<String>) {
        self.time = time;
    }

    /// The rows of each article's latest coding with their corrections, by
    /// date of publication, article, sentence and trigger. Rejected ones are
    /// left out.
    ///
    /// # Errors
    /// If the file cannot be read, or a row is broken.
    pub fn mentions(&self) -> Result<Vec<EventMentionRow>, Error> {
        self.rows("event_mention")
    }

    /// The claims of each article's latest coding with their corrections, in
    /// the order of [`mentions`](Self::mentions).
    ///
    /// # Errors
    /// If the file cannot be read, or a row is broken.
    pub fn claims(&self) -> Result<Vec<ClaimRow>, Error> {
        self.rows("claim_made")
    }

    fn rows<T: DeserializeOwned>(&self, view: &str) -> Result<Vec<T>, Error> {
        let mut statement = self.connection.prepare(&format!(
            "SELECT row FROM {view} ORDER BY published, article_id, article, sentence, json_extract(row, '$.trigger.start'), id"
        ))?;
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

/// Why a file could not be opened; SQLite's own words for a missing one are
/// of no use.
fn opening(path: &Path, error: rusqlite::Error) -> Error {
    if path.exists() { error.into() } else { Error::record("there is no such file".to_owned()) }
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
    // Most often there is nothing to do, and no other writer to wait for.
    if version(connection)? == Some(VERSION) {
        return Ok(());
    }
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
