//! Finds the expressions of a sentence: patterns over words first, then
//! patterns over the expressions found (`early` before `2019`).

use super::Tense;
use super::fit::{Choices, Extent, extents, fit, suits};
use super::reading::{self, Kind, Reading};
use super::tense::tense_at;
use super::word::{self, Item};
use crate::evidence::Span;
use crate::resource::time::{Class, ClassSet, TimeTables};

/// An expression whose dates are not known yet.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    /// Its words.
    pub span: Span,
    /// What they say.
    pub reading: Reading,
    /// Whether its clause speaks of the past or the future.
    pub tense: Tense,
    /// The pattern that found it.
    pub pattern: usize,
}

/// How often patterns may be laid over what others found.
const LAYERS: usize = 3;

/// The expressions of one sentence, in order.
pub(super) fn phrases(tables: &TimeTables, text: &str, sentence: Span) -> Vec<Phrase> {
    let mut items = word::items(tables, text, sentence);
    let mut cores = Vec::new();
    let mut patterns = Vec::new();
    for layer in 0..LAYERS {
        let matches = scan(tables, &items, &cores, layer > 0);
        if matches.is_empty() {
            break;
        }
        items = fold(items, matches, &mut cores, &mut patterns);
    }
    let mut phrases = Vec::new();
    for (at, item) in items.iter().enumerate() {
        if item.classes.has(Class::Core) {
            let number = item.value as usize;
            let mut reading = cores[number].clone();
            reading.narrated = is_narrated(tables, &items, at);
            phrases.push(Phrase { span: item.span, reading, tense: tense_at(tables, &items, at), pattern: patterns[number] });
        }
    }
    borrow(tables, &items, &mut phrases);
    phrases.retain(|phrase| phrase.reading.kind != Kind::Nothing);
    phrases
}

/// One expression that a scan found.
struct Found {
    start: usize,
    end: usize,
    reading: Reading,
    pattern: usize,
}

/// The longest matches from left to right.
fn scan(tables: &TimeTables, items: &[Item], cores: &[Reading], needs_core: bool) -> Vec<Found> {
    let mut found = Vec::new();
    if needs_core && !items.iter().any(|item| item.classes.has(Class::Core)) {
        return found;
    }
    let mut at = 0;
    let (mut candidates, mut choices, mut best_choices) = (Vec::new(), Choices::new(), Choices::new());
    let comma = tables.word_id(",");
    while at < items.len() {
        if items[at].word == comma {
            // Optional commas stand inside expressions, never at their start.
            at += 1;
            continue;
        }
        candidates_at(tables, items[at], &mut candidates);
        let mut best: Option<(usize, usize)> = None;
        for &number in &candidates {
            let pattern = &tables.patterns[usize::from(number)];
            if pattern.needs_core != needs_core {
                continue;
            }
            if let Some(end) = fit(pattern, items, at, &mut choices)
                && best.is_none_or(|(_, best)| end > best)
                && suits(pattern, items, at, end)
            {
                best = Some((usize::from(number), end));
                std::mem::swap(&mut choices, &mut best_choices);
            }
        }
        let next = best.and_then(|(number, end)| {
            let extents = extents(&tables.patterns[number], &best_choices, at, end);
            take(tables, items, cores, number, extents, &mut found)
        });
        at = next.unwrap_or(at + 1);
    }
    found
}

/// The patterns that may begin with an item.
fn candidates_at(tables: &TimeTables, item: Item, candidates: &mut Vec<u16>) {
    candidates.clear();
    let entry = tables.entry(item.word);
    candidates.extend_from_slice(&entry.patterns);
    let mut rest = item.classes.0 & !entry.classes.0;
    if rest == 0 {
        return;
    }
    while rest != 0 {
        let class = rest.trailing_zeros() as usize;
        rest &= rest - 1;
        if let Some(patterns) = tables.by_class.get(class) {
            candidates.extend_from_slice(patterns);
        }
    }
    candidates.sort_unstable();
    candidates.dedup();
}

