//! Who takes part in an event: where a pattern's paths lead, which of the
//! words there can take part, and who they name.

use super::candidate::Matcher;
use super::kind::{is_kind, is_known};
use super::mention::Participant;
use crate::document::{EntityLabel, Relation, TokenId, Upos};
use crate::entity::Actor;
use crate::resource::pattern::{Path, Step};

/// Prepositions of place.
const WHERE: [&str; 11] = ["in", "at", "near", "across", "along", "outside", "around", "throughout", "inside", "within", "off"];

impl Matcher<'_, '_> {
    /// "Oland and Westmark agreed, during *talks* in the capital": whoever
    /// acts together in the clause that a meeting accompanies took part in it.
    pub(super) fn parties_of_clause(&self, trigger: TokenId) -> Vec<TokenId> {
        let parties = self.tree.of_occasion(trigger);
        let known: usize = parties.iter().map(|&party| self.entities.actors_at(party).iter().filter(|actor| is_known(actor)).count()).sum();
        if known >= 2 { parties } else { Vec::new() }
    }

    /// The text may name the one concerned deeper down: "a curfew in parts of
    /// *Kashmir*". The first actor or place behind the trigger, in its own
    /// clause and in nobody else's statement or deed, is the target that is
    /// meant; if there is none, the first in a relative clause ("the ban that
    /// it put on *X*"). One that stands inside a phrase found before changes
    /// nothing, unless the phrase is `spent`: part of what was done; and what is wholly
    /// such a part is never the one concerned.
    pub(super) fn look_further(
        &self,
        trigger: TokenId,
        sources: &[TokenId],
        spent: &[TokenId],
        parts: &[TokenId],
        targets: &mut Vec<TokenId>,
    ) {
        // "Planes were seized *in the park*": what was acted upon is said.
        if self.tree.is_verb(trigger) && self.tree.is_passive(trigger) && !targets.is_empty() {
            return;
        }
        let found = self.first_behind(trigger, sources, parts, false).or_else(|| self.first_behind(trigger, sources, parts, true));
        let holds = |target: TokenId, found: TokenId| !spent.contains(&target) && self.tree.phrase(target).contains(&found);
        if let Some(found) = found
            && !targets.iter().any(|&target| holds(target, found))
        {
            *targets = self.tree.conjuncts(found);
        }
    }

    fn first_behind(&self, trigger: TokenId, sources: &[TokenId], parts: &[TokenId], in_relative: bool) -> Option<TokenId> {
        let document = self.tree.document;
        let clause = if self.tree.is_verb(trigger) { trigger } else { self.tree.support_verb(trigger).unwrap_or(trigger) };
        let may_enter = |child: TokenId| {
            self.is_same_clause(child) || in_relative && document.token(child).relation == Relation::AclRelcl && child > trigger
        };
        let mut pending: Vec<TokenId> = vec![clause];
        let mut below = Vec::new();
        while let Some(current) = pending.pop() {
            // "during the last days of the town" tells when, and of whose days.
            if self.tree.is_time_unit(current) && document.token(current).relation.is_oblique() {
                continue;
            }
            below.push(current);
            let children = document.children(current).iter().copied();
            pending.extend(children.filter(|&child| !sources.contains(&child) && may_enter(child)));
        }
        below.sort_unstable();
        let nominal = |id: TokenId| matches!(document.token(id).upos, Upos::Noun | Upos::Propn | Upos::Adj);
        // "refused entry to *Turkish* jets": a word that only says whose something is stands for nobody.
        let is_part = |id: TokenId| matches!(document.token(id).relation, Relation::Amod | Relation::Compound);
        let may_be = |id: TokenId| id > trigger && !sources.contains(&id) && !parts.contains(&id) && nominal(id) && !is_part(id);
        below.into_iter().find(|&id| may_be(id) && self.is_named_or_known(id))
    }

    /// Whether a word belongs to its head's clause, infinitives included.
    fn is_same_clause(&self, child: TokenId) -> bool {
        let relation = self.tree.document.token(child).relation;
        match relation {
            Relation::Parataxis | Relation::Appos | Relation::AdvclRelcl | Relation::AclRelcl => false,
            Relation::Advcl | Relation::Ccomp | Relation::Conj if self.tree.is_verb(child) => self.tree.is_infinitive(child),
            relation => !relation.is_subject(),
        }
    }

    fn is_named_or_known(&self, id: TokenId) -> bool {
        let is_time = self.entities.times_in(id.index() as u32..id.index() as u32 + 1).next().is_some();
        !is_time && (self.is_known(id) || self.is_kind("place", id) || self.is_kind("person", id))
    }

    /// Whether a word heads a mention of an actor who is known.
    pub(super) fn is_known(&self, head: TokenId) -> bool {
        self.entities.actors_at(head).iter().any(is_known)
    }

