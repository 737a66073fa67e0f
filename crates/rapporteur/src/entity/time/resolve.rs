//! From the words to dates: against the publication date, or against the
//! date that the text last spoke of.
//!
//! News speaks from its day of publication: `April` is the April before it.
//! A narrative speaks from where it has come to: `April` is the April near
//! the last date. Which of the two a text is shows in the dates so far, so
//! that nothing that follows can change a date.

use super::calendar::{Stretch, add_days, add_months, add_units, easter, year_name};
use super::reading::{Count, Direction, Kind, Reading, Side, Unit};
use super::{Granularity, Interval, Tense, Timex, TimexType};
use crate::resource::time::class::{DAYPART_NAMES, FREQUENCY_VALUES, SEASON_NAMES};
use crate::resource::time::{DayRule, TimeTables};
use jiff::civil::Date;

/// What is known when an expression is reached.
#[derive(Clone, Debug)]
pub(super) struct Context {
    published: Option<Date>,
    /// The last date of the story.
    reference: Option<Reference>,
    /// How far the explicit dates show a narrative of another time.
    distance: i32,
    sentence: u32,
}

#[derive(Clone, Debug)]
struct Reference {
    stretch: Stretch,
    sentence: u32,
    /// It lies far from the publication, as its year or the dates before say.
    far: bool,
}

/// A date this many days before publication is of another story.
const FAR_DAYS: i32 = 500;
/// A month that began so few days ago is meant rather than the next one,
/// if that lies so many days ahead.
const JUST_PAST_DAYS: i32 = 75;
const FAR_AHEAD_DAYS: i32 = 250;
/// A month without a year may lie this many months before the last date.
const BACK_MONTHS: i32 = 3;
/// A year that is given alone and this far from the story is an aside.
const ASIDE_YEARS: i32 = 30;
/// With this much evidence a text is a narrative, so that months are of its
/// story. The evidence never exceeds `DEEP`, so that a text can turn.
const NARRATIVE: i32 = 4;
/// With this much even `last week` is.
const DEEP: i32 = 8;
/// So many sentences after a far date, a month still belongs to its story.
const NEAR_SENTENCES: u32 = 2;

impl Context {
    /// Nothing read yet.
    pub fn new(published: Option<Date>) -> Context {
        Context { published, reference: None, distance: 0, sentence: 0 }
    }

    /// Goes on to the next sentence.
    pub fn enter(&mut self) {
        self.sentence += 1;
    }

    /// Resolves one expression and moves the story to its date. None if the
    /// words are no time after all.
    pub fn resolve(&mut self, reading: &Reading, tense: Tense, text: &str, tables: &TimeTables) -> Option<Timex> {
        let timex = match reading.kind {
            Kind::Nothing => return None,
            Kind::Past => plain("PAST_REF"),
            Kind::Present => plain("PRESENT_REF"),
            Kind::Future => plain("FUTURE_REF"),
            Kind::Duration => duration(reading, text)?,
            Kind::Set => set(reading),
            Kind::Shift(side) => self.shift(reading, side)?,
            Kind::Calendar => self.calendar(reading, tense, tables)?,
        };
        Some(timex)
    }

    /// Whether the text so far tells a story of another time.
    fn is_narrative(&self) -> bool {
        self.distance >= NARRATIVE && self.reference.is_some()
    }

    /// Whether a month or weekday here is one of the story, not one of the
    /// weeks around the publication.
    fn continues_story(&self, tense: Tense) -> bool {
        let Some(reference) = &self.reference else { return self.published.is_none() };
        let past = self.sentence - reference.sentence;
        let near = past == 0 || past <= NEAR_SENTENCES && reference.stretch.granularity <= Granularity::Month;
        self.published.is_none() || self.is_narrative() || reference.far && near && tense != Tense::Future
    }

    /// The date that `today` and `last week` start from.
    fn now(&self) -> Option<Date> {
        self.published.and_then(|published| if self.distance >= DEEP { self.story() } else { Some(published) })
    }

    fn story(&self) -> Option<Date> {
        self.reference.as_ref().map(|reference| reference.stretch.first)
    }

    /// The date that `the next day` starts from.
    fn story_or_published(&self) -> Option<Date> {
        self.story().or(self.published)
    }

