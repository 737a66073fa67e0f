//! What a claim rests on: spans of text, and who found it.

/// A half-open range of bytes of an article's verbatim text.
///
/// Both ends lie on character boundaries of that text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// Makes a span; `start` must not exceed `end`.
    pub fn new(start: usize, end: usize) -> Span {
        debug_assert!(start <= end, "span starts at {start}, after its end {end}");
        Span { start: start as u32, end: end as u32 }
    }

    /// The number of bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether every byte of `other` is in `self`.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The words themselves.
    ///
    /// Returns the empty string if the span does not fit the text, which
    /// happens only when a span meets the text of another article.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }
}

/// Who made a finding.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Finder {
    /// A rule in code, by name.
    Rule(&'static str),
    /// A pattern of `data/pattern/`, by id.
    Pattern(String),
    /// A row of a resource table, as `table:key`.
    Resource(String),
    /// A trained model, by name.
    Model(&'static str),
}

impl std::fmt::Display for Finder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Finder::Rule(name) => write!(f, "rule:{name}"),
            Finder::Pattern(id) => write!(f, "pattern:{id}"),
            Finder::Resource(key) => write!(f, "resource:{key}"),
            Finder::Model(name) => write!(f, "model:{name}"),
        }
    }
}

/// What a finding rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Words of the article.
    Quote(Span),
    /// A named metadata field of the article, such as `published`.
    Metadata(&'static str),
    /// Another finding, carried over by a named rule.
    Inferred(&'static str),
}

/// A value with what it rests on and who found it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coded<T> {
    /// The value.
    pub value: T,
    /// What it rests on.
    pub basis: Basis,
    /// Who found it.
    pub finder: Finder,
}
