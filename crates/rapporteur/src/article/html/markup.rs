//! Tags, text and character references of a page, in one pass and without a
//! tree: what the alignment and the reading of pieces need.

/// A stretch of the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event<'s> {
    /// Text with its character references still encoded.
    Text {
        /// The stretch.
        raw: &'s str,
        /// Its first byte in the source.
        at: usize,
    },
    /// An opening or closing tag.
    Tag {
        /// Its name as written.
        name: &'s str,
        /// Whether it closes an element.
        closing: bool,
        /// What stands between name and `>`.
        attributes: &'s str,
        /// For scripts and titles, the text up to their closing tag.
        content: &'s str,
    },
}

/// What an element means for the layout of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Element {
    /// Its text runs on.
    Inline,
    /// A line break.
    Break,
    /// A cell of a table.
    Cell,
    /// `html` or `body`.
    Page,
    /// Never part of a report: menus, forms, footers.
    Skipped,
    /// Anything else starts a paragraph.
    Block,
}

impl Element {
    /// The meaning of an element by its name.
    pub fn of(name: &str) -> Element {
        const INLINE: [&str; 32] = [
            "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd",
            "mark", "q", "ref", "hi", "s", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "wbr",
        ];
        const SKIPPED: [&str; 10] = ["nav", "footer", "form", "aside", "button", "select", "svg", "noscript", "template", "figcaption"];
        let name = name.to_ascii_lowercase();
        let name = name.as_str();
        match name {
            "br" | "lb" => Element::Break,
            "td" | "th" => Element::Cell,
            "html" | "body" => Element::Page,
            _ if INLINE.contains(&name) => Element::Inline,
            _ if SKIPPED.contains(&name) => Element::Skipped,
            _ => Element::Block,
        }
    }
}

/// The tags and texts of a source, in order, without comments. The content
/// of scripts and styles is given with their tag, not as text.
pub fn events(source: &str) -> impl Iterator<Item = Event<'_>> {
    Events { source, at: 0 }
}

struct Events<'s> {
    source: &'s str,
    at: usize,
}

impl<'s> Iterator for Events<'s> {
    type Item = Event<'s>;

    fn next(&mut self) -> Option<Event<'s>> {
        loop {
            let rest = &self.source[self.at..];
            if rest.is_empty() {
                return None;
            }
            if !rest.starts_with('<') || !opens_markup(rest) {
                let mut tags = rest.match_indices('<').map(|(at, _)| at).filter(|&at| at > 0 && opens_markup(&rest[at..]));
                let end = tags.next().unwrap_or(rest.len());
                let at = self.at;
                self.at += end;
                return Some(Event::Text { raw: &rest[..end], at });
            }
            if let Some(comment) = rest.strip_prefix("<!--") {
                self.at += comment.find("-->").map_or(rest.len(), |end| end + 7);
                continue;
            }
            let end = tag_end(rest);
            self.at += end;
            let inner = rest[1..end].trim_end_matches('>');
            if inner.starts_with(['!', '?']) {
                continue;
            }
            let closing = inner.starts_with('/');
            let inner = inner.trim_start_matches('/');
            let name_end = inner.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(inner.len());
            let (name, attributes) = inner.split_at(name_end);
            let content = if closing { "" } else { self.raw_content(name) };
            return Some(Event::Tag { name, closing, attributes, content });
        }
    }
}

impl<'s> Events<'s> {
    /// Passes over the content of elements whose text is no markup.
    fn raw_content(&mut self, name: &str) -> &'s str {
        if !["script", "style", "textarea"].iter().any(|raw| name.eq_ignore_ascii_case(raw)) {
            return "";
        }
        let rest = &self.source[self.at..];
        let mut from = 0;
        let end = loop {
            let Some(found) = rest[from..].find("</") else { break rest.len() };
            let close = from + found;
            let tail = &rest[close + 2..];
            if tail.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
                break close;
            }
            from = close + 2;
        };
        self.at += end;
        &rest[..end]
    }
}

/// Whether a `<` opens a tag or comment rather than standing for itself.
fn opens_markup(rest: &str) -> bool {
    rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'))
}

/// A longer tag has lost its end, in bytes; so the search for it stays short.
const LONGEST_TAG: usize = 16 * 1024;

/// The length of the tag that opens here; quotes may hide its end.
fn tag_end(rest: &str) -> usize {
    let mut quote = None;
    let mut after_equals = false;
    for (at, c) in rest.char_indices().skip(1) {
        if at > LONGEST_TAG {
            break;
        }
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if c == '>' => return at + 1,
            None if after_equals && matches!(c, '"' | '\'') => quote = Some(c),
            None => {}
        }
        after_equals = c == '=' || (after_equals && c.is_whitespace());
    }
    // An unclosed quote must not swallow the page.
    rest.find('>').map_or(rest.len(), |at| at + 1)
}

