//! Which word sequences are names of the gazetteer: the longest at each place.

use crate::document::{Document, TokenId, Upos};
use crate::resource::Gazetteer;
use crate::resource::gazetteer::{Reading, fold_onto};
use std::ops::Range;

/// A name of the gazetteer in a text, perhaps not meant as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelled {
    /// The tokens, indices into `Document::tokens`.
    pub tokens: Range<usize>,
    /// The places that bear the name.
    pub readings: Vec<Reading>,
    /// The folded name.
    pub key: String,
}

/// Words that may stand in lower case within a name.
const CONNECTORS: [&str; 30] = [
    "of", "the", "and", "de", "la", "del", "el", "al", "le", "les", "des", "du", "da", "do", "dos", "das", "di", "am", "an", "der", "upon",
    "on", "sur", "en", "y", "ez", "az", "ash", "ad", "as",
];

/// The longest names that begin with a capital, from left to right, none
/// overlapping another.
pub fn spell(gazetteer: &Gazetteer, document: &Document<'_>) -> Vec<Spelled> {
    let mut found = Vec::new();
    for sentence in &document.sentences {
        let end = sentence.tokens.end as usize;
        let mut at = sentence.tokens.start as usize;
        while at < end {
            let name = may_begin(document, at).then(|| longest(gazetteer, document, at..end)).flatten();
            let people = if may_begin(document, at) { people(gazetteer, document, at..end) } else { 0 };
            match name {
                // Words for people are no toponyms, whatever town has that name.
                _ if people > 0 && name.as_ref().is_none_or(|name| name.tokens.len() <= people) => at += people,
                Some(spelled) => {
                    at = spelled.tokens.end;
                    found.push(spelled);
                }
                None => at += 1,
            }
        }
    }
    found
}

/// Whether a word begins with a capital.
pub fn is_capitalised(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

fn may_begin(document: &Document<'_>, at: usize) -> bool {
    let token = &document.tokens[at];
    is_capitalised(token.span.of(document.text))
        && !matches!(token.upos, Upos::Pron | Upos::Aux | Upos::Adp | Upos::Cconj | Upos::Sconj | Upos::Part | Upos::Num)
}

fn longest(gazetteer: &Gazetteer, document: &Document<'_>, within: Range<usize>) -> Option<Spelled> {
    let mut walk = gazetteer.walk();
    let mut best = None;
    let mut key = String::new();
    for at in within.clone() {
        let word = document.form(TokenId::new(at));
        if at > within.start && !goes_on(document, at) {
            break;
        }
        let spelled = key.len();
        fold_onto(word, &mut key);
        if !walk.step(&key.as_bytes()[spelled..]) {
            break;
        }
        // A name may end in small letters only behind a hyphen, as `Deir-ez-zor`.
        let may_end = is_capitalised(word) || word.starts_with(char::is_alphanumeric) && is_joined(document, at);
        if may_end && walk.is_name() {
            best = Some((at + 1, walk.clone(), key.len()));
        }
    }
    best.map(|(end, walk, length)| {
        key.truncate(length);
        Spelled { tokens: within.start..end, readings: walk.readings(), key }
    })
}

/// Whether no space stands before a word.
fn is_joined(document: &Document<'_>, at: usize) -> bool {
    at > 0 && document.tokens[at].span.start == document.tokens[at - 1].span.end
}

/// How many words from `at` on name the people of a country: `Sri Lankan`.
fn people(gazetteer: &Gazetteer, document: &Document<'_>, within: Range<usize>) -> usize {
    const LONGEST: usize = 3;
    let first = document.tokens[within.start].span;
    let mut ends = within.clone().take(LONGEST).filter(|&at| gazetteer.is_people(first.cover(document.tokens[at].span).of(document.text)));
    ends.next_back().map_or(0, |last| last + 1 - within.start)
}

/// Whether a name can run on over a word that is not its first.
fn goes_on(document: &Document<'_>, at: usize) -> bool {
    let word = document.form(TokenId::new(at));
    match word {
        "-" | "–" | "." | "&" | "'" | "’" => true,
        "," | "(" | ")" | "/" => false,
        // The possessive ending is no part of a name.
        "'s" | "’s" => false,
        _ => is_capitalised(word) || is_joined(document, at) || CONNECTORS.contains(&word),
    }
}
