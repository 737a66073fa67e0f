//! Pieces and pairs a second on one core, and how long the weights take to load.
//!
//! `cargo bench -p rapporteur-neural --bench judge`. The answers are asserted
//! inside the timed loop, so that a fast wrong answer fails.

#![allow(clippy::unwrap_used, reason = "a broken assumption should end the run with its place")]
#![allow(clippy::single_range_in_vec_init, reason = "a phrase is a list of stretches of words, mostly of one")]

use rapporteur::event::judge::{Judge as _, Pair, Passage, Reading};
use rapporteur::evidence::Span;
use rapporteur_neural::NeuralJudge;
use std::hint::black_box;
use std::time::Instant;

const SENTENCES: usize = 24;
const RUNS: usize = 60;
const SENTENCE: &str = "The foreign minister of Oland said on Monday that his government would not withdraw its troops from the \
                        border before the rebels, whom it accuses of shelling two villages, release their prisoners.";

#[allow(clippy::print_stdout, reason = "a bench shows its result")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let start = Instant::now();
    let judge = NeuralJudge::embedded()?;
    println!("load: {:.1} ms", start.elapsed().as_secs_f64() * 1e3);

    let mut words = Vec::new();
    let mut at = 0;
    for word in SENTENCE.split(' ') {
        words.push(Span::new(at, at + word.len()));
        at += word.len() + 1;
    }
    let passages = vec![Passage { text: SENTENCE, words: words.clone(), says: true, tells: true }; SENTENCES];
    let expect = judge.read(&passages[..1]);
    let pieces = (expect[0].memory.pieces.len() + 2) * SENTENCES;
    let mut best = f64::INFINITY;
    for _ in 0..RUNS {
        let start = Instant::now();
        let readings = judge.read(black_box(&passages));
        assert!(readings.iter().all(|reading| reading == &expect[0]), "a reading changed");
        best = best.min(start.elapsed().as_secs_f64());
    }
    println!("read: {:.0} pieces/s, {:.0} words/s", pieces as f64 / best, (words.len() * SENTENCES) as f64 / best);

    let pair = Pair { source: vec![0..5], target: vec![22..24], ..Pair::default() };
    let asked: Vec<(&Reading, &Pair)> = vec![(&expect[0], &pair); SENTENCES];
    let verdict = judge.weigh(&asked[..1]).remove(0);
    let mut best = f64::INFINITY;
    for _ in 0..RUNS {
        let start = Instant::now();
        let verdicts = judge.weigh(black_box(&asked));
        assert!(verdicts.iter().all(|found| *found == verdict), "a verdict changed");
        best = best.min(start.elapsed().as_secs_f64());
    }
    println!("weigh: {:.0} pieces/s, {:.0} pairs/s", pieces as f64 / best, SENTENCES as f64 / best);
    Ok(())
}
