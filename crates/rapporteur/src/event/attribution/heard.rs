//! What a learned judge hears of who says what: the words of cues, not only
//! the verb, but `in an interview`, `expressed concern about`, `took issue
//! with`, and the words of who speaks.
//!
//! What comes in are the statements that the tree and the tables show, and
//! guesses at others; what goes out are the statements with their cues in
//! full, and those that only the judge heard. In sentences that were not read
//! all stays as it was.

use super::extent::{Extents, trimmed, without};
use super::quote::Quotes;
use super::word::Words;
use super::{ContentKind, Manner, Statement, source};
use crate::document::{Document, TokenId, Upos};
use crate::event::judge::Reading;
use crate::resource::Resources;
use crate::resource::cue_word::WordWeights;
use crate::resource::truth::CueClass;
use std::ops::Range;

/// The judge's share in whether a word is part of a cue, beside what the word
/// weighs by itself, and the logit from which on it is one. Both were found
/// on articles that neither had learned from, where F1 by word was highest.
const JUDGE_SHARE: f32 = 0.7;
const CUE: f32 = -0.5;
/// So sure is the judge at most, as a probability.
const SUREST: f32 = 0.99;
/// From this probability on a word is part of who speaks.
const SOURCE: f32 = 0.5;
/// Where the probabilities of cues and of speakers begin in [`Reading::cues`].
const OF_CUE: usize = 1;
const OF_SOURCE: usize = 3;

/// With this logit a word may be part of a cue; a sentence without such a word
/// need not be heard.
const MAY: f32 = -2.0;

/// For each word how likely it is part of a cue by what it is, its neighbours
/// and its place in the tree ([`super::word`]).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LikelyWords {
    /// Minus infinity in the sentences that were not wanted.
    logits: Vec<f32>,
}

impl LikelyWords {
    pub(super) fn of(resources: &Resources, document: &Document<'_>, quotes: &Quotes, wanted: impl Fn(usize) -> bool) -> LikelyWords {
        if !(0..document.sentences.len()).any(&wanted) {
            return LikelyWords::default();
        }
        let weights = WordWeights::embedded();
        let words = Words::of(resources, document, quotes);
        let mut logits = vec![f32::NEG_INFINITY; words.len()];
        for (_, sentence) in document.sentences.iter().enumerate().filter(|(number, _)| wanted(*number)) {
            for index in sentence.tokens.clone() {
                let mut sum = 0;
                words.keys(index as usize, &mut |key| sum += i32::from(weights.of(key)));
                logits[index as usize] = WordWeights::logit(sum);
            }
        }
        LikelyWords { logits }
    }

    /// Whether somebody may say something in a sentence.
    pub fn may_speak(&self, document: &Document<'_>, sentence: usize) -> bool {
        let tokens = &document.sentences[sentence].tokens;
        self.logits.get(tokens.start as usize..tokens.end as usize).is_some_and(|logits| logits.iter().any(|&logit| logit >= MAY))
    }
}

/// For each word of the sentences that were read how likely it is part of a
/// cue or of who speaks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Heard {
    likely: LikelyWords,
    words: Vec<Option<[f32; 5]>>,
    /// Which words are part of a cue, all counted in.
    is_cue: Vec<bool>,
}

impl Heard {
    /// Of a document of which no sentence was read yet.
    pub fn nothing(document: &Document<'_>, likely: LikelyWords) -> Heard {
        Heard { likely, words: vec![None; document.tokens.len()], is_cue: Vec::new() }
    }

    /// Takes what the judge made of a sentence.
    pub fn add(&mut self, document: &Document<'_>, sentence: usize, reading: &Reading) {
        let tokens = document.sentences[sentence].tokens.clone();
        for (index, cue) in tokens.zip(&reading.cues) {
            self.words[index as usize] = Some(*cue);
        }
    }

    /// Whether no sentence was read.
    pub(super) fn is_empty(&self) -> bool {
        self.words.iter().all(Option::is_none)
    }

    /// Whether a word was read.
    pub(super) fn has_read(&self, token: TokenId) -> bool {
        self.of(token.index() as u32).is_some()
    }

    fn of(&self, index: u32) -> Option<&[f32; 5]> {
        self.words.get(index as usize)?.as_ref()
    }

    /// How likely a word is part of who speaks; 0 if it was not read.
    fn source(&self, index: u32) -> f32 {
        self.of(index).map_or(0.0, |word| word[OF_SOURCE] + word[OF_SOURCE + 1])
    }

    /// The same, with the words that are parts of cues made out: by the judge
    /// and by how likely each is without it.
    pub(super) fn weighed(mut self) -> Heard {
        let is_cue = |(word, likely): (&Option<[f32; 5]>, &f32)| {
            let Some(word) = word else { return false };
            let part = (word[OF_CUE] + word[OF_CUE + 1]).clamp(1.0 - SUREST, SUREST);
            let judged = (part / (1.0 - part)).ln();
            JUDGE_SHARE * judged + (1.0 - JUDGE_SHARE) * likely.clamp(-5.0, 5.0) >= CUE
        };
        self.is_cue = self.words.iter().zip(&self.likely.logits).map(is_cue).collect();
        self
    }

