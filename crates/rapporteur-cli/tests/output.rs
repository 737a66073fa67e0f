//! What comes out: the published form, and the same bytes however it is run.

#![allow(clippy::unwrap_used, reason = "a broken assumption should end the run with its place")]

mod support;

use serde_json::Value;
use support::{Folder, story};

/// The story in some variants, one a line.
fn corpus() -> String {
    let paragraphs: Vec<String> = story().split("\n\n").map(str::to_owned).collect();
    (0..12)
        .map(|number| {
            let text: Vec<&str> = paragraphs.iter().cycle().skip(number).take(3 + number % 4).map(String::as_str).collect();
            format!(
                "{}\n",
                serde_json::json!({"id": format!("a{number}"), "text": text.join("\n\n"), "date": "2018-12-29", "outlet": "The Post"})
            )
        })
        .collect()
}

fn sorted(text: &str) -> Vec<&str> {
    let mut lines: Vec<&str> = text.lines().collect();
    lines.sort_unstable();
    lines
}

#[test]
fn the_same_bytes_on_any_number_of_threads() {
    let folder = Folder::new();
    let file = folder.file("corpus.jsonl", corpus());
    let one = folder.run(&["code", &file, "--threads", "1"]);
    assert_eq!(one.status, 0, "{}", one.err);
    assert!(one.out.lines().count() > 12);
    for threads in ["1", "2", "5"] {
        assert_eq!(folder.run(&["code", &file, "--threads", threads]).out, one.out, "{threads} threads");
    }
}

/// A report in which some things are told in ways that are often no deed.
const DOUBTFUL: &str = "Gunmen attacked a police post near the border, killing four officers. The interior ministry vowed to hunt down \
    the attackers and announced the arrest of two suspects. Opposition lawmakers accused the government of neglecting the region.";

#[test]
fn rows_of_enough_confidence() {
    let folder = Folder::new();
    let file = folder.file("corpus.jsonl", corpus());
    let all = folder.run(&["code", &file]).out;
    let sure = folder.run(&["code", &file, "--confidence", "0.8"]).out;
    let is_sure = |line: &&str| serde_json::from_str::<Value>(line).unwrap()["confidence"].as_f64().unwrap() >= 0.8;
    let wanted: Vec<&str> = all.lines().filter(is_sure).collect();
    assert!(!wanted.is_empty() && wanted.len() < all.lines().count());
    assert_eq!(sure.lines().collect::<Vec<_>>(), wanted);
    let file = folder.file("doubtful.txt", DOUBTFUL);
    let all = folder.run(&["code", &file, "--confidence", "0", "-o", "all.jsonl"]);
    let usual = folder.run(&["code", &file, "-o", "usual.jsonl"]);
    let rows = |name: &str| folder.read(name).split(|&byte| byte == b'\n').count() - 1;
    let doubtful = rows("all.jsonl") - rows("usual.jsonl");
    assert!(doubtful > 0 && usual.err.contains(&format!(", {doubtful} doubtful left out")), "{}", usual.err);
    assert!(!all.err.contains("doubtful"), "{}", all.err);
    let wrong = folder.run(&["code", &file, "--confidence", "80"]);
    assert_ne!(wrong.status, 0);
    assert!(wrong.err.contains("wanted a number from 0 to 1"), "{}", wrong.err);
}

#[test]
fn the_same_rows_in_any_order() {
    let folder = Folder::new();
    let corpus = corpus();
    let mut lines: Vec<&str> = corpus.lines().collect();
    let forth = folder.file("forth.jsonl", &corpus);
    lines.reverse();
    lines.swap(2, 7);
    let back = folder.file("back.jsonl", lines.join("\n"));
    let (forth, back) = (folder.run(&["code", &forth]).out, folder.run(&["code", &back]).out);
    assert_ne!(forth, back);
    assert_eq!(sorted(&forth), sorted(&back));
}

