//! The learned judge: who did what to whom in a sentence, with probabilities.
//!
//! A transformer of a few layers reads the pieces of a sentence. The lower
//! layers run once; the upper ones run once for the sentence's own answers
//! and once more for each pair, with a vector added to the pieces of its
//! source, of its target and of the word that tells the event. `training/coder/` has the same network in Python.

mod encoder;
mod piece;
mod weight;

use crate::container::{WeightError, fault, fingerprint};
use crate::kernel::{Activation, Cpu, LANES, Matrix, add_and_normalise, exponential};
use encoder::{Rows, Scratch, run_layer};
use piece::{Piece, Vocabulary};
use rapporteur::event::judge::{Judge, Memory, Pair, Passage, Reading, Verdict};
use rapporteur::evidence::Span;
use std::ops::Range;
use weight::{Head, Weights};

/// How many pieces are worked on at once: few enough to stay in the cache,
/// and enough to use a matrix well.
const BATCH: usize = 256;

/// Reads sentences with the network described on the module's first page.
#[derive(Debug)]
pub struct NeuralJudge {
    weights: Weights,
    vocabulary: Vocabulary,
    cpu: Cpu,
    digest: String,
}

/// The weights that ship with the program, and the pieces that they know.
static WEIGHTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/coder-en.safetensors"));
static VOCABULARY: &str = include_str!("../../../../data/models/coder-en.vocab.txt");

/// A piece's part in a pair: an index into the role vectors.
const SOURCE: usize = 1;
const TARGET: usize = 2;
const TRIGGER: usize = 3;
/// How many parts there are, "none" counted.
const ROLES: usize = 4;
/// The answer on a word that is surely in no part of an attribution.
const OUTSIDE: [f32; 5] = [1.0, 0.0, 0.0, 0.0, 0.0];

impl NeuralJudge {
    /// The judge with the weights that ship.
    ///
    /// # Errors
    /// If the weights do not fit this program, which is a bug.
    pub fn embedded() -> Result<NeuralJudge, WeightError> {
        NeuralJudge::embedded_on(Cpu::detect())
    }

    /// As [`NeuralJudge::embedded`], with the instructions of the caller's
    /// choice, which change the speed and nothing else.
    ///
    /// # Errors
    /// As there.
    pub fn embedded_on(cpu: Cpu) -> Result<NeuralJudge, WeightError> {
        NeuralJudge::new(WEIGHTS, VOCABULARY, cpu)
    }

    /// A judge with other weights and the vocabulary that ships.
    ///
    /// # Errors
    /// If the weights are broken, of another format, or do not fit the vocabulary.
    pub fn with_weights(weights: &'static [u8]) -> Result<NeuralJudge, WeightError> {
        NeuralJudge::new(weights, VOCABULARY, Cpu::detect())
    }

    /// A judge with weights and a vocabulary, one piece a line, on a processor.
    ///
    /// # Errors
    /// If the weights are broken, of another format, or do not fit the vocabulary.
    pub fn new(weights: &'static [u8], vocabulary: &'static str, cpu: Cpu) -> Result<NeuralJudge, WeightError> {
        let read = Weights::read(weights)?;
        let vocabulary = Vocabulary::read(vocabulary)?;
        if read.word.rows() != vocabulary.len() {
            return Err(fault(format!("found {} word vectors for {} pieces", read.word.rows(), vocabulary.len())));
        }
        let digest = format!("{:016x}", fingerprint(weights));
        Ok(NeuralJudge { weights: read, vocabulary, cpu, digest })
    }

    /// The pieces of a sentence that are within reach.
    fn pieces(&self, text: &str) -> Vec<Piece> {
        let mut pieces = self.vocabulary.cut(text);
        pieces.truncate(self.weights.max_pieces - 2);
        pieces
    }

