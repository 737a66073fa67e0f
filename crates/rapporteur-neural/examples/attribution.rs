//! Marks who says what, as `score/attribution.py` reads it.
//!
//!     cargo run --release -p rapporteur-neural --example attribution -- [--weights=CODER | --features | --sentences] FILE.jsonl > OUT.jsonl
//!
//! Each line of FILE has `id` and `text`; offsets in OUT are code points.
//! With `--weights`, a judge with those weights reads every sentence; `--weights=-`
//! is the judge that ships.
//! With `--features`, OUT has every reading that was weighed, with the names
//! of its features, from which `training/truth/` estimates the weights.
//! With `--sentences`, OUT has a line `id<TAB>start<TAB>end` for each sentence,
//! from which `training/coder/cues.py` makes examples.

#![allow(clippy::unwrap_used, reason = "a broken assumption should end the run with its place")]

#[path = "shared/article.rs"]
mod article;

use article::{Characters, paragraphs};
use rapporteur::document::Document;
use rapporteur::document::read_paragraphs;
use rapporteur::event::attribution::{Heard, Statement, Statements, attributions, candidate_features};
use rapporteur::event::learned::{Readings, Wanted};
use rapporteur::resource::Resources;
use rapporteur_neural::{NeuralJudge, NeuralParser};
use serde_json::{Value, json};
use std::io::Write;
use std::ops::Range;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (flags, files): (Vec<String>, Vec<String>) = std::env::args().skip(1).partition(|argument| argument.starts_with("--"));
    let with_features = flags.iter().any(|flag| flag == "--features");
    let only_sentences = flags.iter().any(|flag| flag == "--sentences");
    let [file] = files.as_slice() else { return Err("usage: attribution [--weights=CODER | --features | --sentences] FILE.jsonl".into()) };
    let resources = Resources::embedded();
    let parser = NeuralParser::embedded()?;
    let judge = match flags.iter().find_map(|flag| flag.strip_prefix("--weights=")) {
        Some("-") => Some(NeuralJudge::embedded()?),
        Some(weights) => Some(NeuralJudge::with_weights(std::fs::read(weights)?.leak())?),
        None => None,
    };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::fs::read_to_string(file)?.lines() {
        let row: Value = serde_json::from_str(line)?;
        let text = row["text"].as_str().unwrap_or("");
        let document = read_paragraphs(&parser, text, paragraphs(text).into_iter())?;
        let characters = Characters::of(text);
        if only_sentences {
            for sentence in &document.sentences {
                let (start, end) = characters.range(sentence.span);
                writeln!(out, "{}\t{start}\t{end}", row["id"].as_str().unwrap_or(""))?;
            }
            continue;
        }
        let found: Vec<Value> = if with_features {
            let candidates = candidate_features(&resources, &document);
            candidates.iter().map(|(statement, names)| value(&characters, &document, statement, Some(names))).collect()
        } else {
            let statements = attributions(&resources, &document);
            let heard = judge.as_ref().map_or_else(Heard::default, |judge| heard(judge, &resources, &document, &statements));
            let statements = statements.heard(&resources, &document, heard);
            statements.likely().map(|statement| value(&characters, &document, statement, None)).collect()
        };
        writeln!(out, "{}", json!({"id": row["id"], "attributions": found}))?;
    }
    Ok(())
}

/// What the judge hears in all sentences.
fn heard(judge: &NeuralJudge, resources: &Resources, document: &Document<'_>, statements: &Statements) -> Heard {
    let likely = statements.likely_words(resources, document, |_| true);
    Readings::of(judge, document, &likely, &vec![Wanted::Voices; document.sentences.len()]).heard(document, likely)
}

fn spans(characters: &Characters, document: &Document<'_>, ranges: &[Range<u32>]) -> Value {
    let spans = Statement::spans(document, ranges);
    spans.iter().map(|&span| json!(characters.range(span))).collect()
}

fn value(characters: &Characters, document: &Document<'_>, statement: &Statement, features: Option<&Vec<String>>) -> Value {
    let mut value = json!({
        "source": spans(characters, document, &statement.source_tokens),
        "cue": spans(characters, document, &statement.cue_tokens),
        "content": spans(characters, document, &statement.content_tokens),
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