    /// Whether a pronoun refers to one of some phrases.
    pub(super) fn is_one_of(&self, head: TokenId, others: &[TokenId]) -> bool {
        let shown = |head: TokenId| self.antecedent(head).unwrap_or(head);
        let entity = |head: TokenId| self.entities.actor_mention_at(head).map(|mention| mention.entity);
        others.iter().any(|&other| shown(other) == shown(head) || entity(head).is_some() && entity(head) == entity(other))
    }

    pub(super) fn is_own_thing(&self, head: TokenId) -> bool {
        self.is_pronouns(head) && self.is_kind("thing", head)
    }

    /// The phrases at the end of the first path that leads to somebody or to
    /// a place, or else of the first that leads anywhere.
    pub(super) fn follow_first(&self, trigger: TokenId, paths: &[Path]) -> Vec<TokenId> {
        let mut first = Vec::new();
        for path in paths {
            let found = self.follow(trigger, path);
            if found.iter().any(|&head| self.names_somebody(head)) {
                return found;
            }
            if first.is_empty() {
                first = found;
            }
        }
        first
    }

    /// Whether a phrase names or holds an actor, a person or a place.
    pub(super) fn names_somebody(&self, head: TokenId) -> bool {
        let document = self.tree.document;
        document.token(head).upos == Upos::Propn
            || self.is_known(head)
            || self.inner_actor(head).is_some_and(|inner| document.token(inner).upos != Upos::Pron)
            || self.is_kind("person", head)
            || self.is_kind("place", head)
    }

    fn follow(&self, trigger: TokenId, path: &Path) -> Vec<TokenId> {
        let mut heads = vec![trigger];
        for step in &path.0 {
            let mut next: Vec<TokenId> = heads.iter().flat_map(|&head| self.step(head, step)).collect();
            next.dedup();
            heads = next;
        }
        self.widen(trigger, path, &mut heads);
        // "in", "at" and the like lead to times, manners and topics as well as to places and their people.
        let is_where = matches!(path.0.last(), Some(Step::With(preposition)) if WHERE.contains(&preposition.as_str()));
        heads.retain(|&head| self.can_take_part(head) && !self.is_time(head) && (!is_where || self.names_somebody(head)));
        heads
    }

    /// "rejected *Oland's offer*": whose thing it is tells who is meant, and
    /// the whole phrase stays the participant.
    fn widen(&self, trigger: TokenId, path: &Path, heads: &mut [TokenId]) {
        if !path.0.starts_with(&[Step::Object]) || !matches!(path.0.last(), Some(Step::Possessor)) {
            return;
        }
        for head in heads.iter_mut() {
            let owned = self.tree.document.token(*head).head.filter(|_| self.tree.document.token(*head).relation == Relation::NmodPoss);
            let is_pronoun = self.tree.document.token(*head).upos == Upos::Pron;
            if let Some(owned) = owned.filter(|&owned| !is_pronoun && self.tree.objects(trigger).contains(&owned)) {
                *head = owned;
            }
        }
    }

    fn is_time(&self, head: TokenId) -> bool {
        let is_share = self.tree.has_measured(head);
        self.tree.is_time_unit(head) && !is_share
            || self
                .entities
                .mentions
                .iter()
                .any(|mention| mention.head == head && matches!(mention.resolution, crate::entity::Resolution::Time(_)))
    }

    fn step(&self, from: TokenId, step: &Step) -> Vec<TokenId> {
        match step {
            Step::Subject => {
                let found = self.tree.subjects(from);
                if found.is_empty() && !self.tree.is_verb(from) { self.actor_modifiers(from) } else { found }
            }
            Step::Object => self.tree.objects(from),
            Step::Indirect => self.tree.indirects(from),
            Step::With(preposition) => self.tree.modified_with(from, preposition),
            Step::Complement => self.tree.complement(from).into_iter().collect(),
            Step::Condition => self.tree.condition(from).into_iter().collect(),
            Step::Possessor => self.tree.document.child_by(from, Relation::NmodPoss).into_iter().collect(),
            Step::Modifier => self.actor_modifiers(from),
            Step::Actor => self.inner_actor(from).into_iter().collect(),
            Step::Occasion => self.tree.of_occasion(from).into_iter().filter(|&head| self.names_somebody(head)).collect(),
        }
    }

    /// A target that is no actor and no person is of the country in which the
    /// places lie that its phrase names: `Odesa`, `the port of Odesa`.
    pub(super) fn placed(&self, target: &Participant) -> Option<Actor> {
        let document = self.tree.document;
        if document.token(target.head).entity.label() == Some(EntityLabel::Person) {
            return None;
        }
        let sentence = document.sentences[document.sentence_of(target.head)].tokens.clone();
        let mut places =
            self.entities.places_in(sentence).filter(|(mention, _)| target.span.contains(mention.span)).map(|(_, place)| place);
        let first = places.next()?;
        let is_one = places.all(|other| other.country == first.country);
        first.country.filter(|_| is_one)?;
        Some(Actor { name: first.name.clone(), country: first.country, ..Actor::default() })
    }

