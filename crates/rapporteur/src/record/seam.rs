//! Months, and what lies on both sides of their ends.
//!
//! Events are worked out month by month. What is told of the last days of one
//! month and the first of the next stands in the blocks of both; both work
//! out the same events across the end, and the earlier month has them.

use super::report::is_ahead;
use super::statement::Statement;
use super::{Block, day::day_of};
use jiff::ToSpan;
use jiff::civil::Date;

/// The days on each side of a month's end. Mentions that lie further apart
/// than two days contradict each other.
const WIDTH: i64 = 2;

/// A month, by its first day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Month(Date);

impl Month {
    fn of_day(day: Date) -> Month {
        Month(day.first_of_month())
    }

    /// The month of a block of events; none if it is of undated ones.
    pub fn of_block(block: &Block) -> Option<Month> {
        let (_, month) = block.rest().rsplit_once('/')?;
        format!("{month}-01").parse().ok().map(Month)
    }

    /// Whether a statement is of this month.
    pub fn has(self, statement: &Statement) -> bool {
        day_of(statement).is_some_and(|day| Month::of_day(day) == self)
    }

    /// Whether a statement lies beside the first day of this month. What is
    /// still to come may be told again for weeks and lies beside none.
    pub fn begins_near(self, statement: &Statement) -> bool {
        !is_ahead(statement.factuality) && day_of(statement).is_some_and(|day| is_near(self.0, day))
    }

    /// The month after this.
    pub fn next(self) -> Option<Month> {
        self.0.checked_add(1.month()).ok().map(Month)
    }
}

impl std::fmt::Display for Month {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{:02}", self.0.year(), self.0.month())
    }
}

/// The month of a day, and the one whose end or beginning is near.
pub(super) fn months_near(day: Date) -> Vec<Month> {
    let month = Month::of_day(day);
    let before = is_near(month.0, day).then(|| month.0.checked_sub(1.month()).ok().map(Month)).flatten();
    let after = month.next().filter(|next| is_near(next.0, day));
    before.into_iter().chain([month]).chain(after).collect()
}

/// Whether a day is one of the last before the first of a month, or of its first.
fn is_near(first: Date, day: Date) -> bool {
    (-WIDTH..WIDTH).contains(&super::day::days_between(first, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(day: &str, expect: &[&str]) {
        let months: Vec<String> = months_near(day.parse().unwrap()).iter().map(Month::to_string).collect();
        assert_eq!(months, expect);
    }

    #[test]
    fn days_near_the_end_of_a_month() {
        check("2030-12-15", &["2030-12"]);
        check("2030-12-29", &["2030-12"]);
        check("2030-12-30", &["2030-12", "2031-01"]);
        check("2031-01-02", &["2030-12", "2031-01"]);
        check("2031-01-03", &["2031-01"]);
        check("2028-02-28", &["2028-02", "2028-03"]);
    }

    #[test]
    fn the_month_of_a_block() {
        let month = |name: &str| Month::of_block(&Block::new(name)).map(|month| month.to_string());
        assert_eq!(month("event/force/2018-12").as_deref(), Some("2018-12"));
        assert_eq!(month("event/force/undated"), None);
    }
}
