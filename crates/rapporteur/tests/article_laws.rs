//! Laws of the article stage that hold for every input.

#![allow(clippy::unwrap_used, reason = "a broken assumption should end the run with its place")]

use proptest::prelude::*;
use rapporteur::article::{Article, BlockKind, Content, RawArticle, clean, published};
use rapporteur::diagnostic::Diagnostics;
use rapporteur::resource::Resources;
use std::sync::LazyLock;

static RESOURCES: LazyLock<Resources> = LazyLock::new(Resources::embedded);

fn cleaned(content: Content, published: Option<String>) -> (Article, Diagnostics) {
    let raw = RawArticle { content, published, ..RawArticle::default() };
    let mut diagnostics = Diagnostics::default();
    (clean(&RESOURCES.conventions, raw, &mut diagnostics), diagnostics)
}

/// What holds for every article.
fn check(article: &Article, diagnostics: &Diagnostics) {
    let text = &article.verbatim;
    let mut end = 0;
    for block in &article.blocks {
        let words = &text[block.span.start as usize..block.span.end as usize];
        assert_eq!(words, words.trim());
        assert!(!words.is_empty(), "a block is empty");
        assert!(text[end..block.span.start as usize].trim().is_empty(), "words in no block");
        end = block.span.end as usize;
    }
    assert!(text[end..].trim().is_empty(), "words in no block");
    for title in &article.titles {
        if let Some(span) = title.span {
            assert_eq!(span.of(text), title.text);
        }
    }
    if let Some(dateline) = &article.dateline {
        let holder = article.blocks.iter().find(|block| block.span.contains(dateline.span)).unwrap();
        assert_eq!(holder.kind, BlockKind::Paragraph);
        assert!(dateline.place.is_none_or(|place| dateline.span.contains(place)));
    }
    for span in diagnostics.iter().filter_map(|diagnostic| diagnostic.span) {
        assert!(text.get(span.start as usize..span.end as usize).is_some());
    }
    assert!(article.alignment.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 < pair[1].1));
}

/// Pieces that make the stage branch.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("\n".to_owned()),
        Just("\n\n".to_owned()),
        Just("\r\n".to_owned()),
        Just("   ".to_owned()),
        Just("CAIRO, 3 Jan (AP) - ".to_owned()),
        Just("Leave a Reply\n".to_owned()),
        Just("By Jane Doe\n".to_owned()),
        Just("Published 29 December 2018\n".to_owned()),
        Just("Troops of the north entered the town on Saturday, the minister said.".to_owned()),
        Just("Envoys agree to meet".to_owned()),
        Just("<p>".to_owned()),
        Just("</div><br>&amp;&#8217;".to_owned()),
        "[a-zA-Z ,.'\"<>&/-]{0,30}",
        "\\PC{0,12}",
    ]
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..20).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn plain_text_is_kept_and_told_apart(text in text().prop_filter("a page", |text| !text.trim_start().starts_with('<'))) {
        let (article, diagnostics) = cleaned(Content::Text(text.clone()), None);
        prop_assert_eq!(&article.verbatim, &text);
        check(&article, &diagnostics);
    }

    #[test]
    fn the_same_input_gives_the_same_article(text in text()) {
        let first = cleaned(Content::Text(text.clone()), None);
        prop_assert_eq!(first, cleaned(Content::Text(text), None));
    }

    #[test]
    fn bytes_of_utf_8_are_the_text(text in "[a-z]\\PC{0,60}") {
        let (from_bytes, _) = cleaned(Content::Bytes(text.clone().into_bytes()), None);
        let (from_text, _) = cleaned(Content::Text(text), None);
        prop_assert_eq!(from_bytes, from_text);
    }

    #[test]
    fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let (article, diagnostics) = cleaned(Content::Bytes(bytes), None);
        check(&article, &diagnostics);
    }

    #[test]
    fn pages_are_laid_out(body in text()) {
        let page = format!("<!DOCTYPE html><html><head><title>Envoys meet in Vell again</title></head><body><article>{body}</article></body></html>");
        let (article, diagnostics) = cleaned(Content::Text(page.clone()), None);
        check(&article, &diagnostics);
        prop_assert!(article.alignment.iter().all(|(at, source)| (*at as usize) < article.verbatim.len() && page.is_char_boundary(*source as usize)));
    }

    #[test]
    fn days_are_read_back(days in 0i64..80_000) {
        let date = jiff::civil::date(1900, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap();
        prop_assert_eq!(published::parse(&date.to_string()).ok(), Some(date));
        prop_assert_eq!(published::parse(&date.strftime("%d %B %Y").to_string()).ok(), Some(date));
        prop_assert_eq!(published::parse(&date.strftime("%a, %d %b %Y 23:59:59 +0300").to_string()).ok(), Some(date));
        prop_assert_eq!(published::parse(&date.strftime("%b. %d, %Y 4:58 PM ET").to_string()).ok(), Some(date));
    }

    #[test]
    fn any_statement_of_a_date_is_survived(stated in "\\PC{0,40}|[0-9/:. -]{0,24}") {
        let (article, diagnostics) = cleaned(Content::default(), Some(stated.clone()));
        prop_assert!(article.published.is_some() || stated.trim().is_empty() || !diagnostics.is_empty());
    }
}
