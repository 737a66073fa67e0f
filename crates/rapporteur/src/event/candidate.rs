//! Matching patterns to triggers: which pattern wins, and why others do not.
//!
//! What comes in is a tree and the patterns; what goes out are candidates,
//! one at most for each trigger. Truth, time and place are decided later.

use super::tree::Tree;
use crate::document::{Relation, TokenId, Upos};
use crate::entity::Entities;
use crate::ontology::Code;
use crate::resource::pattern::{Conditions, Pattern, Patterns, TriggerClass};

/// Types of which nobody is the target against whom something is done.
const FRIENDLY: [&str; 5] = ["AGREE", "AID", "CONSULT", "COOPERATE", "SUPPORT"];

/// A trigger with the pattern that won it and the participants it found.
#[derive(Clone, Debug)]
pub struct Candidate<'p> {
    /// The head of the trigger.
    pub trigger: TokenId,
    /// The pattern.
    pub pattern: &'p Pattern,
    /// Heads of the source phrases.
    pub sources: Vec<TokenId>,
    /// Heads of the target phrases.
    pub targets: Vec<TokenId>,
}

/// Why a pattern did not fire on a trigger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Miss {
    /// The trigger.
    pub trigger: TokenId,
    /// The pattern's id.
    pub pattern: String,
    /// The condition that did not hold.
    pub reason: &'static str,
}

/// Finds patterns' events in sentences.
#[derive(Clone, Copy)]
pub struct Matcher<'d, 'p> {
    /// The parsed article.
    pub tree: Tree<'d>,
    /// Who the phrases name.
    pub entities: &'d Entities,
    /// The patterns.
    pub patterns: &'p Patterns,
}

/// What introduces a clause that tells what something is done for or on what
/// it depends: `to end the siege`, `unless they leave`, and not what is done
/// beside it: `accusing them of treason`, `while its troops shelled the town`.
const AIM_OR_CONDITION: [&str; 9] = ["to", "if", "unless", "until", "till", "once", "lest", "so", "provided"];

