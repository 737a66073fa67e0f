//! From a parsed, resolved document to event mentions.
//!
//! Every token is offered to the patterns; what they find is then checked
//! against its surroundings: parts of a larger event, things only promised or
//! asked for, metaphors and sport are dropped, each with a reason.

use super::attribution::Statements;
use super::candidate::{Candidate, Matcher, Miss};
use super::claim::{self, Claim, ClaimKind};
use super::factuality::Truth;
use super::judge::Judge;
use super::learned::{self, Limits, Offer, Reader, Readings, Review, Reviewed, Wanted};
use super::mention::{EventMention, EventTime, Participant};
use super::time::{event_time, of_done};
use super::tree::Tree;
use super::{accident, attribution, context, extent, factuality, place, repeat, theme, toll};
use crate::article::Article;
use crate::diagnostic::Diagnostics;
use crate::document::{Document, Relation, TokenId};
use crate::entity::{Actor, Entities};
use crate::evidence::{Finder, Span};
use crate::ontology::codebook::Prospect;
use crate::ontology::{Code, Factuality, Polarity, QuadClass};
use crate::resource::Resources;
use crate::resource::pattern::TriggerClass;
use crate::resource::truth::CueClass;

/// What was coded, and what was not and why.
#[derive(Clone, Debug, Default)]
pub struct Coding {
    /// The event mentions, in text order.
    pub mentions: Vec<EventMention>,
    /// What the text says beside events, in text order.
    pub claims: Vec<Claim>,
    /// Triggers that gave no event, in text order.
    pub dropped: Vec<Dropped>,
    /// Patterns that knew the trigger and did not match it.
    pub misses: Vec<Miss>,
}

/// A trigger that gave no event.
#[derive(Clone, Debug, PartialEq)]
pub struct Dropped {
    /// The trigger.
    pub trigger: TokenId,
    /// The pattern that had won it.
    pub pattern: String,
    /// What would have been coded, as far as it was worked out.
    pub event_type: Option<Code>,
    /// Lower case, no final stop.
    pub reason: String,
}

/// Codes the events of a document.
pub fn code(
    resources: &Resources,
    article: &Article,
    document: &Document<'_>,
    entities: &Entities,
    reader: Option<Reader<'_>>,
    diagnostics: &mut Diagnostics,
) -> Vec<EventMention> {
    explain(resources, article, document, entities, reader, diagnostics).mentions
}

