//! Movements of forces as further mentions of the events that tell of them.
//!
//! "The general announced the withdrawal" is an event; each noun that names
//! the same withdrawal, in the same report or those of the same days, is one
//! more mention of it.

use super::day::days_between;
use super::statement::Statement;
use super::{movement, party};
use crate::event::ClaimKind;

/// The days by which reports of one event may differ.
const LAG: i64 = 2;

/// The claims of movements that are told with each of some events. A claim
/// goes with the first event that it fits.
pub(super) fn companions<'s>(events: &[Vec<&Statement>], claims: &[&'s Statement]) -> Vec<Vec<&'s Statement>> {
    let claims: Vec<&Statement> = claims.iter().copied().filter(|claim| claim.claim == Some(ClaimKind::Movement)).collect();
    let anchor: Vec<Option<usize>> =
        claims.iter().map(|claim| events.iter().position(|mentions| mentions.iter().any(|mention| tells_of(mention, claim)))).collect();
    let mut found = vec![Vec::new(); events.len()];
    for (at, claim) in claims.iter().enumerate() {
        let by_claim =
            || (0..claims.len()).find(|&other| anchor[other].is_some() && is_same(claim, claims[other])).and_then(|other| anchor[other]);
        let Some(event) = anchor[at].or_else(by_claim) else { continue };
        // What its own mention says needs no claim beside it.
        if !events[event].iter().any(|mention| is_in_sentence(mention, claim) && mention.trigger == claim.trigger) {
            found[event].push(*claim);
        }
    }
    found
}

/// Whether a mention and a claim of the same side stand in one sentence.
fn tells_of(mention: &Statement, claim: &Statement) -> bool {
    is_in_sentence(mention, claim) && !party::sides(&mention.sources).is_disjoint(&party::sides(&claim.sources))
}

fn is_in_sentence(mention: &Statement, claim: &Statement) -> bool {
    mention.article == claim.article && mention.sentence == claim.sentence
}

/// Whether two claims are of one movement, and of reports of the same days.
fn is_same(one: &Statement, other: &Statement) -> bool {
    let near = match (one.published, other.published) {
        (Some(a), Some(b)) => days_between(a, b).abs() <= LAG,
        _ => one.article == other.article,
    };
    near && !movement::is_other(one, other) && !party::sides(&one.sources).is_disjoint(&party::sides(&other.sources))
}
