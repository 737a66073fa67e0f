//! Adverbs of hearsay: how far `reportedly` and `allegedly` reach.

use super::{Scene, Status};
use crate::document::{TokenId, Upos};
use crate::ontology::Factuality;
use crate::resource::truth::{Effect, WordClass};

/// `They reportedly robbed the bank and shot a guard who …`: all that follows
/// such an adverb is hearsay up to the next comma, dash, bracket or quotation
/// mark, whatever it hangs on. A heuristic: readers take it so nine times in ten.
pub(super) fn adverb_before(scene: &Scene<'_, '_>, status: &mut Status) {
    if !matches!(status.factuality, None | Some(Factuality::Reported)) {
        return;
    }
    let document = scene.document;
    let start = document.sentences[document.sentence_of(scene.trigger)].tokens.start as usize;
    let words = (start..scene.trigger.index()).rev().map(TokenId::new);
    let is_open = |&word: &TokenId| document.token(word).upos != Upos::Punct || matches!(document.form(word), "-" | "'" | "’");
    for word in words.take_while(is_open).filter(|&word| document.token(word).upos == Upos::Adv) {
        let effect = scene.resources.truth.effect(document.lemma(word), WordClass::Adverb, "modifies");
        if matches!(effect, Some(Effect::Alleged | Effect::Reported)) && document.form(word).ends_with("edly") {
            return status.apply(effect.unwrap_or(Effect::Reported), word);
        }
    }
}
