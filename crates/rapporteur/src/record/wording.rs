//! Words of two reports compared by their stems.

use crate::resource::name::fold;
use std::collections::BTreeSet;

/// Letters of a word that count: `withdrawal` and `withdrew` are alike.
const STEM: usize = 6;

/// Words that say nothing of what a sentence is about, sorted.
const EMPTY: [&str; 92] = [
    "a", "about", "after", "against", "all", "also", "an", "and", "any", "are", "as", "at", "be", "been", "before", "being", "between",
    "but", "by", "can", "could", "did", "do", "does", "during", "for", "from", "get", "had", "has", "have", "he", "her", "him", "his",
    "how", "if", "in", "into", "is", "it", "its", "just", "like", "may", "might", "more", "new", "no", "not", "of", "on", "one", "or",
    "other", "our", "out", "over", "said", "say", "says", "she", "should", "so", "some", "such", "than", "that", "the", "their", "there",
    "they", "this", "to", "told", "two", "under", "up", "was", "we", "were", "what", "when", "where", "which", "while", "who", "will",
    "with", "would", "you", "your",
];

/// Whether a word says nothing of what a text is about.
pub fn is_empty_word(word: &str) -> bool {
    EMPTY.binary_search(&word.to_lowercase().as_str()).is_ok()
}

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
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() >= 3 && !is_empty_word(word)).map(stem).collect()
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
        check("withdrawal", "withdrew", true);
        check("withdrawal", "Withdraws", true);
        check("attacked", "attacks", true);
        check("promise", "promised", true);
        check("Çavuşoğlu", "cavusoglu", true);
        check("ally", "allies", false);
    }
}
