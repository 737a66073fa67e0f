//! From the event's word up the tree: what each word on the way does to it.

use super::clause::{self, Share};
use super::{Scene, Status};
use crate::document::{Document, Relation, TokenId, Upos, Xpos};
use crate::resource::truth::{CueClass, Effect, TruthTables, WordClass};

/// What lies between a word and its head.
enum Step {
    /// The head does this to the word, and the word shares the head's fate.
    Governed(Effect),
    /// The word shares the head's fate.
    Open,
    /// The word shares the head's modality, but not its negation: `will
    /// strike, killing …`.
    Loose,
    /// The word shares what a first conjunct has.
    Conjunct(Share),
    /// The head does this to the word, and its own fate is its own.
    Last(Effect),
    /// The head's fate is its own.
    Closed,
}

/// Walks from the event's word outwards for as long as its truth depends on
/// the words above.
pub(super) fn climb(scene: &Scene<'_, '_>) -> Status {
    let mut status = Status::default();
    let mut current = scene.trigger;
    let mut share = Share::ALL;
    let mut from = None;
    if let Some(effect) = own_effect(&scene.resources.truth, scene.document, current) {
        status.apply(effect, current);
    }
    if let Some(word) = denied_any(scene) {
        status.negate(word);
    }
    // Each step goes to the head, and heads form a tree, so this ends.
    loop {
        status.visited.push(current);
        clause::modifiers(scene, &mut status, current, from, share);
        let Some(head) = scene.document.token(current).head else {
            clause::sentence_form(scene, &mut status, current);
            break;
        };
        share = Share::ALL;
        match step(scene, current, head) {
            Step::Governed(Effect::Future) => clause::future(scene, &mut status, head, head),
            Step::Governed(effect) => {
                if matches!(effect, Effect::Likely | Effect::Believed) && clause::is_negated(scene, head) {
                    // `does not know how`, `is not sure that`.
                    status.apply(Effect::Hypothetical, head);
                    break;
                }
                status.apply(effect, head);
                // What a speaker says stands apart from how the saying is
                // told: `did not say that` is no negation of the content.
                if matches!(effect, Effect::Reported | Effect::Alleged | Effect::Likely | Effect::Believed)
                    && scene.document.token(current).relation == Relation::Ccomp
                {
                    break;
                }
            }
            Step::Open => {}
            Step::Loose => share = Share::MODALS,
            Step::Conjunct(shared) => share = shared,
            Step::Last(effect) => {
                status.apply(effect, head);
                break;
            }
            Step::Closed => break,
        }
        from = Some(current);
        current = head;
    }
    status
}

/// `is *not* aware of any talks`: what denies the word that the event's noun
/// hangs on, where `any` says that the denial reaches it.
fn denied_any(scene: &Scene<'_, '_>) -> Option<TokenId> {
    let (document, noun) = (scene.document, scene.trigger);
    let has_any = document.children_by(noun, Relation::Det).any(|word| document.form(word).eq_ignore_ascii_case("any"));
    let is_phrase = matches!(document.token(noun).relation, Relation::Obl | Relation::Nmod);
    document.token(noun).head.filter(|&above| has_any && is_phrase && clause::is_negated(scene, above))
}

/// A pledge, threat or appointment that is itself the event.
fn own_effect(tables: &TruthTables, document: &Document<'_>, trigger: TokenId) -> Option<Effect> {
    let class = match document.token(trigger).upos {
        Upos::Verb => WordClass::Verb,
        Upos::Noun => WordClass::Noun,
        Upos::Adj => WordClass::Adjective,
        _ => return None,
    };
    effect(tables, document, trigger, class, "self")
}

