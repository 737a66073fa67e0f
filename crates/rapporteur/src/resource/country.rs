//! Countries: codes, names, and the words that stand for their governments.
//!
//! What comes in are the tables of `data/country/`; what goes out are the
//! countries by code and the words for them. The words are found in text by
//! the index of [`ActorTables`](super::ActorTables), together with all others.

use super::{Problems, Row, Sources, Table};
use crate::ontology::{Codebook, Country, Sector};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// A state or territory.
#[derive(Clone, Debug, PartialEq)]
pub struct CountryEntry {
    /// ISO 3166-1 alpha-3; the withdrawn code for states of the past.
    pub code: Country,
    /// ISO 3166-1 alpha-2.
    pub iso2: Option<String>,
    /// The English short name.
    pub name: String,
    /// What the text may call it: `kingdom`, `republic`, `emirate`, …
    pub form: Option<String>,
    /// Correlates of War number.
    pub cow: Option<u16>,
    /// Gleditsch–Ward number.
    pub gw: Option<u16>,
    /// When it existed.
    pub period: Period,
}

/// The numbers of a state in the lists of others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct StateNumbers {
    /// Correlates of War number.
    pub cow: Option<u16>,
    /// Gleditsch–Ward number.
    pub gw: Option<u16>,
}

/// From a civil day to a civil day, both included; either may be open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub to: Option<Date>,
}

impl Period {
    /// Whether a day lies within.
    pub fn holds(self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// Whether the two share a day.
    pub fn overlaps(self, other: Period) -> bool {
        self.from.is_none_or(|from| other.to.is_none_or(|to| from <= to))
            && other.from.is_none_or(|from| self.to.is_none_or(|to| from <= to))
    }
}

/// How a word stands for a country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum WordKind {
    /// `Russia`
    Name,
    /// `Russian`
    Adjective,
    /// `Americans`
    National,
    /// `Moscow`: the government only where it acts.
    Capital,
    /// `the Kremlin`: always an organ of the state.
    Seat,
    /// `New Mexico`: holds a country's name and is none.
    Other,
}

/// A word or phrase for a country.
#[derive(Clone, Debug, PartialEq)]
pub struct CountryWord {
    /// As it is written, with its capitals.
    pub phrase: String,
    /// Which country; none for `Other`.
    pub country: Option<Country>,
    /// How it stands for it.
    pub kind: WordKind,
    /// For a seat, whose seat it is.
    pub sectors: Vec<Sector>,
    /// When the word had this meaning.
    pub period: Period,
}

/// All countries and their words.
#[derive(Clone, Debug, Default)]
pub struct CountryTables {
    countries: BTreeMap<Country, CountryEntry>,
    words: Vec<CountryWord>,
    phrase_of_form: BTreeMap<String, Vec<Country>>,
    other_numbers: BTreeMap<Country, Vec<(Period, StateNumbers)>>,
}

impl CountryTables {
    /// The country of a code.
    pub fn get(&self, code: Country) -> Option<&CountryEntry> {
        self.countries.get(&code)
    }

    /// The numbers of a state on a day; none before it was one and after.
    /// Without a day, none if they ever changed.
    pub fn numbers(&self, code: Country, day: Option<Date>) -> StateNumbers {
        let Some(entry) = self.countries.get(&code) else { return StateNumbers::default() };
        let usual = StateNumbers { cow: entry.cow, gw: entry.gw };
        match (day, self.other_numbers.get(&code)) {
            (Some(day), _) if !entry.period.holds(day) => StateNumbers::default(),
            (Some(day), Some(others)) => others.iter().find(|(period, _)| period.holds(day)).map_or(usual, |&(_, numbers)| numbers),
            (None, Some(others)) if others.iter().any(|&(_, numbers)| numbers != StateNumbers::default()) => StateNumbers::default(),
            (None, _) | (_, None) => usual,
        }
    }

    /// When a country was a state with numbers in the two lists.
    pub fn statehood(&self, code: Country) -> Period {
        let mut period = self.countries.get(&code).map(|entry| entry.period).unwrap_or_default();
        for (before, numbers) in self.other_numbers.get(&code).into_iter().flatten() {
            if *numbers == StateNumbers::default() && before.from.is_none() {
                period.from = period.from.max(before.to.and_then(|day| day.tomorrow().ok()));
            }
        }
        period
    }

    /// All countries, by code.
    pub fn iter(&self) -> impl Iterator<Item = &CountryEntry> {
        self.countries.values()
    }

