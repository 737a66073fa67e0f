//! iCalendar (RFC 5545): what is announced for a day or a span of days.

use super::dyad::name;
use crate::ledger_row::party_name;
use crate::mention_row::TimeRow;
use crate::{Error, EventMentionRow, LedgerRow};
use jiff::{ToSpan as _, civil::Date};
use std::io::Write;

/// Writes what is scheduled, planned or pledged and has a first and a last
/// day, as events that take whole days.
pub fn write(rows: &mut dyn Iterator<Item = EventMentionRow>, out: &mut dyn Write) -> Result<(), Error> {
    begin(out)?;
    for row in rows.filter(|row| row.polarity == "positive" && matches!(row.factuality.as_str(), "scheduled" | "planned" | "pledged")) {
        entry(&row, out)?;
    }
    line(out, "END:VCALENDAR")
}

fn entry(row: &EventMentionRow, out: &mut dyn Write) -> Result<(), Error> {
    let Some(time) = &row.time else { return Ok(()) };
    // What is only dated by its publication is not announced for that day.
    let (Some(start), Some(last)) = (day(time.start.as_ref()), day(time.end.as_ref())) else { return Ok(()) };
    if time.basis == "published" {
        return Ok(());
    }
    // The end of an entry is the first day that is no more part of it.
    let Ok(end) = last.checked_add(1.day()) else { return Ok(()) };
    let parties: Vec<String> = row.sources.iter().chain(&row.targets).map(|party| name(Some(party))).collect();
    begin_entry(&row.id, row.published.as_deref(), start, end, out)?;
    line(out, &format!("SUMMARY:{}", escaped(&format!("{}: {}", row.event_type, parties.join(", ")))))?;
    line(out, &format!("DESCRIPTION:{}", escaped(&format!("{} ({})", row.sentence_text, row.factuality))))?;
    if let Some(place) = row.places.iter().find(|place| place.role == "location") {
        location(&place.name, place.lat.zip(place.lon), out)?;
    }
    if let Some(url) = &row.url {
        line(out, &format!("URL:{}", url.replace(char::is_control, "")))?;
    }
    line(out, "END:VEVENT")
}

/// Writes the meetings and the deadlines of a record.
pub fn write_ledgers(rows: &[LedgerRow], out: &mut dyn Write) -> Result<(), Error> {
    begin(out)?;
    for row in rows {
        match row {
            LedgerRow::Meeting(meeting) => {
                let name = meeting.name.as_deref().unwrap_or("meeting");
                appointment(row, &meeting.interval, name, meeting.announced.as_deref(), out)?;
            }
            LedgerRow::Commitment(promise) => {
                // What is to be done by a day stands on that day.
                let deadline = promise.deadline.clone().map(|time| TimeRow { start: time.end.clone().or(time.start.clone()), ..time });
                let content = promise.content.as_deref().unwrap_or("promise");
                appointment(row, &deadline, &format!("deadline: {content}"), promise.made.as_deref(), out)?;
            }
            _ => (),
        }
    }
    line(out, "END:VCALENDAR")
}

/// One entry of a ledger; nothing if it has no day.
fn appointment(row: &LedgerRow, time: &Option<TimeRow>, name: &str, announced: Option<&str>, out: &mut dyn Write) -> Result<(), Error> {
    let (first, last) = (day(time.as_ref().and_then(|time| time.start.as_ref())), day(time.as_ref().and_then(|time| time.end.as_ref())));
    let (Some(start), Some(last)) = (first.or(last), last.or(first)) else { return Ok(()) };
    let Ok(end) = last.checked_add(1.day()) else { return Ok(()) };
    let parties: Vec<String> = row.parties().iter().map(|(_, party)| party_name(party)).collect();
    let status = row.status().unwrap_or_default();
    begin_entry(row.id(), announced, start, end, out)?;
    line(out, &format!("SUMMARY:{}", escaped(&format!("{name}: {}", parties.join(", ")))))?;
    line(out, &format!("DESCRIPTION:{}", escaped(&format!("{status}. {}", row.quote().unwrap_or_default()))))?;
    line(out, &format!("STATUS:{}", if status == "cancelled" || status == "withdrawn" { "CANCELLED" } else { "CONFIRMED" }))?;
    line(out, &format!("CATEGORIES:{}", row.kind()))?;
    if let Some(place) = row.places().iter().find(|place| place.role == "location") {
        location(&place.name, place.lat.zip(place.lon), out)?;
    }
    line(out, "END:VEVENT")
}

fn begin(out: &mut dyn Write) -> Result<(), Error> {
    line(out, "BEGIN:VCALENDAR")?;
    line(out, "VERSION:2.0")?;
    line(out, "PRODID:-//Rapporteur//Record//EN")
}

/// What every entry begins with; `end` is the first day that is no more part of it.
fn begin_entry(id: &str, known_since: Option<&str>, start: Date, end: Date, out: &mut dyn Write) -> Result<(), Error> {
    line(out, "BEGIN:VEVENT")?;
    line(out, &format!("UID:{id}@rapporteur"))?;
    line(out, &format!("DTSTAMP:{}T000000Z", known_since.unwrap_or("1970-01-01").replace('-', "")))?;
    line(out, &format!("DTSTART;VALUE=DATE:{}", start.strftime("%Y%m%d")))?;
    line(out, &format!("DTEND;VALUE=DATE:{}", end.strftime("%Y%m%d")))
}

fn location(name: &str, coordinates: Option<(f64, f64)>, out: &mut dyn Write) -> Result<(), Error> {
    line(out, &format!("LOCATION:{}", escaped(name)))?;
    if let Some((lat, lon)) = coordinates {
        line(out, &format!("GEO:{lat};{lon}"))?;
    }
    Ok(())
}

fn day(text: Option<&String>) -> Option<Date> {
    text.and_then(|text| text.parse().ok())
}

fn escaped(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n");
    escaped.replace(char::is_control, " ")
}

/// Writes a line, folded so that no piece has more than 75 bytes.
fn line(out: &mut dyn Write, text: &str) -> Result<(), Error> {
    let (mut used, mut folded) = (0, String::new());
    for character in text.chars() {
        if used + character.len_utf8() > 75 {
            folded.push_str("\r\n ");
            used = 1;
        }
        folded.push(character);
        used += character.len_utf8();
    }
    out.write_all(folded.as_bytes())?;
    out.write_all(b"\r\n")?;
    Ok(())
}
