//! Statements of an article that was just coded.

use super::statement::{Party, Scene, Speaker, Statement, When};
use crate::article::Article;
use crate::entity::Actor;
use crate::event::{Attribution, Claim, EventMention, EventPlace, EventTime, Participant};

/// The statements of one article: its mentions, then its claims. Their ids
/// are the article's with a number, in that order; whoever publishes them
/// gives them ids of their own.
pub fn statements(article: &Article, mentions: &[EventMention], claims: &[Claim]) -> Vec<Statement> {
    let text = article.verbatim.as_str();
    let said =
        mentions.iter().map(|mention| of_mention(article, text, mention)).chain(claims.iter().map(|claim| of_claim(article, text, claim)));
    said.enumerate().map(|(number, statement)| Statement { id: format!("{}#{}", article.id, number + 1), ..statement }).collect()
}

fn of_mention(article: &Article, text: &str, mention: &EventMention) -> Statement {
    Statement {
        sentence: mention.sentence,
        sentence_text: mention.sentence_span.of(text).to_owned(),
        trigger: mention.trigger.of(text).to_owned(),
        event_type: Some(mention.event_type.to_string()),
        mode: mention.mode.as_ref().map(ToString::to_string),
        contexts: mention.contexts.iter().map(ToString::to_string).collect(),
        cameo: mention.cameo.as_ref().map(ToString::to_string),
        quad_class: Some(mention.quad_class.number()),
        intensity: mention.intensity,
        sources: parties(&mention.sources, text),
        targets: parties(&mention.targets, text),
        reciprocal: mention.reciprocal,
        places: scenes(&mention.places, text),
        time: mention.time.as_ref().map(|time| when(time, text)),
        factuality: mention.factuality,
        polarity: mention.polarity,
        attribution: speakers(&mention.attribution, text),
        killed: mention.killed,
        wounded: mention.wounded,
        confidence: mention.confidence,
        ..of_article(article)
    }
}

fn of_claim(article: &Article, text: &str, claim: &Claim) -> Statement {
    Statement {
        claim: Some(claim.kind),
        sentence: claim.sentence,
        sentence_text: claim.sentence_span.of(text).to_owned(),
        trigger: claim.trigger.of(text).to_owned(),
        relation: claim.relation.as_ref().map(ToString::to_string),
        content: claim.content.map(|span| span.of(text).to_owned()),
        condition: claim.condition.map(|span| span.of(text).to_owned()),
        sources: parties(&claim.parties, text),
        targets: parties(&claim.counterparts, text),
        places: scenes(&claim.places, text),
        time: claim.time.as_ref().map(|time| when(time, text)),
        factuality: claim.factuality,
        polarity: claim.polarity,
        attribution: speakers(&claim.attribution, text),
        confidence: 1.0,
        ..of_article(article)
    }
}

fn of_article(article: &Article) -> Statement {
    Statement {
        article: article.id.clone(),
        original: article.id.clone(),
        outlet: article.outlet.clone(),
        published: article.published,
        ..Statement::default()
    }
}

fn parties(participants: &[Participant], text: &str) -> Vec<Party> {
    let party = |participant: &Participant| {
        let actor = participant.actor.clone().unwrap_or_default();
        let Actor { name, country, sectors, id, role, codes: _ } = actor;
        Party {
            text: participant.span.of(text).to_owned(),
            name: Some(name).filter(|name| !name.is_empty()),
            actor_id: id,
            country: country.map(|country| country.to_string()),
            sectors: sectors.iter().map(ToString::to_string).collect(),
            role,
        }
    };
    participants.iter().map(party).collect()
}

fn scenes(places: &[EventPlace], text: &str) -> Vec<Scene> {
    let scene = |found: &EventPlace| Scene {
        text: found.span.of(text).to_owned(),
        name: found.place.name.clone(),
        geonames_id: found.place.geonames_id,
        country: found.place.country.map(|country| country.to_string()),
        admin1: found.place.admin1.clone(),
        latitude: found.place.coordinates.map(|(latitude, _)| latitude),
        longitude: found.place.coordinates.map(|(_, longitude)| longitude),
        precision: found.place.precision.map(|precision| precision.name().to_owned()),
        role: found.role.name().to_owned(),
    };
    places.iter().map(scene).collect()
}

fn when(time: &EventTime, text: &str) -> When {
    When {
        text: time.span.map(|span| span.of(text).to_owned()),
        start: time.interval.start,
        end: time.interval.end,
        granularity: time.granularity.name().to_owned(),
        basis: time.basis.name().to_owned(),
    }
}

fn speakers(chain: &[Attribution], text: &str) -> Vec<Speaker> {
    let speaker = |link: &Attribution| Speaker {
        text: link.speaker.map(|span| span.of(text).to_owned()),
        name: link.actor.as_ref().map(|actor| actor.name.clone()),
        country: link.actor.as_ref().and_then(|actor| actor.country).map(|country| country.to_string()),
        manner: link.manner.name().to_owned(),
        cue: link.cue.map(|span| span.of(text).to_owned()),
    };
    chain.iter().map(speaker).collect()
}
