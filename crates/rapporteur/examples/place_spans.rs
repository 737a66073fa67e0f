//! Resolves toponyms that are given: reads JSON lines with `id`, `text` and
//! `toponyms` (`start` and `end` in characters) from standard input, and
//! prints the same with coordinates.
//!
//! It measures ranking apart from recognition.

#![allow(clippy::unwrap_used, reason = "a broken assumption should end the run with its place")]
#![allow(clippy::print_stdout, reason = "it is a program")]

use rapporteur::entity::place::{Context, Place, Weights, resolve_spans};
use rapporteur::evidence::Span;
use rapporteur::resource::Resources;
use serde_json::{Value, json};
use std::io::BufRead;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let resources = Resources::embedded();
    for line in std::io::stdin().lock().lines() {
        let article: Value = serde_json::from_str(&line?)?;
        let text = article["text"].as_str().unwrap_or_default();
        let ranges = ranges(&article, text);
        let spans: Vec<Span> = ranges.iter().map(|range| range.2).collect();
        let context = Context::of_text(&resources, text);
        let places = resolve_spans(&resources.gazetteer, &context, text, &spans, &Weights::default());
        let toponyms: Vec<Value> = ranges.iter().zip(&places).map(|(range, place)| row(range.0, range.1, place)).collect();
        println!("{}", json!({"id": article["id"], "toponyms": toponyms}));
    }
    Ok(())
}

/// The toponyms in text order: first and last character, and bytes.
fn ranges(article: &Value, text: &str) -> Vec<(u64, u64, Span)> {
    let mut offsets: Vec<usize> = text.char_indices().map(|(offset, _)| offset).collect();
    offsets.push(text.len());
    let mut found = Vec::new();
    for toponym in article["toponyms"].as_array().into_iter().flatten() {
        let (Some(start), Some(end)) = (toponym["start"].as_u64(), toponym["end"].as_u64()) else { continue };
        if let (Some(&first), Some(&last)) = (offsets.get(start as usize), offsets.get(end as usize)) {
            found.push((start, end, Span::new(first, last)));
        }
    }
    found.sort_by_key(|range| range.2);
    found
}

fn row(start: u64, end: u64, place: &Place) -> Value {
    let (latitude, longitude) = place.coordinates.unzip();
    json!({"start": start, "end": end, "lat": latitude, "lon": longitude, "name": place.name, "geonameid": place.geonames_id})
}
