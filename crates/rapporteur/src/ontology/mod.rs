//! The codes that the record uses: PLOVER types, modes, contexts and sectors,
//! CAMEO codes, countries, and the closed sets of quad class, factuality and
//! polarity. The open sets are data, checked against `data/ontology/`.

pub mod codebook;

pub use codebook::Codebook;
use std::sync::Arc;

/// A code of an open ontology: an event type, a mode, a context, a CAMEO code.
///
/// CAMEO codes are text, since leading zeros matter.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code(Arc<str>);

impl Code {
    /// Makes a code; whether it exists is checked where resources are loaded.
    pub fn new(code: &str) -> Code {
        Code(Arc::from(code))
    }

    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A three-letter code of capital ASCII letters: a country (ISO 3166-1
/// alpha-3, or an organisation's PLOVER code such as `UNO`) or a sector.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code3([u8; 3]);

impl Code3 {
    /// Reads a code; none unless it is three capital ASCII letters.
    pub fn new(code: &str) -> Option<Code3> {
        let bytes: [u8; 3] = code.as_bytes().try_into().ok()?;
        bytes.iter().all(u8::is_ascii_uppercase).then_some(Code3(bytes))
    }

    /// The code as text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("")
    }
}

impl std::fmt::Display for Code3 {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::fmt::Debug for Code3 {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A country, or an international organisation that acts like one.
pub type Country = Code3;

/// A PLOVER sector such as `GOV`, `MIL` or `REB`.
pub type Sector = Code3;

/// The type of a row that tells no event but what somebody says, of a text of
/// one sentence in which nothing else is coded.
pub const STATEMENT: &str = "STATEMENT";

/// Verbal or material, cooperation or conflict; or neither.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum QuadClass {
    /// 0: a statement.
    Neutral,
    /// 1
    VerbalCooperation,
    /// 2
    MaterialCooperation,
    /// 3
    VerbalConflict,
    /// 4
    MaterialConflict,
}

impl QuadClass {
    /// 0 to 4.
    pub fn number(self) -> u8 {
        self as u8
    }

    /// The class of a number from 0 to 4.
    pub fn from_number(number: u8) -> Option<QuadClass> {
        use QuadClass::*;
        [Neutral, VerbalCooperation, MaterialCooperation, VerbalConflict, MaterialConflict].get(usize::from(number)).copied()
    }
}

/// How the text presents the truth of an event (DESIGN, section 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Factuality {
    /// The outlet itself states it.
    Asserted,
    /// A speaker states it.
    Reported,
    /// A speaker states it and the outlet keeps its distance.
    Alleged,
    /// A speaker says that it is not so.
    Denied,
    /// The actor promises it.
    Pledged,
    /// The actor threatens it.
    Threatened,
    /// It is fixed for a coming date.
    Scheduled,
    /// It is intended or announced, and not yet done.
    Planned,
    /// Somebody wishes or asks for it.
    Hoped,
    /// It depends on a condition, or is only imagined.
    Hypothetical,
    /// It happened long before the report.
    Historical,
}

impl Factuality {
    /// The published name.
    pub fn name(self) -> &'static str {
        match self {
            Factuality::Asserted => "asserted",
            Factuality::Reported => "reported",
            Factuality::Alleged => "alleged",
            Factuality::Denied => "denied",
            Factuality::Pledged => "pledged",
            Factuality::Threatened => "threatened",
            Factuality::Scheduled => "scheduled",
            Factuality::Planned => "planned",
            Factuality::Hoped => "hoped",
            Factuality::Hypothetical => "hypothetical",
            Factuality::Historical => "historical",
        }
    }

    /// The value of a published name.
    pub fn from_name(name: &str) -> Option<Factuality> {
        use Factuality::*;
        [Asserted, Reported, Alleged, Denied, Pledged, Threatened, Scheduled, Planned, Hoped, Hypothetical, Historical]
            .into_iter()
            .find(|value| value.name() == name)
    }
}

/// Whether the text says that the event is so or is not so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Polarity {
    /// It is so.
    Positive,
    /// It is not so.
    Negative,
}

impl Polarity {
    /// The published name.
    pub fn name(self) -> &'static str {
        match self {
            Polarity::Positive => "positive",
            Polarity::Negative => "negative",
        }
    }
}
