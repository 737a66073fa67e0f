//! One row a construction; the sentences are in `sentences.conllu`.

use super::*;
use crate::document::conllu::read_conllu;
use crate::event::attribution::attributions;

const SENTENCES: &str = include_str!("sentences.conllu");

/// The parse of a named sentence or pair of sentences.
fn parse_of(name: &str) -> &'static str {
    let (_, rest) = SENTENCES.split_once(&format!("\n# {name}\n")).unwrap_or_else(|| panic!("there is no sentence {name}"));
    rest.split("\n# ").next().unwrap_or(rest)
}

/// Gives `factuality polarity` and the speakers' words.
fn presented(name: &str, trigger: &str) -> String {
    let treebank = read_conllu(parse_of(name)).unwrap();
    let document = treebank.document();
    let resources = Resources::embedded();
    let article = Article { published: Some(jiff::civil::date(2018, 12, 29)), ..Article::default() };
    let statements = attributions(&resources, &document);
    let index = document.tokens.iter().position(|token| token.span.of(document.text) == trigger).unwrap();
    let truth = truth(&resources, &article, &document, &Entities::default(), &statements, TokenId::new(index));
    let mut shown = format!("{} {}", truth.factuality.name(), truth.polarity.name());
    for link in &truth.attribution {
        let speaker = link.speaker.map_or("?", |span| span.of(document.text));
        shown.push_str(&format!(" | {speaker} {}", link.manner.name()));
    }
    shown
}

fn check(name: &str, trigger: &str, expect: &str) {
    assert_eq!(presented(name, trigger), expect, "{name}");
}

#[test]
fn said_and_not_said() {
    check("asserted", "shelled", "asserted positive");
    check("reported", "shelled", "reported positive | a spokesman indirect");
    check("according", "attacked", "reported positive | the ministry according_to");
    check("according_first", "recalled", "reported positive | two diplomats according_to");
    check("nested", "reopen", "pledged positive | The paper indirect | a diplomat indirect | Ruritania indirect");
    check("quote", "attacked", "reported positive | the general direct_quote");
    check("colon", "burned", "reported positive | The minister direct_quote");
}

#[test]
fn not_so() {
    check("not", "crossed", "asserted negative");
    check("never", "signed", "asserted negative");
    check("noone", "attacked", "asserted negative");
    check("noobject", "signed", "asserted negative");
    check("without", "attacking", "asserted negative");
    check("without", "withdrew", "asserted positive");
    check("failed", "broker", "asserted negative");
    check("refused", "release", "asserted negative");
    check("neither", "recalled", "asserted negative");
    check("prevent", "attacking", "asserted negative");
    check("could_not", "reach", "asserted negative");
    check("no_talks", "talks", "asserted negative");
    check("notonly", "shelled", "asserted positive");
}

#[test]
fn denied_and_alleged() {
    check("denied", "shelled", "denied negative | Ruritania indirect");
    check("denied_noun", "tortured", "denied negative");
    check("claimed", "captured", "alleged positive | The rebels indirect");
    check("accused", "shelling", "alleged positive");
    check("allegedly", "looted", "alleged positive");
    check("alleged", "attack", "alleged positive");
}

#[test]
fn whose_word_a_whole_sentence_is() {
    check("tag_behind", "seized", "reported positive | the Gazette indirect");
    check("tag_before", "seized", "reported positive | the Gazette indirect");
    check("tag_headline", "seizes", "reported positive | Police indirect");
    check("no_tag", "raid", "asserted positive");
}

#[test]
fn hearsay_and_belief() {
    check("reportedly_and", "shot", "reported positive");
    check("believed_to", "robbed", "alleged positive");
    check("claim_to", "captured", "reported positive");
    check("seems", "captured", "asserted positive");
}

#[test]
fn to_come() {
    check("pledged", "withdraw", "pledged positive");
    check("pledged", "pledged", "pledged positive");
    check("promised_that", "leave", "pledged positive | The minister indirect");
    check("vowed", "attack", "pledged positive");
    check("threatened", "close", "threatened positive");
    check("threat_of", "invasion", "threatened positive");
    check("will", "withdraw", "planned positive");
    check("scheduled", "meet", "scheduled positive");
    check("is_to", "visit", "planned positive");
    check("self", "attack", "pledged positive | The minister indirect");
    check("conj_will", "attack", "planned positive");
    check("hold", "talks", "planned positive");
    check("plan", "send", "planned positive");
    check("announced", "withdrawal", "planned positive");
    check("planned", "talks", "planned positive");
}

#[test]
fn plans_that_came_to_nothing() {
    check("plan_noun", "invade", "planned positive");
    check("plot", "bomb", "planned negative");
}

#[test]
fn wished_for() {
    check("call", "talks", "hoped positive");
    check("urge", "release", "hoped positive");
    check("hope", "sign", "hoped positive");
    check("aim", "defeating", "planned positive");
    check("purpose", "sign", "hoped positive");
    check("request", "asylum", "hoped negative");
    check("request", "request", "asserted positive");
}

#[test]
fn imagined() {
    check("if", "impose", "hypothetical positive");
    check("if", "closes", "hypothetical positive");
    check("unless", "expel", "hypothetical positive");
    check("wereto", "invade", "hypothetical positive");
    check("wereto", "respond", "hypothetical positive");
    check("question", "attack", "hypothetical positive");
    check("may", "attack", "hypothetical positive");
}

#[test]
fn as_good_as_told() {
    check("began", "withdraw", "asserted positive");
    check("managed", "free", "asserted positive");
    check("why", "attack", "asserted positive");
    check("condemn", "attack", "asserted positive");
}

#[test]
fn long_ago() {
    check("nineties", "invaded", "historical positive");
    check("anniversary", "invasion", "historical positive");
    check("since", "expulsion", "historical positive");
}

#[test]
fn conjuncts() {
    check("conj_not", "burn", "asserted negative");
    check("conj_and", "left", "asserted positive");
}
