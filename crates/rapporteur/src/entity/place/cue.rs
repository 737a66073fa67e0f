//! Is a name of the gazetteer meant as a place here?
//!
//! Each cue is something that can be seen at the words and their neighbours;
//! it adds to or takes from the odds that the words are a toponym.

use super::rank::may_lie_in;
use super::spell::{Spelled, is_capitalised};
use crate::document::{Document, EntityLabel, EntityTag, Relation, TokenId, Upos};
use crate::resource::Gazetteer;
use crate::resource::gazetteer::index::NameKind;
use crate::resource::gazetteer::{Entry, PlaceWord};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Something that speaks for or against a toponym.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the table of weights says what each means")]
pub enum Cue {
    Always,
    GeoPolitical,
    Location,
    Facility,
    Person,
    Organisation,
    Group,
    Event,
    EntityGoesOn,
    EntityBegan,
    Adjective,
    NoNoun,
    NameBefore,
    NameAfter,
    PartOfName,
    ModifiesNoun,
    Locative,
    Of,
    OtherPreposition,
    Article,
    Title,
    GivenNameBefore,
    GivenName,
    FamilyName,
    PersonElsewhere,
    CommonWord,
    ManyWords,
    GenericWord,
    LiesInNext,
    HoldsLast,
    Possessive,
    Subject,
    AllCapitals,
    SentenceStart,
    Country,
    FirstDivision,
    SecondDivision,
    Metropolis,
    LargeTown,
    SmallTown,
    OwnTable,
    OnlyAlternate,
    Repeated,
    PlaceElsewhere,
    InNamedDivision,
    InNamedCountry,
    Acronym,
    Age,
    StreetWord,
    OfficeWord,
    BrandWord,
}

/// The cues of each name, in the order of the names.
pub fn cues(gazetteer: &Gazetteer, document: &Document<'_>, spelled: &[Spelled]) -> Vec<Vec<Cue>> {
    let persons = persons(document);
    let observer = Observer { gazetteer, document, spelled, persons };
    let mut found: Vec<Vec<Cue>> = (0..spelled.len()).map(|number| observer.cues(number)).collect();
    add_other_mentions(spelled, &mut found);
    add_named_divisions(gazetteer, spelled, &mut found);
    found
}

/// What the other mentions of a name say.
fn add_other_mentions(spelled: &[Spelled], cues: &mut [Vec<Cue>]) {
    let mut count: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    let is_strong = |cues: &[Cue]| {
        let speaks = |cue: &Cue| matches!(cue, Cue::Locative | Cue::LiesInNext | Cue::HoldsLast | Cue::GenericWord);
        cues.iter().any(speaks) && !cues.iter().any(|cue| matches!(cue, Cue::NameBefore | Cue::NameAfter | Cue::CommonWord))
    };
    for (spelled, cues) in spelled.iter().zip(cues.iter()) {
        let (all, strong) = count.entry(&spelled.key).or_default();
        *all += 1;
        *strong += u32::from(is_strong(cues));
    }
    for (spelled, cues) in spelled.iter().zip(cues.iter_mut()) {
        let (all, strong) = count.get(spelled.key.as_str()).copied().unwrap_or_default();
        if all > 1 {
            cues.push(Cue::Repeated);
        }
        if strong > u32::from(is_strong(cues)) {
            cues.push(Cue::PlaceElsewhere);
        }
    }
}

/// Whether towns lie in divisions and countries that the text names.
fn add_named_divisions(gazetteer: &Gazetteer, spelled: &[Spelled], cues: &mut [Vec<Cue>]) {
    let mut divisions = BTreeSet::new();
    let mut countries = BTreeSet::new();
    let mut towns: Vec<(usize, Vec<Entry<'_>>)> = Vec::new();
    for (number, spelled) in spelled.iter().enumerate() {
        let main = spelled.readings.iter().filter(|reading| reading.kind == NameKind::Main);
        let entries: Vec<Entry<'_>> = main.filter_map(|reading| gazetteer.entry(reading.id)).collect();
        let is_doubtful = cues[number].iter().any(|cue| matches!(cue, Cue::CommonWord | Cue::Person | Cue::GivenNameBefore | Cue::Title));
        for entry in entries.iter().filter(|_| !is_doubtful) {
            match entry.feature {
                "ADM1" => divisions.extend(entry.first),
                "PCLI" => countries.extend(entry.country),
                _ => {}
            }
        }
        towns.push((number, entries));
    }
    for (number, entries) in towns {
        let is_town = |entry: &&Entry<'_>| !matches!(entry.feature, "ADM1" | "PCLI");
        let mut add = |condition, cue| {
            if condition {
                cues[number].push(cue)
            }
        };
        add(entries.iter().filter(is_town).any(|entry| entry.first.is_some_and(|first| divisions.contains(&first))), Cue::InNamedDivision);
        add(
            entries.iter().filter(is_town).any(|entry| entry.country.is_some_and(|country| countries.contains(&country))),
            Cue::InNamedCountry,
        );
    }
}

/// The last words of the persons that the parser found.
fn persons<'d>(document: &Document<'d>) -> BTreeSet<&'d str> {
    let ends = document.tokens.iter().enumerate().filter(|(at, token)| {
        let goes_on = document.tokens.get(at + 1).is_some_and(|next| matches!(next.entity, EntityTag::Inside(EntityLabel::Person)));
        // A name of one word proves little: it may be the very mistake.
        matches!(token.entity, EntityTag::Inside(EntityLabel::Person)) && !goes_on
    });
    ends.map(|(at, _)| document.form(TokenId::new(at))).collect()
}

