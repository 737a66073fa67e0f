//! GDELT 2.0: events with 61 columns, mentions with 16.

use super::dyad::{Dyad, actor_code, country, goldstein, name, sector, shown};
use super::layout::{Layout, unknown};
use crate::mention_row::PlaceRow;

/// The layout of events.
pub const EVENTS: Layout = Layout {
    header: false,
    tags: None,
    tabs: true,
    happened: true,
    columns: &[
        ("GLOBALEVENTID", |dyad, _| dyad.number().to_string()),
        ("Day", |dyad, _| digits(dyad, 8)),
        ("MonthYear", |dyad, _| digits(dyad, 6)),
        ("Year", |dyad, _| digits(dyad, 4)),
        ("FractionDate", |dyad, _| fraction(dyad)),
        ("Actor1Code", |dyad, _| actor_code(dyad.source)),
        ("Actor1Name", |dyad, _| name(dyad.source).to_uppercase()),
        ("Actor1CountryCode", |dyad, _| country(dyad.source)),
        ("Actor1KnownGroupCode", unknown),
        ("Actor1EthnicCode", unknown),
        ("Actor1Religion1Code", unknown),
        ("Actor1Religion2Code", unknown),
        ("Actor1Type1Code", |dyad, _| sector(dyad.source, 0)),
        ("Actor1Type2Code", |dyad, _| sector(dyad.source, 1)),
        ("Actor1Type3Code", |dyad, _| sector(dyad.source, 2)),
        ("Actor2Code", |dyad, _| actor_code(dyad.target)),
        ("Actor2Name", |dyad, _| name(dyad.target).to_uppercase()),
        ("Actor2CountryCode", |dyad, _| country(dyad.target)),
        ("Actor2KnownGroupCode", unknown),
        ("Actor2EthnicCode", unknown),
        ("Actor2Religion1Code", unknown),
        ("Actor2Religion2Code", unknown),
        ("Actor2Type1Code", |dyad, _| sector(dyad.target, 0)),
        ("Actor2Type2Code", |dyad, _| sector(dyad.target, 1)),
        ("Actor2Type3Code", |dyad, _| sector(dyad.target, 2)),
        ("IsRootEvent", |dyad, _| u8::from(dyad.row.sentence == 0).to_string()),
        ("EventCode", |dyad, _| shown(dyad.row.cameo.as_deref())),
        ("EventBaseCode", |dyad, _| shown(dyad.row.cameo.as_deref().map(|code| code.get(..3).unwrap_or(code)))),
        ("EventRootCode", |dyad, _| shown(dyad.row.cameo.as_deref().map(|code| code.get(..2).unwrap_or(code)))),
        // GDELT counts statements as verbal cooperation.
        ("QuadClass", |dyad, _| dyad.row.quad_class.max(1).to_string()),
        ("GoldsteinScale", goldstein),
        ("NumMentions", |_, _| "1".to_owned()),
        ("NumSources", |_, _| "1".to_owned()),
        ("NumArticles", |_, _| "1".to_owned()),
        ("AvgTone", unknown),
        ("Actor1Geo_Type", unknown),
        ("Actor1Geo_FullName", unknown),
        ("Actor1Geo_CountryCode", unknown),
        ("Actor1Geo_ADM1Code", unknown),
        ("Actor1Geo_ADM2Code", unknown),
        ("Actor1Geo_Lat", unknown),
        ("Actor1Geo_Long", unknown),
        ("Actor1Geo_FeatureID", unknown),
        ("Actor2Geo_Type", unknown),
        ("Actor2Geo_FullName", unknown),
        ("Actor2Geo_CountryCode", unknown),
        ("Actor2Geo_ADM1Code", unknown),
        ("Actor2Geo_ADM2Code", unknown),
        ("Actor2Geo_Lat", unknown),
        ("Actor2Geo_Long", unknown),
        ("Actor2Geo_FeatureID", unknown),
        ("ActionGeo_Type", |dyad, _| shown(dyad.place().and_then(place_type))),
        ("ActionGeo_FullName", |dyad, facts| full_name(dyad, facts)),
        // GDELT's country codes here are FIPS 10-4, which our tables do not have.
        ("ActionGeo_CountryCode", unknown),
        ("ActionGeo_ADM1Code", unknown),
        ("ActionGeo_ADM2Code", unknown),
        ("ActionGeo_Lat", |dyad, _| shown(dyad.place().and_then(|place| place.lat))),
        ("ActionGeo_Long", |dyad, _| shown(dyad.place().and_then(|place| place.lon))),
        // GDELT has ids of GNS here, not of GeoNames.
        ("ActionGeo_FeatureID", unknown),
        ("DATEADDED", |dyad, _| added(dyad)),
        ("SOURCEURL", |dyad, _| dyad.row.url.clone().unwrap_or_else(|| dyad.row.article_id.clone())),
    ],
};

