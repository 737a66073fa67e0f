//! Dictionary forms, by the rules of `data/lexicon/lemma.tsv`.
//!
//! The rules were learned from the treebank: words with a certain tag and
//! ending lose some letters and gain others, and the longest ending wins.

use super::Xpos;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Columns: Penn tag; ending, or a whole word after `^`; how many characters
/// to remove; what to add.
const TABLE: &str = include_str!("../../../../data/lexicon/lemma.tsv");

/// The longest ending in the table, in characters.
const LONGEST_ENDING: usize = 6;

/// By tag and ending: how many characters to remove, and what to add.
type Rules = HashMap<(Xpos, &'static str), (usize, &'static str)>;

static RULES: LazyLock<Rules> = LazyLock::new(|| {
    let row = |line: &'static str| {
        let mut cells = line.split('\t');
        let (xpos, ending) = (Xpos::from_name(cells.next()?)?, cells.next()?);
        Some(((xpos, ending), (cells.next()?.parse().ok()?, cells.next()?)))
    };
    TABLE.lines().skip(1).filter_map(row).collect()
});

/// The dictionary form of a word: lower case except for proper names.
pub fn lemma_of(form: &str, xpos: Xpos) -> String {
    let is_name = matches!(xpos, Xpos::Nnp | Xpos::Nnps);
    let mut base: String = if is_name { form.to_owned() } else { form.to_lowercase() };
    if base.contains('’') {
        base = base.replace('’', "'");
    }
    if xpos == Xpos::Cd && base.starts_with(|c: char| c.is_ascii_digit()) {
        return base.replace(',', "");
    }
    if let Some((remove, add)) = rule(&base, xpos) {
        let keep = base.char_indices().rev().nth(remove.wrapping_sub(1)).map_or(base.len(), |(at, _)| at);
        base.truncate(if remove == 0 { base.len() } else { keep });
        base.push_str(add);
    }
    if base.is_empty() { form.to_owned() } else { base }
}

fn rule(base: &str, xpos: Xpos) -> Option<(usize, &'static str)> {
    if base.len() < 40 {
        let whole = format!("^{base}");
        if let Some(&found) = RULES.get(&(xpos, whole.as_str())) {
            return Some(found);
        }
    }
    // An ending leaves at least one character before it.
    let mut starts: Vec<usize> = base.char_indices().skip(1).map(|(at, _)| at).collect();
    starts.push(base.len());
    let from = starts.len().saturating_sub(LONGEST_ENDING + 1);
    starts[from..].iter().find_map(|&at| RULES.get(&(xpos, &base[at..])).copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(form: &str, xpos: Xpos, expect: &str) {
        assert_eq!(lemma_of(form, xpos), expect, "{form}");
    }

    #[test]
    fn verbs_are_cut_back() {
        check("attacked", Xpos::Vbd, "attack");
        check("Agreed", Xpos::Vbn, "agree");
        check("meeting", Xpos::Vbg, "meet");
        check("withdrew", Xpos::Vbd, "withdraw");
        check("accuses", Xpos::Vbz, "accuse");
        check("was", Xpos::Vbd, "be");
        check("n’t", Xpos::Rb, "not");
        check("bombed", Xpos::Vbn, "bomb");
        check("besieging", Xpos::Vbg, "besiege");
        check("overthrew", Xpos::Vbd, "overthrow");
    }

    #[test]
    fn nouns_are_singular_and_names_keep_their_case() {
        check("Countries", Xpos::Nns, "country");
        check("rebels", Xpos::Nns, "rebel");
        check("crises", Xpos::Nns, "crisis");
        check("1,200", Xpos::Cd, "1200");
        check("Syria", Xpos::Nnp, "Syria");
        check("", Xpos::Nn, "");
        check("👩", Xpos::Nns, "👩");
    }
}
