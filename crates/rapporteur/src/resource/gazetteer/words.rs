//! Words that make a toponym less likely: English words and names of persons.

use crate::resource::{Problems, Sources, Table};
use std::collections::BTreeSet;

/// The lists of `gazetteer/common_word.tsv` and `gazetteer/person_name.tsv`.
#[derive(Clone, Debug, Default)]
pub struct PlaceWords {
    common: BTreeSet<String>,
    given: BTreeSet<String>,
    family: BTreeSet<String>,
}

impl PlaceWords {
    /// Reads the tables.
    pub(super) fn read(sources: &Sources, problems: &mut Problems) -> PlaceWords {
        let mut words = PlaceWords::default();
        for file in sources.named("gazetteer/common_word.tsv") {
            words.common.extend(Table::read(file, &["word"], problems).rows().map(|row| row.cell("word").to_owned()));
        }
        for file in sources.named("gazetteer/person_name.tsv") {
            for row in Table::read(file, &["name", "kind"], problems).rows() {
                match row.cell("kind") {
                    "given" => words.given.insert(row.cell("name").to_owned()),
                    "family" => words.family.insert(row.cell("name").to_owned()),
                    kind => {
                        row.problem(problems, format!("reading a name: found the kind `{kind}`, wanted `given` or `family`"));
                        false
                    }
                };
            }
        }
        words
    }

    /// Whether a folded name is also an English word.
    pub fn is_common(&self, folded: &str) -> bool {
        self.common.contains(folded)
    }

    /// Whether a word is a frequent given name.
    pub fn is_given_name(&self, word: &str) -> bool {
        self.given.contains(word)
    }

    /// Whether a word is a frequent family name.
    pub fn is_family_name(&self, word: &str) -> bool {
        self.family.contains(word)
    }
}
