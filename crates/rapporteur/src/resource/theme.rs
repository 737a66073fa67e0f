//! Words that give a passage a theme: PLOVER contexts, and sport and
//! accidents, which are never coded.

use super::{Problems, Sources, Table};
use crate::ontology::Code;
use crate::ontology::Codebook;
use std::collections::{HashMap, HashSet};

/// Lemmas and the contexts that they stand for.
#[derive(Clone, Debug, Default)]
pub struct ContextTables {
    by_lemma: HashMap<String, Vec<Code>>,
}

impl ContextTables {
    /// Reads `lexicon/context.tsv`.
    pub fn build(sources: &Sources, book: &Codebook, problems: &mut Problems) -> ContextTables {
        let mut by_lemma: HashMap<String, Vec<Code>> = HashMap::new();
        for source in sources.named("lexicon/context.tsv") {
            let table = Table::read(source, &["lemma", "context"], problems);
            for row in table.rows() {
                match book.context(row.cell("context")) {
                    Some(code) => by_lemma.entry(row.cell("lemma").to_lowercase()).or_default().push(code.clone()),
                    None => row.problem(problems, format!("the context `{}` is not in the ontology", row.cell("context"))),
                }
            }
        }
        ContextTables { by_lemma }
    }

    /// The contexts of a lemma in lower case.
    pub fn of(&self, lemma: &str) -> &[Code] {
        self.by_lemma.get(lemma).map_or(&[], Vec::as_slice)
    }
}

/// What a word tells of an accident.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mishap {
    /// A noun of what nobody does: `killed in a crash`.
    Cause,
    /// A noun also of what somebody did, but did not mean to.
    Accident,
    /// A verb: `hurt when their bus overturned`.
    Fails,
}

/// The vocabularies of sport and of accidents.
#[derive(Clone, Debug, Default)]
pub struct ThemeTables {
    sport: HashSet<String>,
    mishaps: HashMap<String, Vec<Mishap>>,
}

impl ThemeTables {
    /// Reads `lexicon/sport.tsv` and `lexicon/accident.tsv`.
    pub fn build(sources: &Sources, problems: &mut Problems) -> ThemeTables {
        let mut sport = HashSet::new();
        for source in sources.named("lexicon/sport.tsv") {
            let table = Table::read(source, &["lemma"], problems);
            sport.extend(table.rows().map(|row| row.cell("lemma").to_lowercase()));
        }
        let mut mishaps: HashMap<String, Vec<Mishap>> = HashMap::new();
        for source in sources.named("lexicon/accident.tsv") {
            let table = Table::read(source, &["lemma", "kind"], problems);
            for row in table.rows() {
                let kind = match row.cell("kind") {
                    "cause" => Mishap::Cause,
                    "accident" => Mishap::Accident,
                    "fails" => Mishap::Fails,
                    other => {
                        row.problem(problems, format!("the kind is `{other}`, wanted cause, accident or fails"));
                        continue;
                    }
                };
                mishaps.entry(row.cell("lemma").to_lowercase()).or_default().push(kind);
            }
        }
        ThemeTables { sport, mishaps }
    }

    /// Whether a lemma tells this of an accident.
    pub fn is_mishap(&self, lemma: &str, kind: Mishap) -> bool {
        self.mishaps.get(lemma).is_some_and(|kinds| kinds.contains(&kind))
    }

    /// Whether a lemma belongs to sport.
    pub fn is_sport(&self, lemma: &str) -> bool {
        self.sport.contains(lemma)
    }
}
