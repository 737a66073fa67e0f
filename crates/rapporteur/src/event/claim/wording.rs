//! The words of a claim beside its trigger: what is promised, moved or broken,
//! whom a meeting gathers, and by when.

use super::super::code::Builder;
use super::super::kind::is_known;
use super::super::mention::{EventTime, TimeBasis};
use crate::document::{Relation, TokenId, Upos};
use crate::entity::time::Interval;
use crate::evidence::Span;
use jiff::civil::Date;

/// Prepositions before a deadline or a new date.
const UNTIL: [&str; 6] = ["by", "until", "till", "before", "to", "within"];

/// Words that open a condition.
const IF: [&str; 5] = ["if", "unless", "once", "provided", "providing"];

/// Prepositions between a part and the format that it is played in.
const PART_OF: [&str; 5] = ["of", "in", "to", "for", "at"];

/// Where something is held; what follows takes no part in it.
const WHERE: [&str; 4] = ["in", "at", "near", "on"];

impl Builder<'_, '_> {
    /// What a verb is done to, or a noun is of: "postponed *the summit*",
    /// "the postponement of *the summit*", "reneged on *its promise*".
    pub(super) fn thing(&self, trigger: TokenId) -> Option<TokenId> {
        let tree = &self.matcher.tree;
        let object = tree.objects(trigger).into_iter().find(|&head| tree.document.token(head).upos == Upos::Noun);
        let inner = || tree.complement(trigger).and_then(|verb| tree.objects(verb).into_iter().next());
        let with = || ["of", "on", "from"].iter().find_map(|preposition| tree.modified_with(trigger, preposition).into_iter().next());
        object.or_else(inner).or_else(with)
    }

    /// What a broken, kept or extended promise says: the clause on it, else
    /// what it is for, else itself.
    pub(super) fn promised_by(&self, thing: TokenId) -> Span {
        let tree = &self.matcher.tree;
        let clause = tree.complement(thing);
        let purpose = || ["for", "of", "on"].iter().find_map(|preposition| tree.modified_with(thing, preposition).into_iter().next());
        match clause.or_else(purpose) {
            Some(head) => tree.document.span_of(&tree.document.subtree(head)),
            None => tree.document.span_of(&tree.phrase(thing)),
        }
    }

    /// The format that somebody has a part in: "guarantors of *the Karun
    /// process*", "*talks* held without its involvement".
    pub(super) fn format_name(&self, part: TokenId) -> Span {
        let tree = &self.matcher.tree;
        let document = tree.document;
        let is_noun = |id: &TokenId| matches!(document.token(*id).upos, Upos::Noun | Upos::Propn) && !self.is_known_actor(*id);
        let below_of = |noun: TokenId| PART_OF.iter().flat_map(|preposition| tree.modified_with(noun, preposition)).find(is_noun);
        let below = below_of(part);
        let above = || {
            let mut at = part;
            // Involvement in what was begun without it: the noun that the clause modifies.
            for _ in 0..3 {
                at = document.token(at).head?;
                if is_noun(&at) {
                    return Some(at);
                }
            }
            None
        };
        let top = document.token(part).relation;
        let hangs = !matches!(top, Relation::Root | Relation::Nsubj | Relation::Obj);
        let named = below.or_else(|| if hangs { above().map(|noun| below_of(noun).unwrap_or(noun)) } else { None }).unwrap_or(part);
        document.span_of(&tree.phrase(named))
    }

    /// Whether a phrase denotes an actor of whom more is known than the phrase.
    pub(super) fn is_known_actor(&self, head: TokenId) -> bool {
        self.matcher.actors_of(head).iter().any(is_known)
    }

    /// The known actors among the words below a noun, but for where it is.
    pub(super) fn gathered(&self, noun: TokenId) -> Vec<TokenId> {
        let tree = &self.matcher.tree;
        let is_place = |id: TokenId| WHERE.iter().any(|preposition| tree.has_preposition(id, preposition));
        let mut found: Vec<TokenId> = tree.document.subtree(noun);
        found.retain(|&id| id != noun && !is_place(id) && self.matcher.entities.actors_at(id).iter().any(is_known));
        found.sort_unstable();
        found
    }

