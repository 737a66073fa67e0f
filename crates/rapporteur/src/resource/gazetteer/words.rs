//! Words that tell whether and how a name is meant as a place.

use crate::resource::{Problems, Sources, Table};
use std::collections::{BTreeMap, BTreeSet};

/// What a word says of the name beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlaceWord {
    /// An English word that is also the name of a place.
    Common,
    /// A frequent given name.
    GivenName,
    /// A frequent family name.
    FamilyName,
    /// A preposition of place or direction.
    Locative,
    /// A noun that follows the name of a place that it describes.
    Generic,
    /// The last word of the name of a street.
    Street,
    /// A capitalised word behind the place that an office serves.
    Office,
    /// A capitalised word behind a name that is no longer a place.
    Brand,
    /// What stands before the name of a person.
    Title,
    /// A noun that makes a capital before it a government.
    Government,
    /// A noun for agreements and talks that are named after a place.
    Format,
    /// A verb whose subject can be a place itself.
    Still,
}

/// The kinds in `cue_word.tsv` and `person_name.tsv`.
const KINDS: [(&str, PlaceWord); 11] = [
    ("given", PlaceWord::GivenName),
    ("family", PlaceWord::FamilyName),
    ("locative", PlaceWord::Locative),
    ("generic", PlaceWord::Generic),
    ("street", PlaceWord::Street),
    ("office", PlaceWord::Office),
    ("brand", PlaceWord::Brand),
    ("title", PlaceWord::Title),
    ("government", PlaceWord::Government),
    ("format", PlaceWord::Format),
    ("still", PlaceWord::Still),
];

/// The lists of `gazetteer/common_word.tsv`, `person_name.tsv` and `cue_word.tsv`.
#[derive(Clone, Debug, Default)]
pub struct PlaceWords {
    words: BTreeMap<PlaceWord, BTreeSet<String>>,
}

impl PlaceWords {
    /// Reads the tables.
    pub(super) fn read(sources: &Sources, problems: &mut Problems) -> PlaceWords {
        let mut words = PlaceWords::default();
        for file in sources.named("gazetteer/common_word.tsv") {
            let table = Table::read(file, &["word"], problems);
            words.words.entry(PlaceWord::Common).or_default().extend(table.rows().map(|row| row.cell("word").to_owned()));
        }
        for (path, column) in [("gazetteer/person_name.tsv", "name"), ("gazetteer/cue_word.tsv", "word")] {
            let columns = [column, "kind"];
            for file in sources.named(path) {
                for row in Table::read(file, &columns, problems).rows() {
                    match KINDS.iter().find(|(name, _)| *name == row.cell("kind")) {
                        Some(&(_, kind)) => {
                            words.words.entry(kind).or_default().insert(row.cell(column).to_owned());
                        }
                        None => row.problem(problems, format!("reading a word: the kind `{}` is not known", row.cell("kind"))),
                    }
                }
            }
        }
        words
    }

    /// Whether a word is of a kind. Common words are asked for by their
    /// folded form, prepositions, nouns and verbs in lower case.
    pub fn is(&self, kind: PlaceWord, word: &str) -> bool {
        self.words.get(&kind).is_some_and(|words| words.contains(word))
    }
}
