//! `explain`: why each sentence was coded or was not.

use crate::arguments::InputArguments;
use crate::failure::Failure;
use crate::input::{Arrival, Articles};
use crate::paint::{self, FAINT, STRONG, terminal_width};
use crate::progress::Progress;
use crate::setup::{Judging, Setup};
use crate::tally::Tally;
use crate::wrap::wrapped;
use rapporteur::article::{self, RawArticle};
use rapporteur::coder::{Coder, guarded};
use rapporteur::diagnostic::Diagnostics;
use rapporteur::document::{self, Document, TokenId};
use rapporteur::event::{self, Coding, EventMention, Limits};
use rapporteur::{entity, evidence::Finder};
use std::io::Write;

/// Runs the command.
pub fn run(arguments: &InputArguments) -> Result<Tally, Failure> {
    let setup = Setup::load(&arguments.data, Judging::unless(arguments.fast))?;
    let progress = Progress::none();
    let mut tally = Tally::default();
    let mut out = anstream::stdout().lock();
    for arrival in Articles::new(&arguments.inputs, arguments.date) {
        let outcome = match arrival {
            Ok(Arrival { raw, origin }) => {
                let id = raw.id.clone();
                guarded(&id, || view(setup.coder(), raw)).map_err(|error| (origin, error.to_string()))
            }
            Err(refusal) => Err((refusal.origin, refusal.message)),
        };
        match outcome {
            Ok(view) => {
                tally.articles += 1;
                out.write_all(view.as_bytes())?;
            }
            Err((origin, message)) => tally.fail(&progress, &origin, &message),
        }
    }
    out.flush()?;
    Ok(tally)
}

/// The sentences of one article with their trees and the fate of each trigger.
fn view(coder: Coder<'_>, raw: RawArticle) -> Result<String, String> {
    let mut diagnostics = Diagnostics::default();
    let article = article::clean(&coder.resources.conventions, raw, &mut diagnostics);
    let document = document::read(coder.parser, &article, &mut diagnostics).map_err(|error| error.to_string())?;
    let entities = entity::resolve(coder.resources, &article, &document, &mut diagnostics);
    let coding = event::explain(coder.resources, &article, &document, &entities, coder.reader(), &mut diagnostics);
    let mut out = format!("{STRONG}{}{STRONG:#}\n", article.id);
    for diagnostic in diagnostics.iter() {
        out.push_str(&format!("{FAINT}{}: {}{FAINT:#}\n", diagnostic.kind, diagnostic.message));
    }
    for number in 0..document.sentences.len() {
        out.push('\n');
        out.push_str(&sentence(&document, number));
        out.push_str(&tree(&document, number));
        out.push_str(&fates(&document, number, &coding));
    }
    Ok(out)
}

/// The number of a sentence and its words.
fn sentence(document: &Document<'_>, number: usize) -> String {
    let label = format!("{number:>3}  ");
    let text = document.sentences[number].span.of(document.text);
    let lines = wrapped(&[paint::Run::new(text, STRONG)], terminal_width().min(100) - label.len());
    let mut out = String::new();
    for (place, line) in lines.iter().enumerate() {
        let indent = if place == 0 { label.clone() } else { " ".repeat(label.len()) };
        out.push_str(&format!("{FAINT}{indent}{FAINT:#}{}\n", paint::painted(line)));
    }
    out
}

/// The dependency tree, one word a line, its dependents below it in the
/// order of the text. The stack is ours, since a tree can be as deep as a
/// sentence is long.
fn tree(document: &Document<'_>, number: usize) -> String {
    /// Deeper words are not moved further to the right.
    const DEEPEST: usize = 20;
    let mut out = String::new();
    let mut stack: Vec<(TokenId, usize)> = document.root_of(number).map(|root| (root, 0)).into_iter().collect();
    while let Some((id, depth)) = stack.pop() {
        let token = document.token(id);
        let indent = "  ".repeat(depth.min(DEEPEST));
        let entity = token.entity.label().map_or(String::new(), |label| format!(" {label:?}"));
        let word = format!("{}{}", indent, clean_word(document.form(id)));
        out.push_str(&format!(
            "     {FAINT}{:<10}{FAINT:#} {word}{FAINT} {} {}{entity}{FAINT:#}\n",
            token.relation.name(),
            token.upos.name(),
            clean_word(&token.lemma)
        ));
        stack.extend(document.children(id).iter().rev().map(|&child| (child, depth + 1)));
    }
    out
}

