//! Dates of publication in the notations of metadata and pages.
//!
//! An instant gives the civil day that is written, whatever its zone. A
//! notation that can be read as two days gives none.

use super::calendar::MONTHS;
use jiff::civil::Date;

/// Why a notation gives no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It names no such day: `2018-13-45`.
    NoSuchDay,
    /// It can be read as two days: `03/04/2018`.
    Ambiguous,
    /// It has a time of day but no day: `4:58 PM ET`.
    NoDay,
    /// It is no notation of a date that is known here.
    NotADate,
}

impl Refusal {
    /// The kind of diagnostic.
    pub fn kind(self) -> &'static str {
        match self {
            Refusal::Ambiguous => "ambiguous-date",
            _ => "bad-date",
        }
    }

    /// What was wanted instead.
    pub fn wanted(self) -> &'static str {
        match self {
            Refusal::NoSuchDay => "a day of the calendar as YYYY-MM-DD",
            Refusal::Ambiguous => "day and month that cannot be exchanged, as in YYYY-MM-DD",
            Refusal::NoDay => "a day, not only a month or a time",
            Refusal::NotADate => "a date as YYYY-MM-DD",
        }
    }
}

/// Reads a date of publication in any usual notation.
///
/// # Errors
/// Why the notation gives no day.
pub fn parse(stated: &str) -> Result<Date, Refusal> {
    let parts = split(stated);
    if let [Part::Number { value, digits, .. }] = parts[..] {
        return from_one_number(value, digits);
    }
    let date_parts = without_time(&parts);
    if let Some(month_at) = date_parts.iter().position(|part| matches!(part, Part::Month(_))) {
        return from_named_month(&date_parts, month_at);
    }
    from_numbers(&date_parts, parts.len() > date_parts.len())
}

/// The first date printed in a line that hardly holds anything else, such as
/// `Published 29 December 2018` or `Posted on January 3, 2019 by admin`.
pub fn printed(line: &str) -> Option<Date> {
    let parts = split(line);
    let month_at = parts.iter().position(|part| matches!(part, Part::Month(_)))?;
    from_named_month(&without_time(&parts), month_at).ok()
}

/// The date in the path of an address, such as `/2018/12/29/` or
/// `/2018/dec/29/`.
pub fn in_url(url: &str) -> Option<Date> {
    let segments: Vec<&str> = url.split(['/', '?', '#']).collect();
    segments.windows(3).find_map(|window| {
        let [year, month, date] = window else { return None };
        let number = |segment: &str, digits: usize| segment.parse::<i64>().ok().filter(|_| segment.len() <= digits);
        let year = number(year, 4).filter(|_| year.len() == 4)?;
        let month = number(month, 2).or_else(|| month_number(month).map(i64::from))?;
        day(year, month, number(date, 2)?).ok()
    })
}

/// The number of a month's name or abbreviation in English, from 1.
pub fn month_number(word: &str) -> Option<i8> {
    let word = word.to_lowercase();
    if !(3..=9).contains(&word.len()) {
        return None;
    }
    let word = if word == "sept" { "sep" } else { &word };
    let place = MONTHS.iter().position(|month| *month == word || (word.len() == 3 && month.starts_with(word)))?;
    Some(place as i8 + 1)
}

/// A day, if the calendar has it and a report can be that old.
pub fn day(year: i64, month: i64, day: i64) -> Result<Date, Refusal> {
    if !(1500..=2500).contains(&year) {
        return Err(Refusal::NoSuchDay);
    }
    let month = i8::try_from(month).map_err(|_| Refusal::NoSuchDay)?;
    let day = i8::try_from(day).map_err(|_| Refusal::NoSuchDay)?;
    Date::new(year as i16, month, day).map_err(|_| Refusal::NoSuchDay)
}

/// A piece of a notation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// Digits, and the character after them (`\0` at the end).
    Number { value: i64, digits: usize, next: char },
    /// The name of a month.
    Month(i8),
    /// Another word.
    Word,
}

