//! Stretches of text between quotation marks.

use crate::document::{Document, TokenId, Upos, Xpos};
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
    /// A straight mark that its blanks show to open: no other is open before.
    OpensAnew,
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
                    (Mark::Opens | Mark::Either, None) | (Mark::OpensAnew, _) => open = Some(index),
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
        "\"" => Some(straight(document, id)),
        "''" => Some(Mark::Either),
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

/// What the blanks beside a straight mark show, so that one that is missing
/// does not turn all that follow inside out.
fn straight(document: &Document<'_>, id: TokenId) -> Mark {
    let span = document.token(id).span;
    let before = id.index().checked_sub(1).map(|index| document.token(TokenId::new(index)));
    let after = document.tokens.get(id.index() + 1);
    let hangs_on = before.is_some_and(|token| token.span.end == span.start && token.upos != Upos::Sym && token.xpos != Xpos::Lrb);
    let leads_on = after.is_some_and(|token| token.span.start == span.end && token.upos != Upos::Punct);
    match (hangs_on, leads_on) {
        (true, false) => Mark::Closes,
        (false, true) => Mark::OpensAnew,
        _ => Mark::Either,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::conllu::read_conllu;

    fn check(parse: &str, expect: Range<u32>) {
        let treebank = read_conllu(parse).unwrap();
        assert_eq!(Quotes::of(&treebank.document()).ranges, [expect]);
    }

    #[test]
    fn a_lost_mark_turns_nothing_inside_out() {
        let parse = "\
1 \" \" PUNCT `` _ 2 punct _ SpaceAfter=No
2 Go go VERB VB _ 0 root _ _
3 now now ADV RB _ 2 advmod _ SpaceAfter=No
4 . . PUNCT . _ 2 punct _ _

1 \" \" PUNCT `` _ 2 punct _ SpaceAfter=No
2 Stay stay VERB VB _ 5 ccomp _ SpaceAfter=No
3 \" \" PUNCT '' _ 2 punct _ _
4 they they PRON PRP _ 5 nsubj _ _
5 cheered cheer VERB VBD _ 0 root _ SpaceAfter=No
6 . . PUNCT . _ 5 punct _ _
";
        check(parse, 4..7);
    }
}