fn step(scene: &Scene<'_, '_>, current: TokenId, head: TokenId) -> Step {
    let document = scene.document;
    match document.token(current).relation {
        // `no one who met him`: nobody did.
        Relation::AclRelcl if clause::is_nothing(document, head) => Step::Last(Effect::Negated),
        Relation::Conj => Step::Conjunct(clause::shared_by_conjunct(document, current, head)),
        Relation::Ccomp | Relation::Csubj | Relation::CsubjPass | Relation::CsubjOuter | Relation::Xcomp => {
            complement(scene, current, head)
        }
        Relation::Advcl => adverbial(scene, current, head),
        // "may hide in the port, *where* the man was arrested"
        Relation::Acl | Relation::AclRelcl if is_placed(document, current) => Step::Closed,
        Relation::Acl => of_noun_clause(scene, current, head),
        // `allegations that …` is now and then taken for a relative clause.
        Relation::AclRelcl if document.child_by(current, Relation::Mark).is_some() || is_content(document, current, head) => {
            of_noun_clause(scene, current, head)
        }
        Relation::Obj | Relation::NsubjPass => object(scene, current, head),
        Relation::Nsubj if is_imagined(document, current, head) => Step::Last(Effect::Hypothetical),
        Relation::Nsubj => governed_or(scene, head, "subject", Step::Closed),
        Relation::Obl | Relation::OblAgent | Relation::OblUnmarked | Relation::Nmod | Relation::NmodDesc => phrase(scene, current, head),
        Relation::NmodPoss => governed_or(scene, head, "of", Step::Closed),
        Relation::Compound => match lookup(scene, head, "compound").or_else(|| lookup(scene, head, "of")) {
            Some(effect) => Step::Governed(effect),
            None => Step::Closed,
        },
        _ => Step::Closed,
    }
}

/// Whether a clause tells what happened at a place or a time, whatever is said of that.
fn is_placed(document: &Document<'_>, clause: TokenId) -> bool {
    document.children_by(clause, Relation::Advmod).any(|word| matches!(document.form(word), "where" | "when"))
}

/// "on charges *he was working with the gang*": a clause with a subject of its
/// own on a noun that nothing makes definite says what the noun is about.
fn is_content(document: &Document<'_>, clause: TokenId, noun: TokenId) -> bool {
    let is_relative = |word: TokenId| matches!(document.token(word).xpos, Xpos::Wp | Xpos::Wdt) || document.form(word) == "that";
    let subject = document.children_by(clause, Relation::Nsubj).chain(document.children_by(clause, Relation::NsubjPass)).next();
    let is_bare = document.child_by(noun, Relation::Det).is_none() && document.child_by(noun, Relation::NmodPoss).is_none();
    is_bare && subject.is_some_and(|subject| !is_relative(subject))
}

/// "A war *would* ruin both": an event that no one has told of before, and of
/// which only what it might bring is said.
fn is_imagined(document: &Document<'_>, noun: TokenId, verb: TokenId) -> bool {
    let token = document.token(noun);
    let is_indefinite = !document.children(noun).iter().any(|&child| {
        let relation = document.token(child).relation;
        relation == Relation::NmodPoss || relation == Relation::Det && matches!(document.lemma(child), "the" | "this" | "that")
    });
    let may_be = |aux: TokenId| matches!(document.lemma(aux), "would" | "could" | "might" | "may");
    token.upos == Upos::Noun && is_indefinite && document.children_by(verb, Relation::Aux).any(may_be)
}

/// The object of a verb. A request, charge or plan that is refused or denied
/// has itself been made: only what it is about is not so.
fn object(scene: &Scene<'_, '_>, current: TokenId, head: TokenId) -> Step {
    match lookup(scene, head, "object") {
        Some(Effect::Negated | Effect::Denied | Effect::Hypothetical) if current == scene.trigger && is_speech_noun(scene, current) => {
            Step::Closed
        }
        Some(effect) => Step::Governed(effect),
        None => Step::Closed,
    }
}

fn is_speech_noun(scene: &Scene<'_, '_>, word: TokenId) -> bool {
    let (tables, lemma) = (&scene.resources.truth, scene.document.lemma(word));
    scene.document.token(word).upos == Upos::Noun
        && (tables.cue(lemma, WordClass::Noun).is_some()
            || ["to", "for", "of"].iter().any(|frame| tables.effect(lemma, WordClass::Noun, frame).is_some()))
}

