//! Chores.

#![allow(clippy::print_stderr, reason = "chores talk to the person who runs them")]

mod gazetteer;

use std::path::Path;
use std::process::ExitCode;

const USAGE: &str = "usage: cargo xtask gazetteer --from DIR";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data");
    let outcome = match words[..] {
        ["gazetteer", "--from", from] => gazetteer::build(Path::new(from), &data.join("gazetteer")),
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
