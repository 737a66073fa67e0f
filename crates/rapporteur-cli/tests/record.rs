//! A record on disk: adding, adding again, and being killed.

#![allow(clippy::unwrap_used, reason = "a broken assumption should end the run with its place")]

mod support;

use rapporteur_store::record::Record;
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
    let again = folder.run(&["add", &file, "--record", "a.sqlite"]);
    assert!(again.err.starts_with("added 0 articles and 0 mentions; 0 articles coded anew, 5 known already"), "{}", again.err);
    assert_eq!(mentions(&folder, "a.sqlite"), rows);
    let export = folder.run(&["export", "a.sqlite", "--format", "icews"]);
    assert!(export.status == 0 && export.out.lines().count() > 5, "{}", export.err);
}

#[test]
fn a_file_that_is_no_record() {
    let folder = Folder::new();
    let file = folder.file("corpus.jsonl", corpus(1));
    let none = folder.file("none.sqlite", "words, many words, and no record at all");
    let printed = folder.run(&["add", &file, "--record", &none]);
    assert_eq!(printed.status, 2);
    assert!(printed.err.starts_with("error: writing the record `none.sqlite`: "), "{}", printed.err);
}

/// However it is killed, the file is whole, and going on gives the record of
/// a run that was not disturbed.
#[test]
fn being_killed() {
    let folder = Folder::new();
    let file = folder.file("corpus.jsonl", corpus(60));
    let started = Instant::now();
    assert_eq!(folder.run(&["add", &file, "--record", "calm.sqlite", "--threads", "1"]).status, 0);
    let whole_run = started.elapsed();
    for part in 1..6u32 {
        let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_rapporteur"))
            .args(["add", &file, "--record", "killed.sqlite", "--threads", "1"])
            .current_dir(&folder.path)
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(whole_run * part / 6 + Duration::from_millis(u64::from(part * 7)));
        // `kill` is the signal that cannot be caught; the run may have ended before.
        let _ = child.kill();
        child.wait().unwrap();
        if folder.path.join("killed.sqlite").exists() {
            let record = Record::open(&folder.path.join("killed.sqlite")).unwrap();
            assert!(record.is_whole().unwrap());
        }
    }
    assert_eq!(folder.run(&["add", &file, "--record", "killed.sqlite", "--threads", "1"]).status, 0);
    assert_eq!(mentions(&folder, "killed.sqlite"), mentions(&folder, "calm.sqlite"));
}
