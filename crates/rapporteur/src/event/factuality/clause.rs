//! What stands beside a word in its own clause: auxiliaries, negation,
//! adverbs, conjunctions, modifiers.

use super::{Scene, Status};
use crate::document::{Document, Relation, TokenId, Upos, Xpos};
use crate::ontology::Factuality;
use crate::resource::truth::{CueClass, Effect, WordClass};

/// Which of a word's modifiers count for the event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Share {
    negation: bool,
    modals: bool,
    marks: bool,
}

impl Share {
    /// All of them: the event depends on the word.
    pub(super) const ALL: Share = Share { negation: true, modals: true, marks: true };
    /// Modal verbs and conjunctions only.
    pub(super) const MODALS: Share = Share { negation: false, modals: true, marks: true };
}

/// What a conjunct shares with the first one.
///
/// A verb with a subject or auxiliary of its own shares only conjunctions
/// such as `if`; negation reaches over `or` and `nor`, not over `and`.
pub(super) fn shared_by_conjunct(document: &Document<'_>, current: TokenId, head: TokenId) -> Share {
    let has_own = document.children(current).iter().any(|&child| {
        let relation = document.token(child).relation;
        relation.is_subject() || matches!(relation, Relation::Aux | Relation::Cop)
    });
    let (mine, first) = (document.token(current), document.token(head));
    if mine.upos != Upos::Verb {
        return Share { negation: joined_by_or(document, current), modals: !has_own, marks: true };
    }
    let is_parallel = mine.xpos == first.xpos && !has_own;
    let is_finite = matches!(mine.xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp);
    Share { negation: is_parallel && joined_by_or(document, current), modals: is_parallel && !is_finite, marks: !has_own }
}

fn joined_by_or(document: &Document<'_>, current: TokenId) -> bool {
    document.child_by(current, Relation::Cc).is_some_and(|cc| matches!(document.lemma(cc), "or" | "nor"))
}

/// Applies what stands beside a word, negation first, since `will not`
/// is the future of a negation.
///
/// `from` is the dependent that the event was reached by.
pub(super) fn modifiers(scene: &Scene<'_, '_>, status: &mut Status, current: TokenId, from: Option<TokenId>, share: Share) {
    let mut is_denied = false;
    if share.negation {
        // What `held no talks` says of the talks is said by their own `no`.
        for &child in scene.document.children(current).iter().filter(|&&child| Some(child) != from) {
            if let Some(Effect::Negated) = modifier_effect(scene, current, child) {
                status.apply(Effect::Negated, child);
                is_denied = true;
            }
        }
    }
    for &child in scene.document.children(current) {
        let relation = scene.document.token(child).relation;
        let counts = match relation {
            Relation::Mark | Relation::Case => share.marks,
            _ => share.modals,
        };
        if !counts {
            continue;
        }
        match modifier_effect(scene, current, child) {
            None | Some(Effect::Negated) => {}
            Some(Effect::Able) if is_denied => {}
            Some(Effect::Future) => future(scene, status, current, child),
            Some(Effect::Would) => would(scene, status, current, child),
            Some(effect) => status.apply(effect, child),
        }
        if relation == Relation::Advcl {
            condition(scene, status, current, child);
        }
    }
}

/// Whether `not` or the like stands beside a word.
pub(super) fn is_negated(scene: &Scene<'_, '_>, word: TokenId) -> bool {
    scene.document.children(word).iter().any(|&child| modifier_effect(scene, word, child) == Some(Effect::Negated))
}