fn governed_or(scene: &Scene<'_, '_>, head: TokenId, frame: &str, otherwise: Step) -> Step {
    lookup(scene, head, frame).map_or(otherwise, Step::Governed)
}

/// A clause that is an argument of its head.
fn complement(scene: &Scene<'_, '_>, current: TokenId, head: TokenId) -> Step {
    let document = scene.document;
    let frame = clause_frame(document, current);
    if let Some(effect) = lookup(scene, head, frame) {
        return Step::Governed(effect);
    }
    if document.token(current).relation == Relation::Xcomp {
        return Step::Open;
    }
    let class = match document.token(head).upos {
        Upos::Verb => WordClass::Verb,
        Upos::Noun => WordClass::Noun,
        Upos::Adj => WordClass::Adjective,
        _ => return Step::Closed,
    };
    match scene.resources.truth.cue(document.lemma(head), class) {
        Some(cue) => Step::Governed(effect_of_cue(cue)),
        None => Step::Closed,
    }
}

/// What a cue makes of the clause that is its content.
fn effect_of_cue(cue: CueClass) -> Effect {
    match cue {
        CueClass::Neutral | CueClass::Quoting => Effect::Reported,
        CueClass::Alleging => Effect::Alleged,
        CueClass::Denying => Effect::Denied,
        CueClass::Pledging => Effect::Pledged,
        CueClass::Threatening => Effect::Threatened,
        CueClass::Warning | CueClass::Asking => Effect::Hypothetical,
        CueClass::Hoping | CueClass::Demanding => Effect::Hoped,
        CueClass::Believing => Effect::Likely,
    }
}

/// `to`, `ing`, `clause`, or the preposition that introduces a clause.
fn clause_frame<'d>(document: &'d Document<'_>, current: TokenId) -> &'d str {
    let mark = document.child_by(current, Relation::Mark);
    // `was collaborating` is finite.
    let gerund = document.token(current).xpos == Xpos::Vbg && document.child_by(current, Relation::Aux).is_none()
        || document
            .children_by(current, Relation::Aux)
            .chain(document.children_by(current, Relation::AuxPass))
            .any(|aux| document.token(aux).xpos == Xpos::Vbg);
    match mark.map(|mark| document.lemma(mark)) {
        Some("to") => "to",
        Some(marker) if gerund => marker,
        None if gerund => "ing",
        _ if document.token(current).relation == Relation::Xcomp && document.token(current).xpos == Xpos::Vb => "to",
        _ => "clause",
    }
}

/// An adverbial clause: an argument in disguise (`accused of shelling`), a
/// purpose, or a clause with a fate of its own.
fn adverbial(scene: &Scene<'_, '_>, current: TokenId, head: TokenId) -> Step {
    let document = scene.document;
    let frame = clause_frame(document, current);
    if frame != "clause"
        && frame != "ing"
        && let Some(effect) = lookup(scene, head, frame)
    {
        return Step::Governed(effect);
    }
    match frame {
        "to" => Step::Last(Effect::Hoped),
        // `robbed them by posing as police`.
        "ing" | "by" => Step::Loose,
        _ => match awaited(scene, current, head) {
            Some("when") => Step::Governed(Effect::Future),
            Some(_) => Step::Last(Effect::Hypothetical),
            None => Step::Closed,
        },
    }
}

/// Conjunctions of a clause on which, in the present tense, waits what is told
/// of the future: `will leave once they agree`.
const AWAITING: [&str; 6] = ["after", "before", "once", "till", "until", "when"];

/// By which of [`AWAITING`] a clause tells, in the present tense, what is to
/// come at the time of its head or before it, if the head is told of the future.
fn awaited(scene: &Scene<'_, '_>, clause: TokenId, head: TokenId) -> Option<&'static str> {
    let (document, tables) = (scene.document, &scene.resources.truth);
    let beside = |word: TokenId, relations: &'static [Relation]| {
        document.children(word).iter().copied().filter(|&child| relations.contains(&document.token(child).relation))
    };
    let auxiliaries = |word: TokenId| beside(word, &[Relation::Aux, Relation::AuxPass, Relation::Cop]);
    let is_present = |word: TokenId| matches!(document.token(word).xpos, Xpos::Vbz | Xpos::Vbp);
    let is_future = |aux: TokenId| tables.effect(&document.token(aux).lemma, WordClass::Auxiliary, "modifies") == Some(Effect::Future);
    if !(is_present(clause) || auxiliaries(clause).any(is_present)) || !auxiliaries(head).any(is_future) {
        return None;
    }
    let named = |word: TokenId| AWAITING.into_iter().find(|known| document.form(word).eq_ignore_ascii_case(known));
    beside(clause, &[Relation::Mark, Relation::Advmod]).find_map(named)
}

