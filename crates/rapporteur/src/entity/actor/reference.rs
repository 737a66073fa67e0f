//! Which earlier mention a definite phrase takes up: `the two countries`, `the
//! kingdom`, `the group`, `his Turkish counterpart`.

use super::Actor;
use super::known;
use super::modifier::Modifiers;
use super::naming::Naming;
use super::resolver::{Found, FoundKind, Resolver};
use crate::document::{Relation, TokenId};
use crate::entity::coreference::REACH;
use crate::evidence::Finder;
use crate::ontology::{Country, Sector};
use crate::resource::actor::AgentKind;

/// Sectors of courts, police and organs of state, which nobody calls a group.
const OFFICES: [&str; 4] = ["JUD", "COP", "GOV", "LEG"];

impl Resolver<'_> {
    /// `the kingdom`, `both countries`, `the two sides`, `the group`.
    pub(in crate::entity) fn read_reference(
        &mut self,
        naming: &Naming,
        number: u32,
        is_plural: bool,
        modifiers: &Modifiers,
    ) -> Option<Found> {
        let agent = self.resources.actors.agent(number).clone();
        // `the International Organization` is a name, not an anaphor.
        let is_name = self.document.form(naming.head).starts_with(char::is_uppercase);
        // `Ada Berg's organisation` is hers.
        let is_owned = agent.kind == AgentKind::Group && self.document.child_by(naming.head, Relation::NmodPoss).is_some();
        if !modifiers.is_definite || !modifiers.countries.is_empty() || is_name || is_owned {
            return None;
        }
        let count = modifiers.number.or((is_plural && agent.kind == AgentKind::Party).then_some(2));
        if is_plural {
            let actors = self.parties_before(naming.head, count? as usize, agent.kind)?;
            let mut found = self.phrase(naming, modifiers, actors, FoundKind::Anaphor, true, None, Finder::Rule("numbered-parties"));
            found.tokens.start = self.with_article(naming.head, found.tokens.start);
            return Some(found);
        }
        let wanted: Vec<Country> = self.resources.countries.of_form(&agent.noun).to_vec();
        let is_general = matches!(agent.noun.as_str(), "country" | "nation" | "homeland");
        let fits = |found: &Found| match agent.kind {
            AgentKind::State => {
                matches!(found.kind, FoundKind::Country | FoundKind::Seat)
                    && found.actors.len() == 1
                    && (is_general || found.actors[0].country.is_some_and(|country| wanted.contains(&country)))
            }
            AgentKind::Group => {
                // Of states there are organisations, alliances and blocs.
                let is_office = |sector: &Sector| OFFICES.contains(&sector.as_str()) || agent.noun == "group" && sector.as_str() == "IGO";
                found.kind == FoundKind::Body
                    && found.actors.iter().all(|actor| !actor.sectors.iter().all(|sector| sector.as_str() == "CVL"))
                    && !found.actors.iter().any(|actor| actor.sectors.iter().any(is_office))
            }
            _ => false,
        };
        let reach = if is_general { REACH } else { usize::MAX };
        let candidates = self.candidates(naming.head, reach);
        // `Oland will withdraw from the country`: from another one.
        let doer = self.doer_country(naming.head).filter(|_| agent.kind == AgentKind::State);
        let is_doer = |found: &Found| doer.is_some() && found.actors[0].country == doer;
        let fits = |at: &u32| fits(&self.found[*at as usize]) && !is_doer(&self.found[*at as usize]);
        let at = candidates.into_iter().find(fits)?;
        let mut found = self.taking_up(naming.head, at, "definite-noun");
        found.tokens = self.with_article(naming.head, modifiers.start)..naming.tokens.end;
        if agent.kind == AgentKind::State
            && let Some(country) = found.actors[0].country
        {
            found.actors = vec![known::state(self.resources, country)];
        }
        Some(found)
    }

    /// The country of the state or forces that do what a noun is the place or
    /// object of, or of whose decision it is. People may leave their own country.
    fn doer_country(&mut self, head: TokenId) -> Option<Country> {
        let document = self.document;
        if !matches!(document.token(head).relation, Relation::Obj | Relation::Obl) {
            return None;
        }
        let mut word = document.token(head).head?;
        for _ in 0..16 {
            let subject = document.children(word).iter().copied().find(|&child| document.token(child).relation.is_subject());
            let owner = || document.child_by(word, Relation::NmodPoss);
            if let Some(doer) = subject.or_else(owner) {
                // What stands behind is read later, once its antecedents are.
                let at = if doer < head { self.resolve(doer)? } else { return None };
                let found = &self.found[at as usize];
                let is_person = subject.is_some() && matches!(found.kind, FoundKind::Person | FoundKind::Anaphor);
                return found.actors.first().filter(|_| !is_person)?.country;
            }
            let token = document.token(word);
            let goes_on = matches!(token.relation, Relation::Xcomp | Relation::Advcl | Relation::Conj | Relation::Acl);
            word = token.head.filter(|_| goes_on)?;
        }
        None
    }

    /// The article belongs to the quoted words of an anaphor.
    fn with_article(&self, head: TokenId, start: u32) -> u32 {
        let document = self.document;
        document
            .children_by(head, Relation::Det)
            .chain(document.children_by(head, Relation::DetPredet))
            .map(|det| det.index() as u32)
            .fold(start, u32::min)
    }

    /// The parties that a number counts: taken from this sentence before the
    /// phrase, then from one sentence after the other before it, until the
    /// number is reached. If a sentence overshoots, only countries by name count.
    fn parties_before(&self, head: TokenId, count: usize, kind: AgentKind) -> Option<Vec<Actor>> {
        let candidates = self.candidates(head, REACH + 1);
        let here = self.document.sentence_of(head);
        for reach in 0..=REACH + 1 {
            let near = |at: &&u32| here - self.document.sentence_of(self.found[**at as usize].head) <= reach;
            let mut near_ones: Vec<u32> = candidates.iter().filter(near).copied().collect();
            near_ones.sort_unstable_by_key(|&at| self.found[at as usize].head);
            for names_only in [false, true] {
                let parties = self.distinct_parties(&near_ones, kind, names_only);
                if parties.len() == count {
                    return Some(parties);
                }
            }
        }
        None
    }

    fn distinct_parties(&self, mentions: &[u32], kind: AgentKind, names_only: bool) -> Vec<Actor> {
        let mut parties: Vec<Actor> = Vec::new();
        for &at in mentions {
            let found = &self.found[at as usize];
            if names_only && !matches!(found.kind, FoundKind::Country) {
                continue;
            }
            for actor in &found.actors {
                let is_group = found.kind == FoundKind::Body && kind == AgentKind::Party;
                let party = match actor.country.filter(|&country| self.resources.countries.get(country).is_some()) {
                    _ if is_group => actor.clone(),
                    Some(country) => known::state(self.resources, country),
                    None => continue,
                };
                if !parties.contains(&party) {
                    parties.push(party);
                }
            }
        }
        parties
    }

    /// `his Turkish counterpart`: the holder of the same office elsewhere.
    pub(in crate::entity) fn read_counterpart(
        &mut self,
        naming: &Naming,
        number: u32,
        is_plural: bool,
        modifiers: &Modifiers,
    ) -> Option<Found> {
        let possessor = modifiers.possessor.map(|at| self.found[at as usize].clone());
        // `his counterpart from Iran`
        let mut countries = modifiers.countries.clone();
        countries.extend(modifiers.origins.iter().filter(|country| !modifiers.countries.contains(country)));
        if let Some(possessor) = &possessor {
            // The possessor's own country came along with the possessor.
            let own: Vec<Option<Country>> = possessor.actors.iter().map(|actor| actor.country).collect();
            countries.retain(|&country| !own.contains(&Some(country)));
        }
        if countries.is_empty() {
            return None;
        }
        let kind = possessor.as_ref().and_then(|found| found.office.clone());
        let tables = &self.resources.actors;
        let sectors = possessor
            .as_ref()
            .and_then(|found| found.actors.first())
            .map(|actor| actor.sectors.clone())
            .filter(|sectors| !sectors.is_empty());
        let name = self.words(modifiers.start..naming.tokens.end).to_owned();
        let mut actors = Vec::new();
        for &country in &countries {
            let tenure = kind
                .as_deref()
                .filter(|_| !is_plural || countries.len() > 1)
                .and_then(|kind| tables.holder(country.as_str(), kind, self.published?));
            actors.push(match tenure {
                Some(tenure) => known::in_office(tables, tenure),
                None => Actor {
                    name: name.clone(),
                    country: Some(country),
                    sectors: sectors.clone().unwrap_or_else(|| tables.agent(number).sectors.clone()),
                    id: None,
                    role: None,
                    ..Actor::default()
                },
            });
        }
        // `his counterpart Ann Lee` is named by the name itself.
        let kind_found = if actors.len() == 1 { FoundKind::Person } else { FoundKind::Agent(number) };
        Some(self.phrase(naming, modifiers, actors, kind_found, is_plural, kind, Finder::Rule("counterpart")))
    }
}