/// Codes the events of a document, and keeps the reasons for what was dropped.
/// Without a judge the patterns have the last word.
pub fn explain(
    resources: &Resources,
    article: &Article,
    document: &Document<'_>,
    entities: &Entities,
    reader: Option<Reader<'_>>,
    diagnostics: &mut Diagnostics,
) -> Coding {
    let plain = reader.map_or_else(Vec::new, |_| learned::plain_patterns(&resources.codebook));
    let tree = Tree::new(document, &resources.syntax);
    let matcher = Matcher { tree, entities, patterns: &resources.patterns };
    let mut coding = Coding::default();
    let sport = theme::sport_paragraphs(&resources.themes, document);
    let found: Vec<Found<'_>> = (0..document.sentences.len())
        .map(|number| found(&matcher, number, sport.contains(&document.sentences[number].paragraph), &mut coding))
        .collect();
    let limits = Limits::of(document);
    let statements = attribution::attributions(resources, document);
    let worth = |candidate: &Candidate<'_>| learned::worth(&resources.worth, &matcher, candidate);
    let wanted = reader.map(|reader| wanted(reader, &limits, &matcher, &statements, &found, &worth));
    let (statements, readings) = match (reader, &wanted) {
        (Some(Reader { judge, .. }), Some(wanted)) => heard(resources, document, judge, statements, wanted),
        _ => (statements, Readings::default()),
    };
    let builder = |number: usize| Builder { resources, article, matcher, statements: &statements, number };
    let is_unread = |number: usize| wanted.as_ref().is_some_and(|wanted| wanted[number] != Wanted::All);
    let offered = |(number, found)| {
        let mut offer = offer(&builder(number), found, &mut coding);
        if is_unread(number) {
            drop_all(&mut offer.candidates, &mut coding.dropped, |candidate| learned::unlikely(candidate, worth(candidate)));
        }
        offer
    };
    let offers: Vec<Offer<'_>> = found.into_iter().enumerate().map(offered).collect();
    let reviewed = match reader {
        Some(Reader { judge, .. }) => {
            let is_fact = |trigger, heard| is_plain_fact(&learned::settle(builder(0).truth(trigger), heard));
            Review { judge, limits, matcher: &matcher, plain: &plain, is_fact: &is_fact }.run(offers, readings, &mut coding.dropped)
        }
        None => offers.into_iter().map(learned::unread).collect(),
    };
    let all = || reviewed.iter().enumerate().flat_map(|(number, list)| list.iter().map(move |reviewed| (number, reviewed)));
    // What somebody only says is a row where nothing else is one.
    for is_statement in [false, true] {
        if is_statement && !coding.mentions.is_empty() {
            break;
        }
        for (number, reviewed) in all().filter(|(_, reviewed)| reviewed.is_statement() == is_statement) {
            match builder(number).mention(reviewed) {
                Ok(mention) => coding.mentions.push(mention),
                Err(reason) => coding.dropped.push(dropped(&reviewed.candidate, reason)),
            }
        }
    }
    claim::settle_echoes(&mut coding.claims);
    repeat::drop_repeats(document, &mut coding);
    repeat::drop_restatements(document, &mut coding);
    coding.dropped.sort_by_key(|dropped| dropped.trigger);
    if coding.mentions.is_empty() && !document.sentences.is_empty() {
        diagnostics.note("no-event", None, format!("found no event in {} sentences", document.sentences.len()));
    }
    coding
}

/// What the patterns find in a sentence.
struct Found<'p> {
    candidates: Vec<Candidate<'p>>,
    is_sport: bool,
    has_veto: bool,
}

fn found<'p>(matcher: &Matcher<'_, 'p>, number: usize, is_sport: bool, coding: &mut Coding) -> Found<'p> {
    let tokens = matcher.tree.document.tokens_of(number);
    let mut candidates: Vec<Candidate<'p>> = tokens.filter_map(|token| matcher.candidate(token, &mut coding.misses)).collect();
    if is_sport {
        drop_all(&mut candidates, &mut coding.dropped, |_| Some("the paragraph is about sport".to_owned()));
    }
    let has_veto = candidates.iter().any(|candidate| candidate.pattern.veto);
    drop_all(&mut candidates, &mut coding.dropped, |candidate| candidate.pattern.veto.then(|| "a veto pattern matched".to_owned()));
    Found { candidates, is_sport, has_veto }
}

