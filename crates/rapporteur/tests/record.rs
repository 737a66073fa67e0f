//! What the ledgers make of statements in an invented world.

#![allow(clippy::unwrap_used, reason = "a broken assumption should end the run with its place")]

use jiff::civil::Date;
use rapporteur::event::ClaimKind;
use rapporteur::ontology::{Factuality, Polarity};
use rapporteur::record::{Block, Ledgers, Party, Scene, Statement, When, blocks, keep};
use rapporteur::resource::Resources;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static RESOURCES: LazyLock<Resources> = LazyLock::new(Resources::embedded);

/// The ledgers of some statements, in one line each row, by ledger.
fn check(statements: &[Statement], expect: &[&str]) {
    let ledgers = record(statements);
    let mut backwards: Vec<Statement> = statements.to_vec();
    backwards.reverse();
    assert_eq!(record(&backwards), ledgers, "the order of adding plays a part");
    assert_eq!(shown(&ledgers), expect);
}

/// What a store does: each block from its statements, meetings once.
fn record(statements: &[Statement]) -> Ledgers {
    let mut by_block: BTreeMap<Block, Vec<Statement>> = BTreeMap::new();
    for statement in statements {
        for block in blocks(&RESOURCES, statement) {
            by_block.entry(block).or_default().push(statement.clone());
        }
    }
    let mut all = Ledgers::default();
    for (block, statements) in by_block {
        let one = keep(&RESOURCES, &block, &statements);
        all.events.extend(one.events);
        all.commitments.extend(one.commitments);
        all.alignments.extend(one.alignments);
        all.processes.extend(one.processes);
        all.movements.extend(one.movements);
        for meeting in one.meetings {
            match all.meetings.iter_mut().find(|known| known.key == meeting.key) {
                Some(known) if known.mentions.len() < meeting.mentions.len() => *known = meeting,
                Some(_) => {}
                None => all.meetings.push(meeting),
            }
        }
    }
    all
}

fn shown(ledgers: &Ledgers) -> Vec<String> {
    let name = |party: &Party| party.name.clone().unwrap_or_else(|| party.text.clone());
    let names = |parties: &[Party]| parties.iter().map(name).collect::<Vec<_>>().join("+");
    let days = |time: &Option<When>| time.as_ref().and_then(|time| time.end).map_or("-".to_owned(), |day| day.to_string());
    let mut lines = Vec::new();
    for event in &ledgers.events {
        let tolls: Vec<String> = event.tolls.iter().map(|toll| format!("{}", toll.killed.unwrap_or_default())).collect();
        let disputed = if event.disputed { " disputed" } else { "" };
        let tolls = if tolls.is_empty() { String::new() } else { format!(" killed {}", tolls.join(",")) };
        let (sources, targets) = (names(&event.sources), names(&event.targets));
        lines.push(format!("event {sources} {} {targets}: {}{disputed}{tolls}", event.event_type, event.mentions.join(",")));
    }
    for promise in &ledgers.commitments {
        let steps: Vec<&str> = promise.steps.iter().map(|step| step.status.name()).collect();
        lines.push(format!("commitment {} by {}: {}", name(&promise.party), days(&promise.deadline), steps.join(",")));
    }
    for meeting in &ledgers.meetings {
        let steps: Vec<&str> = meeting.steps.iter().map(|step| step.status.name()).collect();
        lines.push(format!("meeting {} until {}: {}", names(&meeting.parties), days(&meeting.interval), steps.join(",")));
    }
    for row in &ledgers.alignments {
        let day = |date: Option<Date>| date.map_or(String::new(), |day| day.to_string());
        let target = row.target.as_ref().map_or("-".to_owned(), name);
        let reversal = row.reversal.as_ref().map_or(String::new(), |change| format!(" after {}", change.before));
        let dates = format!("{}..{}", day(row.from), day(row.to));
        lines.push(format!("alignment {} {} {target} {dates} {}{reversal}", name(&row.source), row.relation, row.basis.name()));
    }
    for process in &ledgers.processes {
        let roles: Vec<String> = process.roles.iter().map(|role| format!("{} {}", role.role, name(&role.party))).collect();
        lines.push(format!("process {}: {}", process.name, roles.join(", ")));
    }
    for movement in &ledgers.movements {
        let steps: Vec<&str> = movement.steps.iter().map(|step| step.status.name()).collect();
        lines.push(format!("movement {}: {}", name(&movement.force), steps.join(",")));
    }
    lines
}

