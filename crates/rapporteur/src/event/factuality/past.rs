//! Dates beside an event: is it of another time, or fixed for a day to come?

use super::Scene;
use crate::article::calendar::{is_month, is_weekday};
use crate::document::{Document, Relation, TokenId, Upos, Xpos};
use crate::entity::mention::Resolution;
use jiff::civil::Date;
use std::ops::Range;

/// The word that dates the event more than about a year before the report.
pub(super) fn dates_back(scene: &Scene<'_, '_>, visited: &[TokenId]) -> Option<TokenId> {
    // `there since 2007, and a leader was *recently* caught`
    let is_late = |word: TokenId| ["lately", "newly", "recently"].iter().any(|late| scene.document.form(word).eq_ignore_ascii_case(late));
    if scene.document.children_by(scene.trigger, Relation::Advmod).any(is_late) {
        return None;
    }
    let dated = |word: TokenId| {
        since_years(scene.document, word).or_else(|| adjuncts(scene.document, word).find_map(|phrase| old_date(scene, phrase)))
    };
    visited.iter().copied().find_map(dated).or_else(|| {
        // `launched an offensive in 2016, which ousted the militia`, `in 2014, when it took the town`.
        let (&top, document) = (visited.last()?, scene.document);
        let token = document.token(top);
        // `cut ties in 2016 after a mob stormed the embassy`.
        if token.relation == Relation::Advcl && token.xpos == Xpos::Vbd && is_of_the_time(document, top) {
            return token.head.filter(|&verb| document.token(verb).xpos == Xpos::Vbd).and_then(dated);
        }
        let noun = token.head.filter(|_| token.relation == Relation::AclRelcl && token.xpos == Xpos::Vbd)?;
        old_date(scene, noun).or_else(|| {
            let verb = document.token(noun).head.filter(|&verb| document.token(verb).xpos == Xpos::Vbd)?;
            dated(verb)
        })
    })
}

/// Whether a clause is of the time of the one above it, or before it.
fn is_of_the_time(document: &Document<'_>, clause: TokenId) -> bool {
    document.children(clause).iter().any(|&child| {
        matches!(document.token(child).relation, Relation::Mark | Relation::Advmod)
            && matches!(document.form(child).to_ascii_lowercase().as_str(), "after" | "when" | "as" | "before")
    })
}

/// Whether a date, weekday or the like stands beside a word.
pub(super) fn has_date(scene: &Scene<'_, '_>, word: TokenId) -> bool {
    adjuncts(scene.document, word).any(|phrase| {
        let tokens = bounds(scene.document, phrase);
        scene.entities.times_in(tokens.clone()).any(|(_, timex)| timex.interval.is_some())
            || tokens.map(|index| TokenId::new(index as usize)).any(|token| is_date_word(scene.document.lemma(token)))
    })
}

/// `may` is a verb more often than a month.
fn is_date_word(lemma: &str) -> bool {
    let is_day = is_weekday(lemma) || ["tomorrow", "tonight"].iter().any(|day| lemma.eq_ignore_ascii_case(day));
    is_day || is_month(lemma) && !lemma.eq_ignore_ascii_case("may")
}

/// The phrases beside a word that may say when.
fn adjuncts<'a>(document: &'a Document<'_>, word: TokenId) -> impl Iterator<Item = TokenId> + 'a {
    document.children(word).iter().copied().filter(|&child| {
        let relation = document.token(child).relation;
        relation.is_oblique()
            || matches!(relation, Relation::Nmod | Relation::NmodUnmarked | Relation::Advmod | Relation::Amod | Relation::Nummod)
    })
}

/// The words from the first to the last of a short phrase.
fn bounds(document: &Document<'_>, phrase: TokenId) -> Range<u32> {
    let mut range = phrase.index() as u32..phrase.index() as u32 + 1;
    // Dates are shallow: a noun, its modifiers and theirs.
    for &child in document.children(phrase) {
        for word in std::iter::once(child).chain(document.children(child).iter().copied()) {
            range = range.start.min(word.index() as u32)..range.end.max(word.index() as u32 + 1);
        }
    }
    range
}

