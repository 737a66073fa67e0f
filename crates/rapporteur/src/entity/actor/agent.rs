//! Phrases led by a role noun: `Russian and Turkish military representatives`,
//! `the Russian foreign minister`, `a court in Lima`.

use super::Actor;
use super::known;
use super::modifier::Modifiers;
use super::naming::Naming;
use super::resolver::{Found, FoundKind, Resolver};
use crate::document::{Relation, TokenId, Upos};
use crate::evidence::Finder;
use crate::ontology::{Country, Sector};
use crate::resource::actor::{Agent, AgentKind};

impl Resolver<'_> {
    /// Reads a phrase by one of the meanings of its noun: those bound to
    /// another country than the phrase's are out.
    pub(in crate::entity) fn read_agent(&mut self, naming: &Naming, choices: &[(u32, bool)]) -> Option<Found> {
        let modifiers = self.modifiers(naming.head, naming.tokens.clone());
        let tables = &self.resources.actors;
        let words = self.words(naming.tokens.clone());
        let is_title = words.chars().next().is_some_and(char::is_uppercase);
        let rank = |&(number, _): &(u32, bool)| match tables.agent(number).country {
            // Only one country has a Taoiseach; foreign secretaries have many.
            Some(country) if modifiers.countries.contains(&country) => Some(0),
            Some(_) if modifiers.countries.is_empty() && is_title => Some(1),
            Some(_) => None,
            None => Some(if is_title && modifiers.countries.is_empty() { 2 } else { 1 }),
        };
        // `both sides`
        let is_pair = |&(number, _): &(u32, bool)| modifiers.number == Some(2) && tables.agent(number).kind == AgentKind::Party;
        let order = |choice: &&(u32, bool)| (rank(choice), !is_pair(choice));
        let &(number, is_plural) = choices.iter().filter(|choice| rank(choice).is_some()).min_by_key(order)?;
        let agent = tables.agent(number).clone();
        match agent.kind {
            AgentKind::State => self.read_reference(naming, number, is_plural, &modifiers),
            AgentKind::Party => {
                self.read_reference(naming, number, is_plural, &modifiers).or_else(|| self.read_sides(naming, number, &modifiers))
            }
            AgentKind::Group => self.read_reference(naming, number, is_plural, &modifiers).or_else(|| self.read_participant(naming.head)),
            AgentKind::Counterpart => self.read_counterpart(naming, number, is_plural, &modifiers),
            _ => self.read_role(naming, number, &agent, is_plural, modifiers),
        }
    }

    /// `both sides` of a war in one country, of which the text names at most one.
    fn read_sides(&self, naming: &Naming, number: u32, modifiers: &Modifiers) -> Option<Found> {
        let is_pair = modifiers.is_definite && modifiers.number == Some(2);
        let country = self.setting.of_report(self.document.sentence_of(naming.head)).filter(|_| is_pair)?;
        let name = self.words(modifiers.start..naming.tokens.end).to_owned();
        let actors = vec![Actor { name, country: Some(country), ..Actor::default() }];
        Some(self.phrase(naming, modifiers, actors, FoundKind::Agent(number), true, None, Finder::Rule("country-of-setting")))
    }

    fn read_role(&mut self, naming: &Naming, number: u32, agent: &Agent, is_plural: bool, modifiers: Modifiers) -> Option<Found> {
        if let Some(found) = self.read_named_by_role(naming, agent, is_plural, &modifiers) {
            return Some(found);
        }
        if let Some(found) = self.read_holder(naming, number, agent, is_plural, &modifiers) {
            return Some(found);
        }
        let (mut countries, sectors) = self.role_of(agent, &modifiers);
        let is_plain = countries.is_empty() && modifiers.bodies.is_empty() && modifiers.is_definite;
        countries.extend(self.country_of_challenger(naming.head, agent).filter(|_| is_plain));
        let bare = countries.is_empty() && modifiers.bodies.is_empty();
        // `their captives` may be of any country.
        if modifiers.is_pronouns && modifiers.is_lent && is_private(agent) {
            countries.clear();
        }
        // `his forces` are nobody else's: whose they are, only the pronoun says.
        let is_owned = self
            .document
            .child_by(naming.head, Relation::NmodPoss)
            .is_some_and(|owner| matches!(self.document.token(owner).upos, Upos::Pron | Upos::Det));
        if bare
            && !is_owned
            && modifiers.is_definite
            && modifiers.peoples.is_empty()
            && let Some(found) = self.role_before(naming, number, is_plural, agent)
        {
            return Some(found);
        }
        let mut finder = Finder::Resource(format!("agent:{}", agent.noun));
        let name = self.words(modifiers.start..naming.tokens.end).to_owned();
        let has_modifier = modifiers.start < naming.tokens.start && !is_owned;
        if bare
            && has_modifier
            && let Some(country) = self.country_of_phrase(&name)
        {
            countries.push(country);
            finder = Finder::Rule("same-phrase");
        } else if bare
            && !is_owned
            // `Both presidents` are of two countries.
            && !(is_plural && agent.office.is_some())
            && let Some(country) = self.country_by_setting(naming.head, agent, &modifiers)
        {
            countries.push(country);
            finder = Finder::Rule("country-of-setting");
        }
        if let Some(actors) = acting_bodies(agent, &modifiers) {
            return Some(self.phrase(naming, &modifiers, actors, FoundKind::Body, is_plural, None, finder));
        }
        // `members of the Russian army` are better read by whom they belong to.
        if sectors.is_empty() && (countries.is_empty() || agent.sectors.is_empty() && !agent.is_local && (modifiers.is_lent || bare)) {
            return None;
        }
        if let ([country], true) = (countries.as_slice(), has_modifier) {
            self.remember_phrase(&name, *country);
        }
        let actor = |country: Option<Country>| Actor {
            name: name.clone(),
            country,
            sectors: sectors.clone(),
            id: None,
            role: None,
            ..Actor::default()
        };
        let actors =
            if countries.is_empty() { vec![actor(None)] } else { countries.into_iter().map(|country| actor(Some(country))).collect() };
        let office = agent.office.clone().filter(|_| !modifiers.is_deputy && !modifiers.is_former);
        Some(self.phrase(naming, &modifiers, actors, FoundKind::Agent(number), is_plural, office, finder))
    }

    #[allow(clippy::too_many_arguments, reason = "it only puts the parts of a mention together")]
    pub(in crate::entity) fn phrase(
        &self,
        naming: &Naming,
        modifiers: &Modifiers,
        actors: Vec<Actor>,
        kind: FoundKind,
        is_plural: bool,
        office: Option<String>,
        finder: Finder,
    ) -> Found {
        Found { tokens: modifiers.start..naming.tokens.end, head: naming.head, actors, kind, is_plural, office, antecedent: None, finder }
    }

    /// `Foreign Minister Sergey Lavrov` where the parse makes the title the
    /// head, and `the mayor of Oleno, Ada Berg`: the phrase denotes the person.
    fn read_named_by_role(&mut self, naming: &Naming, agent: &Agent, is_plural: bool, modifiers: &Modifiers) -> Option<Found> {
        let document = self.document;
        let follows = |child: TokenId| {
            let first = document.subtree(child).first().copied().unwrap_or(child);
            child.index() as u32 >= naming.tokens.end
                && first.index() as u32 == naming.tokens.end
                && document.token(child).upos == Upos::Propn
        };
        let is_one = !is_plural && agent.kind != AgentKind::Body;
        let is_said = |child: TokenId| is_one && child > naming.head && document.token(child).upos == Upos::Propn;
        // `police of Oleno` are not called Oleno.
        let is_bare = |child: TokenId| document.child_by(child, Relation::Case).is_none();
        let name = document.children(naming.head).iter().copied().find(|&child| {
            matches!(
                document.token(child).relation,
                Relation::Flat | Relation::Appos | Relation::Nmod | Relation::NmodDesc | Relation::Compound
            ) && is_bare(child)
                && (follows(child) || is_said(child) && matches!(document.token(child).relation, Relation::Appos | Relation::Nmod))
        })?;
        let at = self.resolve(name)?;
        let named = self.found[at as usize].clone();
        if named.kind != FoundKind::Person {
            return None;
        }
        let end = if follows(name) { named.tokens.end.max(naming.tokens.end) } else { naming.tokens.end };
        Some(Found { tokens: modifiers.start..end, head: naming.head, antecedent: Some(at), ..named })
    }

    /// Who holds the office of the phrase on the day of the report.
    fn read_holder(&mut self, naming: &Naming, number: u32, agent: &Agent, is_plural: bool, modifiers: &Modifiers) -> Option<Found> {
        let (kind, day) = (agent.office.as_deref()?, self.published?);
        if is_plural || modifiers.is_former || modifiers.is_deputy || modifiers.is_indefinite || modifiers.number.is_some() {
            return None;
        }
        let tables = &self.resources.actors;
        let scope = match (modifiers.bodies.as_slice(), modifiers.countries.as_slice()) {
            ([body], []) => body.id.clone()?,
            ([], [country]) => country.as_str().to_owned(),
            ([], []) => agent.country.filter(|_| self.words(naming.tokens.clone()).starts_with(char::is_uppercase))?.as_str().to_owned(),
            _ => return None,
        };
        let tenure = tables.holder(&scope, kind, day)?;
        let actor = known::in_office(tables, tenure);
        let finder = Finder::Resource(format!("office:{}", tables.office(tenure.office).id));
        let mut found = self.phrase(naming, modifiers, vec![actor], FoundKind::Person, false, Some(kind.to_owned()), finder);
        found.kind =
            if self.document.token(naming.head).relation == Relation::NmodDesc { FoundKind::Agent(number) } else { FoundKind::Person };
        Some(found)
    }

    /// `The opposition leader accused *the government*`: parties, members of
    /// parliament and unions mean their own. Heuristic: `stories/own-government.md`.
    fn country_of_challenger(&mut self, head: TokenId, agent: &Agent) -> Option<Country> {
        const CHALLENGERS: [&str; 4] = ["LAB", "LEG", "OPP", "PTY"];
        let document = self.document;
        let is_government = matches!(agent.sectors.as_slice(), [only] if only.as_str() == "GOV") && agent.kind == AgentKind::Body;
        let verb = document.token(head).head.filter(|_| is_government && document.token(head).relation == Relation::Obj)?;
        let subject = document.child_by(verb, Relation::Nsubj)?;
        let at = self.resolve(subject)?;
        let actor = self.found[at as usize].actors.first()?;
        actor.country.filter(|_| actor.sectors.iter().any(|sector| CHALLENGERS.contains(&sector.as_str())))
    }

    /// The country that the setting gives to police, courts or rebels.
    fn country_by_setting(&self, head: TokenId, agent: &Agent, modifiers: &Modifiers) -> Option<Country> {
        let sentence = self.document.sentence_of(head);
        // The family of a foreigner may be abroad.
        let is_named = |owner: TokenId| self.document.token(owner).upos == Upos::Propn;
        if is_private(agent) && self.document.child_by(head, Relation::NmodPoss).is_some_and(is_named) {
            return None;
        }
        let is_certain = |country: &Country| !is_outlaw(agent) || self.setting.is_certain(*country);
        let of_report = self.setting.of_report(sentence).filter(|country| agent.is_local && is_certain(country));
        let of_definite = self
            .setting
            .of_definite(sentence)
            .filter(|_| agent.is_domestic && !modifiers.is_indefinite && (modifiers.is_definite || !modifiers.sectors.is_empty()));
        // `Kurdish forces`: a people without a state of its own narrows the noun.
        let of_people = modifiers.located.or_else(|| self.setting.of_definite(sentence)).filter(|_| !modifiers.peoples.is_empty());
        of_report.or(of_definite).or(of_people)
    }
}

/// Whether a role is nobody's office: a captive, a tourist.
fn is_private(agent: &Agent) -> bool {
    matches!(agent.sectors.as_slice(), [only] if matches!(only.as_str(), "CVL" | "REF"))
}

/// Gunmen and smugglers are nobody's citizens on the face of it: who shoots a
/// Russian tourist need not be Russian.
fn is_outlaw(agent: &Agent) -> bool {
    agent.sectors.iter().any(|sector| matches!(sector.as_str(), "UAF" | "CRM"))
}

/// `RSF fighters` are the group itself, `NATO troops` the organisation's.
fn acting_bodies(agent: &Agent, modifiers: &Modifiers) -> Option<Vec<Actor>> {
    const ARMED: [&str; 6] = ["REB", "UAF", "MIL", "PRM", "PTY", "CRM"];
    let is_member = match agent.kind {
        AgentKind::Soft | AgentKind::Leading => true,
        _ => agent.sectors.iter().all(|sector: &Sector| ARMED.contains(&sector.as_str())),
    };
    (is_member && !modifiers.bodies.is_empty() && modifiers.countries.is_empty()).then(|| modifiers.bodies.clone())
}
