//! The words, named days and patterns of time expressions, indexed: what
//! `data/lexicon/time-word.tsv`, `time-day.tsv` and `time-pattern.toml` hold.
//!
//! How patterns are laid over text is in `entity::time`.

pub mod class;
pub mod pattern;

use super::{Problems, Sources, Table};
use class::{CLASS_NAMES, parse_value};
pub use class::{Class, ClassSet};
pub use pattern::Pattern;
use std::collections::HashMap;

/// A word of the vocabulary.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// What it can be.
    pub classes: ClassSet,
    /// Its value in each class that has values.
    values: Vec<(Class, i32)>,
    /// It counts only with a capital letter.
    pub capital: bool,
    /// It is an abbreviation that may carry a full stop.
    pub dot: bool,
    /// The name of a day may begin with it.
    pub starts_name: bool,
    /// Patterns that may begin with it, by place in the list.
    pub patterns: Vec<u16>,
}

/// When a named day is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayRule {
    /// A month and a day.
    Fixed(i8, i8),
    /// Days after Easter Sunday.
    Easter(i32),
}

/// The lexicon of time expressions, indexed.
#[derive(Clone, Debug, Default)]
pub struct TimeTables {
    vocabulary: HashMap<Box<str>, u16>,
    entries: Vec<Entry>,
    names: Vec<(Vec<u16>, DayRule)>,
    /// The patterns, in the order of the files.
    pub patterns: Vec<Pattern>,
    /// For each class, the patterns that may begin with it.
    pub by_class: Vec<Vec<u16>>,
}

const LONGEST_WORD: usize = 24;

/// The row of words that are not in the vocabulary.
static UNKNOWN: Entry =
    Entry { classes: ClassSet(0), values: Vec::new(), capital: false, dot: false, starts_name: false, patterns: Vec::new() };

impl TimeTables {
    /// Reads `lexicon/time-word.tsv`, `lexicon/time-day.tsv` and
    /// `lexicon/time-pattern.toml` of each source.
    pub fn load(sources: &Sources, problems: &mut Problems) -> TimeTables {
        let mut tables =
            TimeTables { entries: vec![Entry::default()], by_class: vec![Vec::new(); CLASS_NAMES.len()], ..TimeTables::default() };
        for mark in ["-", "'", "'s", ",", ".", "(", ")", "/", "$", "€", "£", "%", "#", ";", ":", "\"", "“", "”"] {
            tables.intern(mark);
        }
        for source in sources.named("lexicon/time-word.tsv") {
            tables.load_words(&Table::read(source, &["class", "word", "value", "needs"], problems), problems);
        }
        for source in sources.named("lexicon/time-day.tsv") {
            tables.load_days(&Table::read(source, &["name", "rule"], problems), problems);
        }
        for source in sources.named("lexicon/time-pattern.toml") {
            Pattern::load_all(&mut tables, source, problems);
        }
        tables.index_patterns();
        tables
    }

    /// The name of a pattern.
    pub fn pattern_id(&self, number: usize) -> &str {
        self.patterns.get(number).map_or("", |pattern| &pattern.id)
    }

    /// The row of a word; 0 if it has none.
    pub fn word_id(&self, form: &str) -> u16 {
        let mut buffer = [0u8; LONGEST_WORD];
        let Some(lower) = buffer.get_mut(..form.len()) else { return 0 };
        lower.copy_from_slice(form.as_bytes());
        lower.make_ascii_lowercase();
        std::str::from_utf8(lower).ok().and_then(|lower| self.vocabulary.get(lower)).copied().unwrap_or(0)
    }

    /// The row itself.
    pub fn entry(&self, word: u16) -> &Entry {
        self.entries.get(usize::from(word)).unwrap_or(&UNKNOWN)
    }

    /// The value that a word has as a member of a class, if the word table
    /// gives one.
    pub fn value(&self, word: u16, class: Class) -> Option<i32> {
        self.entry(word).values.iter().find(|(known, _)| *known == class).map(|&(_, value)| value)
    }

