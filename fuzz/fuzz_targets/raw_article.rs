//! Any bytes: blocks hold every word, and the text is not changed.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rapporteur::article::{Article, Content, RawArticle, clean};
use rapporteur::diagnostic::Diagnostics;
use rapporteur::resource::Resources;
use std::sync::LazyLock;

static RESOURCES: LazyLock<Resources> = LazyLock::new(Resources::embedded);

fn cleaned(bytes: &[u8]) -> (Article, Diagnostics) {
    let raw = RawArticle { content: Content::Bytes(bytes.to_vec()), ..RawArticle::default() };
    let mut diagnostics = Diagnostics::default();
    (clean(&RESOURCES.conventions, raw, &mut diagnostics), diagnostics)
}

fuzz_target!(|bytes: &[u8]| {
    let (article, diagnostics) = cleaned(bytes);
    assert_eq!((article.clone(), diagnostics.clone()), cleaned(bytes));
    let mut end = 0;
    for block in &article.blocks {
        let (start, next) = (block.span.start as usize, block.span.end as usize);
        assert!(article.verbatim[end..start].trim().is_empty() && start < next);
        end = next;
    }
    assert!(article.verbatim[end..].trim().is_empty());
    let is_binary = diagnostics.iter().any(|diagnostic| diagnostic.kind == "binary");
    let has_mark = bytes.starts_with(b"\xef\xbb\xbf") || bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    if let Ok(text) = std::str::from_utf8(bytes)
        && !is_binary
        && !has_mark
        && article.alignment.is_empty()
        && !text.trim_start().starts_with('<')
    {
        assert_eq!(article.verbatim, text);
    }
});
