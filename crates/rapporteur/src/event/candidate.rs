//! Matching patterns to triggers: which pattern wins, and why others do not.
//!
//! What comes in is a tree and the patterns; what goes out are candidates,
//! one at most for each trigger. Truth, time and place are decided later.

use super::kind::is_kind;
use super::tree::Tree;
use crate::document::{Relation, TokenId, Upos};
use crate::entity::{Actor, Entities};
use crate::resource::pattern::{Conditions, Path, Pattern, Patterns, Step, TriggerClass};

/// Prepositions of place.
const WHERE: [&str; 11] = ["in", "at", "near", "across", "along", "outside", "around", "throughout", "inside", "within", "off"];

/// Nouns that head phrases of time and of measure, which take no part in events.
const TIME_UNITS: [&str; 19] = [
    "day",
    "week",
    "month",
    "year",
    "hour",
    "minute",
    "decade",
    "century",
    "time",
    "night",
    "morning",
    "evening",
    "afternoon",
    "weekend",
    "today",
    "yesterday",
    "tomorrow",
    "percent",
    "%",
];

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

impl<'p> Matcher<'_, 'p> {
    /// The winning candidate of a token, if it triggers one; near misses go to `misses`.
    pub fn candidate(&self, trigger: TokenId, misses: &mut Vec<Miss>) -> Option<Candidate<'p>> {
        self.best(trigger, |pattern| pattern.claim.is_none(), misses)
    }

    /// The same among the patterns that feed a ledger.
    pub fn claim(&self, trigger: TokenId) -> Option<Candidate<'p>> {
        self.best(trigger, |pattern| pattern.claim.is_some(), &mut Vec::new())
    }

    fn best(&self, trigger: TokenId, wanted: impl Fn(&Pattern) -> bool, misses: &mut Vec<Miss>) -> Option<Candidate<'p>> {
        let document = self.tree.document;
        let class = TriggerClass::of(document.token(trigger).upos)?;
        let lemma = self.tree.lemma(trigger);
        let mut best: Option<(i32, usize, Candidate<'p>)> = None;
        for pattern in self.patterns.triggered_by(class, &lemma).filter(|pattern| wanted(pattern)) {
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
        // The same words cannot act upon themselves; the closer reading is the source's.
        // What belongs to the source ("laid down their weapons") is no party either.
        targets.retain(|&target| !sources.contains(&target) && !self.is_own_thing(target));
        let fits = |heads: &mut Vec<TokenId>, kinds: &[String]| {
            if !kinds.is_empty() {
                heads.retain(|&head| kinds.iter().any(|kind| self.is_kind(kind, head)));
            }
            kinds.is_empty() || !heads.is_empty()
        };
        if !fits(&mut sources, &conditions.source_kind) {
            return Err("source_kind");
        }
        if !fits(&mut targets, &conditions.target_kind) {
            return Err("target_kind");
        }
        let excludes = |heads: &mut Vec<TokenId>, kinds: &[String]| {
            let before = heads.len();
            heads.retain(|&head| !kinds.iter().any(|kind| self.is_kind(kind, head)));
            before > 0 && heads.is_empty()
        };
        if excludes(&mut sources, &conditions.not_source_kind) {
            return Err("not_source_kind");
        }
        if excludes(&mut targets, &conditions.not_target_kind) {
            return Err("not_target_kind");
        }
        if pattern.veto {
            return Ok(Candidate { trigger, pattern, sources, targets });
        }
        if (!sources.is_empty() || self.is_open_passive(trigger))
            && !pattern.target.is_empty()
            && !pattern.reciprocal
            && !targets.iter().any(|&target| self.names_somebody(target))
        {
            self.look_further(trigger, &sources, &mut targets);
        }
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
        Ok(Candidate { trigger, pattern, sources, targets })
    }

    /// "Oland and Westmark agreed, during *talks* in the capital": whoever
    /// acts together in the clause that a meeting accompanies took part in it.
    fn parties_of_clause(&self, trigger: TokenId) -> Vec<TokenId> {
        let document = self.tree.document;
        let token = document.token(trigger);
        let accompanies = token.relation.is_oblique()
            && ["during", "after", "at", "following", "in"].iter().any(|preposition| self.tree.has_preposition(trigger, preposition));
        let Some(verb) = token.head.filter(|&head| accompanies && self.tree.is_verb(head)) else { return Vec::new() };
        let parties = self.tree.subjects(verb);
        let known: usize =
            parties.iter().map(|&party| self.entities.actors_at(party).iter().filter(|actor| super::kind::is_known(actor)).count()).sum();
        if known >= 2 { parties } else { Vec::new() }
    }

    /// The text may name the one concerned deeper down: "a curfew in parts of
    /// *Kashmir*", "an appeal filed by *lawyers* of the tycoon". The first
    /// actor or place behind the trigger, in its clause and in nobody else's
    /// statement, is the target that is meant.
    fn look_further(&self, trigger: TokenId, sources: &[TokenId], targets: &mut Vec<TokenId>) {
        let document = self.tree.document;
        let clause = if self.tree.is_verb(trigger) { trigger } else { self.tree.support_verb(trigger).unwrap_or(trigger) };
        let mut pending: Vec<TokenId> = vec![clause];
        let mut below = Vec::new();
        while let Some(current) = pending.pop() {
            below.push(current);
            pending.extend(document.children(current).iter().copied().filter(|&child| {
                !matches!(document.token(child).relation, Relation::Parataxis | Relation::Appos | Relation::AdvclRelcl)
                    && !document.token(child).relation.is_subject()
                    && !sources.contains(&child)
            }));
        }
        below.sort_unstable();
        let behind = below.into_iter().filter(|&id| id > trigger && !sources.contains(&id));
        let found = behind
            .clone()
            .find(|&id| matches!(document.token(id).upos, Upos::Noun | Upos::Propn | Upos::Adj) && self.is_named_or_known(id));
        if let Some(found) = found {
            *targets = self.tree.conjuncts(found);
        }
    }

    fn is_named_or_known(&self, id: TokenId) -> bool {
        let is_time = self.entities.times_in(id.index() as u32..id.index() as u32 + 1).next().is_some();
        !is_time
            && (self.entities.actors_at(id).iter().any(super::kind::is_known) || self.is_kind("place", id) || self.is_kind("person", id))
    }

    /// "the detained editor", "rebels backed from abroad": a participle that
    /// only describes a noun reports no event unless it says who did it.
    fn is_in_passing(&self, trigger: TokenId) -> bool {
        self.tree.is_verb(trigger) && matches!(self.tree.document.token(trigger).relation, Relation::Acl | Relation::Amod)
    }

    fn is_own_thing(&self, head: TokenId) -> bool {
        let document = self.tree.document;
        let is_owned = document.child_by(head, Relation::NmodPoss).is_some_and(|owner| document.token(owner).upos == Upos::Pron);
        is_owned && self.is_kind("thing", head)
    }

    /// "Two journalists were detained": the text hides who did it.
    fn is_open_passive(&self, trigger: TokenId) -> bool {
        self.tree.is_verb(trigger) && self.tree.is_passive(trigger)
    }

    fn words_hold(&self, trigger: TokenId, pattern: &Pattern) -> Result<(), &'static str> {
        let conditions = &pattern.conditions;
        let tree = &self.tree;
        let document = tree.document;
        if let Some(voice) = &conditions.voice
            && (voice == "passive") != tree.is_passive(trigger)
        {
            return Err("voice");
        }
        if !conditions.particle.is_empty()
            && !document.children_by(trigger, Relation::CompoundPrt).any(|child| conditions.particle.contains(&tree.lemma(child)))
        {
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

    fn modifiers_hold(&self, trigger: TokenId, conditions: &Conditions) -> Result<(), &'static str> {
        if !conditions.with.is_empty() && !conditions.with.iter().any(|with| self.is_modified_with(trigger, with)) {
            return Err("with");
        }
        if conditions.not_with.iter().any(|with| self.is_modified_with(trigger, with)) {
            return Err("not_with");
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
            [outer, inner].into_iter().flatten().any(|head| list.iter().any(|lemma| lemma == "*" || *lemma == self.tree.lemma(head)))
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
    fn some_of(&self, wanted: &[String], heads: &[TokenId]) -> bool {
        let fits = |head: TokenId| {
            wanted.contains(&self.tree.lemma(head)) || self.close_modifiers(head).any(|child| wanted.contains(&self.tree.lemma(child)))
        };
        !wanted.is_empty() && heads.iter().any(|&head| fits(head) || self.tree.measured(head).is_some_and(fits))
    }

    fn close_modifiers(&self, head: TokenId) -> impl Iterator<Item = TokenId> + '_ {
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
        let (preposition, lemma) = with.split_once(':').map_or((with, None), |(preposition, lemma)| (preposition, Some(lemma)));
        let heads = self.tree.modified_with(trigger, &preposition.replace('_', " "));
        match lemma {
            None => !heads.is_empty(),
            Some(lemma) => {
                self.tree.prepositional(trigger).iter().any(|(found, head)| found == preposition && self.tree.lemma(*head) == lemma)
            }
        }
    }

    /// The phrases at the end of the first path that leads to somebody or to
    /// a place, or else of the first that leads anywhere.
    fn follow_first(&self, trigger: TokenId, paths: &[Path]) -> Vec<TokenId> {
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
    fn names_somebody(&self, head: TokenId) -> bool {
        let document = self.tree.document;
        let inner = self.inner_actor(head).is_some_and(|inner| document.token(inner).upos != Upos::Pron);
        document.token(head).upos == Upos::Propn
            || inner
            || self.entities.actors_at(head).iter().any(super::kind::is_known)
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
        // "in", "at" and the like lead to times, manners and topics as well as to places and their people.
        let is_where = matches!(path.0.last(), Some(Step::With(preposition)) if WHERE.contains(&preposition.as_str()));
        heads.retain(|&head| self.can_take_part(head) && !self.is_time(head) && (!is_where || self.names_somebody(head)));
        heads
    }

    fn is_time(&self, head: TokenId) -> bool {
        TIME_UNITS.contains(&self.tree.lemma(head).as_str())
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
            Step::Possessor => self.tree.document.child_by(from, Relation::NmodPoss).into_iter().collect(),
            Step::Modifier => self.actor_modifiers(from),
            Step::Actor => self.inner_actor(from).into_iter().collect(),
        }
    }

    /// Modifiers in front of a noun that name an actor: "US air strikes".
    fn actor_modifiers(&self, noun: TokenId) -> Vec<TokenId> {
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

    /// The words that a candidate's pattern has used up: they evoke no event of their own.
    pub fn used_words(&self, candidate: &Candidate<'_>) -> Vec<TokenId> {
        let conditions = &candidate.pattern.conditions;
        let trigger = candidate.trigger;
        let mut used = Vec::new();
        if !conditions.object.is_empty() {
            used.extend(self.tree.objects(trigger).into_iter().filter(|&head| self.some_of(&conditions.object, &[head])));
        }
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
            matches!(self.tree.document.token(child).relation, Relation::Xcomp | Relation::Ccomp | Relation::Advcl)
                && self.tree.document.token(child).upos == Upos::Verb
                && child > trigger
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
            other.entity == mention.entity && self.tree.document.token(other.head).upos != Upos::Pron
        };
        self.entities
            .mentions
            .iter()
            .filter(|other| other.head < head && matches!(other.resolution, crate::entity::Resolution::Actor(_)))
            .rfind(same)
            .map(|other| other.head)
    }

    /// The best actor inside a phrase whose head is none.
    pub fn inner_actor(&self, head: TokenId) -> Option<TokenId> {
        let phrase = self.tree.phrase(head);
        phrase.into_iter().find(|&id| id != head && self.entities.actors_at(id).iter().any(super::kind::is_known))
    }

    /// Who a phrase names: its head's actors, or those inside it.
    pub fn actors_of(&self, head: TokenId) -> &[Actor] {
        let own = self.entities.actors_at(self.tree.content_head(head));
        if own.iter().any(super::kind::is_known) {
            return own;
        }
        self.inner_actor(head).map_or(own, |inner| self.entities.actors_at(inner))
    }

    fn is_kind(&self, kind: &str, head: TokenId) -> bool {
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
                !matches!(token.lemma.as_ref(), "it" | "there" | "what" | "this" | "that" | "which")
                    || !self.entities.actors_at(head).is_empty()
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
