//! CSV (RFC 4180, UTF-8, line feeds): one event mention a line.
//!
//! What is a list in the published form becomes one cell, its items joined by
//! `;`. The lists of one role run in step: the second item of
//! `source_countries` belongs to the second of `source_names`, and an item
//! that is not known is empty. A `;` inside an item becomes `,`.
//! An actor's sectors are joined by a space.
//! Text cells are quoted and numbers are not, so that readers who are told
//! that `cameo` is text keep its leading zeros.

use crate::mention_row::{AttributionRow, ParticipantRow, PlaceRow};
use crate::{Error, EventMentionRow};
use std::io::Write;

/// What stands in a column of a row.
type Content = fn(&EventMentionRow) -> Cell;

/// The columns in order, and what stands in them.
const COLUMNS: &[(&str, Content)] = &[
    ("schema", |row| text(&row.schema)),
    ("kind", |row| text(&row.kind)),
    ("id", |row| text(&row.id)),
    ("article_id", |row| text(&row.article_id)),
    ("outlet", |row| optional(row.outlet.as_deref())),
    ("url", |row| optional(row.url.as_deref())),
    ("published", |row| optional(row.published.as_deref())),
    ("sentence", |row| number(Some(row.sentence))),
    ("sentence_text", |row| text(&row.sentence_text)),
    ("event_type", |row| text(&row.event_type)),
    ("mode", |row| optional(row.mode.as_deref())),
    ("contexts", |row| joined(row.contexts.iter().cloned())),
    ("cameo", |row| optional(row.cameo.as_deref())),
    ("quad_class", |row| number(Some(row.quad_class))),
    ("intensity", |row| number(row.intensity)),
    ("trigger", |row| text(&row.trigger.text)),
    ("trigger_start", |row| number(Some(row.trigger.start))),
    ("trigger_end", |row| number(Some(row.trigger.end))),
    ("source_texts", |row| each(&row.sources, |source| source.text.clone())),
    ("source_names", |row| each(&row.sources, |source| known(&source.name))),
    ("source_actor_ids", |row| each(&row.sources, |source| known(&source.actor_id))),
    ("source_countries", |row| each(&row.sources, |source| known(&source.country))),
    ("source_sectors", |row| each(&row.sources, |source: &ParticipantRow| source.sectors.join(" "))),
    ("source_roles", |row| each(&row.sources, |source| known(&source.role))),
    ("source_cow", |row| each(&row.sources, |source| shown(source.cow))),
    ("source_gw", |row| each(&row.sources, |source| shown(source.gw))),
    ("source_cameo", |row| each(&row.sources, |source| known(&source.cameo))),
    ("target_texts", |row| each(&row.targets, |target| target.text.clone())),
    ("target_names", |row| each(&row.targets, |target| known(&target.name))),
    ("target_actor_ids", |row| each(&row.targets, |target| known(&target.actor_id))),
    ("target_countries", |row| each(&row.targets, |target| known(&target.country))),
    ("target_sectors", |row| each(&row.targets, |target: &ParticipantRow| target.sectors.join(" "))),
    ("target_roles", |row| each(&row.targets, |target| known(&target.role))),
    ("target_cow", |row| each(&row.targets, |target| shown(target.cow))),
    ("target_gw", |row| each(&row.targets, |target| shown(target.gw))),
    ("target_cameo", |row| each(&row.targets, |target| known(&target.cameo))),
    ("reciprocal", |row| Cell::Bare(if row.reciprocal { "true" } else { "false" }.to_owned())),
    ("place_texts", |row| each(&row.places, |place| place.text.clone())),
    ("place_names", |row| each(&row.places, |place| place.name.clone())),
    ("place_roles", |row| each(&row.places, |place| place.role.clone())),
    ("place_geonames_ids", |row| each(&row.places, |place: &PlaceRow| shown(place.geonames_id))),
    ("place_countries", |row| each(&row.places, |place| known(&place.country))),
    ("place_admin1", |row| each(&row.places, |place| known(&place.admin1))),
    ("place_latitudes", |row| each(&row.places, |place| shown(place.lat))),
    ("place_longitudes", |row| each(&row.places, |place| shown(place.lon))),
    ("place_precisions", |row| each(&row.places, |place| known(&place.precision))),
    ("place_prio_grid", |row| each(&row.places, |place: &PlaceRow| shown(place.prio_grid))),
    ("time_text", |row| optional(row.time.as_ref().and_then(|time| time.text.as_deref()))),
    ("time_start", |row| optional(row.time.as_ref().and_then(|time| time.start.as_deref()))),
    ("time_end", |row| optional(row.time.as_ref().and_then(|time| time.end.as_deref()))),
    ("time_granularity", |row| optional(row.time.as_ref().map(|time| time.granularity.as_str()))),
    ("time_basis", |row| optional(row.time.as_ref().map(|time| time.basis.as_str()))),
    ("factuality", |row| text(&row.factuality)),
    ("polarity", |row| text(&row.polarity)),
    ("speaker_texts", |row| each(&row.attribution, |link| known(&link.text))),
    ("speaker_names", |row| each(&row.attribution, |link| known(&link.name))),
    ("speaker_countries", |row| each(&row.attribution, |link| known(&link.country))),
    ("speaker_manners", |row| each(&row.attribution, |link: &AttributionRow| link.manner.clone())),
    ("speaker_cues", |row| each(&row.attribution, |link| known(&link.cue))),
    ("killed", |row| number(row.killed)),
    ("wounded", |row| number(row.wounded)),
    ("confidence", |row| number(Some(row.confidence))),
    ("found_by", |row| joined(row.found_by.iter().cloned())),
    ("coder", |row| text(&row.coder)),
    ("data_digest", |row| text(&row.data_digest)),
    ("model_digest", |row| text(&row.model_digest)),
    ("correction", |row| optional(row.correction.as_ref().map(|correction| correction.verdict.as_str()))),
    ("correction_reason", |row| optional(row.correction.as_ref().map(|correction| correction.reason.as_str()))),
    ("incident", |row| optional(row.incident.as_deref())),
];

