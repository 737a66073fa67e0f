//! Events from mentions: which mentions tell of one happening, and what they
//! agree on.
//!
//! Two mentions of one block are compared by participants, time, place,
//! numbers and wording; the most alike are joined first, and never two that
//! contradict each other (`stories/record/`).

use super::company::companions;
use super::day::{gap, span_of, width};
use super::ledger::{Account, Event, Toll};
use super::merge::agglomerate;
use super::report::{self, ids, in_order, is_ahead, most};
use super::scene::{Nearness, nearness};
use super::seam::Month;
use super::statement::{Statement, When};
use super::wording::{overlap, stem, stems};
use super::{Block, party, scene};
use crate::ontology::{Factuality, Polarity};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// What two mentions must reach to be one event. Heuristic: the same two
/// known actors on the same day reach it, one known actor needs more.
const ENOUGH: f64 = 4.0;

/// The days by which reports of one event may differ if one of them only
/// has the day of the report.
const REPORT_LAG: i64 = 2;

/// The roles of places where something happens.
const WHERE: [&str; 3] = ["location", "origin", "destination"];

/// The events of one block: those of its month, and those across its end.
pub(super) fn events(block: &Block, statements: &[Statement]) -> Vec<Event> {
    let traits: Vec<Traits> =
        in_order(statements.iter().filter(|statement| statement.claim.is_none())).into_iter().map(Traits::of).collect();
    let groups = match Month::of_block(block) {
        Some(month) => groups_of(month, &traits),
        None => grouped(&traits, &(0..traits.len()).collect::<Vec<_>>()),
    };
    let groups: Vec<Vec<&Statement>> = groups.iter().map(|group| group.iter().map(|&at| traits[at].mention).collect()).collect();
    let claims = in_order(statements.iter().filter(|statement| statement.claim.is_some()));
    let beside = companions(&groups, &claims);
    groups.iter().zip(&beside).map(|(mentions, claims)| event(mentions, claims)).collect()
}

