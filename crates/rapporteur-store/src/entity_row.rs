//! The published form of an entity mention, as `rapporteur entities` prints it.

use rapporteur::article::Article;
use rapporteur::entity::{Actor, Entities, EntityMention, Place, Resolution, Timex};
use serde::{Deserialize, Serialize};

/// A mention of an actor, a place or a time. A mention of several actors
/// (`the two countries`) gives one row for each.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EntityMentionRow {
    /// `entity_mention`.
    pub kind: String,
    /// The id of the article.
    pub article_id: String,
    /// The words.
    pub text: String,
    /// First byte of the article's verbatim text.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Coreferent mentions of one article share it.
    pub entity_id: u32,
    /// Who found it.
    pub found_by: String,
    /// What it was resolved to.
    #[serde(flatten)]
    pub resolution: ResolutionRow,
}

/// What a mention was resolved to; `type` says which.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum ResolutionRow {
    /// An actor.
    Actor {
        /// Canonical name.
        name: String,
        /// ISO 3166-1 alpha-3, or an organisation's code.
        country: Option<String>,
        /// PLOVER sectors.
        sectors: Vec<String>,
        /// The actor's row in the tables.
        actor_id: Option<String>,
        /// The office, with its dates.
        role: Option<String>,
        /// Correlates of War number of the state at the article's date.
        #[serde(default)]
        cow: Option<u16>,
        /// Gleditsch–Ward number of the state at the article's date.
        #[serde(default)]
        gw: Option<u16>,
        /// CAMEO's actor code, such as `SYRMIL`.
        #[serde(default)]
        cameo: Option<String>,
    },
    /// A place.
    Place {
        /// The gazetteer's name.
        name: String,
        /// GeoNames id.
        geonames_id: Option<u32>,
        /// WGS84 degrees.
        lat: Option<f64>,
        /// WGS84 degrees.
        lon: Option<f64>,
        /// ISO 3166-1 alpha-3.
        country: Option<String>,
        /// First-order division.
        admin1: Option<String>,
        /// GeoNames feature code.
        feature: Option<String>,
        /// How closely it is known.
        precision: Option<String>,
        /// Other readings: GeoNames id and a score from 0 to 1.
        candidates: Vec<(u32, f32)>,
        /// What the toponym stands for: `location`, `government` or `name`.
        #[serde(default)]
        usage: Option<String>,
        /// The PRIO-GRID cell that holds it; none for countries and larger.
        #[serde(default)]
        prio_grid: Option<u32>,
    },
    /// A time expression.
    Time {
        /// TIMEX3 class.
        timex_type: String,
        /// TIMEX3 value.
        value: String,
        /// First and last civil day.
        interval: Option<IntervalRow>,
        /// The size of the unit.
        granularity: String,
        /// The date that it was resolved against.
        anchor: Option<String>,
    },
}

/// Civil days, both included; an open end is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IntervalRow {
    /// First day.
    pub start: Option<String>,
    /// Last day.
    pub end: Option<String>,
}

/// The rows of an article's entity mentions, in the order of the text.
pub fn entity_rows(article: &Article, entities: &Entities) -> Vec<EntityMentionRow> {
    entities.mentions.iter().flat_map(|mention| rows_of(article, mention)).collect()
}

fn rows_of(article: &Article, mention: &EntityMention) -> Vec<EntityMentionRow> {
    let resolutions = match &mention.resolution {
        Resolution::Actor(actors) => actors.iter().map(actor_resolution).collect(),
        Resolution::Place(place) => vec![place_resolution(place)],
        Resolution::Time(timex) => vec![time_resolution(timex)],
    };
    let row = |resolution| EntityMentionRow {
        kind: "entity_mention".to_owned(),
        article_id: article.id.clone(),
        text: mention.span.of(&article.verbatim).to_owned(),
        start: mention.span.start,
        end: mention.span.end,
        entity_id: mention.entity.0,
        found_by: mention.finder.to_string(),
        resolution,
    };
    resolutions.into_iter().map(row).collect()
}

fn actor_resolution(actor: &Actor) -> ResolutionRow {
    ResolutionRow::Actor {
        name: actor.name.clone(),
        country: actor.country.map(|country| country.to_string()),
        sectors: actor.sectors.iter().map(ToString::to_string).collect(),
        actor_id: actor.id.clone(),
        role: actor.role.clone(),
        cow: actor.codes.state.cow,
        gw: actor.codes.state.gw,
        cameo: actor.codes.cameo.clone(),
    }
}

fn place_resolution(place: &Place) -> ResolutionRow {
    ResolutionRow::Place {
        name: place.name.clone(),
        geonames_id: place.geonames_id,
        lat: place.coordinates.map(|(lat, _)| lat),
        lon: place.coordinates.map(|(_, lon)| lon),
        country: place.country.map(|country| country.to_string()),
        admin1: place.admin1.clone(),
        feature: place.feature.clone(),
        precision: place.precision.map(|precision| precision.name().to_owned()),
        candidates: place.candidates.clone(),
        usage: Some(place.usage.name().to_owned()),
        prio_grid: place.prio_grid_cell(),
    }
}

fn time_resolution(timex: &Timex) -> ResolutionRow {
    ResolutionRow::Time {
        timex_type: timex.timex_type.name().to_owned(),
        value: timex.value.clone(),
        interval: timex.interval.map(|interval| IntervalRow {
            start: interval.start.map(|date| date.to_string()),
            end: interval.end.map(|date| date.to_string()),
        }),
        granularity: timex.granularity.name().to_owned(),
        anchor: timex.anchor.map(|date| date.to_string()),
    }
}
