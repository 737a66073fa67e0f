//! Puts countries, divisions and cities into the order of the index.

use super::names::{is_useful, shortened, without_article};
use super::packages::Packages;
use super::sort_readings;
use rapporteur::resource::gazetteer::fold;
use rapporteur::resource::gazetteer::index::{NameKind, Posting};
use std::collections::BTreeMap;

/// Countries whose names are mostly Arabic; their articles come and go.
const ARABIC: [&str; 22] =
    ["AE", "BH", "DJ", "DZ", "EG", "EH", "IQ", "JO", "KW", "LB", "LY", "MA", "MR", "OM", "PS", "QA", "SA", "SD", "SO", "SY", "TN", "YE"];

/// The records of the index and their names.
pub struct Places {
    pub list: Vec<Place>,
    /// Folded name → records, the best known first.
    pub names: BTreeMap<String, Vec<(u32, NameKind)>>,
}

/// One record.
pub struct Place {
    pub geonames_id: u32,
    pub name: String,
    pub latitude: f64,
    pub longitude: f64,
    pub population: u32,
    pub feature: String,
    pub country: String,
    /// Record of the first-order division, counted from 1; 0 for none.
    pub first: u16,
    /// Record of the second-order division, counted from 1; 0 for none.
    pub second: u16,
}

/// What the cities of a division say about it.
#[derive(Default)]
struct Members {
    population: u64,
    /// Cells of a quarter degree that hold a city: their mean is not drawn
    /// to the one dense corner of a large division.
    cells: BTreeMap<(i32, i32), (f64, f64)>,
    /// How many cities stand directly below each id of the hierarchy.
    parents: BTreeMap<u32, u32>,
}

impl Members {
    fn centre(&self) -> Option<(f64, f64)> {
        let count = self.cells.len() as f64;
        let sum = self.cells.values().fold((0.0, 0.0), |sum, at| (sum.0 + at.0, sum.1 + at.1));
        (count > 0.0).then_some((sum.0 / count, sum.1 / count))
    }
}

impl Places {
    /// Numbers all places and gathers their names.
    pub fn gather(packages: &Packages) -> Result<Places, String> {
        let mut places = Places { list: Vec::new(), names: BTreeMap::new() };
        let members = members(packages);
        places.add_countries(packages);
        let firsts = places.add_firsts(packages, &members);
        let seconds = places.add_seconds(packages, &members, &firsts);
        if places.list.len() >= usize::from(u16::MAX) {
            return Err(format!("numbering divisions: found {}, wanted fewer than {}", places.list.len(), u16::MAX));
        }
        places.add_cities(packages, &firsts, &seconds);
        if places.list.len() >= Posting::MAX_RECORDS {
            return Err(format!("numbering places: found {}, wanted fewer than {}", places.list.len(), Posting::MAX_RECORDS));
        }
        let Places { list, names } = &mut places;
        for readings in names.values_mut() {
            sort_readings(readings, |record| list[record as usize].population);
        }
        Ok(places)
    }

    fn add_countries(&mut self, packages: &Packages) {
        for country in packages.countries.values() {
            let record = self.push(Place {
                geonames_id: country.geonames_id,
                name: country.name.clone(),
                latitude: country.latitude,
                longitude: country.longitude,
                population: country.population,
                feature: "PCLI".to_owned(),
                country: country.iso3.clone(),
                first: 0,
                second: 0,
            });
            self.name(&country.name, record, NameKind::Main);
            for alias in &country.aliases {
                self.name(alias, record, NameKind::Main);
            }
        }
    }

    fn add_firsts(&mut self, packages: &Packages, members: &BTreeMap<String, Members>) -> BTreeMap<String, u16> {
        let mut numbers = BTreeMap::new();
        for (code, division) in &packages.firsts {
            let Some(country) = code.split('.').next().and_then(|iso2| packages.countries.get(iso2)) else { continue };
            let inside = members.get(code);
            let centre = division.centre.or(inside.and_then(Members::centre)).unwrap_or((country.latitude, country.longitude));
            let record = self.push(Place {
                geonames_id: division.geonames_id,
                name: division.name.clone(),
                latitude: centre.0,
                longitude: centre.1,
                population: inside.map_or(0, |inside| inside.population.min(u64::from(u32::MAX)) as u32),
                feature: "ADM1".to_owned(),
                country: country.iso3.clone(),
                first: 0,
                second: 0,
            });
            numbers.insert(code.clone(), record as u16 + 1);
            self.list[record as usize].first = record as u16 + 1;
            self.name(&division.name, record, NameKind::Main);
            self.name(&division.ascii, record, NameKind::Main);
            for alias in &division.aliases {
                self.name(alias, record, NameKind::Main);
            }
            if let Some(key) = shortened(&division.name, &packages.affixes) {
                self.name(&key, record, NameKind::Main);
            }
        }
        numbers
    }

