//! When an event happened: the words of its clause, of its sentence, or the
//! day of publication as a finding of its own.

use super::mention::{EventTime, TimeBasis};
use crate::article::Article;
use crate::document::{Document, TokenId};
use crate::entity::time::{Granularity, Interval};
use crate::entity::{Entities, Timex};
use crate::evidence::Span;

/// The time of an event, as its clause, sentence or article gives it.
pub fn when(article: &Article, document: &Document<'_>, entities: &Entities, sentence: usize, trigger: TokenId, clause: &[TokenId]) -> Option<EventTime> {
    let tokens = document.sentences[sentence].tokens.clone();
    let dated: Vec<(Span, TokenId, &Timex)> =
        entities.times_in(tokens).filter(|(_, timex)| timex.interval.is_some()).map(|(mention, timex)| (mention.span, mention.head, timex)).collect();
    let own = nearest(trigger, dated.iter().filter(|(_, head, _)| clause.contains(head)));
    let (found, basis) = match own {
        Some(found) => (Some(found), TimeBasis::Timex),
        None => (nearest(trigger, dated.iter()), TimeBasis::Context),
    };
    if let Some((span, timex)) = found {
        return Some(EventTime { span: Some(span), interval: timex.interval?, granularity: timex.granularity, basis });
    }
    let published = article.published?;
    Some(EventTime { span: None, interval: Interval { start: Some(published), end: Some(published) }, granularity: Granularity::Day, basis: TimeBasis::Published })
}

fn nearest<'a>(trigger: TokenId, list: impl Iterator<Item = &'a (Span, TokenId, &'a Timex)>) -> Option<(Span, &'a Timex)> {
    list.min_by_key(|(_, head, _)| head.index().abs_diff(trigger.index())).map(|&(span, _, timex)| (span, timex))
}
