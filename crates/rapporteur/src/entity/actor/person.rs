//! People by name and title.

use super::Actor;
use super::known;
use super::modifier::Modifiers;
use super::naming::Naming;
use super::resolver::{Found, FoundKind, Resolver, UNKNOWN_BODY, UNKNOWN_PERSON};
use crate::document::{EntityLabel, Relation, TokenId, Upos};
use crate::evidence::Finder;
use crate::ontology::{Country, Sector};
use crate::resource::actor::{Agent, AgentKind, Cue, Meaning};
use crate::resource::country::WordKind;
use std::ops::Range;

/// Whether somebody who was one is of the elite now: a minister, not a miner.
fn is_official(agent: &Agent) -> bool {
    const OFFICIAL: [&str; 8] = ["GOV", "LEG", "MIL", "JUD", "COP", "SPY", "PTY", "IGO"];
    agent.sectors.is_empty() || agent.sectors.iter().any(|sector| OFFICIAL.contains(&sector.as_str()))
}

/// Whether the role makes somebody a figure of a country's public life: a
/// union leader, not a farmer or a reporter, who may have come from abroad.
fn is_public(agent: &Agent) -> bool {
    const PRIVATE: [&str; 7] = ["CVL", "REF", "AGR", "JRN", "MED", "EDU", "BUS"];
    !agent.sectors.iter().any(|sector| PRIVATE.contains(&sector.as_str()))
}

/// What the words beside a name say of the person.
#[derive(Clone, Debug, Default)]
pub(in crate::entity) struct Title {
    countries: Vec<Country>,
    /// The country of the report, where the role is one that a report takes
    /// for its own: `Interior Minister Ada Berg`.
    home: Option<Country>,
    sectors: Vec<Sector>,
    office: Option<String>,
    is_former: bool,
    /// Whether it is what only a person is called.
    is_personal: bool,
    /// The first token of a title before the name.
    start: Option<u32>,
}

impl Title {
    /// The kind of office that the title names.
    pub fn office(&self) -> Option<&str> {
        self.office.as_deref()
    }

    /// Whether somebody of a country may have the title.
    pub fn fits(&self, country: Option<Country>) -> bool {
        self.countries.is_empty() || country.is_some_and(|country| self.countries.contains(&country))
    }
}

