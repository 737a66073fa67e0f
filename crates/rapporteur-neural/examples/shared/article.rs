//! Articles of a kit: their paragraphs, and offsets as kits count them.

#![allow(dead_code, reason = "each recipe needs a part of it")]

use rapporteur::evidence::Span;

/// The lines of a text that have words.
pub fn paragraphs(text: &str) -> Vec<Span> {
    let mut start = 0;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim_end();
        if !trimmed.trim().is_empty() {
            found.push(Span::new(start, start + trimmed.len()));
        }
        start += line.len();
    }
    found
}

/// Turns byte offsets of a text into code points.
pub struct Characters {
    before: Vec<u32>,
}

impl Characters {
    pub fn of(text: &str) -> Characters {
        let mut before = vec![0; text.len() + 1];
        let mut count = 0;
        for (at, character) in text.char_indices() {
            before[at..at + character.len_utf8()].fill(count);
            count += 1;
        }
        before[text.len()] = count;
        Characters { before }
    }

    /// The code points that a span covers, half-open.
    pub fn range(&self, span: Span) -> (u32, u32) {
        (self.before[span.start as usize], self.before[span.end as usize])
    }
}
