//! The rows of the ledgers.
//!
//! Each row says what makes it that row ([`key`](Event::key), unique within
//! its kind) and which statements it rests on: their published ids, the
//! earliest first. Nothing here depends on today's date; what does is a
//! method that takes the day.

use super::statement::{Party, Scene, Speaker, When};
use crate::ontology::{Factuality, Polarity};
use jiff::civil::Date;

/// What one block of statements gives.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledgers {
    /// What happened.
    pub events: Vec<Event>,
    /// What was promised.
    pub commitments: Vec<Commitment>,
    /// What is scheduled.
    pub meetings: Vec<Meeting>,
    /// Who stands with or against whom.
    pub alignments: Vec<Alignment>,
    /// Formats of talks and the parts in them.
    pub processes: Vec<Process>,
    /// Whose forces go from where to where.
    pub movements: Vec<Movement>,
}

/// One happening, as all its mentions tell it.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// The id of the earliest mention.
    pub key: String,
    /// The ids of all its mentions, the earliest report first, and behind
    /// them those of claims of the movement that it is.
    pub mentions: Vec<String>,
    /// The type that most independent reports give.
    pub event_type: String,
    /// The manner.
    pub mode: Option<String>,
    /// Themes, sorted.
    pub contexts: Vec<String>,
    /// CAMEO code of the type.
    pub cameo: Option<String>,
    /// 1 to 4.
    pub quad_class: u8,
    /// From -10 to 10.
    pub intensity: Option<f32>,
    /// Who acted.
    pub sources: Vec<Party>,
    /// To whom it was done.
    pub targets: Vec<Party>,
    /// Whether the parties did it to each other.
    pub reciprocal: bool,
    /// Where, each place once.
    pub places: Vec<Scene>,
    /// The days that the mentions agree on.
    pub time: Option<When>,
    /// The strongest presentation by the outlets themselves, else by speakers.
    pub factuality: Factuality,
    /// Whether it is so, by the strongest presentation.
    pub polarity: Polarity,
    /// Whether some say that it is not so and others that it is.
    pub disputed: bool,
    /// Who says what of its truth, one for each speaker and presentation.
    pub accounts: Vec<Account>,
    /// The numbers of dead and wounded as they were reported, newest last.
    pub tolls: Vec<Toll>,
    /// The day of the first report.
    pub first_reported: Option<Date>,
    /// The day of the last report.
    pub last_reported: Option<Date>,
    /// Who reported it, sorted.
    pub outlets: Vec<String>,
    /// Reports that do not repeat one another's text, one for each outlet.
    pub independent: u32,
    /// From 0 to 1: how sure it is that the reports speak of such an event.
    pub confidence: f32,
}

/// How one speaker, or the outlets themselves, present an event.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    /// Who says it; none if the outlet itself does.
    pub speaker: Option<Speaker>,
    /// How it is presented.
    pub factuality: Factuality,
    /// Whether it is said to be so.
    pub polarity: Polarity,
    /// The mentions that say so.
    pub mentions: Vec<String>,
}

/// The dead and wounded of an event, as one report has them.
#[derive(Clone, Debug, PartialEq)]
pub struct Toll {
    /// The day of the report.
    pub published: Option<Date>,
    /// The outlet.
    pub outlet: Option<String>,
    /// Who says so; none if the outlet itself does.
    pub speaker: Option<Speaker>,
    /// People killed.
    pub killed: Option<u32>,
    /// People wounded.
    pub wounded: Option<u32>,
    /// The mentions with these numbers from this speaker on this day.
    pub mentions: Vec<String>,
}

/// A turn in the life of a promise, a meeting or a movement.
#[derive(Clone, Debug, PartialEq)]
pub struct Step<S> {
    /// What it is from then on.
    pub status: S,
    /// The day of the report, or of the act itself if that is known.
    pub date: Option<Date>,
    /// The deadline or interval that it sets.
    pub time: Option<When>,
    /// The statement that says so.
    pub mention: String,
    /// Who says so; none if the outlet itself does.
    pub speaker: Option<Speaker>,
    /// Whether it follows from an act, and is not stated.
    pub inferred: bool,
}