/// A time expression, year or decade in a phrase that lies far back.
fn old_date(scene: &Scene<'_, '_>, phrase: TokenId) -> Option<TokenId> {
    let tokens = bounds(scene.document, phrase);
    let has_year = || tokens.clone().any(|index| last_year_of(scene.document, TokenId::new(index as usize)).is_some());
    let published = match scene.article.published {
        Some(published) => published,
        None => has_year().then(|| latest_year(scene.document)).flatten()?,
    };
    for mention in scene.entities.mentions.iter().filter(|mention| tokens.start <= mention.tokens.start && mention.tokens.end <= tokens.end)
    {
        let Resolution::Time(timex) = &mention.resolution else { continue };
        if let Some(end) = timex.interval.and_then(|interval| interval.end)
            && is_far_before(end, published)
        {
            return Some(mention.head);
        }
    }
    let words = tokens.map(|index| TokenId::new(index as usize));
    words
        .into_iter()
        .find(|&word| last_year_of(scene.document, word).is_some_and(|year| year + 1 < i32::from(published.year())))
        .or_else(|| years_ago(scene.document, phrase))
}

/// A report without a date may itself tell of what is some years back.
const MARGIN: i32 = 2;

/// A day that a report without a date is surely after, by the latest year that
/// the text dates something to, `in May 2013`.
fn latest_year(document: &Document<'_>) -> Option<Date> {
    let is_dated = |word: TokenId| {
        let case = document.children_by(word, Relation::Case).next().or_else(|| {
            let head = document.token(word).head?;
            document.children_by(head, Relation::Case).next()
        });
        case.is_some_and(|case| document.form(case).eq_ignore_ascii_case("in"))
    };
    let is_ahead = |word: TokenId| document.tokens_of(document.sentence_of(word)).any(|token| document.token(token).xpos == Xpos::Md);
    let years = (0..document.tokens.len()).map(TokenId::new).filter_map(|word| {
        let year = last_year_of(document, word).filter(|_| !document.form(word).ends_with('s'))?;
        (is_dated(word) && !is_ahead(word)).then_some(year)
    });
    Date::new(i16::try_from(years.max()?.checked_sub(MARGIN)?).ok()?, 1, 1).ok()
}

fn is_far_before(end: Date, published: Date) -> bool {
    published.saturating_sub(jiff::Span::new().days(365)) > end
}

/// The last year that a word such as `1987` or `1990s` names.
fn last_year_of(document: &Document<'_>, word: TokenId) -> Option<i32> {
    let form = document.form(word);
    let (digits, decade) = match form.strip_suffix('s') {
        Some(digits) => (digits, true),
        None => (form, false),
    };
    let is_year =
        digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit()) && (digits.starts_with('1') || digits.starts_with("20"));
    let year: i32 = if is_year { digits.parse().ok()? } else { return None };
    Some(if decade { year + 9 } else { year })
}

/// `thirty years ago`, `two decades earlier`.
fn years_ago(document: &Document<'_>, phrase: TokenId) -> Option<TokenId> {
    let words: Vec<TokenId> = bounds(document, phrase).map(|index| TokenId::new(index as usize)).collect();
    let unit = words.iter().copied().find(|&word| is_long_unit(document, word))?;
    let is_back = words.iter().any(|&word| document.lemma(word) == "ago");
    is_back.then_some(unit)
}

/// Years in the plural, decades and centuries.
fn is_long_unit(document: &Document<'_>, word: TokenId) -> bool {
    let is_plural = document.form(word).ends_with('s');
    match document.lemma(word) {
        "year" => is_plural,
        "decade" | "century" | "generation" => document.token(word).upos == Upos::Noun,
        _ => false,
    }
}

/// `80 years since the expulsion`.
fn since_years(document: &Document<'_>, word: TokenId) -> Option<TokenId> {
    let marker = document.children(word).iter().copied().find(|&child| {
        matches!(document.token(child).relation, Relation::Case | Relation::Mark) && matches!(document.lemma(child), "since" | "after")
    })?;
    let before = (0..marker.index()).rev().take(3).map(TokenId::new);
    before.into_iter().find(|&token| is_long_unit(document, token) && document.sentence_of(token) == document.sentence_of(word))
}