impl Resolver<'_> {
    /// Lays what the title says over what the tables say.
    pub(in crate::entity) fn with_title(&mut self, tokens: Range<u32>, head: TokenId, mut actor: Actor, key: String) -> Found {
        let title = self.title_of(head, tokens.clone()).unwrap_or_default();
        // The tables know the day; where they do not, the text does.
        if actor.sectors.is_empty() && actor.role.is_none() || self.published.is_none() {
            if title.is_former {
                actor.sectors = known::sector("ELI").into_iter().collect();
            } else if !title.sectors.is_empty() {
                actor.sectors.clone_from(&title.sectors);
            }
            if actor.country.is_none() {
                actor.country = title.countries.first().copied();
            }
        }
        let office = self.office_of(&actor).or(title.office);
        let start = title.start.unwrap_or(tokens.start).min(tokens.start);
        Found {
            tokens: start..tokens.end,
            head,
            actors: vec![actor],
            kind: FoundKind::Person,
            is_plural: false,
            office,
            antecedent: None,
            finder: Finder::Resource(key),
        }
    }

    /// The kind of office that an actor of the tables holds on the day.
    fn office_of(&self, actor: &Actor) -> Option<String> {
        let tables = &self.resources.actors;
        let (number, day) = (tables.person_of_id(actor.id.as_deref()?)?, self.published?);
        let tenure = tables.tenures_of(number).find(|tenure| tenure.period.holds(day))?;
        Some(tables.office(tenure.office).kind.clone())
    }

    /// Where a title before a name starts.
    pub(in crate::entity) fn title_start(&mut self, head: TokenId, tokens: Range<u32>) -> Option<u32> {
        self.title_of(head, tokens)?.start
    }

    /// The title of a name: `Peru's former finance minister Raúl Quintana`, or
    /// in apposition.
    pub(in crate::entity) fn title_of(&mut self, head: TokenId, tokens: Range<u32>) -> Option<Title> {
        let document = self.document;
        let mut title = Title::default();
        let mut is_any = false;
        for word in tokens.clone() {
            for &child in document.children(TokenId::new(word as usize)) {
                if tokens.contains(&(child.index() as u32)) {
                    continue;
                }
                let relation = document.token(child).relation;
                let is_before = matches!(
                    relation,
                    Relation::NmodDesc
                        | Relation::Compound
                        | Relation::Flat
                        | Relation::NmodUnmarked
                        | Relation::Nmod
                        | Relation::Dep
                        | Relation::Amod
                        | Relation::NmodPoss
                ) && child < head;
                if is_before || relation == Relation::Appos {
                    is_any |= self.read_title(child, is_before, &mut title);
                }
            }
        }
        // `the minister, Ann Lee`, and names hung below their title.
        let token = document.token(head);
        if let Some(above) = token.head.filter(|_| matches!(token.relation, Relation::Appos | Relation::Flat)) {
            is_any |= self.read_title(above, token.relation == Relation::Flat, &mut title);
        }
        is_any.then_some(title)
    }

    fn read_title(&mut self, word: TokenId, is_before: bool, title: &mut Title) -> bool {
        let Some(naming) = self.namings.at(word).cloned() else { return false };
        let Some((number, _)) = self.role_meaning(&naming) else {
            // `Turkish Recep Tayyip Erdogan`
            let is_possessor = self.document.token(word).relation == Relation::NmodPoss;
            let kinds: &[WordKind] = if is_possessor { &[WordKind::Adjective, WordKind::Name] } else { &[WordKind::Adjective] };
            let Some(country) = self.sole_country(&naming, kinds).filter(|_| is_before) else { return false };
            title.countries.push(country);
            return true;
        };
        let modifiers = self.modifiers(naming.head, naming.tokens.clone());
        let mut agent = self.resources.actors.agent(number).clone();
        // A chancellor is Austrian or German; the name tells which.
        if naming.meanings.len() > 1 {
            agent.country = None;
        }
        let (countries, sectors) = self.role_of(&agent, &modifiers);
        let has_none = countries.is_empty() && modifiers.bodies.is_empty() && is_public(&agent);
        title.home = title.home.or_else(|| self.setting.of_report(self.document.sentence_of(word)).filter(|_| has_none && agent.is_local));
        title.countries.extend(countries);
        title.is_personal |= agent.kind != AgentKind::Body;
        title.is_former |= modifiers.is_former;
        for sector in sectors {
            if !title.sectors.contains(&sector) {
                title.sectors.push(sector);
            }
        }
        if title.office.is_none() {
            title.office = agent.office.clone().filter(|_| !modifiers.is_deputy && !modifiers.is_former);
        }
        if is_before {
            title.start = Some(title.start.unwrap_or(u32::MAX).min(modifiers.start));
        }
        true
    }

    /// The role noun that a naming is, if it is one.
    pub(in crate::entity) fn role_meaning(&self, naming: &Naming) -> Option<(u32, bool)> {
        naming.meanings.iter().find_map(|meaning| match *meaning {
            Meaning::Agent(number) if self.is_role(number) => Some((number, false)),
            Meaning::Agents(number) if self.is_role(number) => Some((number, true)),
            _ => None,
        })
    }

    fn is_role(&self, number: u32) -> bool {
        matches!(
            self.resources.actors.agent(number).kind,
            AgentKind::Role | AgentKind::Body | AgentKind::Soft | AgentKind::Leading | AgentKind::Counterpart
        )
    }

    /// Country and sectors of a role with its modifiers.
    pub(in crate::entity) fn role_of(&self, agent: &Agent, modifiers: &Modifiers) -> (Vec<Country>, Vec<Sector>) {
        let mut countries = modifiers.countries.clone();
        if countries.is_empty() {
            for body in modifiers.bodies.iter().chain(&modifiers.peoples) {
                countries.extend(body.country.filter(|country| !countries.contains(country)));
            }
        }
        if countries.is_empty() {
            countries.extend(agent.country.or(modifiers.located.filter(|_| agent.is_domestic || agent.is_local)));
        }
        if modifiers.is_former && is_official(agent) {
            return (countries, known::sector("ELI").into_iter().collect());
        }
        // The armed men of a people without a state are no state's forces.
        let is_armed =
            matches!(agent.kind, AgentKind::Soft) && agent.sectors.first().is_some_and(|sector| matches!(sector.as_str(), "MIL" | "UAF"));
        if is_armed && !modifiers.peoples.is_empty() && modifiers.countries.is_empty() && modifiers.sectors.is_empty() {
            return (countries, known::sector("REB").into_iter().collect());
        }
        let body_sectors = modifiers.bodies.iter().flat_map(|body| &body.sectors);
        let mut sectors: Vec<Sector> = match agent.kind {
            AgentKind::Soft | AgentKind::Leading if !modifiers.sectors.is_empty() || !modifiers.bodies.is_empty() => Vec::new(),
            AgentKind::Leading if countries.is_empty() => Vec::new(),
            // `UN officials` are the organisation's, not a government's.
            _ if agent.sectors.first().is_some_and(|sector| sector.as_str() == "GOV")
                && modifiers.bodies.iter().any(|body| body.sectors.iter().any(|sector| sector.as_str() == "IGO")) =>
            {
                Vec::new()
            }
            _ => agent.sectors.clone(),
        };
        for sector in modifiers.sectors.iter().chain(body_sectors) {
            if !sectors.contains(sector) {
                sectors.push(*sector);
            }
        }
        (countries, sectors)
    }

    /// The tokens of a name around its head: given names, particles.
    pub(in crate::entity) fn name_tokens(&self, head: TokenId) -> Range<u32> {
        if let Some(naming) = self.namings.at(head) {
            let is_name = naming.meanings.iter().any(|meaning| matches!(meaning, Meaning::Person(_) | Meaning::Body(_)));
            if is_name {
                return naming.tokens.clone();
            }
        }
        let document = self.document;
        let (mut start, mut end) = (head.index() as u32, head.index() as u32 + 1);
        let belongs = |index: u32, start: u32, end: u32| {
            let token = &document.tokens[index as usize];
            let linked = token.head.is_some_and(|above| (start..end).contains(&(above.index() as u32)));
            let is_role = self.namings.at(TokenId::new(index as usize)).is_some_and(|naming| self.role_meaning(naming).is_some());
            linked
                && !is_role
                && (matches!(token.relation, Relation::Flat)
                    || matches!(token.relation, Relation::Compound | Relation::Punct)
                        && token.upos != Upos::Noun
                        && token.upos != Upos::Adj)
                && (token.upos != Upos::Punct || token.span.len() == 1 && token.span.of(document.text) == "-")
        };
        let sentence = document.sentences[document.sentence_of(head)].tokens.clone();
        while start > sentence.start && belongs(start - 1, start, end) {
            start -= 1;
        }
        while end < sentence.end && belongs(end, start, end) {
            end += 1;
        }
        start..end
    }

    /// Whether a token is the subject of a verb of saying.
    fn speaks(&self, head: TokenId) -> bool {
        let token = self.document.token(head);
        token.relation == Relation::Nsubj
            && token.head.is_some_and(|verb| {
                self.document.token(verb).upos == Upos::Verb
                    && self.resources.actors.is_cue(Cue::SayVerb, &self.document.lemma(verb).to_lowercase())
            })
    }

    /// A name that no table has.
    pub(in crate::entity) fn read_unknown_name(&mut self, head: TokenId) -> Option<Found> {
        let document = self.document;
        let token = document.token(head);
        // The first word of a name heads it, or the last one; parts head nothing.
        if token.relation == Relation::Flat
            || (token.relation == Relation::Compound
                && token.head.is_some_and(|above| document.token(above).upos == Upos::Propn || self.namings.at(above).is_some()))
        {
            return None;
        }
        let tokens = self.name_tokens(head);
        let words = self.words(tokens.clone());
        if tokens.len() == 1
            && let Some(found) = self.named_before(tokens.clone(), head, words)
        {
            return Some(found);
        }
        let label = tokens.clone().find_map(|index| document.tokens[index as usize].entity.label());
        let title = self.title_of(head, tokens.clone());
        let is_titled = title.as_ref().is_some_and(|title| title.start.is_some() || title.is_personal);
        let is_elsewhere =
            matches!(label, Some(EntityLabel::GeoPolitical | EntityLabel::Location | EntityLabel::Facility | EntityLabel::Organisation));
        let is_person = label == Some(EntityLabel::Person) || !is_elsewhere && (is_titled || tokens.len() > 1 && self.speaks(head));
        if !is_person && label != Some(EntityLabel::Organisation) {
            return None;
        }
        let title = title.unwrap_or_default();
        let sectors = if title.is_former { known::sector("ELI").into_iter().collect() } else { title.sectors.clone() };
        let actor = Actor {
            name: words.to_owned(),
            country: match title.countries[..] {
                [] => title.home,
                [country] => Some(country),
                _ => None,
            },
            sectors,
            id: None,
            role: None,
            ..Actor::default()
        };
        let start = title.start.unwrap_or(tokens.start).min(tokens.start);
        Some(Found {
            tokens: start..tokens.end,
            head,
            actors: vec![actor],
            kind: if is_person { FoundKind::Person } else { FoundKind::Body },
            is_plural: false,
            office: title.office,
            antecedent: None,
            finder: if is_person { UNKNOWN_PERSON } else { UNKNOWN_BODY },
        })
    }
}
