//! Fingerprints of texts: the more runs of words two texts share, the more
//! numbers their fingerprints have in common (Broder's minwise hashing).

/// Words that are taken together.
const WORDS: usize = 3;

/// Numbers of a fingerprint.
const NUMBERS: usize = 48;

/// Numbers that are looked up together.
const BAND: usize = 4;

/// The share of numbers that nearly the same texts have in common. Texts that
/// share so many runs of words also share a band, but for one pair in a
/// thousand.
pub const NEAR: f64 = 0.7;

/// The fingerprint of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint([u32; NUMBERS]);

impl Fingerprint {
    /// The fingerprint of a text. Case and punctuation play no part.
    pub fn of(text: &str) -> Fingerprint {
        let words: Vec<String> =
            text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
        let mut numbers = [u32::MAX; NUMBERS];
        for run in words.windows(WORDS.min(words.len().max(1))) {
            let mut digest = digest(run);
            for number in &mut numbers {
                // A step of Steele's SplitMix, whose outputs are as good as
                // independent draws.
                digest = digest.wrapping_add(0x9e37_79b9_7f4a_7c15);
                let mixed = (digest ^ digest >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
                let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
                *number = (*number).min((mixed >> 32) as u32);
            }
        }
        Fingerprint(numbers)
    }

    /// The share of numbers in common, which estimates the share of runs of
    /// words in common.
    pub fn similarity(&self, other: &Fingerprint) -> f64 {
        let same = self.0.iter().zip(&other.0).filter(|(one, other)| one == other).count();
        same as f64 / NUMBERS as f64
    }

    /// What similar texts share at least one of.
    pub fn bands(&self) -> impl Iterator<Item = i64> + '_ {
        self.0.chunks(BAND).map(|band| digest(&band.iter().map(u32::to_string).collect::<Vec<_>>()).cast_signed())
    }

    /// The numbers as bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|number| number.to_le_bytes()).collect()
    }

    /// What [`to_bytes`](Self::to_bytes) gave; none if it is something else.
    pub fn from_bytes(bytes: &[u8]) -> Option<Fingerprint> {
        let numbers: Vec<u32> = bytes.chunks_exact(4).map(|chunk| u32::from_le_bytes([chunk[0], chunk[1], chunk[2], chunk[3]])).collect();
        Some(Fingerprint(numbers.try_into().ok()?))
    }
}

fn digest(words: &[String]) -> u64 {
    let mut hasher = blake3::Hasher::new();
    for word in words {
        hasher.update(word.as_bytes());
        hasher.update(b" ");
    }
    let mut bytes = [0; 8];
    hasher.finalize_xof().fill(&mut bytes);
    u64::from_le_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(one: &str, other: &str, near: bool) {
        let (one, other) = (Fingerprint::of(one), Fingerprint::of(other));
        assert_eq!(one.similarity(&other) >= NEAR, near, "{}", one.similarity(&other));
        if near {
            assert!(one.bands().zip(other.bands()).any(|(one, other)| one == other));
        }
        assert_eq!(Fingerprint::from_bytes(&one.to_bytes()), Some(one));
    }

    #[test]
    fn near_texts() {
        let long: String = (0..300).map(|i| format!("word{} ", i * i % 97 + i)).collect();
        check(&long, &long.to_uppercase(), true);
        check(&long, &format!("{long} Leave a reply"), true);
        check(&long, &long[..long.len() * 9 / 10], true);
        check(&long, &long[..long.len() / 2], false);
        check(&long, &long.chars().rev().collect::<String>(), false);
        check("", "", true);
        check("one", "two", false);
        assert_eq!(Fingerprint::from_bytes(b"abc"), None);
    }
}
