//! The words of a sentence as the time patterns see them.
//!
//! In come the text and a span of it; out go items with the classes of the
//! lexicon: `twenty-five` and `25` are one number each, `2018-12-29` is one
//! date. The items do not depend on the tokens of the document stage, so
//! that a hyphen inside or between tokens changes nothing.

use crate::evidence::Span;
use crate::resource::time::{Class, ClassSet, TimeTables};

/// A word, number or mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    /// Which bytes of the text.
    pub span: Span,
    /// The row of the vocabulary; 0 for words that are not in it.
    pub word: u16,
    /// What it can be.
    pub classes: ClassSet,
    /// The number, packed date or row that a class refers to, if the
    /// vocabulary does not give it.
    pub value: i32,
    /// How it is written.
    pub shape: Shape,
}

impl Item {
    /// The value that it has as a member of a class.
    pub fn value_as(&self, tables: &TimeTables, class: Class) -> i32 {
        tables.value(self.word, class).unwrap_or(self.value)
    }
}

/// How a word is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Shape {
    /// It begins with a capital letter.
    pub capital: bool,
    /// It has lower-case letters.
    pub lower: bool,
    /// White space stands before it.
    pub space: bool,
    /// It is made of letters.
    pub letters: bool,
    /// Its lower-case last letter is `s`.
    pub plural: bool,
    /// It ends in `ed`.
    pub past: bool,
}

/// Splits a span of text into items.
pub(super) fn items(tables: &TimeTables, text: &str, span: Span) -> Vec<Item> {
    let upper = !span.of(text).bytes().any(|byte| byte.is_ascii_lowercase());
    let mut lexer =
        Lexer { tables, text, bytes: text.as_bytes(), at: span.start as usize, end: span.end as usize, upper, items: Vec::new() };
    lexer.run();
    let mut items = lexer.items;
    join_numerals(tables, &mut items);
    join_names(tables, &mut items);
    items
}

struct Lexer<'a> {
    tables: &'a TimeTables,
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    end: usize,
    /// The sentence is all in capitals, so that they tell nothing.
    upper: bool,
    items: Vec<Item>,
}

