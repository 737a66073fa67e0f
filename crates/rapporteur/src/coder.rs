//! The first four stages in a row, over one article or many.
//!
//! What comes in are raw articles; what goes out, in the order of the input,
//! is what each of them claims. An article whose coding breaks an invariant
//! is recorded as a [`CodingError`] and the others go on.
//! Nothing is read from disk here and nothing is written.

use crate::article::{self, Article, RawArticle};
use crate::diagnostic::Diagnostics;
use crate::document::{self, Document, Sentence, parser::Parser};
use crate::entity::{self, Entities};
use crate::event::{self, Claim, Coding, EventMention, Judge, Limits, Reader};
use crate::resource::Resources;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Everything that coding needs, shared by all threads.
#[derive(Clone, Copy)]
pub struct Coder<'a> {
    /// The facts about the world.
    pub resources: &'a Resources,
    /// Who tags and parses sentences.
    pub parser: &'a dyn Parser,
    /// Who judges what the patterns found; without it they have the last word.
    pub judge: Option<&'a dyn Judge>,
    /// The confidence below which a row is left out; without it the limits of
    /// [`Limits`] for the document.
    pub least: Option<f32>,
}

/// An article and all that was found in it.
#[derive(Clone, Debug)]
pub struct CodedArticle {
    /// The article itself.
    pub article: Article,
    /// Its sentences, in the order of the text.
    pub sentences: Vec<Sentence>,
    /// The number of its words.
    pub words: usize,
    /// Its actors, places and times.
    pub entities: Entities,
    /// What it claims, in the order of the text.
    pub mentions: Vec<EventMention>,
    /// How many more mentions were left out as too doubtful.
    pub doubtful: usize,
    /// What it says beside events, in the order of the text.
    pub claims: Vec<Claim>,
    /// What was odd about it.
    pub diagnostics: Diagnostics,
}

/// Why an article could not be coded: the parser failed, or a bug was met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodingError {
    /// The id of the article.
    pub article_id: String,
    /// Lower case, no final stop.
    pub message: String,
}

impl std::fmt::Display for CodingError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "coding `{}`: {}", self.article_id, self.message)
    }
}

impl std::error::Error for CodingError {}

impl Coder<'_> {
    /// Codes one article.
    ///
    /// # Errors
    /// If the parser fails, or the article meets a bug of the coder.
    pub fn code(&self, raw: RawArticle) -> Result<CodedArticle, CodingError> {
        let article_id = raw.id.clone();
        guarded(&article_id, || {
            let mut diagnostics = Diagnostics::default();
            let article = article::clean(&self.resources.conventions, raw, &mut diagnostics);
            let document = document::read(self.parser, &article, &mut diagnostics).map_err(|error| error.to_string())?;
            let entities = entity::resolve(self.resources, &article, &document, &mut diagnostics);
            let Coding { mut mentions, mut claims, .. } =
                event::explain(self.resources, &article, &document, &entities, self.reader(), &mut diagnostics);
            let limits = Limits::of(&document);
            let all = mentions.len();
            mentions.retain(|mention| self.least.map_or_else(|| limits.trusts(mention), |least| mention.confidence >= least));
            let doubtful = all - mentions.len();
            event::add_headlines(self.resources, self.parser, &article, document.sentences.len(), &mut claims)
                .map_err(|error| error.to_string())?;
            let Document { sentences, tokens, .. } = document;
            Ok(CodedArticle { article, sentences, words: tokens.len(), entities, mentions, doubtful, claims, diagnostics })
        })
    }

    /// The judge, and how much it reads: if all rows are wanted, for all of them.
    pub fn reader(&self) -> Option<Reader<'_>> {
        self.judge.map(|judge| Reader { judge, reads_all: self.least.is_some() })
    }

    /// Codes articles on some threads; gives one outcome for each, in their
    /// order. The outcomes do not depend on the number of threads.
    pub fn code_batch(&self, batch: Vec<RawArticle>, threads: NonZeroUsize) -> Vec<Result<CodedArticle, CodingError>> {
        in_order(batch, threads, |raw| self.code(raw))
    }
}

/// Runs a stage or several, so that a broken invariant ends this article and
/// no other.
///
/// # Errors
/// What the stage says, or the panic that ended it.
pub fn guarded<T>(article_id: &str, stage: impl FnOnce() -> Result<T, String>) -> Result<T, CodingError> {
    // Nothing that the closure could leave half-changed outlives it.
    let message = match catch_unwind(AssertUnwindSafe(stage)) {
        Ok(Ok(found)) => return Ok(found),
        Ok(Err(message)) => message,
        Err(panic) => {
            let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
            format!("this is a bug of the coder: {}", text.unwrap_or("it gave no reason"))
        }
    };
    Err(CodingError { article_id: article_id.to_owned(), message })
}

/// Applies a function to each item on some threads; the results stand in the
/// order of the items.
pub fn in_order<T: Send, U: Send>(items: Vec<T>, threads: NonZeroUsize, apply: impl Fn(T) -> U + Sync) -> Vec<U> {
    let threads = threads.get().min(items.len());
    if threads <= 1 {
        return items.into_iter().map(apply).collect();
    }
    let slots: Vec<Mutex<(Option<T>, Option<U>)>> = items.into_iter().map(|item| Mutex::new((Some(item), None))).collect();
    let next = AtomicUsize::new(0);
    let work = || {
        while let Some(slot) = slots.get(next.fetch_add(1, Ordering::Relaxed)) {
            let item = slot.lock().ok().and_then(|mut slot| slot.0.take());
            let result = item.map(&apply);
            if let Ok(mut slot) = slot.lock() {
                slot.1 = result;
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(work);
        }
        work();
    });
    slots.into_iter().filter_map(|slot| slot.into_inner().ok().and_then(|(_, result)| result)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_ends_one_article() {
        let message = |outcome: Result<u8, CodingError>| outcome.unwrap_err().to_string();
        assert_eq!(guarded("a", || Ok(1)), Ok(1));
        assert_eq!(message(guarded("a", || Err("no model".to_owned()))), "coding `a`: no model");
        assert_eq!(
            message(guarded("a", || panic!("heads form a {}", "cycle"))),
            "coding `a`: this is a bug of the coder: heads form a cycle"
        );
    }

    #[test]
    fn results_keep_the_order_of_the_items() {
        let expect: Vec<usize> = (0..100).map(|i| i * 2).collect();
        for threads in 1..5 {
            let threads = NonZeroUsize::new(threads).unwrap();
            assert_eq!(in_order((0..100).collect(), threads, |i: usize| i * 2), expect);
        }
        assert_eq!(in_order(Vec::<u8>::new(), NonZeroUsize::MIN, |i| i), Vec::<u8>::new());
    }
}
