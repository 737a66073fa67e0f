//! How far to the left and right the phrase of each word reaches.

use crate::document::{Document, TokenId};
use std::ops::Range;

/// For each token, the first and last token of its subtree.
pub(super) struct Extents {
    bounds: Vec<(u32, u32)>,
}

impl Extents {
    /// One pass over the trees, without recursion, so that a sentence of any
    /// length or depth takes linear time and constant stack.
    pub(super) fn of(document: &Document<'_>) -> Extents {
        let mut bounds: Vec<(u32, u32)> = (0..document.tokens.len() as u32).map(|i| (i, i)).collect();
        let mut order: Vec<TokenId> = Vec::with_capacity(document.tokens.len());
        order.extend((0..document.tokens.len()).map(TokenId::new).filter(|&id| document.token(id).head.is_none()));
        let mut next = 0;
        while next < order.len() {
            order.extend_from_slice(document.children(order[next]));
            next += 1;
        }
        for &id in order.iter().rev() {
            if let Some(head) = document.token(id).head {
                let (left, right) = bounds[id.index()];
                let of_head = &mut bounds[head.index()];
                *of_head = (of_head.0.min(left), of_head.1.max(right));
            }
        }
        Extents { bounds }
    }

    /// The words from the first to the last of a subtree.
    pub(super) fn range(&self, id: TokenId) -> Range<u32> {
        let (left, right) = self.bounds[id.index()];
        left..right + 1
    }
}

/// What is left of a range when others are cut out, trimmed of stops,
/// commas and lone closing marks at both ends.
pub(super) fn without(document: &Document<'_>, whole: Range<u32>, cuts: &[Range<u32>]) -> Vec<Range<u32>> {
    let mut parts = vec![whole];
    for cut in cuts.iter().filter(|cut| cut.start < cut.end) {
        let mut kept = Vec::with_capacity(parts.len() + 1);
        for part in parts {
            if cut.end <= part.start || part.end <= cut.start {
                kept.push(part);
                continue;
            }
            if part.start < cut.start {
                kept.push(part.start..cut.start);
            }
            if cut.end < part.end {
                kept.push(cut.end..part.end);
            }
        }
        parts = kept;
    }
    parts.into_iter().map(|part| trimmed(document, part)).filter(|part| part.start < part.end).collect()
}

/// Drops commas, stops, colons and dashes from both ends.
pub(super) fn trimmed(document: &Document<'_>, mut range: Range<u32>) -> Range<u32> {
    let is_edge = |index: u32| matches!(document.form(TokenId::new(index as usize)), "," | "." | ":" | ";" | "-" | "–" | "—" | "--");
    while range.start < range.end && is_edge(range.start) {
        range.start += 1;
    }
    while range.start < range.end && is_edge(range.end - 1) {
        range.end -= 1;
    }
    range
}
