//! Across articles: what happened, what was promised, who stands where?
//!
//! What comes in are statements: event mentions and claims, one for each
//! sentence that says so, from the reports that are known. What goes out are
//! the rows of the ledgers, each with the ids of the statements behind it.
//!
//! The record is cut into blocks. [`blocks`] says from one statement alone
//! which blocks it belongs to, and [`keep`] makes the rows of one block from
//! the set of its statements. So whoever stores the record finds the blocks
//! that new statements touch and recomputes only those, and neither the order
//! of adding nor the sizes of batches play a part.
//!
//! Nothing is stored here, no id is made, and today's date plays no part.

mod alignment;
mod block;
pub mod coded;
mod commitment;
mod company;
mod day;
mod event;
pub mod ledger;
mod meeting;
pub mod merge;
mod movement;
mod party;
mod process;
mod report;
mod scene;
mod seam;
mod span;
pub mod statement;
pub mod story;
pub mod wording;

pub use block::{Block, blocks};
pub use ledger::{
    Account, Alignment, AlignmentBasis, Commitment, CommitmentStatus, Event, Ledgers, Meeting, MeetingStatus, Movement, MovementStatus,
    Process, ProcessRole, Reversal, Step, Toll,
};
pub use statement::{Party, Scene, Speaker, Statement, When};
pub use story::stories;

use crate::resource::Resources;

/// The rows of one block.
///
/// The statements are those for which [`blocks`] names the block, in any
/// order; a statement that is there twice counts once. The rows come in a
/// fixed order. A meeting may stand in the blocks of several of its parties:
/// of meetings with the same key the one with the most mentions holds, and
/// of these the one from the least block. No other row is in two blocks.
pub fn keep(resources: &Resources, block: &Block, statements: &[Statement]) -> Ledgers {
    let mut ledgers = Ledgers::default();
    match block.ledger() {
        "event" => ledgers.events = event::events(block, statements),
        "commitment" => ledgers.commitments = commitment::commitments(resources, block, statements),
        "meeting" => ledgers.meetings = meeting::meetings(block, statements),
        "alignment" => ledgers.alignments = alignment::alignments(block, statements),
        "process" => ledgers.processes = process::processes(block, statements),
        "movement" => ledgers.movements = movement::movements(block, statements),
        // A block that `blocks` does not name has no rows.
        _ => {}
    }
    ledgers
}
