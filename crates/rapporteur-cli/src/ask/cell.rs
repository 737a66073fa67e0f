//! Cells of the tables: what stands in them and how it looks.

use crate::paint::{self, FAINT, PLAIN, Run, STRONG};
use anstyle::Style;
use serde_json::Value;

/// The digits of an id that are shown; `correct` takes them for the whole.
const ID_DIGITS: usize = 10;

/// The words at a field; none if there are none.
pub fn word<'v>(value: &'v Value, field: &str) -> Option<&'v str> {
    value.get(field).and_then(Value::as_str)
}

/// The items of a list at a field; none if there is no list.
pub fn items<'v>(value: &'v Value, field: &str) -> impl Iterator<Item = &'v Value> {
    value.get(field).and_then(Value::as_array).into_iter().flatten()
}

/// Whether a field says yes.
pub fn is_true(value: &Value, field: &str) -> bool {
    value.get(field).and_then(Value::as_bool) == Some(true)
}

/// The beginning of a row's id, and whether an analyst has judged the row.
pub fn id(row: &Value) -> Vec<Run> {
    let id = word(row, "id").or(word(row, "event_id")).unwrap_or_default();
    let mut runs = vec![Run::new(id.get(..ID_DIGITS).unwrap_or(id), FAINT)];
    if let Some(correction) = row.get("correction").filter(|correction| !correction.is_null()) {
        let deed = match word(correction, "verdict") {
            Some("confirm") => "confirmed",
            Some("amend") => "amended",
            _ => "judged",
        };
        runs.push(Run::new(format!("\n{deed}: {}", word(correction, "reason").unwrap_or_default()), paint::SPEAKER));
    }
    runs
}

/// Words in a style; an empty cell if there are none.
pub fn text(value: Option<&str>, style: Style) -> Vec<Run> {
    value.map(|word| vec![Run::new(word, style)]).unwrap_or_default()
}

/// Actors, each on its own line with country and sectors.
pub fn parties(row: &Value, field: &str, style: Style) -> Vec<Run> {
    let mut runs = Vec::new();
    for party in items(row, field) {
        if !runs.is_empty() {
            runs.push(Run::new("\n", PLAIN));
        }
        runs.extend(party_runs(party, style));
    }
    runs
}

/// One actor.
pub fn party_runs(party: &Value, style: Style) -> Vec<Run> {
    let mut runs = vec![Run::new(word(party, "name").or(word(party, "text")).unwrap_or_default(), style)];
    let sectors = items(party, "sectors").filter_map(Value::as_str);
    let codes: Vec<&str> = word(party, "country").into_iter().chain(sectors).collect();
    if !codes.is_empty() {
        runs.push(Run::new(format!(" {}", codes.join("·")), FAINT));
    }
    runs
}

/// Places, each on its own line, with the role of those that are not where
/// it happened.
pub fn places(row: &Value) -> Vec<Run> {
    let mut runs = Vec::new();
    for place in items(row, "places") {
        if !runs.is_empty() {
            runs.push(Run::new("\n", PLAIN));
        }
        runs.push(Run::new(word(place, "name").unwrap_or_default(), paint::PLACE));
        let role = word(place, "role").filter(|role| *role != "location");
        for note in [word(place, "country"), role].into_iter().flatten() {
            runs.push(Run::new(format!(" {note}"), FAINT));
        }
    }
    runs
}

/// First and last day of a time, with its words.
pub fn time(value: Option<&Value>) -> Vec<Run> {
    let Some(time) = value.filter(|time| !time.is_null()) else { return Vec::new() };
    let mut runs = days(word(time, "start"), word(time, "end"));
    if let Some(words) = word(time, "text") {
        runs.push(Run::new(format!("\n“{words}”"), FAINT));
    }
    runs
}

/// A first and a last day.
pub fn days(start: Option<&str>, end: Option<&str>) -> Vec<Run> {
    match (start, end) {
        (None, None) => Vec::new(),
        (Some(start), Some(end)) if start == end => vec![Run::new(start, paint::TIME)],
        (start, end) => vec![Run::new(format!("{} – {}", start.unwrap_or("…"), end.unwrap_or("…")), paint::TIME)],
    }
}

/// The sentence that a row rests on.
pub fn quote(row: &Value) -> Vec<Run> {
    text(word(row, "quote").map(quoted).as_deref(), FAINT)
}

/// Words in quotation marks; those that have them already get no second pair.
pub fn quoted(words: &str) -> String {
    if words.starts_with('“') { words.to_owned() } else { format!("“{words}”") }
}

/// Where a life stands, coloured by whether that is good news.
pub fn status(row: &Value) -> Vec<Run> {
    let status = word(row, "status").unwrap_or_default();
    let style = match status {
        "kept" | "held" | "done" => paint::quad(1),
        "due" | "moved" | "extended" | "unreported" => paint::quad(3),
        "broken" | "withdrawn" | "cancelled" | "denied" => paint::quad(4),
        _ => STRONG,
    };
    vec![Run::new(status, style)]
}

/// The turns of a life, each on its own line with its day.
pub fn steps(row: &Value) -> Vec<Run> {
    let mut runs = Vec::new();
    for step in items(row, "steps") {
        let lead = if runs.is_empty() { "" } else { "\n" };
        runs.push(Run::new(format!("{lead}{} ", word(step, "date").unwrap_or("…")), paint::TIME));
        runs.push(Run::new(word(step, "status").unwrap_or_default(), PLAIN));
        if let Some(end) = step.get("time").and_then(|time| word(time, "end").or(word(time, "start"))) {
            runs.push(Run::new(format!(" to {end}"), FAINT));
        }
        let note = if is_true(step, "inferred") { Some("inferred") } else { word(step, "outlet") };
        if let Some(note) = note {
            runs.push(Run::new(format!(", {note}"), FAINT));
        }
    }
    runs
}

/// A number, or nothing.
pub fn number(row: &Value, field: &str) -> Vec<Run> {
    row.get(field).filter(|value| !value.is_null()).map(|value| vec![Run::new(value.to_string(), PLAIN)]).unwrap_or_default()
}

/// How many items a list has.
pub fn count(row: &Value, field: &str) -> usize {
    items(row, field).count()
}
