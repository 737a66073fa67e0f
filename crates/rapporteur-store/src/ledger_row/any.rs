//! What the rows of all ledgers have in common.

use super::{
    AlignmentRow, CommitmentRow, EventRow, LedgerRow, MeetingRow, MovementRow, PartyRow, ProcessRow, ScenePlaceRow, StepRow, party_name,
};
use crate::mention_row::TimeRow;

impl LedgerRow {
    /// Reads a row by its `kind`.
    ///
    /// # Errors
    /// If it is of no ledger or lacks a field.
    pub fn from_value(value: serde_json::Value) -> Result<LedgerRow, serde_json::Error> {
        use serde::de::Error as _;
        let kind = value.get("kind").and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
        Ok(match kind.as_str() {
            "event" => LedgerRow::Event(serde_json::from_value(value)?),
            "commitment" => LedgerRow::Commitment(serde_json::from_value(value)?),
            "meeting" => LedgerRow::Meeting(serde_json::from_value(value)?),
            "alignment" => LedgerRow::Alignment(serde_json::from_value(value)?),
            "process" => LedgerRow::Process(serde_json::from_value(value)?),
            "movement" => LedgerRow::Movement(serde_json::from_value(value)?),
            other => return Err(serde_json::Error::custom(format!("found the kind `{other}`, wanted that of a ledger"))),
        })
    }

