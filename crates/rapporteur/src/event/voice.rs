//! Active or passive: who a verb's act is done by, and whom it is done to.
//!
//! What comes in is a verb of a parsed sentence; what goes out are heads of
//! phrases. Subjects that are shared or controlled are found in [`super::tree`].

use super::tree::{MAX_CLIMB, Tree};
use crate::document::{Relation, TokenId, Upos, Xpos};

/// Words that part what follows from what was told before.
const AFTERWARDS: [&str; 7] = ["later", "then", "subsequently", "eventually", "finally", "since", "afterwards"];

impl Tree<'_> {
    /// Whether a verb stands in the passive: its subject is the one it is done to.
    pub fn is_passive(&self, verb: TokenId) -> bool {
        let has = |relation| self.document.child_by(verb, relation).is_some();
        // "The police had also deployed": a perfect without "been" is active, whatever its subject is taken for.
        let is_perfect = self.document.children_by(verb, Relation::Aux).any(|aux| self.lemma(aux) == "have");
        if is_perfect && !has(Relation::AuxPass) && !has(Relation::OblAgent) {
            return false;
        }
        if has(Relation::NsubjPass) || has(Relation::AuxPass) || has(Relation::OblAgent) || has(Relation::CsubjPass) {
            return true;
        }
        let token = self.document.token(verb);
        if has(Relation::Nsubj) || has(Relation::Aux) {
            return false;
        }
        match (token.relation, token.xpos) {
            (Relation::Acl | Relation::Amod | Relation::Advcl, Xpos::Vbn) => true,
            // "a worker *killed* fighting", "*Asked* if he would go, she said": a past form without a
            // subject is a participle, whatever its tag.
            (Relation::Acl, Xpos::Vbd) => !has(Relation::Obj),
            (Relation::Advcl, Xpos::Vbd) => !has(Relation::Obj) && !has(Relation::Mark) && token.head.is_some_and(|head| verb < head),
            // "was arrested and charged": the auxiliary is written once; "was held and beat a guard" is none.
            (Relation::Conj, Xpos::Vbn) => token.head.is_some_and(|head| {
                let both = !has(Relation::Obj) || self.document.child_by(head, Relation::Obj).is_some();
                both && self.is_verb(head) && self.is_passive(head)
            }),
            _ => false,
        }
    }

    pub(super) fn agent(&self, verb: TokenId) -> Option<TokenId> {
        let is_by = |child: TokenId| self.has_preposition(child, "by") && !self.is_time_or_amount(child);
        let own = self.document.child_by(verb, Relation::OblAgent);
        own.or_else(|| self.document.children(verb).iter().copied().find(|&child| self.relation(child) == Relation::Obl && is_by(child)))
            .or_else(|| {
                // A long modifier may have drawn the agent to itself: "sentenced to nine years for bribery by a court".
                let obliques = self
                    .document
                    .children(verb)
                    .iter()
                    .copied()
                    .filter(|&child| child > verb && (self.relation(child).is_oblique() || self.relation(child) == Relation::Xcomp));
                obliques.flat_map(|oblique| self.document.subtree(oblique)).find(|&id| {
                    let relation = self.relation(id);
                    (relation.is_nominal_modifier() || relation.is_oblique())
                        && is_by(id)
                        && self.is_agentive(id)
                        && self.is_in_clause_of(id, verb)
                })
            })
            .or_else(|| self.agent_of_next(verb))
    }

    /// "were *detained* and beaten by soldiers": whoever does what follows at
    /// once did this too; "was convicted and *later* pardoned by X" is told apart.
    fn agent_of_next(&self, verb: TokenId) -> Option<TokenId> {
        let children = self.document.children(verb).iter().copied();
        let after: Vec<TokenId> = children.filter(|&child| child > verb && self.relation(child) != Relation::Punct).collect();
        let &[next] = after.as_slice() else { return None };
        let is_apart = |child: TokenId| {
            self.relation(child).is_subject()
                || self.relation(child) == Relation::AuxPass
                || AFTERWARDS.contains(&self.document.form(child).to_lowercase().as_str())
        };
        let is_shared = self.relation(next) == Relation::Conj
            && self.is_passive(next)
            && !self.document.children(next).iter().any(|&child| is_apart(child));
        self.document.child_by(next, Relation::OblAgent).filter(|_| is_shared)
    }

    /// Whether no other clause stands between a word and a verb above it.
    fn is_in_clause_of(&self, word: TokenId, verb: TokenId) -> bool {
        let mut current = word;
        // A sentence's tree is no deeper than the parser's limit on its length.
        for _ in 0..256 {
            let token = self.document.token(current);
            match token.head {
                Some(head) if head == verb => return true,
                Some(head)
                    if !(self.is_verb(head) && matches!(self.relation(head), Relation::Acl | Relation::AclRelcl | Relation::Advcl)) =>
                {
                    current = head;
                }
                _ => return false,
            }
        }
        false
    }

    fn is_time_or_amount(&self, id: TokenId) -> bool {
        matches!(self.document.token(id).upos, Upos::Num | Upos::Verb)
    }

    pub(super) fn object(&self, verb: TokenId) -> Option<TokenId> {
        if self.is_passive(verb) {
            if let Some(subject) = self.document.child_by(verb, Relation::NsubjPass) {
                return Some(self.antecedent(verb, subject));
            }
            let head = self.document.token(verb).head?;
            return match self.relation(verb) {
                Relation::Acl | Relation::Amod => Some(head),
                // "robbed a shop and *was* arrested", "is a militia and *is* backed by X": the subject is shared.
                Relation::Conj if self.document.child_by(verb, Relation::AuxPass).is_some() || !self.is_verb(head) => {
                    self.shared_subject(head)
                }
                Relation::Conj => self.object(head),
                Relation::Advcl if self.is_verb(head) => self.document.child_by(head, Relation::Nsubj),
                Relation::Xcomp if self.is_verb(head) => self.document.child_by(head, Relation::Obj).or_else(|| self.object(head)),
                _ => None,
            };
        }
        if let Some(object) = self.document.child_by(verb, Relation::Obj) {
            return Some(self.antecedent(verb, object));
        }
        if let Some(gap) = self.object_gap(verb) {
            return Some(gap);
        }
        // "attacked and looted the town": the object is written once, on the last verb.
        self.document
            .children_by(verb, Relation::Conj)
            .find(|&conjunct| self.is_verb(conjunct) && self.document.child_by(conjunct, Relation::Nsubj).is_none())
            .filter(|&conjunct| conjunct.index() <= verb.index() + 3)
            .and_then(|conjunct| self.document.child_by(conjunct, Relation::Obj))
    }

    /// The subject that a clause shares with those conjoined to it, as it stands in the text.
    fn shared_subject(&self, first: TokenId) -> Option<TokenId> {
        let mut verb = first;
        for _ in 0..MAX_CLIMB {
            let own = [Relation::Nsubj, Relation::NsubjPass].into_iter().find_map(|relation| self.document.child_by(verb, relation));
            if let Some(subject) = own {
                return Some(self.antecedent(verb, subject));
            }
            match self.relation(verb) {
                Relation::Conj => verb = self.document.token(verb).head?,
                Relation::AclRelcl => return self.document.token(verb).head,
                Relation::Xcomp | Relation::Advcl => return self.subject(verb, MAX_CLIMB),
                _ => return None,
            }
        }
        None
    }

    /// "the ship it seized": the noun that a relative clause without an object modifies.
    pub(super) fn object_gap(&self, verb: TokenId) -> Option<TokenId> {
        if self.relation(verb) != Relation::AclRelcl || self.document.child_by(verb, Relation::Obj).is_some() {
            return None;
        }
        let subject = self.document.child_by(verb, Relation::Nsubj)?;
        let is_relative = matches!(self.document.token(subject).xpos, Xpos::Wdt | Xpos::Wp);
        let has_oblique_gap = self.document.children(verb).iter().any(|&child| {
            self.relation(child).is_oblique() && matches!(self.document.token(child).xpos, Xpos::Wdt | Xpos::Wp)
                || matches!(self.document.token(child).xpos, Xpos::Wrb)
        });
        if is_relative || has_oblique_gap { None } else { self.document.token(verb).head }
    }
}
