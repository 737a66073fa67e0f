//! One source and one target of an event mention.

use crate::EventMentionRow;
use crate::mention_row::{ParticipantRow, PlaceRow};
use rapporteur::ontology::Country;
use rapporteur::resource::{Resources, country::CountryEntry};

/// A mention seen from one of its sources and one of its targets.
#[derive(Clone, Copy)]
pub struct Dyad<'r> {
    /// The mention.
    pub row: &'r EventMentionRow,
    /// Who acted.
    pub source: Option<&'r ParticipantRow>,
    /// To whom it was done.
    pub target: Option<&'r ParticipantRow>,
}

/// All dyads of a mention. Parties that did it to each other give one in each
/// direction; a side that nobody is on gives dyads with that side empty.
pub fn dyads(row: &EventMentionRow) -> Vec<Dyad<'_>> {
    let dyad = |source, target| Dyad { row, source, target };
    if row.reciprocal && row.targets.is_empty() && row.sources.len() > 1 {
        let pairs = row.sources.iter().enumerate().flat_map(|(place, source)| {
            let others = row.sources.iter().enumerate().filter(move |&(other, _)| other != place);
            others.map(move |(_, target)| dyad(Some(source), Some(target)))
        });
        return pairs.collect();
    }
    let side = |list: &'_ [ParticipantRow]| if list.is_empty() { 1 } else { list.len() };
    (0..side(&row.sources))
        .flat_map(|source| (0..side(&row.targets)).map(move |target| (source, target)))
        .map(|(source, target)| dyad(row.sources.get(source), row.targets.get(target)))
        .collect()
}

impl<'r> Dyad<'r> {
    /// A number for formats whose ids are numbers: the first 52 bits of the
    /// id, which every reader can hold exactly.
    pub fn number(&self) -> u64 {
        u64::from_str_radix(self.row.id.get(..13).unwrap_or("0"), 16).unwrap_or(0)
    }

    /// The place where it happened; the first place of another role if none
    /// has that one is not taken for it.
    pub fn place(&self) -> Option<&'r PlaceRow> {
        self.row.places.iter().find(|place| place.role == "location")
    }

    /// The first day of the event, `YYYY-MM-DD`.
    pub fn day(&self) -> Option<&'r str> {
        self.row.time.as_ref().and_then(|time| time.start.as_deref().or(time.end.as_deref()))
    }
}

/// The name of a participant: the actor's, or its words.
pub fn name(participant: Option<&ParticipantRow>) -> String {
    participant.map(|participant| participant.name.as_ref().unwrap_or(&participant.text).clone()).unwrap_or_default()
}

/// CAMEO's actor code, such as `SYRMIL`; of rows that have none, country and
/// sectors.
pub fn actor_code(participant: Option<&ParticipantRow>) -> String {
    let plain = |row: &ParticipantRow| format!("{}{}", row.country.as_deref().unwrap_or(""), row.sectors.concat());
    participant.map(|row| row.cameo.clone().unwrap_or_else(|| plain(row))).unwrap_or_default()
}

/// The country of a participant.
pub fn country(participant: Option<&ParticipantRow>) -> String {
    participant.and_then(|participant| participant.country.clone()).unwrap_or_default()
}

/// The n-th sector of a participant, from 0.
pub fn sector(participant: Option<&ParticipantRow>, place: usize) -> String {
    participant.and_then(|participant| participant.sectors.get(place).cloned()).unwrap_or_default()
}

/// The row of a country in our tables.
pub fn country_entry<'f>(facts: &'f Resources, code: Option<&str>) -> Option<&'f CountryEntry> {
    facts.countries.get(Country::new(code?)?)
}

/// The name of a country; its code if it is in no table.
pub fn country_name(facts: &Resources, code: Option<&str>) -> String {
    country_entry(facts, code).map(|entry| entry.name.clone()).or(code.map(str::to_owned)).unwrap_or_default()
}

/// What there is, or nothing.
pub fn shown(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// The Goldstein value of the CAMEO code, or the intensity of the PLOVER type.
pub fn goldstein(dyad: &Dyad<'_>, facts: &Resources) -> String {
    let of_code = dyad.row.cameo.as_deref().and_then(|code| facts.codebook.cameo(code)).and_then(|code| code.goldstein);
    shown(of_code.or(dyad.row.intensity))
}
