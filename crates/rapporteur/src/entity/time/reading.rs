//! What the words of an expression say, before it is known which dates they
//! mean: `last Friday` is a weekday with a direction.

use super::fit::Extent;
use super::word::Item;
use super::{Granularity, Modifier};
use crate::evidence::Span;
use crate::resource::time::class::DAYPART_NAMES;
use crate::resource::time::pattern::Makes;
use crate::resource::time::{Class, TimeTables};

/// Units of time, from short to long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
    Millennium,
}

const UNITS: [Unit; 13] = [
    Unit::Second,
    Unit::Minute,
    Unit::Hour,
    Unit::Day,
    Unit::Weekend,
    Unit::Week,
    Unit::Fortnight,
    Unit::Month,
    Unit::Quarter,
    Unit::Year,
    Unit::Decade,
    Unit::Century,
    Unit::Millennium,
];

impl Unit {
    /// The TIMEX3 letter, and whether it stands after `T`.
    pub fn letter(self) -> (&'static str, bool) {
        match self {
            Unit::Second => ("S", true),
            Unit::Minute => ("M", true),
            Unit::Hour => ("H", true),
            Unit::Day => ("D", false),
            Unit::Weekend => ("WE", false),
            Unit::Week | Unit::Fortnight => ("W", false),
            Unit::Month => ("M", false),
            Unit::Quarter => ("Q", false),
            Unit::Year => ("Y", false),
            Unit::Decade => ("DE", false),
            Unit::Century => ("CE", false),
            Unit::Millennium => ("ML", false),
        }
    }

    /// The size that the record publishes.
    pub fn granularity(self) -> Granularity {
        match self {
            Unit::Second | Unit::Minute | Unit::Hour => Granularity::Hour,
            Unit::Day => Granularity::Day,
            Unit::Weekend | Unit::Week | Unit::Fortnight => Granularity::Week,
            Unit::Month => Granularity::Month,
            Unit::Quarter => Granularity::PartOfYear,
            Unit::Year => Granularity::Year,
            Unit::Decade | Unit::Century | Unit::Millennium => Granularity::Decade,
        }
    }
}

/// The count and unit of a TIMEX3 duration such as `P3W`; none for hours and
/// for counts that are vague or broken.
pub(super) fn parse_duration(value: &str) -> Option<(i32, Unit)> {
    let value = value.strip_prefix('P')?;
    let digits = value.find(|c: char| !c.is_ascii_digit())?;
    let unit = UNITS.into_iter().find(|unit| unit.letter() == (&value[digits..], false))?;
    Some((value[..digits].parse().ok()?, unit))
}

/// Which one of a row of like units is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// `last`: the one before the time of speaking.
    Last,
    /// `this`.
    This,
    /// `next`, `coming`: the one after the time of speaking.
    Next,
    /// `previous`: the one before the time spoken of.
    Previous,
    /// `following`, `the next`: the one after the time spoken of.
    Following,
    /// `same`, `that`.
    Same,
}

/// To which side of which date a count of units leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Before the time of speaking.
    Ago,
    /// Before the time spoken of.
    Before,
    /// After the time spoken of.
    After,
    /// After the time of speaking.
    Hence,
}

/// How many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Count {
    /// Halves: `two and a half` is 5.
    Halves(i32),
    /// A number with decimals, as it is written.
    Decimal(Span),
    /// `several`.
    Vague,
}

/// What kind of expression it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Kind {
    #[default]
    Calendar,
    Shift(Side),
    Duration,
    Set,
    Past,
    Present,
    Future,
    Nothing,
}

/// The meaning of an expression as far as its words give it.
#[derive(Clone, Debug, Default)]
pub(super) struct Reading {
    pub kind: Kind,
    pub year: Option<i32>,
    /// `'14`.
    pub short_year: Option<i32>,
    /// The first year of a decade or century, and which of the two it is.
    pub years: Option<(i32, Unit)>,
    /// Whether years are counted before the common era.
    pub before_era: bool,
    pub month: Option<i8>,
    pub day: Option<i8>,
    pub weekday: Option<i8>,
    pub season: Option<usize>,
    /// 1 or 2.
    pub half: Option<i32>,
    /// 1 to 4.
    pub quarter: Option<i32>,
    pub holiday: Option<usize>,
    pub daypart: Option<usize>,
    /// Minutes since midnight.
    pub clock: Option<i32>,
    pub unit: Option<Unit>,
    pub count: Option<Count>,
    pub direction: Option<Direction>,
    /// Days from the day of speaking.
    pub day_offset: Option<i32>,
    /// It lasts until the next day: `overnight`.
    pub through_night: bool,
    pub modifier: Option<Modifier>,
    pub frequency: Option<usize>,
    /// A preposition or a bracket before it makes it a date of the story.
    pub narrated: bool,
}

