//! From an article's paragraphs to a parsed document.

use super::lemma::lemma_of;
use super::parser::{ParsedWord, Parser, ParserError, Word};
use super::segment::Segments;
use super::{Document, Sentence, Token, TokenId};
use crate::article::Article;
use crate::diagnostic::Diagnostics;
use crate::evidence::Span;

/// Splits the paragraphs of an article into sentences and words, and has them parsed.
///
/// # Errors
/// If the parser cannot be run, or answers for other words than it was asked about.
pub fn read<'a>(parser: &dyn Parser, article: &'a Article, _diagnostics: &mut Diagnostics) -> Result<Document<'a>, ParserError> {
    read_paragraphs(parser, &article.verbatim, article.paragraphs())
}

/// As [`read`], for paragraphs given as spans of a text.
///
/// # Errors
/// As [`read`].
pub fn read_paragraphs<'a>(
    parser: &dyn Parser,
    text: &'a str,
    paragraphs: impl Iterator<Item = Span>,
) -> Result<Document<'a>, ParserError> {
    let mut segments = Segments::default();
    let mut paragraph_of = Vec::new();
    for (number, paragraph) in paragraphs.enumerate() {
        segments.add(text, paragraph);
        paragraph_of.resize(segments.sentences.len(), number as u32);
    }
    let words = |range: &std::ops::Range<usize>| -> Vec<Word<'a>> {
        let raw = segments.words[range.clone()].iter();
        raw.map(|word| Word { form: word.span.of(text), space_before: word.space_before }).collect()
    };
    let asked: Vec<Vec<Word<'a>>> = segments.sentences.iter().map(words).collect();
    let parsed = parser.parse(&asked)?;
    let fits = parsed.len() == asked.len() && parsed.iter().zip(&asked).all(|(parse, words)| parse.len() == words.len());
    if !fits {
        return Err(ParserError { message: "the parser answered for other words than it was asked about".to_owned() });
    }
    let mut tokens = Vec::with_capacity(segments.words.len());
    let mut sentences = Vec::with_capacity(parsed.len());
    for ((range, parse), paragraph) in segments.sentences.iter().zip(parsed).zip(paragraph_of) {
        let (first, last) = (segments.words[range.start], segments.words[range.end - 1]);
        sentences.push(Sentence { span: first.span.cover(last.span), tokens: range.start as u32..range.end as u32, paragraph });
        let raw = segments.words[range.clone()].iter();
        tokens.extend(raw.zip(parse).map(|(word, parsed)| token(text, range.start, word, parsed)));
    }
    Ok(Document::new(text, sentences, tokens))
}

fn token(text: &str, first: usize, word: &super::word::RawWord, parsed: ParsedWord) -> Token {
    Token {
        span: word.span,
        lemma: lemma_of(word.span.of(text), parsed.xpos).into(),
        upos: parsed.upos,
        xpos: parsed.xpos,
        head: parsed.head.map(|head| TokenId::new(first + head as usize)),
        relation: parsed.relation,
        entity: parsed.entity,
        joined: word.joined,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{EntityTag, Relation, Upos, Xpos};

    /// Hangs every word from the first.
    struct Flat;

    impl Parser for Flat {
        fn parse(&self, sentences: &[Vec<Word<'_>>]) -> Result<Vec<Vec<ParsedWord>>, ParserError> {
            let word = |i: usize| ParsedWord {
                upos: Upos::Noun,
                xpos: Xpos::Nns,
                head: (i > 0).then_some(0),
                relation: if i > 0 { Relation::Dep } else { Relation::Root },
                entity: EntityTag::Outside,
            };
            Ok(sentences.iter().map(|words| (0..words.len()).map(word).collect()).collect())
        }

        fn digest(&self) -> &str {
            "flat"
        }
    }

    #[test]
    fn a_document_knows_its_paragraphs_and_words() {
        let text = "Rebels met envoys. Talks failed.\n\nThey didn't.";
        let spans = [Span::new(0, 32), Span::new(34, text.len())];
        let document = read_paragraphs(&Flat, text, spans.into_iter()).unwrap();
        let paragraphs: Vec<_> = document.sentences.iter().map(|sentence| (sentence.span.of(text), sentence.paragraph)).collect();
        assert_eq!(paragraphs, [("Rebels met envoys.", 0), ("Talks failed.", 0), ("They didn't.", 1)]);
        assert_eq!(document.lemma(TokenId::new(0)), "rebel");
        assert_eq!(document.sentence_of(TokenId::new(8)), 2);
        assert!(document.token(TokenId::new(9)).joined);
    }

    #[test]
    fn empty_text_is_an_empty_document() {
        assert!(read_paragraphs(&Flat, " \n ", [Span::new(0, 3)].into_iter()).unwrap().sentences.is_empty());
    }
}
