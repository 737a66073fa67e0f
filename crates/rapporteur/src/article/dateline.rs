//! The place, date and sender that open a report.
//!
//! Known forms: `CAIRO, 3 Jan (AP) -`, `BEIRUT (Reuters) —`,
//! `MOSCOW, December 29. /TASS/.`, `NEW DELHI:`, `SAN JOSE, 3 JAN 90 -- [TEXT]`,
//! `(CNN)`. Anything less sure is left in the paragraph: a dateline that is
//! taken for the start of a sentence costs less than the reverse.

use super::published::{day, month_number, short_year};
use super::{Conventions, Dateline};
use crate::evidence::Span;
use jiff::civil::Date;

/// No dateline is longer, in bytes.
const LONGEST: usize = 200;

/// Finds the dateline at the start of a paragraph.
///
/// `published` settles the year of a date that is printed without one.
pub fn find(text: &str, paragraph: Span, published: Option<Date>, conventions: &Conventions) -> Option<Dateline> {
    let words = paragraph.of(text);
    let mut end = words.len().min(LONGEST);
    while !words.is_char_boundary(end) {
        end -= 1;
    }
    let head = &words[..end];
    let mut scan = Scan { head, at: 0, conventions };
    let found = scan.dateline()?;
    let offset = paragraph.start as usize;
    let close = scan.brackets(found.end);
    // A paragraph that is all dateline would leave nothing to read.
    if head[close..].trim().is_empty() {
        return None;
    }
    let place = found.place.map(|(start, end)| Span::new(offset + start, offset + end));
    let date = found.date.and_then(|stated| resolve(stated, published));
    Some(Dateline { span: Span::new(offset, offset + close), place, date })
}

/// A date as printed.
#[derive(Clone, Copy, Debug)]
struct Stated {
    year: Option<i64>,
    month: i8,
    day: i64,
}

/// The parts of a dateline, as offsets into the head.
struct Found {
    place: Option<(usize, usize)>,
    date: Option<Stated>,
    end: usize,
}

/// Reads the head from left to right.
struct Scan<'t> {
    head: &'t str,
    at: usize,
    conventions: &'t Conventions,
}

impl<'t> Scan<'t> {
    fn dateline(&mut self) -> Option<Found> {
        let place = self.place();
        let mut date = None;
        let mut sender = false;
        // Date and sender come in either order, with commas between them.
        for _ in 0..4 {
            if self.sender() {
                sender = true;
            } else if let Some(found) = self.date() {
                date = Some(found);
            } else if !self.eat(&[",", "|", "/", "."]) {
                break;
            }
        }
        let in_capitals = place.is_some_and(|(start, end)| is_in_capitals(&self.head[start..end]));
        let end = self.close(sender, date.is_some(), place.is_some(), in_capitals)?;
        if place.is_none() && !sender {
            return None;
        }
        Some(Found { place, date, end })
    }

    /// The place words: up to six capitalised words, with commas between
    /// town and country.
    fn place(&mut self) -> Option<(usize, usize)> {
        let start = self.at;
        let mut end = start;
        let mut count = 0;
        while count < 7 {
            let word = self.word();
            let is_date = month_number(word.trim_end_matches('.')).is_some() && count > 0;
            let stops = word.is_empty() || is_date || self.conventions.is_flag(word) || !starts_place_word(word, count);
            if stops || (count > 0 && self.conventions.is_agency(word)) {
                break;
            }
            self.at += word.len();
            end = self.at;
            count += 1;
            self.spaces();
            if self.rest().starts_with(',') && self.rest()[1..].trim_start().starts_with(char::is_uppercase) && !self.date_after_comma() {
                self.at += 1;
                self.spaces();
            }
        }
        (count > 0).then_some((start, end))
    }

    /// Whether a date or a sender, not a country, follows the comma here.
    fn date_after_comma(&self) -> bool {
        let mut ahead = Scan { head: self.head, at: self.at + 1, conventions: self.conventions };
        ahead.spaces();
        let word = ahead.word();
        month_number(word.trim_end_matches('.')).is_some() || self.conventions.is_agency(word)
    }

    /// `(AP)`, `(Xinhua/Name)`, `/TASS/`, `Reuters`, `By Jane Doe` is none.
    fn sender(&mut self) -> bool {
        self.spaces();
        let rest = self.rest();
        let (open, close) = match rest.chars().next() {
            Some('(') => ('(', ')'),
            Some('[') => ('[', ']'),
            Some('/') => ('/', '/'),
            _ => {
                let word = self.word();
                let known = self.conventions.is_agency(word);
                self.at += if known { word.len() } else { 0 };
                return known;
            }
        };
        let Some(length) = rest[1..].find(close).filter(|length| *length <= 40) else { return false };
        let inner = &rest[open.len_utf8()..1 + length];
        let first = inner.split(['/', '-', ',', '|']).next().unwrap_or(inner);
        if !self.conventions.is_agency(inner) && !self.conventions.is_agency(first) {
            return false;
        }
        self.at += 1 + length + 1;
        true
    }

    /// `3 Jan`, `Jan. 3, 2019`, `3 JAN 90`; a weekday before it is passed over.
    fn date(&mut self) -> Option<Stated> {
        let back = self.at;
        let found = self.date_here();
        if found.is_none() {
            self.at = back;
        }
        found
    }

