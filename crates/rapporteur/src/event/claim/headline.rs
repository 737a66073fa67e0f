//! What headlines say of movements that the body tells of.
//!
//! A headline repeats the body, so it gives no events of its own. Where it
//! names a movement of forces that the body tells of, it is one more mention
//! of that movement.

use super::{Claim, ClaimKind, settle_echoes};
use crate::article::Article;
use crate::diagnostic::Diagnostics;
use crate::document::parser::{Parser, ParserError};
use crate::document::read_paragraphs;
use crate::entity;
use crate::event::explain;
use crate::resource::Resources;

/// Adds the movements that the headlines name to the claims of the body,
/// which has so many sentences. Headlines that do not stand in the text, and
/// so cannot be quoted, say nothing.
///
/// # Errors
/// If the parser cannot be run.
pub fn add_headlines(
    resources: &Resources,
    parser: &dyn Parser,
    article: &Article,
    sentences: usize,
    claims: &mut Vec<Claim>,
) -> Result<(), ParserError> {
    let is_movement = |claim: &Claim| claim.kind == ClaimKind::Movement;
    if !claims.iter().any(is_movement) || article.titles.iter().all(|title| title.span.is_none()) {
        return Ok(());
    }
    let spans = article.titles.iter().filter_map(|title| title.span);
    let document = read_paragraphs(parser, &article.verbatim, spans)?;
    // What is odd about a headline was told with the body, or does not matter.
    let mut diagnostics = Diagnostics::default();
    let entities = entity::resolve(resources, article, &document, &mut diagnostics);
    let found = explain(resources, article, &document, &entities, None, &mut diagnostics).claims;
    for claim in found.into_iter().filter(is_movement) {
        claims.push(Claim { sentence: claim.sentence + sentences as u32, ..claim });
    }
    settle_echoes(claims);
    Ok(())
}