    /// The longest name of a day that a row of words begins with: its length
    /// in words, and its number.
    pub fn named_day(&self, row: impl Iterator<Item = u16> + Clone) -> Option<(usize, usize)> {
        self.names
            .iter()
            .enumerate()
            .filter(|(_, (words, _))| row.clone().take(words.len()).eq(words.iter().copied()))
            .map(|(number, (words, _))| (words.len(), number))
            .max_by_key(|&(length, _)| length)
    }

    /// When a named day is.
    pub fn day_rule(&self, number: usize) -> Option<DayRule> {
        self.names.get(number).map(|&(_, rule)| rule)
    }

    /// The row of a word, made if it has none.
    pub fn intern(&mut self, word: &str) -> u16 {
        if let Some(&id) = self.vocabulary.get(word) {
            return id;
        }
        let id = u16::try_from(self.entries.len()).unwrap_or(0);
        if id != 0 && word.len() <= LONGEST_WORD {
            self.vocabulary.insert(word.into(), id);
            self.entries.push(Entry::default());
            return id;
        }
        0
    }

    fn load_words(&mut self, table: &Table, problems: &mut Problems) {
        for row in table.rows() {
            let Some(class) = Class::from_name(row.cell("class")) else {
                row.problem(problems, format!("reading the class: found `{}`, wanted one of the classes of time words", row.cell("class")));
                continue;
            };
            let Some(value) = parse_value(class, row.cell("value")) else {
                row.problem(
                    problems,
                    format!("reading the value: found `{}`, which class `{}` does not have", row.cell("value"), row.cell("class")),
                );
                continue;
            };
            let id = self.intern(row.cell("word"));
            let entry = &mut self.entries[usize::from(id)];
            entry.classes = entry.classes | class.into();
            // A user's own row replaces ours.
            entry.values.retain(|(known, _)| *known != class);
            entry.values.push((class, value));
            for need in row.cell("needs").split_whitespace() {
                match need {
                    "capital" => entry.capital = true,
                    "dot" => entry.dot = true,
                    _ => row.problem(problems, format!("reading the needs: found `{need}`, wanted `capital` or `dot`")),
                }
            }
        }
    }

    fn load_days(&mut self, table: &Table, problems: &mut Problems) {
        for row in table.rows() {
            let Some(rule) = parse_rule(row.cell("rule")) else {
                row.problem(
                    problems,
                    format!(
                        "reading the rule: found `{}`, wanted `MM-DD` or `easter` and a number of days with its sign",
                        row.cell("rule")
                    ),
                );
                continue;
            };
            let words: Vec<u16> = row.cell("name").split_whitespace().map(|word| self.intern(word)).collect();
            if let Some(&first) = words.first() {
                self.entries[usize::from(first)].starts_name = true;
                self.names.push((words, rule));
            }
        }
    }

    /// Notes at each word and class which patterns may begin there.
    fn index_patterns(&mut self) {
        let mut by_word: Vec<Vec<u16>> = vec![Vec::new(); self.entries.len()];
        for (number, pattern) in self.patterns.iter().enumerate() {
            for first in pattern.firsts() {
                match first {
                    pattern::Test::Word(word) => by_word[usize::from(word)].push(number as u16),
                    pattern::Test::Class(class) => self.by_class[class as usize].push(number as u16),
                }
            }
        }
        for (entry, mut patterns) in self.entries.iter_mut().zip(by_word) {
            for (class, _) in CLASS_NAMES {
                if entry.classes.has(class) {
                    patterns.extend_from_slice(&self.by_class[class as usize]);
                }
            }
            patterns.sort_unstable();
            patterns.dedup();
            entry.patterns = patterns;
        }
    }
}

fn parse_rule(rule: &str) -> Option<DayRule> {
    if let Some(days) = rule.strip_prefix("easter") {
        return Some(DayRule::Easter(days.parse().ok()?));
    }
    let (month, day) = rule.split_once('-')?;
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some(DayRule::Fixed(month, day))
}
