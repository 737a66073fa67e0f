//! Which spellings of a place go into the index.

use rapporteur::resource::gazetteer::fold;

/// Whether another name of a city is worth keeping: it must be in the Latin
/// script and look like a name. Transliterations for machines (`mo si ke`)
/// stand in lower case, airport codes in capitals.
pub fn is_useful(name: &str) -> bool {
    let mut letters = name.chars().filter(|letter| letter.is_alphabetic());
    let starts_large = name.chars().next().is_some_and(char::is_uppercase);
    let is_code = name.len() <= 4 && name.chars().all(|letter| letter.is_ascii_uppercase());
    starts_large && !is_code && name.chars().count() > 2 && letters.all(is_latin) && !name.contains(['(', ',', '/'])
}

/// The other forms of an Arabic name: with its article as `al`, or without.
pub fn without_article(key: &str) -> Option<String> {
    const ARTICLES: [&str; 13] = ["al", "el", "an", "ar", "as", "ash", "at", "ad", "az", "adh", "ath", "aj", "ul"];
    let (first, rest) = key.split_once(' ')?;
    (ARTICLES.contains(&first) && rest.len() > 3).then(|| rest.to_owned())
}

/// The keys of a name without one generic word at its start or end.
pub fn shortened(name: &str, affixes: &[(String, bool)]) -> Option<String> {
    let lower = name.to_lowercase();
    affixes.iter().filter_map(|(affix, is_start)| strip(&lower, affix, *is_start)).min_by_key(|rest| rest.len()).map(fold)
}

fn strip<'n>(name: &'n str, affix: &str, is_start: bool) -> Option<&'n str> {
    let rest = if is_start { name.strip_prefix(affix)?.strip_prefix(' ')? } else { name.strip_suffix(affix)?.strip_suffix(' ')? };
    (rest.chars().count() > 2).then_some(rest)
}

fn is_latin(letter: char) -> bool {
    matches!(u32::from(letter), 0..0x370 | 0x1E00..0x1F00)
}
