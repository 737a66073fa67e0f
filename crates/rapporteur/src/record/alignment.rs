//! Who stands with or against whom, from when to when.
//!
//! Stated relations are joined over reports; a relation of the other sign
//! ends those before it. Beside them stands what the events between the two
//! show: their intensities over time are cut where two spans explain them
//! better than one, and each span that is clearly friendly or hostile gives
//! a row.

use super::block::Block;
use super::day::{day_of, days_between, span_of};
use super::ledger::{Alignment, AlignmentBasis, Reversal};
use super::party::{is_resolved, side};
use super::report::{self, ids, in_order};
use super::span::{Span, spans};
use super::statement::{Party, Statement};
use crate::event::ClaimKind;
use crate::ontology::{Factuality, Polarity};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Mean intensities from which a span is friendly, hostile and of enemies.
/// Heuristic: PLOVER gives words of support 5, threats -3.5, assaults -9.
const FRIENDLY: f64 = 2.5;
const HOSTILE: f64 = -2.0;
const ENEMIES: f64 = -6.0;

/// Statements on either side of a change that are shown as its evidence.
const EVIDENCE: usize = 3;

/// The alignments of one pair of sides.
pub(super) fn alignments(block: &Block, statements: &[Statement]) -> Vec<Alignment> {
    let (first, second) = block.rest().split_once('|').unwrap_or((block.rest(), ""));
    let sorted = in_order(statements);
    let mut rows = stated(first, second, &sorted);
    if !second.is_empty() && is_resolved(first) && is_resolved(second) {
        rows.extend(inferred(first, second, &sorted));
    }
    rows
}

/// Whether a relation is of friends, of foes, or says nothing of that.
fn sign(relation: &str) -> i8 {
    match relation {
        "ally" | "backer" | "host" => 1,
        "opponent" | "enemy" => -1,
        _ => 0,
    }
}

/// One row for each relation and direction that texts state, until they
/// state the contrary.
fn stated(first: &str, second: &str, sorted: &[&Statement]) -> Vec<Alignment> {
    let mut rows: Vec<Alignment> = Vec::new();
    let claims = sorted.iter().filter(|claim| claim.claim == Some(ClaimKind::Alignment) && claim.relation.is_some());
    for claim in claims.filter(|claim| !matches!(claim.factuality, Factuality::Denied | Factuality::Hypothetical | Factuality::Hoped)) {
        let relation = claim.relation.as_deref().unwrap_or_default();
        for (source, target) in directions(claim, first, second) {
            let is_same = |row: &&mut Alignment| {
                let parties = (side(&row.source), row.target.as_ref().and_then(side));
                let ends = (side(source), target.and_then(side));
                row.to.is_none() && row.relation == relation && (parties == ends || relation == "ally" && parties == (ends.1, ends.0))
            };
            if claim.polarity == Polarity::Negative || claim.factuality == Factuality::Historical {
                // "No longer an ally": it held until then.
                if let Some(row) = rows.iter_mut().find(is_same) {
                    row.to = claim.published;
                    add_once(&mut row.mentions, &claim.id);
                }
                continue;
            }
            if let Some(row) = rows.iter_mut().find(is_same) {
                add_once(&mut row.mentions, &claim.id);
                continue;
            }
            let reversal = turn(&mut rows, claim, relation);
            rows.push(stated_row(claim, relation, source, target, reversal));
        }
    }
    rows
}

/// A claim that names both sides as allies of each other rests a row on itself once.
fn add_once(mentions: &mut Vec<String>, id: &str) {
    if mentions.iter().all(|known| known != id) {
        mentions.push(id.to_owned());
    }
}

/// The pairs of parties of a claim that stand for the two sides.
fn directions<'s>(claim: &'s Statement, first: &str, second: &str) -> Vec<(&'s Party, Option<&'s Party>)> {
    let mut found: Vec<(&Party, Option<&Party>)> = Vec::new();
    for source in &claim.sources {
        let own = side(source).unwrap_or_default();
        let other = if own == first { second } else { first };
        if own != first && own != second {
            continue;
        }
        let target = claim.targets.iter().find(|target| side(target).as_deref() == Some(other));
        if target.is_some() || second.is_empty() && claim.targets.is_empty() {
            found.push((source, target));
        }
    }
    found.dedup_by(|a, b| side(a.0) == side(b.0));
    found
}

/// Ends the relations of the other sign; gives the change if there were any.
fn turn(rows: &mut [Alignment], claim: &Statement, relation: &str) -> Option<Reversal> {
    let date = claim.published?;
    let mut reversal = None;
    for row in rows.iter_mut().filter(|row| row.to.is_none() && sign(&row.relation) * sign(relation) < 0) {
        row.to = Some(date);
        reversal = Some(Reversal {
            date,
            before: row.relation.clone(),
            after: relation.to_owned(),
            intensity_before: None,
            intensity_after: None,
            gain: None,
            evidence: row.mentions.last().into_iter().chain([&claim.id]).cloned().collect(),
        });
    }
    reversal
}

