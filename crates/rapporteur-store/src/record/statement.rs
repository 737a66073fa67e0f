//! Published rows as the statements that the core's `record` takes in.

use crate::mention_row::{AttributionRow, ParticipantRow, PlaceRow, TimeRow};
use crate::{ClaimRow, EventMentionRow};
use jiff::civil::Date;
use rapporteur::event::ClaimKind;
use rapporteur::ontology::{Factuality, Polarity};
use rapporteur::record::{Party, Scene, Speaker, Statement, When};

/// The statement of an event mention; `article` and `original` are keys of articles.
pub fn of_mention(row: EventMentionRow, article: &str, original: &str) -> Statement {
    Statement {
        id: row.id,
        claim: None,
        article: article.to_owned(),
        original: original.to_owned(),
        outlet: row.outlet,
        published: row.published.as_deref().and_then(day),
        sentence: row.sentence,
        sentence_text: row.sentence_text,
        trigger: row.trigger.text,
        event_type: Some(row.event_type),
        mode: row.mode,
        contexts: row.contexts,
        cameo: row.cameo,
        quad_class: Some(row.quad_class),
        intensity: row.intensity,
        sources: row.sources.into_iter().map(party).collect(),
        targets: row.targets.into_iter().map(party).collect(),
        reciprocal: row.reciprocal,
        places: row.places.into_iter().map(scene).collect(),
        time: row.time.map(when),
        factuality: factuality(&row.factuality),
        polarity: polarity(&row.polarity),
        attribution: row.attribution.into_iter().map(speaker).collect(),
        killed: row.killed,
        wounded: row.wounded,
        confidence: row.confidence,
        ..Statement::default()
    }
}

/// The statement of a claim; none if its kind is not known.
pub fn of_claim(row: ClaimRow, article: &str, original: &str) -> Option<Statement> {
    Some(Statement {
        id: row.id,
        claim: Some(kind(&row.kind)?),
        article: article.to_owned(),
        original: original.to_owned(),
        outlet: row.outlet,
        published: row.published.as_deref().and_then(day),
        sentence: row.sentence,
        sentence_text: row.sentence_text,
        trigger: row.trigger.text,
        relation: row.relation,
        content: row.content.map(|content| content.text),
        condition: row.condition.map(|condition| condition.text),
        sources: row.parties.into_iter().map(party).collect(),
        targets: row.counterparts.into_iter().map(party).collect(),
        places: row.places.into_iter().map(scene).collect(),
        time: row.time.map(when),
        factuality: factuality(&row.factuality),
        polarity: polarity(&row.polarity),
        attribution: row.attribution.into_iter().map(speaker).collect(),
        confidence: 1.0,
        ..Statement::default()
    })
}

fn kind(name: &str) -> Option<ClaimKind> {
    use ClaimKind::{Alignment, Commitment, Meeting, Movement, Process, Statement};
    [Commitment, Meeting, Alignment, Process, Movement, Statement].into_iter().find(|kind| kind.name() == name)
}

/// A civil day; none if it is no date.
pub fn day(text: &str) -> Option<Date> {
    text.parse().ok()
}

fn party(row: ParticipantRow) -> Party {
    Party { text: row.text, name: row.name, actor_id: row.actor_id, country: row.country, sectors: row.sectors, role: row.role }
}

fn scene(row: PlaceRow) -> Scene {
    Scene {
        text: row.text,
        name: row.name,
        geonames_id: row.geonames_id,
        country: row.country,
        admin1: row.admin1,
        latitude: row.lat,
        longitude: row.lon,
        precision: row.precision,
        role: row.role,
    }
}

fn when(row: TimeRow) -> When {
    When {
        text: row.text,
        start: row.start.as_deref().and_then(day),
        end: row.end.as_deref().and_then(day),
        granularity: row.granularity,
        basis: row.basis,
    }
}

fn speaker(row: AttributionRow) -> Speaker {
    Speaker { text: row.text, name: row.name, country: row.country, manner: row.manner, cue: row.cue }
}

/// A row of a later version may have a name that this one does not know; it
/// is then a report like any other.
fn factuality(name: &str) -> Factuality {
    Factuality::from_name(name).unwrap_or(Factuality::Reported)
}

fn polarity(name: &str) -> Polarity {
    if name == Polarity::Negative.name() { Polarity::Negative } else { Polarity::Positive }
}
