//! How sure the judge must be of what.
//!
//! A text that is one sentence was chosen by somebody: a headline, a row of a
//! benchmark, a line typed at a prompt. It nearly always tells an event, as
//! the judge's own sentences do, while of the sentences of an article few do.
//! A short report of the day, as agencies send them, stands between: it has
//! little room for anything but events. The same answer is therefore worth more in the one
//! than in the other, and each has limits of its own.
//!
//! The figures were chosen on held-out folds of the development kits and of
//! judged rows of running news (`five_fold.py` and `running.py` in
//! `training/coder/`): to ask for more gives fewer rows, more of them right.

use super::decide;
use crate::article::calendar::is_weekday;
use crate::document::Document;
use crate::event::candidate::Candidate;
use crate::event::mention::EventMention;
use crate::ontology::Factuality;

/// Probabilities by which the judge decides. In pairs the first is of
/// sources, the second of targets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// That the sentence only states something: above it a verb tells no event.
    pub statement: f32,
    /// The confidence below which what a word tells as a plain fact is no row.
    pub enough: f32,
    /// Of no event: above it what is denied, planned or appealed for is no
    /// row. The judge's sentences seldom tell such things (stories/hope.md).
    pub none_other: f32,
    /// Of a type: above it an event that no pattern knows is coded.
    pub find: f32,
    /// Of no event: above it nothing is found.
    pub find_none: f32,
    /// That the sentence only states something: above it nothing is found.
    pub find_statement: f32,
    /// The confidence below which a row is not published: a promise and a row
    /// of [`RARE`], one of [`JOINT`], any other.
    pub trust: [f32; 3],
    /// The logit of the probability of a row below which the judge is not
    /// asked about a candidate.
    pub worth: f32,
    /// Whether an event may be found that has a party which no list knows or
    /// a word that no pattern knows, and in a sentence without a candidate.
    pub finds_strangers: bool,
    /// Whether a sentence in which nothing is coded gives a row that says who
    /// states something.
    pub states: bool,
}

/// Types of which, beside promises, the ledgers are made: concessions,
/// movements of troops, demands, threats. A report seldom tells them twice, and
/// a reader of the ledgers forgives a doubtful row more than a missing one.
const RARE: [&str; 4] = ["CONCEDE", "MOBILIZE", "REQUEST", "THREATEN"];

/// Types of what is done together. Of such rows of articles that the judge is
/// as sure of as of others fewer are right: people meet, work together and agree
/// on much that is nobody's politics (`training/coder/SOURCE-running.md`).
const JOINT: [&str; 3] = ["AGREE", "CONSULT", "COOPERATE"];

/// In an article. What the judge finds alone there is mostly wrong, so it must
/// be all but certain.
const ARTICLE: Limits = Limits {
    statement: 0.5,
    enough: 0.5,
    none_other: 0.8,
    find: 0.95,
    find_none: 0.05,
    find_statement: 0.1,
    trust: [0.5, 0.78, 0.72],
    worth: -3.0,
    finds_strangers: false,
    states: false,
};
/// So many words, marks counted, has a short report at most; and it names a day
/// of the week or one of [`DAYS`], as nine in ten of the reports do of which is told below
/// and one in six of the short background pieces of a magazine does.
///
/// Of the rows that are left out of a longer article, seven in ten are right
/// in such reports (`training/coder/reports.py`), in long ones one in two.
const SHORT_WORDS: usize = 400;
/// In a short report.
const SHORT: Limits = Limits {
    enough: 0.2,
    find: 0.85,
    find_none: 0.1,
    find_statement: 0.2,
    trust: [0.0, 0.1, 0.1],
    worth: f32::NEG_INFINITY,
    finds_strangers: true,
    ..ARTICLE
};
/// In a text of one sentence.
const SENTENCE: Limits = Limits {
    statement: 0.5,
    enough: 0.1,
    none_other: 0.9,
    find: 0.4,
    find_none: 0.6,
    find_statement: 0.5,
    trust: [0.0; 3],
    worth: f32::NEG_INFINITY,
    finds_strangers: true,
    states: true,
};

/// Words by which news tells when things happened, seen from its own day, beside the days of the week.
const DAYS: [&str; 4] = ["today", "yesterday", "tomorrow", "overnight"];

/// Whether a text is of the day: a dispatch, not a background piece of the same length.
fn tells_the_day(document: &Document<'_>) -> bool {
    let is_day = |word: &str| is_weekday(word) || DAYS.iter().any(|day| word.eq_ignore_ascii_case(day));
    document.tokens.iter().any(|token| is_day(token.span.of(document.text)))
}

impl Limits {
    /// The limits for a document.
    pub fn of(document: &Document<'_>) -> Limits {
        match document.sentences.len() {
            1 => SENTENCE,
            _ if document.tokens.len() <= SHORT_WORDS && tells_the_day(document) => SHORT,
            _ => ARTICLE,
        }
    }

    /// Whether a row is sure enough to be published. What no judge has seen is,
    /// and so is what is denied, of which the judge has seen too little.
    pub fn trusts(&self, mention: &EventMention) -> bool {
        let is_promise = matches!(mention.factuality, Factuality::Pledged | Factuality::Scheduled);
        let is_of = |types: &[&str]| types.contains(&mention.event_type.as_str());
        let place = match () {
            () if is_promise || is_of(&RARE) => 0,
            () if is_of(&JOINT) => 1,
            () => 2,
        };
        mention.opinion.is_none() || mention.factuality == Factuality::Denied || mention.confidence >= self.trust[place]
    }

    /// Whether the judge reads a sentence with these candidates.
    pub fn reads(&self, candidates: &[Candidate<'_>], is_open: bool) -> bool {
        self.finds_strangers && is_open || candidates.iter().any(decide::may_judge)
    }
}
