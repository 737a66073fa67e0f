//! Whose statement it is.

use crate::document::{Document, Relation, TokenId, Upos};

/// How the speaker was found; a feature of the scorer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SourceWay {
    /// The subject of the cue.
    Subject,
    /// `by` after a passive cue.
    Agent,
    /// The subject of the clause that the cue's clause shares it with.
    Shared,
    /// The noun that the cue's participle modifies.
    Modified,
    /// The owner of a noun: `Trump's announcement`, `announcement by Trump`.
    Owner,
    /// After `according to`, or before a colon.
    Beside,
    /// Nobody is named.
    None,
}

impl SourceWay {
    pub(super) fn name(self) -> &'static str {
        match self {
            SourceWay::Subject => "subject",
            SourceWay::Agent => "agent",
            SourceWay::Shared => "shared",
            SourceWay::Modified => "modified",
            SourceWay::Owner => "owner",
            SourceWay::Beside => "beside",
            SourceWay::None => "none",
        }
    }
}

/// The speaker of a verb or predicate adjective.
pub(super) fn of_predicate(document: &Document<'_>, cue: TokenId) -> (Option<TokenId>, SourceWay) {
    let is_passive = is_passive(document, cue);
    if is_passive {
        return match agent(document, cue) {
            Some(agent) => (Some(agent), SourceWay::Agent),
            None => (None, SourceWay::None),
        };
    }
    if let Some(subject) = document.child_by(cue, Relation::Nsubj) {
        return (Some(subject), SourceWay::Subject);
    }
    if let Some(subject) = behind(document, cue) {
        return (Some(subject), SourceWay::Subject);
    }
    shared(document, cue)
}

/// Verbs whose object behind them listens.
const TOLD: [&str; 5] = ["tell", "inform", "assure", "remind", "ask"];

/// `…, confirmed his counterpart`: the phrase behind an inserted verb is its
/// subject, though it stands where objects do.
fn behind(document: &Document<'_>, cue: TokenId) -> Option<TokenId> {
    let token = document.token(cue);
    let is_inserted = token.relation == Relation::Parataxis && token.head.is_some_and(|head| head < cue);
    if !is_inserted || TOLD.contains(&document.lemma(cue)) {
        return None;
    }
    let is_named = |child: &TokenId| matches!(document.token(*child).upos, Upos::Noun | Upos::Propn) && *child > cue;
    [Relation::Iobj, Relation::Obj].into_iter().find_map(|relation| document.child_by(cue, relation).filter(is_named))
}

/// Whether a verb is in the passive or is a bare past participle modifier.
pub(super) fn is_passive(document: &Document<'_>, cue: TokenId) -> bool {
    let has_passive_child = document
        .children(cue)
        .iter()
        .any(|&child| matches!(document.token(child).relation, Relation::AuxPass | Relation::NsubjPass | Relation::OblAgent));
    let token = document.token(cue);
    has_passive_child || (token.xpos == crate::document::Xpos::Vbn && matches!(token.relation, Relation::Acl | Relation::Amod))
}

fn agent(document: &Document<'_>, cue: TokenId) -> Option<TokenId> {
    document.child_by(cue, Relation::OblAgent).or_else(|| {
        document.children_by(cue, Relation::Obl).find(|&child| case_of(document, child).is_some_and(|case| document.lemma(case) == "by"))
    })
}

/// The first preposition of a noun.
pub(super) fn case_of(document: &Document<'_>, noun: TokenId) -> Option<TokenId> {
    document.child_by(noun, Relation::Case)
}

