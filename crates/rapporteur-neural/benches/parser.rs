//! Words a second on one core, and how long the weights take to load.
//!
//! `cargo bench -p rapporteur-neural`. The parses are asserted inside the
//! timed loop, so that a fast wrong answer fails.

#![allow(clippy::unwrap_used, reason = "a broken assumption should end the run with its place")]

use rapporteur::document::parser::{Parser as _, Word};
use rapporteur::evidence::Span;
use rapporteur_neural::NeuralParser;
use std::hint::black_box;
use std::time::Instant;

const SENTENCES: usize = 12;
const RUNS: usize = 600;
const PARSES: &str = include_str!("../tests/parses.tsv");

#[allow(clippy::print_stdout, reason = "a bench shows its result")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let start = Instant::now();
    let parser = NeuralParser::embedded()?;
    println!("load: {:.1} ms", start.elapsed().as_secs_f64() * 1e3);

    let word = |line: &'static str| {
        let form = line.split('\t').next().unwrap_or_default();
        Word { form: form.trim_start_matches('_'), space_before: !form.starts_with('_') }
    };
    let sentences: Vec<Vec<Word<'_>>> = PARSES.trim().split("\n\n").map(|lines| lines.lines().map(word).collect()).collect();
    let heads: Vec<Vec<Option<u32>>> = PARSES.trim().split("\n\n").map(|lines| lines.lines().map(head_of).collect()).collect();
    // Short runs, so that the best of them was not interrupted on a busy machine.
    let batch: Vec<Vec<Word<'_>>> = sentences.iter().cycle().take(SENTENCES).cloned().collect();
    let count: usize = batch.iter().map(Vec::len).sum();
    let mut best = f64::INFINITY;
    for _ in 0..RUNS {
        let start = Instant::now();
        let parsed = parser.parse(black_box(&batch))?;
        for (parse, expect) in parsed.iter().zip(heads.iter().cycle()) {
            assert!(parse.iter().map(|word| word.head).eq(expect.iter().copied()), "the parse changed");
        }
        best = best.min(start.elapsed().as_secs_f64());
    }
    println!("parse: {:.0} words/s, best of {RUNS} runs over {count} words", count as f64 / best);

    // From text: sentences, words, parse and dictionary forms.
    let joined = |sentence: &Vec<Word<'_>>| -> String {
        let spaced = |word: &Word<'_>| format!("{}{}", if word.space_before { " " } else { "" }, word.form);
        sentence.iter().map(spaced).collect::<String>().trim_start().to_owned()
    };
    let text = sentences.iter().cycle().take(SENTENCES).map(joined).collect::<Vec<_>>().join("\n\n");
    let mut best = f64::INFINITY;
    for _ in 0..RUNS {
        let start = Instant::now();
        let document = rapporteur::document::read_paragraphs(&parser, black_box(&text), std::iter::once(Span::new(0, text.len())))?;
        assert_eq!(document.tokens.len(), count, "the words changed");
        best = best.min(start.elapsed().as_secs_f64());
    }
    println!("text to tree: {:.0} words/s", count as f64 / best);
    Ok(())
}

fn head_of(line: &str) -> Option<u32> {
    line.split('\t').nth(3)?.parse::<u32>().ok()?.checked_sub(1)
}
