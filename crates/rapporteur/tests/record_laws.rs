//! Laws of the ledgers: they are a function of the set of statements.

#![allow(clippy::unwrap_used, reason = "a broken assumption should end the run with its place")]

use proptest::prelude::*;
use rapporteur::event::ClaimKind;
use rapporteur::ontology::{Factuality, Polarity};
use rapporteur::record::{Block, Ledgers, Party, Scene, Statement, When, blocks, keep};
use rapporteur::resource::Resources;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

static RESOURCES: LazyLock<Resources> = LazyLock::new(Resources::embedded);

fn party(number: u8) -> Party {
    let code = ["XAA", "XBB", "XCC"].get(usize::from(number)).map(|code| (*code).to_owned());
    let text = ["Arvenia", "Belmark", "Corland", "gunmen", "the villagers"][usize::from(number)].to_owned();
    Party { text, actor_id: code.clone(), country: code, ..Party::default() }
}

fn scene(number: u8) -> Scene {
    let name = ["Karun", "Selmire", "Arvenia"][usize::from(number)];
    let precision = if number == 2 { "country" } else { "city" };
    Scene {
        name: name.to_owned(),
        country: Some("XAA".to_owned()),
        latitude: Some(f64::from(number) * 3.0),
        longitude: Some(0.0),
        precision: Some(precision.to_owned()),
        role: "location".to_owned(),
        ..Scene::default()
    }
}

fn when(days: (i8, i8)) -> When {
    let day = |day: i8| Some(jiff::civil::date(2031, 3, day));
    When { start: day(days.0), end: day(days.0 + days.1), basis: "timex".to_owned(), granularity: "day".to_owned(), text: None }
}

prop_compose! {
    fn statement()(
        kind in 0u8..8,
        number in 0u16..500,
        outlet in 0u8..3,
        published in 1i8..45,
        sources in prop::collection::vec(0u8..5, 0..3),
        targets in prop::collection::vec(0u8..5, 0..3),
        event_type in prop::sample::select(vec!["ASSAULT", "COERCE", "RETREAT", "AID", "CONSULT", "ACCUSE"]),
        relation in prop::sample::select(vec!["", "broken", "extended", "moved", "cancelled", "ally", "enemy", "guarantor", "leaves"]),
        content in prop::sample::select(vec!["", "withdraw from Karun", "the Karun process", "a summit", "send food"]),
        places in prop::collection::vec(0u8..3, 0..2),
        time in prop::option::of((1i8..20, 0i8..9)),
        factuality in prop::sample::select(vec![Factuality::Asserted, Factuality::Pledged, Factuality::Denied, Factuality::Scheduled]),
        negative in any::<bool>(),
        killed in prop::option::of(0u32..9),
    ) -> Statement {
        use ClaimKind::{Alignment, Commitment, Meeting, Movement, Process};
        let claim = [None, None, None, Some(Commitment), Some(Meeting), Some(Alignment), Some(Process), Some(Movement)][usize::from(kind)];
        let article = format!("{outlet}-{published}");
        Statement {
            id: format!("s{number}-{kind}-{article}"),
            claim,
            original: article.clone(),
            article,
            outlet: Some(format!("outlet {outlet}")),
            // Days of two months, so that some lie on either side of an end.
            published: Some(jiff::civil::date(2031, 2, 15).saturating_add(jiff::Span::new().days(i64::from(published)))),
            sentence: u32::from(number % 7),
            sentence_text: content.to_owned(),
            trigger: event_type.to_lowercase(),
            event_type: claim.is_none().then(|| event_type.to_owned()),
            mode: (event_type == "RETREAT").then(|| "withdraw".to_owned()),
            intensity: claim.is_none().then_some(if event_type == "AID" { 10.0 } else { -5.0 }),
            relation: Some(relation.to_owned()).filter(|_| claim.is_some() && !relation.is_empty()),
            content: Some(content.to_owned()).filter(|_| claim.is_some() && !content.is_empty()),
            sources: sources.into_iter().map(party).collect(),
            targets: targets.into_iter().map(party).collect(),
            places: places.into_iter().map(scene).collect(),
            time: time.map(when),
            factuality,
            polarity: if negative { Polarity::Negative } else { Polarity::Positive },
            killed,
            confidence: 0.7,
            ..Statement::default()
        }
    }
}

/// Statements with ids of their own, as a store has them.
fn statements() -> impl Strategy<Value = Vec<Statement>> {
    prop::collection::vec(statement(), 0..40).prop_map(|list| {
        let by_id: BTreeMap<String, Statement> = list.into_iter().map(|statement| (statement.id.clone(), statement)).collect();
        by_id.into_values().collect()
    })
}

