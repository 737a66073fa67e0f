//! Corrections: what an analyst says of a row, kept beside it for good.
//!
//! A correction is a row of its own with a reason. Several of one row are
//! read in the order of their states: the last verdict counts, and each field
//! has the value that was given last. They are laid over what the coder says
//! whenever the record is settled, so that a rerun overwrites none.

use super::{Record, writer::insert_state};
use crate::{CorrectionRow, Error};
use rapporteur::ontology::Factuality;
use rapporteur::resource::Resources;
use rusqlite::{Connection, OptionalExtension as _, TransactionBehavior, params};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// What an analyst says of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is right.
    Confirm,
    /// It is wrong as a whole.
    Reject,
    /// It is right with other values.
    Amend,
}

impl Verdict {
    /// The published name.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Confirm => "confirm",
            Verdict::Reject => "reject",
            Verdict::Amend => "amend",
        }
    }
}

/// A correction that is to be made.
#[derive(Clone, Debug)]
pub struct Correcting<'a> {
    /// The id of the row, or how it begins.
    pub id: &'a str,
    /// What is said of it.
    pub verdict: Verdict,
    /// Fields and values, as a person writes them: `sources.0.country`, `XAA`.
    pub changes: &'a [(String, String)],
    /// Why.
    pub reason: &'a str,
}

/// Fields that say what the row is and where it comes from.
const FIXED: [&str; 17] = [
    "schema",
    "kind",
    "id",
    "article_id",
    "article_ids",
    "outlet",
    "url",
    "published",
    "sentence",
    "sentence_text",
    "trigger",
    "found_by",
    "coder",
    "data_digest",
    "model_digest",
    "mentions",
    "correction",
];

/// All that is said of one row.
#[derive(Clone, Debug)]
pub(super) struct Judgement {
    pub kind: String,
    /// The block of a ledger's row.
    pub block: Option<String>,
    /// The first mention of a ledger's row.
    pub anchor: Option<String>,
    pub changes: BTreeMap<String, Value>,
    pub correction: CorrectionRow,
}

impl Judgement {
    /// Whether the row is to be left out.
    pub fn is_rejected(&self) -> bool {
        self.correction.verdict == Verdict::Reject.name()
    }

    /// A row with the values and the mark of the correction. A change that no
    /// longer fits the row is passed over.
    pub fn apply(&self, row: &mut Value) {
        for (field, value) in &self.changes {
            if let Some(place) = place_of(row, field) {
                *place = value.clone();
            }
        }
        if let (Value::Object(fields), Ok(correction)) = (row, serde_json::to_value(&self.correction)) {
            fields.insert("correction".to_owned(), correction);
        }
    }
}

/// What is said of each row, by its id.
pub(super) fn judgements(connection: &Connection) -> Result<BTreeMap<String, Judgement>, Error> {
    let mut found: BTreeMap<String, Judgement> = BTreeMap::new();
    let mut statement =
        connection.prepare("SELECT row_id, kind, anchor, verdict, changes, reason, origin, state, block FROM correction ORDER BY id")?;
    let mut rows = statement.query(())?;
    while let Some(row) = rows.next()? {
        let changes: BTreeMap<String, Value> = serde_json::from_str(&row.get::<_, String>(4)?)?;
        let entry = found.entry(row.get(0)?).or_insert_with(|| Judgement {
            kind: String::new(),
            block: None,
            anchor: None,
            changes: BTreeMap::new(),
            correction: CorrectionRow::default(),
        });
        entry.kind = row.get(1)?;
        entry.anchor = row.get(2)?;
        entry.block = row.get(8)?;
        entry.changes.extend(changes);
        entry.correction = CorrectionRow {
            verdict: row.get(3)?,
            fields: entry.changes.keys().cloned().collect(),
            reason: row.get(5)?,
            origin: row.get(6)?,
            state: row.get(7)?,
        };
    }
    Ok(found)
}

impl Record {
    /// Writes down a correction and gives the id of its row. The ledgers
    /// follow when the record is settled.
    ///
    /// # Errors
    /// If no row or several have the id, or a value does not fit its field.
    pub fn correct(&mut self, facts: &Resources, correcting: &Correcting<'_>) -> Result<String, Error> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let (id, source) = found_row(&transaction, correcting.id)?;
        let mut row: Value = serde_json::from_str(&source)?;
        // What was amended before is the row that is amended now.
        if let Some(earlier) = judgements(&transaction)?.get(&id) {
            earlier.apply(&mut row);
        }
        let changes = read_changes(facts, &row, correcting.changes)?;
        let kind = row.get("kind").and_then(Value::as_str).unwrap_or_default().to_owned();
        let anchor = row.pointer("/mentions/0").and_then(Value::as_str).map(str::to_owned);
        let block = block_of(&transaction, &id)?;
        let state = insert_state(&transaction, "correct", self.time.as_deref())?;
        let changes = serde_json::to_string(&changes)?;
        transaction.execute(
            "INSERT INTO correction (state, row_id, kind, block, anchor, verdict, changes, reason, origin)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'analyst')",
            params![state, id, kind, block, anchor, correcting.verdict.name(), changes, correcting.reason],
        )?;
        unsettle(&transaction, &id, anchor.as_deref())?;
        transaction.commit()?;
        Ok(id)
    }
}