    /// Reads sentences of which the pieces are known, as one batch.
    fn read_batch(&self, passages: &[Passage<'_>], pieces: &[Vec<Piece>], scratch: &mut Scratch) -> Vec<Reading> {
        let width = self.weights.width;
        let mut rows = Vec::with_capacity(pieces.len());
        let mut x = Vec::new();
        for pieces in pieces {
            let start = x.len() / width;
            self.embed(pieces, &mut x);
            rows.push(Rows::whole(start..x.len() / width));
        }
        let nothing = vec![0.0; x.len()];
        add_and_normalise(self.cpu, &mut x, &nothing, width, &self.weights.norm);
        let Weights { layers, cue_layer, role_layer, .. } = &self.weights;
        for layer in &layers[..*cue_layer] {
            run_layer(self.cpu, layer, &mut x, &rows, scratch);
        }
        let firsts: Vec<Vec<usize>> = passages.iter().zip(pieces).map(|(passage, pieces)| first_pieces(&passage.words, pieces)).collect();
        let says: Vec<bool> = passages.iter().map(|passage| passage.says).collect();
        let cues = self.cues(&x, &rows, &firsts, &says, scratch);
        let tells: Vec<bool> = passages.iter().map(|passage| passage.tells).collect();
        let (mut x, rows) = of_some(&x, &rows, &tells, width);
        for layer in &layers[*cue_layer..*role_layer] {
            run_layer(self.cpu, layer, &mut x, &rows, scratch);
        }
        let states = x.clone();
        for layer in &layers[*role_layer..] {
            run_layer(self.cpu, layer, &mut x, &rows, scratch);
        }
        let mut rows = rows.into_iter();
        let each = passages.iter().zip(pieces).zip(firsts).zip(cues);
        each.map(|(((passage, pieces), firsts), cues)| {
            let rows = if passage.tells { rows.next() } else { None };
            let Some(Rows { all, .. }) = rows else { return Reading { cues, ..Reading::default() } };
            let memory = Memory {
                pieces: pieces.iter().map(|piece| piece.word).collect(),
                words: passage.words.clone(),
                firsts,
                states: states[all.start * width..all.end * width].to_vec(),
            };
            self.reading(&x[all.start * width..all.end * width], cues, memory)
        })
        .collect()
    }

    /// What is heard of who says what in each sentence of a batch, word by
    /// word, from the rows at the cue layer and the first pieces of the words.
    /// Where nobody `says` anything no layer is run.
    fn cues(&self, x: &[f32], rows: &[Rows], firsts: &[Vec<usize>], says: &[bool], scratch: &mut Scratch) -> Vec<Vec<[f32; 5]>> {
        let width = self.weights.width;
        let (mut heard, wholes) = of_some(x, rows, says, width);
        let spoken = firsts.iter().zip(says).filter(|(_, says)| **says);
        let words_of = |(whole, (firsts, _)): (&Rows, (&Vec<usize>, _))| {
            let wanted = firsts.iter().map(|place| whole.all.start + place + 1).collect();
            Rows { all: whole.all.clone(), wanted }
        };
        let words: Vec<Rows> = wholes.iter().zip(spoken).map(words_of).collect();
        if let (Some((last, layers)), false) = (self.weights.cue_layers.split_last(), wholes.is_empty()) {
            for layer in layers {
                run_layer(self.cpu, layer, &mut heard, &wholes, scratch);
            }
            run_layer(self.cpu, last, &mut heard, &words, scratch);
        }
        let mut answers = heard.chunks_exact(width).map(|row| self.answers(&self.weights.cue, row));
        let each = firsts.iter().zip(says);
        each.map(|(firsts, &says)| if says { answers.by_ref().take(firsts.len()).collect() } else { vec![OUTSIDE; firsts.len()] }).collect()
    }

    /// Adds the rows of a sentence to `x`.
    fn embed(&self, pieces: &[Piece], x: &mut Vec<f32>) {
        let width = self.weights.width;
        let opening = Piece { number: self.vocabulary.opening, case: 0, word: Span::default() };
        let closing = Piece { number: self.vocabulary.closing, ..opening };
        let pieces = std::iter::once(&opening).chain(pieces).chain(std::iter::once(&closing));
        for (place, piece) in pieces.enumerate() {
            let start = x.len();
            let position = &self.weights.position[place * width..][..width];
            let case = &self.weights.case[usize::from(piece.case) * width..][..width];
            x.extend(position.iter().zip(case).map(|(position, case)| position + case));
            self.weights.word.add_row(piece.number as usize, &mut x[start..]);
        }
    }

    /// The answers of the heads on one sentence, from its rows at the top and
    /// what is kept of it.
    fn reading(&self, x: &[f32], cues: Vec<[f32; 5]>, memory: Memory) -> Reading {
        let width = self.weights.width;
        let row = |place: usize| &x[place * width..][..width];
        let inner: Vec<usize> = (1..memory.pieces.len() + 1).collect();
        let quad = self.answers(&self.weights.sentence, row(0));
        let mut means = mean(&memory.states, 0, &inner, width);
        means.extend(mean(x, 0, &inner, width));
        let kinds = self.answer(&self.weights.kind, &means);
        let tags = memory.firsts.iter().map(|place| self.answers(&self.weights.tag, row(place + 1))).collect();
        Reading { quad, kinds, tags, cues, memory }
    }

    /// The probabilities that a head gives for an input.
    fn answer(&self, head: &Head, input: &[f32]) -> Vec<f32> {
        let mut scores = vec![0.0; head.matrix.padded_outputs()];
        head.matrix.multiply(self.cpu, input, input.len(), 1, Activation::None, &mut scores);
        scores.truncate(head.matrix.outputs());
        softmax(&mut scores, head.temperature);
        scores
    }

    /// As [`NeuralJudge::answer`], of a head with `N` outputs.
    fn answers<const N: usize>(&self, head: &Head, input: &[f32]) -> [f32; N] {
        let found = self.answer(head, input);
        std::array::from_fn(|place| found.get(place).copied().unwrap_or(0.0))
    }

    /// Weighs pairs as one batch. Beside the reading of a pair's sentence
    /// stands the role of each of its rows.
    fn weigh_batch(&self, pairs: &[(&Reading, &[usize])], scratch: &mut Scratch) -> Vec<Verdict> {
        let width = self.weights.width;
        let mut x = Vec::new();
        let mut rows = Vec::with_capacity(pairs.len());
        for (reading, roles) in pairs {
            let start = x.len() / width;
            for (state, &role) in reading.memory.states.chunks_exact(width).zip(*roles) {
                x.extend(state.iter().zip(&self.weights.role[role * width..]).map(|(state, role)| state + role));
            }
            rows.push(Rows::whole(start..x.len() / width));
        }
        let upper = &self.weights.layers[self.weights.role_layer..];
        for (number, layer) in upper.iter().enumerate() {
            if number + 1 == upper.len() {
                // Of the last layer only the first row, those with a role and first pieces of words are looked at.
                for (rows, (reading, roles)) in rows.iter_mut().zip(pairs) {
                    let start = rows.all.start;
                    let is_first = |place: usize| place > 0 && reading.memory.firsts.binary_search(&(place - 1)).is_ok();
                    rows.wanted.retain(|&row| row == start || roles[row - start] != 0 || is_first(row - start));
                }
            }
            run_layer(self.cpu, layer, &mut x, &rows, scratch);
        }
        let mut first = 0;
        let each = rows.iter().zip(pairs);
        each.map(|(rows, (reading, roles))| {
            let start = first;
            first += rows.wanted.len();
            let of_role = |role: usize| -> Vec<usize> {
                let wanted = rows.wanted.iter().map(|row| roles[row - rows.all.start]);
                wanted.enumerate().filter(|&(_, found)| found == role).map(|(place, _)| place).collect()
            };
            let mut input = x[start * width..][..width].to_vec();
            for role in [SOURCE, TARGET, TRIGGER] {
                input.extend(mean(&x, start, &of_role(role), width));
            }
            let place_of = |piece: &usize| rows.wanted.iter().position(|row| row - rows.all.start == piece + 1);
            let words = reading.memory.firsts.iter().filter_map(place_of);
            let parties = words.map(|place| self.answers(&self.weights.party, &x[(start + place) * width..][..width])).collect();
            let trigger: Vec<usize> = (0..roles.len()).filter(|&row| roles[row] == TRIGGER).collect();
            let trigger = mean(&reading.memory.states, 0, &trigger, width);
            self.verdict(input, &trigger, parties)
        })
        .collect()
    }

    /// The answers of the heads on a pair, from what its pass gives and the mean
    /// of its trigger's rows at the role layer.
    fn verdict(&self, mut input: Vec<f32>, trigger: &[f32], parties: Vec<[f32; 3]>) -> Verdict {
        let answer = self.answer(&self.weights.pair, &self.hidden(&self.weights.pair_hidden, &input));
        let mut types = [0.0; 16];
        types.copy_from_slice(&answer[..16]);
        input.extend(trigger);
        let truths = self.answers(&self.weights.truth, &self.hidden(&self.weights.truth_hidden, &input));
        Verdict { types, none: answer[16], truths, parties }
    }

    /// The outputs of a hidden layer.
    fn hidden(&self, matrix: &Matrix, input: &[f32]) -> Vec<f32> {
        let mut hidden = vec![0.0; matrix.padded_outputs()];
        matrix.multiply(self.cpu, input, input.len(), 1, Activation::None, &mut hidden);
        hidden.truncate(matrix.outputs());
        tanh(&mut hidden);
        hidden
    }
}

impl Judge for NeuralJudge {
    fn read(&self, passages: &[Passage<'_>]) -> Vec<Reading> {
        let pieces: Vec<Vec<Piece>> = passages.iter().map(|passage| self.pieces(passage.text)).collect();
        let mut scratch = Scratch::default();
        let sizes: Vec<usize> = pieces.iter().map(|pieces| pieces.len() + 2).collect();
        let batches = batches(&sizes).into_iter();
        batches.flat_map(|batch| self.read_batch(&passages[batch.clone()], &pieces[batch], &mut scratch)).collect()
    }

    fn weigh(&self, pairs: &[(&Reading, &Pair)]) -> Vec<Option<Verdict>> {
        let roles: Vec<Option<Vec<usize>>> = pairs.iter().map(|(reading, pair)| roles(&reading.memory, pair)).collect();
        let each = pairs.iter().zip(&roles);
        let known: Vec<(&Reading, &[usize])> = each.filter_map(|((reading, _), roles)| Some((*reading, roles.as_deref()?))).collect();
        let sizes: Vec<usize> = known.iter().map(|(_, roles)| roles.len()).collect();
        let mut scratch = Scratch::default();
        let mut verdicts = batches(&sizes).into_iter().flat_map(|batch| self.weigh_batch(&known[batch], &mut scratch));
        roles.iter().map(|roles| roles.as_ref().and_then(|_| verdicts.next())).collect()
    }

    fn kinds(&self) -> &[String] {
        &self.weights.kinds
    }

    fn digest(&self) -> &str {
        &self.digest
    }
}

/// The rows of some sentences of a batch, as a batch of their own.
fn of_some(x: &[f32], rows: &[Rows], which: &[bool], width: usize) -> (Vec<f32>, Vec<Rows>) {
    let (mut kept, mut wholes) = (Vec::new(), Vec::new());
    for (Rows { all, .. }, _) in rows.iter().zip(which).filter(|(_, which)| **which) {
        let start = kept.len() / width;
        kept.extend_from_slice(&x[all.start * width..all.end * width]);
        wholes.push(Rows::whole(start..kept.len() / width));
    }
    (kept, wholes)
}

/// The role of each row of a pair's sentence; none if something of the pair
/// has no piece within reach. A piece of several parts is the trigger's, or
/// else the source's.
fn roles(memory: &Memory, pair: &Pair) -> Option<Vec<usize>> {
    let mut roles = vec![0; memory.pieces.len() + 2];
    let trigger: Vec<Range<u32>> = pair.trigger.map(|word| word..word + 1).into_iter().collect();
    for (role, ranges) in [(TARGET, &pair.target), (SOURCE, &pair.source), (TRIGGER, &trigger)] {
        let spans: Vec<Span> = ranges
            .iter()
            .filter_map(|range| {
                let words = memory.words.get(range.start as usize..range.end as usize)?;
                Some(words.first()?.cover(*words.last()?))
            })
            .collect();
        let mut is_within = ranges.is_empty();
        for (place, piece) in memory.pieces.iter().enumerate() {
            if spans.iter().any(|span| span.overlaps(*piece)) {
                roles[place + 1] = role;
                is_within = true;
            }
        }
        if !is_within {
            return None;
        }
    }
    Some(roles)
}

/// The first piece of each word, up to the first word beyond reach.
fn first_pieces(words: &[Span], pieces: &[Piece]) -> Vec<usize> {
    words.iter().map_while(|word| pieces.iter().position(|piece| piece.word.overlaps(*word))).collect()
}

/// Cuts items of some sizes into runs of at most [`BATCH`] together; a larger item stands alone.
fn batches(sizes: &[usize]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    while start < sizes.len() {
        let (mut end, mut size) = (start, 0);
        while end < sizes.len() && (end == start || size + sizes[end] <= BATCH) {
            size += sizes[end];
            end += 1;
        }
        found.push(start..end);
        start = end;
    }
    found
}

/// The mean of some rows, counted from row `first`; zeros if there are none.
fn mean(x: &[f32], first: usize, places: &[usize], width: usize) -> Vec<f32> {
    let mut sum = vec![0.0; width];
    for place in places {
        sum.iter_mut().zip(&x[(first + place) * width..]).for_each(|(sum, x)| *sum += x);
    }
    let factor = 1.0 / places.len().max(1) as f32;
    sum.iter_mut().for_each(|sum| *sum *= factor);
    sum
}

/// Turns scores into probabilities.
fn softmax(scores: &mut [f32], temperature: f32) {
    let top = scores.iter().fold(f32::NEG_INFINITY, |top, &score| top.max(score));
    scores.iter_mut().for_each(|score| *score = (*score - top) / temperature);
    exponentiate(scores);
    let sum: f32 = scores.iter().sum();
    scores.iter_mut().for_each(|score| *score /= sum);
}

/// Replaces each value x ≤ 0 by e to the power of x, the same on every machine, unlike the library's.
fn exponentiate(values: &mut [f32]) {
    for part in values.chunks_mut(LANES) {
        let mut lanes = [0.0; LANES];
        lanes[..part.len()].copy_from_slice(part);
        // SAFETY: plain code runs everywhere.
        let powers = unsafe { exponential(lanes) };
        part.copy_from_slice(&powers[..part.len()]);
    }
}

/// Replaces each value by its hyperbolic tangent, to about 1e-6.
fn tanh(values: &mut [f32]) {
    let mut rests: Vec<f32> = values.iter().map(|value| -2.0 * value.abs()).collect();
    exponentiate(&mut rests);
    for (value, rest) in values.iter_mut().zip(rests) {
        let size = (1.0 - rest) / (1.0 + rest);
        *value = if *value < 0.0 { -size } else { size };
    }
}

#[cfg(test)]
#[path = "tiny.rs"]
mod tiny;

#[cfg(test)]
mod tests {
    #![allow(clippy::single_range_in_vec_init, reason = "a phrase is a list of stretches of words, mostly of one")]
    use super::tiny::tiny;
    use super::*;