/// The groups of a month. Those across its beginning are the month's before.
fn groups_of(month: Month, traits: &[Traits<'_>]) -> Vec<Vec<usize>> {
    let across = |month: Month| -> Vec<Vec<usize>> {
        let near: Vec<usize> = (0..traits.len()).filter(|&at| month.begins_near(traits[at].mention)).collect();
        let is_later = |at: &usize| month.has(traits[*at].mention);
        grouped(traits, &near).into_iter().filter(|group| group.iter().any(is_later) && !group.iter().all(is_later)).collect()
    };
    let (before, mut groups) = (across(month), month.next().map(across).unwrap_or_default());
    let taken: BTreeSet<usize> = before.iter().chain(&groups).flatten().copied().collect();
    let own: Vec<usize> = (0..traits.len()).filter(|at| month.has(traits[*at].mention) && !taken.contains(at)).collect();
    groups.extend(grouped(traits, &own));
    groups.sort();
    groups
}

/// The mentions with some numbers in groups that tell of one happening each.
fn grouped(traits: &[Traits<'_>], numbers: &[usize]) -> Vec<Vec<usize>> {
    let of = |place: usize| &traits[numbers[place]];
    let likeness = |one: usize, other: usize| Some(of(one).likeness(of(other))).filter(|score| *score >= ENOUGH);
    let groups = agglomerate(numbers.len(), likeness, |one, other| of(one).conflicts(of(other)));
    groups.into_iter().map(|group| group.into_iter().map(|place| numbers[place]).collect()).collect()
}

/// What of a mention is compared.
struct Traits<'s> {
    mention: &'s Statement,
    sources: BTreeSet<String>,
    targets: BTreeSet<String>,
    all: BTreeSet<String>,
    days: Option<(Date, Date)>,
    lag: i64,
    trigger: BTreeSet<String>,
    words: BTreeSet<String>,
}

impl<'s> Traits<'s> {
    fn of(mention: &'s Statement) -> Traits<'s> {
        let sources = party::sides(&mention.sources);
        let targets = party::sides(&mention.targets);
        let all: BTreeSet<String> = sources.union(&targets).cloned().collect();
        let timed = mention.time.as_ref().and_then(span_of);
        let is_of_report = mention.time.as_ref().is_none_or(|time| time.basis == "published");
        let days = timed.or(mention.published.map(|day| (day, day)));
        let trigger = mention.trigger.split_whitespace().map(stem).collect();
        Traits {
            mention,
            sources,
            targets,
            all,
            days,
            lag: if is_of_report { REPORT_LAG } else { 0 },
            trigger,
            words: stems(&mention.sentence_text),
        }
    }

    /// Whether the two cannot tell of one happening.
    fn conflicts(&self, other: &Traits<'_>) -> bool {
        let (one_ahead, other_ahead) = (is_ahead(self.mention.factuality), is_ahead(other.mention.factuality));
        let is_past = |traits: &Traits<'_>| traits.mention.factuality == Factuality::Historical;
        if one_ahead != other_ahead || is_past(self) != is_past(other) {
            return true;
        }
        let reciprocal = self.mention.reciprocal || other.mention.reciprocal;
        let parties_differ = if reciprocal {
            differ(&self.all, &other.all)
        } else {
            differ(&self.sources, &other.sources) || differ(&self.targets, &other.targets)
        };
        parties_differ
            || self.is_other_promise(other)
            || self.days_differ(other)
            || nearness(&self.mention.places, &other.mention.places, &WHERE) == Nearness::Apart
    }

    /// Whether one report tells of what others promise, in other words.
    fn is_other_promise(&self, other: &Traits<'_>) -> bool {
        is_ahead(self.mention.factuality)
            && is_ahead(other.mention.factuality)
            && self.mention.article == other.mention.article
            && self.sources != other.sources
            && self.trigger.is_disjoint(&other.trigger)
    }

    fn days_differ(&self, other: &Traits<'_>) -> bool {
        let (Some(one), Some(two)) = (self.days, other.days) else { return false };
        // What is still to come may be told again for weeks.
        if is_ahead(self.mention.factuality) && (self.lag > 0 || other.lag > 0) {
            return false;
        }
        gap(one, two) > 1.max(self.lag).max(other.lag)
    }

    /// How alike they are: the sum of what they have in common.
    fn likeness(&self, other: &Traits<'_>) -> f64 {
        if self.mention.reciprocal != other.mention.reciprocal && self.all.is_disjoint(&other.all) || self.conflicts(other) {
            return 0.0;
        }
        let people = if self.mention.reciprocal || other.mention.reciprocal {
            weight(&self.all, &other.all)
        } else {
            weight(&self.sources, &other.sources).min(2.0) + weight(&self.targets, &other.targets).min(2.0)
        };
        people.min(4.0) + self.time_likeness(other) + self.wording_likeness(other) + self.setting_likeness(other)
    }

    fn time_likeness(&self, other: &Traits<'_>) -> f64 {
        match (self.days, other.days) {
            (Some(one), Some(two)) if gap(one, two) == 0 && width(one) <= 2 && width(two) <= 2 => 1.5,
            (Some(one), Some(two)) if gap(one, two) == 0 => 0.75,
            _ => 0.0,
        }
    }

    fn wording_likeness(&self, other: &Traits<'_>) -> f64 {
        let trigger = if self.trigger.is_disjoint(&other.trigger) { 0.0 } else { 1.0 };
        let same_type = if self.mention.event_type == other.mention.event_type { 0.0 } else { -1.0 };
        let modes = (&self.mention.mode, &other.mention.mode);
        let mode = if modes.0.is_some() && modes.1.is_some() && modes.0 != modes.1 { -1.0 } else { 0.0 };
        // Two triggers in one sentence are mostly two things.
        let same_sentence = self.mention.article == other.mention.article && self.mention.sentence == other.mention.sentence;
        let sentence = if same_sentence && trigger == 0.0 { -2.0 } else { 0.0 };
        let words = if same_sentence { 0.0 } else { 2.0 * overlap(&self.words, &other.words) };
        trigger + same_type + mode + sentence + words
    }

    fn setting_likeness(&self, other: &Traits<'_>) -> f64 {
        let place = match nearness(&self.mention.places, &other.mention.places, &WHERE) {
            Nearness::Same => 1.5,
            Nearness::Within => 0.75,
            Nearness::Unknown | Nearness::Apart => 0.0,
        };
        let is_same = |one: Option<u32>, two: Option<u32>| one.is_some_and(|count| count > 0) && one == two;
        let toll = is_same(self.mention.killed, other.mention.killed) || is_same(self.mention.wounded, other.mention.wounded);
        place + if toll { 1.0 } else { 0.0 }
    }
}

/// Whether both name actors of the tables, and none is the same. Phrases that
/// are in no table contradict nobody.
fn differ(one: &BTreeSet<String>, other: &BTreeSet<String>) -> bool {
    let known = |sides: &BTreeSet<String>| sides.iter().any(|side| party::is_resolved(side));
    known(one) && known(other) && one.is_disjoint(other)
}

/// Two for each actor of the tables in common, one for each head word.
fn weight(one: &BTreeSet<String>, other: &BTreeSet<String>) -> f64 {
    one.intersection(other).map(|side| if party::is_resolved(side) { 2.0 } else { 1.0 }).sum()
}

/// The row of a group of mentions, given in order, and of the claims that are
/// told with them.
fn event(mentions: &[&Statement], claims: &[&Statement]) -> Event {
    let all: Vec<&Statement> = mentions.iter().chain(claims).copied().collect();
    let pens = report::independent(mentions);
    let event_type = most(mentions.iter().filter_map(|mention| mention.event_type.clone())).unwrap_or_default();
    let of_type: Vec<&Statement> = mentions.iter().copied().filter(|mention| mention.event_type.as_ref() == Some(&event_type)).collect();
    let strongest = mentions.iter().copied().min_by_key(|mention| strength(mention.factuality)).unwrap_or(mentions[0]);
    let says_so = mentions.iter().any(|mention| report::is_actual(mention));
    let denies = mentions
        .iter()
        .any(|mention| mention.factuality == Factuality::Denied || mention.polarity == Polarity::Negative && !is_ahead(mention.factuality));
    let (first_reported, last_reported) = report::reported(&all);
    let outlets: BTreeSet<&String> = mentions.iter().filter_map(|mention| mention.outlet.as_ref()).collect();
    let contexts: BTreeSet<&String> = mentions.iter().flat_map(|mention| &mention.contexts).collect();
    Event {
        key: mentions[0].id.clone(),
        mentions: ids(&all),
        mode: most(of_type.iter().filter_map(|mention| mention.mode.clone())),
        contexts: contexts.into_iter().cloned().collect(),
        cameo: most(of_type.iter().filter_map(|mention| mention.cameo.clone())),
        quad_class: most(of_type.iter().filter_map(|mention| mention.quad_class)).unwrap_or_default(),
        intensity: of_type.iter().find_map(|mention| mention.intensity),
        sources: party::merged(mentions.iter().flat_map(|mention| &mention.sources)),
        targets: party::merged(mentions.iter().flat_map(|mention| &mention.targets)),
        reciprocal: mentions.iter().any(|mention| mention.reciprocal),
        places: scene::merged(mentions.iter().flat_map(|mention| &mention.places)),
        time: best_time(mentions),
        factuality: strongest.factuality,
        polarity: strongest.polarity,
        disputed: says_so && denies,
        accounts: accounts(mentions),
        tolls: tolls(mentions),
        first_reported,
        last_reported,
        outlets: outlets.into_iter().cloned().collect(),
        independent: pens.len() as u32,
        confidence: confidence(mentions, &pens),
        event_type,
    }
}

/// The least is the strongest presentation.
fn strength(factuality: Factuality) -> u8 {
    use Factuality::*;
    let order = [Asserted, Reported, Scheduled, Pledged, Planned, Threatened, Alleged, Denied, Hoped, Hypothetical, Historical];
    order.iter().position(|value| *value == factuality).unwrap_or(order.len()) as u8
}

/// The days that most mentions give; words go before the day of the report,
/// and short intervals before long ones.
fn best_time(mentions: &[&Statement]) -> Option<When> {
    let rank = |time: &When| match time.basis.as_str() {
        "timex" => 0,
        "context" => 1,
        _ => 2,
    };
    let times: Vec<&When> = mentions.iter().filter_map(|mention| mention.time.as_ref()).collect();
    let count = |time: &When| times.iter().filter(|other| (other.start, other.end) == (time.start, time.end)).count();
    let length = |time: &When| span_of(time).map_or(i64::MAX, width);
    times.iter().min_by_key(|time| (rank(time), std::cmp::Reverse(count(time)), length(time), time.start)).map(|time| (*time).clone())
}

/// Who presents it how.
fn accounts(mentions: &[&Statement]) -> Vec<Account> {
    let mut found: Vec<Account> = Vec::new();
    for mention in mentions {
        let speaker = report::speaker(mention);
        let name = |speaker: &Option<super::Speaker>| speaker.as_ref().map(|speaker| speaker.name.clone().or_else(|| speaker.text.clone()));
        let known = found.iter_mut().find(|account| {
            (account.factuality, account.polarity) == (mention.factuality, mention.polarity) && name(&account.speaker) == name(&speaker)
        });
        match known {
            Some(account) => account.mentions.push(mention.id.clone()),
            None => found.push(Account {
                speaker,
                factuality: mention.factuality,
                polarity: mention.polarity,
                mentions: vec![mention.id.clone()],
            }),
        }
    }
    found
}

/// The numbers as they were reported, newest last; the same numbers of one
/// outlet and day stand once.
fn tolls(mentions: &[&Statement]) -> Vec<Toll> {
    let mut found: Vec<Toll> = Vec::new();
    for mention in mentions.iter().filter(|mention| mention.killed.is_some() || mention.wounded.is_some()) {
        let toll = Toll {
            published: mention.published,
            outlet: mention.outlet.clone(),
            speaker: report::speaker(mention),
            killed: mention.killed,
            wounded: mention.wounded,
            mentions: Vec::new(),
        };
        match found.iter_mut().find(|known| Toll { mentions: Vec::new(), ..(*known).clone() } == toll) {
            Some(known) => known.mentions.push(mention.id.clone()),
            None => found.push(Toll { mentions: vec![mention.id.clone()], ..toll }),
        }
    }
    found
}

/// One minus the chance that all independent reports are wrong: each is as
/// sure as its surest mention, and less so the less it stands for what it
/// tells.
fn confidence(mentions: &[&Statement], pens: &[Vec<usize>]) -> f32 {
    let trust = |factuality: Factuality| match factuality {
        Factuality::Asserted => 1.0,
        Factuality::Reported => 0.9,
        Factuality::Alleged => 0.6,
        Factuality::Denied => 0.2,
        _ => 0.8,
    };
    let doubt: f32 = pens
        .iter()
        .map(|pen| pen.iter().map(|&at| mentions[at].confidence.clamp(0.0, 1.0) * trust(mentions[at].factuality)).fold(0.0, f32::max))
        .map(|sure| 1.0 - sure)
        .product();
    ((1.0 - doubt).clamp(0.0, 0.999) * 1000.0).round() / 1000.0
}