    fn calendar(&mut self, reading: &Reading, tense: Tense, tables: &TimeTables) -> Option<Timex> {
        let explicit = reading.year.is_some() || reading.years.is_some();
        let (found, anchor) = match self.stretch(reading, tense, tables) {
            Ok(found) => found,
            Err(Unresolved::Impossible) => return None,
            Err(Unresolved::Unknown) => return Some(open(reading)),
        };
        let mut timex = Timex {
            timex_type: TimexType::Date,
            value: found.value.clone(),
            interval: match reading.modifier {
                Some(modifier) => found.third(modifier),
                None => Some(found.interval()),
            },
            granularity: found.granularity,
            anchor,
            modifier: reading.modifier,
        };
        if reading.modifier.is_some() && timex.granularity == Granularity::Year {
            timex.granularity = Granularity::PartOfYear;
        }
        time_of_day(reading, &mut timex);
        if reading.through_night
            && let Some(interval) = &mut timex.interval
        {
            interval.end = interval.end.and_then(|end| add_days(end, 1));
        }
        self.remember(reading, found, explicit);
        Some(timex)
    }

    /// Moves the story on and weighs what the date says of the style.
    fn remember(&mut self, reading: &Reading, stretch: Stretch, explicit: bool) {
        let mut far = false;
        if let Some(published) = self.published {
            let days = stretch.last.until(published).map_or(i32::MAX, |span| span.get_days());
            far = explicit && days > FAR_DAYS;
            let speaks_of_now =
                matches!(reading.direction, Some(Direction::Last | Direction::This | Direction::Next)) || reading.day_offset.is_some();
            let weight = match (explicit, stretch.granularity) {
                (true, Granularity::Hour | Granularity::Day) if far => 3,
                (true, Granularity::Month) if far => 2,
                (true, Granularity::Year | Granularity::PartOfYear) if far => 1,
                (true, Granularity::Hour | Granularity::Day | Granularity::Month) => -2,
                (false, _) if speaks_of_now || reading.weekday.is_some() => -3,
                _ => 0,
            };
            self.distance = (self.distance + weight).clamp(-DEEP, DEEP);
            // A date that was found from the story is as far as the story.
            far |= !explicit && days > FAR_DAYS;
        }
        if self.moves_story(reading, &stretch) {
            // `late 1943` begins in September.
            let narrowed = reading.modifier.and_then(|modifier| stretch.third(modifier)).and_then(|interval| interval.start);
            let stretch = Stretch { first: narrowed.unwrap_or(stretch.first), ..stretch };
            self.reference = Some(Reference { stretch, sentence: self.sentence, far });
        }
    }

    /// Whether the story goes on from here, rather than the words naming
    /// something (`the 1960 election`) or looking aside.
    fn moves_story(&self, reading: &Reading, stretch: &Stretch) -> bool {
        let whole_year = stretch.granularity == Granularity::Year;
        if whole_year && self.published.is_some_and(|published| stretch.first > published) {
            return false;
        }
        let Some(reference) = &self.reference else { return reading.narrated && stretch.granularity != Granularity::Decade };
        match stretch.granularity {
            Granularity::Decade => false,
            Granularity::Year | Granularity::PartOfYear if !reading.narrated => false,
            // What is finer and in this year already says more.
            Granularity::Year if reading.modifier.is_none() && reference.stretch.first.year() == stretch.first.year() => false,
            _ if whole_year => (i32::from(reference.stretch.first.year()) - i32::from(stretch.first.year())).abs() <= ASIDE_YEARS,
            _ => true,
        }
    }

    fn stretch(&self, reading: &Reading, tense: Tense, tables: &TimeTables) -> Result<(Stretch, Option<Date>), Unresolved> {
        if let Some((first, unit)) = reading.years {
            let name = if unit == Unit::Decade && first < 100 && !reading.before_era { 1900 + first } else { first };
            return Stretch::years(name, unit, reading.before_era).map(|stretch| (stretch, None)).ok_or(Unresolved::Impossible);
        }
        if let Some(offset) = reading.day_offset {
            let now = self.now().ok_or(Unresolved::Unknown)?;
            if self.distance >= DEEP && self.reference.as_ref().is_some_and(|reference| reference.stretch.granularity > Granularity::Day) {
                return Err(Unresolved::Unknown);
            }
            return add_days(now, offset).map(|day| (Stretch::day(day), Some(now))).ok_or(Unresolved::Impossible);
        }
        if let Some(year) = self.year_of(reading)? {
            let year = i16::try_from(year).map_err(|_| Unresolved::Impossible)?;
            return in_year(reading, year, tables).map(|stretch| (stretch, None)).ok_or(Unresolved::Impossible);
        }
        if reading.month.is_some()
            || reading.season.is_some()
            || reading.holiday.is_some()
            || reading.half.is_some()
            || reading.quarter.is_some()
        {
            return self.nearest_year(reading, tense, tables);
        }
        if let Some(day) = reading.day {
            return self.day_of_month(day, reading.direction);
        }
        if let Some(weekday) = reading.weekday {
            return self.weekday(weekday, reading.direction, tense);
        }
        if let (Some(Unit::Weekend), None) = (reading.unit, reading.direction) {
            return self.weekend(tense);
        }
        if let Some(unit) = reading.unit {
            return self.unit(unit, reading.direction.unwrap_or(Direction::Same));
        }
        if reading.daypart.is_some() || reading.clock.is_some() {
            return self.same_day(reading);
        }
        Err(Unresolved::Impossible)
    }

