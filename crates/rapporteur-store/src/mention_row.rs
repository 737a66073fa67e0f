//! The published event mention, and how it is made from the core's.
//!
//! Field order is the order of the published form. Fields keep their names
//! within a schema version; more may be added at the end.

use crate::{CorrectionRow, SCHEMA, id::content_id};
use rapporteur::article::Article;
use rapporteur::entity::Actor;
use rapporteur::event::{Attribution, EventMention, EventPlace, EventTime, Participant};
use rapporteur::evidence::Span;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One event mention, flat and with its words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EventMentionRow {
    /// [`SCHEMA`].
    pub schema: String,
    /// `event_mention`.
    pub kind: String,
    /// A digest of article, sentence, trigger, type and participants.
    pub id: String,
    /// The id of the article.
    pub article_id: String,
    /// Who published the article.
    pub outlet: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// The day of publication, `YYYY-MM-DD`.
    pub published: Option<String>,
    /// The number of the sentence, from 0.
    pub sentence: u32,
    /// The sentence as it stands in the article.
    pub sentence_text: String,
    /// PLOVER event type, or a type of the user's own ontology.
    pub event_type: String,
    /// The manner.
    pub mode: Option<String>,
    /// Themes, sorted.
    pub contexts: Vec<String>,
    /// CAMEO code; text, since leading zeros matter.
    pub cameo: Option<String>,
    /// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    pub quad_class: u8,
    /// From -10 to 10.
    pub intensity: Option<f32>,
    /// The words that evoke the event.
    pub trigger: TriggerRow,
    /// Who acted.
    pub sources: Vec<ParticipantRow>,
    /// To whom it was done.
    pub targets: Vec<ParticipantRow>,
    /// Whether the parties did it to each other.
    pub reciprocal: bool,
    /// Where.
    pub places: Vec<PlaceRow>,
    /// When.
    pub time: Option<TimeRow>,
    /// How the text presents its truth.
    pub factuality: String,
    /// `positive` or `negative`.
    pub polarity: String,
    /// According to whom, outermost speaker first.
    pub attribution: Vec<AttributionRow>,
    /// People killed, as stated.
    pub killed: Option<u32>,
    /// People wounded, as stated.
    pub wounded: Option<u32>,
    /// From 0 to 1, to three decimals.
    pub confidence: f32,
    /// Rules, patterns, resource rows and models that had a part in it.
    pub found_by: Vec<String>,
    /// Name and version of the program.
    pub coder: String,
    /// A digest of the resource tables.
    pub data_digest: String,
    /// A digest of the weights.
    pub model_digest: String,
    /// What an analyst says of the row.
    pub correction: Option<CorrectionRow>,
    /// The kind of incident, such as `suicide_bomb`, for types that have any.
    pub incident: Option<String>,
}

/// Words of the article; `start` and `end` are bytes of its verbatim text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TriggerRow {
    /// The words.
    pub text: String,
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// A source or target.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ParticipantRow {
    /// The whole phrase.
    pub text: String,
    /// Its first byte.
    pub start: u32,
    /// One past its last byte.
    pub end: u32,
    /// The actor's canonical name.
    pub name: Option<String>,
    /// The actor's row in the tables.
    pub actor_id: Option<String>,
    /// ISO 3166-1 alpha-3, or an organisation's code.
    pub country: Option<String>,
    /// PLOVER sectors, the most specific first.
    pub sectors: Vec<String>,
    /// The office that justified country and sectors, with its dates.
    pub role: Option<String>,
    /// Correlates of War number of the state at the article's date.
    #[serde(default)]
    pub cow: Option<u16>,
    /// Gleditsch–Ward number of the state at the article's date.
    #[serde(default)]
    pub gw: Option<u16>,
    /// CAMEO's actor code, such as `SYRMIL`.
    #[serde(default)]
    pub cameo: Option<String>,
}

