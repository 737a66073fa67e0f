//! POLECAT: 40 columns.

use super::dyad::{Dyad, country_entry, country_name, name, sector, shown};
use super::layout::{Layout, unknown};
use crate::mention_row::{ParticipantRow, PlaceRow};
use rapporteur::resource::Resources;

/// The layout.
pub const LAYOUT: Layout = Layout {
    header: true,
    tags: None,
    tabs: true,
    happened: true,
    columns: &[
        ("Event ID", |dyad, _| dyad.row.id.clone()),
        ("Event Date", |dyad, _| shown(dyad.day())),
        ("Event Type", |dyad, _| dyad.row.event_type.clone()),
        ("Event Mode", |dyad, _| shown(dyad.row.mode.as_deref())),
        ("Intensity", |dyad, _| shown(dyad.row.intensity)),
        ("Quad Code", |dyad, _| quad_name(dyad.row.quad_class).to_owned()),
        ("Contexts", |dyad, _| dyad.row.contexts.join(";")),
        ("Actor Name", |dyad, _| name(dyad.source)),
        ("Actor Country", |dyad, facts| country_name(facts, country_of(dyad.source))),
        ("Actor COW", |dyad, facts| cow(facts, dyad.source)),
        ("Primary Actor Sector", |dyad, _| sector(dyad.source, 0)),
        ("Actor Sectors", |dyad, _| shown(dyad.source.map(|source| source.sectors.join(";")))),
        ("Actor Title", |dyad, _| shown(dyad.source.and_then(|source| source.role.as_deref()))),
        ("Actor Name Raw", |dyad, _| shown(dyad.source.map(|source| source.text.as_str()))),
        ("Wikipedia Actor ID", unknown),
        ("Recipient Name", |dyad, _| name(dyad.target)),
        ("Recipient Country", |dyad, facts| country_name(facts, country_of(dyad.target))),
        ("Recipient COW", |dyad, facts| cow(facts, dyad.target)),
        ("Primary Recipient Sector", |dyad, _| sector(dyad.target, 0)),
        ("Recipient Sectors", |dyad, _| shown(dyad.target.map(|target| target.sectors.join(";")))),
        ("Recipient Title", |dyad, _| shown(dyad.target.and_then(|target| target.role.as_deref()))),
        ("Recipient Name Raw", |dyad, _| shown(dyad.target.map(|target| target.text.as_str()))),
        ("Wikipedia Recipient ID", unknown),
        ("Placename", |dyad, _| shown(dyad.place().map(|place| place.name.as_str()))),
        ("City", |dyad, _| of_precision(dyad, "city")),
        ("District", |dyad, _| of_precision(dyad, "district")),
        ("Province", |dyad, _| shown(dyad.place().and_then(|place| place.admin1.as_deref()))),
        ("Country", |dyad, facts| country_name(facts, dyad.place().and_then(|place| place.country.as_deref()))),
        ("Latitude", |dyad, _| shown(dyad.place().and_then(|place| place.lat))),
        ("Longitude", |dyad, _| shown(dyad.place().and_then(|place| place.lon))),
        ("GeoNames ID", |dyad, _| shown(dyad.place().and_then(|place| place.geonames_id))),
        ("Raw Placename", |dyad, _| shown(dyad.place().map(|place| place.text.as_str()))),
        ("Feature Type", |dyad, _| shown(dyad.place().and_then(|place| place.precision.as_deref()))),
        ("Source", |dyad, _| shown(dyad.row.outlet.as_deref())),
        ("Publication Date", |dyad, _| shown(dyad.row.published.as_deref())),
        ("Story People", unknown),
        ("Story Organizations", unknown),
        ("Story Locations", unknown),
        ("Language", |_, _| "english".to_owned()),
        ("Version", |dyad, _| dyad.row.coder.clone()),
    ],
};

fn quad_name(class: u8) -> &'static str {
    match class {
        0 => "NEUTRAL",
        1 => "VERBAL COOPERATION",
        2 => "MATERIAL COOPERATION",
        3 => "VERBAL CONFLICT",
        _ => "MATERIAL CONFLICT",
    }
}

fn country_of(participant: Option<&ParticipantRow>) -> Option<&str> {
    participant.and_then(|participant| participant.country.as_deref())
}

/// The number at the article's date; rows of before have none and get today's.
fn cow(facts: &Resources, participant: Option<&ParticipantRow>) -> String {
    if let Some(number) = participant.and_then(|participant| participant.cow) {
        return number.to_string();
    }
    shown(country_entry(facts, country_of(participant)).and_then(|entry| entry.cow))
}

fn of_precision(dyad: &Dyad<'_>, precision: &str) -> String {
    let fits = |place: &&PlaceRow| place.precision.as_deref() == Some(precision);
    shown(dyad.place().filter(fits).map(|place| place.name.as_str()))
}
