//! From the command line's inputs to raw articles.
//!
//! Files, folders and standard input are read one article at a time, JSON
//! lines line by line, so that memory does not grow with the input.
//! What cannot be an article is a [`Refusal`] with its place, and reading
//! goes on behind it. What an article says is not looked at here.

mod file;
mod json;
mod lines;
mod origin;
mod walk;

use jiff::civil::Date;
pub use origin::Origin;
use rapporteur::article::RawArticle;
use std::collections::VecDeque;
use std::path::{Path, PathBuf};

/// The most bytes of one article or one line; more is no news report.
pub const MOST_BYTES: usize = 32 << 20;

/// An article that has arrived.
#[derive(Debug)]
pub struct Arrival {
    /// The article.
    pub raw: RawArticle,
    /// Where it came from.
    pub origin: Origin,
}

/// An input that is no article.
#[derive(Debug)]
pub struct Refusal {
    /// Where it stands.
    pub origin: Origin,
    /// What was found, what was wanted.
    pub message: String,
}

/// The articles of some inputs, in their order.
pub struct Articles {
    pending: VecDeque<PathBuf>,
    /// The file with many articles that is being read.
    current: Option<file::Stream>,
    date: Option<String>,
}

impl Articles {
    /// Articles of files, folders and `-`; `date` is given to those that
    /// come without one.
    pub fn new(inputs: &[PathBuf], date: Option<Date>) -> Articles {
        Articles { pending: inputs.iter().cloned().collect(), current: None, date: date.map(|date| date.to_string()) }
    }

    /// Opens the next input; a folder is replaced by what it holds.
    fn open(&mut self, path: &Path) -> Option<Result<Arrival, Refusal>> {
        if path.is_dir() {
            return match walk::articles_below(path) {
                Ok(found) => {
                    for file in found.into_iter().rev() {
                        self.pending.push_front(file);
                    }
                    None
                }
                Err(refusal) => Some(Err(refusal)),
            };
        }
        match file::open(path) {
            Ok(file::Opened::One(arrival)) => Some(Ok(*arrival)),
            Ok(file::Opened::Many(stream)) => {
                self.current = Some(stream);
                None
            }
            Err(refusal) => Some(Err(refusal)),
        }
    }
}

impl Iterator for Articles {
    type Item = Result<Arrival, Refusal>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut next = loop {
            if let Some(stream) = &mut self.current {
                match stream.next() {
                    Some(found) => break found,
                    None => self.current = None,
                }
            }
            let path = self.pending.pop_front()?;
            if let Some(found) = self.open(&path) {
                break found;
            }
        };
        if let Ok(arrival) = &mut next
            && arrival.raw.published.is_none()
        {
            arrival.raw.published.clone_from(&self.date);
        }
        Some(next)
    }
}
