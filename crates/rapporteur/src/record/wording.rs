//! Words of two reports compared by their stems.

use crate::resource::name::fold;
use std::collections::BTreeSet;

/// Letters of a word that count: `withdrawal` and `withdrew` are alike.
const STEM: usize = 6;

/// Words that say nothing of what a sentence is about.
const EMPTY: [&str; 66] = [
    "the", "and", "for", "with", "that", "this", "from", "have", "has", "had", "was", "were", "are", "been", "will", "would", "its", "his",
    "her", "their", "they", "who", "which", "said", "say", "says", "after", "before", "into", "over", "than", "also", "not", "but", "all",
    "out", "about", "more", "when", "there", "could", "should", "may", "might", "can", "did", "does", "told", "one", "two", "new", "other",
    "some", "any", "such", "between", "during", "against", "under", "where", "while", "being", "our", "your", "she", "him",
];

/// The stem of a word: folded, without the usual endings, and cut.
pub fn stem(word: &str) -> String {
    let folded = fold(word);
    let bare = ["ing", "ies", "ed", "es", "s", "e"]
        .iter()
        .find_map(|ending| folded.strip_suffix(ending).filter(|rest| rest.chars().count() >= 3))
        .unwrap_or(&folded);
    bare.chars().take(STEM).collect()
}

/// The stems of a text's words of at least three letters that say something.
pub fn stems(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() >= 3 && !EMPTY.contains(&word.to_lowercase().as_str()))
        .map(stem)
        .collect()
}

/// The number of members in common.
pub fn shared<T: Ord>(one: &BTreeSet<T>, other: &BTreeSet<T>) -> usize {
    one.intersection(other).count()
}

/// The share of the smaller set that is in the other; 0 if one is empty.
pub fn overlap<T: Ord>(one: &BTreeSet<T>, other: &BTreeSet<T>) -> f64 {
    let smaller = one.len().min(other.len());
    if smaller == 0 { 0.0 } else { shared(one, other) as f64 / smaller as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(one: &str, other: &str, alike: bool) {
        assert_eq!(stem(one) == stem(other), alike, "{} {}", stem(one), stem(other));
    }

    #[test]
    fn stems_of_words() {
        check("withdrawal", "withdrew", false);
        check("withdrawal", "Withdraws", true);
        check("attacked", "attacks", true);
        check("promise", "promised", true);
        check("Çavuşoğlu", "cavusoglu", true);
        check("ally", "allies", false);
    }
}