    /// The groups that the rest of the sentence names: who is shown to change sides.
    pub(super) fn groups_after(&self, trigger: TokenId) -> Vec<TokenId> {
        let document = self.matcher.tree.document;
        let after = document.tokens_of(self.number).filter(|&id| id > trigger);
        let is_group = |id: &TokenId| {
            let actors = self.matcher.entities.actors_at(*id);
            actors.iter().any(|actor| is_known(actor) && actor.id.as_deref() != actor.country.as_ref().map(|country| country.as_str()))
        };
        after.filter(is_group).collect()
    }

    /// The time after the report that the sentence gives: a deadline, or the
    /// new days of a meeting. One behind "by" or "until" goes before others.
    /// A date without a year behind such a word is the next one, whatever the
    /// tense: "extended the deadline to 30 April".
    pub(super) fn time_ahead(&self) -> Option<EventTime> {
        let document = self.matcher.tree.document;
        let published = self.article.published?;
        let sentence = document.sentences.get(self.number)?;
        let is_limit = |span: Span| {
            let before = document.text[..span.start as usize].trim_end();
            let last = before.rsplit(|c: char| !c.is_alphabetic()).next();
            // The words of a time may hold their own preposition.
            let first = span.of(document.text).split_whitespace().next();
            last.is_some_and(|word| UNTIL.contains(&word)) || first.is_some_and(|word| UNTIL.contains(&word))
        };
        let mut ahead: Vec<(bool, EventTime)> = Vec::new();
        for (mention, timex) in self.matcher.entities.times_in(sentence.tokens.clone()) {
            let limit = is_limit(mention.span);
            let next = |interval: Interval| if limit && timex.anchor.is_some() { a_year_on(interval) } else { None };
            let is_ahead = |interval: &Interval| interval.end.is_some_and(|end| end > published);
            let interval = timex.interval.filter(is_ahead).or_else(|| timex.interval.and_then(next).filter(is_ahead));
            if let Some(interval) = interval {
                ahead.push((
                    limit,
                    EventTime { span: Some(mention.span), interval, granularity: timex.granularity, basis: TimeBasis::Timex },
                ));
            }
        }
        ahead.iter().find(|(limit, _)| *limit).or(ahead.last()).map(|(_, time)| time.clone())
    }

    /// What a promise is bound to: the clause with "if" on one of some words.
    pub(super) fn condition(&self, heads: &[TokenId]) -> Option<Span> {
        let document = self.matcher.tree.document;
        let clauses = heads.iter().flat_map(|&head| document.children_by(head, Relation::Advcl));
        let is_condition = |clause: &TokenId| {
            let marks = document.children_by(*clause, Relation::Mark);
            marks.into_iter().any(|mark| IF.contains(&document.form(mark).to_lowercase().as_str()))
        };
        clauses.into_iter().find(is_condition).map(|clause| document.span_of(&document.subtree(clause)))
    }

    /// Whether a movement goes on: "are withdrawing", "began to withdraw".
    pub(super) fn is_under_way(&self, trigger: TokenId) -> bool {
        let tree = &self.matcher.tree;
        let form = tree.document.form(trigger).to_lowercase();
        let progressive = tree.is_verb(trigger) && form.ends_with("ing") && tree.document.child_by(trigger, Relation::Aux).is_some();
        let head = tree.document.token(trigger).head.map(|head| tree.lemma(head));
        progressive || head.is_some_and(|lemma| matches!(lemma.as_str(), "begin" | "start" | "continue"))
    }
}

/// The same days of the next year. Dates as such look ahead only to days that
/// are near; what is behind such a word lies ahead even if it is a month, or a
/// day half a year off: "extended to 31 July", of a March.
fn a_year_on(interval: Interval) -> Option<Interval> {
    let later = |date: Option<Date>| date.map(|date| date.checked_add(jiff::Span::new().years(1))).transpose().ok();
    Some(Interval { start: later(interval.start)?, end: later(interval.end)? })
}
