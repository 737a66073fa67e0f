//! The compact index of places: columns of fixed width and a map of names.
//!
//! It lives in one slice of bytes that is part of the program, so that
//! opening it costs only a look at its header. All numbers are little-endian.
//!
//! | Section | Content |
//! |---|---|
//! | names | finite-state map: folded name → place of its first posting |
//! | postings | `u32`: record (20 bits), kind of name (2 bits), last of its name (bit 31) |
//! | id … second | one number for each record, see [`Record`] |
//! | shown ends, shown | the names as published, end to end |
//! | features, countries | the codes that the columns number, one a line |
//!
//! Records stand in this order: countries, first-order divisions,
//! second-order divisions, populated places.

use std::ops::Range;

/// The first bytes of an index, with the version of its layout.
pub const MAGIC: &[u8; 8] = b"rapgaz\0\x01";

/// The sections in their order in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the table in the module's documentation names them")]
pub enum Section {
    Names,
    Postings,
    Id,
    Latitude,
    Longitude,
    Population,
    Feature,
    Country,
    First,
    Second,
    ShownEnds,
    Shown,
    Features,
    Countries,
}

/// How many sections there are.
pub const SECTIONS: usize = Section::Countries as usize + 1;

/// How a name belongs to a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameKind {
    /// The name that the gazetteer publishes, in either spelling.
    Main,
    /// Another name, perhaps of another language.
    Alternate,
    /// The main name without a generic word: `Butler` for `Butler County`.
    Shortened,
}

/// One place of the index.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Record<'a> {
    /// GeoNames id; 0 if it is not known.
    pub geonames_id: u32,
    /// The published name.
    pub name: &'a str,
    /// WGS84 degrees.
    pub latitude: f64,
    /// WGS84 degrees.
    pub longitude: f64,
    /// Inhabitants, as far as known.
    pub population: u32,
    /// GeoNames feature code.
    pub feature: &'a str,
    /// ISO 3166-1 alpha-3.
    pub country: &'a str,
    /// Record of the first-order division.
    pub first: Option<u32>,
    /// Record of the second-order division.
    pub second: Option<u32>,
}

/// Reads an index that lies in memory.
#[derive(Clone)]
pub struct Index<'a> {
    names: fst::raw::Fst<&'a [u8]>,
    sections: [&'a [u8]; SECTIONS],
    features: Vec<&'a str>,
    countries: Vec<&'a str>,
}

impl<'a> Index<'a> {
    /// Opens an index.
    ///
    /// # Errors
    /// If the bytes are no index of this version; says what was wrong.
    pub fn open(bytes: &'a [u8]) -> Result<Index<'a>, String> {
        let header = MAGIC.len() + SECTIONS * 4;
        if bytes.len() < header || &bytes[..MAGIC.len()] != MAGIC {
            return Err("found no index of this version".to_owned());
        }
        let mut sections: [&[u8]; SECTIONS] = [&[]; SECTIONS];
        let mut start = header;
        for (number, section) in sections.iter_mut().enumerate() {
            let size = number_at(&bytes[MAGIC.len()..header], number) as usize;
            *section = bytes.get(start..start + size).ok_or("the index is cut short")?;
            start += size;
        }
        let names = fst::raw::Fst::new(sections[Section::Names as usize]).map_err(|error| format!("the map of names: {error}"))?;
        let lines = |section: Section| std::str::from_utf8(sections[section as usize]).map(|text| text.lines().collect::<Vec<_>>());
        let features = lines(Section::Features).map_err(|error| error.to_string())?;
        let countries = lines(Section::Countries).map_err(|error| error.to_string())?;
        Ok(Index { names, sections, features, countries })
    }

    /// The map of names, for walking along a text.
    pub fn names(&self) -> &fst::raw::Fst<&'a [u8]> {
        &self.names
    }

    /// The number of records.
    pub fn len(&self) -> usize {
        self.section(Section::Id).len() / 4
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A record; none if there is no such number.
    pub fn record(&self, number: u32) -> Option<Record<'a>> {
        let at = number as usize;
        if at >= self.len() {
            return None;
        }
        let column = |section: Section| number_at(self.section(section), at);
        let division = |section: Section| short_at(self.section(section), at).checked_sub(1).map(u32::from);
        let code = |section: Section, codes: &[&'a str]| codes.get(usize::from(self.section(section)[at])).copied().unwrap_or("");
        Some(Record {
            geonames_id: column(Section::Id),
            name: self.shown(at),
            latitude: f64::from(column(Section::Latitude) as i32) / 1e5,
            longitude: f64::from(column(Section::Longitude) as i32) / 1e5,
            population: column(Section::Population),
            feature: code(Section::Feature, &self.features),
            country: code(Section::Country, &self.countries),
            first: division(Section::First),
            second: division(Section::Second),
        })
    }

    /// The postings from a place in their section to the last of the name.
    pub fn postings(&self, first: u64) -> impl Iterator<Item = Posting> + use<'a> {
        let section = self.section(Section::Postings);
        let mut next = Some(first as usize);
        std::iter::from_fn(move || {
            let at = next.filter(|at| at * 4 + 4 <= section.len())?;
            let posting = Posting(number_at(section, at));
            next = (!posting.is_last()).then_some(at + 1);
            Some(posting)
        })
    }

    fn section(&self, section: Section) -> &'a [u8] {
        self.sections[section as usize]
    }

    fn shown(&self, at: usize) -> &'a str {
        let ends = self.section(Section::ShownEnds);
        let start = if at == 0 { 0 } else { number_at(ends, at - 1) };
        let range: Range<usize> = start as usize..number_at(ends, at) as usize;
        self.section(Section::Shown).get(range).and_then(|name| std::str::from_utf8(name).ok()).unwrap_or("")
    }
}

impl std::fmt::Debug for Index<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Index of {} places", self.len())
    }
}

/// One reading of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Posting(u32);

impl Posting {
    /// The largest number of records that postings can tell apart.
    pub const MAX_RECORDS: usize = 1 << 20;

    /// Makes a posting.
    pub fn new(record: u32, kind: NameKind, is_last: bool) -> Posting {
        Posting(record | (kind as u32) << 20 | u32::from(is_last) << 31)
    }

    /// The number as stored.
    pub fn bits(self) -> u32 {
        self.0
    }

    /// The record.
    pub fn record(self) -> u32 {
        self.0 & (Self::MAX_RECORDS as u32 - 1)
    }

    /// How the name belongs to the place.
    pub fn kind(self) -> NameKind {
        match self.0 >> 20 & 3 {
            0 => NameKind::Main,
            1 => NameKind::Alternate,
            _ => NameKind::Shortened,
        }
    }

    fn is_last(self) -> bool {
        self.0 >> 31 == 1
    }
}

/// The `at`-th `u32` of a column; 0 past its end.
fn number_at(column: &[u8], at: usize) -> u32 {
    column.get(at * 4..at * 4 + 4).and_then(|bytes| bytes.try_into().ok()).map_or(0, u32::from_le_bytes)
}

/// The `at`-th `u16` of a column; 0 past its end.
fn short_at(column: &[u8], at: usize) -> u16 {
    column.get(at * 2..at * 2 + 2).and_then(|bytes| bytes.try_into().ok()).map_or(0, u16::from_le_bytes)
}
