//! ICEWS's events: 20 columns.

use super::dyad::{country_name, goldstein, name, shown};
use super::layout::{Layout, unknown};

/// The layout.
pub const LAYOUT: Layout = Layout {
    header: true,
    tags: None,
    tabs: true,
    happened: true,
    columns: &[
        ("Event ID", |dyad, _| dyad.number().to_string()),
        ("Event Date", |dyad, _| shown(dyad.day())),
        ("Source Name", |dyad, _| name(dyad.source)),
        ("Source Sectors", |dyad, _| shown(dyad.source.map(|source| source.sectors.join(",")))),
        ("Source Country", |dyad, facts| country_name(facts, dyad.source.and_then(|source| source.country.as_deref()))),
        ("Event Text", |dyad, facts| {
            shown(dyad.row.cameo.as_deref().and_then(|code| facts.codebook.cameo(code)).map(|code| code.name.as_str()))
        }),
        ("CAMEO Code", |dyad, _| shown(dyad.row.cameo.as_deref())),
        ("Intensity", goldstein),
        ("Target Name", |dyad, _| name(dyad.target)),
        ("Target Sectors", |dyad, _| shown(dyad.target.map(|target| target.sectors.join(",")))),
        ("Target Country", |dyad, facts| country_name(facts, dyad.target.and_then(|target| target.country.as_deref()))),
        ("Story ID", |dyad, _| dyad.row.article_id.clone()),
        // ICEWS counts sentences from 1.
        ("Sentence Number", |dyad, _| (dyad.row.sentence + 1).to_string()),
        ("Publisher", |dyad, _| shown(dyad.row.outlet.as_deref())),
        ("City", |dyad, _| shown(dyad.place().filter(|place| place.precision.as_deref() == Some("city")).map(|place| place.name.as_str()))),
        ("District", unknown),
        ("Province", |dyad, _| shown(dyad.place().and_then(|place| place.admin1.as_deref()))),
        ("Country", |dyad, facts| country_name(facts, dyad.place().and_then(|place| place.country.as_deref()))),
        ("Latitude", |dyad, _| shown(dyad.place().and_then(|place| place.lat))),
        ("Longitude", |dyad, _| shown(dyad.place().and_then(|place| place.lon))),
    ],
};
