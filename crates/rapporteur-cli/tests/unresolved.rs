//! A user's own actors: list what is unresolved, fill it in, code again (docs/actors.md).

#![allow(clippy::unwrap_used, reason = "a broken assumption should end the run with its place")]

mod support;

use serde_json::Value;
use support::Folder;

const REPORTS: &str = concat!(
    r#"{"id": "a", "date": "2025-03-01", "text": "Malian spokesman Ibrahim Kelmandar said on Friday that the fighting must stop. Kelmandar met the governor in the afternoon."}"#,
    "\n",
    r#"{"id": "b", "date": "2025-03-02", "text": "Spokesman Ibrahim Kelmandar criticised the United Nations on Saturday."}"#,
    "\n",
);

/// Ids and countries of the mentions of one name.
fn actors(printed: &str) -> Vec<(String, String)> {
    printed
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .filter(|row| row["type"] == "actor" && row["text"].as_str().unwrap().contains("Kelmandar"))
        .map(|row| (row["actor_id"].as_str().unwrap_or("-").to_owned(), row["country"].as_str().unwrap_or("-").to_owned()))
        .collect()
}

#[test]
fn a_list_becomes_tables() {
    let folder = Folder::new();
    let corpus = folder.file("reports.jsonl", REPORTS);
    let listed = folder.run(&["unresolved", &corpus, "-o", "mine"]);
    assert_eq!(listed.status, 0, "{}", listed.err);

    // The rows as they are found are in order, and quote what they rest on.
    let people = String::from_utf8(folder.read("mine/actor/person.tsv")).unwrap();
    let row = people.lines().find(|line| line.starts_with("ibrahim-kelmandar\t")).unwrap();
    assert_eq!(row, "ibrahim-kelmandar\tIbrahim Kelmandar\tKelmandar\tno\tMLI\tGOV\tto be filled in", "{people}");
    assert!(people.contains("in 2 reports: Malian spokesman Ibrahim Kelmandar said on Friday that the fighting must stop."), "{people}");
    let checked = folder.run(&["data", "check", "--data", "mine"]);
    assert_eq!(checked.status, 0, "{}", checked.err);

    // Filled in, the actor is known and no longer listed.
    let filled = people.replace("Kelmandar\tno\tMLI\tGOV\tto be filled in", "Kelmandar\tyes\tMLI\tGOV\tour own");
    folder.file("mine/actor/person.tsv", filled);
    let checked = folder.run(&["data", "check", "--data", "mine"]);
    assert_eq!(checked.status, 0, "{}", checked.err);
    let known = actors(&folder.run(&["entities", &corpus, "--data", "mine"]).out);
    assert!(known.len() >= 3, "{known:?}");
    assert!(known.iter().all(|(id, country)| id == "ibrahim-kelmandar" && country == "MLI"), "{known:?}");
    let listed = folder.run(&["unresolved", &corpus, "--data", "mine"]);
    assert!(!listed.out.contains("Kelmandar"), "{}", listed.out);
}

#[test]
fn tables_that_are_there_are_left_alone() {
    let folder = Folder::new();
    let corpus = folder.file("reports.jsonl", REPORTS);
    folder.file("mine/actor/person.tsv", "kept");
    let listed = folder.run(&["unresolved", &corpus, "-o", "mine"]);
    assert_eq!(listed.status, 2, "{}", listed.err);
    assert_eq!(folder.read("mine/actor/person.tsv"), b"kept");
}
