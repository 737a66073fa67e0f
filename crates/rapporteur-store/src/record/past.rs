//! The states of a record, and the record as it was in one of them.

use super::Record;
use crate::Error;
use jiff::civil::Date;
use rapporteur::resource::Resources;
use rusqlite::{Connection, OpenFlags, params};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// A state of the record: what one run changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StateRow {
    /// `state`.
    pub kind: String,
    /// 1, 2, 3, …
    pub state: i64,
    /// UTC, as the caller told it.
    pub time: Option<String>,
    /// `add`, `import` or `correct`.
    pub cause: String,
    /// Articles that were coded in it.
    pub articles: i64,
    /// Mentions that came in it.
    pub mentions: i64,
    /// Corrections that came in it.
    pub corrections: i64,
}

/// What a past record has of each table: everything of the codings and
/// corrections up to a state.
const COPY: &str = "
    DROP TRIGGER article_added;
    INSERT INTO state SELECT * FROM past.state WHERE id <= (SELECT last FROM asked);
    INSERT INTO article SELECT * FROM past.article
        WHERE key IN (SELECT article FROM past.coding WHERE state <= (SELECT last FROM asked));
    INSERT INTO near_duplicate SELECT * FROM past.near_duplicate
        WHERE one IN (SELECT key FROM main.article) AND other IN (SELECT key FROM main.article);
    INSERT INTO coding (id, article, coder, data_digest, model_digest, state, mentions)
        SELECT id, article, coder, data_digest, model_digest, state, mentions FROM past.coding WHERE state <= (SELECT last FROM asked);
    INSERT INTO mention SELECT * FROM past.mention WHERE coding IN (SELECT id FROM main.coding);
    INSERT INTO claim SELECT * FROM past.claim WHERE coding IN (SELECT id FROM main.coding);
    INSERT INTO participant SELECT * FROM past.participant WHERE coding IN (SELECT id FROM main.coding);
    INSERT INTO place SELECT * FROM past.place WHERE coding IN (SELECT id FROM main.coding);
    INSERT INTO entity SELECT * FROM past.entity;
    INSERT INTO entity_mention SELECT * FROM past.entity_mention WHERE coding IN (SELECT id FROM main.coding);
    INSERT INTO correction SELECT * FROM past.correction WHERE state <= (SELECT last FROM asked);
";

impl Record {
    /// Opens a record for asking: what waits to be worked out, after an
    /// interrupted run, is worked out first.
    ///
    /// # Errors
    /// If the file is no record, or cannot be written though something waits.
    pub fn read_settled(path: &Path, facts: &Resources, coder: &str) -> Result<Record, Error> {
        let record = Record::read(path)?;
        if record.is_settled()? {
            return Ok(record);
        }
        drop(record);
        let mut record = Record::open_existing(path)?;
        record.settle(facts, coder)?;
        Ok(record)
    }

    /// The record as it was in a state: a copy in a private file that is gone
    /// when it is closed.
    ///
    /// # Errors
    /// If the file is no record, or the copy cannot be made.
    pub fn as_of(path: &Path, state: i64, facts: &Resources, coder: &str) -> Result<Record, Error> {
        let present = Record::read(path)?;
        if present.last_state()?.is_none_or(|last| last <= state) {
            drop(present);
            return Record::read_settled(path, facts, coder);
        }
        drop(present);
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut record = Record::of(Connection::open_with_flags("", flags)?)?;
        record.connection.pragma_update(None, "foreign_keys", false)?;
        let name = path.to_str().ok_or_else(|| Error::record("found a path that is no UTF-8".to_owned()))?;
        record.connection.execute("ATTACH ?1 AS past", [name])?;
        let transaction = record.connection.transaction()?;
        transaction.execute("CREATE TEMP TABLE asked AS SELECT ?1 AS last", [state])?;
        transaction.execute_batch(COPY)?;
        transaction.commit()?;
        record.connection.execute_batch("DROP TABLE asked; DETACH past;")?;
        record.settle(facts, coder)?;
        Ok(record)
    }

    /// The last state of a day or before it, by the times that were told;
    /// 0, which has what came before states were numbered, if there is none.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn state_on(&self, day: Date) -> Result<i64, Error> {
        let end = format!("{day}T99");
        Ok(self.connection.query_row("SELECT COALESCE(MAX(id), 0) FROM state WHERE time <= ?1", params![end], |row| row.get(0))?)
    }

    /// All states in their order.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn states(&self) -> Result<Vec<StateRow>, Error> {
        let mut statement = self.connection.prepare(
            "SELECT id, time, cause, (SELECT COUNT(*) FROM coding WHERE coding.state = state.id),
                 (SELECT COALESCE(SUM(mentions), 0) FROM coding WHERE coding.state = state.id),
                 (SELECT COUNT(*) FROM correction WHERE correction.state = state.id)
             FROM state ORDER BY id",
        )?;
        let rows = statement.query_map((), |row| {
            Ok(StateRow {
                kind: "state".to_owned(),
                state: row.get(0)?,
                time: row.get(1)?,
                cause: row.get(2)?,
                articles: row.get(3)?,
                mentions: row.get(4)?,
                corrections: row.get(5)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The number of the last state; none if there is no state.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn last_state(&self) -> Result<Option<i64>, Error> {
        Ok(self.connection.query_row("SELECT MAX(id) FROM state", (), |row| row.get(0))?)
    }

    /// The state that this run has written to; none if it changed nothing.
    pub fn state(&self) -> Option<i64> {
        self.state
    }

    /// The last day on which an article of the record was published: the day
    /// as of which the record speaks.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn last_day(&self) -> Result<Option<String>, Error> {
        Ok(self.connection.query_row("SELECT MAX(published) FROM article", (), |row| row.get(0))?)
    }
}