/// What one dependent does to the word it stands beside.
fn modifier_effect(scene: &Scene<'_, '_>, current: TokenId, child: TokenId) -> Option<Effect> {
    let (document, tables) = (scene.document, &scene.resources.truth);
    let token = document.token(child);
    match token.relation {
        Relation::Aux if token.xpos == Xpos::Md || token.lemma.as_ref() != "be" => {
            tables.effect(&token.lemma, WordClass::Auxiliary, "modifies")
        }
        // `is to visit`, `are to be tried`: an appointment.
        Relation::Aux | Relation::AuxPass | Relation::Cop => {
            let mark = document.child_by(current, Relation::Mark).filter(|&mark| document.token(mark).xpos == Xpos::To && mark > child);
            mark.map(|_| Effect::Future)
        }
        Relation::Advmod => adverb(scene, child),
        // `no one claimed it`, `reached no agreement`.
        Relation::Nsubj | Relation::NsubjPass | Relation::Obj if is_nothing(document, child) => Some(Effect::Negated),
        Relation::Det | Relation::Cc | Relation::CcPreconj => {
            let class = if token.relation == Relation::Det { WordClass::Determiner } else { WordClass::Adverb };
            tables.effect(&token.lemma, class, "modifies")
        }
        Relation::Mark | Relation::Case => {
            let phrase = marker_phrase(document, child);
            tables.effect(phrase.as_deref().unwrap_or(&token.lemma), WordClass::Mark, "modifies")
        }
        Relation::Amod | Relation::Compound => modifier(scene, child),
        Relation::Acl if token.xpos == Xpos::Vbn => {
            tables.effect(&token.lemma, WordClass::Verb, "object").filter(|&effect| effect != Effect::Occurs)
        }
        _ => None,
    }
}

/// Whether a phrase names nobody and nothing: `no troops`, `nobody`.
pub(super) fn is_nothing(document: &Document<'_>, phrase: TokenId) -> bool {
    let lowered = document.form(phrase).to_lowercase();
    matches!(lowered.as_str(), "nobody" | "no-one" | "nothing" | "none" | "neither")
        || document.children_by(phrase, Relation::Det).any(|det| matches!(document.lemma(det), "no" | "neither"))
}

/// `not`, `never`, `allegedly`; but `not only` negates nothing.
fn adverb(scene: &Scene<'_, '_>, child: TokenId) -> Option<Effect> {
    let (document, tables) = (scene.document, &scene.resources.truth);
    let lemma = document.lemma(child);
    if lemma == "long" || lemma == "longer" {
        let no = document.children(child).iter().any(|&below| matches!(document.lemma(below), "no"));
        return no.then_some(Effect::Negated);
    }
    let effect = tables
        .effect(lemma, WordClass::Adverb, "modifies")
        .or_else(|| tables.effect(&document.form(child).to_lowercase(), WordClass::Adverb, "modifies"))?;
    let next = TokenId::new(child.index() + 1);
    let only = next.index() < document.tokens.len() && matches!(document.lemma(next), "only" | "just" | "merely");
    (!(only && effect == Effect::Negated)).then_some(effect)
}

/// A preposition or conjunction with the words fixed to it, if it has any.
fn marker_phrase(document: &Document<'_>, marker: TokenId) -> Option<String> {
    let mut rest = document.children_by(marker, Relation::Fixed).peekable();
    rest.peek()?;
    let mut phrase = document.lemma(marker).to_owned();
    for word in rest {
        phrase.push(' ');
        phrase.push_str(document.lemma(word));
    }
    Some(phrase)
}

/// `alleged`, `planned`, `announced` before a noun, by form or, for
/// participles, by what the verb does to its object.
fn modifier(scene: &Scene<'_, '_>, child: TokenId) -> Option<Effect> {
    let (document, tables) = (scene.document, &scene.resources.truth);
    let form = document.form(child).to_lowercase();
    tables.effect(&form, WordClass::Modifier, "modifies").or_else(|| {
        let token = document.token(child);
        let participle = token.xpos == Xpos::Vbn && token.relation == Relation::Amod;
        participle.then(|| tables.effect(&token.lemma, WordClass::Verb, "object")).flatten().filter(|&effect| effect != Effect::Occurs)
    })
}

/// `If …, it will …`: what depends on a condition is hypothetical, unless it
/// is told as done.
fn condition(scene: &Scene<'_, '_>, status: &mut Status, current: TokenId, child: TokenId) {
    let document = scene.document;
    let Some(mark) = document.child_by(child, Relation::Mark) else { return };
    let phrase = marker_phrase(document, mark);
    let phrase = phrase.as_deref().unwrap_or_else(|| document.lemma(mark));
    let is_condition = scene.resources.truth.effect(phrase, WordClass::Mark, "modifies") == Some(Effect::Hypothetical);
    let is_told = matches!(document.token(current).xpos, Xpos::Vbd)
        || (document.token(current).xpos == Xpos::Vbn
            && document.child_by(current, Relation::Aux).is_none_or(|aux| document.token(aux).xpos != Xpos::Md));
    if is_condition && !is_told {
        status.set(Factuality::Hypothetical, "condition", mark);
    }
}

