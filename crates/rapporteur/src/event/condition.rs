//! Whether the words around a trigger are what a pattern asks for.
//!
//! What comes in is a trigger and a pattern's conditions; what goes out is
//! the first condition that does not hold. Who the participants are is asked
//! elsewhere.

use super::candidate::Matcher;
use crate::document::{Relation, TokenId};
use crate::resource::pattern::{Conditions, Pattern};

impl Matcher<'_, '_> {
    pub(super) fn words_hold(&self, trigger: TokenId, pattern: &Pattern) -> Result<(), &'static str> {
        let conditions = &pattern.conditions;
        let tree = &self.tree;
        if let Some(voice) = &conditions.voice
            && (voice == "passive") != tree.is_passive(trigger)
        {
            return Err("voice");
        }
        if !conditions.particle.is_empty() && !self.has_particle(trigger, &conditions.particle) {
            return Err("particle");
        }
        let objects =
            if conditions.object.is_empty() && conditions.not_object.is_empty() { Vec::new() } else { self.tree.objects(trigger) };
        if !self.any_of(&conditions.object, &objects) {
            return Err("object");
        }
        if self.some_of(&conditions.not_object, &objects) {
            return Err("not_object");
        }
        let subjects =
            if conditions.subject.is_empty() && conditions.not_subject.is_empty() { Vec::new() } else { self.tree.subjects(trigger) };
        if !self.any_of(&conditions.subject, &subjects) {
            return Err("subject");
        }
        if self.some_of(&conditions.not_subject, &subjects) {
            return Err("not_subject");
        }
        self.modifiers_hold(trigger, conditions)
    }

    /// "walked *out*", also where the parser takes the particle for an adverb
    /// or for the preposition of the phrase that follows.
    fn has_particle(&self, trigger: TokenId, wanted: &[String]) -> bool {
        let document = self.tree.document;
        let is_wanted = |id: TokenId| wanted.contains(&self.tree.lemma(id));
        let next = TokenId::new(trigger.index() + 1);
        document.children_by(trigger, Relation::CompoundPrt).chain(document.children_by(trigger, Relation::Advmod)).any(is_wanted)
            || next.index() < document.tokens.len() && document.token(next).relation == Relation::Case && is_wanted(next)
    }

    fn modifiers_hold(&self, trigger: TokenId, conditions: &Conditions) -> Result<(), &'static str> {
        if !conditions.with.is_empty() && !conditions.with.iter().any(|with| self.is_modified_with(trigger, with)) {
            return Err("with");
        }
        if conditions.not_with.iter().any(|with| self.is_modified_with(trigger, with)) {
            return Err("not_with");
        }
        let governor = self.tree.document.token(trigger).head;
        if !conditions.under.is_empty() && !governor.is_some_and(|head| conditions.under.contains(&self.tree.lemma(head))) {
            return Err("under");
        }
        self.complement_holds(trigger, conditions)?;
        self.auxiliaries_hold(trigger, conditions)?;
        if !conditions.modifier.is_empty() && !self.has_modifier(trigger, &conditions.modifier) {
            return Err("modifier");
        }
        if self.has_modifier(trigger, &conditions.not_modifier) {
            return Err("not_modifier");
        }
        Ok(())
    }

    fn complement_holds(&self, trigger: TokenId, conditions: &Conditions) -> Result<(), &'static str> {
        let wanted = [&conditions.complement, &conditions.not_complement, &conditions.complement_object, &conditions.complement_modal];
        if wanted.iter().all(|list| list.is_empty()) && !conditions.complement_negated {
            return Ok(());
        }
        let outer = self.tree.complement(trigger);
        let inner = self.tree.inner_complement(trigger);
        let among = |list: &[String]| {
            let fits = |head: TokenId, wanted: &str| match wanted {
                "*" => true,
                "to *" => self.tree.is_infinitive(head),
                "be *" => self.tree.is_subjunctive(head),
                "that *" => self.tree.is_statement(head),
                "wh *" => self.tree.is_question(head),
                lemma => lemma == self.tree.lemma(head),
            };
            [outer, inner].into_iter().flatten().any(|head| list.iter().any(|wanted| fits(head, wanted)))
        };
        if !conditions.complement.is_empty() && !among(&conditions.complement) {
            return Err("complement");
        }
        if among(&conditions.not_complement) {
            return Err("not_complement");
        }
        if !conditions.complement_object.is_empty()
            && !inner.is_some_and(|head| self.some_of(&conditions.complement_object, &self.tree.objects(head)))
        {
            return Err("complement_object");
        }
        let has_modal = |head: TokenId| {
            self.tree.auxiliaries(head).iter().any(|modal| conditions.complement_modal.contains(modal))
                || conditions.complement_modal.contains(&self.tree.lemma(head))
        };
        if !conditions.complement_modal.is_empty() && !outer.is_some_and(has_modal) {
            return Err("complement_modal");
        }
        if conditions.complement_negated && !outer.is_some_and(|head| self.tree.is_negated(head)) {
            return Err("complement_negated");
        }
        Ok(())
    }

    fn auxiliaries_hold(&self, trigger: TokenId, conditions: &Conditions) -> Result<(), &'static str> {
        if conditions.negated && !self.tree.is_negated(trigger) {
            return Err("negated");
        }
        if !conditions.modal.is_empty() || !conditions.not_modal.is_empty() {
            let auxiliaries = self.tree.auxiliaries(trigger);
            let has = |list: &[String]| auxiliaries.iter().any(|found| list.contains(found));
            if !conditions.modal.is_empty() && !has(&conditions.modal) {
                return Err("modal");
            }
            if has(&conditions.not_modal) {
                return Err("not_modal");
            }
        }
        if !conditions.support.is_empty() || !conditions.not_support.is_empty() {
            let governor = self.tree.governing_verb(trigger).map(|verb| self.tree.lemma(verb));
            let among = |list: &[String]| governor.as_ref().is_some_and(|lemma| list.contains(lemma));
            if !conditions.support.is_empty() && !among(&conditions.support) {
                return Err("support");
            }
            if among(&conditions.not_support) {
                return Err("not_support");
            }
        }
        Ok(())
    }

    fn any_of(&self, wanted: &[String], heads: &[TokenId]) -> bool {
        wanted.is_empty() || self.some_of(wanted, heads)
    }

    /// Whether a head or one of its close modifiers has one of the lemmas.
    pub(super) fn some_of(&self, wanted: &[String], heads: &[TokenId]) -> bool {
        let fits = |head: TokenId| {
            wanted[0] == "*"
                || wanted.contains(&self.tree.lemma(head))
                || self.tree.hyphenated(head).is_some_and(|lemma| wanted.contains(&lemma))
                || self.close_modifiers(head).any(|child| wanted.contains(&self.tree.lemma(child)))
        };
        !wanted.is_empty() && heads.iter().any(|&head| fits(head) || self.tree.measured(head).is_some_and(fits))
    }

    pub(super) fn close_modifiers(&self, head: TokenId) -> impl Iterator<Item = TokenId> + '_ {
        let document = self.tree.document;
        document.children(head).iter().copied().filter(move |&child| {
            matches!(
                document.token(child).relation,
                Relation::Compound
                    | Relation::Amod
                    | Relation::NmodDesc
                    | Relation::NmodUnmarked
                    | Relation::Flat
                    | Relation::Advmod
                    | Relation::Det
            )
        })
    }

    fn has_modifier(&self, trigger: TokenId, wanted: &[String]) -> bool {
        if wanted.is_empty() {
            return false;
        }
        let mut heads = vec![trigger];
        if self.tree.is_verb(trigger) {
            heads.extend(self.tree.objects(trigger));
        }
        heads.into_iter().any(|head| self.close_modifiers(head).any(|child| wanted.contains(&self.tree.lemma(child))))
    }

    fn is_modified_with(&self, trigger: TokenId, with: &str) -> bool {
        match with.split_once(':') {
            None => !self.tree.modified_with(trigger, &with.replace('_', " ")).is_empty(),
            Some((preposition, lemma)) => {
                self.tree.prepositional(trigger).iter().any(|(found, head)| found == preposition && self.tree.lemma(*head) == lemma)
            }
        }
    }
}