struct Observer<'d> {
    gazetteer: &'d Gazetteer,
    document: &'d Document<'d>,
    spelled: &'d [Spelled],
    persons: BTreeSet<&'d str>,
}

impl Observer<'_> {
    fn cues(&self, number: usize) -> Vec<Cue> {
        let spelled = &self.spelled[number];
        let sentence = self.document.sentence_of(TokenId::new(spelled.tokens.start));
        let bounds = &self.document.sentences[sentence].tokens;
        let bounds = bounds.start as usize..bounds.end as usize;
        let mut cues = vec![Cue::Always];
        self.add_entity(&spelled.tokens, &bounds, &mut cues);
        self.add_neighbours(&spelled.tokens, &bounds, &mut cues);
        self.add_grammar(&spelled.tokens, &mut cues);
        self.add_words(spelled, &mut cues);
        self.add_containment(number, &mut cues);
        self.add_fame(spelled, &mut cues);
        let mut add = |condition, cue| {
            if condition {
                cues.push(cue)
            }
        };
        add(spelled.tokens.start == bounds.start, Cue::SentenceStart);
        cues
    }

    fn form(&self, at: usize) -> &str {
        self.document.form(TokenId::new(at))
    }

    fn add_entity(&self, tokens: &Range<usize>, bounds: &Range<usize>, cues: &mut Vec<Cue>) {
        let all = &self.document.tokens;
        let label = all[tokens.end - 1].entity.label().or(all[tokens.start].entity.label());
        cues.extend(label.map(|label| match label {
            EntityLabel::GeoPolitical => Cue::GeoPolitical,
            EntityLabel::Location => Cue::Location,
            EntityLabel::Facility => Cue::Facility,
            EntityLabel::Person => Cue::Person,
            EntityLabel::Organisation => Cue::Organisation,
            EntityLabel::Group => Cue::Group,
            EntityLabel::Event => Cue::Event,
        }));
        if tokens.end < bounds.end
            && matches!(all[tokens.end].entity, EntityTag::Inside(_))
            && self.form(tokens.end) != "'s"
            && self.form(tokens.end) != "’s"
        {
            cues.push(Cue::EntityGoesOn);
        }
        if matches!(all[tokens.start].entity, EntityTag::Inside(_)) && !self.form(tokens.start - 1).eq_ignore_ascii_case("the") {
            cues.push(Cue::EntityBegan);
        }
    }

    fn add_neighbours(&self, tokens: &Range<usize>, bounds: &Range<usize>, cues: &mut Vec<Cue>) {
        let all = &self.document.tokens;
        let words = self.gazetteer.words();
        if tokens.end < bounds.end {
            let next = self.form(tokens.end);
            if is_capitalised(next) && all[tokens.end].upos == Upos::Propn {
                cues.push(Cue::NameAfter);
            }
            if matches!(next, "'s" | "’s") {
                cues.push(Cue::Possessive);
            }
            let mut add = |kind, cue| {
                if words.is(kind, next.trim_end_matches('.')) {
                    cues.push(cue)
                }
            };
            add(PlaceWord::Generic, Cue::GenericWord);
            add(PlaceWord::Street, Cue::StreetWord);
            add(PlaceWord::Office, Cue::OfficeWord);
            add(PlaceWord::Brand, Cue::BrandWord);
            let is_age = |at: usize| at < bounds.end && all[at].upos == Upos::Num && self.form(at).len() == 2;
            if next == "," && is_age(tokens.end + 1) {
                cues.push(Cue::Age);
            }
        }
        if tokens.start == bounds.start {
            return;
        }
        let before = tokens.start - 1;
        let word = self.form(before);
        if is_capitalised(word) && all[before].upos == Upos::Propn {
            cues.push(if words.is(PlaceWord::Title, word.trim_end_matches('.')) { Cue::Title } else { Cue::NameBefore });
        }
        if words.is(PlaceWord::GivenName, word) {
            cues.push(Cue::GivenNameBefore);
        }
        let (preposition, has_article) =
            if word.eq_ignore_ascii_case("the") && before > bounds.start { (self.form(before - 1), true) } else { (word, false) };
        if has_article {
            cues.push(Cue::Article);
        }
        let preposition = preposition.to_lowercase();
        if words.is(PlaceWord::Locative, &preposition) {
            cues.push(Cue::Locative);
        } else if preposition == "of" {
            cues.push(Cue::Of);
        } else if matches!(preposition.as_str(), "with" | "by" | "for" | "against" | "on" | "between" | "about") {
            cues.push(Cue::OtherPreposition);
        }
    }

    fn add_grammar(&self, tokens: &Range<usize>, cues: &mut Vec<Cue>) {
        let last = &self.document.tokens[tokens.end - 1];
        match last.upos {
            Upos::Propn => {}
            Upos::Adj => cues.push(Cue::Adjective),
            Upos::Noun => {}
            _ => cues.push(Cue::NoNoun),
        }
        // The word of the name that depends on a word outside.
        let outside = tokens.clone().find_map(|at| {
            let token = &self.document.tokens[at];
            token.head.filter(|head| !tokens.contains(&head.index())).map(|head| (token.relation, head))
        });
        let Some((relation, head)) = outside else { return };
        let is_name = is_capitalised(self.document.form(head)) && self.document.token(head).upos == Upos::Propn;
        match relation {
            Relation::Compound | Relation::Flat if is_name => cues.push(Cue::PartOfName),
            Relation::Compound | Relation::Amod | Relation::Nmod => cues.push(Cue::ModifiesNoun),
            Relation::Nsubj => cues.push(Cue::Subject),
            _ => {}
        }
    }

    fn add_words(&self, spelled: &Spelled, cues: &mut Vec<Cue>) {
        let words = self.gazetteer.words();
        let first = self.form(spelled.tokens.start);
        let last = self.form(spelled.tokens.end - 1);
        let is_single = spelled.tokens.len() == 1;
        let mut add = |condition, cue| {
            if condition {
                cues.push(cue)
            }
        };
        add(is_single && words.is(PlaceWord::GivenName, first), Cue::GivenName);
        add(is_single && words.is(PlaceWord::FamilyName, first), Cue::FamilyName);
        add(words.is(PlaceWord::Common, &spelled.key), Cue::CommonWord);
        add(!is_single, Cue::ManyWords);
        add(self.persons.contains(last), Cue::PersonElsewhere);
        add(is_single && (2..6).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_uppercase()), Cue::Acronym);
        add(first.len() > 3 && first.chars().all(|letter| !letter.is_lowercase()), Cue::AllCapitals);
    }

    fn add_containment(&self, number: usize, cues: &mut Vec<Cue>) {
        let text = self.document.text;
        let span = |number: usize| {
            self.document
                .token(TokenId::new(self.spelled[number].tokens.start))
                .span
                .cover(self.document.token(TokenId::new(self.spelled[number].tokens.end - 1)).span)
        };
        let lies_in = |inner: usize, outer: usize| {
            let gap = text.get(span(inner).end as usize..span(outer).start as usize).unwrap_or("");
            gap.trim().starts_with(',') && may_lie_in(self.gazetteer, gap, &self.spelled[inner].readings, &self.spelled[outer].readings)
        };
        if number + 1 < self.spelled.len() && lies_in(number, number + 1) {
            cues.push(Cue::LiesInNext);
        }
        if number > 0 && lies_in(number - 1, number) {
            cues.push(Cue::HoldsLast);
        }
    }

    fn add_fame(&self, spelled: &Spelled, cues: &mut Vec<Cue>) {
        let entries = spelled.readings.iter().filter_map(|reading| self.gazetteer.entry(reading.id).map(|entry| (entry, reading.kind)));
        let Some((entry, kind)) = entries.max_by_key(|(entry, kind)| (*kind == NameKind::Main, entry.feature == "PCLI", entry.population))
        else {
            return;
        };
        cues.push(match entry.feature {
            "PCLI" => Cue::Country,
            "ADM1" => Cue::FirstDivision,
            "ADM2" => Cue::SecondDivision,
            feature if entry.is_own && !feature.starts_with("PPL") => Cue::OwnTable,
            _ if entry.population > 500_000 => Cue::Metropolis,
            _ if entry.population > 30_000 => Cue::LargeTown,
            _ => Cue::SmallTown,
        });
        if kind != NameKind::Main {
            cues.push(Cue::OnlyAlternate);
        }
    }
}