impl Reading {
    /// Whether it gives a time of day and not the day.
    pub fn is_clock_only(&self) -> bool {
        let day = self.day.is_some() || self.weekday.is_some() || self.day_offset.is_some() || self.holiday.is_some();
        let other = self.year.is_some() || self.month.is_some() || self.season.is_some() || self.unit.is_some() || self.direction.is_some();
        (self.clock.is_some() || self.daypart.is_some()) && !day && !other
    }
}

/// Builds the reading of one extent; none if the words make no sense.
pub(super) fn read(makes: Makes, extent: &Extent, items: &[Item], cores: &[Reading], tables: &TimeTables) -> Option<Reading> {
    let mut reading = Reading::default();
    let mut builder = Builder { reading: &mut reading, items, cores, tables, hour: None, ordinal: None };
    for &(class, at) in &extent.captures {
        builder.take(class, at)?;
    }
    builder.finish(makes, extent)?;
    Some(reading)
}

struct Builder<'a> {
    reading: &'a mut Reading,
    items: &'a [Item],
    cores: &'a [Reading],
    tables: &'a TimeTables,
    hour: Option<i32>,
    ordinal: Option<i32>,
}

impl Builder<'_> {
    fn take(&mut self, class: Class, at: usize) -> Option<()> {
        let value = self.items[at].value_as(self.tables, class);
        let reading = &mut *self.reading;
        match class {
            Class::Core => self.narrow(value as usize),
            Class::Month | Class::WeakMonth => reading.month = Some(value as i8),
            Class::Day | Class::DayOrdinal => reading.day = Some(value as i8),
            Class::Weekday => reading.weekday = Some(value as i8),
            Class::Season => reading.season = Some(value as usize),
            Class::Unit | Class::Units => reading.unit = UNITS.get(value as usize).copied(),
            Class::Daypart | Class::Dayparts => reading.daypart = Some(value as usize),
            Class::Moment | Class::Clock => reading.clock = Some(value),
            Class::Military | Class::FullHour => reading.clock = Some(value / 100 * 60 + value % 100),
            Class::Number | Class::Numeral => {
                self.hour = Some(value);
                reading.count = Some(Count::Halves(value.checked_mul(2)?));
            }
            Class::Decimal => reading.count = Some(Count::Decimal(self.items[at].span)),
            Class::Ordinal => self.ordinal = Some(value),
            Class::Vague => reading.count = Some(Count::Vague),
            Class::Year | Class::OldYear | Class::AnyYear => reading.year = Some(value),
            Class::TwoDigits | Class::ShortYear => reading.short_year = Some(value),
            Class::Decade => reading.years = Some((value, Unit::Decade)),
            Class::FullDate => {
                reading.year = Some(value / 10_000);
                reading.month = Some((value / 100 % 100) as i8);
                reading.day = Some((value % 100) as i8);
            }
            Class::Part | Class::Edge => reading.modifier = [Modifier::Start, Modifier::Mid, Modifier::End].get(value as usize).copied(),
            Class::Approximately => {
                reading.modifier = [Modifier::Approx, Modifier::LessThan, Modifier::MoreThan].get(value as usize).copied()
            }
            Class::Direction => self.reading.direction = Some(self.direction(value, at)),
            Class::Shift | Class::Side => {
                reading.kind = Kind::Shift([Side::Ago, Side::Before, Side::After, Side::Hence].get(value as usize).copied()?);
            }
            Class::RelativeDay => reading.day_offset = Some(value),
            Class::RelativeNight => {
                reading.day_offset = Some(value);
                reading.daypart = DAYPART_NAMES.iter().position(|name| *name == "NI");
                reading.through_night = value < 0;
            }
            Class::Era => reading.before_era = value == 0,
            Class::Meridiem => self.half_day(value)?,
            Class::Frequency => reading.frequency = Some(value as usize),
            Class::Holiday => reading.holiday = Some(value as usize),
            Class::Counted
            | Class::Pronoun
            | Class::SeasonNoun
            | Class::Numbered
            | Class::Preposition
            | Class::Will
            | Class::Binds
            | Class::Is
            | Class::Did
            | Class::Plural
            | Class::Name
            | Class::Letters => {}
        }
        Some(())
    }

    /// `next` after `the` counts from the time spoken of.
    fn direction(&self, value: i32, at: usize) -> Direction {
        let the = self.tables.word_id("the");
        let anaphoric = at.checked_sub(1).is_some_and(|before| self.items[before].word == the);
        match value {
            1 => Direction::This,
            2 if anaphoric => Direction::Following,
            2 | 6 => Direction::Next,
            3 => Direction::Previous,
            4 => Direction::Following,
            5 => Direction::Same,
            _ => Direction::Last,
        }
    }

    /// Makes the hour before `a.m.` or `p.m.` a time of day.
    fn half_day(&mut self, value: i32) -> Option<()> {
        let hour = self.hour.map(|hour| hour.saturating_mul(60));
        if let Some(clock) = self.reading.clock.or(hour) {
            if !(0..13 * 60).contains(&clock) {
                return None;
            }
            self.reading.clock = Some(clock % 720 + 720 * value);
            self.reading.count = None;
        }
        Some(())
    }

    /// Takes over from an inner expression what is not given here.
    fn narrow(&mut self, core: usize) {
        let Some(inner) = self.cores.get(core) else { return };
        let outer = std::mem::replace(self.reading, inner.clone());
        let reading = &mut *self.reading;
        reading.month = outer.month.or(reading.month);
        reading.day = outer.day.or(reading.day);
        reading.season = outer.season.or(reading.season);
        reading.daypart = outer.daypart.or(reading.daypart);
        reading.clock = outer.clock.or(reading.clock);
        reading.modifier = outer.modifier.or(reading.modifier);
        reading.weekday = outer.weekday.or(reading.weekday);
        reading.holiday = outer.holiday.or(reading.holiday);
        if outer.day.is_some() || outer.month.is_some() || outer.season.is_some() || outer.holiday.is_some() {
            // `August of that year`: the direction belongs to the year.
            reading.unit = reading.unit.filter(|unit| *unit >= Unit::Month);
        }
        reading.direction = reading.direction.or(outer.direction);
    }

    fn finish(mut self, makes: Makes, extent: &Extent) -> Option<()> {
        self.apply_era()?;
        let reading = &mut *self.reading;
        match makes {
            Makes::Calendar | Makes::Narrowed => {
                if let Some(ordinal) = self.ordinal {
                    reading.day = Some(i8::try_from(ordinal).ok()?);
                }
                if let Some((first, Unit::Decade)) = reading.years
                    && (20..100).contains(&first)
                    && !reading.before_era
                {
                    reading.years = Some((1900 + first, Unit::Decade));
                }
                reading.count = None;
            }
            Makes::Relative => {}
            Makes::Shift => {
                if reading.count.is_none() {
                    // `a week ago`, but `weeks ago`.
                    let plural = extent.captures.iter().any(|&(class, _)| class == Class::Units);
                    reading.count = Some(if plural { Count::Vague } else { Count::Halves(2) });
                }
                matches!(reading.kind, Kind::Shift(_)).then_some(())?;
            }
            Makes::Duration => {
                reading.kind = Kind::Duration;
                let plural = extent.captures.iter().any(|&(class, _)| class == Class::Units);
                let count = reading.count.unwrap_or(if plural { Count::Vague } else { Count::Halves(2) });
                reading.count = Some(count);
                self.halves(extent);
            }
            Makes::Set => reading.kind = Kind::Set,
            Makes::Past => reading.kind = Kind::Past,
            Makes::Present => reading.kind = Kind::Present,
            Makes::Future => reading.kind = Kind::Future,
            Makes::Half => reading.half = Some(self.ordinal.filter(|n| (1..=2).contains(n))?),
            Makes::SecondHalf => reading.half = Some(2),
            Makes::Century => {
                let number = self.ordinal?;
                let first = if reading.before_era { -100 * number + 1 } else { 100 * (number - 1) };
                reading.years = Some((first, Unit::Century));
            }
            Makes::Rate => {
                reading.kind = Kind::Set;
                reading.count = Some(Count::Halves(2));
            }
            Makes::Weekend => reading.unit = Some(Unit::Weekend),
            Makes::Quarter => reading.quarter = Some(self.ordinal.filter(|n| (1..=4).contains(n))?),
            Makes::Nothing => reading.kind = Kind::Nothing,
        }
        Some(())
    }

    /// `half` before or after the count: `half a year`, `two and a half`.
    fn halves(&mut self, extent: &Extent) {
        let half = self.tables.word_id("half");
        let found = self.items[extent.start..extent.end].iter().any(|item| item.word == half && half != 0);
        if !found {
            return;
        }
        self.reading.count = match self.reading.count {
            Some(Count::Halves(halves)) if self.hour.is_some() => Some(Count::Halves(halves.saturating_add(1))),
            Some(Count::Halves(_)) => Some(Count::Halves(1)),
            other => other,
        };
    }

    /// Years before the common era are counted as astronomers do: 1 BC is 0.
    fn apply_era(&mut self) -> Option<()> {
        let reading = &mut *self.reading;
        if reading.before_era
            && let Some(year) = reading.year.filter(|year| *year > 0)
        {
            reading.year = Some(1 - year);
        }
        (reading.year.is_none_or(|year| (-4000..2200).contains(&year))).then_some(())
    }
}
