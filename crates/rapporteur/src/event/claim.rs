//! What a sentence says beside events: promises, meetings, standing relations,
//! formats of talks, movements of forces, and who says what.
//!
//! What comes in are candidates of patterns; what goes out are claims, each
//! with the words that say so. What becomes of them over many reports is
//! worked out in `record`.

mod echo;
mod headline;
mod said;
mod wording;

use super::code::Builder;
use super::mention::{Attribution, EventPlace, EventTime, Participant};
use super::time::event_time;
use super::{candidate::Candidate, place};
use crate::document::{Relation, TokenId, Upos};
use crate::evidence::{Finder, Span};
use crate::ontology::{Code, Factuality, Polarity};
pub use crate::resource::pattern::ClaimKind;
pub(super) use echo::settle_echoes;
pub use headline::add_headlines;

/// One claim in one sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// Which ledger it feeds, or that it is a statement.
    pub kind: ClaimKind,
    /// The sentence's number in the document, from 0; headlines follow the body.
    pub sentence: u32,
    /// The sentence's bytes.
    pub sentence_span: Span,
    /// The words that evoke it.
    pub trigger: Span,
    /// Whether a noun evokes it, which tells no tense: `the withdrawal`.
    pub is_nominal: bool,
    /// Who promises, meets, supports, takes part, moves, speaks.
    pub parties: Vec<Participant>,
    /// To whom it is promised or said, who is supported or opposed.
    pub counterparts: Vec<Participant>,
    /// For alignments and processes the relation, such as `ally` or
    /// `guarantor`; for commitments and meetings the turn that is reported,
    /// such as `broken` or `moved`; for movements `leaves` or `enters`, and
    /// `leaving` or `entering` while they go on; for statements how the
    /// speaker holds the content, such as `neutral` or `denying`.
    pub relation: Option<Code>,
    /// What is promised or said, or the name of the meeting or format.
    pub content: Option<Span>,
    /// What a promise is bound to.
    pub condition: Option<Span>,
    /// Where, from where, to where.
    pub places: Vec<EventPlace>,
    /// For commitments the deadline, for meetings their interval, for
    /// relations and formats the time since when; otherwise when it happens
    /// or is said.
    pub time: Option<EventTime>,
    /// How the text presents it.
    pub factuality: Factuality,
    /// Whether the text says it is so or is not so.
    pub polarity: Polarity,
    /// According to whom, outermost speaker first.
    pub attribution: Vec<Attribution>,
    /// Who found it.
    pub found_by: Vec<Finder>,
}

impl Builder<'_, '_> {
    /// The claim of a candidate whose pattern feeds a ledger.
    pub(super) fn claim(&self, candidate: &Candidate<'_>) -> Option<Claim> {
        let pattern = candidate.pattern;
        let mut claim = self.blank(pattern.claim?, candidate)?;
        claim.relation = pattern.relation.clone();
        match claim.kind {
            ClaimKind::Process => claim.content = Some(self.format_name(candidate.trigger)),
            ClaimKind::Meeting => self.turn_of_meeting(&mut claim, candidate),
            ClaimKind::Commitment => {
                claim.content = self.thing(candidate.trigger).map(|thing| self.promised_by(thing));
                claim.time = self.time_ahead();
            }
            ClaimKind::Alignment => self.company(&mut claim, candidate),
            ClaimKind::Movement | ClaimKind::Statement => {}
        }
        if claim.parties.is_empty() && claim.counterparts.is_empty() {
            return None;
        }
        Some(claim)
    }

    /// A meeting that is moved or called off: its parties are those whom its
    /// noun names and those who move it.
    fn turn_of_meeting(&self, claim: &mut Claim, candidate: &Candidate<'_>) {
        let Some(noun) = self.thing(candidate.trigger) else { return };
        let mut heads = self.gathered(noun);
        heads.extend(candidate.sources.iter().filter(|&&head| self.is_known_actor(head)));
        heads.sort_unstable();
        heads.dedup();
        claim.content = Some(self.named(noun));
        if !heads.is_empty() {
            claim.parties = self.participants(&heads);
        }
        claim.counterparts.clear();
        claim.time = self.time_ahead();
    }

