//! What every command needs before it starts: tables, parser, judge, stamp.

use crate::failure::Failure;
use rapporteur::coder::Coder;
use rapporteur::document::parser::Parser as _;
use rapporteur::event::Judge;
use rapporteur::resource::Resources;
use rapporteur_neural::{NeuralJudge, NeuralParser};
use rapporteur_store::Stamp;
use std::path::{Path, PathBuf};

/// Tables, parser and judge, loaded once.
pub struct Setup {
    resources: Resources,
    parser: NeuralParser,
    judge: Option<NeuralJudge>,
    least: Option<f32>,
}

/// Whether the learned judge is to have a say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judging {
    /// It has.
    Learned,
    /// The patterns have the last word.
    Fast,
}

impl Judging {
    /// What `--fast` asks for.
    pub fn unless(fast: bool) -> Judging {
        if fast { Judging::Fast } else { Judging::Learned }
    }
}

impl Setup {
    /// Loads what ships with the program and the folders laid over it.
    ///
    /// # Errors
    /// If a table has mistakes, each of them, or if the weights are broken.
    pub fn load(overlays: &[PathBuf], judging: Judging) -> Result<Setup, Failure> {
        let resources = load_resources(overlays)?;
        let parser = NeuralParser::embedded().map_err(|error| Failure::Message(error.to_string()))?;
        let judge = match judging {
            Judging::Learned => Some(NeuralJudge::embedded().map_err(|error| Failure::Message(error.to_string()))?),
            Judging::Fast => None,
        };
        Ok(Setup { resources, parser, judge, least: None })
    }

    /// The same, with a confidence below which rows are left out.
    pub fn with_least(self, least: Option<f32>) -> Setup {
        Setup { least, ..self }
    }

    /// The coder over tables, parser and judge.
    pub fn coder(&self) -> Coder<'_> {
        let judge = self.judge.as_ref().map(|judge| judge as &dyn Judge);
        Coder { resources: &self.resources, parser: &self.parser, judge, least: self.least }
    }

    /// What is stamped on every row.
    pub fn stamp(&self) -> Stamp {
        Stamp {
            coder: crate::open::CODER.to_owned(),
            data_digest: self.resources.digest.clone(),
            model_digest: match &self.judge {
                Some(judge) => format!("{}-{}", self.parser.digest(), judge.digest()),
                None => self.parser.digest().to_owned(),
            },
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
