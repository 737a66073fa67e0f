//! What is scheduled, and what became of it.
//!
//! Announcements of one meeting are joined as the reports come in: the same
//! parties, a name that fits, and the same days or a later report with others.
//! A report that they met in those days says that it was held.

use super::block::Block;
use super::day::{day_of, days_between, gap, span_of};
use super::ledger::{Meeting, MeetingStatus, Step};
use super::report::{self, ids, in_order, is_ahead};
use super::statement::{Statement, When};
use super::wording::stems;
use super::{party, scene};
use crate::event::ClaimKind;
use crate::ontology::{Factuality, Polarity};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// A report that moves a meeting moves it by no more, in days.
const LONGEST_MOVE: i64 = 400;

/// A meeting without days is held if its parties meet within these days.
const SOON: i64 = 90;

/// Names that any meeting may have.
const GENERIC: [&str; 6] = ["talk", "meet", "met", "negoti", "consul", "discus"];

/// The meetings of one side.
pub(super) fn meetings(block: &Block, statements: &[Statement]) -> Vec<Meeting> {
    let claims = in_order(statements.iter().filter(|statement| statement.claim == Some(ClaimKind::Meeting)));
    let mut lives: Vec<Life<'_>> = Vec::new();
    for claim in claims {
        let Some(turn) = Turn::of(claim) else { continue };
        let fitting = lives.iter().enumerate().filter_map(|(at, life)| Some((life.fit(claim, turn)?, at))).max();
        match (fitting, turn) {
            (Some((_, at)), _) => lives[at].take(claim, turn),
            (None, Turn::Held) => {}
            (None, _) => lives.push(Life::new(claim, turn)),
        }
    }
    let is_here = |life: &Life<'_>| {
        // A meeting of which only a change is known stands with one of its parties.
        !life.starts_with_change || life.sides.iter().next().map(String::as_str) == Some(block.rest())
    };
    lives.into_iter().filter(is_here).map(Life::row).collect()
}

/// What a claim says of a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turn {
    Announced,
    Moved,
    Cancelled,
    Held,
}

impl Turn {
    fn of(claim: &Statement) -> Option<Turn> {
        let denied = claim.factuality == Factuality::Denied || claim.polarity == Polarity::Negative;
        match claim.relation.as_deref() {
            Some("moved") if !denied => Some(Turn::Moved),
            Some("cancelled") if !denied => Some(Turn::Cancelled),
            _ if denied => Some(Turn::Cancelled).filter(|_| claim.relation.as_deref() == Some("scheduled")),
            _ if matches!(claim.factuality, Factuality::Hypothetical | Factuality::Hoped | Factuality::Historical) => None,
            _ if is_ahead(claim.factuality) => Some(Turn::Announced),
            _ => Some(Turn::Held),
        }
    }
}

/// A meeting as its reports unfold.
struct Life<'s> {
    claims: Vec<&'s Statement>,
    sides: BTreeSet<String>,
    name: BTreeSet<String>,
    interval: Option<When>,
    steps: Vec<Step<MeetingStatus>>,
    starts_with_change: bool,
}

