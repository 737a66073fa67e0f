//! Words that say who states something, and words that make what they govern
//! planned, denied, hoped for or imagined.

use super::{Problems, Row, Sources, Table};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// The lexicon of truth: `cue.tsv` and `modality.tsv` of `data/lexicon/`.
#[derive(Clone, Debug, Default)]
pub struct TruthTables {
    cues: HashMap<Box<str>, Vec<(WordClass, CueClass)>>,
    governors: HashMap<Box<str>, Vec<Governor>>,
    /// What speaks for and against an attribution.
    pub cue_weights: Weights,
}

/// Weights of named features, in logits.
#[derive(Clone, Debug, Default)]
pub struct Weights {
    by_hash: HashMap<u64, f32, BuildHasherDefault<Unchanged>>,
}

/// Takes a number that is already a hash as it is.
#[derive(Clone, Copy, Debug, Default)]
struct Unchanged(u64);

impl Hasher for Unchanged {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = fnv(self.0, bytes);
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

/// The FNV-1a hash, continued from an earlier part.
fn fnv(start: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(start, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}

/// Where FNV-1a begins.
const FNV_START: u64 = 0xcbf2_9ce4_8422_2325;

impl Weights {
    /// The weight of the feature whose name is made of these parts; 0 if it
    /// is in no table.
    pub fn of(&self, parts: &[&str]) -> f32 {
        self.get(parts).unwrap_or(0.0)
    }

    /// Whether a feature is in the table.
    pub fn have(&self, parts: &[&str]) -> bool {
        self.get(parts).is_some()
    }

    fn get(&self, parts: &[&str]) -> Option<f32> {
        let hash = parts.iter().fold(FNV_START, |hash, part| fnv(hash, part.as_bytes()));
        self.by_hash.get(&hash).copied()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.by_hash.is_empty()
    }

    /// Reads a table with the columns `feature` and `weight`.
    pub(super) fn read(sources: &Sources, path: &str, problems: &mut Problems) -> Weights {
        let mut weights = Weights::default();
        for source in sources.named(path) {
            for row in Table::read(source, &["feature", "weight"], problems).rows() {
                match row.cell("weight").parse::<f32>() {
                    Ok(weight) if weight.is_finite() => {
                        weights.by_hash.insert(fnv(FNV_START, row.cell("feature").as_bytes()), weight);
                    }
                    _ => row.problem(problems, format!("the weight is `{}`, wanted a number", row.cell("weight"))),
                }
            }
        }
        weights
    }
}

/// The part of speech under which a word is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordClass {
    /// A verb, with its particle or fixed object (`call off`, `take place`).
    Verb,
    /// A noun.
    Noun,
    /// An adjective in predicate position.
    Adjective,
    /// A word before a noun: an adjective or a participle, by its form.
    Modifier,
    /// An adverb, or `not`.
    Adverb,
    /// A determiner.
    Determiner,
    /// A preposition or conjunction.
    Mark,
    /// A modal verb, by its form.
    Auxiliary,
    /// A fixed phrase.
    Phrase,
}

/// The names of the word classes in the tables.
const WORD_CLASSES: [(&str, WordClass); 9] = [
    ("verb", WordClass::Verb),
    ("noun", WordClass::Noun),
    ("adjective", WordClass::Adjective),
    ("modifier", WordClass::Modifier),
    ("adverb", WordClass::Adverb),
    ("determiner", WordClass::Determiner),
    ("mark", WordClass::Mark),
    ("auxiliary", WordClass::Auxiliary),
    ("phrase", WordClass::Phrase),
];

/// What a cue says about how the speaker holds the content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CueClass {
    /// The speaker states it.
    Neutral,
    /// The speaker states it and the outlet keeps its distance.
    Alleging,
    /// The speaker says that it is not so.
    Denying,
    /// The speaker promises it.
    Pledging,
    /// The speaker threatens it.
    Threatening,
    /// The speaker warns of it.
    Warning,
    /// The speaker wishes it.
    Hoping,
    /// The speaker wants somebody to do it.
    Demanding,
    /// The speaker asks about it.
    Asking,
    /// The speaker passes on the words of another.
    Quoting,
    /// The speaker holds it true, or feels about it; nothing need be said.
    Believing,
}

