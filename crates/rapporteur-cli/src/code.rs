//! `code`: reports in, rows out.

use crate::arguments::CodeArguments;
use crate::batch::Run;
use crate::failure::Failure;
use crate::output::Output;
use crate::progress::Progress;
use crate::setup::{Judging, Setup};
use crate::tally::Tally;
use rapporteur_store::{Format, MentionSink, mention_rows};
use std::io::IsTerminal;
use std::path::Path;
use std::time::Instant;

/// Runs the command.
pub fn run(arguments: &CodeArguments) -> Result<Tally, Failure> {
    let format = format_of(arguments)?;
    let mut output = Output::open(arguments.output.as_deref())?;
    if format == Format::Parquet && output.is_terminal() {
        return Err(Failure::Message("writing parquet to a terminal: name a file with -o".to_owned()));
    }
    let setup = Setup::load(&arguments.input.data, Judging::unless(arguments.input.fast))?.with_least(arguments.confidence);
    let stamp = setup.stamp();
    let started = Instant::now();
    let mut sink = MentionSink::new(format, output.writer())?;
    let mut run = Run::new(&setup, arguments.threads, Progress::new(output.is_terminal()));
    run.over(&arguments.input, |batch| {
        let mut written = 0;
        for coded in batch {
            let rows = mention_rows(&coded.article, &coded.mentions, &stamp);
            for row in rows {
                sink.write(row)?;
                written += 1;
            }
        }
        Ok(written)
    })?;
    sink.finish()?;
    output.keep()?;
    // A pipe of JSON lines stays quiet unless there is something to tell.
    if run.tally.failed > 0 || run.tally.warned > 0 || arguments.output.is_some() || std::io::stderr().is_terminal() {
        run.progress.tell(&run.tally.summary(started.elapsed().as_secs_f64()));
    }
    Ok(run.tally)
}

/// The format that was asked for, or that the output file's name stands for.
fn format_of(arguments: &CodeArguments) -> Result<Format, Failure> {
    if let Some(format) = arguments.format {
        return Ok(format.into());
    }
    let Some(ending) = arguments.output.as_deref().and_then(Path::extension) else { return Ok(Format::default()) };
    let ending = ending.to_string_lossy();
    Format::of_extension(&ending).ok_or_else(|| {
        Failure::Message(format!("choosing a format: found the ending `.{ending}`, wanted .jsonl, .parquet or .csv, or --format"))
    })
}
