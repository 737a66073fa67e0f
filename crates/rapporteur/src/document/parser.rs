//! The one abstraction of the core: what a parser takes and gives.
//!
//! The neural crate implements it; tests use hand-written parses.

use super::{EntityTag, Relation, Upos, Xpos};

/// One word of a sentence that is to be parsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word<'a> {
    /// The word as written.
    pub form: &'a str,
    /// Whether white space stands before it.
    pub space_before: bool,
}

/// What a parser says of one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParsedWord {
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank tag.
    pub xpos: Xpos,
    /// Index of the head in the same sentence; none for the root.
    /// Exactly one word has none, and the heads form a tree.
    pub head: Option<u32>,
    /// Universal Dependencies relation to the head.
    pub relation: Relation,
    /// Position in a named entity.
    pub entity: EntityTag,
}

/// A parser failed: its model is missing, broken or of another version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParserError {
    /// Lower case, no final stop.
    pub message: String,
}

impl std::fmt::Display for ParserError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "parsing: {}", self.message)
    }
}

impl std::error::Error for ParserError {}

/// Tags and parses sentences.
///
/// The result for a sentence must not depend on the other sentences of the
/// batch, so that any batch size gives the same bytes.
pub trait Parser: Sync {
    /// Parses a batch; gives one list for each sentence, one entry for each word.
    ///
    /// # Errors
    /// If the model cannot be run at all. Odd words are no error.
    fn parse(&self, sentences: &[Vec<Word<'_>>]) -> Result<Vec<Vec<ParsedWord>>, ParserError>;

    /// A digest of the weights, hexadecimal, stamped on every row.
    fn digest(&self) -> &str;
}
