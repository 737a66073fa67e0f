//! Which parties of two statements may be the same.
//!
//! A party's *side* is what it acts for: the state, for its government, army
//! and office-holders; otherwise the group or organisation itself.

use super::statement::{Party, Statement};
use crate::resource::name::fold;
use std::collections::BTreeSet;

/// Sectors that act for a state.
const STATE: [&str; 6] = ["GOV", "MIL", "LEG", "JUD", "COP", "SPY"];

/// What a party acts for: `SYR`, the id of a group, `SYR:REB`, or the head
/// word of a phrase that is in no table, `~gunmen`. None for a party without
/// a word.
pub(super) fn side(party: &Party) -> Option<String> {
    let acts_for_state = party.sectors.is_empty() || party.sectors.iter().any(|sector| STATE.contains(&sector.as_str()));
    match (&party.country, &party.actor_id) {
        (Some(country), _) if acts_for_state => Some(country.clone()),
        (_, Some(id)) => Some(id.clone()),
        (Some(country), None) => Some(format!("{country}:{}", party.sectors.first().map_or("", String::as_str))),
        (None, None) => Some(head_word(party)).filter(|word| !word.is_empty()).map(|word| format!("~{word}")),
    }
}

/// The sides of some parties.
pub(super) fn sides<'p>(parties: impl IntoIterator<Item = &'p Party>) -> BTreeSet<String> {
    parties.into_iter().filter_map(side).collect()
}

/// The sides of all parties of a statement: those of the tables, or if there
/// is none the phrases.
pub(super) fn all_sides(statement: &Statement) -> BTreeSet<String> {
    let all = sides(statement.sources.iter().chain(&statement.targets));
    let known: BTreeSet<String> = all.iter().filter(|side| is_resolved(side)).cloned().collect();
    if known.is_empty() { all } else { known }
}

/// Whether a side is that of an actor of the tables.
pub(super) fn is_resolved(side: &str) -> bool {
    !side.starts_with('~')
}

/// The folded head of a noun phrase: its last word before a preposition.
pub(super) fn head_word(party: &Party) -> String {
    let text = party.name.as_deref().unwrap_or(&party.text);
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '\'').filter(|word| !word.is_empty()).collect();
    let end = words.iter().position(|word| matches!(*word, "of" | "in" | "from" | "at" | "for" | "on" | "who" | "that" | "with"));
    words[..end.filter(|&end| end > 0).unwrap_or(words.len())].last().map(|word| fold(word)).unwrap_or_default()
}

/// Each actor once, in the order of the statements. Phrases that are in no
/// table are left out where an actor of the tables stands beside them.
pub(super) fn merged<'p>(parties: impl IntoIterator<Item = &'p Party>) -> Vec<Party> {
    let mut kept: Vec<(String, Party)> = Vec::new();
    for party in parties {
        let Some(key) = party.actor_id.clone().or_else(|| side(party)) else { continue };
        if !kept.iter().any(|(known, _)| *known == key) {
            kept.push((key, party.clone()));
        }
    }
    let any_resolved = kept.iter().any(|(key, _)| is_resolved(key));
    kept.into_iter().filter(|(key, _)| !any_resolved || is_resolved(key)).map(|(_, party)| party).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, id: Option<&str>, country: Option<&str>, sectors: &[&str], expect: &str) {
        let party = Party {
            text: text.to_owned(),
            actor_id: id.map(str::to_owned),
            country: country.map(str::to_owned),
            sectors: sectors.iter().map(|sector| (*sector).to_owned()).collect(),
            ..Party::default()
        };
        assert_eq!(side(&party).as_deref(), Some(expect).filter(|side| !side.is_empty()));
    }

    #[test]
    fn sides_of_parties() {
        check("Arvenia", Some("XAA"), Some("XAA"), &["GOV"], "XAA");
        check("its army", None, Some("XAA"), &["MIL"], "XAA");
        check("the foreign minister", Some("person-1"), Some("XAA"), &["GOV"], "XAA");
        check("the Front", Some("front"), Some("XAA"), &["REB"], "front");
        check("the rebels", None, Some("XAA"), &["REB"], "XAA:REB");
        check("masked gunmen from the hills", None, None, &[], "~gunmen");
        check("", None, None, &[], "");
    }
}
