//! What a program can check of STYLE.md: layering, names, lengths, paths,
//! sources and examples. Every problem is told at once.

mod layer;
mod name;
mod pattern;
mod place;
mod score;

use std::path::{Path, PathBuf};

/// A file that most would find too long, and one that everyone does.
const LONG_LINES: usize = 600;
const TOO_LONG_LINES: usize = 700;

/// Folders that hold nothing of ours.
const NOT_OURS: [&str; 6] = ["target", ".git", "node_modules", ".venv", "corpus", "__pycache__"];

/// A file of the workspace that holds text.
pub struct Source {
    /// Below the root, with forward slashes.
    pub path: String,
    /// Its content.
    pub text: String,
}

/// What was found.
#[derive(Default)]
pub struct Findings {
    errors: Vec<String>,
    warnings: Vec<String>,
}

impl Findings {
    /// Something that must be put right.
    pub fn error(&mut self, path: &str, line: usize, message: &str) {
        self.errors.push(if line == 0 { format!("{path}: {message}") } else { format!("{path}:{line}: {message}") });
    }

    /// Something to think about.
    fn warn(&mut self, path: &str, message: &str) {
        self.warnings.push(format!("{path}: {message}"));
    }
}

/// Checks the workspace below a folder.
///
/// # Errors
/// All that must be put right, one a line.
pub fn check(root: &Path) -> Result<(), String> {
    let sources = sources(root)?;
    let mut findings = Findings::default();
    for source in &sources {
        place::check(source, &mut findings);
        if source.path.ends_with(".rs") {
            length(source, &mut findings);
            name::check(source, &mut findings);
            layer::check(source, &mut findings);
        }
        if source.path.starts_with("data/pattern/") && source.path.ends_with(".toml") {
            pattern::check(source, &mut findings);
        }
    }
    fact_folders(root, &mut findings);
    score::check(&sources, &mut findings);
    for warning in &findings.warnings {
        eprintln!("warning: {warning}");
    }
    if findings.errors.is_empty() {
        eprintln!("tidy: {} files are in order", sources.len());
        return Ok(());
    }
    let lines: Vec<String> = findings.errors.iter().map(|error| format!("error: {error}")).collect();
    Err(format!("{}\ntidy: {} errors", lines.join("\n"), lines.len()))
}

/// The text files of the workspace, sorted by path.
fn sources(root: &Path) -> Result<Vec<Source>, String> {
    let mut found = Vec::new();
    let mut pending = vec![root.to_path_buf()];
    while let Some(folder) = pending.pop() {
        let entries = std::fs::read_dir(&folder).map_err(|error| format!("reading `{}`: {error}", folder.display()))?;
        for entry in entries.flatten() {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            if path.is_dir() {
                if !NOT_OURS.contains(&name.as_str()) {
                    pending.push(path);
                }
            } else if let Ok(text) = std::fs::read_to_string(&path) {
                found.push(Source { path: below(root, &path), text });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}

fn below(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

fn length(source: &Source, findings: &mut Findings) {
    let lines = source.text.lines().count();
    if lines > TOO_LONG_LINES {
        findings.error(&source.path, 0, &format!("found {lines} lines, wanted at most {TOO_LONG_LINES}"));
    } else if lines > LONG_LINES {
        findings.warn(&source.path, &format!("{lines} lines; look for the missing name"));
    }
}

/// Every folder of facts tells where they come from.
fn fact_folders(root: &Path, findings: &mut Findings) {
    let Ok(entries) = std::fs::read_dir(root.join("data")) else { return };
    let mut folders: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    for folder in folders.iter().filter(|folder| !folder.join("SOURCE.md").is_file()) {
        findings.error(&below(root, folder), 0, "found no SOURCE.md, wanted origin, licence, date, edits and known problems");
    }
}
