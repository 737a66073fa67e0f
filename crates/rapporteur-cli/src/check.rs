//! `data check`: every mistake in the tables of facts.

use crate::arguments::CheckArguments;
use crate::failure::Failure;
use crate::tally::Tally;
use rapporteur::resource::Resources;
use std::path::{Path, PathBuf};

/// Prints the mistakes, one a line; none is a success.
pub fn run(arguments: &CheckArguments) -> Result<Tally, Failure> {
    let folders: Vec<&Path> = arguments.data.iter().map(PathBuf::as_path).collect();
    let mut tally = Tally::default();
    match Resources::load(&folders) {
        Ok(resources) => eprintln!("the tables are in order (digest {})", resources.digest),
        Err(problems) => {
            for problem in &problems {
                eprintln!("error: {problem}");
            }
            eprintln!("{} mistakes in the tables", problems.len());
            tally.failed = problems.len() as u64;
        }
    }
    Ok(tally)
}