    /// All words, in the order of the tables.
    pub fn words(&self) -> &[CountryWord] {
        &self.words
    }

    /// The countries that call themselves by a form, such as `kingdom`.
    pub fn of_form(&self, form: &str) -> &[Country] {
        self.phrase_of_form.get(form).map_or(&[], Vec::as_slice)
    }
}

/// Reads `data/country/`.
pub fn read(sources: &Sources, codebook: &Codebook, problems: &mut Problems) -> CountryTables {
    let mut tables = CountryTables::default();
    for source in sources.named("country/country.tsv") {
        let table = Table::read(source, &["code", "iso2", "name", "form", "cow", "gw", "from", "to"], problems);
        for row in table.rows() {
            let Some(code) = code(&row, "code", problems) else { continue };
            let form = row.optional("form").map(str::to_owned);
            if let Some(form) = &form {
                tables.phrase_of_form.entry(form.clone()).or_default().push(code);
            }
            let entry = CountryEntry {
                code,
                iso2: row.optional("iso2").map(str::to_owned),
                name: row.cell("name").to_owned(),
                form,
                cow: number(&row, "cow", problems),
                gw: number(&row, "gw", problems),
                period: period(&row, problems),
            };
            tables.countries.insert(code, entry);
        }
    }
    numbers(sources, &mut tables, problems);
    for source in sources.named("country/word.tsv") {
        let table = Table::read(source, &["phrase", "country", "kind", "sectors", "from", "to"], problems);
        for row in table.rows() {
            tables.words.extend(word(&row, codebook, &tables.countries, problems));
        }
    }
    tables
}

/// The times in which a state had other numbers than it has, or none.
fn numbers(sources: &Sources, tables: &mut CountryTables, problems: &mut Problems) {
    for source in sources.named("country/number.tsv") {
        let table = Table::read(source, &["country", "cow", "gw", "from", "to"], problems);
        for row in table.rows() {
            let Some(country) = code(&row, "country", problems) else { continue };
            if !tables.countries.contains_key(&country) {
                row.problem(problems, format!("the country `{country}` is not in country.tsv"));
                continue;
            }
            let numbers = StateNumbers { cow: number(&row, "cow", problems), gw: number(&row, "gw", problems) };
            tables.other_numbers.entry(country).or_default().push((period(&row, problems), numbers));
        }
    }
}

fn word(row: &Row<'_>, codebook: &Codebook, countries: &BTreeMap<Country, CountryEntry>, problems: &mut Problems) -> Option<CountryWord> {
    let kind = match row.cell("kind") {
        "name" => WordKind::Name,
        "adjective" => WordKind::Adjective,
        "national" => WordKind::National,
        "capital" => WordKind::Capital,
        "seat" => WordKind::Seat,
        "other" => WordKind::Other,
        found => {
            row.problem(problems, format!("the kind is `{found}`, wanted name, adjective, national, capital, seat or other"));
            return None;
        }
    };
    let country = row.optional("country").and_then(Country::new);
    if kind != WordKind::Other && country.is_none_or(|country| !countries.contains_key(&country) && !is_international(country)) {
        row.problem(problems, format!("the country `{}` is not in country.tsv", row.cell("country")));
        return None;
    }
    let phrase = row.cell("phrase").to_owned();
    Some(CountryWord { phrase, country, kind, sectors: sectors(row, codebook, problems), period: period(row, problems) })
}

/// Whether a code stands in the place of a country for international actors.
pub(super) fn is_international(code: Country) -> bool {
    matches!(code.as_str(), "UNO" | "EUR" | "IGO" | "NGO" | "ISM" | "IMG" | "MNC")
}

/// Reads a three-letter code.
pub(super) fn code(row: &Row<'_>, column: &str, problems: &mut Problems) -> Option<Country> {
    let code = Country::new(row.cell(column));
    if code.is_none() {
        row.problem(problems, format!("the {column} is `{}`, wanted three capital letters", row.cell(column)));
    }
    code
}

/// Reads sectors set apart by commas; unknown ones are problems.
pub(super) fn sectors(row: &Row<'_>, codebook: &Codebook, problems: &mut Problems) -> Vec<Sector> {
    let mut found = Vec::new();
    for name in row.cell("sectors").split(',').map(str::trim).filter(|name| !name.is_empty()) {
        match Sector::new(name).filter(|&sector| codebook.sector(sector).is_some()) {
            Some(sector) => found.push(sector),
            None => row.problem(problems, format!("the sector `{name}` is not in ontology/sector.tsv")),
        }
    }
    found
}

