//! How likely a reading is an attribution: a logistic model over features
//! with names, whose weights are `data/lexicon/cue_weight.tsv`.

use super::candidate::Candidate;
use super::source::is_passive;
use crate::document::token::EntityLabel;
use crate::document::{Document, Relation, TokenId, Upos, Xpos};
use crate::resource::Resources;

/// From this probability on a reading counts.
pub(super) const THRESHOLD: f32 = 0.5;

/// Names of features, as they are written into the table of weights.
#[derive(Clone, Debug, Default)]
pub struct FeatureNames {
    /// The names, in the order of their making.
    pub list: Vec<String>,
}

/// The probability that readers mark a reading as an attribution.
pub(super) fn probability(resources: &Resources, document: &Document<'_>, candidate: &Candidate) -> f32 {
    let weights = &resources.truth.cue_weights;
    if weights.is_empty() {
        return if candidate.class.is_some() && candidate.source.is_some() { 0.6 } else { 0.2 };
    }
    let mut sum = 0.0;
    features(document, candidate, &mut |name| sum += weights.of(name));
    1.0 / (1.0 + (-sum).exp())
}

/// The name of the feature that stands for the cue's own word.
pub(super) fn word_feature(document: &Document<'_>, cue: TokenId) -> String {
    let token = document.token(cue);
    format!("word={}/{}", token.lemma, token.upos.name())
}

/// Calls `emit` with the name of each feature that a reading has.
pub(super) fn features(document: &Document<'_>, candidate: &Candidate, emit: &mut dyn FnMut(&str)) {
    let token = document.token(candidate.cue);
    let kind = candidate.kind.name();
    let class = candidate.class.map_or("unlisted", |class| class.name());
    let word = format!("{}/{}", token.lemma, token.upos.name());
    let subject = subject_shape(document, candidate.source);
    emit("bias");
    emit(&format!("kind={kind}"));
    emit(&format!("word={word}"));
    emit(&format!("word+kind={word} {kind}"));
    emit(&format!("class+kind={class} {kind}"));
    emit(&format!("subject={subject}"));
    emit(&format!("subject+kind={subject} {kind}"));
    emit(&format!("way={} {kind}", candidate.way.name()));
    emit(&format!("class+subject={class} {subject}"));
    emit(&format!("relation={} {kind}", token.relation.name()));
    emit(&format!("tag={} {kind}", token.xpos.name()));
    emit(&format!("quoted={} {kind}", candidate.is_quoted));
    emit(&format!("passive={} {kind}", is_passive(document, candidate.cue)));
    let words: usize = candidate.content.iter().map(|range| range.len()).sum();
    emit(&format!("length={} {kind}", words.ilog2().min(6)));
    if let Some(head) = candidate.content_head {
        content_features(document, candidate, head, kind, emit);
    }
    if document.child_by(candidate.cue, Relation::CompoundPrt).is_some() {
        emit(&format!("particle {word}"));
    }
}

fn content_features(document: &Document<'_>, candidate: &Candidate, head: TokenId, kind: &str, emit: &mut dyn FnMut(&str)) {
    let token = document.token(head);
    let marker = document.child_by(head, Relation::Mark).or_else(|| document.child_by(head, Relation::Case));
    let marker = marker.map_or("none", |marker| document.lemma(marker));
    emit(&format!("marker={kind} {marker}"));
    emit(&format!("word+marker={} {marker}", document.lemma(candidate.cue)));
    emit(&format!("content={kind} {}", token.upos.name()));
    emit(&format!("content-tag={kind} {}", token.xpos.name()));
    if token.upos == Upos::Noun {
        emit(&format!("content-word={}", token.lemma));
    }
    emit(&format!("side={kind} {}", head < candidate.cue));
    let has_aux = document.child_by(candidate.cue, Relation::Aux).map_or("none", |aux| document.lemma(aux));
    emit(&format!("aux={kind} {has_aux}"));
}

/// What sort of speaker it is, as far as the words show.
fn subject_shape(document: &Document<'_>, source: Option<TokenId>) -> &'static str {
    let Some(source) = source else { return "none" };
    let token = document.token(source);
    match token.entity.label() {
        Some(EntityLabel::Person) => return "person",
        Some(EntityLabel::Organisation) => return "organisation",
        Some(EntityLabel::GeoPolitical) => return "country",
        _ => {}
    }
    match (token.upos, token.xpos) {
        (Upos::Pron, Xpos::Wp | Xpos::Wdt) => "relative",
        (Upos::Pron, _) => match document.form(source).to_ascii_lowercase().as_str() {
            "i" | "we" | "me" | "us" => "first",
            "you" => "second",
            "it" | "this" | "that" | "these" | "those" | "there" => "thing",
            "he" | "she" | "they" => "third",
            _ => "pronoun",
        },
        (Upos::Propn, _) => "name",
        (Upos::Noun, Xpos::Nns) => "plural",
        (Upos::Noun, _) => "noun",
        _ => "other",
    }
}
