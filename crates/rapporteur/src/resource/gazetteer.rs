//! Places of the world by name.
//!
//! In: the compact [`index`], which is part of the program, and the tables
//! `gazetteer/place.tsv` of the data folder and of users' overlays. Out: for a
//! name, every place that bears it. Which of them a text means is not decided
//! here, nor whether the words are a toponym at all.

mod fold;
pub mod index;
mod table;
mod walk;
mod words;

use super::CountryTables;
use super::country::WordKind;
use super::{Problems, Sources};
use crate::ontology::Country;
pub use fold::{fold, fold_onto};
use index::{Index, NameKind};
use std::collections::BTreeMap;
pub use walk::Walk;
pub use words::{PlaceWord, PlaceWords};

/// The unpacked index; see `build.rs`.
static EMBEDDED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/gazetteer.idx"));

/// The places of the index, then those of the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PlaceId(pub u32);

/// What the gazetteer knows of a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry<'g> {
    /// Which place.
    pub id: PlaceId,
    /// GeoNames id.
    pub geonames_id: Option<u32>,
    /// The published name.
    pub name: &'g str,
    /// WGS84 degrees, latitude then longitude.
    pub coordinates: (f64, f64),
    /// Inhabitants, as far as known; for regions, a measure of fame.
    pub population: u32,
    /// GeoNames feature code.
    pub feature: &'g str,
    /// ISO 3166-1 alpha-3; none for what spans countries.
    pub country: Option<Country>,
    /// The first-order division.
    pub first: Option<PlaceId>,
    /// The second-order division.
    pub second: Option<PlaceId>,
    /// Whether it is a place of the tables, not of the index.
    pub is_own: bool,
    /// The name of the first-order division, for places of the tables.
    pub division: Option<&'g str>,
}

/// One way to read a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The place.
    pub id: PlaceId,
    /// How the name belongs to it.
    pub kind: NameKind,
}

/// All places, by id and by name.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer {
    index: Option<Index<'static>>,
    own: table::OwnPlaces,
    /// Words for the people of a country, sorted; some stand for several.
    people: BTreeMap<String, Option<Country>>,
    words: PlaceWords,
}

impl Gazetteer {
    /// Opens the index and reads the tables.
    pub fn read(sources: &Sources, countries: &CountryTables, problems: &mut Problems) -> Gazetteer {
        let index = match Index::open(EMBEDDED) {
            Ok(index) => Some(index),
            Err(error) => {
                problems.add("data/gazetteer/index.zst", 0, 0, format!("opening the index of places: {error}"));
                None
            }
        };
        let offset = index.as_ref().map_or(0, Index::len) as u32;
        Gazetteer {
            own: table::OwnPlaces::read(sources, offset, problems),
            index,
            people: people(countries),
            words: PlaceWords::read(sources, problems),
        }
    }

    /// The places that bear a name, in any spelling that folds alike.
    pub fn lookup(&self, name: &str) -> Vec<Reading> {
        let mut walk = self.walk();
        if walk.step(fold(name).as_bytes()) { walk.readings() } else { Vec::new() }
    }

    /// The country whose people a word names: `Syrian`, `Americans`.
    /// None if there is none, or more than one.
    pub fn people(&self, word: &str) -> Option<Country> {
        self.people.get(word).copied().flatten()
    }

    /// Words that tell whether and how a name is meant as a place.
    pub fn words(&self) -> &PlaceWords {
        &self.words
    }

    /// The place of a country.
    pub fn country(&self, country: Country) -> Option<PlaceId> {
        let index = self.index.as_ref()?;
        // Countries come first and are few.
        let numbers = (0..index.len() as u32).take_while(|&number| index.record(number).is_some_and(|record| record.feature == "PCLI"));
        numbers.map(PlaceId).find(|&id| self.entry(id).is_some_and(|entry| entry.country == Some(country)))
    }

    /// Whether a word names the people of any country.
    pub fn is_people(&self, word: &str) -> bool {
        self.people.contains_key(word)
    }

    /// Starts to spell a name.
    pub fn walk(&self) -> Walk<'_> {
        Walk::new(self)
    }

    /// A place; none if there is no such id.
    pub fn entry(&self, id: PlaceId) -> Option<Entry<'_>> {
        if let Some(entry) = self.own.entry(id) {
            return Some(entry);
        }
        let record = self.index.as_ref()?.record(id.0)?;
        Some(Entry {
            id,
            geonames_id: Some(record.geonames_id).filter(|&known| known != 0),
            name: record.name,
            coordinates: (record.latitude, record.longitude),
            population: record.population,
            feature: record.feature,
            country: Country::new(record.country),
            first: record.first.map(PlaceId),
            second: record.second.map(PlaceId),
            is_own: false,
            division: None,
        })
    }
}

fn people(countries: &CountryTables) -> BTreeMap<String, Option<Country>> {
    let mut found: BTreeMap<String, Option<Country>> = BTreeMap::new();
    for word in countries.words().iter().filter(|word| matches!(word.kind, WordKind::Adjective | WordKind::National)) {
        found.entry(word.phrase.clone()).and_modify(|known| *known = known.filter(|_| *known == word.country)).or_insert(word.country);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gazetteer() -> Gazetteer {
        let mut problems = Problems::default();
        let gazetteer = Gazetteer::read(&Sources::embedded(), &CountryTables::default(), &mut problems);
        assert!(problems.is_empty(), "{:?}", problems.into_sorted());
        gazetteer
    }

    /// The best known place of a name: its published name, country, feature.
    fn check(gazetteer: &Gazetteer, name: &str, expect: &str) {
        let found = gazetteer.lookup(name).first().and_then(|reading| gazetteer.entry(reading.id)).map(|entry| {
            let country = entry.country.map_or(String::new(), |country| country.to_string());
            format!("{} {country} {}", entry.name, entry.feature)
        });
        assert_eq!(found.unwrap_or_default(), expect, "{name}");
    }

    #[test]
    fn names_lead_to_places() {
        let gazetteer = gazetteer();
        check(&gazetteer, "Syria", "Syria SYR PCLI");
        check(&gazetteer, "U.S.", "United States USA PCLI");
        check(&gazetteer, "München", "Munich DEU PPLA");
        check(&gazetteer, "munich", "Munich DEU PPLA");
        check(&gazetteer, "Frankfurt am Main", "Frankfurt am Main DEU PPLA3");
        check(&gazetteer, "Minbej", "Manbij SYR PPL");
        check(&gazetteer, "Idleb", "Idlib SYR PPLA");
        check(&gazetteer, "the Sahel", "");
        check(&gazetteer, "Sahel", "Sahel  RGN");
        check(&gazetteer, "Texas", "Texas USA ADM1");
        check(&gazetteer, "Nowhere at all", "");
        check(&gazetteer, "", "");
    }
}
