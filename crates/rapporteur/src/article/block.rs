//! What each paragraph of the text is: headline, byline, report or chrome.
//!
//! In come the spans of the paragraphs, out go [`Block`]s and the titles.
//! A text of one paragraph is always a report: many inputs are one sentence.

use super::convention::fold;
use super::layout::ends_sentence;
use super::{Block, BlockKind, Conventions, Title, published, title};
use crate::evidence::Span;

/// Headlines and subheadings have no more words.
const LONGEST_HEADLINE: usize = 30;
const LONGEST_SUBHEADING: usize = 12;
/// So many headlines can stand above a report.
const MOST_HEADLINES: usize = 4;
/// A block of so many words is a report even without a final stop.
const SURE_REPORT: usize = 25;
/// No headline or byline is longer, in bytes; longer blocks are not searched.
const LONGEST_LINE: usize = 600;

/// Tells the paragraphs apart. `known` are headlines that came as metadata; of
/// a page they are all its headlines, and other short lines head its parts.
pub fn classify(text: &str, paragraphs: &[Span], known: &[String], is_page: bool, conventions: &Conventions) -> (Vec<Block>, Vec<Title>) {
    let mut kinds = furniture(text, paragraphs, conventions);
    let mut titles = Vec::new();
    for title in known {
        title::add(&mut titles, title, None);
    }
    let complete = is_page && !titles.is_empty();
    headlines(text, paragraphs, complete, &mut kinds, &mut titles);
    let blocks =
        paragraphs.iter().zip(kinds).map(|(span, kind)| Block { span: *span, kind: kind.unwrap_or(BlockKind::Paragraph) }).collect();
    (blocks, titles)
}

/// The date printed in a byline or in a line of its own.
pub fn printed_date(text: &str, blocks: &[Block]) -> Option<(jiff::civil::Date, Span)> {
    blocks
        .iter()
        .filter(|block| block.kind == BlockKind::Byline)
        .find_map(|block| Some((published::printed(block.span.of(text))?, block.span)))
}

/// Marks chrome and bylines; none is what remains to be told apart.
fn furniture(text: &str, paragraphs: &[Span], conventions: &Conventions) -> Vec<Option<BlockKind>> {
    let mut kinds: Vec<Option<BlockKind>> = Vec::with_capacity(paragraphs.len());
    let mut rest_is_chrome = false;
    for span in paragraphs {
        let line = span.of(text);
        let kind = if rest_is_chrome {
            Some(BlockKind::Chrome)
        } else if line.len() > LONGEST_LINE {
            None
        } else if let Some(phrase) = conventions.chrome_in(line) {
            // A comment heading above the report would be part of a menu.
            let after_report = kinds.iter().zip(paragraphs).any(|(kind, span)| kind.is_none() && is_report(span.of(text)));
            rest_is_chrome = phrase.rest && after_report;
            Some(BlockKind::Chrome)
        } else if !line.chars().any(char::is_alphanumeric) {
            Some(BlockKind::Chrome)
        } else {
            is_byline(line, conventions).then_some(BlockKind::Byline)
        };
        kinds.push(kind);
    }
    // A lone line is a report, however short.
    if let [kind] = &mut kinds[..]
        && *kind == Some(BlockKind::Byline)
    {
        *kind = None;
    }
    kinds
}

/// Marks headlines above the report, their repeats, and subheadings. If the
/// titles are `complete`, no other line becomes one.
fn headlines(text: &str, paragraphs: &[Span], complete: bool, kinds: &mut [Option<BlockKind>], titles: &mut Vec<Title>) {
    let open: Vec<usize> = (0..paragraphs.len()).filter(|at| kinds[*at].is_none()).collect();
    let words = |at: usize| paragraphs[at].of(text);
    let first_report = open.iter().position(|at| is_report(words(*at)));
    let Some(first_report) = first_report else { return };
    let mut above = 0;
    for (place, &at) in open.iter().enumerate() {
        let line = words(at);
        let repeats = open.len() > 1 && line.len() <= LONGEST_LINE && titles.iter().any(|title| title::is_same(&title.text, line));
        // The repeat of a headline can look like a report; the report that
        // follows it does not repeat it.
        let is_repeat = repeats && place < first_report + MOST_HEADLINES && place + 1 < open.len();
        let is_above = place < first_report && above < MOST_HEADLINES && is_headline(line, LONGEST_HEADLINE);
        if is_repeat || is_above {
            kinds[at] = Some(BlockKind::Title);
            above += 1;
            if is_repeat || !complete {
                title::add(titles, line, Some(paragraphs[at]));
            }
        } else if place > first_report && is_headline(line, LONGEST_SUBHEADING) {
            let next_is_report = open.get(place + 1).is_some_and(|next| is_report(words(*next)));
            if next_is_report && line.starts_with(|c: char| c.is_uppercase() || c.is_numeric()) {
                kinds[at] = Some(BlockKind::Title);
            }
        }
    }
}