/// The names of the cue classes in the table.
const CUE_CLASSES: [(&str, CueClass); 11] = [
    ("neutral", CueClass::Neutral),
    ("alleging", CueClass::Alleging),
    ("denying", CueClass::Denying),
    ("pledging", CueClass::Pledging),
    ("threatening", CueClass::Threatening),
    ("warning", CueClass::Warning),
    ("hoping", CueClass::Hoping),
    ("demanding", CueClass::Demanding),
    ("asking", CueClass::Asking),
    ("quoting", CueClass::Quoting),
    ("believing", CueClass::Believing),
];

impl CueClass {
    /// The name in the table.
    pub fn name(self) -> &'static str {
        CUE_CLASSES[self as usize].0
    }

    /// Whether the cue is an act of speech rather than a state of mind.
    pub fn is_speech(self) -> bool {
        !matches!(self, CueClass::Hoping | CueClass::Believing)
    }
}

/// What a word does to the truth of the event that it governs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Effect {
    /// Nothing: `managed to`, `began to`.
    Actual,
    /// The event noun shares the verb's own status: `held talks`.
    Occurs,
    /// It is not so: `failed to`, `without`.
    Negated,
    /// It was so, and is no longer: `halted the attacks`.
    Ended,
    /// A speaker says that it is not so.
    Denied,
    /// A speaker says so, the outlet keeps its distance.
    Alleged,
    /// Somebody says so.
    Reported,
    /// The actor promises it.
    Pledged,
    /// The actor threatens it.
    Threatened,
    /// It is fixed for a date.
    Scheduled,
    /// It is intended.
    Planned,
    /// It is made known and not yet done: `announced the withdrawal`.
    Announced,
    /// It is wished or asked for.
    Hoped,
    /// It is only imagined or possible.
    Hypothetical,
    /// Somebody takes it so: `estimates that`, `is convinced that`.
    Likely,
    /// Somebody holds it true without proof: `believes that`, `is thought to`.
    Believed,
    /// It lies long before the report.
    Historical,
    /// `will`: a promise, an appointment or a plan, which the clause decides.
    Future,
    /// `would`: the future of reported speech, or a condition.
    Would,
    /// `can`, `could`: possible; with `not`, not so.
    Able,
}

/// The names of the effects in the table.
const EFFECTS: [(&str, Effect); 20] = [
    ("actual", Effect::Actual),
    ("occurs", Effect::Occurs),
    ("negated", Effect::Negated),
    ("ended", Effect::Ended),
    ("denied", Effect::Denied),
    ("alleged", Effect::Alleged),
    ("reported", Effect::Reported),
    ("pledged", Effect::Pledged),
    ("threatened", Effect::Threatened),
    ("scheduled", Effect::Scheduled),
    ("planned", Effect::Planned),
    ("announced", Effect::Announced),
    ("hoped", Effect::Hoped),
    ("hypothetical", Effect::Hypothetical),
    ("likely", Effect::Likely),
    ("believed", Effect::Believed),
    ("historical", Effect::Historical),
    ("future", Effect::Future),
    ("would", Effect::Would),
    ("able", Effect::Able),
];

/// One row of `modality.tsv`.
#[derive(Clone, Debug)]
struct Governor {
    class: WordClass,
    /// How the event hangs on the word: `clause`, `to`, `ing`, `object`,
    /// `subject`, `compound`, `self`, `modifies`, `tag`, or a preposition.
    frames: Vec<Box<str>>,
    effect: Effect,
}

impl TruthTables {
    /// The class of a cue.
    pub fn cue(&self, lemma: &str, class: WordClass) -> Option<CueClass> {
        near(lemma, |lemma| self.cues.get(lemma))?.iter().find(|(listed, _)| *listed == class).map(|&(_, cue)| cue)
    }

