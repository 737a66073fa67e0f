//! What the words around a noun say of its country and sector.

use super::Actor;
use super::naming::Naming;
use super::resolver::Resolver;
use super::setting::country_of;
use crate::article::calendar::is_span;
use crate::document::{Relation, TokenId, Upos};
use crate::ontology::{Country, Sector};
use crate::resource::actor::{AgentKind, Meaning};
use crate::resource::country::WordKind;

/// What was found around a noun.
#[derive(Clone, Debug, Default)]
pub(in crate::entity) struct Modifiers {
    /// Countries by adjective, possessor or `of`, in text order.
    pub countries: Vec<Country>,
    /// Countries that a possessor lends: they count only where no adjective
    /// gives one (`our Russian colleagues`).
    pub lent: Vec<Country>,
    /// Countries after `of` or `from`: they count only where nothing else
    /// gives one (`Iran's ambassador from Beirut`).
    pub origins: Vec<Country>,
    /// Organisations and groups by name.
    pub bodies: Vec<Actor>,
    /// Peoples without a state of their own: `Kurdish forces`.
    pub peoples: Vec<Actor>,
    /// Sectors that adjectives and nouns add.
    pub sectors: Vec<Sector>,
    /// `former`, `ex-`.
    pub is_former: bool,
    /// `deputy`, `acting`.
    pub is_deputy: bool,
    /// `the`, `this`, a possessor.
    pub is_definite: bool,
    /// `a`, `some`.
    pub is_indefinite: bool,
    /// `two`, `three`, `both`.
    pub number: Option<u32>,
    /// Where the country is only where they are: `a court in Lima`.
    pub located: Option<Country>,
    /// Whether the countries are only lent by a possessor or by `of`.
    pub is_lent: bool,
    /// Whether a pronoun of people says whose it is.
    pub is_pronouns: bool,
    /// Who has it, as a mention.
    pub possessor: Option<u32>,
    /// The first token of the phrase without its article.
    pub start: u32,
}

impl Modifiers {
    /// Adds a country once.
    pub fn add_country(&mut self, country: Country) {
        if !self.countries.contains(&country) {
            self.countries.push(country);
        }
    }

    fn add_sectors(&mut self, sectors: &[Sector]) {
        for sector in sectors {
            if !self.sectors.contains(sector) {
                self.sectors.push(*sector);
            }
        }
    }
}

