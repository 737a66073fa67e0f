//! Definite role nouns that take up somebody named before: `the minister`,
//! `the army`.
//!
//! In: a role noun with `the` and its modifiers. Out: the mention that it
//! takes up, if one can be meant. A phrase that tells more than the mention
//! before (`the other soldiers` after `soldiers`) is about somebody else.

use super::naming::Naming;
use super::resolver::{Found, FoundKind, Resolver};
use crate::document::{Relation, TokenId, Upos};
use crate::resource::actor::{Agent, AgentKind};

/// Adjectives that only say again that somebody is meant who was named.
const SAME: [&str; 6] = ["same", "said", "whole", "entire", "very", "latter"];

/// Words that set a phrase apart from whom the report is about.
const APART: [&str; 4] = ["other", "another", "rival", "different"];

/// How many sentences back somebody is still meant where the sentence plays in
/// another country.
const NEAR: usize = 2;

impl Resolver<'_> {
    /// `the minister`, `the army`: somebody of this role named before.
    pub(in crate::entity) fn role_before(&mut self, naming: &Naming, number: u32, is_plural: bool, agent: &Agent) -> Option<Found> {
        let more = self.told_more(naming)?;
        // `The police` are not the ten of them who were counted before.
        let is_counted = |found: &Found| {
            let first = self.document.tokens.get(found.tokens.start as usize);
            agent.kind == AgentKind::Body && first.is_some_and(|token| token.upos == Upos::Num)
        };
        let fits = |found: &Found| {
            found.is_plural == is_plural && self.is_of_role(found, number, agent) && self.tells(found, &more) && !is_counted(found)
        };
        let at = self.candidates(naming.head, usize::MAX).into_iter().find(|&at| fits(&self.found[at as usize]))?;
        if !self.may_be_here(naming, &self.found[at as usize]) {
            return None;
        }
        let mut found = self.taking_up(naming.head, at, "definite-noun");
        found.kind = self.found[at as usize].kind;
        found.tokens = naming.tokens.clone();
        Some(found)
    }

    /// Whether a mention is of somebody in the role of a noun, which may leave
    /// out what narrowed it before: `the minister` after `foreign minister`.
    fn is_of_role(&self, found: &Found, number: u32, agent: &Agent) -> bool {
        let tables = &self.resources.actors;
        let last = agent.noun.rsplit(' ').next().unwrap_or(&agent.noun);
        match found.kind {
            FoundKind::Agent(other) => {
                let other_agent = tables.agent(other);
                let is_longer =
                    other_agent.noun.strip_suffix(agent.noun.as_str()).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '));
                // A vice president is not the president.
                let is_office = agent.office.is_none() || other_agent.office == agent.office;
                other == number || is_longer && is_office && other_agent.sectors == agent.sectors
            }
            FoundKind::Person if agent.kind == AgentKind::Body => false,
            FoundKind::Person if agent.office.is_some() => found.office == agent.office,
            FoundKind::Person => {
                found.office.as_deref().is_some_and(|office| office.ends_with(last))
                    || found.actors.iter().filter_map(|actor| actor.role.as_deref()).any(|role| {
                        let title = role.split(" (").next().unwrap_or(role);
                        !role.starts_with("former") && title.split(' ').any(|word| word == last)
                    })
            }
            _ => false,
        }
    }

    /// The modifiers of a definite phrase that single somebody out, in lower
    /// case; none if nobody named before can be meant: by a name of its own
    /// (`the Eighth Court`), or by whose or of what they are.
    fn told_more(&self, naming: &Naming) -> Option<Vec<String>> {
        let document = self.document;
        let inside = |id: TokenId| naming.tokens.contains(&(id.index() as u32));
        let mut more = Vec::new();
        for word in naming.tokens.clone().map(|index| TokenId::new(index as usize)) {
            for &child in document.children(word).iter().filter(|&&child| !inside(child)) {
                let token = document.token(child);
                let form = document.form(child).to_lowercase();
                match token.relation {
                    Relation::Amod | Relation::Compound | Relation::NmodDesc | Relation::NmodUnmarked
                        if child.index() < naming.tokens.start as usize =>
                    {
                        // `the Organized Crime Special Unit` has a name of its own.
                        let is_name = document.form(naming.head).starts_with(char::is_uppercase) && token.upos == Upos::Propn;
                        if is_name || APART.contains(&form.as_str()) {
                            return None;
                        }
                        if !SAME.contains(&form.as_str()) {
                            more.push(form);
                        }
                    }
                    Relation::Nmod if self.is_source_or_owner(child) => return None,
                    Relation::NmodPoss if token.upos != Upos::Pron => return None,
                    Relation::Acl if document.child_by(child, Relation::OblAgent).is_some() => return None,
                    _ => {}
                }
            }
        }
        Some(more)
    }

    /// `of the village`, `from the village`: it tells which ones are meant.
    fn is_source_or_owner(&self, noun: TokenId) -> bool {
        let document = self.document;
        document
            .child_by(noun, Relation::Case)
            .is_some_and(|case| matches!(document.form(case).to_ascii_lowercase().as_str(), "of" | "from"))
    }

    /// Whether the words of a mention have some modifiers too; a person by
    /// name may be called anything.
    fn tells(&self, found: &Found, modifiers: &[String]) -> bool {
        let document = self.document;
        let words: Vec<String> = found.tokens.clone().map(|index| document.form(TokenId::new(index as usize)).to_lowercase()).collect();
        let is_apart = words.iter().any(|word| APART.contains(&word.as_str()));
        found.kind == FoundKind::Person || !is_apart && modifiers.iter().all(|word| words.contains(word))
    }

    /// Where a sentence plays in one country, nobody of another who was named
    /// long before is meant.
    fn may_be_here(&self, naming: &Naming, found: &Found) -> bool {
        let document = self.document;
        let here = document.sentence_of(naming.head);
        let is_near = here - document.sentence_of(found.head) <= NEAR;
        let country = found.actors.first().and_then(|actor| actor.country);
        is_near || self.setting.located_in(here).is_none_or(|located| country.is_none_or(|country| country == located))
    }
}
