//! Themes of an event, from its pattern and the words of its clause.

use super::tree::Tree;
use crate::document::{TokenId, Upos};
use crate::ontology::Code;
use crate::resource::theme::ContextTables;

/// The contexts of a clause: its pattern's, and those of its nouns, names and
/// adjectives; sorted, each once.
pub fn contexts(tables: &ContextTables, tree: &Tree<'_>, clause: &[TokenId], pattern: &[Code]) -> Vec<Code> {
    let mut found = pattern.to_vec();
    for &id in clause {
        if matches!(tree.document.token(id).upos, Upos::Noun | Upos::Adj | Upos::Propn | Upos::Verb) {
            found.extend_from_slice(tables.of(&tree.lemma(id)));
        }
    }
    found.sort();
    found.dedup();
    found
}
