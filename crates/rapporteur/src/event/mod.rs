//! What does each sentence claim was done, by whom, to whom?

pub mod mention;

pub use mention::{Attribution, EventMention, EventPlace, EventTime, Manner, Participant, PlaceRole, TimeBasis};
