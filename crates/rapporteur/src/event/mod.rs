//! What does each sentence claim was done, by whom, to whom?

pub mod attribution;
pub mod factuality;
pub mod mention;

pub use attribution::{Statement, Statements, attributions};
pub use factuality::{Reason, Truth, truth};
pub use mention::{Attribution, EventMention, EventPlace, EventTime, Manner, Participant, PlaceRole, TimeBasis};
