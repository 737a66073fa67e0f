//! Events seen from one of their sources and one of their targets.

use crate::ledger_row::{EventRow, PartyRow, party_name};
use serde::{Deserialize, Serialize};

/// One source and one target of an event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DyadRow {
    /// `dyad`.
    pub kind: String,
    /// The id of the event.
    pub event_id: String,
    /// Its first day.
    pub date: Option<String>,
    /// Who acted.
    pub source: Option<String>,
    /// Country of the source.
    pub source_country: Option<String>,
    /// Sectors of the source.
    pub source_sectors: Vec<String>,
    /// To whom it was done.
    pub target: Option<String>,
    /// Country of the target.
    pub target_country: Option<String>,
    /// Sectors of the target.
    pub target_sectors: Vec<String>,
    /// PLOVER event type.
    pub event_type: String,
    /// The manner.
    pub mode: Option<String>,
    /// CAMEO code, text.
    pub cameo: Option<String>,
    /// 1 to 4.
    pub quad_class: u8,
    /// From -10 to 10.
    pub intensity: Option<f32>,
    /// How its truth is presented.
    pub factuality: String,
    /// `positive` or `negative`.
    pub polarity: String,
    /// How many mentions it rests on.
    pub mentions: u32,
    /// Reports that do not repeat one another.
    pub independent: u32,
}

/// The dyads of an event. Parties that did it to each other give one in each
/// direction; a side that nobody is on gives dyads with that side empty.
pub fn of_event(event: &EventRow) -> Vec<DyadRow> {
    let mut dyads = Vec::new();
    if event.reciprocal && event.targets.is_empty() && event.sources.len() > 1 {
        for (place, source) in event.sources.iter().enumerate() {
            for (_, target) in event.sources.iter().enumerate().filter(|&(other, _)| other != place) {
                dyads.push(dyad(event, Some(source), Some(target)));
            }
        }
        return dyads;
    }
    let side = |list: &[PartyRow]| list.len().max(1);
    for source in 0..side(&event.sources) {
        for target in 0..side(&event.targets) {
            let (source, target) = (event.sources.get(source), event.targets.get(target));
            dyads.push(dyad(event, source, target));
            if event.reciprocal && source.is_some() && target.is_some() {
                dyads.push(dyad(event, target, source));
            }
        }
    }
    dyads
}

fn dyad(event: &EventRow, source: Option<&PartyRow>, target: Option<&PartyRow>) -> DyadRow {
    DyadRow {
        kind: "dyad".to_owned(),
        event_id: event.id.clone(),
        date: event.time.as_ref().and_then(|time| time.start.clone()).or_else(|| event.first_reported.clone()),
        source: source.map(party_name),
        source_country: source.and_then(|party| party.country.clone()),
        source_sectors: source.map(|party| party.sectors.clone()).unwrap_or_default(),
        target: target.map(party_name),
        target_country: target.and_then(|party| party.country.clone()),
        target_sectors: target.map(|party| party.sectors.clone()).unwrap_or_default(),
        event_type: event.event_type.clone(),
        mode: event.mode.clone(),
        cameo: event.cameo.clone(),
        quad_class: event.quad_class,
        intensity: event.intensity,
        factuality: event.factuality.clone(),
        polarity: event.polarity.clone(),
        mentions: event.mentions.len() as u32,
        independent: event.independent,
    }
}

/// At most one dyad for each day, source, target and kind of event: of those
/// that differ in nothing else the one that more reports tell of.
pub fn one_a_day(dyads: Vec<DyadRow>) -> Vec<DyadRow> {
    let mut kept: Vec<DyadRow> = Vec::new();
    let mut places = std::collections::BTreeMap::new();
    for dyad in dyads {
        let kind = dyad.cameo.clone().unwrap_or_else(|| dyad.event_type.clone());
        let key = (dyad.date.clone(), dyad.source.clone(), dyad.target.clone(), kind, dyad.polarity.clone());
        match places.get(&key) {
            None => {
                places.insert(key, kept.len());
                kept.push(dyad);
            }
            Some(&place) => {
                let known: &DyadRow = &kept[place];
                if (dyad.independent, dyad.mentions) > (known.independent, known.mentions) {
                    kept[place] = dyad;
                }
            }
        }
    }
    kept
}
