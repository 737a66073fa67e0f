//! Which lines of a text belong together.
//!
//! In comes the verbatim text, out go the spans of its paragraphs: runs
//! between blank lines, single lines, or, in text that was wrapped by hand,
//! the lines up to a blank line, an indented line or one that ends early.

use crate::evidence::Span;

/// A line without its white space, and how far it was indented.
#[derive(Clone, Copy, Debug)]
struct Line {
    span: Span,
    /// Leading white space, in characters.
    indent: usize,
    /// Length without white space at the ends, in characters; long lines are
    /// not measured to their end.
    width: usize,
    /// Whether the line before it, in the same text, was not blank.
    follows: bool,
}

/// A text is wrapped by hand at a width within these bounds.
const NARROWEST: usize = 40;
const WIDEST: usize = 120;

/// The paragraphs of a text, in order, without white space at their ends.
pub fn paragraphs(text: &str) -> Vec<Span> {
    let lines = lines(text);
    let wrap = wrap_width(text, &lines);
    let mut paragraphs: Vec<Span> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let joined = line.follows && at > 0 && continues(text, &lines[at - 1], line, wrap);
        match paragraphs.last_mut() {
            Some(last) if joined => last.end = line.span.end,
            _ => paragraphs.push(line.span),
        }
    }
    paragraphs
}

/// The lines that hold more than white space.
fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut follows = false;
    for raw in text.split_inclusive(['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']) {
        let trimmed = raw.trim();
        if trimmed.is_empty() {
            // The line feed of a carriage return and line feed is no blank line.
            follows &= raw == "\n" && text[..start].ends_with('\r');
        } else {
            let lead = raw.len() - raw.trim_start().len();
            let width = trimmed.chars().take(WIDEST + 1).count();
            let span = Span::new(start + lead, start + lead + trimmed.len());
            lines.push(Line { span, indent: raw[..lead].chars().count(), width, follows });
            follows = true;
        }
        start += raw.len();
    }
    lines
}

/// The width at which the text was wrapped by hand, if it was.
fn wrap_width(text: &str, lines: &[Line]) -> Option<usize> {
    // Only lines that another line follows can have been broken for width.
    let inner: Vec<&Line> = lines.windows(2).filter(|pair| pair[1].follows).map(|pair| &pair[0]).collect();
    if inner.len() < 2 {
        return None;
    }
    let mut widths: Vec<usize> = inner.iter().map(|line| line.width).collect();
    widths.sort_unstable();
    let width = widths[(widths.len() - 1) * 95 / 100];
    if !(NARROWEST..=WIDEST).contains(&width) || widths.last().is_some_and(|longest| *longest > WIDEST) {
        return None;
    }
    let full = inner.iter().filter(|line| line.width * 10 >= width * 7).count();
    let open = inner.iter().filter(|line| !ends_sentence(line.span.of(text))).count();
    (full * 4 >= inner.len() * 3 && open * 2 >= inner.len()).then_some(width)
}

/// Whether a line goes on in the next one.
fn continues(text: &str, line: &Line, next: &Line, wrap: Option<usize>) -> bool {
    let (words, next_words) = (line.span.of(text), next.span.of(text));
    let Some(wrap) = wrap else {
        // A lone break in the middle of a sentence.
        return line.width >= NARROWEST && !ends_sentence(words) && next_words.starts_with(char::is_lowercase);
    };
    if next.indent > line.indent {
        return false;
    }
    let first_word = next_words.split_whitespace().next().map_or(0, |word| word.chars().take(WIDEST).count());
    let fits = line.width + 1 + first_word;
    // A word that would have fitted was moved down on purpose. Narrow
    // columns are ragged, so a little room says something only after the
    // end of a sentence.
    if ends_sentence(words) { fits > wrap } else { fits + wrap / 5 > wrap }
}

/// Whether a line ends as sentences do.
pub fn ends_sentence(line: &str) -> bool {
    let line = line.trim_end_matches(['"', '\'', '”', '’', ')', ']', '»']);
    line.ends_with(['.', '!', '?', '…', '。', ':', ';'])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Paragraphs joined by bars, their line breaks as slashes.
    fn check(text: &str, expect: &str) {
        let shown: Vec<String> = paragraphs(text).iter().map(|span| span.of(text).replace("\r\n", "/").replace('\n', "/")).collect();
        assert_eq!(shown.join("|"), expect);
    }

    #[test]
    fn plain_lines() {
        check("", "");
        check(" \n\t\n", "");
        check("One.", "One.");
        check("  One.\n\nTwo. \n", "One.|Two.");
        check("One line.\nTwo lines.\nThree.", "One line.|Two lines.|Three.");
        check("A\r\nB\r\n\r\nC", "A|B|C");
        check(
            "Title of the report\nTroops entered the town on Saturday, the minister said.",
            "Title of the report|Troops entered the town on Saturday, the minister said.",
        );
        check(
            "Troops of the northern army entered the town\nof Vell on Saturday.",
            "Troops of the northern army entered the town/of Vell on Saturday.",
        );
    }

    #[test]
    fn wrapped_by_hand() {
        let wrapped = "   VELLA, 3 JAN -- THE NORTHERN ARMY SAID TODAY THAT ITS SOLDIERS\n\
                       HAD ENTERED THE TOWN OF ORSK AFTER A NIGHT OF HEAVY SHELLING BY\n\
                       BOTH SIDES.\n\
                       \x20  THE GOVERNMENT DENIED THE REPORT.  A SPOKESMAN TOLD THE PRESS\n\
                       THAT THE TOWN WAS CALM.\n\n\
                       TALKS ARE DUE ON MONDAY.";
        check(
            wrapped,
            "VELLA, 3 JAN -- THE NORTHERN ARMY SAID TODAY THAT ITS SOLDIERS/HAD ENTERED THE TOWN OF ORSK AFTER A NIGHT OF HEAVY SHELLING BY/BOTH SIDES.|\
             THE GOVERNMENT DENIED THE REPORT.  A SPOKESMAN TOLD THE PRESS/THAT THE TOWN WAS CALM.|TALKS ARE DUE ON MONDAY.",
        );
    }
}