/// What of each sentence the judge is asked.
fn wanted(
    reader: Reader<'_>,
    limits: &Limits,
    matcher: &Matcher<'_, '_>,
    statements: &Statements,
    found: &[Found<'_>],
    worth: &dyn Fn(&Candidate<'_>) -> f32,
) -> Vec<Wanted> {
    let document = matcher.tree.document;
    let speaks = learned::with_speakers(document, matcher.entities, statements);
    // What is denied is a row, however doubtful.
    let denies = |number: usize| {
        let mut cues = statements.list.iter().filter(|statement| statement.class == CueClass::Denying).map(|statement| statement.cue);
        cues.any(|cue| document.sentence_of(cue) == number)
    };
    let each = found.iter().zip(speaks).enumerate().map(|(number, (Found { candidates, is_sport, has_veto }, speaks))| {
        let is_worth = || reader.reads_all || denies(number) || candidates.iter().any(|candidate| worth(candidate) >= limits.worth);
        if limits.reads(candidates, !is_sport && !has_veto) && is_worth() {
            Wanted::All
        } else if speaks && !is_sport {
            Wanted::Voices
        } else {
            Wanted::Nothing
        }
    });
    each.collect()
}

/// Who says what by all that the judge hears, and what it makes of the sentences.
fn heard(
    resources: &Resources,
    document: &Document<'_>,
    judge: &dyn Judge,
    statements: Statements,
    wanted: &[Wanted],
) -> (Statements, Readings) {
    let likely = statements.likely_words(resources, document, |number| wanted[number] != Wanted::Nothing);
    let readings = Readings::of(judge, document, &likely, wanted);
    (statements.heard(resources, document, readings.heard(document, likely)), readings)
}

/// The candidates of a sentence that their surroundings let stand; its claims
/// are kept on the way.
fn offer<'p>(builder: &Builder<'_, 'p>, found: Found<'p>, coding: &mut Coding) -> Offer<'p> {
    let Found { mut candidates, is_sport, has_veto } = found;
    let (matcher, document) = (&builder.matcher, builder.matcher.tree.document);
    let tokens = || document.tokens_of(builder.number);
    coding.claims.extend(candidates.iter().flat_map(|candidate| builder.claims_of_event(candidate)));
    coding.claims.extend(tokens().filter_map(|token| matcher.claim(token)).filter_map(|candidate| builder.claim(&candidate)));
    if !is_sport {
        coding.claims.extend(builder.said());
    }
    drop_all(&mut candidates, &mut coding.dropped, |candidate| {
        let is_standing = matcher.tree.is_predicate_noun(candidate.trigger)
            && matcher.claim(candidate.trigger).is_some_and(|claim| claim.pattern.claim == Some(ClaimKind::Alignment));
        is_standing.then(|| "it is a standing relation, kept as an alignment".to_owned())
    });
    drop_parts(matcher, &mut candidates, &mut coding.dropped);
    Offer { candidates, is_open: !is_sport && !has_veto }
}

fn dropped(candidate: &Candidate<'_>, reason: String) -> Dropped {
    Dropped { trigger: candidate.trigger, pattern: candidate.pattern.id.clone(), event_type: candidate.pattern.event_type.clone(), reason }
}

fn drop_all(candidates: &mut Vec<Candidate<'_>>, list: &mut Vec<Dropped>, reason: impl Fn(&Candidate<'_>) -> Option<String>) {
    candidates.retain(|candidate| match reason(candidate) {
        Some(reason) => {
            list.push(dropped(candidate, reason));
            false
        }
        None => true,
    });
}

/// Types whose complement says what is promised, asked, refused or threatened,
/// and not what was done.
const SPEECH_ACTS: [&str; 6] = ["AGREE", "CONCEDE", "CONSULT", "REQUEST", "REJECT", "THREATEN"];

/// Drops triggers that another event's pattern has used up, or that stand in
/// the complement of a promise, request, refusal or threat.
fn drop_parts(matcher: &Matcher<'_, '_>, candidates: &mut Vec<Candidate<'_>>, list: &mut Vec<Dropped>) {
    let document = matcher.tree.document;
    let mut reasons: Vec<Option<String>> = vec![None; candidates.len()];
    for (outer_place, outer) in candidates.iter().enumerate() {
        let used = matcher.used_words(outer);
        let is_speech_act = outer.pattern.event_type.as_ref().is_some_and(|code| SPEECH_ACTS.contains(&code.as_str()));
        let complements: Vec<TokenId> = if is_speech_act { matcher.promised(outer) } else { Vec::new() };
        for (place, inner) in candidates.iter().enumerate() {
            if place == outer_place || reasons[place].is_some() || reasons[outer_place].is_some() {
                continue;
            }
            if used.contains(&inner.trigger) {
                reasons[place] = Some(format!("it is part of the event of `{}`", outer.pattern.id));
            } else if complements.iter().any(|&head| is_below(document, inner.trigger, head)) {
                reasons[place] = Some(format!("it is only what `{}` promises, asks, refuses or threatens", outer.pattern.id));
            }
        }
    }
    let mut reasons = reasons.into_iter();
    candidates.retain(|candidate| match reasons.next().flatten() {
        Some(reason) => {
            list.push(dropped(candidate, reason));
            false
        }
        None => true,
    });
}

