//! Builds the compact index of places from unpacked packages.
//!
//! In: the packages that `data/gazetteer/SOURCE.md` names, unpacked below one
//! folder, and the tables of `data/gazetteer/`. Out: `data/gazetteer/index.zst`,
//! the same bytes for the same input. Nothing is fetched here.

mod names;
mod packages;
mod places;

use packages::Packages;
use places::Places;
use rapporteur::resource::gazetteer::index::{MAGIC, NameKind, Posting, SECTIONS, Section};
use std::path::Path;

/// Builds the index from the packages below `from` into `data/gazetteer`.
pub fn build(from: &Path, tables: &Path) -> Result<(), String> {
    let packages = Packages::read(from, tables)?;
    let places = Places::gather(&packages)?;
    let index = lay_out(&places)?;
    let compressed = zstd::encode_all(index.as_slice(), 19).map_err(|error| format!("compressing the index: {error}"))?;
    let target = tables.join("index.zst");
    std::fs::write(&target, &compressed).map_err(|error| format!("writing {}: {error}", target.display()))?;
    eprintln!("{} places, {} names, {} bytes, {} compressed", places.list.len(), places.names.len(), index.len(), compressed.len());
    Ok(())
}

/// Lays the sections end to end.
fn lay_out(places: &Places) -> Result<Vec<u8>, String> {
    let mut sections = vec![Vec::new(); SECTIONS];
    let mut names = fst::MapBuilder::memory();
    for (name, readings) in &places.names {
        let first = sections[Section::Postings as usize].len() as u64 / 4;
        names.insert(name, first).map_err(|error| format!("adding the name {name:?}: {error}"))?;
        for (at, &(record, kind)) in readings.iter().enumerate() {
            let posting = Posting::new(record, kind, at + 1 == readings.len());
            sections[Section::Postings as usize].extend(posting.bits().to_le_bytes());
        }
    }
    sections[Section::Names as usize] = names.into_inner().map_err(|error| format!("building the map of names: {error}"))?;

    let mut features = Vec::new();
    let mut countries = Vec::new();
    let mut shown = String::new();
    for place in &places.list {
        let mut push = |section: Section, bytes: &[u8]| sections[section as usize].extend_from_slice(bytes);
        push(Section::Id, &place.geonames_id.to_le_bytes());
        push(Section::Latitude, &((place.latitude * 1e5).round() as i32).to_le_bytes());
        push(Section::Longitude, &((place.longitude * 1e5).round() as i32).to_le_bytes());
        push(Section::Population, &place.population.to_le_bytes());
        push(Section::Feature, &[number_of(&place.feature, &mut features)?]);
        push(Section::Country, &[number_of(&place.country, &mut countries)?]);
        push(Section::First, &place.first.to_le_bytes());
        push(Section::Second, &place.second.to_le_bytes());
        shown.push_str(&place.name);
        push(Section::ShownEnds, &(shown.len() as u32).to_le_bytes());
    }
    sections[Section::Shown as usize] = shown.into_bytes();
    sections[Section::Features as usize] = features.join("\n").into_bytes();
    sections[Section::Countries as usize] = countries.join("\n").into_bytes();

    let mut index = MAGIC.to_vec();
    for section in &sections {
        index.extend((section.len() as u32).to_le_bytes());
    }
    index.extend(sections.concat());
    Ok(index)
}

/// The place of a code in a list that grows as codes turn up.
fn number_of(code: &str, codes: &mut Vec<String>) -> Result<u8, String> {
    let at = codes.iter().position(|known| known == code).unwrap_or_else(|| {
        codes.push(code.to_owned());
        codes.len() - 1
    });
    u8::try_from(at).map_err(|_| format!("numbering the code {code}: found more than 256 codes"))
}

/// Sorts the readings of a name: the best known place first.
fn sort_readings(readings: &mut Vec<(u32, NameKind)>, population: impl Fn(u32) -> u32) {
    readings.sort_by_key(|&(record, kind)| (record, kind));
    readings.dedup_by_key(|&mut (record, _)| record);
    readings.sort_by_key(|&(record, kind)| (kind != NameKind::Main, std::cmp::Reverse(population(record)), record));
}
