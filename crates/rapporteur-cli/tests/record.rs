//! A record on disk: adding, adding again, being killed, going through
//! Parquet, and files of earlier versions.

#![allow(clippy::unwrap_used, reason = "a broken assumption should end the run with its place")]

mod support;

use rapporteur_store::record::Record;
use std::path::Path;
use std::time::{Duration, Instant};
use support::{Folder, story};

/// Many articles, each a little different.
fn corpus(articles: usize) -> String {
    (0..articles)
        .map(|number| {
            let text = story().replace("Saturday", ["Saturday", "Friday", "Monday"][number % 3]);
            format!(
                "{}\n",
                serde_json::json!({"id": format!("a{number:03}"), "text": format!("{text}\n\nReport {number}."), "date": "2018-12-29"})
            )
        })
        .collect()
}

fn mentions(folder: &Folder, name: &str) -> Vec<rapporteur_store::EventMentionRow> {
    Record::read(&folder.path.join(name)).unwrap().mentions().unwrap()
}

/// Everything that a record says, as one text.
fn told(folder: &Folder, record: &str) -> String {
    let kinds = ["stored-article", "event-mention", "claim", "event", "commitment", "meeting", "alignment", "process", "movement"];
    kinds
        .iter()
        .map(|kind| {
            let printed = folder.run(&["export", record, "--format", "jsonl", "--kind", kind]);
            assert_eq!(printed.status, 0, "{}", printed.err);
            printed.out
        })
        .collect()
}

#[test]
fn adding_and_adding_again() {
    let folder = Folder::new();
    let file = folder.file("corpus.jsonl", corpus(5));
    let first = folder.run(&["add", &file, "--record", "a.sqlite"]);
    assert_eq!(first.status, 0, "{}", first.err);
    assert!(first.err.starts_with("added 5 articles and "), "{}", first.err);
    let rows = mentions(&folder, "a.sqlite");
    let coded = folder.run(&["code", &file]).out;
    let coded: Vec<rapporteur_store::EventMentionRow> = rapporteur_store::json_lines::read_lines(coded.as_bytes()).unwrap();
    assert_eq!(rows, coded);
    let whole = told(&folder, "a.sqlite");
    let again = folder.run(&["add", &file, "--record", "a.sqlite"]);
    assert!(again.err.starts_with("added 0 articles and 0 mentions; 0 articles coded anew, 5 known already"), "{}", again.err);
    assert_eq!(told(&folder, "a.sqlite"), whole);
    let export = folder.run(&["export", "a.sqlite", "--format", "icews"]);
    assert!(export.status == 0 && export.out.lines().count() > 5, "{}", export.err);
    let states = folder.run(&["states", "a.sqlite", "--format", "json"]);
    assert_eq!(states.out.lines().count(), 1, "what adds nothing is no state: {}", states.out);
}

/// One after the other, in another order, or all at once.
#[test]
fn the_order_of_adding_does_not_matter() {
    let folder = Folder::new();
    let corpus = corpus(4);
    let all = folder.file("all.jsonl", &corpus);
    assert_eq!(folder.run(&["add", &all, "--record", "one.sqlite"]).status, 0);
    for (number, line) in corpus.lines().rev().enumerate() {
        let file = folder.file(&format!("{number}.jsonl"), line);
        assert_eq!(folder.run(&["add", &file, "--record", "many.sqlite"]).status, 0);
    }
    assert_eq!(told(&folder, "one.sqlite"), told(&folder, "many.sqlite"));
}

#[test]
fn two_writers_at_once() {
    let folder = Folder::new();
    let text = corpus(12);
    let half = |from: usize| text.lines().skip(from).step_by(2).map(|line| line.to_owned() + "\n").collect::<String>();
    let (odd, even) = (folder.file("odd.jsonl", half(1)), folder.file("even.jsonl", half(0)));
    let writer = |file: &str| {
        std::process::Command::new(env!("CARGO_BIN_EXE_rapporteur"))
            .args(["add", file, "--record", "both.sqlite", "--threads", "1"])
            .current_dir(&folder.path)
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap()
    };
    let writers = [writer(&odd), writer(&even)];
    for mut writer in writers {
        assert!(writer.wait().unwrap().success());
    }
    let all = folder.file("all.jsonl", corpus(12));
    assert_eq!(folder.run(&["add", &all, "--record", "one.sqlite"]).status, 0);
    assert_eq!(told(&folder, "both.sqlite"), told(&folder, "one.sqlite"));
}

/// However it is killed, the file is whole, and going on gives the record of
/// a run that was not disturbed.
#[test]
fn being_killed() {
    let folder = Folder::new();
    let file = folder.file("corpus.jsonl", corpus(24));
    let started = Instant::now();
    assert_eq!(folder.run(&["add", &file, "--record", "calm.sqlite", "--threads", "1"]).status, 0);
    // A machine that stood still meanwhile makes it no longer.
    let whole_run = started.elapsed().min(Duration::from_secs(5));
    for part in 1..13u32 {
        let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_rapporteur"))
            .args(["add", &file, "--record", "killed.sqlite", "--threads", "1"])
            .current_dir(&folder.path)
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(whole_run * part / 13 + Duration::from_millis(u64::from(part * 7)));
        // `kill` is the signal that cannot be caught; the run may have ended before.
        let _ = child.kill();
        child.wait().unwrap();
        if folder.path.join("killed.sqlite").exists() {
            let record = Record::open(&folder.path.join("killed.sqlite")).unwrap();
            assert!(record.is_whole().unwrap());
        }
    }
    assert_eq!(folder.run(&["add", &file, "--record", "killed.sqlite", "--threads", "1"]).status, 0);
    assert_eq!(told(&folder, "killed.sqlite"), told(&folder, "calm.sqlite"));
}