/// Whether a token is at or below another in the tree, relative clauses apart.
fn is_below(document: &Document<'_>, token: TokenId, top: TokenId) -> bool {
    let mut current = token;
    // A sentence's tree is no deeper than the parser's limit on its length.
    for _ in 0..256 {
        if current == top {
            return true;
        }
        let at = document.token(current);
        match at.head {
            Some(head) if at.relation != Relation::AclRelcl => current = head,
            _ => return false,
        }
    }
    false
}

/// The participants of one event.
struct Parties {
    sources: Vec<Participant>,
    targets: Vec<Participant>,
    reciprocal: bool,
}

/// Makes mentions of one sentence.
pub(super) struct Builder<'d, 'p> {
    pub(super) resources: &'p Resources,
    pub(super) article: &'d Article,
    pub(super) matcher: Matcher<'d, 'p>,
    pub(super) statements: &'d Statements,
    pub(super) number: usize,
}

impl Builder<'_, '_> {
    /// How the text presents what a trigger tells; the same in whatever sentence
    /// the builder is.
    pub(super) fn truth(&self, trigger: TokenId) -> Truth {
        factuality::truth(self.resources, self.article, self.matcher.tree.document, self.matcher.entities, self.statements, trigger)
    }

    fn mention(&self, reviewed: &Reviewed<'_>) -> Result<EventMention, String> {
        let (candidate, opinion) = (&reviewed.candidate, reviewed.opinion.as_ref());
        let document = self.matcher.tree.document;
        let pattern = candidate.pattern;
        let event_type = pattern.event_type.clone().ok_or("the pattern has no event type")?;
        let heard = opinion.and_then(|opinion| learned::standing(pattern, &opinion.truths));
        let told = self.truth(candidate.trigger);
        let factuality = told.factuality;
        let mut truth = learned::settle(told, heard);
        let is_heard = truth.factuality != factuality;
        if pattern.conditions.negated {
            truth.polarity = Polarity::Positive;
        }
        if let Some(factuality) = pattern.factuality {
            truth.factuality = weaker(factuality, truth.factuality);
        }
        let prospect = self.prospect(candidate, &event_type, &truth);
        if prospect.is_none() && !reviewed.is_statement() {
            check_truth(&event_type, pattern.factuality, truth.factuality, truth.polarity)?;
        }
        let (event_type, mode, cameo) = match prospect {
            Some(prospect) => (prospect.becomes.clone(), None, Some(prospect.cameo.clone())),
            None => (event_type, pattern.mode.clone(), pattern.cameo.clone()),
        };
        if self.is_accident(candidate, &event_type) {
            return Err("it was an accident, or nature did it".to_owned());
        }
        let entry = self.resources.codebook.event_type(event_type.as_str());
        let Parties { mut sources, mut targets, reciprocal } =
            self.parties(candidate, prospect.is_none() && event_type.as_str() == "AGREE")?;
        for participant in sources.iter_mut().chain(&mut targets) {
            let phrases = opinion.map_or(&[][..], |opinion| &opinion.phrases);
            if let Some((_, span)) = phrases.iter().find(|(head, _)| *head == participant.head) {
                participant.span = *span;
            }
            participant.span = extent::whole(document, participant.span, participant.head);
        }
        extent::without_event(document, candidate.trigger, &mut targets, &sources);
        extent::without_event(document, candidate.trigger, &mut sources, &targets);
        let confidence = self.confidence(candidate, &sources, &targets);
        let clause = self.clause(candidate.trigger);
        let intensity = mode
            .as_ref()
            .and_then(|mode| self.resources.codebook.mode(event_type.as_str(), mode.as_str()))
            .and_then(|mode| mode.intensity)
            .or_else(|| entry.and_then(|entry| entry.intensity));
        let (killed, wounded) = if event_type.as_str() == "ASSAULT" { toll::toll(&self.matcher.tree, self.number) } else { (None, None) };
        let mut found_by = Vec::new();
        if !pattern.id.is_empty() {
            found_by.push(Finder::Pattern(pattern.id.clone()));
        }
        found_by.extend(opinion.map(|_| Finder::Model(learned::NAME)));
        found_by.extend(prospect.map(|_| Finder::Rule("prospect")));
        found_by.extend(truth.reasons.iter().map(|reason| Finder::Rule(reason.rule)));
        found_by.extend(is_heard.then_some(Finder::Rule("standing")));
        let mut mention = EventMention {
            sentence: self.number as u32,
            sentence_span: document.sentences[self.number].span,
            mode,
            contexts: context::contexts(&self.resources.contexts, &self.matcher.tree, &clause, &pattern.contexts),
            cameo,
            quad_class: entry.map_or(QuadClass::VerbalCooperation, |entry| entry.quad_class),
            intensity,
            trigger: document.token(candidate.trigger).span,
            trigger_token: candidate.trigger,
            sources,
            targets,
            reciprocal,
            places: place::places(&self.matcher, self.number, candidate, event_type.as_str()),
            time: self.time(candidate.trigger, truth.factuality),
            factuality: truth.factuality,
            polarity: truth.polarity,
            attribution: truth.attribution,
            killed,
            wounded,
            incident: opinion.and_then(|opinion| opinion.incident.clone()),
            opinion: opinion.cloned(),
            confidence,
            found_by,
            event_type,
        };
        mention.confidence = learned::confidence(&self.resources.confidence, &mention);
        for target in mention.targets.iter_mut().filter(|target| target.actor.is_none()) {
            target.actor = self.matcher.placed(target);
        }
        Ok(mention)
    }

