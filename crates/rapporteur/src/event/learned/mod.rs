//! What a learned judge changes in what the patterns found.
//!
//! What comes in are the candidates of each sentence; what goes out are those
//! that stay, some with another type or with phrases set right, and events
//! that no pattern knew, each with the judge's opinion. The judge reads only
//! sentences that have a candidate of which a row may come or in which somebody
//! known seems to say something. Truth, time and place are decided later, for all candidates alike.

mod case;
mod confidence;
mod decide;
mod find;
mod limit;
mod party;
mod phrase;
mod read;
mod standing;
mod worth;

use super::candidate::{Candidate, Matcher};
use super::code::Dropped;
use super::judge::{Judge, Pair, Reading, Standing, TYPES};
use crate::document::TokenId;
use crate::evidence::Span;
use crate::ontology::{Code, Codebook, STATEMENT};
use crate::resource::pattern::Pattern;
use case::Case;
pub use confidence::{confidence, features};
pub use limit::Limits;
pub use read::{Readings, Wanted, with_speakers};
pub use standing::{settle, standing};
pub use worth::{candidate_features, unlikely, worth};

/// The name of the judge among the finders of a row.
pub const NAME: &str = "coder";

/// What the judge makes of one candidate.
#[derive(Clone, Debug, PartialEq)]
pub struct Opinion {
    /// The probability that the trigger tells an event of these parties or, if
    /// that is less, of its type, the pattern's word counted in.
    pub probability: f32,
    /// The probability that the trigger tells any event of these parties.
    pub event: f32,
    /// The probabilities that these are the sources, and the targets.
    pub parties: [f32; 2],
    /// Whether a pronoun stands for a source, and for a target.
    pub pronouns: [bool; 2],
    /// The probabilities that it is presented as done, as to come and as only
    /// imagined ([`Standing`]).
    pub truths: [f32; 3],
    /// The type that came second, with its probability.
    pub runner_up: Option<(Code, f32)>,
    /// The type that the pattern had said, if it was overruled.
    pub overruled: Option<Code>,
    /// Whether no pattern found the event.
    pub is_found: bool,
    /// Whether the judge saw other parties than the pattern.
    pub is_resettled: bool,
    /// The kind of incident that the sentence tells of, if it is clear.
    pub incident: Option<Code>,
    /// Phrases of participants, by head, where they are surer than the tree's.
    pub phrases: Vec<(TokenId, Span)>,
}

/// A candidate with what the judge made of it; nothing if it was not asked.
#[derive(Clone, Debug)]
pub struct Reviewed<'p> {
    /// The candidate, perhaps changed.
    pub candidate: Candidate<'p>,
    /// The opinion.
    pub opinion: Option<Opinion>,
}

impl Reviewed<'_> {
    /// Whether it is what the judge makes of a sentence that only states something.
    pub fn is_statement(&self) -> bool {
        let pattern = self.candidate.pattern;
        pattern.id.is_empty() && pattern.event_type.as_ref().is_some_and(|code| code.as_str() == STATEMENT)
    }
}

/// A judge, and how much of a document it is to read.
#[derive(Clone, Copy)]
pub struct Reader<'j> {
    /// The judge.
    pub judge: &'j dyn Judge,
    /// Whether it reads for the least likely candidates too.
    pub reads_all: bool,
}

/// The candidates of a sentence on their way to the judge.
#[derive(Clone, Debug, Default)]
pub struct Offer<'p> {
    /// What the patterns found.
    pub candidates: Vec<Candidate<'p>>,
    /// Whether the judge may find more here.
    pub is_open: bool,
}

/// Patterns of the judge's own: for each of [`TYPES`] and [`STATEMENT`] one
/// for a deed done to somebody, then one for a mutual deed. They say nothing
/// but the type.
pub fn plain_patterns(codebook: &Codebook) -> Vec<Pattern> {
    let of_type = |mutual: bool| {
        TYPES
            .iter()
            .chain([&STATEMENT])
            .map(move |name| Pattern::plain(Code::new(name), codebook.event_type(name).and_then(|entry| entry.cameo.clone()), mutual))
    };
    of_type(false).chain(of_type(true)).collect()
}

