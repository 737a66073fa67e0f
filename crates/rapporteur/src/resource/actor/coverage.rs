//! For how many of the days since some day the tables know who headed a state.

use super::{ActorTables, CountryTables};
use crate::ontology::Country;
use crate::resource::country::Period;
use jiff::civil::Date;

/// Offices whose holder is a head of state.
const HEADS_OF_STATE: [&str; 4] = ["president", "monarch", "supreme-leader", "governor-general"];

/// Offices whose holder is a head of government.
const HEADS_OF_GOVERNMENT: [&str; 1] = ["prime-minister"];

/// How far the tables know the holders of some offices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// Which offices.
    pub title: &'static str,
    /// The first and the last day that were looked at.
    pub period: (Date, Date),
    /// Days of all states together.
    pub days: u64,
    /// Days of these with a known holder.
    pub covered: u64,
    /// States and their days without one, most first.
    pub missing: Vec<(Country, u64)>,
}

impl std::fmt::Display for Coverage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let percent = self.covered as f64 * 100.0 / self.days.max(1) as f64;
        write!(
            f,
            "{} are known for {percent:.1} % of {} days of states from {} to {}",
            self.title, self.days, self.period.0, self.period.1
        )?;
        let shown: Vec<String> =
            self.missing.iter().take(12).map(|(country, days)| format!("{country} {:.1}", *days as f64 / 365.25)).collect();
        if shown.is_empty() { Ok(()) } else { write!(f, "; most years are missing of {}", shown.join(", ")) }
    }
}

/// Measures the tables from a day to the last day that they name: heads of
/// state of all states in the list of Gleditsch and Ward, and heads of
/// government of those whose head of government has an office of its own.
pub fn coverage(actors: &ActorTables, countries: &CountryTables, since: Date) -> Vec<Coverage> {
    let named = actors.tenures.iter().flat_map(|tenure| [tenure.period.from, tenure.period.to]).flatten();
    let until = named.max().unwrap_or(since).max(since);
    let states: Vec<(Country, Period)> = countries
        .iter()
        .filter(|entry| entry.gw.is_some())
        .map(|entry| (entry.code, clip(countries.statehood(entry.code), since, until)))
        .filter(|(_, period)| period.from <= period.to)
        .collect();
    let measured = |title, kinds: &[&str], needs_office: bool| {
        let mut coverage = Coverage { title, period: (since, until), days: 0, covered: 0, missing: Vec::new() };
        for &(country, period) in &states {
            let held = held(actors, country, kinds);
            if held.is_none() && !needs_office {
                continue;
            }
            let (all, covered) = (length(period), union_within(held.unwrap_or_default(), period));
            coverage.days += all;
            coverage.covered += covered;
            if covered < all {
                coverage.missing.push((country, all - covered));
            }
        }
        coverage.missing.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        coverage
    };
    vec![measured("heads of state", &HEADS_OF_STATE, true), measured("heads of government", &HEADS_OF_GOVERNMENT, false)]
}

/// The periods in which somebody held an office of some kinds; none if the
/// country has no such office.
fn held(actors: &ActorTables, country: Country, kinds: &[&str]) -> Option<Vec<Period>> {
    let offices: Vec<u32> =
        kinds.iter().filter_map(|&kind| actors.offices_of.get(&(country.as_str().to_owned(), kind.to_owned())).copied()).collect();
    let tenures = offices.iter().flat_map(|&office| &actors.tenures_of_office[office as usize]);
    (!offices.is_empty()).then(|| tenures.map(|&tenure| actors.tenures[tenure as usize].period).collect())
}

fn clip(period: Period, since: Date, until: Date) -> Period {
    Period { from: Some(period.from.unwrap_or(since).max(since)), to: Some(period.to.unwrap_or(until).min(until)) }
}

/// The days from the first to the last one, both counted.
fn length(period: Period) -> u64 {
    let (Some(from), Some(to)) = (period.from, period.to) else { return 0 };
    u64::try_from((to - from).get_days()).map_or(0, |days| days + 1)
}

/// How many days of a closed period lie in one of some others.
fn union_within(periods: Vec<Period>, within: Period) -> u64 {
    let (Some(since), Some(until)) = (within.from, within.to) else { return 0 };
    let mut clipped: Vec<Period> = periods.into_iter().map(|period| clip(period, since, until)).filter(|p| p.from <= p.to).collect();
    clipped.sort_by_key(|period| period.from);
    let (mut covered, mut reached) = (0, None);
    for period in clipped {
        // A day that belongs to two holders counts once.
        let from = match (reached, period.from) {
            (Some(reached), Some(from)) if from <= reached => reached.tomorrow().ok(),
            (_, from) => from,
        };
        covered += if from <= period.to { length(Period { from, to: period.to }) } else { 0 };
        reached = reached.max(period.to);
    }
    covered
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(text: &str) -> Period {
        let (from, to) = text.split_once("..").expect("the period has two ends");
        Period { from: from.parse().ok(), to: to.parse().ok() }
    }

    fn check(periods: &[&str], expect: u64) {
        let within = period("2000-01-01..2000-01-31");
        assert_eq!(union_within(periods.iter().map(|text| period(text)).collect(), within), expect, "{periods:?}");
    }

    #[test]
    fn days_count_once() {
        check(&[], 0);
        check(&[".."], 31);
        check(&["1999-05-01..2000-01-10", "2000-01-10..2000-01-12"], 12);
        check(&["2000-01-05..2000-01-20", "2000-01-07..2000-01-09"], 16);
        check(&["2000-01-30..", "..2000-01-02"], 4);
        check(&["2001-01-01.."], 0);
    }
}
