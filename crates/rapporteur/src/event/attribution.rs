//! Who in the story says what.
//!
//! What comes in is a parsed document; what goes out is its [`Statements`]:
//! for each, the words of the speaker (the source), of the speech (the cue)
//! and of what is said (the content), which may run over several sentences.
//! Who the speaker is in the world is the business of `entity`; whether the
//! content is true is that of [`super::factuality`].

mod candidate;
mod extent;
mod heard;
mod quote;
mod score;
mod source;
mod word;

use super::Manner;
use crate::document::{Document, TokenId};
use crate::evidence::Span;
use crate::resource::Resources;
use crate::resource::truth::CueClass;
pub use candidate::ContentKind;
use candidate::{Candidate, Unlisted};
use extent::Extents;
pub use heard::{Heard, LikelyWords};
pub use quote::Quotes;
use std::ops::Range;
pub use word::BIAS_KEY;

/// Somebody's words or thoughts, as the text gives them.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// How the speaker holds the content.
    pub class: CueClass,
    /// How the content is given.
    pub manner: Manner,
    /// How the content hangs on the cue.
    pub kind: ContentKind,
    /// The head of the cue.
    pub cue: TokenId,
    /// The head of the speaker's phrase as it stands beside the cue.
    pub source: Option<TokenId>,
    /// The same, with a relative pronoun replaced by what it refers to.
    pub speaker: Option<TokenId>,
    /// The words of the cue, indices into [`Document::tokens`]: the verb or
    /// noun with what belongs to it, or what a judge heard, such as `said in a
    /// statement`, `took issue with`.
    pub cue_tokens: Vec<Range<u32>>,
    /// The words of the speaker's phrase.
    pub source_tokens: Vec<Range<u32>>,
    /// The words of the content.
    pub content_tokens: Vec<Range<u32>>,
    /// From 0 to 1: how sure it is that this is whose words, and which.
    pub probability: f32,
    /// Whether a judge heard the cue; nothing if none read the sentence.
    pub is_heard: Option<bool>,
}

impl Statement {
    /// Whether a word belongs to what is said.
    pub fn says(&self, token: TokenId) -> bool {
        let index = token.index() as u32;
        self.content_tokens.iter().any(|range| range.contains(&index))
    }

    /// Whether somebody speaks here, rather than thinks, wants or feels.
    pub fn is_speech(&self) -> bool {
        self.class.is_speech() && self.kind.is_speech()
    }

    /// The number of words of the content.
    fn len(&self) -> u32 {
        self.content_tokens.iter().map(|range| range.end - range.start).sum()
    }

    /// The spans of some token ranges of the document.
    pub fn spans(document: &Document<'_>, ranges: &[Range<u32>]) -> Vec<Span> {
        ranges
            .iter()
            .filter(|range| range.start < range.end)
            .map(|range| {
                let first = document.tokens[range.start as usize].span;
                first.cover(document.tokens[range.end as usize - 1].span)
            })
            .collect()
    }
}

/// The statements of one document, in the order of their cues.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Statements {
    /// All of them.
    pub list: Vec<Statement>,
    /// For each sentence, the statements whose content has words in it.
    by_sentence: Vec<Vec<u32>>,
    quotes: Quotes,
}

/// So many words between quotation marks are somebody's speech and no term.
const SPEECH: u32 = 8;

impl Statements {
    /// The statements whose content holds a word, outermost first.
    pub fn about(&self, document: &Document<'_>, token: TokenId) -> Vec<&Statement> {
        let Some(near) = self.by_sentence.get(document.sentence_of(token)) else { return Vec::new() };
        let mut found: Vec<&Statement> = near.iter().map(|&i| &self.list[i as usize]).filter(|statement| statement.says(token)).collect();
        found.sort_by_key(|statement| (std::cmp::Reverse(statement.len()), statement.cue));
        found
    }

    /// Whether a word stands in somebody's speech between quotation marks.
    pub fn is_quoted(&self, document: &Document<'_>, token: TokenId) -> bool {
        self.quotes.around(token).is_some_and(|range| {
            let form = |index: u32| document.form(TokenId::new(index as usize));
            let start = TokenId::new(range.start as usize);
            // Straight marks that open and close alike pair wrongly once one is lost.
            let is_sure = form(range.start) == "“" || document.sentence_of(start) == document.sentence_of(token);
            range.end - range.start >= SPEECH && is_sure
        })
    }

    /// How likely each word of the sentences that are `wanted` is part of a
    /// cue, by what can be told without a judge.
    pub fn likely_words(&self, resources: &Resources, document: &Document<'_>, wanted: impl Fn(usize) -> bool) -> LikelyWords {
        LikelyWords::of(resources, document, &self.quotes, wanted)
    }

