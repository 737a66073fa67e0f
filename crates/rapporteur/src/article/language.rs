//! Which language is the report in? Told by frequent words and by script.

use super::Conventions;
use super::convention::fold;

/// How many words are looked at.
const SAMPLE: usize = 400;

/// What is known about the language of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// ISO 639-1 code.
    Known(&'static str),
    /// Surely not English.
    NotEnglish,
    /// Too short to tell.
    Unknown,
}

/// Recognises the language of a text from its first words.
pub fn recognise(text: &str, conventions: &Conventions) -> Language {
    let words = fold(text, SAMPLE);
    let (mut latin, mut other) = (0usize, 0usize);
    let mut scripts = [0usize; 4];
    for c in words.iter().flat_map(|word| word.chars()).filter(|c| c.is_alphabetic()) {
        match c {
            'a'..='z' | '\u{df}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => latin += 1,
            '\u{ac00}'..='\u{d7a3}' => scripts[0] += 1,
            '\u{3040}'..='\u{30ff}' => scripts[1] += 1,
            '\u{4e00}'..='\u{9fff}' => scripts[2] += 1,
            '\u{590}'..='\u{5ff}' => scripts[3] += 1,
            _ => other += 1,
        }
    }
    let foreign = scripts.iter().sum::<usize>() + other;
    if foreign > latin {
        return by_script(scripts, foreign);
    }
    by_words(&words, conventions)
}

/// The language of a script that only one language has.
fn by_script([hangul, kana, han, hebrew]: [usize; 4], foreign: usize) -> Language {
    if hangul * 2 > foreign {
        Language::Known("ko")
    } else if kana * 5 > foreign {
        Language::Known("ja")
    } else if han * 2 > foreign {
        Language::Known("zh")
    } else if hebrew * 2 > foreign {
        Language::Known("he")
    } else {
        Language::NotEnglish
    }
}

/// The language whose frequent words are most frequent in the text.
fn by_words(words: &[String], conventions: &Conventions) -> Language {
    let mut counts = std::collections::BTreeMap::<&'static str, usize>::new();
    for word in words {
        for language in conventions.languages_of(word) {
            *counts.entry(language).or_default() += 1;
        }
    }
    let english = counts.get("en").copied().unwrap_or(0);
    let best = counts.iter().filter(|(language, _)| **language != "en").max_by_key(|(_, count)| **count);
    match best {
        // English wins ties: a text with foreign names is still English.
        Some((language, count)) if *count > english * 3 / 2 && *count >= 3 => Language::Known(language),
        _ if english >= 1 => Language::Known("en"),
        // Long texts in English always have some of its frequent words.
        _ if words.len() >= 30 => Language::NotEnglish,
        _ => Language::Unknown,
    }
}
