//! What the tables say of an actor on a day.

use super::Actor;
use crate::ontology::{Country, Sector};
use crate::resource::actor::{Office, Tenure};
use crate::resource::country::{Period, WordKind};
use crate::resource::{ActorTables, Resources};
use jiff::civil::Date;

/// A sector that the code itself has to name.
pub(in crate::entity) fn sector(code: &str) -> Option<Sector> {
    Sector::new(code)
}

/// A state, which acts through its government.
pub(in crate::entity) fn state(resources: &Resources, country: Country) -> Actor {
    let name = resources.countries.get(country).map_or_else(|| country.as_str().to_owned(), |entry| entry.name.clone());
    Actor {
        name,
        country: Some(country),
        sectors: sector("GOV").into_iter().collect(),
        id: Some(country.as_str().to_owned()),
        role: None,
        ..Actor::default()
    }
}

/// What a word for a country denotes as an actor; none for phrases that only
/// hold a country's name.
pub(in crate::entity) fn of_word(resources: &Resources, number: u32) -> Option<Actor> {
    let word = &resources.countries.words()[number as usize];
    let country = word.country?;
    match word.kind {
        WordKind::Other => None,
        WordKind::Seat => Some(Actor {
            name: word.phrase.clone(),
            country: Some(country),
            sectors: word.sectors.clone(),
            id: None,
            role: None,
            ..Actor::default()
        }),
        _ if country.as_str() == "EUR" => Some(union(resources, country)),
        WordKind::Name if !word.sectors.is_empty() => Some(Actor {
            name: word.phrase.clone(),
            country: Some(country),
            sectors: word.sectors.clone(),
            id: None,
            role: None,
            ..Actor::default()
        }),
        _ => Some(state(resources, country)),
    }
}

/// The European Union behind its seat.
fn union(resources: &Resources, country: Country) -> Actor {
    resources.actors.body_of_id("european-union").map(|number| body(&resources.actors, number, None)).unwrap_or(Actor {
        name: country.as_str().to_owned(),
        country: Some(country),
        sectors: sector("IGO").into_iter().collect(),
        id: None,
        role: None,
        ..Actor::default()
    })
}

/// An organisation or group on a day. Without a day it is what it always was,
/// or nothing more than its name and country.
pub(in crate::entity) fn body(tables: &ActorTables, number: u32, day: Option<Date>) -> Actor {
    let body = tables.body(number);
    let phase = match (day, body.phases.as_slice()) {
        (_, [only]) => Some(only),
        (Some(day), phases) => phases.iter().find(|phase| phase.period.holds(day)),
        (None, _) => None,
    };
    let common = body
        .phases
        .first()
        .and_then(|phase| phase.country)
        .filter(|country| body.phases.iter().all(|phase| phase.country == Some(*country)));
    Actor {
        name: body.name.clone(),
        country: phase.map_or(common, |phase| phase.country),
        sectors: phase.map(|phase| phase.sectors.clone()).unwrap_or_default(),
        id: Some(body.id.clone()),
        role: None,
        ..Actor::default()
    }
}

/// A person on a day: in office, between offices or after them.
pub(in crate::entity) fn person(tables: &ActorTables, number: u32, day: Option<Date>) -> Actor {
    let person = tables.person(number);
    let mut actor = Actor {
        name: person.name.clone(),
        country: person.country,
        sectors: Vec::new(),
        id: Some(person.id.clone()),
        role: None,
        ..Actor::default()
    };
    let Some(day) = day else {
        // The role that the text itself states is added by the caller.
        actor.sectors = person.sectors.clone();
        return actor;
    };
    let current =
        tables.tenures_of(number).filter(|tenure| tenure.period.holds(day)).min_by_key(|tenure| rank(tables.office(tenure.office)));
    if let Some(tenure) = current {
        return in_office(tables, tenure);
    }
    actor.sectors = person.sectors.clone();
    let last = tables.tenures_of(number).filter(|tenure| tenure.period.to.is_some_and(|to| to < day)).last();
    if let Some(tenure) = last {
        let office = tables.office(tenure.office);
        actor.country = person.country.or(office.country);
        if actor.sectors.is_empty() {
            actor.sectors = sector("ELI").into_iter().collect();
        }
        actor.role = Some(format!("former {}", role(office, tenure.period)));
    }
    actor
}

/// The holder of an office as its holder.
pub(in crate::entity) fn in_office(tables: &ActorTables, tenure: &Tenure) -> Actor {
    let (person, office) = (tables.person(tenure.person), tables.office(tenure.office));
    Actor {
        name: person.name.clone(),
        country: office.country,
        sectors: office.sectors.clone(),
        id: Some(person.id.clone()),
        role: Some(role(office, tenure.period)),
        ..Actor::default()
    }
}

/// Of two offices held at once the higher one speaks.
fn rank(office: &Office) -> usize {
    const ORDER: [&str; 8] = [
        "president",
        "monarch",
        "supreme-leader",
        "prime-minister",
        "crown-prince",
        "foreign-minister",
        "defence-minister",
        "vice-president",
    ];
    ORDER.iter().position(|kind| *kind == office.kind).unwrap_or(ORDER.len())
}

fn role(office: &Office, period: Period) -> String {
    let from = period.from.map(|day| day.to_string()).unwrap_or_default();
    let to = period.to.map(|day| day.to_string()).unwrap_or_default();
    format!("{} ({from}..{to})", office.name)
}