    /// What a word does to an event that hangs on it in a frame.
    pub fn effect(&self, word: &str, class: WordClass, frame: &str) -> Option<Effect> {
        let rows = near(word, |word| self.governors.get(word))?;
        rows.iter().find(|row| row.class == class && row.frames.iter().any(|known| &**known == frame)).map(|row| row.effect)
    }
}

/// Looks a word up, and near spellings if it is not found: lemmas are made by
/// rule, and `declined` may have become `declin`, `looted` `loote`, and
/// `shelled` `shel`.
fn near<'t, T>(word: &str, find: impl Fn(&str) -> Option<&'t T>) -> Option<&'t T> {
    let last = word.chars().next_back().filter(char::is_ascii_lowercase)?;
    find(word).or_else(|| match last {
        'e' => find(&word[..word.len() - 1]),
        'a' | 'i' | 'o' | 'u' | 'y' => None,
        _ => find(&format!("{word}e")).or_else(|| find(&format!("{word}{last}"))),
    })
}

/// Reads the tables; a later row for the same word replaces an earlier one.
pub fn read(sources: &Sources, problems: &mut Problems) -> TruthTables {
    let mut tables = TruthTables { cue_weights: Weights::read(sources, "lexicon/cue_weight.tsv", problems), ..TruthTables::default() };
    for source in sources.named("lexicon/cue.tsv") {
        for row in Table::read(source, &["lemma", "pos", "class", "source"], problems).rows() {
            let Some(class) = word_class(&row, problems) else { continue };
            let Some(cue) = named(&row, "class", &CUE_CLASSES, problems) else { continue };
            let listed = tables.cues.entry(row.cell("lemma").into()).or_default();
            listed.retain(|(known, _)| *known != class);
            listed.push((class, cue));
        }
    }
    for source in sources.named("lexicon/modality.tsv") {
        for row in Table::read(source, &["word", "pos", "governs", "effect", "source"], problems).rows() {
            let Some(class) = word_class(&row, problems) else { continue };
            let Some(effect) = named(&row, "effect", &EFFECTS, problems) else { continue };
            let frames: Vec<Box<str>> = row.cell("governs").split_whitespace().map(Box::from).collect();
            if frames.is_empty() {
                row.problem(problems, "the word governs nothing, wanted frames such as `clause` or `object`");
            }
            // The overlay's rows come later and must win, so they go first.
            tables.governors.entry(row.cell("word").into()).or_default().insert(0, Governor { class, frames, effect });
        }
    }
    tables
}

fn word_class(row: &Row<'_>, problems: &mut Problems) -> Option<WordClass> {
    named(row, "pos", &WORD_CLASSES, problems)
}

/// The value of a cell that must be one of a closed set of names.
fn named<T: Copy>(row: &Row<'_>, column: &str, names: &[(&str, T)], problems: &mut Problems) -> Option<T> {
    let cell = row.cell(column);
    let found = names.iter().find(|(name, _)| *name == cell).map(|&(_, value)| value);
    if found.is_none() {
        let wanted: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
        row.problem(problems, format!("the {column} `{cell}` is not known, wanted one of {}", wanted.join(", ")));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resource::Sources;

    fn check(word: &str, class: WordClass, frame: &str, expect: Option<Effect>) {
        let mut problems = Problems::default();
        let tables = read(&Sources::embedded(), &mut problems);
        assert!(problems.into_sorted().is_empty());
        assert_eq!(tables.effect(word, class, frame), expect, "{word} {frame}");
    }

    #[test]
    fn shipped_rows() {
        check("fail", WordClass::Verb, "to", Some(Effect::Negated));
        check("plan", WordClass::Verb, "to", Some(Effect::Planned));
        check("plan", WordClass::Noun, "of", Some(Effect::Planned));
        check("accuse", WordClass::Verb, "of", Some(Effect::Alleged));
        check("condemn", WordClass::Verb, "object", None);
    }

    #[test]
    fn names_stand_in_the_order_of_the_enums() {
        assert!(CUE_CLASSES.iter().enumerate().all(|(i, (_, class))| *class as usize == i));
    }
}
