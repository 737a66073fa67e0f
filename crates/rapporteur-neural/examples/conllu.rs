//! Reads plain text from standard input and writes CoNLL-U to standard output.
//!
//! `cargo run --release -p rapporteur-neural --example conllu < text > parses.conllu`

#![allow(clippy::unwrap_used, reason = "a broken assumption should end the run with its place")]

use rapporteur::document::conllu::write_conllu;
use rapporteur::document::read_paragraphs;
use rapporteur::evidence::Span;
use rapporteur_neural::NeuralParser;
use std::io::{Read as _, Write as _};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let parser = NeuralParser::embedded()?;
    let document = read_paragraphs(&parser, &text, std::iter::once(Span::new(0, text.len())))?;
    std::io::stdout().write_all(write_conllu(&document, "text").as_bytes())?;
    Ok(())
}