/// A state, an armed group with a country, or a phrase.
fn party(name: &str) -> Party {
    let state = [("Arvenia", "XAA"), ("Belmark", "XBB"), ("Corland", "XCC")].into_iter().find(|(known, _)| *known == name);
    match state {
        Some((_, code)) => Party {
            text: name.to_owned(),
            name: Some(name.to_owned()),
            actor_id: Some(code.to_owned()),
            country: Some(code.to_owned()),
            sectors: vec!["GOV".to_owned()],
            role: None,
        },
        None => Party { text: name.to_owned(), ..Party::default() },
    }
}

/// A statement of an outlet on a day of March 2031.
fn told(id: &str, outlet: &str, day: i8, source: &str, target: &str) -> Statement {
    let parties = |names: &str| names.split('+').filter(|name| !name.is_empty()).map(party).collect();
    Statement {
        id: id.to_owned(),
        article: format!("{outlet}-{day}"),
        original: format!("{outlet}-{day}"),
        outlet: Some(outlet.to_owned()),
        published: Some(march(day)),
        sources: parties(source),
        targets: parties(target),
        confidence: 0.8,
        ..Statement::default()
    }
}

fn march(day: i8) -> Date {
    jiff::civil::date(2031, 3, 1).checked_add(jiff::Span::new().days(i64::from(day) - 1)).unwrap()
}

fn event(id: &str, outlet: &str, day: i8, source: &str, event_type: &str, target: &str) -> Statement {
    let intensity = match event_type {
        "ASSAULT" => -9.0,
        "ACCUSE" => -3.0,
        "SUPPORT" => 5.0,
        _ => 2.5,
    };
    Statement {
        event_type: Some(event_type.to_owned()),
        quad_class: Some(1),
        intensity: Some(intensity),
        trigger: event_type.to_lowercase(),
        time: on(day),
        ..told(id, outlet, day, source, target)
    }
}

fn claim(id: &str, day: i8, kind: ClaimKind, source: &str, target: &str, relation: &str, content: &str) -> Statement {
    let text = |words: &str| Some(words.to_owned()).filter(|words| !words.is_empty());
    Statement { claim: Some(kind), relation: text(relation), content: text(content), ..told(id, "Post", day, source, target) }
}

fn on(day: i8) -> Option<When> {
    let date = Some(march(day));
    Some(When { text: None, start: date, end: date, granularity: "day".to_owned(), basis: "timex".to_owned() })
}

fn at(name: &str) -> Vec<Scene> {
    vec![Scene {
        text: name.to_owned(),
        name: name.to_owned(),
        country: Some("XBB".to_owned()),
        latitude: Some(name.len() as f64),
        longitude: Some(0.0),
        precision: Some("city".to_owned()),
        role: "location".to_owned(),
        ..Scene::default()
    }]
}

#[test]
fn reports_of_one_attack_are_one_event_with_each_toll() {
    let attack = |id: &str, outlet: &str, day: i8, killed: u32, place: &str| Statement {
        killed: Some(killed),
        time: on(2),
        places: at(place),
        ..event(id, outlet, day, "Arvenia", "ASSAULT", "villagers")
    };
    check(
        &[attack("a", "Post", 2, 5, "Karun"), attack("b", "Wire", 3, 9, "Karun"), attack("c", "Post", 3, 5, "Selmire")],
        &["event Arvenia ASSAULT villagers: a,b killed 5,9", "event Arvenia ASSAULT villagers: c killed 5"],
    );
}

