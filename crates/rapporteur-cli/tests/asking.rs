//! Asking a record, correcting it, and comparing its states.

#![allow(clippy::unwrap_used, reason = "a broken assumption should end the run with its place")]

mod support;

use serde_json::Value;
use support::{Folder, Printed, story};

/// A record of two reports, added on two days.
fn record(folder: &Folder) {
    let talks = serde_json::json!({"id": "talks", "text": story(), "date": "2018-12-29", "outlet": "The Post"});
    let protest = "ANKARA - Police arrested 12 students in Ankara on Sunday. The United States condemned Turkey on Sunday. \
        Iran is the main ally of Syria. Russia, Turkey and Iran are the guarantors of the Astana peace process.";
    let protest = serde_json::json!({"id": "protest", "text": protest, "date": "2018-12-30", "outlet": "The Times"});
    for (day, article) in [("2019-01-01", talks), ("2019-01-02", protest)] {
        let file = folder.file("article.jsonl", article.to_string());
        let printed = folder.run(&["add", &file, "--record", "r.sqlite", "--at", &format!("{day}T08:00:00Z")]);
        assert_eq!(printed.status, 0, "{}", printed.err);
    }
}

fn rows(printed: &Printed) -> Vec<Value> {
    assert_eq!(printed.status, 0, "{}", printed.err);
    printed.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn ask(folder: &Folder, arguments: &[&str]) -> Vec<Value> {
    rows(&folder.run(&[arguments, &["--format", "json"]].concat()))
}

#[test]
fn every_question_has_three_forms() {
    let folder = Folder::new();
    record(&folder);
    for topic in ["events", "dyads", "commitments", "calendar", "alignments", "processes", "movements", "actors", "changes", "states"] {
        let json = ask(&folder, &[topic, "r.sqlite"]);
        assert!(!json.is_empty(), "{topic} has no row");
        let csv = folder.run(&[topic, "r.sqlite", "--format", "csv"]);
        assert_eq!(csv.out.lines().count(), json.len() + 1, "{topic}: {}", csv.out);
        let table = folder.run(&[topic, "r.sqlite"]);
        assert!(table.out.starts_with('╭'), "{topic}: {}", table.out);
    }
}

#[test]
fn what_is_asked_for() {
    let folder = Folder::new();
    record(&folder);
    let count = |arguments: &[&str]| ask(&folder, &[&["events", "r.sqlite"], arguments].concat()).len();
    let all = count(&[]);
    assert!(count(&["--actor", "TUR"]) > 0 && count(&["--actor", "TUR"]) <= all);
    assert_eq!(count(&["--actor", "nobody at all"]), 0);
    assert!(count(&["--place", "ankara"]) > 0);
    assert_eq!(count(&["--since", "2030-01-01"]), 0);
    assert_eq!(count(&["--until", "1990-01-01"]), 0);
    assert_eq!(count(&["--since", "2018-12-30"]) + count(&["--until", "2018-12-29"]), all);
    assert!(count(&["--type", "COERCE"]) > 0);
    assert_eq!(count(&["--limit", "1"]), 1);
    for row in ask(&folder, &["events", "r.sqlite"]) {
        assert!(!row["mentions"].as_array().unwrap().is_empty() && row["quote"].is_string(), "{row}");
    }
    let (dyads, daily) = (ask(&folder, &["dyads", "r.sqlite"]).len(), ask(&folder, &["dyads", "r.sqlite", "--one-a-day"]).len());
    assert!(daily <= dyads);
}

/// What changed in some days are those of all changes that fall on them, however long the rows last.
#[test]
fn changes_of_some_days() {
    let folder = Folder::new();
    record(&folder);
    let all = ask(&folder, &["changes", "r.sqlite"]);
    let mut days: Vec<&str> = all.iter().filter_map(|change| change["date"].as_str()).collect();
    days.dedup();
    assert!(!days.is_empty());
    for day in days {
        let expect: Vec<Value> = all.iter().filter(|change| change["date"] == day).cloned().collect();
        assert_eq!(ask(&folder, &["changes", "r.sqlite", "--since", day, "--until", day]), expect);
    }
    assert_eq!(ask(&folder, &["changes", "r.sqlite", "--since", "2030-01-01"]), Vec::<Value>::new());
}

#[test]
fn sql_reads_and_never_writes() {
    let folder = Folder::new();
    record(&folder);
    let count = folder.run(&["query", "r.sqlite", "SELECT COUNT(*) AS articles FROM article", "--format", "json"]);
    assert_eq!(count.out, "{\"articles\":2}\n");
    let past = folder.run(&["query", "r.sqlite", "SELECT id FROM article", "--as-of", "1", "--format", "csv"]);
    assert_eq!(past.out, "\"id\"\n\"talks\"\n");
    let check = |sql: &str, message: &str| {
        let printed = folder.run(&["query", "r.sqlite", sql]);
        assert_eq!(printed.status, 2);
        assert!(printed.err.contains(message), "{}", printed.err);
    };
    check("SELECT colour FROM article", "error: asking the record `r.sqlite`: sqlite: no such column: colour");
    check("SELEC 1", "syntax error");
    check("DELETE FROM article", "wanted a question");
    check("", "wanted a question");
    assert_eq!(folder.run(&["query", "r.sqlite", "SELECT COUNT(*) AS n FROM article", "--format", "csv"]).out, "\"n\"\n2\n");
}

/// A correction holds through a rerun, and what was before it can be asked for.
#[test]
fn corrections() {
    let folder = Folder::new();
    record(&folder);
    let mentions = || rows(&folder.run(&["export", "r.sqlite", "--format", "jsonl"]));
    let before = mentions();
    let (first, second, third) = (before[0]["id"].as_str().unwrap(), before[1]["id"].as_str().unwrap(), before[2]["id"].as_str().unwrap());
    let correct = |arguments: &[&str]| {
        let printed = folder.run(&[&["correct", "r.sqlite"], arguments].concat());
        assert_eq!(printed.status, 0, "{}", printed.err);
    };
    correct(&[&first[..12], "amend", "--set", "event_type=AID", "--set", "sources.0.country=XAA", "--reason", "it was help"]);
    correct(&[second, "reject", "--reason", "a quotation of the past"]);
    correct(&[third, "confirm", "--reason", "read it"]);
    let after = mentions();
    assert_eq!(after.len(), before.len() - 1);
    assert_eq!(after[0]["event_type"], "AID");
    assert_eq!(after[0]["quad_class"], 2, "the class follows the type");
    assert_eq!(after[0]["sources"][0]["country"], "XAA");
    assert_eq!(after[0]["correction"]["verdict"], "amend");
    assert_eq!(after[0]["correction"]["origin"], "analyst");
    assert_eq!(after[0]["correction"]["reason"], "it was help");
    assert!(after.iter().all(|row| row["id"] != second));
    let events = ask(&folder, &["events", "r.sqlite"]);
    assert!(events.iter().any(|row| row["event_type"] == "AID"), "the ledgers follow");
    // A rerun with other tables codes every article anew.
    let overlay = "key\tsource\n";
    folder.file("tables/lexicon/none.tsv", overlay);
    let talks = serde_json::json!({"id": "talks", "text": story(), "date": "2018-12-29", "outlet": "The Post"});
    let file = folder.file("again.jsonl", talks.to_string());
    let rerun = folder.run(&["add", &file, "--record", "r.sqlite", "--data", "tables"]);
    assert!(rerun.err.contains("1 articles coded anew") || rerun.err.contains("1 known already"), "{}", rerun.err);
    assert_eq!(mentions()[0]["event_type"], "AID");
    // Every past state can be asked for.
    let past = |state: &str| rows(&folder.run(&["export", "r.sqlite", "--format", "jsonl", "--as-of", state]));
    assert_eq!(past("2"), before);
    assert_eq!(past("2019-01-02"), before);
    assert_eq!(past("3").len(), before.len());
    assert_eq!(past("3")[0]["event_type"], "AID");
    assert!(past("1").len() < before.len());
    // What was judged is gold, and scores as such.
    let gold = rows(&folder.run(&["export", "r.sqlite", "--format", "gold", "-o", "gold.jsonl"]));
    assert!(gold.is_empty());
    let gold = String::from_utf8(folder.read("gold.jsonl")).unwrap();
    assert_eq!(gold.lines().filter(|line| line.contains("\"kind\":\"event_mention\"")).count(), 2, "{gold}");
    assert_eq!(gold.lines().filter(|line| line.contains("\"kind\":\"rejected_event_mention\"")).count(), 1, "{gold}");
    let score = folder.run(&["score", "gold.jsonl", "gold.jsonl"]);
    assert!(score.out.contains("all           1.000  1.000  1.000      2      2      2"), "{}", score.out);
}

#[test]
fn correcting_a_row_of_a_ledger() {
    let folder = Folder::new();
    record(&folder);
    let promises = ask(&folder, &["commitments", "r.sqlite"]);
    let id = promises[0]["id"].as_str().unwrap();
    let set = ["correct", "r.sqlite", id, "amend", "--set", "status=kept", "--reason", "seen", "--at", "2019-02-01T00:00:00Z"];
    assert_eq!(folder.run(&set).status, 0);
    let after = ask(&folder, &["commitments", "r.sqlite", "--status", "kept"]);
    assert_eq!(after.len(), 1);
    assert_eq!(after[0]["correction"]["fields"], serde_json::json!(["status"]));
    let diff = ask(&folder, &["diff", "r.sqlite", "--from", "2019-01-31"]);
    assert_eq!(diff.len(), 1, "{diff:?}");
    assert_eq!(diff[0]["change"], "changed");
    assert_eq!(folder.run(&["correct", "r.sqlite", id, "reject", "--reason", "no promise"]).status, 0);
    assert_eq!(ask(&folder, &["commitments", "r.sqlite"]).len(), promises.len() - 1);
    assert_eq!(folder.run(&["correct", "r.sqlite", id, "confirm", "--reason", "after all"]).status, 0);
    assert_eq!(ask(&folder, &["commitments", "r.sqlite", "--status", "kept"]).len(), 1);
}

#[test]
fn two_states_and_two_records() {
    let folder = Folder::new();
    record(&folder);
    let diff = ask(&folder, &["diff", "r.sqlite", "--from", "1", "--to", "2"]);
    assert!(!diff.is_empty() && diff.iter().all(|row| row["change"] == "new" || row["change"] == "changed"), "{diff:?}");
    assert_eq!(ask(&folder, &["diff", "r.sqlite", "--from", "2"]), Vec::<Value>::new());
    assert_eq!(ask(&folder, &["diff", "r.sqlite", "r.sqlite"]), Vec::<Value>::new());
    assert!(ask(&folder, &["diff", "r.sqlite", "--from", "0"]).iter().all(|row| row["change"] == "new"));
}

#[test]
fn bad_input() {
    let folder = Folder::new();
    record(&folder);
    let none = folder.file("none.sqlite", "words, many words, and no record at all");
    let id = ask(&folder, &["events", "r.sqlite"])[0]["id"].as_str().unwrap().to_owned();
    let mention = ask(&folder, &["events", "r.sqlite"])[0]["mentions"][0].as_str().unwrap().to_owned();
    let check = |arguments: &[&str], message: &str| {
        let printed = folder.run(arguments);
        assert_eq!(printed.status, 2, "{arguments:?}: {}", printed.out);
        assert!(printed.err.contains(message), "{arguments:?} gave {}", printed.err);
    };
    for topic in ["events", "dyads", "commitments", "calendar", "alignments", "processes", "movements", "actors", "changes", "states"] {
        check(&[topic, "gone.sqlite"], "error: reading the record `gone.sqlite`: there is no such file");
        check(&[topic, &none], "error: reading the record `none.sqlite`: ");
    }
    check(&["events", "r.sqlite", "--since", "2018-13-45"], "invalid value '2018-13-45' for '--since");
    check(&["events", "r.sqlite", "--as-of", "99"], "error: choosing a state: found 99, wanted one from 0 to 2");
    check(&["events", "r.sqlite", "--as-of", "yesterday"], "error: choosing a state: found `yesterday`, wanted its number or a day");
    check(&["diff", "r.sqlite"], "error: comparing states: found none to compare with, wanted --from or a second record");
    check(&["query", "gone.sqlite", "SELECT 1"], "there is no such file");
    check(&["correct", "gone.sqlite", "00", "confirm", "--reason", "r"], "there is no such file");
    check(&["correct", "r.sqlite", "xyz", "confirm", "--reason", "r"], "found the id `xyz`, wanted hexadecimal digits");
    check(&["correct", "r.sqlite", "ffffffffffff", "confirm", "--reason", "r"], "found no row with the id `ffffffffffff`");
    check(&["correct", "r.sqlite", &id, "confirm", "--reason", " "], "found an empty reason, wanted why");
    check(&["correct", "r.sqlite", &id, "amend", "--reason", "r"], "found nothing to amend, wanted --set FIELD=VALUE");
    check(&["correct", "r.sqlite", &id, "amend", "--set", "polarity", "--reason", "r"], "found `polarity`, wanted FIELD=VALUE");
    let amend = |set: &str, message: &str| check(&["correct", "r.sqlite", &mention, "amend", "--set", set, "--reason", "r"], message);
    amend("colour=red", "amending `colour`: the row has no such field");
    amend("article_id=x", "amending `article_id`: it says where the row comes from and cannot be amended");
    amend("event_type=DANCE", "amending `event_type`: found `DANCE`, wanted an event type of the ontology");
    amend("polarity=perhaps", "amending `polarity`: found `perhaps`, wanted `positive` or `negative`");
    amend("quad_class=four", "amending `quad_class`: found `four`, wanted a number");
    let rows = folder.file("rows.jsonl", "{\"kind\": \"poem\"}\n");
    check(&["import", &rows, "--record", "new.sqlite"], "reading `rows.jsonl`: row 1: found the kind `poem`, wanted a row of a record");
    check(&["import", "gone.parquet", "--record", "new.sqlite"], "reading `gone.parquet`: there is no such file");
    check(&["export", "r.sqlite", "--format", "icews", "--by", "month", "-o", "d"], "--by wants --format parquet or jsonl");
    check(&["export", &rows, "--format", "gold"], "found a file of rows, wanted a record");
}
