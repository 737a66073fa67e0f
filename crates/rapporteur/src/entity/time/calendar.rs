//! Arithmetic on civil dates, and how TIMEX3 writes them.

use super::reading::Unit;
use super::{Granularity, Interval, Modifier};
use crate::resource::time::class::SEASON_NAMES;
use jiff::Span;
use jiff::civil::Date;

/// A stretch of the calendar with its TIMEX3 value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    /// Its name.
    pub value: String,
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
    /// Its size.
    pub granularity: Granularity,
}

impl Stretch {
    /// One day.
    pub fn day(date: Date) -> Stretch {
        let value = format!("{}-{:02}-{:02}", year_name(date.year()), date.month(), date.day());
        Stretch { value, first: date, last: date, granularity: Granularity::Day }
    }

    /// The week from Monday to Sunday that holds a day.
    pub fn week(date: Date) -> Option<Stretch> {
        let first = add_days(date, -i32::from(date.weekday().to_monday_zero_offset()))?;
        let last = add_days(first, 6)?;
        let week = date.iso_week_date();
        let value = format!("{}-W{:02}", year_name(week.year()), week.week());
        Some(Stretch { value, first, last, granularity: Granularity::Week })
    }

    /// The Saturday and Sunday of the week that holds a day.
    pub fn weekend(date: Date) -> Option<Stretch> {
        let week = Stretch::week(date)?;
        Some(Stretch { value: format!("{}-WE", week.value), first: add_days(week.first, 5)?, ..week })
    }

    /// A month.
    pub fn month(year: i16, month: i8) -> Option<Stretch> {
        let first = Date::new(year, month, 1).ok()?;
        let value = format!("{}-{month:02}", year_name(year));
        Some(Stretch { value, first, last: first.last_of_month(), granularity: Granularity::Month })
    }

    /// A season of three months. Winter begins in the year that names it
    /// and ends in the next.
    pub fn season(year: i16, season: usize) -> Option<Stretch> {
        let first = Date::new(year, [3, 6, 9, 12].get(season).copied()?, 1).ok()?;
        let last = add_months(first, 2)?.last_of_month();
        let value = format!("{}-{}", year_name(year), SEASON_NAMES.get(season)?);
        Some(Stretch { value, first, last, granularity: Granularity::PartOfYear })
    }

    /// The `number`th of the parts of a year that are `months` long; `mark`
    /// is `Q` or `H`.
    pub fn part_of_year(year: i16, number: i32, months: i32, mark: char) -> Option<Stretch> {
        let first = Date::new(year, i8::try_from((number - 1) * months + 1).ok()?, 1).ok()?;
        let last = add_months(first, months - 1)?.last_of_month();
        Some(Stretch { value: format!("{}-{mark}{number}", year_name(year)), first, last, granularity: Granularity::PartOfYear })
    }

    /// A year.
    pub fn year(year: i16) -> Option<Stretch> {
        Some(Stretch {
            value: year_name(year),
            first: Date::new(year, 1, 1).ok()?,
            last: Date::new(year, 12, 31).ok()?,
            granularity: Granularity::Year,
        })
    }

    /// The decade or century that begins with a year. Before the common era
    /// `first` counts as the name does: 470 for the 470s.
    pub fn years(first: i32, unit: Unit, before_era: bool) -> Option<Stretch> {
        let length = if unit == Unit::Decade { 10 } else { 100 };
        let digits = if unit == Unit::Decade { 3 } else { 2 };
        let (start, value) = match (before_era, unit) {
            (true, Unit::Decade) => (-first - 8, format!("BC{:0digits$}", first / 10)),
            (true, _) => (first, format!("BC{:0digits$}", (-first) / 100)),
            (false, _) => (first, format!("{:0digits$}", first / length)),
        };
        let last = start + length - 1;
        Some(Stretch {
            value,
            first: Date::new(i16::try_from(start).ok()?, 1, 1).ok()?,
            last: Date::new(i16::try_from(last).ok()?, 12, 31).ok()?,
            granularity: Granularity::Decade,
        })
    }

    /// The unit that holds a day.
    pub fn around(date: Date, unit: Unit) -> Option<Stretch> {
        match unit {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => Some(Stretch::day(date)),
            Unit::Weekend => Stretch::weekend(date),
            Unit::Week | Unit::Fortnight => Stretch::week(date),
            Unit::Month => Stretch::month(date.year(), date.month()),
            Unit::Quarter => Stretch::part_of_year(date.year(), i32::from(date.month() - 1) / 3 + 1, 3, 'Q'),
            Unit::Year => Stretch::year(date.year()),
            Unit::Decade | Unit::Century | Unit::Millennium if date.year() <= 0 => {
                let name = 1 - i32::from(date.year());
                match unit {
                    Unit::Decade => Stretch::years(name / 10 * 10, Unit::Decade, true),
                    _ => Stretch::years(-(name / 100 + 1) * 100 + 1, Unit::Century, true),
                }
            }
            Unit::Decade => Stretch::years(i32::from(date.year()) / 10 * 10, Unit::Decade, false),
            Unit::Century | Unit::Millennium => Stretch::years(i32::from(date.year()) / 100 * 100, Unit::Century, false),
        }
    }

