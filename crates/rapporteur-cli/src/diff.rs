//! `diff`: what differs between two states of a record, or two records.

use crate::answer::{Cut, tell};
use crate::arguments::DiffArguments;
use crate::ask::view;
use crate::failure::Failure;
use crate::open::{open, refusal};
use crate::tally::Tally;

/// Runs the command.
pub fn run(arguments: &DiffArguments) -> Result<Tally, Failure> {
    if arguments.other.is_none() && arguments.from.is_none() {
        return Err(Failure::Message("comparing states: found none to compare with, wanted --from or a second record".to_owned()));
    }
    let later_path = arguments.other.as_deref().unwrap_or(&arguments.record);
    let earlier = open(&arguments.record, arguments.from.as_deref(), &arguments.data)?;
    let later = open(later_path, arguments.to.as_deref(), &arguments.data)?;
    let rows = earlier.difference(&later).map_err(refusal(&arguments.record))?;
    tell(&rows, &view::DIFFERENCES, arguments.format, None, Cut::Last)
}
