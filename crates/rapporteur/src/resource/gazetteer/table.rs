//! The places of `gazetteer/place.tsv`: regions, seas, rivers, and whatever
//! else the index lacks or users add.

use super::{Entry, PlaceId, fold};
use crate::ontology::Country;
use crate::resource::{Problems, Row, Sources, Table};
use std::collections::BTreeMap;

const COLUMNS: [&str; 9] = ["name", "feature", "country", "admin1", "latitude", "longitude", "population", "geonames_id", "aliases"];

/// The places of all tables and their names.
#[derive(Clone, Default)]
pub(super) struct OwnPlaces {
    /// The id of the first one.
    offset: u32,
    places: Vec<OwnPlace>,
    names: Option<fst::raw::Fst<Vec<u8>>>,
    /// The places of each name, in the order of the names.
    readings: Vec<Vec<PlaceId>>,
}

#[derive(Clone, Debug)]
struct OwnPlace {
    name: String,
    feature: String,
    country: Option<Country>,
    division: Option<String>,
    coordinates: (f64, f64),
    population: u32,
    geonames_id: Option<u32>,
}

impl OwnPlaces {
    /// Reads the tables; `offset` is the first free id.
    pub(super) fn read(sources: &Sources, offset: u32, problems: &mut Problems) -> OwnPlaces {
        let mut own = OwnPlaces { offset, ..OwnPlaces::default() };
        let mut names: BTreeMap<String, Vec<PlaceId>> = BTreeMap::new();
        for file in sources.named("gazetteer/place.tsv") {
            let table = Table::read(file, &COLUMNS, problems);
            for row in table.rows() {
                let Some(place) = read_place(&row, problems) else { continue };
                let id = PlaceId(offset + own.places.len() as u32);
                for name in std::iter::once(place.name.as_str()).chain(row.cell("aliases").split('|')) {
                    let key = fold(name);
                    let ids = names.entry(key).or_default();
                    if !ids.contains(&id) {
                        // A later table speaks for its user, so it comes first.
                        ids.insert(0, id);
                    }
                }
                own.places.push(place);
            }
        }
        names.remove("");
        let mut builder = fst::raw::Builder::memory();
        for (number, (name, ids)) in names.into_iter().enumerate() {
            // Keys come sorted and once each, which is all that inserting asks for.
            if builder.insert(name, number as u64).is_ok() {
                own.readings.push(ids);
            }
        }
        own.names = Some(builder.into_fst());
        own
    }

    /// The map of names.
    pub(super) fn names(&self) -> Option<&fst::raw::Fst<Vec<u8>>> {
        self.names.as_ref()
    }

    /// The places of a name by its value in the map.
    pub(super) fn readings(&self, value: u64) -> &[PlaceId] {
        self.readings.get(value as usize).map_or(&[], Vec::as_slice)
    }

    /// A place, if the id is of these tables.
    pub(super) fn entry(&self, id: PlaceId) -> Option<Entry<'_>> {
        let place = self.places.get(id.0.checked_sub(self.offset)? as usize)?;
        Some(Entry {
            id,
            geonames_id: place.geonames_id,
            name: &place.name,
            coordinates: place.coordinates,
            population: place.population,
            feature: &place.feature,
            country: place.country,
            first: None,
            second: None,
            is_own: true,
            division: place.division.as_deref(),
        })
    }
}

impl std::fmt::Debug for OwnPlaces {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(&self.places).finish()
    }
}

fn read_place(row: &Row<'_>, problems: &mut Problems) -> Option<OwnPlace> {
    let degrees = |column: &'static str, limit: f64| row.cell(column).parse::<f64>().ok().filter(|value| value.abs() <= limit);
    let (Some(latitude), Some(longitude)) = (degrees("latitude", 90.0), degrees("longitude", 180.0)) else {
        row.problem(problems, "reading a place: found no coordinates, wanted latitude and longitude in degrees");
        return None;
    };
    if row.cell("name").is_empty() || row.cell("feature").is_empty() {
        row.problem(problems, "reading a place: the name or the feature code is missing");
        return None;
    }
    let country = row.optional("country").map(Country::new);
    if country == Some(None) {
        row.problem(problems, format!("reading a place: found the country `{}`, wanted three capital letters", row.cell("country")));
        return None;
    }
    Some(OwnPlace {
        name: row.cell("name").to_owned(),
        feature: row.cell("feature").to_owned(),
        country: country.flatten(),
        division: row.optional("admin1").map(str::to_owned),
        coordinates: (latitude, longitude),
        population: row.optional("population").map_or(Some(0), |cell| cell.parse().ok()).unwrap_or_else(|| {
            row.problem(
                problems,
                format!("reading a place: found the population `{}`, wanted a number below 2^32", row.cell("population")),
            );
            0
        }),
        geonames_id: row.cell("geonames_id").parse().ok(),
    })
}
