//! Mentions of actors, places and times in a document.

use super::actor::resolver::{UNKNOWN_BODY, UNKNOWN_PERSON};
use super::place::Usage;
use super::{Actor, Place, Timex};
use crate::document::TokenId;
use crate::evidence::{Finder, Span};
use std::ops::Range;

/// Coreferent mentions share an id; ids number the entities of one document
/// in the order of their first mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntityId(pub u32);

/// A phrase that refers to an actor, a place or a time.
#[derive(Clone, Debug, PartialEq)]
pub struct EntityMention {
    /// The words of the mention itself, as short as they can be quoted:
    /// a name with its title, `last week`, `the two countries`.
    pub span: Span,
    /// The tokens of the mention, indices into `Document::tokens`.
    pub tokens: Range<u32>,
    /// The syntactic head of the mention.
    pub head: TokenId,
    /// Which entity it refers to.
    pub entity: EntityId,
    /// What it was resolved to.
    pub resolution: Resolution,
    /// Who found it.
    pub finder: Finder,
}

/// What a mention refers to.
#[derive(Clone, Debug, PartialEq)]
pub enum Resolution {
    /// One actor, or several (`the two countries`); never empty: an actor
    /// that is not known has only a name, and a country or sector if the
    /// words give them.
    Actor(Vec<Actor>),
    /// A place; without coordinates if it is not in the gazetteer.
    Place(Place),
    /// An interval, duration or recurring time.
    Time(Timex),
}

impl EntityMention {
    /// Whether it names a person or, if not, a body that no table has; none
    /// if it does not name an unknown actor.
    pub fn names_unknown_person(&self) -> Option<bool> {
        let is_person = self.finder == UNKNOWN_PERSON;
        (is_person || self.finder == UNKNOWN_BODY).then_some(is_person)
    }

    /// Actors before places before times where they cover the same words.
    fn kind_order(&self) -> u8 {
        match self.resolution {
            Resolution::Actor(_) => 0,
            Resolution::Place(_) => 1,
            Resolution::Time(_) => 2,
        }
    }
}

/// All mentions of a document, ascending by span. An actor mention and a
/// place mention may cover the same words (`Beirut`).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entities {
    /// The mentions.
    pub mentions: Vec<EntityMention>,
    /// For each actor mention its head and its place in `mentions`, by head.
    actor_heads: Vec<(TokenId, u32)>,
}

impl Entities {
    /// Sorts the mentions and makes the index.
    pub fn new(mut mentions: Vec<EntityMention>) -> Entities {
        mentions.sort_by_key(|mention| (mention.span.start, mention.span.end, mention.kind_order()));
        let mut actor_heads: Vec<(TokenId, u32)> = mentions
            .iter()
            .enumerate()
            .filter(|(_, mention)| matches!(mention.resolution, Resolution::Actor(_)))
            .map(|(i, mention)| (mention.head, i as u32))
            .collect();
        actor_heads.sort_unstable();
        Entities { mentions, actor_heads }
    }

    /// The actors that the phrase headed by a token refers to; empty if none is known.
    pub fn actors_at(&self, head: TokenId) -> &[Actor] {
        match self.actor_mention_at(head).map(|mention| &mention.resolution) {
            Some(Resolution::Actor(actors)) => actors,
            _ => &[],
        }
    }

    /// The actor mention headed by a token.
    pub fn actor_mention_at(&self, head: TokenId) -> Option<&EntityMention> {
        let place = self.actor_heads.partition_point(|&(found, _)| found < head);
        self.actor_heads.get(place).filter(|&&(found, _)| found == head).map(|&(_, i)| &self.mentions[i as usize])
    }

    /// The places mentioned as such among some tokens: not those whose names
    /// stand for a government or are part of another name.
    pub fn places_in(&self, tokens: Range<u32>) -> impl Iterator<Item = (&EntityMention, &Place)> {
        self.mentions.iter().filter_map(move |mention| match &mention.resolution {
            Resolution::Place(place)
                if place.usage == Usage::Location && tokens.start <= mention.tokens.start && mention.tokens.end <= tokens.end =>
            {
                Some((mention, place))
            }
            _ => None,
        })
    }

    /// The times mentioned among some tokens.
    pub fn times_in(&self, tokens: Range<u32>) -> impl Iterator<Item = (&EntityMention, &Timex)> {
        self.mentions.iter().filter_map(move |mention| match &mention.resolution {
            Resolution::Time(timex) if tokens.start <= mention.tokens.start && mention.tokens.end <= tokens.end => Some((mention, timex)),
            _ => None,
        })
    }
}
