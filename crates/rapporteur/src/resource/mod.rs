//! Facts about the world, loaded from `data/` and from users' overlay folders.
//!
//! [`Resources::embedded`] gives what ships with the program; [`load`] lays
//! folders of the user's own over it. This is the only module of the core
//! that reads files. Every problem of every file is reported at once.

pub mod table;

mod embedded {
    include!(concat!(env!("OUT_DIR"), "/embedded.rs"));
}

use std::borrow::Cow;
use std::path::Path;
pub use table::{Problem, Problems, Row, Table};

/// The text files that resources are built from, the overlay's after ours.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

/// One text file of facts.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// The path below the data folder, with forward slashes, such as
    /// `actor/person.tsv`.
    pub path: String,
    /// What messages call the file.
    pub shown: String,
    /// Its content.
    pub text: Cow<'static, str>,
}

impl Sources {
    /// What ships with the program.
    pub fn embedded() -> Sources {
        let files = embedded::FILES
            .iter()
            .map(|&(path, text)| SourceFile { path: path.to_owned(), shown: format!("data/{path}"), text: Cow::Borrowed(text) })
            .collect();
        Sources { files }
    }

    /// Adds the TSV and TOML files of a folder, in the order of their names.
    pub fn overlay(&mut self, folder: &Path, problems: &mut Problems) {
        let mut pending = vec![folder.to_path_buf()];
        let mut found = Vec::new();
        while let Some(current) = pending.pop() {
            match std::fs::read_dir(&current) {
                Ok(entries) => {
                    for path in entries.flatten().map(|entry| entry.path()) {
                        if path.is_dir() {
                            pending.push(path);
                        } else if path.extension().is_some_and(|ext| ext == "tsv" || ext == "toml") {
                            found.push(path);
                        }
                    }
                }
                Err(error) => problems.add(&current.display().to_string(), 0, 0, format!("reading the folder: {error}")),
            }
        }
        found.sort();
        for path in found {
            let shown = path.display().to_string();
            match std::fs::read_to_string(&path) {
                Ok(text) => {
                    let below = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                    self.files.push(SourceFile { path: below, shown, text: Cow::Owned(text) });
                }
                Err(error) => problems.add(&shown, 0, 0, format!("reading the file: {error}")),
            }
        }
    }

    /// The files with this path: ours first, then the overlay's.
    pub fn named<'s>(&'s self, path: &'s str) -> impl Iterator<Item = &'s SourceFile> + 's {
        self.files.iter().filter(move |file| file.path == path)
    }

    /// The files below a folder, such as `pattern/`.
    pub fn under<'s>(&'s self, folder: &'s str) -> impl Iterator<Item = &'s SourceFile> + 's {
        self.files.iter().filter(move |file| file.path.starts_with(folder))
    }
}
