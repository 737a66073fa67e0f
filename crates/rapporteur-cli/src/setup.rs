//! What every command needs before it starts: tables, parser, stamp.

use crate::failure::Failure;
use rapporteur::coder::Coder;
use rapporteur::document::parser::Parser as _;
use rapporteur::resource::Resources;
use rapporteur_neural::NeuralParser;
use rapporteur_store::Stamp;
use std::path::{Path, PathBuf};

/// Tables and parser, loaded once.
pub struct Setup {
    resources: Resources,
    parser: NeuralParser,
}

impl Setup {
    /// Loads what ships with the program and the folders laid over it.
    ///
    /// # Errors
    /// If a table has mistakes, each of them, or if the parser's weights are broken.
    pub fn load(overlays: &[PathBuf]) -> Result<Setup, Failure> {
        let resources = load_resources(overlays)?;
        let parser = NeuralParser::embedded().map_err(|error| Failure::Message(error.to_string()))?;
        Ok(Setup { resources, parser })
    }

    /// The coder over tables and parser.
    pub fn coder(&self) -> Coder<'_> {
        Coder { resources: &self.resources, parser: &self.parser }
    }

    /// What is stamped on every row.
    pub fn stamp(&self) -> Stamp {
        Stamp {
            coder: crate::open::CODER.to_owned(),
            data_digest: self.resources.digest.clone(),
            model_digest: self.parser.digest().to_owned(),
        }
    }
}

/// Loads the tables alone.
///
/// # Errors
/// If a table has mistakes, each of them.
pub fn load_resources(overlays: &[PathBuf]) -> Result<Resources, Failure> {
    if overlays.is_empty() {
        return Ok(Resources::embedded());
    }
    let folders: Vec<&Path> = overlays.iter().map(PathBuf::as_path).collect();
    Resources::load(&folders).map_err(|problems| {
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        Failure::Message(format!("reading the tables: found {} mistakes\n{}", problems.len(), lines.join("\n")))
    })
}
