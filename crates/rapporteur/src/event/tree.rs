//! Paths through the dependency tree: logical subjects and objects, support
//! verbs, modifiers with their prepositions.
//!
//! What comes in is a parsed sentence; what goes out are heads of phrases.
//! Who they are is decided in `entity`, which of them take part in `event`.

use super::phrase::MEASURES;
use crate::document::token::EntityLabel;
use crate::document::{Document, Relation, TokenId, Upos, Xpos};
use crate::resource::syntax::{ParticipantKind, SyntaxTables};

/// How many steps a search for a controller may climb. Longer chains are
/// parse errors, and the bound keeps odd trees linear.
pub(super) const MAX_CLIMB: usize = 10;

/// Prepositions between a clause and the talks, calls and visits at which
/// what it tells was done.
const OCCASIONS: [&str; 7] = ["after", "at", "before", "during", "following", "in", "on"];

/// Verbs of those who make nothing of what stands in a report or a letter their own.
const OPPOSING: [&str; 9] = ["condemn", "criticise", "criticize", "denounce", "dismiss", "reject", "ignore", "slam", "deny"];

/// A document seen through its logical relations.
#[derive(Clone, Copy)]
pub struct Tree<'d> {
    /// The parsed article.
    pub document: &'d Document<'d>,
    pub(super) tables: &'d SyntaxTables,
}

