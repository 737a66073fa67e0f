//! The Rust and the Python network give the same parses, and the parses of a
//! sentence never depend on what is parsed beside it.

#![allow(clippy::unwrap_used, reason = "a broken assumption should end the run with its place")]

use rapporteur::document::conllu;
use rapporteur::document::parser::{ParsedWord, Parser as _, Word};
use rapporteur::document::{EntityLabel, EntityTag};
use rapporteur_neural::{Cpu, NeuralParser};

/// Lines `form upos xpos head relation entity`, written by
/// `training/parser/export.py`; `_` before a form says that no space precedes it.
const PARSES: &str = include_str!("parses.tsv");

fn sentences() -> Vec<Vec<Word<'static>>> {
    let word = |line: &'static str| {
        let form = line.split('\t').next().unwrap_or_default();
        match form.strip_prefix('_') {
            Some(glued) => Word { form: glued, space_before: false },
            None => Word { form, space_before: true },
        }
    };
    PARSES.trim().split("\n\n").map(|sentence| sentence.lines().map(word).collect()).collect()
}

fn entity_name(tag: EntityTag) -> String {
    let kind = |label| match label {
        EntityLabel::Person => "PER",
        EntityLabel::Organisation => "ORG",
        EntityLabel::GeoPolitical => "GPE",
        EntityLabel::Location => "LOC",
        EntityLabel::Facility => "FAC",
        EntityLabel::Group => "NORP",
        EntityLabel::Event => "EVENT",
    };
    match tag {
        EntityTag::Outside => "O".to_owned(),
        EntityTag::Begin(label) => format!("B-{}", kind(label)),
        EntityTag::Inside(label) => format!("I-{}", kind(label)),
    }
}

fn line(word: &Word<'_>, parsed: &ParsedWord) -> String {
    let glued = if word.space_before { "" } else { "_" };
    let head = parsed.head.map_or(0, |head| head + 1);
    let (upos, xpos, relation) = (parsed.upos.name(), parsed.xpos.name(), parsed.relation.name());
    format!("{glued}{}\t{upos}\t{xpos}\t{head}\t{relation}\t{}", word.form, entity_name(parsed.entity))
}

#[test]
fn parses_are_those_of_the_training_program() {
    let parser = NeuralParser::embedded().unwrap();
    let sentences = sentences();
    let parsed = parser.parse(&sentences).unwrap();
    let shown: Vec<String> = sentences
        .iter()
        .zip(&parsed)
        .map(|(words, parse)| words.iter().zip(parse).map(|(word, parsed)| line(word, parsed)).collect::<Vec<_>>().join("\n"))
        .collect();
    assert_eq!(shown.join("\n\n"), PARSES.trim());
}

#[test]
fn parses_are_the_same_on_every_processor() {
    let sentences = &sentences()[..3];
    let expect = NeuralParser::embedded().unwrap().parse(sentences).unwrap();
    for cpu in Cpu::all() {
        assert_eq!(NeuralParser::embedded_on(cpu).unwrap().parse(sentences).unwrap(), expect, "{cpu:?}");
    }
}

#[test]
fn parses_do_not_depend_on_the_batch() {
    let parser = NeuralParser::embedded().unwrap();
    let mut sentences = sentences();
    // Sentences of many lengths, so that batches begin and end at odd places.
    for length in [1, 2, 5, 17, 40, 90, 255, 256, 257, 600] {
        let words: Vec<Word<'static>> = sentences.iter().flatten().copied().cycle().skip(length).take(length).collect();
        sentences.push(words);
    }
    sentences.push(Vec::new());
    let together = parser.parse(&sentences).unwrap();
    for (words, expect) in sentences.iter().zip(&together) {
        assert_eq!(&parser.parse(std::slice::from_ref(words)).unwrap()[0], expect);
    }
    let fresh = NeuralParser::embedded().unwrap();
    sentences.reverse();
    let mut backwards = fresh.parse(&sentences).unwrap();
    backwards.reverse();
    assert_eq!(backwards, together);
}

#[test]
fn every_parse_is_a_tree_with_one_root() {
    let parser = NeuralParser::embedded().unwrap();
    let odd = ["\0", "👩‍👩‍👧", "", "((((", "ﷺ", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"];
    for length in [1, 3, 30, 700] {
        let words: Vec<Word<'_>> = odd.iter().cycle().take(length).map(|form| Word { form, space_before: false }).collect();
        let parsed = parser.parse(&[words]).unwrap().remove(0);
        assert_eq!(parsed.iter().filter(|word| word.head.is_none()).count(), 1);
        for start in 0..length {
            let mut at = start;
            let steps = (0..=length).take_while(|_| parsed[at].head.inspect(|&head| at = head as usize).is_some()).count();
            assert!(steps < length, "word {start} of {length} hangs from itself");
        }
    }
}

#[test]
fn a_parsed_text_can_be_rebuilt() {
    let parser = NeuralParser::embedded().unwrap();
    let text = "Rebels didn't leave the U.S.-held town. \"We'll stay,\" one said.";
    let paragraph = rapporteur::evidence::Span::new(0, text.len());
    let document = rapporteur::document::read_paragraphs(&parser, text, std::iter::once(paragraph)).unwrap();
    let rebuilt = conllu::read_conllu(&conllu::write_conllu(&document, "x")).unwrap();
    assert_eq!(rebuilt.text, text);
}
