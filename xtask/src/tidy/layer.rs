//! Modules of the core import downwards only.

use super::{Findings, Source};

/// The modules of the core from the lowest to the highest.
const LAYERS: [&str; 10] = ["evidence", "diagnostic", "article", "document", "ontology", "resource", "entity", "event", "record", "coder"];

/// Looks at each `crate::…` outside tests and comments.
pub fn check(source: &Source, findings: &mut Findings) {
    let Some(inside) = source.path.strip_prefix("crates/rapporteur/src/") else { return };
    let module = inside.split('/').next().unwrap_or(inside).trim_end_matches(".rs");
    if module == "lib" {
        return;
    }
    let own = LAYERS.iter().position(|layer| *layer == module);
    if own.is_none() && module != "score" {
        findings.error(&source.path, 0, &format!("the module `{module}` has no place in the layers"));
        return;
    }
    for (number, line) in code_lines(&source.text) {
        for used in line.split("crate::").skip(1) {
            let used: String = used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            let place = LAYERS.iter().position(|layer| *layer == used);
            let upwards = match (own, place) {
                (Some(own), Some(place)) => place > own,
                (Some(_), None) => used == "score",
                (None, _) => false,
            };
            if upwards {
                findings.error(&source.path, number, &format!("`{module}` uses `{used}`, which stands above it"));
            }
        }
    }
}

/// The lines before the tests that are no comments, with their numbers.
pub fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .take_while(|(_, line)| !line.starts_with("#[cfg(test)]"))
        .map(|(number, line)| (number + 1, line))
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn test(path: &str, text: &str, expect: usize) {
        let mut findings = Findings::default();
        check(&Source { path: format!("crates/rapporteur/src/{path}"), text: text.to_owned() }, &mut findings);
        assert_eq!(findings.errors.len(), expect, "{path} {:?}", findings.errors);
    }

    #[test]
    fn layers() {
        test("event/code.rs", "use crate::entity::Actor;\n", 0);
        test("entity/actor.rs", "use crate::event::EventMention;\n", 1);
        test("entity.rs", "// crate::event is above\nuse crate::document::Token;\n#[cfg(test)]\nuse crate::event::X;\n", 0);
        test("record/mod.rs", "use crate::score::f1;\n", 1);
        test("score/mod.rs", "use crate::coder::Coder;\n", 0);
        test("stray.rs", "", 1);
    }
}
