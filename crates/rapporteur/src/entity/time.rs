//! Time expressions and the civil dates that they denote.

use jiff::civil::Date;

/// The size of the unit that an expression names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Granularity {
    /// Hours or parts of a day.
    Hour,
    /// Days.
    Day,
    /// Weeks.
    Week,
    /// Months.
    Month,
    /// Quarters, seasons, halves, `early 2019`.
    PartOfYear,
    /// Years.
    Year,
    /// Decades, centuries and longer.
    Decade,
}

impl Granularity {
    /// The published name.
    pub fn name(self) -> &'static str {
        match self {
            Granularity::Hour => "hour",
            Granularity::Day => "day",
            Granularity::Week => "week",
            Granularity::Month => "month",
            Granularity::PartOfYear => "part-of-year",
            Granularity::Year => "year",
            Granularity::Decade => "decade",
        }
    }
}

/// The TIMEX3 class of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TimexType {
    /// A calendar point or interval.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// A recurring time.
    Set,
}

impl TimexType {
    /// The TIMEX3 name.
    pub fn name(self) -> &'static str {
        match self {
            TimexType::Date => "DATE",
            TimexType::Time => "TIME",
            TimexType::Duration => "DURATION",
            TimexType::Set => "SET",
        }
    }
}

/// A time expression, resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timex {
    /// The TIMEX3 class.
    pub timex_type: TimexType,
    /// The TIMEX3 value, such as `2018-12-29`, `2018-W51`, `P3D`, `PRESENT_REF`.
    pub value: String,
    /// The first and last civil day, both included; none for durations, sets
    /// and expressions whose anchor is not known. Either end may be open.
    pub interval: Option<Interval>,
    /// The size of the unit.
    pub granularity: Granularity,
    /// The date that the expression was resolved against, if it needed one.
    pub anchor: Option<Date>,
}

/// Civil days from the first to the last, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Interval {
    /// The first day; none if it is open.
    pub start: Option<Date>,
    /// The last day; none if it is open.
    pub end: Option<Date>,
}