/// An attribute's value, its character references decoded.
pub fn attribute(attributes: &str, wanted: &str) -> Option<String> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if rest.is_empty() {
            return None;
        }
        let name_end = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
        let (name, tail) = rest.split_at(name_end);
        let Some(value_on) = tail.trim_start().strip_prefix('=') else {
            // An attribute without a value; a stray mark is passed over.
            rest = if name.is_empty() { &rest[rest.chars().next().map_or(0, char::len_utf8)..] } else { tail };
            continue;
        };
        let value_on = value_on.trim_start();
        let (value, after) = match value_on.chars().next() {
            Some(quote @ ('"' | '\'')) => value_on[1..].split_once(quote).unwrap_or((&value_on[1..], "")),
            _ => value_on.split_at(value_on.find(char::is_whitespace).unwrap_or(value_on.len())),
        };
        if name.eq_ignore_ascii_case(wanted) {
            let mut decoded = String::new();
            decode_into(value, &mut decoded);
            return Some(decoded);
        }
        rest = after;
    }
}

/// Appends text with its character references decoded.
pub fn decode_into(raw: &str, out: &mut String) {
    let mut rest = raw;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (c, length) = reference(rest);
        out.push(c);
        rest = &rest[length..];
    }
    out.push_str(rest);
}

/// The character that a reference at the start stands for, and its length;
/// the ampersand itself if it is none.
pub fn reference(rest: &str) -> (char, usize) {
    const NAMED: [(&str, char); 40] = [
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", '\u{a0}'),
        ("ndash", '–'),
        ("mdash", '—'),
        ("lsquo", '‘'),
        ("rsquo", '’'),
        ("sbquo", '‚'),
        ("ldquo", '“'),
        ("rdquo", '”'),
        ("bdquo", '„'),
        ("laquo", '«'),
        ("raquo", '»'),
        ("hellip", '…'),
        ("bull", '•'),
        ("middot", '·'),
        ("copy", '©'),
        ("reg", '®'),
        ("trade", '™'),
        ("euro", '€'),
        ("pound", '£'),
        ("eacute", 'é'),
        ("egrave", 'è'),
        ("aacute", 'á'),
        ("agrave", 'à'),
        ("iacute", 'í'),
        ("oacute", 'ó'),
        ("uacute", 'ú'),
        ("ntilde", 'ñ'),
        ("ccedil", 'ç'),
        ("auml", 'ä'),
        ("ouml", 'ö'),
        ("uuml", 'ü'),
        ("szlig", 'ß'),
        ("atilde", 'ã'),
        ("ecirc", 'ê'),
        ("ocirc", 'ô'),
    ];
    let body = rest.strip_prefix('&').unwrap_or(rest);
    let end = body.bytes().take(12).position(|byte| byte == b';');
    let Some(name) = end.map(|end| &body[..end]) else { return ('&', 1) };
    let length = name.len() + 2;
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok(),
            None => number.parse().ok(),
        };
        return code.and_then(char::from_u32).map_or(('&', 1), |c| (c, length));
    }
    NAMED.iter().find(|(known, _)| *known == name).map_or(('&', 1), |(_, c)| (*c, length))
}

/// How deep the elements of a page may be nested, at most. Elements that
/// close by themselves when the next of their kind opens are not counted.
pub fn depth(source: &str) -> usize {
    const SELF_CLOSING: [&str; 26] = [
        "p", "li", "dt", "dd", "tr", "td", "th", "option", "thead", "tbody", "br", "img", "meta", "link", "input", "hr", "source", "area",
        "base", "col", "embed", "wbr", "track", "param", "script", "style",
    ];
    let (mut now, mut deepest) = (0usize, 0usize);
    for event in events(source) {
        if let Event::Tag { name, closing, attributes, .. } = event
            && !attributes.ends_with('/')
            && !SELF_CLOSING.iter().any(|own| name.eq_ignore_ascii_case(own))
        {
            now = if closing { now.saturating_sub(1) } else { now + 1 };
            deepest = deepest.max(now);
        }
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expect: &str) {
        let shown: Vec<String> = events(source)
            .map(|event| match event {
                Event::Text { raw, at } => format!("{at}:{raw}"),
                Event::Tag { name, closing, content, .. } => {
                    format!("<{}{name}{}>", if closing { "/" } else { "" }, if content.is_empty() { "" } else { " …" })
                }
            })
            .collect();
        assert_eq!(shown.join(" "), expect);
    }

    #[test]
    fn tags_and_text() {
        check("a<b>c</b>", "0:a <b> 4:c </b>");
        check("1 < 2", "0:1 < 2");
        check("é<b>“ü”</b>", "0:é <b> 5:“ü” </b>");
        check("<!-- <p> --><p x='>'>y", "<p> 21:y");
        check("<script>if (a<b) {}</script>z", "<script …> </script> 28:z");
        check("<p title=\"open>text", "<p> 15:text");
        check("<", "0:<");
        check("</", "</>");
    }

    #[test]
    fn attributes() {
        let value = |attributes, name| attribute(attributes, name);
        assert_eq!(value(" a='x &amp; y' b=2 c", "a").as_deref(), Some("x & y"));
        assert_eq!(value(" a='x' B=2 c", "b").as_deref(), Some("2"));
        assert_eq!(value(" a='x' b=2 c", "c"), None);
        assert_eq!(value(" = = '", "c"), None);
    }

    #[test]
    fn references() {
        let decode = |raw: &str| {
            let mut out = String::new();
            decode_into(raw, &mut out);
            out
        };
        assert_eq!(decode("A &amp; B &#8217; &#x2019; &nope; & &#xffffffff;"), "A & B ’ ’ &nope; & &#xffffffff;");
    }
}
