//! Who takes part in an event, where the judge is surer than the pattern.
//!
//! A pattern follows the tree to the parties; the judge says of every word
//! whether it takes part in what the trigger tells. Where both agree nothing
//! changes; a party that the judge does not see gives way to one that it does,
//! or to nobody.

use super::case::Case;
use super::phrase::head_of;
use crate::document::{TokenId, Upos};
use crate::event::candidate::{Candidate, Matcher};
use crate::event::judge::Verdict;
use crate::resource::syntax::ParticipantKind;

// Chosen on held-out folds, as the constants of `decide`: in news a target that
// the judge does not see is mostly none, while of sources the pattern knows better.

/// The probability of its part below which a party gives way: a source, and a target.
const LEAVE: [f32; 2] = [0.3, 0.5];
/// The probability from which another phrase takes its place.
const TAKE: [f32; 2] = [0.7, 0.5];
/// The probability from which a phrase takes an empty place.
const FILL: f32 = 0.7;
/// The probability of no part from which a target is none at all.
const DROP: f32 = 0.6;
/// The same where the pattern's target names somebody.
const DROP_NAMED: f32 = 0.9;
/// The probability from which a word is part of a phrase.
const WITHIN: f32 = 0.5;

/// A column of [`Verdict::parties`].
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Source = 1,
    Target = 2,
}

/// The candidate with other parties, if the judge sees others than the pattern.
pub fn settled<'p>(matcher: &Matcher<'_, '_>, case: &Case<'_>, candidate: &Candidate<'p>, verdict: &Verdict) -> Option<Candidate<'p>> {
    // Of something mutual it is often a matter of taste who acts.
    if candidate.pattern.reciprocal {
        return None;
    }
    let view = View { matcher, case, verdict, trigger: candidate.trigger };
    let mut sources = view.side(&candidate.sources, Side::Source);
    let mut targets = view.side(&candidate.targets, Side::Target);
    // Nobody acts upon himself: a phrase that is on both sides is on the likelier.
    let weigh = |head: TokenId, side: Side| view.probability(head, side).unwrap_or(0.0);
    let common: Vec<TokenId> = sources.iter().copied().filter(|head| targets.contains(head)).collect();
    for head in common {
        let loser = if weigh(head, Side::Source) < weigh(head, Side::Target) { &mut sources } else { &mut targets };
        loser.retain(|&other| other != head);
    }
    let is_same = sources == candidate.sources && targets == candidate.targets;
    let is_nobody = sources.is_empty() && targets.is_empty();
    (!is_same && !is_nobody).then(|| Candidate { sources, targets, ..candidate.clone() })
}

/// The probabilities that the sources and the targets of a candidate are
/// right: those of the parties or, where there are none, that no word is one.
/// Of something mutual it says nothing.
pub fn sureness(matcher: &Matcher<'_, '_>, case: &Case<'_>, candidate: &Candidate<'_>, verdict: &Verdict) -> [f32; 2] {
    if candidate.pattern.reciprocal {
        return [1.0; 2];
    }
    let view = View { matcher, case, verdict, trigger: candidate.trigger };
    [view.sureness(&candidate.sources, Side::Source), view.sureness(&candidate.targets, Side::Target)]
}

/// What the judge says of the words of a sentence about one trigger.
struct View<'a, 'd, 'p> {
    matcher: &'a Matcher<'d, 'p>,
    case: &'a Case<'a>,
    verdict: &'a Verdict,
    trigger: TokenId,
}

impl View<'_, '_, '_> {
    /// The parties of one side.
    fn side(&self, heads: &[TokenId], side: Side) -> Vec<TokenId> {
        let of_side = |limits: [f32; 2]| limits[side as usize - 1];
        let is_seen = |&head: &TokenId| self.probability(head, side).is_none_or(|probability| probability >= of_side(LEAVE));
        let kept: Vec<TokenId> = heads.iter().copied().filter(is_seen).collect();
        if !kept.is_empty() {
            return kept;
        }
        let enough = if heads.is_empty() { FILL } else { of_side(TAKE) };
        if let Some(head) = self.likeliest(side, enough) {
            let seen = |&other: &TokenId| other == head || self.probability(other, side).is_some_and(|probability| probability >= WITHIN);
            return self.matcher.tree.conjuncts(head).into_iter().filter(seen).collect();
        }
        let is_out = |&head: &TokenId| {
            let limit = if self.is_somebody(head) { DROP_NAMED } else { DROP };
            self.of_word(head).is_none_or(|word| word[0] >= limit)
        };
        if side == Side::Target && heads.iter().all(is_out) { Vec::new() } else { heads.to_vec() }
    }

    /// Whether a word itself, no other in its phrase, is somebody, or a place by name to which something is done.
    fn is_somebody(&self, head: TokenId) -> bool {
        let matcher = self.matcher;
        let is_pronoun = matcher.tree.document.token(head).upos == Upos::Pron;
        let is_person = || !is_pronoun && matcher.is_kind("person", head);
        let is_named_kind = || matches!(matcher.tree.participant_kind(head), Some(ParticipantKind::Person | ParticipantKind::Group));
        let is_one = matcher.is_known(head) || is_person() || is_named_kind();
        // "overran *Mosul*", not "crossed the border".
        let is_object = || matcher.tree.document.token(head).upos == Upos::Propn && matcher.tree.objects(self.trigger).contains(&head);
        is_one && !matcher.is_kind("place", head) || is_object()
    }

    /// The mean probability of the parties of a side, or that it has none.
    fn sureness(&self, heads: &[TokenId], side: Side) -> f32 {
        let seen: Vec<f32> = heads.iter().filter_map(|&head| self.probability(head, side)).collect();
        if seen.is_empty() {
            return 1.0 - self.verdict.parties.iter().map(|word| word[side as usize]).fold(0.0, f32::max);
        }
        seen.iter().sum::<f32>() / seen.len() as f32
    }

    /// The head of the phrase that is likeliest on a side, if it is likelier than `enough`.
    fn likeliest(&self, side: Side, enough: f32) -> Option<TokenId> {
        let document = self.matcher.tree.document;
        let first = document.sentences[self.case.number].tokens.start as usize;
        let is_on = |word: &usize| self.verdict.parties[*word][side as usize] >= WITHIN;
        let mut best: Option<(f32, TokenId)> = None;
        let mut start = 0;
        while start < self.verdict.parties.len() {
            let end = (start..self.verdict.parties.len()).find(|word| !is_on(word)).unwrap_or(self.verdict.parties.len());
            if end > start {
                let tokens: Vec<TokenId> = (start..end).map(|word| TokenId::new(first + word)).collect();
                let head = head_of(document, &tokens);
                let probability = self.probability(head, side).unwrap_or(0.0);
                let is_nominal = matches!(document.token(head).upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Adj);
                if is_nominal && head != self.trigger && probability >= enough && best.is_none_or(|(most, _)| probability > most) {
                    best = Some((probability, head));
                }
            }
            start = end + 1;
        }
        best.map(|(_, head)| head)
    }

    /// The probability that a word is of a side; none of one in another sentence or beyond reach.
    fn probability(&self, head: TokenId, side: Side) -> Option<f32> {
        self.of_word(head).map(|word| word[side as usize])
    }

    fn of_word(&self, head: TokenId) -> Option<[f32; 3]> {
        let tokens = &self.matcher.tree.document.sentences[self.case.number].tokens;
        let word = (head.index() as u32).checked_sub(tokens.start)?;
        self.verdict.parties.get(word as usize).copied()
    }
}
