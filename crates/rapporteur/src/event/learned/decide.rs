//! What follows from the judge's answers for the candidates of a sentence.

use super::case::Case;
use super::find::{self, Loose};
use super::limit::Limits;
use super::party;
use super::phrase::{Part, Phrase};
use super::standing;
use super::{Offer, Opinion, Review, Reviewed};
use crate::document::{EntityTag, Token, TokenId, Upos};
use crate::event::candidate::{Candidate, Matcher};
use crate::event::code::Dropped;
use crate::event::judge::{Judge, Reading, TYPES, Verdict};
use crate::event::kind::is_known;
use crate::evidence::Span;
use crate::ontology::{Code, Factuality};
use crate::resource::pattern::Pattern;

// The limits that are the same everywhere; the others are in `limit`, with how
// they were chosen.

/// How much likelier a pattern's word makes its own type.
const PATTERN_WEIGHT: f32 = 4.0;
/// The probability of another type above which a pattern's type is overruled.
const RETYPE: f32 = 0.7;
/// The probability of a kind of incident above which it is told.
const INCIDENT: f32 = 0.5;
/// Types whose rows tell the kind of incident.
const INCIDENT_TYPES: [&str; 4] = ["ASSAULT", "COERCE", "MOBILIZE", "PROTEST"];

impl<'p> Review<'_, '_, 'p> {
    /// The candidates of a sentence that stay, and what is found beside them,
    /// in the order of their triggers.
    pub(super) fn decide(&self, case: &Case<'_>, offer: Offer<'p>, dropped: &mut Vec<Dropped>) -> Vec<Reviewed<'p>> {
        let mut stay: Vec<Reviewed<'p>> = Vec::new();
        for (place, candidate) in offer.candidates.into_iter().enumerate() {
            let (trigger, pattern) = (candidate.trigger, candidate.pattern);
            match self.decided(case, candidate, place) {
                Ok(reviewed) => stay.push(reviewed),
                Err(reason) => {
                    dropped.push(Dropped { trigger, pattern: pattern.id.clone(), event_type: pattern.event_type.clone(), reason });
                }
            }
        }
        stay.extend(case.loose.iter().filter_map(|loose| self.found(case, loose)));
        stay.extend(self.said(case, offer.is_open));
        stay.sort_by_key(|reviewed| reviewed.candidate.trigger);
        stay
    }

    /// What becomes of the candidate at a place, or why it is dropped.
    fn decided(&self, case: &Case<'_>, candidate: Candidate<'p>, place: usize) -> Result<Reviewed<'p>, String> {
        let asked = case.of_candidate.get(place).copied().flatten();
        let Some(verdict) = asked.and_then(|asked| case.verdict(asked)) else { return Ok(Reviewed { candidate, opinion: None }) };
        let heard = standing::standing(candidate.pattern, &verdict.truths);
        let is_fact = (self.is_fact)(candidate.trigger, heard) && candidate.pattern.factuality.is_none() && !is_appeal(&candidate);
        if is_fact && self.matcher.tree.is_verb(candidate.trigger) && case.reading.quad[0] > self.limits.statement {
            return Err(format!("the sentence only states something ({:.2})", case.reading.quad[0]));
        }
        let shares = Shares::new(verdict, &case.reading.quad, candidate.pattern.event_type.as_ref());
        let (candidate, opinion) = self.typed(case, verdict, candidate, &shares);
        let probability = opinion.probability.min(1.0 - verdict.none);
        let is_row = if is_fact { probability >= self.limits.enough } else { verdict.none <= self.limits.none_other };
        if !is_row {
            let what = if verdict.none > 1.0 - opinion.probability { "no event" } else { "another type" };
            return Err(format!("the judge sees {what} here ({:.2})", 1.0 - probability));
        }
        let opinion = Opinion { probability, is_resettled: case.resettled.contains(&place), ..opinion };
        Ok(Reviewed { candidate, opinion: Some(opinion) })
    }

    /// A candidate with the type that is likeliest, its pattern's unless
    /// another is clearly likelier.
    fn typed(&self, case: &Case<'_>, verdict: &Verdict, mut candidate: Candidate<'p>, shares: &Shares) -> (Candidate<'p>, Opinion) {
        let top = shares.order[0];
        let own = candidate.pattern.event_type.as_ref().and_then(number_of).unwrap_or(top);
        let mut overruled = None;
        let mut coded = own;
        if top != own && shares.types[top] > RETYPE {
            coded = top;
            overruled = candidate.pattern.event_type.clone();
            let mutual = candidate.pattern.reciprocal;
            let other = self.matcher.pattern_of_type(candidate.trigger, &Code::new(TYPES[top]));
            candidate.pattern = other.filter(|pattern| pattern.reciprocal == mutual).unwrap_or(self.plain(top, mutual));
        }
        let opinion = self.opinion(case, verdict, shares, coded, &candidate);
        (candidate, Opinion { overruled, ..opinion })
    }

    /// An event that no pattern matched, if the judge is all but certain of it.
    fn found(&self, case: &Case<'_>, loose: &Loose) -> Option<Reviewed<'p>> {
        let verdict = case.verdict(loose.asked)?;
        let shares = Shares::new(verdict, &case.reading.quad, None);
        let top = shares.order[0];
        let is_sure =
            shares.types[top] > self.limits.find && verdict.none < self.limits.find_none && may_find_in(case.reading, &self.limits);
        if !is_sure || !may_find(self.matcher, loose, Some(TYPES[top]), &self.limits) {
            return None;
        }
        let candidate = Candidate {
            trigger: loose.trigger,
            pattern: self.plain(top, loose.is_mutual),
            sources: loose.sources.clone(),
            targets: loose.targets.clone(),
        };
        let opinion = self.opinion(case, verdict, &shares, top, &candidate);
        Some(Reviewed { candidate, opinion: Some(Opinion { is_found: true, ..opinion }) })
    }

    /// What a sentence that only states something is about, if a row may say
    /// so: who speaks or is spoken of, and of or to whom.
    fn said(&self, case: &Case<'_>, is_open: bool) -> Option<Reviewed<'p>> {
        let probability = case.reading.quad[0];
        if !self.limits.states || !is_open || probability < self.limits.statement {
            return None;
        }
        let heads = |part: Part| case.phrases.in_part(part).map(|phrase| phrase.head).collect::<Vec<TokenId>>();
        let (mut sources, targets, parties) = (heads(Part::Source), heads(Part::Target), heads(Part::Party));
        let is_mutual = sources.is_empty() && parties.len() > 1;
        sources.extend(parties);
        let trigger = find::trigger_of(self.matcher.tree.document, &sources, &targets);
        let candidate = Candidate { trigger, pattern: self.plain(TYPES.len(), is_mutual), sources, targets };
        let of_part = |part: Part| case.phrases.in_part(part).map(|phrase| phrase.probability).fold(1.0, f32::min);
        let opinion = Opinion {
            probability,
            event: probability,
            parties: [of_part(Part::Source), of_part(Part::Target)],
            pronouns: self.pronouns(&candidate),
            truths: [1.0, 0.0, 0.0],
            runner_up: None,
            overruled: None,
            is_found: true,
            is_resettled: false,
            incident: None,
            phrases: phrases(self.matcher, case, &candidate),
        };
        (!candidate.sources.is_empty()).then_some(Reviewed { candidate, opinion: Some(opinion) })
    }

    /// The pattern of the judge's own for a type, or for a statement.
    fn plain(&self, number: usize, mutual: bool) -> &'p Pattern {
        &self.plain[number + if mutual { TYPES.len() + 1 } else { 0 }]
    }

    fn pronouns(&self, candidate: &Candidate<'_>) -> [bool; 2] {
        let has_one = |heads: &[TokenId]| heads.iter().any(|&head| self.matcher.tree.document.token(head).upos == Upos::Pron);
        [has_one(&candidate.sources), has_one(&candidate.targets)]
    }

    fn opinion(&self, case: &Case<'_>, verdict: &Verdict, shares: &Shares, coded: usize, candidate: &Candidate<'_>) -> Opinion {
        Opinion {
            probability: shares.types[coded],
            event: 1.0 - verdict.none,
            parties: party::sureness(self.matcher, case, candidate, verdict),
            pronouns: self.pronouns(candidate),
            truths: verdict.truths,
            runner_up: shares.runner_up(coded),
            overruled: None,
            is_found: false,
            is_resettled: false,
            incident: incident(self.judge, case, coded),
            phrases: phrases(self.matcher, case, candidate),
        }
    }
}

