//! Finds the time expressions of plain articles without a parser.
//!
//! `times FILE` reads JSON lines with `id`, `text` and `dct`, `doc_date` or `date`, and
//! prints for each a JSON line with its `timexes`: `start` and `end` in
//! characters, `type` and `value`. `times --speed FILE` prints words a second.

#![allow(clippy::unwrap_used, reason = "a broken assumption should end the run with its place")]

use rapporteur::entity::time::find_in;
use rapporteur::evidence::Span;
use rapporteur::resource::{Problems, Sources, TimeTables};
use std::io::Write as _;
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1).peekable();
    let speed = arguments.next_if(|argument| argument == "--speed").is_some();
    let path = arguments.next().ok_or("reading the arguments: found no file, wanted JSON lines")?;
    let mut problems = Problems::default();
    let tables = TimeTables::load(&Sources::embedded(), &mut problems);
    let mut out = std::io::stdout().lock();
    for problem in problems.into_sorted() {
        writeln!(out, "{problem}")?;
    }
    let (mut words, mut seconds) = (0, 0.0);
    for line in std::fs::read_to_string(path)?.lines().filter(|line| !line.trim().is_empty()) {
        let article: serde_json::Value = serde_json::from_str(line)?;
        let text = article["text"].as_str().unwrap_or("");
        let stated = article["dct"].as_str().or(article["doc_date"].as_str()).or(article["date"].as_str()).unwrap_or("");
        let published = stated.get(..10).and_then(|date| date.parse().ok());
        let sentences = sentences(text);
        let begun = Instant::now();
        let expressions = find_in(&tables, text, sentences, published);
        seconds += begun.elapsed().as_secs_f64();
        words += text.split_whitespace().count();
        if speed {
            continue;
        }
        let timexes: Vec<_> = expressions
            .iter()
            .map(|found| {
                let start = text[..found.span.start as usize].chars().count();
                let interval = found
                    .timex
                    .interval
                    .map(|interval| [interval.start.map(|date| date.to_string()), interval.end.map(|date| date.to_string())]);
                serde_json::json!({"start": start, "end": start + found.span.of(text).chars().count(), "text": found.span.of(text),
                    "type": found.timex.timex_type.name(), "value": found.timex.value, "interval": interval, "pattern": found.pattern})
            })
            .collect();
        writeln!(out, "{}", serde_json::json!({"id": article["id"], "timexes": timexes}))?;
    }
    if speed {
        writeln!(out, "{words} words in {seconds:.3} s: {:.3} us a word", seconds * 1e6 / f64::from(words as u32))?;
    }
    Ok(())
}

/// Blank lines and the ends of lines that are not wrapped part sentences; so
/// does a stop with a blank and a capital letter.
fn sentences(text: &str) -> Vec<Span> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let (mut start, mut line) = (0, 0);
    for at in 0..bytes.len() {
        let next = bytes.get(at + 1).copied().unwrap_or(b'\n');
        let stop = matches!(bytes[at], b'.' | b'!' | b'?')
            && next.is_ascii_whitespace()
            && at >= 3
            && bytes[at - 3..at].iter().all(u8::is_ascii_alphanumeric);
        let begins = bytes[at + 1..].iter().find(|byte| !byte.is_ascii_whitespace()).is_some_and(u8::is_ascii_uppercase);
        let wrapped = (50..90).contains(&(at - line)) && next.is_ascii_alphanumeric();
        if bytes[at] == b'\n' && !wrapped || stop && begins {
            found.push(Span::new(start, at + 1));
            start = at + 1;
        }
        if bytes[at] == b'\n' {
            line = at + 1;
        }
    }
    found.push(Span::new(start, bytes.len()));
    found
}
