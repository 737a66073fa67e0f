//! No file names a place of one machine.

use super::{Findings, Source};

/// Starts of paths that exist on one machine only. They are put together here
/// so that this file does not find itself.
const PLACES: [&str; 3] = [concat!("/ro", "ot/"), concat!("/ho", "me/"), concat!("/wo", "rk/")];

/// Looks at each line.
pub fn check(source: &Source, findings: &mut Findings) {
    if source.path == "Cargo.lock" || source.path.ends_with(".tsv") {
        return;
    }
    for (number, line) in source.text.lines().enumerate() {
        for place in PLACES.iter().filter(|place| stands_alone(line, place)) {
            findings.error(
                &source.path,
                number + 1,
                &format!("found a path below `{place}`, wanted one below the workspace or an argument"),
            );
        }
    }
}

/// Whether a path starts there, and not in the middle of another.
fn stands_alone(line: &str, place: &str) -> bool {
    line.match_indices(place).any(|(start, _)| !line[..start].ends_with(|c: char| c.is_alphanumeric() || "._-/".contains(c)))
}