fn stated_row(claim: &Statement, relation: &str, source: &Party, target: Option<&Party>, reversal: Option<Reversal>) -> Alignment {
    let ends = (side(source).unwrap_or_default(), target.and_then(side).unwrap_or_default());
    Alignment {
        key: format!("{} {relation} {} stated {}", ends.0, ends.1, claim.id),
        mentions: vec![claim.id.clone()],
        source: source.clone(),
        target: target.cloned(),
        relation: relation.to_owned(),
        basis: AlignmentBasis::Stated,
        from: claim.time.as_ref().and_then(span_of).map(|span| span.0).or(claim.published),
        to: None,
        intensity: None,
        reversal,
    }
}

/// What the events between two sides show.
fn inferred(first: &str, second: &str, sorted: &[&Statement]) -> Vec<Alignment> {
    let days = history(sorted);
    let values: Vec<f64> = days.iter().map(|day| day.intensity).collect();
    let found = spans(&values);
    let mut rows: Vec<Alignment> = Vec::new();
    for (at, span) in found.iter().enumerate() {
        let Some(relation) = relation_of(span.mean) else { continue };
        let of_span = &days[span.start..span.end];
        let statements: Vec<&Statement> = in_order(of_span.iter().flat_map(|day| day.statements.iter().copied()));
        let before = at.checked_sub(1).map(|before| &found[before]);
        let next = found.get(at + 1).and_then(|next| days.get(next.start)).map(|day| day.date);
        let ends = [first, second].map(|own| named(own, &statements));
        let [source, target] = ends;
        rows.push(Alignment {
            key: format!("{first} {relation} {second} inferred {}", statements[0].id),
            mentions: ids(&statements),
            source,
            target: Some(target),
            relation: relation.to_owned(),
            basis: AlignmentBasis::Inferred,
            from: Some(of_span[0].date),
            to: next.and_then(|date| date.yesterday().ok()),
            intensity: Some(rounded(span.mean)),
            reversal: before.and_then(|before| reversal(before, span, &days)),
        });
    }
    rows
}

/// The change between two spans, if it is one from friends to foes or back.
fn reversal(before: &Span, after: &Span, days: &[Day<'_>]) -> Option<Reversal> {
    let (one, other) = (relation_of(before.mean)?, relation_of(after.mean)?);
    let last = days[before.start..before.end].iter().rev().take(EVIDENCE).rev();
    let first = days[after.start..after.end].iter().take(EVIDENCE);
    (sign(one) * sign(other) < 0).then(|| Reversal {
        date: days[after.start].date,
        before: one.to_owned(),
        after: other.to_owned(),
        intensity_before: Some(rounded(before.mean)),
        intensity_after: Some(rounded(after.mean)),
        gain: Some(rounded(after.gain)),
        evidence: last.chain(first).filter_map(|day| day.statements.first()).map(|statement| statement.id.clone()).collect(),
    })
}

fn relation_of(mean: f64) -> Option<&'static str> {
    match mean {
        _ if mean >= FRIENDLY => Some("ally"),
        _ if mean <= ENEMIES => Some("enemy"),
        _ if mean <= HOSTILE => Some("opponent"),
        _ => None,
    }
}

fn rounded(value: f64) -> f32 {
    ((value * 100.0).round() / 100.0) as f32
}

/// The party that most often stands for a side.
fn named(own: &str, statements: &[&Statement]) -> Party {
    let all = statements.iter().flat_map(|statement| statement.sources.iter().chain(&statement.targets));
    let of_side = || all.clone().filter(|party| side(party).as_deref() == Some(own));
    // A state stands for itself rather than for one of its ministers.
    let itself = of_side().find(|party| party.actor_id.as_deref() == Some(own));
    itself.cloned().or_else(|| report::most(of_side().cloned())).unwrap_or_default()
}

/// One day of a dyad's history.
struct Day<'s> {
    date: Date,
    /// The mean intensity of what happened on that day, one of each type.
    intensity: f64,
    statements: Vec<&'s Statement>,
}

/// The days on which something is told to have happened between the two. A
/// thing that many report weighs no more than one that a few do.
fn history<'s>(sorted: &[&'s Statement]) -> Vec<Day<'s>> {
    let mut days: BTreeMap<Date, BTreeMap<&str, Vec<&'s Statement>>> = BTreeMap::new();
    let events = sorted.iter().copied().filter(|statement| statement.claim.is_none() && report::is_actual(statement));
    for event in events.filter(|event| event.intensity.is_some()) {
        let Some(day) = day_of(event) else { continue };
        let is_news = event.published.is_none_or(|told| days_between(day, told) <= 365);
        if is_news {
            days.entry(day).or_default().entry(event.event_type.as_deref().unwrap_or("")).or_default().push(event);
        }
    }
    let mean = |types: &BTreeMap<&str, Vec<&Statement>>| {
        let of_type = types.values().filter_map(|events| events[0].intensity).map(f64::from);
        of_type.sum::<f64>() / types.len() as f64
    };
    days.into_iter()
        .map(|(date, types)| Day { date, intensity: mean(&types), statements: types.into_values().flatten().collect() })
        .collect()
}