/// What other tools read of a row (docs/formats.md).
#[test]
fn the_shape_of_a_row() {
    let folder = Folder::new();
    let file = folder.file("talks.txt", story());
    let printed = folder.run(&["code", &file, "--date", "2018-12-29"]);
    let keys = [
        "schema",
        "kind",
        "id",
        "article_id",
        "outlet",
        "url",
        "published",
        "sentence",
        "sentence_text",
        "event_type",
        "mode",
        "contexts",
        "cameo",
        "quad_class",
        "intensity",
        "trigger",
        "sources",
        "targets",
        "reciprocal",
        "places",
        "time",
        "factuality",
        "polarity",
        "attribution",
        "killed",
        "wounded",
        "confidence",
        "found_by",
        "coder",
        "data_digest",
        "model_digest",
        "correction",
        "incident",
    ];
    let text = story();
    let mut ids = Vec::new();
    for line in printed.out.lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        let mut found: Vec<(usize, &str)> =
            row.as_object().unwrap().keys().map(|key| (line.find(&format!("\"{key}\":")).unwrap(), key.as_str())).collect();
        found.sort_unstable();
        let mut expect = keys.to_vec();
        let mut names: Vec<&str> = found.iter().map(|&(_, key)| key).collect();
        names.sort_unstable();
        expect.sort_unstable();
        assert_eq!(names, expect);
        assert_eq!((&row["schema"], &row["kind"]), (&"rapporteur/1".into(), &"event_mention".into()));
        assert_eq!((&row["article_id"], &row["published"]), (&"talks".into(), &"2018-12-29".into()));
        let quotes = [
            vec![&row["trigger"]],
            row["sources"].as_array().unwrap().iter().collect(),
            row["places"].as_array().unwrap().iter().collect(),
        ];
        for quote in quotes.into_iter().flatten() {
            let (start, end) = (quote["start"].as_u64().unwrap() as usize, quote["end"].as_u64().unwrap() as usize);
            assert_eq!(&text[start..end], quote["text"].as_str().unwrap());
        }
        ids.push(row["id"].as_str().unwrap().to_owned());
    }
    let rows = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert!(rows > 3 && ids.len() == rows && ids.iter().all(|id| id.len() == 32), "{rows} rows, {} ids", ids.len());
}

#[test]
fn the_formats() {
    let folder = Folder::new();
    let file = folder.file("talks.txt", story());
    for name in ["rows.jsonl", "rows.csv", "rows.parquet"] {
        let printed = folder.run(&["code", &file, "--date", "2018-12-29", "-o", name]);
        assert_eq!((printed.status, printed.out.as_str()), (0, ""), "{}", printed.err);
        assert!(printed.err.starts_with("1 article coded, "), "{}", printed.err);
    }
    let jsonl = folder.read("rows.jsonl");
    let written: Vec<rapporteur_store::EventMentionRow> = rapporteur_store::json_lines::read_lines(jsonl.as_slice()).unwrap();
    let parquet = std::fs::File::open(folder.path.join("rows.parquet")).unwrap();
    assert_eq!(rapporteur_store::parquet::read_rows::<rapporteur_store::EventMentionRow>(parquet).unwrap(), written);
    let csv = String::from_utf8(folder.read("rows.csv")).unwrap();
    assert!(csv.starts_with("schema,kind,id,article_id,outlet,"), "{csv}");
    assert_eq!(csv.lines().count(), written.len() + 1);
    assert!(std::fs::read_dir(&folder.path).unwrap().count() == 4, "no part files are left");
}

#[test]
fn a_folder_is_read_in_the_order_of_its_paths() {
    let folder = Folder::new();
    for name in ["in/b.txt", "in/a/z.txt", "in/.hidden.txt", "in/notes.pdf"] {
        folder.file(name, story());
    }
    let printed = folder.run(&["clean", "in"]);
    let ids: Vec<String> =
        printed.out.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!((ids, printed.status), (vec!["z".to_owned(), "b".to_owned()], 0), "{}", printed.err);
}

