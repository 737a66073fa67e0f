//! What a party promised, and what became of it.
//!
//! The promises of one party and theme are joined where they speak of the
//! same thing. Then each report is taken in its order: a later deadline
//! extends a promise, a stated turn changes it, and an act that the tables
//! know keeps or breaks it.

use super::block::{Block, OTHER_THEME, is_promise_turn};
use super::day::{day_of, days_between, span_of};
use super::ledger::{Commitment, CommitmentStatus, Step};
use super::merge::agglomerate;
use super::report::{self, ids, in_order};
use super::scene::{Nearness, nearness};
use super::statement::{Party, Statement, When};
use super::wording::{overlap, shared, stems};
use super::{party, scene};
use crate::event::ClaimKind;
use crate::ontology::{Factuality, Polarity};
use crate::resource::Resources;
use std::collections::BTreeSet;

/// Promises of one party and theme that lie further apart are two, in days.
const LONGEST_LIFE: i64 = 730;

/// The share of words that two promises of no theme must have in common.
const SAME_WORDS: f64 = 0.5;

/// The roles of places that a promise is about.
const ABOUT: [&str; 5] = ["location", "topic", "origin", "destination", "said"];

/// The promises of one party and theme.
pub(super) fn commitments(resources: &Resources, block: &Block, statements: &[Statement]) -> Vec<Commitment> {
    let Some((theme, side)) = block.rest().split_once('/') else { return Vec::new() };
    let sorted = in_order(statements);
    let promises: Vec<&Statement> = sorted
        .iter()
        .copied()
        .filter(|statement| statement.claim == Some(ClaimKind::Commitment) && !is_promise_turn(statement) && is_promise(statement))
        .collect();
    let mut lives: Vec<Life<'_>> = joined(&promises, theme).into_iter().map(|group| Life::new(theme, side, group)).collect();
    for later in sorted {
        if later.claim.is_none() {
            for life in lives.iter_mut().filter(|life| life.is_touched_by(later)) {
                life.act(resources, later);
            }
        } else if is_promise_turn(later)
            && let Some(at) = turned(&lives, later)
        {
            lives[at].turn(later);
        }
    }
    lives.into_iter().map(Life::row).collect()
}

/// Whether a statement says that something is promised.
fn is_promise(statement: &Statement) -> bool {
    statement.polarity == Polarity::Positive
        && !matches!(statement.factuality, Factuality::Denied | Factuality::Hypothetical | Factuality::Hoped | Factuality::Threatened)
}

/// Groups of promises that are one, each in order.
fn joined<'s>(promises: &[&'s Statement], theme: &str) -> Vec<Vec<&'s Statement>> {
    let traits: Vec<Traits> = promises.iter().map(|promise| Traits::of(promise)).collect();
    let likeness = |one: usize, other: usize| {
        let words = overlap(&traits[one].words, &traits[other].words);
        (theme != OTHER_THEME || words >= SAME_WORDS).then_some(words)
    };
    agglomerate(traits.len(), likeness, |one, other| traits[one].conflicts(&traits[other]))
        .into_iter()
        .map(|group| group.into_iter().map(|at| promises[at]).collect())
        .collect()
}

/// What of a promise is compared.
struct Traits<'s> {
    promise: &'s Statement,
    words: BTreeSet<String>,
    beneficiaries: BTreeSet<String>,
}