    /// Whether the text says that nobody did it, and nobody attacked in the
    /// same sentence (stories/accident.md).
    fn is_accident(&self, candidate: &Candidate<'_>, event_type: &Code) -> bool {
        let (tables, tree) = (&self.resources.themes, &self.matcher.tree);
        let is_assault = |code: &Code| code.as_str() == "ASSAULT";
        let is_accident = |candidate: &Candidate<'_>| accident::is_accident(tables, tree, candidate.trigger, &candidate.sources);
        let attacks = |trigger: TokenId| {
            let other = (trigger != candidate.trigger).then(|| self.matcher.candidate(trigger, &mut Vec::new())).flatten();
            other.is_some_and(|other| {
                other.pattern.event_type.as_ref().is_some_and(is_assault) && !other.sources.is_empty() && !is_accident(&other)
            })
        };
        is_assault(event_type) && is_accident(candidate) && !tree.document.tokens_of(self.number).any(attacks)
    }

    /// When an event of a factuality happened or is to happen.
    fn time(&self, trigger: TokenId, factuality: Factuality) -> Option<EventTime> {
        use Factuality::{Alleged, Asserted, Historical, Reported};
        let time = event_time(self.article, self.matcher.tree.document, self.matcher.entities, self.number, trigger)?;
        let is_done = matches!(factuality, Asserted | Reported | Alleged | Historical);
        Some(match self.article.published {
            Some(published) if is_done => of_done(time, published),
            _ => time,
        })
    }