/// A place of an event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlaceRow {
    /// The toponym.
    pub text: String,
    /// Its first byte.
    pub start: u32,
    /// One past its last byte.
    pub end: u32,
    /// The gazetteer's name.
    pub name: String,
    /// GeoNames id.
    pub geonames_id: Option<u32>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// First-order division.
    pub admin1: Option<String>,
    /// WGS84 degrees.
    pub lat: Option<f64>,
    /// WGS84 degrees.
    pub lon: Option<f64>,
    /// `site`, `city`, `district`, `province`, `country` or `region`.
    pub precision: Option<String>,
    /// `location`, `topic`, `origin`, `destination` or `said`.
    pub role: String,
    /// The PRIO-GRID cell that holds it; none for countries and larger.
    #[serde(default)]
    pub prio_grid: Option<u32>,
}

/// When an event happened or is to happen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TimeRow {
    /// The words, if there are any.
    pub text: Option<String>,
    /// First civil day, `YYYY-MM-DD`; none if open.
    pub start: Option<String>,
    /// Last civil day, included; none if open.
    pub end: Option<String>,
    /// `hour`, `day`, `week`, `month`, `part-of-year`, `year` or `decade`.
    pub granularity: String,
    /// `timex`, `context` or `published`.
    pub basis: String,
}

/// One link of the chain of speakers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AttributionRow {
    /// The speaker's words in the text.
    pub text: Option<String>,
    /// First byte of these words.
    pub start: Option<u32>,
    /// One past their last byte.
    pub end: Option<u32>,
    /// The speaker's canonical name.
    pub name: Option<String>,
    /// The speaker's country.
    pub country: Option<String>,
    /// `direct_quote`, `indirect` or `according_to`.
    pub manner: String,
    /// The verb or phrase that introduces the words.
    pub cue: Option<String>,
}

/// What made the rows; the same on every row of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Name and version of the program.
    pub coder: String,
    /// A digest of the resource tables.
    pub data_digest: String,
    /// A digest of the parser's weights.
    pub model_digest: String,
}

/// The published rows of one article's mentions, in their order.
pub fn mention_rows(article: &Article, mentions: &[EventMention], stamp: &Stamp) -> Vec<EventMentionRow> {
    let mut seen = BTreeMap::new();
    let mut rows: Vec<EventMentionRow> = mentions.iter().map(|mention| mention_row(article, mention, stamp)).collect();
    for row in &mut rows {
        let id = row_id(row, 0);
        let repeats = seen.entry(id.clone()).or_insert(0u32);
        // Two claims with the same words are told apart by their order.
        row.id = if *repeats == 0 { id } else { row_id(row, *repeats) };
        *repeats += 1;
    }
    rows
}

/// A row that has everything but its id.
fn mention_row(article: &Article, mention: &EventMention, stamp: &Stamp) -> EventMentionRow {
    let text = article.verbatim.as_str();
    EventMentionRow {
        schema: SCHEMA.to_owned(),
        kind: "event_mention".to_owned(),
        id: String::new(),
        article_id: article.id.clone(),
        outlet: article.outlet.clone(),
        url: article.url.clone(),
        published: article.published.map(|date| date.to_string()),
        sentence: mention.sentence,
        sentence_text: mention.sentence_span.of(text).to_owned(),
        event_type: mention.event_type.to_string(),
        mode: mention.mode.as_ref().map(ToString::to_string),
        contexts: mention.contexts.iter().map(ToString::to_string).collect(),
        cameo: mention.cameo.as_ref().map(ToString::to_string),
        quad_class: mention.quad_class.number(),
        intensity: mention.intensity,
        trigger: trigger_row(mention.trigger, text),
        sources: mention.sources.iter().map(|participant| participant_row(participant, text)).collect(),
        targets: mention.targets.iter().map(|participant| participant_row(participant, text)).collect(),
        reciprocal: mention.reciprocal,
        places: mention.places.iter().map(|place| place_row(place, text)).collect(),
        time: mention.time.as_ref().map(|time| time_row(time, text)),
        factuality: mention.factuality.name().to_owned(),
        polarity: mention.polarity.name().to_owned(),
        attribution: mention.attribution.iter().map(|link| attribution_row(link, text)).collect(),
        killed: mention.killed,
        wounded: mention.wounded,
        confidence: (mention.confidence * 1000.0).round() / 1000.0,
        found_by: mention.found_by.iter().map(ToString::to_string).collect(),
        coder: stamp.coder.clone(),
        data_digest: stamp.data_digest.clone(),
        model_digest: stamp.model_digest.clone(),
        correction: None,
        incident: mention.incident.as_ref().map(ToString::to_string),
    }
}