impl Lexer<'_> {
    fn run(&mut self) {
        let mut space = true;
        while self.at < self.end {
            let start = self.at;
            let byte = self.bytes[start];
            if byte.is_ascii_whitespace() {
                self.at += 1;
                space = true;
                continue;
            }
            if byte.is_ascii_digit() {
                self.number(space);
            } else if byte.is_ascii_alphabetic() || (byte >= 0x80 && self.char_at(start).is_alphabetic()) {
                self.word(space);
            } else {
                let mark = self.char_at(start);
                self.at += mark.len_utf8();
                if mark.is_whitespace() {
                    space = true;
                    continue;
                }
                self.mark(start, mark, space);
            }
            space = false;
        }
    }

    /// The character at a boundary; a replacement if the span is broken.
    fn char_at(&self, at: usize) -> char {
        self.text.get(at..).and_then(|rest| rest.chars().next()).unwrap_or('\u{fffd}')
    }

    fn push(&mut self, start: usize, classes: ClassSet, value: i32, shape: Shape) {
        self.items.push(Item { span: Span::new(start, self.at), word: 0, classes, value, shape });
    }

    /// Dashes of all kinds become one mark, and so do apostrophes.
    fn mark(&mut self, start: usize, mark: char, space: bool) {
        let shape = Shape { space, ..Shape::default() };
        let name = match mark {
            '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' => "-",
            '\'' | '\u{2018}' | '\u{2019}' => "'",
            _ => self.text.get(start..self.at).unwrap_or(""),
        };
        if name == "'" {
            if let Some(value) = self.short_year(start) {
                self.push(start, Class::ShortYear.into(), value, shape);
                return;
            }
            // `'s` is one word.
            if !space && self.at < self.end && matches!(self.bytes[self.at], b's' | b'S') && !self.is_letter(self.at + 1) {
                self.at += 1;
                let word = self.tables.word_id("'s");
                self.items.push(Item { span: Span::new(start, self.at), word, classes: ClassSet::default(), value: 0, shape });
                return;
            }
        }
        let word = self.tables.word_id(name);
        self.items.push(Item { span: Span::new(start, self.at), word, classes: ClassSet::default(), value: 0, shape });
    }

    /// `'14`, and nothing that goes on.
    fn short_year(&mut self, _start: usize) -> Option<i32> {
        let digits = self.bytes.get(self.at..(self.at + 2).min(self.end))?;
        if digits.len() < 2 || !digits.iter().all(u8::is_ascii_digit) || self.is_letter(self.at + 2) || self.is_digit(self.at + 2) {
            return None;
        }
        self.at += 2;
        Some(i32::from(digits[0] - b'0') * 10 + i32::from(digits[1] - b'0'))
    }

    fn is_letter(&self, at: usize) -> bool {
        at < self.end && (self.bytes[at].is_ascii_alphabetic() || self.bytes[at] >= 0x80 && self.char_at(at).is_alphabetic())
    }

    fn is_digit(&self, at: usize) -> bool {
        at < self.end && self.bytes[at].is_ascii_digit()
    }

    fn word(&mut self, space: bool) {
        let start = self.at;
        let mut letters = 0;
        while self.is_letter(self.at) {
            self.at += if self.bytes[self.at] < 0x80 { 1 } else { self.char_at(self.at).len_utf8() };
            letters += 1;
        }
        if letters == 1 {
            self.initials();
        }
        let form = self.text.get(start..self.at).unwrap_or("");
        let mut shape = shape(form, space);
        shape.capital &= !self.upper;
        let mut word = self.tables.word_id(form);
        let entry = self.tables.entry(word);
        let named = if self.upper { self.touches_digits(start) } else { shape.capital };
        if entry.capital && !named {
            word = 0;
        } else if entry.dot
            && self.at < self.end
            && self.bytes[self.at] == b'.'
            && !self.bytes[self.at + 1..self.end].trim_ascii().is_empty()
        {
            // The last stop of a sentence is not the abbreviation's.
            self.at += 1;
        }
        let mut classes = self.tables.entry(word).classes;
        if classes == ClassSet::default() {
            classes = ClassSet::from(if shape.capital { Class::Name } else { Class::Letters });
            if shape.plural && !shape.capital {
                classes = classes | Class::Plural.into();
            }
        }
        self.items.push(Item { span: Span::new(start, self.at), word, classes, value: 0, shape });
    }

    /// Whether digits stand right before or after a word, marks aside: in a
    /// text in capitals, `MAY 5` is a date and `MAY GO` is not.
    fn touches_digits(&self, start: usize) -> bool {
        let marks = |byte: &&u8| !matches!(byte, b' ' | b'.' | b',' | b'\n');
        let after = self.bytes[self.at..self.end].iter().take(3).find(marks);
        let before = self.bytes[..start].iter().rev().take(2).find(marks);
        [before, after].into_iter().flatten().any(u8::is_ascii_digit)
    }

    /// Goes on over `.m.` after `a`, so that `a.m.` and `B.C.` are words.
    fn initials(&mut self) {
        let mut end = self.at;
        while end + 1 < self.end && self.bytes[end] == b'.' && self.bytes[end + 1].is_ascii_alphabetic() && !self.is_letter(end + 2) {
            end += 2;
        }
        if end > self.at {
            if end < self.end && self.bytes[end] == b'.' {
                let with_stop = self.text.get(self.at - 1..end + 1).unwrap_or("");
                if self.tables.word_id(with_stop) != 0 {
                    end += 1;
                }
            }
            self.at = end;
        }
    }

    fn digits(&mut self) -> (i32, usize) {
        let start = self.at;
        let mut value = 0i32;
        while self.is_digit(self.at) {
            value = value.saturating_mul(10).saturating_add(i32::from(self.bytes[self.at] - b'0'));
            self.at += 1;
        }
        (value, self.at - start)
    }

    /// A mark and the digits after it, if both are there.
    fn mark_and_digits(&mut self, mark: u8) -> Option<(i32, usize)> {
        if self.at < self.end && self.bytes[self.at] == mark && self.is_digit(self.at + 1) {
            self.at += 1;
            return Some(self.digits());
        }
        None
    }

    fn number(&mut self, space: bool) {
        let start = self.at;
        let shape = Shape { space, ..Shape::default() };
        let (value, length) = self.digits();
        let after_first = self.at;
        if let Some((class, value)) = self.compound(value, length) {
            self.push(start, class.into(), value, shape);
            return;
        }
        self.at = after_first;
        // Thousands and decimals: `2,000` and `22.8` are no years or days.
        let mut grouped = false;
        let mut total = value;
        while self.at + 3 < self.end
            && self.bytes[self.at] == b','
            && (1..4).all(|i| self.is_digit(self.at + i))
            && !self.is_digit(self.at + 4)
            && length <= 3
        {
            self.at += 1;
            total = total.saturating_mul(1000).saturating_add(self.digits().0);
            grouped = true;
        }
        if self.at < self.end && self.bytes[self.at] == b'.' && self.is_digit(self.at + 1) {
            self.at += 1;
            self.digits();
            self.push(start, Class::Decimal.into(), 0, shape);
            return;
        }
        if grouped {
            self.push(start, Class::Number.into(), total, shape);
            return;
        }
        self.plain_number(start, value, length, shape);
    }

    /// `1990s`, `3rd`, `1944`, `14`.
    fn plain_number(&mut self, start: usize, value: i32, length: usize, shape: Shape) {
        let suffix_end = (self.at..self.end).find(|&i| !self.is_letter(i)).unwrap_or(self.end);
        let suffix = self.text.get(self.at..suffix_end).unwrap_or("");
        let plural = suffix == "s" || matches!(suffix, "'s");
        if plural && value % 10 == 0 && (2..=4).contains(&length) {
            self.at = suffix_end;
            self.push(start, Class::Decade.into(), value, shape);
            return;
        }
        if matches!(suffix, "st" | "nd" | "rd" | "th" | "ST" | "ND" | "RD" | "TH") && length <= 2 {
            self.at = suffix_end;
            let day = ClassSet::from(Class::Day) | Class::DayOrdinal.into();
            let classes = ClassSet::from(Class::Ordinal) | if (1..=31).contains(&value) { day } else { ClassSet::default() };
            self.push(start, classes, value, shape);
            return;
        }
        let mut classes = ClassSet::from(Class::Number);
        if length <= 2 && (1..=31).contains(&value) {
            classes = classes | Class::Day.into();
        }
        if length == 4 && (1000..2200).contains(&value) {
            // `1700` is rather an hour or a number than a year.
            let is_old = value < 1750 || value < 1900 && value % 100 == 0;
            classes = classes | if is_old { Class::OldYear.into() } else { Class::Year.into() };
        }
        if length == 4 && value / 100 < 24 && value % 100 < 60 {
            let is_sharp = value >= 1000 && value % 100 == 0;
            classes = classes | if is_sharp { Class::FullHour.into() } else { Class::Military.into() };
        }
        if (1..=4).contains(&length) {
            classes = classes | Class::AnyYear.into();
        }
        if length == 2 {
            classes = classes | Class::TwoDigits.into();
        }
        self.push(start, classes, value, shape);
    }

    /// `2018-12-29`, `12/29/2018`, `29.12.2018`, `19:30`. Leaves the place
    /// anywhere if it is none of these.
    fn compound(&mut self, first: i32, length: usize) -> Option<(Class, i32)> {
        let mark = *self.bytes.get(self.at).filter(|_| self.at < self.end)?;
        match mark {
            b'-' if length == 4 => {
                let (month, digits) = self.mark_and_digits(b'-')?;
                let (day, day_digits) = self.mark_and_digits(b'-')?;
                (digits == 2 && day_digits == 2).then_some((Class::FullDate, pack(first, month, day)?))
            }
            b'/' | b'.' if length <= 2 => {
                let (second, digits) = self.mark_and_digits(mark)?;
                let (year, year_digits) = self.mark_and_digits(mark)?;
                if digits > 2 || year_digits != 4 {
                    return None;
                }
                // Where both readings are dates, the slash is American and
                // the dot is European.
                let american = if mark == b'/' { first <= 12 } else { second > 12 };
                let (month, day) = if american { (first, second) } else { (second, first) };
                Some((Class::FullDate, pack(year, month, day)?))
            }
            b':' if length <= 2 && first < 24 => {
                let (minute, digits) = self.mark_and_digits(b':')?;
                if digits != 2 || minute > 59 {
                    return None;
                }
                let _seconds = self.mark_and_digits(b':');
                Some((Class::Clock, first * 60 + minute))
            }
            _ => None,
        }
    }
}