/// Reads the extents of a match; returns where to go on, unless the words
/// make no sense.
fn take(
    tables: &TimeTables,
    items: &[Item],
    cores: &[Reading],
    number: usize,
    mut extents: Vec<Extent>,
    found: &mut Vec<Found>,
) -> Option<usize> {
    let pattern = &tables.patterns[number];
    for at in (0..extents.len().saturating_sub(1)).rev() {
        let borrowed: Vec<_> = extents[at + 1]
            .captures
            .iter()
            .copied()
            .filter(|(class, _)| matches!(class, Class::Month | Class::Year | Class::Era | Class::Unit | Class::Units))
            .filter(|(class, _)| {
                !extents[at].captures.iter().any(|(have, _)| have == class || *have == Class::AnyYear && *class == Class::Year)
            })
            .collect();
        extents[at].captures.extend(borrowed);
    }
    if let [first, rest @ ..] = extents.as_mut_slice() {
        // `May 10-15`: the later day is of the earlier month.
        let month = first.captures.iter().copied().find(|(class, _)| *class == Class::Month);
        for extent in rest {
            if !extent.captures.iter().any(|(class, _)| *class == Class::Month)
                && extent.captures.iter().any(|(class, _)| matches!(class, Class::Day))
            {
                extent.captures.extend(month);
            }
        }
    }
    let start = found.len();
    let mut century = None;
    for extent in &extents {
        let Some(mut reading) = reading::read(pattern.makes, extent, items, cores, tables) else {
            found.truncate(start);
            return None;
        };
        if let (Some(short), Some(first)) = (reading.short_year, century) {
            reading.year = Some(first / 100 * 100 + short);
        }
        century = reading.year;
        found.push(Found { start: extent.start, end: extent.end, reading, pattern: number });
    }
    extents.last().map(|extent| extent.end)
}

/// Makes one item of each expression found.
fn fold(items: Vec<Item>, found: Vec<Found>, cores: &mut Vec<Reading>, patterns: &mut Vec<usize>) -> Vec<Item> {
    let mut out = Vec::with_capacity(items.len());
    let mut at = 0;
    for one in found {
        out.extend_from_slice(&items[at..one.start]);
        let span = items[one.start].span.cover(items[one.end - 1].span);
        let value = cores.len() as i32;
        out.push(Item { span, word: 0, classes: ClassSet::from(Class::Core), value, shape: items[one.start].shape });
        cores.push(one.reading);
        patterns.push(one.pattern);
        at = one.end;
    }
    out.extend_from_slice(&items[at..]);
    out
}

/// Whether the words before make it a date of the story rather than the name
/// of something (`the 1960 election`), the end of a span of years, or the
/// beginning of what still lasts (`since 1960`).
fn is_narrated(tables: &TimeTables, items: &[Item], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|at| items[at]) else { return true };
    let is = |words: &[&str]| before.word != 0 && words.iter().any(|word| tables.word_id(word) == before.word);
    (before.classes.has(Class::Preposition) || is(&[",", "and", "or"])) && !is(&["since"])
}

/// Fills what an expression leaves out from the one that follows it.
fn borrow(tables: &TimeTables, items: &[Item], phrases: &mut [Phrase]) {
    let ids = |words: &[&str]| words.iter().map(|word| tables.word_id(word)).collect::<Vec<u16>>();
    let joins = ids(&["and", "or", "to", "-", "until", "through", ",", "the", "from", "/"]);
    let clock_joins = ids(&[",", "on"]);
    let cores: Vec<usize> = (0..items.len()).filter(|&at| items[at].classes.has(Class::Core)).collect();
    for number in (0..phrases.len().saturating_sub(1)).rev() {
        let between = &items[cores[number] + 1..cores[number + 1]];
        let joined = |joins: &[u16]| between.len() <= 2 && between.iter().all(|item| item.word != 0 && joins.contains(&item.word));
        let later = phrases[number + 1].reading.clone();
        let reading = &mut phrases[number].reading;
        if later.kind != Kind::Calendar || reading.kind != Kind::Calendar {
            continue;
        }
        if reading.is_clock_only() && !later.is_clock_only() && joined(&clock_joins) {
            *reading = Reading { clock: reading.clock, daypart: reading.daypart, modifier: None, ..later };
        } else if !between.is_empty() && joined(&joins) {
            borrow_year(reading, &later);
        }
    }
}

/// `April and June 1955`: the first month is of the year of the second.
fn borrow_year(reading: &mut Reading, later: &Reading) {
    let is_open = reading.year.is_none() && reading.short_year.is_none() && reading.direction.is_none();
    let same_kind = reading.month.is_some() && later.month.is_some() || reading.season.is_some() && later.season.is_some();
    let Some(year) = later.year.filter(|_| is_open && same_kind) else { return };
    let turned = reading.month.zip(later.month).is_some_and(|(first, second)| first > second);
    reading.year = Some(if turned { year - 1 } else { year });
    reading.before_era = later.before_era;
}