impl Record {
    /// What an analyst has judged, by id: confirmed and amended rows with
    /// their right values, and rejected ones, whose kind begins with
    /// `rejected_` so that nobody takes them for gold.
    ///
    /// # Errors
    /// If the file cannot be read, or a row is broken.
    pub fn gold(&self) -> Result<Vec<Value>, Error> {
        let mut statement = self.connection.prepare(
            "SELECT id, row FROM corrected UNION ALL
             SELECT id, row FROM ledger WHERE is_held = 1 AND json_extract(row, '$.correction') IS NOT NULL ORDER BY id",
        )?;
        let rows = statement.query_map((), |row| row.get::<_, String>(1))?;
        let mut gold = Vec::new();
        for row in rows {
            let mut row: Value = serde_json::from_str(&row?)?;
            let is_rejected = row.pointer("/correction/verdict").and_then(Value::as_str) == Some(Verdict::Reject.name());
            if let (true, Some(kind)) = (is_rejected, row.get_mut("kind")) {
                *kind = Value::from(format!("rejected_{}", kind.as_str().unwrap_or_default()));
            }
            gold.push(row);
        }
        Ok(gold)
    }
}

/// Marks what rests on a row as not settled.
fn unsettle(connection: &Connection, id: &str, anchor: Option<&str>) -> Result<(), Error> {
    connection.execute("UPDATE coding SET is_laid = 0 WHERE id IN (SELECT coding FROM mention WHERE id = ?1)", [id])?;
    connection.execute("UPDATE coding SET is_laid = 0 WHERE id IN (SELECT coding FROM claim WHERE id = ?1)", [id])?;
    connection.execute("UPDATE block SET is_stale = 1 WHERE id IN (SELECT block FROM ledger WHERE id = ?1)", [id])?;
    // A row that was rejected is in no ledger; its first statement is still in its block.
    connection.execute(
        "UPDATE block SET is_stale = 1 WHERE id IN (SELECT block FROM block_statement WHERE statement = ?1 AND coding IN
         (SELECT coding FROM mention WHERE id = ?1 UNION SELECT coding FROM claim WHERE id = ?1))",
        [anchor],
    )?;
    Ok(())
}

/// The id and the row of what an id, or the beginning of one, stands for.
/// What was rejected can be corrected again.
fn found_row(connection: &Connection, prefix: &str) -> Result<(String, String), Error> {
    if prefix.is_empty() || !prefix.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(Error::record(format!("found the id `{prefix}`, wanted hexadecimal digits")));
    }
    let prefix = prefix.to_ascii_lowercase();
    let mut statement = connection.prepare(
        "SELECT id, row FROM (
             SELECT mention.id, mention.row, 0 AS rank, coding FROM mention JOIN latest_coding ON latest_coding.id = mention.coding
                 WHERE mention.id >= ?1 AND mention.id < ?1 || 'g'
             UNION ALL SELECT claim.id, claim.row, 0, coding FROM claim JOIN latest_coding ON latest_coding.id = claim.coding
                 WHERE claim.id >= ?1 AND claim.id < ?1 || 'g'
             UNION ALL SELECT id, row, 1, 0 FROM ledger WHERE id >= ?1 AND id < ?1 || 'g' AND is_held = 1
         ) ORDER BY id, rank, coding DESC",
    )?;
    let mut found: Vec<(String, String)> =
        statement.query_map([&prefix], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    found.dedup_by(|one, other| one.0 == other.0);
    match found.len() {
        0 => rejected_row(connection, &prefix)?.ok_or_else(|| Error::record(format!("found no row with the id `{prefix}`"))),
        1 => Ok(found.remove(0)),
        several => Err(Error::record(format!("found {several} rows whose ids begin with `{prefix}`, wanted one"))),
    }
}

/// The block of a row of a ledger, or the one that it had when it was rejected.
fn block_of(connection: &Connection, id: &str) -> Result<Option<String>, Error> {
    let query = "SELECT key FROM (
            SELECT block.key, 0 AS rank FROM ledger JOIN block ON block.id = ledger.block WHERE ledger.id = ?1 AND is_held = 1
            UNION ALL SELECT block, 1 FROM correction WHERE row_id = ?1 AND block IS NOT NULL
        ) ORDER BY rank LIMIT 1";
    Ok(connection.query_row(query, [id], |row| row.get(0)).optional()?)
}

/// A row of a ledger that was rejected is in no ledger; what is left of it is
/// what the correction tells.
fn rejected_row(connection: &Connection, prefix: &str) -> Result<Option<(String, String)>, Error> {
    let found = judgements(connection)?.into_iter().find(|(id, judgement)| id.starts_with(prefix) && judgement.is_rejected());
    Ok(found.map(|(id, judgement)| {
        let mut row = Map::new();
        row.insert("kind".to_owned(), Value::from(judgement.kind));
        row.insert("mentions".to_owned(), Value::from(judgement.anchor.into_iter().collect::<Vec<_>>()));
        (id, Value::Object(row).to_string())
    }))
}