    /// The year, if the words give it: `1944`, `'44`, `that year`.
    fn year_of(&self, reading: &Reading) -> Result<Option<i32>, Unresolved> {
        if reading.year.is_some() {
            return Ok(reading.year);
        }
        if let Some(short) = reading.short_year {
            let near = self.story_or_published().map_or(2000, |date| i32::from(date.year()));
            let guess = near.div_euclid(100) * 100 + short;
            // A short year is rarely of the future.
            return Ok(Some(if guess > near + 10 { guess - 100 } else { guess }));
        }
        let fields = reading.month.is_some()
            || reading.season.is_some()
            || reading.holiday.is_some()
            || reading.half.is_some()
            || reading.quarter.is_some();
        if let (Some(Unit::Year), Some(direction), true) = (reading.unit, reading.direction, fields) {
            let (stretch, _) = self.unit(Unit::Year, direction)?;
            return Ok(Some(i32::from(stretch.first.year())));
        }
        Ok(None)
    }

    /// A month, day of a month, season or feast without its year.
    fn nearest_year(&self, reading: &Reading, tense: Tense, tables: &TimeTables) -> Result<(Stretch, Option<Date>), Unresolved> {
        let anaphoric = matches!(reading.direction, Some(Direction::Previous | Direction::Following | Direction::Same));
        let narrative = anaphoric || reading.direction.is_none() && self.continues_story(tense);
        let base = if narrative { self.story_or_published() } else { self.now() }.ok_or(Unresolved::Unknown)?;
        let year = i32::from(base.year());
        let mut candidates = (year - 2..=year + 2).filter_map(|year| in_year(reading, i16::try_from(year).ok()?, tables));
        let found = match reading.direction {
            Some(Direction::Last | Direction::Previous) => candidates.rfind(|stretch| stretch.last < base && !same_unit(stretch, base)),
            Some(Direction::Next | Direction::Following) => candidates.find(|stretch| stretch.first > base),
            Some(Direction::This) if !narrative => candidates.find(|stretch| stretch.first.year() == base.year()),
            _ if narrative => {
                // After a mere year, months are of that year.
                let year_only = self.reference.as_ref().is_some_and(|reference| reference.stretch.granularity == Granularity::Year);
                let back = if year_only { 0 } else { BACK_MONTHS };
                let earliest = add_months(base, -back).ok_or(Unresolved::Impossible)?;
                candidates.find(|stretch| stretch.first >= earliest.first_of_month())
            }
            _ => {
                let past = candidates.clone().rfind(|stretch| stretch.first <= base);
                let future = candidates.find(|stretch| stretch.last >= base);
                let days = |stretch: &Option<Stretch>| {
                    stretch.as_ref().and_then(|stretch| stretch.first.until(base).ok()).map_or(i32::MAX, |span| span.get_days().abs())
                };
                // `In December he said that they would leave`: what is just
                // past is not of next year.
                let just_past = days(&past) <= JUST_PAST_DAYS && days(&future) >= FAR_AHEAD_DAYS;
                // `Promised to leave by 15 January`, of a December: a day
                // without its year is hardly of eleven months ago.
                let is_day = future.as_ref().is_some_and(|stretch| stretch.granularity == Granularity::Day);
                let just_ahead = is_day && days(&future) <= JUST_PAST_DAYS && days(&past) >= FAR_AHEAD_DAYS;
                if tense == Tense::Future && !just_past || just_ahead { future } else { past }
            }
        };
        found.map(|stretch| (stretch, Some(base))).ok_or(Unresolved::Impossible)
    }