    fn passage(text: &str) -> Passage<'_> {
        let starts = text.split(' ').scan(0, |at, word| {
            let start = *at;
            *at += word.len() + 1;
            Some(Span::new(start, start + word.len()))
        });
        Passage { text, words: starts.collect(), says: true, tells: true }
    }

    #[test]
    fn an_answer_does_not_depend_on_processor_and_batch() {
        let passages = ["b a c b", "a", "", "c c c c c c c c c c c c", "a b"].map(passage);
        let judge = tiny(Cpu::Portable);
        let together = judge.read(&passages);
        let pair = Pair { source: vec![0..1], ..Pair::default() };
        let asked: Vec<(&Reading, &Pair)> = together.iter().map(|reading| (reading, &pair)).collect();
        let verdicts = judge.weigh(&asked);
        assert_eq!(verdicts.iter().map(Option::is_some).collect::<Vec<_>>(), [true, true, false, true, true]);
        for cpu in Cpu::all() {
            let judge = tiny(cpu);
            for (passage, expect) in passages.iter().zip(&together) {
                assert_eq!(&judge.read(std::slice::from_ref(passage))[0], expect, "{cpu:?}");
            }
            for (asked, expect) in asked.iter().zip(&verdicts) {
                assert_eq!(judge.weigh(std::slice::from_ref(asked))[0], *expect, "{cpu:?}");
            }
        }
    }