    fn add_seconds(
        &mut self,
        packages: &Packages,
        members: &BTreeMap<String, Members>,
        firsts: &BTreeMap<String, u16>,
    ) -> BTreeMap<String, u16> {
        let mut numbers = BTreeMap::new();
        for (code, name) in &packages.seconds {
            let Some((first, _)) = code.rsplit_once('.') else { continue };
            let Some(country) = code.split('.').next().and_then(|iso2| packages.countries.get(iso2)) else { continue };
            // A division in which no city lies has no place on the map.
            let Some(inside) = members.get(code) else { continue };
            let Some(centre) = inside.centre() else { continue };
            let parent = inside.parents.iter().max_by_key(|&(id, count)| (count, std::cmp::Reverse(id))).map_or(0, |(&id, _)| id);
            let record = self.push(Place {
                geonames_id: parent,
                name: name.clone(),
                latitude: centre.0,
                longitude: centre.1,
                population: inside.population.min(u64::from(u32::MAX)) as u32,
                feature: "ADM2".to_owned(),
                country: country.iso3.clone(),
                first: firsts.get(first).copied().unwrap_or(0),
                second: 0,
            });
            numbers.insert(code.clone(), record as u16 + 1);
            self.list[record as usize].second = record as u16 + 1;
            self.name(name, record, NameKind::Main);
            if let Some(key) = shortened(name, &packages.affixes) {
                self.name(&key, record, NameKind::Shortened);
            }
        }
        numbers
    }

    fn add_cities(&mut self, packages: &Packages, firsts: &BTreeMap<String, u16>, seconds: &BTreeMap<String, u16>) {
        let mut order: Vec<_> = packages.cities.iter().collect();
        // Neighbours share prefixes and codes, which compresses well.
        order.sort_by_key(|(id, city)| (&city.country, &city.first, &city.second, **id));
        for (&id, city) in order {
            let Some(country) = packages.countries.get(&city.country) else { continue };
            let first = format!("{}.{}", city.country, city.first);
            let record = self.push(Place {
                geonames_id: id,
                name: city.name.clone(),
                latitude: city.latitude,
                longitude: city.longitude,
                population: city.population,
                feature: city.feature.clone(),
                country: country.iso3.clone(),
                first: firsts.get(&first).copied().unwrap_or(0),
                second: seconds.get(&format!("{first}.{}", city.second)).copied().unwrap_or(0),
            });
            self.name(&city.name, record, NameKind::Main);
            for alternate in city.alternates.iter().filter(|name| is_useful(name)) {
                self.name(alternate, record, NameKind::Alternate);
            }
            if ARABIC.contains(&city.country.as_str())
                && let Some(key) = without_article(&fold(&city.name))
            {
                self.name(&key, record, NameKind::Alternate);
            }
        }
    }

    fn push(&mut self, place: Place) -> u32 {
        self.list.push(place);
        self.list.len() as u32 - 1
    }

    fn name(&mut self, name: &str, record: u32, kind: NameKind) {
        let key = fold(name);
        if !key.is_empty() {
            self.names.entry(key).or_default().push((record, kind));
        }
    }
}

/// The cities of each first- and second-order division.
fn members(packages: &Packages) -> BTreeMap<String, Members> {
    let mut found: BTreeMap<String, Members> = BTreeMap::new();
    for (id, city) in &packages.cities {
        let first = format!("{}.{}", city.country, city.first);
        let second = format!("{first}.{}", city.second);
        for (code, is_second) in [(first, false), (second, true)] {
            if is_second && city.second.is_empty() {
                continue;
            }
            let inside = found.entry(code).or_default();
            // Districts of a city are counted with the city.
            if city.feature != "PPLX" {
                inside.population += u64::from(city.population);
            }
            let cell = ((city.latitude * 4.0).floor() as i32, (city.longitude * 4.0).floor() as i32);
            inside.cells.entry(cell).or_insert((city.latitude, city.longitude));
            for &parent in packages.parents.get(id).into_iter().flatten() {
                *inside.parents.entry(parent).or_default() += 1;
            }
        }
    }
    found
}
