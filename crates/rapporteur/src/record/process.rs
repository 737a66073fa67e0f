//! Formats of talks: who has which part in them, and in which years.

use super::block::Block;
use super::ledger::{Process, ProcessRole};
use super::report::{self, ids, in_order, most};
use super::statement::{Party, Statement};
use super::{day, party};
use crate::event::ClaimKind;
use crate::ontology::{Factuality, Polarity};

/// The format of a block; at most one.
pub(super) fn processes(block: &Block, statements: &[Statement]) -> Vec<Process> {
    let is_told = |claim: &&Statement| {
        claim.claim == Some(ClaimKind::Process) && !matches!(claim.factuality, Factuality::Denied | Factuality::Hypothetical)
    };
    let claims = in_order(statements.iter().filter(is_told));
    if claims.is_empty() {
        return Vec::new();
    }
    let (first_reported, last_reported) = report::reported(&claims);
    let name = most(claims.iter().filter_map(|claim| claim.content.clone())).unwrap_or_else(|| block.rest().to_owned());
    let since = claims.iter().filter_map(|claim| claim.time.as_ref()).filter(|time| time.start.is_some()).min_by_key(|time| time.start);
    vec![Process {
        key: block.rest().to_owned(),
        mentions: ids(&claims),
        name,
        since: since.cloned(),
        roles: roles(&claims),
        first_reported,
        last_reported,
    }]
}

/// Each party once for each part.
fn roles(claims: &[&Statement]) -> Vec<ProcessRole> {
    let mut found: Vec<(String, ProcessRole)> = Vec::new();
    for claim in claims {
        for party in &claim.sources {
            let (Some(side), Some(role)) = (party::side(party), role_of(claim)) else { continue };
            let at = match found.iter().position(|(known, entry)| *known == side && entry.role == role) {
                Some(at) => at,
                None => {
                    found.push((side, new_role(role, party)));
                    found.len() - 1
                }
            };
            extend(&mut found[at].1, claim);
        }
    }
    found.sort_by(|(one, a), (other, b)| (&a.role, one).cmp(&(&b.role, other)));
    found.into_iter().map(|(_, entry)| entry).collect()
}

/// Who is said to be no member is outside.
fn role_of(claim: &Statement) -> Option<String> {
    let role = claim.relation.clone()?;
    Some(if claim.polarity == Polarity::Negative && role != "excluded" { "excluded".to_owned() } else { role })
}

fn new_role(role: String, party: &Party) -> ProcessRole {
    ProcessRole { role, party: party.clone(), from_year: None, to_year: None, mentions: Vec::new() }
}

/// Widens the years by those that a claim speaks of.
fn extend(entry: &mut ProcessRole, claim: &Statement) {
    let told = claim.published.map(jiff::civil::Date::year);
    let from = claim.time.as_ref().and_then(day::span_of).map(|span| span.0.year()).or(told);
    entry.from_year = entry.from_year.into_iter().chain(from).min();
    entry.to_year = entry.to_year.into_iter().chain(told.or(from)).max();
    if entry.mentions.last() != Some(&claim.id) {
        entry.mentions.push(claim.id.clone());
    }
}
