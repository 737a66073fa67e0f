//! Who a participant's phrase names.
//!
//! In: the head of a phrase and the resolved mentions. Out: the actors that
//! the phrase stands for: its head's, those of a name in apposition, or those
//! of somebody inside it who may stand for it. People do not stand for their
//! state: Oland's ally is not Oland, and a man whom Oland jailed even less.

use super::candidate::Matcher;
use super::kind::{is_kind, is_known};
use crate::document::{Relation, TokenId, Upos, Xpos};
use crate::entity::Actor;
use crate::resource::syntax::ParticipantKind;

/// Verbs whose doer stands for what was made, said or held: "the plan *put*
/// forward by Oland", "a town *held* by Oland", but not "a town shelled by".
const OWNING: [&str; 35] = [
    "put",
    "propose",
    "present",
    "submit",
    "table",
    "draft",
    "write",
    "issue",
    "make",
    "offer",
    "lead",
    "hold",
    "control",
    "own",
    "run",
    "occupy",
    "rule",
    "govern",
    "administer",
    "command",
    "use",
    "operate",
    "launch",
    "carry",
    "stage",
    "conduct",
    "wage",
    "deploy",
    "send",
    "sign",
    "impose",
    "bring",
    "file",
    "publish",
    "order",
];

/// How far up a word may hang below the head that it stands for.
const DEPTH: usize = 6;

impl Matcher<'_, '_> {
    /// Who a phrase names.
    pub fn actors_of(&self, head: TokenId) -> &[Actor] {
        let content = self.tree.content_head(self.tree.measured(head).unwrap_or(head));
        let own = self.entities.actors_at(content);
        if self.has_row(content) {
            return own;
        }
        if let Some(name) = self.apposed(content) {
            return self.entities.actors_at(name);
        }
        let names_person = self.entities.actor_mention_at(content).and_then(|mention| mention.names_unknown_person()) == Some(true);
        if names_person || own.iter().any(is_known) {
            return own;
        }
        self.stand_in(content).map_or(own, |inner| self.entities.actors_at(inner))
    }

    /// "their rivals, the *Zetas*": the name behind a noun of people.
    fn apposed(&self, noun: TokenId) -> Option<TokenId> {
        let document = self.tree.document;
        let token = document.token(noun);
        if token.upos != Upos::Noun || !self.tree.is_agentive(noun) {
            return None;
        }
        let is_named = |child: TokenId| {
            let actors = self.entities.actors_at(child);
            let is_name = matches!(document.token(child).upos, Upos::Propn | Upos::X) || self.has_row(child);
            // Several people are not the first whom the list names.
            let is_list = token.xpos == Xpos::Nns && (self.is_named_person(child) || document.child_by(child, Relation::Conj).is_some());
            is_name && !is_list && !actors.is_empty()
        };
        document.children_by(noun, Relation::Appos).find(|&child| child > noun && is_named(child))
    }

