//! The words, named days and patterns of `data/lexicon/time-*`.

use super::pattern::Pattern;
use super::word::Item;
use crate::resource::{Problems, Sources, Table};
use std::collections::HashMap;

/// What a word of the lexicon can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Class {
    Month,
    Weekday,
    Season,
    Unit,
    Units,
    Daypart,
    Dayparts,
    Moment,
    Numeral,
    Number,
    Decimal,
    Ordinal,
    Vague,
    Day,
    Year,
    AnyYear,
    TwoDigits,
    ShortYear,
    Decade,
    Clock,
    Military,
    FullDate,
    Part,
    Edge,
    Direction,
    Shift,
    RelativeDay,
    Era,
    Meridiem,
    Approximately,
    Frequency,
    Holiday,
    Counted,
    Numbered,
    Preposition,
    Will,
    Did,
    Core,
    Plural,
    Name,
    Letters,
}

/// Every class with the name that the data files use.
const CLASS_NAMES: [(Class, &str); 41] = [
    (Class::Month, "month"),
    (Class::Weekday, "weekday"),
    (Class::Season, "season"),
    (Class::Unit, "unit"),
    (Class::Units, "units"),
    (Class::Daypart, "daypart"),
    (Class::Dayparts, "dayparts"),
    (Class::Moment, "moment"),
    (Class::Numeral, "numeral"),
    (Class::Number, "number"),
    (Class::Decimal, "decimal"),
    (Class::Ordinal, "ordinal"),
    (Class::Vague, "vague"),
    (Class::Day, "day"),
    (Class::Year, "year"),
    (Class::AnyYear, "any_year"),
    (Class::TwoDigits, "two_digits"),
    (Class::ShortYear, "short_year"),
    (Class::Decade, "decade"),
    (Class::Clock, "clock"),
    (Class::Military, "military"),
    (Class::FullDate, "full_date"),
    (Class::Part, "part"),
    (Class::Edge, "edge"),
    (Class::Direction, "direction"),
    (Class::Shift, "shift"),
    (Class::RelativeDay, "relative_day"),
    (Class::Era, "era"),
    (Class::Meridiem, "meridiem"),
    (Class::Approximately, "approximately"),
    (Class::Frequency, "frequency"),
    (Class::Holiday, "holiday"),
    (Class::Counted, "counted"),
    (Class::Numbered, "numbered"),
    (Class::Preposition, "preposition"),
    (Class::Will, "will"),
    (Class::Did, "did"),
    (Class::Core, "core"),
    (Class::Plural, "plural"),
    (Class::Name, "name"),
    (Class::Letters, "letters"),
];

impl Class {
    /// The class of a name in the data files.
    pub fn from_name(name: &str) -> Option<Class> {
        CLASS_NAMES.iter().find(|(_, known)| *known == name).map(|&(class, _)| class)
    }
}

/// A set of classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct ClassSet(pub u64);

impl ClassSet {
    /// Whether a class is in the set.
    pub fn has(self, class: Class) -> bool {
        self.0 >> class as u32 & 1 == 1
    }

    /// Whether the sets share a class.
    pub fn meets(self, other: ClassSet) -> bool {
        self.0 & other.0 != 0
    }
}

impl From<Class> for ClassSet {
    fn from(class: Class) -> ClassSet {
        ClassSet(1 << class as u32)
    }
}

impl std::ops::BitOr for ClassSet {
    type Output = ClassSet;

    fn bitor(self, other: ClassSet) -> ClassSet {
        ClassSet(self.0 | other.0)
    }
}

/// A word of the vocabulary.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
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
pub(super) enum DayRule {
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
    pub(super) patterns: Vec<Pattern>,
    /// For each class, the patterns that may begin with it.
    pub(super) by_class: Vec<Vec<u16>>,
}

const LONGEST_WORD: usize = 24;

