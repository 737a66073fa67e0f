//! The `rapporteur` command: arguments, progress, messages and exit status.
//!
//! All that is decided about a text is decided in the libraries; here is only
//! what a person at a terminal or a script around the program meets.
//! The exit status is 0 if all went well, 1 if some input failed, and 2 if
//! the command could not be run at all.

#![allow(clippy::print_stderr, reason = "this crate talks to people")]

mod add;
mod answer;
mod arguments;
mod ask;
mod batch;
mod check;
mod code;
mod correct;
mod diff;
mod explain;
mod export;
mod failure;
mod import;
mod input;
mod open;
mod output;
mod paint;
mod progress;
mod query;
mod score;
mod setup;
mod show;
mod stage;
mod table;
mod tally;
mod unresolved;
mod wrap;

use arguments::{Arguments, Command, TableCommand};
use clap::Parser as _;
use failure::Failure;
use rapporteur_store::record::Topic;
use std::process::ExitCode;

fn main() -> ExitCode {
    // A panic is caught for each article and told as its failure; the default
    // message would tell it twice.
    std::panic::set_hook(Box::new(|_| ()));
    let arguments = Arguments::parse();
    let outcome = match arguments.command {
        Command::Add(arguments) => add::run(&arguments),
        Command::Code(arguments) => code::run(&arguments),
        Command::Show(arguments) => show::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Clean(arguments) => stage::clean(&arguments),
        Command::Parse(arguments) => stage::parse(&arguments),
        Command::Entities(arguments) => stage::entities(&arguments),
        Command::Claims(arguments) => stage::claims(&arguments),
        Command::Import(arguments) => import::run(&arguments),
        Command::Events(arguments) => ask::ledger(Topic::Events, &arguments),
        Command::Dyads(arguments) => ask::dyads(&arguments),
        Command::Commitments(arguments) => ask::ledger(Topic::Commitments, &arguments),
        Command::Calendar(arguments) => ask::ledger(Topic::Calendar, &arguments),
        Command::Alignments(arguments) => ask::ledger(Topic::Alignments, &arguments),
        Command::Processes(arguments) => ask::ledger(Topic::Processes, &arguments),
        Command::Movements(arguments) => ask::ledger(Topic::Movements, &arguments),
        Command::Actors(arguments) => ask::actors(&arguments),
        Command::Changes(arguments) => ask::changes(&arguments),
        Command::States(arguments) => ask::states(&arguments),
        Command::Query(arguments) => query::run(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Correct(arguments) => correct::run(&arguments),
        Command::Export(arguments) => export::run(&arguments),
        Command::Unresolved(arguments) => unresolved::run(&arguments),
        Command::Score(arguments) => score::run(&arguments),
        Command::Tables(TableCommand::Check(arguments)) => check::run(&arguments),
    };
    match outcome {
        Ok(tally) => tally.exit_code(),
        Err(Failure::BrokenPipe) => ExitCode::SUCCESS,
        Err(Failure::Message(message)) => {
            eprintln!("error: {message}");
            ExitCode::from(2)
        }
    }
}