#[test]
fn the_stages() {
    let folder = Folder::new();
    let file = folder.file("talks.txt", story());
    let clean: Value = serde_json::from_str(&folder.run(&["clean", &file]).out).unwrap();
    assert_eq!(clean["kind"], "article");
    assert!(clean["title"].as_str().unwrap().starts_with("Moscow and Ankara to"), "{}", clean["title"]);
    assert!(clean["text"].as_str().unwrap().starts_with("Russia and Turkey agreed"));

    let parse = folder.run(&["parse", &file]).out;
    assert!(parse.starts_with("# newdoc id = talks\n"), "{parse}");
    let words = parse.lines().filter(|line| line.split('\t').count() == 10).count();
    assert!(words > 150, "{words} words");

    let entities = folder.run(&["entities", &file, "--date", "2018-12-29"]).out;
    let types: Vec<String> =
        entities.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["type"].as_str().unwrap().to_owned()).collect();
    for wanted in ["actor", "place", "time"] {
        assert!(types.iter().any(|found| found == wanted), "no {wanted} in {entities}");
    }
}

#[test]
fn what_people_see() {
    let folder = Folder::new();
    let file = folder.file("talks.txt", story());
    let show = folder.run(&["show", &file, "--date", "2018-12-29"]).out;
    assert!(!show.contains('\u{1b}'), "no colours where there is no terminal");
    for wanted in ["2018-12-29 · talks", "who", "according to", "agreed¹", "╭", "Russia"] {
        assert!(show.contains(wanted), "no {wanted} in {show}");
    }
    let explain = folder.run(&["explain", &file, "--date", "2018-12-29"]).out;
    for wanted in ["✓", "root", "pattern:"] {
        assert!(explain.contains(wanted), "no {wanted} in {explain}");
    }
}

/// A reader that goes away is no failure and gets no message.
#[test]
fn a_broken_pipe_is_quiet() {
    let folder = Folder::new();
    let file = folder.file("corpus.jsonl", corpus().repeat(20));
    let program = env!("CARGO_BIN_EXE_rapporteur");
    let mut child = std::process::Command::new(program)
        .args(["code", &file])
        .current_dir(&folder.path)
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap().as_str()), (Some(0), ""));
}

#[test]
fn the_tables_are_in_order() {
    let printed = Folder::new().run(&["data", "check"]);
    assert_eq!(printed.status, 0, "{}", printed.err);
}

/// What was coded, held against itself and against a part of itself.
#[test]
fn scores() {
    let folder = Folder::new();
    let file = folder.file("talks.txt", story());
    let rows = folder.run(&["code", &file, "--date", "2018-12-29"]).out;
    let first = rows.lines().next().unwrap().to_owned();
    let (rows, first) = (folder.file("rows.jsonl", rows), folder.file("first.jsonl", first));
    let same = folder.run(&["score", &rows, &rows]).out;
    assert!(same.lines().nth(1).unwrap().starts_with("all           1.000  1.000  1.000"), "{same}");
    let part = folder.run(&["score", &rows, &first]).out;
    assert!(part.lines().nth(1).unwrap().starts_with("all           1.000  0."), "{part}");
    let wrong = folder.run(&["score", &file, &rows]);
    assert_eq!(wrong.status, 2);
    assert!(wrong.err.starts_with("error: reading `talks.txt`: line 1: "), "{}", wrong.err);
}

#[test]
fn the_formats_of_others() {
    let folder = Folder::new();
    let file = folder.file("talks.txt", story());
    folder.run(&["code", &file, "--date", "2018-12-29", "-o", "rows.parquet"]);
    let icews = folder.run(&["export", "rows.parquet", "--format", "icews"]);
    assert_eq!(icews.status, 0, "{}", icews.err);
    let lines: Vec<Vec<&str>> = icews.out.lines().map(|line| line.split('\t').collect()).collect();
    assert!(lines.len() > 3 && lines.iter().all(|line| line.len() == 20), "{}", icews.out);
    assert!(lines.iter().any(|line| line[4] == "Russia" && line[1] == "2018-12-29"), "{}", icews.out);
    for format in ["gdelt-events", "gdelt-mentions", "phoenix", "polecat", "plover", "hxl", "geojson", "graphml", "gexf", "ical"] {
        let printed = folder.run(&["export", "rows.parquet", "--format", format]);
        assert!(printed.status == 0 && !printed.out.is_empty(), "{format}: {}", printed.err);
    }
}
