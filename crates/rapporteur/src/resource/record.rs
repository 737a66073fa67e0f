//! What the record needs to know of the world: which event types may tell of
//! one happening, what kind of thing is promised, and which acts keep or
//! break such a promise.

use super::name::fold;
use super::{Problems, Sources, Table};
use crate::ontology::Codebook;
use std::collections::{BTreeMap, BTreeSet};

/// The tables of `data/record/`.
#[derive(Clone, Debug, Default)]
pub struct RecordTables {
    families: BTreeMap<String, String>,
    themes: BTreeMap<String, String>,
    outcomes: Vec<Outcome>,
}

/// An act that keeps or breaks a promise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The theme of the promise.
    pub theme: String,
    /// The type of the act.
    pub event_type: String,
    /// Its mode; none if any will do.
    pub mode: Option<String>,
    /// Whether it keeps the promise; otherwise it breaks it.
    pub is_kept: bool,
}

impl RecordTables {
    /// Reads `record/family.tsv`, `record/theme.tsv` and `record/outcome.tsv`.
    pub fn build(sources: &Sources, book: &Codebook, problems: &mut Problems) -> RecordTables {
        let mut tables = RecordTables::default();
        for source in sources.named("record/family.tsv") {
            let table = Table::read(source, &["event_type", "family"], problems);
            for row in table.rows() {
                if book.event_type(row.cell("event_type")).is_none() {
                    row.problem(problems, format!("the event type `{}` is not in the ontology", row.cell("event_type")));
                }
                tables.families.insert(row.cell("event_type").to_owned(), row.cell("family").to_owned());
            }
        }
        for source in sources.named("record/theme.tsv") {
            let table = Table::read(source, &["word", "theme"], problems);
            tables.themes.extend(table.rows().map(|row| (fold(row.cell("word")), row.cell("theme").to_owned())));
        }
        for source in sources.named("record/outcome.tsv") {
            let table = Table::read(source, &["theme", "event_type", "mode", "outcome"], problems);
            for row in table.rows() {
                let (event_type, mode) = (row.cell("event_type"), row.optional("mode"));
                let is_known = book.event_type(event_type).is_some() && mode.is_none_or(|mode| book.mode(event_type, mode).is_some());
                if !is_known {
                    row.problem(problems, format!("the act `{event_type}` `{}` is not in the ontology", row.cell("mode")));
                }
                if !matches!(row.cell("outcome"), "kept" | "broken") {
                    row.problem(problems, format!("found the outcome `{}`, wanted `kept` or `broken`", row.cell("outcome")));
                }
                tables.outcomes.push(Outcome {
                    theme: row.cell("theme").to_owned(),
                    event_type: event_type.to_owned(),
                    mode: mode.map(str::to_owned),
                    is_kept: row.cell("outcome") == "kept",
                });
            }
        }
        tables
    }

    /// The family of an event type; a type that is in no table is one by itself.
    pub fn family<'t>(&'t self, event_type: &'t str) -> &'t str {
        self.families.get(event_type).map_or(event_type, String::as_str)
    }

    /// The theme of the first word of a text that has one.
    pub fn theme(&self, text: &str) -> Option<&str> {
        text.split(|c: char| !c.is_alphanumeric() && c != '-').map(fold).find_map(|word| self.themes.get(&word).map(String::as_str))
    }

    /// All themes of promises, sorted.
    pub fn themes(&self) -> BTreeSet<&str> {
        self.themes.values().map(String::as_str).collect()
    }

    /// What an act means for promises: each theme, and whether it keeps it.
    pub fn outcomes<'t>(&'t self, event_type: &'t str, mode: Option<&'t str>) -> impl Iterator<Item = &'t Outcome> {
        self.outcomes
            .iter()
            .filter(move |outcome| outcome.event_type == event_type && outcome.mode.as_deref().is_none_or(|wanted| mode == Some(wanted)))
    }
}
