//! What the core keeps of a block, as published rows.

use super::writer::ArticleNames;
use crate::id::content_id;
use crate::ledger_row::{
    AccountRow, AlignmentRow, CommitmentRow, EventRow, MeetingRow, MovementRow, PartyRow, ProcessRow, ReversalRow, RoleRow, ScenePlaceRow,
    SpeakerRow, StepRow, TollRow,
};
use crate::mention_row::TimeRow;
use crate::{LedgerRow, SCHEMA};
use jiff::civil::Date;
use rapporteur::record::{
    Alignment, Commitment, Event, Ledgers, Meeting, Movement, Party, Process, Reversal, Scene, Speaker, Statement, Step, When,
};
use std::collections::BTreeMap;

/// What rows are made with: the statements behind them and the names of
/// their articles.
pub struct Sources<'a> {
    /// By id.
    pub statements: BTreeMap<&'a str, &'a Statement>,
    /// The callers' ids of articles, by key.
    pub articles: &'a ArticleNames,
    /// Name and version of the program.
    pub coder: &'a str,
    /// A digest of the resource tables.
    pub data_digest: &'a str,
}

/// All rows of a block.
pub fn rows(ledgers: Ledgers, sources: &Sources<'_>) -> Vec<LedgerRow> {
    let mut rows = Vec::new();
    rows.extend(ledgers.events.into_iter().map(|row| LedgerRow::Event(Box::new(sources.event(row)))));
    rows.extend(ledgers.commitments.into_iter().map(|row| LedgerRow::Commitment(Box::new(sources.commitment(row)))));
    rows.extend(ledgers.meetings.into_iter().map(|row| LedgerRow::Meeting(Box::new(sources.meeting(row)))));
    rows.extend(ledgers.alignments.into_iter().map(|row| LedgerRow::Alignment(Box::new(sources.alignment(row)))));
    rows.extend(ledgers.processes.into_iter().map(|row| LedgerRow::Process(Box::new(sources.format(row)))));
    rows.extend(ledgers.movements.into_iter().map(|row| LedgerRow::Movement(Box::new(sources.movement(row)))));
    rows
}