    /// Both ends as the record publishes them.
    pub fn interval(&self) -> Interval {
        Interval { start: Some(self.first), end: Some(self.last) }
    }

    /// The first, middle or last third, by whole months of a year, by days of
    /// a month, by years of a decade.
    pub fn third(&self, modifier: Modifier) -> Option<Interval> {
        let number = match modifier {
            Modifier::Start => 0,
            Modifier::Mid => 1,
            Modifier::End => 2,
            _ => return Some(self.interval()),
        };
        let (first, last) = match self.granularity {
            Granularity::Year => {
                let first = add_months(self.first, number * 4)?;
                (first, add_months(first, 3)?.last_of_month())
            }
            Granularity::Month if number < 2 => {
                let first = add_days(self.first, number * 10)?;
                (first, add_days(first, 9)?)
            }
            Granularity::Month => (add_days(self.first, 20)?, self.last),
            _ => {
                let days = self.first.until(self.last).ok()?.get_days() + 1;
                let cut = |part: i32| add_days(self.first, days * part / 3);
                (cut(number)?, add_days(cut(number + 1)?, -1)?.max(cut(number)?))
            }
        };
        Some(Interval { start: Some(first), end: Some(last) })
    }
}

/// The year as TIMEX3 writes it: four digits, `BC0490` before the common era.
pub(super) fn year_name(year: i16) -> String {
    match year {
        ..=0 => format!("BC{:04}", 1 - i32::from(year)),
        _ => format!("{year:04}"),
    }
}

/// A date some days on; none beyond the calendar's end.
pub(super) fn add_days(date: Date, days: i32) -> Option<Date> {
    date.checked_add(Span::new().try_days(i64::from(days)).ok()?).ok()
}

/// A date some months on, at most the last day of that month.
pub(super) fn add_months(date: Date, months: i32) -> Option<Date> {
    date.checked_add(Span::new().try_months(i64::from(months)).ok()?).ok()
}

/// A date some units on; none for units shorter than a day.
pub(super) fn add_units(date: Date, count: i32, unit: Unit) -> Option<Date> {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour => None,
        Unit::Day => add_days(date, count),
        Unit::Weekend | Unit::Week => add_days(date, count.checked_mul(7)?),
        Unit::Fortnight => add_days(date, count.checked_mul(14)?),
        Unit::Month => add_months(date, count),
        Unit::Quarter => add_months(date, count.checked_mul(3)?),
        Unit::Year => add_months(date, count.checked_mul(12)?),
        Unit::Decade => add_months(date, count.checked_mul(120)?),
        Unit::Century => add_months(date, count.checked_mul(1200)?),
        Unit::Millennium => add_months(date, count.checked_mul(12000)?),
    }
}

/// Easter Sunday of a year in the Gregorian calendar, by the rule of Gauss
/// in the form of Meeus (Astronomical Algorithms, chapter 8).
pub(super) fn easter(year: i16) -> Option<Date> {
    let year = i32::from(year);
    let golden = year.rem_euclid(19);
    let (century, rest) = (year.div_euclid(100), year.rem_euclid(100));
    let leap = century / 4;
    let moon = (century + 8) / 25;
    let solar = (century - moon + 1) / 3;
    let epact = (19 * golden + century - leap - solar + 15).rem_euclid(30);
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4).rem_euclid(7);
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let sum = epact + weekday - 7 * late + 114;
    Date::new(i16::try_from(year).ok()?, i8::try_from(sum / 31).ok()?, i8::try_from(sum % 31 + 1).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(stretch: Option<Stretch>, expect: &str) {
        let stretch = stretch.expect("the stretch exists");
        assert_eq!(format!("{} {}..{}", stretch.value, stretch.first, stretch.last), expect);
    }

    #[test]
    fn stretches() {
        let day = Date::constant(2018, 12, 29);
        check(Some(Stretch::day(day)), "2018-12-29 2018-12-29..2018-12-29");
        check(Stretch::week(day), "2018-W52 2018-12-24..2018-12-30");
        check(Stretch::weekend(day), "2018-W52-WE 2018-12-29..2018-12-30");
        check(Stretch::month(2020, 2), "2020-02 2020-02-01..2020-02-29");
        check(Stretch::season(1941, 3), "1941-WI 1941-12-01..1942-02-28");
        check(Stretch::around(day, Unit::Quarter), "2018-Q4 2018-10-01..2018-12-31");
        check(Stretch::part_of_year(2008, 2, 6, 'H'), "2008-H2 2008-07-01..2008-12-31");
        check(Stretch::years(1990, Unit::Decade, false), "199 1990-01-01..1999-12-31");
        check(Stretch::years(1800, Unit::Century, false), "18 1800-01-01..1899-12-31");
        check(Stretch::years(470, Unit::Decade, true), "BC047 -000478-01-01..-000469-12-31");
    }

    #[test]
    fn easter_sundays() {
        for (year, month, day) in [(1916, 4, 23), (1972, 4, 2), (2018, 4, 1), (2019, 4, 21), (2038, 4, 25)] {
            assert_eq!(easter(year), Some(Date::constant(year, month, day)));
        }
    }
}
