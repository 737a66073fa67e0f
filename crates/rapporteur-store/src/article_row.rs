//! The published form of a cleaned article, as `rapporteur clean` prints it.

use rapporteur::article::Article;
use rapporteur::diagnostic::{Diagnostics, Severity};
use serde::{Deserialize, Serialize};

/// A cleaned article. `text` is the body without page chrome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleRow {
    /// `article`.
    pub kind: String,
    /// The caller's id.
    pub id: String,
    /// The best title.
    pub title: Option<String>,
    /// All titles without repeats, best first.
    pub titles: Vec<String>,
    /// The day of publication, `YYYY-MM-DD`.
    pub published: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// ISO 639-1 code.
    pub language: Option<String>,
    /// The place and date that open the report, as printed.
    pub dateline: Option<String>,
    /// The paragraphs, one a line, an empty line between them.
    pub text: String,
    /// What was odd about it.
    pub diagnostics: Vec<DiagnosticRow>,
}

/// One oddity of an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiagnosticRow {
    /// A stable name in kebab case.
    pub kind: String,
    /// `note` or `warning`.
    pub severity: String,
    /// First byte in the verbatim text.
    pub start: Option<u32>,
    /// One past the last byte.
    pub end: Option<u32>,
    /// What was found, what was wanted.
    pub message: String,
}

impl ArticleRow {
    /// Makes the row of an article.
    pub fn new(article: &Article, diagnostics: &Diagnostics) -> ArticleRow {
        ArticleRow {
            kind: "article".to_owned(),
            id: article.id.clone(),
            title: article.titles.first().map(|title| title.text.clone()),
            titles: article.titles.iter().map(|title| title.text.clone()).collect(),
            published: article.published.map(|date| date.to_string()),
            outlet: article.outlet.clone(),
            url: article.url.clone(),
            language: article.language.map(str::to_owned),
            dateline: article.dateline.as_ref().map(|dateline| dateline.span.of(&article.verbatim).to_owned()),
            text: article.body(),
            diagnostics: diagnostic_rows(diagnostics),
        }
    }
}

/// The published form of diagnostics.
pub fn diagnostic_rows(diagnostics: &Diagnostics) -> Vec<DiagnosticRow> {
    diagnostics
        .iter()
        .map(|diagnostic| DiagnosticRow {
            kind: diagnostic.kind.to_owned(),
            severity: match diagnostic.severity {
                Severity::Note => "note",
                Severity::Warning => "warning",
            }
            .to_owned(),
            start: diagnostic.span.map(|span| span.start),
            end: diagnostic.span.map(|span| span.end),
            message: diagnostic.message.clone(),
        })
        .collect()
}
