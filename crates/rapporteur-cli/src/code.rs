//! `code`: reports in, rows out.

use crate::arguments::CodeArguments;
use crate::failure::Failure;
use crate::input::{Arrival, Articles, Origin};
use crate::output::Output;
use crate::progress::Progress;
use crate::setup::Setup;
use crate::tally::Tally;
use rapporteur::article::{Content, RawArticle};
use rapporteur::coder::CodedArticle;
use rapporteur_store::{Format, MentionSink, mention_rows};
use std::io::{BufWriter, IsTerminal, Write};
use std::num::NonZeroUsize;
use std::path::Path;
use std::time::Instant;

/// Articles that one thread gets in a batch, at most.
const BATCH_ARTICLES: usize = 32;

/// Bytes of text in a batch, about: what bounds the memory of a run.
const BATCH_BYTES: usize = 4 << 20;

/// Runs the command.
pub fn run(arguments: &CodeArguments) -> Result<Tally, Failure> {
    let format = format_of(arguments)?;
    let mut output = Output::open(arguments.output.as_deref())?;
    if format == Format::Parquet && output.is_terminal() {
        return Err(Failure::Message("writing parquet to a terminal: name a file with -o".to_owned()));
    }
    let setup = Setup::load(&arguments.input.data)?;
    let threads = arguments.threads.or_else(|| std::thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN);
    let progress = Progress::new(output.is_terminal());
    let mut run = Run { setup: &setup, threads, progress, tally: Tally::default(), sink: MentionSink::new(format, output.writer())? };

    let started = Instant::now();
    let mut articles = Articles::new(&arguments.input.inputs, arguments.input.date);
    while let Some(batch) = run.next_batch(&mut articles) {
        run.code(batch)?;
    }
    run.progress.finish();
    run.sink.finish()?;
    output.keep()?;
    // A pipe of JSON lines stays quiet unless there is something to tell.
    if run.tally.failed > 0 || run.tally.warned > 0 || arguments.output.is_some() || std::io::stderr().is_terminal() {
        run.progress.tell(&run.tally.summary(started.elapsed().as_secs_f64()));
    }
    Ok(run.tally)
}

/// What a run carries from batch to batch.
struct Run<'a> {
    setup: &'a Setup,
    threads: NonZeroUsize,
    progress: Progress,
    tally: Tally,
    sink: MentionSink<BufWriter<Box<dyn Write + Send>>>,
}

impl Run<'_> {
    /// The next articles; none at the end. Inputs that are no article are
    /// told and counted on the way.
    fn next_batch(&mut self, articles: &mut Articles) -> Option<Vec<Arrival>> {
        let (mut batch, mut bytes) = (Vec::new(), 0);
        while batch.len() < BATCH_ARTICLES * self.threads.get() && bytes < BATCH_BYTES {
            match articles.next() {
                Some(Ok(arrival)) => {
                    bytes += length(&arrival.raw);
                    batch.push(arrival);
                }
                Some(Err(refusal)) => self.tally.fail(&self.progress, &refusal.origin, &refusal.message),
                None if batch.is_empty() => return None,
                None => break,
            }
        }
        Some(batch)
    }

    fn code(&mut self, batch: Vec<Arrival>) -> Result<(), Failure> {
        let (origins, raws): (Vec<Origin>, Vec<RawArticle>) = batch.into_iter().map(|arrival| (arrival.origin, arrival.raw)).unzip();
        let outcomes = self.setup.coder().code_batch(raws, self.threads);
        self.progress.advance(origins.len() as u64);
        for (origin, outcome) in origins.iter().zip(outcomes) {
            match outcome {
                Ok(coded) => self.write(origin, &coded)?,
                Err(error) => self.tally.fail(&self.progress, origin, &error.to_string()),
            }
        }
        Ok(())
    }

    fn write(&mut self, origin: &Origin, coded: &CodedArticle) -> Result<(), Failure> {
        if !self.tally.settle(&self.progress, origin, &coded.diagnostics) {
            return Ok(());
        }
        self.tally.words += coded.words as u64;
        for row in mention_rows(&coded.article, &coded.mentions, &self.setup.stamp()) {
            self.tally.rows += 1;
            self.sink.write(row)?;
        }
        Ok(())
    }
}

fn length(raw: &RawArticle) -> usize {
    match &raw.content {
        Content::Bytes(bytes) => bytes.len(),
        Content::Text(text) => text.len(),
    }
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
