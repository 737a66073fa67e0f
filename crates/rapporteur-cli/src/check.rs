//! `data check`: every mistake in the tables of facts.

use crate::arguments::CheckArguments;
use crate::failure::Failure;
use crate::tally::Tally;
use jiff::civil::{Date, date};
use rapporteur::resource::{Resources, actor};
use std::path::{Path, PathBuf};

/// From when on the heads of all states should be known.
const COVERED_SINCE: Date = date(1990, 1, 1);

/// Prints the notes and the mistakes, one a line; no mistake is a success.
pub fn run(arguments: &CheckArguments) -> Result<Tally, Failure> {
    let folders: Vec<&Path> = arguments.data.iter().map(PathBuf::as_path).collect();
    let mut tally = Tally::default();
    let (resources, problems, notes) = Resources::check(&folders);
    for note in &notes {
        eprintln!("note: {note}");
    }
    for coverage in actor::coverage(&resources.actors, &resources.countries, COVERED_SINCE) {
        eprintln!("coverage: {coverage}");
    }
    for problem in &problems {
        eprintln!("error: {problem}");
    }
    if problems.is_empty() {
        eprintln!("the tables are in order (digest {})", resources.digest);
    } else {
        eprintln!("{} mistakes in the tables", problems.len());
        tally.failed = problems.len() as u64;
    }
    Ok(tally)
}
