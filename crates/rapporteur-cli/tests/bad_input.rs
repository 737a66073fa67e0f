//! What bad input gets: one clear message with file and line, counted, and
//! every other article coded.

#![allow(clippy::unwrap_used, reason = "a broken assumption should end the run with its place")]

mod support;

use support::{Folder, story};

/// A good line of JSON, so that each test sees that the others are coded.
fn good(id: &str) -> String {
    format!("{}\n", serde_json::json!({"id": id, "text": story(), "date": "2018-12-29"}))
}

/// Checks messages and status, and that the good articles gave rows.
fn check(folder: &Folder, inputs: &[&str], status: i32, messages: &[&str], coded: &[&str]) {
    let printed = folder.run(&[&["code"], inputs].concat());
    let told: Vec<&str> = printed.err.lines().filter(|line| line.starts_with("error:") || line.starts_with("warning:")).collect();
    assert_eq!(told, messages, "{}", printed.err);
    assert_eq!(printed.status, status, "{}", printed.err);
    let mut articles: Vec<String> = printed
        .out
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["article_id"].as_str().unwrap().to_owned())
        .collect();
    articles.dedup();
    assert_eq!(articles, coded);
}

#[test]
fn a_missing_file() {
    let folder = Folder::new();
    let good = folder.file("good.jsonl", good("a"));
    check(&folder, &["gone.txt", &good], 1, &["error: gone.txt: reading the file: there is no such file"], &["a"]);
}

#[test]
fn an_empty_folder() {
    let folder = Folder::new();
    std::fs::create_dir(folder.path.join("empty")).unwrap();
    let good = folder.file("good.jsonl", good("a"));
    let message = "error: empty: reading the folder: found no article, wanted files that end in .txt, .html, .json or .jsonl";
    check(&folder, &["empty", &good], 1, &[message], &["a"]);
}

#[test]
fn an_empty_file() {
    let folder = Folder::new();
    let empty = folder.file("empty.txt", " \n");
    check(&folder, &[&empty], 1, &["error: empty.txt: reading the file: found nothing in it, wanted text, HTML or JSON"], &[]);
}

#[test]
fn binary_files() {
    let folder = Folder::new();
    let pdf = folder.file("a.txt", b"%PDF-1.7\n%\xe2\xe3\n1 0 obj");
    let noise: Vec<u8> = (0..4000u32).map(|i| (i * i % 251) as u8).collect();
    let noise = folder.file("b.txt", noise);
    let printed = folder.run(&["code", &pdf, &noise]);
    assert_eq!(printed.status, 1);
    assert!(printed.err.contains("error: a.txt: reading the article: found a PDF"), "{}", printed.err);
    assert!(printed.err.contains("error: b.txt: reading the article: found binary content, wanted text or HTML"), "{}", printed.err);
    assert_eq!(printed.out, "");
}

#[test]
fn lines_that_are_no_article() {
    let folder = Folder::new();
    let lines = format!("{}{{\"id\": \"b\"}}\n\n{{\"id\": \"c\", \"text\": \n[1]\n{{\"text\": 7}}\n{}", good("a"), good("z"));
    let file = folder.file("mixed.jsonl", lines);
    let messages = [
        "error: mixed.jsonl:2: reading the line: found a JSON object without `text`",
        "error: mixed.jsonl:4: reading JSON: EOF while parsing a value at column 20",
        "error: mixed.jsonl:5: reading the line: found an array, wanted a JSON object with `text`",
        "error: mixed.jsonl:6: reading the line: found a number as `text`, wanted a string",
    ];
    check(&folder, &[&file], 1, &messages, &["a", "z"]);
}

#[test]
fn a_json_file_that_is_broken() {
    let folder = Folder::new();
    let file = folder.file("list.json", format!("[{},\n{{\"id\": 3,\n", good("a").trim()));
    check(&folder, &[&file], 1, &["error: list.json:3: reading JSON: EOF while parsing a value at column 0"], &[]);
}

#[test]
fn json_files() {
    let folder = Folder::new();
    let list = folder.file("list.json", format!("[{},{}, 3]", good("a"), good("b")));
    let items = folder.file("items.json", format!("{{\"items\": [{}]}}", good("c")));
    let one = folder.file("one.json", good("d"));
    let lines = folder.file("lines.json", good("e") + &good("f"));
    let message = "error: list.json: reading item 3: found a number, wanted a JSON object with `text`";
    check(&folder, &[&list, &items, &one, &lines], 1, &[message], &["a", "b", "c", "d", "e", "f"]);
}