pub(crate) fn trigger_row(span: Span, text: &str) -> TriggerRow {
    TriggerRow { text: span.of(text).to_owned(), start: span.start, end: span.end }
}

pub(crate) fn participant_row(participant: &Participant, text: &str) -> ParticipantRow {
    let actor = participant.actor.as_ref();
    ParticipantRow {
        text: participant.span.of(text).to_owned(),
        start: participant.span.start,
        end: participant.span.end,
        name: actor.map(|actor| actor.name.clone()),
        actor_id: actor.and_then(|actor| actor.id.clone()),
        country: country_of(actor),
        sectors: actor.map_or_else(Vec::new, |actor| actor.sectors.iter().map(ToString::to_string).collect()),
        role: actor.and_then(|actor| actor.role.clone()),
        cow: actor.and_then(|actor| actor.codes.state.cow),
        gw: actor.and_then(|actor| actor.codes.state.gw),
        cameo: actor.and_then(|actor| actor.codes.cameo.clone()),
    }
}

fn country_of(actor: Option<&Actor>) -> Option<String> {
    actor.and_then(|actor| actor.country).map(|country| country.to_string())
}

pub(crate) fn place_row(place: &EventPlace, text: &str) -> PlaceRow {
    let found = &place.place;
    PlaceRow {
        text: place.span.of(text).to_owned(),
        start: place.span.start,
        end: place.span.end,
        name: found.name.clone(),
        geonames_id: found.geonames_id,
        country: found.country.map(|country| country.to_string()),
        admin1: found.admin1.clone(),
        lat: found.coordinates.map(|(lat, _)| lat),
        lon: found.coordinates.map(|(_, lon)| lon),
        precision: found.precision.map(|precision| precision.name().to_owned()),
        role: place.role.name().to_owned(),
        prio_grid: found.prio_grid_cell(),
    }
}

pub(crate) fn time_row(time: &EventTime, text: &str) -> TimeRow {
    TimeRow {
        text: time.span.map(|span| span.of(text).to_owned()),
        start: time.interval.start.map(|date| date.to_string()),
        end: time.interval.end.map(|date| date.to_string()),
        granularity: time.granularity.name().to_owned(),
        basis: time.basis.name().to_owned(),
    }
}

pub(crate) fn attribution_row(link: &Attribution, text: &str) -> AttributionRow {
    AttributionRow {
        text: link.speaker.map(|span| span.of(text).to_owned()),
        start: link.speaker.map(|span| span.start),
        end: link.speaker.map(|span| span.end),
        name: link.actor.as_ref().map(|actor| actor.name.clone()),
        country: country_of(link.actor.as_ref()),
        manner: link.manner.name().to_owned(),
        cue: link.cue.map(|span| span.of(text).to_owned()),
    }
}

/// The id of a row: which article says with which words that who did what to
/// whom. Codes that a better table or model may change later are left out,
/// so that an analyst's correction still finds its row.
fn row_id(row: &EventMentionRow, repeats: u32) -> String {
    let mut parts = vec![
        SCHEMA.to_owned(),
        row.kind.clone(),
        row.article_id.clone(),
        row.sentence.to_string(),
        row.sentence_text.clone(),
        row.trigger.start.to_string(),
        row.trigger.end.to_string(),
        row.event_type.clone(),
        repeats.to_string(),
    ];
    for (role, participants) in [("source", &row.sources), ("target", &row.targets)] {
        for participant in participants {
            parts.push(format!("{role} {} {} {}", participant.start, participant.end, participant.name.as_deref().unwrap_or("")));
        }
    }
    content_id(parts.iter().map(String::as_str))
}
