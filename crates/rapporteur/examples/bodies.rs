//! Prints the body of each page of a benchmark: JSON lines with `id` and `body`.
//!
//! `cargo run --release -p rapporteur --example bodies -- FOLDER`, where the
//! folder has a `dev.jsonl` with `id` and `html` (a path below the folder).

#![allow(clippy::unwrap_used, reason = "a broken assumption should end the run with its place")]
#![allow(clippy::print_stdout)]

use rapporteur::article::{Content, RawArticle, clean};
use rapporteur::diagnostic::Diagnostics;
use rapporteur::resource::Resources;
use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("wanted the folder of the benchmark")?;
    let folder = Path::new(&folder);
    let resources = Resources::embedded();
    for line in std::fs::read_to_string(folder.join("dev.jsonl"))?.lines() {
        let row: serde_json::Value = serde_json::from_str(line)?;
        let id = row["id"].as_str().ok_or("a row has no id")?;
        let page = std::fs::read(folder.join(row["html"].as_str().ok_or("a row has no page")?))?;
        let raw = RawArticle { id: id.to_owned(), content: Content::Bytes(page), ..RawArticle::default() };
        let article = clean(&resources.conventions, raw, &mut Diagnostics::default());
        println!("{}", serde_json::json!({"id": id, "body": article.body()}));
    }
    Ok(())
}
