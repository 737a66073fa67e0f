//! Names that say nothing.

use super::layer::code_lines;
use super::{Findings, Source};

/// Words that no module, type or function is named with.
const BANNED: [&str; 7] = ["util", "helper", "manager", "process", "data", "info", "handler"];

/// A ledger of DESIGN's own: peace processes, and the parts in them.
const ALLOWED: [&str; 4] = ["Process", "ProcessRole", "ProcessRow", "process"];

/// What stands before a name that is given.
const GIVERS: [&str; 6] = ["mod", "struct", "enum", "trait", "type", "fn"];

/// Looks at each name that is given outside tests.
pub fn check(source: &Source, findings: &mut Findings) {
    if source.path.contains("/tests/") {
        return;
    }
    let stem = source.path.rsplit('/').next().unwrap_or_default().trim_end_matches(".rs");
    if let Some(word) = banned_in(stem) {
        findings.error(&source.path, 0, &format!("a file is named with `{word}`, which says nothing"));
    }
    for (number, line) in code_lines(&source.text) {
        let mut words = line.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty()).peekable();
        // Words inside a string give no names.
        if line.trim_start().starts_with('"') {
            continue;
        }
        while let Some(word) = words.next() {
            let given = words.peek().copied().unwrap_or_default();
            if GIVERS.contains(&word)
                && let Some(banned) = banned_in(given)
            {
                findings.error(&source.path, number, &format!("`{given}` is named with `{banned}`, which says nothing"));
            }
        }
    }
}

fn banned_in(name: &str) -> Option<&'static str> {
    if ALLOWED.contains(&name) {
        return None;
    }
    let mut parts = String::new();
    for character in name.chars() {
        if character.is_uppercase() {
            parts.push('_');
        }
        parts.extend(character.to_lowercase());
    }
    BANNED.into_iter().find(|banned| parts.split('_').any(|part| part == *banned || part.strip_suffix('s') == Some(banned)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn test(name: &str, expect: Option<&str>) {
        assert_eq!(banned_in(name), expect, "{name}");
    }

    #[test]
    fn names() {
        test("TokenUtils", Some("util"));
        test("read_data", Some("data"));
        test("database", None);
        test("Process", None);
        test("process_article", Some("process"));
        test("information", None);
    }
}
