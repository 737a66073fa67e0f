//! Says how certain each event of a sentence is, as `score/factuality.py` reads it.
//!
//!     cargo run --release -p rapporteur-neural --example factuality -- FILE.jsonl > OUT.jsonl
//!
//! Each line of FILE has `id`, `text` (words between single spaces) and
//! `targets` with `span` (a word and the one after the last).

#![allow(clippy::unwrap_used, reason = "a broken assumption should end the run with its place")]

use rapporteur::article::Article;
use rapporteur::document::TokenId;
use rapporteur::document::read_paragraphs;
use rapporteur::entity::Entities;
use rapporteur::event::attribution::attributions;
use rapporteur::event::factuality::{Truth, truth};
use rapporteur::evidence::Span;
use rapporteur::ontology::{Factuality, Polarity};
use rapporteur::resource::Resources;
use rapporteur_neural::NeuralParser;
use serde_json::{Value, json};
use std::io::Write;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = std::env::args().nth(1).ok_or("usage: factuality FILE.jsonl")?;
    let resources = Resources::embedded();
    let parser = NeuralParser::embedded()?;
    let (article, entities) = (Article::default(), Entities::default());
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::fs::read_to_string(file)?.lines() {
        let row: Value = serde_json::from_str(line)?;
        // The treebank's way of writing quotation marks.
        let text = row["text"].as_str().unwrap_or("").replace("``", "\"").replace("''", "\"");
        let document = read_paragraphs(&parser, &text, std::iter::once(Span::new(0, text.len())))?;
        let statements = attributions(&resources, &document);
        let starts: Vec<usize> = std::iter::once(0).chain(text.match_indices(' ').map(|(at, _)| at + 1)).collect();
        let mut targets = Vec::new();
        for target in row["targets"].as_array().into_iter().flatten() {
            let start = starts.get(target["span"][0].as_u64().unwrap_or(0) as usize).copied().unwrap_or(0);
            let index = document.tokens.partition_point(|token| (token.span.end as usize) <= start);
            let found = (index < document.tokens.len())
                .then(|| truth(&resources, &article, &document, &entities, &statements, TokenId::new(index)));
            targets.push(found.map_or(json!({"label": 3.0}), |truth| {
                let reasons: Vec<String> = truth.reasons.iter().map(|reason| format!("{}:{}", reason.rule, document.form(reason.word))).collect();
                json!({"label": label(&truth), "factuality": truth.factuality.name(), "polarity": truth.polarity.name(), "reasons": reasons})
            }));
        }
        writeln!(out, "{}", json!({"id": row["id"], "targets": targets}))?;
    }
    Ok(())
}

/// On the scale from -3 (certainly not so) to 3 (certainly so). The scale
/// takes what is promised or fixed for certain, as readers do.
fn label(truth: &Truth) -> f32 {
    use Factuality::*;
    match (truth.factuality, truth.polarity) {
        (Asserted | Reported | Historical | Alleged, Polarity::Positive) => 3.0,
        (Planned | Pledged | Scheduled, Polarity::Positive) => 2.0,
        (Planned | Pledged | Scheduled, Polarity::Negative) => -2.0,
        (Asserted | Reported | Historical | Alleged, Polarity::Negative) => -3.0,
        (Denied, _) => -1.0,
        _ => 0.0,
    }
}
