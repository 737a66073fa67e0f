//! One claim in one sentence of one article.

use super::learned::Opinion;
use crate::document::TokenId;
use crate::entity::{Actor, Place, time::Granularity, time::Interval};
use crate::evidence::{Finder, Span};
use crate::ontology::{Code, Factuality, Polarity, QuadClass};

/// An event as one sentence claims it.
#[derive(Clone, Debug, PartialEq)]
pub struct EventMention {
    /// The sentence's number in the document, from 0.
    pub sentence: u32,
    /// The sentence's bytes.
    pub sentence_span: Span,
    /// The ontology's category, such as `AGREE`.
    pub event_type: Code,
    /// The manner, such as `visit`.
    pub mode: Option<Code>,
    /// Themes, such as `military`, sorted.
    pub contexts: Vec<Code>,
    /// CAMEO code, as text.
    pub cameo: Option<Code>,
    /// Verbal or material, cooperation or conflict.
    pub quad_class: QuadClass,
    /// The type's or mode's score on PLOVER's scale from -10 to 10.
    pub intensity: Option<f32>,
    /// The words that evoke the event.
    pub trigger: Span,
    /// The head of the trigger.
    pub trigger_token: TokenId,
    /// Who acted; for a reciprocal event all parties.
    pub sources: Vec<Participant>,
    /// To whom it was done.
    pub targets: Vec<Participant>,
    /// Whether the parties did it to each other.
    pub reciprocal: bool,
    /// Where, with the place's role.
    pub places: Vec<EventPlace>,
    /// When.
    pub time: Option<EventTime>,
    /// How the text presents its truth.
    pub factuality: Factuality,
    /// Whether the text says it is so or is not so.
    pub polarity: Polarity,
    /// According to whom, outermost speaker first.
    pub attribution: Vec<Attribution>,
    /// People killed, as stated.
    pub killed: Option<u32>,
    /// People wounded, as stated.
    pub wounded: Option<u32>,
    /// The kind of incident, such as `suicide_bomb`, for types that have any.
    pub incident: Option<Code>,
    /// What the learned judge made of it, if it was asked.
    pub opinion: Option<Opinion>,
    /// From 0 to 1: how sure the coder is of type and participants.
    pub confidence: f32,
    /// Every rule, pattern, resource row or model that had a part in it.
    pub found_by: Vec<Finder>,
}

/// A phrase in the role of source or target. A phrase that names several
/// actors gives one participant for each.
#[derive(Clone, Debug, PartialEq)]
pub struct Participant {
    /// The whole phrase.
    pub span: Span,
    /// Its syntactic head.
    pub head: TokenId,
    /// What it was resolved to; none if it is in no table.
    pub actor: Option<Actor>,
}

/// The part that a place plays in an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PlaceRole {
    /// Where it happened.
    Location,
    /// What it is about.
    Topic,
    /// Where a movement starts.
    Origin,
    /// Where a movement ends.
    Destination,
    /// Where it was said.
    Said,
}

impl PlaceRole {
    /// The published name.
    pub fn name(self) -> &'static str {
        match self {
            PlaceRole::Location => "location",
            PlaceRole::Topic => "topic",
            PlaceRole::Origin => "origin",
            PlaceRole::Destination => "destination",
            PlaceRole::Said => "said",
        }
    }
}

/// A place of an event.
#[derive(Clone, Debug, PartialEq)]
pub struct EventPlace {
    /// The toponym.
    pub span: Span,
    /// What it was resolved to.
    pub place: Place,
    /// The part it plays.
    pub role: PlaceRole,
}

/// How the time of an event is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TimeBasis {
    /// Words of its own clause.
    Timex,
    /// Carried over from the sentence or the discourse.
    Context,
    /// The publication date, since the report is news.
    Published,
}

impl TimeBasis {
    /// The published name.
    pub fn name(self) -> &'static str {
        match self {
            TimeBasis::Timex => "timex",
            TimeBasis::Context => "context",
            TimeBasis::Published => "published",
        }
    }
}

/// When an event happened or is to happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventTime {
    /// The words, if there are any.
    pub span: Option<Span>,
    /// The civil days.
    pub interval: Interval,
    /// The size of the unit.
    pub granularity: Granularity,
    /// How it is known.
    pub basis: TimeBasis,
}

impl EventTime {
    /// The day of publication, where the text gives no time.
    pub fn of_report(day: jiff::civil::Date) -> EventTime {
        let interval = Interval { start: Some(day), end: Some(day) };
        EventTime { span: None, interval, granularity: Granularity::Day, basis: TimeBasis::Published }
    }
}

/// How a speaker's words are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Manner {
    /// In quotation marks.
    DirectQuote,
    /// As a clause: `said that`.
    Indirect,
    /// `According to`.
    AccordingTo,
}

impl Manner {
    /// The published name.
    pub fn name(self) -> &'static str {
        match self {
            Manner::DirectQuote => "direct_quote",
            Manner::Indirect => "indirect",
            Manner::AccordingTo => "according_to",
        }
    }
}

/// One link of the chain of speakers behind a claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// The speaker's words in the text.
    pub speaker: Option<Span>,
    /// Who that is.
    pub actor: Option<Actor>,
    /// How the words are given.
    pub manner: Manner,
    /// The verb or phrase that introduces them.
    pub cue: Option<Span>,
}
