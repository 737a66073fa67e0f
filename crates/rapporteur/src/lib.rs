//! Rapporteur codes news reports into records of who did what to whom, where,
//! when, and according to whom.
//!
//! The data flows through five stages, each a module named after what it makes:
//!
//! ```text
//! bytes -clean-> Article -read-> Document -resolve-> Entities -code-> EventMentions -keep-> Record
//!       article/         document/        entity/             event/               record/
//! ```
//!
//! [`coder::Coder`] runs the first four over one article or many.
//! This crate does no I/O except in [`resource`], and never reads the clock,
//! the environment, a random source or the network.

pub mod article;
pub mod coder;
pub mod diagnostic;
pub mod document;
pub mod entity;
pub mod event;
pub mod evidence;
pub mod ontology;
pub mod record;
pub mod resource;
pub mod score;
