//! What did the outlet publish, and when?
//!
//! [`clean`] turns what arrived into an [`Article`]: the verbatim text, and
//! which stretches of it are title, dateline, body or page chrome.
//! It deletes nothing: later stages read only the body blocks, and every span
//! stays an offset into the verbatim text.

use crate::evidence::Span;
use jiff::civil::Date;

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
    /// The paragraphs that the later stages read, without the dateline.
    pub fn paragraphs(&self) -> impl Iterator<Item = Span> + '_ {
        self.blocks.iter().filter(|block| block.kind == BlockKind::Paragraph).map(|block| match self.dateline {
            Some(ref dateline) if block.span.contains(dateline.span) => Span { start: dateline.span.end, end: block.span.end },
            _ => block.span,
        })
    }
}