impl<'s> Life<'s> {
    fn new(claim: &'s Statement, turn: Turn) -> Life<'s> {
        let mut life = Life {
            claims: Vec::new(),
            sides: party::all_sides(claim),
            name: name_of(claim),
            interval: None,
            steps: Vec::new(),
            starts_with_change: turn != Turn::Announced,
        };
        life.take(claim, turn);
        life
    }

    /// How well a claim fits; none if it speaks of another meeting.
    fn fit(&self, claim: &Statement, turn: Turn) -> Option<(usize, i64)> {
        let sides = party::all_sides(claim);
        let common = sides.intersection(&self.sides).filter(|side| party::is_resolved(side)).count();
        let smaller = self.sides.len().min(sides.len());
        let names_fit = self.name.is_empty() || !self.name.is_disjoint(&name_of(claim));
        let is_company = common >= 2 || common == smaller && common > 0 && !name_of(claim).is_empty() && names_fit;
        let is_over = matches!(self.status(), MeetingStatus::Held | MeetingStatus::Cancelled) && turn != Turn::Held;
        if !is_company || is_over || !(names_fit || name_of(claim).is_empty()) {
            return None;
        }
        let (known, new) = (self.interval.as_ref().and_then(span_of), claim.time.as_ref().and_then(span_of));
        let distance = match (known, new) {
            (Some(known), Some(new)) => gap(known, new),
            _ => 0,
        };
        let fits = match turn {
            Turn::Moved => distance <= LONGEST_MOVE,
            Turn::Cancelled => known.is_none_or(|known| claim.published.is_none_or(|told| days_between(known.1, told) <= 7)),
            Turn::Held => self.held_on(claim, known),
            Turn::Announced => distance == 0 || self.is_moved_by(claim, known),
        };
        fits.then_some((common, -distance))
    }

    /// Whether a report that they met is of this meeting.
    fn held_on(&self, claim: &Statement, known: Option<(Date, Date)>) -> bool {
        let Some(day) = day_of(claim) else { return false };
        match (known, self.claims[0].published) {
            (Some(known), _) => gap(known, (day, day)) <= 1,
            (None, Some(announced)) => (0..=SOON).contains(&days_between(announced, day)) && self.claims[0].article != claim.article,
            _ => false,
        }
    }

    /// Whether a report with other days is of this meeting: all of its
    /// parties, told later, before its days are past.
    fn is_moved_by(&self, claim: &Statement, known: Option<(Date, Date)>) -> bool {
        let is_later = self.claims.iter().all(|earlier| earlier.article != claim.article && earlier.published < claim.published);
        let in_time = match (known, claim.published) {
            (Some(known), Some(told)) => days_between(known.1, told) <= 0,
            _ => false,
        };
        let name = name_of(claim);
        let is_named = name.is_empty() && self.name.is_empty() || !name.is_disjoint(&self.name);
        is_later && in_time && party::all_sides(claim) == self.sides && is_named
    }

    fn status(&self) -> MeetingStatus {
        self.steps.last().map_or(MeetingStatus::Upcoming, |step| step.status)
    }

    fn take(&mut self, claim: &'s Statement, turn: Turn) {
        let time = claim.time.clone().filter(|time| span_of(time).is_some());
        let is_new_time = match (self.interval.as_ref().and_then(span_of), time.as_ref().and_then(span_of)) {
            (Some(known), Some(new)) => gap(known, new) > 0,
            _ => false,
        };
        let status = match turn {
            Turn::Announced if is_new_time => MeetingStatus::Moved,
            Turn::Announced if self.steps.is_empty() => MeetingStatus::Upcoming,
            Turn::Announced => self.status(),
            Turn::Moved => MeetingStatus::Moved,
            Turn::Cancelled => MeetingStatus::Cancelled,
            Turn::Held => MeetingStatus::Held,
        };
        let is_news = self.steps.is_empty() || status != self.status() || is_new_time && turn != Turn::Held;
        if is_news {
            let date = if turn == Turn::Held { day_of(claim) } else { claim.published };
            let set = time.clone().filter(|_| turn != Turn::Cancelled);
            let speaker = report::speaker(claim);
            self.steps.push(Step { status, date, time: set, mention: claim.id.clone(), speaker, inferred: turn == Turn::Held });
        }
        if self.interval.is_none() || is_new_time && turn != Turn::Held && turn != Turn::Cancelled {
            self.interval = time.or(self.interval.take());
        }
        if turn != Turn::Held {
            self.sides.extend(party::all_sides(claim));
            self.name.extend(name_of(claim));
        }
        self.claims.push(claim);
    }

    fn row(self) -> Meeting {
        let told: Vec<&Statement> = self.claims.iter().copied().filter(|claim| Turn::of(claim) != Some(Turn::Held)).collect();
        let names = told.iter().filter(|claim| !name_of(claim).is_empty()).filter_map(|claim| claim.content.clone());
        let any = told.iter().find_map(|claim| claim.content.clone());
        Meeting {
            key: self.claims[0].id.clone(),
            mentions: ids(&self.claims),
            name: report::most(names).or(any),
            parties: party::merged(told.iter().flat_map(|claim| claim.sources.iter().chain(&claim.targets))),
            places: scene::merged(self.claims.iter().flat_map(|claim| &claim.places)),
            announced: self.claims[0].published,
            interval: self.interval.clone(),
            status: self.status(),
            steps: self.steps,
        }
    }
}

/// The stems of a meeting's own name, without its parties'; empty if any
/// meeting may be called so.
fn name_of(claim: &Statement) -> BTreeSet<String> {
    let parties = claim.sources.iter().chain(&claim.targets).flat_map(|party| [Some(&party.text), party.name.as_ref()]);
    let of_parties: BTreeSet<String> = parties.flatten().flat_map(|text| stems(text)).collect();
    let mut words = stems(claim.content.as_deref().unwrap_or(""));
    words.retain(|word| !GENERIC.contains(&word.as_str()) && !of_parties.contains(word));
    words
}
