//! Every pattern shows what it must find and where it must stay silent.

use super::{Findings, Source};

/// Looks at each pattern of a file.
pub fn check(source: &Source, findings: &mut Findings) {
    let table: toml::Table = match source.text.parse() {
        Ok(table) => table,
        Err(error) => return findings.error(&source.path, 0, &format!("reading TOML: {}", error.message())),
    };
    let patterns = table.get("pattern").and_then(toml::Value::as_array).map_or(&[][..], Vec::as_slice);
    if patterns.is_empty() {
        findings.error(&source.path, 0, "found no pattern");
    }
    for pattern in patterns {
        let id = pattern.get("id").and_then(toml::Value::as_str).unwrap_or("without an id");
        let has = |key: &str| pattern.get(key).and_then(toml::Value::as_array).is_some_and(|list| !list.is_empty());
        // A veto is shown at work by a sentence where it keeps others silent.
        let veto = pattern.get("veto").and_then(toml::Value::as_bool).unwrap_or(false);
        for key in ["codes", "silent"] {
            let is_excused = veto && key == "codes";
            if !is_excused && !has(key) {
                findings.error(&source.path, 0, &format!("the pattern {id} has no example `{key}`"));
            }
        }
    }
}
