//! A sentence before the judge: what is asked about it, and the answers.

use super::limit::Limits;
use super::phrase::Phrases;
use super::{Offer, decide, find, party};
use crate::document::TokenId;
use crate::event::candidate::{Candidate, Matcher};
use crate::event::judge::{Pair, Reading, Verdict};
use std::ops::Range;

/// A sentence before the judge: its reading, and the pairs that are asked.
pub struct Case<'a> {
    /// The sentence's number.
    pub number: usize,
    /// What the judge made of it.
    pub reading: &'a Reading,
    /// Phrases of participants by the judge's tags.
    pub phrases: Phrases,
    /// For each candidate the place of its pair; none if it is not asked.
    pub of_candidate: Vec<Option<usize>>,
    /// Places of the candidates whose parties the judge has changed.
    pub resettled: Vec<usize>,
    /// Pairs that the tags show and no candidate covers.
    pub loose: Vec<find::Loose>,
    /// The pairs, each once.
    pub pairs: Vec<Pair>,
    /// The judge's answers to them.
    pub verdicts: Vec<Option<Verdict>>,
}

impl<'a> Case<'a> {
    /// A sentence with what is to be asked.
    pub fn new(matcher: &Matcher<'_, '_>, limits: &Limits, number: usize, reading: &'a Reading, offer: &Offer<'_>) -> Case<'a> {
        let phrases = Phrases::read(matcher, number, &reading.tags);
        let (of_candidate, resettled, loose) = (Vec::new(), Vec::new(), Vec::new());
        let mut case = Case { number, reading, phrases, of_candidate, resettled, loose, pairs: Vec::new(), verdicts: Vec::new() };
        for candidate in &offer.candidates {
            let pair = decide::may_judge(candidate).then(|| case.pair(matcher, candidate));
            let asked = pair.map(|pair| case.ask(pair));
            case.of_candidate.push(asked);
        }
        if offer.is_open && decide::may_find_in(reading, limits) {
            let loose = find::loose_pairs(matcher, &case.phrases, &offer.candidates);
            // A word that a pattern knows tells one event, and who had a part in it.
            let is_taken = |trigger: TokenId| offer.candidates.iter().any(|candidate| candidate.trigger == trigger);
            for mut loose in loose.into_iter().filter(|loose| !is_taken(loose.trigger) && decide::may_find(matcher, loose, None, limits)) {
                loose.asked = case.ask(loose.pair.clone());
                case.loose.push(loose);
            }
        }
        case
    }

    /// The pair of phrases that a candidate is about. The parties to a mutual
    /// event are the first of them and the others.
    fn pair(&self, matcher: &Matcher<'_, '_>, candidate: &Candidate<'_>) -> Pair {
        let words = |heads: &[TokenId]| -> Vec<Range<u32>> {
            heads.iter().filter_map(|&head| words_of(matcher, self.number, &self.phrases, head)).collect()
        };
        let (mut source, mut target) = (words(&candidate.sources), words(&candidate.targets));
        if candidate.pattern.reciprocal {
            if target.is_empty() && source.len() > 1 {
                target = source.split_off(1);
            } else if source.is_empty() && target.len() > 1 {
                source = vec![target.remove(0)];
            }
        }
        Pair { source, target, trigger: Some(self.phrases.word(candidate.trigger)) }
    }

    /// Gives the candidates the parties that the judge sees in its answers, and
    /// asks about those pairs; gives the candidates that were changed, by place.
    pub fn resettle<'p>(&mut self, matcher: &Matcher<'_, '_>, offer: &mut Offer<'p>) -> Vec<(usize, Candidate<'p>, usize)> {
        let mut changed = Vec::new();
        for (place, candidate) in offer.candidates.iter_mut().enumerate() {
            let Some(asked) = self.of_candidate[place] else { continue };
            let Some(new) = self.verdict(asked).and_then(|verdict| party::settled(matcher, self, candidate, verdict)) else { continue };
            self.of_candidate[place] = Some(self.ask(self.pair(matcher, &new)));
            changed.push((place, std::mem::replace(candidate, new), asked));
        }
        changed
    }

    /// Takes back those changes of [`Case::resettle`] that make an event less likely.
    pub fn confirm<'p>(&mut self, offer: &mut Offer<'p>, changed: Vec<(usize, Candidate<'p>, usize)>) {
        /// How much likelier than before no event may be.
        const WORSE: f32 = 0.2;
        for (place, old, asked) in changed {
            let none = |asked: usize| self.verdict(asked).map_or(1.0, |verdict| verdict.none);
            let is_no_worse = self.of_candidate[place].is_some_and(|new| none(new) <= none(asked) + WORSE);
            if is_no_worse {
                self.resettled.push(place);
            } else {
                self.of_candidate[place] = Some(asked);
                offer.candidates[place] = old;
            }
        }
    }

    /// The place of a pair among those asked.
    fn ask(&mut self, pair: Pair) -> usize {
        let known = self.pairs.iter().position(|asked| *asked == pair);
        known.unwrap_or_else(|| {
            self.pairs.push(pair);
            self.pairs.len() - 1
        })
    }

    /// The answer to a pair, if there is one.
    pub fn verdict(&self, asked: usize) -> Option<&Verdict> {
        self.verdicts.get(asked)?.as_ref()
    }
}

/// The words of a participant, by their number in the sentence: the judge's
/// phrase if the head is in one, or the tree's; none if it stands in another sentence.
fn words_of(matcher: &Matcher<'_, '_>, number: usize, phrases: &Phrases, head: TokenId) -> Option<Range<u32>> {
    let all = matcher.tree.document.sentences[number].tokens.clone();
    if !all.contains(&(head.index() as u32)) {
        return None;
    }
    if let Some(phrase) = phrases.around(head) {
        return Some(phrase.words.clone());
    }
    let tokens = matcher.tree.phrase(head);
    let ends = tokens.first().zip(tokens.last());
    let (start, end) = ends.map_or((head, head), |(&start, &end)| (start, end));
    Some(start.index() as u32 - all.start..end.index() as u32 + 1 - all.start)
}