/// The article is coded, but without a date that nobody wrote.
#[test]
fn a_date_that_is_none() {
    let folder = Folder::new();
    let line = serde_json::json!({"id": "a", "text": story(), "date": "2018-13-45"});
    let file = folder.file("a.jsonl", line.to_string());
    let printed = folder.run(&["code", &file]);
    assert_eq!(printed.status, 0, "{}", printed.err);
    assert!(printed.err.starts_with("warning: a.jsonl:1: reading the date of publication: found `2018-13-45`, wanted "), "{}", printed.err);
    assert!(!printed.out.is_empty());
    assert!(printed.out.lines().all(|line| line.contains(r#""published":null"#)));
}

#[test]
fn a_line_of_200_megabytes() {
    let folder = Folder::new();
    let printed = folder.run_with(&["code", "-"], |input| {
        input.write_all(br#"{"id": "long", "text": ""#).unwrap();
        let chunk = vec![b'x'; 1 << 20];
        for _ in 0..200 {
            input.write_all(&chunk).unwrap();
        }
        input.write_all(b"\"}\n").unwrap();
        input.write_all(good("after").as_bytes()).unwrap();
    });
    assert_eq!(printed.status, 1);
    assert!(
        printed.err.starts_with("error: standard input:1: reading the line: found more than 32 MB, wanted one article\n"),
        "{}",
        printed.err
    );
    assert!(printed.out.contains(r#""article_id":"after""#));
}

/// A page that ends in the middle of a tag is still a page.
#[test]
fn a_page_cut_short() {
    let folder = Folder::new();
    let body: String = story().split("\n\n").map(|paragraph| format!("<p>{paragraph}</p>\n")).collect();
    let page = format!("<!doctype html><html><head><title>Talks</title></head><body><article>{body}<p class=\"la");
    let file = folder.file("page.html", page);
    let printed = folder.run(&["code", &file, "--date", "2018-12-29"]);
    assert_eq!(printed.status, 0, "{}", printed.err);
    assert!(printed.out.contains(r#""article_id":"page""#));
}

/// No bytes end the program otherwise than by its own will.
#[test]
fn any_encoding() {
    let folder = Folder::new();
    let utf_16: Vec<u8> = [0xff, 0xfe].into_iter().chain(story().encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let utf_16 = folder.file("utf16.txt", utf_16);
    let latin = folder.file("latin.txt", b"The Coup in S\xe3o Tom\xe9\n\nSoldiers attacked the palace in S\xe3o Tom\xe9 on Monday.\n");
    let broken = folder.file("broken.txt", b"Soldiers attacked \xff\xfe\xfd the palace \xe2\x82 in Kabul.\n");
    let printed = folder.run(&["clean", &utf_16, &latin, &broken]);
    assert_eq!(printed.status, 0, "{}", printed.err);
    let lines: Vec<&str> = printed.out.lines().collect();
    assert_eq!(lines.len(), 3);
    assert!(lines[0].contains("Mevlut Cavusoglu") && lines[0].contains('“'), "{}", lines[0]);
    assert!(lines[1].contains("São Tomé"), "{}", lines[1]);
    assert!(lines[2].contains("the palace"), "{}", lines[2]);
}

#[test]
fn usage() {
    let folder = Folder::new();
    let good = folder.file("good.jsonl", good("a"));
    let cases: [(&[&str], &str); 5] = [
        (&["code"], "the following required arguments were not provided"),
        (&["code", &good, "--date", "2018-13-45"], "invalid value '2018-13-45' for '--date"),
        (
            &["code", &good, "-o", "rows.xlsx"],
            "error: choosing a format: found the ending `.xlsx`, wanted .jsonl, .parquet or .csv, or --format",
        ),
        (&["code", &good, "-o", "none/rows.csv"], "error: creating `none/rows.csv`: "),
        (&["code", &good, "--data", "none"], "error: reading the tables: "),
    ];
    for (arguments, message) in cases {
        let printed = folder.run(arguments);
        assert_eq!(printed.status, 2, "{arguments:?}");
        assert!(printed.err.contains(message), "{arguments:?} gave {}", printed.err);
    }
}
