//! Prints what can be told of each candidate of articles before the judge
//! reads them, and whether a row came of it.
//!
//!     cargo run --release -p rapporteur-neural --example worth -- FILE.jsonl > CANDIDATES.tsv
//!
//! Each line of FILE has `id` and `text`. A line of the output is the article,
//! its sentence, the words of the sentence, 1 or 0, and the names of the
//! features, between tabs. Texts of one sentence are left out.

#![allow(clippy::unwrap_used, reason = "a broken assumption should end the run with its place")]

use rapporteur::article::{self, Content, RawArticle};
use rapporteur::diagnostic::Diagnostics;
use rapporteur::event::learned::candidate_features;
use rapporteur::event::{self, Limits, Reader};
use rapporteur::resource::Resources;
use rapporteur::{document, entity};
use rapporteur_neural::{NeuralJudge, NeuralParser};
use serde_json::Value;
use std::collections::BTreeSet;
use std::io::Write;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = std::env::args().nth(1).ok_or("usage: worth FILE.jsonl")?;
    let resources = Resources::embedded();
    let parser = NeuralParser::embedded()?;
    let judge = NeuralJudge::embedded()?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::fs::read_to_string(file)?.lines() {
        let row: Value = serde_json::from_str(line)?;
        let id = row["id"].as_str().unwrap_or("").to_owned();
        let content = Content::Text(row["text"].as_str().unwrap_or("").to_owned());
        let mut diagnostics = Diagnostics::default();
        let article = article::clean(&resources.conventions, RawArticle { id, content, ..RawArticle::default() }, &mut diagnostics);
        let document = document::read(&parser, &article, &mut diagnostics)?;
        if document.sentences.len() < 2 {
            continue;
        }
        let entities = entity::resolve(&resources, &article, &document, &mut diagnostics);
        let reader = Reader { judge: &judge, reads_all: true };
        let mentions = event::code(&resources, &article, &document, &entities, Some(reader), &mut diagnostics);
        let limits = Limits::of(&document);
        let published = mentions.iter().filter(|mention| limits.trusts(mention)).map(|mention| mention.trigger_token);
        let published: BTreeSet<_> = published.collect();
        for (trigger, names) in candidate_features(&resources, &document, &entities) {
            let sentence = document.sentence_of(trigger);
            let words = document.tokens_of(sentence).count();
            let is_row = u8::from(published.contains(&trigger));
            writeln!(out, "{}\t{sentence}\t{words}\t{is_row}\t{}", article.id, names.join("\t"))?;
        }
    }
    Ok(())
}
