//! Whether it is worth having the judge read a sentence.
//!
//! Of what the patterns find in an article two thirds become no row once the
//! judge has read it, and reading takes most of the time. A logistic model over
//! what can be told before says how likely a row comes of a candidate. Its
//! weights are `data/lexicon/worth_weight.tsv` (`training/coder/worth.py`); it
//! has learned from the judge itself.

use super::super::candidate::{Candidate, Matcher};
use super::super::kind::is_known;
use super::super::tree::Tree;
use super::decide;
use crate::document::{Document, Token, TokenId, Upos};
use crate::entity::Entities;
use crate::resource::Resources;
use crate::resource::truth::Weights;
use std::cmp::Ordering;

/// Words that introduce a clause.
const MARKS: [&str; 9] = ["to", "if", "that", "as", "after", "before", "because", "when", "while"];
/// What stands for a name.
const NAME: &str = "(name)";
/// So many words from the trigger a party is still near.
const NEAR: usize = 8;

/// The logit of the probability that a row comes of a candidate.
pub fn worth(weights: &Weights, matcher: &Matcher<'_, '_>, candidate: &Candidate<'_>) -> f32 {
    let mut sum = 0.0;
    features(matcher, candidate, &mut |parts| sum += weights.of(parts));
    sum
}

/// Why a candidate is dropped of which the judge was not asked, by its worth;
/// nothing of one about which the judge has no say.
pub fn unlikely(candidate: &Candidate<'_>, worth: f32) -> Option<String> {
    let probability = 1.0 / (1.0 + (-worth).exp());
    decide::may_judge(candidate).then(|| format!("it is too unlikely to become a row ({probability:.2}), so the judge was not asked"))
}

/// The trigger and the names of the features of each candidate about which the
/// judge has a say, in text order.
pub fn candidate_features(resources: &Resources, document: &Document<'_>, entities: &Entities) -> Vec<(TokenId, Vec<String>)> {
    let matcher = Matcher { tree: Tree::new(document, &resources.syntax), entities, patterns: &resources.patterns };
    let tokens = (0..document.tokens.len()).map(TokenId::new);
    let candidates = tokens.filter_map(|token| matcher.candidate(token, &mut Vec::new()));
    let named = |candidate: Candidate<'_>| {
        let mut names = Vec::new();
        features(&matcher, &candidate, &mut |parts| names.push(parts.concat()));
        (candidate.trigger, names)
    };
    candidates.filter(|candidate| !candidate.pattern.veto && decide::may_judge(candidate)).map(named).collect()
}

/// Calls `emit` with the parts of the name of each feature of a candidate.
fn features(matcher: &Matcher<'_, '_>, candidate: &Candidate<'_>, emit: &mut dyn FnMut(&[&str])) {
    let tree = &matcher.tree;
    let (trigger, pattern) = (candidate.trigger, candidate.pattern);
    let token = tree.document.token(trigger);
    // Names would only tell of whom the news spoke from which the weights come.
    let is_name = |token: &Token| token.upos == Upos::Propn;
    let written = |token: &Token| if is_name(token) { NAME.to_owned() } else { token.span.of(tree.document.text).to_lowercase() };
    let lemma = |id: TokenId| if is_name(tree.document.token(id)) { NAME.to_owned() } else { tree.lemma(id) };
    let event_type = pattern.event_type.as_ref().map_or("", |code| code.as_str());
    let (id, relation, xpos) = (pattern.id.as_str(), token.relation.name(), token.xpos.name());
    emit(&["bias"]);
    emit(&["pattern=", id]);
    emit(&["type=", event_type]);
    emit(&["type=", event_type, " relation=", relation]);
    emit(&["lemma=", &lemma(trigger)]);
    emit(&["form=", &written(token)]);
    emit(&["relation=", relation]);
    emit(&["xpos=", xpos]);
    emit(&["xpos=", xpos, " relation=", relation]);
    if let Some(head) = token.head {
        emit(&["head=", &lemma(head)]);
        emit(&["head-pos=", tree.document.token(head).upos.name()]);
    }
    for (side, heads) in [("source", &candidate.sources), ("target", &candidate.targets)] {
        let known = party(matcher, heads);
        emit(&[side, "=", known]);
        emit(&["type=", event_type, " ", side, "=", known]);
        emit(&["pattern=", id, " ", side, "=", known]);
        for &head in heads {
            emit(&[side, "-lemma=", &lemma(head)]);
            emit(&[side, "-relation=", tree.document.token(head).relation.name()]);
            emit(&[side, "-distance=", distance(head, trigger)]);
        }
    }
    emit(&["parties=", party(matcher, &candidate.sources), " ", party(matcher, &candidate.targets)]);
    for word in tree.auxiliaries(trigger) {
        emit(&["auxiliary=", &word]);
    }
    for mark in MARKS.into_iter().filter(|mark| tree.is_marked(trigger, &[mark])) {
        emit(&["mark=", mark]);
    }
    if tree.is_negated(trigger) {
        emit(&["negated"]);
    }
    for object in tree.objects(trigger) {
        emit(&["object=", &lemma(object)]);
    }
    for (preposition, _) in tree.prepositional(trigger) {
        emit(&["preposition=", &preposition]);
    }
    if let Some(verb) = tree.governing_verb(trigger) {
        emit(&["verb=", &lemma(verb)]);
    }
    let index = trigger.index();
    for (name, at) in [("before=", index.checked_sub(1)), ("before that=", index.checked_sub(2)), ("after=", Some(index + 1))] {
        if let Some(token) = at.and_then(|at| tree.document.tokens.get(at)) {
            emit(&[name, &written(token)]);
        }
    }
}

/// What is known of the parties on one side.
fn party(matcher: &Matcher<'_, '_>, heads: &[TokenId]) -> &'static str {
    let Some(&head) = heads.first() else { return "none" };
    let actors = matcher.entities.actors_at(head);
    let upos = matcher.tree.document.token(head).upos;
    let is_known = actors.iter().any(is_known);
    match upos {
        Upos::Pron if is_known => "pronoun",
        Upos::Pron => "open pronoun",
        Upos::Propn if actors.iter().any(|actor| actor.country.is_some() || actor.id.is_some()) => "name",
        _ if actors.iter().any(|actor| actor.country.is_some() || actor.id.is_some()) => "noun of a country",
        _ if is_known => "sector",
        Upos::Propn => "unknown name",
        _ => "thing",
    }
}

/// Where a party stands, seen from the trigger.
fn distance(head: TokenId, trigger: TokenId) -> &'static str {
    let words = head.index().abs_diff(trigger.index());
    match (head.index().cmp(&trigger.index()), words) {
        (Ordering::Equal, _) => "same",
        (Ordering::Less, 1) => "just before",
        (Ordering::Less, ..NEAR) => "before",
        (Ordering::Less, _) => "far before",
        (Ordering::Greater, 1) => "just after",
        (Ordering::Greater, ..NEAR) => "after",
        (Ordering::Greater, _) => "far after",
    }
}