/// What became of a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CommitmentStatus {
    /// It was made and waits to be kept.
    Open,
    /// Its deadline was moved.
    Extended,
    /// Its deadline has passed, and no report says what became of it.
    Due,
    /// It was kept.
    Kept,
    /// It was broken.
    Broken,
    /// It was taken back.
    Withdrawn,
}

impl CommitmentStatus {
    /// The published name.
    pub fn name(self) -> &'static str {
        match self {
            CommitmentStatus::Open => "open",
            CommitmentStatus::Extended => "extended",
            CommitmentStatus::Due => "due",
            CommitmentStatus::Kept => "kept",
            CommitmentStatus::Broken => "broken",
            CommitmentStatus::Withdrawn => "withdrawn",
        }
    }
}

/// What one party promised.
#[derive(Clone, Debug, PartialEq)]
pub struct Commitment {
    /// The party's key and the id of the earliest statement.
    pub key: String,
    /// The ids of all its statements, the earliest report first.
    pub mentions: Vec<String>,
    /// Who promised it.
    pub party: Party,
    /// Who promised it together with that party.
    pub with: Vec<Party>,
    /// For whom.
    pub beneficiaries: Vec<Party>,
    /// What is promised, in the words of the text.
    pub content: Option<String>,
    /// What kind of thing it is: a theme of `data/record/theme.tsv`.
    pub theme: Option<String>,
    /// What it is bound to, in the words of the text.
    pub condition: Option<String>,
    /// Where.
    pub places: Vec<Scene>,
    /// The day of the report that first tells of it.
    pub made: Option<Date>,
    /// By when; the last that was set.
    pub deadline: Option<When>,
    /// What became of it.
    pub status: CommitmentStatus,
    /// Its life, the earliest first.
    pub steps: Vec<Step<CommitmentStatus>>,
}

impl Commitment {
    /// What it is on a day: an open promise is due once its deadline has passed.
    pub fn status_on(&self, day: Date) -> CommitmentStatus {
        let is_waiting = matches!(self.status, CommitmentStatus::Open | CommitmentStatus::Extended);
        let is_past = self.deadline.as_ref().and_then(|deadline| deadline.end).is_some_and(|end| end < day);
        if is_waiting && is_past { CommitmentStatus::Due } else { self.status }
    }
}

/// What became of a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MeetingStatus {
    /// It is announced.
    Upcoming,
    /// It has another date than was announced.
    Moved,
    /// It will not be held.
    Cancelled,
    /// It was held.
    Held,
    /// Its days are past, and no report says what became of it.
    Unreported,
}

impl MeetingStatus {
    /// The published name.
    pub fn name(self) -> &'static str {
        match self {
            MeetingStatus::Upcoming => "upcoming",
            MeetingStatus::Moved => "moved",
            MeetingStatus::Cancelled => "cancelled",
            MeetingStatus::Held => "held",
            MeetingStatus::Unreported => "unreported",
        }
    }
}

/// A meeting that was announced.
#[derive(Clone, Debug, PartialEq)]
pub struct Meeting {
    /// The id of the earliest statement.
    pub key: String,
    /// The ids of all its statements, the earliest report first.
    pub mentions: Vec<String>,
    /// What the text calls it: `summit`.
    pub name: Option<String>,
    /// Who meets.
    pub parties: Vec<Party>,
    /// Where.
    pub places: Vec<Scene>,
    /// The day of the report that first tells of it.
    pub announced: Option<Date>,
    /// When it is or was to be held; the last that was set.
    pub interval: Option<When>,
    /// What became of it.
    pub status: MeetingStatus,
    /// Its life, the earliest first.
    pub steps: Vec<Step<MeetingStatus>>,
}

impl Meeting {
    /// What it is on a day: a meeting whose days are past and that nobody
    /// reported on is unreported.
    pub fn status_on(&self, day: Date) -> MeetingStatus {
        let is_waiting = matches!(self.status, MeetingStatus::Upcoming | MeetingStatus::Moved);
        let is_past = self.interval.as_ref().and_then(|interval| interval.end).is_some_and(|end| end < day);
        if is_waiting && is_past { MeetingStatus::Unreported } else { self.status }
    }
}

/// How a row of the alignments is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AlignmentBasis {
    /// A text says so.
    Stated,
    /// It follows from what the two did to each other.
    Inferred,
}