/// `will`: a promise if the speaker speaks of himself, a threat in a warning,
/// an appointment if a date stands by, a plan otherwise.
pub(super) fn future(scene: &Scene<'_, '_>, status: &mut Status, current: TokenId, word: TokenId) {
    if status.factuality.is_some_and(|found| found != Factuality::Reported) {
        return;
    }
    let statements = scene.statements.about(scene.document, scene.trigger);
    let threatens = statements.iter().any(|statement| statement.class == CueClass::Threatening && statement.cue != scene.trigger);
    let factuality = if threatens {
        Factuality::Threatened
    } else if speaks_of_self(scene, current) {
        Factuality::Pledged
    } else if super::past::has_date(scene, current) {
        Factuality::Scheduled
    } else {
        Factuality::Planned
    };
    status.set(factuality, "future", word);
}

/// `would`: the future in reported speech, a condition anywhere else.
fn would(scene: &Scene<'_, '_>, status: &mut Status, current: TokenId, word: TokenId) {
    let is_reported = !scene.statements.about(scene.document, scene.trigger).is_empty();
    if is_reported {
        future(scene, status, current, word);
    } else if status.factuality.is_none_or(|found| found == Factuality::Reported) {
        status.set(Factuality::Hypothetical, "would", word);
    }
}

/// Whether the subject of a clause is the speaker of the innermost statement
/// around the event.
fn speaks_of_self(scene: &Scene<'_, '_>, current: TokenId) -> bool {
    let document = scene.document;
    let Some(subject) = document.child_by(current, Relation::Nsubj).or_else(|| {
        // A conjunct without a subject of its own has the first one's.
        let head = document.token(current).head.filter(|_| document.token(current).relation == Relation::Conj)?;
        document.child_by(head, Relation::Nsubj)
    }) else {
        return false;
    };
    let pronoun = document.form(subject).to_lowercase();
    if matches!(pronoun.as_str(), "we" | "i") {
        return true;
    }
    let statements = scene.statements.about(document, scene.trigger);
    let Some(speaker) = statements.iter().rev().filter(|statement| statement.is_speech()).find_map(|statement| statement.speaker) else {
        return false;
    };
    if matches!(pronoun.as_str(), "he" | "she" | "it" | "they") {
        let mentions = (scene.entities.actor_mention_at(subject), scene.entities.actor_mention_at(speaker));
        return match mentions {
            (Some(subject), Some(speaker)) => subject.entity == speaker.entity || shares_country(scene, subject.head, speaker.head),
            _ => true,
        };
    }
    shares_country(scene, subject, speaker)
}

/// Whether a state or its organ is spoken of by one of its own.
fn shares_country(scene: &Scene<'_, '_>, subject: TokenId, speaker: TokenId) -> bool {
    let country = |word| scene.entities.actors_at(word).first().and_then(|actor| actor.country);
    country(subject).is_some() && country(subject) == country(speaker)
}

/// What the form of a whole sentence does to its main clause: an order is a
/// wish, and a question whether something is so asserts nothing. A question
/// with `who` or `why` takes the event for granted.
pub(super) fn sentence_form(scene: &Scene<'_, '_>, status: &mut Status, root: TokenId) {
    let document = scene.document;
    if !matches!(status.factuality, None | Some(Factuality::Reported | Factuality::Planned)) {
        return;
    }
    let is_order = document.token(root).xpos == Xpos::Vb
        && status.factuality.is_none()
        && document.children(root).iter().all(|&child| {
            let relation = document.token(child).relation;
            !relation.is_subject() && !matches!(relation, Relation::Aux | Relation::AuxPass | Relation::Mark)
        });
    if is_order {
        return status.set(Factuality::Hoped, "order", root);
    }
    let sentence = document.sentence_of(root);
    let Some(mark) = document.tokens_of(sentence).rev().take(3).find(|&token| document.form(token) == "?") else { return };
    let asks_for_part = document.children(root).iter().any(|&child| {
        let begins = |word: TokenId| matches!(document.token(word).xpos, Xpos::Wp | Xpos::Wdt | Xpos::Wrb | Xpos::Wpposs);
        begins(child) || document.children(child).first().is_some_and(|&first| begins(first))
    });
    if !asks_for_part {
        status.set(Factuality::Hypothetical, "question", mark);
    }
}
