//! Patterns over the items of a sentence.
//!
//! `words = "the? [ {day} ] -|to [ {day} {month} {year}? ]"`: elements are
//! parted by white space; `{x}` is a class, anything else a word; `|` parts
//! alternatives; `?` makes an element optional; brackets mark the extents of
//! the expressions, the whole match being one if there are none.

use super::reading::Makes;
use super::table::{Class, TimeTables};
use super::word::Item;
use crate::resource::{Problems, SourceFile};
use serde::Deserialize;

/// What an element of a pattern accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Test {
    /// A row of the vocabulary.
    Word(u16),
    /// A class.
    Class(Class),
}

impl Test {
    fn accepts(self, item: &Item) -> bool {
        match self {
            Test::Word(word) => item.word == word,
            Test::Class(class) => item.classes.has(class),
        }
    }
}

#[derive(Clone, Debug)]
enum Step {
    Open,
    Close,
    Item { tests: Vec<Test>, optional: bool },
}

/// A pattern of `time-pattern.toml`.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    /// Its name.
    pub id: Box<str>,
    steps: Vec<Step>,
    /// What its match means.
    pub makes: Makes,
    /// Whether it needs an expression that was found before.
    pub needs_core: bool,
    /// If not empty, one of these must stand before.
    after: Vec<Test>,
    not_after: Vec<Test>,
    not_before: Vec<Test>,
}

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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PatternFile {
    pattern: Vec<PatternText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PatternText {
    id: String,
    words: toml::Spanned<String>,
    makes: Makes,
    #[serde(default)]
    after: String,
    #[serde(default)]
    not_after: String,
    #[serde(default)]
    not_before: String,
    #[serde(default, rename = "examples")]
    _examples: Vec<Example>,
    #[serde(default, rename = "silent")]
    _silent: Vec<String>,
}

/// A sentence with the expression in brackets, and its value.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Example {
    /// The sentence.
    #[cfg_attr(not(test), allow(dead_code, reason = "examples run as tests"))]
    pub text: String,
    /// The values of the bracketed expressions, parted by blanks.
    #[cfg_attr(not(test), allow(dead_code, reason = "examples run as tests"))]
    pub value: String,
}

impl Pattern {
    /// Reads a file of patterns into the tables.
    pub fn load_all(tables: &mut TimeTables, source: &SourceFile, problems: &mut Problems) {
        let file: PatternFile = match toml::from_str(&source.text) {
            Ok(file) => file,
            Err(error) => {
                let line = error.span().map_or(0, |span| line_of(&source.text, span.start));
                problems.add(&source.shown, line, 0, format!("reading the time patterns: {}", error.message()));
                return;
            }
        };
        for text in file.pattern {
            let line = line_of(&source.text, text.words.span().start);
            match Pattern::compile(tables, &text) {
                Ok(pattern) => tables.patterns.push(pattern),
                Err(message) => problems.add(&source.shown, line, 0, message),
            }
        }
    }

    fn compile(tables: &mut TimeTables, text: &PatternText) -> Result<Pattern, String> {
        let steps = compile(tables, text.words.get_ref())?;
        let needs_core = steps.iter().any(|step| matches!(step, Step::Item { tests, .. } if tests.contains(&Test::Class(Class::Core))));
        let mut tests = |alternatives: &str| -> Result<Vec<Test>, String> {
            alternatives.split('|').filter(|test| !test.is_empty()).map(|test| compile_test(tables, test)).collect()
        };
        let (after, not_after, not_before) = (tests(&text.after)?, tests(&text.not_after)?, tests(&text.not_before)?);
        Ok(Pattern { id: text.id.as_str().into(), steps, makes: text.makes, needs_core, after, not_after, not_before })
    }

    /// Whether the items around a match allow it.
    pub fn suits(&self, items: &[Item], start: usize, end: usize) -> bool {
        let meets = |tests: &[Test], item: Option<&Item>| item.is_some_and(|item| tests.iter().any(|test| test.accepts(item)));
        let before = start.checked_sub(1).and_then(|at| items.get(at));
        (self.after.is_empty() || meets(&self.after, before)) && !meets(&self.not_after, before) && !meets(&self.not_before, items.get(end))
    }

    /// What the first item of a match may be.
    pub fn firsts(&self) -> Vec<Test> {
        let mut firsts = Vec::new();
        for step in &self.steps {
            if let Step::Item { tests, optional } = step {
                firsts.extend_from_slice(tests);
                if !optional {
                    break;
                }
            }
        }
        firsts
    }

    /// Fits the pattern to the items from `start` on.
    pub fn fit(&self, items: &[Item], start: usize) -> Option<Match> {
        if let [Step::Item { tests, optional: false }, ..] = self.steps.as_slice()
            && !tests.iter().any(|test| items.get(start).is_some_and(|item| test.accepts(item)))
        {
            return None;
        }
        let mut state = State { items, choices: Vec::with_capacity(self.steps.len()) };
        let end = state.go(&self.steps, start)?;
        let mut found = Match { end, extents: Vec::new() };
        let bracketed = self.steps.iter().any(|step| matches!(step, Step::Open));
        let mut open = (!bracketed).then(|| Extent { start, ..Extent::default() });
        for (step, &(class, at)) in self.steps.iter().zip(&state.choices) {
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

fn compile(tables: &mut TimeTables, words: &str) -> Result<Vec<Step>, String> {
    let mut steps = Vec::new();
    let mut open = false;
    for element in words.split_whitespace() {
        match element {
            "[" | "]" => {
                if open == (element == "[") {
                    return Err(format!("reading the words: found `{element}` out of turn, wanted brackets in pairs"));
                }
                open = !open;
                steps.push(if open { Step::Open } else { Step::Close });
            }
            _ => {
                let (element, optional) = match element.strip_suffix('?') {
                    Some(element) => (element, true),
                    None => (element, false),
                };
                let tests = element.split('|').map(|test| compile_test(tables, test)).collect::<Result<_, _>>()?;
                steps.push(Step::Item { tests, optional });
            }
        }
    }
    match (open, steps.iter().any(|step| matches!(step, Step::Item { optional: false, .. }))) {
        (true, _) => Err("reading the words: found an open bracket, wanted brackets in pairs".to_owned()),
        (_, false) => Err("reading the words: found only optional words, wanted one that must be there".to_owned()),
        _ => Ok(steps),
    }
}

fn compile_test(tables: &mut TimeTables, test: &str) -> Result<Test, String> {
    match test.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
        Some(name) => Class::from_name(name).map(Test::Class).ok_or_else(|| format!("reading the words: found `{{{name}}}`, wanted a class of time words")),
        None if test.is_empty() => Err("reading the words: found an empty alternative, wanted a word".to_owned()),
        None => Ok(Test::Word(tables.intern(test))),
    }
}

fn line_of(text: &str, offset: usize) -> u32 {
    text.as_bytes().iter().take(offset).filter(|&&byte| byte == b'\n').count() as u32 + 1
}

#[cfg(test)]
pub(super) fn examples(text: &str) -> Vec<(String, Vec<Example>, Vec<String>)> {
    let file: PatternFile = toml::from_str(text).expect("the file was loaded");
    file.pattern.into_iter().map(|pattern| (pattern.id, pattern._examples, pattern._silent)).collect()
}
