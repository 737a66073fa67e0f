//! What did the outlet publish, and when?
//!
//! [`clean`] turns what arrived into an [`Article`]: the verbatim text, and
//! which stretches of it are title, dateline, body or page chrome.
//! It deletes nothing: later stages read only the body blocks, and every span
//! stays an offset into the verbatim text.

mod block;
pub mod calendar;
pub mod convention;
pub mod dateline;
mod decode;
mod html;
pub mod language;
mod layout;
pub mod published;
pub mod title;

use crate::diagnostic::Diagnostics;
use crate::evidence::Span;
pub use convention::Conventions;
use jiff::civil::Date;

/// Tells the parts of a report apart.
///
/// Never fails: what is no text gives an article without blocks and a
/// diagnostic `binary`; a date that cannot be read gives none and `bad-date`.
pub fn clean(conventions: &Conventions, raw: RawArticle, diagnostics: &mut Diagnostics) -> Article {
    let mut article = Article { id: raw.id, outlet: raw.outlet, url: raw.url, ..Article::default() };
    let stated = raw.published.and_then(|stated| read_published(&stated, diagnostics));
    let text = match raw.content {
        Content::Text(text) => text,
        Content::Bytes(bytes) => decode::decode(bytes, diagnostics).unwrap_or_default(),
    };
    if u32::try_from(text.len()).is_err() {
        diagnostics.warn("too-long", None, format!("reading the article: found {} bytes, wanted less than 4 GiB", text.len()));
        return article;
    }
    article.published = stated;
    let is_page = html::is_html(&text);
    let printed = if is_page {
        lay_out_page(&mut article, &text, diagnostics)
    } else {
        article.verbatim = text;
        None
    };
    let stated = raw.title.map(|title| title.trim().to_owned()).filter(|title| !title.is_empty());
    let known: Vec<String> = stated.into_iter().chain(printed).collect();
    let paragraphs = layout::paragraphs(&article.verbatim);
    (article.blocks, article.titles) = block::classify(&article.verbatim, &paragraphs, &known, is_page, conventions);
    date_from_print(&mut article, conventions, diagnostics);
    recognise_language(&mut article, conventions, diagnostics);
    article
}

/// Makes the text of a page the verbatim text: the title, then paragraphs
/// with blank lines between them. What the caller stated is kept. Gives the
/// title.
fn lay_out_page(article: &mut Article, source: &str, diagnostics: &mut Diagnostics) -> Option<String> {
    let page = html::read(source, diagnostics);
    let parts: Vec<&str> = page.title.as_deref().into_iter().chain(page.paragraphs.iter().map(String::as_str)).collect();
    article.verbatim = parts.join("\n\n");
    article.alignment = html::align(&article.verbatim, source);
    article.outlet = article.outlet.take().or(page.outlet);
    article.url = article.url.take().or(page.url);
    if article.published.is_none() {
        let stated = page.published.iter().find_map(|stated| published::parse(stated).ok());
        article.published = stated.or_else(|| article.url.as_deref().and_then(published::in_url));
        if let Some(date) = article.published {
            diagnostics.note("published-page", None, format!("the date of publication {date} is taken from the page"));
        }
    }
    page.title
}

/// The stated day of publication, if it can be read.
fn read_published(stated: &str, diagnostics: &mut Diagnostics) -> Option<Date> {
    if stated.trim().is_empty() {
        return None;
    }
    match published::parse(stated) {
        Ok(date) => Some(date),
        Err(refusal) => {
            diagnostics.warn(
                refusal.kind(),
                None,
                format!("reading the date of publication: found `{}`, wanted {}", stated.trim(), refusal.wanted()),
            );
            None
        }
    }
}

/// Finds the dateline, and the day of publication if only the text tells it.
fn date_from_print(article: &mut Article, conventions: &Conventions, diagnostics: &mut Diagnostics) {
    let text = article.verbatim.as_str();
    if article.published.is_none()
        && let Some((date, span)) = block::printed_date(text, &article.blocks)
    {
        diagnostics.note("published-printed", Some(span), format!("the date of publication {date} is taken from a printed line"));
        article.published = Some(date);
    }
    let openings = article.blocks.iter().filter(|block| block.kind == BlockKind::Paragraph).take(2);
    article.dateline = openings.into_iter().find_map(|block| dateline::find(text, block.span, article.published, conventions));
    if article.published.is_none()
        && let Some(Dateline { span, date: Some(date), .. }) = article.dateline
    {
        diagnostics.note("published-dateline", Some(span), format!("the date of publication {date} is taken from the dateline"));
        article.published = Some(date);
    }
}

