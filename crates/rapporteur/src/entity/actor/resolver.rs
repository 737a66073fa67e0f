//! Decides, head by head, which actors a phrase denotes.
//!
//! Each head is read once; what it needs of other phrases (a possessor, a
//! title, an antecedent) is read before it, so the order of reading follows
//! need and the result does not depend on it.

use super::Actor;
use super::known;
use super::naming::{Naming, Namings, scan};
use super::person::Title;
use super::setting::Setting;
use crate::article::Article;
use crate::document::{Document, EntityLabel, Relation, TokenId, Upos};
use crate::entity::{EntityMention, Resolution};
use crate::evidence::Finder;
use crate::ontology::Country;
use crate::resource::Resources;
use crate::resource::actor::{AgentKind, Cue, Meaning};
use crate::resource::country::WordKind;
use crate::resource::name::{FnvMap, fold};
use jiff::civil::Date;
use std::ops::Range;

/// For so many days after the last office a surname alone is still theirs if
/// nobody else has it: about five years.
/// Heuristic: `tests/actors/people.tsv`.
const REMEMBERED_DAYS: i32 = 1_830;

/// Who finds people by names that no table has.
pub(in crate::entity) const UNKNOWN_PERSON: Finder = Finder::Rule("name-with-title");

/// Who finds organisations and groups by names that no table has.
pub(in crate::entity) const UNKNOWN_BODY: Finder = Finder::Rule("name-of-organisation");

/// What sort of phrase a mention is; anaphors choose by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::entity) enum FoundKind {
    /// A country by name.
    Country,
    /// A country by adjective.
    Adjective,
    /// The seat or capital of a government.
    Seat,
    /// A person by name.
    Person,
    /// An organisation or group by name.
    Body,
    /// A role noun, by number.
    Agent(u32),
    /// A pronoun or other anaphor.
    Anaphor,
}

/// A mention before it has its entity.
#[derive(Clone, Debug)]
pub(in crate::entity) struct Found {
    /// The words.
    pub tokens: Range<u32>,
    /// Their head.
    pub head: TokenId,
    /// Who it is.
    pub actors: Vec<Actor>,
    /// What sort of phrase it is.
    pub kind: FoundKind,
    /// Whether it is about several.
    pub is_plural: bool,
    /// The kind of office that the phrase or its holder names.
    pub office: Option<String>,
    /// The mention that it takes up again.
    pub antecedent: Option<u32>,
    /// Who found it.
    pub finder: Finder,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Progress {
    Unread,
    Reading,
    Read(Option<u32>),
}

/// The state of reading one document.
pub(in crate::entity) struct Resolver<'r> {
    pub resources: &'r Resources,
    pub document: &'r Document<'r>,
    pub published: Option<Date>,
    pub namings: Namings,
    pub setting: Setting,
    /// In the order of reading.
    pub found: Vec<Found>,
    progress: Vec<Progress>,
    places: FnvMap<u32, Country>,
    countries_named: Vec<Country>,
    /// For each last name of a person named in full, its mention; none if two
    /// people share it.
    full_names: FnvMap<String, Option<u32>>,
    /// Of people whom a pronoun has taken up, by name: whether it was `she`.
    pub(in crate::entity) is_she: FnvMap<String, bool>,
    /// The country of each role phrase with a modifier, such as `Kurdish forces`.
    phrases: FnvMap<String, Country>,
}

