//! Web pages: body, titles and metadata.
//!
//! In comes the decoded source of a page, out goes a [`Page`]. The body is
//! found by the `trafilatura` crate (see `docs/decisions/`); pages on which
//! it fails are read element by element. Scripts are never run, and nothing
//! is fetched.

mod align;
mod markup;
mod metadata;

pub use align::align;

use super::layout::ends_sentence;
use super::title;
use crate::diagnostic::Diagnostics;
use markup::{Element, Event};

/// A page that is understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The headline, without the outlet's name.
    pub title: Option<String>,
    /// The paragraphs of the body, without white space at their ends or line
    /// breaks inside.
    pub paragraphs: Vec<String>,
    /// Dates of publication as the page states them, the most trusted first.
    pub published: Vec<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// The canonical address.
    pub url: Option<String>,
}

/// Pages above these bounds are read element by element: the extraction
/// builds several trees, and its depth is that of the page.
const LONGEST_PAGE: usize = 8 << 20;
const DEEPEST_PAGE: usize = 400;

/// Whether a text is a web page or a piece of one.
pub fn is_html(text: &str) -> bool {
    let mut end = text.len().min(4096);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = text[..end].trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']).to_ascii_lowercase();
    let opens = ["<!doctype html", "<html", "<head", "<body", "<article", "<main"].iter().any(|tag| head.starts_with(tag));
    if opens || (head.starts_with("<!--") || head.starts_with("<?xml")) && head.contains("<html") {
        return true;
    }
    // A piece of a page, as feeds carry it.
    head.starts_with('<') && ["</p>", "</div>", "<br", "</h1>", "</h2>"].iter().filter(|tag| head.contains(**tag)).count() >= 1
}

/// Finds body, title and metadata.
pub fn read(source: &str, diagnostics: &mut Diagnostics) -> Page {
    let mut page = metadata::read(source);
    if is_cut(source) {
        diagnostics.warn("truncated-html", None, "reading the page: it ends before its body is closed, wanted a whole page");
    }
    page.paragraphs = match extract(source, diagnostics) {
        Some(content) => paragraphs(&content, false),
        None => Vec::new(),
    };
    if page.paragraphs.is_empty() {
        page.paragraphs = paragraphs(source, true);
        if page.paragraphs.is_empty() {
            diagnostics.warn("no-body", None, "reading the page: found no text in it, wanted a report");
        } else {
            diagnostics.note("whole-page", None, "reading the page: found no body apart from the rest, took all its paragraphs");
        }
    }
    if let Some(title) = &page.title {
        // The headline is laid out above the body and not again in it.
        let repeats = page.paragraphs.iter().take(3).position(|paragraph| title::is_same(paragraph, title));
        if page.paragraphs.len() > 1
            && let Some(place) = repeats
        {
            page.paragraphs.remove(place);
        }
    }
    page
}

/// The markup of the body, or none if the crate cannot say.
fn extract(source: &str, diagnostics: &mut Diagnostics) -> Option<String> {
    if source.len() > LONGEST_PAGE || markup::depth(source) > DEEPEST_PAGE {
        diagnostics.note("big-page", None, "reading the page: it is longer or deeper than pages are, so its parts are not told apart");
        return None;
    }
    let options = trafilatura::Options::default()
        .with_fallback(true)
        .with_exclude_comments(true)
        .with_focus(trafilatura::ExtractionFocus::FavorPrecision);
    // A page can meet a bug of the crate; that must cost only its layout.
    match std::panic::catch_unwind(|| trafilatura::extract(source, &options)) {
        Ok(found) => found.ok().map(|found| found.content_html).filter(|content| !content.trim().is_empty()),
        Err(_) => {
            diagnostics.warn("extraction-failed", None, "reading the page: the extraction of its body met a bug, took all its paragraphs");
            None
        }
    }
}

/// Whether a page ends before its body does.
fn is_cut(source: &str) -> bool {
    let mut start = source.len().saturating_sub(20_000);
    while !source.is_char_boundary(start) {
        start -= 1;
    }
    let tail = source[start..].to_ascii_lowercase();
    let closed = tail.contains("</html") || tail.contains("</body");
    !closed && is_whole_page(source)
}

