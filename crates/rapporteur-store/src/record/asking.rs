//! Asking a record: the rows of a ledger within days, of actors and places.

use super::{DyadRow, Record, dyad};
use crate::{Error, LedgerRow};
use jiff::civil::Date;
use rusqlite::types::Value as SqlValue;
use rusqlite::{params, params_from_iter};
use serde::{Deserialize, Serialize};

/// Which rows of the ledgers are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// What happened.
    Events,
    /// What was promised.
    Commitments,
    /// What is announced for a day: meetings, and promises with a deadline.
    Calendar,
    /// Who stands with or against whom.
    Alignments,
    /// Formats of talks.
    Processes,
    /// Movements of forces.
    Movements,
    /// All of them.
    All,
}

impl Topic {
    /// The kinds of rows.
    pub fn kinds(self) -> &'static [&'static str] {
        match self {
            Topic::Events => &["event"],
            Topic::Commitments => &["commitment"],
            Topic::Calendar => &["meeting", "commitment"],
            Topic::Alignments => &["alignment"],
            Topic::Processes => &["process"],
            Topic::Movements => &["movement"],
            Topic::All => &["event", "commitment", "meeting", "alignment", "process", "movement"],
        }
    }
}

/// What the rows that are asked for must fulfil; what is none asks nothing.
#[derive(Clone, Debug, Default)]
pub struct Question {
    /// Rows that last to this day or a later one.
    pub since: Option<Date>,
    /// Rows that begin on this day or an earlier one.
    pub until: Option<Date>,
    /// Country code, actor's id, or a part of the name of one of its actors.
    pub actor: Option<String>,
    /// Country code, GeoNames id, or a part of the name of one of its places.
    pub place: Option<String>,
    /// Event type, relation, or a part of the name or content.
    pub label: Option<String>,
    /// Where its life stands.
    pub status: Option<String>,
    /// The day as of which promises are due; without it the last day on which
    /// an article was published.
    pub today: Option<Date>,
}

/// An actor of the record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ActorRow {
    /// `actor`.
    pub kind: String,
    /// The canonical name, or the words.
    pub name: String,
    /// The row of the tables.
    pub actor_id: Option<String>,
    /// ISO 3166-1 alpha-3, or an organisation's code.
    pub country: Option<String>,
    /// PLOVER sectors.
    pub sectors: Vec<String>,
    /// Events in which it acted.
    pub as_source: i64,
    /// Events in which something was done to it.
    pub as_target: i64,
    /// Its events by quad class, from 1 to 4.
    pub quad_1: i64,
    /// Material cooperation.
    pub quad_2: i64,
    /// Verbal conflict.
    pub quad_3: i64,
    /// Material conflict.
    pub quad_4: i64,
    /// The day of the first of them.
    pub first: Option<String>,
    /// The day of the last of them.
    pub last: Option<String>,
}

/// Which days of a row a question is about.
#[derive(Clone, Copy)]
enum Days {
    /// Those that it speaks of.
    Lasting,
    /// Those on which it took a turn.
    Turning,
}

/// A change: a turn in the life of a promise, a meeting or a movement, or a
/// reversal of an alignment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChangeRow {
    /// `change`.
    pub kind: String,
    /// The day of it.
    pub date: Option<String>,
    /// The ledger of the row that changed.
    pub ledger: String,
    /// The id of that row.
    pub id: String,
    /// What was promised, the meeting's name, the relation.
    pub label: String,
    /// The names of its actors.
    pub parties: Vec<String>,
    /// What it was before; none for what is new.
    pub before: Option<String>,
    /// What it is since.
    pub after: String,
    /// The mentions and claims that say so.
    pub mentions: Vec<String>,
    /// Their sentences.
    pub quotes: Vec<String>,
    /// Whether it follows from events, and is not stated.
    pub inferred: bool,
}

impl Record {
    /// The rows of ledgers that fulfil a question, by their first day, ledger
    /// and id; rows without a day come first.
    ///
    /// # Errors
    /// If the file cannot be read, or a row is broken.
    pub fn ask(&self, topic: Topic, question: &Question) -> Result<Vec<LedgerRow>, Error> {
        let mut rows = self.rows_of(topic.kinds(), question, Days::Lasting)?;
        rows.retain(|row| topic != Topic::Calendar || is_dated(row));
        Ok(rows)
    }

    /// The rows of some kinds that fulfil a question.
    fn rows_of(&self, kinds: &[&str], question: &Question, days: Days) -> Result<Vec<LedgerRow>, Error> {
        let (query, values) = self.query_of(kinds, question, days, "ledger.row")?;
        let mut statement = self.connection.prepare(&query)?;
        let mut found = statement.query(params_from_iter(values))?;
        let today = match question.today {
            Some(day) => Some(day.to_string()),
            None => self.last_day()?,
        };
        let mut rows = Vec::new();
        while let Some(row) = found.next()? {
            let row = LedgerRow::from_value(serde_json::from_str(&row.get::<_, String>(0)?)?)?;
            let row = match &today {
                Some(day) => row.on(day),
                None => row,
            };
            if question.status.as_deref().is_none_or(|status| row.status() == Some(status)) {
                rows.push(row);
            }
        }
        Ok(rows)
    }

