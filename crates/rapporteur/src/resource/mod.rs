//! Facts about the world, loaded from `data/` and from users' overlay folders.
//!
//! [`Resources::embedded`] gives what ships with the program; [`Resources::load`] lays
//! folders of the user's own over it. This is the only module of the core
//! that reads files. Every problem of every file is reported at once.

pub mod actor;
pub mod codebook;
mod convention;
pub mod country;
pub mod cue_word;
mod digest;
pub mod gazetteer;
pub mod name;
pub mod pattern;
pub mod record;
pub mod syntax;
pub mod table;
pub mod theme;
pub mod time;
pub mod truth;

mod embedded {
    include!(concat!(env!("OUT_DIR"), "/embedded.rs"));
}

use crate::article::Conventions;
use crate::ontology::Codebook;
pub use actor::ActorTables;
pub use country::CountryTables;
pub use gazetteer::Gazetteer;
pub use record::{Outcome, RecordTables};
use std::borrow::Cow;
use std::path::Path;
pub use table::{Problem, Problems, Row, Table};
pub use time::TimeTables;
pub use truth::TruthTables;

/// Everything that coding looks up. Built once and shared by all threads.
#[derive(Clone, Debug, Default)]
pub struct Resources {
    /// Event types, modes, contexts, sectors, CAMEO codes.
    pub codebook: Codebook,
    /// How newsrooms and web pages write around their reports.
    pub conventions: Conventions,
    /// Countries and the words for them.
    pub countries: CountryTables,
    /// People, offices, organisations, groups and role nouns.
    pub actors: ActorTables,
    /// Places of the world.
    pub gazetteer: Gazetteer,
    /// Who says it, and how far it is so.
    pub truth: TruthTables,
    /// Event patterns.
    pub patterns: pattern::Patterns,
    /// What speaks for and against a row's being right.
    pub confidence: truth::Weights,
    /// Weights, in logits, of what speaks for and against asking a judge about a candidate.
    pub worth: truth::Weights,
    /// Words with a grammar of their own.
    pub syntax: syntax::SyntaxTables,
    /// Words that stand for PLOVER contexts.
    pub contexts: theme::ContextTables,
    /// Words of themes that are never coded.
    pub themes: theme::ThemeTables,
    /// What may be one happening, and what keeps a promise.
    pub record: RecordTables,
    /// Words and patterns of time expressions.
    pub times: TimeTables,
    /// A hash of all source files, hexadecimal, stamped on every row.
    pub digest: String,
}

impl Resources {
    /// What ships with the program.
    ///
    /// A mistake in the shipped files would be a bug, which the tests find;
    /// rows with mistakes are left out here.
    pub fn embedded() -> Resources {
        Resources::build(&Sources::embedded(), &mut Problems::default())
    }

    /// What ships with the program, with folders of the user's own laid over
    /// it in the order given.
    ///
    /// # Errors
    /// Every problem of every file, by file and line.
    pub fn load(overlays: &[&Path]) -> Result<Resources, Vec<Problem>> {
        let mut problems = Problems::default();
        let mut sources = Sources::embedded();
        for folder in overlays {
            sources.overlay(folder, &mut problems);
        }
        let resources = Resources::build(&sources, &mut problems);
        if problems.is_empty() { Ok(resources) } else { Err(problems.into_sorted()) }
    }

    /// Loads everything as [`Resources::load`] does and looks at the tables as
    /// a whole: gives the problems, and notes on what may be right, such as
    /// offices that nobody is known to have held for a time.
    pub fn check(overlays: &[&Path]) -> (Resources, Vec<Problem>, Vec<Problem>) {
        let (mut problems, mut notes) = (Problems::default(), Problems::default());
        let mut sources = Sources::embedded();
        for folder in overlays {
            sources.overlay(folder, &mut problems);
        }
        let resources = Resources::build(&sources, &mut problems);
        actor::check(&sources, &mut problems, &mut notes);
        (resources, problems.into_sorted(), notes.into_sorted())
    }

    /// Reads every table. Rows with problems are reported and left out.
    pub fn build(sources: &Sources, problems: &mut Problems) -> Resources {
        let codebook = codebook::read(sources, problems);
        let countries = country::read(sources, &codebook, problems);
        let actors = actor::read(sources, &codebook, &countries, problems);
        let gazetteer = Gazetteer::read(sources, &countries, problems);
        let patterns = pattern::Patterns::build(sources, &codebook, problems);
        let syntax = syntax::SyntaxTables::build(sources, problems);
        let contexts = theme::ContextTables::build(sources, &codebook, problems);
        let themes = theme::ThemeTables::build(sources, problems);
        let record = RecordTables::build(sources, &codebook, problems);
        let times = TimeTables::load(sources, problems);
        let conventions = convention::read(sources, problems);
        Resources {
            record,
            times,
            codebook,
            conventions,
            countries,
            actors,
            gazetteer,
            truth: truth::read(sources, problems),
            patterns,
            confidence: truth::Weights::read(sources, "lexicon/confidence_weight.tsv", problems),
            worth: truth::Weights::read(sources, "lexicon/worth_weight.tsv", problems),
            syntax,
            contexts,
            themes,
            digest: digest::of(sources),
        }
    }
}

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

    /// Adds a file that is already in memory.
    pub fn add(&mut self, file: SourceFile) {
        self.files.push(file);
    }

    /// All files, ours first, in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = &SourceFile> {
        self.files.iter()
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
