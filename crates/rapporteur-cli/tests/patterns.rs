//! Every pattern's examples: the sentences that it must code, with their
//! source and target, and those that it must not code.
//!
//! `patterns-known-wrong.tsv` lists the examples that the program gets wrong
//! today. The test fails when an example joins or leaves that list, so that
//! a mended one is struck off and a broken one is seen.

#![allow(clippy::unwrap_used, reason = "a broken assumption should end the run with its place")]

use rapporteur::article::{Content, RawArticle};
use rapporteur::coder::Coder;
use rapporteur::diagnostic::Diagnostics;
use rapporteur::event::{self, Coding, Participant};
use rapporteur::evidence::Finder;
use rapporteur::resource::Resources;
use rapporteur::resource::pattern::Pattern;
use rapporteur::{article, document, entity};
use rapporteur_neural::NeuralParser;
use std::collections::BTreeSet;
use std::path::Path;

#[test]
fn every_pattern_codes_its_examples_and_is_silent_otherwise() {
    let resources = Resources::embedded();
    let parser = NeuralParser::embedded().unwrap();
    let coder = Coder { resources: &resources, parser: &parser, judge: None, least: None };
    let mut wrong = BTreeSet::new();
    let mut examples = 0;
    for pattern in &resources.patterns.list {
        for example in &pattern.codes {
            examples += 1;
            if !codes(coder, pattern, example) {
                wrong.insert(format!("{}\tcodes\t{example}", pattern.id));
            }
        }
        for example in &pattern.silent {
            examples += 1;
            if is_found(coder, pattern, example) {
                wrong.insert(format!("{}\tsilent\t{example}", pattern.id));
            }
        }
    }
    let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/patterns-known-wrong.tsv");
    let text = std::fs::read_to_string(list).unwrap();
    let known: BTreeSet<String> = text.lines().skip(1).map(str::to_owned).collect();
    let broken: Vec<&String> = wrong.difference(&known).collect();
    let mended: Vec<&String> = known.difference(&wrong).collect();
    assert!(
        broken.is_empty() && mended.is_empty(),
        "of {examples} examples, newly wrong:\n{}\nno longer wrong, or no longer there:\n{}",
        shown(&broken),
        shown(&mended)
    );
    // Most examples must be right, or the list has lost its meaning.
    assert!(known.len() * 5 < examples, "{} of {examples} examples are wrong", known.len());
}

fn shown(lines: &[&String]) -> String {
    lines.iter().map(|line| line.as_str()).collect::<Vec<&str>>().join("\n")
}

/// Whether a pattern codes `sentence | source | target` with these words.
fn codes(coder: Coder<'_>, pattern: &Pattern, example: &str) -> bool {
    let mut parts = example.split('|').map(str::trim);
    let sentence = parts.next().unwrap_or("");
    let (source, target) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
    with_coding(coder, sentence, |text, coding| {
        let holds = |list: &[Participant], words: &str| {
            words.is_empty() || words.split(" & ").all(|words| list.iter().any(|participant| meets(participant.span.of(text), words)))
        };
        let event = coding.mentions.iter().any(|mention| {
            let parties: Vec<Participant> = mention.sources.iter().chain(&mention.targets).cloned().collect();
            let (sources, targets) = if mention.reciprocal { (&parties, &parties) } else { (&mention.sources, &mention.targets) };
            // A more specific pattern of the same type may win the trigger.
            (by(pattern, &mention.found_by) || Some(&mention.event_type) == pattern.event_type.as_ref())
                && holds(sources, source)
                && holds(targets, target)
        });
        let claim = || {
            coding
                .claims
                .iter()
                .any(|claim| by(pattern, &claim.found_by) && holds(&claim.parties, source) && holds(&claim.counterparts, target))
        };
        let veto = || pattern.veto && coding.dropped.iter().any(|dropped| dropped.pattern == pattern.id);
        event || claim() || veto()
    })
}

/// Whether two phrases share their words: one may be the shorter form of the other.
fn meets(found: &str, wanted: &str) -> bool {
    let plain = |text: &str| text.to_lowercase().trim_start_matches("the ").trim_start_matches("a ").to_owned();
    let (found, wanted) = (plain(found), plain(wanted));
    found.contains(&wanted) || wanted.contains(&found)
}

/// Whether a pattern finds anything in a sentence; for a veto, whether
/// anything is left in it that it should have stopped.
fn is_found(coder: Coder<'_>, pattern: &Pattern, sentence: &str) -> bool {
    with_coding(coder, sentence, |_, coding| {
        coding.mentions.iter().any(|mention| pattern.veto || by(pattern, &mention.found_by))
            || coding.claims.iter().any(|claim| pattern.claim.is_some() && by(pattern, &claim.found_by))
    })
}

fn by(pattern: &Pattern, found_by: &[Finder]) -> bool {
    found_by.iter().any(|finder| matches!(finder, Finder::Pattern(id) if *id == pattern.id))
}

fn with_coding<T>(coder: Coder<'_>, sentence: &str, look: impl FnOnce(&str, &Coding) -> T) -> T {
    let Coder { resources, parser, .. } = coder;
    let mut diagnostics = Diagnostics::default();
    let raw = RawArticle { id: "example".to_owned(), content: Content::Text(sentence.to_owned()), ..RawArticle::default() };
    let article = article::clean(&resources.conventions, raw, &mut diagnostics);
    let document = document::read(parser, &article, &mut diagnostics).unwrap();
    let entities = entity::resolve(resources, &article, &document, &mut diagnostics);
    let coding = event::explain(resources, &article, &document, &entities, coder.reader(), &mut diagnostics);
    look(&article.verbatim, &coding)
}
