//! A paragraph: no character but white space is lost, and words stand in order.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rapporteur::document::parser::{ParsedWord, Parser, ParserError, Word};
use rapporteur::document::{EntityTag, Relation, Upos, Xpos, read_paragraphs};
use rapporteur::evidence::Span;

/// Hangs every word on the first of its sentence.
struct Flat;

impl Parser for Flat {
    fn parse(&self, sentences: &[Vec<Word<'_>>]) -> Result<Vec<Vec<ParsedWord>>, ParserError> {
        let word = |at: usize| ParsedWord {
            upos: Upos::X,
            xpos: Xpos::Nn,
            head: (at > 0).then_some(0),
            relation: if at > 0 { Relation::Dep } else { Relation::Root },
            entity: EntityTag::default(),
        };
        Ok(sentences.iter().map(|words| (0..words.len()).map(word).collect()).collect())
    }

    fn digest(&self) -> &str {
        ""
    }
}

fuzz_target!(|text: &str| {
    let Ok(document) = read_paragraphs(&Flat, text, std::iter::once(Span::new(0, text.len()))) else {
        panic!("the parser answered for the words that it was asked about");
    };
    let mut end = 0;
    for token in &document.tokens {
        assert!(text[end..token.span.start as usize].trim().is_empty(), "characters in no word");
        assert!(!token.span.of(text).is_empty());
        end = token.span.end as usize;
    }
    assert!(text[end..].trim().is_empty(), "characters in no word");
    for sentence in &document.sentences {
        let tokens = &document.tokens[sentence.tokens.start as usize..sentence.tokens.end as usize];
        assert!(!tokens.is_empty() && tokens.iter().all(|token| sentence.span.contains(token.span)));
    }
});
