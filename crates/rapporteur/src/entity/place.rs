//! Places: which words are toponyms, and where on earth they lie.
//!
//! In: the words of a parsed article and the gazetteer. Out: a mention for
//! each toponym, resolved if the gazetteer knows it. What happened at the
//! place is not decided here.

mod context;
mod cue;
mod grid;
mod rank;
mod recognise;
mod spell;
mod usage;

use crate::evidence::Span;
use crate::ontology::Country;
use crate::resource::Gazetteer;
use crate::resource::gazetteer::index::NameKind;
use crate::resource::gazetteer::{Entry, PlaceId, Reading};
pub use context::Context;
pub use cue::{Cue, cues};
pub use grid::prio_grid_cell;
pub use rank::{Ranked, Toponym, Weights, rank};
pub use recognise::find;
pub use spell::{Spelled, spell};
pub use usage::Usage;

/// How closely a place is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Precision {
    /// A building, street, base or district of a city.
    Site,
    /// A city, town or village.
    City,
    /// A second-order division, a river or a mountain.
    District,
    /// A first-order division or a region.
    Province,
    /// A whole country.
    Country,
    /// A continent or a group of countries.
    Region,
}

impl Precision {
    /// The published name.
    pub fn name(self) -> &'static str {
        match self {
            Precision::Site => "site",
            Precision::City => "city",
            Precision::District => "district",
            Precision::Province => "province",
            Precision::Country => "country",
            Precision::Region => "region",
        }
    }

    /// How closely a GeoNames feature is known; `has_country` tells a region
    /// of one country from one that spans several.
    pub fn of_feature(feature: &str, has_country: bool) -> Precision {
        match feature {
            "ADM1" => Precision::Province,
            "PPLX" | "AIRB" | "AIRP" | "BLDG" | "MSQE" | "PSN" | "SQR" | "ST" => Precision::Site,
            "CONT" | "OCN" | "SEA" => Precision::Region,
            _ if feature.starts_with("PCL") => Precision::Country,
            _ if feature.starts_with("PPL") => Precision::City,
            _ if feature.starts_with("ADM") => Precision::District,
            "RGN" | "PEN" | "ISL" | "ISLS" | "TERR" | "DSRT" if has_country => Precision::Province,
            "RGN" | "PEN" | "ISL" | "ISLS" | "TERR" | "DSRT" | "GULF" => Precision::Region,
            _ => Precision::District,
        }
    }
}

/// What a toponym was resolved to.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The gazetteer's name, or the toponym itself if it is in no gazetteer.
    pub name: String,
    /// GeoNames id.
    pub geonames_id: Option<u32>,
    /// GeoNames feature code, such as `PPLC` or `ADM1`.
    pub feature: Option<String>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<Country>,
    /// The name of the first-order division.
    pub admin1: Option<String>,
    /// WGS84 degrees, latitude then longitude.
    pub coordinates: Option<(f64, f64)>,
    /// How closely it is known.
    pub precision: Option<Precision>,
    /// What the toponym stands for.
    pub usage: Usage,
    /// Other readings, best first: GeoNames id and a score from 0 to 1.
    pub candidates: Vec<(u32, f32)>,
}

/// How many candidates a place keeps.
const CANDIDATES: usize = 5;

impl Place {
    /// A toponym that no gazetteer knows.
    pub fn unresolved(toponym: &str) -> Place {
        Place {
            name: toponym.to_owned(),
            geonames_id: None,
            feature: None,
            country: None,
            admin1: None,
            coordinates: None,
            precision: None,
            usage: Usage::Location,
            candidates: Vec::new(),
        }
    }

    /// The best of some ranked readings; unresolved if there is none.
    pub fn resolved(gazetteer: &Gazetteer, toponym: &str, ranked: &[Ranked]) -> Place {
        let Some(entry) = ranked.first().and_then(|best| gazetteer.entry(best.id)) else { return Place::unresolved(toponym) };
        let id = |ranked: &Ranked| gazetteer.entry(ranked.id).and_then(|entry| entry.geonames_id).map(|id| (id, ranked.probability));
        Place {
            name: entry.name.to_owned(),
            geonames_id: entry.geonames_id,
            feature: Some(entry.feature.to_owned()),
            country: entry.country,
            admin1: admin1(gazetteer, &entry),
            coordinates: Some(entry.coordinates),
            precision: Some(Precision::of_feature(entry.feature, entry.country.is_some())),
            usage: Usage::Location,
            candidates: ranked.iter().take(CANDIDATES).filter_map(id).collect(),
        }
    }