    fn date_here(&mut self) -> Option<Stated> {
        self.spaces();
        let first = self.take_word();
        let (month, date) = match month_number(first) {
            Some(month) => {
                self.eat(&["."]);
                (month, self.take_number(2)?)
            }
            None => {
                let date: i64 = first.parse().ok().filter(|date| (1..=31).contains(date))?;
                let month = month_number(self.take_word())?;
                self.eat(&["."]);
                (month, date)
            }
        };
        let back = self.at;
        self.eat(&[","]);
        let year = match self.take_number(4) {
            Some(year @ 1500..) => Some(year),
            Some(year @ 0..=99) => Some(short_year(year)),
            _ => {
                self.at = back;
                None
            }
        };
        Some(Stated { year, month, day: date })
    }

    /// The dash, colon or stop that ends the dateline; gives the offset after
    /// it and the white space that follows.
    fn close(&mut self, sender: bool, date: bool, place: bool, in_capitals: bool) -> Option<usize> {
        self.spaces();
        let spaced = self.head[..self.at].ends_with(char::is_whitespace) || sender;
        let sure = sender || date;
        let rest = self.rest();
        let stop = ["—", "–", "--", "―", "-", ":"].into_iter().find(|stop| rest.starts_with(stop));
        let length = match stop {
            Some(":") if in_capitals || sure => 1,
            Some("-") if sure || (spaced && in_capitals) => 1,
            Some("-") | Some(":") => return None,
            Some(dash) if sure || in_capitals => dash.len() + rest[dash.len()..].chars().take_while(|c| *c == '-').count(),
            // `(CNN)` and `Reuters` in brackets end a dateline by themselves.
            None if sender && self.head[..self.at].trim_end().ends_with([')', '/', ']']) => rest.len() - rest.trim_start_matches('.').len(),
            _ => return None,
        };
        self.at += length;
        self.spaces();
        let opens = self.rest().trim_start_matches(['"', '\'', '“', '‘', '(', '[', '«']).chars().next();
        // "The Party of Order (POO) won" is a name with its abbreviation: without a dash, a sentence must open.
        let is_marked = sure && stop.is_some();
        let starts_sentence = opens.is_some_and(|c| c.is_uppercase() || c.is_numeric() || (is_marked && !c.is_whitespace()));
        (starts_sentence && (place || sender)).then_some(self.at)
    }

    /// Passes over tags such as `[REPORT] [TEXT]` after the dash.
    fn brackets(&self, mut end: usize) -> usize {
        while self.head[end..].starts_with('[') {
            let Some(length) = self.head[end..].find(']') else { break };
            end += length + 1;
            end += self.head[end..].len() - self.head[end..].trim_start().len();
        }
        end
    }

    fn rest(&self) -> &'t str {
        &self.head[self.at..]
    }

    fn spaces(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    /// The run of letters, digits and marks inside words that stands here.
    fn word(&self) -> &'t str {
        let rest = self.rest();
        let inside = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '.' | '-' | '‑');
        let end = rest.find(|c| !inside(c)).unwrap_or(rest.len());
        let word = &rest[..end];
        // A hyphen at the end is a dash, a stop belongs to abbreviations only.
        let word = word.find("--").map_or(word, |dash| &word[..dash]).trim_end_matches('-');
        let stem = word.trim_end_matches('.');
        let is_short = stem.chars().count() <= 5 && stem.starts_with(char::is_uppercase) && !stem.chars().all(char::is_uppercase);
        if is_short || stem.contains('.') { word } else { stem }
    }

    fn take_word(&mut self) -> &'t str {
        self.spaces();
        let word = self.word().trim_end_matches('.');
        self.at += word.len();
        word
    }

    fn take_number(&mut self, digits: usize) -> Option<i64> {
        self.spaces();
        let rest = self.rest();
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        if end == 0 || end > digits {
            return None;
        }
        self.at += end;
        rest[..end].parse().ok()
    }

    fn eat(&mut self, marks: &[&str]) -> bool {
        let back = self.at;
        self.spaces();
        match marks.iter().find(|mark| self.rest().starts_with(**mark)) {
            Some(mark) => {
                self.at += mark.len();
                true
            }
            None => {
                self.at = back;
                false
            }
        }
    }
}

/// Whether a word can be part of a place at the head of a report.
fn starts_place_word(word: &str, count: usize) -> bool {
    let particle = count > 0 && matches!(word, "de" | "del" | "da" | "do" | "la" | "al" | "el" | "of" | "and" | "the");
    particle || word.starts_with(char::is_uppercase)
}

/// Whether the words are a place in capitals; one of three letters at most is
/// taken for an abbreviation.
fn is_in_capitals(words: &str) -> bool {
    let first = words.split([',', ' ']).next().unwrap_or(words);
    let letters = first.chars().filter(|c| c.is_alphabetic());
    letters.clone().all(char::is_uppercase) && words.chars().filter(|c| c.is_alphabetic()).count() >= 4
}

/// The day meant: with the year printed, or the last such day up to a week
/// after publication.
fn resolve(stated: Stated, published: Option<Date>) -> Option<Date> {
    let month = i64::from(stated.month);
    if let Some(year) = stated.year {
        return day(year, month, stated.day).ok();
    }
    let published = published?;
    let latest = published.checked_add(jiff::Span::new().days(7)).ok()?;
    let this_year = i64::from(latest.year());
    [this_year, this_year - 1].into_iter().filter_map(|year| day(year, month, stated.day).ok()).find(|date| *date <= latest)
}
