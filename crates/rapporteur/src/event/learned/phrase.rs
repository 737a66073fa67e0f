//! Phrases of participants from the judge's tags.

use crate::document::{Document, TokenId, Upos};
use crate::event::candidate::Matcher;
use crate::event::judge::Tag;
use crate::evidence::Span;
use std::ops::Range;

/// The part of a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Acts.
    Source,
    /// Is acted upon.
    Target,
    /// Both: a party to something mutual.
    Party,
}

/// A phrase that the tags mark.
#[derive(Clone, Debug, PartialEq)]
pub struct Phrase {
    /// Its part.
    pub part: Part,
    /// Its words, by their number in the sentence.
    pub words: Range<u32>,
    /// The token that no other of the phrase governs.
    pub head: TokenId,
    /// Its bytes of the verbatim text.
    pub span: Span,
    /// The mean probability of its words' tags.
    pub probability: f32,
}

/// All phrases of a sentence, in text order.
#[derive(Clone, Debug, Default)]
pub struct Phrases {
    first: u32,
    list: Vec<Phrase>,
}

impl Phrases {
    /// Reads the tags of a sentence.
    pub fn read(matcher: &Matcher<'_, '_>, number: usize, tags: &[[f32; 7]]) -> Phrases {
        let document = matcher.tree.document;
        let first = document.sentences[number].tokens.start;
        let path = best_path(tags);
        let mut list: Vec<Phrase> = Vec::new();
        let mut start = 0;
        while start < path.len() {
            let Some(part) = part(path[start]) else {
                start += 1;
                continue;
            };
            let mut end = start + 1;
            while end < path.len() && path[end] == inside(part) as usize {
                end += 1;
            }
            let sum: f32 = (start..end).map(|word| tags[word][path[word]]).sum();
            let words = start as u32..end as u32;
            let tokens: Vec<TokenId> = words.clone().map(|word| TokenId::new((first + word) as usize)).collect();
            list.push(Phrase {
                part,
                span: document.span_of(&tokens),
                head: head_of(document, &tokens),
                words,
                probability: sum / (end - start) as f32,
            });
            start = end;
        }
        Phrases { first, list }
    }

    /// The phrases that have a part; parties have both.
    pub fn in_part(&self, part: Part) -> impl Iterator<Item = &Phrase> {
        self.list.iter().filter(move |phrase| phrase.part == part)
    }

    /// The number of a token in the sentence.
    pub fn word(&self, token: TokenId) -> u32 {
        (token.index() as u32).saturating_sub(self.first)
    }

    /// The phrase that a token is in.
    pub fn around(&self, token: TokenId) -> Option<&Phrase> {
        let word = (token.index() as u32).checked_sub(self.first)?;
        self.list.iter().find(|phrase| phrase.words.contains(&word))
    }
}

/// The token of some that no other of them governs, a nominal one if there is
/// one. There must be one at least.
pub fn head_of(document: &Document<'_>, tokens: &[TokenId]) -> TokenId {
    let governs = |id: &TokenId| document.token(*id).head.is_none_or(|head| !tokens.contains(&head));
    let is_nominal = |id: TokenId| matches!(document.token(id).upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Adj);
    let all = || tokens.iter().copied();
    all().find(|id| governs(id) && is_nominal(*id)).or_else(|| all().find(governs)).unwrap_or(tokens[0])
}

/// The part that a tag begins; a tag inside a phrase begins one as well
/// where [`best_path`] let it stand alone.
fn part(tag: usize) -> Option<Part> {
    match tag {
        1 | 2 => Some(Part::Source),
        3 | 4 => Some(Part::Target),
        5 | 6 => Some(Part::Party),
        _ => None,
    }
}

fn inside(part: Part) -> Tag {
    match part {
        Part::Source => Tag::SourceInside,
        Part::Target => Tag::TargetInside,
        Part::Party => Tag::PartyInside,
    }
}

/// The likeliest tags of which none continues a phrase that has not begun
/// (Viterbi, 1967).
fn best_path(tags: &[[f32; 7]]) -> Vec<usize> {
    /// What a tag may follow besides tags of its own phrase.
    const FORBIDDEN: f32 = f32::NEG_INFINITY;
    let may_follow = |before: usize, tag: usize| matches!(tag, 0 | 1 | 3 | 5) || before == tag || before + 1 == tag;
    // Products of probabilities, scaled at each word, so that no logarithm is needed.
    let mut scores = [FORBIDDEN; 7];
    scores[0] = 1.0;
    let mut came_from: Vec<[usize; 7]> = Vec::with_capacity(tags.len());
    for word in tags {
        let mut next = [FORBIDDEN; 7];
        let mut from = [0; 7];
        for (tag, &probability) in word.iter().enumerate() {
            for (before, &score) in scores.iter().enumerate() {
                let value = score * probability.max(1e-6);
                if score > 0.0 && may_follow(before, tag) && value > next[tag] {
                    (next[tag], from[tag]) = (value, before);
                }
            }
        }
        let top = next.iter().fold(0.0f32, |top, &value| top.max(value));
        scores = next.map(|value| if top > 0.0 { value / top } else { value });
        came_from.push(from);
    }
    let mut tag = 0;
    for (other, &score) in scores.iter().enumerate() {
        if score > scores[tag] {
            tag = other;
        }
    }
    let mut path = vec![0; tags.len()];
    for (word, from) in came_from.iter().enumerate().rev() {
        path[word] = tag;
        tag = from[tag];
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each tag as `place:probability`; the rest of the probability is on "outside".
    fn check(words: &[&[(usize, f32)]], expect: &[usize]) {
        let tags: Vec<[f32; 7]> = words
            .iter()
            .map(|given| {
                let mut tags = [0.0; 7];
                tags[0] = 1.0 - given.iter().map(|(_, probability)| probability).sum::<f32>();
                given.iter().for_each(|&(tag, probability)| tags[tag] = probability);
                tags
            })
            .collect();
        assert_eq!(best_path(&tags), expect);
    }

    #[test]
    fn a_phrase_begins_before_it_goes_on() {
        check(&[&[(1, 0.9)], &[(2, 0.8)], &[], &[(3, 0.7)]], &[1, 2, 0, 3]);
        check(&[&[(1, 0.4)], &[(2, 0.9)]], &[1, 2]);
        check(&[&[], &[(2, 0.6), (3, 0.3)]], &[0, 3]);
        check(&[], &[]);
    }
}