    /// The PRIO-GRID cell that holds it; none for countries and larger.
    pub fn prio_grid_cell(&self) -> Option<u32> {
        let is_small = self.precision.is_some_and(|precision| precision < Precision::Country);
        let (latitude, longitude) = self.coordinates.filter(|_| is_small)?;
        prio_grid_cell(latitude, longitude)
    }
}

/// Resolves toponyms that were found by other means, such as by hand.
/// The result has a place for each span, in their order.
pub fn resolve_spans(gazetteer: &Gazetteer, context: &Context, text: &str, spans: &[Span], weights: &Weights) -> Vec<Place> {
    let toponyms: Vec<Toponym> = spans.iter().map(|&span| Toponym { span, readings: readings(gazetteer, bare(span.of(text))) }).collect();
    let ranked = rank(gazetteer, context, text, &toponyms, weights);
    toponyms.iter().zip(&ranked).map(|(toponym, ranked)| Place::resolved(gazetteer, toponym.span.of(text), ranked)).collect()
}

/// The places of a name. Whoever marks `Syrian` as a toponym means the country.
fn readings(gazetteer: &Gazetteer, name: &str) -> Vec<Reading> {
    let found = gazetteer.people(name).and_then(|country| gazetteer.country(country));
    found.map_or_else(|| gazetteer.lookup(name), |id| vec![Reading { id, kind: NameKind::Main }])
}

/// A toponym without its article and possessive ending.
fn bare(toponym: &str) -> &str {
    let toponym = toponym.trim().trim_end_matches("'s").trim_end_matches("’s");
    toponym.strip_prefix("the ").or_else(|| toponym.strip_prefix("The ")).unwrap_or(toponym)
}

/// The name of the first-order division of a place that is not itself larger.
fn admin1(gazetteer: &Gazetteer, entry: &Entry<'_>) -> Option<String> {
    let division: Option<PlaceId> = entry.first;
    division.and_then(|id| gazetteer.entry(id)).map(|division| division.name).or(entry.division).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resource::Resources;

    /// Marks toponyms in `text` with brackets; gives name, country and feature of each.
    fn check(text: &str, expect: &str) {
        let resources = Resources::embedded();
        let mut plain = String::new();
        let mut spans = Vec::new();
        for part in text.split('[') {
            let start = plain.len();
            match part.split_once(']') {
                Some((toponym, rest)) => {
                    plain.push_str(toponym);
                    spans.push(Span::new(start, plain.len()));
                    plain.push_str(rest);
                }
                None => plain.push_str(part),
            }
        }
        let context = Context::of_text(&resources, &plain);
        let places = resolve_spans(&resources.gazetteer, &context, &plain, &spans, &Weights::default());
        let shown: Vec<String> = places
            .iter()
            .map(|place| {
                let country = place.country.map_or("-".to_owned(), |country| country.to_string());
                format!("{} {country} {}", place.name, place.admin1.as_deref().unwrap_or("-"))
            })
            .collect();
        assert_eq!(shown.join("; "), expect, "{text}");
    }

    #[test]
    fn context_decides_between_namesakes() {
        check("The minister flew to [Paris].", "Paris FRA Île-de-France");
        check("A fire broke out in [Paris], [Texas].", "Paris USA Texas; Texas USA Texas");
        check("Police in [Athens], [Georgia], said so.", "Athens USA Georgia; Georgia USA Georgia");
        check(
            "[Georgia] and [Russia] fought over [South Ossetia] near [Tbilisi].",
            "Georgia GEO -; Russia RUS -; South Ossetia GEO -; Tbilisi GEO T'bilisi",
        );
        check("It flew from [St. Petersburg] to [Minsk].", "Saint Petersburg RUS St.-Petersburg; Minsk BLR Minsk City");
        check("Troops left [Aleppo] for [Minbej].", "Aleppo SYR Aleppo; Manbij SYR Aleppo");
        check("The village of [Karnutt].", "Karnutt - -");
        check("[Valencia], [Venezuela].", "Valencia VEN Carabobo; Venezuela VEN -");
    }

    #[test]
    fn precision_follows_the_feature() {
        let check =
            |feature, has_country, expect: &str| assert_eq!(Precision::of_feature(feature, has_country).name(), expect, "{feature}");
        check("PPLC", true, "city");
        check("PPLX", true, "site");
        check("ADM1", true, "province");
        check("ADM2", true, "district");
        check("PCLI", true, "country");
        check("CONT", false, "region");
        check("RGN", true, "province");
        check("RGN", false, "region");
        check("STM", true, "district");
    }

    #[test]
    fn articles_and_endings_are_no_part_of_a_toponym() {
        assert_eq!(bare("the West Bank’s"), "West Bank");
    }
}
