//! `score`: coded rows against gold rows.

use crate::arguments::ScoreArguments;
use crate::failure::Failure;
use crate::tally::Tally;
use rapporteur::evidence::Span;
use rapporteur::score::{Counts, Score, ScoredEvent, score};
use serde_json::Value;
use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

/// The values of a field of a row; none if the row does not have the field.
type Values = fn(&Value) -> Option<BTreeSet<String>>;

/// The fields that are compared.
const FIELDS: [(&str, Values); 9] = [
    ("mode", |row| one(row, "/mode")),
    ("cameo", |row| one(row, "/cameo")),
    ("sources", |row| codes(row, "sources")),
    ("targets", |row| codes(row, "targets")),
    ("places", |row| each(row, "places", "name")),
    ("time_start", |row| one(row, "/time/start")),
    ("time_end", |row| one(row, "/time/end")),
    ("factuality", |row| one(row, "/factuality")),
    ("polarity", |row| one(row, "/polarity")),
];

/// Runs the command.
pub fn run(arguments: &ScoreArguments) -> Result<Tally, Failure> {
    let (gold, coded) = (events(&arguments.gold)?, events(&arguments.rows)?);
    let mut out = std::io::stdout().lock();
    out.write_all(report(&score(&gold, &coded)).as_bytes())?;
    Ok(Tally::default())
}

/// Reads the event mentions of a file; rows of other kinds are passed over.
fn events(path: &Path) -> Result<Vec<ScoredEvent>, Failure> {
    let refuse = |message: String| Failure::Message(format!("reading `{}`: {message}", path.display()));
    let file = std::fs::File::open(path).map_err(|error| refuse(error.to_string()))?;
    let rows: Vec<Value> =
        rapporteur_store::json_lines::read_lines(std::io::BufReader::new(file)).map_err(|error| refuse(error.to_string()))?;
    let mut events = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        if row.get("kind").is_some_and(|kind| kind != "event_mention") {
            continue;
        }
        let word = |key: &str| row.get(key).and_then(Value::as_str).map(str::to_owned);
        let (Some(article_id), Some(event_type)) = (word("article_id"), word("event_type")) else {
            return Err(refuse(format!("row {} has no `article_id` or no `event_type`", number + 1)));
        };
        let fields = FIELDS.iter().filter_map(|(name, values)| Some((*name, values(row)?))).collect();
        events.push(ScoredEvent { article_id, event_type, trigger: trigger(row), fields });
    }
    Ok(events)
}

fn trigger(row: &Value) -> Option<Span> {
    let at = |key: &str| row.pointer(key).and_then(Value::as_u64).and_then(|byte| u32::try_from(byte).ok());
    let (start, end) = (at("/trigger/start")?, at("/trigger/end")?);
    (start <= end).then_some(Span { start, end })
}

/// A value, or that there is none; none at all if the row does not have the field.
fn one(row: &Value, pointer: &str) -> Option<BTreeSet<String>> {
    Some(match row.pointer(pointer)? {
        Value::Null => BTreeSet::new(),
        Value::String(word) => BTreeSet::from([word.clone()]),
        other => BTreeSet::from([other.to_string()]),
    })
}

fn each(row: &Value, list: &str, key: &str) -> Option<BTreeSet<String>> {
    Some(row.get(list)?.as_array()?.iter().filter_map(|item| item.get(key)?.as_str().map(str::to_owned)).collect())
}

/// Participants by country and first sector, which is what users count by.
fn codes(row: &Value, list: &str) -> Option<BTreeSet<String>> {
    let code = |item: &Value| {
        let sector = item.pointer("/sectors/0").and_then(Value::as_str).unwrap_or("");
        format!("{}{sector}", item.get("country").and_then(Value::as_str).unwrap_or("---"))
    };
    Some(row.get(list)?.as_array()?.iter().map(code).collect())
}

/// The score as a person reads it.
fn report(score: &Score) -> String {
    let line = |name: &str, counts: Counts| {
        format!(
            "{name:<12} {:>6.3} {:>6.3} {:>6.3} {:>6} {:>6} {:>6}\n",
            counts.precision(),
            counts.recall(),
            counts.f1(),
            counts.right,
            counts.coded,
            counts.gold
        )
    };
    let mut out = format!("{:<12} {:>6} {:>6} {:>6} {:>6} {:>6} {:>6}\n", "", "prec.", "recall", "F1", "right", "coded", "gold");
    out.push_str(&line("all", score.all));
    for (event_type, &counts) in &score.by_type {
        out.push_str(&line(event_type, counts));
    }
    for (field, &(right, compared)) in &score.fields {
        out.push_str(&format!("{field:<12} {right}/{compared} of those found\n"));
    }
    out
}
