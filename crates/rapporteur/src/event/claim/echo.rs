//! Further mentions of a movement of forces in the same report.
//!
//! "The withdrawal" tells neither that it is done nor that it is to come, and
//! "the departure of the Olanders" may be that of tourists. What the report
//! says of the same movement elsewhere decides both.

use super::{Claim, ClaimKind, lies_ahead};
use crate::entity::Actor;
use crate::evidence::Finder;
use crate::ontology::{Country, Factuality};

/// The sector of people without arms or office.
const CIVILIANS: &str = "CVL";

/// Lets nouns for a movement take their truth, and civilians their army, from
/// other claims of the same movement; civilians without one move no forces.
pub fn settle_echoes(claims: &mut Vec<Claim>) {
    let told: Vec<Claim> = claims.iter().filter(|claim| claim.kind == ClaimKind::Movement && !is_of_civilians(claim)).cloned().collect();
    claims.retain_mut(|claim| {
        let same: Vec<&Claim> = told.iter().filter(|other| other.trigger != claim.trigger && is_same(claim, other)).collect();
        claim.kind != ClaimKind::Movement || settle(claim, &same)
    });
}

/// Whether a claim stays, beside the others of the same movement.
fn settle(claim: &mut Claim, same: &[&Claim]) -> bool {
    if is_of_civilians(claim) {
        let Some(army) = same.iter().find_map(|other| other.parties.iter().find_map(|party| party.actor.clone())) else { return false };
        for party in &mut claim.parties {
            party.actor = Some(army.clone());
        }
        claim.found_by.push(Finder::Rule("same-movement"));
    }
    let is_plain = matches!(claim.factuality, Factuality::Asserted | Factuality::Reported);
    let is_told = same.iter().any(|other| !other.is_nominal && !lies_ahead(other.factuality));
    let ahead = same.iter().find(|other| lies_ahead(other.factuality));
    if let (true, true, false, Some(ahead)) = (claim.is_nominal, is_plain, is_told, ahead) {
        claim.factuality = ahead.factuality;
        claim.polarity = ahead.polarity;
        claim.time = None;
        claim.found_by.push(Finder::Rule("same-movement"));
    }
    true
}

/// Whether two movements go the same way for the same country.
fn is_same(one: &Claim, other: &Claim) -> bool {
    let country = |claim: &Claim| -> Option<Country> { claim.parties.iter().find_map(|party| party.actor.as_ref()?.country) };
    direction(one).is_some() && direction(one) == direction(other) && country(one).is_some() && country(one) == country(other)
}

/// Whether forces leave; none if it is not told.
fn direction(claim: &Claim) -> Option<bool> {
    claim.relation.as_ref().map(|relation| relation.as_str().starts_with("leav"))
}

fn is_of_civilians(claim: &Claim) -> bool {
    let is_civilian = |actor: &Actor| actor.sectors.iter().any(|sector| sector.as_str() == CIVILIANS);
    !claim.parties.is_empty() && claim.parties.iter().all(|party| party.actor.as_ref().is_some_and(is_civilian))
}
