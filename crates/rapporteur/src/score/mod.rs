//! How near are coded events to gold ones?
//!
//! What comes in are events of both sides as far as they are scored; what
//! goes out are counts. An event is found if a coded one of the same article
//! and type has a trigger that shares a byte with the gold one's. Of those
//! found, each field that gold states is compared.
//! Nothing else in this crate reads this module.

use crate::evidence::Span;
use std::collections::{BTreeMap, BTreeSet};

/// An event as far as it is scored. What gold does not state is none, and is
/// not compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScoredEvent {
    /// The id of its article.
    pub article_id: String,
    /// Its type.
    pub event_type: String,
    /// Its trigger.
    pub trigger: Option<Span>,
    /// What else is compared: the name of a field and its values.
    pub fields: BTreeMap<&'static str, BTreeSet<String>>,
}

/// How many were right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Of those coded, how many are in gold.
    pub right: u32,
    /// How many were coded.
    pub coded: u32,
    /// How many gold has.
    pub gold: u32,
}

impl Counts {
    /// The share of what was coded that is right.
    pub fn precision(self) -> f64 {
        share(self.right, self.coded)
    }

    /// The share of gold that was found.
    pub fn recall(self) -> f64 {
        share(self.right, self.gold)
    }

    /// The harmonic mean of the two.
    pub fn f1(self) -> f64 {
        share(2 * self.right, self.coded + self.gold)
    }
}

fn share(part: u32, whole: u32) -> f64 {
    if whole == 0 { 0.0 } else { f64::from(part) / f64::from(whole) }
}

/// What was found of gold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// All events.
    pub all: Counts,
    /// The events of each type.
    pub by_type: BTreeMap<String, Counts>,
    /// Of the events found, how often a field that gold states is the same:
    /// right, and compared.
    pub fields: BTreeMap<&'static str, (u32, u32)>,
}

/// Compares coded events with gold.
pub fn score(gold: &[ScoredEvent], coded: &[ScoredEvent]) -> Score {
    let mut score = Score::default();
    for event in coded {
        count(&mut score, &event.event_type, |counts| counts.coded += 1);
    }
    let mut free = vec![true; coded.len()];
    for wanted in gold {
        count(&mut score, &wanted.event_type, |counts| counts.gold += 1);
        // Of several that fit, the one that agrees in most fields is meant.
        let fitting = (0..coded.len()).filter(|&place| free[place] && is_same(wanted, &coded[place]));
        let Some(best) = fitting.max_by_key(|&place| (agreement(wanted, &coded[place]), std::cmp::Reverse(place))) else { continue };
        free[best] = false;
        count(&mut score, &wanted.event_type, |counts| counts.right += 1);
        for (&field, values) in &wanted.fields {
            let tally = score.fields.entry(field).or_default();
            tally.0 += u32::from(coded[best].fields.get(field) == Some(values));
            tally.1 += 1;
        }
    }
    score
}

fn count(score: &mut Score, event_type: &str, change: impl Fn(&mut Counts)) {
    change(&mut score.all);
    change(score.by_type.entry(event_type.to_owned()).or_default());
}

fn is_same(gold: &ScoredEvent, coded: &ScoredEvent) -> bool {
    let near = match (gold.trigger, coded.trigger) {
        (Some(gold), Some(coded)) => gold.overlaps(coded),
        _ => true,
    };
    near && gold.article_id == coded.article_id && gold.event_type == coded.event_type
}

fn agreement(gold: &ScoredEvent, coded: &ScoredEvent) -> usize {
    gold.fields.iter().filter(|&(field, values)| coded.fields.get(field) == Some(values)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Events as `article TYPE start-end source`.
    fn events(text: &str) -> Vec<ScoredEvent> {
        let event = |line: &str| {
            let words: Vec<&str> = line.split_whitespace().collect();
            let (start, end) = words[2].split_once('-').unwrap();
            ScoredEvent {
                article_id: words[0].to_owned(),
                event_type: words[1].to_owned(),
                trigger: Some(Span::new(start.parse().unwrap(), end.parse().unwrap())),
                fields: words.get(3).map(|word| ("sources", BTreeSet::from([(*word).to_owned()]))).into_iter().collect(),
            }
        };
        text.split(';').filter(|line| !line.trim().is_empty()).map(event).collect()
    }

    fn check(gold: &str, coded: &str, expect: (u32, u32, u32), sources: (u32, u32)) {
        let found = score(&events(gold), &events(coded));
        assert_eq!((found.all.right, found.all.coded, found.all.gold), expect);
        assert_eq!(found.fields.get("sources").copied().unwrap_or_default(), sources);
    }

    #[test]
    fn scores() {
        check("a AID 0-4 XAA", "a AID 2-5 XAA", (1, 1, 1), (1, 1));
        check("a AID 0-4 XAA", "a AID 2-5 XBB", (1, 1, 1), (0, 1));
        check("a AID 0-4 XAA", "a AID 4-5 XAA; b AID 0-4 XAA; a COERCE 0-4 XAA", (0, 3, 1), (0, 0));
        check("a AID 0-4 XAA; a AID 0-4 XBB", "a AID 0-4 XBB", (1, 1, 2), (0, 1));
        check("a AID 0-4 XAA", "a AID 0-4 XBB; a AID 0-4 XAA", (1, 2, 1), (1, 1));
        check("", "", (0, 0, 0), (0, 0));
    }

    #[test]
    fn shares() {
        let counts = Counts { right: 1, coded: 2, gold: 4 };
        assert_eq!((counts.precision(), counts.recall()), (0.5, 0.25));
        assert!((counts.f1() - 1.0 / 3.0).abs() < 1e-9);
        assert_eq!(Counts::default().f1(), 0.0);
    }
}