    /// `the 25th`: of the month that the text speaks of.
    fn day_of_month(&self, day: i8, direction: Option<Direction>) -> Result<(Stretch, Option<Date>), Unresolved> {
        let month = match (&self.reference, self.published) {
            (Some(reference), _) if matches!(reference.stretch.granularity, Granularity::Day | Granularity::Hour | Granularity::Month) => {
                reference.stretch.first
            }
            (None, Some(published)) if direction.is_none() => published,
            _ => return Err(Unresolved::Unknown),
        };
        let date = Date::new(month.year(), month.month(), day).map_err(|_| Unresolved::Impossible)?;
        Ok((Stretch::day(date), Some(month)))
    }

    fn weekday(&self, weekday: i8, direction: Option<Direction>, tense: Tense) -> Result<(Stretch, Option<Date>), Unresolved> {
        let anaphoric = matches!(direction, Some(Direction::Previous | Direction::Following | Direction::Same));
        let fine = self.reference.as_ref().is_some_and(|reference| reference.stretch.granularity <= Granularity::Week);
        let narrative = anaphoric || direction.is_none() && self.continues_story(tense) && fine;
        let base = if narrative { self.story_or_published() } else { self.now() }.ok_or(Unresolved::Unknown)?;
        if narrative && self.reference.is_some() && !fine {
            return Err(Unresolved::Unknown);
        }
        // Days since the last such weekday, 0 if the base is one.
        let back = i32::from(base.weekday().to_monday_one_offset() - weekday).rem_euclid(7);
        let offset = match direction {
            Some(Direction::Last | Direction::Previous) if back == 0 => -7,
            Some(Direction::Last | Direction::Previous) => -back,
            Some(Direction::Next | Direction::Following) => 7 - back,
            _ if back == 0 => 0,
            Some(Direction::This) => 7 - back,
            _ if narrative || tense == Tense::Future => 7 - back,
            _ => -back,
        };
        add_days(base, offset).map(|day| (Stretch::day(day), Some(base))).ok_or(Unresolved::Impossible)
    }

    /// `at the weekend`: the last one, or the next one of what is to come.
    fn weekend(&self, tense: Tense) -> Result<(Stretch, Option<Date>), Unresolved> {
        let now = self.now().filter(|_| !self.is_narrative()).ok_or(Unresolved::Unknown)?;
        let this = Stretch::weekend(now).ok_or(Unresolved::Impossible)?;
        let is_over = this.first <= now;
        let found = if tense == Tense::Future || is_over { Some(this) } else { add_days(now, -7).and_then(Stretch::weekend) };
        found.map(|stretch| (stretch, Some(now))).ok_or(Unresolved::Impossible)
    }

    fn unit(&self, unit: Unit, direction: Direction) -> Result<(Stretch, Option<Date>), Unresolved> {
        let (base, count) = match direction {
            Direction::Last => (self.now(), -1),
            Direction::This => (self.now(), 0),
            Direction::Next => (self.now(), 1),
            Direction::Previous => (self.story_or_published(), -1),
            Direction::Following => (self.story(), 1),
            Direction::Same => (self.story(), 0),
        };
        let base = base.ok_or(Unresolved::Unknown)?;
        let anchored = !matches!(direction, Direction::Last | Direction::This | Direction::Next) || self.distance >= DEEP;
        if anchored && self.reference.as_ref().is_some_and(|reference| reference.stretch.granularity > unit.granularity()) {
            return Err(Unresolved::Unknown);
        }
        let moved = if count == 0 { Some(base) } else { add_units(base, count, unit) };
        moved.and_then(|date| Stretch::around(date, unit)).map(|stretch| (stretch, Some(base))).ok_or(Unresolved::Impossible)
    }

    /// `8 p.m.`, `that morning`: the day that the text speaks of.
    fn same_day(&self, reading: &Reading) -> Result<(Stretch, Option<Date>), Unresolved> {
        let deictic = matches!(reading.direction, Some(Direction::This | Direction::Last | Direction::Next)) && self.distance < DEEP;
        let base = match reading.direction {
            _ if deictic => self.published,
            Some(_) => self.story(),
            None if reading.clock.is_some() => self.story_or_published(),
            None => None,
        };
        let base = base.ok_or(Unresolved::Unknown)?;
        if !deictic && self.reference.as_ref().is_some_and(|reference| reference.stretch.granularity > Granularity::Day) {
            return Err(Unresolved::Unknown);
        }
        let offset = match reading.direction {
            Some(Direction::Last | Direction::Previous) => -1,
            Some(Direction::Next | Direction::Following) => 1,
            _ => 0,
        };
        add_days(base, offset).map(|day| (Stretch::day(day), Some(base))).ok_or(Unresolved::Impossible)
    }

