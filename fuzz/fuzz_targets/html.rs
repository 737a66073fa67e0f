//! The body of a page: what is laid out leads back to the source.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rapporteur::article::{Content, RawArticle, clean};
use rapporteur::diagnostic::Diagnostics;
use rapporteur::resource::Resources;
use std::sync::LazyLock;

static RESOURCES: LazyLock<Resources> = LazyLock::new(Resources::embedded);

fuzz_target!(|body: &str| {
    let page = format!("<!DOCTYPE html><html><body>{body}");
    let raw = RawArticle { content: Content::Text(page.clone()), ..RawArticle::default() };
    let article = clean(&RESOURCES.conventions, raw.clone(), &mut Diagnostics::default());
    assert_eq!(article, clean(&RESOURCES.conventions, raw, &mut Diagnostics::default()));
    let mut end = 0;
    for block in &article.blocks {
        assert!(article.verbatim[end..block.span.start as usize].trim().is_empty());
        end = block.span.end as usize;
    }
    assert!(article.alignment.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 < pair[1].1));
    for (at, source) in &article.alignment {
        assert!(article.verbatim.is_char_boundary(*at as usize) && page.is_char_boundary(*source as usize));
        assert_eq!(article.source_offset(*at), Some(*source));
    }
});
