//! Cuts a sentence into the pieces of BERT's uncased vocabulary.
//!
//! Words are split at white space, punctuation and CJK characters, brought to
//! lower case without accents, and cut greedily into the longest pieces that
//! the vocabulary has (Devlin and others, BERT, 2019, and its
//! `tokenization.py`). `training/coder/text.py` cuts the same way.

use crate::container::{WeightError, fault};
use rapporteur::evidence::Span;
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longer words are unknown.
const LONGEST: usize = 100;

/// A piece of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its number in the vocabulary.
    pub number: u32,
    /// The capitals of its word, see [`capitals`].
    pub case: u8,
    /// The bytes of its word.
    pub word: Span,
}

/// The pieces that are known.
#[derive(Debug)]
pub struct Vocabulary {
    /// Pieces that begin a word.
    first: HashMap<&'static str, u32>,
    /// Pieces that continue one, without `##`.
    later: HashMap<&'static str, u32>,
    unknown: u32,
    /// Stands before a sentence.
    pub opening: u32,
    /// Stands behind it.
    pub closing: u32,
}

impl Vocabulary {
    /// Reads a vocabulary, one piece a line.
    ///
    /// # Errors
    /// If a special piece is missing.
    pub fn read(text: &'static str) -> Result<Vocabulary, WeightError> {
        let (mut first, mut later) = (HashMap::new(), HashMap::new());
        for (number, line) in text.lines().enumerate() {
            match line.strip_prefix("##").filter(|rest| !rest.is_empty()) {
                Some(rest) => later.insert(rest, number as u32),
                None => first.insert(line, number as u32),
            };
        }
        let special = |name: &str| first.get(name).copied().ok_or_else(|| fault(format!("the vocabulary has no {name}")));
        let (unknown, opening, closing) = (special("[UNK]")?, special("[CLS]")?, special("[SEP]")?);
        Ok(Vocabulary { first, later, unknown, opening, closing })
    }

    /// The number of pieces.
    pub fn len(&self) -> usize {
        self.first.len() + self.later.len()
    }

    /// The pieces of a sentence, without those that open and close it.
    pub fn cut(&self, text: &str) -> Vec<Piece> {
        let mut pieces = Vec::with_capacity(text.len() / 4);
        let mut word = String::new();
        let mut start = None;
        for (at, character) in text.char_indices() {
            let kind = Kind::of(character);
            if kind == Kind::Letter || kind == Kind::Nothing {
                if kind == Kind::Letter {
                    start.get_or_insert(at);
                    push_folded(&mut word, character);
                }
                continue;
            }
            if let Some(start) = start.take() {
                self.cut_word(&mut word, text, Span::new(start, at), &mut pieces);
            }
            if kind == Kind::Alone {
                push_folded(&mut word, character);
                self.cut_word(&mut word, text, Span::new(at, at + character.len_utf8()), &mut pieces);
            }
        }
        if let Some(start) = start {
            self.cut_word(&mut word, text, Span::new(start, text.len()), &mut pieces);
        }
        pieces
    }

    /// Cuts a folded word, and empties it.
    fn cut_word(&self, word: &mut String, text: &str, span: Span, pieces: &mut Vec<Piece>) {
        let case = capitals(span.of(text));
        let before = pieces.len();
        let mut rest = word.as_str();
        let is_short = word.chars().count() <= LONGEST;
        while !rest.is_empty() && is_short {
            let known = if rest.len() == word.len() { &self.first } else { &self.later };
            let ends = rest.char_indices().map(|(at, character)| at + character.len_utf8()).rev();
            let Some((end, number)) = ends.map(|end| (end, known.get(&rest[..end]))).find_map(|(end, found)| Some((end, *found?))) else {
                break;
            };
            pieces.push(Piece { number, case, word: span });
            rest = &rest[end..];
        }
        if !rest.is_empty() {
            pieces.truncate(before);
            pieces.push(Piece { number: self.unknown, case, word: span });
        }
        word.clear();
    }
}

/// 0 no upper-case letter, 1 the first letter and not all, 2 all of at least
/// two letters, 3 any other mix.
fn capitals(word: &str) -> u8 {
    let mut letters = word.chars().filter(|character| character.is_alphabetic());
    let Some(first) = letters.next() else { return 0 };
    let (mut count, mut upper) = (1, usize::from(first.is_uppercase()));
    for letter in letters {
        count += 1;
        upper += usize::from(letter.is_uppercase());
    }
    match (upper, count) {
        (0, _) => 0,
        (1, 1) => 3,
        _ if upper == count => 2,
        _ if first.is_uppercase() => 1,
        _ => 3,
    }
}

/// What a character is to the cutting of words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Part of a word.
    Letter,
    /// White space.
    Space,
    /// A word by itself: punctuation, or a character of a script without spaces.
    Alone,
    /// Control characters, which are passed over.
    Nothing,
}

