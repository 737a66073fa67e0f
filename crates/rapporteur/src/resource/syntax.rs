//! Words with a grammar of their own: support verbs, verbs whose object is
//! the subject of their infinitive, verbs that look through to theirs, nouns that can act, names of women and of men.

use super::{Problems, Sources, Table};
use std::collections::{HashMap, HashSet};

/// What an adjective of a country says of the people that a noun names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParticipantKind {
    /// They are of that country: `a Chilean nephew`.
    Person,
    /// They are of that country, but not its state's: `a Chilean network`.
    Group,
    /// They stand in a relation to it and are of another: `Chile's allies`.
    Relation,
    /// They act for it: `the Chilean mission`.
    Body,
}

/// The lists that `event::tree` and `entity` ask.
#[derive(Clone, Debug, Default)]
pub struct SyntaxTables {
    support: HashSet<String>,
    object_control: HashSet<String>,
    agents: HashSet<String>,
    participants: HashMap<String, ParticipantKind>,
    transparent: HashSet<String>,
    partitive: HashSet<String>,
    sites: HashSet<String>,
    receiving: HashSet<String>,
    given_names: HashMap<String, bool>,
}

impl SyntaxTables {
    /// Reads `lexicon/support.tsv`, `lexicon/control.tsv` and the nouns of `lexicon/agent.tsv`.
    pub fn build(sources: &Sources, problems: &mut Problems) -> SyntaxTables {
        SyntaxTables {
            support: column(sources, "lexicon/support.tsv", "verb", problems),
            object_control: column(sources, "lexicon/control.tsv", "verb", problems),
            sites: column(sources, "lexicon/site.tsv", "noun", problems),
            receiving: column(sources, "lexicon/receiving.tsv", "verb", problems),
            partitive: column(sources, "lexicon/partitive.tsv", "noun", problems),
            transparent: column(sources, "lexicon/transparent.tsv", "word", problems),
            agents: column(sources, "lexicon/agent.tsv", "noun", problems),
            participants: participants(sources, problems),
            given_names: given_names(sources, problems),
        }
    }

    /// Whether a verb adds little to the event noun that it takes ("launch an attack").
    pub fn is_support_verb(&self, lemma: &str) -> bool {
        self.support.contains(lemma)
    }

    /// Whether the object of a verb is the subject of its infinitive ("urge X to leave").
    pub fn is_object_control(&self, lemma: &str) -> bool {
        self.object_control.contains(lemma)
    }

    /// Whether a verb or adjective only begins, continues, helps or enables
    /// what its infinitive says ("agreed to *begin* releasing").
    pub fn is_transparent(&self, lemma: &str) -> bool {
        self.transparent.contains(lemma)
    }

    /// Whether a noun names a kind of place ("the city's *market*").
    pub fn is_site(&self, lemma: &str) -> bool {
        self.sites.contains(lemma)
    }

    /// Whether a verb says that what its object names came upon its subject
    /// ("*suffered* an attack").
    pub fn is_receiving(&self, lemma: &str) -> bool {
        self.receiving.contains(lemma)
    }

    /// Whether a word only counts what its "of" phrase names ("dozens of activists").
    pub fn is_partitive(&self, lemma: &str) -> bool {
        self.partitive.contains(lemma)
    }

    /// Whether a noun names people or bodies that can act.
    pub fn is_agent(&self, lemma: &str) -> bool {
        self.agents.contains(lemma) || self.participants.contains_key(lemma)
    }

    /// Whether a given name is a woman's; none if it is in no table or both have it.
    pub fn is_womans(&self, given_name: &str) -> Option<bool> {
        self.given_names.get(given_name).copied()
    }

    /// What kind of people a noun of `lexicon/participant.tsv` names.
    pub fn participant(&self, lemma: &str) -> Option<ParticipantKind> {
        self.participants.get(lemma).copied()
    }
}

fn given_names(sources: &Sources, problems: &mut Problems) -> HashMap<String, bool> {
    let mut found = HashMap::new();
    for source in sources.named("lexicon/given_name.tsv") {
        let table = Table::read(source, &["name", "of"], problems);
        for row in table.rows() {
            match row.cell("of") {
                of @ ("woman" | "man") => drop(found.insert(row.cell("name").to_owned(), of == "woman")),
                other => row.problem(problems, format!("reading whose name it is: found `{other}`, wanted woman or man")),
            }
        }
    }
    found
}

fn participants(sources: &Sources, problems: &mut Problems) -> HashMap<String, ParticipantKind> {
    let mut found = HashMap::new();
    for source in sources.named("lexicon/participant.tsv") {
        let wanted = ["noun", "kind"];
        let table = Table::read(source, &wanted, problems);
        for row in table.rows() {
            let kind = match row.cell("kind") {
                "person" => ParticipantKind::Person,
                "group" => ParticipantKind::Group,
                "relation" => ParticipantKind::Relation,
                "body" => ParticipantKind::Body,
                other => {
                    row.problem(
                        problems,
                        format!("reading a kind of participant: found `{other}`, wanted person, group, relation or body"),
                    );
                    continue;
                }
            };
            found.insert(row.cell("noun").to_lowercase(), kind);
        }
    }
    found
}

fn column(sources: &Sources, path: &str, name: &str, problems: &mut Problems) -> HashSet<String> {
    let mut found = HashSet::new();
    for source in sources.named(path) {
        let wanted = [name];
        let table = Table::read(source, &wanted, problems);
        found.extend(table.rows().map(|row| row.cell(name).to_lowercase()));
    }
    found
}
