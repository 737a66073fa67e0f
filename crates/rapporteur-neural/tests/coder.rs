//! The Rust and the Python judge give the same probabilities, and an answer
//! never depends on what is asked beside it.

#![allow(clippy::unwrap_used, reason = "a broken assumption should end the run with its place")]
#![allow(clippy::single_range_in_vec_init, reason = "a phrase is a list of stretches of words, mostly of one")]

use rapporteur::event::judge::{Judge as _, Pair, Passage, Reading};
use rapporteur::evidence::Span;
use rapporteur_neural::{Cpu, NeuralJudge};

/// Sentences with pieces and probabilities, written by `training/coder/export.py`.
const FIXTURE: &str = include_str!("coder.tsv");

/// How far rounding of inputs, which Python leaves out, may move a probability.
const TOLERANCE: f32 = 0.08;
/// The same for how a deed is presented, which is read from the most inputs: a
/// middling probability moves further.
const TRUTH_TOLERANCE: f32 = 0.15;

/// A sentence of the fixture.
#[derive(Default)]
struct Expected {
    text: &'static str,
    sentence: Vec<f32>,
    kind: Vec<f32>,
    words: Vec<Span>,
    tags: Vec<Vec<f32>>,
    cues: Vec<Vec<f32>>,
    /// Bytes of source, target and trigger, and the probabilities of the pair.
    pair: Option<([Option<Span>; 3], Vec<f32>)>,
    truths: Vec<f32>,
    parties: Vec<Vec<f32>>,
}

fn numbers(text: &str) -> Vec<f32> {
    text.split(' ').map(|number| number.parse().unwrap()).collect()
}

fn expected(block: &'static str) -> Expected {
    let text = block.lines().next().unwrap().strip_prefix("text\t").unwrap();
    let mut found = Expected { text, ..Expected::default() };
    let mut at = 0;
    for line in block.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        match cells[0] {
            "sentence" => found.sentence = numbers(cells[1]),
            "kind" => found.kind = numbers(cells[1]),
            "tag" => {
                let start = at + text[at..].find(cells[1]).unwrap();
                at = start + cells[1].len();
                found.words.push(Span::new(start, at));
                found.tags.push(numbers(cells[2]));
            }
            "cue" => found.cues.push(numbers(cells[2])),
            "truth" => found.truths = numbers(cells[1]),
            "party" => found.parties.push(numbers(cells[2])),
            "pair" => {
                let span = |from: usize| Some(Span::new(cells[from].parse().ok()?, cells[from + 1].parse().ok()?));
                found.pair = Some(([1, 3, 5].map(span), numbers(cells[7])));
            }
            _ => (),
        }
    }
    found
}

fn fixture() -> Vec<Expected> {
    FIXTURE.trim().split("\n\n").map(expected).collect()
}

fn passage(expected: &Expected) -> Passage<'static> {
    Passage { text: expected.text, words: expected.words.clone(), says: true, tells: true }
}

fn pair(expected: &Expected) -> Option<Pair> {
    let (parts, _) = expected.pair.as_ref()?;
    let words = |span: Span| {
        let within = |word: &Span| word.overlaps(span);
        let first = expected.words.iter().position(within).unwrap() as u32;
        let last = expected.words.iter().rposition(within).unwrap() as u32;
        first..last + 1
    };
    let [source, target, trigger] = parts.map(|span| span.map(words));
    Some(Pair { source: source.into_iter().collect(), target: target.into_iter().collect(), trigger: trigger.map(|words| words.start) })
}

fn furthest(found: &[f32], expect: &[f32]) -> f32 {
    assert_eq!(found.len(), expect.len());
    found.iter().zip(expect).map(|(found, expect)| (found - expect).abs()).fold(0.0, f32::max)
}

fn of_words<'a>(found: impl ExactSizeIterator<Item = &'a [f32]>, expect: &[Vec<f32>]) -> f32 {
    assert_eq!(found.len(), expect.len());
    found.zip(expect).map(|(found, expect)| furthest(found, expect)).fold(0.0, f32::max)
}

#[test]
fn answers_are_those_of_the_training_program() {
    let judge = NeuralJudge::embedded().unwrap();
    let mut worst = [0.0f32; 7];
    for expected in fixture() {
        let reading = judge.read(&[passage(&expected)]).remove(0);
        worst[0] = worst[0].max(furthest(&reading.quad, &expected.sentence));
        worst[1] = worst[1].max(furthest(&reading.kinds, &expected.kind));
        worst[2] = worst[2].max(of_words(reading.tags.iter().map(|word| &word[..]), &expected.tags));
        worst[5] = worst[5].max(of_words(reading.cues.iter().map(|word| &word[..]), &expected.cues));
        if let Some(pair) = pair(&expected) {
            let verdict = judge.weigh(&[(&reading, &pair)])[0].clone().unwrap();
            let found: Vec<f32> = verdict.types.iter().copied().chain([verdict.none]).collect();
            worst[3] = worst[3].max(furthest(&found, &expected.pair.as_ref().unwrap().1));
            worst[6] = worst[6].max(furthest(&verdict.truths, &expected.truths));
            worst[4] = worst[4].max(of_words(verdict.parties.iter().map(|word| &word[..]), &expected.parties));
        }
    }
    let [others @ .., truth] = worst;
    assert!(
        others.iter().all(|&worst| worst < TOLERANCE) && truth < TRUTH_TOLERANCE,
        "sentence, kind, tag, pair, party, cue and truth differ by up to {worst:?}"
    );
}

#[test]
fn answers_are_the_same_on_every_processor_and_in_every_batch() {
    let all = fixture();
    let mut passages: Vec<Passage<'_>> = all.iter().map(passage).collect();
    let long = "The talks went on. ".repeat(60);
    passages.push(Passage { text: &long, words: vec![Span::new(0, 3), Span::new(1000, 1004)], says: true, tells: true });
    passages.push(Passage { text: "", words: Vec::new(), says: true, tells: true });
    let judge = NeuralJudge::embedded().unwrap();
    let together = judge.read(&passages);
    let pairs: Vec<(&Reading, Pair)> = together.iter().zip(&all).filter_map(|(reading, one)| Some((reading, pair(one)?))).collect();
    let asked: Vec<(&Reading, &Pair)> = pairs.iter().map(|(reading, pair)| (*reading, pair)).collect();
    let verdicts = judge.weigh(&asked);
    for cpu in Cpu::all() {
        let judge = NeuralJudge::embedded_on(cpu).unwrap();
        for (passage, expect) in passages.iter().zip(&together) {
            assert_eq!(&judge.read(std::slice::from_ref(passage))[0], expect, "{cpu:?}");
        }
        for (asked, expect) in asked.iter().zip(&verdicts) {
            assert_eq!(judge.weigh(std::slice::from_ref(asked))[0], *expect, "{cpu:?}");
        }
    }
}

#[test]
fn words_beyond_reach_have_no_answer() {
    let judge = NeuralJudge::embedded().unwrap();
    let text = "The talks went on. ".repeat(60);
    let passage = Passage { text: &text, words: vec![Span::new(0, 3), Span::new(4, 9), Span::new(1000, 1004)], says: true, tells: true };
    let reading = judge.read(&[passage]).remove(0);
    assert_eq!(reading.tags.len(), 2);
    let near = Pair { source: vec![0..2], ..Pair::default() };
    let far = Pair { source: vec![0..1], target: vec![2..3], ..Pair::default() };
    let verdicts = judge.weigh(&[(&reading, &near), (&reading, &far)]);
    assert!(verdicts[0].is_some() && verdicts[1].is_none());
}