    /// Somebody inside a phrase who stands for it.
    fn stand_in(&self, noun: TokenId) -> Option<TokenId> {
        let tree = &self.tree;
        let is_name = tree.document.token(noun).upos == Upos::Propn;
        let may = |id: TokenId| match tree.participant_kind(noun) {
            // `the UN Commission on Oland` is not Oland's.
            _ if is_name => self.is_one_name(id, noun) || id < noun && self.is_tied(id, noun),
            Some(ParticipantKind::Person | ParticipantKind::Relation) => false,
            Some(ParticipantKind::Group) => self.is_tied(id, noun) && !self.is_state(id),
            Some(ParticipantKind::Body) => self.is_tied(id, noun) && !self.is_plain_modifier(id),
            None if tree.is_agentive(noun) => self.is_tied(id, noun) && !self.is_state(id) && !self.is_named_person(id),
            None => !self.is_strange(id, noun),
        };
        // `Ada Berg's contacts with Oland` are hers, whoever she is.
        let is_plain = !is_name && tree.participant_kind(noun).is_none();
        let is_somebody = |owner: &TokenId| tree.document.token(*owner).upos == Upos::Propn && !self.entities.actors_at(*owner).is_empty();
        let owner = tree.document.child_by(noun, Relation::NmodPoss).filter(is_somebody).filter(|_| is_plain);
        if owner.is_some() {
            return owner;
        }
        let known: Vec<TokenId> = tree.phrase(noun).into_iter().filter(|&id| id != noun && self.is_known(id) && may(id)).collect();
        // `the Olandian wing of the front`: whose part it is says more than where it is.
        let is_whole = |id: &TokenId| {
            tree.document.token(*id).head == Some(noun) && tree.has_preposition(*id, "of") && !self.is_state(*id) && self.has_row(*id)
        };
        let first = known.first().copied();
        let whole = first.filter(|&id| id < noun && self.is_state(id)).and_then(|_| known.iter().copied().find(is_whole));
        let inside = whole.or(first);
        let is_thing = !is_name && !tree.is_agentive(noun);
        inside.or_else(|| self.inner_actor(noun).filter(|&id| is_thing && !self.is_strange(id, noun)))
    }

    /// Whether a mention holds a word that its own head does not lead: a parse
    /// may tear a name apart.
    fn is_one_name(&self, head: TokenId, word: TokenId) -> bool {
        self.entities.actor_mention_at(head).is_some_and(|mention| mention.tokens.contains(&(word.index() as u32)))
    }

    /// Whether a word hangs on a noun as its modifier, possessor or with "of",
    /// and not on what was done to it: "Oland-backed".
    fn is_tied(&self, word: TokenId, noun: TokenId) -> bool {
        let document = self.tree.document;
        let mut current = word;
        for _ in 0..DEPTH {
            let token = document.token(current);
            let is_deed = self.tree.is_verb(current) && self.tree.lemma(current) != "lead";
            let is_close = match token.relation {
                Relation::Nmod => self.tree.has_preposition(current, "of") || document.child_by(current, Relation::Case).is_none(),
                Relation::Amod
                | Relation::Compound
                | Relation::NmodPoss
                | Relation::NmodDesc
                | Relation::NmodUnmarked
                | Relation::Flat
                | Relation::Conj => true,
                relation => relation.is_oblique() || relation.is_subject(),
            };
            match token.head {
                Some(above) if is_close && !is_deed && above == noun => return true,
                Some(above) if is_close && !is_deed => current = above,
                _ => return false,
            }
        }
        false
    }

    /// Whether a word is of a clause that tells what somebody else did to a
    /// thing: "the cash seized *by Oland*".
    fn is_strange(&self, word: TokenId, noun: TokenId) -> bool {
        let document = self.tree.document;
        document
            .children_by(noun, Relation::Acl)
            .any(|clause| !OWNING.contains(&self.tree.lemma(clause).as_str()) && document.subtree(clause).contains(&word))
    }

    /// Whether a word is a person's name, office or pronoun, not a body or a role noun.
    fn is_named_person(&self, word: TokenId) -> bool {
        is_kind("person", self.tree.document, self.entities, word, self.entities.actors_at(word))
    }

    /// Whether a word names a state.
    fn is_state(&self, word: TokenId) -> bool {
        self.entities
            .actors_at(word)
            .iter()
            .any(|actor| actor.id.is_some() && actor.id.as_deref() == actor.country.as_ref().map(|country| country.as_str()))
    }

    /// Whether a word names an actor of the tables.
    fn has_row(&self, word: TokenId) -> bool {
        self.entities.actors_at(word).iter().any(|actor| actor.id.is_some())
    }

    /// "the *refugee* agency": a role noun that only tells what a body is for.
    fn is_plain_modifier(&self, word: TokenId) -> bool {
        let is_modifier = matches!(self.tree.document.token(word).relation, Relation::Amod | Relation::Compound);
        is_modifier && self.entities.actors_at(word).iter().all(|actor| actor.id.is_none() && actor.country.is_none())
    }
}