    /// One row for each source and target of the events that fulfil a question.
    ///
    /// # Errors
    /// If the file cannot be read, or a row is broken.
    pub fn dyads(&self, question: &Question, one_a_day: bool) -> Result<Vec<DyadRow>, Error> {
        let mut rows = Vec::new();
        for row in self.ask(Topic::Events, question)? {
            if let LedgerRow::Event(event) = row {
                rows.extend(dyad::of_event(&event));
            }
        }
        Ok(if one_a_day { dyad::one_a_day(rows) } else { rows })
    }

    /// What changed in the days of a question.
    ///
    /// # Errors
    /// If the file cannot be read, or a row is broken.
    pub fn changes(&self, question: &Question) -> Result<Vec<ChangeRow>, Error> {
        let (since, until) = (question.since.map(|day| day.to_string()), question.until.map(|day| day.to_string()));
        let mut changes: Vec<ChangeRow> = Vec::new();
        for row in self.rows_of(&["commitment", "meeting", "movement", "alignment"], question, Days::Turning)? {
            if row.kind() != "meeting" || is_dated(&row) {
                changes.extend(changes_of(&row));
            }
        }
        changes.retain(|change| {
            let after = since.as_ref().is_none_or(|since| change.date.as_ref().is_some_and(|date| date >= since));
            after && until.as_ref().is_none_or(|until| change.date.as_ref().is_some_and(|date| date <= until))
        });
        changes.sort_by(|one, other| (&one.date, &one.ledger, &one.id).cmp(&(&other.date, &other.ledger, &other.id)));
        Ok(changes)
    }

