//! How the text presents the truth of an event.
//!
//! What comes in is the word that evokes an event, in its parsed document;
//! what goes out is a [`Truth`]: asserted, reported, denied, pledged, planned
//! and so on, whether it is so or is not so, according to whom, and which
//! words decided it. The words and what they do are `data/lexicon/`; here is
//! only how they combine. Whether the word evokes an event at all, and
//! whether the event took place in the world, is not decided here.

mod clause;
mod climb;
mod edge;
mod hearsay;
mod past;

use super::attribution::{Statement, Statements};
use super::{Attribution, Manner};
use crate::article::Article;
use crate::document::{Document, Relation, TokenId};
use crate::entity::Entities;
use crate::evidence::Span;
use crate::ontology::{Factuality, Polarity};
use crate::resource::Resources;
use crate::resource::truth::{CueClass, Effect};

/// How the text presents an event.
#[derive(Clone, Debug, PartialEq)]
pub struct Truth {
    /// How it is presented.
    pub factuality: Factuality,
    /// Whether it is so or is not so.
    pub polarity: Polarity,
    /// According to whom, outermost speaker first.
    pub attribution: Vec<Attribution>,
    /// What decided it, from the event outwards.
    pub reasons: Vec<Reason>,
}

/// A word that had a part in deciding how an event is presented.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reason {
    /// A stable name for what the word does, such as `negated`.
    pub rule: &'static str,
    /// The word.
    pub word: TokenId,
}

/// Decides how the text presents the event that a word evokes.
///
/// `statements` are those of the whole document, as
/// [`attributions`](super::attribution::attributions) finds them.
pub fn truth(
    resources: &Resources,
    article: &Article,
    document: &Document<'_>,
    entities: &Entities,
    statements: &Statements,
    trigger: TokenId,
) -> Truth {
    let scene = Scene { resources, article, document, entities, statements, trigger };
    let mut status = climb::climb(&scene);
    hearsay::adverb_before(&scene, &mut status);
    if matches!(status.factuality, None | Some(Factuality::Reported))
        && let Some(word) = past::dates_back(&scene, &status.visited)
    {
        status.set(Factuality::Historical, "historical", word);
    }
    let (attribution, base) = chain(&scene);
    let factuality = match (status.factuality, base) {
        (None, base) => base,
        (Some(Factuality::Reported), Factuality::Alleged) => Factuality::Alleged,
        (Some(found), _) => found,
    };
    let polarity = if status.is_negated { Polarity::Negative } else { Polarity::Positive };
    Truth { factuality, polarity, attribution, reasons: status.reasons }
}

/// All that the rules look at.
struct Scene<'a, 'd> {
    resources: &'a Resources,
    article: &'a Article,
    document: &'a Document<'d>,
    entities: &'a Entities,
    statements: &'a Statements,
    trigger: TokenId,
}

/// What has been found on the way from the event to the root.
#[derive(Clone, Debug, Default)]
struct Status {
    /// None while nothing but the outlet's word stands behind the event.
    factuality: Option<Factuality>,
    is_negated: bool,
    /// The words whose status the event shares, from the inside out.
    visited: Vec<TokenId>,
    reasons: Vec<Reason>,
}

impl Status {
    fn set(&mut self, factuality: Factuality, rule: &'static str, word: TokenId) {
        self.factuality = Some(factuality);
        self.reasons.push(Reason { rule, word });
    }

    /// Lays one more word around what was found so far.
    fn apply(&mut self, effect: Effect, word: TokenId) {
        match effect {
            Effect::Actual | Effect::Occurs | Effect::Ended => {}
            Effect::Negated => self.negate(word),
            Effect::Denied => {
                self.is_negated = !self.is_negated;
                self.set(Factuality::Denied, "denied", word);
            }
            Effect::Alleged => self.underlay(Factuality::Alleged, "alleged", word),
            Effect::Believed => self.underlay(Factuality::Alleged, "believed", word),
            Effect::Reported | Effect::Likely => self.underlay(Factuality::Reported, "reported", word),
            Effect::Historical => self.underlay(Factuality::Historical, "historical", word),
            Effect::Pledged => self.set(Factuality::Pledged, "pledged", word),
            Effect::Threatened => self.set(Factuality::Threatened, "threatened", word),
            Effect::Scheduled => self.underlay(Factuality::Scheduled, "scheduled", word),
            Effect::Planned | Effect::Announced => self.set(Factuality::Planned, "planned", word),
            Effect::Hoped => self.set(Factuality::Hoped, "hoped", word),
            Effect::Hypothetical => self.set(Factuality::Hypothetical, "hypothetical", word),
            Effect::Future | Effect::Would => self.underlay(Factuality::Planned, "future", word),
            Effect::Able => self.underlay(Factuality::Hypothetical, "possible", word),
        }
    }

    /// A word that yields to what was found below it: `said that it plans to`
    /// leaves a plan a plan.
    fn underlay(&mut self, factuality: Factuality, rule: &'static str, word: TokenId) {
        if matches!(self.factuality, None | Some(Factuality::Reported)) {
            self.set(factuality, rule, word);
        }
    }

    /// Turns the event round; a denial that is denied falls away, and an
    /// allegation that is rejected is a denial.
    fn negate(&mut self, word: TokenId) {
        self.is_negated = !self.is_negated;
        match self.factuality {
            Some(Factuality::Denied) => self.factuality = Some(Factuality::Reported),
            // `rejected allegations that`
            Some(Factuality::Alleged) => self.factuality = Some(Factuality::Denied),
            _ => {}
        }
        self.reasons.push(Reason { rule: "negated", word });
    }
}