/// Whether the judge may have a say in a candidate: types of a user's own
/// ontology are beyond it, and so is the calendar, of which it has seen little.
pub fn may_judge(candidate: &Candidate<'_>) -> bool {
    candidate.pattern.factuality != Some(Factuality::Scheduled)
        && candidate.pattern.event_type.as_ref().is_some_and(|code| number_of(code).is_some())
}

/// Whether a pattern reads the trigger as an appeal, which CAMEO counts among
/// statements.
fn is_appeal(candidate: &Candidate<'_>) -> bool {
    candidate.pattern.cameo.as_ref().is_some_and(|code| code.as_str().starts_with("02"))
}

/// Probabilities of what a pair is in, of all that was said about it.
struct Shares {
    types: [f32; 16],
    /// Numbers of the types, the likeliest first.
    order: [usize; 16],
}

impl Shares {
    /// Joins the verdict on the pair, what the sentence is about, and the pattern's word.
    fn new(verdict: &Verdict, quad: &[f32; 5], pattern: Option<&Code>) -> Shares {
        // The sentence's main event says something of each of its events, but not all.
        let share = |class: usize| quad[class] + 0.02;
        let mut types = verdict.types;
        for (number, probability) in types.iter_mut().enumerate() {
            *probability *= share(CLASSES[number]);
            if pattern.is_some_and(|code| code.as_str() == TYPES[number]) {
                *probability *= PATTERN_WEIGHT;
            }
        }
        let none = verdict.none * share(0);
        let sum = types.iter().sum::<f32>() + none;
        types.iter_mut().for_each(|probability| *probability /= sum);
        let mut order: [usize; 16] = std::array::from_fn(|number| number);
        order.sort_by(|&a, &b| types[b].total_cmp(&types[a]));
        Shares { types, order }
    }

