//! Forces that go from one place to another.
//!
//! Reports on the forces of one side are joined where their places fit and
//! no more than half a year lies between them.

use super::block::Block;
use super::day::days_between;
use super::ledger::{Movement, MovementStatus, Step};
use super::merge::agglomerate;
use super::report::{self, ids, in_order, is_ahead};
use super::scene::{Nearness, nearness};
use super::statement::Statement;
use super::{party, scene};
use crate::event::ClaimKind;
use crate::ontology::{Factuality, Polarity};

/// Reports that lie further apart are of two movements, in days.
const LONGEST: i64 = 180;

/// The movements of the forces of one side.
pub(super) fn movements(block: &Block, statements: &[Statement]) -> Vec<Movement> {
    let claims = in_order(statements.iter().filter(|statement| statement.claim == Some(ClaimKind::Movement)));
    let conflict = |one: usize, other: usize| is_other(claims[one], claims[other]);
    let likeness = |one: usize, other: usize| (!conflict(one, other)).then(|| likeness(claims[one], claims[other]));
    agglomerate(claims.len(), likeness, conflict)
        .into_iter()
        .map(|group| row(block.rest(), &group.into_iter().map(|at| claims[at]).collect::<Vec<_>>()))
        .collect()
}

/// The type of the events that tell of such a movement.
pub(super) fn event_type(claim: &Statement) -> &'static str {
    if direction(claim) { "RETREAT" } else { "MOBILIZE" }
}

/// Whether two claims cannot be of one movement.
pub(super) fn is_other(one: &Statement, other: &Statement) -> bool {
    let far = match (one.published, other.published) {
        (Some(a), Some(b)) => days_between(a, b).abs() > LONGEST,
        _ => one.article != other.article,
    };
    let apart = |roles: &[&str]| nearness(&one.places, &other.places, roles) == Nearness::Apart;
    far || direction(one) != direction(other) || apart(&["origin"]) || apart(&["destination"]) || apart(&["location"])
}

/// Nearer places first, then nearer days.
fn likeness(one: &Statement, other: &Statement) -> f64 {
    let place = nearness(&one.places, &other.places, &["origin", "destination", "location"]) as u8;
    let days = match (one.published, other.published) {
        (Some(a), Some(b)) => days_between(a, b).abs().min(LONGEST),
        _ => LONGEST,
    };
    f64::from(place) - days as f64 / (LONGEST + 1) as f64
}

/// Whether forces leave; what else they do is to arrive.
fn direction(claim: &Statement) -> bool {
    let has = |role: &str| claim.places.iter().any(|scene| scene.role == role);
    match claim.relation.as_deref() {
        Some(relation) => matches!(relation, "leaves" | "leaving"),
        None => has("origin") && !has("destination"),
    }
}

fn row(side: &str, claims: &[&Statement]) -> Movement {
    let mut steps: Vec<Step<MovementStatus>> = Vec::new();
    for claim in claims {
        let status = status_of(claim);
        // What is done or has begun may still be called announced.
        let is_news =
            steps.last().is_none_or(|last| last.status < status || last.status == MovementStatus::Denied && status != last.status);
        if is_news {
            let (date, mention, speaker) = (claim.published, claim.id.clone(), report::speaker(claim));
            steps.push(Step { status, date, time: claim.time.clone(), mention, speaker, inferred: false });
        }
    }
    let parties = party::merged(claims.iter().flat_map(|claim| &claim.sources));
    let own = parties.iter().find(|party| party::side(party).as_deref() == Some(side));
    let scenes = |role: &str| scene::merged(claims.iter().flat_map(|claim| &claim.places).filter(|scene| scene.role == role));
    let leaves = direction(claims[0]);
    let (mut from, mut to, at) = (scenes("origin"), scenes("destination"), scenes("location"));
    match (leaves, from.is_empty(), to.is_empty()) {
        (true, true, _) => from = at,
        (false, _, true) => to = at,
        _ => {}
    }
    let (first_reported, last_reported) = report::reported(claims);
    Movement {
        key: format!("{side} {}", claims[0].id),
        mentions: ids(claims),
        force: own.cloned().unwrap_or_default(),
        from,
        to,
        time: claims.iter().rev().find_map(|claim| claim.time.clone()),
        status: steps.last().map_or(MovementStatus::Announced, |step| step.status),
        steps,
        first_reported,
        last_reported,
    }
}

fn status_of(claim: &Statement) -> MovementStatus {
    if claim.factuality == Factuality::Denied || claim.polarity == Polarity::Negative {
        MovementStatus::Denied
    } else if is_ahead(claim.factuality) {
        MovementStatus::Announced
    } else if matches!(claim.relation.as_deref(), Some("leaving" | "entering")) {
        MovementStatus::UnderWay
    } else {
        MovementStatus::Done
    }
}