/// The layout of mentions.
pub const MENTIONS: Layout = Layout {
    header: false,
    tags: None,
    tabs: true,
    happened: true,
    columns: &[
        ("GLOBALEVENTID", |dyad, _| dyad.number().to_string()),
        ("EventTimeDate", |dyad, _| shown(dyad.day().map(|day| format!("{}000000", day.replace('-', ""))))),
        ("MentionTimeDate", |dyad, _| added(dyad)),
        // 1: the identifier is a URL; 6: it is a name of another kind.
        ("MentionType", |dyad, _| if dyad.row.url.is_some() { "1" } else { "6" }.to_owned()),
        ("MentionSourceName", |dyad, _| shown(dyad.row.outlet.as_deref())),
        ("MentionIdentifier", |dyad, _| dyad.row.url.clone().unwrap_or_else(|| dyad.row.article_id.clone())),
        // GDELT counts sentences from 1.
        ("SentenceID", |dyad, _| (dyad.row.sentence + 1).to_string()),
        ("Actor1CharOffset", |dyad, _| dyad.source.map_or("-1".to_owned(), |source| source.start.to_string())),
        ("Actor2CharOffset", |dyad, _| dyad.target.map_or("-1".to_owned(), |target| target.start.to_string())),
        ("ActionCharOffset", |dyad, _| dyad.row.trigger.start.to_string()),
        ("InRawText", |_, _| "1".to_owned()),
        ("Confidence", |dyad, _| format!("{:.0}", dyad.row.confidence * 100.0)),
        ("MentionDocLen", unknown),
        ("MentionDocTone", unknown),
        ("MentionDocTranslationInfo", unknown),
        ("Extras", unknown),
    ],
};

/// The event's day as digits, to some length.
fn digits(dyad: &Dyad<'_>, length: usize) -> String {
    shown(dyad.day().map(|day| day.replace('-', "")).and_then(|day| day.get(..length).map(str::to_owned)))
}

/// The year and how much of it has passed, in days of 1/365 as GDELT has it.
fn fraction(dyad: &Dyad<'_>) -> String {
    let part = |range: std::ops::Range<usize>| dyad.day().and_then(|day| day.get(range)?.parse::<f64>().ok());
    match (part(0..4), part(5..7), part(8..10)) {
        (Some(year), Some(month), Some(day)) => format!("{:.4}", year + ((month - 1.0) * 30.0 + day) / 365.0),
        _ => String::new(),
    }
}

/// When the record got it: the day of publication, since a clock is not read.
fn added(dyad: &Dyad<'_>) -> String {
    shown(dyad.row.published.as_deref().map(|day| format!("{}000000", day.replace('-', ""))))
}

/// 1 country, 4 city, 5 state; 2 and 3 are the same in the United States.
fn place_type(place: &PlaceRow) -> Option<u8> {
    let american = place.country.as_deref() == Some("USA");
    match place.precision.as_deref()? {
        "country" => Some(1),
        "province" if american => Some(2),
        "city" if american => Some(3),
        "city" | "site" | "district" => Some(4),
        "province" => Some(5),
        _ => None,
    }
}

fn full_name(dyad: &Dyad<'_>, facts: &rapporteur::resource::Resources) -> String {
    let Some(place) = dyad.place() else { return String::new() };
    let country = super::dyad::country_name(facts, place.country.as_deref());
    let parts = [Some(place.name.clone()), place.admin1.clone(), Some(country)];
    let mut names: Vec<String> = parts.into_iter().flatten().filter(|name| !name.is_empty()).collect();
    names.dedup();
    names.join(", ")
}