/// Whether a block reads as part of a report by itself.
fn is_report(line: &str) -> bool {
    line.len() > LONGEST_LINE || (ends_sentence(line) && fold(line, 4).len() >= 4) || fold(line, SURE_REPORT).len() >= SURE_REPORT
}

/// Whether a line can be a headline of at most so many words.
fn is_headline(line: &str, longest: usize) -> bool {
    let closed = line.trim_end_matches(['"', '\'', '”', '’', ')', '»']);
    line.len() <= LONGEST_LINE && !closed.ends_with(['.', ':', ';', ',', '…', '-', '—']) && fold(line, longest + 1).len() <= longest
}

/// Whether a line names writers, a sender or the time of publication.
fn is_byline(line: &str, conventions: &Conventions) -> bool {
    let folded = fold(line, 20);
    if folded.len() > 16 {
        return false;
    }
    if conventions.is_agency(line.trim_matches(['(', ')', '/', '-', ' '])) {
        return true;
    }
    is_dated(line, &folded) || is_signed(line, &folded)
}

/// `Published 29 December 2018`, `Updated 4:58 PM ET, Sat December 29, 2018`.
fn is_dated(line: &str, folded: &[String]) -> bool {
    const OPENINGS: [&str; 13] =
        ["published", "updated", "posted", "last", "first", "date", "modified", "mon", "tue", "wed", "thu", "fri", "sat"];
    let Some(first) = folded.first() else { return false };
    let starts = OPENINGS.iter().any(|opening| first == opening)
        || first == "sun"
        || first.ends_with("day")
        || first.starts_with(|c: char| c.is_ascii_digit())
        || published::month_number(first).is_some();
    // A line that says more than a date is no date line.
    const AROUND: [&str; 24] = [
        "published",
        "updated",
        "posted",
        "last",
        "first",
        "date",
        "modified",
        "on",
        "at",
        "by",
        "am",
        "pm",
        "gmt",
        "utc",
        "et",
        "est",
        "edt",
        "ist",
        "hkt",
        "bst",
        "the",
        "of",
        "admin",
        "ago",
    ];
    let other = folded
        .iter()
        .filter(|word| {
            !AROUND.contains(&word.as_str())
                && !word.starts_with(|c: char| c.is_ascii_digit())
                && !word.ends_with("day")
                && word.len() > 2
                && !OPENINGS.contains(&word.as_str())
                && published::month_number(word).is_none()
        })
        .count();
    starts && other <= 2 && published::printed(line).is_some()
}

/// `By Jane Doe`, `By Jane Doe and John Roe in Vell`.
fn is_signed(line: &str, folded: &[String]) -> bool {
    const PARTICLES: [&str; 20] = [
        "and",
        "in",
        "for",
        "of",
        "the",
        "from",
        "de",
        "del",
        "van",
        "von",
        "der",
        "bin",
        "al",
        "el",
        "with",
        "at",
        "our",
        "correspondent",
        "reporter",
        "editor",
    ];
    let opening = match folded.first().map(String::as_str) {
        Some("by") => 1,
        Some("written" | "reported" | "posted" | "story") if folded.get(1).is_some_and(|word| word == "by") => 2,
        _ => return false,
    };
    if line.ends_with('.') || folded.len() <= opening {
        return false;
    }
    let mut words = line.split_whitespace().skip(opening).filter(|word| word.chars().any(char::is_alphabetic)).peekable();
    words.peek().is_some_and(|word| word.starts_with(|c: char| c.is_uppercase()))
        && words.all(|word| {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            bare.starts_with(|c: char| c.is_uppercase() || c.is_numeric()) || PARTICLES.contains(&bare)
        })
        && folded[opening..].iter().all(|word| published::month_number(word).is_none() && !word.ends_with("day") || folded.len() > 5)
}
