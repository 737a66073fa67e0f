//! Cuts text into words by the conventions of the English Web Treebank.
//!
//! Punctuation, hyphens inside compounds and currency signs are words of
//! their own; `don't` is one token of two words, `do` and `n't`; links,
//! addresses, numbers, dates and dotted abbreviations stay whole.
//! Every byte that is not white space is in exactly one word, whatever the
//! text; the time is linear in its length.

use super::abbreviation::is_abbreviation;
use crate::evidence::Span;

/// A word before it is parsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RawWord {
    /// Which bytes of the text.
    pub span: Span,
    /// Whether it and the word before are parts of one token.
    pub joined: bool,
    /// Whether white space stands before it.
    pub space_before: bool,
}

/// Longer words are cut, so that no step meets a word of many megabytes.
const LONGEST_BYTES: usize = 400;

/// Prefixes that stay with what follows their hyphen.
const BOUND_PREFIXES: [&str; 22] = [
    "anti", "arch", "co", "counter", "e", "ex", "inter", "intra", "mid", "multi", "neo", "non", "over", "post", "pre", "pro", "psycho",
    "re", "semi", "socio", "sub", "un",
];

/// Units that are cut off a number before them.
const UNITS: [&str; 26] = [
    "am", "pm", "k", "m", "bn", "mm", "cm", "km", "kg", "g", "ft", "lb", "lbs", "mph", "kph", "hrs", "hr", "min", "mins", "yr", "yrs",
    "mg", "ml", "kw", "mw", "gb",
];

/// Appends the words of `text[span]` to `words`.
pub fn split_words(text: &str, span: Span, words: &mut Vec<RawWord>) {
    let part = span.of(text);
    let mut rest = part;
    while let Some(skip) = rest.find(|c: char| !c.is_whitespace()) {
        let start = part.len() - rest.len() + skip;
        let chunk = &part[start..];
        let length = chunk.find(char::is_whitespace).unwrap_or(chunk.len());
        let first = words.len();
        Chunk { text, end: span.start as usize + start + length, words, first }.split(span.start as usize + start);
        if let Some(word) = words.get_mut(first) {
            word.space_before = true;
        }
        rest = &part[start + length..];
    }
}

/// A stretch without white space that is being cut.
struct Chunk<'a, 'w> {
    text: &'a str,
    end: usize,
    words: &'w mut Vec<RawWord>,
    /// The number of words before the chunk.
    first: usize,
}

impl Chunk<'_, '_> {
    fn split(&mut self, start: usize) {
        let mut at = start;
        while at < self.end {
            let rest = &self.text[at..self.end];
            // A link or face may follow an opening bracket or quotation mark.
            let after_mark = at == start || self.text[start..at].ends_with(|c: char| !c.is_alphanumeric() && c != '-');
            let length = atom(rest, at == start, after_mark).min(rest.len());
            self.push_atom(at, at + length);
            at += length;
        }
    }

    /// Adds an atom, mended with the words before it.
    fn push_atom(&mut self, start: usize, end: usize) {
        let atom = &self.text[start..end];
        if self.mend(atom, end) {
            return;
        }
        if end - start > LONGEST_BYTES {
            return self.push_long(start, end);
        }
        if matches!(atom, "'" | "’") && self.is_possessive(start) {
            return self.push(start, end, true);
        }
        match second_word(atom) {
            Some(cut) if cut > 0 => {
                self.push(start, start + cut, false);
                self.push(start + cut, end, true);
            }
            _ => self.push(start, end, false),
        }
    }

    /// Joins an atom to the word before it, where the treebank does.
    fn mend(&mut self, atom: &str, end: usize) -> bool {
        if self.words.len() == self.first {
            return false;
        }
        let Some(last) = self.words.last().copied() else { return false };
        let before = last.span.of(self.text);
        let is_letters = atom.chars().all(char::is_alphanumeric);
        let joins = match atom {
            // A stop at the end of a chunk or before another mark belongs to an abbreviation.
            "." => is_abbreviation(before) && !self.text[end..self.end].starts_with(char::is_alphanumeric),
            "-" | "‑" => is_bound_prefix(before) && self.text[end..self.end].starts_with(char::is_alphabetic),
            _ if is_letters && before.ends_with(['-', '‑']) => before.len() > 1 && is_bound_prefix(before.trim_end_matches(['-', '‑'])),
            _ => false,
        };
        if joins && let Some(last) = self.words.last_mut() {
            last.span = Span::new(last.span.start as usize, end);
        }
        joins
    }

