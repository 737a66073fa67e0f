//! Pairs that the tags show and no pattern found, and the word that tells
//! what the one did to the other.

use super::phrase::{Part, Phrase, Phrases};
use crate::document::{Document, TokenId, Upos};
use crate::event::candidate::{Candidate, Matcher};
use crate::event::judge::Pair;
use crate::resource::pattern::{Pattern, TriggerClass};

/// How many pairs are asked of a sentence. More are lists, of which the tags
/// give the first ones with the most confidence.
const MOST: usize = 4;

/// A pair without a candidate.
pub struct Loose {
    /// The pair.
    pub pair: Pair,
    /// Its place among the pairs that were asked.
    pub asked: usize,
    /// Heads of those who act.
    pub sources: Vec<TokenId>,
    /// Heads of those acted upon.
    pub targets: Vec<TokenId>,
    /// Whether the parties do it to each other.
    pub is_mutual: bool,
    /// The word that would tell the event.
    pub trigger: TokenId,
}

/// The pairs of tagged phrases that no candidate covers.
pub fn loose_pairs(matcher: &Matcher<'_, '_>, phrases: &Phrases, candidates: &[Candidate<'_>]) -> Vec<Loose> {
    let of_part = |part: Part| phrases.in_part(part).collect::<Vec<&Phrase>>();
    let (sources, targets, parties) = (of_part(Part::Source), of_part(Part::Target), of_part(Part::Party));
    let mut found = Vec::new();
    if let [first, others @ ..] = parties.as_slice() {
        let heads: Vec<TokenId> =
            if others.is_empty() { matcher.tree.conjuncts(first.head) } else { parties.iter().map(|phrase| phrase.head).collect() };
        let pair = Pair {
            source: vec![first.words.clone()],
            target: others.iter().map(|phrase| phrase.words.clone()).collect(),
            ..Pair::default()
        };
        found.push(loose(matcher.tree.document, phrases, pair, heads, Vec::new(), true));
    }
    for source in &sources {
        if targets.is_empty() {
            let pair = Pair { source: vec![source.words.clone()], ..Pair::default() };
            found.push(loose(matcher.tree.document, phrases, pair, vec![source.head], Vec::new(), false));
        }
        for target in &targets {
            let pair = Pair { source: vec![source.words.clone()], target: vec![target.words.clone()], ..Pair::default() };
            found.push(loose(matcher.tree.document, phrases, pair, vec![source.head], vec![target.head], false));
        }
    }
    found.retain(|loose| !candidates.iter().any(|candidate| is_covered(loose, candidate, phrases)));
    // Nobody does anything to himself.
    let entity = |head: TokenId| matcher.entities.actor_mention_at(head).map(|mention| mention.entity);
    found.retain(|loose| {
        let is_same =
            |source: TokenId| entity(source).is_some_and(|known| loose.targets.iter().any(|&target| entity(target) == Some(known)));
        !loose.sources.iter().any(|&source| is_same(source))
    });
    found.truncate(MOST);
    found
}

fn loose(document: &Document<'_>, phrases: &Phrases, pair: Pair, sources: Vec<TokenId>, targets: Vec<TokenId>, is_mutual: bool) -> Loose {
    let trigger = trigger_of(document, &sources, &targets);
    let word = phrases.word(trigger);
    Loose { pair: Pair { trigger: Some(word), ..pair }, asked: 0, sources, targets, is_mutual, trigger }
}

/// Whether a candidate has the same phrases in the same parts.
fn is_covered(loose: &Loose, candidate: &Candidate<'_>, phrases: &Phrases) -> bool {
    let shares = |heads: &[TokenId], others: &[TokenId]| {
        heads.iter().any(|&head| {
            others
                .iter()
                .any(|&other| head == other || phrases.around(head).zip(phrases.around(other)).is_some_and(|(a, b)| a.words == b.words))
        })
    };
    let of_candidate: Vec<TokenId> = candidate.sources.iter().chain(&candidate.targets).copied().collect();
    if loose.is_mutual || candidate.pattern.reciprocal {
        let all: Vec<TokenId> = loose.sources.iter().chain(&loose.targets).copied().collect();
        return all.iter().all(|head| shares(&[*head], &of_candidate));
    }
    shares(&loose.sources, &candidate.sources) && (loose.targets.is_empty() || shares(&loose.targets, &candidate.targets))
}

/// Whether some pattern, of the type if one is given, knows a word as a trigger.
pub fn can_tell(matcher: &Matcher<'_, '_>, trigger: TokenId, event_type: Option<&str>) -> bool {
    let Some(class) = TriggerClass::of(matcher.tree.document.token(trigger).upos) else { return false };
    let is_type = |pattern: &Pattern| {
        pattern.claim.is_none() && pattern.event_type.as_ref().is_some_and(|code| event_type.is_none_or(|wanted| code.as_str() == wanted))
    };
    matcher.patterns.triggered_by(class, &matcher.tree.lemma(trigger)).any(is_type)
}

/// The word that governs source and target: the lowest verb or event noun
/// above both.
pub fn trigger_of(document: &Document<'_>, sources: &[TokenId], targets: &[TokenId]) -> TokenId {
    let above = |head: TokenId| {
        let mut path = vec![head];
        while let Some(next) = document.token(path[path.len() - 1]).head {
            path.push(next);
        }
        path
    };
    let source = sources.first().copied().unwrap_or(TokenId::new(0));
    let path = above(source);
    let other = targets.first().or(sources.get(1)).map(|&head| above(head));
    let is_common = |id: TokenId| other.as_ref().is_none_or(|path| path.contains(&id));
    let takes_part = |id: TokenId| sources.contains(&id) || targets.contains(&id);
    let can_tell = |id: TokenId| matches!(document.token(id).upos, Upos::Verb | Upos::Noun | Upos::Adj);
    let fits = |id: &&TokenId| is_common(**id) && !takes_part(**id) && can_tell(**id);
    path.iter().find(fits).or(path.last()).copied().unwrap_or(source)
}