/// Splits a notation into numbers and words; more than a few hundred bytes
/// are no notation of a date.
fn split(stated: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut chars = stated.chars().take(300).peekable();
    while let Some(&c) = chars.peek() {
        if c.is_ascii_digit() {
            let (mut value, mut digits) = (0i64, 0);
            while let Some(digit) = chars.peek().and_then(|c| c.to_digit(10)) {
                value = value.saturating_mul(10).saturating_add(i64::from(digit));
                digits += 1;
                chars.next();
            }
            parts.push(Part::Number { value, digits, next: chars.peek().copied().unwrap_or('\0') });
        } else if c.is_alphabetic() {
            let mut word = String::new();
            while let Some(c) = chars.next_if(|c| c.is_alphabetic()) {
                word.push(c);
            }
            parts.push(month_number(&word).map_or(Part::Word, Part::Month));
        } else {
            chars.next();
        }
    }
    parts
}

/// The parts without the time of day: hours, minutes, seconds, fraction and
/// offset.
fn without_time(parts: &[Part]) -> Vec<Part> {
    let mut kept = Vec::new();
    let mut in_clock = false;
    for part in parts {
        // A number is part of a clock if it ends in a colon, or if the one
        // before it did or was joined to it by a point or sign.
        let Part::Number { next, .. } = part else {
            in_clock = false;
            kept.push(*part);
            continue;
        };
        if *next == ':' || in_clock {
            in_clock = matches!(next, ':' | '.' | '+' | '-');
        } else {
            kept.push(*part);
        }
    }
    kept
}

/// `20181229` or seconds or milliseconds since 1970.
fn from_one_number(value: i64, digits: usize) -> Result<Date, Refusal> {
    let seconds = match digits {
        8 => return day(value / 10_000, value / 100 % 100, value % 100),
        9 | 10 => value,
        12 | 13 => value / 1000,
        _ => return Err(Refusal::NotADate),
    };
    // Days since 1970-01-01 in UTC: metadata has no other zone to go by.
    let days = seconds.div_euclid(86_400);
    let days = jiff::Span::new().try_days(days).map_err(|_| Refusal::NotADate)?;
    jiff::civil::date(1970, 1, 1).checked_add(days).map_err(|_| Refusal::NotADate)
}

/// `29 December 2018`, `Dec. 29, 2018`, `2018 December 29`.
fn from_named_month(parts: &[Part], month_at: usize) -> Result<Date, Refusal> {
    let Some(Part::Month(month)) = parts.get(month_at).copied() else { return Err(Refusal::NotADate) };
    let number = |at: Option<usize>| match at.and_then(|at| parts.get(at)) {
        Some(Part::Number { value, digits, .. }) => Some((*value, *digits)),
        _ => None,
    };
    // `29th of December` has words between day and month.
    let before = (1..=3).map(|step| number(month_at.checked_sub(step))).find(Option::is_some).flatten();
    let after = number(Some(month_at + 1));
    // `December 29th, 2018` has the word `th` between day and year.
    let later = (2..=3).map(|step| number(Some(month_at + step))).find(Option::is_some).flatten();
    let month = i64::from(month);
    match (before, after, later) {
        (Some((first, ..=2)), Some((year, 4)), _) => day(year, month, first),
        (_, Some((first, ..=2)), Some((year, 4))) => day(year, month, first),
        (Some((year, 4)), Some((first, ..=2)), _) => day(year, month, first),
        (Some((first, ..=2)), Some((year, 2)), _) => day(short_year(year), month, first),
        _ => Err(Refusal::NoDay),
    }
}

/// The year meant by two digits: from 1970 to 2069.
pub fn short_year(year: i64) -> i64 {
    if year >= 70 { 1900 + year } else { 2000 + year }
}

