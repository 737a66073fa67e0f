//! Names folded to pieces, and a trie over the pieces that finds them in text.
//!
//! A piece is a run of letters and digits without case, diacritics and full
//! stops: `U.S.` is one piece, `al-Assad` and `Côte d'Ivoire` are two and
//! three. So a name is found however its hyphens and apostrophes were
//! tokenized. Whether the words found are meant as a name is not decided here,
//! except by capitals.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// FNV-1a with 64 bits: fast on short keys, and the same on every run.
#[derive(Clone, Copy)]
pub struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Fnv {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = (self.0 ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 ^= self.0 >> 29;
    }

    fn write_u32(&mut self, value: u32) {
        self.write_u64(u64::from(value));
    }
}

/// A hash map for look-ups; it is never iterated.
pub type FnvMap<K, V> = HashMap<K, V, BuildHasherDefault<Fnv>>;

/// A folded piece, interned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Piece(u32);

/// A piece that is in no name.
pub const UNKNOWN: Piece = Piece(u32::MAX);

/// What capitals a name demands of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Capitals {
    /// None: a common noun.
    Any,
    /// The first letter: `Turkey`, not `turkey`.
    First,
    /// All letters: `WHO`, not `Who`.
    All,
}

impl Capitals {
    /// What a name demands, judged by how the table writes it.
    pub fn of(name: &str) -> Capitals {
        let letters = || name.chars().filter(|c| c.is_alphabetic());
        if letters().count() <= 6 && letters().count() > 0 && letters().all(char::is_uppercase) {
            Capitals::All
        } else if letters().next().is_some_and(char::is_uppercase) || letters().filter(|c| c.is_uppercase()).count() > 0 {
            Capitals::First
        } else {
            Capitals::Any
        }
    }

    /// Whether words of a text have them.
    pub fn fit(self, text: &str) -> bool {
        let mut letters = text.chars().filter(|c| c.is_alphabetic());
        match self {
            Capitals::Any => true,
            // Some names begin with a small particle: `al-Assad`.
            Capitals::First => letters.any(char::is_uppercase),
            Capitals::All => letters.all(char::is_uppercase),
        }
    }
}

/// Names and what they may mean, found by their pieces.
#[derive(Clone, Debug)]
pub struct NameIndex<T> {
    pieces: FnvMap<Box<str>, u32>,
    edges: FnvMap<(u32, u32), u32>,
    /// What ends at each node, in the order of insertion.
    ends: Vec<Vec<(Capitals, T)>>,
}

impl<T> Default for NameIndex<T> {
    fn default() -> NameIndex<T> {
        NameIndex { pieces: FnvMap::default(), edges: FnvMap::default(), ends: vec![Vec::new()] }
    }
}

impl<T: Copy + PartialEq> NameIndex<T> {
    /// Adds a meaning of a name; gives false if the name has no letters.
    pub fn add(&mut self, name: &str, meaning: T) -> bool {
        let mut node = 0;
        let mut folded = String::new();
        let capitals = Capitals::of(name);
        let mut rest = name;
        while let Some(piece) = next_piece(&mut rest, &mut folded) {
            let fresh = self.pieces.len() as u32;
            let id = *self.pieces.entry(piece.into()).or_insert(fresh);
            let next = self.ends.len() as u32;
            node = *self.edges.entry((node, id)).or_insert(next);
            if node == next {
                self.ends.push(Vec::new());
            }
        }
        let ends = &mut self.ends[node as usize];
        if node != 0 && !ends.contains(&(capitals, meaning)) {
            ends.push((capitals, meaning));
        }
        node != 0
    }

    /// Folds a word and appends its pieces.
    pub fn pieces_of(&self, word: &str, buffer: &mut String, found: &mut Vec<Piece>) {
        let mut rest = word;
        while let Some(piece) = next_piece(&mut rest, buffer) {
            found.push(self.pieces.get(piece).map_or(UNKNOWN, |&id| Piece(id)));
        }
    }

    /// Walks from the start of some pieces; calls back with the number of
    /// pieces read and the meanings of each name that ends there.
    pub fn walk<'i>(&'i self, pieces: impl Iterator<Item = Piece>, mut found: impl FnMut(usize, &'i [(Capitals, T)])) {
        let mut node = 0;
        for (read, piece) in pieces.enumerate() {
            let Some(&next) = self.edges.get(&(node, piece.0)) else { return };
            node = next;
            let ends = &self.ends[node as usize];
            if !ends.is_empty() {
                found(read + 1, ends);
            }
        }
    }

    /// The meanings of a whole name, capitals respected.
    pub fn get(&self, name: &str) -> Vec<T> {
        let (mut buffer, mut pieces) = (String::new(), Vec::new());
        self.pieces_of(name, &mut buffer, &mut pieces);
        let mut meanings = Vec::new();
        self.walk(pieces.iter().copied(), |read, ends| {
            if read == pieces.len() {
                meanings.extend(ends.iter().filter(|(capitals, _)| capitals.fit(name)).map(|&(_, meaning)| meaning));
            }
        });
        meanings
    }
}

