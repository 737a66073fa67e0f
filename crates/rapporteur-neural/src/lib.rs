//! The neural parser.
//!
//! [`NeuralParser`] tags sentences, finds the head and relation of each word
//! and marks named entities. It takes batches of sentences and gives, for
//! each, the same bits whatever stands beside it in the batch, on whatever
//! processor: every sum runs in one fixed order (see `kernel.rs`).
//!
//! The network reads a vector for each word form (which is remembered between
//! calls), mixes neighbours by convolution and the whole sentence by
//! attention, and scores tags, heads and relations. `training/parser/` has the
//! same network in Python and remakes the weights.
//! Splitting text into sentences and words is the core's business.

mod container;
mod encoder;
mod features;
mod head;
mod judge;
mod kernel;
mod parser;
mod rounded;
mod tree;
mod weight;

pub use container::WeightError;
pub use judge::NeuralJudge;
pub use kernel::Cpu;
pub use parser::NeuralParser;
