//! Stretches of text between quotation marks.

use crate::document::{Document, TokenId, Xpos};
use std::ops::Range;

/// The quotations of a document, in order and disjoint.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quotes {
    ranges: Vec<Range<u32>>,
}

/// What a quotation mark does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Opens,
    Closes,
    Either,
}

impl Quotes {
    /// Pairs the marks of each paragraph; a quotation that is not closed ends
    /// with its paragraph.
    pub fn of(document: &Document<'_>) -> Quotes {
        let mut ranges: Vec<Range<u32>> = Vec::new();
        let mut open: Option<u32> = None;
        let mut paragraph = None;
        for sentence in &document.sentences {
            if paragraph != Some(sentence.paragraph) {
                paragraph = Some(sentence.paragraph);
                if let Some(start) = open.take() {
                    ranges.push(start..sentence.tokens.start);
                }
            }
            for index in sentence.tokens.clone() {
                let Some(mark) = mark_of(document, TokenId::new(index as usize)) else { continue };
                match (mark, open) {
                    (Mark::Opens, None) | (Mark::Either, None) => open = Some(index),
                    (Mark::Closes, Some(start)) | (Mark::Either, Some(start)) => {
                        ranges.push(start..index + 1);
                        open = None;
                    }
                    (Mark::Opens, Some(_)) | (Mark::Closes, None) => {}
                }
            }
        }
        if let Some(start) = open {
            ranges.push(start..document.tokens.len() as u32);
        }
        Quotes { ranges }
    }

    /// The quotation that holds a word, marks included.
    pub fn around(&self, token: TokenId) -> Option<Range<u32>> {
        let index = token.index() as u32;
        let next = self.ranges.partition_point(|range| range.end <= index);
        self.ranges.get(next).filter(|range| range.start <= index).cloned()
    }

    /// The quotations that share words with a range.
    pub fn within(&self, range: Range<u32>) -> impl Iterator<Item = Range<u32>> + '_ {
        let first = self.ranges.partition_point(|quote| quote.end <= range.start);
        self.ranges[first..].iter().take_while(move |quote| quote.start < range.end).cloned()
    }

    /// The quotation that ends right before a token, a stop or comma aside.
    pub fn ending_before(&self, index: u32) -> Option<Range<u32>> {
        let next = self.ranges.partition_point(|range| range.end <= index);
        self.ranges[..next].last().filter(|range| range.end + 1 >= index).cloned()
    }

    /// The quotation that starts at or right after a token.
    pub fn starting_after(&self, index: u32) -> Option<Range<u32>> {
        let next = self.ranges.partition_point(|range| range.start < index);
        self.ranges.get(next).filter(|range| range.start <= index + 1).cloned()
    }
}

fn mark_of(document: &Document<'_>, id: TokenId) -> Option<Mark> {
    match document.form(id) {
        "“" | "„" | "«" | "``" => Some(Mark::Opens),
        "”" | "»" => Some(Mark::Closes),
        "\"" | "''" => Some(Mark::Either),
        "‘" => Some(Mark::Opens),
        "’" if document.token(id).xpos == Xpos::Closequote => Some(Mark::Closes),
        "'" => match document.token(id).xpos {
            Xpos::Openquote => Some(Mark::Opens),
            Xpos::Closequote => Some(Mark::Closes),
            _ => None,
        },
        _ => None,
    }
}
