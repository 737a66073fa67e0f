//! Political actors: states, their organs and office-holders, organisations,
//! armed groups, and people known only by their role.
//!
//! In: a parsed document, the tables and the places found in it. Out: a
//! mention for each phrase that denotes actors, anaphors included. Which part
//! an actor plays in an event is not decided here.

mod agent;
pub mod code;
mod definite;
pub(super) mod known;
pub(super) mod modifier;
pub(super) mod naming;
mod person;
mod private;
mod reference;
pub(super) mod resolver;
mod setting;

use super::{EntityId, EntityMention, Resolution};
use crate::article::Article;
use crate::document::Document;
use crate::ontology::{Country, Sector};
use crate::resource::Resources;
use crate::resource::name::fold;
pub use code::{Codes, codes};
use resolver::{Found, FoundKind, Resolver};
use std::collections::BTreeMap;

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
    /// The codes of other collections at the article's date; empty until the
    /// mention is whole.
    pub codes: Codes,
}

/// Finds the actor mentions of a document, in the order of their heads.
pub fn find(resources: &Resources, article: &Article, document: &Document<'_>, places: &[EntityMention]) -> Vec<EntityMention> {
    let mut resolver = Resolver::new(resources, article, document, places);
    resolver.read_all();
    let found = resolver.found;
    let mut numbers = Numbers::default();
    let ids: Vec<EntityId> = (0..found.len()).map(|at| numbers.of(&found, at)).collect();
    let mut mentions: Vec<EntityMention> = found
        .into_iter()
        .zip(ids)
        .filter_map(|(found, entity)| {
            let first = document.tokens.get(found.tokens.start as usize)?;
            let last = document.tokens.get(found.tokens.end.checked_sub(1)? as usize)?;
            let span = first.span.cover(last.span);
            Some(EntityMention {
                span,
                tokens: found.tokens,
                head: found.head,
                entity,
                resolution: Resolution::Actor(found.actors),
                finder: found.finder,
            })
        })
        .collect();
    mentions.sort_by_key(|mention| mention.head);
    mentions
}

/// Gives the same id to mentions of the same actors.
#[derive(Default)]
struct Numbers {
    of_key: BTreeMap<String, u32>,
}

impl Numbers {
    fn of(&mut self, found: &[Found], at: usize) -> EntityId {
        let origin = found[at].antecedent.map_or(at, |antecedent| antecedent as usize);
        let key = key_of(&found[origin], origin);
        let next = self.of_key.len() as u32;
        EntityId(*self.of_key.entry(key).or_insert(next))
    }
}

/// What makes two mentions one entity: the same rows of the tables, the same
/// name, or one taking up the other.
fn key_of(found: &Found, at: usize) -> String {
    let mut key = String::new();
    for actor in &found.actors {
        match &actor.id {
            Some(id) => key.push_str(id),
            None if matches!(found.kind, FoundKind::Person | FoundKind::Body) => key.push_str(&fold(&actor.name)),
            None => return format!("#{at}"),
        }
        key.push('+');
    }
    key
}