    #[test]
    fn who_says_what_is_told_where_somebody_may_speak() {
        let judge = tiny(Cpu::detect());
        let silent = |passage: Passage<'static>| Passage { says: false, ..passage };
        let found = judge.read(&[silent(passage("a b c")), passage("b a c b"), silent(passage("c"))]);
        assert_eq!(found[0], Reading { cues: vec![OUTSIDE; 3], ..judge.read(&[passage("a b c")]).remove(0) });
        assert_eq!(found[1], judge.read(&[passage("b a c b")]).remove(0));
        assert_ne!(found[1].cues, vec![OUTSIDE; 4]);
    }

    #[test]
    fn of_a_sentence_that_tells_nothing_only_the_voices_are_heard() {
        let judge = tiny(Cpu::detect());
        let voices = |passage: Passage<'static>| Passage { tells: false, ..passage };
        let found = judge.read(&[voices(passage("a b c")), passage("b a c b"), voices(passage("c"))]);
        let cues = |text| judge.read(&[passage(text)]).remove(0).cues;
        assert_eq!(found[0], Reading { cues: cues("a b c"), ..Reading::default() });
        assert_eq!(found[1], judge.read(&[passage("b a c b")]).remove(0));
        assert_eq!(found[2], Reading { cues: cues("c"), ..Reading::default() });
    }

