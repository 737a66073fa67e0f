//! Coding many articles, some at a time.

use crate::arguments::InputArguments;
use crate::failure::Failure;
use crate::input::{Arrival, Articles, Origin};
use crate::progress::Progress;
use crate::setup::Setup;
use crate::tally::Tally;
use rapporteur::article::{Content, RawArticle};
use rapporteur::coder::CodedArticle;
use std::num::NonZeroUsize;

/// Articles that one thread gets in a batch, at most.
const BATCH_ARTICLES: usize = 32;

/// Bytes of text in a batch, about: what bounds the memory of a run.
const BATCH_BYTES: usize = 4 << 20;

/// A run over many articles.
pub struct Run<'a> {
    setup: &'a Setup,
    threads: NonZeroUsize,
    /// What a person sees of it.
    pub progress: Progress,
    /// What became of it so far.
    pub tally: Tally,
}

impl Run<'_> {
    /// A run on some threads, or on as many as there are cores.
    pub fn new(setup: &Setup, threads: Option<NonZeroUsize>, progress: Progress) -> Run<'_> {
        let threads = threads.or_else(|| std::thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN);
        Run { setup, threads, progress, tally: Tally::default() }
    }

    /// Codes all inputs; `keep` gets the articles that went through, batch by
    /// batch in the order of the input, and gives the number of rows it kept.
    ///
    /// # Errors
    /// What `keep` says. What is wrong with an article is told and counted.
    pub fn over(&mut self, input: &InputArguments, mut keep: impl FnMut(Vec<CodedArticle>) -> Result<u64, Failure>) -> Result<(), Failure> {
        let mut articles = Articles::new(&input.inputs, input.date);
        while let Some(batch) = self.next_batch(&mut articles) {
            let coded = self.code(batch);
            self.tally.rows += keep(coded)?;
        }
        self.progress.finish();
        Ok(())
    }

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

    fn code(&mut self, batch: Vec<Arrival>) -> Vec<CodedArticle> {
        let (origins, raws): (Vec<Origin>, Vec<RawArticle>) = batch.into_iter().map(|arrival| (arrival.origin, arrival.raw)).unzip();
        let outcomes = self.setup.coder().code_batch(raws, self.threads);
        self.progress.advance(origins.len() as u64);
        let mut through = Vec::new();
        for (origin, outcome) in origins.iter().zip(outcomes) {
            match outcome {
                Ok(coded) if self.tally.settle(&self.progress, origin, &coded.diagnostics) => {
                    self.tally.words += coded.words as u64;
                    self.tally.doubtful += coded.doubtful as u64;
                    through.push(coded);
                }
                Ok(_) => (),
                Err(error) => self.tally.fail(&self.progress, origin, &error.to_string()),
            }
        }
        through
    }
}

fn length(raw: &RawArticle) -> usize {
    match &raw.content {
        Content::Bytes(bytes) => bytes.len(),
        Content::Text(text) => text.len(),
    }
}