impl Resolver<'_> {
    /// Reads the dependents of a noun and of the other words of its naming.
    pub(in crate::entity) fn modifiers(&mut self, head: TokenId, tokens: std::ops::Range<u32>) -> Modifiers {
        let mut found = Modifiers { start: tokens.start.min(head.index() as u32), ..Modifiers::default() };
        let document = self.document;
        let inside = |id: TokenId| tokens.contains(&(id.index() as u32)) || id == head;
        let mut words: Vec<TokenId> = tokens.clone().map(|i| TokenId::new(i as usize)).collect();
        if words.is_empty() {
            words.push(head);
        }
        for word in words {
            for &child in document.children(word) {
                if !inside(child) {
                    self.read_child(child, head, &mut found);
                }
            }
        }
        found.is_lent = found.countries.is_empty();
        for weaker in [found.lent.clone(), found.origins.clone()] {
            if found.countries.is_empty() {
                weaker.into_iter().for_each(|country| found.add_country(country));
            }
        }
        if found.countries.is_empty() && found.bodies.is_empty() && found.peoples.is_empty() && !found.is_definite {
            self.read_coordinated(head, &mut found);
        }
        found
    }

    /// `three Myanmar generals and two state banks`: the adjective of the first
    /// part of a coordination reaches over the others.
    fn read_coordinated(&mut self, head: TokenId, found: &mut Modifiers) {
        let document = self.document;
        let token = document.token(head);
        let Some(first) = token.head.filter(|_| token.relation == Relation::Conj) else { return };
        if document.token(first).upos != token.upos || document.child_by(first, Relation::NmodPoss).is_some() {
            return;
        }
        // `Olandian jets and Westmark-backed militias`
        let is_name = |id: TokenId| id < head && document.form(id).starts_with(char::is_uppercase);
        if document.children_by(head, Relation::Amod).any(|child| document.subtree(child).into_iter().any(is_name)) {
            return;
        }
        for &child in document.children(first) {
            if child < first && matches!(document.token(child).relation, Relation::Amod | Relation::Compound) {
                let naming = self.namings.at(child).cloned();
                if let Some(country) = naming.and_then(|naming| self.sole_country(&naming, &[WordKind::Name, WordKind::Adjective])) {
                    found.add_country(country);
                }
            }
        }
    }

    fn read_child(&mut self, child: TokenId, head: TokenId, found: &mut Modifiers) {
        let document = self.document;
        match document.token(child).relation {
            Relation::Det | Relation::DetPredet => match document.form(child).to_ascii_lowercase().as_str() {
                "the" | "this" | "these" | "those" | "that" => found.is_definite = true,
                "a" | "an" | "some" | "another" | "several" | "no" => found.is_indefinite = true,
                "both" => (found.is_definite, found.number) = (true, Some(2)),
                _ => {}
            },
            Relation::Nummod => {
                found.number = number(document.form(child));
                if child < head {
                    found.start = found.start.min(child.index() as u32);
                }
            }
            Relation::Amod | Relation::Compound | Relation::NmodDesc | Relation::NmodUnmarked | Relation::Flat | Relation::Dep => {
                self.read_chain(child, false, found);
                // `last month Olandian officials`
                let is_time = is_span(&document.lemma(child).to_lowercase());
                if document.token(child).upos != Upos::Pron && !is_time {
                    self.extend_left(child, head, found);
                }
            }
            Relation::NmodPoss => {
                found.is_definite = true;
                // `its citizens` are the state's; `their captives` need not be.
                found.is_pronouns = document.token(child).upos == Upos::Pron && !document.form(child).eq_ignore_ascii_case("its");
                self.read_chain(child, true, found);
                self.extend_left(child, head, found);
            }
            Relation::Nmod => self.read_nominal(child, found),
            _ => {}
        }
    }

    /// A modifier on the left belongs to the quoted words.
    fn extend_left(&self, child: TokenId, head: TokenId, found: &mut Modifiers) {
        if child < head {
            let document = self.document;
            let is_word = |id: &TokenId| {
                !matches!(document.token(*id).upos, Upos::Adp | Upos::Cconj | Upos::Punct | Upos::Det | Upos::Sconj | Upos::Adv)
            };
            let first = document.subtree(child).into_iter().find(is_word).unwrap_or(child).min(child);
            // A relative clause or a list in between is no part of a name.
            if head.index() - first.index() <= 12 {
                found.start = found.start.min(first.index() as u32);
            }
        }
    }

    /// Reads a modifier and what is coordinated with it: `Russian and Turkish`.
    fn read_chain(&mut self, first: TokenId, possessive: bool, found: &mut Modifiers) {
        let mut chain = vec![first];
        let mut next = 0;
        while next < chain.len() {
            chain.extend(self.document.children_by(chain[next], Relation::Conj));
            next += 1;
        }
        chain.sort_unstable();
        for word in chain {
            self.read_word(word, possessive, found);
            // `Russian army chief` may hang `Russian` on `army`.
            let below: Vec<TokenId> = self
                .document
                .children(word)
                .iter()
                .copied()
                .filter(|&child| matches!(self.document.token(child).relation, Relation::Amod | Relation::Compound))
                .filter(|_| self.lends_its_own(word))
                .collect();
            for child in below.into_iter().filter(|_| !possessive) {
                self.read_word(child, false, found);
            }
        }
    }

    /// `Oland-led troops` are Oland's, `Oland-backed rebels` are not.
    fn lends_its_own(&self, word: TokenId) -> bool {
        const OWN: [&str; 4] = ["lead", "run", "born", "bear"];
        let is_participle = self.document.token(word).upos == Upos::Verb;
        !is_participle || OWN.contains(&self.document.lemma(word).to_lowercase().as_str())
    }

    fn read_word(&mut self, word: TokenId, possessive: bool, found: &mut Modifiers) {
        let Some(naming) = self.namings.at(word).cloned() else {
            // `Punjab police` are of the country that the place lies in.
            match self.place_at(word) {
                Some(country) => found.lent.push(country),
                None if possessive => self.read_possessor(word, found),
                None => {}
            }
            return;
        };
        let kinds = [WordKind::Name, WordKind::Adjective, WordKind::National, WordKind::Capital, WordKind::Seat];
        if let Some(country) = self.sole_country(&naming, &kinds) {
            match self.body_behind(country) {
                Some(body) => found.bodies.push(body),
                None => found.add_country(country),
            }
            for meaning in &naming.meanings {
                if let Meaning::Country(number) = meaning {
                    let sectors = self.resources.countries.words()[*number as usize].sectors.clone();
                    found.add_sectors(&sectors);
                }
            }
            return;
        }
        if naming.meanings.iter().any(|meaning| matches!(meaning, Meaning::Body(_))) {
            self.read_body_before(naming.head, found);
        } else if let Some(number) = self.agent_before(&naming) {
            let agent = self.resources.actors.agent(number);
            match agent.kind {
                AgentKind::Former => found.is_former = true,
                AgentKind::Deputy => found.is_deputy = true,
                _ if possessive => self.read_possessor(word, found),
                _ => found.add_sectors(&agent.sectors),
            }
        } else {
            self.read_possessor(naming.head, found);
        }
    }

    /// `Hezbollah fighters`, `Kurdish forces`.
    fn read_body_before(&mut self, head: TokenId, found: &mut Modifiers) {
        let Some(at) = self.resolve(head) else { return };
        for actor in self.found[at as usize].actors.clone() {
            let list = if is_people(&actor) { &mut found.peoples } else { &mut found.bodies };
            // Each word of a name may hang on the noun.
            if !list.contains(&actor) {
                list.push(actor);
            }
        }
    }

    /// The role noun that a modifier is; words that only modify go first.
    fn agent_before(&self, naming: &Naming) -> Option<u32> {
        let numbers = naming.meanings.iter().filter_map(|meaning| match *meaning {
            Meaning::Agent(number) | Meaning::Agents(number) => Some(number),
            _ => None,
        });
        numbers.min_by_key(|&number| match self.resources.actors.agent(number).kind {
            AgentKind::Former | AgentKind::Deputy => 0,
            AgentKind::Modifier => 1,
            _ => 2,
        })
    }

    /// A possessor lends its country: `Bashar al-Assad's army`.
    fn read_possessor(&mut self, word: TokenId, found: &mut Modifiers) {
        let Some(at) = self.resolve(word) else { return };
        found.possessor = Some(at);
        for actor in self.found[at as usize].actors.clone() {
            match (&actor.id, actor.country) {
                (Some(id), _) if self.resources.actors.body_of_id(id).is_some() && !found.bodies.contains(&actor) => {
                    found.bodies.push(actor)
                }
                (_, Some(country)) if !found.lent.contains(&country) => found.lent.push(country),
                _ => {}
            }
        }
    }

    /// `soldiers of Chad`, `ministers from both countries`, `a court in Lima`.
    fn read_nominal(&mut self, child: TokenId, found: &mut Modifiers) {
        let document = self.document;
        let Some(case) = document.child_by(child, Relation::Case) else { return };
        match document.form(case).to_ascii_lowercase().as_str() {
            "of" | "from" => {
                let mut chain = vec![child];
                chain.extend(document.children_by(child, Relation::Conj));
                for word in chain {
                    match self.namings.at(word).cloned().and_then(|naming| self.sole_country(&naming, &[WordKind::Name, WordKind::Capital]))
                    {
                        // `British citizens from Kabul` are British.
                        Some(country) if self.body_behind(country).is_none() => found.origins.push(country),
                        _ => {
                            let lent = std::mem::take(&mut found.lent);
                            self.read_possessor(word, found);
                            found.origins.extend(std::mem::replace(&mut found.lent, lent));
                        }
                    }
                }
            }
            // `the delegation at Geneva` is only a guest there.
            "in" => found.located = found.located.or_else(|| self.country_at(child)),
            _ => {}
        }
    }

    /// The country of a place word.
    fn country_at(&self, word: TokenId) -> Option<Country> {
        let named = self.namings.at(word).and_then(|naming| self.sole_country(naming, &[WordKind::Name, WordKind::Capital]));
        named.or_else(|| self.place_at(word)).filter(|&country| self.body_behind(country).is_none())
    }

    /// The country that a naming means, other countries of the report settling
    /// what two share: `Congo` beside `Kinshasa`.
    pub(in crate::entity) fn sole_country(&self, naming: &Naming, kinds: &[WordKind]) -> Option<Country> {
        if let Some(country) = country_of(self.resources, naming, kinds) {
            return Some(country);
        }
        let mut named: Vec<Country> = Vec::new();
        for meaning in &naming.meanings {
            if let Meaning::Country(number) = meaning {
                let word = &self.resources.countries.words()[*number as usize];
                named.extend(word.country.filter(|country| kinds.contains(&word.kind) && self.is_named_elsewhere(*country)));
            }
        }
        named.dedup();
        <[Country; 1]>::try_from(named).ok().map(|[country]| country)
    }

    /// The organisation behind a code that stands in the place of a country.
    pub(in crate::entity) fn body_behind(&self, country: Country) -> Option<Actor> {
        let id = match country.as_str() {
            "EUR" => "european-union",
            "UNO" => "united-nations",
            _ => return None,
        };
        self.resources.actors.body_of_id(id).map(|number| super::known::body(&self.resources.actors, number, self.published))
    }

    /// Whether a token is a noun or name.
    pub(in crate::entity) fn is_nominal(&self, token: TokenId) -> bool {
        matches!(self.document.token(token).upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::X)
    }
}

/// Whether an actor of the tables is a people rather than an organisation.
fn is_people(actor: &Actor) -> bool {
    matches!(actor.sectors.as_slice(), [only] if only.as_str() == "CVL" || only.as_str() == "REL")
}

/// A small number in words or digits.
fn number(form: &str) -> Option<u32> {
    const WORDS: [&str; 11] = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    form.parse().ok().or_else(|| WORDS.iter().position(|word| word.eq_ignore_ascii_case(form)).map(|at| at as u32))
}
