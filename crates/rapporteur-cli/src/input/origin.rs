//! Where an article came from.

use std::path::Path;

/// A file, or a line of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The file as the user called it.
    file: String,
    /// From 1; none if the whole file is meant.
    line: Option<u64>,
}

impl Origin {
    /// A whole file.
    pub fn file(path: &Path) -> Origin {
        let file = if path.as_os_str() == "-" { "standard input".to_owned() } else { path.display().to_string() };
        Origin { file, line: None }
    }

    /// A line of the same file.
    pub fn at_line(&self, line: u64) -> Origin {
        Origin { file: self.file.clone(), line: Some(line) }
    }
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}", self.file),
            None => f.write_str(&self.file),
        }
    }
}
