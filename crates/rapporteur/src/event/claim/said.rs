//! Who says what: a statement of a known actor, with its words.

use super::super::attribution::{ContentKind, Statement};
use super::super::code::Builder;
use super::super::learned;
use super::super::mention::{Attribution, EventTime};
use super::super::time::event_time;
use super::{Claim, ClaimKind};
use crate::document::TokenId;
use crate::evidence::{Finder, Span};
use crate::ontology::{Code, Factuality, Polarity};
use std::cmp::Reverse;
use std::ops::Range;

/// A quotation with fewer words beside a verb is a word in quotation marks;
/// the marks count.
const SHORT_QUOTE: u32 = 5;

impl Builder<'_, '_> {
    /// The statements of the sentence: known actors who say something, and
    /// what. What was not said, or is yet to be said, is none; nor is that of
    /// which a judge that read the sentence heard nothing.
    pub(in crate::event) fn said(&self) -> Vec<Claim> {
        let document = self.matcher.tree.document;
        let is_here = |statement: &&Statement| {
            statement.is_speech() && statement.is_heard != Some(false) && document.sentence_of(statement.cue) == self.number
        };
        self.statements.list.iter().filter(is_here).filter_map(|statement| self.statement(statement)).collect()
    }

    fn statement(&self, statement: &Statement) -> Option<Claim> {
        let document = self.matcher.tree.document;
        let spans = |ranges: &[Range<u32>]| Statement::spans(document, ranges);
        let said = spans(&statement.content_tokens);
        let content = said.iter().copied().max_by_key(|span| (span.end - span.start, Reverse(span.start)))?;
        let mut parties = self.participants(&[statement.speaker?]);
        parties.retain(|party| party.actor.as_ref().is_some_and(|actor| actor.country.is_some() || actor.id.is_some()));
        let truth = self.truth(statement.cue);
        let is_said =
            matches!(truth.factuality, Factuality::Asserted | Factuality::Reported | Factuality::Alleged | Factuality::Historical);
        let words: u32 = statement.content_tokens.iter().map(|range| range.end - range.start).sum();
        let is_scare_quote = statement.kind == ContentKind::Quote && words < SHORT_QUOTE;
        let actor = parties.first().and_then(|party| party.actor.clone());
        // `We have agreed that`, in words that the speaker is quoted with.
        let is_own_words = truth.attribution.iter().any(|link| link.actor.is_some() && link.actor == actor);
        if parties.is_empty() || !is_said || truth.polarity == Polarity::Negative || is_scare_quote || is_own_words {
            return None;
        }
        let is_heard = statement.is_heard == Some(true);
        let cue = spans(&statement.cue_tokens).into_iter().reduce(Span::cover);
        let speaker = spans(&statement.source_tokens).into_iter().reduce(Span::cover);
        let mut attribution = truth.attribution;
        attribution.push(Attribution { speaker, actor, manner: statement.manner, cue });
        Some(Claim {
            kind: ClaimKind::Statement,
            sentence: self.number as u32,
            sentence_span: document.sentences[self.number].span,
            trigger: cue.unwrap_or(document.token(statement.cue).span),
            is_nominal: !self.matcher.tree.is_verb(statement.cue),
            parties,
            counterparts: self.participants(&self.listeners(statement)),
            relation: Some(Code::new(statement.class.name())),
            content: Some(content),
            condition: None,
            places: Vec::new(),
            time: self.time_of_saying(statement.cue, &said),
            factuality: truth.factuality,
            polarity: truth.polarity,
            attribution,
            found_by: std::iter::once(Finder::Rule("statement")).chain(is_heard.then_some(Finder::Model(learned::NAME))).collect(),
        })
    }

    /// When it was said: not when what was said is to happen.
    fn time_of_saying(&self, cue: TokenId, said: &[Span]) -> Option<EventTime> {
        let document = self.matcher.tree.document;
        let time = event_time(self.article, document, self.matcher.entities, self.number, cue)
            .filter(|time| time.span.is_none_or(|words| said.iter().all(|span| !span.contains(words))));
        time.or_else(|| self.article.published.map(EventTime::of_report))
    }

    /// The known actors who are told: `told the envoys that`.
    fn listeners(&self, statement: &Statement) -> Vec<TokenId> {
        let tree = &self.matcher.tree;
        if !tree.is_verb(statement.cue) {
            return Vec::new();
        }
        let mut told = tree.objects(statement.cue);
        told.extend(tree.indirects(statement.cue));
        told.sort_unstable();
        told.dedup();
        told.retain(|&head| Some(head) != statement.source && !statement.says(head) && self.is_known_actor(head));
        told
    }
}
