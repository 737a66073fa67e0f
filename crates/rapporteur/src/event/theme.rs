//! Passages about sport, whose "attacks" and "defeats" are no events.

use crate::document::{Document, Upos};
use crate::resource::theme::ThemeTables;
use std::collections::{BTreeMap, BTreeSet};

/// The numbers of the paragraphs that are about sport.
///
/// Heuristic: a score ("3-0") and one word of sport, or three different
/// words of sport, and these at least one for each 20 words (stories/sport.md).
pub fn sport_paragraphs(tables: &ThemeTables, document: &Document<'_>) -> BTreeSet<u32> {
    let mut words: BTreeMap<u32, usize> = BTreeMap::new();
    let mut found: BTreeMap<u32, BTreeSet<String>> = BTreeMap::new();
    let mut scores: BTreeSet<u32> = BTreeSet::new();
    for sentence in &document.sentences {
        for place in sentence.tokens.clone() {
            let token = &document.tokens[place as usize];
            *words.entry(sentence.paragraph).or_default() += 1;
            let lemma = token.lemma.to_lowercase();
            if tables.is_sport(&lemma) {
                found.entry(sentence.paragraph).or_default().insert(lemma);
            }
            if token.upos == Upos::Num && is_score(document, place as usize) {
                scores.insert(sentence.paragraph);
            }
        }
    }
    let is_dense = |paragraph: &u32, count: usize| words.get(paragraph).is_some_and(|&words| count * 20 >= words);
    found
        .iter()
        .filter(|(paragraph, lemmas)| {
            let count = lemmas.len();
            is_dense(paragraph, count) && (count >= 3 || scores.contains(paragraph))
        })
        .map(|(&paragraph, _)| paragraph)
        .collect()
}

/// "3-0" as one token or as three.
fn is_score(document: &Document<'_>, place: usize) -> bool {
    let form = |place: usize| document.tokens.get(place).map_or("", |token| token.span.of(document.text));
    let is_short = |text: &str| !text.is_empty() && text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    let own = form(place);
    if let Some((left, right)) = own.split_once(['-', '–']) {
        return is_short(left) && is_short(right);
    }
    is_short(own) && matches!(form(place + 1), "-" | "–") && is_short(form(place + 2))
}
