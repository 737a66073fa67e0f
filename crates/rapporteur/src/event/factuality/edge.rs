//! Whose word a whole sentence is: what stands apart at its edge.
//!
//! What comes in is an event's word; what goes out is the remark that gives
//! the sentence to somebody: `…, the army said.`, `…, reports the Herald.`,
//! `As the Herald reported, …`, `According to the mayor, …` and, in a
//! headline, `…: Army`. In long sentences the tree hangs such a remark on the
//! clause next to it, though it is about all of them; so the commas decide
//! here, and `tag` rows of `data/lexicon/modality.tsv` say which verbs count.

use super::Scene;
use crate::document::{Relation, TokenId, Upos, Xpos};
use crate::event::Manner;
use crate::ontology::Factuality;
use crate::resource::truth::{Effect, WordClass};
use std::ops::Range;

/// So many words make a remark behind the last clause, or before the first.
const BEHIND: u32 = 24;
const BEFORE: u32 = 24;
/// A headline names its source in so many words.
const HEADLINE: u32 = 5;

/// A remark that says whose word the sentence is; ranges of token indices.
pub(super) struct Tag {
    pub(super) cue: Range<u32>,
    pub(super) speaker: Range<u32>,
    pub(super) manner: Manner,
    /// Reported or alleged.
    pub(super) factuality: Factuality,
}

/// The remark at an edge of the event's sentence that is not part of the
/// event's own clause.
pub(super) fn tag(scene: &Scene<'_, '_>) -> Option<Tag> {
    if is_circumstance(scene) {
        return None;
    }
    behind(scene).or_else(|| before(scene)).or_else(|| headline(scene))
}

/// `after the shootout`, `since the arrest of`: an event that only says when
/// or why something else took place is taken for known.
fn is_circumstance(scene: &Scene<'_, '_>) -> bool {
    let trigger = scene.document.token(scene.trigger);
    let above = trigger.head.map(|head| scene.document.token(head).relation);
    let is_oblique = trigger.relation == Relation::Obl || trigger.relation == Relation::Nmod && above == Some(Relation::Obl);
    trigger.upos == Upos::Noun && is_oblique
}

fn tokens_of(scene: &Scene<'_, '_>) -> Range<u32> {
    let document = scene.document;
    document.sentences[document.sentence_of(scene.trigger)].tokens.clone()
}

fn form<'d>(scene: &Scene<'_, 'd>, index: u32) -> &'d str {
    scene.document.form(TokenId::new(index as usize))
}

fn behind(scene: &Scene<'_, '_>) -> Option<Tag> {
    let tokens = tokens_of(scene);
    let trigger = scene.trigger.index() as u32;
    let is_stop = |index: u32| scene.document.token(TokenId::new(index as usize)).upos == Upos::Punct;
    let end = (tokens.start..tokens.end).rev().find(|&index| !is_stop(index))? + 1;
    let first = end.saturating_sub(BEHIND).max(trigger + 1);
    (first..end).rev().filter(|&index| form(scene, index) == ",").find_map(|comma| remark(scene, comma + 1..end, false))
}

fn before(scene: &Scene<'_, '_>) -> Option<Tag> {
    let tokens = tokens_of(scene);
    let opens_with_as = match form(scene, tokens.start).to_ascii_lowercase().as_str() {
        "as" => true,
        "according" => false,
        _ => return None,
    };
    let last = (scene.trigger.index() as u32).min(tokens.start + BEFORE);
    let mut commas = (tokens.start..last).filter(|&index| form(scene, index) == ",");
    commas.find_map(|comma| remark(scene, tokens.start..comma, opens_with_as))
}

/// `Elbonia frees hostages: Army`.
fn headline(scene: &Scene<'_, '_>) -> Option<Tag> {
    let document = scene.document;
    if document.sentence_of(scene.trigger) != 0 {
        return None;
    }
    let tokens = tokens_of(scene);
    let upos = |index: u32| document.token(TokenId::new(index as usize)).upos;
    let end = if form(scene, tokens.end.checked_sub(1)?) == "." { tokens.end - 1 } else { tokens.end };
    let colon = (scene.trigger.index() as u32 + 1..end).find(|&index| form(scene, index) == ":")?;
    let speaker = colon + 1..end;
    let is_short = !speaker.is_empty() && speaker.end - speaker.start <= HEADLINE;
    let is_name = speaker.clone().all(|index| matches!(upos(index), Upos::Noun | Upos::Propn | Upos::Adj | Upos::Part));
    // A clause is told by somebody; a mere topic, `Talks in Elbonia: an overview`, by nobody.
    let is_clause = (tokens.start..colon).any(|index| upos(index) == Upos::Verb);
    let tag = Tag { cue: colon..colon + 1, speaker, manner: Manner::Indirect, factuality: Factuality::Reported };
    (is_short && is_name && is_clause).then_some(tag)
}