/// A name without case, diacritics and punctuation, its pieces set apart by
/// single spaces; for comparing names with each other.
pub fn fold(name: &str) -> String {
    let (mut folded, mut piece, mut rest) = (String::with_capacity(name.len()), String::new(), name);
    while let Some(found) = next_piece(&mut rest, &mut piece) {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(found);
    }
    folded
}

/// Cuts the next piece off the front of a text; none at its end.
fn next_piece<'b>(rest: &mut &str, buffer: &'b mut String) -> Option<&'b str> {
    buffer.clear();
    let mut end = rest.len();
    for (at, c) in rest.char_indices() {
        if c.is_ascii_alphanumeric() {
            buffer.push(c.to_ascii_lowercase());
        } else if c == '.' || is_combining(c) {
            // `U.S.` is one piece.
        } else if c.is_alphanumeric() {
            fold_char(c, buffer);
        } else if !buffer.is_empty() {
            end = at + c.len_utf8();
            break;
        }
    }
    *rest = &rest[end..];
    (!buffer.is_empty()).then_some(buffer.as_str())
}

fn is_combining(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// Appends a letter without its diacritics.
fn fold_char(c: char, buffer: &mut String) {
    let plain = match c {
        'À'..='Å' | 'à'..='å' | 'Ā'..='ą' | 'ǎ' | 'ạ' | 'ả' | 'ấ'..='ặ' => "a",
        'Ç' | 'ç' | 'Ć'..='č' => "c",
        'Ď'..='đ' | 'Ð' | 'ð' => "d",
        'È'..='Ë' | 'è'..='ë' | 'Ē'..='ě' | 'ẹ'..='ệ' | 'ə' | 'Ə' => "e",
        'Ĝ'..='ģ' | 'Ǧ' | 'ǧ' => "g",
        'Ĥ'..='ħ' => "h",
        'Ì'..='Ï' | 'ì'..='ï' | 'Ĩ'..='ı' | 'ỉ' | 'ị' => "i",
        'Ķ'..='ĸ' => "k",
        'Ĺ'..='ł' => "l",
        'Ñ' | 'ñ' | 'Ń'..='ŋ' => "n",
        'Ò'..='Ö' | 'Ø' | 'ò'..='ö' | 'ø' | 'Ō'..='ő' | 'ơ' | 'Ơ' | 'ọ'..='ợ' => "o",
        'Ŕ'..='ř' => "r",
        'Ś'..='š' | 'Ș' | 'ș' => "s",
        'Ţ'..='ŧ' | 'Ț' | 'ț' => "t",
        'Ù'..='Ü' | 'ù'..='ü' | 'Ũ'..='ų' | 'ư' | 'Ư' | 'ụ'..='ự' => "u",
        'Ŵ' | 'ŵ' => "w",
        'Ý' | 'ý' | 'ÿ' | 'Ŷ'..='Ÿ' | 'ỳ'..='ỹ' => "y",
        'Ź'..='ž' => "z",
        'Æ' | 'æ' => "ae",
        'Œ' | 'œ' => "oe",
        'ß' => "ss",
        'Þ' | 'þ' => "th",
        _ => {
            buffer.extend(c.to_lowercase().filter(|c| !is_combining(*c)));
            return;
        }
    };
    buffer.push_str(plain);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, expect: &str) {
        assert_eq!(fold(name), expect, "{name}");
    }

    #[test]
    fn folding() {
        check("U.S.", "us");
        check("Mevlüt Çavuşoğlu", "mevlut cavusoglu");
        check("Bashar al-Assad", "bashar al assad");
        check("Côte d’Ivoire", "cote d ivoire");
        check("İstanbul Ağrı", "istanbul agri");
        check("  --  ", "");
        check("Lech Wałęsa", "lech walesa");
        check("Путин", "путин");
    }

    #[test]
    fn names_are_found_with_their_capitals() {
        let mut index = NameIndex::default();
        for (i, name) in ["Turkey", "WHO", "United States", "al-Assad", "prime minister"].into_iter().enumerate() {
            assert!(index.add(name, i));
        }
        assert!(!index.add("--", 9));
        for (text, expect) in
            [("Turkey", vec![0]), ("turkey", vec![]), ("TURKEY", vec![0]), ("WHO", vec![1]), ("Who", vec![]), ("united states", vec![])]
        {
            assert_eq!(index.get(text), expect, "{text}");
        }
        assert_eq!(index.get("Al Assad"), vec![3]);
        assert_eq!(index.get("Prime Minister"), vec![4]);
        assert_eq!(index.get("United"), Vec::<usize>::new());
    }
}
