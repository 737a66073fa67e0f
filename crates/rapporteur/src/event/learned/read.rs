//! Which sentences a judge reads, and what is kept of its readings.

use crate::document::Document;
use crate::entity::Entities;
use crate::event::attribution::{Heard, LikelyWords, Statements};
use crate::event::judge::{Judge, Memory, Passage, Reading};
use crate::evidence::Span;

/// Sentences that are read together.
pub const WINDOW: usize = 64;
/// A reading takes some tens of kilobytes. Of a document with more sentences
/// to read than this not all are kept: those that are needed again are read
/// again.
const KEPT: usize = 512;

/// What of a sentence a judge is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// What it tells, and who says something in it.
    All,
    /// Who says something in it.
    Voices,
    /// Nothing.
    Nothing,
}

/// The readings of a document, by sentence.
#[derive(Clone, Debug, Default)]
pub struct Readings {
    list: Vec<Option<Reading>>,
}

impl Readings {
    /// Has a judge read the sentences of which it is `wanted` what they tell
    /// or who says something in them; `likely` are the words of cues in these.
    pub fn of(judge: &dyn Judge, document: &Document<'_>, likely: &LikelyWords, wanted: &[Wanted]) -> Readings {
        let mut list = vec![None; document.sentences.len()];
        let numbers: Vec<usize> = (0..list.len()).filter(|&number| wanted[number] != Wanted::Nothing).collect();
        for window in numbers.chunks(WINDOW) {
            let as_wanted = |&number: &usize| passage(document, number, likely.may_speak(document, number), wanted[number] == Wanted::All);
            let passages: Vec<Passage<'_>> = window.iter().map(as_wanted).collect();
            for (&number, mut reading) in window.iter().zip(judge.read(&passages)) {
                if numbers.len() > KEPT {
                    reading.memory = Memory::default();
                }
                list[number] = Some(reading);
            }
        }
        Readings { list }
    }

    /// What was heard of who says what.
    pub fn heard(&self, document: &Document<'_>, likely: LikelyWords) -> Heard {
        let mut heard = Heard::nothing(document, likely);
        for (number, reading) in self.list.iter().enumerate() {
            if let Some(reading) = reading {
                heard.add(document, number, reading);
            }
        }
        heard
    }

    /// Hands out the readings of some sentences; those of which nothing is
    /// remembered are read now, but for who says what, which was heard before.
    pub fn take(&mut self, judge: &dyn Judge, document: &Document<'_>, numbers: &[usize]) -> Vec<Reading> {
        let kept: Vec<Option<Reading>> =
            numbers.iter().map(|&number| self.list.get_mut(number)?.take().filter(|reading| reading.memory != Memory::default())).collect();
        let missing = numbers.iter().zip(&kept).filter(|(_, reading)| reading.is_none());
        let passages: Vec<Passage<'_>> = missing.map(|(&number, _)| passage(document, number, false, true)).collect();
        let mut read = judge.read(&passages).into_iter();
        kept.into_iter().filter_map(|reading| reading.or_else(|| read.next())).collect()
    }
}

/// A statement that is surer than this needs no judge.
const SURE: f32 = 0.9;

/// The sentences in which somebody known seems to say something, unless that
/// is sure without a judge.
pub fn with_speakers(document: &Document<'_>, entities: &Entities, statements: &Statements) -> Vec<bool> {
    let mut found = vec![false; document.sentences.len()];
    for statement in statements.list.iter().filter(|statement| statement.is_speech() && statement.probability < SURE) {
        let actors = statement.speaker.map_or(&[][..], |speaker| entities.actors_at(speaker));
        if actors.iter().any(|actor| actor.country.is_some() || actor.id.is_some()) {
            found[document.sentence_of(statement.cue)] = true;
        }
    }
    found
}

/// A sentence as a judge is to read it.
fn passage<'d>(document: &Document<'d>, number: usize, says: bool, tells: bool) -> Passage<'d> {
    let start = document.sentences[number].span.start;
    let words = document.tokens_of(number).map(|token| {
        let span = document.token(token).span;
        Span { start: span.start - start, end: span.end - start }
    });
    Passage { text: document.sentences[number].span.of(document.text), words: words.collect(), says, tells }
}