/// Reads the words between a comma and the edge. `with_as` if they have to
/// open with `as`.
fn remark(scene: &Scene<'_, '_>, range: Range<u32>, with_as: bool) -> Option<Tag> {
    let document = scene.document;
    let is_word = |&index: &u32| document.token(TokenId::new(index as usize)).upos != Upos::Punct;
    let words: Vec<u32> = range.clone().filter(is_word).collect();
    let lowered = |at: usize| words.get(at).map(|&index| form(scene, index).to_ascii_lowercase());
    let (first, second) = (lowered(0)?, lowered(1)?);
    if first == "according" && second == "to" && words.len() > 2 {
        let speaker = words[2]..range.end;
        return Some(Tag { cue: words[0]..words[1] + 1, speaker, manner: Manner::AccordingTo, factuality: Factuality::Reported });
    }
    let has_as = first == "as";
    if with_as && !has_as {
        return None;
    }
    let body = &words[usize::from(has_as)..];
    let (at, factuality) = verb_of_report(scene, body, has_as)?;
    let speaker = if at == 0 { speaker_behind(scene, body, has_as)? } else { speaker_before(scene, body, at)? };
    Some(Tag { cue: body[at]..body[at] + 1, speaker, manner: Manner::Indirect, factuality })
}

/// The only verb of some words, if it is one of reporting, and what it makes
/// of the content.
fn verb_of_report(scene: &Scene<'_, '_>, body: &[u32], has_as: bool) -> Option<(usize, Factuality)> {
    let document = scene.document;
    let token = |index: u32| document.token(TokenId::new(index as usize));
    let mut verbs = body.iter().enumerate().filter(|&(_, &index)| token(index).upos == Upos::Verb);
    let (at, &verb) = verbs.next()?;
    let starts_clause = |&index: &u32| {
        token(index).upos == Upos::Sconj || matches!(token(index).xpos, Xpos::Wp | Xpos::Wdt | Xpos::Wrb | Xpos::Wpposs | Xpos::Md)
    };
    let has_late_auxiliary = body[at..].iter().any(|&index| token(index).upos == Upos::Aux);
    let is_joined = body.first().is_some_and(|&index| token(index).upos == Upos::Cconj);
    if verbs.next().is_some() || has_late_auxiliary || is_joined || body.iter().any(starts_clause) {
        return None;
    }
    let has_had = at > 0 && body[..at].iter().any(|&index| token(index).upos == Upos::Aux && &*token(index).lemma == "have");
    // `…, reported Herald` passes for a participle with some parsers.
    let is_inverted = at == 0 && body.get(1).is_some_and(|&next| token(next).upos == Upos::Propn);
    let may_be_participle = has_had || has_as || is_inverted;
    let is_finite = matches!(token(verb).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp) || token(verb).xpos == Xpos::Vbn && may_be_participle;
    let factuality = match scene.resources.truth.effect(&token(verb).lemma, WordClass::Verb, "tag")? {
        Effect::Alleged => Factuality::Alleged,
        _ => Factuality::Reported,
    };
    is_finite.then_some((at, factuality))
}

/// `reported the Herald`, `as reported by the Herald`, `said he`.
fn speaker_behind(scene: &Scene<'_, '_>, body: &[u32], has_as: bool) -> Option<Range<u32>> {
    let next = *body.get(1)?;
    let token = scene.document.token(TokenId::new(next as usize));
    let lowered = form(scene, next).to_ascii_lowercase();
    let end = body.last()? + 1;
    if has_as && lowered == "by" {
        return body.get(2).map(|&start| start..end);
    }
    // Whom somebody told is no speaker.
    let is_told = &*scene.document.token(TokenId::new(body[0] as usize)).lemma == "tell";
    let is_speaker = matches!(token.upos, Upos::Propn | Upos::Noun | Upos::Adj | Upos::Det | Upos::Num) && lowered != "that"
        || matches!(lowered.as_str(), "he" | "she" | "they");
    (is_speaker && !is_told).then_some(next..end)
}

/// `the army said on Monday`, `he told reporters`: behind the verb comes
/// nothing that it could be about.
fn speaker_before(scene: &Scene<'_, '_>, body: &[u32], at: usize) -> Option<Range<u32>> {
    let token = |index: u32| scene.document.token(TokenId::new(index as usize));
    let names = body[..at].iter().any(|&index| matches!(token(index).upos, Upos::Noun | Upos::Propn | Upos::Pron));
    let is_told = &*token(body[at]).lemma == "tell";
    let is_bare = body.get(at + 1).is_none_or(|&next| {
        let is_date = token(next).upos == Upos::Propn && token(next).xpos == Xpos::Nnp && body.len() <= at + 3;
        matches!(token(next).upos, Upos::Adp | Upos::Adv) || is_date
    });
    let opens_with_preposition = token(*body.first()?).upos == Upos::Adp;
    (names && (is_bare || is_told) && !opens_with_preposition).then_some(body[0]..body[at])
}
