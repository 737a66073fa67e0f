//! The published rows of the ledgers. They have the envelope of the event
//! mention; `kind` says which ledger.
//!
//! Field order is the order of the published form. Fields keep their names
//! within a schema version; more may be added at the end.

mod any;

use crate::correction_row::CorrectionRow;
use crate::mention_row::TimeRow;
use serde::{Deserialize, Serialize};

/// An actor of a ledger's row.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PartyRow {
    /// The phrase of the first text that has it.
    pub text: String,
    /// The canonical name; none if the phrase is in no table.
    pub name: Option<String>,
    /// The row of the tables.
    pub actor_id: Option<String>,
    /// ISO 3166-1 alpha-3, or an organisation's code.
    pub country: Option<String>,
    /// PLOVER sectors, the most specific first.
    pub sectors: Vec<String>,
    /// The office that justified country and sectors, with its dates.
    pub role: Option<String>,
}

/// A place of a ledger's row.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ScenePlaceRow {
    /// The toponym.
    pub text: String,
    /// The gazetteer's name.
    pub name: String,
    /// GeoNames id.
    pub geonames_id: Option<u32>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// First-order division.
    pub admin1: Option<String>,
    /// WGS84 degrees.
    pub lat: Option<f64>,
    /// WGS84 degrees.
    pub lon: Option<f64>,
    /// How closely it is known.
    pub precision: Option<String>,
    /// `location`, `topic`, `origin`, `destination` or `said`.
    pub role: String,
}

/// Who says so.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SpeakerRow {
    /// The speaker's words in the text.
    pub text: Option<String>,
    /// The canonical name.
    pub name: Option<String>,
    /// The speaker's country.
    pub country: Option<String>,
    /// `direct_quote`, `indirect` or `according_to`.
    pub manner: String,
    /// The verb or phrase that introduces the words.
    pub cue: Option<String>,
}

/// One happening, as all its mentions tell it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct EventRow {
    /// [`crate::SCHEMA`].
    pub schema: String,
    /// The ledger.
    pub kind: String,
    /// A digest of what makes it that row.
    pub id: String,
    /// The articles behind it, the earliest report first.
    pub article_ids: Vec<String>,
    /// The type that most independent reports give.
    pub event_type: String,
    /// The manner.
    pub mode: Option<String>,
    /// Themes, sorted.
    pub contexts: Vec<String>,
    /// CAMEO code; text, since leading zeros matter.
    pub cameo: Option<String>,
    /// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    pub quad_class: u8,
    /// From -10 to 10.
    pub intensity: Option<f32>,
    /// Who acted.
    pub sources: Vec<PartyRow>,
    /// To whom it was done.
    pub targets: Vec<PartyRow>,
    /// Whether the parties did it to each other.
    pub reciprocal: bool,
    /// Where, each place once.
    pub places: Vec<ScenePlaceRow>,
    /// The days that the mentions agree on.
    pub time: Option<TimeRow>,
    /// The strongest presentation.
    pub factuality: String,
    /// `positive` or `negative`, by the strongest presentation.
    pub polarity: String,
    /// Whether some say that it is not so and others that it is.
    pub disputed: bool,
    /// Who says what of its truth.
    pub accounts: Vec<AccountRow>,
    /// The dead and wounded as they were reported, newest last.
    pub tolls: Vec<TollRow>,
    /// The day of the first report.
    pub first_reported: Option<String>,
    /// The day of the last report.
    pub last_reported: Option<String>,
    /// Who reported it, sorted.
    pub outlets: Vec<String>,
    /// Reports that do not repeat one another's text, one for each outlet.
    pub independent: u32,
    /// From 0 to 1: how sure it is that the reports speak of such an event.
    pub confidence: f32,
    /// The ids of the mentions and claims that it rests on, the earliest report first.
    pub mentions: Vec<String>,
    /// The sentence of the first of them.
    pub quote: Option<String>,
    /// Name and version of the program.
    pub coder: String,
    /// A digest of the resource tables.
    pub data_digest: String,
    /// What an analyst says of the row.
    pub correction: Option<CorrectionRow>,
}

/// How one speaker, or the outlets themselves, present an event.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct AccountRow {
    /// Who says it; none if the outlet itself does.
    pub speaker: Option<SpeakerRow>,
    /// How it is presented.
    pub factuality: String,
    /// `positive` or `negative`.
    pub polarity: String,
    /// The mentions that say so.
    pub mentions: Vec<String>,
}

