//! The English names of months, days of the week and spans of time.

/// The months, from January, in lower case.
pub const MONTHS: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

const SPANS: [&str; 17] = [
    "day",
    "week",
    "month",
    "year",
    "hour",
    "minute",
    "decade",
    "century",
    "time",
    "night",
    "morning",
    "evening",
    "afternoon",
    "weekend",
    "today",
    "yesterday",
    "tomorrow",
];

/// Whether a lemma in lower case names a span of time.
pub fn is_span(lemma: &str) -> bool {
    SPANS.contains(&lemma)
}

/// Whether a word is the whole name of a month, in whatever case.
pub fn is_month(word: &str) -> bool {
    MONTHS.iter().any(|month| word.eq_ignore_ascii_case(month))
}

/// Whether a word is the whole name of a day of the week, in whatever case.
pub fn is_weekday(word: &str) -> bool {
    WEEKDAYS.iter().any(|day| word.eq_ignore_ascii_case(day))
}
