//! Which words make up a participant's phrase, and what it is about.
//!
//! What comes in is a phrase's head; what goes out are its words, without
//! what only says when, whence or why.

use super::tree::Tree;
use crate::article::calendar::{is_span, is_weekday};
use crate::document::token::EntityLabel;
use crate::document::{Relation, TokenId, Upos, Xpos};

/// Nouns that count or gather what their "of" names.
pub(super) const MEASURES: [&str; 38] = [
    "dozen",
    "dozens",
    "score",
    "scores",
    "hundred",
    "hundreds",
    "thousand",
    "thousands",
    "million",
    "millions",
    "number",
    "group",
    "team",
    "series",
    "lot",
    "majority",
    "handful",
    "pair",
    "couple",
    "shipment",
    "package",
    "batch",
    "ton",
    "tons",
    "tonne",
    "wave",
    "rest",
    "remainder",
    "contingent",
    "load",
    "range",
    "variety",
    "round",
    "string",
    "spate",
    "barrage",
    "flurry",
    "salvo",
];

/// Nouns that head shares, which take no part in events.
const PERCENT: [&str; 2] = ["percent", "%"];

impl Tree<'_> {
    /// A phrase's head and the heads conjoined with it, in text order.
    pub fn conjuncts(&self, head: TokenId) -> Vec<TokenId> {
        let is_nominal = |&child: &TokenId| {
            matches!(
                self.document.token(child).upos,
                Upos::Noun | Upos::Propn | Upos::Pron | Upos::Adj | Upos::Num | Upos::Det | Upos::Sym | Upos::X
            )
        };
        let mut found = vec![head];
        let mut next = 0;
        // A parser may hang the third on the second: "A, B *and* C".
        while next < found.len() {
            let is_last = |&child: &TokenId| next == 0 || self.document.child_by(child, Relation::Cc).is_some();
            found.extend(self.document.children_by(found[next], Relation::Conj).filter(is_nominal).filter(is_last));
            next += 1;
        }
        found.sort_unstable();
        if found.len() == 1 && self.has_preposition(head, "between") {
            found.extend(self.lost_conjunct(head));
        }
        found
    }

    /// "talks between Oland *and Westmark* broke down": "between" asks for a
    /// second party, which a parser may have taken for a subject.
    fn lost_conjunct(&self, head: TokenId) -> Option<TokenId> {
        let last = self.document.subtree(head).last().copied()?;
        let and = TokenId::new(last.index() + 1);
        let token = self.document.tokens.get(and.index()).filter(|token| token.upos == Upos::Cconj)?;
        let other = token.head.filter(|&other| matches!(self.document.token(other).upos, Upos::Noun | Upos::Propn))?;
        // The conjunction hangs on the second party, or like it on the verb.
        (other > and).then_some(other)
    }

    /// "British and French *negotiators*": the conjoined modifiers that each
    /// name a party of one head noun, in text order; empty if there are none.
    pub fn shared_modifiers(&self, head: TokenId) -> Vec<TokenId> {
        let modifies = |child: TokenId| matches!(self.relation(child), Relation::Amod | Relation::Compound | Relation::NmodPoss);
        let first =
            self.document.children(head).iter().copied().find(|&child| {
                child < head && modifies(child) && self.document.children_by(child, Relation::Conj).any(|other| other < head)
            });
        let Some(first) = first else { return Vec::new() };
        let mut found = vec![first];
        found.extend(self.document.children_by(first, Relation::Conj).filter(|&other| other < head));
        found
    }

    /// "between the *clans*", "the two *navies*": one phrase for both parties.
    pub fn is_pair(&self, head: TokenId) -> bool {
        let is_plural = matches!(self.document.token(head).xpos, Xpos::Nns | Xpos::Nnps);
        let is_two = |count: TokenId| matches!(self.document.form(count).to_lowercase().as_str(), "two" | "both" | "three");
        is_plural && (self.has_preposition(head, "between") || self.document.children(head).iter().any(|&child| is_two(child)))
    }

    /// The tokens of one conjunct's phrase without its relative clauses,
    /// other conjuncts, prepositions in front, punctuation at the ends and
    /// what only tells the circumstances ("on Thursday", "in a statement").
    pub fn phrase(&self, head: TokenId) -> Vec<TokenId> {
        let mut found = vec![head];
        let mut next = 0;
        while next < found.len() {
            let current = found[next];
            let children = self.document.children(current).iter().copied();
            found.extend(children.filter(|&child| !self.is_outside(current, child, head)));
            next += 1;
        }
        found.sort_unstable();
        self.trimmed(found, head)
    }

    fn is_outside(&self, current: TokenId, child: TokenId, head: TokenId) -> bool {
        match self.relation(child) {
            // "the plan put forward by Oland", but "the plan discussed in May".
            Relation::Acl => current != head || self.document.child_by(child, Relation::OblAgent).is_none(),
            Relation::AclRelcl | Relation::Parataxis | Relation::Cop | Relation::Discourse => true,
            Relation::Conj | Relation::Cc | Relation::CcPreconj => current == head,
            Relation::Case | Relation::Mark | Relation::Aux => current == head,
            Relation::Nsubj | Relation::Advcl | Relation::Ccomp | Relation::OblAgent => current == head,
            Relation::Appos => current == head && child > head && self.has_comma_before(child) && !self.is_naming(head, child),
            relation if relation.is_nominal_modifier() || relation.is_oblique() => child > current && self.is_aside(current, child),
            _ => false,
        }
    }

    /// "the president, *Ada Berg*", "Ada Berg, the *president*": an
    /// apposition that says who it is, and does not tell more of a thing.
    fn is_naming(&self, head: TokenId, child: TokenId) -> bool {
        let (own, other) = (self.document.token(head).upos, self.document.token(child).upos);
        other == Upos::Propn && self.is_agentive(head) || own == Upos::Propn && other == Upos::Noun && self.is_agentive(child)
    }

    /// Whether a modifier behind a noun tells when, where or why something
    /// was done rather than who or what the noun is.
    ///
    /// Heuristic: a parser hangs "on Thursday" or "in a statement" now on the
    /// verb, now on the noun in front of it (stories/phrases.md).
    fn is_aside(&self, noun: TokenId, modifier: TokenId) -> bool {
        let Some(case) = self.document.children_by(modifier, Relation::Case).next() else {
            return self.is_time_unit(modifier);
        };
        let is_person = |id: TokenId| self.document.token(id).entity.label() == Some(EntityLabel::Person);
        let is_name = self.document.token(modifier).upos == Upos::Propn;
        match self.document.form(case).to_lowercase().as_str() {
            "on" | "by" | "before" | "since" | "until" if self.is_time_unit(modifier) => true,
            "following" | "after" | "during" | "amid" | "despite" | "regarding" | "due" | "over" | "about" | "without" => true,
            "in" => is_person(noun) || !is_name && !self.is_site(modifier) && !self.is_agentive(modifier),
            "at" => is_person(noun) || !is_name,
            "for" => !is_name && self.is_agentive(noun),
            "with" | "against" => self.is_agentive(noun) && self.document.token(noun).upos == Upos::Noun,
            _ => false,
        }
    }

    /// Whether a word is a weekday, a span of time such as "week", or a measure.
    pub fn is_time_unit(&self, id: TokenId) -> bool {
        let lemma = self.lemma(id);
        PERCENT.contains(&lemma.as_str()) || is_span(&lemma) || is_weekday(&lemma)
    }

    fn has_comma_before(&self, id: TokenId) -> bool {
        let first = self.document.subtree(id).first().copied().unwrap_or(id);
        first.index() > 0 && matches!(self.document.form(TokenId::new(first.index() - 1)), "," | "(" | "–" | "—")
    }

    /// A preposition in front of a noun; "at least ten" has none.
    fn is_bare_case(&self, id: TokenId) -> bool {
        let head = self.document.token(id).head;
        self.relation(id) == Relation::Case
            && head.is_some_and(|head| matches!(self.document.token(head).upos, Upos::Noun | Upos::Propn | Upos::Pron))
    }

    /// The unbroken run of tokens around the head, without prepositions in
    /// front and punctuation at its ends; a bracket that the run opens stays.
    fn trimmed(&self, tokens: Vec<TokenId>, head: TokenId) -> Vec<TokenId> {
        let place = tokens.iter().position(|&id| id == head).unwrap_or(0);
        let mut first = place;
        while first > 0 && tokens[first].index() - tokens[first - 1].index() == 1 {
            first -= 1;
        }
        let mut last = place;
        while last + 1 < tokens.len() && tokens[last + 1].index() - tokens[last].index() == 1 {
            last += 1;
        }
        let is_punctuation = |id: TokenId| matches!(self.document.token(id).upos, Upos::Punct | Upos::Cconj);
        while first < place && (is_punctuation(tokens[first]) || self.is_bare_case(tokens[first])) {
            first += 1;
        }
        // "The group, *who* …": a relative pronoun begins a clause that the parse has lost.
        let is_relative = |id: TokenId| matches!(self.document.token(id).xpos, Xpos::Wp | Xpos::Wdt | Xpos::Wpposs | Xpos::Wrb);
        if let Some(relative) = (place + 1..=last).find(|&at| is_relative(tokens[at])) {
            last = relative - 1;
        }
        let opens = |last: usize| tokens[first..=last].iter().any(|&id| self.document.form(id) == "(");
        while last > place && is_punctuation(tokens[last]) && !(self.document.form(tokens[last]) == ")" && opens(last)) {
            last -= 1;
        }
        tokens[first..=last].to_vec()
    }

    /// Whether a share of some people is meant, "ten per cent of the *fighters*".
    pub(super) fn has_measured(&self, head: TokenId) -> bool {
        matches!(self.lemma(head).as_str(), "%" | "percent" | "cent")
            && self.document.children_by(head, Relation::Nmod).any(|child| self.has_preposition(child, "of") && self.is_agentive(child))
    }

    /// Whether a word only counts people or things that are not named again.
    pub fn is_bare_count(&self, id: TokenId) -> bool {
        self.tables.is_partitive(&self.lemma(id)) && self.content_head(id) == id
    }

    /// The word that says what a phrase is about: the head, or for "dozens of
    /// activists" the activists.
    pub fn content_head(&self, head: TokenId) -> TokenId {
        if !self.tables.is_partitive(&self.lemma(head)) {
            return head;
        }
        self.document.children_by(head, Relation::Nmod).find(|&child| self.has_preposition(child, "of")).unwrap_or(head)
    }

    /// What a phrase of measure measures: "dozens of *activists*", "some of its *troops*".
    pub fn measured(&self, head: TokenId) -> Option<TokenId> {
        let is_measure = self.document.token(head).upos != Upos::Propn
            && (MEASURES.contains(&self.lemma(head).as_str()) || matches!(self.document.token(head).upos, Upos::Det | Upos::Num));
        if !is_measure {
            return None;
        }
        self.document.children(head).iter().copied().find(|&child| {
            (self.relation(child).is_nominal_modifier() || self.relation(child).is_oblique()) && self.has_preposition(child, "of")
        })
    }
}