/// Whether a page claims to be whole, with an element for it all.
fn is_whole_page(source: &str) -> bool {
    markup::events(source)
        .take(200)
        .any(|event| matches!(event, Event::Tag { name, closing: false, .. } if Element::of(name) == Element::Page))
}

/// The text of block elements, each a paragraph. From a `whole` page the
/// parts that never hold a report are left out.
fn paragraphs(content: &str, whole: bool) -> Vec<String> {
    let mut builder = Builder::default();
    let mut skipped = 0usize;
    for event in markup::events(content) {
        match event {
            Event::Text { raw, .. } => {
                if skipped == 0 {
                    builder.text(raw);
                }
            }
            Event::Tag { name, closing, .. } => match Element::of(name) {
                Element::Skipped if whole => {
                    builder.finish();
                    skipped = if closing { skipped.saturating_sub(1) } else { skipped + 1 };
                }
                Element::Break => builder.line_break(),
                Element::Cell => builder.current.push(' '),
                Element::Inline => {}
                _ => builder.finish(),
            },
        }
    }
    builder.finish();
    builder.paragraphs
}

/// Collects paragraphs.
#[derive(Default)]
struct Builder {
    paragraphs: Vec<String>,
    current: String,
    breaks: usize,
}

impl Builder {
    fn text(&mut self, raw: &str) {
        if !raw.trim().is_empty() {
            self.breaks = 0;
        }
        markup::decode_into(raw, &mut self.current);
    }

    /// One line break parts paragraphs after the end of a sentence, two do
    /// always.
    fn line_break(&mut self) {
        self.breaks += 1;
        if self.breaks > 1 || ends_sentence(self.current.trim_end()) {
            self.finish();
        } else {
            self.current.push(' ');
        }
    }

    fn finish(&mut self) {
        let text = self.current.split_whitespace().collect::<Vec<_>>().join(" ");
        if !text.is_empty() {
            self.paragraphs.push(text);
        }
        self.current.clear();
        self.breaks = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Title, paragraphs and the kinds of diagnostics.
    fn check(source: &str, expect: &str) {
        let mut diagnostics = Diagnostics::default();
        let page = read(source, &mut diagnostics);
        let kinds: Vec<&str> = diagnostics.iter().map(|diagnostic| diagnostic.kind).collect();
        assert_eq!(format!("{} | {} | {}", page.title.unwrap_or_default(), page.paragraphs.join(" / "), kinds.join(" ")), expect);
    }

    const FIRST: &str = "Envoys of Norland and Sudland met in the town of Vell on Saturday and agreed to keep the border crossing open through the winter, officials of both countries said.";
    const SECOND: &str = "The foreign minister of Norland said that the talks had been “useful” and that a second round was planned for early spring, in the capital of Sudland.";

    #[test]
    fn pages() {
        let page = format!(
            "<!DOCTYPE html><html lang=en><head><title>Envoys agree to keep the crossing open | Example Times</title>\
             <meta property=og:site_name content='Example Times'></head><body><nav><ul><li><a href=/>Home</a></li><li><a href=/w>World</a></li></ul></nav>\
             <article><h1>Envoys agree to keep the crossing open</h1><p>{FIRST}</p><p>{SECOND}</p></article>\
             <footer>&copy; 2018 Example Times</footer></body></html>"
        );
        check(&page, &format!("Envoys agree to keep the crossing open | {FIRST} / {SECOND} | "));
        let cut = page.split("<footer>").next().unwrap_or_default();
        check(cut, &format!("Envoys agree to keep the crossing open | {FIRST} / {SECOND} | truncated-html"));
    }

    #[test]
    fn pieces_of_pages() {
        check("<p>Troops entered Vell &amp; left.</p><p>A second line.</p>", " | Troops entered Vell & left. / A second line. | ");
        check("<html><body></body></html>", " |  | no-body");
        assert!(!is_html("Troops <entered> the town"));
        assert!(is_html("\n<!doctype HTML><p>x"));
    }

    #[test]
    fn deep_pages_are_survived() {
        let deep = format!("<html><body>{}<p>Troops entered Vell.</p></body></html>", "<div>".repeat(100_000));
        check(&deep, " | Troops entered Vell. | big-page whole-page");
    }
}
