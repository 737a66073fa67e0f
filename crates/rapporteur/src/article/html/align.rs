//! Where do the words of the extracted text stand in the page's source?
//!
//! Both are split into words; runs of three words are looked up in an index
//! of the source, always behind the last word found. Words that the source
//! has only inside attributes stay without a place.

use super::markup::{self, Element, Event};
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hasher};

/// Runs of so many words are looked up.
const RUN: usize = 3;

/// Pairs of offsets (text, source), ascending in both; between two pairs the
/// text runs in step. Linear but for the index's logarithm.
pub fn align(text: &str, source: &str) -> Vec<(u32, u32)> {
    let text_words = words(text, 0, false);
    let source_words = source_words(source);
    let index = index(&source_words);
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    let (mut at, mut next) = (0, 0);
    while at < text_words.len() {
        let in_step = source_words.get(next).is_some_and(|word| word.hash == text_words[at].hash);
        if !in_step {
            let key = run_key(&text_words, at);
            let found = key.and_then(|key| index.get(&key)).and_then(|places| places.get(places.partition_point(|place| *place < next)));
            match found {
                Some(place) => next = *place,
                None => {
                    at += 1;
                    continue;
                }
            }
        }
        add(&mut pairs, text_words[at].start, source_words[next].start);
        at += 1;
        next += 1;
    }
    pairs
}

/// Adds a pair unless the last one already says so.
fn add(pairs: &mut Vec<(u32, u32)>, text: u32, source: u32) {
    let known = pairs.last().is_some_and(|(last_text, last_source)| text - last_text == source.wrapping_sub(*last_source));
    if !known {
        pairs.push((text, source));
    }
}

/// A word by its hash, and where it starts.
#[derive(Clone, Copy)]
struct Word {
    hash: u64,
    start: u32,
}

/// The words of the visible text and the title of a page.
fn source_words(source: &str) -> Vec<Word> {
    let mut found = Vec::new();
    let mut word = Growing::default();
    for event in markup::events(source) {
        match event {
            Event::Text { raw, at } => word.read(raw, at, true, &mut found),
            Event::Tag { name, .. } => {
                if Element::of(name) != Element::Inline {
                    word.finish(&mut found);
                }
            }
        }
    }
    word.finish(&mut found);
    found
}

/// The words of a text that starts at an offset.
fn words(text: &str, offset: usize, encoded: bool) -> Vec<Word> {
    let mut found = Vec::new();
    let mut word = Growing::default();
    word.read(text, offset, encoded, &mut found);
    word.finish(&mut found);
    found
}

/// A word that is being read; inline tags may part its letters.
#[derive(Default)]
struct Growing {
    hasher: DefaultHasher,
    start: Option<u32>,
}

impl Growing {
    fn read(&mut self, text: &str, offset: usize, encoded: bool, found: &mut Vec<Word>) {
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            let (c, length) = if encoded && c == '&' { markup::reference(&text[at..]) } else { (c, c.len_utf8()) };
            if c.is_alphanumeric() {
                self.start.get_or_insert((offset + at) as u32);
                self.hasher.write_u32(c as u32);
            } else {
                self.finish(found);
            }
            at += length;
        }
    }

    fn finish(&mut self, found: &mut Vec<Word>) {
        if let Some(start) = self.start.take() {
            found.push(Word { hash: self.hasher.finish(), start });
            self.hasher = DefaultHasher::new();
        }
    }
}

/// The places of each run of words, ascending.
fn index(words: &[Word]) -> BTreeMap<u64, Vec<usize>> {
    let mut index = BTreeMap::<u64, Vec<usize>>::new();
    for at in 0..words.len() {
        if let Some(key) = run_key(words, at) {
            index.entry(key).or_default().push(at);
        }
    }
    index
}

/// The hash of the run of words at a place; none near the end.
fn run_key(words: &[Word], at: usize) -> Option<u64> {
    let run = words.get(at..at + RUN)?;
    let mut hasher = DefaultHasher::new();
    run.iter().for_each(|word| hasher.write_u64(word.hash));
    Some(hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// For each word of the text, the source from where it was found, cut.
    fn check(text: &str, source: &str, expect: &[(&str, &str)]) {
        let pairs = align(text, source);
        assert!(pairs.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 < pair[1].1), "{pairs:?}");
        for (word, wanted) in expect {
            let offset = text.find(word).unwrap() as u32;
            let pair = pairs[pairs.partition_point(|(at, _)| *at <= offset) - 1];
            let found = &source[(pair.1 + offset - pair.0) as usize..];
            assert!(found.starts_with(wanted), "{word}: {found}");
        }
    }

    #[test]
    fn words_lead_back_to_the_source() {
        check(
            "Talks in Vell\n\nEnvoys & ministers met “again” on Saturday. They agreed.",
            "<html><title>Talks in Vell</title><p class='Envoys'>Envoys &amp; <b>min</b>isters met &ldquo;again&rdquo; on Saturday.</p><script>They agreed to</script><p>They agreed.</p>",
            &[
                ("Talks", "Talks in Vell</"),
                ("Envoys", "Envoys &amp;"),
                ("ministers", "min</b>"),
                ("again", "again&rdquo;"),
                ("Saturday", "Saturday.<"),
                ("They", "They agreed.<"),
            ],
        );
    }

    #[test]
    fn nothing_in_common() {
        assert!(align("one two three", "<p>four five six</p>").is_empty());
        assert!(align("", "").is_empty());
    }
}
