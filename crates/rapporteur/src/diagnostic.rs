//! What was odd about an article: problems that never stop the coding.

use crate::evidence::Span;

/// How much a diagnostic matters to the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; nothing was lost.
    Note,
    /// Something was left out or guessed.
    Warning,
}

/// One oddity of one article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// A stable name in kebab case, such as `bad-date`.
    pub kind: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// Where in the verbatim text, if it has a place.
    pub span: Option<Span>,
    /// Lower case, no final stop: what was found, what was wanted.
    pub message: String,
}

/// The diagnostics of one article, in the order they were found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds a note.
    pub fn note(&mut self, kind: &'static str, span: Option<Span>, message: impl Into<String>) {
        self.list.push(Diagnostic { kind, severity: Severity::Note, span, message: message.into() });
    }

    /// Adds a warning.
    pub fn warn(&mut self, kind: &'static str, span: Option<Span>, message: impl Into<String>) {
        self.list.push(Diagnostic { kind, severity: Severity::Warning, span, message: message.into() });
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// Whether nothing odd was found.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}
