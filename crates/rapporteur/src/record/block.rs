//! Which blocks of the record a statement belongs to.

use super::day::day_of;
use super::movement;
use super::party::{all_sides, head_word, side, sides};
use super::seam::months_near;
use super::statement::Statement;
use crate::event::ClaimKind;
use crate::ontology::STATEMENT;
use crate::resource::Resources;
use crate::resource::name::fold;
use std::collections::BTreeSet;

/// The name of a block: `event/force/2018-12`, `alignment/IRN|SYR`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Block(String);

impl Block {
    /// The block with a name that [`blocks`] gave.
    pub fn new(name: &str) -> Block {
        Block(name.to_owned())
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The ledger: what stands before the first slash.
    pub fn ledger(&self) -> &str {
        self.0.split('/').next().unwrap_or("")
    }

    /// The part after the ledger.
    pub(super) fn rest(&self) -> &str {
        self.0.split_once('/').map_or("", |(_, rest)| rest)
    }
}

impl std::fmt::Display for Block {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether a statement tells a turn in the life of a promise.
pub(super) fn is_promise_turn(statement: &Statement) -> bool {
    matches!(statement.relation.as_deref(), Some("kept" | "broken" | "withdrawn" | "extended"))
}

/// The theme of promises that are of no theme of the tables.
pub(super) const OTHER_THEME: &str = "other";

/// The blocks that a statement belongs to, sorted; each once.
pub fn blocks(resources: &Resources, statement: &Statement) -> Vec<Block> {
    let mut names = BTreeSet::new();
    match statement.claim {
        // Who says what is kept as it is said.
        Some(ClaimKind::Statement) => {}
        None if statement.event_type.as_deref() == Some(STATEMENT) => {}
        None => {
            names.extend(event_blocks(resources, statement, statement.event_type.as_deref().unwrap_or("")));
            names.extend(act_blocks(resources, statement));
            names.extend(dyad_blocks(statement));
        }
        Some(ClaimKind::Commitment) => names.extend(promise_blocks(resources, statement)),
        Some(ClaimKind::Meeting) => names.extend(all_sides(statement).into_iter().map(|side| format!("meeting/{side}"))),
        Some(ClaimKind::Alignment) => names.extend(dyad_blocks(statement)),
        Some(ClaimKind::Process) => names.extend(format_block(statement)),
        Some(ClaimKind::Movement) => {
            names.extend(statement.sources.iter().filter_map(side).map(|side| format!("movement/{side}")));
            // An event that is told of may be this movement.
            names.extend(event_blocks(resources, statement, movement::event_type(statement)));
        }
    }
    names.into_iter().map(Block).collect()
}

/// Mentions are merged within a family of types and a month: of the event if
/// its own words tell the time, else of the report. Near the end of a month
/// they are seen in the next one too.
fn event_blocks(resources: &Resources, statement: &Statement, event_type: &str) -> Vec<String> {
    let family = resources.record.family(event_type);
    match day_of(statement) {
        Some(day) => months_near(day).into_iter().map(|month| format!("event/{family}/{month}")).collect(),
        None => vec![format!("event/{family}/undated")],
    }
}

/// Acts that keep or break promises are seen where these are.
fn act_blocks(resources: &Resources, statement: &Statement) -> Vec<String> {
    let event_type = statement.event_type.as_deref().unwrap_or("");
    let themes: BTreeSet<&str> =
        resources.record.outcomes(event_type, statement.mode.as_deref()).map(|outcome| outcome.theme.as_str()).collect();
    commitment_blocks(statement, &themes)
}

/// A promise stands with its theme. A turn that does not say of which promise
/// is seen with all of its party.
fn promise_blocks(resources: &Resources, statement: &Statement) -> Vec<String> {
    let theme = statement.content.as_deref().and_then(|content| resources.record.theme(content));
    let themes: BTreeSet<&str> = match theme {
        Some(theme) => BTreeSet::from([theme]),
        None if is_promise_turn(statement) => resources.record.themes().into_iter().chain([OTHER_THEME]).collect(),
        None => BTreeSet::from([OTHER_THEME]),
    };
    commitment_blocks(statement, &themes)
}

fn commitment_blocks(statement: &Statement, themes: &BTreeSet<&str>) -> Vec<String> {
    sides(&statement.sources).iter().flat_map(|side| themes.iter().map(move |theme| format!("commitment/{theme}/{side}"))).collect()
}

/// The pairs of sides that an event or relation stands between.
fn dyad_blocks(statement: &Statement) -> Vec<String> {
    let (sources, targets) = (sides(&statement.sources), sides(&statement.targets));
    let is_claim = statement.claim.is_some();
    let mut pairs = Vec::new();
    for one in &sources {
        if is_claim && targets.is_empty() {
            pairs.push(format!("alignment/{one}|"));
        }
        let others = if statement.reciprocal { targets.union(&sources).collect::<Vec<_>>() } else { targets.iter().collect() };
        for other in others.into_iter().filter(|other| *other != one) {
            let (first, second) = if one < other { (one, other) } else { (other, one) };
            pairs.push(format!("alignment/{first}|{second}"));
        }
    }
    pairs
}

/// A format stands under its name: the words with capitals, or all of them.
fn format_block(statement: &Statement) -> Option<String> {
    let name = statement.content.as_deref().map(format_key).filter(|name| !name.is_empty());
    let name = name.or_else(|| statement.sources.first().map(|party| format!("of {}", head_word(party))))?;
    Some(format!("process/{name}"))
}

/// The folded name of a format of talks.
pub(super) fn format_key(content: &str) -> String {
    let words: Vec<&str> = content.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty()).collect();
    let is_name = |word: &&&str| word.chars().next().is_some_and(char::is_uppercase) && !matches!(**word, "The" | "A" | "An");
    let named: BTreeSet<String> = words.iter().filter(is_name).map(|word| fold(word)).collect();
    let chosen = if named.is_empty() { words.iter().map(|word| fold(word)).filter(|word| word != "the").collect() } else { named };
    chosen.into_iter().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_states_something_is_in_no_block() {
        let of_type = |name: &str| Statement { event_type: Some(name.to_owned()), ..Statement::default() };
        assert!(blocks(&Resources::default(), &of_type(STATEMENT)).is_empty());
        assert!(!blocks(&Resources::default(), &of_type("ASSAULT")).is_empty());
    }
}
