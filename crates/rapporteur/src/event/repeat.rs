//! Mentions that tell again what another mention of the report has told.

use super::code::{Coding, Dropped};
use super::mention::{Attribution, EventMention, Manner, Participant};
use crate::document::{Document, Relation, TokenId};
use crate::evidence::Span;
use crate::ontology::{Country, Factuality, QuadClass};

/// One sentence may say an event twice ("launched an attack … the attack");
/// the mention that was surer stays.
pub fn drop_repeats(document: &Document<'_>, coding: &mut Coding) {
    let mut keep = vec![true; coding.mentions.len()];
    for (i, mention) in coding.mentions.iter().enumerate() {
        for (j, earlier) in coding.mentions.iter().enumerate().take(i) {
            if keep[j] && earlier.sentence == mention.sentence && is_same_event(document, earlier, mention) {
                let loser = if mention.confidence > earlier.confidence { j } else { i };
                keep[loser] = false;
            }
        }
    }
    for (mention, keep) in coding.mentions.iter().zip(&keep) {
        if !keep {
            coding.dropped.push(Dropped {
                trigger: mention.trigger_token,
                pattern: mention.found_by.first().map(ToString::to_string).unwrap_or_default(),
                event_type: Some(mention.event_type.clone()),
                reason: "the sentence says the same event in other words".to_owned(),
            });
        }
    }
    let mut keep = keep.into_iter();
    coding.mentions.retain(|_| keep.next().unwrap_or(true));
}

fn is_same_event(document: &Document<'_>, a: &EventMention, b: &EventMention) -> bool {
    let heads = |list: &[Participant]| list.iter().map(|participant| participant.head).collect::<Vec<TokenId>>();
    let covers = |a: &[TokenId], b: &[TokenId]| b.iter().all(|head| a.contains(head));
    let (sources, targets) = ((heads(&a.sources), heads(&b.sources)), (heads(&a.targets), heads(&b.targets)));
    let same = |pair: &(Vec<TokenId>, Vec<TokenId>)| covers(&pair.0, &pair.1) || covers(&pair.1, &pair.0);
    // "Killed 14 people and wounded 40": one blow, told by two verbs.
    let is_one_blow = a.event_type.as_str() == "ASSAULT"
        && sources.0 == sources.1
        && document.token(b.trigger_token).relation == Relation::Conj
        && document.token(b.trigger_token).head == Some(a.trigger_token);
    a.event_type == b.event_type && (same(&sources) && same(&targets) || is_one_blow)
}

/// A party to talks that says in a quotation "we have agreed" restates what
/// the report has told before; the earlier mention is the event's, and the
/// quotation is no second one.
pub fn drop_restatements(document: &Document<'_>, coding: &mut Coding) {
    let countries = |mention: &EventMention| -> Vec<Country> {
        let mut found: Vec<Country> =
            mention.sources.iter().chain(&mention.targets).filter_map(|participant| participant.actor.as_ref()?.country).collect();
        found.sort_unstable();
        found.dedup();
        found
    };
    let is_quoted = |mention: &EventMention| {
        mention.attribution.last().is_some_and(|link| link.manner == Manner::DirectQuote) || is_in_quotes(document, mention)
    };
    let is_verbal = |mention: &EventMention| {
        mention.quad_class == QuadClass::VerbalCooperation && matches!(mention.factuality, Factuality::Asserted | Factuality::Reported)
    };
    let mut vouched: Vec<(usize, Vec<Attribution>)> = Vec::new();
    let mut keep = vec![true; coding.mentions.len()];
    for (i, mention) in coding.mentions.iter().enumerate() {
        if !is_verbal(mention) || !is_quoted(mention) {
            continue;
        }
        let own = countries(mention);
        let told_before = coding.mentions.iter().take(i).position(|earlier| {
            let theirs = countries(earlier);
            earlier.sentence < mention.sentence
                && earlier.event_type == mention.event_type
                && !theirs.is_empty()
                && own.iter().all(|country| theirs.contains(country))
        });
        keep[i] = told_before.is_none();
        vouched.extend(told_before.map(|earlier| (earlier, mention.attribution.clone())));
    }
    // Who restates it vouches for what the report has told on its own word.
    for (earlier, speakers) in vouched {
        let attribution = &mut coding.mentions[earlier].attribution;
        if attribution.is_empty() {
            *attribution = speakers;
        }
    }
    let dropped = &mut coding.dropped;
    let mut keep = keep.into_iter();
    coding.mentions.retain(|mention| {
        let stays = keep.next().unwrap_or(true);
        if !stays {
            dropped.push(Dropped {
                trigger: mention.trigger_token,
                pattern: mention.found_by.first().map(ToString::to_string).unwrap_or_default(),
                event_type: Some(mention.event_type.clone()),
                reason: "a party restates in a quotation what the report has told before".to_owned(),
            });
        }
        stays
    });
}

/// Whether an opening quotation mark stands before the trigger in its sentence.
fn is_in_quotes(document: &Document<'_>, mention: &EventMention) -> bool {
    let before = Span { start: mention.sentence_span.start, end: mention.trigger.start }.of(document.text);
    let after = Span { start: mention.trigger.end, end: mention.sentence_span.end }.of(document.text);
    before.contains(['“', '"']) && after.contains(['”', '"'])
}
