//! Numbers of killed and wounded, as a sentence states them.

use super::tree::Tree;
use crate::document::{Document, Relation, TokenId, Upos};

const KILLING: [&str; 14] = [
    "kill",
    "die",
    "dead",
    "slay",
    "massacre",
    "murder",
    "execute",
    "assassinate",
    "behead",
    "slaughter",
    "death",
    "fatality",
    "perish",
    "shoot",
];
const WOUNDING: [&str; 8] = ["wound", "injure", "hurt", "maim", "injury", "wounded", "injured", "burn"];

/// The first stated number of killed and of wounded in a sentence.
///
/// "At least 14" counts as 14; a number that the text puts in the past ("had
/// earlier put the toll at nine") has no trigger here and is not counted.
pub fn toll(tree: &Tree<'_>, sentence: usize) -> (Option<u32>, Option<u32>) {
    let (mut killed, mut wounded) = (None, None);
    for id in tree.document.tokens_of(sentence) {
        let lemma = tree.lemma(id);
        if killed.is_none() && KILLING.contains(&lemma.as_str()) {
            killed = counted(tree, id);
        }
        if wounded.is_none() && WOUNDING.contains(&lemma.as_str()) {
            wounded = counted(tree, id);
        }
    }
    (killed, wounded)
}

fn counted(tree: &Tree<'_>, word: TokenId) -> Option<u32> {
    let document = tree.document;
    let token = document.token(word);
    match token.upos {
        Upos::Verb => {
            let intransitive = matches!(tree.lemma(word).as_str(), "die" | "perish");
            let victims = if intransitive { tree.subjects(word) } else { tree.objects(word) };
            victims.into_iter().find_map(|victim| number_of(document, victim))
        }
        // "14 dead", "14 people dead", "six deaths".
        Upos::Noun | Upos::Adj => number_of(document, word)
            .or_else(|| {
                token
                    .head
                    .filter(|_| token.relation == Relation::Amod || token.relation == Relation::Acl)
                    .and_then(|head| number_of(document, head))
            })
            .or_else(|| document.child_by(word, Relation::Nsubj).and_then(|subject| number_of(document, subject))),
        _ => None,
    }
}

/// The number in a phrase: "14 people", "more than 40", "a soldier".
fn number_of(document: &Document<'_>, head: TokenId) -> Option<u32> {
    let own = document.token(head);
    if own.upos == Upos::Num {
        return number(document.form(head));
    }
    if let Some(count) = document.children_by(head, Relation::Nummod).find_map(|child| number(document.form(child))) {
        return Some(count);
    }
    let is_one =
        document.children_by(head, Relation::Det).any(|det| matches!(document.form(det).to_lowercase().as_str(), "a" | "an" | "another"));
    (is_one && own.upos == Upos::Noun && own.xpos == crate::document::Xpos::Nn).then_some(1)
}

/// Reads "14", "1,200", "fourteen", "a dozen"; words above twenty only as tens.
pub fn number(form: &str) -> Option<u32> {
    const WORDS: [&str; 21] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    const TENS: [(&str, u32); 9] = [
        ("thirty", 30),
        ("forty", 40),
        ("fifty", 50),
        ("sixty", 60),
        ("seventy", 70),
        ("eighty", 80),
        ("ninety", 90),
        ("dozen", 12),
        ("hundred", 100),
    ];
    let form = form.to_lowercase();
    if form.starts_with(|first: char| first.is_ascii_digit()) {
        return form.replace(',', "").parse().ok();
    }
    WORDS
        .iter()
        .position(|word| *word == form)
        .map(|place| place as u32)
        .or_else(|| TENS.iter().find(|(word, _)| *word == form).map(|&(_, value)| value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        for (form, expect) in
            [("14", Some(14)), ("1,200", Some(1200)), ("Nine", Some(9)), ("forty", Some(40)), ("3.5", None), ("many", None)]
        {
            assert_eq!(number(form), expect, "{form}");
        }
    }
}
