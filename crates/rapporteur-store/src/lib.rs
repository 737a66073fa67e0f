//! The published form of the record: its rows, their ids, and the files that
//! hold them.
//!
//! What comes in are the core's types; what goes out are JSON lines, CSV
//! and Parquet. This is the only crate that serializes, so that the
//! published schema ([`SCHEMA`]) is defined once.
//! Nothing is decided here about what a text means.

pub mod article_row;
pub mod claim_row;
pub mod correction_row;
pub mod csv;
pub mod entity_row;
pub mod error;
pub mod export;
pub mod id;
pub mod json_lines;
pub mod ledger_row;
pub mod mention_row;
pub mod parquet;
pub mod record;
#[cfg(test)]
mod sample;
pub mod sink;

pub use article_row::{ArticleRow, DiagnosticRow};
pub use claim_row::{ClaimRow, claim_rows};
pub use correction_row::CorrectionRow;
pub use entity_row::EntityMentionRow;
pub use error::Error;
pub use ledger_row::LedgerRow;
pub use mention_row::{EventMentionRow, Stamp, mention_rows};
pub use sink::{Format, MentionSink};

/// The name and version of the published schema, on every row of the record.
pub const SCHEMA: &str = "rapporteur/1";
