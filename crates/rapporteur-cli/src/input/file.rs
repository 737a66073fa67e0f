//! One file: an article, or many.

use super::lines::{Line, next_line};
use super::{Arrival, MOST_BYTES, Origin, Refusal, json};
use rapporteur::article::{Content, RawArticle};
use serde_json::Value;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

/// What a file holds.
pub enum Opened {
    /// One article.
    One(Box<Arrival>),
    /// Many.
    Many(Stream),
}

/// The articles of a file that holds many.
pub struct Stream {
    origin: Origin,
    stem: String,
    source: Source,
}

enum Source {
    /// One object a line; the number of the last line read.
    Lines { input: Box<dyn BufRead>, line: u64 },
    /// An array that was read whole; the number of the last item.
    Items { items: std::vec::IntoIter<Value>, item: u64 },
}

/// Opens a file, or standard input if the path is `-`.
pub fn open(path: &Path) -> Result<Opened, Refusal> {
    let origin = Origin::file(path);
    let refuse = |message: String| Refusal { origin: origin.clone(), message };
    let mut input: Box<dyn BufRead> = if path.as_os_str() == "-" {
        Box::new(BufReader::new(std::io::stdin()))
    } else {
        Box::new(BufReader::new(File::open(path).map_err(|error| refuse(unreadable(&error)))?))
    };
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).filter(|stem| stem != "-").unwrap_or("stdin".to_owned());
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    let start = input.fill_buf().map_err(|error| refuse(unreadable(&error)))?;
    let first = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).iter().copied().find(|byte| !byte.is_ascii_whitespace());
    match (ending.as_str(), first) {
        ("jsonl" | "ndjson", _) => return Ok(Opened::Many(Stream { origin, stem, source: Source::Lines { input, line: 0 } })),
        ("json", _) => return open_json(input, origin, stem),
        // Standard input has no name that would tell.
        ("", Some(b'{')) if stem == "stdin" => return Ok(Opened::Many(Stream { origin, stem, source: Source::Lines { input, line: 0 } })),
        ("", Some(b'[')) if stem == "stdin" => return open_json(input, origin, stem),
        _ => (),
    }
    let bytes = whole(&mut input).map_err(refuse)?;
    if bytes.trim_ascii().is_empty() {
        return Err(refuse("reading the file: found nothing in it, wanted text, HTML or JSON".to_owned()));
    }
    Ok(Opened::One(Box::new(Arrival { raw: RawArticle { id: stem, content: Content::Bytes(bytes), ..RawArticle::default() }, origin })))
}

/// A `.json` file: one value, or, as some call them so, JSON lines.
fn open_json(mut input: Box<dyn BufRead>, origin: Origin, stem: String) -> Result<Opened, Refusal> {
    let refuse = |message: String| Refusal { origin: origin.clone(), message };
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes).map_err(|error| refuse(unreadable(&error)))?;
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    match serde_json::from_slice::<Value>(text) {
        Ok(value) => {
            let items = json::articles(value).into_iter();
            Ok(Opened::Many(Stream { origin, stem, source: Source::Items { items, item: 0 } }))
        }
        Err(error) => {
            let first_line = text.split(|&byte| byte == b'\n').next().unwrap_or_default();
            if serde_json::from_slice::<Value>(first_line).is_ok() {
                let input = Box::new(std::io::Cursor::new(bytes));
                return Ok(Opened::Many(Stream { origin, stem, source: Source::Lines { input, line: 0 } }));
            }
            let place = origin.at_line(error.line() as u64);
            Err(Refusal { origin: place, message: not_json(&error) })
        }
    }
}

impl Stream {
    fn next_of_lines(&mut self) -> Option<Result<Arrival, Refusal>> {
        let Source::Lines { input, line } = &mut self.source else { return None };
        loop {
            *line += 1;
            let origin = self.origin.at_line(*line);
            let bytes = match next_line(&mut **input) {
                Ok(None) => return None,
                Ok(Some(Line::Whole(bytes))) => bytes,
                Ok(Some(Line::TooLong)) => {
                    let message = format!("reading the line: found more than {} MB, wanted one article", MOST_BYTES >> 20);
                    return Some(Err(Refusal { origin, message }));
                }
                Err(error) => {
                    // What failed once may fail for ever: this file ends here.
                    *input = Box::new(std::io::empty());
                    return Some(Err(Refusal { origin, message: unreadable(&error) }));
                }
            };
            let bytes = if *line == 1 { bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes) } else { &bytes };
            if bytes.trim_ascii().is_empty() {
                continue;
            }
            let number = *line;
            let default_id = || format!("{}-{number}", self.stem);
            let found = read_object(bytes)
                .and_then(|value| json::article(value, default_id).map_err(|message| format!("reading the line: {message}")));
            return Some(match found {
                Ok(raw) => Ok(Arrival { raw, origin }),
                Err(message) => Err(Refusal { origin, message }),
            });
        }
    }

    fn next_of_items(&mut self) -> Option<Result<Arrival, Refusal>> {
        let Source::Items { items, item } = &mut self.source else { return None };
        let value = items.next()?;
        *item += 1;
        let number = *item;
        let found = json::article(value, || format!("{}-{number}", self.stem));
        Some(match found {
            Ok(raw) => Ok(Arrival { raw, origin: self.origin.clone() }),
            Err(message) => Err(Refusal { origin: self.origin.clone(), message: format!("reading item {number}: {message}") }),
        })
    }
}

impl Iterator for Stream {
    type Item = Result<Arrival, Refusal>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.source {
            Source::Lines { .. } => self.next_of_lines(),
            Source::Items { .. } => self.next_of_items(),
        }
    }
}

/// Parses a line. Bytes that are not UTF-8 are replaced inside strings, so
/// that one bad byte does not cost an article.
fn read_object(bytes: &[u8]) -> Result<Value, String> {
    match serde_json::from_str(&String::from_utf8_lossy(bytes)) {
        Ok(value) => Ok(value),
        Err(error) => Err(not_json(&error)),
    }
}

fn not_json(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let reason = text.split(" at line ").next().unwrap_or(&text);
    format!("reading JSON: {reason} at column {}", error.column())
}

fn whole(input: &mut dyn BufRead) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    Read::take(input, MOST_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
    if bytes.len() > MOST_BYTES {
        return Err(format!("reading the file: found more than {} MB, wanted one article", MOST_BYTES >> 20));
    }
    Ok(bytes)
}

fn unreadable(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "reading the file: there is no such file".to_owned(),
        std::io::ErrorKind::PermissionDenied => "reading the file: permission denied".to_owned(),
        _ => format!("reading the file: {error}"),
    }
}
