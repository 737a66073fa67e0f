//! What a learned model is asked about sentences, and what it answers.
//!
//! The neural crate implements [`Judge`]; tests use judges written by hand.
//! What comes in are sentences and pairs of phrases in them; what goes out
//! are calibrated probabilities. What follows from them is decided by the
//! caller.

use crate::evidence::Span;
use std::ops::Range;

/// The event types that a judge tells apart, in the order of its answers.
pub const TYPES: [&str; 16] = [
    "ACCUSE",
    "AGREE",
    "AID",
    "ASSAULT",
    "COERCE",
    "CONCEDE",
    "CONSULT",
    "COOPERATE",
    "MOBILIZE",
    "PROTEST",
    "REJECT",
    "REQUEST",
    "RETREAT",
    "SANCTION",
    "SUPPORT",
    "THREATEN",
];

/// A sentence that is to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage<'a> {
    /// The sentence as written.
    pub text: &'a str,
    /// Its words, ascending: bytes of `text`.
    pub words: Vec<Span>,
    /// Whether somebody may say something in it. If not, no word is asked
    /// about who says what: all are in no part of an attribution.
    pub says: bool,
    /// Whether it may tell an event. If not, the reading has nothing but who
    /// says what.
    pub tells: bool,
}

/// What a judge makes of a sentence.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The probability that the sentence tells no event, and that its main
    /// event is of quad class 1 to 4.
    pub quad: [f32; 5],
    /// For each of [`Judge::kinds`] the probability that the sentence tells
    /// of such an incident, given that it tells of one.
    pub kinds: Vec<f32>,
    /// For each word the probability of each [`Tag`]. Words beyond the
    /// judge's reach have no entry.
    pub tags: Vec<[f32; 7]>,
    /// For each word within reach the probability that it is in no part of an
    /// attribution, the first or a later one of a cue, and the first or a later
    /// one of the phrase of who says it.
    pub cues: Vec<[f32; 5]>,
    /// What the judge wants to remember for [`Judge::weigh`].
    pub memory: Memory,
}

/// A judge's own notes on a sentence; of no meaning to others.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Memory {
    /// For each of the judge's pieces of the sentence its bytes.
    pub pieces: Vec<Span>,
    /// The words of the sentence.
    pub words: Vec<Span>,
    /// The first piece of each word within reach.
    pub firsts: Vec<usize>,
    /// `[piece, column]`.
    pub states: Vec<f32>,
}

/// The part of a word in the phrase of a participant; an index into the
/// entries of [`Reading::tags`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// In none.
    Outside,
    /// The first word of a source.
    SourceBegin,
    /// A later word of a source.
    SourceInside,
    /// The first word of a target.
    TargetBegin,
    /// A later word of a target.
    TargetInside,
    /// The first word of a party to something mutual, which acts and is acted upon.
    PartyBegin,
    /// A later word of such a party.
    PartyInside,
}

/// Two phrases of a sentence, and a word: does it tell that the first did something to the second?
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pair {
    /// Words of the source, by their number in the sentence; none if it is not named.
    pub source: Vec<Range<u32>>,
    /// Words of the target; none if it is not named.
    pub target: Vec<Range<u32>>,
    /// The word that tells the event, by its number; none if any may.
    pub trigger: Option<u32>,
}

/// How a text presents what a trigger tells; an index into [`Verdict::truths`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It happened, whoever says so.
    Done,
    /// It is pledged, planned, scheduled or threatened.
    Ahead,
    /// It is wished, asked for, or depends on a condition.
    Imagined,
}

/// What a judge makes of a pair.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// For each of [`TYPES`] the probability that the source did this to the
    /// target in this sentence.
    pub types: [f32; 16],
    /// The probability that it did nothing of the kind.
    pub none: f32,
    /// The probability that the text presents what the trigger tells as done,
    /// as to come, and as only imagined; an index is a [`Standing`].
    pub truths: [f32; 3],
    /// For each word within reach the probability that it has no part in what
    /// the trigger tells, that it is of its source, and of its target, whatever
    /// the pair was.
    pub parties: Vec<[f32; 3]>,
}

/// Reads sentences and weighs who did what to whom in them.
///
/// An answer must not depend on what else is asked in the same call.
pub trait Judge: Sync {
    /// Reads sentences; gives one reading for each.
    fn read(&self, passages: &[Passage<'_>]) -> Vec<Reading>;

    /// Weighs pairs of phrases of sentences that were read; gives one verdict
    /// for each, none where a phrase is beyond the judge's reach.
    fn weigh(&self, pairs: &[(&Reading, &Pair)]) -> Vec<Option<Verdict>>;

    /// The kinds of incident that the judge tells apart.
    fn kinds(&self) -> &[String];

    /// A digest of the weights, hexadecimal, stamped on every row.
    fn digest(&self) -> &str;
}
