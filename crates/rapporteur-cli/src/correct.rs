//! `correct`: what an analyst says of a row.

use crate::arguments::{CorrectArguments, VerdictArgument};
use crate::failure::Failure;
use crate::open::{CODER, refusal_of, time};
use crate::setup::load_resources;
use crate::tally::Tally;
use rapporteur_store::record::{Correcting, Record, Verdict};

/// Runs the command.
pub fn run(arguments: &CorrectArguments) -> Result<Tally, Failure> {
    let verdict = match arguments.verdict {
        VerdictArgument::Confirm => Verdict::Confirm,
        VerdictArgument::Reject => Verdict::Reject,
        VerdictArgument::Amend => Verdict::Amend,
    };
    let changes = changes(arguments)?;
    let refuse = refusal_of("correcting", &arguments.record);
    if arguments.reason.trim().is_empty() {
        return Err(Failure::Message("correcting the record: found an empty reason, wanted why".to_owned()));
    }
    let facts = load_resources(&arguments.data)?;
    let mut record = Record::open_existing(&arguments.record).map_err(refuse)?;
    record.set_time(Some(time(arguments.at)));
    let correcting = Correcting { id: &arguments.id, verdict, changes: &changes, reason: arguments.reason.trim() };
    let id = record.correct(&facts, &correcting).map_err(refuse)?;
    record.settle(&facts, CODER).map_err(refuse)?;
    let state = record.last_state().map_err(refuse)?.unwrap_or(0);
    eprintln!("{} {id}; state {state}", ["confirmed", "rejected", "amended"][verdict as usize]);
    Ok(Tally::default())
}

/// The fields and values of `--set`.
fn changes(arguments: &CorrectArguments) -> Result<Vec<(String, String)>, Failure> {
    let wanted = |message: &str| Err(Failure::Message(format!("correcting the record: {message}")));
    match (arguments.verdict, arguments.set.is_empty()) {
        (VerdictArgument::Amend, true) => return wanted("found nothing to amend, wanted --set FIELD=VALUE"),
        (VerdictArgument::Confirm | VerdictArgument::Reject, false) => {
            return wanted("found --set, which goes with amend alone");
        }
        _ => (),
    }
    let pair = |set: &String| match set.split_once('=') {
        Some((field, value)) if !field.is_empty() => Ok((field.to_owned(), value.to_owned())),
        _ => Err(Failure::Message(format!("correcting the record: found `{set}`, wanted FIELD=VALUE"))),
    };
    arguments.set.iter().map(pair).collect()
}
