//! How long loading takes, and which share of the coding time each stage has.
//!
//! `stages FILE…` reads plain text files, or JSON lines with `text` and `date`,
//! codes them one after the other on one thread and prints milliseconds,
//! shares, words and the peak of resident memory.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a measuring program")]

use rapporteur::article::{self, Content, RawArticle};
use rapporteur::diagnostic::Diagnostics;
use rapporteur::resource::Resources;
use rapporteur::{document, entity, event};
use rapporteur_neural::NeuralParser;
use std::time::Instant;

fn main() {
    let started = Instant::now();
    let resources = Resources::embedded();
    let tables_ms = started.elapsed().as_secs_f64() * 1e3;
    let parser = NeuralParser::embedded().unwrap();
    let all_ms = started.elapsed().as_secs_f64() * 1e3;
    println!("loading: tables {tables_ms:.0} ms, parser {:.0} ms", all_ms - tables_ms);
    let mut seconds = [0.0; 4];
    let (mut words, mut articles, mut found) = (0, 0, 0);
    for raw in std::env::args().skip(1).flat_map(|path| articles_of(&path)) {
        let mut diagnostics = Diagnostics::default();
        let mut lap = Instant::now();
        let mut stop = |stage: usize| {
            seconds[stage] += lap.elapsed().as_secs_f64();
            lap = Instant::now();
        };
        let article = article::clean(&resources.conventions, raw, &mut diagnostics);
        stop(0);
        let document = document::read(&parser, &article, &mut diagnostics).unwrap();
        stop(1);
        let entities = entity::resolve(&resources, &article, &document, &mut diagnostics);
        stop(2);
        let mentions = event::code(&resources, &article, &document, &entities, None, &mut diagnostics);
        stop(3);
        (words, articles, found) = (words + document.tokens.len(), articles + 1, found + mentions.len());
    }
    let total: f64 = seconds.iter().sum();
    println!("{articles} articles, {words} words, {found} events in {total:.2} s");
    for (name, seconds) in ["clean", "read", "resolve", "code"].iter().zip(seconds) {
        println!("{name}: {seconds:.2} s, {:.1} %", seconds * 100.0 / total);
    }
    let others = total - seconds[2];
    println!("resolution adds {:.1} % to the other stages", seconds[2] * 100.0 / others);
    println!("peak of resident memory: {} MB", peak_mb().map_or("unknown".to_owned(), |mb| mb.to_string()));
}

/// The articles of a file.
fn articles_of(path: &str) -> Vec<RawArticle> {
    let text = std::fs::read_to_string(path).unwrap();
    let article = |id: String, text: &str, published: Option<String>| RawArticle {
        id,
        content: Content::Text(text.to_owned()),
        published,
        ..RawArticle::default()
    };
    if !path.ends_with(".jsonl") {
        return vec![article(path.to_owned(), &text, None)];
    }
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .enumerate()
        .map(|(number, line)| {
            let read: serde_json::Value = serde_json::from_str(line).unwrap();
            let published = read["date"].as_str().map(str::to_owned);
            article(format!("{path}-{number}"), read["text"].as_str().unwrap_or(""), published)
        })
        .collect()
}

/// Where the system tells it.
fn peak_mb() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kilobytes| kilobytes / 1024)
}
