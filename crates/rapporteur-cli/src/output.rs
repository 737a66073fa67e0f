//! Where the output of a command goes.

use crate::failure::Failure;
use std::fs::File;
use std::io::{BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// Standard output, or a file that appears under its name when it is whole.
pub struct Output {
    file: Option<(PathBuf, PathBuf)>,
    writer: Option<Box<dyn Write + Send>>,
}

impl Output {
    /// Opens a file, or standard output if there is no path or it is `-`.
    ///
    /// # Errors
    /// If the file cannot be created.
    pub fn open(path: Option<&Path>) -> Result<Output, Failure> {
        let Some(path) = path.filter(|path| path.as_os_str() != "-") else {
            return Ok(Output { file: None, writer: Some(Box::new(std::io::stdout())) });
        };
        let mut part = path.as_os_str().to_owned();
        part.push(".part");
        let part = PathBuf::from(part);
        let file = File::create(&part).map_err(|error| Failure::Message(format!("creating `{}`: {error}", path.display())))?;
        Ok(Output { file: Some((part, path.to_path_buf())), writer: Some(Box::new(file)) })
    }

    /// Whether the output goes to a terminal.
    pub fn is_terminal(&self) -> bool {
        self.file.is_none() && std::io::stdout().is_terminal()
    }

    /// The writer; what is asked for twice is nowhere.
    pub fn writer(&mut self) -> BufWriter<Box<dyn Write + Send>> {
        BufWriter::new(self.writer.take().unwrap_or_else(|| Box::new(std::io::sink())))
    }

    /// Gives the file its name.
    ///
    /// # Errors
    /// If the file cannot be named so.
    pub fn keep(self) -> Result<(), Failure> {
        let Some((part, path)) = self.file else { return Ok(()) };
        std::fs::rename(&part, &path).map_err(|error| Failure::Message(format!("naming `{}`: {error}", path.display())))
    }
}
