//! Where an event happened, and the other parts that places play in it.

use super::candidate::{Candidate, Matcher};
use super::mention::{EventPlace, PlaceRole};
use crate::document::{Relation, TokenId};

/// Types of events that do nothing to a place: what is criticised is no place.
const IN_WORDS: [&str; 8] = ["AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SANCTION"];
/// How far up a place may hang below its event.
const MAX_CLIMB: usize = 12;

/// The places of a sentence that belong to a candidate's event, with their
/// roles, locations first.
pub fn places(matcher: &Matcher<'_, '_>, sentence: usize, candidate: &Candidate<'_>, event_type: &str) -> Vec<EventPlace> {
    let document = matcher.tree.document;
    let tokens = document.sentences[sentence].tokens.clone();
    let is_in_words = IN_WORDS.contains(&event_type);
    let moves = matches!(event_type, "RETREAT" | "MOBILIZE" | "CONCEDE");
    let mut found: Vec<EventPlace> = matcher
        .entities
        .places_in(tokens)
        .filter(|(_, place)| place.coordinates.is_some() || place.geonames_id.is_none())
        .filter_map(|(mention, place)| {
            role(matcher, candidate, mention.head, is_in_words, moves).map(|role| EventPlace {
                span: mention.span,
                place: place.clone(),
                role,
            })
        })
        .collect();
    found.sort_by_key(|place| (place.role, place.span));
    found
}

fn role(matcher: &Matcher<'_, '_>, candidate: &Candidate<'_>, head: TokenId, is_in_words: bool, moves: bool) -> Option<PlaceRole> {
    let document = matcher.tree.document;
    let support = matcher.tree.support_verb(candidate.trigger);
    let is_event = |id: TokenId| id == candidate.trigger || Some(id) == support;
    // "into the region *of* X": the place stands where its kind does.
    let kind = document.token(head).head.filter(|&kind| matcher.tree.is_site(kind) && matcher.tree.has_preposition(head, "of"));
    let head = kind.unwrap_or(head);
    let preposition = document.children_by(head, Relation::Case).next().map(|case| document.form(case).to_lowercase()).unwrap_or_default();
    let local = matches!(
        preposition.as_str(),
        "in" | "at"
            | "near"
            | "outside"
            | "inside"
            | "around"
            | "across"
            | "within"
            | "along"
            | "throughout"
            | "over"
            | "off"
            | "above"
            | "north"
            | "south"
            | "east"
            | "west"
            | "between"
    );
    let mut current = head;
    let mut through_participant = false;
    for _ in 0..MAX_CLIMB {
        if is_event(current) {
            break;
        }
        through_participant |= current != head && (candidate.sources.contains(&current) || candidate.targets.contains(&current));
        // The event's own target, though a parser may hang it elsewhere.
        if (kind.is_some() || current != head) && candidate.targets.contains(&current) && current > candidate.trigger {
            break;
        }
        let token = document.token(current);
        if matches!(token.relation, Relation::AclRelcl | Relation::Parataxis) {
            return None;
        }
        match token.head {
            Some(next) => current = next,
            // The place hangs on a clause above the event.
            None => return local.then_some(PlaceRole::Location).filter(|_| is_above(matcher, candidate.trigger, head)),
        }
    }
    match preposition.as_str() {
        "to" | "into" | "towards" | "toward" | "onto" if moves || preposition == "into" => Some(PlaceRole::Destination),
        "from" | "out" if moves => Some(PlaceRole::Origin),
        "on" | "about" | "over" | "against" | "for" | "of" => {
            Some(if through_participant || preposition != "of" { PlaceRole::Topic } else { PlaceRole::Location })
        }
        _ if local && through_participant => Some(PlaceRole::Location),
        _ if local => Some(PlaceRole::Location),
        // "shelled El Fasher": the place is what was hit.
        "" if !is_in_words && (candidate.targets.contains(&head) || document.token(head).relation == Relation::Obj) => {
            Some(PlaceRole::Location)
        }
        _ => None,
    }
}

/// Whether a place modifies the clause that governs the event ("During talks
/// in Moscow, they agreed"), and not some other clause.
fn is_above(matcher: &Matcher<'_, '_>, trigger: TokenId, place: TokenId) -> bool {
    let document = matcher.tree.document;
    let Some(governor) = document.token(place).head else { return false };
    let mut current = trigger;
    for _ in 0..MAX_CLIMB {
        match document.token(current).head {
            Some(head) if head == governor => return true,
            Some(head) => current = head,
            None => return false,
        }
    }
    false
}