impl TimeTables {
    /// Reads `lexicon/time-word.tsv`, `lexicon/time-day.tsv` and
    /// `lexicon/time-pattern.toml` of each source.
    pub fn load(sources: &Sources, problems: &mut Problems) -> TimeTables {
        let mut tables = TimeTables { entries: vec![Entry::default()], by_class: vec![Vec::new(); CLASS_NAMES.len()], ..TimeTables::default() };
        for mark in ["-", "'", "'s", ",", ".", "(", ")", "/", "$", "€", "£", "%", "#", ";", ":", "\""] {
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
    pub(super) fn pattern_id(&self, number: usize) -> &str {
        self.patterns.get(number).map_or("", |pattern| &pattern.id)
    }

    /// The row of a word; 0 if it has none.
    pub(super) fn word_id(&self, form: &str) -> u16 {
        let mut buffer = [0u8; LONGEST_WORD];
        let Some(lower) = buffer.get_mut(..form.len()) else { return 0 };
        lower.copy_from_slice(form.as_bytes());
        lower.make_ascii_lowercase();
        std::str::from_utf8(lower).ok().and_then(|lower| self.vocabulary.get(lower)).copied().unwrap_or(0)
    }

    /// The row itself.
    pub(super) fn entry(&self, word: u16) -> &Entry {
        &self.entries[usize::from(word)]
    }

    /// The value that an item has as a member of a class.
    pub(super) fn value(&self, item: Item, class: Class) -> i32 {
        self.entry(item.word).values.iter().find(|(known, _)| *known == class).map_or(item.value, |&(_, value)| value)
    }

    /// The longest name of a day that the items begin with: its length in
    /// items, and its number.
    pub(super) fn named_day(&self, items: &[Item]) -> Option<(usize, usize)> {
        self.names
            .iter()
            .enumerate()
            .filter(|(_, (words, _))| words.len() <= items.len() && words.iter().zip(items).all(|(word, item)| item.word == *word))
            .map(|(number, (words, _))| (words.len(), number))
            .max_by_key(|&(length, _)| length)
    }

    /// When a named day is.
    pub(super) fn day_rule(&self, number: usize) -> Option<DayRule> {
        self.names.get(number).map(|&(_, rule)| rule)
    }

    /// The row of a word, made if it has none.
    pub(super) fn intern(&mut self, word: &str) -> u16 {
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
                row.problem(problems, format!("reading the value: found `{}`, which class `{}` does not have", row.cell("value"), row.cell("class")));
                continue;
            };
            let id = self.intern(row.cell("word"));
            let entry = &mut self.entries[usize::from(id)];
            entry.classes = entry.classes | class.into();
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
                row.problem(problems, format!("reading the rule: found `{}`, wanted `MM-DD` or `easter` and a number of days with its sign", row.cell("rule")));
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
                    super::pattern::Test::Word(word) => by_word[usize::from(word)].push(number as u16),
                    super::pattern::Test::Class(class) => self.by_class[class as usize].push(number as u16),
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

/// Values of the classes that are named in the word table, as numbers.
const NAMED_VALUES: &[(Class, &[&str])] = &[
    (Class::Season, &["SP", "SU", "FA", "WI"]),
    (Class::Unit, super::reading::UNIT_NAMES),
    (Class::Units, super::reading::UNIT_NAMES),
    (Class::Daypart, super::reading::DAYPART_NAMES),
    (Class::Dayparts, super::reading::DAYPART_NAMES),
    (Class::Part, &["START", "MID", "END"]),
    (Class::Edge, &["START", "MID", "END"]),
    (Class::Direction, &["last", "this", "next", "previous", "following", "same", "coming", "past"]),
    (Class::Shift, &["ago", "before", "after", "hence"]),
    (Class::Era, &["BC", "AD"]),
    (Class::Meridiem, &["AM", "PM"]),
    (Class::Approximately, &["APPROX", "LESS_THAN", "MORE_THAN"]),
    (Class::Frequency, super::reading::FREQUENCY_VALUES),
    (Class::Vague, &["X"]),
];

fn parse_value(class: Class, value: &str) -> Option<i32> {
    if let Some((_, names)) = NAMED_VALUES.iter().find(|(known, _)| *known == class) {
        return names.iter().position(|name| *name == value).map(|place| place as i32);
    }
    match class {
        Class::Moment => {
            let (hour, minute) = value.split_once(':')?;
            Some(hour.parse::<i32>().ok()? * 60 + minute.parse::<i32>().ok()?)
        }
        Class::Counted | Class::Numbered | Class::Preposition | Class::Will | Class::Did => value.is_empty().then_some(0),
        _ => value.parse().ok(),
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
