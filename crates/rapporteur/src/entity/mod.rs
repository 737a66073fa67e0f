//! Who, where and when are these words?
//!
//! Resolution works on parsed sentences and the resource tables. What cannot
//! be resolved stays unresolved: wrong is worse than empty.

pub mod actor;
mod coreference;
pub mod mention;
pub mod place;
pub mod time;

use crate::article::Article;
use crate::diagnostic::Diagnostics;
use crate::document::Document;
use crate::evidence::Finder;
use crate::resource::Resources;
pub use actor::{Actor, Codes};
pub use mention::{Entities, EntityId, EntityMention, Resolution};
pub use place::Place;
pub use time::Timex;

/// Finds every actor, place and time of a document and what it refers to.
///
/// The mentions' tokens and heads are of this document; the ids number the
/// entities in the order of their first mention.
pub fn resolve(resources: &Resources, article: &Article, document: &Document<'_>, _diagnostics: &mut Diagnostics) -> Entities {
    let places = place::find(resources, article, document);
    let times = time::find(&resources.times, article, document);
    let mut mentions = actor::find(resources, article, document, &places);
    let places = places.into_iter().filter(|place| !is_organisation(&mentions, place)).collect();
    for group in [places, times] {
        // Each finder counts its entities from 0.
        let shift = mentions.iter().map(|mention| mention.entity.0 + 1).max().unwrap_or(0);
        mentions.extend(group.into_iter().map(|mention| EntityMention { entity: EntityId(mention.entity.0 + shift), ..mention }));
    }
    for mention in &mut mentions {
        if let Resolution::Actor(actors) = &mut mention.resolution {
            actors.iter_mut().for_each(|actor| actor.codes = actor::codes(resources, actor, article.published));
        }
    }
    let mut entities = Entities::new(mentions);
    number_entities(&mut entities);
    entities
}

/// Whether the words of a place are the name of an organisation of the tables:
/// `Nato` is no village, though one has the name.
fn is_organisation(actors: &[EntityMention], place: &EntityMention) -> bool {
    const OF_STATES: [&str; 2] = ["GOV", "LEG"];
    let is_such = |actor: &Actor| {
        actor.id.is_some() && actor.role.is_none() && !actor.sectors.iter().any(|sector| OF_STATES.contains(&sector.as_str()))
    };
    // Actors ascend by head, so a long article is not read again for each place.
    let first = actors.partition_point(|actor| actor.head < place.head);
    actors[first..].iter().take_while(|actor| actor.head == place.head).any(|actor| {
        let is_same = actor.span == place.span && matches!(&actor.finder, Finder::Resource(key) if key.starts_with("actor:"));
        is_same && matches!(&actor.resolution, Resolution::Actor(list) if list.iter().all(is_such))
    })
}

/// Gives the entities new ids in the order of their first mention.
fn number_entities(entities: &mut Entities) {
    let mut order: std::collections::BTreeMap<u32, u32> = std::collections::BTreeMap::new();
    for mention in &mut entities.mentions {
        let next = order.len() as u32;
        mention.entity = EntityId(*order.entry(mention.entity.0).or_insert(next));
    }
}
