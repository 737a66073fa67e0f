//! What do the sentences say, grammatically?
//!
//! [`read`] splits the paragraphs of an article into sentences and words and
//! has a [`Parser`](parser::Parser) tag and parse them. A [`Document`] owns
//! one flat array of tokens; everything else is a view or an index.
//! What the words refer to is not decided here.

mod abbreviation;
pub mod conllu;
mod lemma;
pub mod parser;
mod read;
pub mod relation;
mod segment;
pub mod token;
mod word;

use crate::evidence::Span;
pub use read::{read, read_paragraphs};
pub use relation::Relation;
use std::ops::Range;
pub use token::{EntityLabel, EntityTag, Token, TokenId, Upos, Xpos};

/// A parsed article.
#[derive(Clone, Debug)]
pub struct Document<'a> {
    /// The verbatim text that all spans index.
    pub text: &'a str,
    /// Sentences in the order of the text.
    pub sentences: Vec<Sentence>,
    /// The words of all sentences, in order.
    pub tokens: Vec<Token>,
    /// `children[offsets[t]..offsets[t + 1]]` are the dependents of token t.
    child_offsets: Vec<u32>,
    children: Vec<TokenId>,
}

/// One sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// From its first to its last token.
    pub span: Span,
    /// Indices into [`Document::tokens`].
    pub tokens: Range<u32>,
    /// The number of its paragraph, from 0.
    pub paragraph: u32,
}

impl<'a> Document<'a> {
    /// Builds a document and the index of dependents.
    ///
    /// Heads must lie in their own sentence and form no cycle.
    pub fn new(text: &'a str, sentences: Vec<Sentence>, tokens: Vec<Token>) -> Document<'a> {
        let mut child_offsets = vec![0u32; tokens.len() + 1];
        for token in &tokens {
            if let Some(head) = token.head {
                child_offsets[head.index() + 1] += 1;
            }
        }
        for i in 0..tokens.len() {
            child_offsets[i + 1] += child_offsets[i];
        }
        let mut next = child_offsets.clone();
        let mut children = vec![TokenId::new(0); child_offsets[tokens.len()] as usize];
        for (i, token) in tokens.iter().enumerate() {
            if let Some(head) = token.head {
                children[next[head.index()] as usize] = TokenId::new(i);
                next[head.index()] += 1;
            }
        }
        Document { text, sentences, tokens, child_offsets, children }
    }

    /// The token itself.
    pub fn token(&self, id: TokenId) -> &Token {
        &self.tokens[id.index()]
    }

    /// The word as written.
    pub fn form(&self, id: TokenId) -> &'a str {
        self.token(id).span.of(self.text)
    }

    /// The dictionary form, lower case except for names.
    pub fn lemma(&self, id: TokenId) -> &str {
        &self.token(id).lemma
    }

    /// The dependents of a token, in text order.
    pub fn children(&self, id: TokenId) -> &[TokenId] {
        &self.children[self.child_offsets[id.index()] as usize..self.child_offsets[id.index() + 1] as usize]
    }

    /// The dependents that stand in a relation, its subtypes excluded.
    pub fn children_by(&self, id: TokenId, relation: Relation) -> impl Iterator<Item = TokenId> + '_ {
        self.children(id).iter().copied().filter(move |&child| self.token(child).relation == relation)
    }

    /// The first dependent in a relation.
    pub fn child_by(&self, id: TokenId, relation: Relation) -> Option<TokenId> {
        self.children_by(id, relation).next()
    }

    /// All tokens at or below `id`, in text order.
    pub fn subtree(&self, id: TokenId) -> Vec<TokenId> {
        let mut found = vec![id];
        let mut next = 0;
        while next < found.len() {
            let current = found[next];
            found.extend_from_slice(self.children(current));
            next += 1;
        }
        found.sort_unstable();
        found
    }

    /// The number of the sentence that holds a token.
    pub fn sentence_of(&self, id: TokenId) -> usize {
        self.sentences.partition_point(|sentence| sentence.tokens.end <= id.index() as u32)
    }

    /// The ids of a sentence's tokens.
    pub fn tokens_of(&self, sentence: usize) -> impl DoubleEndedIterator<Item = TokenId> + use<> {
        self.sentences[sentence].tokens.clone().map(|i| TokenId::new(i as usize))
    }

    /// The token without a head in a sentence.
    pub fn root_of(&self, sentence: usize) -> Option<TokenId> {
        self.tokens_of(sentence).find(|&id| self.token(id).head.is_none())
    }

    /// The span from the first to the last of some tokens of one sentence.
    pub fn span_of(&self, tokens: &[TokenId]) -> Span {
        let mut ids = tokens.iter();
        let Some(&first) = ids.next() else { return Span::default() };
        ids.fold(self.token(first).span, |span, &id| span.cover(self.token(id).span))
    }
}