    /// Whether an apostrophe makes a plural possessive (`the rebels' camp`) rather than closing a quotation.
    fn is_possessive(&self, start: usize) -> bool {
        const NEAR: usize = 30;
        let chunk = &self.words[self.first..];
        let after_s = chunk.last().is_some_and(|word| !word.joined && word.span.of(self.text).ends_with(['s', 'S', 'z']));
        let is_opener = |word: &RawWord| word.space_before && matches!(word.span.of(self.text), "'" | "‘" | "’");
        let near = &self.words[self.words.len().saturating_sub(NEAR)..];
        let quoted = near.iter().any(is_opener) || matches!(chunk.first().map(|word| word.span.of(self.text)), Some("'" | "‘" | "’"));
        after_s && !quoted && !self.text[start..self.end].chars().nth(1).is_some_and(char::is_alphanumeric)
    }

    fn push_long(&mut self, start: usize, end: usize) {
        let mut at = start;
        while at < end {
            let mut next = (at + LONGEST_BYTES).min(end);
            while !self.text.is_char_boundary(next) {
                next += 1;
            }
            self.push(at, next, false);
            at = next;
        }
    }

    fn push(&mut self, start: usize, end: usize, joined: bool) {
        self.words.push(RawWord { span: Span::new(start, end), joined, space_before: false });
    }
}

fn is_bound_prefix(word: &str) -> bool {
    word.len() <= 7 && BOUND_PREFIXES.iter().any(|prefix| prefix.eq_ignore_ascii_case(word))
}

/// The length in bytes of the first atom of a chunk's rest; at least one character.
fn atom(rest: &str, at_start: bool, after_mark: bool) -> usize {
    let Some(first) = rest.chars().next() else { return 0 };
    if after_mark && let Some(length) = link(rest).or_else(|| emoticon(rest)) {
        return length;
    }
    match first {
        '0'..='9' => number(rest),
        '.' | '*' | '_' | '~' | '#' | '<' | '>' | '$' | '+' | '\\' => run(rest, |c| c == first),
        '-' | '=' => run(rest, |c| c == '-' || c == '='),
        '!' | '?' => run(rest, |c| c == '!' || c == '?'),
        '\'' | '’' if at_start => leading_apostrophe(rest),
        '\'' | '’' => trailing_apostrophe(rest),
        _ if first.is_alphanumeric() => letters(rest),
        _ => first.len_utf8(),
    }
}

fn run(rest: &str, belongs: impl Fn(char) -> bool) -> usize {
    rest.find(|c| !belongs(c)).unwrap_or(rest.len())
}

/// A web or mail address, without the punctuation after it.
fn link(rest: &str) -> Option<usize> {
    let known = ["http://", "https://", "www.", "ftp://", "Http://", "HTTP://", "WWW."].iter().any(|prefix| rest.starts_with(prefix));
    let is_link = known || (rest.len() < 200 && is_mail_or_host(rest));
    if !is_link {
        return None;
    }
    let body = rest.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '"', '\'', '”', '’', ']', '>']);
    // A host in brackets ends where they do.
    let body =
        if known { body } else { &body[..body.find(['<', '>', '(', ')', '"', '“', '”', '…', ',', ';']).unwrap_or(body.len())] };
    (!body.is_empty()).then_some(body.len())
}

fn is_mail_or_host(rest: &str) -> bool {
    let body = rest.trim_end_matches(|c: char| !c.is_alphanumeric());
    if !body.starts_with(char::is_alphanumeric) {
        return false;
    }
    if let Some((name, host)) = body.split_once('@') {
        return name.chars().all(|c| c.is_alphanumeric() || "._%+-".contains(c)) && host.contains('.');
    }
    let Some((host, top)) = body.split('/').next().and_then(|host| host.rsplit_once('.')) else { return false };
    const TOPS: [&str; 16] =
        ["com", "org", "net", "gov", "edu", "info", "uk", "doc", "xls", "pdf", "htm", "html", "jpg", "txt", "docx", "png"];
    // Newsgroups and the like are lower case with two stops or more.
    let is_group = host.contains('.') && body.chars().all(|c| c.is_ascii_lowercase() || c == '.') && !body.contains("..");
    (is_group || TOPS.contains(&top.to_ascii_lowercase().as_str()))
        && host.chars().all(|c| c.is_alphanumeric() || ".-_".contains(c))
        && !host.ends_with('.')
}

fn emoticon(rest: &str) -> Option<usize> {
    const EYES: [char; 3] = [':', ';', '='];
    let mut chars = rest.chars();
    let eyes = chars.next().filter(|c| EYES.contains(c))?;
    let mouth = rest[eyes.len_utf8()..].trim_start_matches(['-', '\'']);
    let length = run(mouth, |c| ")(DP".contains(c));
    let face = rest.len() - mouth.len() + length;
    // A few characters decide, so that a long row of faces takes linear time.
    let ends = rest[face..].chars().take(4).all(|c| !c.is_alphanumeric());
    (length > 0 && ends).then_some(face)
}

