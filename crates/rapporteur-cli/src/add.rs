//! `add`: reports into a record on disk.

use crate::arguments::AddArguments;
use crate::batch::Run;
use crate::failure::Failure;
use crate::progress::Progress;
use crate::setup::Setup;
use crate::tally::Tally;
use rapporteur_store::record::{Added, Addition, Record};
use rapporteur_store::{EventMentionRow, mention_rows};
use std::time::Instant;

/// Runs the command. Each batch is one transaction, so a program that is
/// killed leaves whole batches, and adding again goes on from there.
pub fn run(arguments: &AddArguments) -> Result<Tally, Failure> {
    let refuse = |error: rapporteur_store::Error| Failure::Message(format!("writing the record `{}`: {error}", arguments.record.display()));
    let mut record = Record::open(&arguments.record).map_err(refuse)?;
    let setup = Setup::load(&arguments.input.data)?;
    let stamp = setup.stamp();
    let started = Instant::now();
    let mut sum = Added::default();
    let mut run = Run::new(&setup, arguments.threads, Progress::new(false));
    run.over(&arguments.input, |batch| {
        let rows: Vec<Vec<EventMentionRow>> = batch.iter().map(|coded| mention_rows(&coded.article, &coded.mentions, &stamp)).collect();
        let additions: Vec<Addition<'_>> =
            batch.iter().zip(&rows).map(|(coded, rows)| Addition { article: &coded.article, rows }).collect();
        let added = record.add(&additions, &stamp).map_err(refuse)?;
        sum.articles += added.articles;
        sum.recoded += added.recoded;
        sum.known += added.known;
        sum.mentions += added.mentions;
        Ok(added.mentions)
    })?;
    let Added { articles, recoded, known, mentions } = sum;
    run.progress.tell(&format!("added {articles} articles and {mentions} mentions; {recoded} articles coded anew, {known} known already"));
    run.progress.tell(&run.tally.summary(started.elapsed().as_secs_f64()));
    Ok(run.tally)
}
