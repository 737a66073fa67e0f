//! Every figure that is told has the command behind it.

use super::{Findings, Source};

/// Looks at `scores.toml`, and that README tells the same figures.
pub fn check(sources: &[Source], findings: &mut Findings) {
    let find = |path: &str| sources.iter().find(|source| source.path == path);
    let Some(scores) = find("scores.toml") else {
        return findings.error("scores.toml", 0, "there is no such file, wanted every figure with its command");
    };
    let table: toml::Table = match scores.text.parse() {
        Ok(table) => table,
        Err(error) => return findings.error(&scores.path, 0, &format!("reading TOML: {}", error.message())),
    };
    let readme = find("README.md").map_or("", |source| source.text.as_str());
    for score in table.get("score").and_then(toml::Value::as_array).map_or(&[][..], Vec::as_slice) {
        let word = |key: &str| score.get(key).and_then(toml::Value::as_str).filter(|word| !word.is_empty());
        let name = word("name").unwrap_or("without a name");
        for key in ["name", "value", "command", "date"] {
            if word(key).is_none() {
                findings.error(&scores.path, 0, &format!("the score {name} has no `{key}`"));
            }
        }
        let told = readme.lines().find(|line| line.starts_with(&format!("| {name} |")));
        if told.is_some_and(|line| !line.contains(word("value").unwrap_or_default())) {
            findings.error("README.md", 0, &format!("the figure for {name} is not the one in scores.toml"));
        }
    }
}