/// The subject that a clause without one shares with another clause.
fn shared(document: &Document<'_>, cue: TokenId) -> (Option<TokenId>, SourceWay) {
    let mut current = cue;
    // Ten clauses up is further than any reader follows.
    for _ in 0..10 {
        let token = document.token(current);
        let Some(head) = token.head else { break };
        match token.relation {
            Relation::Acl if document.token(head).upos != Upos::Verb => return (Some(head), SourceWay::Modified),
            Relation::Xcomp => {
                if let Some(object) = document.child_by(head, Relation::Obj).filter(|_| !keeps_subject(document.lemma(head))) {
                    return (Some(object), SourceWay::Shared);
                }
            }
            // `quoted a diplomat as saying`: the diplomat says it.
            Relation::Advcl if document.child_by(current, Relation::Mark).is_some_and(|mark| document.lemma(mark) == "as") => {
                if let Some(object) = document.child_by(head, Relation::Obj) {
                    return (Some(object), SourceWay::Shared);
                }
            }
            Relation::Conj | Relation::Advcl | Relation::Ccomp | Relation::Parataxis => {}
            _ => break,
        }
        if let Some(subject) = document
            .children(head)
            .iter()
            .copied()
            .find(|&child| matches!(document.token(child).relation, Relation::Nsubj | Relation::NsubjPass))
        {
            return (Some(subject), SourceWay::Shared);
        }
        current = head;
    }
    beside(document, cue)
}

/// Verbs with an object whose infinitive is still the subject's own act.
fn keeps_subject(lemma: &str) -> bool {
    matches!(lemma, "use" | "join" | "promise" | "take" | "meet" | "spend" | "threaten")
}

/// Where the parse gives no subject: a name or pronoun right before or after.
fn beside(document: &Document<'_>, cue: TokenId) -> (Option<TokenId>, SourceWay) {
    let sentence = document.sentence_of(cue);
    let range = &document.sentences[sentence].tokens;
    let near = [cue.index().checked_sub(1), Some(cue.index() + 1)];
    let found = near.into_iter().flatten().filter(|index| range.contains(&(*index as u32))).map(TokenId::new).find(|&token| {
        matches!(document.token(token).upos, Upos::Propn)
            || matches!(document.form(token).to_lowercase().as_str(), "he" | "she" | "they" | "we" | "i")
    });
    (found, if found.is_some() { SourceWay::Beside } else { SourceWay::None })
}

/// The speaker of a noun such as `announcement`.
pub(super) fn of_noun(document: &Document<'_>, cue: TokenId) -> (Option<TokenId>, SourceWay) {
    if let Some(owner) = document.child_by(cue, Relation::NmodPoss) {
        return (Some(owner), SourceWay::Owner);
    }
    let by = document
        .children_by(cue, Relation::Nmod)
        .find(|&child| case_of(document, child).is_some_and(|case| matches!(document.lemma(case), "by" | "from")));
    if let Some(by) = by {
        return (Some(by), SourceWay::Owner);
    }
    let Some(head) = document.token(cue).head else { return (None, SourceWay::None) };
    let relation = document.token(cue).relation;
    // Who makes or issues a statement is its speaker; who denies it is not.
    let makes = matches!(
        document.lemma(head),
        "make"
            | "issue"
            | "give"
            | "deliver"
            | "have"
            | "release"
            | "repeat"
            | "renew"
            | "voice"
            | "raise"
            | "express"
            | "send"
            | "publish"
            | "post"
            | "write"
            | "reiterate"
            | "offer"
    );
    if relation == Relation::Obj
        && makes
        && let Some(subject) = document.child_by(head, Relation::Nsubj)
    {
        return (Some(subject), SourceWay::Shared);
    }
    let adjective = document
        .children(cue)
        .iter()
        .copied()
        .find(|&child| matches!(document.token(child).relation, Relation::Compound) && document.token(child).upos == Upos::Propn);
    (adjective, if adjective.is_some() { SourceWay::Owner } else { SourceWay::None })
}

/// What a relative pronoun refers to; the word itself otherwise.
pub(super) fn antecedent(document: &Document<'_>, source: TokenId) -> TokenId {
    if !matches!(document.lemma(source), "who" | "which" | "that") || document.token(source).upos != Upos::Pron {
        return source;
    }
    let mut current = source;
    while let Some(head) = document.token(current).head {
        if document.token(current).relation == Relation::AclRelcl {
            return head;
        }
        current = head;
    }
    source
}
