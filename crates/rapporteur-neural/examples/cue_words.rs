//! Learns which words are part of a cue: makes `data/models/cue-en.bin`.
//!
//!     cargo run --release -p rapporteur-neural --example cue_words -- FOLDED.jsonl OUT.bin
//!
//! FOLDED has an article a line: `id`, `text`, `attributions` with `cue` as
//! lists of code-point offsets, and `fold`, 0 to 4. Fold 0 is never learned
//! from. Where to cut is found on fold 1 by a model that has not seen it; the
//! weights that are written are of folds 1 to 4. Printed is F1 by word.

#![allow(clippy::unwrap_used, reason = "a broken assumption should end the run with its place")]
#![allow(clippy::print_stdout, reason = "a recipe tells how far it is")]

#[path = "shared/article.rs"]
mod article;

use article::{Characters, paragraphs};
use rapporteur::document::read_paragraphs;
use rapporteur::event::attribution::{BIAS_KEY, word_keys};
use rapporteur::resource::Resources;
use rapporteur::resource::cue_word::WordWeights;
use rapporteur_neural::NeuralParser;
use serde_json::Value;
use std::collections::HashMap;

/// A feature that fewer words have is left out.
const RARE: u16 = 4;
const EPOCHS: usize = 5;
const RATE: f32 = 0.05;
/// The share of its features that a word loses each time it is learned from.
const DROPPED: f32 = 0.3;
/// Features counted in one bucket: 2 to the power of this.
const BUCKETS: u32 = 26;

/// One article, ready to learn from.
struct Lesson {
    fold: usize,
    is_cue: Vec<bool>,
    /// For each word its features.
    words: Vec<Vec<u32>>,
}

/// Weights of the features that are not rare, by dense number.
struct Model {
    weights: Vec<f32>,
}

impl Model {
    fn logit(&self, features: &[u32]) -> f32 {
        features.iter().map(|&feature| self.weights[feature as usize]).sum()
    }

    /// The same with weights as they will be written.
    fn rounded(mut self) -> Model {
        self.weights.iter_mut().for_each(|weight| *weight = WordWeights::logit(i32::from(WordWeights::rounded(*weight))));
        self
    }
}

/// A small generator of numbers, so that every run learns alike.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 >> 11
    }
}

/// Dense numbers for the features that are not rare.
#[derive(Default)]
struct Features {
    numbers: HashMap<u32, u32>,
    keys: Vec<u32>,
}