impl<'d> Tree<'d> {
    /// Looks at a document.
    pub fn new(document: &'d Document<'d>, tables: &'d SyntaxTables) -> Tree<'d> {
        Tree { document, tables }
    }

    /// The lemma in lower case.
    pub fn lemma(&self, id: TokenId) -> String {
        self.document.lemma(id).to_lowercase()
    }

    /// The lemma of a compound that its hyphen ties together ("cease-fire"),
    /// which the tokenizer takes apart.
    pub fn hyphenated(&self, id: TokenId) -> Option<String> {
        let first = id.index().checked_sub(2).map(TokenId::new)?;
        let hyphen = TokenId::new(id.index() - 1);
        let is_tied = self.document.form(hyphen) == "-" && self.document.token(first).head == Some(id);
        is_tied.then(|| format!("{}-{}", self.document.form(first).to_lowercase(), self.lemma(id)))
    }

    pub(super) fn relation(&self, id: TokenId) -> Relation {
        self.document.token(id).relation
    }

    /// Whether a token is a verb, also as a gerund.
    pub fn is_verb(&self, id: TokenId) -> bool {
        self.document.token(id).upos == Upos::Verb
    }

    /// Heads of the phrases that act, conjuncts apart; empty if the text names none.
    pub fn subjects(&self, trigger: TokenId) -> Vec<TokenId> {
        self.subject(trigger, MAX_CLIMB).map(|head| self.conjuncts(head)).unwrap_or_default()
    }

    /// Heads of the phrases that a verb acts upon, conjuncts apart.
    pub fn objects(&self, verb: TokenId) -> Vec<TokenId> {
        self.object(verb).map(|head| self.conjuncts(head)).unwrap_or_default()
    }

    pub(super) fn subject(&self, trigger: TokenId, climb: usize) -> Option<TokenId> {
        let is_predicate = self.document.child_by(trigger, Relation::Nsubj).is_some() && !self.has_preposition(trigger, "under");
        if self.is_verb(trigger) || is_predicate { self.verb_subject(trigger, climb) } else { self.noun_subject(trigger, climb) }
    }

    fn verb_subject(&self, verb: TokenId, climb: usize) -> Option<TokenId> {
        if self.is_passive(verb) {
            return self.agent(verb);
        }
        let own = [Relation::Nsubj, Relation::NsubjOuter, Relation::NsubjPass]
            .into_iter()
            .find_map(|relation| self.document.child_by(verb, relation));
        if let Some(subject) = own {
            return Some(self.antecedent(verb, subject));
        }
        let head = self.governor(verb)?;
        let climb = climb.checked_sub(1)?;
        match self.relation(verb) {
            // A conjoined verb without a subject of its own shares the first one's.
            Relation::Conj if self.is_verb(head) && self.is_passive(head) => self.passive_subject(head),
            Relation::Conj => self.subject(head, climb),
            Relation::Xcomp => self.controller(head, climb),
            Relation::Advcl if self.blamed(verb, head).is_some() => self.blamed(verb, head),
            Relation::Advcl if self.is_verb(head) && self.is_passive(head) => self.undergoer(head).or_else(|| self.agent(head)),
            Relation::Advcl => self.subject(head, climb),
            // "a decision to withdraw": whoever decides; "soldiers guarding": the soldiers.
            Relation::Acl if self.is_infinitive(verb) => self.noun_subject(head, climb).or_else(|| self.is_agentive(head).then_some(head)),
            // "published a report accusing X": whoever published it.
            Relation::Acl if self.document.token(verb).xpos == Xpos::Vbg && !self.is_agentive(head) => {
                let is_made = |verb: &TokenId| self.relation(head) == Relation::Obj && !OPPOSING.contains(&self.lemma(*verb).as_str());
                let maker = || self.governing_verb(head).filter(is_made);
                self.noun_subject(head, climb).or_else(|| maker().and_then(|maker| self.subject(maker, climb))).or(Some(head))
            }
            Relation::Acl | Relation::Amod => Some(head),
            Relation::AclRelcl if self.object_gap(verb).is_none() => Some(head),
            _ => None,
        }
    }

    /// The head of a verb. "… ,' she said *after meeting* X": a clause behind
    /// the words of speech is theirs, though a parser may hang it on what is said.
    fn governor(&self, verb: TokenId) -> Option<TokenId> {
        let head = self.document.token(verb).head?;
        let says = self.document.token(head).head.filter(|&says| self.relation(verb) == Relation::Advcl && head < says && says < verb);
        let is_said = matches!(self.relation(head), Relation::Ccomp | Relation::Parataxis);
        Some(says.filter(|&says| is_said && self.is_verb(says)).unwrap_or(head))
    }

    /// The subject of the infinitive that a verb governs.
    fn controller(&self, governor: TokenId, climb: usize) -> Option<TokenId> {
        if self.is_verb(governor) && self.is_passive(governor) {
            return self.undergoer(governor);
        }
        let object = || self.document.child_by(governor, Relation::Obj).or_else(|| self.document.child_by(governor, Relation::Iobj));
        let controls = self.tables.is_object_control(&self.lemma(governor));
        controls.then(object).flatten().or_else(|| self.subject(governor, climb))
    }

    fn passive_subject(&self, verb: TokenId) -> Option<TokenId> {
        self.document.child_by(verb, Relation::NsubjPass).map(|subject| self.antecedent(verb, subject))
    }

    /// Whom a passive verb is done to: its subject, or those whom it
    /// qualifies ("*a man* suspected of shooting", "*residents* forced to leave").
    fn undergoer(&self, verb: TokenId) -> Option<TokenId> {
        let qualified = || self.document.token(verb).head.filter(|&head| self.relation(verb) == Relation::Acl && self.is_agentive(head));
        self.passive_subject(verb).or_else(qualified)
    }

    /// "accused *the mayor* of taking bribes", "kept *them* from leaving": whoever
    /// a gerund with such a preposition is about is the object of the verb above.
    fn blamed(&self, gerund: TokenId, governor: TokenId) -> Option<TokenId> {
        let is_such = |mark: TokenId| matches!(self.document.form(mark), "of" | "from" | "into" | "for");
        let is_gerund = self.document.token(gerund).xpos == Xpos::Vbg && self.document.children_by(gerund, Relation::Mark).any(is_such);
        let object = is_gerund.then(|| self.document.child_by(governor, Relation::Obj)).flatten()?;
        (object < gerund && (self.is_agentive(object) || self.document.token(object).upos == Upos::Pron)).then_some(object)
    }

    pub(super) fn is_infinitive(&self, verb: TokenId) -> bool {
        self.document.children_by(verb, Relation::Mark).any(|mark| self.document.form(mark).eq_ignore_ascii_case("to"))
    }

    /// "that the mayor *explain* it", "that he *should* go".
    pub(super) fn is_subjunctive(&self, verb: TokenId) -> bool {
        let document = self.document;
        // "that the mayor explain": a plural form after a singular subject is the subjunctive too.
        let is_singular = |id: TokenId| matches!(document.token(id).xpos, Xpos::Nn | Xpos::Nnp);
        let has_singular = |id: TokenId| document.child_by(id, Relation::Nsubj).is_some_and(is_singular);
        let is_base = |id: TokenId| match document.token(id).xpos {
            Xpos::Vb => true,
            Xpos::Vbp => has_singular(id) && document.child_by(id, Relation::Aux).is_none(),
            _ => false,
        };
        let is_bare =
            is_base(verb) || document.children_by(verb, Relation::AuxPass).chain(document.children_by(verb, Relation::Cop)).any(is_base);
        let mut auxiliaries = document.children_by(verb, Relation::Aux).map(|aux| document.form(aux)).peekable();
        let is_plain = auxiliaries.peek().is_none();
        is_bare && !self.is_infinitive(verb) && (is_plain || auxiliaries.any(|aux| aux.eq_ignore_ascii_case("should")))
    }

    /// Whether a noun can itself do what an infinitive on it says ("forces to
    /// guard the camp" and not "a decision to guard").
    pub fn is_agentive(&self, noun: TokenId) -> bool {
        self.document.token(noun).upos == Upos::Propn || self.tables.is_agent(&self.lemma(noun)) || self.is_called_who(noun)
    }

    /// What kind of people a noun names that says nothing of a sector.
    pub fn participant_kind(&self, noun: TokenId) -> Option<ParticipantKind> {
        self.tables.participant(&self.lemma(noun))
    }

    /// "followers *who* fled": only people are called so.
    fn is_called_who(&self, noun: TokenId) -> bool {
        self.document.children_by(noun, Relation::AclRelcl).any(|clause| {
            self.document
                .children(clause)
                .iter()
                .any(|&word| self.document.token(word).xpos == Xpos::Wp && matches!(self.document.form(word), "who" | "whom"))
        })
    }

    /// "told the court *that he left*": a finite clause that asks nothing of anybody.
    pub(super) fn is_statement(&self, clause: TokenId) -> bool {
        let has = |relation| self.document.child_by(clause, relation).is_some();
        let is_demand = || self.auxiliaries(clause).iter().any(|aux| matches!(aux.as_str(), "must" | "should" | "shall" | "need"));
        self.relation(clause) == Relation::Ccomp
            && (has(Relation::Nsubj) || has(Relation::NsubjPass))
            && !(self.is_infinitive(clause) || self.is_subjunctive(clause) || is_demand())
    }

    /// "asked *whether he left*", "asked *how*".
    pub(super) fn is_question(&self, clause: TokenId) -> bool {
        let document = self.document;
        self.is_wh(clause)
            || document.children(clause).iter().any(|&child| {
                let is_whether = || matches!(document.form(child).to_lowercase().as_str(), "whether" | "if");
                self.is_wh(child) || self.relation(child) == Relation::Mark && is_whether()
            })
    }

    fn is_wh(&self, word: TokenId) -> bool {
        matches!(self.document.token(word).xpos, Xpos::Wp | Xpos::Wdt | Xpos::Wrb)
    }

    /// What a relative pronoun stands for; other words stand for themselves.
    pub(super) fn antecedent(&self, verb: TokenId, subject: TokenId) -> TokenId {
        let token = self.document.token(subject);
        let is_relative = matches!(token.xpos, Xpos::Wdt | Xpos::Wp) || token.upos == Upos::Pron && token.lemma.as_ref() == "that";
        let mut clause = verb;
        for _ in 0..MAX_CLIMB {
            let Some(head) = self.document.token(clause).head else { break };
            match self.relation(clause) {
                Relation::AclRelcl if is_relative => return self.named_before(subject).unwrap_or(head),
                Relation::Conj | Relation::Xcomp if is_relative => clause = head,
                _ => break,
            }
        }
        if !is_relative {
            return subject;
        }
        self.named_before(subject).or_else(|| self.noun_before(subject)).unwrap_or(subject)
    }

    /// "the pact with Ilka Marrow, *who* was killed": a comma and `who` right
    /// behind a person's name lean on the name, whatever the parse says.
    fn named_before(&self, pronoun: TokenId) -> Option<TokenId> {
        let back = |steps: usize| pronoun.index().checked_sub(steps).map(TokenId::new);
        let is_who = matches!(self.document.form(pronoun), "who" | "whom");
        let is_person = |id: TokenId| self.document.token(id).entity.label() == Some(EntityLabel::Person);
        let mut name = back(2).filter(|&id| is_who && is_person(id) && back(1).is_some_and(|comma| self.document.form(comma) == ","))?;
        for _ in 0..MAX_CLIMB {
            match self.document.token(name).head {
                Some(head) if is_person(head) && head < pronoun && self.relation(name) != Relation::Conj => name = head,
                _ => break,
            }
        }
        Some(name)
    }

    /// "the rebels, *who* fled": where the parse does not say whom a relative
    /// pronoun stands for, the noun right in front of it.
    fn noun_before(&self, pronoun: TokenId) -> Option<TokenId> {
        let sentence = self.document.sentences[self.document.sentence_of(pronoun)].tokens.clone();
        let before = (sentence.start as usize..pronoun.index()).rev().map(TokenId::new);
        let mut noun = before.into_iter().find(|&id| self.document.form(id) != ",").filter(|&id| self.is_nominal_word(id))?;
        for _ in 0..MAX_CLIMB {
            match self.document.token(noun).head {
                Some(head) if head < pronoun && self.is_nominal_word(head) => noun = head,
                _ => break,
            }
        }
        Some(noun)
    }

    fn is_nominal_word(&self, id: TokenId) -> bool {
        matches!(self.document.token(id).upos, Upos::Noun | Upos::Propn)
    }

    fn noun_subject(&self, noun: TokenId, climb: usize) -> Option<TokenId> {
        let climb = climb.checked_sub(1)?;
        if let Some(verb) = self.support_verb(noun).filter(|&verb| !self.tables.is_receiving(&self.lemma(verb))) {
            return self.subject(verb, climb);
        }
        if let Some(possessor) = self.document.child_by(noun, Relation::NmodPoss) {
            return Some(possessor);
        }
        let modifies = |child: &TokenId| self.relation(*child).is_nominal_modifier() || self.relation(*child).is_oblique();
        let by = self.document.children(noun).iter().copied().filter(modifies).find(|&child| self.has_preposition(child, "by"));
        by.or_else(|| self.copula_subject(noun).filter(|_| !self.has_preposition(noun, "under")))
    }

    /// "X is a supporter of Y": the subject of a predicate noun.
    fn copula_subject(&self, noun: TokenId) -> Option<TokenId> {
        self.document.child_by(noun, Relation::Cop)?;
        self.document.child_by(noun, Relation::Nsubj)
    }

    /// Whether a noun says what somebody is: "is the main *ally* of".
    pub fn is_predicate_noun(&self, noun: TokenId) -> bool {
        !self.is_verb(noun) && (self.document.child_by(noun, Relation::Cop).is_some() || self.relation(noun) == Relation::Appos)
    }

    /// The support verb that a noun completes: "launched" for "an attack".
    pub fn support_verb(&self, noun: TokenId) -> Option<TokenId> {
        let mut noun = noun;
        // "held talks and consultations": the conjunct completes the same verb.
        while self.relation(noun) == Relation::Conj {
            noun = self.document.token(noun).head?;
        }
        // "began a round of talks": so does what a measure measures.
        if self.relation(noun).is_nominal_modifier() && self.has_preposition(noun, "of") {
            let measure = self.document.token(noun).head?;
            if MEASURES.contains(&self.lemma(measure).as_str()) {
                noun = measure;
            }
        }
        let head = self.document.token(noun).head?;
        let fits = match self.relation(noun) {
            Relation::Obj | Relation::NsubjPass => true,
            Relation::Obl => self
                .document
                .children_by(noun, Relation::Case)
                .any(|case| matches!(self.document.form(case), "in" | "into" | "with" | "to" | "on")),
            Relation::AclRelcl => false,
            _ => false,
        };
        (fits && self.is_verb(head) && self.tables.is_support_verb(&self.lemma(head))).then_some(head)
    }

    /// "The company *received* threats": those to whom an event noun was
    /// done, by a verb that only says that it came upon its subject.
    pub fn receivers(&self, noun: TokenId) -> Vec<TokenId> {
        // "The gang is under *investigation*".
        if self.has_preposition(noun, "under")
            && let Some(subject) = self.copula_subject(noun)
        {
            return self.conjuncts(self.antecedent(noun, subject));
        }
        let governor = self.governing_verb(noun).filter(|&verb| self.tables.is_receiving(&self.lemma(verb)) && !self.is_passive(verb));
        governor.filter(|_| self.relation(noun) == Relation::Obj).map(|verb| self.subjects(verb)).unwrap_or_default()
    }

    /// The verb whose object or subject a noun is.
    pub fn governing_verb(&self, noun: TokenId) -> Option<TokenId> {
        let mut noun = noun;
        for _ in 0..MAX_CLIMB {
            let head = self.document.token(noun).head?;
            match self.relation(noun) {
                Relation::Conj => noun = head,
                Relation::Obj | Relation::Nsubj | Relation::NsubjPass | Relation::Obl => return self.is_verb(head).then_some(head),
                _ => return None,
            }
        }
        None
    }

    /// "*The premier* left after talks": the subjects of the clause in the
    /// active voice that has a noun as its time or occasion.
    pub fn of_occasion(&self, noun: TokenId) -> Vec<TokenId> {
        let is_occasion = || OCCASIONS.iter().any(|preposition| self.has_preposition(noun, preposition));
        let clause = self.document.token(noun).head.filter(|&head| self.is_verb(head) && !self.is_passive(head));
        clause.filter(|_| self.relation(noun).is_oblique() && is_occasion()).map(|verb| self.subjects(verb)).unwrap_or_default()
    }

    /// The phrases in the relation of indirect object, or with "to".
    pub fn indirects(&self, verb: TokenId) -> Vec<TokenId> {
        if let Some(indirect) = self.document.child_by(verb, Relation::Iobj) {
            return self.conjuncts(indirect);
        }
        self.modified_with(verb, "to")
    }

    /// The phrases that modify a word with a preposition; for a noun that
    /// completes a support verb also the verb's.
    pub fn modified_with(&self, word: TokenId, preposition: &str) -> Vec<TokenId> {
        let find = |word: TokenId| {
            self.document.children(word).iter().copied().find(|&child| {
                let relation = self.relation(child);
                (relation.is_oblique() || relation.is_nominal_modifier() || matches!(relation, Relation::Advcl | Relation::Xcomp))
                    && self.has_preposition(child, preposition)
            })
        };
        let found = find(word).or_else(|| if self.is_verb(word) { None } else { self.support_verb(word).and_then(find) });
        // Parsers hang "evidence *with* X" now on the verb, now on its object.
        let found = found.or_else(|| if self.is_verb(word) && preposition != "of" { self.object(word).and_then(find) } else { None });
        // And "the entry of the army *into* X" on the noun or on the verb above it.
        let found = found.or_else(|| {
            if self.is_verb(word) || !matches!(preposition, "into" | "against" | "towards") {
                None
            } else {
                self.document.token(word).head.filter(|&head| self.is_verb(head)).and_then(find).filter(|&head| head > word)
            }
        });
        // "the violation of the truce *by* X": or on the noun in between.
        let found = found.or_else(|| if self.is_verb(word) || preposition == "of" { None } else { self.behind(word, preposition) });
        let found = found.or_else(|| {
            // A conjoined verb may share the modifier of the last one; a noun's may hang on the verb's other dependents.
            let last = self.document.children_by(word, Relation::Conj).last()?;
            if self.is_verb(word) && self.document.child_by(last, Relation::Nsubj).is_none() { find(last) } else { None }
        });
        found.map(|head| self.conjuncts(head)).unwrap_or_default()
    }

    /// The modifier with a preposition that a parser has hung on one of the
    /// nouns of a noun's own chain of modifiers ("aid from the king *to* X").
    fn behind(&self, noun: TokenId, preposition: &str) -> Option<TokenId> {
        let mut current = noun;
        for _ in 0..MAX_CLIMB {
            let modifiers = || {
                self.document.children(current).iter().copied().filter(|&child| {
                    child > current && self.relation(child).is_nominal_modifier() && self.document.child_by(child, Relation::Case).is_some()
                })
            };
            if current != noun
                && let Some(found) = modifiers().find(|&child| self.has_preposition(child, preposition))
            {
                return Some(found);
            }
            current = modifiers().next_back()?;
        }
        None
    }

    /// Whether a phrase is introduced by a preposition, which may be of
    /// several words joined by spaces ("out of").
    pub fn has_preposition(&self, head: TokenId, preposition: &str) -> bool {
        let mut wanted = preposition.split(' ');
        let first = wanted.next().unwrap_or("");
        let rest: Vec<&str> = wanted.collect();
        self.document.children_by(head, Relation::Case).any(|case| {
            if !self.document.form(case).eq_ignore_ascii_case(first) {
                return false;
            }
            let next = |i: usize| self.document.tokens.get(case.index() + i + 1).map(|token| token.span.of(self.document.text));
            rest.iter().enumerate().all(|(i, word)| next(i).is_some_and(|form| form.eq_ignore_ascii_case(word)))
        })
    }

    /// Whether a word names a kind of place.
    pub fn is_site(&self, id: TokenId) -> bool {
        self.tables.is_site(&self.lemma(id))
    }

    /// The prepositions of all phrases that modify a word, with their heads.
    pub fn prepositional(&self, word: TokenId) -> Vec<(String, TokenId)> {
        let words = [Some(word), if self.is_verb(word) { self.object(word) } else { self.support_verb(word) }];
        words
            .into_iter()
            .flatten()
            .flat_map(|word| self.document.children(word).iter().copied())
            .filter(|&child| {
                self.relation(child).is_oblique() || self.relation(child).is_nominal_modifier() || self.relation(child) == Relation::Xcomp
            })
            .flat_map(|child| {
                self.document.children_by(child, Relation::Case).map(move |case| (self.document.form(case).to_lowercase(), child))
            })
            .collect()
    }

    /// The head of the clause or infinitive that completes a word.
    pub fn complement(&self, word: TokenId) -> Option<TokenId> {
        let children = self.document.children(word).iter().copied();
        children.clone().find(|&child| matches!(self.relation(child), Relation::Xcomp | Relation::Ccomp)).or_else(|| {
            // Nouns and adjectives take their infinitives as clauses: "ready to talk", "a vow to fight".
            children.clone().find(|&child| matches!(self.relation(child), Relation::Acl | Relation::Advcl) && self.is_infinitive(child))
        })
    }

    /// The head of the clause on which an act depends: "will not lift the ban
    /// *until* X yields".
    pub fn condition(&self, verb: TokenId) -> Option<TokenId> {
        const MARKS: [&str; 6] = ["until", "unless", "before", "if", "till", "while"];
        self.document.children_by(verb, Relation::Advcl).find(|&clause| self.is_marked(clause, &MARKS))
    }

    /// Whether one of some conjunctions, in lower case, introduces a clause.
    pub fn is_marked(&self, clause: TokenId, conjunctions: &[&str]) -> bool {
        let is_one = |mark: TokenId| conjunctions.contains(&self.document.form(mark).to_lowercase().as_str());
        self.document.children_by(clause, Relation::Mark).any(is_one)
    }

    /// The head of the complement, seen through verbs that only begin,
    /// continue, help or enable what their own infinitive says.
    pub fn inner_complement(&self, word: TokenId) -> Option<TokenId> {
        let mut head = self.complement(word)?;
        for _ in 0..MAX_CLIMB {
            let next = self.document.child_by(head, Relation::Xcomp).filter(|_| self.tables.is_transparent(&self.lemma(head)));
            match next {
                Some(next) => head = next,
                None => break,
            }
        }
        Some(head)
    }

    /// The modal and other auxiliaries of a verb, also those of the verb that
    /// governs it as an infinitive and of a copula.
    pub fn auxiliaries(&self, verb: TokenId) -> Vec<String> {
        let own = |verb: TokenId| {
            self.document.children_by(verb, Relation::Aux).map(|aux| modal_name(self.document.form(aux))).collect::<Vec<String>>()
        };
        let found = own(verb);
        match self.document.token(verb).head {
            Some(head) if found.is_empty() && matches!(self.relation(verb), Relation::Xcomp | Relation::Conj) => own(head),
            _ => found,
        }
    }

    /// Whether a word is negated by "not", "never", "no longer" or a negative determiner or subject.
    pub fn is_negated(&self, word: TokenId) -> bool {
        let negates = |id: TokenId| {
            self.document.children(id).iter().any(|&child| {
                let form = self.document.form(child).to_lowercase();
                matches!(form.as_str(), "not" | "n't" | "n’t" | "never" | "no" | "neither" | "nor" | "cannot")
                    && matches!(self.relation(child), Relation::Advmod | Relation::Det | Relation::Cc | Relation::CcPreconj)
            })
        };
        let subject_is_none = || {
            self.document.child_by(word, Relation::Nsubj).is_some_and(|subject| {
                matches!(self.lemma(subject).as_str(), "nobody" | "none" | "nothing")
                    || self.document.children_by(subject, Relation::Det).any(|det| self.document.form(det).eq_ignore_ascii_case("no"))
            })
        };
        negates(word) || self.document.child_by(word, Relation::Xcomp).is_none() && subject_is_none()
    }

    /// "Chile said it would": the subject of the verb of speech, for a pronoun
    /// that is the subject of what is said.
    pub fn reporting_subject(&self, pronoun: TokenId) -> Option<TokenId> {
        let token = self.document.token(pronoun);
        let is_third = matches!(self.lemma(pronoun).as_str(), "it" | "he" | "she" | "they");
        let verb = token.head.filter(|_| is_third && token.relation.is_subject())?;
        let says = self
            .document
            .token(verb)
            .head
            .filter(|_| matches!(self.relation(verb), Relation::Ccomp | Relation::Advcl | Relation::Parataxis))?;
        let subject = self.document.child_by(says, Relation::Nsubj)?;
        let says = self.document.token(subject);
        if !matches!(says.upos, Upos::Noun | Upos::Propn) || subject > pronoun {
            return None;
        }
        // "X's critics say he": not the critics, but whose they are.
        let is_many = says.xpos == Xpos::Nns || self.document.child_by(subject, Relation::Conj).is_some();
        if is_many && self.lemma(pronoun) != "they" { self.document.child_by(subject, Relation::NmodPoss) } else { Some(subject) }
    }
}

/// The dictionary form of a modal as it is written, clitics included.
fn modal_name(form: &str) -> String {
    match form.to_lowercase().as_str() {
        "'ll" | "’ll" | "wo" => "will".to_owned(),
        "'d" | "’d" => "would".to_owned(),
        "ca" => "can".to_owned(),
        "sha" => "shall".to_owned(),
        other => other.to_owned(),
    }
}
