//! The articles below a folder.

use super::{Origin, Refusal};
use std::path::{Path, PathBuf};

/// Endings of the files that are taken from a folder.
const ENDINGS: [&str; 8] = ["txt", "text", "html", "htm", "xhtml", "json", "jsonl", "ndjson"];

/// The files below a folder that can hold articles, sorted by path.
/// Hidden files and folders and links to folders are passed over.
pub fn articles_below(folder: &Path) -> Result<Vec<PathBuf>, Refusal> {
    let mut found = Vec::new();
    let mut pending = vec![folder.to_path_buf()];
    while let Some(current) = pending.pop() {
        let entries = std::fs::read_dir(&current)
            .map_err(|error| Refusal { origin: Origin::file(&current), message: format!("reading the folder: {error}") })?;
        for entry in entries.flatten().filter(|entry| !entry.file_name().to_string_lossy().starts_with('.')) {
            let path = entry.path();
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                pending.push(path);
            } else if path.extension().is_some_and(|ending| ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known))) {
                found.push(path);
            }
        }
    }
    found.sort();
    if found.is_empty() {
        let message = "reading the folder: found no article, wanted files that end in .txt, .html, .json or .jsonl".to_owned();
        return Err(Refusal { origin: Origin::file(folder), message });
    }
    Ok(found)
}