    #[test]
    fn words_beyond_reach_have_no_answer() {
        let judge = tiny(Cpu::detect());
        let readings = judge.read(&[passage("a b c a b c a b c a b c")]);
        assert_eq!(readings[0].tags.len(), 8);
        let near = Pair { source: vec![0..2], target: vec![9..10, 3..4], trigger: Some(1) };
        let far = Pair { source: vec![0..1], target: vec![9..10], ..Pair::default() };
        let verdicts = judge.weigh(&[(&readings[0], &near), (&readings[0], &far)]);
        assert!(verdicts[0].is_some() && verdicts[1].is_none());
    }

    #[test]
    fn probabilities_sum_to_one() {
        let judge = tiny(Cpu::detect());
        let reading = judge.read(&[passage("a b c")]).remove(0);
        let pair = Pair { source: vec![0..1], target: vec![2..3], ..Pair::default() };
        let verdict = judge.weigh(&[(&reading, &pair)])[0].clone().unwrap();
        let sums = [reading.quad.iter().sum::<f32>(), reading.kinds.iter().sum(), verdict.types.iter().sum::<f32>() + verdict.none];
        assert!(sums.iter().all(|sum| (sum - 1.0).abs() < 1e-5), "{sums:?}");
        let is_one = |sum: f32| (sum - 1.0).abs() < 1e-5;
        assert!(reading.tags.iter().all(|tag| is_one(tag.iter().sum())) && reading.cues.iter().all(|cue| is_one(cue.iter().sum())));
        assert!(verdict.parties.iter().all(|word| is_one(word.iter().sum())) && is_one(verdict.truths.iter().sum()));
        assert_eq!((reading.cues.len(), verdict.parties.len()), (3, 3));
    }

    #[test]
    fn tanh_is_close() {
        let values: Vec<f32> = (-200..200).map(|i| i as f32 * 0.05).collect();
        let mut found = values.clone();
        tanh(&mut found);
        for (found, x) in found.iter().zip(values) {
            assert!((found - x.tanh()).abs() < 1e-6, "at {x}");
        }
    }

    #[test]
    fn items_are_cut_into_runs() {
        assert_eq!(batches(&[100, 100, 100, 300, 10]), [0..2, 2..3, 3..4, 4..5]);
        assert!(batches(&[]).is_empty());
    }
}
