//! Whether the words around an expression speak of the past or the future.

use super::Tense;
use super::word::Item;
use crate::resource::time::{Class, TimeTables};

/// How many words away a verb may be.
const REACH: i32 = 18;
/// A comma, colon or quotation mark parts clauses, and counts as so many words.
const CLAUSE: i32 = 6;

/// The tense of the nearest verb, as far as word forms tell it.
pub(super) fn tense_at(tables: &TimeTables, items: &[Item], at: usize) -> Tense {
    let marks = [",", ":", ";", "“", "”", "\""].map(|mark| tables.word_id(mark));
    let deadline =
        at.checked_sub(1).is_some_and(|before| ["by", "until", "before"].iter().any(|word| items[before].word == tables.word_id(word)));
    let mut nearest: Option<(i32, Tense)> = None;
    let mut future = false;
    // `agreed to reopen it by July`: what one is bound to is still to come.
    let mut bound = false;
    let to = tables.word_id("to");
    let is_mark = |item: &Item| item.word != 0 && marks.contains(&item.word);
    let mut look = |sequence: &mut dyn Iterator<Item = &Item>, is_told: bool| {
        let (mut distance, mut first, mut before_to) = (0, true, false);
        // The item that was looked at before.
        let mut last = 0;
        for item in sequence {
            let parts = is_mark(item);
            distance += if parts { CLAUSE } else { 1 };
            // `will send boats in January, he said`: the verb before is of the same clause.
            if distance > REACH || parts && is_told {
                break;
            }
            bound |= before_to && item.classes.has(Class::Binds);
            before_to |= first && item.word == to;
            // Backwards from the expression: `are to meet on Friday`.
            let is_to = last == to && to != 0 && item.classes.has(Class::Is);
            last = item.word;
            let tense = match () {
                () if item.classes.has(Class::Will) || is_to => Tense::Future,
                () if item.classes.has(Class::Did) || item.shape.past && !item.shape.capital => Tense::Past,
                () => continue,
            };
            future |= tense == Tense::Future;
            if first && nearest.is_none_or(|(known, _)| distance < known) {
                nearest = Some((distance, tense));
            }
            first = false;
        }
    };
    look(&mut items[..at].iter().rev(), false);
    let is_told = items[..at].iter().rev().take_while(|item| !is_mark(item)).any(|item| item.classes.has(Class::Will));
    look(&mut items[at + 1..].iter(), is_told);
    match nearest {
        // `will leave unless freed by Sunday`: the participle is no past.
        _ if deadline && (future || bound) => Tense::Future,
        Some((_, tense)) => tense,
        None if deadline => Tense::Future,
        None => Tense::Unknown,
    }
}
