//! Opening a record for a command: the state that is meant, and what is told
//! if there is none.

use crate::failure::Failure;
use crate::setup::load_resources;
use jiff::civil::Date;
use jiff::{Timestamp, Unit};
use rapporteur_store::Error;
use rapporteur_store::record::Record;
use std::path::{Path, PathBuf};

/// Name and version of the program, as it stands on rows.
pub const CODER: &str = concat!("rapporteur ", env!("CARGO_PKG_VERSION"));

/// What a record that could not be read is answered with.
pub fn refusal(path: &Path) -> impl Fn(Error) -> Failure + Copy {
    refusal_of("reading", path)
}

/// What is answered where something else could not be done with a record.
pub fn refusal_of(deed: &'static str, path: &Path) -> impl Fn(Error) -> Failure + Copy {
    move |error| Failure::Message(format!("{deed} the record `{}`: {error}", path.display()))
}

/// A record for asking: as it is, or as it was in a state or on a day. The
/// tables are read only if something must be worked out with them.
///
/// # Errors
/// If there is none, or the state is none.
pub fn open(path: &Path, as_of: Option<&str>, overlays: &[PathBuf]) -> Result<Record, Failure> {
    let refuse = refusal(path);
    let Some(wanted) = as_of else {
        let record = Record::read(path).map_err(refuse)?;
        if record.is_settled().map_err(refuse)? {
            return Ok(record);
        }
        drop(record);
        return Record::read_settled(path, &load_resources(overlays)?, CODER).map_err(refuse);
    };
    let state = state_of(path, wanted)?;
    Record::as_of(path, state, &load_resources(overlays)?, CODER).map_err(refuse)
}

/// The number of a state that a person named: by its number, or by a day.
fn state_of(path: &Path, wanted: &str) -> Result<i64, Failure> {
    let refuse = refusal(path);
    let record = Record::read(path).map_err(refuse)?;
    if let Ok(number) = wanted.parse::<i64>() {
        let last = record.last_state().map_err(refuse)?.unwrap_or(0);
        if (0..=last).contains(&number) {
            return Ok(number);
        }
        return Err(Failure::Message(format!("choosing a state: found {number}, wanted one from 0 to {last}")));
    }
    match wanted.parse::<Date>() {
        Ok(day) => record.state_on(day).map_err(refuse),
        Err(_) => Err(Failure::Message(format!("choosing a state: found `{wanted}`, wanted its number or a day, YYYY-MM-DD"))),
    }
}

/// The time that is written beside a change: the one that was told, or now.
pub fn time(at: Option<Timestamp>) -> String {
    let at = at.unwrap_or_else(Timestamp::now);
    at.round(Unit::Second).unwrap_or(at).to_string()
}