    /// Who acts and who is acted upon, and whether they do it to each other.
    fn parties(&self, candidate: &Candidate<'_>, is_promise: bool) -> Result<Parties, String> {
        let pattern = candidate.pattern;
        let (mut sources, mut targets) = (self.participants(&candidate.sources), self.participants(&candidate.targets));
        let mut reciprocal = pattern.reciprocal;
        if reciprocal && sources.is_empty() {
            sources = std::mem::take(&mut targets);
        }
        // The parties to a joint promise all act; what they act upon is no party.
        let is_joint_promise = is_promise && pattern.class == TriggerClass::Verb;
        let are_several = sources.iter().any(|source| source.span != sources[0].span);
        if are_several && (is_joint_promise || reciprocal && (self.known(&targets) == 0 || are_among(&targets, &sources))) {
            targets.clear();
            reciprocal = true;
        }
        // What kills without a hand that is named is no actor: "an explosion", "cluster bombs".
        if pattern.event_type.as_ref().is_some_and(|code| code.as_str() == "ASSAULT") && !targets.is_empty() && !reciprocal {
            let is_somebody = |source: &Participant| source.actor.is_some() && !self.matcher.is_located(source.head);
            sources.retain(|source| is_somebody(source) || !self.matcher.is_kind("thing", source.head));
        }
        let are_many = candidate.sources.iter().chain(&candidate.targets).any(|&head| self.matcher.tree.is_pair(head));
        if reciprocal && sources.len() < 2 && targets.is_empty() && self.known(&sources) < 2 && !are_many {
            reciprocal = false;
        }
        if pattern.reciprocal && pattern.class == TriggerClass::Noun && !reciprocal && targets.is_empty() {
            return Err("only one party is named".to_owned());
        }
        Ok(Parties { sources, targets, reciprocal })
    }

    /// What an act that somebody promises, plans or threatens is coded as: a
    /// promise or a threat, not the act (stories/prospect.md).
    fn prospect(&self, candidate: &Candidate<'_>, event_type: &Code, truth: &Truth) -> Option<&Prospect> {
        let lies_ahead =
            matches!(truth.factuality, Factuality::Pledged | Factuality::Planned | Factuality::Scheduled | Factuality::Threatened);
        let applies =
            lies_ahead && truth.polarity == Polarity::Positive && candidate.pattern.factuality.is_none() && !candidate.sources.is_empty();
        if applies { self.resources.codebook.prospect(event_type.as_str()) } else { None }
    }

    /// The tokens of the trigger's clause.
    pub(super) fn clause(&self, trigger: TokenId) -> Vec<TokenId> {
        let tree = &self.matcher.tree;
        let top = if tree.is_verb(trigger) { trigger } else { tree.support_verb(trigger).unwrap_or(trigger) };
        tree.document.subtree(top)
    }

    pub(super) fn participants(&self, heads: &[TokenId]) -> Vec<Participant> {
        let document = self.matcher.tree.document;
        let mut found = Vec::new();
        for &head in heads {
            let (shown, span) = self.quoted(head);
            let mut actors: Vec<Option<Actor>> = self.matcher.actors_of(head).iter().cloned().map(Some).collect();
            if actors.is_empty() {
                actors.push(None);
            }
            let parts = self.parts(shown, span);
            if parts.len() > 1 && parts.len() == actors.len() {
                found.extend(parts.into_iter().zip(actors).map(|(part, actor)| Participant { actor, ..part }));
                continue;
            }
            if parts.iter().filter(|part| part.actor.is_some()).count() > 1 {
                found.extend(parts);
                continue;
            }
            found.extend(actors.into_iter().map(|actor| Participant { span, head: shown, actor }));
        }
        debug_assert!(found.iter().all(|participant| (participant.span.end as usize) <= document.text.len()));
        found
    }

