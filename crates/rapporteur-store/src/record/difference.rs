//! What differs between two states of a record, or two records.

use super::{Question, Record, Topic};
use crate::{Error, LedgerRow};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A row of a ledger that differs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DifferenceRow {
    /// `difference`.
    pub kind: String,
    /// `new`, `gone`, `changed` or `contradicted`.
    pub change: String,
    /// The ledger.
    pub ledger: String,
    /// The id of the row, the later one if it has grown.
    pub id: String,
    /// Its event type, relation, name, or what is promised.
    pub label: String,
    /// The names of its actors.
    pub parties: Vec<String>,
    /// Its first day.
    pub date: Option<String>,
    /// The fields that differ.
    pub fields: Vec<FieldDifference>,
    /// The mentions and claims that it rests on now and did not before.
    pub mentions: Vec<String>,
    /// The sentence of the row.
    pub quote: Option<String>,
}

/// A field that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldDifference {
    /// Its name.
    pub field: String,
    /// What it was, as JSON.
    pub from: String,
    /// What it is, as JSON.
    pub to: String,
}

/// Fields that are not what a row says.
const PASSED_OVER: [&str; 9] = ["schema", "kind", "id", "coder", "data_digest", "mentions", "article_ids", "quote", "steps"];

impl Record {
    /// What a later record says otherwise than this one, by ledger, day and id.
    ///
    /// # Errors
    /// If a file cannot be read.
    pub fn difference(&self, later: &Record) -> Result<Vec<DifferenceRow>, Error> {
        // Both are read as of one day: that a deadline passes is no news.
        let today = later.last_day()?.and_then(|day| day.parse().ok());
        let question = Question { today, ..Question::default() };
        let (from, to) = (self.ask(Topic::All, &question)?, later.ask(Topic::All, &question)?);
        let earlier: BTreeMap<&str, &LedgerRow> = from.iter().map(|row| (row.id(), row)).collect();
        let present: BTreeSet<&str> = to.iter().map(LedgerRow::id).collect();
        // A row that has grown at its beginning has another id; what it rested
        // on tells which it was.
        let mut by_mention: BTreeMap<(&str, &str), &LedgerRow> = BTreeMap::new();
        for row in from.iter().filter(|row| !present.contains(row.id())) {
            by_mention.extend(row.mentions().iter().map(|mention| ((row.kind(), mention.as_str()), row)));
        }
        let mut matched: BTreeSet<&str> = BTreeSet::new();
        let mut differences = Vec::new();
        for row in &to {
            let before = earlier.get(row.id()).copied().or_else(|| {
                let found = row.mentions().iter().find_map(|mention| by_mention.get(&(row.kind(), mention.as_str())));
                found.copied().filter(|found| matched.insert(found.id()))
            });
            match before {
                None => differences.push(difference("new", row, Vec::new(), row.mentions().to_vec())),
                Some(before) => differences.extend(change(before, row)?),
            }
        }
        let gone = from.iter().filter(|row| !present.contains(row.id()) && !matched.contains(row.id()));
        differences.extend(gone.map(|row| difference("gone", row, Vec::new(), Vec::new())));
        differences.sort_by(|one, other| (&one.ledger, &one.date, &one.id).cmp(&(&other.ledger, &other.date, &other.id)));
        Ok(differences)
    }
}

fn difference(change: &str, row: &LedgerRow, fields: Vec<FieldDifference>, mentions: Vec<String>) -> DifferenceRow {
    DifferenceRow {
        kind: "difference".to_owned(),
        change: change.to_owned(),
        ledger: row.kind().to_owned(),
        id: row.id().to_owned(),
        label: row.label(),
        parties: row.parties().iter().map(|(_, party)| crate::ledger_row::party_name(party)).collect(),
        date: row.days().0,
        fields,
        mentions,
        quote: row.quote().map(str::to_owned),
    }
}

/// What one row says otherwise; none if it says the same.
fn change(before: &LedgerRow, after: &LedgerRow) -> Result<Option<DifferenceRow>, Error> {
    let (from, to) = (serde_json::to_value(before)?, serde_json::to_value(after)?);
    let mut fields = Vec::new();
    if let (Value::Object(from), Value::Object(to)) = (&from, &to) {
        for (field, value) in to.iter().filter(|(field, _)| !PASSED_OVER.contains(&field.as_str())) {
            let was = from.get(field).unwrap_or(&Value::Null);
            if was != value {
                fields.push(FieldDifference { field: field.clone(), from: was.to_string(), to: value.to_string() });
            }
        }
    }
    let known: BTreeSet<&String> = before.mentions().iter().collect();
    let mentions: Vec<String> = after.mentions().iter().filter(|mention| !known.contains(mention)).cloned().collect();
    if fields.is_empty() && mentions.is_empty() {
        return Ok(None);
    }
    let kind = if is_contradicted(before, after) { "contradicted" } else { "changed" };
    Ok(Some(difference(kind, after, fields, mentions)))
}

/// Whether what was said before is now said not to be so.
fn is_contradicted(before: &LedgerRow, after: &LedgerRow) -> bool {
    match (before, after) {
        (LedgerRow::Event(before), LedgerRow::Event(after)) => {
            let is_denied = |factuality: &str| factuality == "denied";
            after.disputed && !before.disputed
                || after.polarity != before.polarity
                || is_denied(&after.factuality) && !is_denied(&before.factuality)
        }
        (LedgerRow::Alignment(before), LedgerRow::Alignment(after)) => before.relation != after.relation,
        _ => {
            let (was, is) = (before.status().unwrap_or_default(), after.status().unwrap_or_default());
            was != is && matches!((was, is), ("held" | "kept" | "done", _) | (_, "broken" | "withdrawn" | "cancelled" | "denied"))
        }
    }
}
