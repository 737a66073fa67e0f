//! Which country a passage plays in, as evidence for the country of rebels,
//! police or courts that the text does not place.
//!
//! Only words that locate count (`in northern Syria`), or that no other
//! country is named in the whole report, or hardly any. Nothing is taken from
//! mere nearness.

use super::known;
use super::naming::{Naming, Namings};
use crate::document::{Document, Relation, TokenId};
use crate::entity::{EntityMention, Resolution};
use crate::evidence::Finder;
use crate::ontology::Country;
use crate::resource::Resources;
use crate::resource::actor::{Cue, Meaning};
use crate::resource::country::WordKind;
use std::collections::{BTreeMap, BTreeSet};

/// None, one or more countries; more than one is no evidence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Sole {
    #[default]
    None,
    One(Country),
    Many,
}

impl Sole {
    fn add(&mut self, country: Country) {
        *self = match *self {
            Sole::None => Sole::One(country),
            Sole::One(known) if known == country => Sole::One(known),
            _ => Sole::Many,
        };
    }

    fn one(self) -> Option<Country> {
        match self {
            Sole::One(country) => Some(country),
            _ => None,
        }
    }
}

/// Where a report plays.
#[derive(Clone, Debug, Default)]
pub(in crate::entity) struct Setting {
    /// The countries named at all.
    named: Sole,
    /// The countries in whose name the text locates something.
    located: Sole,
    /// The same for each sentence, cities included.
    located_in: Vec<BTreeSet<Country>>,
    /// How often each country is named, by adjective, place and organisation too.
    counts: BTreeMap<Country, u32>,
    /// The country that the report is about.
    home: Option<Country>,
}

/// A report is about a country that is named so many times as often as any
/// other, or more often if it was sent from there, and at least [`OFTEN`] times.
/// Heuristic: `stories/country-of-the-report.md`.
const FAR_MORE: u32 = 2;
const OFTEN: u32 = 3;

impl Setting {
    /// Reads the locating words of a document.
    pub fn of(resources: &Resources, document: &Document<'_>, namings: &Namings, places: &[EntityMention]) -> Setting {
        let mut setting = Setting { located_in: vec![BTreeSet::new(); document.sentences.len()], ..Setting::default() };
        for naming in namings.iter() {
            for meaning in &naming.meanings {
                if let Meaning::Body(number) = meaning {
                    let home =
                        known::body(&resources.actors, *number, None).country.filter(|&country| resources.countries.get(country).is_some());
                    if let Some(country) = home {
                        setting.named.add(country);
                        *setting.counts.entry(country).or_default() += 1;
                    }
                }
            }
            let Some(country) = country_of(
                resources,
                naming,
                &[WordKind::Name, WordKind::Adjective, WordKind::Capital, WordKind::National, WordKind::Seat],
            ) else {
                continue;
            };
            setting.named.add(country);
            *setting.counts.entry(country).or_default() += 1;
            if !is_located(resources, document, naming.head) {
                continue;
            }
            setting.located_in[document.sentence_of(naming.head)].insert(country);
            if country_of(resources, naming, &[WordKind::Name]).is_some() {
                setting.located.add(country);
            }
        }
        for mention in places {
            let Resolution::Place(place) = &mention.resolution else { continue };
            if let Some(country) = place.country.filter(|_| namings.at(mention.head).is_none()) {
                setting.named.add(country);
                *setting.counts.entry(country).or_default() += 1;
                if is_located(resources, document, mention.head) {
                    setting.located_in[document.sentence_of(mention.head)].insert(country);
                }
            }
        }
        let dateline = places.iter().find(|mention| mention.finder == Finder::Rule("dateline"));
        let sent_from = dateline.and_then(|mention| match &mention.resolution {
            Resolution::Place(place) => place.country,
            _ => None,
        });
        setting.home = setting.named.one().or_else(|| most_named(&setting.counts, sent_from));
        setting
    }

    /// The country of somebody whom a definite phrase takes as known.
    pub fn of_definite(&self, sentence: usize) -> Option<Country> {
        if self.located_in[sentence].is_empty() {
            return self.located.one().or(self.named.one());
        }
        self.located_in(sentence).filter(|&country| self.is_much_named(country))
    }

    /// The only country in which a sentence plays.
    pub fn located_in(&self, sentence: usize) -> Option<Country> {
        let countries = &self.located_in[sentence];
        countries.first().copied().filter(|_| countries.len() == 1)
    }

    /// Whether no country is named twice as often: a venue of talks
    /// says nothing of whose police are meant.
    /// Heuristic: `tests/coreference.rs`.
    fn is_much_named(&self, country: Country) -> bool {
        let most = self.counts.values().max().copied().unwrap_or_default();
        self.counts.get(&country).copied().unwrap_or_default() * 2 > most
    }

    /// The country that the report is about, as seen from a sentence: none if
    /// the sentence plays only elsewhere.
    pub fn of_report(&self, sentence: usize) -> Option<Country> {
        let countries = &self.located_in[sentence];
        self.home.filter(|home| countries.is_empty() || countries.contains(home))
    }

    /// Whether the report locates something in a country or names it often.
    pub fn is_certain(&self, country: Country) -> bool {
        self.located == Sole::One(country) || self.counts.get(&country).is_some_and(|&count| count >= OFTEN)
    }
}

/// The country that is named far more often than any other, or merely more
/// often if the report was sent from it.
fn most_named(counts: &BTreeMap<Country, u32>, sent_from: Option<Country>) -> Option<Country> {
    let (&country, &most) = counts.iter().max_by_key(|(_, count)| **count)?;
    let next = counts.iter().filter(|(other, _)| **other != country).map(|(_, &count)| count).max().unwrap_or_default();
    let is_home = most >= FAR_MORE * next || most > next && sent_from == Some(country);
    (most >= OFTEN && is_home).then_some(country)
}

/// The country that all meanings of a naming agree on.
pub(in crate::entity) fn country_of(resources: &Resources, naming: &Naming, kinds: &[WordKind]) -> Option<Country> {
    let mut sole = Sole::None;
    for meaning in &naming.meanings {
        if let Meaning::Country(number) = meaning {
            let word = &resources.countries.words()[*number as usize];
            if let Some(country) = word.country.filter(|_| kinds.contains(&word.kind)) {
                sole.add(country);
            }
        }
    }
    sole.one()
}

fn is_located(resources: &Resources, document: &Document<'_>, head: TokenId) -> bool {
    document.children_by(head, Relation::Case).any(|case| resources.actors.is_cue(Cue::Locative, &document.lemma(case).to_lowercase()))
}