#[test]
fn a_denial_disputes_the_event_and_other_actors_are_another_event() {
    let denial = Statement {
        factuality: Factuality::Denied,
        polarity: Polarity::Negative,
        ..event("b", "Wire", 2, "Arvenia", "ASSAULT", "Belmark")
    };
    check(
        &[event("a", "Post", 2, "Arvenia", "ASSAULT", "Belmark"), denial, event("c", "Post", 2, "Corland", "ASSAULT", "Belmark")],
        &["event Arvenia ASSAULT Belmark: a,b disputed", "event Corland ASSAULT Belmark: c"],
    );
}

#[test]
fn repeated_texts_are_one_report() {
    let copy = Statement { original: "Post-2".to_owned(), ..event("b", "Wire", 2, "Arvenia", "ACCUSE", "Belmark") };
    let own = event("c", "Mail", 2, "Arvenia", "ACCUSE", "Belmark");
    let ledgers = record(&[event("a", "Post", 2, "Arvenia", "ACCUSE", "Belmark"), copy, own]);
    assert_eq!((ledgers.events[0].mentions.len(), ledgers.events[0].independent), (3, 2));
    assert_eq!(ledgers.events[0].confidence, 0.96);
}

#[test]
fn a_promise_is_extended_and_broken() {
    let pledge = Statement {
        time: on(10),
        factuality: Factuality::Pledged,
        ..claim("a", 1, ClaimKind::Commitment, "Arvenia", "Belmark", "", "withdraw its troops from Karun")
    };
    let extended =
        Statement { time: on(20), ..claim("b", 8, ClaimKind::Commitment, "Arvenia", "", "extended", "the withdrawal from Karun") };
    let broken = claim("c", 25, ClaimKind::Commitment, "Arvenia", "Belmark", "broken", "");
    check(&[pledge.clone(), extended.clone()], &["commitment Arvenia by 2031-03-20: open,extended"]);
    check(&[pledge, extended, broken], &["commitment Arvenia by 2031-03-20: open,extended,broken"]);
}

#[test]
fn an_act_keeps_a_promise() {
    let pledge = Statement {
        factuality: Factuality::Pledged,
        places: at("Karun"),
        ..claim("a", 1, ClaimKind::Commitment, "Arvenia", "", "", "withdraw its troops")
    };
    let act =
        |place: &str| Statement { mode: Some("withdraw".to_owned()), places: at(place), ..event("b", "Post", 5, "Arvenia", "RETREAT", "") };
    let event = "event Arvenia RETREAT : b";
    check(&[pledge.clone(), act("Karun")], &[event, "commitment Arvenia by -: open,kept"]);
    check(&[pledge, act("Selmire")], &[event, "commitment Arvenia by -: open"]);
}

#[test]
fn a_summit_is_moved_and_held() {
    let parties = "Arvenia+Belmark+Corland";
    let announced =
        Statement { time: on(10), factuality: Factuality::Scheduled, ..claim("a", 1, ClaimKind::Meeting, parties, "", "", "a summit") };
    let moved = Statement { time: on(20), ..claim("b", 5, ClaimKind::Meeting, "Arvenia+Corland", "", "moved", "the summit") };
    let held = Statement { time: on(20), ..claim("c", 21, ClaimKind::Meeting, parties, "", "", "met") };
    let row = "meeting Arvenia+Belmark+Corland until 2031-03-";
    check(std::slice::from_ref(&announced), &[&format!("{row}10: upcoming")]);
    check(&[announced.clone(), moved.clone()], &[&format!("{row}20: upcoming,moved")]);
    check(&[announced.clone(), moved, held], &[&format!("{row}20: upcoming,moved,held")]);
    let cancelled = claim("d", 6, ClaimKind::Meeting, parties, "", "cancelled", "the summit");
    check(&[announced, cancelled], &[&format!("{row}10: upcoming,cancelled")]);
}

