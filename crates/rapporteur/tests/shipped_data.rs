//! The shipped tables load without a problem.

#![allow(clippy::unwrap_used, reason = "a broken assumption should end the run with its place")]

use rapporteur::resource::{Problems, Resources, Sources};

#[test]
fn the_shipped_data_has_no_problem() {
    let mut problems = Problems::default();
    let resources = Resources::build(&Sources::embedded(), &mut problems);
    let shown: Vec<String> = problems.into_sorted().iter().map(ToString::to_string).collect();
    assert!(shown.is_empty(), "{}", shown.join("\n"));
    assert!(resources.patterns.list.len() > 100, "{} patterns", resources.patterns.list.len());
}