/// The speakers behind the event, outermost first, and what their words make
/// of an event that nothing else qualifies.
fn chain(scene: &Scene<'_, '_>) -> (Vec<Attribution>, Factuality) {
    let mut links = Vec::new();
    let mut base = Factuality::Asserted;
    let holds = scene.statements.about(scene.document, scene.trigger);
    // What nobody is named for is still the word of whoever is quoted.
    if scene.statements.is_quoted(scene.document, scene.trigger) {
        base = Factuality::Reported;
    }
    for statement in holds.into_iter().chain(at_the_edge(scene)) {
        if !statement.is_speech() || statement.cue == scene.trigger || accompanies(scene, statement) {
            continue;
        }
        base = match statement.class {
            CueClass::Alleging => Factuality::Alleged,
            _ if base == Factuality::Asserted => Factuality::Reported,
            _ => base,
        };
        let cover = |spans: Vec<Span>| spans.into_iter().reduce(Span::cover);
        let actor = statement.speaker.and_then(|speaker| scene.entities.actors_at(speaker).first().cloned());
        links.push(Attribution {
            speaker: cover(super::attribution::Statement::spans(scene.document, &statement.source_tokens)),
            actor,
            manner: statement.manner,
            cue: cover(super::attribution::Statement::spans(scene.document, &statement.cue_tokens)),
        });
    }
    if let Some(tag) = edge::tag(scene) {
        base = if base == Factuality::Asserted { tag.factuality } else { base };
        add_tag(scene, &mut links, tag);
    }
    links.dedup_by(|a, b| a.speaker == b.speaker && a.cue == b.cue);
    debug_assert!(links.iter().all(|link| link.manner != Manner::AccordingTo || link.cue.is_some()));
    (links, base)
}

/// Puts whose word the sentence is before the other speakers, unless it is
/// among them.
fn add_tag(scene: &Scene<'_, '_>, links: &mut Vec<Attribution>, tag: edge::Tag) {
    let span = |range: std::ops::Range<u32>| Statement::spans(scene.document, &[range]).into_iter().next();
    let (cue, speaker) = (span(tag.cue), span(tag.speaker.clone()));
    let is_known =
        |link: &Attribution| matches!((link.cue, cue), (Some(known), Some(cue)) if known.start < cue.end && cue.start < known.end);
    if links.iter().any(is_known) {
        return;
    }
    let mut words = tag.speaker.rev().map(|index| TokenId::new(index as usize));
    let actor = words.find_map(|word| scene.entities.actors_at(word).first().cloned());
    links.insert(0, Attribution { speaker, actor, manner: tag.manner, cue });
}

/// `…, according to the ministry.`: what stands apart by a comma at either end
/// of a sentence is about all of it, whatever the parse hangs it on.
fn at_the_edge<'s>(scene: &Scene<'s, '_>) -> Option<&'s Statement> {
    let document = scene.document;
    let sentence = document.sentence_of(scene.trigger);
    let tokens = &document.sentences[sentence].tokens;
    let trigger = scene.trigger.index() as u32;
    let is_comma = |index: u32| document.tokens.get(index as usize).is_some() && document.form(TokenId::new(index as usize)) == ",";
    let is_apart = |statement: &&Statement| {
        let cue = statement.cue_tokens.first().map_or(0, |range| range.start);
        let last = statement.source_tokens.last().map_or(0, |range| range.end);
        let ends = trigger < cue && cue > 0 && is_comma(cue - 1) && last + 2 >= tokens.end;
        let begins = trigger > last && cue == tokens.start && is_comma(last);
        statement.manner == Manner::AccordingTo
            && document.sentence_of(statement.cue) == sentence
            && !statement.says(scene.trigger)
            && (ends || begins)
    };
    scene.statements.list.iter().rfind(is_apart)
}

/// `… ," she said after meeting the premier`, `X said it would go, as Y met Z`:
/// what a clause of time beside the words of speech tells is the outlet's own.
fn accompanies(scene: &Scene<'_, '_>, statement: &Statement) -> bool {
    let (document, cue) = (scene.document, statement.cue);
    let mut word = scene.trigger;
    // A sentence's tree is no deeper than the parser's limit on its length.
    for _ in 0..256 {
        let token = document.token(word);
        let Some(head) = token.head else { return false };
        if word == cue {
            return false;
        }
        let mut marks = document.children_by(word, Relation::Mark).chain(document.children_by(word, Relation::Case));
        let mark = marks.next().filter(|_| matches!(token.relation, Relation::Advcl | Relation::Obl));
        if let Some(mark) = mark.filter(|&mark| mark > cue) {
            let lemma = document.lemma(mark);
            // `quoted X as saying` is no clause of time.
            let is_time = matches!(lemma, "after" | "during" | "following" | "before")
                || matches!(lemma, "as" | "while" | "when") && document.child_by(word, Relation::Nsubj).is_some();
            // What follows the speaker of a quotation is no part of it.
            let is_behind = head <= cue;
            let is_aside = lemma == "as" && document.form(TokenId::new(mark.index() - 1)) == ",";
            if is_time && (is_behind || is_aside) {
                return true;
            }
        }
        word = head;
    }
    false
}

#[cfg(test)]
mod tests;
