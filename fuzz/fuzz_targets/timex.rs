//! A sentence: time expressions slice the text, and intervals run forward.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rapporteur::article::published;
use rapporteur::entity::time::find_in;
use rapporteur::evidence::Span;
use rapporteur::resource::Resources;
use std::sync::LazyLock;

static RESOURCES: LazyLock<Resources> = LazyLock::new(Resources::embedded);

fuzz_target!(|text: &str| {
    let anchor = published::parse("2018-12-29").ok();
    let find = || find_in(&RESOURCES.times, text, [Span::new(0, text.len())], anchor);
    let found = find();
    assert_eq!(found, find());
    let mut end = 0;
    for expression in &found {
        assert!(expression.span.start >= end && text.get(expression.span.start as usize..expression.span.end as usize).is_some_and(|words| !words.is_empty()));
        end = expression.span.end;
        if let Some(interval) = expression.timex.interval
            && let (Some(first), Some(last)) = (interval.start, interval.end)
        {
            assert!(first <= last, "the interval runs backward");
        }
    }
});
