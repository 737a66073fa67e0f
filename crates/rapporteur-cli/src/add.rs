//! `add`: reports into a record on disk.

use crate::arguments::AddArguments;
use crate::batch::Run;
use crate::failure::Failure;
use crate::open::{CODER, refusal_of, time};
use crate::progress::Progress;
use crate::setup::{Judging, Setup};
use crate::tally::Tally;
use rapporteur_store::entity_row::entity_rows;
use rapporteur_store::record::{Added, Addition, ArticleFacts, Record};
use rapporteur_store::{ClaimRow, EntityMentionRow, EventMentionRow, claim_rows, mention_rows};
use std::time::Instant;

/// The rows of one article.
struct Rows {
    mentions: Vec<EventMentionRow>,
    claims: Vec<ClaimRow>,
    entities: Vec<EntityMentionRow>,
}

/// Runs the command. Each batch is one transaction, so a program that is
/// killed leaves whole batches, and adding again goes on from there. The
/// ledgers are worked out at the end.
pub fn run(arguments: &AddArguments) -> Result<Tally, Failure> {
    let refuse = refusal_of("writing", &arguments.record);
    let mut record = Record::open(&arguments.record).map_err(refuse)?;
    record.set_time(Some(time(arguments.at)));
    let setup = Setup::load(&arguments.input.data, Judging::unless(arguments.input.fast))?;
    let stamp = setup.stamp();
    let started = Instant::now();
    let mut sum = Added::default();
    let mut run = Run::new(&setup, arguments.threads, Progress::new(false));
    run.over(&arguments.input, |batch| {
        let rows: Vec<Rows> = batch
            .iter()
            .map(|coded| Rows {
                mentions: mention_rows(&coded.article, &coded.mentions, &stamp),
                claims: claim_rows(&coded.article, &coded.claims, &stamp),
                entities: entity_rows(&coded.article, &coded.entities),
            })
            .collect();
        let additions: Vec<Addition<'_>> = batch
            .iter()
            .zip(&rows)
            .map(|(coded, rows)| Addition {
                article: ArticleFacts::of(&coded.article),
                mentions: &rows.mentions,
                claims: &rows.claims,
                entities: &rows.entities,
            })
            .collect();
        let added = record.add(&additions, &stamp).map_err(refuse)?;
        sum += added;
        Ok(added.mentions)
    })?;
    let settled = record.settle(setup.coder().resources, CODER).map_err(refuse)?;
    let Added { articles, recoded, known, mentions, claims } = sum;
    let state = record.state().map_or(String::new(), |state| format!("; state {state}"));
    run.progress.tell(&format!(
        "added {articles} articles and {mentions} mentions; {recoded} articles coded anew, {known} known already; {claims} claims; {} rows in {} blocks of the ledgers worked out{state}",
        settled.rows, settled.blocks
    ));
    run.progress.tell(&run.tally.summary(started.elapsed().as_secs_f64()));
    Ok(run.tally)
}
