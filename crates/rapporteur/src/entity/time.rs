//! Time expressions and the civil dates that they denote.
//!
//! In come the text, its sentences and the publication date; out go the
//! expressions with their TIMEX3 type and value and the days that they mean.
//! Words and patterns are data (`data/lexicon/time-*`); dates are resolved
//! against the publication date or the dates before them in the text.
//! An expression whose anchor is not known has no dates: nothing is ever
//! resolved against today. Which date an event has is not decided here.

mod calendar;
mod find;
mod fit;
mod reading;
mod resolve;
mod tense;
#[cfg(test)]
mod tests;
mod word;

use crate::article::{Article, BlockKind};
use crate::document::{Document, TokenId};
use crate::entity::mention::{EntityId, EntityMention, Resolution};
use crate::evidence::{Finder, Span};
use crate::resource::TimeTables;
use jiff::civil::Date;

/// Finds the time expressions of a document.
///
/// The ids of the mentions count from 0 in the order of the text; whoever
/// merges them with other mentions gives them their own.
pub fn find(tables: &TimeTables, article: &Article, document: &Document) -> Vec<EntityMention> {
    let mut mentions = Vec::new();
    for expression in find_in(tables, document.text, sentences_and_headings(article, document), article.published) {
        // Headings have no tokens: their dates only move the story on.
        // An expression lies in one sentence, and there in one row of tokens.
        let first = document.tokens.partition_point(|token| token.span.end <= expression.span.start);
        let last = document.tokens.partition_point(|token| token.span.start < expression.span.end);
        if first >= last {
            continue;
        }
        mentions.push(EntityMention {
            span: expression.span,
            tokens: first as u32..last as u32,
            head: head_of(document, first, last),
            entity: EntityId(mentions.len() as u32),
            finder: Finder::Resource(format!("time-pattern:{}", expression.pattern)),
            resolution: Resolution::Time(expression.timex),
        });
    }
    mentions
}

/// The sentences of the body and the headings between them, in order.
fn sentences_and_headings(article: &Article, document: &Document) -> Vec<Span> {
    let headings = article.blocks.iter().filter(|block| block.kind == BlockKind::Title).map(|block| block.span);
    let mut spans: Vec<Span> = document.sentences.iter().map(|sentence| sentence.span).chain(headings).collect();
    spans.sort_unstable();
    spans
}

/// The token that the others of a row depend on.
fn head_of(document: &Document, first: usize, last: usize) -> TokenId {
    let outside = |id: &TokenId| document.token(*id).head.is_none_or(|head| head.index() < first || head.index() >= last);
    (first..last).map(TokenId::new).find(outside).unwrap_or(TokenId::new(first))
}

/// An expression in plain text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expression<'t> {
    /// Its words.
    pub span: Span,
    /// What they mean.
    pub timex: Timex,
    /// The id of the pattern that found it.
    pub pattern: &'t str,
}

/// Finds the time expressions of sentences, each given with its span of the
/// text, in order.
pub fn find_in<'t>(
    tables: &'t TimeTables,
    text: &str,
    sentences: impl IntoIterator<Item = Span>,
    published: Option<Date>,
) -> Vec<Expression<'t>> {
    let mut context = resolve::Context::new(published);
    let mut expressions = Vec::new();
    for sentence in sentences {
        context.enter();
        for phrase in find::phrases(tables, text, sentence) {
            if let Some(timex) = context.resolve(&phrase.reading, phrase.tense, text, tables) {
                expressions.push(Expression { span: phrase.span, timex, pattern: tables.pattern_id(phrase.pattern) });
            }
        }
    }
    expressions
}

/// Whether a clause speaks of the past or the future.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tense {
    /// It happened.
    Past,
    /// It is to happen.
    Future,
    /// The words do not tell.
    #[default]
    Unknown,
}

/// How the words narrow an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Modifier {
    /// Its first part: `early 2019`.
    Start,
    /// Its middle.
    Mid,
    /// Its last part: `the end of May`.
    End,
    /// `about`.
    Approx,
    /// `almost`, `under`.
    LessThan,
    /// `over`.
    MoreThan,
}

impl Modifier {
    /// The TIMEX3 name.
    pub fn name(self) -> &'static str {
        match self {
            Modifier::Start => "START",
            Modifier::Mid => "MID",
            Modifier::End => "END",
            Modifier::Approx => "APPROX",
            Modifier::LessThan => "LESS_THAN",
            Modifier::MoreThan => "MORE_THAN",
        }
    }
}

/// The size of the unit that an expression names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Granularity {
    /// Hours or parts of a day.
    Hour,
    /// Days.
    Day,
    /// Weeks.
    Week,
    /// Months.
    Month,
    /// Quarters, seasons, halves, `early 2019`.
    PartOfYear,
    /// Years.
    Year,
    /// Decades, centuries and longer.
    Decade,
}

impl Granularity {
    /// The published name.
    pub fn name(self) -> &'static str {
        match self {
            Granularity::Hour => "hour",
            Granularity::Day => "day",
            Granularity::Week => "week",
            Granularity::Month => "month",
            Granularity::PartOfYear => "part-of-year",
            Granularity::Year => "year",
            Granularity::Decade => "decade",
        }
    }
}

/// The TIMEX3 class of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TimexType {
    /// A calendar point or interval.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// A recurring time.
    Set,
}

impl TimexType {
    /// The TIMEX3 name.
    pub fn name(self) -> &'static str {
        match self {
            TimexType::Date => "DATE",
            TimexType::Time => "TIME",
            TimexType::Duration => "DURATION",
            TimexType::Set => "SET",
        }
    }
}

/// A time expression, resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timex {
    /// The TIMEX3 class.
    pub timex_type: TimexType,
    /// The TIMEX3 value, such as `2018-12-29`, `2018-W51`, `P3D`, `PRESENT_REF`.
    pub value: String,
    /// The first and last civil day, both included; none for durations, sets
    /// and expressions whose anchor is not known. Either end may be open.
    pub interval: Option<Interval>,
    /// The size of the unit.
    pub granularity: Granularity,
    /// The date that the expression was resolved against, if it needed one.
    pub anchor: Option<Date>,
    /// How it is narrowed; the interval is narrowed with it.
    pub modifier: Option<Modifier>,
}

/// Civil days from the first to the last, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Interval {
    /// The first day; none if it is open.
    pub start: Option<Date>,
    /// The last day; none if it is open.
    pub end: Option<Date>,
}

/// An interval moved by a duration (`P2D`), later for a positive sign and
/// earlier for a negative one, and the size of the duration's unit. None for
/// durations whose length is not known.
pub fn later(interval: Interval, length: &Timex, sign: i32) -> Option<(Interval, Granularity)> {
    let (count, unit) = reading::parse_duration(&length.value)?;
    let count = count.checked_mul(sign)?;
    let moved = |date: Option<Date>| match date {
        Some(date) => calendar::add_units(date, count, unit).map(Some),
        None => Some(None),
    };
    let (start, end) = (moved(interval.start)?, moved(interval.end)?);
    let interval =
        match (start.and_then(|date| calendar::Stretch::around(date, unit)), end.and_then(|date| calendar::Stretch::around(date, unit))) {
            // `three weeks before` is as exact as a week.
            (Some(first), Some(last)) if unit > reading::Unit::Day => Interval { start: Some(first.first), end: Some(last.last) },
            _ => Interval { start, end },
        };
    Some((interval, unit.granularity()))
}