    /// `two days ago`, `a week later`.
    fn shift(&mut self, reading: &Reading, side: Side) -> Option<Timex> {
        let unit = reading.unit?;
        let (base, sign) = match side {
            Side::Ago => (self.now(), -1),
            Side::Hence => (self.now(), 1),
            Side::Before => (self.story(), -1),
            Side::After => (self.story(), 1),
        };
        let vague = plain(if sign < 0 { "PAST_REF" } else { "FUTURE_REF" });
        let count = match reading.count? {
            Count::Halves(halves) if halves % 2 == 0 => halves / 2,
            _ => return Some(vague),
        };
        let Some(base) = base else { return Some(vague) };
        if unit < Unit::Day {
            let value = format!("{}TXX", Stretch::day(base).value);
            return Some(Timex { timex_type: TimexType::Time, value, granularity: Granularity::Hour, anchor: Some(base), ..vague });
        }
        let deictic = matches!(side, Side::Ago | Side::Hence) && self.distance < DEEP;
        let size = self.reference.as_ref().filter(|_| !deictic).map_or(Granularity::Day, |reference| reference.stretch.granularity);
        let moved = add_units(base, count.checked_mul(sign)?, unit)?;
        // A count of weeks from a day gives a day when the text counts days.
        let stretch = match unit {
            Unit::Day | Unit::Week | Unit::Fortnight if size > unit.granularity() => {
                return Some(Timex { value: placeholder(moved, unit), anchor: Some(base), ..vague });
            }
            Unit::Decade => Stretch::around(moved, Unit::Year)?,
            _ => Stretch::around(moved, unit)?,
        };
        let timex = Timex {
            timex_type: TimexType::Date,
            value: stretch.value.clone(),
            interval: Some(stretch.interval()),
            granularity: stretch.granularity,
            anchor: Some(base),
            modifier: reading.modifier,
        };
        self.remember(reading, stretch, false);
        Some(timex)
    }
}

/// Why there is no date.
enum Unresolved {
    /// The words make no date: 30 February.
    Impossible,
    /// The anchor is not known.
    Unknown,
}

/// The stretch that a reading's fields give in a year.
fn in_year(reading: &Reading, year: i16, tables: &TimeTables) -> Option<Stretch> {
    if let Some(number) = reading.holiday {
        let date = match tables.day_rule(number)? {
            DayRule::Fixed(month, day) => Date::new(year, month, day).ok()?,
            DayRule::Easter(days) => add_days(easter(year)?, days)?,
        };
        return Some(Stretch::day(date));
    }
    match (reading.month, reading.day, reading.season) {
        (Some(month), Some(day), _) => Some(Stretch::day(Date::new(year, month, day).ok()?)),
        (Some(month), None, _) => Stretch::month(year, month),
        (None, None, Some(season)) => Stretch::season(year, season),
        (None, Some(_), _) => None,
        (None, None, None) => match (reading.half, reading.quarter) {
            (Some(half), _) => Stretch::part_of_year(year, half, 6, 'H'),
            (_, Some(quarter)) => Stretch::part_of_year(year, quarter, 3, 'Q'),
            _ => Stretch::year(year),
        },
    }
}

fn same_unit(stretch: &Stretch, date: Date) -> bool {
    stretch.first <= date && date <= stretch.last
}

fn plain(value: &str) -> Timex {
    Timex {
        timex_type: TimexType::Date,
        value: value.to_owned(),
        interval: None,
        granularity: Granularity::Day,
        anchor: None,
        modifier: None,
    }
}

