//! The statements of a block in a fixed order, and what they have in common
//! as reports.

use super::statement::{Speaker, Statement};
use crate::ontology::{Factuality, Polarity};
use jiff::civil::Date;

/// The statements by day of publication, article, sentence and id; those
/// without a day last; each id once.
pub(super) fn in_order<'s>(statements: impl IntoIterator<Item = &'s Statement>) -> Vec<&'s Statement> {
    let mut sorted: Vec<&Statement> = statements.into_iter().collect();
    let key = |statement: &&'s Statement| {
        let Statement { published, article, sentence, id, .. } = *statement;
        (published.is_none(), *published, article.as_str(), *sentence, id.as_str())
    };
    sorted.sort_by(|a, b| key(a).cmp(&key(b)));
    sorted.dedup_by(|a, b| a.id == b.id);
    sorted
}

/// Their ids.
pub(super) fn ids(statements: &[&Statement]) -> Vec<String> {
    statements.iter().map(|statement| statement.id.clone()).collect()
}

/// The first and the last day of publication.
pub(super) fn reported(statements: &[&Statement]) -> (Option<Date>, Option<Date>) {
    let days = || statements.iter().filter_map(|statement| statement.published);
    (days().min(), days().max())
}

/// Who says it; none if the outlet itself does.
pub(super) fn speaker(statement: &Statement) -> Option<Speaker> {
    statement.attribution.first().cloned()
}

/// Whether it is told as a fact of the past or present.
pub(super) fn is_actual(statement: &Statement) -> bool {
    statement.polarity == Polarity::Positive
        && matches!(statement.factuality, Factuality::Asserted | Factuality::Reported | Factuality::Alleged)
}

/// Whether it is told as something to come, or only thought of.
pub(super) fn is_ahead(factuality: Factuality) -> bool {
    use Factuality::{Hoped, Hypothetical, Planned, Pledged, Scheduled, Threatened};
    matches!(factuality, Pledged | Threatened | Scheduled | Planned | Hoped | Hypothetical)
}

/// Groups of statements that come from one pen: the same outlet, or texts
/// that repeat one another. Each group lists places in the given slice.
pub(super) fn independent(statements: &[&Statement]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (at, statement) in statements.iter().enumerate() {
        let same_pen = |&other: &usize| {
            let other = statements[other];
            other.original == statement.original || other.outlet.is_some() && other.outlet == statement.outlet
        };
        let (joined, mut apart): (Vec<Vec<usize>>, Vec<Vec<usize>>) = groups.into_iter().partition(|group| group.iter().any(same_pen));
        let mut group: Vec<usize> = joined.into_iter().flatten().collect();
        group.push(at);
        apart.push(group);
        groups = apart;
    }
    groups
}

/// The value that most have; of equally frequent ones the least.
pub(super) fn most<T: Ord + Clone>(values: impl IntoIterator<Item = T>) -> Option<T> {
    let mut counts: std::collections::BTreeMap<T, usize> = std::collections::BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    counts.into_iter().min_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0))).map(|(value, _)| value)
}
