//! Event patterns: which word evokes an event, and where its participants are.
//!
//! The format is described in `docs/patterns.md`. Loading checks every code
//! and every path, so that a pattern that can never fire is a problem with a
//! place, not silence.

use super::table::Problems;
use super::{SourceFile, Sources};
use crate::document::Upos;
use crate::ontology::codebook::Codebook;
use crate::ontology::{Code, Factuality};
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::collections::{BTreeMap, HashMap};
use toml::Spanned;

/// All patterns, found by the lemma that triggers them.
#[derive(Clone, Debug, Default)]
pub struct Patterns {
    /// In the order of files and of lines in them.
    pub list: Vec<Pattern>,
    by_lemma: HashMap<(TriggerClass, String), Vec<u32>>,
}

/// The part of speech of a trigger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TriggerClass {
    /// A verb, also as participle or gerund.
    Verb,
    /// A noun.
    Noun,
    /// A predicative or attributive adjective.
    Adjective,
}

impl TriggerClass {
    /// The class of a part of speech.
    pub fn of(upos: Upos) -> Option<TriggerClass> {
        match upos {
            Upos::Verb => Some(TriggerClass::Verb),
            Upos::Noun | Upos::Propn => Some(TriggerClass::Noun),
            Upos::Adj => Some(TriggerClass::Adjective),
            _ => None,
        }
    }
}

/// One pattern, checked.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// Unique, such as `sanction.impose`.
    pub id: String,
    /// The type that it codes; none for a veto.
    pub event_type: Option<Code>,
    /// What the trigger is.
    pub class: TriggerClass,
    /// Lemmas of the trigger.
    pub lemmas: Vec<String>,
    /// What must stand around the trigger.
    pub conditions: Conditions,
    /// Paths to the source, best first.
    pub source: Vec<Path>,
    /// Paths to the target, best first.
    pub target: Vec<Path>,
    /// Whether the event is dropped without a source.
    pub needs_source: bool,
    /// Whether the event is dropped without a target.
    pub needs_target: bool,
    /// The manner.
    pub mode: Option<Code>,
    /// Themes.
    pub contexts: Vec<Code>,
    /// CAMEO code.
    pub cameo: Option<Code>,
    /// Whether the parties do it to each other.
    pub reciprocal: bool,
    /// What the pattern says of the event's truth.
    pub factuality: Option<Factuality>,
    /// Among patterns on one trigger the highest wins.
    pub priority: i32,
    /// Whether it codes nothing and keeps others from coding.
    pub veto: bool,
    /// For patterns that feed a ledger instead of coding an event: which one.
    pub claim: Option<ClaimKind>,
    /// The relation that such a pattern claims: `ally`, `guarantor`, ….
    pub relation: Option<Code>,
    /// Sentences that it must code: sentence, source words, target words.
    pub codes: Vec<String>,
    /// Sentences that it must not code.
    pub silent: Vec<String>,
}

impl Pattern {
    /// A pattern that says a type and nothing else. No word triggers it.
    pub fn plain(event_type: Code, cameo: Option<Code>, reciprocal: bool) -> Pattern {
        Pattern {
            id: String::new(),
            event_type: Some(event_type),
            class: if reciprocal { TriggerClass::Verb } else { TriggerClass::Noun },
            lemmas: Vec::new(),
            conditions: Conditions::default(),
            source: Vec::new(),
            target: Vec::new(),
            needs_source: false,
            needs_target: false,
            mode: None,
            contexts: Vec::new(),
            cameo,
            reciprocal,
            factuality: None,
            priority: 0,
            veto: false,
            claim: None,
            relation: None,
            codes: Vec::new(),
            silent: Vec::new(),
        }
    }
}

/// What a claim tells: the ledger that it feeds (DESIGN, section 7), or who
/// says what, which feeds none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ClaimKind {
    /// A promise and what becomes of it.
    Commitment,
    /// A meeting that is announced, moved, cancelled or held.
    Meeting,
    /// Who stands with or against whom.
    Alignment,
    /// A format of talks and the parts in it.
    Process,
    /// Whose forces go from where to where.
    Movement,
    /// Who says what.
    Statement,
}