impl Features {
    /// Numbers the keys, and drops from all words those that are rare in the
    /// articles that may be learned from.
    fn number(lessons: &mut [Lesson]) -> Features {
        let mut counts = vec![0u16; 1 << BUCKETS];
        let bucket = |key: u32| (key >> (32 - BUCKETS)) as usize;
        for key in lessons.iter().filter(|lesson| lesson.fold != 0).flat_map(|lesson| &lesson.words).flatten() {
            counts[bucket(*key)] = counts[bucket(*key)].saturating_add(1);
        }
        let mut features = Features::default();
        for word in lessons.iter_mut().flat_map(|lesson| &mut lesson.words) {
            word.retain(|&key| counts[bucket(key)] >= RARE);
            for key in word.iter_mut() {
                let next = features.keys.len() as u32;
                let number = *features.numbers.entry(*key).or_insert(next);
                if number == next {
                    features.keys.push(*key);
                }
                *key = number;
            }
            word.shrink_to_fit();
        }
        features
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [gold, out] = arguments.as_slice() else { return Err("usage: cue_words FOLDED.jsonl OUT.bin".into()) };
    let resources = Resources::embedded();
    let parser = NeuralParser::embedded()?;
    let mut lessons = Vec::new();
    for line in std::fs::read_to_string(gold)?.lines() {
        let row: Value = serde_json::from_str(line)?;
        let text = row["text"].as_str().unwrap();
        let document = read_paragraphs(&parser, text, paragraphs(text).into_iter())?;
        let characters = Characters::of(text);
        let words: Vec<(u32, u32)> = document.tokens.iter().map(|token| characters.range(token.span)).collect();
        lessons.push(Lesson {
            fold: row["fold"].as_u64().unwrap() as usize,
            is_cue: marked(&row, &words),
            words: word_keys(&resources, &document),
        });
    }
    println!("{} articles, {} words", lessons.len(), lessons.iter().map(|lesson| lesson.is_cue.len()).sum::<usize>());
    let features = Features::number(&mut lessons);
    println!("{} features", features.keys.len());
    let (threshold, _) = tell(&lessons, 1, &learn(&lessons, |fold| fold > 1, features.keys.len()).rounded());
    let model = learn(&lessons, |fold| fold > 0, features.keys.len());
    write(out, &features, &model, threshold)?;
    let model = model.rounded();
    tell(&lessons, 0, &model);
    println!("fold 0 from the threshold of fold 1 on: F1 {:.4}", f1_from(&judged(&lessons, 0, &model), threshold));
    Ok(())
}

/// Which words share a character with a cue.
fn marked(row: &Value, words: &[(u32, u32)]) -> Vec<bool> {
    let mut marks = vec![false; words.len()];
    for span in row["attributions"].as_array().unwrap().iter().flat_map(|one| one["cue"].as_array().into_iter().flatten()) {
        let (start, end) = (span[0].as_u64().unwrap() as u32, span[1].as_u64().unwrap() as u32);
        for (at, word) in words.iter().enumerate() {
            marks[at] |= word.0 < end && start < word.1;
        }
    }
    marks
}

/// A logistic model of some folds, by AdaGrad.
fn learn(lessons: &[Lesson], from: impl Fn(usize) -> bool, width: usize) -> Model {
    let mut order: Vec<(&[u32], f32)> = Vec::new();
    for lesson in lessons.iter().filter(|lesson| from(lesson.fold)) {
        order.extend(lesson.words.iter().zip(&lesson.is_cue).map(|(word, &is_cue)| (word.as_slice(), f32::from(u8::from(is_cue)))));
    }
    let mut weights = vec![0f32; width];
    let mut squares = vec![0f32; width];
    let mut chance = Chance(88_172_645_463_325_252);
    let dropped = (DROPPED * 65_536.0) as u64;
    let mut kept: Vec<usize> = Vec::new();
    for epoch in 0..EPOCHS {
        for at in (1..order.len()).rev() {
            order.swap(at, chance.next() as usize % (at + 1));
        }
        let rate = RATE * (1.0 - 0.8 * epoch as f32 / EPOCHS as f32);
        for &(word, wanted) in &order {
            kept.clear();
            kept.extend(word.iter().filter(|_| chance.next() & 0xffff >= dropped).map(|&feature| feature as usize));
            let logit: f32 = kept.iter().map(|&feature| weights[feature]).sum();
            let slope = 1.0 / (1.0 + (-logit).exp()) - wanted;
            for &feature in &kept {
                squares[feature] += slope * slope;
                weights[feature] -= rate * slope / (squares[feature].sqrt() + 0.3);
            }
        }
    }
    Model { weights }
}

/// The threshold with the best F1, and that F1.
fn best(mut judged: Vec<(f32, bool)>) -> (f32, f32) {
    judged.sort_by(|a, b| b.0.total_cmp(&a.0));
    let gold = judged.iter().filter(|(_, is_cue)| *is_cue).count() as f32;
    let (mut hits, mut found) = (0.0, (0.0, 0.0));
    for (at, &(logit, is_cue)) in judged.iter().enumerate() {
        hits += f32::from(u8::from(is_cue));
        let f1 = 2.0 * hits / (gold + at as f32 + 1.0);
        if f1 > found.1 {
            found = (logit, f1);
        }
    }
    found
}

/// F1 if words count from a threshold on.
fn f1_from(judged: &[(f32, bool)], threshold: f32) -> f32 {
    let count = |test: &dyn Fn(f32, bool) -> bool| judged.iter().filter(|(logit, is_cue)| test(*logit, *is_cue)).count() as f32;
    let found = count(&|logit, _| logit >= threshold);
    2.0 * count(&|logit, is_cue| is_cue && logit >= threshold) / (found + count(&|_, is_cue| is_cue))
}

/// What a model makes of the words of one fold, and which of them are cues.
fn judged(lessons: &[Lesson], fold: usize, model: &Model) -> Vec<(f32, bool)> {
    let of = |lesson: &Lesson| lesson.words.iter().map(|word| model.logit(word)).zip(lesson.is_cue.clone()).collect::<Vec<_>>();
    lessons.iter().filter(|lesson| lesson.fold == fold).flat_map(of).collect()
}

fn tell(lessons: &[Lesson], fold: usize, model: &Model) -> (f32, f32) {
    let (threshold, f1) = best(judged(lessons, fold, model));
    println!("fold {fold}: at best F1 {f1:.4}, from {threshold:.3} on");
    (threshold, f1)
}

/// Writes the weights by key; the threshold goes into the bias, so that 0
/// decides.
fn write(out: &str, features: &Features, model: &Model, threshold: f32) -> std::io::Result<()> {
    let mut rows: Vec<(u32, i8)> = Vec::new();
    for (&key, &weight) in features.keys.iter().zip(&model.weights) {
        let weight = WordWeights::rounded(if key == BIAS_KEY { weight - threshold } else { weight });
        if weight != 0 {
            rows.push((key, weight));
        }
    }
    rows.sort_unstable();
    println!("{} features with a weight", rows.len());
    let bytes: Vec<u8> = rows.iter().flat_map(|(key, weight)| key.to_le_bytes().into_iter().chain([*weight as u8])).collect();
    std::fs::write(out, bytes)
}
