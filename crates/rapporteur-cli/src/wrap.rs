//! Breaking styled text into lines.

use crate::paint::{Run, width};

/// Breaks runs into lines of at most some columns, at white space. A line
/// feed always breaks; a word that is longer than a line is cut.
pub fn wrapped(runs: &[Run], columns: usize) -> Vec<Vec<Run>> {
    let columns = columns.max(1);
    let mut lines = vec![Vec::new()];
    let mut used = 0;
    let mut break_before = false;
    let mut space_before = false;
    for piece in pieces(runs) {
        match piece {
            Piece::Break => break_before = true,
            Piece::Space => space_before = true,
            Piece::Word(word) => {
                let needed = width(&word) + usize::from(space_before && used > 0);
                if break_before || used > 0 && used + needed > columns {
                    if break_before || used > 0 {
                        lines.push(Vec::new());
                    }
                    used = 0;
                } else if space_before && used > 0 {
                    push(&mut lines, Run::new(" ", crate::paint::PLAIN));
                    used += 1;
                }
                (break_before, space_before) = (false, false);
                for run in word {
                    used = push_cut(&mut lines, run, used, columns);
                }
            }
        }
    }
    lines
}

/// What a text is broken into.
enum Piece {
    Word(Vec<Run>),
    Space,
    Break,
}

/// Words may change their style in the middle, so they are lists of runs.
fn pieces(runs: &[Run]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for run in runs {
        for character in run.text.chars() {
            match character {
                '\n' => pieces.push(Piece::Break),
                _ if character.is_whitespace() => pieces.push(Piece::Space),
                // Control characters would let a report drive the terminal.
                _ if character.is_control() => (),
                _ => match pieces.last_mut() {
                    Some(Piece::Word(word)) => match word.last_mut() {
                        Some(last) if last.style == run.style => last.text.push(character),
                        _ => word.push(Run::new(character, run.style)),
                    },
                    _ => pieces.push(Piece::Word(vec![Run::new(character, run.style)])),
                },
            }
        }
    }
    pieces
}

fn push(lines: &mut [Vec<Run>], run: Run) {
    if let Some(line) = lines.last_mut() {
        line.push(run);
    }
}

/// Adds a run to the last line, cut where it does not fit; gives the columns
/// then used.
fn push_cut(lines: &mut Vec<Vec<Run>>, run: Run, mut used: usize, columns: usize) -> usize {
    if used + run.width() <= columns {
        used += run.width();
        push(lines, run);
        return used;
    }
    let mut part = String::new();
    for character in run.text.chars() {
        let needed = unicode_width::UnicodeWidthChar::width(character).unwrap_or(0);
        if used + needed > columns {
            push(lines, Run::new(std::mem::take(&mut part), run.style));
            lines.push(Vec::new());
            used = 0;
        }
        part.push(character);
        used += needed;
    }
    push(lines, Run::new(part, run.style));
    used
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paint::{PLAIN, STRONG};

    fn check(runs: &[Run], columns: usize, expect: &[&str]) {
        let shown: Vec<String> = wrapped(runs, columns).iter().map(|line| line.iter().map(|run| run.text.as_str()).collect()).collect();
        assert_eq!(shown, expect);
    }

    #[test]
    fn lines() {
        let plain = |text: &str| vec![Run::new(text, PLAIN)];
        check(&plain("one two three"), 7, &["one two", "three"]);
        check(&plain("one  two\nthree"), 20, &["one two", "three"]);
        check(&plain("abcdefgh"), 3, &["abc", "def", "gh"]);
        check(&plain("a abcdefgh"), 4, &["a", "abcd", "efgh"]);
        check(&plain("日本語"), 4, &["日本", "語"]);
        check(&plain("a\u{1b}[31mb"), 9, &["a[31mb"]);
        check(&plain(""), 5, &[""]);
        check(&[Run::new("agr", PLAIN), Run::new("eed", STRONG), Run::new("¹ to", PLAIN)], 7, &["agreed¹", "to"]);
    }
}
