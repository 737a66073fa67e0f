use super::*;
use crate::resource::time::pattern::examples;
use crate::resource::{Problems, Sources, TimeTables};
use proptest::prelude::*;
use std::sync::LazyLock;

/// Saturday.
const PUBLISHED: Date = Date::constant(2018, 12, 29);

static TABLES: LazyLock<TimeTables> = LazyLock::new(|| {
    let mut problems = Problems::default();
    let tables = TimeTables::load(&Sources::embedded(), &mut problems);
    let problems: Vec<String> = problems.into_sorted().iter().map(ToString::to_string).collect();
    assert_eq!(problems, [""; 0]);
    tables
});

fn found(text: &str, published: Option<Date>) -> Vec<Expression<'static>> {
    // A stop, a blank and a capital letter part sentences.
    let ends = text.match_indices(". ").map(|(at, _)| at + 2).filter(|&at| text[at..].starts_with(|c: char| c.is_ascii_uppercase()));
    let mut start = 0;
    let mut sentences = Vec::new();
    for end in ends.chain([text.len()]) {
        sentences.push(Span::new(start, end));
        start = end;
    }
    find_in(&TABLES, text, sentences, published)
}

/// Parts a text with brackets into the text and the bracketed spans.
fn unbracket(marked: &str) -> (String, Vec<Span>) {
    let (mut text, mut spans, mut start) = (String::new(), Vec::new(), 0);
    for c in marked.chars() {
        match c {
            '[' => start = text.len(),
            ']' => spans.push(Span::new(start, text.len())),
            _ => text.push(c),
        }
    }
    (text, spans)
}

/// `text` has the expressions in brackets; `expect` has for each its value
/// and its interval.
fn check_at(published: Option<Date>, marked: &str, expect: &str) {
    let (text, spans) = unbracket(marked);
    let found = found(&text, published);
    let shown: Vec<String> = found
        .iter()
        .map(|one| {
            let end = |date: Option<Date>| date.map_or(String::new(), |date| date.to_string());
            match one.timex.interval {
                Some(interval) if interval.start == interval.end => format!("{} {}", one.timex.value, end(interval.start)),
                Some(interval) => format!("{} {}..{}", one.timex.value, end(interval.start), end(interval.end)),
                None => one.timex.value.clone(),
            }
        })
        .collect();
    assert_eq!(shown.join("; "), expect, "{text}");
    assert_eq!(
        found.iter().map(|one| one.span.of(&text)).collect::<Vec<_>>(),
        spans.iter().map(|span| span.of(&text)).collect::<Vec<_>>(),
        "{text}"
    );
}

fn check(marked: &str, expect: &str) {
    check_at(Some(PUBLISHED), marked, expect);
}

#[test]
fn weekdays() {
    check("Russia and Turkey agreed [Saturday], during talks, to act.", "2018-12-29 2018-12-29");
    check("They met on [Friday].", "2018-12-28 2018-12-28");
    check("The council will meet on [Tuesday], officials said [Thursday].", "2019-01-01 2019-01-01; 2018-12-27 2018-12-27");
    check("Talks are scheduled for [Wednesday].", "2019-01-02 2019-01-02");
    check("It will break off talks unless drills are cancelled by [Sunday].", "2018-12-30 2018-12-30");
    check("They agreed to reopen the border by [Sunday].", "2018-12-30 2018-12-30");
    check("The talks, which they agreed to hold, had ended by [Sunday].", "2018-12-23 2018-12-23");
    check("They left [last Friday].", "2018-12-28 2018-12-28");
    check("They left [last Saturday].", "2018-12-22 2018-12-22");
    check("They vote [next Saturday].", "2019-01-05 2019-01-05");
    check("[Monday morning] shells fell.", "2018-12-24TMO 2018-12-24");
    check("Crowds left after Friday prayers.", "");
}

#[test]
fn the_previous_weekday_counts_from_the_story() {
    let published = Some(Date::constant(2024, 5, 15));
    let text =
        "Fighters shelled the town on [Monday], [two days] after a truce collapsed. The army had retaken the market [the previous Friday].";
    check_at(published, text, "2024-05-13 2024-05-13; P2D; 2024-05-10 2024-05-10");
}

#[test]
fn weeks_months_and_years_from_the_publication() {
    check("After [last week]'s announcement they left.", "2018-W51 2018-12-17..2018-12-23");
    check("It was implemented in [January 2017].", "2017-01 2017-01-01..2017-01-31");
    check("A summit is scheduled for [early 2019].", "2019 2019-01-01..2019-04-30");
    check("It was promised in [April].", "2018-04 2018-04-01..2018-04-30");
    check("It will open in [April].", "2019-04 2019-04-01..2019-04-30");
    check("They left [overnight].", "2018-12-28TNI 2018-12-28..2018-12-29");
    check("[This year] it grew.", "2018 2018-01-01..2018-12-31");
    check("They met [two days ago].", "2018-12-27 2018-12-27");
    check("In [the second half of 2015] it grew.", "2015-H2 2015-07-01..2015-12-31");
    check("In [late September] they left.", "2018-09 2018-09-21..2018-09-30");
    check("In [2015] they came. [Last night] they left.", "2015 2015-01-01..2015-12-31; 2018-12-28TNI 2018-12-28");
    check(
        "Since [2013] they were there. [Last week] he said that in [April] they would go.",
        "2013 2013-01-01..2013-12-31; 2018-W51 2018-12-17..2018-12-23; 2019-04 2019-04-01..2019-04-30",
    );
    check("[Last month] they left.", "2018-11 2018-11-01..2018-11-30");
}