    /// The ledger.
    pub fn kind(&self) -> &'static str {
        match self {
            LedgerRow::Event(_) => "event",
            LedgerRow::Commitment(_) => "commitment",
            LedgerRow::Meeting(_) => "meeting",
            LedgerRow::Alignment(_) => "alignment",
            LedgerRow::Process(_) => "process",
            LedgerRow::Movement(_) => "movement",
        }
    }

    /// The published id.
    pub fn id(&self) -> &str {
        match self {
            LedgerRow::Event(row) => &row.id,
            LedgerRow::Commitment(row) => &row.id,
            LedgerRow::Meeting(row) => &row.id,
            LedgerRow::Alignment(row) => &row.id,
            LedgerRow::Process(row) => &row.id,
            LedgerRow::Movement(row) => &row.id,
        }
    }

    /// The mentions and claims that it rests on, the earliest report first.
    pub fn mentions(&self) -> &[String] {
        match self {
            LedgerRow::Event(row) => &row.mentions,
            LedgerRow::Commitment(row) => &row.mentions,
            LedgerRow::Meeting(row) => &row.mentions,
            LedgerRow::Alignment(row) => &row.mentions,
            LedgerRow::Process(row) => &row.mentions,
            LedgerRow::Movement(row) => &row.mentions,
        }
    }

    /// The sentence of the first of them.
    pub fn quote(&self) -> Option<&str> {
        match self {
            LedgerRow::Event(row) => row.quote.as_deref(),
            LedgerRow::Commitment(row) => row.quote.as_deref(),
            LedgerRow::Meeting(row) => row.quote.as_deref(),
            LedgerRow::Alignment(row) => row.quote.as_deref(),
            LedgerRow::Process(row) => row.quote.as_deref(),
            LedgerRow::Movement(row) => row.quote.as_deref(),
        }
    }

    /// Its event type, relation, name, or what is promised.
    pub fn label(&self) -> String {
        match self {
            LedgerRow::Event(row) => row.event_type.clone(),
            LedgerRow::Commitment(row) => row.content.clone().unwrap_or_default(),
            LedgerRow::Meeting(row) => row.name.clone().unwrap_or_default(),
            LedgerRow::Alignment(row) => row.relation.clone(),
            LedgerRow::Process(row) => row.name.clone(),
            LedgerRow::Movement(row) => row.parties.first().map(party_name).unwrap_or_default(),
        }
    }

    /// The quad class of an event, from 1 to 4.
    pub fn quad_class(&self) -> Option<u8> {
        if let LedgerRow::Event(row) = self { Some(row.quad_class) } else { None }
    }

    /// Where its life stands, as far as reports say.
    pub fn status(&self) -> Option<&str> {
        match self {
            LedgerRow::Commitment(row) => Some(&row.status),
            LedgerRow::Meeting(row) => Some(&row.status),
            LedgerRow::Alignment(row) => Some(&row.known_by),
            LedgerRow::Movement(row) => Some(&row.status),
            LedgerRow::Event(_) | LedgerRow::Process(_) => None,
        }
    }

    /// Its first and last day: of the event, the meeting, the deadline, the
    /// relation, and otherwise of the reports.
    pub fn days(&self) -> (Option<String>, Option<String>) {
        let of =
            |time: &Option<TimeRow>| (time.as_ref().and_then(|time| time.start.clone()), time.as_ref().and_then(|time| time.end.clone()));
        let known = |(start, end): (Option<String>, Option<String>), first: &Option<String>, last: &Option<String>| match (&start, &end) {
            (None, None) => (first.clone(), last.clone()),
            // What has one end alone is known for that day.
            (None, end) => (end.clone(), end.clone()),
            _ => (start, end),
        };
        match self {
            LedgerRow::Event(row) => known(of(&row.time), &row.first_reported, &row.first_reported),
            LedgerRow::Commitment(row) => {
                let (_, end) = of(&row.deadline);
                (row.made.clone(), end)
            }
            LedgerRow::Meeting(row) => known(of(&row.interval), &row.announced, &row.announced),
            LedgerRow::Alignment(row) => (row.from.clone(), row.to.clone()),
            LedgerRow::Process(row) => (of(&row.since).0.or(row.first_reported.clone()), None),
            LedgerRow::Movement(row) => known(of(&row.time), &row.first_reported, &row.last_reported),
        }
    }

    /// Its actors with the part they play in the row.
    pub fn parties(&self) -> Vec<(&'static str, &PartyRow)> {
        fn list<'r>(role: &'static str, rows: &'r [PartyRow]) -> Vec<(&'static str, &'r PartyRow)> {
            rows.iter().map(|row| (role, row)).collect()
        }
        match self {
            LedgerRow::Event(row) => [list("source", &row.sources), list("target", &row.targets)].concat(),
            LedgerRow::Commitment(row) => [list("party", &row.parties), list("counterpart", &row.counterparts)].concat(),
            LedgerRow::Meeting(row) => list("party", &row.parties),
            LedgerRow::Alignment(row) => [list("party", &row.parties), list("counterpart", &row.counterparts)].concat(),
            LedgerRow::Process(row) => list("party", &row.parties),
            LedgerRow::Movement(row) => list("party", &row.parties),
        }
    }

    /// Its places.
    pub fn places(&self) -> &[ScenePlaceRow] {
        match self {
            LedgerRow::Event(row) => &row.places,
            LedgerRow::Commitment(row) => &row.places,
            LedgerRow::Meeting(row) => &row.places,
            LedgerRow::Movement(row) => &row.places,
            LedgerRow::Alignment(_) | LedgerRow::Process(_) => &[],
        }
    }

    /// The turns of its life.
    pub fn steps(&self) -> &[StepRow] {
        match self {
            LedgerRow::Commitment(row) => &row.steps,
            LedgerRow::Meeting(row) => &row.steps,
            LedgerRow::Movement(row) => &row.steps,
            _ => &[],
        }
    }

    /// The row as it stands on a day: a promise whose deadline has passed is
    /// due, a meeting whose days have passed is unreported, as long as no
    /// report says what became of them.
    pub fn on(mut self, day: &str) -> LedgerRow {
        let is_past = |time: &Option<TimeRow>| time.as_ref().and_then(|time| time.end.as_deref()).is_some_and(|end| end < day);
        match &mut self {
            LedgerRow::Commitment(row) if matches!(row.status.as_str(), "open" | "extended") && is_past(&row.deadline) => {
                row.status = "due".to_owned();
            }
            LedgerRow::Meeting(row) if matches!(row.status.as_str(), "upcoming" | "moved") && is_past(&row.interval) => {
                row.status = "unreported".to_owned();
            }
            _ => (),
        }
        self
    }

    /// The event; none if it is a row of another ledger.
    pub fn into_event(self) -> Option<EventRow> {
        if let LedgerRow::Event(row) = self { Some(*row) } else { None }
    }

    /// The promise; none if it is a row of another ledger.
    pub fn into_commitment(self) -> Option<CommitmentRow> {
        if let LedgerRow::Commitment(row) = self { Some(*row) } else { None }
    }

    /// The meeting; none if it is a row of another ledger.
    pub fn into_meeting(self) -> Option<MeetingRow> {
        if let LedgerRow::Meeting(row) = self { Some(*row) } else { None }
    }

    /// The alignment; none if it is a row of another ledger.
    pub fn into_alignment(self) -> Option<AlignmentRow> {
        if let LedgerRow::Alignment(row) = self { Some(*row) } else { None }
    }

    /// The format of talks; none if it is a row of another ledger.
    pub fn into_format(self) -> Option<ProcessRow> {
        if let LedgerRow::Process(row) = self { Some(*row) } else { None }
    }

    /// The movement; none if it is a row of another ledger.
    pub fn into_movement(self) -> Option<MovementRow> {
        if let LedgerRow::Movement(row) = self { Some(*row) } else { None }
    }
}
