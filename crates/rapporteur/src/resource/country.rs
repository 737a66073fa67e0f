//! Countries: codes, names, and the words that stand for their governments.

use super::{Problems, Sources};

/// All countries and their words.
#[derive(Clone, Debug, Default)]
pub struct CountryTables {}

/// Reads `data/country/`.
pub fn read(_sources: &Sources, _problems: &mut Problems) -> CountryTables {
    CountryTables {}
}