    /// Modifiers in front of a noun that name an actor: "US air strikes".
    pub(super) fn actor_modifiers(&self, noun: TokenId) -> Vec<TokenId> {
        let mut found: Vec<TokenId> = Vec::new();
        for child in self.close_modifiers(noun).filter(|&child| child < noun) {
            // "a Saudi-led strike": the name hangs on the participle.
            if self.tree.is_verb(child) && self.tree.lemma(child) == "lead" {
                found.extend(self.tree.document.children(child).iter().copied().filter(|&name| !self.entities.actors_at(name).is_empty()));
            }
            found.extend(self.tree.conjuncts(child).into_iter().filter(|&head| !self.entities.actors_at(head).is_empty()));
        }
        found
    }

    /// The phrase that a pronoun refers to: an earlier mention of the same
    /// actor, or whoever says the clause in which it is the subject.
    pub fn antecedent(&self, head: TokenId) -> Option<TokenId> {
        if self.tree.document.token(head).upos != Upos::Pron {
            return None;
        }
        self.earlier_mention(head).or_else(|| self.tree.reporting_subject(head))
    }

    fn earlier_mention(&self, head: TokenId) -> Option<TokenId> {
        let mention = self.entities.actor_mention_at(head)?;
        let same = |other: &&crate::entity::EntityMention| {
            other.entity == mention.entity && self.tree.document.token(other.head).upos != Upos::Pron && !self.is_pronouns(other.head)
        };
        self.entities
            .mentions
            .iter()
            .filter(|other| other.head < head && matches!(other.resolution, crate::entity::Resolution::Actor(_)))
            .rfind(same)
            .map(|other| other.head)
    }

    /// "its fighters": a phrase that itself leans on a pronoun.
    fn is_pronouns(&self, head: TokenId) -> bool {
        let document = self.tree.document;
        document.child_by(head, Relation::NmodPoss).is_some_and(|owner| document.token(owner).upos == Upos::Pron)
    }

    /// The best actor inside a phrase whose head is none.
    pub fn inner_actor(&self, head: TokenId) -> Option<TokenId> {
        let inside = self.tree.phrase(head).into_iter().find(|&id| id != head && self.is_known(id));
        // "the plan *put forward by* Oland": whoever did it stands for it.
        let author = || {
            let document = self.tree.document;
            document
                .children_by(head, Relation::Acl)
                .filter_map(|clause| document.child_by(clause, Relation::OblAgent))
                .find(|&id| self.is_known(id))
        };
        inside.or_else(author)
    }

    /// "a bomb *in Oland*": whether the actor inside a phrase only says where its head is.
    pub(super) fn is_located(&self, head: TokenId) -> bool {
        let is_where = |id: TokenId| ["in", "at", "near", "on"].iter().any(|preposition| self.tree.has_preposition(id, preposition));
        self.inner_actor(head).is_some_and(is_where)
    }

    pub(super) fn is_kind(&self, kind: &str, head: TokenId) -> bool {
        let head = self.tree.content_head(head);
        // "Iraqi pilots", "the president's office": what belongs to an actor acts for it.
        if matches!(kind, "thing" | "actor") && !self.actor_modifiers(head).is_empty() {
            return kind == "actor";
        }
        match kind {
            "place" if self.tree.is_site(head) => return true,
            "thing" if self.tree.is_site(head) || self.tree.is_agentive(head) => return false,
            "person" if self.tree.is_agentive(head) && self.tree.document.token(head).upos == Upos::Noun => return true,
            // "Six were killed", "a third was beaten": a count without a noun counts people.
            "person" | "civilian" if self.is_nominal(head) && self.counts_people(head) => return true,
            _ => {}
        }
        is_kind(kind, self.tree.document, self.entities, head, self.entities.actors_at(head))
    }

    /// Whether a word can head a participant: a noun, a name, a pronoun that
    /// stands for somebody, or an actor's adjective.
    fn can_take_part(&self, head: TokenId) -> bool {
        let token = self.tree.document.token(head);
        match token.upos {
            Upos::Noun | Upos::Propn => true,
            Upos::Pron => {
                !matches!(
                    token.lemma.as_ref(),
                    "it" | "there" | "what" | "this" | "that" | "which" | "who" | "whom" | "whose" | "i" | "I" | "we" | "you"
                ) || !self.entities.actors_at(head).is_empty()
                    || self.antecedent(head).is_some()
            }
            Upos::Adj | Upos::Num | Upos::Det | Upos::X | Upos::Sym | Upos::Verb => {
                !self.entities.actors_at(head).is_empty() || self.is_nominal(head)
            }
            _ => false,
        }
    }

    fn counts_people(&self, head: TokenId) -> bool {
        !matches!(self.tree.document.token(head).upos, Upos::Propn | Upos::Noun | Upos::Pron) || self.tree.is_bare_count(head)
    }

    /// Adjectives and numbers that stand for a noun: "six were killed", "the wounded".
    fn is_nominal(&self, head: TokenId) -> bool {
        let relation = self.tree.document.token(head).relation;
        (relation.is_subject() || matches!(relation, Relation::Obj | Relation::Iobj)) && self.tree.document.token(head).upos != Upos::Verb
    }
}