/// The dead and wounded of an event, as one report has them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TollRow {
    /// The day of the report.
    pub published: Option<String>,
    /// The outlet.
    pub outlet: Option<String>,
    /// Who says so; none if the outlet itself does.
    pub speaker: Option<SpeakerRow>,
    /// People killed.
    pub killed: Option<u32>,
    /// People wounded.
    pub wounded: Option<u32>,
    /// The mentions with these numbers.
    pub mentions: Vec<String>,
}

/// A turn in the life of a promise, a meeting or a movement.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct StepRow {
    /// What it is from then on.
    pub status: String,
    /// The day of the report, or of the act itself if that is known.
    pub date: Option<String>,
    /// The deadline or interval that it sets.
    pub time: Option<TimeRow>,
    /// The mention or claim that says so.
    pub mention: String,
    /// Its article.
    pub article_id: Option<String>,
    /// Its outlet.
    pub outlet: Option<String>,
    /// Its sentence.
    pub quote: Option<String>,
    /// Who says so; none if the outlet itself does.
    pub speaker: Option<SpeakerRow>,
    /// Whether it follows from an act, and is not stated.
    pub inferred: bool,
}

/// What one party promised.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CommitmentRow {
    /// [`crate::SCHEMA`].
    pub schema: String,
    /// The ledger.
    pub kind: String,
    /// A digest of what makes it that row.
    pub id: String,
    /// The articles behind it, the earliest report first.
    pub article_ids: Vec<String>,
    /// Who promised it, and behind it who did so together with that party.
    pub parties: Vec<PartyRow>,
    /// For whom.
    pub counterparts: Vec<PartyRow>,
    /// What is promised, in the words of the text.
    pub content: Option<String>,
    /// What kind of thing it is.
    pub theme: Option<String>,
    /// What it is bound to, in the words of the text.
    pub condition: Option<String>,
    /// Where.
    pub places: Vec<ScenePlaceRow>,
    /// The day of the report that first tells of it.
    pub made: Option<String>,
    /// By when; the last that was set.
    pub deadline: Option<TimeRow>,
    /// `open`, `extended`, `due`, `kept`, `broken` or `withdrawn`.
    pub status: String,
    /// Its life, the earliest first.
    pub steps: Vec<StepRow>,
    /// The ids of the mentions and claims that it rests on, the earliest report first.
    pub mentions: Vec<String>,
    /// The sentence of the first of them.
    pub quote: Option<String>,
    /// Name and version of the program.
    pub coder: String,
    /// A digest of the resource tables.
    pub data_digest: String,
    /// What an analyst says of the row.
    pub correction: Option<CorrectionRow>,
}

/// A meeting that was announced.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MeetingRow {
    /// [`crate::SCHEMA`].
    pub schema: String,
    /// The ledger.
    pub kind: String,
    /// A digest of what makes it that row.
    pub id: String,
    /// The articles behind it, the earliest report first.
    pub article_ids: Vec<String>,
    /// What the text calls it.
    pub name: Option<String>,
    /// Who meets.
    pub parties: Vec<PartyRow>,
    /// Where.
    pub places: Vec<ScenePlaceRow>,
    /// The day of the report that first tells of it.
    pub announced: Option<String>,
    /// When it is or was to be held; the last that was set.
    pub interval: Option<TimeRow>,
    /// `upcoming`, `moved`, `cancelled`, `held` or `unreported`.
    pub status: String,
    /// Its life, the earliest first.
    pub steps: Vec<StepRow>,
    /// The ids of the mentions and claims that it rests on, the earliest report first.
    pub mentions: Vec<String>,
    /// The sentence of the first of them.
    pub quote: Option<String>,
    /// Name and version of the program.
    pub coder: String,
    /// A digest of the resource tables.
    pub data_digest: String,
    /// What an analyst says of the row.
    pub correction: Option<CorrectionRow>,
}

/// How one actor stands to another over some time.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct AlignmentRow {
    /// [`crate::SCHEMA`].
    pub schema: String,
    /// The ledger.
    pub kind: String,
    /// A digest of what makes it that row.
    pub id: String,
    /// The articles behind it, the earliest report first.
    pub article_ids: Vec<String>,
    /// Who backs, hosts, opposes.
    pub parties: Vec<PartyRow>,
    /// Who is backed, hosted, opposed.
    pub counterparts: Vec<PartyRow>,
    /// `ally`, `backer`, `host`, `opponent`, `enemy` or `reversal`.
    pub relation: String,
    /// `stated` or `inferred`; named `known_by` since `basis` is that of a time.
    pub known_by: String,
    /// The first day for which it is known.
    pub from: Option<String>,
    /// The last day for which it is known; none if nothing says that it ended.
    pub to: Option<String>,
    /// The mean intensity of the events that it was inferred from.
    pub intensity: Option<f32>,
    /// The change that it began with.
    pub reversal: Option<ReversalRow>,
    /// The ids of the mentions and claims that it rests on, the earliest report first.
    pub mentions: Vec<String>,
    /// The sentence of the first of them.
    pub quote: Option<String>,
    /// Name and version of the program.
    pub coder: String,
    /// A digest of the resource tables.
    pub data_digest: String,
    /// What an analyst says of the row.
    pub correction: Option<CorrectionRow>,
}

