//! Lays one pattern over the items of a sentence.

use super::word::Item;
use crate::resource::time::pattern::{Pattern, Step, Test};
use crate::resource::time::Class;

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

/// Where a pattern fits.
#[derive(Clone, Debug, Default)]
pub(super) struct Match {
    /// One past the last item, context included.
    pub end: usize,
    /// The expressions.
    pub extents: Vec<Extent>,
}

/// Fits a pattern to the items from `start` on.
pub(super) fn fit(pattern: &Pattern, items: &[Item], start: usize) -> Option<Match> {
    if let [Step::Item { tests, optional: false }, ..] = pattern.steps.as_slice()
        && !tests.iter().any(|test| items.get(start).is_some_and(|item| accepts(*test, item)))
    {
        return None;
    }
    let mut state = State { items, choices: Vec::with_capacity(pattern.steps.len()) };
    let end = state.go(&pattern.steps, start)?;
    let mut found = Match { end, extents: Vec::new() };
    let bracketed = pattern.steps.iter().any(|step| matches!(step, Step::Open));
    let mut open = (!bracketed).then(|| Extent { start, ..Extent::default() });
    for (step, &(class, at)) in pattern.steps.iter().zip(&state.choices) {
        match step {
            Step::Open => open = Some(Extent { start: at, ..Extent::default() }),
            Step::Close => {
                if let Some(mut extent) = open.take() {
                    extent.end = at;
                    found.extents.push(extent);
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
        found.extents.push(extent);
    }
    found.extents.retain(|extent| extent.start < extent.end);
    (!found.extents.is_empty()).then_some(found)
}

/// Whether the items around a match allow it.
pub(super) fn suits(pattern: &Pattern, items: &[Item], start: usize, end: usize) -> bool {
    let meets = |tests: &[Test], item: Option<&Item>| item.is_some_and(|item| tests.iter().any(|test| accepts(*test, item)));
    let before = start.checked_sub(1).and_then(|at| items.get(at));
    (pattern.after.is_empty() || meets(&pattern.after, before)) && !meets(&pattern.not_after, before) && !meets(&pattern.not_before, items.get(end))
}

fn accepts(test: Test, item: &Item) -> bool {
    match test {
        Test::Word(word) => item.word == word,
        Test::Class(class) => item.classes.has(class),
    }
}

/// A search for a way through the steps; `choices` has for each step taken
/// the class it matched, if any, and the place of the items.
struct State<'a> {
    items: &'a [Item],
    choices: Vec<(Option<Class>, usize)>,
}

impl State<'_> {
    fn go(&mut self, steps: &[Step], at: usize) -> Option<usize> {
        let Some((step, rest)) = steps.split_first() else { return Some(at) };
        let mark = self.choices.len();
        match step {
            Step::Open | Step::Close => {
                self.choices.push((None, at));
                if let Some(end) = self.go(rest, at) {
                    return Some(end);
                }
            }
            Step::Item { tests, optional } => {
                if let Some(item) = self.items.get(at) {
                    for &test in tests {
                        let class = match test {
                            Test::Word(word) if item.word == word => None,
                            Test::Class(class) if item.classes.has(class) => Some(class),
                            _ => continue,
                        };
                        self.choices.push((class, at));
                        if let Some(end) = self.go(rest, at + 1) {
                            return Some(end);
                        }
                        self.choices.truncate(mark);
                    }
                }
                if *optional {
                    self.choices.push((None, at));
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