    /// "Oland is with Westmark the main ally of": Westmark is one too. And a
    /// change of sides is that of the groups that the sentence shows.
    fn company(&self, claim: &mut Claim, candidate: &Candidate<'_>) {
        let tree = &self.matcher.tree;
        if claim.relation.as_ref().is_some_and(|relation| relation.as_str() == "reversal") {
            let is_known = |party: &Participant| party.actor.as_ref().is_some_and(super::kind::is_known);
            if !claim.parties.iter().any(is_known) {
                claim.parties = self.participants(&self.groups_after(candidate.trigger));
            }
            return;
        }
        let beside = [candidate.trigger].into_iter().chain(candidate.sources.iter().copied());
        let mut company: Vec<TokenId> = beside.flat_map(|head| tree.modified_with(head, "with")).collect();
        company.retain(|head| !candidate.sources.contains(head) && !candidate.targets.contains(head));
        company.retain(|&head| self.is_known_actor(head));
        company.dedup();
        if !tree.is_verb(candidate.trigger) && !claim.counterparts.is_empty() {
            claim.parties.extend(self.participants(&company));
        }
    }

    /// The claims that an event's candidate makes beside the event: the parts
    /// of a promise, the movement of forces, the meeting that is to be held.
    pub(super) fn claims_of_event(&self, candidate: &Candidate<'_>) -> Vec<Claim> {
        let Some(event_type) = candidate.pattern.event_type.as_ref().map(Code::as_str) else { return Vec::new() };
        let mode = candidate.pattern.mode.as_ref().map(Code::as_str);
        let cameo = candidate.pattern.cameo.as_ref().map_or("", Code::as_str);
        match (event_type, mode) {
            ("RETREAT", Some("withdraw")) | ("MOBILIZE", _) => self.movement(candidate, event_type).into_iter().collect(),
            ("CONSULT", _) if self.is_of_turn(candidate.trigger) => Vec::new(),
            ("CONSULT", _) => self
                .blank(ClaimKind::Meeting, candidate)
                .map(|claim| Claim { content: Some(self.named(candidate.trigger)), ..claim })
                .into_iter()
                .collect(),
            ("AGREE" | "CONCEDE", _) if cameo.starts_with("036") => self.meeting(candidate).into_iter().collect(),
            ("AGREE" | "CONCEDE", _) if self.is_of_turn(candidate.trigger) => Vec::new(),
            ("AGREE" | "CONCEDE", _) => self.promises(candidate),
            _ => Vec::new(),
        }
    }

    /// Whether a word only names the promise or meeting that the sentence
    /// says to be kept, broken, moved or called off.
    fn is_of_turn(&self, word: TokenId) -> bool {
        let is_turn = |verb: TokenId| {
            let claim = self.matcher.claim(verb).and_then(|claim| claim.pattern.claim);
            matches!(claim, Some(ClaimKind::Commitment | ClaimKind::Meeting))
        };
        self.matcher.tree.governing_verb(word).into_iter().chain(self.matcher.tree.document.token(word).head).any(is_turn)
    }

    fn movement(&self, candidate: &Candidate<'_>, event_type: &str) -> Option<Claim> {
        let relation = match (event_type, self.is_under_way(candidate.trigger)) {
            ("RETREAT", false) => "leaves",
            ("RETREAT", true) => "leaving",
            (_, false) => "enters",
            (_, true) => "entering",
        };
        let claim = self.blank(ClaimKind::Movement, candidate)?;
        // What is still to come did not happen on the day of the sentence.
        let time = if lies_ahead(claim.factuality) { self.time_ahead() } else { claim.time.clone() };
        Some(Claim { relation: Some(Code::new(relation)), time, ..claim })
    }

    fn blank(&self, kind: ClaimKind, candidate: &Candidate<'_>) -> Option<Claim> {
        let document = self.matcher.tree.document;
        let truth = self.truth(candidate.trigger);
        let event_type = candidate.pattern.event_type.as_ref().map_or("", Code::as_str);
        Some(Claim {
            kind,
            sentence: self.number as u32,
            sentence_span: document.sentences[self.number].span,
            trigger: document.token(candidate.trigger).span,
            is_nominal: !self.matcher.tree.is_verb(candidate.trigger),
            parties: self.participants(&candidate.sources),
            counterparts: self.participants(&candidate.targets),
            relation: None,
            content: None,
            condition: None,
            places: place::places(&self.matcher, self.number, candidate, if kind == ClaimKind::Movement { "RETREAT" } else { event_type }),
            time: self.stated_time(candidate.trigger),
            factuality: truth.factuality,
            polarity: truth.polarity,
            attribution: truth.attribution,
            found_by: vec![Finder::Pattern(candidate.pattern.id.clone())],
        })
    }