fn by_block(statements: &[Statement]) -> BTreeMap<Block, Vec<Statement>> {
    let mut found: BTreeMap<Block, Vec<Statement>> = BTreeMap::new();
    for statement in statements {
        for block in blocks(&RESOURCES, statement) {
            found.entry(block).or_default().push(statement.clone());
        }
    }
    found
}

fn ledgers(statements: &[Statement]) -> BTreeMap<Block, Ledgers> {
    by_block(statements).into_iter().map(|(block, statements)| (block.clone(), keep(&RESOURCES, &block, &statements))).collect()
}

/// The ids of each row.
fn ids(ledgers: &Ledgers) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    rows.extend(ledgers.events.iter().map(|row| row.mentions.clone()));
    rows.extend(ledgers.commitments.iter().map(|row| row.mentions.clone()));
    rows.extend(ledgers.meetings.iter().map(|row| row.mentions.clone()));
    rows.extend(ledgers.alignments.iter().map(|row| row.mentions.clone()));
    rows.extend(ledgers.processes.iter().map(|row| row.mentions.clone()));
    rows.extend(ledgers.movements.iter().map(|row| row.mentions.clone()));
    rows
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_order_of_adding_plays_no_part(list in statements(), seed in any::<u64>()) {
        let mut shuffled = list.clone();
        shuffled.sort_by_key(|statement| statement.id.bytes().fold(seed, |hash, byte| hash.rotate_left(7).wrapping_mul(31) ^ u64::from(byte)));
        prop_assert_eq!(ledgers(&shuffled), ledgers(&list));
    }

    #[test]
    fn adding_twice_changes_nothing(list in statements()) {
        let twice: Vec<Statement> = list.iter().chain(&list).cloned().collect();
        prop_assert_eq!(ledgers(&twice), ledgers(&list));
    }

    #[test]
    fn recomputing_the_touched_blocks_gives_the_whole(list in statements(), cut in 0usize..40) {
        let cut = cut.min(list.len());
        let mut kept = ledgers(&list[..cut]);
        let all = by_block(&list);
        for block in by_block(&list[cut..]).into_keys() {
            let again = keep(&RESOURCES, &block, &all[&block]);
            kept.insert(block, again);
        }
        prop_assert_eq!(kept, ledgers(&list));
    }

    #[test]
    fn rows_rest_on_statements_that_are_there(list in statements()) {
        for (block, statements) in by_block(&list) {
            let known: BTreeSet<&str> = statements.iter().map(|statement| statement.id.as_str()).collect();
            for row in ids(&keep(&RESOURCES, &block, &statements)) {
                prop_assert!(!row.is_empty(), "{block}");
                prop_assert!(row.iter().all(|id| known.contains(id.as_str())), "{block}: {row:?}");
                let once: BTreeSet<&String> = row.iter().collect();
                prop_assert_eq!(once.len(), row.len(), "{}: {:?}", block, row);
            }
        }
    }

    #[test]
    fn each_mention_is_in_exactly_one_event(list in statements()) {
        // Beside its mentions an event may have claims of the movement that it is.
        let is_mention = |id: &String| list.iter().any(|one| one.claim.is_none() && one.id == *id);
        let told = ledgers(&list).into_values().flat_map(|one| one.events).flat_map(|event| event.mentions);
        let mut events: Vec<String> = told.filter(is_mention).collect();
        events.sort();
        let mentions: Vec<String> = list.iter().filter(|one| one.claim.is_none()).map(|one| one.id.clone()).collect();
        prop_assert_eq!(events, mentions);
    }

    #[test]
    fn keys_name_rows(list in statements()) {
        let all = ledgers(&list);
        let mut keys: Vec<(&str, &str)> = Vec::new();
        for one in all.values() {
            keys.extend(one.events.iter().map(|row| ("event", row.key.as_str())));
            keys.extend(one.commitments.iter().map(|row| ("commitment", row.key.as_str())));
            keys.extend(one.alignments.iter().map(|row| ("alignment", row.key.as_str())));
            keys.extend(one.processes.iter().map(|row| ("process", row.key.as_str())));
            keys.extend(one.movements.iter().map(|row| ("movement", row.key.as_str())));
        }
        let count = keys.len();
        keys.sort_unstable();
        keys.dedup();
        prop_assert_eq!(keys.len(), count);
    }
}