/// The candidates with no opinion on any.
pub fn unread<'p>(offer: Offer<'p>) -> Vec<Reviewed<'p>> {
    offer.candidates.into_iter().map(|candidate| Reviewed { candidate, opinion: None }).collect()
}

/// What a review of a document's candidates rests on.
#[derive(Clone, Copy)]
pub struct Review<'a, 'd, 'p> {
    /// The judge.
    pub judge: &'a dyn Judge,
    /// How sure it must be.
    pub limits: Limits,
    /// The tree, the entities and the patterns.
    pub matcher: &'a Matcher<'d, 'p>,
    /// What [`plain_patterns`] gives.
    pub plain: &'p [Pattern],
    /// Whether the text presents what a trigger tells as a plain fact, given
    /// what the judge makes of that. The judge has learned mostly from
    /// sentences that do; of a denial or an announcement it must be surer
    /// (stories/denial.md, stories/direct-quote.md).
    pub is_fact: &'a dyn Fn(TokenId, Option<Standing>) -> bool,
}

impl<'p> Review<'_, '_, 'p> {
    /// Has the judge weigh what was offered in the sentences of a document;
    /// gives for each sentence the candidates that stay, in the order of their
    /// triggers.
    pub fn run(&self, offers: Vec<Offer<'p>>, mut readings: Readings, dropped: &mut Vec<Dropped>) -> Vec<Vec<Reviewed<'p>>> {
        let mut reviewed = Vec::with_capacity(offers.len());
        let mut offers = offers.into_iter().enumerate().peekable();
        while offers.peek().is_some() {
            let window: Vec<(usize, Offer<'p>)> = offers.by_ref().take(read::WINDOW).collect();
            reviewed.extend(self.window(window, &mut readings, dropped));
        }
        reviewed
    }

    /// Has the judge weigh the pairs that have no answer yet.
    fn weigh(&self, cases: &mut [Case<'_>]) {
        let new = |case: &Case<'_>| case.verdicts.len()..case.pairs.len();
        let asked: Vec<(&Reading, &Pair)> =
            cases.iter().flat_map(|case| case.pairs[new(case)].iter().map(|pair| (case.reading, pair))).collect();
        let mut verdicts = self.judge.weigh(&asked).into_iter();
        for case in cases {
            let count = new(case).len();
            case.verdicts.extend(verdicts.by_ref().take(count));
        }
    }

    fn window(&self, mut window: Vec<(usize, Offer<'p>)>, readings: &mut Readings, dropped: &mut Vec<Dropped>) -> Vec<Vec<Reviewed<'p>>> {
        let matcher = self.matcher;
        let read: Vec<&(usize, Offer<'p>)> =
            window.iter().filter(|(_, offer)| self.limits.reads(&offer.candidates, offer.is_open)).collect();
        let numbers: Vec<usize> = read.iter().map(|(number, _)| *number).collect();
        let readings = readings.take(self.judge, matcher.tree.document, &numbers);
        let mut cases: Vec<Case<'_>> = read
            .iter()
            .zip(&readings)
            .map(|((number, offer), reading)| Case::new(matcher, &self.limits, *number, reading, offer))
            .collect();
        self.weigh(&mut cases);
        let mut changed = Vec::new();
        each_offer(&mut cases, &mut window, |case, offer| changed.push(case.resettle(matcher, offer)));
        self.weigh(&mut cases);
        let mut changed = changed.into_iter();
        each_offer(&mut cases, &mut window, |case, offer| case.confirm(offer, changed.next().unwrap_or_default()));
        let mut cases = cases.into_iter().peekable();
        let each = window.into_iter().map(|(number, offer)| match cases.next_if(|case| case.number == number) {
            Some(case) => self.decide(&case, offer, dropped),
            None => unread(offer),
        });
        each.collect()
    }
}

/// Applies something to each case and the candidates of its sentence, in text order.
fn each_offer<'c, 'p>(cases: &mut [Case<'c>], window: &mut [(usize, Offer<'p>)], mut apply: impl FnMut(&mut Case<'c>, &mut Offer<'p>)) {
    let mut cases = cases.iter_mut().peekable();
    for (number, offer) in window {
        if let Some(case) = cases.next_if(|case| case.number == *number) {
            apply(case, offer);
        }
    }
}