impl<'p> Matcher<'_, 'p> {
    /// The winning candidate of a token, if it triggers one; near misses go to `misses`.
    pub fn candidate(&self, trigger: TokenId, misses: &mut Vec<Miss>) -> Option<Candidate<'p>> {
        self.best(trigger, |pattern| pattern.claim.is_none(), misses)
    }

    /// The same among the patterns that feed a ledger.
    pub fn claim(&self, trigger: TokenId) -> Option<Candidate<'p>> {
        self.best(trigger, |pattern| pattern.claim.is_some(), &mut Vec::new())
    }

    /// A pattern of another type that matches the trigger as well.
    pub fn pattern_of_type(&self, trigger: TokenId, event_type: &Code) -> Option<&'p Pattern> {
        let wanted = |pattern: &Pattern| pattern.claim.is_none() && pattern.event_type.as_ref() == Some(event_type);
        self.best(trigger, wanted, &mut Vec::new()).map(|candidate| candidate.pattern)
    }

    fn best(&self, trigger: TokenId, wanted: impl Fn(&Pattern) -> bool, misses: &mut Vec<Miss>) -> Option<Candidate<'p>> {
        let document = self.tree.document;
        let class = TriggerClass::of(document.token(trigger).upos)?;
        let lemma = self.tree.lemma(trigger);
        let mut best: Option<(i32, usize, Candidate<'p>)> = None;
        let hyphenated = self.tree.hyphenated(trigger).unwrap_or_default();
        let known = self.patterns.triggered_by(class, &hyphenated).chain(self.patterns.triggered_by(class, &lemma));
        for pattern in known.filter(|pattern| wanted(pattern)) {
            let weight = (pattern.priority, pattern.conditions.count());
            if best.as_ref().is_some_and(|(priority, count, _)| (*priority, *count) >= weight) {
                continue;
            }
            match self.matched(trigger, pattern) {
                Ok(candidate) => best = Some((weight.0, weight.1, candidate)),
                Err(reason) => misses.push(Miss { trigger, pattern: pattern.id.clone(), reason }),
            }
        }
        best.map(|(_, _, candidate)| candidate)
    }

    fn matched(&self, trigger: TokenId, pattern: &'p Pattern) -> Result<Candidate<'p>, &'static str> {
        self.words_hold(trigger, pattern)?;
        let conditions = &pattern.conditions;
        let mut sources = self.follow_first(trigger, &pattern.source);
        let mut targets = self.follow_first(trigger, &pattern.target);
        if sources.is_empty() && targets.is_empty() && pattern.reciprocal {
            sources = self.parties_of_clause(trigger);
        }
        if !targets.iter().any(|&target| self.names_somebody(target)) {
            let receivers = self.tree.receivers(trigger);
            targets = if receivers.is_empty() { targets } else { receivers };
        }
        // The same words cannot act upon themselves; the closer reading is the source's.
        // What belongs to the source ("laid down their weapons") is no party either.
        targets.retain(|&target| !sources.contains(&target) && !self.is_own_thing(target) && !self.is_one_of(target, &sources));
        self.kinds_hold(conditions, &mut sources, &mut targets)?;
        if pattern.veto {
            return Ok(Candidate { trigger, pattern, sources, targets });
        }
        if (!sources.is_empty() || self.is_open_passive(trigger))
            && !pattern.target.is_empty()
            && !pattern.reciprocal
            && !targets.iter().any(|&target| self.names_somebody(target))
        {
            let spent = self.spent(trigger, conditions);
            let is_part = |head: &TokenId| conditions.object.contains(&self.tree.lemma(*head));
            let parts: Vec<TokenId> = spent.iter().copied().filter(is_part).collect();
            self.look_further(trigger, &sources, &spent, &parts, &mut targets);
            // "agreed to act against Oland": nobody agrees with whom he acts against.
            let is_friendly = pattern.event_type.as_ref().is_some_and(|code| FRIENDLY.contains(&code.as_str()));
            targets.retain(|&target| !is_friendly || !self.tree.has_preposition(target, "against"));
        }
        self.is_complete(trigger, pattern, &sources, &targets)?;
        Ok(Candidate { trigger, pattern, sources, targets })
    }

    /// Keeps the participants that are of the kinds that a pattern asks for.
    fn kinds_hold(&self, conditions: &Conditions, sources: &mut Vec<TokenId>, targets: &mut Vec<TokenId>) -> Result<(), &'static str> {
        let fits = |heads: &mut Vec<TokenId>, kinds: &[String]| {
            if !kinds.is_empty() {
                heads.retain(|&head| kinds.iter().any(|kind| self.is_kind(kind, head)));
            }
            kinds.is_empty() || !heads.is_empty()
        };
        if !fits(sources, &conditions.source_kind) {
            return Err("source_kind");
        }
        if !fits(targets, &conditions.target_kind) {
            return Err("target_kind");
        }
        let excludes = |heads: &mut Vec<TokenId>, kinds: &[String]| {
            let before = heads.len();
            heads.retain(|&head| !kinds.iter().any(|kind| self.is_kind(kind, head)));
            before > 0 && heads.is_empty()
        };
        if excludes(sources, &conditions.not_source_kind) {
            return Err("not_source_kind");
        }
        if excludes(targets, &conditions.not_target_kind) {
            return Err("not_target_kind");
        }
        Ok(())
    }

    /// Whether enough of the participants is named.
    fn is_complete(&self, trigger: TokenId, pattern: &Pattern, sources: &[TokenId], targets: &[TokenId]) -> Result<(), &'static str> {
        if pattern.needs_source && sources.is_empty() && (targets.is_empty() || !self.is_open_passive(trigger)) {
            return Err("no source");
        }
        if pattern.needs_target && targets.is_empty() {
            return Err("no target");
        }
        if sources.is_empty() && self.is_in_passing(trigger) {
            return Err("a participle in passing, without a source");
        }
        if sources.is_empty() && targets.is_empty() {
            return Err("no participant");
        }
        if sources.is_empty() && !targets.iter().any(|&target| self.names_somebody(target)) {
            return Err("nobody is named");
        }
        Ok(())
    }

    /// "the detained editor", "rebels backed from abroad": a participle that
    /// only describes a noun reports no event unless it says who did it.
    fn is_in_passing(&self, trigger: TokenId) -> bool {
        self.tree.is_verb(trigger) && matches!(self.tree.document.token(trigger).relation, Relation::Acl | Relation::Amod)
    }

    /// "Two journalists were detained": the text hides who did it.
    fn is_open_passive(&self, trigger: TokenId) -> bool {
        self.tree.is_verb(trigger) && self.tree.is_passive(trigger)
    }

    /// The objects that a pattern asks for: in "lifted the ban on X" the ban
    /// is a part of what was done, not whom it was done to.
    fn spent(&self, trigger: TokenId, conditions: &Conditions) -> Vec<TokenId> {
        let mut found = self.fitting_objects(trigger, &conditions.object);
        let complement = self.tree.inner_complement(trigger);
        found.extend(complement.into_iter().flat_map(|head| self.fitting_objects(head, &conditions.complement_object)));
        found
    }

    /// The objects of a verb that have one of some lemmas; none if there are no lemmas.
    fn fitting_objects(&self, verb: TokenId, wanted: &[String]) -> Vec<TokenId> {
        let objects = if wanted.is_empty() { Vec::new() } else { self.tree.objects(verb) };
        objects.into_iter().filter(|&head| self.some_of(wanted, &[head])).collect()
    }

    /// The words that a candidate's pattern has used up: they evoke no event of their own.
    pub fn used_words(&self, candidate: &Candidate<'_>) -> Vec<TokenId> {
        let conditions = &candidate.pattern.conditions;
        let trigger = candidate.trigger;
        let mut used = self.fitting_objects(trigger, &conditions.object);
        if !conditions.subject.is_empty() {
            used.extend(self.tree.subjects(trigger).into_iter().filter(|&head| self.some_of(&conditions.subject, &[head])));
        }
        if !conditions.complement.is_empty() {
            used.extend(self.tree.complement(trigger));
            used.extend(self.tree.inner_complement(trigger));
        }
        if !conditions.complement_object.is_empty() {
            used.extend(self.tree.inner_complement(trigger).into_iter().flat_map(|head| self.tree.objects(head)));
        }
        if !conditions.support.is_empty() {
            used.extend(self.tree.governing_verb(trigger));
        }
        for with in &conditions.with {
            if let Some((preposition, lemma)) = with.split_once(':') {
                let modifiers = self.tree.prepositional(trigger).into_iter();
                used.extend(
                    modifiers.filter(|(found, head)| found == preposition && self.tree.lemma(*head) == lemma).map(|(_, head)| head),
                );
            }
        }
        // A noun event that completes a support verb is said once, by the more specific of the two.
        used.extend(self.tree.support_verb(trigger).filter(|_| !self.tree.is_verb(trigger)));
        used.retain(|&word| word != trigger);
        used
    }

    /// The heads of what a speech act promises, asks, refuses or threatens.
    pub fn promised(&self, candidate: &Candidate<'_>) -> Vec<TokenId> {
        let trigger = candidate.trigger;
        let mut heads: Vec<TokenId> = self.tree.complement(trigger).into_iter().collect();
        heads.extend(self.tree.document.children(trigger).iter().copied().filter(|&child| {
            let is_content = match self.tree.document.token(child).relation {
                Relation::Xcomp | Relation::Ccomp => true,
                Relation::Advcl => self.tree.is_marked(child, &AIM_OR_CONDITION),
                _ => false,
            };
            is_content && self.tree.document.token(child).upos == Upos::Verb && child > trigger
        }));
        if self.tree.is_verb(trigger) {
            heads.extend(self.tree.objects(trigger));
        }
        let prepositional = self.tree.prepositional(trigger).into_iter();
        heads.extend(
            prepositional
                .filter(|(preposition, _)| matches!(preposition.as_str(), "for" | "of" | "to" | "on" | "with"))
                .map(|(_, head)| head),
        );
        heads
    }
}
