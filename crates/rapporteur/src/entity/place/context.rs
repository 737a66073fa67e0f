//! What an article says of its setting apart from its toponyms.

use crate::document::Document;
use crate::ontology::Country;
use crate::resource::Resources;
use std::collections::BTreeMap;

/// How often words for the people of a country occur.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    countries: BTreeMap<Country, u32>,
}

impl Context {
    /// Counts the words of a parsed article.
    pub fn of_document(resources: &Resources, document: &Document<'_>) -> Context {
        let words = document.tokens.iter().map(|token| token.span.of(document.text));
        Context::of_words(resources, words)
    }

    /// Counts the words of plain text.
    pub fn of_text(resources: &Resources, text: &str) -> Context {
        Context::of_words(resources, text.split(|letter: char| !letter.is_alphanumeric()))
    }

    /// How often the text speaks of a country's people.
    pub fn count(&self, country: Country) -> u32 {
        self.countries.get(&country).copied().unwrap_or(0)
    }

    /// All countries and their counts, by code.
    pub fn iter(&self) -> impl Iterator<Item = (Country, u32)> {
        self.countries.iter().map(|(&country, &count)| (country, count))
    }

    fn of_words<'w>(resources: &Resources, words: impl Iterator<Item = &'w str>) -> Context {
        let mut context = Context::default();
        for word in words.filter(|word| word.starts_with(char::is_uppercase)) {
            if let Some(country) = resources.gazetteer.people(word) {
                *context.countries.entry(country).or_default() += 1;
            }
        }
        context
    }
}
