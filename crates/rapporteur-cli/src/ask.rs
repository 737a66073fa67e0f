//! `events`, `dyads`, `commitments`, `calendar`, `alignments`, `processes`,
//! `movements`, `actors`, `changes` and `states`: what a record says.

mod cell;
pub mod view;

use crate::answer::{Cut, tell};
use crate::arguments::{AskArguments, DyadArguments, StateArguments};
use crate::failure::Failure;
use crate::open::{open, refusal};
use crate::tally::Tally;
use rapporteur_store::record::{Question, Record, Topic};

/// Tells the rows of ledgers.
pub fn ledger(topic: Topic, arguments: &AskArguments) -> Result<Tally, Failure> {
    let record = opened(arguments)?;
    let rows = record.ask(topic, &question(arguments)).map_err(refusal(&arguments.record))?;
    tell(&rows, view::of(topic), arguments.format, arguments.limit, Cut::Last)
}

/// Tells events by source and target.
pub fn dyads(arguments: &DyadArguments) -> Result<Tally, Failure> {
    let ask = &arguments.ask;
    let rows = opened(ask)?.dyads(&question(ask), arguments.one_a_day).map_err(refusal(&ask.record))?;
    tell(&rows, &view::DYADS, ask.format, ask.limit, Cut::Last)
}

/// Tells what changed.
pub fn changes(arguments: &AskArguments) -> Result<Tally, Failure> {
    let rows = opened(arguments)?.changes(&question(arguments)).map_err(refusal(&arguments.record))?;
    tell(&rows, &view::CHANGES, arguments.format, arguments.limit, Cut::Last)
}

/// Tells who acts.
pub fn actors(arguments: &AskArguments) -> Result<Tally, Failure> {
    let rows = opened(arguments)?.actors(&question(arguments)).map_err(refusal(&arguments.record))?;
    tell(&rows, &view::ACTORS, arguments.format, arguments.limit, Cut::First)
}

/// Tells what each run changed.
pub fn states(arguments: &StateArguments) -> Result<Tally, Failure> {
    let refuse = refusal(&arguments.record);
    let rows = Record::read(&arguments.record).map_err(refuse)?.states().map_err(refuse)?;
    tell(&rows, &view::STATES, arguments.format, None, Cut::Last)
}

fn opened(arguments: &AskArguments) -> Result<Record, Failure> {
    open(&arguments.record, arguments.as_of.as_deref(), &arguments.data)
}

fn question(arguments: &AskArguments) -> Question {
    Question {
        since: arguments.since,
        until: arguments.until,
        actor: arguments.actor.clone(),
        place: arguments.place.clone(),
        label: arguments.label.clone(),
        status: arguments.status.clone(),
        today: arguments.today,
    }
}