impl ClaimKind {
    /// The published name.
    pub fn name(self) -> &'static str {
        match self {
            ClaimKind::Commitment => "commitment",
            ClaimKind::Meeting => "meeting",
            ClaimKind::Alignment => "alignment",
            ClaimKind::Process => "process",
            ClaimKind::Movement => "movement",
            ClaimKind::Statement => "statement",
        }
    }
}

/// What must stand around a trigger. An empty list asks nothing.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
#[allow(missing_docs, reason = "the keys are explained in docs/patterns.md")]
pub struct Conditions {
    pub object: Vec<String>,
    pub not_object: Vec<String>,
    pub subject: Vec<String>,
    pub not_subject: Vec<String>,
    pub particle: Vec<String>,
    pub with: Vec<String>,
    pub not_with: Vec<String>,
    pub complement: Vec<String>,
    pub not_complement: Vec<String>,
    pub modifier: Vec<String>,
    pub not_modifier: Vec<String>,
    pub source_kind: Vec<String>,
    pub target_kind: Vec<String>,
    pub not_target_kind: Vec<String>,
    pub not_source_kind: Vec<String>,
    pub modal: Vec<String>,
    pub not_modal: Vec<String>,
    pub negated: bool,
    pub complement_object: Vec<String>,
    pub complement_modal: Vec<String>,
    pub complement_negated: bool,
    pub support: Vec<String>,
    pub under: Vec<String>,
    pub not_support: Vec<String>,
    pub voice: Option<String>,
}

impl Conditions {
    /// How many conditions are set: the measure of how specific a pattern is.
    pub fn count(&self) -> usize {
        let lists = [
            &self.object,
            &self.subject,
            &self.particle,
            &self.with,
            &self.complement,
            &self.modifier,
            &self.modal,
            &self.complement_object,
            &self.complement_modal,
            &self.support,
            &self.under,
        ];
        let kinds = [&self.source_kind, &self.target_kind];
        lists.iter().filter(|list| !list.is_empty()).count() * 2
            + kinds.iter().filter(|list| !list.is_empty()).count()
            + usize::from(self.voice.is_some())
            + 2 * usize::from(self.negated)
            + 2 * usize::from(self.complement_negated)
    }
}

/// Steps from the trigger to a participant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path(pub Vec<Step>);

/// One step of a path; `docs/patterns.md` says where each leads.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the steps are explained in docs/patterns.md")]
pub enum Step {
    Subject,
    Object,
    Indirect,
    With(String),
    Complement,
    Condition,
    Possessor,
    Modifier,
    Actor,
    Occasion,
}