    /// The parts of "British and French negotiators" that name one party
    /// each, with the party's own actor; the head noun goes to the last.
    fn parts(&self, head: TokenId, whole: Span) -> Vec<Participant> {
        let document = self.matcher.tree.document;
        let modifiers = self.matcher.tree.shared_modifiers(head);
        let last = modifiers.len().saturating_sub(1);
        let part = |(place, &modifier): (usize, &TokenId)| {
            let own = document.span_of(&self.matcher.tree.phrase(modifier));
            let start = if place == 0 { whole.start } else { own.start };
            let end = if place == last { whole.end } else { own.end };
            let actor = self.matcher.entities.actors_at(modifier).first().cloned();
            Participant { span: Span { start, end }, head: if place == last { head } else { modifier }, actor }
        };
        modifiers.iter().enumerate().map(part).filter(|part| part.span.start < part.span.end).collect()
    }

    /// The words that stand for a participant: its phrase, or for a pronoun
    /// the phrase that it refers to.
    fn quoted(&self, head: TokenId) -> (TokenId, Span) {
        let tree = &self.matcher.tree;
        let shown = self.matcher.antecedent(head).unwrap_or(head);
        (shown, tree.document.span_of(&tree.phrase(shown)))
    }

    fn known(&self, participants: &[Participant]) -> usize {
        participants.iter().filter_map(|participant| participant.actor.as_ref()).filter(|actor| super::kind::is_known(actor)).count()
    }

    /// Heuristic: a specific pattern and known actors on both sides make an
    /// event surer (stories/confidence.md).
    fn confidence(&self, candidate: &Candidate<'_>, sources: &[Participant], targets: &[Participant]) -> f32 {
        let mut confidence: f32 = 0.5;
        if self.known(sources) > 0 {
            confidence += 0.2;
        }
        if self.known(targets) > 0 {
            confidence += 0.15;
        } else if targets.is_empty() {
            confidence -= 0.1;
        }
        confidence += 0.03 * candidate.pattern.conditions.count().min(4) as f32;
        confidence.clamp(0.05, 0.95)
    }
}

/// Whether some participants only name others again: "the two countries".
fn are_among(participants: &[Participant], others: &[Participant]) -> bool {
    participants.iter().all(|participant| participant.actor.is_some() && others.iter().any(|other| other.actor == participant.actor))
}

/// Whether something is presented as done.
fn is_plain_fact(truth: &Truth) -> bool {
    matches!(truth.factuality, Factuality::Asserted | Factuality::Reported | Factuality::Alleged) && truth.polarity == Polarity::Positive
}

/// Of what a pattern says of an event's truth and what its surroundings say,
/// the one that claims less. A threat or promise is made even where what it
/// says is only to come or depends on a condition.
fn weaker(pattern: Factuality, surroundings: Factuality) -> Factuality {
    use Factuality::{Asserted, Hypothetical, Planned, Pledged, Reported, Scheduled, Threatened};
    match (pattern, surroundings) {
        (_, Asserted | Reported) => pattern,
        (Threatened | Pledged | Scheduled, Planned | Scheduled | Pledged | Threatened) => pattern,
        (Threatened, Hypothetical) => pattern,
        _ => surroundings,
    }
}

/// Events that the text does not claim are no rows.
fn check_truth(event_type: &Code, by_pattern: Option<Factuality>, factuality: Factuality, polarity: Polarity) -> Result<(), String> {
    if polarity == Polarity::Negative && factuality != Factuality::Denied {
        return Err("the text says that it did not happen".to_owned());
    }
    // Support that is pledged is given by the pledge.
    let is_speech_act = event_type.as_str() == "SUPPORT" || SPEECH_ACTS.contains(&event_type.as_str());
    match factuality {
        Factuality::Hypothetical if by_pattern != Some(factuality) => Err("it is only imagined or conditional".to_owned()),
        Factuality::Hoped if by_pattern != Some(factuality) => Err("it is only wished or asked for".to_owned()),
        Factuality::Pledged | Factuality::Planned | Factuality::Threatened | Factuality::Scheduled
            if by_pattern.is_none() && !is_speech_act =>
        {
            Err(format!("it is only {}", factuality.name()))
        }
        _ => Ok(()),
    }
}
