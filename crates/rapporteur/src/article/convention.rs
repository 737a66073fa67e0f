//! The conventions of newsrooms and web pages that [`clean`](super::clean)
//! goes by: words that mark page furniture, senders, flags and languages.
//!
//! The tables themselves are in `data/lexicon/`; this module only holds them
//! in the form in which they are looked up.

use std::collections::{BTreeMap, BTreeSet};

/// The tables of this stage.
#[derive(Clone, Debug, Default)]
pub struct Conventions {
    /// Chrome rows by their first word.
    chrome: BTreeMap<String, Vec<ChromePhrase>>,
    agencies: BTreeSet<String>,
    flags: BTreeSet<String>,
    /// Frequent words, with the languages that have them.
    languages: BTreeMap<String, Vec<&'static str>>,
}

/// Words that mark a line of page furniture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChromePhrase {
    /// The phrase in folded words (see [`fold`]).
    pub words: Vec<String>,
    /// Where in the line it must stand.
    pub place: PhrasePlace,
    /// Whether a colon or bar must follow it.
    pub colon: bool,
    /// The longest line, in words, to which it applies.
    pub longest: usize,
    /// Whether all that follows the line is chrome too.
    pub rest: bool,
}

/// Where in a line a chrome phrase must stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhrasePlace {
    /// It is the line.
    Whole,
    /// It opens the line.
    Start,
    /// It stands anywhere in the line.
    Within,
}

/// The languages that [`Conventions`] can name.
pub const LANGUAGES: [&str; 15] = ["en", "es", "fr", "de", "it", "pt", "nl", "tr", "id", "pl", "sw", "ko", "ja", "zh", "he"];

impl Conventions {
    /// Adds a chrome phrase; one without words is left out.
    pub fn add_chrome(&mut self, phrase: ChromePhrase) {
        if let Some(first) = phrase.words.first() {
            self.chrome.entry(first.clone()).or_default().push(phrase);
        }
    }

    /// Adds the name of a sender.
    pub fn add_agency(&mut self, name: &str) {
        self.agencies.insert(name.to_lowercase());
    }

    /// Adds a word that may stand before a colon at the head of a report.
    pub fn add_flag(&mut self, word: &str) {
        self.flags.insert(word.to_lowercase());
    }

    /// Adds a frequent word; false if the language is not in [`LANGUAGES`].
    pub fn add_language_word(&mut self, word: &str, language: &str) -> bool {
        let Some(code) = LANGUAGES.into_iter().find(|code| *code == language) else { return false };
        self.languages.entry(word.to_lowercase()).or_default().push(code);
        true
    }

    /// Whether a line is page furniture.
    pub fn chrome_in(&self, line: &str) -> Option<&ChromePhrase> {
        let (words, marks) = fold_marked(line, LONGEST_CHROME_LINE + 1);
        if words.is_empty() || words.len() > LONGEST_CHROME_LINE {
            return None;
        }
        (0..words.len()).find_map(|start| {
            let phrases = self.chrome.get(&words[start])?;
            phrases.iter().find(|phrase| fits(phrase, &words, &marks, start))
        })
    }

    /// Whether the words name a sender, such as `AP` or `Xinhua`.
    pub fn is_agency(&self, words: &str) -> bool {
        self.agencies.contains(&words.trim().to_lowercase())
    }

    /// Whether a word may stand before a colon at the head of a report
    /// without being a place.
    pub fn is_flag(&self, word: &str) -> bool {
        self.flags.contains(&word.to_lowercase())
    }

    /// The languages that have a word among their most frequent.
    pub fn languages_of(&self, word: &str) -> &[&'static str] {
        self.languages.get(word).map_or(&[], Vec::as_slice)
    }
}

/// No chrome row applies to longer lines: a paragraph that only mentions a
/// newsletter stays a paragraph.
const LONGEST_CHROME_LINE: usize = 80;

/// Whether a phrase stands at a word of a line as its row asks.
fn fits(phrase: &ChromePhrase, words: &[String], marks: &[bool], start: usize) -> bool {
    let end = start + phrase.words.len();
    let in_place = match phrase.place {
        PhrasePlace::Whole => start == 0 && end == words.len(),
        PhrasePlace::Start => start == 0,
        PhrasePlace::Within => true,
    };
    in_place
        && words.len() <= phrase.longest
        && words.get(start..end).is_some_and(|found| found == phrase.words)
        && (!phrase.colon || marks[end - 1])
}

/// Lower-case words without punctuation, at most `most` of them. Apostrophes
/// part words, as in `editor s picks`.
pub fn fold(text: &str, most: usize) -> Vec<String> {
    fold_marked(text, most).0
}

/// Folded words, and for each whether a colon or bar follows it.
fn fold_marked(text: &str, most: usize) -> (Vec<String>, Vec<bool>) {
    let mut words = Vec::new();
    let mut marks: Vec<bool> = Vec::new();
    let mut word = String::new();
    for c in text.chars() {
        if c.is_alphanumeric() || c == '©' {
            word.extend(c.to_lowercase());
            continue;
        }
        if !word.is_empty() {
            words.push(std::mem::take(&mut word));
            marks.push(false);
            if words.len() >= most {
                return (words, marks);
            }
        }
        if matches!(c, ':' | '|' | '：')
            && let Some(last) = marks.last_mut()
        {
            *last = true;
        }
    }
    if !word.is_empty() {
        words.push(word);
        marks.push(false);
    }
    (words, marks)
}
