//! How likely a row is right as a whole: in type, source, target and truth.
//!
//! A logistic model over the judge's probabilities and over what the row says,
//! whose weights are `data/lexicon/confidence_weight.tsv`
//! (`training/coder/confidence.py`). The probabilities alone are too sure of
//! plans and threats, and of targets that no list knows.

use super::super::mention::{EventMention, Participant};
use crate::ontology::STATEMENT;
use crate::resource::truth::Weights;

/// So much less, in logits, is a row believed of a pattern whose rows no reader
/// has judged, and which therefore has no weight of its own: of 35 such rows
/// that were read with the others 19 were right, of 147 others 118.
const UNJUDGED: f32 = 0.8;
/// No probability counts as nearer to 0 or 1 than this.
const EDGE: f32 = 0.001;

/// The probability that a row is right, from its opinion; its own confidence
/// if the judge has none.
pub fn confidence(weights: &Weights, mention: &EventMention) -> f32 {
    let Some(opinion) = &mention.opinion else { return mention.confidence };
    if weights.is_empty() || mention.event_type.as_str() == STATEMENT {
        return opinion.probability * opinion.parties[0] * opinion.parties[1];
    }
    let mut sum = 0.0;
    features(mention, &mut |name, value| sum += weights.of(&[name]) * value);
    if mention.found_by.first().is_some_and(|finder| !weights.have(&["by=", &finder.to_string()])) {
        sum -= UNJUDGED;
    }
    1.0 / (1.0 + (-sum).exp())
}

/// Calls `emit` with the name and the value of each feature of a row that has
/// an opinion.
pub fn features(mention: &EventMention, emit: &mut dyn FnMut(&str, f32)) {
    let Some(opinion) = &mention.opinion else { return };
    let [source, target] = opinion.parties;
    let logit = |probability: f32| {
        let inner = probability.clamp(EDGE, 1.0 - EDGE);
        (inner / (1.0 - inner)).ln()
    };
    let flag = |is_so: bool| f32::from(u8::from(is_so));
    let is_unknown = |list: &[Participant]| list.iter().any(|participant| participant.actor.is_none());
    let is_elsewhere = |list: &[Participant]| list.iter().any(|participant| !mention.sentence_span.contains(participant.span));
    emit("bias", 1.0);
    emit("type", logit(opinion.probability));
    emit("event", logit(opinion.event));
    emit("source", logit(source));
    emit("target", logit(target));
    emit("all", logit(opinion.probability * source * target));
    emit("presented", logit(opinion.presented(mention.factuality)));
    emit("no-source", flag(mention.sources.is_empty()));
    emit("no-target", flag(mention.targets.is_empty()));
    emit("unknown-source", flag(is_unknown(&mention.sources)));
    emit("unknown-target", flag(is_unknown(&mention.targets)));
    emit("source-elsewhere", flag(is_elsewhere(&mention.sources)));
    emit("target-elsewhere", flag(is_elsewhere(&mention.targets)));
    emit("pronoun-source", flag(opinion.pronouns[0]));
    emit("pronoun-target", flag(opinion.pronouns[1]));
    emit("mutual", flag(mention.reciprocal));
    emit("attributed", flag(!mention.attribution.is_empty()));
    if let Some(finder) = mention.found_by.first() {
        emit(&format!("by={finder}"), 1.0);
    }
    emit(&format!("type={}", mention.event_type), 1.0);
    emit(&format!("truth={}", mention.factuality.name()), 1.0);
}