#[test]
fn a_narrative_goes_on_from_its_last_date() {
    let text = "On [September 1, 1939], war began. By [early October], it was over. On [June 10, 1940], they came; [twelve days later] it fell. In [August of that year] it rained. In [January], they left. [The next day] it snowed.";
    let expect = "1939-09-01 1939-09-01; 1939-10 1939-10-01..1939-10-10; 1940-06-10 1940-06-10; 1940-06-22 1940-06-22; 1940-08 1940-08-01..1940-08-31; 1941-01 1941-01-01..1941-01-31; XXXX-XX-XX";
    check(text, expect);
}

#[test]
fn without_publication_date_nothing_is_resolved_against_it() {
    check_at(None, "They met [yesterday] and [last week].", "XXXX-XX-XX; XXXX-WXX");
    check_at(None, "They met on [Saturday].", "XXXX-WXX-6");
    check_at(None, "They met in [April].", "XXXX-04");
    check_at(None, "They met [two days ago].", "PAST_REF");
    check_at(None, "They met on [4 May 2001].", "2001-05-04 2001-05-04");
}

#[test]
fn capitals_tell_nothing_where_all_are_capitals() {
    check("THE BOMB WENT OFF ON [MAY 5] AND MAY HAVE KILLED MANY.", "2018-05-05 2018-05-05");
    check("IT WAS REPORTED [YESTERDAY] THAT THEY LEFT ON [26 DEC].", "2018-12-28 2018-12-28; 2018-12-26 2018-12-26");
    check("THEY MARCH ON.", "");
}

#[test]
fn ordinary_words_are_no_times() {
    for text in [
        "They may march on the second city.",
        "Some 2000 soldiers died.",
        "Resolution 1701 ended it.",
        "It cost $1990 in all.",
        "They fear the fall of the town.",
        "The third division held.",
        "He was one of seven.",
        "The first may be the last.",
        "They won 3-0 and 10-15.",
        "A spring of water rose there.",
        "Article 12 of 15 is void.",
    ] {
        check(text, "");
    }
}

#[test]
fn the_examples_of_the_patterns() {
    let sources = Sources::embedded();
    let (mut seen, mut wrong) = (0, Vec::new());
    for file in sources.named("lexicon/time-pattern.toml") {
        for (id, examples, silent) in examples(&file.text) {
            for example in &examples {
                let (text, spans) = unbracket(&example.text);
                let found = found(&text, Some(PUBLISHED));
                let values: Vec<&str> =
                    spans.iter().map(|span| found.iter().find(|one| one.span == *span).map_or("none", |one| &*one.timex.value)).collect();
                if values.join(" ") != example.value {
                    let all: Vec<_> = found.iter().map(|one| (one.span.of(&text), one.timex.value.as_str(), one.pattern)).collect();
                    wrong.push(format!("{id}: {text}: wanted {}, found {all:?}", example.value));
                }
                seen += 1;
            }
            for text in silent {
                let found = found(&text, Some(PUBLISHED));
                if !found.is_empty() {
                    wrong.push(format!(
                        "{id}: {text}: wanted silence, found {:?}",
                        found.iter().map(|one| (one.span.of(&text), one.pattern)).collect::<Vec<_>>()
                    ));
                }
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
    assert!(seen > 100, "only {seen} examples ran");
}

/// Words that often meet in time expressions, and some that never do.
fn wordy() -> impl Strategy<Value = String> {
    let words = [
        "the",
        "last",
        "next",
        "two",
        "days",
        "ago",
        "later",
        "Monday",
        "May",
        "early",
        "-",
        "1944",
        "12",
        "3rd",
        "of",
        "in",
        "BC",
        "'14",
        "1990s",
        "10:30",
        "p.m.",
        ",",
        ".",
        "mid",
        "end",
        "week",
        "that",
        "same",
        "night",
        "Christmas",
        "Eve",
        "century",
        "twenty",
        "five",
        "hundred",
        "and",
        "half",
        "a",
        "é",
        "—",
        "’s",
        "99999999999",
        "2018-02-30",
        "0",
        "will",
        "said",
        "attack",
        "every",
        "Easter",
        "spring",
        "first",
        "quarter",
        "years",
        "old",
        "9999",
        "thousand",
        "millennia",
        "before",
        "fell",
    ];
    proptest::collection::vec(proptest::sample::select(words.to_vec()), 0..24).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn any_text_is_read_and_spans_slice_it(text in prop_oneof![wordy(), "\\PC{0,60}"], dated in any::<bool>()) {
        for one in found(&text, dated.then_some(PUBLISHED)) {
            prop_assert!(!one.span.of(&text).trim().is_empty());
            if let Some(Interval { start: Some(start), end: Some(end) }) = one.timex.interval {
                prop_assert!(start <= end);
            }
        }
    }

    #[test]
    fn what_follows_changes_nothing(text in wordy(), more in wordy()) {
        let whole = format!("{text}\n{more}");
        let first = Span::new(0, text.len());
        let second = Span::new(text.len() + 1, whole.len());
        let alone = find_in(&TABLES, &whole, [first], Some(PUBLISHED));
        let both = find_in(&TABLES, &whole, [first, second], Some(PUBLISHED));
        prop_assert_eq!(&alone[..], &both[..alone.len()]);
    }
}
