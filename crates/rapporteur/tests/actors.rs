//! Phrases and dates, and the actors they denote, over all continents.
//!
//! Each line of a table is a phrase, the day of the report, and the actors:
//! country, sectors and id of each, `-` for what is not known, ` + ` between
//! actors; `nobody` where nothing may be resolved. A phrase is parsed by a few
//! rules that suffice for noun phrases, and stands as the subject of a clause.

#![allow(clippy::unwrap_used, reason = "a broken assumption should end the run with its place")]

use rapporteur::article::Article;
use rapporteur::diagnostic::Diagnostics;
use rapporteur::document::conllu::read_conllu;
use rapporteur::document::{Document, TokenId};
use rapporteur::entity::{Actor, Resolution, resolve};
use rapporteur::resource::Resources;
use std::fmt::Write as _;

/// A word with its tag, the word it depends on (from 1) and the relation.
struct Word<'p> {
    form: &'p str,
    upos: &'static str,
    head: usize,
    relation: &'static str,
}

/// Splits a phrase at spaces and before `'s`.
fn words(phrase: &str) -> Vec<&str> {
    let split = |word| match str::find(word, "'s") {
        Some(at) if at + 2 == word.len() => vec![&word[..at], &word[at..]],
        _ => vec![word],
    };
    phrase.split(' ').flat_map(split).collect()
}

/// Parses `the A's B C of D E`: the last word before a preposition leads, what
/// stands before it modifies it, what stands after hangs below it.
fn parse(phrase: &str) -> Vec<Word<'_>> {
    let forms = words(phrase);
    let is_preposition = |form: &&str| ["of", "in", "from"].contains(form);
    let end = forms.iter().position(&is_preposition).unwrap_or(forms.len());
    let mut parsed = Vec::new();
    for (i, &form) in forms.iter().enumerate() {
        let last = if i < end { end } else { forms.len() };
        let owner = forms[i + 1..last].iter().position(|&form| form == "'s").map(|at| i + 1 + at);
        let possessed = |head: usize| if forms.get(i + 1) == Some(&"'s") { (last, "nmod:poss") } else { (head, "compound") };
        let is_name = form.chars().next().is_some_and(char::is_uppercase);
        let noun = if is_name { "PROPN" } else { "NOUN" };
        let (upos, (head, relation)) = match form {
            "the" | "a" | "an" => ("DET", (last, "det")),
            "'s" => ("PART", (i, "case")),
            "and" => ("CCONJ", (i + 2, "cc")),
            "two" | "three" => ("NUM", (last, "nummod")),
            "former" | "deputy" | "late" => ("ADJ", (last, "amod")),
            _ if is_preposition(&form) => ("ADP", (last, "case")),
            _ if i + 1 == end => (noun, (forms.len() + 1, "nsubj")),
            _ if i + 1 == last => (noun, (end, "nmod")),
            _ if forms.get(i.wrapping_sub(1)) == Some(&"and") => ("ADJ", (i - 1, "conj")),
            _ => (noun, possessed(owner.unwrap_or(last))),
        };
        parsed.push(Word { form, upos, head, relation });
    }
    parsed.push(Word { form: "said", upos: "VERB", head: 0, relation: "root" });
    parsed
}

fn conllu(words: &[Word<'_>]) -> String {
    let mut text = String::new();
    for (i, word) in words.iter().enumerate() {
        writeln!(text, "{} {} {} {} _ _ {} {}", i + 1, word.form, word.form.to_lowercase(), word.upos, word.head, word.relation).unwrap();
    }
    text
}

fn show(actor: &Actor) -> String {
    let sectors: Vec<String> = actor.sectors.iter().map(ToString::to_string).collect();
    let dash = |text: String| if text.is_empty() { "-".to_owned() } else { text };
    let country = actor.country.map(|country| country.to_string()).unwrap_or_default();
    format!("{} {} {}", dash(country), dash(sectors.join(",")), dash(actor.id.clone().unwrap_or_default()))
}

/// What the subject of a one-clause report on a day denotes.
fn resolved(resources: &Resources, phrase: &str, date: &str) -> String {
    let words = parse(phrase);
    let subject = words.iter().position(|word| word.relation == "nsubj").unwrap();
    let treebank = read_conllu(&conllu(&words)).unwrap();
    let document: Document<'_> = treebank.document();
    let article = Article { published: date.parse().ok(), ..Article::default() };
    let entities = resolve(resources, &article, &document, &mut Diagnostics::default());
    // A name is led by any of its words; the phrase is the mention that holds the subject.
    let at_subject = |mention: &&rapporteur::entity::EntityMention| {
        mention.tokens.contains(&(subject as u32)) && matches!(mention.resolution, Resolution::Actor(_))
    };
    let actors = match entities.actors_at(TokenId::new(subject)) {
        [] => entities.mentions.iter().find(at_subject).map(|mention| match &mention.resolution {
            Resolution::Actor(actors) => actors.as_slice(),
            _ => &[],
        }),
        found => Some(found),
    };
    let shown: Vec<String> = actors.unwrap_or_default().iter().map(show).collect();
    if shown.is_empty() { "nobody".to_owned() } else { shown.join(" + ") }
}

fn check(table: &str) {
    let resources = Resources::embedded();
    let mut wrong = String::new();
    for line in table.lines().filter(|line| !line.trim().is_empty()) {
        let mut cells = line.split('|').map(str::trim);
        let (phrase, date, expect) = (cells.next().unwrap(), cells.next().unwrap(), cells.next().unwrap());
        let found = resolved(&resources, phrase, date);
        if found != expect {
            writeln!(wrong, "{phrase} | {date}: found {found}, wanted {expect}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn shipped_tables_have_no_problem() {
    let problems = Resources::load(&[]).err().unwrap_or_default();
    assert!(problems.is_empty(), "{problems:?}");
}

#[test]
fn people_in_and_out_of_office() {
    check(include_str!("actors/people.tsv"));
}

#[test]
fn offices_on_a_day() {
    check(include_str!("actors/offices.tsv"));
}

#[test]
fn countries_and_governments() {
    check(include_str!("actors/countries.tsv"));
}

#[test]
fn organisations_and_groups() {
    check(include_str!("actors/bodies.tsv"));
}

#[test]
fn roles() {
    check(include_str!("actors/roles.tsv"));
}
