//! The open sets of codes: event types, modes, contexts, sectors, CAMEO.
//!
//! What comes in are checked rows of `data/ontology/`, handed over by
//! `resource::codebook`; what goes out are look-ups by code. Which code a
//! sentence deserves is not decided here.

use super::{Code, QuadClass, Sector};
use std::collections::BTreeMap;

/// An event type of the ontology.
#[derive(Clone, Debug, PartialEq)]
pub struct EventType {
    /// Such as `AGREE`.
    pub code: Code,
    /// Verbal or material, cooperation or conflict.
    pub quad_class: QuadClass,
    /// From -10 to 10, where the type has a value of its own.
    pub intensity: Option<f32>,
    /// Whether the event needs a target.
    pub needs_recipient: bool,
    /// The CAMEO code of the type itself, for events of which no more is known.
    pub cameo: Option<Code>,
    /// What the actor does, in a few words.
    pub summary: String,
}

/// A manner of an event type.
#[derive(Clone, Debug, PartialEq)]
pub struct Mode {
    /// The type that it belongs to.
    pub event_type: Code,
    /// Such as `visit`.
    pub code: Code,
    /// From -10 to 10.
    pub intensity: Option<f32>,
    /// Whether the ontology has given it up; it is then never coded.
    pub deprecated: bool,
}

/// A CAMEO code.
#[derive(Clone, Debug, PartialEq)]
pub struct CameoCode {
    /// As text: leading zeros matter.
    pub code: Code,
    /// The code that it refines; none for the 20 roots.
    pub parent: Option<Code>,
    /// Its name.
    pub name: String,
    /// Its Goldstein value.
    pub goldstein: Option<f32>,
}

/// What a CAMEO code becomes in the ontology.
#[derive(Clone, Debug, PartialEq)]
pub struct Crossing {
    /// None for codes that the ontology has no category for.
    pub event_type: Option<Code>,
    /// The manner, if the code implies one.
    pub mode: Option<Code>,
    /// The themes that the code implies.
    pub contexts: Vec<Code>,
}

/// What an act that is only promised, planned or threatened is coded as.
#[derive(Clone, Debug, PartialEq)]
pub struct Prospect {
    /// The event type: a promise or a threat.
    pub becomes: Code,
    /// The CAMEO code of such a promise or threat.
    pub cameo: Code,
}

/// All codes of the ontology.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Codebook {
    pub(crate) event_types: BTreeMap<String, EventType>,
    pub(crate) modes: BTreeMap<(String, String), Mode>,
    pub(crate) contexts: BTreeMap<String, Code>,
    pub(crate) sectors: BTreeMap<Sector, String>,
    pub(crate) cameo: BTreeMap<String, CameoCode>,
    pub(crate) crosswalk: BTreeMap<String, Crossing>,
    pub(crate) prospects: BTreeMap<String, Prospect>,
    pub(crate) cameo_roles: BTreeMap<String, Sector>,
}

impl Codebook {
    /// The event type of a code.
    pub fn event_type(&self, code: &str) -> Option<&EventType> {
        self.event_types.get(code)
    }

    /// All event types, by code.
    pub fn event_types(&self) -> impl Iterator<Item = &EventType> {
        self.event_types.values()
    }

    /// The mode of an event type.
    pub fn mode(&self, event_type: &str, mode: &str) -> Option<&Mode> {
        self.modes.get(&(event_type.to_owned(), mode.to_owned()))
    }

    /// All modes, by type and code.
    pub fn modes(&self) -> impl Iterator<Item = &Mode> {
        self.modes.values()
    }

    /// The context of a code.
    pub fn context(&self, code: &str) -> Option<&Code> {
        self.contexts.get(code)
    }

    /// All contexts, by code.
    pub fn contexts(&self) -> impl Iterator<Item = &Code> {
        self.contexts.values()
    }

    /// What a sector means; none if there is no such sector.
    pub fn sector(&self, sector: Sector) -> Option<&str> {
        self.sectors.get(&sector).map(String::as_str)
    }

    /// The CAMEO code itself.
    pub fn cameo(&self, code: &str) -> Option<&CameoCode> {
        self.cameo.get(code)
    }

    /// All CAMEO codes, in order.
    pub fn cameo_codes(&self) -> impl Iterator<Item = &CameoCode> {
        self.cameo.values()
    }

    /// What a CAMEO code becomes in the ontology.
    pub fn crossing(&self, cameo: &str) -> Option<&Crossing> {
        self.crosswalk.get(cameo)
    }

    /// What an act of a type becomes while it lies ahead; none for types that
    /// are speech themselves.
    pub fn prospect(&self, event_type: &str) -> Option<&Prospect> {
        self.prospects.get(event_type)
    }

    /// The sector of a CAMEO role code.
    pub fn sector_of_role(&self, role: &str) -> Option<Sector> {
        self.cameo_roles.get(role).copied()
    }

    /// The CAMEO role code of a sector: the one of the same letters, or the
    /// only one that becomes this sector; none if several do or none does.
    pub fn role_of_sector(&self, sector: Sector) -> Option<&str> {
        if self.cameo_roles.get(sector.as_str()) == Some(&sector) {
            return self.cameo_roles.get_key_value(sector.as_str()).map(|(role, _)| role.as_str());
        }
        let mut roles = self.cameo_roles.iter().filter(|&(_, &found)| found == sector).map(|(role, _)| role.as_str());
        let first = roles.next();
        first.filter(|_| roles.next().is_none())
    }

    /// The score of a mode, or of its type where the mode has none.
    pub fn intensity(&self, event_type: &str, mode: Option<&str>) -> Option<f32> {
        mode.and_then(|mode| self.mode(event_type, mode)?.intensity).or_else(|| self.event_type(event_type)?.intensity)
    }
}
