//! Which words keep the stop after them, from `data/lexicon/abbreviation.tsv`.

use std::sync::LazyLock;

/// Columns: the abbreviation in lower case without its last stop; `inside` if
/// a sentence never ends with it, as with a title before a name, else `any`.
const TABLE: &str = include_str!("../../../../data/lexicon/abbreviation.tsv");

static ROWS: LazyLock<Vec<(&'static str, bool)>> = LazyLock::new(|| {
    let rows = TABLE.lines().skip(1).filter_map(|line| line.split_once('\t'));
    let mut rows: Vec<_> = rows.map(|(word, place)| (word, place == "inside")).collect();
    rows.sort_unstable();
    rows
});

/// Whether a word, given without its last stop, is an abbreviation.
///
/// A single letter is one, and so are single letters with stops between them.
pub fn is_abbreviation(word: &str) -> bool {
    is_initials(word) || row(word).is_some()
}

/// Whether an abbreviation, given with its last stop, is followed by more of
/// its sentence whatever the next word looks like: titles, `vs.`, initials.
pub fn is_never_last(word: &str) -> bool {
    let word = word.strip_suffix('.').unwrap_or(word);
    row(word).unwrap_or_else(|| word.chars().count() == 1 && word.chars().all(char::is_uppercase))
}

/// Single letters with stops between them: `U.S`, `J`.
fn is_initials(word: &str) -> bool {
    // `I` ends sentences too often to count as an initial.
    word != "I" && word.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic))
}

fn row(word: &str) -> Option<bool> {
    if word.len() > 8 {
        return None;
    }
    let lower = word.to_lowercase();
    let found = ROWS.binary_search_by_key(&lower.as_str(), |&(known, _)| known).ok()?;
    Some(ROWS[found].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_and_initials_never_end_a_sentence() {
        for (word, expect) in [("Mr.", true), ("J.", true), ("vs.", true), ("U.S.", false), ("Inc.", false), ("etc.", false)] {
            assert!(is_abbreviation(word.trim_end_matches('.')), "{word}");
            assert_eq!(is_never_last(word), expect, "{word}");
        }
        assert!(!is_abbreviation("president"));
    }
}
