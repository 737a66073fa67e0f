//! Marks who says what, as `score/attribution.py` reads it.
//!
//!     cargo run --release -p rapporteur-neural --example attribution -- [--features | --sentences] FILE.jsonl > OUT.jsonl
//!
//! Each line of FILE has `id` and `text`; offsets in OUT are code points.
//! With `--features`, OUT has every reading that was weighed, with the names
//! of its features, from which `training/truth/` estimates the weights. With
//! `--sentences`, OUT has a line `id<TAB>start<TAB>end` for each sentence.

#![allow(clippy::unwrap_used, reason = "a broken assumption should end the run with its place")]

use rapporteur::document::Document;
use rapporteur::document::read_paragraphs;
use rapporteur::event::attribution::{Statement, attributions, candidate_features};
use rapporteur::evidence::Span;
use rapporteur::resource::Resources;
use rapporteur_neural::NeuralParser;
use serde_json::{Value, json};
use std::io::Write;
use std::ops::Range;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (flags, files): (Vec<String>, Vec<String>) = std::env::args().skip(1).partition(|argument| argument.starts_with("--"));
    let with_features = flags.iter().any(|flag| flag == "--features");
    let only_sentences = flags.iter().any(|flag| flag == "--sentences");
    let [file] = files.as_slice() else { return Err("usage: attribution [--features | --sentences] FILE.jsonl".into()) };
    let resources = Resources::embedded();
    let parser = NeuralParser::embedded()?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::fs::read_to_string(file)?.lines() {
        let row: Value = serde_json::from_str(line)?;
        let text = row["text"].as_str().unwrap_or("");
        let document = read_paragraphs(&parser, text, paragraphs(text).into_iter())?;
        let characters = Characters::of(text);
        if only_sentences {
            for sentence in &document.sentences {
                let id = row["id"].as_str().unwrap_or("");
                let [start, end] = [sentence.span.start, sentence.span.end].map(|place| characters.before[place as usize]);
                writeln!(out, "{id}\t{start}\t{end}")?;
            }
            continue;
        }
        let found: Vec<Value> = if with_features {
            let candidates = candidate_features(&resources, &document);
            candidates.iter().map(|(statement, names)| characters.value(&document, statement, Some(names))).collect()
        } else {
            attributions(&resources, &document).likely().map(|statement| characters.value(&document, statement, None)).collect()
        };
        writeln!(out, "{}", json!({"id": row["id"], "attributions": found}))?;
    }
    Ok(())
}

/// The lines of a text that have words.
fn paragraphs(text: &str) -> Vec<Span> {
    let mut start = 0;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim_end();
        if !trimmed.trim().is_empty() {
            found.push(Span::new(start, start + trimmed.len()));
        }
        start += line.len();
    }
    found
}

/// Turns byte offsets of a text into code points.
struct Characters {
    before: Vec<u32>,
}

impl Characters {
    fn of(text: &str) -> Characters {
        let mut before = vec![0; text.len() + 1];
        let mut count = 0;
        for (at, character) in text.char_indices() {
            before[at..at + character.len_utf8()].fill(count);
            count += 1;
        }
        before[text.len()] = count;
        Characters { before }
    }

    fn spans(&self, document: &Document<'_>, ranges: &[Range<u32>]) -> Value {
        let spans = Statement::spans(document, ranges);
        spans.iter().map(|span| json!([self.before[span.start as usize], self.before[span.end as usize]])).collect()
    }

    fn value(&self, document: &Document<'_>, statement: &Statement, features: Option<&Vec<String>>) -> Value {
        let mut value = json!({
            "source": self.spans(document, &statement.source_tokens),
            "cue": self.spans(document, &statement.cue_tokens),
            "content": self.spans(document, &statement.content_tokens),
            "class": statement.class.name(),
            "kind": statement.kind.name(),
            "probability": statement.probability,
        });
        if let Some(names) = features {
            value["word"] = json!(statement.cue.index());
            value["features"] = json!(names);
        }
        value
    }
}
