//! Deaths and injuries that nobody inflicted.
//!
//! In come the trigger of an assault in its tree and the heads of those who
//! are said to do it; out goes whether the text puts it down to an accident, a
//! disease or nature: `killed in a climbing accident`, `hurt when their bus
//! overturned`, `a ferry capsized, drowning many`.

use super::tree::Tree;
use crate::document::token::EntityLabel;
use crate::document::{Relation, TokenId, Upos};
use crate::resource::theme::{Mishap, ThemeTables};

/// Whether what a trigger tells was an accident.
pub(super) fn is_accident(tables: &ThemeTables, tree: &Tree<'_>, trigger: TokenId, sources: &[TokenId]) -> bool {
    let is = |word: TokenId, kind: Mishap| tables.is_mishap(&tree.lemma(word).to_lowercase(), kind);
    let mut words = vec![trigger];
    // `were killed and 40 injured when a bus plunged into a ravine`.
    words.extend(tree.document.children_by(trigger, Relation::Conj));
    words.extend(tree.document.token(trigger).head.filter(|_| tree.relation(trigger) == Relation::Conj));
    // `a storm in which ten people were killed`: the clause is about the noun.
    let about = tree.document.token(trigger).head.filter(|_| tree.relation(trigger) == Relation::AclRelcl);
    let noun_of = |head: TokenId| about.filter(|_| tree.document.token(head).upos == Upos::Pron).unwrap_or(head);
    let circumstances = || words.iter().flat_map(|&word| tree.prepositional(word)).map(|(_, head)| noun_of(head));
    if circumstances().any(|head| is(head, Mishap::Accident)) {
        return true;
    }
    let is_cause = |word: TokenId| is(word, Mishap::Cause);
    let is_somebody = |word: TokenId| {
        let token = tree.document.token(word);
        token.entity.label() == Some(EntityLabel::Person) || token.upos == Upos::Pron || token.upos != Upos::Propn && tree.is_agentive(word)
    };
    let above = tree.document.token(trigger).head.filter(|_| tree.relation(trigger) == Relation::Advcl);
    if above.is_some_and(|verb| is(verb, Mishap::Fails) && !tree.subjects(verb).into_iter().any(is_somebody)) {
        return true;
    }
    if !sources.is_empty() {
        return sources.iter().all(|&source| is_cause(source));
    }
    let clauses = words.iter().flat_map(|&word| tree.document.children_by(word, Relation::Advcl));
    circumstances().any(is_cause) || clauses.into_iter().any(|clause| is(clause, Mishap::Fails))
}