impl Path {
    /// Reads `object/with:on`; the error names the unknown step.
    pub fn read(text: &str) -> Result<Path, String> {
        text.split('/')
            .map(|step| match step {
                "subject" => Ok(Step::Subject),
                "object" => Ok(Step::Object),
                "indirect" => Ok(Step::Indirect),
                "complement" => Ok(Step::Complement),
                "condition" => Ok(Step::Condition),
                "possessor" => Ok(Step::Possessor),
                "modifier" => Ok(Step::Modifier),
                "actor" => Ok(Step::Actor),
                "occasion" => Ok(Step::Occasion),
                _ => match step.strip_prefix("with:") {
                    Some(preposition) if !preposition.is_empty() => Ok(Step::With(preposition.replace('_', " "))),
                    _ => Err(format!("the step `{step}` of the path `{text}` is not known")),
                },
            })
            .collect::<Result<Vec<Step>, String>>()
            .map(Path)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PatternFile {
    event_type: Option<Spanned<String>>,
    #[serde(default)]
    pattern: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    id: Spanned<String>,
    event_type: Option<String>,
    #[serde(default)]
    verb: Vec<String>,
    #[serde(default)]
    noun: Vec<String>,
    #[serde(default)]
    adjective: Vec<String>,
    #[serde(flatten)]
    conditions: Conditions,
    source: Option<Vec<String>>,
    target: Option<Vec<String>>,
    needs: Option<Vec<String>>,
    mode: Option<String>,
    #[serde(default)]
    contexts: Vec<String>,
    cameo: Option<String>,
    #[serde(default)]
    reciprocal: bool,
    factuality: Option<String>,
    #[serde(default)]
    priority: i32,
    #[serde(default)]
    veto: bool,
    claim: Option<ClaimKind>,
    relation: Option<String>,
    #[serde(default)]
    codes: Vec<String>,
    #[serde(default)]
    silent: Vec<String>,
    /// The keys that are none of the above.
    #[serde(flatten)]
    unknown: BTreeMap<String, IgnoredAny>,
}

impl Patterns {
    /// Reads every file below `pattern/`. A pattern of an overlay replaces
    /// ours with the same id.
    pub fn build(sources: &Sources, book: &Codebook, problems: &mut Problems) -> Patterns {
        let mut list: Vec<Pattern> = Vec::new();
        let mut places: HashMap<String, (usize, String)> = HashMap::new();
        for source in sources.under("pattern/").filter(|source| source.path.ends_with(".toml")) {
            for (pattern, line) in read_file(source, book, problems) {
                match places.get(&pattern.id) {
                    Some((_, shown)) if *shown == source.shown => {
                        problems.add(&source.shown, line, 0, format!("the pattern `{}` is there twice", pattern.id));
                    }
                    Some(&(place, _)) => list[place] = pattern,
                    None => {
                        places.insert(pattern.id.clone(), (list.len(), source.shown.clone()));
                        list.push(pattern);
                    }
                }
            }
        }
        let mut by_lemma: HashMap<(TriggerClass, String), Vec<u32>> = HashMap::new();
        for (number, pattern) in list.iter().enumerate() {
            for lemma in &pattern.lemmas {
                by_lemma.entry((pattern.class, lemma.clone())).or_default().push(number as u32);
            }
        }
        Patterns { list, by_lemma }
    }

    /// The patterns that a lemma triggers, in the order of the files.
    pub fn triggered_by(&self, class: TriggerClass, lemma: &str) -> impl Iterator<Item = &Pattern> {
        let key = (class, lemma.to_lowercase());
        self.by_lemma.get(&key).into_iter().flatten().map(|&number| &self.list[number as usize])
    }
}

fn read_file(source: &SourceFile, book: &Codebook, problems: &mut Problems) -> Vec<(Pattern, u32)> {
    let file: PatternFile = match toml::from_str(&source.text) {
        Ok(file) => file,
        Err(error) => {
            let (line, column) = error.span().map_or((0, 0), |span| line_and_column(&source.text, span.start));
            problems.add(&source.shown, line, column, format!("reading patterns: {}", error.message()));
            return Vec::new();
        }
    };
    let file_type = file.event_type.map(Spanned::into_inner);
    let mut found = Vec::new();
    for entry in file.pattern {
        let (line, _) = line_and_column(&source.text, entry.id.span().start);
        let mut messages: Vec<String> = entry.unknown.keys().map(|key| format!("the key `{key}` is not known")).collect();
        let pattern = checked(entry, file_type.as_deref(), book, &mut messages);
        for message in messages {
            problems.add(&source.shown, line, 0, format!("pattern `{}`: {message}", pattern.id));
        }
        found.push((pattern, line));
    }
    found
}

fn checked(entry: Entry, file_type: Option<&str>, book: &Codebook, messages: &mut Vec<String>) -> Pattern {
    let event_type = entry.event_type.as_deref().or(file_type);
    match event_type {
        Some(code) if book.event_type(code).is_none() => messages.push(format!("the event type `{code}` is not in the ontology")),
        None if !entry.veto && entry.claim.is_none() => messages.push("an event type is missing".into()),
        _ => {}
    }
    if let (Some(code), Some(mode)) = (event_type, &entry.mode)
        && book.mode(code, mode).is_none()
    {
        messages.push(format!("the mode `{mode}` does not belong to {code}"));
    }
    messages.extend(
        entry
            .contexts
            .iter()
            .filter(|context| book.context(context).is_none())
            .map(|context| format!("the context `{context}` is not in the ontology")),
    );
    if let Some(cameo) = entry.cameo.as_ref().filter(|cameo| book.cameo(cameo).is_none()) {
        messages.push(format!("the CAMEO code `{cameo}` is not in the ontology"));
    }
    let triggers = [(TriggerClass::Verb, entry.verb), (TriggerClass::Noun, entry.noun), (TriggerClass::Adjective, entry.adjective)];
    let mut given = triggers.into_iter().filter(|(_, lemmas)| !lemmas.is_empty());
    let (class, lemmas) = given.next().unwrap_or((TriggerClass::Verb, Vec::new()));
    if lemmas.is_empty() || given.next().is_some() {
        messages.push("wanted exactly one of `verb`, `noun`, `adjective`".into());
    }
    if entry.codes.is_empty() && !entry.veto || entry.silent.is_empty() {
        messages.push("wanted at least one example in `codes` and one in `silent`".into());
    }
    let factuality = entry.factuality.as_deref().and_then(|name| {
        let value = Factuality::from_name(name);
        if value.is_none() {
            messages.push(format!("the factuality `{name}` is not known"));
        }
        value
    });
    let is_verb = class != TriggerClass::Noun;
    let default_source: &[&str] = if is_verb { &["subject"] } else { &["subject", "with:by", "with:of", "with:from"] };
    let default_target: &[&str] = if is_verb {
        &["object", "with:to", "with:with", "with:against", "with:on", "complement/object", "complement/subject"]
    } else {
        &["with:on", "with:against", "with:to", "with:with"]
    };
    let source = paths(entry.source, default_source, messages);
    let target = paths(entry.target, default_target, messages);
    let default_needs: &[&str] = if is_verb { &["source"] } else { &[] };
    let needs = entry.needs.unwrap_or_else(|| default_needs.iter().map(|need| (*need).to_owned()).collect());
    Pattern {
        id: entry.id.into_inner(),
        event_type: event_type.filter(|_| !entry.veto && entry.claim.is_none()).map(Code::new),
        class,
        lemmas,
        conditions: entry.conditions,
        source,
        target,
        needs_source: needs.iter().any(|need| need == "source"),
        needs_target: needs.iter().any(|need| need == "target"),
        mode: entry.mode.as_deref().map(Code::new),
        contexts: entry.contexts.iter().map(|context| Code::new(context)).collect(),
        cameo: entry.cameo.as_deref().map(Code::new),
        reciprocal: entry.reciprocal,
        factuality,
        priority: entry.priority,
        veto: entry.veto,
        claim: entry.claim,
        relation: entry.relation.as_deref().map(Code::new),
        codes: entry.codes,
        silent: entry.silent,
    }
}

fn paths(given: Option<Vec<String>>, default: &[&str], messages: &mut Vec<String>) -> Vec<Path> {
    let given = given.unwrap_or_else(|| default.iter().map(|path| (*path).to_owned()).collect());
    given.iter().filter_map(|path| Path::read(path).map_err(|message| messages.push(message)).ok()).collect()
}

/// The line and column, from 1, of a byte of a text.
fn line_and_column(text: &str, offset: usize) -> (u32, u32) {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.matches('\n').count() as u32 + 1;
    let column = before.rsplit('\n').next().map_or(0, |line| line.chars().count()) as u32 + 1;
    (line, column)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::borrow::Cow;

    fn check(text: &str, expect: &str) {
        let source = SourceFile { path: "pattern/t.toml".into(), shown: "t.toml".into(), text: Cow::Owned(text.to_owned()) };
        let mut problems = Problems::default();
        let book = crate::resource::codebook::read(&Sources::embedded(), &mut Problems::default());
        let found = read_file(&source, &book, &mut problems);
        let mut shown: Vec<String> = found.iter().map(|(pattern, line)| format!("{} at {line}", pattern.id)).collect();
        shown.extend(problems.into_sorted().iter().map(ToString::to_string));
        assert_eq!(shown.join("; "), expect);
    }

    #[test]
    fn patterns() {
        let good = "event_type = \"SANCTION\"\n[[pattern]]\nid = \"a\"\nverb = [\"expel\"]\ncodes = [\"x\"]\nsilent = [\"y\"]\n";
        check(good, "a at 3");
        check(&format!("{good}mode = \"visit\"\n"), "a at 3; t.toml:3: pattern `a`: the mode `visit` does not belong to SANCTION");
        check(&format!("{good}colour = \"red\"\n"), "a at 3; t.toml:3: pattern `a`: the key `colour` is not known");
        check(
            &format!("{good}source = [\"subjekt\"]\n"),
            "a at 3; t.toml:3: pattern `a`: the step `subjekt` of the path `subjekt` is not known",
        );
        check("[[pattern]\n", "t.toml:1:11: reading patterns: unclosed array table, expected `]`");
    }
}