    fn runner_up(&self, coded: usize) -> Option<(Code, f32)> {
        let second = self.order.into_iter().find(|&number| number != coded)?;
        Some((Code::new(TYPES[second]), self.types[second]))
    }
}

/// The class of each of [`TYPES`] in the judge's reading of a sentence, where
/// a sanction counts as a hostile word.
const CLASSES: [usize; 16] = [3, 1, 2, 4, 4, 2, 1, 2, 4, 4, 3, 3, 2, 3, 1, 3];

/// Whether a sentence tells an event so clearly that one may be found in it.
pub fn may_find_in(reading: &Reading, limits: &Limits) -> bool {
    reading.quad[0] < limits.find_statement
}

/// Whether both ends are known actors and some pattern, of the type if one is
/// given, knows the trigger, though it did not match it. In a chosen sentence
/// it is enough that somebody acts, and that a pattern of any type knows the
/// trigger or it is a verb with no clause behind it, as verbs of saying have.
pub fn may_find(matcher: &Matcher<'_, '_>, loose: &Loose, event_type: Option<&str>, limits: &Limits) -> bool {
    if limits.finds_strangers {
        let upos = |head: &TokenId| matcher.tree.document.token(*head).upos;
        let is_nominal = |head: &TokenId| matches!(upos(head), Upos::Noun | Upos::Propn | Upos::Pron);
        let is_whole = loose.targets.iter().all(|head| upos(head) != Upos::Det);
        let is_plain_verb = || matcher.tree.is_verb(loose.trigger) && matcher.tree.complement(loose.trigger).is_none();
        let somebody_acts = !loose.sources.is_empty() && loose.sources.iter().all(is_nominal);
        return somebody_acts && is_whole && (find::can_tell(matcher, loose.trigger, None) || is_plain_verb());
    }
    let is_actor = |&head: &TokenId| matcher.entities.actors_at(head).iter().any(is_known);
    let ends_are_known =
        loose.sources.iter().all(is_actor) && loose.targets.iter().all(is_actor) && loose.sources.len() + loose.targets.len() > 1;
    ends_are_known && find::can_tell(matcher, loose.trigger, event_type)
}

fn number_of(code: &Code) -> Option<usize> {
    TYPES.iter().position(|name| *name == code.as_str())
}

/// The kind of incident, if the judge is sure of it and the type has any.
fn incident(judge: &dyn Judge, case: &Case<'_>, coded: usize) -> Option<Code> {
    if !INCIDENT_TYPES.contains(&TYPES[coded]) {
        return None;
    }
    let kinds = judge.kinds().iter().zip(&case.reading.kinds);
    let (kind, probability) = kinds.max_by(|a, b| a.1.total_cmp(b.1))?;
    (*probability > INCIDENT && kind != "other").then(|| Code::new(kind))
}

/// Whether a phrase begins and ends where phrases do: not inside a name or a
/// written word, and not with a preposition, article or mark.
fn is_whole(matcher: &Matcher<'_, '_>, number: usize, phrase: &Phrase) -> bool {
    let document = matcher.tree.document;
    let first = document.sentences[number].tokens.start;
    let token = |word: u32| document.tokens.get((first + word) as usize);
    let (Some(start), Some(last)) = (token(phrase.words.start), token(phrase.words.end - 1)) else { return false };
    let cuts_name = |token: Option<&Token>| token.is_some_and(|token| matches!(token.entity, EntityTag::Inside(_)));
    let goes_on =
        token(phrase.words.end).is_some_and(|next| next.span.start == last.span.end && next.span.of(document.text).starts_with(['-', '–']));
    let is_edge = |token: &Token| matches!(token.upos, Upos::Adp | Upos::Punct | Upos::Cconj);
    let ends_open = is_edge(last) || matches!(last.upos, Upos::Det | Upos::Part | Upos::Adj);
    let opens = phrase.span.of(document.text).matches('(').count() != phrase.span.of(document.text).matches(')').count();
    !(opens || is_edge(start) || ends_open || goes_on || cuts_name(Some(start)) || cuts_name(token(phrase.words.end)))
}

/// The judge's phrase for each participant that is alone in one of its part.
fn phrases(matcher: &Matcher<'_, '_>, case: &Case<'_>, candidate: &Candidate<'_>) -> Vec<(TokenId, Span)> {
    let mut found = Vec::new();
    for (heads, part) in [(&candidate.sources, Part::Source), (&candidate.targets, Part::Target)] {
        for &head in heads {
            let Some(phrase) = case.phrases.around(head) else { continue };
            let is_alone = heads.iter().filter(|&&other| case.phrases.around(other) == Some(phrase)).count() == 1;
            if is_alone && (phrase.part == part || phrase.part == Part::Party) && is_whole(matcher, case.number, phrase) {
                found.push((head, phrase.span));
            }
        }
    }
    found
}
