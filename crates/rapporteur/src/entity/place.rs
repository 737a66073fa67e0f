//! Places and their coordinates.

use crate::ontology::Country;

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
    /// Other readings, best first: GeoNames id and a score from 0 to 1.
    pub candidates: Vec<(u32, f32)>,
}
