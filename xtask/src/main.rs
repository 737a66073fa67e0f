//! Chores.

#![allow(clippy::print_stderr, reason = "chores talk to the person who runs them")]

mod gazetteer;
mod tidy;

use std::path::Path;
use std::process::ExitCode;

const USAGE: &str = "usage: cargo xtask tidy | gazetteer --from DIR";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let outcome = match words[..] {
        ["tidy"] => tidy::check(&root),
        ["gazetteer", "--from", from] => gazetteer::build(Path::new(from), &root.join("data/gazetteer")),
        _ => Err(USAGE.to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
