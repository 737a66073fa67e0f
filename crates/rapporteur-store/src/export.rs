//! The record in the formats of others.
//!
//! What comes in are published event mentions; what goes out are files with
//! exactly the columns that the readers of ICEWS, GDELT, Phoenix, POLECAT,
//! PLOVER, HXL, GeoJSON, GraphML, GEXF and iCalendar know. What we do not
//! know stays empty. `docs/exports.md` says what stands in each column.
//!
//! Formats without a column for truth get only what is said to have happened
//! ([`has_happened`]).

mod calendar;
mod dyad;
mod gdelt;
mod geojson;
mod graph;
mod hxl;
mod icews;
mod layout;
mod phoenix;
mod plover;
mod polecat;

use crate::{Error, EventMentionRow};
pub use calendar::write_ledgers as write_calendar;
use rapporteur::ontology::STATEMENT;
use rapporteur::resource::Resources;
use std::io::Write;

/// A format of others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Export {
    /// ICEWS, 20 columns, tab-separated with a header.
    Icews,
    /// GDELT 2.0 events, 61 columns, tab-separated without a header.
    GdeltEvents,
    /// GDELT 2.0 mentions, 16 columns, tab-separated without a header.
    GdeltMentions,
    /// Phoenix, 26 columns, tab-separated without a header.
    Phoenix,
    /// POLECAT, 40 columns, tab-separated with a header.
    Polecat,
    /// PLOVER JSON, one object a line.
    Plover,
    /// CSV with a row of HXL tags.
    Hxl,
    /// A GeoJSON feature for each place of an event.
    GeoJson,
    /// Actors and what they do to each other.
    GraphMl,
    /// The same, for Gephi.
    Gexf,
    /// Meetings and what is scheduled.
    ICalendar,
}

/// Writes rows in a format of others.
///
/// # Errors
/// If the writer fails.
pub fn export(
    format: Export,
    rows: &mut dyn Iterator<Item = EventMentionRow>,
    facts: &Resources,
    out: &mut dyn Write,
) -> Result<(), Error> {
    // PLOVER has no type for what only states something.
    let mut events = rows.filter(|row| !is_of_plover(format) || row.event_type != STATEMENT);
    let rows: &mut dyn Iterator<Item = EventMentionRow> = &mut events;
    match format {
        Export::Icews => layout::write(&icews::LAYOUT, rows, facts, out),
        Export::GdeltEvents => layout::write(&gdelt::EVENTS, rows, facts, out),
        Export::GdeltMentions => layout::write(&gdelt::MENTIONS, rows, facts, out),
        Export::Phoenix => layout::write(&phoenix::LAYOUT, rows, facts, out),
        Export::Polecat => layout::write(&polecat::LAYOUT, rows, facts, out),
        Export::Plover => plover::write(rows, out),
        Export::Hxl => layout::write(&hxl::LAYOUT, rows, facts, out),
        Export::GeoJson => geojson::write(rows, out),
        Export::GraphMl => graph::write_graphml(rows, out),
        Export::Gexf => graph::write_gexf(rows, out),
        Export::ICalendar => calendar::write(rows, out),
    }
}

fn is_of_plover(format: Export) -> bool {
    matches!(format, Export::Polecat | Export::Plover)
}

/// Whether the text says that it has happened: neither denied nor imagined
/// nor still to come. A promise has happened if what is coded is the promise,
/// and so have a threat and a demand.
pub fn has_happened(row: &EventMentionRow) -> bool {
    let said = matches!(
        (row.event_type.as_str(), row.factuality.as_str()),
        (_, "asserted" | "reported" | "alleged") | ("AGREE", "pledged") | ("THREATEN", "threatened") | ("REQUEST", "hoped")
    );
    said && row.polarity == "positive"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn exported(format: Export) -> String {
        let facts = Resources::default();
        let mut out = Vec::new();
        export(format, &mut sample::rows().into_iter(), &facts, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    /// Each format has the columns that its readers count on, and the second
    /// row of the sample, which the text denies, is in none.
    #[test]
    fn columns() {
        for (format, columns, header) in [
            (Export::Icews, 20, true),
            (Export::GdeltEvents, 61, false),
            (Export::GdeltMentions, 16, false),
            (Export::Phoenix, 26, false),
            (Export::Polecat, 40, true),
        ] {
            let text = exported(format);
            let lines: Vec<&str> = text.lines().collect();
            assert_eq!(lines.len(), 2 + usize::from(header), "{text}");
            for line in lines {
                assert_eq!(line.split('\t').count(), columns, "{format:?}: {line}");
            }
            assert!(text.contains("\t0312\t") || format == Export::GdeltMentions || format == Export::Polecat, "{text}");
        }
    }

    #[test]
    fn statements_are_nothing_of_plover() {
        for (format, lines) in [(Export::Plover, 1), (Export::Polecat, 1), (Export::Phoenix, 2)] {
            let mut rows = sample::rows();
            rows[0].event_type = "STATEMENT".to_owned();
            let mut out = Vec::new();
            export(format, &mut rows.into_iter(), &Resources::default(), &mut out).unwrap();
            assert_eq!(String::from_utf8(out).unwrap().lines().count(), lines, "{format:?}");
        }
    }

    #[test]
    fn what_has_happened() {
        let rows = sample::rows();
        assert!(has_happened(&rows[0]));
        assert!(!has_happened(&rows[1]), "it is negative");
        let check = |event_type: &str, factuality: &str, expect: bool| {
            let row = EventMentionRow { event_type: event_type.to_owned(), factuality: factuality.to_owned(), ..rows[0].clone() };
            assert_eq!(has_happened(&row), expect, "{event_type} {factuality}");
        };
        check("AGREE", "pledged", true);
        check("AID", "pledged", false);
        check("CONSULT", "scheduled", false);
        check("THREATEN", "threatened", true);
        check("ASSAULT", "denied", false);
    }

    #[test]
    fn other_forms() {
        let hxl = exported(Export::Hxl);
        assert!(hxl.lines().nth(1).unwrap().starts_with("#event+id,#date+start,"), "{hxl}");
        let geojson: serde_json::Value = serde_json::from_str(&exported(Export::GeoJson)).unwrap();
        assert_eq!(geojson["features"][0]["geometry"]["coordinates"], serde_json::json!([37.62, 55.75]));
        assert_eq!(geojson["features"].as_array().unwrap().len(), 1);
        let plover: serde_json::Value = serde_json::from_str(exported(Export::Plover).lines().next().unwrap()).unwrap();
        assert_eq!(plover["actor"][0]["code"], "XAA");
        assert_eq!(plover["event"], serde_json::json!(["AGREE"]));
        let graphml = exported(Export::GraphMl);
        assert!(graphml.contains("<edge ") && graphml.ends_with("</graphml>\n"), "{graphml}");
        let gexf = exported(Export::Gexf);
        assert!(gexf.contains("<edge ") && gexf.ends_with("</gexf>\n"), "{gexf}");
        let calendar = exported(Export::ICalendar);
        assert!(calendar.starts_with("BEGIN:VCALENDAR\r\n") && calendar.ends_with("END:VCALENDAR\r\n"), "{calendar}");
    }
}
