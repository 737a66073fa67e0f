//! What an analyst says of a row, on the row itself.

use serde::{Deserialize, Serialize};

/// The correction of a row. The row has the corrected values.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionRow {
    /// `confirm`, `reject` or `amend`.
    pub verdict: String,
    /// The fields whose values are the analyst's.
    pub fields: Vec<String>,
    /// Why.
    pub reason: String,
    /// Who says so: `analyst`.
    pub origin: String,
    /// The state of the record in which it was said.
    pub state: i64,
}