/// What became of the triggers of a sentence.
fn fates(document: &Document<'_>, number: usize, coding: &Coding) -> String {
    let mut out = String::new();
    let here = |token: TokenId| document.sentence_of(token) == number;
    for mention in coding.mentions.iter().filter(|mention| mention.sentence as usize == number) {
        out.push_str(&coded(document, mention));
    }
    for dropped in coding.dropped.iter().filter(|dropped| here(dropped.trigger)) {
        let would_be = dropped.event_type.as_ref().map_or(String::new(), |code| format!(" {code}"));
        let word = clean_word(document.form(dropped.trigger));
        out.push_str(&format!("  ✗  “{word}”{would_be} by {}: {}\n", dropped.pattern, dropped.reason));
    }
    for id in document.tokens_of(number).filter(|&id| !is_settled(coding, id)) {
        out.push_str(&near_misses(document, coding, id));
    }
    if out.is_empty() {
        out.push_str(&format!("{FAINT}  ·  no pattern knows a word of this sentence{FAINT:#}\n"));
    }
    out
}

/// Whether a word gave an event, or a pattern that had won it was overruled.
fn is_settled(coding: &Coding, id: TokenId) -> bool {
    coding.mentions.iter().any(|mention| mention.trigger_token == id) || coding.dropped.iter().any(|dropped| dropped.trigger == id)
}

/// The patterns that know a word and did not match it, with what was
/// missing; generic words have dozens, of which the first few are shown.
fn near_misses(document: &Document<'_>, coding: &Coding, id: TokenId) -> String {
    const SHOWN: usize = 4;
    let misses: Vec<String> =
        coding.misses.iter().filter(|miss| miss.trigger == id).map(|miss| format!("{} ({})", miss.pattern, miss.reason)).collect();
    if misses.is_empty() {
        return String::new();
    }
    let more = match misses.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let word = clean_word(document.form(id));
    format!("{FAINT}  ·  “{word}” not matched: {}{more}{FAINT:#}\n", misses[..misses.len().min(SHOWN)].join(", "))
}

/// A trigger that gave an event: what it gave and who found it.
fn coded(document: &Document<'_>, mention: &EventMention) -> String {
    let style = paint::quad(mention.quad_class.number());
    let names = |list: &[event::Participant]| {
        let names: Vec<&str> = list
            .iter()
            .map(|participant| participant.actor.as_ref().map_or(participant.span.of(document.text), |actor| actor.name.as_str()))
            .collect();
        clean_word(&names.join(", "))
    };
    let opinion = mention.opinion.as_ref().map_or(String::new(), |opinion| {
        let second = opinion.runner_up.as_ref().map_or(String::new(), |(code, probability)| format!(", then {code} {probability:.2}"));
        let overruled = opinion.overruled.as_ref().map_or(String::new(), |code| format!(", overruling {code}"));
        let changed = if opinion.is_resettled { ", by the judge" } else { "" };
        let parties = format!("; parties {:.2}{changed}", opinion.parties[0] * opinion.parties[1]);
        format!("     {FAINT}the judge: {} {:.2}{second}{overruled}{parties}{FAINT:#}\n", mention.event_type, opinion.probability)
    });
    let doubt = if Limits::of(document).trusts(mention) { "" } else { "     left out: too little confidence for an article\n" };
    let finders: Vec<String> = mention.found_by.iter().map(Finder::to_string).collect();
    format!(
        "  {style}✓  “{}” {}{style:#} {} → {} [{}{}] {FAINT}{:.2} {}{FAINT:#}\n{opinion}{doubt}",
        clean_word(mention.trigger.of(document.text)),
        mention.event_type,
        names(&mention.sources),
        names(&mention.targets),
        mention.factuality.name(),
        if mention.polarity.name() == "negative" { ", negative" } else { "" },
        mention.confidence,
        finders.join(", ")
    )
}

/// A word of a report on one line, without control characters.
fn clean_word(word: &str) -> String {
    word.chars()
        .map(|character| if character.is_whitespace() { ' ' } else { character })
        .filter(|character| !character.is_control())
        .collect()
}
