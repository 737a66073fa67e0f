//! Codes JSON lines with weights of the caller's choice.
//!
//!     cargo run --release -p rapporteur-neural --example judged -- WEIGHTS FILE.jsonl [IDS] > ROWS.jsonl
//!
//! Each line of FILE has `id` and `text`; of them those are coded that IDS, a
//! file of ids between white space, names. The rows have the fields of the
//! published form that the scorers read. `-` for WEIGHTS codes without a judge.

#![allow(clippy::unwrap_used, reason = "a broken assumption should end the run with its place")]

use rapporteur::article::{Content, RawArticle};
use rapporteur::coder::Coder;
use rapporteur::event::{EventMention, Judge, Participant};
use rapporteur::resource::Resources;
use rapporteur_neural::{NeuralJudge, NeuralParser};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::Write;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [weights, file, ids @ ..] = arguments.as_slice() else { return Err("usage: judged WEIGHTS FILE.jsonl [IDS]".into()) };
    let kept: Option<BTreeSet<String>> = match ids.first() {
        Some(path) => Some(std::fs::read_to_string(path)?.split_whitespace().map(str::to_owned).collect()),
        None => None,
    };
    // `RAPPORTEUR_LEAST`, a confidence, gives the rows that a program leaves out as well.
    let least = std::env::var("RAPPORTEUR_LEAST").ok().and_then(|least| least.parse().ok());
    let resources = Resources::embedded();
    let parser = NeuralParser::embedded()?;
    let judge = if weights == "-" { None } else { Some(NeuralJudge::with_weights(std::fs::read(weights)?.leak())?) };
    let coder = Coder { resources: &resources, parser: &parser, judge: judge.as_ref().map(|judge| judge as &dyn Judge), least };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::fs::read_to_string(file)?.lines() {
        let row: Value = serde_json::from_str(line)?;
        let id = row["id"].as_str().unwrap_or("").to_owned();
        if kept.as_ref().is_some_and(|kept| !kept.contains(&id)) {
            continue;
        }
        let content = Content::Text(row["text"].as_str().unwrap_or("").to_owned());
        let coded = coder.code(RawArticle { id: id.clone(), content, ..RawArticle::default() })?;
        for mention in &coded.mentions {
            writeln!(out, "{}", published(&id, &coded.article.verbatim, mention))?;
        }
    }
    Ok(())
}

/// What [`rapporteur::event::features`] says of a row, by name.
fn features(mention: &EventMention) -> Value {
    let mut found = serde_json::Map::new();
    rapporteur::event::features(mention, &mut |name, value| {
        found.insert(name.to_owned(), json!(value));
    });
    Value::Object(found)
}

fn published(id: &str, text: &str, mention: &EventMention) -> Value {
    let participants = |list: &[Participant]| -> Vec<Value> {
        let shown = |participant: &Participant| {
            let actor = participant.actor.as_ref();
            let country = actor.and_then(|actor| actor.country).map(|country| country.to_string());
            json!({"text": participant.span.of(text), "name": actor.map(|actor| &actor.name), "country": country})
        };
        list.iter().map(shown).collect()
    };
    json!({
        "kind": "event_mention", "article_id": id, "event_type": mention.event_type.as_str(),
        "mode": mention.mode.as_ref().map(|code| code.as_str()), "cameo": mention.cameo.as_ref().map(|code| code.as_str()), "quad_class": mention.quad_class.number(),
        "sources": participants(&mention.sources), "targets": participants(&mention.targets), "reciprocal": mention.reciprocal,
        "trigger": {"text": mention.trigger.of(text), "start": mention.trigger.start}, "factuality": mention.factuality.name(), "confidence": mention.confidence,
        "incident": mention.incident.as_ref().map(|code| code.as_str()),
        "features": features(mention),
        "found_by": mention.found_by.iter().map(ToString::to_string).collect::<Vec<String>>(),
    })
}
