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
        let Some(told) = Told::of(claim) else { continue };
        let fitting = lives.iter().enumerate().filter_map(|(at, life)| Some((life.fit(&told)?, at))).max();
        match (fitting, told.turn) {
            (Some((_, at)), _) => lives[at].take(told),
            (None, Turn::Held) => {}
            (None, _) => lives.push(Life::new(told)),
        }
    }
    let is_here = |life: &Life<'_>| {
        // A meeting of which only a change is known stands with one of its parties.
        life.told[0].turn == Turn::Announced || life.sides.iter().next().map(String::as_str) == Some(block.rest())
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

/// A claim with what of it is compared.
struct Told<'s> {
    claim: &'s Statement,
    turn: Turn,
    sides: BTreeSet<String>,
    name: BTreeSet<String>,
    days: Option<(Date, Date)>,
}

impl<'s> Told<'s> {
    fn of(claim: &'s Statement) -> Option<Told<'s>> {
        let turn = Turn::of(claim)?;
        Some(Told { claim, turn, sides: party::all_sides(claim), name: name_of(claim), days: claim.time.as_ref().and_then(span_of) })
    }
}

/// A meeting as its reports unfold.
struct Life<'s> {
    told: Vec<Told<'s>>,
    sides: BTreeSet<String>,
    name: BTreeSet<String>,
    interval: Option<When>,
    steps: Vec<Step<MeetingStatus>>,
}

impl<'s> Life<'s> {
    fn new(told: Told<'s>) -> Life<'s> {
        let (sides, name) = (told.sides.clone(), told.name.clone());
        let mut life = Life { told: Vec::new(), sides, name, interval: None, steps: Vec::new() };
        life.take(told);
        life
    }

    /// How well a claim fits; none if it speaks of another meeting.
    fn fit(&self, told: &Told<'_>) -> Option<(usize, i64)> {
        let common = told.sides.intersection(&self.sides).filter(|side| party::is_resolved(side)).count();
        let smaller = self.sides.len().min(told.sides.len());
        let names_fit = self.name.is_empty() || !self.name.is_disjoint(&told.name);
        let is_company = common >= 2 || common == smaller && common > 0 && !told.name.is_empty() && names_fit;
        let is_over = matches!(self.status(), MeetingStatus::Held | MeetingStatus::Cancelled) && told.turn != Turn::Held;
        if !is_company || is_over || !(names_fit || told.name.is_empty()) {
            return None;
        }
        let known = self.days();
        let distance = match (known, told.days) {
            (Some(known), Some(new)) => gap(known, new),
            _ => 0,
        };
        let fits = match told.turn {
            Turn::Moved => distance <= LONGEST_MOVE,
            Turn::Cancelled => known.is_none_or(|known| told.claim.published.is_none_or(|day| days_between(known.1, day) <= 7)),
            Turn::Held => self.held_on(told.claim),
            Turn::Announced => distance == 0 || self.is_moved_by(told),
        };
        fits.then_some((common, -distance))
    }

    /// Its first and its last day, as far as it is known.
    fn days(&self) -> Option<(Date, Date)> {
        self.interval.as_ref().and_then(span_of)
    }

    /// The claim that first told of it.
    fn first(&self) -> &'s Statement {
        self.told[0].claim
    }

    /// Whether a report that they met is of this meeting.
    fn held_on(&self, claim: &Statement) -> bool {
        let Some(day) = day_of(claim) else { return false };
        match (self.days(), self.first().published) {
            (Some(known), _) => gap(known, (day, day)) <= 1,
            (None, Some(announced)) => (0..=SOON).contains(&days_between(announced, day)) && self.first().article != claim.article,
            _ => false,
        }
    }

    /// Whether a report with other days is of this meeting: all of its
    /// parties, told later, before its days are past.
    fn is_moved_by(&self, told: &Told<'_>) -> bool {
        let claim = told.claim;
        let is_later = self.told.iter().all(|earlier| earlier.claim.article != claim.article && earlier.claim.published < claim.published);
        let in_time = match (self.days(), claim.published) {
            (Some(known), Some(day)) => days_between(known.1, day) <= 0,
            _ => false,
        };
        let is_named = told.name.is_empty() && self.name.is_empty() || !told.name.is_disjoint(&self.name);
        is_later && in_time && told.sides == self.sides && is_named
    }

    fn status(&self) -> MeetingStatus {
        self.steps.last().map_or(MeetingStatus::Upcoming, |step| step.status)
    }

    fn take(&mut self, told: Told<'s>) {
        let (claim, turn) = (told.claim, told.turn);
        let time = claim.time.clone().filter(|_| told.days.is_some());
        let is_new_time = match (self.days(), told.days) {
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
            self.sides.extend(told.sides.iter().cloned());
            self.name.extend(told.name.iter().cloned());
        }
        self.told.push(told);
    }

    fn row(self) -> Meeting {
        let claims: Vec<&Statement> = self.told.iter().map(|told| told.claim).collect();
        let before: Vec<&Told<'_>> = self.told.iter().filter(|told| told.turn != Turn::Held).collect();
        let names = before.iter().filter(|told| !told.name.is_empty()).filter_map(|told| told.claim.content.clone());
        let any = before.iter().find_map(|told| told.claim.content.clone());
        Meeting {
            key: self.first().id.clone(),
            mentions: ids(&claims),
            name: report::most(names).or(any),
            parties: party::merged(before.iter().flat_map(|told| told.claim.sources.iter().chain(&told.claim.targets))),
            places: scene::merged(claims.iter().flat_map(|claim| &claim.places)),
            announced: self.first().published,
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
