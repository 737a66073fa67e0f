//! How likely a reading is an attribution: a logistic model over features
//! with names, whose weights are `data/lexicon/cue_weight.tsv`.

use super::candidate::Candidate;
use super::source::is_passive;
use crate::document::token::EntityLabel;
use crate::document::{Document, Relation, TokenId, Upos, Xpos};
use crate::resource::Resources;

/// From this probability on a reading counts.
pub(super) const THRESHOLD: f32 = 0.5;

/// The probability that readers mark a reading as an attribution.
pub(super) fn probability(resources: &Resources, document: &Document<'_>, candidate: &Candidate) -> f32 {
    let weights = &resources.truth.cue_weights;
    if weights.is_empty() {
        return if candidate.class.is_some() && candidate.source.is_some() { 0.6 } else { 0.2 };
    }
    let mut sum = 0.0;
    features(document, candidate, &mut |parts| sum += weights.of(parts));
    1.0 / (1.0 + (-sum).exp())
}

/// The name, in parts, of the feature that stands for the cue's own word.
pub(super) fn word_feature<'d>(document: &'d Document<'_>, cue: TokenId) -> [&'d str; 4] {
    let token = document.token(cue);
    ["word=", &token.lemma, "/", token.upos.name()]
}

/// Calls `emit` with the name, in parts, of each feature that a reading has.
/// Parts spare the making of some twenty strings for each reading.
pub(super) fn features(document: &Document<'_>, candidate: &Candidate, emit: &mut dyn FnMut(&[&str])) {
    let token = document.token(candidate.cue);
    let kind = candidate.kind.name();
    let class = candidate.class.map_or("unlisted", |class| class.name());
    let (lemma, upos) = (&*token.lemma, token.upos.name());
    let subject = subject_shape(document, candidate.source);
    emit(&["bias"]);
    emit(&["kind=", kind]);
    emit(&word_feature(document, candidate.cue));
    emit(&["word+kind=", lemma, "/", upos, " ", kind]);
    emit(&["class+kind=", class, " ", kind]);
    emit(&["subject=", subject]);
    emit(&["subject+kind=", subject, " ", kind]);
    emit(&["way=", candidate.way.name(), " ", kind]);
    emit(&["class+subject=", class, " ", subject]);
    emit(&["relation=", token.relation.name(), " ", kind]);
    emit(&["tag=", token.xpos.name(), " ", kind]);
    emit(&["quoted=", yes_or_no(candidate.is_quoted), " ", kind]);
    emit(&["passive=", yes_or_no(is_passive(document, candidate.cue)), " ", kind]);
    let words: usize = candidate.content.iter().map(|range| range.len()).sum();
    let length = ["0", "1", "2", "3", "4", "5", "6"][words.max(1).ilog2().min(6) as usize];
    emit(&["length=", length, " ", kind]);
    if let Some(head) = candidate.content_head {
        content_features(document, candidate, head, kind, emit);
    }
    if document.child_by(candidate.cue, Relation::CompoundPrt).is_some() {
        emit(&["particle ", lemma, "/", upos]);
    }
}

/// How the tables of weights write a truth value.
fn yes_or_no(value: bool) -> &'static str {
    if value { "true" } else { "false" }
}

fn content_features(document: &Document<'_>, candidate: &Candidate, head: TokenId, kind: &str, emit: &mut dyn FnMut(&[&str])) {
    let token = document.token(head);
    let marker = document.child_by(head, Relation::Mark).or_else(|| document.child_by(head, Relation::Case));
    let marker = marker.map_or("none", |marker| document.lemma(marker));
    emit(&["marker=", kind, " ", marker]);
    emit(&["word+marker=", document.lemma(candidate.cue), " ", marker]);
    emit(&["content=", kind, " ", token.upos.name()]);
    emit(&["content-tag=", kind, " ", token.xpos.name()]);
    if token.upos == Upos::Noun {
        emit(&["content-word=", &token.lemma]);
    }
    emit(&["side=", kind, " ", yes_or_no(head < candidate.cue)]);
    let has_aux = document.child_by(candidate.cue, Relation::Aux).map_or("none", |aux| document.lemma(aux));
    emit(&["aux=", kind, " ", has_aux]);
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