/// Reads `from` and `to`.
pub(super) fn period(row: &Row<'_>, problems: &mut Problems) -> Period {
    let from = day(row, "from", false, problems);
    let to = day(row, "to", true, problems);
    if let (Some(from), Some(to)) = (from, to)
        && from > to
    {
        row.problem(problems, format!("the period ends on {to}, before it starts on {from}"));
    }
    Period { from, to }
}

/// Reads a year, month or day as its first or last day.
fn day(row: &Row<'_>, column: &str, last: bool, problems: &mut Problems) -> Option<Date> {
    let cell = row.optional(column)?;
    let parsed = parse_day(cell, last);
    if parsed.is_none() {
        row.problem(problems, format!("the date in `{column}` is `{cell}`, wanted YYYY, YYYY-MM or YYYY-MM-DD"));
    }
    parsed
}

fn parse_day(cell: &str, last: bool) -> Option<Date> {
    let mut parts = cell.split('-');
    let year: i16 = parts.next().filter(|part| part.len() == 4)?.parse().ok()?;
    let month: Option<i8> = parts.next().map(str::parse).transpose().ok()?;
    let day: Option<i8> = parts.next().map(str::parse).transpose().ok()?;
    if parts.next().is_some() {
        return None;
    }
    let month_or_edge = month.unwrap_or(if last { 12 } else { 1 });
    let first = Date::new(year, month_or_edge, day.unwrap_or(1)).ok()?;
    Some(if last && day.is_none() { first.last_of_month() } else { first })
}

fn number(row: &Row<'_>, column: &str, problems: &mut Problems) -> Option<u16> {
    let cell = row.optional(column)?;
    let value = cell.parse().ok();
    if value.is_none() {
        row.problem(problems, format!("the {column} number is `{cell}`, wanted digits"));
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cell: &str, last: bool, expect: &str) {
        assert_eq!(parse_day(cell, last).map_or("none".to_owned(), |day| day.to_string()), expect, "{cell}");
    }

    /// A state, a day and its numbers in the two lists, `-` for none.
    #[test]
    fn numbers_follow_the_day() {
        let mut problems = Problems::default();
        let sources = Sources::embedded();
        let tables = read(&sources, &crate::resource::codebook::read(&sources, &mut problems), &mut problems);
        let check = |country: &str, day: &str, expect: &str| {
            let day = (!day.is_empty()).then(|| day.parse().expect("the day is valid"));
            let found = tables.numbers(Country::new(country).expect("the code is valid"), day);
            let shown = |number: Option<u16>| number.map_or("-".to_owned(), |number| number.to_string());
            assert_eq!(format!("{}/{}", shown(found.cow), shown(found.gw)), expect, "{country} {day:?}");
        };
        check("DEU", "2018-12-29", "255/260");
        check("DEU", "1989-11-09", "260/260");
        check("DDR", "1989-11-09", "265/265");
        check("DDR", "1991-01-01", "-/-");
        check("DEU", "", "-/-");
        check("YEM", "2018-12-29", "679/678");
        check("YEM", "1989-01-01", "678/678");
        check("YMD", "1989-01-01", "680/680");
        check("SRB", "2018-12-29", "345/340");
        check("SRB", "2005-01-01", "-/-");
        check("SCG", "2005-01-01", "345/345");
        check("YUG", "1995-01-01", "345/345");
        check("YUG", "2018-12-29", "-/-");
        check("SUN", "1990-01-01", "365/365");
        check("SUN", "1992-01-01", "-/-");
        check("UKR", "1990-01-01", "-/-");
        check("UKR", "2018-12-29", "369/369");
        check("CSK", "1992-06-01", "315/315");
        check("CZE", "1992-06-01", "-/-");
        check("CZE", "1993-06-01", "316/316");
        check("SSD", "2011-07-09", "626/626");
        check("SSD", "2011-07-08", "-/-");
        check("SDN", "2005-01-01", "625/625");
        check("FRA", "", "220/220");
        check("ABW", "2018-12-29", "-/-");
    }

    #[test]
    fn days() {
        check("2004", false, "2004-01-01");
        check("2004", true, "2004-12-31");
        check("2004-02", true, "2004-02-29");
        check("2004-02-03", true, "2004-02-03");
        check("2018-13-45", false, "none");
        check("04-02-03", false, "none");
        check("2004-02-03-04", false, "none");
    }
}
