//! Lays one pattern over the items of a sentence.

use super::word::Item;
use crate::resource::time::Class;
use crate::resource::time::pattern::{Pattern, Step, Test};

/// One expression of a match: its items, and which class each was taken as.
#[derive(Clone, Debug, Default)]
pub(super) struct Extent {
    /// The first item.
    pub start: usize,
    /// One past the last item.
    pub end: usize,
    /// Classes and the items that matched them.
    pub captures: Vec<(Class, usize)>,
}

/// For each step of a pattern the class that it matched, if any, and the
/// item at which it was tried.
pub(super) type Choices = Vec<(Option<Class>, u32)>;

/// Fits a pattern to the items from `start` on and writes down how; returns
/// one past the last item, context included.
pub(super) fn fit(pattern: &Pattern, items: &[Item], start: usize, choices: &mut Choices) -> Option<usize> {
    choices.clear();
    State { items, choices }.go(&pattern.steps, start)
}

/// The expressions of a fit.
pub(super) fn extents(pattern: &Pattern, choices: &Choices, start: usize, end: usize) -> Vec<Extent> {
    let mut found = Vec::new();
    let bracketed = pattern.steps.iter().any(|step| matches!(step, Step::Open));
    let mut open = (!bracketed).then(|| Extent { start, ..Extent::default() });
    for (step, &(class, at)) in pattern.steps.iter().zip(choices) {
        let at = at as usize;
        match step {
            Step::Open => open = Some(Extent { start: at, ..Extent::default() }),
            Step::Close => {
                if let Some(mut extent) = open.take() {
                    extent.end = at;
                    found.push(extent);
                }
            }
            Step::Item { .. } => {
                if let (Some(extent), Some(class)) = (&mut open, class) {
                    extent.captures.push((class, at));
                }
            }
        }
    }
    if let Some(mut extent) = open {
        extent.end = end;
        found.push(extent);
    }
    found.retain(|extent| extent.start < extent.end);
    found
}

/// Whether the items around a match allow it.
pub(super) fn suits(pattern: &Pattern, items: &[Item], start: usize, end: usize) -> bool {
    let meets = |tests: &[Test], item: Option<&Item>| item.is_some_and(|item| tests.iter().any(|test| accepts(*test, item)));
    let before = start.checked_sub(1).and_then(|at| items.get(at));
    (pattern.after.is_empty() || meets(&pattern.after, before))
        && !meets(&pattern.not_after, before)
        && !meets(&pattern.not_before, items.get(end))
}

fn accepts(test: Test, item: &Item) -> bool {
    match test {
        Test::Word(word) => item.word == word,
        Test::Class(class) => item.classes.has(class),
    }
}

/// A search for a way through the steps.
struct State<'a> {
    items: &'a [Item],
    choices: &'a mut Choices,
}

impl State<'_> {
    fn go(&mut self, steps: &[Step], at: usize) -> Option<usize> {
        let Some((step, rest)) = steps.split_first() else { return Some(at) };
        let mark = self.choices.len();
        match step {
            Step::Open | Step::Close => {
                self.choices.push((None, at as u32));
                if let Some(end) = self.go(rest, at) {
                    return Some(end);
                }
            }
            Step::Item { tests, optional } => {
                if let Some(item) = self.items.get(at) {
                    for &test in tests {
                        if !accepts(test, item) {
                            continue;
                        }
                        let class = match test {
                            Test::Word(_) => None,
                            Test::Class(class) => Some(class),
                        };
                        self.choices.push((class, at as u32));
                        if let Some(end) = self.go(rest, at + 1) {
                            return Some(end);
                        }
                        self.choices.truncate(mark);
                    }
                }
                if *optional {
                    self.choices.push((None, at as u32));
                    if let Some(end) = self.go(rest, at) {
                        return Some(end);
                    }
                }
            }
        }
        self.choices.truncate(mark);
        None
    }
}