    /// The statements with what a judge heard: cues in full, and statements
    /// that no table shows.
    pub fn heard(self, resources: &Resources, document: &Document<'_>, heard: Heard) -> Statements {
        if heard.is_empty() {
            return self;
        }
        let heard = heard.weighed();
        let mut guesses = Vec::new();
        let words = (0..document.tokens.len()).map(TokenId::new).filter(|&word| heard.has(word));
        for_each_cue(resources, document, words, Unlisted::Any, |candidates| {
            guesses.extend(likeliest(resources, document, candidates, 0.0));
        });
        Statements::new(document, heard.settle(document, self.list, guesses))
    }

    /// Those that readers would mark, most of the time.
    pub fn likely(&self) -> impl Iterator<Item = &Statement> {
        self.list.iter().filter(|statement| statement.is_heard.unwrap_or(statement.probability >= score::THRESHOLD))
    }

    fn new(document: &Document<'_>, list: Vec<Statement>) -> Statements {
        let quotes = Quotes::of(document);
        let mut by_sentence = vec![Vec::new(); document.sentences.len()];
        for (number, statement) in list.iter().enumerate() {
            let mut last = None;
            for range in &statement.content_tokens {
                let mut sentence = document.sentence_of(TokenId::new(range.start as usize));
                while sentence < by_sentence.len() && document.sentences[sentence].tokens.start < range.end {
                    if last.is_none_or(|last| last < sentence) {
                        by_sentence[sentence].push(number as u32);
                        last = Some(sentence);
                    }
                    sentence += 1;
                }
            }
        }
        Statements { list, by_sentence, quotes }
    }
}

/// Finds who says what in a document.
pub fn attributions(resources: &Resources, document: &Document<'_>) -> Statements {
    let mut list = Vec::new();
    let all = (0..document.tokens.len()).map(TokenId::new);
    for_each_cue(resources, document, all, Unlisted::LikelyVerbs, |candidates| {
        if let Some(statement) = likeliest(resources, document, candidates, score::THRESHOLD) {
            push_apart(&mut list, statement);
        }
    });
    Statements::new(document, list)
}

/// The likeliest of the readings of a word, if it is as likely as `least`. A
/// verb of speech with a clause or quotation is read as just that, however
/// likely.
fn likeliest(resources: &Resources, document: &Document<'_>, candidates: &[Candidate], least: f32) -> Option<Statement> {
    let has_plain = candidates.iter().any(Candidate::is_plain_speech);
    let (probability, candidate) = candidates
        .iter()
        .filter(|candidate| !has_plain || candidate.is_plain_speech())
        .map(|candidate| (score::probability(resources, document, candidate), candidate))
        .filter(|(probability, _)| has_plain || *probability >= least)
        .max_by(|a, b| a.0.total_cmp(&b.0))?;
    Some(candidate.statement(document, probability))
}

/// Adds a statement; of two that share words of their cues, as in `refused to
/// comment`, only the likelier stays.
fn push_apart(list: &mut Vec<Statement>, statement: Statement) {
    if let (Some(last), Some(mine)) = (list.last_mut(), statement.cue_tokens.first()) {
        let shares = last.cue_tokens.iter().any(|range| range.start < mine.end && mine.start < range.end);
        if shares {
            if last.probability < statement.probability {
                *last = statement;
            }
            return;
        }
    }
    list.push(statement);
}

/// The candidates with the names of their features, for those who estimate
/// the weights anew: `data/lexicon/cue_weight.tsv` is made from these.
pub fn candidate_features(resources: &Resources, document: &Document<'_>) -> Vec<(Statement, Vec<String>)> {
    let mut list = Vec::new();
    let all = (0..document.tokens.len()).map(TokenId::new);
    for_each_cue(resources, document, all, Unlisted::Verbs, |candidates| {
        for candidate in candidates {
            let mut names = Vec::new();
            score::features(document, candidate, &mut |parts| names.push(parts.concat()));
            list.push((candidate.statement(document, 0.0), names));
        }
    });
    list
}

/// The keys of the features of each word, for those who learn anew what they
/// weigh: `data/models/cue-en.bin` is made from these.
pub fn word_keys(resources: &Resources, document: &Document<'_>) -> Vec<Vec<u32>> {
    let quotes = Quotes::of(document);
    let words = word::Words::of(resources, document, &quotes);
    let of = |index| {
        let mut keys = Vec::with_capacity(128);
        words.keys(index, &mut |key| keys.push(key));
        keys
    };
    (0..words.len()).map(of).collect()
}

/// Calls `visit` with the readings of each of some words that may be a cue.
fn for_each_cue(
    resources: &Resources,
    document: &Document<'_>,
    words: impl Iterator<Item = TokenId>,
    unlisted: Unlisted,
    mut visit: impl FnMut(&[Candidate]),
) {
    let extents = Extents::of(document);
    let quotes = Quotes::of(document);
    let mut candidates = Vec::new();
    for word in words {
        candidates.clear();
        candidate::find(resources, document, &extents, &quotes, word, unlisted, &mut candidates);
        if !candidates.is_empty() {
            visit(&candidates);
        }
    }
}