/// Writes the header line.
///
/// # Errors
/// If the writer fails.
pub fn write_header(out: &mut dyn Write) -> Result<(), Error> {
    let names: Vec<&str> = COLUMNS.iter().map(|&(name, _)| name).collect();
    writeln!(out, "{}", names.join(","))?;
    Ok(())
}

/// Writes one line.
///
/// # Errors
/// If the writer fails.
pub fn write_row(out: &mut dyn Write, row: &EventMentionRow) -> Result<(), Error> {
    let mut line = String::new();
    for (place, (_, cell)) in COLUMNS.iter().enumerate() {
        if place > 0 {
            line.push(',');
        }
        match cell(row) {
            Cell::Bare(value) => line.push_str(&value),
            Cell::Text(value) => quote(&value, &mut line),
        }
    }
    line.push('\n');
    out.write_all(line.as_bytes())?;
    Ok(())
}

/// What stands between two commas.
enum Cell {
    /// A number, a truth value or nothing.
    Bare(String),
    /// Words or codes.
    Text(String),
}

fn text(value: &str) -> Cell {
    Cell::Text(value.to_owned())
}

/// Nothing at all stands where a value is not known, not even quotes.
fn optional(value: Option<&str>) -> Cell {
    value.map_or_else(|| Cell::Bare(String::new()), text)
}

fn number(value: Option<impl ToString>) -> Cell {
    Cell::Bare(shown(value))
}

fn each<T>(list: &[T], item: impl Fn(&T) -> String) -> Cell {
    joined(list.iter().map(item))
}

fn joined(items: impl Iterator<Item = String>) -> Cell {
    let items: Vec<String> = items.map(|item| item.replace(';', ",")).collect();
    if items.is_empty() { Cell::Bare(String::new()) } else { Cell::Text(items.join(";")) }
}

fn known(value: &Option<String>) -> String {
    value.clone().unwrap_or_default()
}

fn shown(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn quote(value: &str, line: &mut String) {
    line.push('"');
    line.push_str(&value.replace('"', "\"\""));
    line.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn check(row: &EventMentionRow, column: &str, expect: &str) {
        let mut out = Vec::new();
        write_row(&mut out, row).unwrap();
        let line = String::from_utf8(out).unwrap();
        let (mut cells, mut quoted, mut cell) = (Vec::new(), false, String::new());
        for c in line.trim_end_matches('\n').chars() {
            match c {
                '"' => quoted = !quoted,
                ',' if !quoted => {
                    cells.push(std::mem::take(&mut cell));
                    continue;
                }
                _ => (),
            }
            cell.push(c);
        }
        cells.push(cell);
        assert_eq!(cells.len(), COLUMNS.len());
        let place = COLUMNS.iter().position(|&(name, _)| name == column).unwrap();
        assert_eq!(cells[place], expect, "{column}");
    }

    #[test]
    fn cells() {
        let row = sample::rows().remove(0);
        check(&row, "cameo", "\"0312\"");
        check(&row, "mode", "");
        check(&row, "contexts", "\"military;territory\"");
        check(&row, "source_countries", "\"XAA;\"");
        check(&row, "source_sectors", "\"GOV MIL;\"");
        check(&row, "reciprocal", "true");
        check(&row, "place_latitudes", "\"55.75\"");
        check(&row, "killed", "");
        check(&row, "intensity", "2.5");
        check(&row, "sentence_text", "\"The \"\"two\"\", he said, agreed in Aville.\"");
    }
}
