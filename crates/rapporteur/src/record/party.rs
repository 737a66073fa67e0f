//! Which parties of two statements may be the same.
//!
//! A party's *side* is what it acts for: the state, for its government, army
//! and office-holders; otherwise the group or organisation itself.

use super::statement::Party;
use crate::resource::name::fold;

/// Sectors that act for a state.
const STATE: [&str; 6] = ["GOV", "MIL", "LEG", "JUD", "COP", "SPY"];

/// What a party acts for: `SYR`, the id of a group, `SYR:REB`, or the head
/// word of a phrase that is in no table. None for a party without a word.
pub(super) fn side(party: &Party) -> Option<String> {
    let acts_for_state = party.sectors.is_empty() || party.sectors.iter().any(|sector| STATE.contains(&sector.as_str()));
    match (&party.country, &party.actor_id) {
        (Some(country), _) if acts_for_state => Some(country.clone()),
        (_, Some(id)) => Some(id.clone()),
        (Some(country), None) => Some(format!("{country}:{}", party.sectors.first().map_or("", String::as_str))),
        (None, None) => Some(head_word(party)).filter(|word| !word.is_empty()).map(|word| format!("~{word}")),
    }
}

/// The folded head of a noun phrase: its last word before a preposition.
pub(super) fn head_word(party: &Party) -> String {
    let text = party.name.as_deref().unwrap_or(&party.text);
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '\'').filter(|word| !word.is_empty()).collect();
    let end = words.iter().position(|word| matches!(*word, "of" | "in" | "from" | "at" | "for" | "on" | "who" | "that" | "with"));
    words[..end.filter(|&end| end > 0).unwrap_or(words.len())].last().map(|word| fold(word)).unwrap_or_default()
}
