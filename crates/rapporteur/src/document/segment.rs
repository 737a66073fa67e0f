//! Cuts paragraphs into sentences.
//!
//! An empty line always ends a sentence, and so does the end of a line unless
//! the text is wrapped there. Inside a line a sentence ends after `.`, `?`,
//! `!` or `…` and the quotation marks and brackets that close there, unless
//! the stop belongs to an abbreviation or the next word goes on in lower case.
//! A heading that stands in front of its text in the same line is a sentence.

use super::abbreviation::is_never_last;
use super::word::{RawWord, split_words};
use crate::article::calendar::{is_month, is_weekday};
use crate::evidence::Span;
use std::ops::Range;

/// Longer sentences are cut.
const LONGEST_WORDS: usize = 200;

/// The words of a stretch of text and where its sentences begin and end.
#[derive(Clone, Debug, Default)]
pub struct Segments {
    /// The words of all sentences, in order.
    pub words: Vec<RawWord>,
    /// Ranges of `words`, in order, none empty.
    pub sentences: Vec<Range<usize>>,
}

impl Segments {
    /// Appends the sentences of `text[block]`.
    pub fn add(&mut self, text: &str, block: Span) {
        for passage in passages(text, block) {
            let first = self.words.len();
            split_words(text, passage, &mut self.words);
            let mut start = first;
            for next in first + 1..=self.words.len() {
                let ends = next == self.words.len() || ends_sentence(text, &self.words[start..], next - start);
                if ends || (next - start >= LONGEST_WORDS && !self.words[next].joined) {
                    if let Some(heading) = heading(text, &self.words[start..next]) {
                        self.sentences.push(start..start + heading);
                        start += heading;
                    }
                    self.sentences.push(start..next);
                    start = next;
                }
            }
        }
    }
}

/// The stretches of a block between empty lines and ends of unwrapped lines.
fn passages(text: &str, block: Span) -> Vec<Span> {
    let part = block.of(text);
    let mut found = Vec::new();
    let mut at = 0;
    let mut start = 0;
    let mut widest = 0;
    let mut lines = part.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let width = line.trim().len();
        widest = widest.max(width);
        at += line.len();
        let next = lines.peek().map_or("", |next| next.trim());
        if next.is_empty() || width == 0 || !is_wrapped(line.trim(), next, widest) {
            if !part[start..at].trim().is_empty() {
                found.push(Span::new(block.start as usize + start, block.start as usize + at));
            }
            start = at;
            widest = 0;
        }
    }
    found
}

/// Whether a line ends for lack of room rather than because its sentence does.
fn is_wrapped(line: &str, next: &str, widest: usize) -> bool {
    if line.ends_with(['.', '!', '?', ':', '"', '”', ')']) {
        // A wrapped line may end with a sentence, and then the cut is made here all the same.
        return false;
    }
    if line.ends_with([',', ';', '-', '–', '(']) {
        return true;
    }
    if next.starts_with(|c: char| c.is_lowercase()) {
        return true;
    }
    // Heuristic: wrapped text has lines of 50 to 100 bytes, each about as long as the longest.
    (50..=100).contains(&widest) && line.len() >= 50 && line.len() + 15 >= widest
}

/// Whether a sentence ends before `words[next]`; `words` begins with the sentence.
fn ends_sentence(text: &str, words: &[RawWord], next: usize) -> bool {
    let form = |i: usize| words[i].span.of(text);
    let following = &words[next];
    if following.joined {
        return false;
    }
    // Marks that close a quotation or bracket stand between the stop and the next sentence.
    let mut last = next - 1;
    while last > 0 && is_closer(form(last)) && !words[last].space_before {
        last -= 1;
    }
    let closed = last < next - 1;
    let (stop, next_form) = (form(last), form(next));
    let glued = !following.space_before;
    if glued && (is_closer(next_form) || is_stop(next_form)) {
        return false;
    }
    match stop {
        "." => {
            // `1.` at the start is the number of an item.
            let numbered = last == 1 && form(0).chars().all(|c| c.is_ascii_digit());
            !numbered && starts_sentence(next_form, glued, &words[next..], text) && !(glued && next_form.starts_with(char::is_numeric))
        }
        _ if stop.starts_with(['!', '?']) => begins_upper(next_form) || opens(next_form) || (!glued && !closed && is_word(next_form)),
        "…" | "..." | "...." | ".." => begins_upper(next_form) && !glued || (closed && begins_upper(next_form)),
        _ if stop.ends_with('.') && stop.len() > 1 => !glued && !is_never_last(stop) && (closed || is_starter(next_form)),
        _ => false,
    }
}