impl AlignmentBasis {
    /// The published name.
    pub fn name(self) -> &'static str {
        match self {
            AlignmentBasis::Stated => "stated",
            AlignmentBasis::Inferred => "inferred",
        }
    }
}

/// How one actor stands to another over some time.
#[derive(Clone, Debug, PartialEq)]
pub struct Alignment {
    /// The two actors, the relation, how it is known, and the id of the earliest statement.
    pub key: String,
    /// The ids of the statements that it rests on, the earliest report first.
    pub mentions: Vec<String>,
    /// Who backs, hosts, opposes; for mutual relations the first by name.
    pub source: Party,
    /// Who is backed, hosted, opposed; none where a text tells of a change
    /// and not towards whom.
    pub target: Option<Party>,
    /// `ally`, `backer`, `host`, `opponent`, `enemy`, or `reversal` where a
    /// text speaks of one.
    pub relation: String,
    /// Whether a text says so or it follows from events.
    pub basis: AlignmentBasis,
    /// The first day for which it is known; none if it held before the first report.
    pub from: Option<Date>,
    /// The last day for which it is known; none if nothing says that it ended.
    pub to: Option<Date>,
    /// The mean intensity of the events that it was inferred from, -10 to 10.
    pub intensity: Option<f32>,
    /// The change that it began with.
    pub reversal: Option<Reversal>,
}

/// A change of sides: two spans of a dyad's history that differ, or two
/// relations that texts state one after the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Reversal {
    /// The day of the first event after the change, or of the report that states it.
    pub date: Date,
    /// What it was before.
    pub before: String,
    /// What it is since.
    pub after: String,
    /// The mean intensity of the events before, -10 to 10; none if it is stated.
    pub intensity_before: Option<f32>,
    /// The mean intensity of the events after, -10 to 10; none if it is stated.
    pub intensity_after: Option<f32>,
    /// How much better two spans explain the events than one, in nats; none
    /// if it is stated.
    pub gain: Option<f32>,
    /// The last statements before and the first after it.
    pub evidence: Vec<String>,
}

/// A format of talks.
#[derive(Clone, Debug, PartialEq)]
pub struct Process {
    /// Its name, folded.
    pub key: String,
    /// The ids of the statements that it rests on, the earliest report first.
    pub mentions: Vec<String>,
    /// What the texts call it most often.
    pub name: String,
    /// Since when it is said to exist.
    pub since: Option<When>,
    /// Who plays which part.
    pub roles: Vec<ProcessRole>,
    /// The day of the first report.
    pub first_reported: Option<Date>,
    /// The day of the last report.
    pub last_reported: Option<Date>,
}

/// A part in a format of talks. The type of the ledger, not of a program's run.
#[derive(Clone, Debug, PartialEq)]
pub struct ProcessRole {
    /// `guarantor`, `host`, `mediator`, `member`, `observer` or `excluded`.
    pub role: String,
    /// Who.
    pub party: Party,
    /// The first year for which it is said.
    pub from_year: Option<i16>,
    /// The last year for which it is said.
    pub to_year: Option<i16>,
    /// The statements that say so.
    pub mentions: Vec<String>,
}

/// What became of a movement of forces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MovementStatus {
    /// It is planned, ordered or promised.
    Announced,
    /// It has begun.
    UnderWay,
    /// It is done.
    Done,
    /// It is said not to be so.
    Denied,
}

impl MovementStatus {
    /// The published name.
    pub fn name(self) -> &'static str {
        match self {
            MovementStatus::Announced => "announced",
            MovementStatus::UnderWay => "under_way",
            MovementStatus::Done => "done",
            MovementStatus::Denied => "denied",
        }
    }
}

/// Forces that go from one place to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Movement {
    /// The force's key and the id of the earliest statement.
    pub key: String,
    /// The ids of all its statements, the earliest report first.
    pub mentions: Vec<String>,
    /// Whose forces.
    pub force: Party,
    /// Where they leave.
    pub from: Vec<Scene>,
    /// Where they go.
    pub to: Vec<Scene>,
    /// When.
    pub time: Option<When>,
    /// What became of it.
    pub status: MovementStatus,
    /// Its life, the earliest first.
    pub steps: Vec<Step<MovementStatus>>,
    /// The day of the first report.
    pub first_reported: Option<Date>,
    /// The day of the last report.
    pub last_reported: Option<Date>,
}
