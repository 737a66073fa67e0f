//! Where the quoted words of a participant begin and end.
//!
//! What comes in is the span that the tree or the judge gives to a phrase;
//! what goes out is one with its quotation marks in pairs, whole words, and
//! without the event that it takes part in.

use super::mention::Participant;
use crate::document::{Document, TokenId, Upos};
use crate::evidence::Span;

/// The span with the marks and the parts of written words that belong to it.
pub fn whole(document: &Document<'_>, span: Span, head: TokenId) -> Span {
    let text = document.text;
    let mut span = span;
    let before = text.get(..span.start as usize).unwrap_or("");
    let head_start = document.token(head).span.start;
    // "So-called experts": the tokenizer takes written words apart.
    if before.ends_with('-') && span.start < head_start {
        let word = before.rfind(|c: char| c.is_whitespace() || matches!(c, '"' | '“' | '(')).map_or(0, |at| at + 1);
        let word = (word..=before.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(before.len());
        span.start = if before.len() - word < 24 { word as u32 } else { span.start };
    }
    let words = span.of(text);
    let after = text.get(span.end as usize..).unwrap_or("");
    for (open, close) in [('"', '"'), ('“', '”'), ('(', ')')] {
        let is_open =
            if open == close { words.matches(open).count() % 2 == 1 } else { words.matches(open).count() > words.matches(close).count() };
        if is_open && after.starts_with(close) {
            span.end += close.len_utf8() as u32;
        }
    }
    span
}

/// "the town *shelled by the army*": a phrase that holds the event and its
/// other party ends before them.
pub fn without_event(document: &Document<'_>, trigger: TokenId, participants: &mut [Participant], others: &[Participant]) {
    let event = document.token(trigger);
    if event.upos != Upos::Verb {
        return;
    }
    for participant in participants {
        let holds_other = others.iter().any(|other| other.span != participant.span && participant.span.contains(other.span));
        if participant.head < trigger && holds_other && participant.span.contains(event.span) {
            let words = Span { start: participant.span.start, end: event.span.start }.of(document.text);
            let kept = words.trim_end_matches(|c: char| c.is_whitespace() || c == ',');
            participant.span.end = participant.span.start + kept.len() as u32;
        }
    }
}
