//! Political actors: states, their organs and office-holders, organisations,
//! armed groups, and people known only by their role.

use crate::ontology::{Country, Sector};

/// What an actor mention was resolved to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Actor {
    /// The canonical name (`Mevlüt Çavuşoğlu`, `Russia`), or the phrase
    /// itself if the actor is in no table.
    pub name: String,
    /// ISO 3166-1 alpha-3, or an organisation's PLOVER code (`UNO`).
    pub country: Option<Country>,
    /// PLOVER sectors, the most specific first.
    pub sectors: Vec<Sector>,
    /// The id of the row in `data/actor/`, or the country code for states;
    /// none if the actor is in no table.
    pub id: Option<String>,
    /// The office that justified country and sector at the article's date,
    /// with its dates: `minister of foreign affairs of Russia (2004-03-09..)`.
    pub role: Option<String>,
}
