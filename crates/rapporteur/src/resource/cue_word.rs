//! Weights for telling which words are part of a cue, learned from articles
//! in which readers marked who says what (`training/truth/`).

use std::sync::LazyLock;

/// What is built in: `data/models/cue-en.bin`.
static EMBEDDED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/cue-en.bin"));

/// A logit in the units of the weights.
const UNIT: f32 = 1.0 / 16.0;
/// Bytes of one feature in the file: its key and its weight.
const ROW: usize = 5;

/// Weights of some hundred thousand features of words.
///
/// The features are known by a key of 32 bits only. One that was never seen
/// has no weight, but for one in some ten thousand whose key is another's.
#[derive(Clone, Debug, Default)]
pub struct WordWeights {
    /// Open addressing: the key and the weight, which is 0 where nothing is.
    /// The length is a power of two.
    slots: Vec<(u32, i8)>,
}

impl WordWeights {
    /// What ships with the program; laid out when it is first asked for.
    pub fn embedded() -> &'static WordWeights {
        static LAID_OUT: LazyLock<WordWeights> = LazyLock::new(|| WordWeights::read(EMBEDDED));
        &LAID_OUT
    }

    /// Lays out rows of a key, little-endian, and a weight.
    pub fn read(rows: &[u8]) -> WordWeights {
        let count = rows.len() / ROW;
        if count == 0 {
            return WordWeights::default();
        }
        let mut slots = vec![(0, 0); (count * 2).next_power_of_two()];
        let mask = slots.len() - 1;
        for row in rows.chunks_exact(ROW) {
            let key = u32::from_le_bytes([row[0], row[1], row[2], row[3]]);
            let weight = row[4] as i8;
            if weight == 0 {
                continue;
            }
            let mut at = key as usize & mask;
            while slots[at].1 != 0 {
                at = (at + 1) & mask;
            }
            slots[at] = (key, weight);
        }
        WordWeights { slots }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// The weight of a feature, in [`WordWeights::logit`]'s units; 0 if it is
    /// not known.
    pub fn of(&self, key: u32) -> i8 {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = key as usize & mask;
        // At most half of the slots are taken, so that the walk ends.
        while let Some(&(known, weight)) = self.slots.get(at) {
            if known == key || weight == 0 {
                return if known == key { weight } else { 0 };
            }
            at = (at + 1) & mask;
        }
        0
    }

    /// A sum of weights as a logit.
    pub fn logit(sum: i32) -> f32 {
        sum as f32 * UNIT
    }

    /// A weight as it is written, from a logit.
    pub fn rounded(logit: f32) -> i8 {
        (logit / UNIT).round().clamp(-127.0, 127.0) as i8
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rows: &[(u32, i8)], key: u32, expect: i8) {
        let bytes: Vec<u8> = rows.iter().flat_map(|(key, weight)| key.to_le_bytes().into_iter().chain([*weight as u8])).collect();
        assert_eq!(WordWeights::read(&bytes).of(key), expect, "{key}");
    }

    #[test]
    fn keys_that_share_a_slot_keep_their_weights() {
        let rows = [(8, 1), (16, -2), (0, 3)];
        check(&rows, 8, 1);
        check(&rows, 16, -2);
        check(&rows, 0, 3);
        check(&rows, 24, 0);
        check(&[], 8, 0);
    }

    #[test]
    fn weights_are_shipped() {
        assert!(!WordWeights::embedded().is_empty());
    }
}
