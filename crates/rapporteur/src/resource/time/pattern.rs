//! Patterns over the words of a sentence.
//!
//! `words = "the? [ {day} ] -|to [ {day} {month} {year}? ]"`: elements are
//! parted by white space; `{x}` is a class, anything else a word; `|` parts
//! alternatives; `?` makes an element optional; brackets mark the extents of
//! the expressions, the whole match being one if there are none.

use super::{Class, TimeTables};
use crate::resource::{Problems, SourceFile};
use serde::Deserialize;

/// What an element of a pattern accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Test {
    /// A row of the vocabulary.
    Word(u16),
    /// A class.
    Class(Class),
}

/// One step along the items.
#[derive(Clone, Debug)]
pub enum Step {
    /// An expression begins.
    Open,
    /// An expression ends.
    Close,
    /// One item that meets one of the tests.
    Item {
        /// Alternatives, tried in order.
        tests: Vec<Test>,
        /// Whether it may be missing.
        optional: bool,
    },
}

/// A pattern of `time-pattern.toml`.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// Its name.
    pub id: Box<str>,
    /// Its steps, in order.
    pub steps: Vec<Step>,
    /// What its match means.
    pub makes: Makes,
    /// Whether it needs an expression that was found before.
    pub needs_core: bool,
    /// If not empty, one of these must stand before.
    pub after: Vec<Test>,
    /// None of these may stand before.
    pub not_after: Vec<Test>,
    /// None of these may stand behind.
    pub not_before: Vec<Test>,
}

/// The kinds of meaning that a pattern can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Makes {
    /// A date, as far as it is given.
    Calendar,
    /// A unit with a direction: `last week`.
    Relative,
    /// A count of units before or after a date: `two days ago`.
    Shift,
    /// A length of time.
    Duration,
    /// A recurring time.
    Set,
    /// `PAST_REF`.
    Past,
    /// `PRESENT_REF`.
    Present,
    /// `FUTURE_REF`.
    Future,
    /// A half of a year, by number.
    Half,
    /// The second half of a year.
    SecondHalf,
    /// A quarter of a year, by number.
    Quarter,
    /// `the weekend`: the last one, or the next.
    Weekend,
    /// A century, by number.
    Century,
    /// How often in a unit: `per month`.
    Rate,
    /// An expression that is given closer by another: `August of that year`.
    Narrowed,
    /// No time expression, although it looks like one.
    Nothing,
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
pub struct Example {
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
        Some(name) => Class::from_name(name)
            .map(Test::Class)
            .ok_or_else(|| format!("reading the words: found `{{{name}}}`, wanted a class of time words")),
        None if test.is_empty() => Err("reading the words: found an empty alternative, wanted a word".to_owned()),
        None => Ok(Test::Word(tables.intern(test))),
    }
}

fn line_of(text: &str, offset: usize) -> u32 {
    text.as_bytes().iter().take(offset).filter(|&&byte| byte == b'\n').count() as u32 + 1
}

/// The examples of a pattern file by pattern, and where it must be silent.
#[cfg(test)]
pub(crate) fn examples(text: &str) -> Vec<(String, Vec<Example>, Vec<String>)> {
    let file: PatternFile = toml::from_str(text).expect("the file was loaded");
    file.pattern.into_iter().map(|pattern| (pattern.id, pattern._examples, pattern._silent)).collect()
}