/// A clause that says what a noun is about: `the plan to withdraw`.
fn of_noun_clause(scene: &Scene<'_, '_>, current: TokenId, head: TokenId) -> Step {
    let document = scene.document;
    let frame = clause_frame(document, current);
    // `prevented the militia from attacking`, with the clause hung on the
    // object: what counts is the verb.
    if let Some(verb) =
        document.token(head).head.filter(|_| document.token(head).relation == Relation::Obj && !matches!(frame, "to" | "ing" | "clause"))
        && let Some(effect) = lookup(scene, verb, frame)
    {
        return Step::Last(effect);
    }
    match lookup(scene, head, frame) {
        Some(effect) => Step::Governed(effect),
        None if frame == "to" => Step::Governed(Effect::Hypothetical),
        None if frame == "clause" && document.child_by(current, Relation::Mark).is_some() => {
            match scene.resources.truth.cue(document.lemma(head), WordClass::Noun) {
                Some(cue) => Step::Governed(effect_of_cue(cue)),
                None => Step::Closed,
            }
        }
        None => Step::Closed,
    }
}

/// A noun with a preposition: `prevented from …`, `a call for talks`.
fn phrase(scene: &Scene<'_, '_>, current: TokenId, head: TokenId) -> Step {
    let document = scene.document;
    let Some(case) = document.children_by(current, Relation::Case).last() else { return Step::Closed };
    let frame = document.lemma(case);
    if let Some(effect) = lookup(scene, head, frame) {
        return Step::Governed(effect);
    }
    let is_nominal = matches!(document.token(current).relation, Relation::Nmod | Relation::NmodDesc);
    // `a round of talks`: the noun before `of` only measures the event.
    if is_nominal && frame == "of" { Step::Open } else { Step::Closed }
}

/// What a word does to an event that hangs on it in a frame.
fn lookup(scene: &Scene<'_, '_>, head: TokenId, frame: &str) -> Option<Effect> {
    let class = match scene.document.token(head).upos {
        Upos::Verb | Upos::Aux => WordClass::Verb,
        Upos::Noun | Upos::Propn => WordClass::Noun,
        Upos::Adj | Upos::Adv => WordClass::Adjective,
        _ => return None,
    };
    let tables = &scene.resources.truth;
    let found = effect(tables, scene.document, head, class, frame);
    // Participles are tagged now as verbs, now as adjectives.
    found.or_else(|| match class {
        WordClass::Adjective => effect(tables, scene.document, head, WordClass::Verb, frame),
        WordClass::Verb => {
            let form = scene.document.form(head).to_lowercase();
            tables.effect(&form, WordClass::Adjective, frame)
        }
        _ => None,
    })
}

/// Looks a word up, with its particle or fixed object where it has one.
fn effect(tables: &TruthTables, document: &Document<'_>, word: TokenId, class: WordClass, frame: &str) -> Option<Effect> {
    let lemma = document.lemma(word);
    if class == WordClass::Verb {
        let partner = document
            .child_by(word, Relation::CompoundPrt)
            .or_else(|| document.child_by(word, Relation::Obj).filter(|&object| matches!(document.lemma(object), "place" | "part")));
        if let Some(partner) = partner {
            let long = format!("{lemma} {}", document.lemma(partner));
            if let Some(effect) = tables.effect(&long, class, frame) {
                return Some(effect);
            }
            if document.token(partner).relation == Relation::CompoundPrt {
                return None;
            }
        }
    }
    tables.effect(lemma, class, frame)
}