impl<'s> Traits<'s> {
    fn of(promise: &'s Statement) -> Traits<'s> {
        let words = stems(promise.content.as_deref().unwrap_or(&promise.trigger));
        Traits { promise, words, beneficiaries: resolved(party::sides(&promise.targets)) }
    }

    fn conflicts(&self, other: &Traits<'_>) -> bool {
        let for_others =
            !self.beneficiaries.is_empty() && !other.beneficiaries.is_empty() && self.beneficiaries.is_disjoint(&other.beneficiaries);
        let far = match (self.promise.published, other.promise.published) {
            (Some(one), Some(two)) => days_between(one, two).abs() > LONGEST_LIFE,
            _ => false,
        };
        // One sentence that promises two things promises two things.
        let same_sentence = self.promise.article == other.promise.article && self.promise.sentence == other.promise.sentence;
        let elsewhere = nearness(&self.promise.places, &other.promise.places, &ABOUT) == Nearness::Apart;
        for_others || far || elsewhere || same_sentence && self.promise.content != other.promise.content
    }
}

fn resolved(sides: BTreeSet<String>) -> BTreeSet<String> {
    sides.into_iter().filter(|side| party::is_resolved(side)).collect()
}

/// The promise that a stated turn speaks of: among those made before, the one
/// with most in common; of equal ones the latest. A turn that has nothing in
/// common with any speaks of none of them.
fn turned(lives: &[Life<'_>], turn: &Statement) -> Option<usize> {
    let rated = lives.iter().enumerate().filter(|(_, life)| life.was_made_before(turn));
    let rated = rated.map(|(at, life)| (life.nearness_to(turn), life.made(), at)).filter(|(rating, ..)| *rating > 0);
    rated.max().map(|(.., at)| at)
}

/// A promise as its reports unfold.
struct Life<'s> {
    theme: &'s str,
    side: &'s str,
    promises: Vec<&'s Statement>,
    /// Turns and acts, in order.
    others: Vec<&'s Statement>,
    beneficiaries: BTreeSet<String>,
    words: BTreeSet<String>,
    deadline: Option<When>,
    steps: Vec<Step<CommitmentStatus>>,
}

impl<'s> Life<'s> {
    fn new(theme: &'s str, side: &'s str, promises: Vec<&'s Statement>) -> Life<'s> {
        let sides = party::sides(promises.iter().flat_map(|promise| &promise.targets));
        let contents = promises.iter().filter_map(|promise| promise.content.as_deref());
        let words = contents.flat_map(stems).collect();
        let mut life =
            Life { theme, side, beneficiaries: resolved(sides), words, deadline: None, steps: Vec::new(), others: Vec::new(), promises };
        for promise in life.promises.clone() {
            let deadline = deadline_of(promise);
            let is_later = later_than(deadline.as_ref(), life.deadline.as_ref());
            if life.steps.is_empty() {
                life.step(CommitmentStatus::Open, promise, deadline, false);
            } else if is_later && life.deadline.is_some() {
                life.step(CommitmentStatus::Extended, promise, deadline, false);
            } else if life.deadline.is_none() {
                life.deadline = deadline;
            }
        }
        life
    }

    fn made(&self) -> Option<jiff::civil::Date> {
        self.promises[0].published
    }

    fn was_made_before(&self, later: &Statement) -> bool {
        match (self.made(), later.published) {
            (Some(made), Some(told)) => made <= told && days_between(made, told) <= LONGEST_LIFE,
            _ => self.promises[0].article == later.article,
        }
    }

    /// How much a statement has in common with the promise.
    fn nearness_to(&self, other: &Statement) -> u32 {
        let targets = resolved(party::sides(&other.targets));
        let people = if self.beneficiaries.is_disjoint(&targets) { 0 } else { 2 };
        let same_article = self.promises.iter().any(|promise| promise.article == other.article);
        let place = match self.promises.iter().map(|promise| nearness(&promise.places, &other.places, &ABOUT)).max() {
            Some(Nearness::Same) => 3,
            Some(Nearness::Within) => 1,
            _ => 0,
        };
        let words = other.content.as_deref().unwrap_or(&other.sentence_text);
        people + place + 2 * shared(&self.words, &stems(words)).min(2) as u32 + u32::from(same_article)
    }

    /// Whether an act of the party can be one of this promise: it is told
    /// later, as a fact, of the same people or place.
    fn is_touched_by(&self, act: &Statement) -> bool {
        let elsewhere = self.promises.iter().all(|promise| nearness(&promise.places, &act.places, &ABOUT) == Nearness::Apart);
        let is_by_party = party::sides(&act.sources).contains(self.side);
        let is_later = match (self.made(), day_of(act)) {
            (Some(made), Some(day)) => made <= day,
            _ => false,
        };
        let in_promise = self.promises.iter().any(|promise| promise.article == act.article && promise.sentence == act.sentence);
        is_by_party
            && is_later
            && !in_promise
            && !elsewhere
            && report::is_actual(act)
            && self.was_made_before(act)
            && self.nearness_to(act) > 1
    }

    fn act(&mut self, resources: &Resources, act: &'s Statement) {
        let event_type = act.event_type.as_deref().unwrap_or("");
        let outcome = resources.record.outcomes(event_type, act.mode.as_deref()).find(|outcome| outcome.theme == self.theme);
        if let Some(outcome) = outcome {
            let status = if outcome.is_kept { CommitmentStatus::Kept } else { CommitmentStatus::Broken };
            self.others.push(act);
            self.step(status, act, None, true);
        }
    }

    fn turn(&mut self, turn: &'s Statement) {
        let status = match turn.relation.as_deref() {
            Some("kept") if turn.polarity == Polarity::Negative => CommitmentStatus::Broken,
            Some("broken") if turn.polarity == Polarity::Negative => return,
            Some("kept") => CommitmentStatus::Kept,
            Some("broken") => CommitmentStatus::Broken,
            Some("withdrawn") => CommitmentStatus::Withdrawn,
            _ => CommitmentStatus::Extended,
        };
        if report::is_ahead(turn.factuality) && status != CommitmentStatus::Extended {
            return;
        }
        self.others.push(turn);
        let deadline = deadline_of(turn).filter(|_| status == CommitmentStatus::Extended);
        self.step(status, turn, deadline, false);
    }

    /// Adds a step, unless nothing changes.
    fn step(&mut self, status: CommitmentStatus, by: &Statement, deadline: Option<When>, inferred: bool) {
        let is_news = self.steps.last().is_none_or(|last| last.status != status || deadline.is_some() && deadline != self.deadline);
        if is_news {
            let date = if inferred { day_of(by) } else { by.published };
            self.steps.push(Step { status, date, time: deadline.clone(), mention: by.id.clone(), speaker: report::speaker(by), inferred });
            self.deadline = deadline.or(self.deadline.take());
        }
    }

    /// Whether a phrase only names where it is.
    fn is_place(&self, target: &Party) -> bool {
        let mut scenes = self.promises.iter().flat_map(|promise| &promise.places);
        party::side(target).is_none_or(|side| !party::is_resolved(&side)) && scenes.any(|scene| target.text.contains(&scene.text))
    }

    fn row(self) -> Commitment {
        let all = in_order(self.promises.iter().chain(&self.others).copied());
        let mut parties = party::merged(self.promises.iter().flat_map(|promise| &promise.sources));
        let own = parties.iter().position(|party| party::side(party).as_deref() == Some(self.side)).unwrap_or(0);
        let party = if parties.is_empty() { Default::default() } else { parties.remove(own) };
        parties.retain(|other| party::side(other).as_deref() != Some(self.side));
        let content = self.promises.iter().filter_map(|promise| promise.content.clone()).max_by_key(|content| content.len());
        Commitment {
            key: format!("{} {}", self.side, self.promises[0].id),
            mentions: ids(&all),
            party,
            with: parties,
            beneficiaries: party::merged(self.promises.iter().flat_map(|promise| &promise.targets).filter(|target| !self.is_place(target))),
            content,
            theme: Some(self.theme).filter(|theme| *theme != OTHER_THEME).map(str::to_owned),
            condition: self.promises.iter().find_map(|promise| promise.condition.clone()),
            places: scene::merged(self.promises.iter().flat_map(|promise| &promise.places)),
            made: self.made(),
            deadline: self.deadline,
            status: self.steps.last().map_or(CommitmentStatus::Open, |step| step.status),
            steps: self.steps,
        }
    }
}

/// The time of a promise if it lies ahead of the report: a time before it is
/// when the promise was made.
fn deadline_of(statement: &Statement) -> Option<When> {
    let time = statement.time.as_ref()?;
    let (_, end) = span_of(time)?;
    let is_ahead = statement.published.is_none_or(|published| end > published);
    is_ahead.then(|| time.clone())
}

fn later_than(one: Option<&When>, other: Option<&When>) -> bool {
    match (one.and_then(span_of), other.and_then(span_of)) {
        (Some(one), Some(other)) => one.1 > other.1,
        (Some(_), None) => true,
        _ => false,
    }
}