    /// Whether a word counts as part of a cue.
    pub(super) fn has(&self, token: TokenId) -> bool {
        self.is_cue.get(token.index()).is_some_and(|&is_cue| is_cue)
    }

    /// The runs of words of one sentence that are `wanted` and part of what
    /// begins at `begin`. A word that is likelier the first than a later one
    /// begins a run of its own.
    fn runs(&self, document: &Document<'_>, begin: usize, wanted: impl Fn(u32) -> bool) -> Vec<Range<u32>> {
        let mut found: Vec<Range<u32>> = Vec::new();
        for sentence in &document.sentences {
            for index in sentence.tokens.clone().filter(|&index| wanted(index)) {
                let begins = self.of(index).is_some_and(|word| word[begin] > word[begin + 1]);
                match found.last_mut() {
                    Some(last) if last.end == index && index > sentence.tokens.start && !begins => last.end = index + 1,
                    _ => found.push(index..index + 1),
                }
            }
        }
        found
    }

    /// Gives the statements of the tables (`list`) the cues that are heard;
    /// what is heard and in none of them is given to the best guess, or to a
    /// bare statement. The result is in the order of the cues.
    pub(super) fn settle(&self, document: &Document<'_>, list: Vec<Statement>, mut guesses: Vec<Statement>) -> Vec<Statement> {
        let extents = Extents::of(document);
        let cues = self.runs(document, OF_CUE, |index| self.has(TokenId::new(index as usize)));
        let sources = self.runs(document, OF_SOURCE, |index| self.source(index) >= SOURCE);
        let mut found: Vec<(Statement, Vec<Range<u32>>)> = list.into_iter().map(|statement| (statement, Vec::new())).collect();
        for cue in cues {
            let known = best(found.iter().map(|(statement, _)| statement), &cue);
            if let Some(at) = known {
                found[at].1.push(cue);
                continue;
            }
            // `said on Tuesday … in a statement`: the second part hangs on the first.
            let top = top_of(document, &cue);
            let above = document.token(top).head;
            if let Some(told) = found.iter_mut().find(|(statement, heard)| Some(statement.cue) == above && !heard.is_empty()) {
                told.1.push(cue);
                continue;
            }
            let guess = best(guesses.iter(), &cue).map(|at| guesses.swap_remove(at));
            // Of words that hang on nothing only those with a speaker are believed.
            let bare = || Some(bare(document, &extents, top, &cue)).filter(|bare| bare.source.is_some());
            if let Some(guess) = guess.or_else(bare) {
                found.push((guess, vec![cue]));
            }
        }
        let mut list: Vec<Statement> =
            found.into_iter().map(|(statement, heard)| self.finished(document, statement, heard, &sources)).collect();
        list.sort_by_key(|statement| statement.cue);
        list
    }

    /// A statement with the cue that was heard, and what follows from it.
    fn finished(&self, document: &Document<'_>, mut statement: Statement, heard: Vec<Range<u32>>, sources: &[Range<u32>]) -> Statement {
        if heard.is_empty() {
            statement.is_heard = self.has_read(statement.cue).then_some(false);
            return statement;
        }
        statement.is_heard = Some(true);
        // `according to` is all of its cue, and stands where its place tells what it is about.
        if statement.kind == ContentKind::AccordingTo {
            return statement;
        }
        statement.cue_tokens = heard;
        // The tree is the surer to tell who speaks, where it tells.
        if statement.source.is_none()
            && let Some(source) = nearest(document, &statement, sources)
        {
            statement.source = Some(top_of(document, &source));
            statement.speaker = statement.source.map(|source| source::antecedent(document, source));
            statement.source_tokens = vec![source];
        }
        let cuts: Vec<Range<u32>> = statement.cue_tokens.iter().chain(&statement.source_tokens).cloned().collect();
        let content: Vec<Range<u32>> = statement.content_tokens.iter().flat_map(|range| without(document, range.clone(), &cuts)).collect();
        if !content.is_empty() {
            statement.content_tokens = content;
        }
        statement
    }
}

/// The likeliest statement whose cue shares a word with a range.
fn best<'s>(statements: impl Iterator<Item = &'s Statement>, cue: &Range<u32>) -> Option<usize> {
    let shares = |statement: &Statement| statement.cue_tokens.iter().any(|range| range.start < cue.end && cue.start < range.end);
    let with = statements.enumerate().filter(|(_, statement)| shares(statement));
    with.max_by(|a, b| a.1.probability.total_cmp(&b.1.probability)).map(|(at, _)| at)
}

/// The speaker's phrase of the cue's sentence that stands nearest to the cue.
fn nearest(document: &Document<'_>, statement: &Statement, sources: &[Range<u32>]) -> Option<Range<u32>> {
    let sentence = &document.sentences[document.sentence_of(statement.cue)].tokens;
    let cue = statement.cue_tokens.first()?;
    let distance =
        |source: &Range<u32>| if source.end <= cue.start { cue.start - source.end } else { source.start.saturating_sub(cue.end) };
    sources.iter().filter(|source| sentence.contains(&source.start)).min_by_key(|source| distance(source)).cloned()
}

