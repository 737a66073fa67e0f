//! Headlines: when are two of them one?

use super::Title;
use super::convention::fold;
use crate::evidence::Span;

/// The separators that stand between a headline and the outlet's name.
const SEPARATORS: [&str; 7] = [" | ", " – ", " — ", " - ", " :: ", " « ", " » "];
/// No headline is compared past this many words.
const LONGEST: usize = 60;

/// Whether two headlines say the same, but for punctuation, an outlet's name
/// at the end, or one word of many.
pub fn is_same(a: &str, b: &str) -> bool {
    let forms = |title: &str| [fold(title, LONGEST), fold(without_outlet(title), LONGEST)];
    let (a, b) = (forms(a), forms(b));
    a.iter().any(|a| b.iter().any(|b| is_nearly_equal(a, b)))
}

/// Adds a headline; a repeat is not added, but the fuller form is kept.
pub fn add(titles: &mut Vec<Title>, text: &str, span: Option<Span>) {
    let known = titles.iter_mut().find(|title| is_same(&title.text, text));
    let Some(known) = known else {
        titles.push(Title { text: text.to_owned(), span });
        return;
    };
    let is_fuller = marks(without_outlet(text)) > marks(without_outlet(&known.text));
    // A title that stands in the text can be quoted, one from metadata cannot.
    if known.span.is_none() && span.is_some() || (is_fuller && (span.is_some() || known.span.is_none())) {
        *known = Title { text: text.to_owned(), span };
    }
}

/// The headline without ` | Example Times` at its end.
pub fn without_outlet(title: &str) -> &str {
    let Some((at, separator)) = SEPARATORS.iter().filter_map(|separator| Some((title.rfind(separator)?, separator))).max() else {
        return title;
    };
    let (head, tail) = (&title[..at], &title[at + separator.len()..]);
    let is_outlet = fold(tail, 6).len() <= 5 && fold(head, 3).len() >= 3;
    if is_outlet { head.trim_end() } else { title }
}

/// How many punctuation marks a headline has: quotes and colons are lost when
/// a page is copied, never won.
fn marks(title: &str) -> usize {
    title.chars().filter(|c| !c.is_alphanumeric() && !c.is_whitespace()).count()
}

/// Whether the words are equal, but for one among six or more.
fn is_nearly_equal(a: &[String], b: &[String]) -> bool {
    if a.is_empty() || b.is_empty() {
        return false;
    }
    let longer = a.len().max(b.len());
    let shorter = a.len().min(b.len());
    let same_start = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let same_end = a.iter().rev().zip(b.iter().rev()).take(shorter - same_start).take_while(|(a, b)| a == b).count();
    let allowed = usize::from(longer >= 6);
    same_start + same_end + allowed >= longer
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: &str, b: &str, expect: bool) {
        assert_eq!(is_same(a, b), expect, "{a} / {b}");
        assert_eq!(is_same(b, a), expect, "{b} / {a}");
    }

    #[test]
    fn repeats() {
        check("Norland: envoys agree to “meet” in Vell", "Norland envoys agree to meet in Vell", true);
        check("Envoys agree to meet in Vell | The Example Times", "Envoys agree to meet in Vell", true);
        check("Envoys agree to meet in Vell - Example", "Envoys agree to meet in Vell", true);
        check("Envoys agree to meet again in Vell", "Envoys agree to meet in Vell", true);
        check("Envoys meet", "Envoys part", false);
        check("Envoys agree to meet in Vell", "Army shells Vell", false);
        check("", "", false);
    }

    #[test]
    fn the_fuller_form_is_kept() {
        let mut titles = Vec::new();
        add(&mut titles, "Norland envoys agree to meet in Vell", Some(Span::new(0, 36)));
        add(&mut titles, "Norland: envoys agree to “meet” in Vell", Some(Span::new(38, 80)));
        add(&mut titles, "Another line", None);
        let shown: Vec<&str> = titles.iter().map(|title| title.text.as_str()).collect();
        assert_eq!(shown, ["Norland: envoys agree to “meet” in Vell", "Another line"]);
    }
}
