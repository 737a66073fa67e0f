//! Who, where and when are these words?
//!
//! Resolution works on parsed sentences and the resource tables. What cannot
//! be resolved stays unresolved: wrong is worse than empty.

pub mod actor;
pub mod mention;
pub mod place;
pub mod time;

pub use actor::Actor;
pub use mention::{Entities, EntityId, EntityMention, Resolution};
pub use place::Place;
pub use time::Timex;