/// `2018-12-29`, `29/12/2018`, `12/29/18`.
fn from_numbers(parts: &[Part], had_time: bool) -> Result<Date, Refusal> {
    let numbers: Vec<(i64, usize)> = parts
        .iter()
        .filter_map(|part| if let Part::Number { value, digits, .. } = part { Some((*value, *digits)) } else { None })
        .collect();
    match numbers[..] {
        [(year, 4), (month, ..=2), (date, ..=2), ..] => day(year, month, date),
        [(first, ..=2), (second, ..=2), (year, 4), ..] => day_month(first, second, year),
        [(first, ..=2), (second, ..=2), (year, 2)] if !had_time => day_month(first, second, short_year(year)),
        [(compact, 8), ..] => day(compact / 10_000, compact / 100 % 100, compact % 100),
        [(_, 4), (_, ..=2)] | [] => Err(if had_time || !numbers.is_empty() { Refusal::NoDay } else { Refusal::NotADate }),
        _ if had_time => Err(Refusal::NoDay),
        _ => Err(Refusal::NotADate),
    }
}

/// Day and month in either order, if only one order can be meant.
fn day_month(first: i64, second: i64, year: i64) -> Result<Date, Refusal> {
    match (first, second) {
        _ if first == second => day(year, first, second),
        (13.., 1..=12) => day(year, second, first),
        (1..=12, 13..) => day(year, first, second),
        (1..=12, 1..=12) => Err(Refusal::Ambiguous),
        _ => Err(Refusal::NoSuchDay),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(stated: &str, expect: &str) {
        let shown = match parse(stated) {
            Ok(date) => date.to_string(),
            Err(refusal) => format!("{refusal:?}"),
        };
        assert_eq!(shown, expect, "{stated}");
    }

    #[test]
    fn notations() {
        for stated in [
            "2018-12-29",
            "2018-12-29T16:58:00Z",
            "2018-12-29T16:58:00.123+03:00",
            "2018-12-29 16:58",
            "2018/12/29",
            "20181229",
            "20181229T165800Z",
            "Sat, 29 Dec 2018 16:58:00 GMT",
            "Sat, 29 Dec 2018 16:58:00 +0300",
            "29 December 2018",
            "29th of December, 2018",
            "December 29, 2018",
            "December 29th, 2018",
            "Dec. 29, 2018 4:58 PM ET",
            "4:58 PM ET, Sat December 29, 2018",
            "Updated 1658 GMT (0058 HKT) December 29, 2018",
            "29-Dec-2018",
            "29 DEC 18",
            "29/12/2018",
            "12/29/2018",
            "29.12.2018",
            "12/29/18",
            "1546041600",
            "1546041600000",
        ] {
            check(stated, "2018-12-29");
        }
        check("03/03/2018", "2018-03-03");
        check("3 JAN 90", "1990-01-03");
        check("Sept. 3, 2019", "2019-09-03");
        check("0", "NotADate");
    }

    #[test]
    fn refused() {
        check("2018-13-45", "NoSuchDay");
        check("2018-02-30", "NoSuchDay");
        check("31/31/2018", "NoSuchDay");
        check("03/04/2018", "Ambiguous");
        check("3.4.2018", "Ambiguous");
        check("4:58 PM ET", "NoDay");
        check("December 2018", "NoDay");
        check("2018", "NotADate");
        check("yesterday", "NotADate");
        check("", "NotADate");
        check("9999999999999999999999999", "NotADate");
        check("---", "NotADate");
    }

    #[test]
    fn dates_in_addresses() {
        let shown = |url| in_url(url).map(|date| date.to_string());
        assert_eq!(shown("https://news.example/world/2018/12/29/talks").as_deref(), Some("2018-12-29"));
        assert_eq!(shown("https://news.example/2018/dec/29/talks").as_deref(), Some("2018-12-29"));
        assert_eq!(shown("https://news.example/2018/13/29/talks"), None);
        assert_eq!(shown("https://news.example/a"), None);
    }

    #[test]
    fn printed_dates() {
        assert_eq!(printed("Posted on January 3, 2019 by admin").map(|date| date.to_string()).as_deref(), Some("2019-01-03"));
        assert_eq!(printed("By the numbers"), None);
    }
}
