//! What does each sentence claim was done, by whom, to whom?
//!
//! [`code`](code::code) offers every word to the patterns of `data/pattern/`,
//! checks what they find against its surroundings, and gives event mentions
//! with their truth, time and places. Which mentions are one event is decided
//! in `record`.

mod accident;
pub mod attribution;
pub mod candidate;
pub mod claim;
pub mod code;
mod condition;
mod context;
mod extent;
pub mod factuality;
mod identity;
pub mod judge;
pub mod kind;
pub mod learned;
pub mod mention;
mod participant;
mod phrase;
mod place;
mod repeat;
mod theme;
pub mod time;
pub mod toll;
pub mod tree;
mod voice;

pub use claim::{Claim, ClaimKind, add_headlines};
pub use code::{Coding, Dropped, code, explain};
pub use judge::Judge;
pub use learned::{Limits, Opinion, Reader, features};
pub use mention::{Attribution, EventMention, EventPlace, EventTime, Manner, Participant, PlaceRole, TimeBasis};
