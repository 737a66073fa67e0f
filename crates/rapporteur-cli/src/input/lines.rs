//! Lines of bounded length.

use super::MOST_BYTES;
use std::io::{BufRead, ErrorKind, Read};

/// One line of a file, or what is wrong with it.
pub enum Line {
    /// The bytes without the line feed.
    Whole(Vec<u8>),
    /// More than [`MOST_BYTES`]; nothing of it was kept.
    TooLong,
}

/// Reads the next line; none at the end.
///
/// # Errors
/// If the reader fails.
pub fn next_line(input: &mut dyn BufRead) -> std::io::Result<Option<Line>> {
    let mut line = Vec::new();
    let read = Read::take(&mut *input, MOST_BYTES as u64 + 1).read_until(b'\n', &mut line)?;
    if read == 0 {
        return Ok(None);
    }
    if line.last() == Some(&b'\n') {
        line.pop();
    } else if line.len() > MOST_BYTES {
        drop(line);
        skip_line(input)?;
        return Ok(Some(Line::TooLong));
    }
    Ok(Some(Line::Whole(line)))
}

/// Passes over the rest of a line without keeping it.
fn skip_line(input: &mut dyn BufRead) -> std::io::Result<()> {
    loop {
        let buffer = match input.fill_buf() {
            Ok(buffer) => buffer,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if buffer.is_empty() {
            return Ok(());
        }
        if let Some(end) = buffer.iter().position(|&byte| byte == b'\n') {
            input.consume(end + 1);
            return Ok(());
        }
        let length = buffer.len();
        input.consume(length);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &[u8], expect: &[Option<usize>]) {
        let mut input = input;
        let mut found = Vec::new();
        while let Some(line) = next_line(&mut input).unwrap() {
            found.push(match line {
                Line::Whole(bytes) => Some(bytes.len()),
                Line::TooLong => None,
            });
        }
        assert_eq!(found, expect);
    }

    #[test]
    fn lines() {
        check(b"", &[]);
        check(b"a\n\nbc", &[Some(1), Some(0), Some(2)]);
        let mut long = vec![b'x'; MOST_BYTES + 1];
        check(&long, &[None]);
        long.extend(b"\nab\n");
        check(&long, &[None, Some(2)]);
        check(&long[1..], &[Some(MOST_BYTES), Some(2)]);
    }
}