impl Kind {
    fn of(character: char) -> Kind {
        match character {
            'a'..='z' | 'A'..='Z' | '0'..='9' => Kind::Letter,
            '\t' | '\n' | '\r' => Kind::Space,
            _ if character.is_ascii_punctuation() => Kind::Alone,
            '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' => Kind::Nothing,
            '\u{FEFF}' | '\u{FFFD}' | '\u{E000}'..='\u{F8FF}' => Kind::Nothing,
            _ if character.is_control() => Kind::Nothing,
            _ if character.is_whitespace() => Kind::Space,
            _ if is_punctuation(character) || is_ideograph(character) => Kind::Alone,
            _ => Kind::Letter,
        }
    }
}

/// The general categories P of Unicode, in the blocks that news in English may hold.
fn is_punctuation(character: char) -> bool {
    matches!(character,
        '¡' | '§' | '«' | '¶' | '·' | '»' | '¿' | '՚'..='՟' | '։' | '֊' | '־' | '׀' | '׃' | '׆' | '׳' | '״'
        | '؉' | '؊' | '،' | '؍' | '؛' | '؞' | '؟' | '٪'..='٭' | '۔' | '।' | '॥'
        | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{2043}' | '\u{2045}'..='\u{2051}' | '\u{2053}'..='\u{205E}'
        | '\u{207D}' | '\u{207E}' | '\u{208D}' | '\u{208E}' | '\u{2308}'..='\u{230B}' | '\u{2329}' | '\u{232A}'
        | '\u{2768}'..='\u{2775}' | '\u{27E6}'..='\u{27EF}' | '\u{2E00}'..='\u{2E2E}' | '\u{2E30}'..='\u{2E4F}'
        | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301F}' | '\u{3030}' | '\u{30FB}'
        | '\u{FE10}'..='\u{FE19}' | '\u{FE30}'..='\u{FE52}' | '\u{FF01}'..='\u{FF03}' | '\u{FF05}'..='\u{FF0A}'
        | '\u{FF0C}'..='\u{FF0F}' | '\u{FF1A}' | '\u{FF1B}' | '\u{FF1F}' | '\u{FF20}' | '\u{FF3B}'..='\u{FF3D}'
        | '\u{FF3F}' | '\u{FF5B}' | '\u{FF5D}' | '\u{FF5F}'..='\u{FF65}')
}

/// The blocks of Chinese characters that BERT's tokenizer splits.
fn is_ideograph(character: char) -> bool {
    matches!(character,
        '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{20000}'..='\u{2A6DF}' | '\u{2A700}'..='\u{2B81F}'
        | '\u{2B820}'..='\u{2CEAF}' | '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}')
}

/// Adds a character in lower case without its accents.
fn push_folded(word: &mut String, character: char) {
    if character.is_ascii() {
        word.push(character.to_ascii_lowercase());
        return;
    }
    for part in std::iter::once(character).nfd().filter(|&part| !is_combining_mark(part)) {
        word.extend(part.to_lowercase().filter(|&part| !is_combining_mark(part)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const VOCABULARY: &str = "[PAD]\n[UNK]\n[CLS]\n[SEP]\nun\n##know\n##n\ncelik\nu\n.\ns\n##s\n’\n東\n京\n-";

    fn check(text: &str, expect: &str) {
        let vocabulary = Vocabulary::read(VOCABULARY).unwrap();
        let lines: Vec<&str> = VOCABULARY.lines().collect();
        let found: Vec<String> = vocabulary
            .cut(text)
            .iter()
            .map(|piece| format!("{}:{}@{}", lines[piece.number as usize], piece.case, piece.word.start))
            .collect();
        assert_eq!(found.join(" "), expect);
    }

    #[test]
    fn words_are_cut_into_the_longest_pieces() {
        check("Unknown unknowns", "un:1@0 ##know:1@0 ##n:1@0 un:0@8 ##know:0@8 ##n:0@8 ##s:0@8");
    }

    #[test]
    fn punctuation_and_ideographs_stand_alone() {
        check("U.S.-un’s", "u:3@0 .:0@1 s:3@2 .:0@3 -:0@4 un:0@5 ’:0@7 s:0@10");
        check("東京un", "東:0@0 京:0@3 un:0@6");
    }

    #[test]
    fn accents_and_control_characters_are_passed_over() {
        check("\u{200B}ÇELİK\u{AD} c\u{327}elik", "celik:2@3 celik:0@13");
    }

    #[test]
    fn a_word_that_cannot_be_cut_is_unknown() {
        check("unzzz zz", "[UNK]:0@0 [UNK]:0@6");
        check(&"s".repeat(101), "[UNK]:0@0");
        check("", "");
    }
}
