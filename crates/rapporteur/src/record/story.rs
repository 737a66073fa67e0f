//! Which articles tell one story.
//!
//! What comes in are texts; what goes out are groups of them. Texts are
//! compared by their words, rare ones and names counting more (TF-IDF and
//! cosine), and joined while the mean likeness between two groups is enough.
//! Dates play no part beyond the words that tell them.

use super::wording::{is_empty_word, stem};
use std::collections::BTreeMap;

/// The mean likeness at which two groups of texts are one story. Heuristic:
/// the homogeneity and completeness of groups on news of many topics meet
/// between 0.20 and 0.25.
const ENOUGH: f64 = 0.22;

/// A word with a capital counts as so many.
const NAME: f64 = 2.0;

/// Groups the texts by story. Each group lists numbers of texts, ascending;
/// groups come in the order of their first texts.
pub fn stories(texts: &[&str]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = (0..texts.len()).map(|text| vec![text]).collect();
    let mut likeness = likenesses(texts);
    let mut nearest: Vec<Option<(f64, usize)>> = (0..texts.len()).map(|one| nearest_of(one, &likeness, &groups)).collect();
    while let Some((one, other)) = most_alike(&nearest) {
        let (kept, dropped) = (one.min(other), one.max(other));
        let (a, b) = (groups[kept].len() as f64, groups[dropped].len() as f64);
        let moved = std::mem::take(&mut groups[dropped]);
        groups[kept].extend(moved);
        nearest[dropped] = None;
        for third in (0..groups.len()).filter(|&third| third != kept && third != dropped && !groups[third].is_empty()) {
            let joined = (a * likeness[kept][third] + b * likeness[dropped][third]) / (a + b);
            likeness[kept][third] = joined;
            likeness[third][kept] = joined;
        }
        for third in (0..groups.len()).filter(|&third| !groups[third].is_empty()) {
            let is_stale = third == kept || nearest[third].is_some_and(|(_, other)| other == kept || other == dropped);
            if is_stale || nearest[third].is_none_or(|(best, _)| likeness[third][kept] >= best) {
                nearest[third] = nearest_of(third, &likeness, &groups);
            }
        }
    }
    groups.retain(|group| !group.is_empty());
    for group in &mut groups {
        group.sort_unstable();
    }
    groups.sort_unstable();
    groups
}

/// The group that is most like one; of equals the first.
fn nearest_of(one: usize, likeness: &[Vec<f64>], groups: &[Vec<usize>]) -> Option<(f64, usize)> {
    let others = (0..groups.len()).filter(|&other| other != one && !groups[other].is_empty());
    others.map(|other| (likeness[one][other], other)).reduce(|best, next| if next.0 > best.0 { next } else { best })
}

/// The two groups that are most alike, if they are alike enough.
fn most_alike(nearest: &[Option<(f64, usize)>]) -> Option<(usize, usize)> {
    let known = nearest.iter().enumerate().filter_map(|(one, found)| found.map(|(score, other)| (score, one, other)));
    let best = known.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
    (best.0 >= ENOUGH).then_some((best.1, best.2))
}

/// The cosine of each pair of texts.
fn likenesses(texts: &[&str]) -> Vec<Vec<f64>> {
    let counts: Vec<BTreeMap<String, f64>> = texts.iter().map(|text| counts(text)).collect();
    let mut holders: BTreeMap<&str, Vec<(usize, f64)>> = BTreeMap::new();
    for (text, words) in counts.iter().enumerate() {
        for (word, count) in words {
            holders.entry(word).or_default().push((text, 1.0 + count.ln()));
        }
    }
    let mut lengths = vec![0.0; texts.len()];
    let mut likeness = vec![vec![0.0; texts.len()]; texts.len()];
    for list in holders.values().filter(|list| list.len() > 1) {
        let rarity = (texts.len() as f64 / list.len() as f64).ln();
        for (at, &(one, a)) in list.iter().enumerate() {
            lengths[one] += (a * rarity) * (a * rarity);
            for &(other, b) in &list[at + 1..] {
                likeness[one][other] += a * b * rarity * rarity;
            }
        }
    }
    for one in 0..texts.len() {
        for other in one + 1..texts.len() {
            let length = f64::sqrt(lengths[one] * lengths[other]);
            let cosine = if length > 0.0 { likeness[one][other] / length } else { 0.0 };
            likeness[one][other] = cosine;
            likeness[other][one] = cosine;
        }
    }
    likeness
}

/// How often each stem occurs, names counting more.
fn counts(text: &str) -> BTreeMap<String, f64> {
    let mut found = BTreeMap::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() >= 2 && !is_empty_word(word)) {
        let weight = if word.starts_with(char::is_uppercase) { NAME } else { 1.0 };
        *found.entry(stem(word)).or_insert(0.0) += weight;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(texts: &[&str], expect: &[&[usize]]) {
        assert_eq!(stories(texts), expect);
    }

    #[test]
    fn texts_of_one_story() {
        check(&[], &[]);
        check(&["Fire"], &[&[0]]);
        let fire = "A fire destroyed the mill of Karun on Monday; the owner Ilka Brandt was hurt.";
        let mill = "Ilka Brandt, the owner, was hurt when her mill in Karun burned down in a fire.";
        let vote = "Voters in Selmire chose a council; turnout in the election was high.";
        let council = "The new council of Selmire was chosen in an election with high turnout.";
        check(&[fire, vote, mill, council], &[&[0, 2], &[1, 3]]);
        check(&[fire, "Unlike anything else entirely.", mill], &[&[0, 2], &[1]]);
    }
}