/// Whether a word after a stop begins a sentence.
fn starts_sentence(form: &str, glued: bool, rest: &[RawWord], text: &str) -> bool {
    if begins_upper(form) {
        return true;
    }
    if opens(form) {
        return rest.get(1).is_none_or(|word| !begins_lower(word.span.of(text)) || !glued);
    }
    if glued {
        return false;
    }
    is_word(form) || form.starts_with(char::is_numeric) || form.starts_with(['$', '£', '€', '#', '-', '–', '—', '*', '•', '\''])
}

/// How many words at the start of a sentence are a heading that has lost the
/// end of its line: `The Pear Case In May 2013, agents seized …`.
///
/// Its words have capitals, but for small ones between them, and what follows
/// begins as sentences do and goes on in lower case.
fn heading(text: &str, words: &[RawWord]) -> Option<usize> {
    let form = |i: usize| words[i].span.of(text);
    let is_small = |form: &str| SMALL.contains(&form) || form.starts_with(|c: char| c.is_numeric());
    let most =
        (0..words.len()).take(LONGEST_HEADING).take_while(|&i| begins_upper(form(i)) || words[i].joined || is_small(form(i))).count();
    let is_end = |at: usize| {
        let next = words.get(at + 1).map_or("", |word| word.span.of(text));
        let is_dated = matches!(form(at), "At" | "By" | "In" | "On")
            && (next.starts_with(|c: char| c.is_numeric()) || is_month(next) || is_weekday(next));
        let starts = is_starter(form(at)) && !PARTS_OF_NAMES.contains(&form(at));
        starts && begins_upper(form(at - 1)) && words[at].space_before && (begins_lower(next) || is_dated)
    };
    let at = (1..most.min(words.len())).find(|&at| is_end(at))?;
    let is_lower = |word: &&RawWord| begins_lower(word.span.of(text));
    let (rest, lower) = (words.len() - at, words[at..].iter().filter(is_lower).count());
    (rest >= 6 && lower * 2 > rest).then_some(at)
}

/// Headings have fewer words.
const LONGEST_HEADING: usize = 12;

/// Words that headings write small.
const SMALL: [&str; 19] =
    ["a", "an", "and", "at", "but", "by", "for", "from", "in", "of", "on", "or", "the", "to", "vs.", "with", ":", "&", "'s"];

/// Words that begin sentences but end names and headings as well: `Air Force One`, `Serie A`.
const PARTS_OF_NAMES: [&str; 18] =
    ["A", "About", "All", "And", "Any", "Her", "Here", "How", "I", "My", "No", "Not", "Now", "One", "Our", "So", "Who", "You"];

/// Words that, with a capital, begin a sentence rather than a name.
fn is_starter(form: &str) -> bool {
    const STARTERS: [&str; 68] = [
        "A",
        "About",
        "According",
        "After",
        "All",
        "Also",
        "Although",
        "Amid",
        "An",
        "And",
        "Another",
        "Any",
        "As",
        "At",
        "Because",
        "Before",
        "Both",
        "But",
        "By",
        "Despite",
        "During",
        "Each",
        "Earlier",
        "Even",
        "Every",
        "Following",
        "For",
        "From",
        "He",
        "Her",
        "Here",
        "His",
        "How",
        "However",
        "I",
        "If",
        "In",
        "It",
        "Its",
        "Last",
        "Many",
        "Meanwhile",
        "Most",
        "My",
        "No",
        "Not",
        "Now",
        "On",
        "One",
        "Our",
        "She",
        "Since",
        "So",
        "Some",
        "That",
        "The",
        "Their",
        "There",
        "These",
        "They",
        "This",
        "Those",
        "Though",
        "Under",
        "Until",
        "We",
        "When",
        "While",
    ];
    STARTERS.binary_search(&form).is_ok() || ["What", "Who", "With", "You", "\"", "“", "‘"].contains(&form)
}