/// A round trip through Parquet or JSON lines and SQLite is the identity.
#[test]
fn through_parquet_and_back() {
    let folder = Folder::new();
    let file = folder.file("corpus.jsonl", corpus(3));
    assert_eq!(folder.run(&["add", &file, "--record", "first.sqlite"]).status, 0);
    for format in ["parquet", "jsonl"] {
        let (rows, second) = (format!("{format}.rows"), format!("{format}.sqlite"));
        let export = folder.run(&["export", "first.sqlite", "--format", format, "--by", "month", "-o", &rows]);
        assert_eq!(export.status, 0, "{}", export.err);
        assert!(folder.path.join(&rows).join(format!("event_mention/month=2018-12/rows.{format}")).exists());
        let import = folder.run(&["import", &rows, "--record", &second]);
        assert!(import.err.starts_with("imported 3 articles, "), "{}", import.err);
        assert_eq!(told(&folder, "first.sqlite"), told(&folder, &second), "{format}");
        let again = folder.run(&["import", &rows, "--record", &second]);
        assert!(again.err.starts_with("imported 0 articles, 0 mentions and 0 claims"), "{}", again.err);
    }
    // Rows alone, without their articles.
    let coded = folder.run(&["code", &file, "-o", "rows.jsonl"]);
    assert_eq!(coded.status, 0);
    assert_eq!(folder.run(&["import", "rows.jsonl", "--record", "rows.sqlite"]).status, 0);
    assert_eq!(mentions(&folder, "rows.sqlite"), mentions(&folder, "first.sqlite"));
}

/// A record that version 1 of the tables wrote opens, and what is added to it
/// stands beside what it had.
#[test]
fn a_record_of_version_1() {
    let folder = Folder::new();
    let versions = Path::new(env!("CARGO_MANIFEST_DIR")).join("../rapporteur-store/tests/versions");
    std::fs::copy(versions.join("record-1.sqlite"), folder.path.join("old.sqlite")).unwrap();
    let rows = folder.run(&["export", "old.sqlite", "--format", "jsonl"]);
    assert_eq!(rows.status, 0, "{}", rows.err);
    assert_eq!(rows.out.lines().count(), 8);
    let found = folder.run(&["query", "old.sqlite", "PRAGMA user_version", "--format", "csv"]);
    assert_eq!(found.out, "\"user_version\"\n4\n");
    let found = "SELECT id FROM article JOIN article_text ON article_text.rowid = article.rowid WHERE article_text MATCH 'protesting'";
    assert_eq!(folder.run(&["query", "old.sqlite", found, "--format", "csv"]).out, "\"id\"\n\"post-2\"\n");
    let file = folder.file("corpus.jsonl", corpus(1));
    assert_eq!(folder.run(&["add", &file, "--record", "old.sqlite"]).status, 0);
    assert_eq!(folder.run(&["query", "old.sqlite", "SELECT COUNT(*) AS n FROM article", "--format", "csv"]).out, "\"n\"\n4\n");
    assert_eq!(folder.run(&["query", "old.sqlite", "PRAGMA foreign_key_check", "--format", "json"]).out, "");
    assert!(Record::read(&folder.path.join("old.sqlite")).unwrap().is_whole().unwrap());
}

/// Who says what is in the record, and can be asked in SQL and taken elsewhere.
#[test]
fn statements_have_their_speakers() {
    let folder = Folder::new();
    let text = "French President Emmanuel Macron told reporters in Lyon that the talks had failed. \
                Analysts said that rain was likely. \"We will not accept this border,\" said the Polish foreign minister.";
    let file = folder.file("report.txt", text);
    assert_eq!(folder.run(&["add", &file, "--date", "2019-05-03", "--record", "said.sqlite"]).status, 0);
    let question = "SELECT speaker, speaker_country, start, content FROM statement ORDER BY row";
    let said = folder.run(&["query", "said.sqlite", question, "--format", "csv"]).out;
    let lines: Vec<&str> = said.lines().skip(1).collect();
    assert_eq!(lines.len(), 2, "{said}");
    assert!(said.contains("\"Emmanuel Macron\",\"FRA\",\"2019-05-03\",\"that the talks had failed\""), "{said}");
    assert!(said.contains("\"POL\",\"2019-05-03\",") && said.contains("We will not accept this border"), "{said}");
    assert_eq!(folder.run(&["export", "said.sqlite", "--format", "jsonl", "--by", "month", "-o", "rows"]).status, 0);
    assert_eq!(folder.run(&["import", "rows", "--record", "again.sqlite"]).status, 0);
    assert_eq!(folder.run(&["query", "again.sqlite", question, "--format", "csv"]).out, said);
}
