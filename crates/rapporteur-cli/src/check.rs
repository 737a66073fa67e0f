//! `data check`: every mistake in the tables of facts.

use crate::arguments::CheckArguments;
use crate::failure::Failure;
use crate::tally::Tally;
use rapporteur::resource::Resources;
use std::path::{Path, PathBuf};

/// Prints the notes and the mistakes, one a line; no mistake is a success.
pub fn run(arguments: &CheckArguments) -> Result<Tally, Failure> {
    let folders: Vec<&Path> = arguments.data.iter().map(PathBuf::as_path).collect();
    let mut tally = Tally::default();
    let (resources, problems, notes) = Resources::check(&folders);
    for note in &notes {
        eprintln!("note: {note}");
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