impl Sources<'_> {
    fn id(&self, kind: &str, key: &str) -> String {
        content_id([SCHEMA, kind, key])
    }

    fn article_ids(&self, mentions: &[String]) -> Vec<String> {
        let mut ids: Vec<String> = Vec::new();
        for id in mentions.iter().filter_map(|mention| self.article_id(mention)) {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids
    }

    fn article_id(&self, mention: &str) -> Option<String> {
        self.articles.get(&self.statements.get(mention)?.article).cloned()
    }

    fn sentence(&self, mention: &str) -> Option<String> {
        self.statements.get(mention).map(|statement| statement.sentence_text.clone())
    }

    fn quote(&self, mentions: &[String]) -> Option<String> {
        mentions.first().and_then(|mention| self.sentence(mention))
    }

    fn event(&self, event: Event) -> EventRow {
        EventRow {
            schema: SCHEMA.to_owned(),
            kind: "event".to_owned(),
            id: self.id("event", &event.key),
            article_ids: self.article_ids(&event.mentions),
            event_type: event.event_type,
            mode: event.mode,
            contexts: event.contexts,
            cameo: event.cameo,
            quad_class: event.quad_class,
            intensity: event.intensity,
            sources: event.sources.into_iter().map(party_row).collect(),
            targets: event.targets.into_iter().map(party_row).collect(),
            reciprocal: event.reciprocal,
            places: event.places.into_iter().map(place_row).collect(),
            time: event.time.map(time_row),
            factuality: event.factuality.name().to_owned(),
            polarity: event.polarity.name().to_owned(),
            disputed: event.disputed,
            accounts: event
                .accounts
                .into_iter()
                .map(|account| AccountRow {
                    speaker: account.speaker.map(speaker_row),
                    factuality: account.factuality.name().to_owned(),
                    polarity: account.polarity.name().to_owned(),
                    mentions: account.mentions,
                })
                .collect(),
            tolls: event
                .tolls
                .into_iter()
                .map(|toll| TollRow {
                    published: shown(toll.published),
                    outlet: toll.outlet,
                    speaker: toll.speaker.map(speaker_row),
                    killed: toll.killed,
                    wounded: toll.wounded,
                    mentions: toll.mentions,
                })
                .collect(),
            first_reported: shown(event.first_reported),
            last_reported: shown(event.last_reported),
            outlets: event.outlets,
            independent: event.independent,
            confidence: thousandths(event.confidence),
            quote: self.quote(&event.mentions),
            mentions: event.mentions,
            coder: self.coder.to_owned(),
            data_digest: self.data_digest.to_owned(),
            correction: None,
        }
    }

    fn commitment(&self, commitment: Commitment) -> CommitmentRow {
        CommitmentRow {
            schema: SCHEMA.to_owned(),
            kind: "commitment".to_owned(),
            id: self.id("commitment", &commitment.key),
            article_ids: self.article_ids(&commitment.mentions),
            parties: std::iter::once(commitment.party).chain(commitment.with).map(party_row).collect(),
            counterparts: commitment.beneficiaries.into_iter().map(party_row).collect(),
            content: commitment.content,
            theme: commitment.theme,
            condition: commitment.condition,
            places: commitment.places.into_iter().map(place_row).collect(),
            made: shown(commitment.made),
            deadline: commitment.deadline.map(time_row),
            status: commitment.status.name().to_owned(),
            steps: commitment.steps.into_iter().map(|step| self.step(step, |status| status.name())).collect(),
            quote: self.quote(&commitment.mentions),
            mentions: commitment.mentions,
            coder: self.coder.to_owned(),
            data_digest: self.data_digest.to_owned(),
            correction: None,
        }
    }

    fn meeting(&self, meeting: Meeting) -> MeetingRow {
        MeetingRow {
            schema: SCHEMA.to_owned(),
            kind: "meeting".to_owned(),
            id: self.id("meeting", &meeting.key),
            article_ids: self.article_ids(&meeting.mentions),
            name: meeting.name,
            parties: meeting.parties.into_iter().map(party_row).collect(),
            places: meeting.places.into_iter().map(place_row).collect(),
            announced: shown(meeting.announced),
            interval: meeting.interval.map(time_row),
            status: meeting.status.name().to_owned(),
            steps: meeting.steps.into_iter().map(|step| self.step(step, |status| status.name())).collect(),
            quote: self.quote(&meeting.mentions),
            mentions: meeting.mentions,
            coder: self.coder.to_owned(),
            data_digest: self.data_digest.to_owned(),
            correction: None,
        }
    }

    fn alignment(&self, alignment: Alignment) -> AlignmentRow {
        AlignmentRow {
            schema: SCHEMA.to_owned(),
            kind: "alignment".to_owned(),
            id: self.id("alignment", &alignment.key),
            article_ids: self.article_ids(&alignment.mentions),
            parties: vec![party_row(alignment.source)],
            counterparts: alignment.target.into_iter().map(party_row).collect(),
            relation: alignment.relation,
            known_by: alignment.basis.name().to_owned(),
            from: shown(alignment.from),
            to: shown(alignment.to),
            intensity: alignment.intensity.map(thousandths),
            reversal: alignment.reversal.map(|reversal| self.reversal(reversal)),
            quote: self.quote(&alignment.mentions),
            mentions: alignment.mentions,
            coder: self.coder.to_owned(),
            data_digest: self.data_digest.to_owned(),
            correction: None,
        }
    }

    fn reversal(&self, reversal: Reversal) -> ReversalRow {
        ReversalRow {
            date: reversal.date.to_string(),
            before: reversal.before,
            after: reversal.after,
            intensity_before: reversal.intensity_before.map(thousandths),
            intensity_after: reversal.intensity_after.map(thousandths),
            gain: reversal.gain.map(thousandths),
            quotes: reversal.evidence.iter().filter_map(|mention| self.sentence(mention)).collect(),
            evidence: reversal.evidence,
        }
    }

    fn format(&self, format: Process) -> ProcessRow {
        let roles: Vec<RoleRow> = format
            .roles
            .into_iter()
            .map(|role| RoleRow {
                role: role.role,
                party: party_row(role.party),
                from_year: role.from_year,
                to_year: role.to_year,
                mentions: role.mentions,
            })
            .collect();
        let mut parties: Vec<PartyRow> = Vec::new();
        for role in &roles {
            if parties.iter().all(|party| (&party.name, &party.text) != (&role.party.name, &role.party.text)) {
                parties.push(role.party.clone());
            }
        }
        ProcessRow {
            schema: SCHEMA.to_owned(),
            kind: "process".to_owned(),
            id: self.id("process", &format.key),
            article_ids: self.article_ids(&format.mentions),
            name: format.name,
            since: format.since.map(time_row),
            parties,
            roles,
            first_reported: shown(format.first_reported),
            last_reported: shown(format.last_reported),
            quote: self.quote(&format.mentions),
            mentions: format.mentions,
            coder: self.coder.to_owned(),
            data_digest: self.data_digest.to_owned(),
            correction: None,
        }
    }

    fn movement(&self, movement: Movement) -> MovementRow {
        let with_role = |role: &str, scenes: Vec<Scene>| {
            scenes.into_iter().map(|scene| ScenePlaceRow { role: role.to_owned(), ..place_row(scene) }).collect::<Vec<_>>()
        };
        MovementRow {
            schema: SCHEMA.to_owned(),
            kind: "movement".to_owned(),
            id: self.id("movement", &movement.key),
            article_ids: self.article_ids(&movement.mentions),
            parties: vec![party_row(movement.force)],
            places: [with_role("origin", movement.from), with_role("destination", movement.to)].concat(),
            time: movement.time.map(time_row),
            status: movement.status.name().to_owned(),
            steps: movement.steps.into_iter().map(|step| self.step(step, |status| status.name())).collect(),
            first_reported: shown(movement.first_reported),
            last_reported: shown(movement.last_reported),
            quote: self.quote(&movement.mentions),
            mentions: movement.mentions,
            coder: self.coder.to_owned(),
            data_digest: self.data_digest.to_owned(),
            correction: None,
        }
    }

    fn step<S: Copy>(&self, step: Step<S>, name: impl Fn(S) -> &'static str) -> StepRow {
        StepRow {
            status: name(step.status).to_owned(),
            date: shown(step.date),
            time: step.time.map(time_row),
            article_id: self.article_id(&step.mention),
            outlet: self.statements.get(step.mention.as_str()).and_then(|statement| statement.outlet.clone()),
            quote: self.sentence(&step.mention),
            mention: step.mention,
            speaker: step.speaker.map(speaker_row),
            inferred: step.inferred,
        }
    }
}

fn shown(day: Option<Date>) -> Option<String> {
    day.map(|day| day.to_string())
}

/// Published numbers have three decimals, so that they are the same text
/// everywhere.
fn thousandths(number: f32) -> f32 {
    (number * 1000.0).round() / 1000.0
}

fn party_row(party: Party) -> PartyRow {
    PartyRow {
        text: party.text,
        name: party.name,
        actor_id: party.actor_id,
        country: party.country,
        sectors: party.sectors,
        role: party.role,
    }
}

fn place_row(scene: Scene) -> ScenePlaceRow {
    ScenePlaceRow {
        text: scene.text,
        name: scene.name,
        geonames_id: scene.geonames_id,
        country: scene.country,
        admin1: scene.admin1,
        lat: scene.latitude,
        lon: scene.longitude,
        precision: scene.precision,
        role: scene.role,
    }
}

fn time_row(when: When) -> TimeRow {
    TimeRow { text: when.text, start: shown(when.start), end: shown(when.end), granularity: when.granularity, basis: when.basis }
}

fn speaker_row(speaker: Speaker) -> SpeakerRow {
    SpeakerRow { text: speaker.text, name: speaker.name, country: speaker.country, manner: speaker.manner, cue: speaker.cue }
}
