//! Days and intervals of statements compared.

use super::statement::{Statement, When};
use jiff::civil::Date;

/// The days from one date to another; negative if the other is earlier.
pub(super) fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(i64::MAX, |span| i64::from(span.get_days()))
}

/// The day of what a statement tells: the first of its own days if these are
/// known, else the day of the report.
pub(super) fn day_of(statement: &Statement) -> Option<Date> {
    statement.time.as_ref().and_then(|time| time.start.or(time.end)).or(statement.published)
}

/// First and last day; the ends that are open are set by the other end.
pub(super) fn span_of(time: &When) -> Option<(Date, Date)> {
    let start = time.start.or(time.end)?;
    let end = time.end.or(time.start)?;
    Some((start.min(end), start.max(end)))
}

/// The days that lie between two intervals; 0 if they touch or overlap.
pub(super) fn gap(one: (Date, Date), other: (Date, Date)) -> i64 {
    if one.1 < other.0 {
        days_between(one.1, other.0)
    } else if other.1 < one.0 {
        days_between(other.1, one.0)
    } else {
        0
    }
}

/// The number of days of an interval.
pub(super) fn width(interval: (Date, Date)) -> i64 {
    days_between(interval.0, interval.1) + 1
}