    /// The time that the words of the claim's own clause give; the day of
    /// publication says nothing about standing relations and coming meetings.
    fn stated_time(&self, trigger: TokenId) -> Option<EventTime> {
        event_time(self.article, self.matcher.tree.document, self.matcher.entities, self.number, trigger).filter(|time| time.span.is_some())
    }

    /// "A summit is scheduled": the meeting is the subject, its parties are what it gathers.
    fn meeting(&self, candidate: &Candidate<'_>) -> Option<Claim> {
        let claim = self.blank(ClaimKind::Meeting, candidate)?;
        let tree = &self.matcher.tree;
        let noun = tree
            .objects(candidate.trigger)
            .into_iter()
            .chain(tree.inner_complement(candidate.trigger))
            .find(|&head| tree.document.token(head).upos == Upos::Noun);
        let gathered = noun.map_or_else(Vec::new, |noun| self.gathered(noun));
        let content = Some(self.named(noun.unwrap_or(candidate.trigger)));
        let factuality =
            if matches!(claim.factuality, Factuality::Asserted | Factuality::Reported) { Factuality::Scheduled } else { claim.factuality };
        let time = self.time_ahead().or_else(|| claim.time.clone());
        let claim = Claim { content, factuality, time, ..claim };
        // Whom the noun names meet; whoever says so need not be there.
        Some(match (candidate.sources.is_empty(), gathered.is_empty()) {
            (true, false) => Claim { parties: self.participants(&gathered), counterparts: Vec::new(), ..claim },
            _ => claim,
        })
    }

    /// Each conjoined thing that is promised is a commitment of its own.
    fn promises(&self, candidate: &Candidate<'_>) -> Vec<Claim> {
        let tree = &self.matcher.tree;
        let document = tree.document;
        let Some(first) = tree
            .complement(candidate.trigger)
            .or_else(|| tree.objects(candidate.trigger).into_iter().find(|head| !candidate.targets.contains(head)))
        else {
            return self.blank(ClaimKind::Commitment, candidate).into_iter().collect();
        };
        let mut heads = vec![first];
        heads.extend(document.children_by(first, Relation::Conj));
        heads.into_iter().filter_map(|head| self.promise(candidate, head)).collect()
    }

    fn promise(&self, candidate: &Candidate<'_>, head: TokenId) -> Option<Claim> {
        let claim = self.blank(ClaimKind::Commitment, candidate)?;
        let tree = &self.matcher.tree;
        let document = tree.document;
        let words: Vec<TokenId> = document
            .subtree(head)
            .into_iter()
            .filter(|&id| {
                !document.children_by(head, Relation::Conj).any(|conjunct| document.subtree(conjunct).contains(&id))
                    && !is_edge(document.token(id).relation, document.token(id).head == Some(head))
            })
            .collect();
        let beneficiaries: Vec<TokenId> = [tree.objects(head), tree.indirects(head), tree.modified_with(head, "with")]
            .into_iter()
            .flatten()
            .filter(|&id| self.is_known_actor(id))
            .collect();
        let counterparts = if claim.counterparts.is_empty() { self.participants(&beneficiaries) } else { claim.counterparts.clone() };
        let factuality =
            if matches!(claim.factuality, Factuality::Asserted | Factuality::Reported) { Factuality::Pledged } else { claim.factuality };
        let condition = self.condition(&[head, candidate.trigger]);
        let time = self.time_ahead();
        Some(Claim { content: Some(document.span_of(&words)), condition, counterparts, factuality, time, ..claim })
    }

    /// A noun with its names and adjectives: "the Astana peace process".
    fn named(&self, noun: TokenId) -> Span {
        let tree = &self.matcher.tree;
        if tree.is_verb(noun) {
            return tree.document.token(noun).span;
        }
        tree.document.span_of(&tree.phrase(noun))
    }
}

/// Whether something is told as still to come.
fn lies_ahead(factuality: Factuality) -> bool {
    matches!(factuality, Factuality::Planned | Factuality::Pledged | Factuality::Scheduled | Factuality::Threatened)
}

/// Words at the edge of a promised clause that are no part of its content.
fn is_edge(relation: Relation, is_child: bool) -> bool {
    is_child && matches!(relation, Relation::Cc | Relation::Punct | Relation::Conj)
}