/// A change of sides.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ReversalRow {
    /// The day of the first event after the change.
    pub date: String,
    /// What it was before.
    pub before: String,
    /// What it is since.
    pub after: String,
    /// The mean intensity before, -10 to 10.
    pub intensity_before: Option<f32>,
    /// The mean intensity after, -10 to 10.
    pub intensity_after: Option<f32>,
    /// How much better two spans explain the events than one, in nats.
    pub gain: Option<f32>,
    /// The last mentions before and the first after it.
    pub evidence: Vec<String>,
    /// Their sentences.
    pub quotes: Vec<String>,
}

/// A format of talks.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ProcessRow {
    /// [`crate::SCHEMA`].
    pub schema: String,
    /// The ledger.
    pub kind: String,
    /// A digest of what makes it that row.
    pub id: String,
    /// The articles behind it, the earliest report first.
    pub article_ids: Vec<String>,
    /// What the texts call it most often.
    pub name: String,
    /// Since when it is said to exist.
    pub since: Option<TimeRow>,
    /// Everybody who plays a part, once.
    pub parties: Vec<PartyRow>,
    /// Who plays which part.
    pub roles: Vec<RoleRow>,
    /// The day of the first report.
    pub first_reported: Option<String>,
    /// The day of the last report.
    pub last_reported: Option<String>,
    /// The ids of the mentions and claims that it rests on, the earliest report first.
    pub mentions: Vec<String>,
    /// The sentence of the first of them.
    pub quote: Option<String>,
    /// Name and version of the program.
    pub coder: String,
    /// A digest of the resource tables.
    pub data_digest: String,
    /// What an analyst says of the row.
    pub correction: Option<CorrectionRow>,
}

/// A part in a format of talks.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RoleRow {
    /// `guarantor`, `host`, `mediator`, `member`, `observer` or `excluded`.
    pub role: String,
    /// Who.
    pub party: PartyRow,
    /// The first year for which it is said.
    pub from_year: Option<i16>,
    /// The last year for which it is said.
    pub to_year: Option<i16>,
    /// The claims that say so.
    pub mentions: Vec<String>,
}

/// Forces that go from one place to another.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MovementRow {
    /// [`crate::SCHEMA`].
    pub schema: String,
    /// The ledger.
    pub kind: String,
    /// A digest of what makes it that row.
    pub id: String,
    /// The articles behind it, the earliest report first.
    pub article_ids: Vec<String>,
    /// Whose forces.
    pub parties: Vec<PartyRow>,
    /// Where they leave (`origin`) and where they go (`destination`).
    pub places: Vec<ScenePlaceRow>,
    /// When.
    pub time: Option<TimeRow>,
    /// `announced`, `under_way`, `done` or `denied`.
    pub status: String,
    /// Its life, the earliest first.
    pub steps: Vec<StepRow>,
    /// The day of the first report.
    pub first_reported: Option<String>,
    /// The day of the last report.
    pub last_reported: Option<String>,
    /// The ids of the mentions and claims that it rests on, the earliest report first.
    pub mentions: Vec<String>,
    /// The sentence of the first of them.
    pub quote: Option<String>,
    /// Name and version of the program.
    pub coder: String,
    /// A digest of the resource tables.
    pub data_digest: String,
    /// What an analyst says of the row.
    pub correction: Option<CorrectionRow>,
}

/// A row of any ledger.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
#[allow(missing_docs, reason = "each is described at its type")]
pub enum LedgerRow {
    Event(Box<EventRow>),
    Commitment(Box<CommitmentRow>),
    Meeting(Box<MeetingRow>),
    Alignment(Box<AlignmentRow>),
    Process(Box<ProcessRow>),
    Movement(Box<MovementRow>),
}

/// The name of a party: the actor's, or its words.
pub fn party_name(party: &PartyRow) -> String {
    party.name.clone().unwrap_or_else(|| party.text.clone())
}
