//! Phoenix: 26 columns.

use super::dyad::{actor_code, country, goldstein, sector, shown};
use super::layout::Layout;

/// The layout.
pub const LAYOUT: Layout = Layout {
    header: false,
    tags: None,
    tabs: true,
    happened: true,
    columns: &[
        ("EventID", |dyad, _| dyad.row.id.clone()),
        ("Date", |dyad, _| shown(dyad.day().map(|day| day.replace('-', "")))),
        ("Year", |dyad, _| shown(dyad.day().and_then(|day| day.get(0..4)))),
        ("Month", |dyad, _| shown(dyad.day().and_then(|day| day.get(5..7)))),
        ("Day", |dyad, _| shown(dyad.day().and_then(|day| day.get(8..10)))),
        ("SourceActorFull", |dyad, _| actor_code(dyad.source)),
        ("SourceActorEntity", |dyad, _| country(dyad.source)),
        ("SourceActorRole", |dyad, _| sector(dyad.source, 0)),
        ("SourceActorAttribute", |dyad, _| sector(dyad.source, 1)),
        ("TargetActorFull", |dyad, _| actor_code(dyad.target)),
        ("TargetActorEntity", |dyad, _| country(dyad.target)),
        ("TargetActorRole", |dyad, _| sector(dyad.target, 0)),
        ("TargetActorAttribute", |dyad, _| sector(dyad.target, 1)),
        ("EventCode", |dyad, _| shown(dyad.row.cameo.as_deref())),
        ("EventRootCode", |dyad, _| shown(dyad.row.cameo.as_deref().map(|code| code.get(..2).unwrap_or(code)))),
        // Phoenix counts its classes from 0, neutral statements, to 4.
        ("QuadClass", |dyad, _| dyad.row.quad_class.to_string()),
        ("GoldsteinScore", goldstein),
        ("Issues", |dyad, _| dyad.row.contexts.iter().map(|context| format!("{context},1")).collect::<Vec<_>>().join(";")),
        ("Lat", |dyad, _| shown(dyad.place().and_then(|place| place.lat))),
        ("Lon", |dyad, _| shown(dyad.place().and_then(|place| place.lon))),
        ("LocationName", |dyad, _| shown(dyad.place().map(|place| place.name.as_str()))),
        ("StateName", |dyad, _| shown(dyad.place().and_then(|place| place.admin1.as_deref()))),
        ("CountryCode", |dyad, _| shown(dyad.place().and_then(|place| place.country.as_deref()))),
        ("SentenceID", |dyad, _| format!("{}_{}", dyad.row.article_id, dyad.row.sentence)),
        ("URLs", |dyad, _| shown(dyad.row.url.as_deref())),
        ("NewsSources", |dyad, _| shown(dyad.row.outlet.as_deref())),
    ],
};