/// Digits with separators between them, and what belongs to them.
fn number(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let is_digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    let mut end = 0;
    let mut hyphens = Vec::new();
    while end < bytes.len() {
        match bytes[end] {
            b'0'..=b'9' => end += 1,
            b'.' | b',' | b':' | b'/' if is_digit(end + 1) => end += 1,
            b'-' if is_digit(end + 1) => {
                hyphens.push(end);
                end += 1;
            }
            _ => break,
        }
    }
    if let [hyphen] = hyphens[..]
        && is_range(&rest[..hyphen], &rest[hyphen + 1..end])
    {
        return hyphen;
    }
    let tail = &rest[end..];
    let letters = run(tail, char::is_alphanumeric);
    let suffix = &tail[..letters];
    let lower = suffix.to_ascii_lowercase();
    let is_apart = UNITS.contains(&lower.as_str()) || (letters > 8 && !suffix.contains(|c: char| c.is_ascii_digit()));
    if is_apart { end } else { end + letters }
}

/// Whether `5-10` or `1969-1970` are two numbers rather than one code.
fn is_range(from: &str, to: &str) -> bool {
    let plain = |part: &str| part.len() <= 2 || part.contains([':', ',', '.']);
    let year = |part: &str| part.len() == 4 && (part.starts_with("19") || part.starts_with("20") || part.starts_with("18"));
    (plain(from) && plain(to)) || (year(from) && (year(to) || to.len() <= 2))
}

/// An apostrophe that opens a chunk: a clitic written apart, a short year, or a quotation mark.
fn leading_apostrophe(rest: &str) -> usize {
    let mark = rest.chars().next().map_or(0, char::len_utf8);
    let tail = &rest[mark..];
    let body = run(tail, char::is_alphanumeric);
    let word = &tail[..body];
    let is_clitic = ["s", "m", "d", "re", "ve", "ll", "em", "til", "cause", "n"].iter().any(|clitic| clitic.eq_ignore_ascii_case(word));
    let is_year = word.len() >= 2 && word.len() <= 3 && word.as_bytes()[..2].iter().all(u8::is_ascii_digit);
    if is_clitic || is_year { mark + body } else { mark }
}

/// An apostrophe inside or after a chunk.
fn trailing_apostrophe(rest: &str) -> usize {
    let mark = rest.chars().next().map_or(0, char::len_utf8);
    let body = run(&rest[mark..], char::is_alphabetic);
    let word = &rest[mark..mark + body];
    if word.eq_ignore_ascii_case("s") { mark + body } else { mark }
}

/// A word of letters and digits, with the marks that belong inside it.
fn letters(rest: &str) -> usize {
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    let mut before = ' ';
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |&(_, next)| next);
        let inside = match c {
            _ if c.is_alphanumeric() || is_mark(c) => true,
            '\'' | '’' => next.is_alphabetic(),
            '_' => next.is_alphanumeric(),
            '&' => before.is_uppercase() && next.is_uppercase() || before.is_lowercase() && next.is_lowercase() && end == 1,
            // `U.S` and `p.m` go on; `end.Then` does not.
            '.' => next.is_alphabetic() && is_dotted(&rest[..at], &rest[at + 1..]),
            _ => false,
        };
        if !inside {
            break;
        }
        end = at + c.len_utf8();
        before = c;
    }
    // The stop after a dotted abbreviation of two letters or more is part of it.
    if rest[end..].starts_with('.') && rest[..end].contains('.') && dotted_end(&rest[..end]) && !rest[end..].starts_with("..") {
        end += 1;
    }
    // The first character is a letter or digit, so something was taken.
    end
}

/// Combining marks, which no class of letters holds.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{200D}' | '\u{FE0F}' | '\u{AD}')
}

/// Whether the stop between `before` and `after` is inside an abbreviation or a file or host name.
fn is_dotted(before: &str, after: &str) -> bool {
    let last = before.rsplit('.').next().unwrap_or(before);
    let single = last.chars().count() == 1;
    let next = &after[..run(after, char::is_alphanumeric)];
    let follows = after[next.len()..].starts_with('.') || next.chars().count() == 1;
    single && (follows || before.contains('.') && next.chars().count() <= 1)
}

fn dotted_end(word: &str) -> bool {
    word.rsplit('.').next().is_some_and(|last| last.chars().count() == 1)
}

