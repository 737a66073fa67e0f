//! What kind of participant a phrase names, as patterns ask it.

use crate::document::token::EntityLabel;
use crate::document::{Document, TokenId, Upos};
use crate::entity::{Actor, Entities};

/// Sectors of people with arms.
const ARMED: [&str; 7] = ["MIL", "REB", "PRM", "COP", "UAF", "CRM", "SPY"];
/// Sectors of people without arms or office.
const CIVILIAN: [&str; 11] = ["CVL", "JRN", "REF", "EDU", "MED", "AGR", "LAB", "REL", "SOC", "BUS", "ELI"];
/// Sectors of office.
const OFFICIAL: [&str; 4] = ["GOV", "LEG", "JUD", "IGO"];

/// Whether a phrase, by its head and its actors, is of a kind named in
/// `docs/patterns.md`. Unknown names are sector codes.
pub fn is_kind(kind: &str, document: &Document<'_>, entities: &Entities, head: TokenId, actors: &[Actor]) -> bool {
    let any_sector = |wanted: &[&str]| actors.iter().any(|actor| actor.sectors.iter().any(|sector| wanted.contains(&sector.as_str())));
    let token = document.token(head);
    match kind {
        "actor" => actors.iter().any(is_known),
        "state" => {
            actors.iter().any(|actor| actor.id.as_deref().is_some_and(|id| actor.country.is_some_and(|country| country.as_str() == id)))
        }
        "organisation" => token.entity.label() == Some(EntityLabel::Organisation) || any_sector(&["IGO"]),
        "person" => {
            token.entity.label() == Some(EntityLabel::Person) || token.upos == Upos::Pron || actors.iter().any(|actor| actor.role.is_some())
        }
        "armed" => any_sector(&ARMED),
        "civilian" => any_sector(&CIVILIAN),
        "official" => any_sector(&OFFICIAL),
        "place" => is_place(document, entities, head),
        "thing" => {
            token.upos == Upos::Noun
                && !actors.iter().any(is_known)
                && !is_place(document, entities, head)
                && token.entity.label().is_none()
        }
        sector => any_sector(&[sector]),
    }
}

/// Whether more than a phrase is known of an actor.
pub fn is_known(actor: &Actor) -> bool {
    actor.id.is_some() || actor.country.is_some() || !actor.sectors.is_empty()
}

fn is_place(document: &Document<'_>, entities: &Entities, head: TokenId) -> bool {
    let label = document.token(head).entity.label();
    let place = head.index() as u32;
    matches!(label, Some(EntityLabel::GeoPolitical | EntityLabel::Location | EntityLabel::Facility))
        || entities.places_in(place..place + 1).next().is_some()
}