/// A value with placeholders for what is not known.
fn open(reading: &Reading) -> Timex {
    let mut timex = plain("XXXX");
    let (value, granularity) = match (reading.month, reading.day, reading.season, reading.weekday, reading.unit) {
        (Some(month), Some(day), ..) => (format!("XXXX-{month:02}-{day:02}"), Granularity::Day),
        (Some(month), None, ..) => (format!("XXXX-{month:02}"), Granularity::Month),
        (None, Some(day), ..) => (format!("XXXX-XX-{day:02}"), Granularity::Day),
        (_, _, Some(season), ..) => (format!("XXXX-{}", SEASON_NAMES.get(season).copied().unwrap_or("XX")), Granularity::PartOfYear),
        (_, _, _, Some(weekday), _) => (format!("XXXX-WXX-{weekday}"), Granularity::Day),
        (_, _, _, _, Some(Unit::Year)) => ("XXXX".to_owned(), Granularity::Year),
        (_, _, _, _, Some(Unit::Month)) => ("XXXX-XX".to_owned(), Granularity::Month),
        (_, _, _, _, Some(Unit::Week | Unit::Weekend)) => ("XXXX-WXX".to_owned(), Granularity::Week),
        (_, _, _, _, Some(Unit::Decade)) => ("XXX".to_owned(), Granularity::Decade),
        (_, _, _, _, Some(Unit::Century)) => ("XX".to_owned(), Granularity::Decade),
        _ => ("XXXX-XX-XX".to_owned(), Granularity::Day),
    };
    timex.value = value;
    timex.granularity = granularity;
    timex.modifier = reading.modifier;
    time_of_day(reading, &mut timex);
    timex
}

fn placeholder(date: Date, unit: Unit) -> String {
    let year = year_name(date.year());
    if unit == Unit::Day { format!("{year}-XX-XX") } else { format!("{year}-WXX") }
}

/// Adds the time of day to the value of a day.
fn time_of_day(reading: &Reading, timex: &mut Timex) {
    if timex.granularity != Granularity::Day {
        return;
    }
    let suffix = match (reading.clock, reading.daypart) {
        (Some(minutes), _) => format!("T{:02}:{:02}", minutes / 60, minutes % 60),
        (None, Some(part)) => format!("T{}", DAYPART_NAMES.get(part).copied().unwrap_or("XX")),
        _ => return,
    };
    timex.value.push_str(&suffix);
    timex.timex_type = TimexType::Time;
    timex.granularity = Granularity::Hour;
}

fn duration(reading: &Reading, text: &str) -> Option<Timex> {
    let mut unit = reading.unit?;
    let amount = match reading.count? {
        Count::Vague => "X".to_owned(),
        Count::Decimal(span) => span.of(text).to_owned(),
        Count::Halves(halves) => {
            let halves = match unit {
                Unit::Fortnight => {
                    unit = Unit::Week;
                    halves.checked_mul(2)?
                }
                _ => halves,
            };
            match halves % 2 {
                0 => (halves / 2).to_string(),
                _ if halves == 1 => ".5".to_owned(),
                _ => format!("{}.5", halves / 2),
            }
        }
    };
    let (letter, clock) = unit.letter();
    let value = format!("P{}{amount}{letter}", if clock { "T" } else { "" });
    Some(Timex {
        timex_type: TimexType::Duration,
        value,
        interval: None,
        granularity: unit.granularity(),
        anchor: None,
        modifier: reading.modifier,
    })
}

fn set(reading: &Reading) -> Timex {
    let mut timex = plain("XXXX-XX-XX");
    timex.timex_type = TimexType::Set;
    if let Some(value) = reading.frequency.and_then(|number| FREQUENCY_VALUES.get(number)) {
        timex.value = (*value).to_owned();
    } else if let Some(weekday) = reading.weekday {
        timex.value = format!("XXXX-WXX-{weekday}");
    } else if let Some(month) = reading.month {
        timex.value = format!("XXXX-{month:02}");
    } else if let Some(part) = reading.daypart {
        timex.value = format!("XXXX-XX-XXT{}", DAYPART_NAMES.get(part).copied().unwrap_or("XX"));
    } else if let Some(unit) = reading.unit {
        let (letter, clock) = unit.letter();
        let count = match reading.count {
            Some(Count::Halves(halves)) if halves % 2 == 0 => (halves / 2).to_string(),
            Some(_) => "X".to_owned(),
            None => String::new(),
        };
        timex.value = match (unit, &*count) {
            (Unit::Day, "") => "XXXX-XX-XX".to_owned(),
            (Unit::Week, "") => "XXXX-WXX".to_owned(),
            (Unit::Month, "") => "XXXX-XX".to_owned(),
            (Unit::Year, "") => "XXXX".to_owned(),
            _ => format!("P{}{}{letter}", if clock { "T" } else { "" }, if count.is_empty() { "1" } else { &count }),
        };
        timex.granularity = unit.granularity();
    }
    timex
}

/// The days of an interval with one end left open.
#[allow(dead_code, reason = "the event stage reads deadlines with it")]
pub(super) fn until(end: Option<Date>) -> Interval {
    Interval { start: None, end }
}