/// Where the second word of a token such as `don't`, `Iran's` or `cannot` begins.
fn second_word(atom: &str) -> Option<usize> {
    // Two words that are written as one, and how long the first is.
    const FUSED: [(&str, usize); 20] = [
        ("cannot", 3),
        ("gonna", 3),
        ("wanna", 3),
        ("gotta", 3),
        ("dont", 2),
        ("didnt", 3),
        ("doesnt", 4),
        ("cant", 2),
        ("wont", 2),
        ("isnt", 2),
        ("wasnt", 3),
        ("couldnt", 5),
        ("wouldnt", 5),
        ("havent", 4),
        ("im", 1),
        ("ive", 1),
        ("thats", 4),
        ("youre", 3),
        ("theyre", 4),
        ("outta", 3),
    ];
    if let Some(&(_, cut)) = FUSED.iter().find(|(fused, _)| fused.eq_ignore_ascii_case(atom)) {
        return Some(cut);
    }
    let mark = atom.rfind(['\'', '’'])?;
    let tail = atom[mark..].trim_start_matches(['\'', '’']);
    let is_one_of = |list: &[&str]| list.iter().any(|clitic| clitic.eq_ignore_ascii_case(tail));
    if is_one_of(&["s", "m", "d", "re", "ve", "ll"]) {
        return Some(mark);
    }
    let head = &atom[..mark];
    (is_one_of(&["t"]) && head.ends_with(['n', 'N']) && head.len() > 1).then(|| head.len() - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &str) {
        let mut words = Vec::new();
        split_words(text, Span::new(0, text.len()), &mut words);
        let mut shown = String::new();
        for word in words {
            shown.push_str(if word.joined {
                "+"
            } else if shown.is_empty() {
                ""
            } else {
                " "
            });
            shown.push_str(word.span.of(text));
        }
        assert_eq!(shown, expect);
    }

    #[test]
    fn plain_sentences() {
        check("He came, saw (and left).", "He came , saw ( and left ) .");
        check("\"Stop!\" she said; \"why?!\"", "\" Stop ! \" she said ; \" why ?! \"");
        check("first…then—end.Then more...", "first … then — end . Then more ...");
    }

    #[test]
    fn contractions_are_tokens_of_two_words() {
        check("They don't; it's Iran's. I'll", "They do+n't ; it+'s Iran+'s . I+'ll");
        check("He can’t, cannot", "He ca+n’t , can+not");
        check("the parents' 'house'", "the parents+' ' house '");
        check("Shi'ite O'Connell", "Shi'ite O'Connell");
    }

    #[test]
    fn hyphens_are_words_except_after_bound_prefixes() {
        check("a long-term, anti-American e-mail", "a long - term , anti-American e-mail");
        check("26-year-old al-Qaeda", "26 - year - old al - Qaeda");
    }

    #[test]
    fn numbers_dates_and_money() {
        check("$1,200.50 in 1990s, 5% 11/28/2000", "$ 1,200.50 in 1990s , 5 % 11/28/2000");
        check("7:30pm 5-10 1969-1970 713-853-3989 21st", "7:30 pm 5 - 10 1969 - 1970 713-853-3989 21st");
    }

    #[test]
    fn abbreviations_keep_their_stops() {
        check("Mr. Bush of the U.S. and the U.N.", "Mr. Bush of the U.S. and the U.N.");
        check("Gen. J. Smith, Inc., at 5 p.m.", "Gen. J. Smith , Inc. , at 5 p.m.");
        check("AT&T and/or PG&E's", "AT&T and / or PG&E+'s");
    }

    #[test]
    fn links_are_words() {
        check("(see http://a.b/c-d?e=1.)", "( see http://a.b/c-d?e=1 . )");
        check("mail a.b@c.org, now", "mail a.b@c.org , now");
    }

    proptest::proptest! {
        #[test]
        fn every_visible_byte_is_in_one_word(text in "(\\PC|[ \n.,'’\"()a-cA-C0-9:/@-]){0,80}") {
            let mut words = Vec::new();
            split_words(&text, Span::new(0, text.len()), &mut words);
            let joined: String = words.iter().map(|word| word.span.of(&text)).collect();
            let expect: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            proptest::prop_assert_eq!(joined, expect);
            proptest::prop_assert!(words.is_sorted_by(|a, b| a.span.end <= b.span.start));
        }
    }

    #[test]
    fn nothing_is_lost_in_odd_text() {
        for text in ["\0\u{1}a\u{7f}", "👩‍👩‍👧‍👦🇸🇾", "''''''", "....----", "a\u{301}b", "x'", "-", "\u{feff}a", "İ’s"]
        {
            let mut words = Vec::new();
            split_words(text, Span::new(0, text.len()), &mut words);
            let joined: String = words.iter().map(|word| word.span.of(text)).collect();
            let expect: String = text.split_whitespace().collect();
            assert_eq!(joined, expect);
        }
    }
}