/// Reads the changes that a person wrote against the row that they change.
fn read_changes(facts: &Resources, row: &Value, changes: &[(String, String)]) -> Result<BTreeMap<String, Value>, Error> {
    let mut read = BTreeMap::new();
    let mut amended = row.clone();
    for (field, text) in changes {
        let first = field.split('.').next().unwrap_or_default();
        if FIXED.contains(&first) {
            return Err(Error::record(format!("amending `{field}`: it says where the row comes from and cannot be amended")));
        }
        let place = place_of(&mut amended, field).ok_or_else(|| Error::record(format!("amending `{field}`: the row has no such field")))?;
        let value =
            read_value(place, text).map_err(|wanted| Error::record(format!("amending `{field}`: found `{text}`, wanted {wanted}")))?;
        check_code(facts, first, &value).map_err(|wanted| Error::record(format!("amending `{field}`: found `{text}`, wanted {wanted}")))?;
        *place = value.clone();
        read.insert(field.clone(), value);
    }
    follow_type(facts, &amended, &mut read);
    check_shape(&amended)?;
    Ok(read)
}

/// A value as the field takes it: a list is separated by commas, or JSON;
/// `null` is nothing.
fn read_value(place: &Value, text: &str) -> Result<Value, &'static str> {
    let json = || serde_json::from_str::<Value>(text).ok();
    match place {
        _ if text == "null" => Ok(Value::Null),
        Value::Bool(_) => text.parse::<bool>().map(Value::Bool).map_err(|_| "true or false"),
        Value::Number(_) => json().filter(Value::is_number).ok_or("a number"),
        Value::Array(_) => Ok(json()
            .filter(Value::is_array)
            .unwrap_or_else(|| text.split(',').map(str::trim).filter(|item| !item.is_empty()).map(Value::from).collect())),
        Value::Object(_) => json().filter(Value::is_object).ok_or("a JSON object"),
        // What is not known yet may be a number or words.
        Value::Null => Ok(json().filter(|value| value.is_number() && !text.starts_with('0')).unwrap_or_else(|| Value::from(text))),
        Value::String(_) => Ok(Value::from(text)),
    }
}

/// Codes of closed sets and of the codebook must exist; days must be dates.
fn check_code(facts: &Resources, field: &str, value: &Value) -> Result<(), &'static str> {
    let Some(word) = value.as_str() else { return Ok(()) };
    let is_known = match field {
        "event_type" => facts.codebook.event_type(word).is_some(),
        "cameo" => facts.codebook.cameo(word).is_some(),
        "factuality" => Factuality::from_name(word).is_some(),
        "polarity" => matches!(word, "positive" | "negative"),
        "from" | "to" | "made" | "announced" | "first_reported" | "last_reported" => super::statement::day(word).is_some(),
        _ => true,
    };
    if is_known {
        return Ok(());
    }
    Err(match field {
        "event_type" => "an event type of the ontology",
        "cameo" => "a CAMEO code",
        "factuality" => "a factuality such as `asserted` or `denied`",
        "polarity" => "`positive` or `negative`",
        _ => "a day, YYYY-MM-DD",
    })
}

/// Quad class and intensity follow an amended type, unless they are amended too.
fn follow_type(facts: &Resources, amended: &Value, changes: &mut BTreeMap<String, Value>) {
    if !changes.contains_key("event_type") && !changes.contains_key("mode") {
        return;
    }
    let word = |field: &str| amended.get(field).and_then(Value::as_str);
    let Some(event_type) = word("event_type").and_then(|code| facts.codebook.event_type(code)) else { return };
    let intensity = facts.codebook.intensity(event_type.code.as_str(), word("mode"));
    let following = [
        ("quad_class", Value::from(event_type.quad_class.number())),
        ("intensity", serde_json::to_value(intensity).unwrap_or(Value::Null)),
    ];
    for (field, value) in following {
        if amended.get(field) != Some(&value) {
            changes.entry(field.to_owned()).or_insert(value);
        }
    }
}

/// A row that its readers could no longer read is refused.
fn check_shape(row: &Value) -> Result<(), Error> {
    let refuse = |error: serde_json::Error| Error::record(format!("amending the row: {error}"));
    if row.get("schema").is_none() {
        return Ok(());
    }
    match row.get("kind").and_then(Value::as_str) {
        Some("event_mention") => serde_json::from_value::<crate::EventMentionRow>(row.clone()).map(drop).map_err(refuse),
        _ if row.get("trigger").is_some() => serde_json::from_value::<crate::ClaimRow>(row.clone()).map(drop).map_err(refuse),
        _ => crate::LedgerRow::from_value(row.clone()).map(drop).map_err(refuse),
    }
}

/// The place of a field such as `sources.0.country` in a row.
fn place_of<'r>(row: &'r mut Value, field: &str) -> Option<&'r mut Value> {
    field.split('.').try_fold(row, |place, step| match place {
        Value::Object(fields) => fields.get_mut(step),
        Value::Array(items) => items.get_mut(step.parse::<usize>().ok()?),
        _ => None,
    })
}