impl<'r> Resolver<'r> {
    /// Prepares to read a document.
    pub fn new(resources: &'r Resources, article: &Article, document: &'r Document<'r>, places: &[EntityMention]) -> Resolver<'r> {
        let namings = scan(&resources.actors, document);
        let setting = Setting::of(resources, document, &namings, places);
        let mut of_token = FnvMap::default();
        for mention in places {
            if let Resolution::Place(place) = &mention.resolution
                && let Some(country) = place.country
            {
                of_token.insert(mention.head.index() as u32, country);
            }
        }
        let kinds = [WordKind::Name, WordKind::Adjective, WordKind::Capital];
        let mut countries_named: Vec<Country> =
            namings.iter().filter_map(|naming| super::setting::country_of(resources, naming, &kinds)).collect();
        countries_named.sort_unstable();
        countries_named.dedup();
        Resolver {
            resources,
            document,
            published: article.published,
            namings,
            setting,
            found: Vec::new(),
            progress: vec![Progress::Unread; document.tokens.len()],
            places: of_token,
            countries_named,
            full_names: FnvMap::default(),
            is_she: FnvMap::default(),
            phrases: FnvMap::default(),
        }
    }

    /// Reads every phrase, in text order.
    pub fn read_all(&mut self) {
        for index in 0..self.document.tokens.len() {
            let token = TokenId::new(index);
            if self.namings.at(token).is_some() || self.is_nominal(token) {
                self.resolve(token);
            }
        }
    }

    /// The mention that a token heads, read now if it was not yet. A phrase
    /// that needs itself denotes nobody.
    pub fn resolve(&mut self, head: TokenId) -> Option<u32> {
        match self.progress[head.index()] {
            Progress::Read(at) => return at,
            Progress::Reading => return None,
            Progress::Unread => {}
        }
        self.progress[head.index()] = Progress::Reading;
        let found = self.read(head);
        let at = found.map(|found| {
            self.found.push(found);
            self.found.len() as u32 - 1
        });
        self.progress[head.index()] = Progress::Read(at);
        if let Some(at) = at {
            self.remember_name(at);
        }
        at
    }

    /// What a token was read as, if it was.
    pub(in crate::entity) fn read_at(&self, head: TokenId) -> Option<u32> {
        match self.progress[head.index()] {
            Progress::Read(at) => at,
            _ => None,
        }
    }

    fn read(&mut self, head: TokenId) -> Option<Found> {
        match self.namings.at(head).cloned() {
            Some(naming) if naming.head == head => self.read_naming(&naming),
            Some(_) => None,
            None if self.document.token(head).upos == Upos::Pron => self.read_pronoun(head),
            None if matches!(self.document.token(head).upos, Upos::Propn | Upos::X) => self.read_unknown_name(head),
            None if self.document.token(head).upos == Upos::Noun => self.read_participant(head),
            None => None,
        }
    }

    fn read_naming(&mut self, naming: &Naming) -> Option<Found> {
        let people: Vec<u32> =
            naming.meanings.iter().filter_map(|meaning| if let Meaning::Person(number) = meaning { Some(*number) } else { None }).collect();
        if !people.is_empty() {
            return self.read_person(naming, &people);
        }
        if let Some(number) =
            naming.meanings.iter().find_map(|meaning| if let Meaning::Body(number) = meaning { Some(*number) } else { None })
        {
            return self.read_body(naming, number);
        }
        if naming.meanings.iter().any(|meaning| matches!(meaning, Meaning::Country(_))) {
            return self.read_country(naming);
        }
        let surnames: Vec<u32> = naming
            .meanings
            .iter()
            .filter_map(|meaning| if let Meaning::Surname(number) = meaning { Some(*number) } else { None })
            .collect();
        if !surnames.is_empty() {
            return self.read_surname(naming, &surnames);
        }
        self.read_agents(naming)
    }

    /// A person by full name or alias.
    fn read_person(&mut self, naming: &Naming, people: &[u32]) -> Option<Found> {
        let tables = &self.resources.actors;
        let titled = self.title_of(naming.head, naming.tokens.clone());
        let fitting: Vec<u32> = people
            .iter()
            .copied()
            .filter(|&number| titled.as_ref().is_none_or(|title| title.fits(tables.person(number).country)))
            .collect();
        let number = match fitting.as_slice() {
            [only] => *only,
            _ => self.only_in_office(&fitting)?,
        };
        let actor = known::person(tables, number, self.published);
        Some(self.with_title(naming.tokens.clone(), naming.head, actor, format!("person:{}", tables.person(number).id)))
    }

    /// Of several people the only one in office on the day.
    fn only_in_office(&self, people: &[u32]) -> Option<u32> {
        let day = self.published?;
        let mut current =
            people.iter().copied().filter(|&number| self.resources.actors.tenures_of(number).any(|tenure| tenure.period.holds(day)));
        let first = current.next()?;
        current.next().is_none().then_some(first)
    }

    /// Of all people of a surname the only one, if the last office was left
    /// not long before the day: news goes on naming the mighty of yesterday.
    fn only_remembered(&self, people: &[u32], known: &[u32], day: Date) -> Option<u32> {
        let ([only], true) = (known, people.len() == 1) else { return None };
        let left = self.resources.actors.tenures_of(*only).map(|tenure| tenure.period.to).max()??;
        (left < day && left.until(day).is_ok_and(|span| span.get_days() <= REMEMBERED_DAYS)).then_some(*only)
    }

    /// A surname alone: of somebody named in full before, of the only one
    /// of that name in office on the day, or of the only one of that name.
    fn read_surname(&mut self, naming: &Naming, people: &[u32]) -> Option<Found> {
        let words = self.words(naming.tokens.clone());
        if let Some(found) = self.named_before(naming.tokens.clone(), naming.head, words) {
            return Some(found);
        }
        let tables = &self.resources.actors;
        let titled = self.title_of(naming.head, naming.tokens.clone());
        let candidates: Vec<u32> = people
            .iter()
            .copied()
            .filter(|&number| {
                tables.person(number).is_known_by_surname || titled.as_ref().is_some_and(|title| title.fits(tables.person(number).country))
            })
            .collect();
        // `President Obama` is clear without a day if one president had the name.
        let named = match self.published {
            Some(day) => self.only_in_office(&candidates).or_else(|| self.only_remembered(people, &candidates, day)),
            None => titled.as_ref().and_then(|title| self.only_holder(&candidates, title)),
        };
        match named {
            Some(number) => {
                let actor = known::person(tables, number, self.published);
                Some(self.with_title(naming.tokens.clone(), naming.head, actor, format!("person:{}", tables.person(number).id)))
            }
            None => self.read_unknown_name(naming.head),
        }
    }

    /// Of several people the only one who ever held the office of a title.
    fn only_holder(&self, people: &[u32], title: &Title) -> Option<u32> {
        let kind = title.office()?;
        let tables = &self.resources.actors;
        let mut holders =
            people.iter().copied().filter(|&number| tables.tenures_of(number).any(|tenure| tables.office(tenure.office).kind == kind));
        let first = holders.next()?;
        holders.next().is_none().then_some(first)
    }

    /// A person named in full earlier in the report.
    pub(in crate::entity) fn named_before(&mut self, tokens: Range<u32>, head: TokenId, words: &str) -> Option<Found> {
        let folded = fold(words);
        let key = folded.rsplit(' ').next()?;
        let at = (*self.full_names.get(key)?)?;
        let earlier = self.found[at as usize].clone();
        if earlier.head >= head {
            return None;
        }
        let mut found = Found { tokens, head, antecedent: Some(at), finder: Finder::Rule("surname-of-full-name"), ..earlier };
        if let Some(title) = self.title_start(head, found.tokens.clone()) {
            found.tokens.start = title;
        }
        Some(found)
    }

    fn remember_name(&mut self, at: u32) {
        let found = &self.found[at as usize];
        if found.kind != FoundKind::Person || found.antecedent.is_some() {
            return;
        }
        let Some(actor) = found.actors.first() else { return };
        let name = fold(&actor.name);
        let written = fold(self.words(self.name_tokens(found.head)));
        for folded in [&name, &written] {
            let Some((_, last)) = folded.rsplit_once(' ') else { continue };
            let same = |other: u32| self.found[other as usize].actors.first().map(|known| &known.name) == Some(&actor.name);
            match self.full_names.get(last).copied() {
                Some(Some(other)) if !same(other) => {
                    self.full_names.insert(last.to_owned(), None);
                }
                Some(_) => {}
                None => {
                    self.full_names.insert(last.to_owned(), Some(at));
                }
            }
        }
    }

    fn read_body(&mut self, naming: &Naming, number: u32) -> Option<Found> {
        let actor = known::body(&self.resources.actors, number, self.published);
        Some(self.plain(naming, vec![actor], FoundKind::Body, Finder::Resource(format!("actor:{}", self.resources.actors.body(number).id))))
    }

    fn plain(&self, naming: &Naming, actors: Vec<Actor>, kind: FoundKind, finder: Finder) -> Found {
        Found { tokens: naming.tokens.clone(), head: naming.head, actors, kind, is_plural: false, office: None, antecedent: None, finder }
    }

    fn read_country(&mut self, naming: &Naming) -> Option<Found> {
        let kind = self.word_kind(naming)?;
        let country = self.sole_country(naming, &[kind]);
        let words = &self.resources.countries;
        let numbers =
            naming.meanings.iter().filter_map(|meaning| if let Meaning::Country(number) = meaning { Some(*number) } else { None });
        let first = numbers.into_iter().find(|&number| {
            let word = &words.words()[number as usize];
            word.kind == kind && country.is_none_or(|country| word.country == Some(country))
        })?;
        let finder = Finder::Resource(format!("word:{}", words.words()[first as usize].phrase));
        let actor = known::of_word(self.resources, first);
        match kind {
            WordKind::Seat => self.read_seat(naming, actor?, finder),
            // Two states share the name, and the report names neither.
            WordKind::Name if country.is_none() => {
                let actor = Actor { name: self.words(naming.tokens.clone()).to_owned(), ..Actor::default() };
                Some(self.plain(naming, vec![actor], FoundKind::Country, finder))
            }
            WordKind::Name => Some(self.plain(naming, vec![actor?], FoundKind::Country, finder)),
            WordKind::Capital => {
                country.filter(|_| self.acts(naming.head))?;
                Some(self.plain(naming, vec![actor?], FoundKind::Seat, Finder::Rule("capital-acts")))
            }
            WordKind::Adjective if self.modifies_actor(naming.head) => None,
            WordKind::Adjective => {
                country?;
                Some(self.plain(naming, vec![actor?], FoundKind::Adjective, finder))
            }
            WordKind::National => self.read_nationals(naming, country?, finder),
            WordKind::Other => None,
        }
    }

    /// Which kind of word a naming is where it stands: `Turkish` before a noun
    /// is an adjective, `Myanmar` a name though it may be both.
    fn word_kind(&self, naming: &Naming) -> Option<WordKind> {
        let token = self.document.token(naming.head);
        let is_modifier = matches!(token.relation, Relation::Amod | Relation::Compound | Relation::NmodDesc) || token.upos == Upos::Adj;
        let has = |kind: WordKind| {
            let is = |meaning: &Meaning| matches!(meaning, Meaning::Country(number) if self.resources.countries.words()[*number as usize].kind == kind);
            naming.meanings.iter().any(is)
        };
        if is_modifier && has(WordKind::Adjective) {
            return Some(WordKind::Adjective);
        }
        [WordKind::Name, WordKind::National, WordKind::Adjective, WordKind::Seat, WordKind::Capital].into_iter().find(|&kind| has(kind))
    }

    /// `the Honduran Supreme Court` is not the one of the tables.
    fn read_seat(&mut self, naming: &Naming, mut actor: Actor, finder: Finder) -> Option<Found> {
        let modifiers = self.modifiers(naming.head, naming.tokens.clone());
        if let [other] = modifiers.countries.as_slice() {
            actor.country = Some(*other);
        }
        let mut found = self.plain(naming, vec![actor], FoundKind::Seat, finder);
        found.tokens.start = modifiers.start;
        Some(found)
    }

    /// `three Americans` are civilians; `the Americans` may be the state, so
    /// they get a country and no sector.
    fn read_nationals(&mut self, naming: &Naming, country: Country, finder: Finder) -> Option<Found> {
        if self.modifies_actor(naming.head) {
            return None;
        }
        let modifiers = self.modifiers(naming.head, naming.tokens.clone());
        let sectors = if modifiers.is_definite { Vec::new() } else { known::sector("CVL").into_iter().collect() };
        let actor = Actor {
            name: self.words(naming.tokens.clone()).to_owned(),
            country: Some(country),
            sectors,
            id: None,
            role: None,
            ..Actor::default()
        };
        let mut found = self.plain(naming, vec![actor], FoundKind::Anaphor, finder);
        (found.tokens.start, found.is_plural) = (modifiers.start, true);
        Some(found)
    }

    fn read_agents(&mut self, naming: &Naming) -> Option<Found> {
        let mut choices = naming.meanings.iter().filter_map(|meaning| match *meaning {
            Meaning::Agent(number) => Some((number, false)),
            Meaning::Agents(number) => Some((number, true)),
            _ => None,
        });
        let tables = &self.resources.actors;
        let is_role = |number: u32| !matches!(tables.agent(number).kind, AgentKind::Modifier | AgentKind::Former | AgentKind::Deputy);
        let all: Vec<(u32, bool)> = choices.by_ref().filter(|&(number, _)| is_role(number)).collect();
        let token = self.document.token(naming.head);
        // `the terrorist threat` is no terrorist.
        let is_adjective = token.upos == Upos::Adj && token.relation == Relation::Amod;
        if all.is_empty() || is_adjective || self.modifies_actor(naming.head) {
            return None;
        }
        self.read_agent(naming, &all)
    }

    /// Whether a word only narrows a noun that is itself read as an actor.
    pub(in crate::entity) fn modifies_actor(&self, head: TokenId) -> bool {
        let mut word = head;
        for _ in 0..8 {
            let token = self.document.token(word);
            let Some(above) = token.head else { return false };
            match token.relation {
                Relation::Amod | Relation::Compound | Relation::NmodDesc | Relation::Flat | Relation::NmodUnmarked => {
                    let Some(naming) = self.namings.at(above) else {
                        return self.document.token(above).upos == Upos::Propn
                            && self.document.token(above).entity.label() == Some(EntityLabel::Person);
                    };
                    return naming.meanings.iter().any(|meaning| match *meaning {
                        Meaning::Agent(number) | Meaning::Agents(number) => {
                            !matches!(self.resources.actors.agent(number).kind, AgentKind::Modifier | AgentKind::Former | AgentKind::Deputy)
                                || self.modifies_actor(naming.head)
                        }
                        Meaning::Person(_) | Meaning::Surname(_) => true,
                        _ => false,
                    });
                }
                Relation::Conj => word = above,
                _ => return false,
            }
        }
        false
    }

    /// Whether a capital stands where only somebody who acts can stand.
    fn acts(&self, head: TokenId) -> bool {
        let document = self.document;
        let mut word = head;
        while document.token(word).relation == Relation::Conj {
            match document.token(word).head {
                Some(above) => word = above,
                None => return false,
            }
        }
        let token = document.token(word);
        let Some(above) = token.head else { return false };
        let tables = &self.resources.actors;
        let is = |cue: Cue| tables.is_cue(cue, &document.lemma(above).to_lowercase());
        match token.relation {
            Relation::Nsubj | Relation::NsubjOuter => {
                document.token(above).upos == Upos::Verb
                    || document.child_by(above, Relation::Cop).is_some() && document.token(above).upos == Upos::Adj
            }
            Relation::NsubjPass | Relation::Obj | Relation::Iobj => is(Cue::AddressVerb),
            Relation::OblAgent => true,
            Relation::NmodPoss => !is(Cue::CityNoun),
            Relation::Nmod | Relation::Obl => {
                let mut cases = document.children_by(word, Relation::Case).map(|case| document.form(case).to_ascii_lowercase()).peekable();
                let is_according = document.children(word).iter().any(|&child| document.form(child).eq_ignore_ascii_case("according"))
                    || document.lemma(above) == "accord";
                is_according
                    || match cases.next().as_deref() {
                        Some("with" | "between" | "by" | "against" | "versus" | "toward" | "towards") => true,
                        Some("to" | "from" | "of" | "on" | "for") => {
                            is(Cue::AddressNoun) || (is(Cue::SayVerb) && token.relation == Relation::Obl)
                        }
                        _ => false,
                    }
            }
            Relation::Appos | Relation::Compound | Relation::Amod => false,
            _ => false,
        }
    }

    /// The country that the same words had earlier in the report.
    pub(in crate::entity) fn country_of_phrase(&self, words: &str) -> Option<Country> {
        self.phrases.get(&fold(words)).copied()
    }

    /// Keeps the country of a role phrase for its repetition.
    pub(in crate::entity) fn remember_phrase(&mut self, words: &str, country: Country) {
        self.phrases.entry(fold(words)).or_insert(country);
    }

    /// Whether a country is named unmistakably somewhere in the report.
    pub(in crate::entity) fn is_named_elsewhere(&self, country: Country) -> bool {
        self.countries_named.binary_search(&country).is_ok()
    }

    /// The country of the place that a token heads.
    pub(in crate::entity) fn place_at(&self, head: TokenId) -> Option<Country> {
        self.places.get(&(head.index() as u32)).copied()
    }

    /// The verbatim words of a range.
    pub(in crate::entity) fn words(&self, tokens: Range<u32>) -> &'r str {
        let document = self.document;
        let (Some(first), Some(last)) =
            (document.tokens.get(tokens.start as usize), tokens.end.checked_sub(1).and_then(|end| document.tokens.get(end as usize)))
        else {
            return "";
        };
        first.span.cover(last.span).of(document.text)
    }
}