    /// The actors of the events that fulfil a question, those with the most
    /// events first.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn actors(&self, question: &Question) -> Result<Vec<ActorRow>, Error> {
        let (inner, values) =
            self.query_of(Topic::Events.kinds(), question, Days::Lasting, "ledger.number, ledger.start, ledger.quad_class AS quad")?;
        let mut filter = String::new();
        if let Some(actor) = &question.actor {
            // The plus keeps SQLite from trying each of them for each event.
            filter = format!("AND +entity.id IN ({})", self.entities("actor", actor)?);
        }
        let query = format!(
            "WITH chosen AS MATERIALIZED ({inner})
             SELECT entity.name, entity.actor_id, entity.country, entity.sectors,
                 SUM(role = 'source'), SUM(role = 'target'), SUM(quad = 1), SUM(quad = 2), SUM(quad = 3), SUM(quad = 4),
                 MIN(start), MAX(start)
             FROM chosen JOIN ledger_entity ON ledger_entity.ledger = number JOIN entity ON entity.id = ledger_entity.entity
             WHERE entity.type = 'actor' {filter}
             GROUP BY entity.id ORDER BY COUNT(*) DESC, entity.name, entity.key"
        );
        let mut statement = self.connection.prepare(&query)?;
        let rows = statement.query_map(params_from_iter(values), |row| {
            let sectors: String = row.get(3)?;
            Ok(ActorRow {
                kind: "actor".to_owned(),
                name: row.get(0)?,
                actor_id: row.get(1)?,
                country: row.get(2)?,
                sectors: sectors.split_whitespace().map(str::to_owned).collect(),
                as_source: row.get(4)?,
                as_target: row.get(5)?,
                quad_1: row.get(6)?,
                quad_2: row.get(7)?,
                quad_3: row.get(8)?,
                quad_4: row.get(9)?,
                first: row.get(10)?,
                last: row.get(11)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The SQL of a question and the values in it.
    fn query_of(&self, kinds: &[&str], question: &Question, days: Days, columns: &str) -> Result<(String, Vec<SqlValue>), Error> {
        let names: Vec<String> = kinds.iter().map(|kind| format!("'{kind}'")).collect();
        let mut conditions = vec![format!("ledger.kind IN ({})", names.join(", ")), "ledger.is_held = 1".to_owned()];
        let mut values: Vec<SqlValue> = Vec::new();
        match days {
            Days::Lasting => lasting(kinds, question, &mut conditions, &mut values),
            Days::Turning => turning(question, &mut conditions, &mut values),
        }
        for (kind, wanted) in [("actor", &question.actor), ("place", &question.place)] {
            let Some(wanted) = wanted else { continue };
            let entities = self.entities(kind, wanted)?;
            conditions.push(format!("ledger.number IN (SELECT ledger FROM ledger_entity WHERE entity IN ({entities}))"));
        }
        if let Some(label) = &question.label {
            conditions.push("ledger.label LIKE '%' || ? || '%'".to_owned());
            values.push(SqlValue::Text(label.clone()));
        }
        let query =
            format!("SELECT {columns} FROM ledger WHERE {} ORDER BY ledger.start, ledger.kind, ledger.id", conditions.join(" AND "));
        Ok((query, values))
    }

    /// The numbers of the actors or places that a word stands for: all of a
    /// country for its code, else those with that id or with the word in
    /// their name. Commas stand between them, as in SQL.
    fn entities(&self, kind: &str, word: &str) -> Result<String, Error> {
        let is_code = word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase());
        let mut find = self.connection.prepare(if is_code {
            "SELECT id FROM entity WHERE type = ?1 AND (country = ?2 OR actor_id = ?2)"
        } else {
            "SELECT id FROM entity WHERE type = ?1 AND (actor_id = ?2 OR CAST(geonames_id AS TEXT) = ?2 OR name LIKE '%' || ?2 || '%')"
        })?;
        let numbers = find.query_map(params![kind, word], |row| Ok(row.get::<_, i64>(0)?.to_string()))?;
        Ok(numbers.collect::<Result<Vec<_>, _>>()?.join(","))
    }
}

/// The conditions for rows that last in the days of a question.
fn lasting(kinds: &[&str], question: &Question, conditions: &mut Vec<String>, values: &mut Vec<SqlValue>) {
    let day = |day: Date| SqlValue::Text(day.to_string());
    if let Some(since) = question.since {
        // What has no last day goes on, or ends on its first day.
        let over = "CASE WHEN ledger.kind IN ('alignment', 'process') THEN ledger.end IS NULL OR ledger.end >= ? ELSE COALESCE(ledger.end, ledger.start) >= ? END";
        conditions.push(over.to_owned());
        values.extend([day(since), day(since)]);
        if kinds == Topic::Events.kinds() {
            // The index is by first day; no event lasts longer than this
            // but those of which only the year is known.
            conditions.push("ledger.start >= ?".to_owned());
            values.push(day(since.checked_sub(jiff::Span::new().days(400)).unwrap_or(since)));
        }
    }
    if let Some(until) = question.until {
        conditions.push("(ledger.start <= ? OR ledger.start IS NULL AND ledger.kind IN ('alignment', 'process'))".to_owned());
        values.push(day(until));
    }
}

/// The conditions for rows that took a turn in the days of a question.
fn turning(question: &Question, conditions: &mut Vec<String>, values: &mut Vec<SqlValue>) {
    let bounds = [("date >= ?", question.since), ("date <= ?", question.until)];
    let (bounds, days): (Vec<&str>, Vec<Date>) = bounds.into_iter().filter_map(|(bound, day)| Some((bound, day?))).unzip();
    if !bounds.is_empty() {
        conditions.push(format!("ledger.number IN (SELECT ledger FROM ledger_change WHERE {})", bounds.join(" AND ")));
        values.extend(days.into_iter().map(|day| SqlValue::Text(day.to_string())));
    }
}

/// Whether a row stands in a calendar: a meeting with days, a promise with a
/// deadline.
fn is_dated(row: &LedgerRow) -> bool {
    match row {
        LedgerRow::Meeting(meeting) => meeting.interval.as_ref().is_some_and(|time| time.start.is_some() || time.end.is_some()),
        LedgerRow::Commitment(commitment) => commitment.deadline.as_ref().is_some_and(|time| time.end.is_some()),
        _ => false,
    }
}

/// The changes that a row tells of.
pub(super) fn changes_of(row: &LedgerRow) -> Vec<ChangeRow> {
    let parties: Vec<String> = row.parties().iter().map(|(_, party)| crate::ledger_row::party_name(party)).collect();
    let blank = ChangeRow {
        kind: "change".to_owned(),
        date: None,
        ledger: row.kind().to_owned(),
        id: row.id().to_owned(),
        label: row.label(),
        parties,
        before: None,
        after: String::new(),
        mentions: Vec::new(),
        quotes: Vec::new(),
        inferred: false,
    };
    let mut before: Option<String> = None;
    let mut changes = Vec::new();
    for step in row.steps() {
        changes.push(ChangeRow {
            date: step.date.clone(),
            before: before.replace(step.status.clone()),
            after: step.status.clone(),
            mentions: vec![step.mention.clone()],
            quotes: step.quote.iter().cloned().collect(),
            inferred: step.inferred,
            ..blank.clone()
        });
    }
    if let LedgerRow::Alignment(alignment) = row {
        changes.extend(alignment.reversal.as_ref().map(|reversal| ChangeRow {
            date: Some(reversal.date.clone()),
            before: Some(reversal.before.clone()),
            after: reversal.after.clone(),
            mentions: reversal.evidence.clone(),
            quotes: reversal.quotes.clone(),
            inferred: alignment.known_by == "inferred",
            ..blank.clone()
        }));
        if alignment.reversal.is_none() && alignment.relation == "reversal" {
            changes.push(ChangeRow {
                date: alignment.from.clone(),
                after: alignment.relation.clone(),
                mentions: alignment.mentions.clone(),
                quotes: alignment.quote.iter().cloned().collect(),
                ..blank
            });
        }
    }
    changes
}