/// The word of a range that the others hang on.
fn top_of(document: &Document<'_>, range: &Range<u32>) -> TokenId {
    let is_top = |id: &TokenId| document.token(*id).head.is_none_or(|head| !range.contains(&(head.index() as u32)));
    let tops = || range.clone().map(|index| TokenId::new(index as usize)).filter(is_top);
    let is_verb = |id: &TokenId| document.token(*id).upos == Upos::Verb;
    tops().find(is_verb).or_else(|| tops().next()).unwrap_or(TokenId::new(range.start as usize))
}

/// What hangs on a cue that has no reading: the subject nearest by, and all
/// that follows in its clause.
fn bare(document: &Document<'_>, extents: &Extents, top: TokenId, cue: &Range<u32>) -> Statement {
    let is_clause = |id: TokenId| matches!(document.token(id).upos, Upos::Verb | Upos::Adj | Upos::Noun);
    let anchor = if is_clause(top) { top } else { document.token(top).head.unwrap_or(top) };
    let (source, _) = source::of_predicate(document, anchor);
    let end = extents.range(anchor).end.max(cue.end);
    let content = trimmed(document, cue.end..end);
    let source_range = source.map(|source| extents.range(source)).filter(|range| range.end <= cue.start || cue.end <= range.start);
    Statement {
        class: CueClass::Neutral,
        manner: Manner::Indirect,
        kind: ContentKind::Rest,
        cue: top,
        source,
        speaker: source.map(|source| source::antecedent(document, source)),
        cue_tokens: vec![cue.clone()],
        source_tokens: source_range.into_iter().collect(),
        content_tokens: if content.start < content.end { vec![content] } else { Vec::new() },
        probability: 0.0,
        is_heard: Some(true),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::conllu::read_conllu;
    use crate::event::attribution::attributions;

    const SENTENCE: &str = "\
1 The the DET DT _ 2 det _ _
2 envoy envoy NOUN NN _ 3 nsubj _ _
3 hit hit VERB VBD _ 0 root _ _
4 out out ADP RP _ 3 compound:prt _ _
5 on on ADP IN _ 6 case _ _
6 Monday Monday PROPN NNP _ 3 obl _ _
7 at at ADP IN _ 9 case _ _
8 the the DET DT _ 9 det _ _
9 raids raid NOUN NNS _ 3 obl _ _
10 and and CCONJ CC _ 11 cc _ _
11 said say VERB VBD _ 3 conj _ _
12 troops troop NOUN NNS _ 13 nsubj _ _
13 left leave VERB VBD _ 11 ccomp _ SpaceAfter=No
14 . . PUNCT . _ 3 punct _ _
";

    /// `marks` has a letter for each word that was read: `C` begins a cue, `c`
    /// goes on with it, `s` speaks. Gives the statements, `speaker | cue |
    /// content`, with `heard` where the judge has heard the cue.
    fn check(marks: &str, expect: &[&str]) {
        let treebank = read_conllu(SENTENCE).unwrap();
        let document = treebank.document();
        let resources = Resources::embedded();
        let likely = |mark: char| -> [f32; 5] {
            let place = match mark {
                'C' => 1,
                'c' => 2,
                's' => 4,
                _ => 0,
            };
            std::array::from_fn(|at| if at == place { 0.996 } else { 0.001 })
        };
        let statements = attributions(&resources, &document);
        let mut heard = Heard::nothing(&document, statements.likely_words(&resources, &document, |_| true));
        heard.add(&document, 0, &Reading { cues: marks.chars().map(likely).collect(), ..Reading::default() });
        let statements = statements.heard(&resources, &document, heard);
        let words = |ranges: &[Range<u32>]| -> String {
            let spans = Statement::spans(&document, ranges);
            spans.iter().map(|span| span.of(document.text)).collect::<Vec<_>>().join(" … ")
        };
        let shown = |one: &Statement| {
            let parts = [&one.source_tokens, &one.cue_tokens, &one.content_tokens].map(|ranges| words(ranges));
            let heard = one.is_heard.map_or("", |is_heard| if is_heard { " | heard" } else { " | not heard" });
            parts.join(" | ") + heard
        };
        let found: Vec<String> = statements.list.iter().map(shown).collect();
        assert_eq!(found, expect, "{marks}");
    }

    #[test]
    fn what_was_not_read_stays() {
        check("", &["The envoy | said | troops left"]);
    }

    #[test]
    fn a_cue_is_heard_whole_though_no_table_lists_it() {
        check("ssCcc.....C...", &["The envoy | hit out on | the raids | heard", "The envoy | said | troops left | heard"]);
    }

    #[test]
    fn what_the_judge_is_sure_not_to_hear_is_not_heard() {
        check("..............", &["The envoy | said | troops left | not heard"]);
    }
}