/// Names the language and warns if it is not the one that is coded.
fn recognise_language(article: &mut Article, conventions: &Conventions, diagnostics: &mut Diagnostics) {
    let sample: String = article.paragraphs().take(8).flat_map(|span| [leading(span.of(&article.verbatim)), " "]).collect();
    match language::recognise(&sample, conventions) {
        language::Language::Known("en") => article.language = Some("en"),
        language::Language::Known(code) => {
            article.language = Some(code);
            diagnostics.warn("not-english", None, format!("found a text in the language `{code}`, wanted English"));
        }
        language::Language::NotEnglish => diagnostics.warn("not-english", None, "found a text in another language, wanted English"),
        language::Language::Unknown => {}
    }
}

/// The first few thousand bytes: enough to tell a language.
fn leading(text: &str) -> &str {
    let mut end = text.len().min(4000);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// A report as it arrived, before anything was understood.
#[derive(Clone, Debug, Default)]
pub struct RawArticle {
    /// The caller's id: a JSON line's `id`, or a file's stem.
    pub id: String,
    /// The report itself.
    pub content: Content,
    /// The title as metadata, if it came apart from the text.
    pub title: Option<String>,
    /// Where it was published, as stated.
    pub url: Option<String>,
    /// Who published it, as stated.
    pub outlet: Option<String>,
    /// The publication date as stated, in any usual notation.
    pub published: Option<String>,
}

/// The form in which a report arrived.
#[derive(Clone, Debug)]
pub enum Content {
    /// Bytes of unknown encoding, plain text or HTML.
    Bytes(Vec<u8>),
    /// Text that is already decoded, plain or HTML.
    Text(String),
}

impl Default for Content {
    fn default() -> Content {
        Content::Text(String::new())
    }
}

/// A report whose parts are told apart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Article {
    /// The caller's id.
    pub id: String,
    /// The text that all spans index. For plain text it is the decoded input,
    /// unchanged; for HTML it is the page's text content, and `alignment`
    /// leads back to the page source.
    pub verbatim: String,
    /// For HTML: pairs (offset in `verbatim`, offset in the decoded source),
    /// ascending; between two pairs the text runs in step.
    pub alignment: Vec<(u32, u32)>,
    /// Disjoint parts of `verbatim` in order; what is in none is white space.
    pub blocks: Vec<Block>,
    /// Titles without repeats, best first.
    pub titles: Vec<Title>,
    /// The place and date that open the report, such as `CAIRO, 3 Jan (AP) -`.
    pub dateline: Option<Dateline>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// The day of publication, only if stated or printed.
    pub published: Option<Date>,
    /// ISO 639-1 code, if it was recognised.
    pub language: Option<&'static str>,
}

/// A headline of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    /// Its words.
    pub text: String,
    /// Where it stands in the verbatim text; none if it came as metadata.
    pub span: Option<Span>,
}

/// The opening place and date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dateline {
    /// The whole dateline with its closing dash.
    pub span: Span,
    /// The place words, without the agency.
    pub place: Option<Span>,
    /// The date, if it has one and a year can be known.
    pub date: Option<Date>,
}

/// A stretch of the verbatim text of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// Which bytes.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A headline or subheading.
    Title,
    /// A byline, such as `By Jane Doe in Cairo`.
    Byline,
    /// A paragraph of the report.
    Paragraph,
    /// Share bars, cookie notices, comment forms.
    Chrome,
}

impl Article {
    /// The body without titles above it, bylines and chrome: paragraphs and
    /// subheadings, with blank lines between them.
    pub fn body(&self) -> String {
        let mut body = String::new();
        for block in &self.blocks {
            let words = block.span.of(&self.verbatim);
            let is_subheading = block.kind == BlockKind::Title && !self.titles.iter().any(|title| title::is_same(&title.text, words));
            if block.kind == BlockKind::Paragraph || is_subheading {
                if !body.is_empty() {
                    body.push_str("\n\n");
                }
                body.push_str(words);
            }
        }
        body
    }

    /// Where a byte of the verbatim text stands in the decoded page source;
    /// for plain text that is the same place. None if it was not found there.
    pub fn source_offset(&self, offset: u32) -> Option<u32> {
        if self.alignment.is_empty() {
            return (offset as usize <= self.verbatim.len()).then_some(offset);
        }
        let next = self.alignment.partition_point(|(at, _)| *at <= offset);
        let (at, source) = *self.alignment.get(next.checked_sub(1)?)?;
        let place = source + (offset - at);
        // Past the next pair the two no longer run in step.
        match self.alignment.get(next) {
            Some((_, next_source)) => Some(place.min(*next_source)),
            None => Some(place),
        }
    }

    /// The paragraphs that the later stages read, without the dateline.
    pub fn paragraphs(&self) -> impl Iterator<Item = Span> + '_ {
        self.blocks.iter().filter(|block| block.kind == BlockKind::Paragraph).map(|block| match self.dateline {
            Some(ref dateline) if block.span.contains(dateline.span) => Span { start: dateline.span.end, end: block.span.end },
            _ => block.span,
        })
    }
}
