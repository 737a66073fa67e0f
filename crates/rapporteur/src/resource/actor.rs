//! Actors: people and their offices, organisations, armed groups, role nouns.

use super::{CountryTables, Problems, Sources};
use crate::ontology::Codebook;

/// All actors and the words that name them.
#[derive(Clone, Debug, Default)]
pub struct ActorTables {}

/// Reads `data/actor/` and `data/lexicon/agent.tsv`.
pub fn read(_sources: &Sources, _codebook: &Codebook, _countries: &CountryTables, _problems: &mut Problems) -> ActorTables {
    ActorTables {}
}