fn is_stop(form: &str) -> bool {
    form.starts_with(['.', '!', '?', '…'])
}

/// A mark that may close something when no space stands before it.
fn is_closer(form: &str) -> bool {
    matches!(form, "\"" | "”" | "’" | "'" | ")" | "]" | "}" | "''" | "»" | "*")
}

/// A mark that may open a sentence.
fn opens(form: &str) -> bool {
    matches!(form, "\"" | "“" | "‘" | "'" | "(" | "[" | "``" | "«" | "`")
}

fn begins_upper(form: &str) -> bool {
    form.starts_with(char::is_uppercase)
}

fn begins_lower(form: &str) -> bool {
    form.starts_with(char::is_lowercase)
}

fn is_word(form: &str) -> bool {
    form.starts_with(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[&str]) {
        let mut segments = Segments::default();
        segments.add(text, Span::new(0, text.len()));
        let sentences: Vec<String> = segments
            .sentences
            .iter()
            .map(|range| {
                let (first, last) = (segments.words[range.start].span, segments.words[range.end - 1].span);
                first.cover(last).of(text).split_whitespace().collect::<Vec<_>>().join(" ")
            })
            .collect();
        assert_eq!(sentences, expect);
    }

    #[test]
    fn stops_end_sentences() {
        check("One came. Two left! Did three?", &["One came.", "Two left!", "Did three?"]);
        check("It ended.Then it began.", &["It ended.", "Then it began."]);
    }

    #[test]
    fn abbreviations_and_initials_do_not() {
        check("Mr. J. Smith of the U.S. Senate left. He met Gen. Lee.", &["Mr. J. Smith of the U.S. Senate left.", "He met Gen. Lee."]);
        check("They flew to the U.S. The talks failed.", &["They flew to the U.S.", "The talks failed."]);
    }

    #[test]
    fn quotation_marks_stay_with_their_sentence() {
        check("\"We won.\" He left.", &["\"We won.\"", "He left."]);
        check("“Why?” he asked. “Go.” She went.", &["“Why?” he asked.", "“Go.”", "She went."]);
        check("It is over (for now). Next.", &["It is over (for now).", "Next."]);
    }

    #[test]
    fn lines_end_sentences_unless_wrapped() {
        check("Rebels take city\n\nThe army fled", &["Rebels take city", "The army fled"]);
        check("Rebels take city\nThe army fled", &["Rebels take city", "The army fled"]);
        check("The army fled the\ncity at night", &["The army fled the city at night"]);
    }

    #[test]
    fn headings_that_stand_before_their_text_are_cut_off() {
        check(
            "The Pear Case In May 2013, agents of the office seized fifty kilos.",
            &["The Pear Case", "In May 2013, agents of the office seized fifty kilos."],
        );
        check(
            "SEE ALSO: News of Oland and Profiles The two sides met and a deal was signed.",
            &["SEE ALSO: News of Oland and Profiles", "The two sides met and a deal was signed."],
        );
        for whole in [
            "Air Force One has landed with the president and his family on board.",
            "Battle For the North of Oland Heats Up After Talks Fail",
            "As The Herald on Sunday reported, the army has left the town.",
            "Oland In Crisis",
        ] {
            check(whole, &[whole]);
        }
    }

    #[test]
    fn an_endless_sentence_is_cut() {
        let text = "a ".repeat(1000);
        let mut segments = Segments::default();
        segments.add(&text, Span::new(0, text.len()));
        assert_eq!(segments.sentences.len(), 5);
    }
}