/// A date as one number, unless it cannot be one.
fn pack(year: i32, month: i32, day: i32) -> Option<i32> {
    ((1000..2200).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day)).then_some(year * 10_000 + month * 100 + day)
}

fn shape(form: &str, space: bool) -> Shape {
    let bytes = form.as_bytes();
    let lower = bytes.iter().any(u8::is_ascii_lowercase);
    let ends_with = |suffix: &[u8]| bytes.len() >= suffix.len() && bytes[bytes.len() - suffix.len()..].eq_ignore_ascii_case(suffix);
    Shape {
        capital: form.chars().next().is_some_and(char::is_uppercase),
        lower,
        space,
        letters: true,
        plural: bytes.len() > 2 && ends_with(b"s") && !ends_with(b"ss"),
        past: bytes.len() > 4 && ends_with(b"ed"),
    }
}

/// Makes one number of `twenty-five`, `two hundred` and `thirty-first`.
fn join_numerals(tables: &TimeTables, items: &mut Vec<Item>) {
    if !items.iter().any(|item| item.classes.has(Class::Numeral)) {
        return;
    }
    let hyphen = tables.word_id("-");
    let mut out: Vec<Item> = Vec::with_capacity(items.len());
    let mut at = 0;
    while at < items.len() {
        let item = items[at];
        if !item.classes.has(Class::Numeral) {
            out.push(item);
            at += 1;
            continue;
        }
        let mut joined = item;
        let mut value = item.value_as(tables, Class::Numeral);
        let mut next = at + 1;
        let mut ordinal = false;
        loop {
            let hyphenated = items.get(next).is_some_and(|mark| mark.word == hyphen && !mark.shape.space);
            let candidate = next + usize::from(hyphenated);
            let Some(&word) = items.get(candidate) else { break };
            let last = value % 100;
            if word.classes.has(Class::Numeral) {
                let more = word.value_as(tables, Class::Numeral);
                value = match more {
                    1..=9 if last >= 20 && last % 10 == 0 => value + more,
                    100 | 1000 if value < more => value * more,
                    _ => break,
                };
            } else if word.classes.has(Class::Ordinal)
                && last >= 20
                && last % 10 == 0
                && (1..=9).contains(&word.value_as(tables, Class::Ordinal))
            {
                value += word.value_as(tables, Class::Ordinal);
                ordinal = true;
            } else {
                break;
            }
            joined.span = joined.span.cover(word.span);
            next = candidate + 1;
            if ordinal {
                break;
            }
        }
        joined.word = 0;
        joined.value = value;
        joined.classes = match ordinal {
            true => ClassSet::from(Class::Ordinal) | Class::Day.into() | Class::DayOrdinal.into(),
            false => Class::Number.into(),
        };
        if next == at + 1 && item.word != 0 {
            // A single numeral keeps its word, since patterns may name it.
            joined.word = item.word;
            joined.classes = item.classes | Class::Number.into();
        }
        out.push(joined);
        at = next;
    }
    *items = out;
}

/// Makes one item of the names of days.
fn join_names(tables: &TimeTables, items: &mut Vec<Item>) {
    let starts = |item: &Item| (item.shape.capital || !item.shape.lower) && tables.entry(item.word).starts_name;
    if !items.iter().any(starts) {
        return;
    }
    let mut out: Vec<Item> = Vec::with_capacity(items.len());
    let mut at = 0;
    while at < items.len() {
        let item = items[at];
        let name = if starts(&item) { tables.named_day(items[at..].iter().map(|item| item.word)) } else { None };
        match name {
            Some((length, day)) => {
                let span = item.span.cover(items[at + length - 1].span);
                out.push(Item { span, word: 0, classes: Class::Holiday.into(), value: day as i32, shape: item.shape });
                at += length;
            }
            None => {
                out.push(item);
                at += 1;
            }
        }
    }
    *items = out;
}