#[test]
fn an_ally_is_lost() {
    let mut statements: Vec<Statement> =
        (1..6).map(|day| event(&format!("a{day}"), "Post", day, "Arvenia", "SUPPORT", "Belmark")).collect();
    statements.extend((6..11).map(|day| event(&format!("b{day}"), "Post", day, "Belmark", "ASSAULT", "Arvenia")));
    let rows = shown(&Ledgers { alignments: record(&statements).alignments, ..Ledgers::default() });
    assert_eq!(
        rows,
        [
            "alignment Arvenia ally Belmark 2031-03-01..2031-03-05 inferred",
            "alignment Arvenia enemy Belmark 2031-03-06.. inferred after ally"
        ]
    );
    check(
        &[
            claim("a", 1, ClaimKind::Alignment, "Arvenia", "Belmark", "ally", ""),
            claim("b", 2, ClaimKind::Alignment, "Belmark", "Arvenia", "ally", ""),
            claim("c", 9, ClaimKind::Alignment, "Arvenia", "Belmark", "enemy", ""),
        ],
        &["alignment Arvenia ally Belmark 2031-03-01..2031-03-09 stated", "alignment Arvenia enemy Belmark 2031-03-09.. stated after ally"],
    );
}

#[test]
fn formats_and_movements() {
    let guarantors = claim("a", 1, ClaimKind::Process, "Arvenia+Belmark", "", "guarantor", "the Karun peace process");
    let outside = claim("b", 2, ClaimKind::Process, "Corland", "", "excluded", "the Karun process");
    let row = "process the Karun peace process: excluded Corland, guarantor Arvenia, guarantor Belmark";
    check(&[guarantors, outside], &[row]);
    let planned = Statement { factuality: Factuality::Planned, ..claim("a", 1, ClaimKind::Movement, "Arvenia", "", "leaves", "") };
    let begun = claim("b", 4, ClaimKind::Movement, "Arvenia", "", "leaving", "");
    let done = claim("c", 9, ClaimKind::Movement, "Arvenia", "", "leaves", "");
    check(&[planned, begun, done], &["movement Arvenia: announced,under_way,done"]);
}

#[test]
fn an_event_across_the_end_of_a_month_is_one() {
    let attack = |id: &str, outlet: &str, day: i8| event(id, outlet, day, "Arvenia", "ASSAULT", "Belmark");
    let shown = shown(&record(&[attack("a", "Post", 31), attack("b", "Wire", 32), attack("c", "Post", 36)]));
    assert_eq!(shown[..2], ["event Arvenia ASSAULT Belmark: a,b", "event Arvenia ASSAULT Belmark: c"]);
}

/// Headlines and nouns that name the withdrawal which a sentence announces.
#[test]
fn a_movement_stands_with_the_event_that_tells_of_it() {
    let announced = Statement { sentence: 4, trigger: "announced".to_owned(), ..event("a", "Post", 3, "Arvenia", "CONCEDE", "") };
    let withdrawal = |id: &str, sentence: u32, side: &str| Statement {
        sentence,
        trigger: "withdrawal".to_owned(),
        factuality: Factuality::Planned,
        ..claim(id, 3, ClaimKind::Movement, side, "", "leaves", "")
    };
    check(
        &[announced, withdrawal("b", 4, "Arvenia"), withdrawal("c", 12, "Arvenia"), withdrawal("d", 12, "Corland")],
        &["event Arvenia CONCEDE : a,b,c", "movement Arvenia: announced", "movement Corland: announced"],
    );
}

#[test]
fn what_others_promise_in_the_same_report_is_another_promise() {
    let pledge = |id: &str, sentence: u32, trigger: &str, source: &str, target: &str| Statement {
        sentence,
        trigger: trigger.to_owned(),
        factuality: Factuality::Pledged,
        reciprocal: target.is_empty(),
        ..event(id, "Post", 3, source, "AGREE", target)
    };
    let (one, both) = (pledge("a", 1, "continue", "Arvenia", "Belmark"), pledge("b", 2, "pledged", "Arvenia+Belmark", ""));
    let shown = shown(&record(&[one, both]));
    assert_eq!(shown.iter().filter(|line| line.starts_with("event")).count(), 2, "{shown:?}");
}
