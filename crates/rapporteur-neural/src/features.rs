//! What the network sees of a word form: row numbers of embedding tables.
//!
//! `training/parser/features.py` computes the same numbers; change both
//! together.

/// Seeds and sizes follow the order of the hashed features: word, word again,
/// prefix, last two, three and four characters, shape.
pub const FEATURES: usize = 7;

/// Row numbers of a form, and the hash under which a pretrained vector may
/// be found.
pub struct FormRows {
    /// One row for each hashed feature.
    pub rows: [u32; FEATURES],
    /// 32-bit FNV-1a of the folded form.
    pub vector_key: u32,
}

/// Computes the rows of a form, given the number of rows of each feature's table.
pub fn rows_of(form: &str, sizes: &[u32; FEATURES]) -> FormRows {
    let whole = fold(form.chars());
    let short = fold(form.chars().take(64));
    let starts: Vec<usize> = short.char_indices().map(|(i, _)| i).collect();
    let tail = |count: usize| &short[starts[starts.len().saturating_sub(count)]..];
    let (prefix, tails) = if starts.is_empty() {
        ("", ["", "", ""])
    } else {
        (&short[..starts.get(3).copied().unwrap_or(short.len())], [tail(2), tail(3), tail(4)])
    };
    let shape = shape(form);
    let texts = [&short, &short, prefix, tails[0], tails[1], tails[2], &shape];
    let mut rows = [0; FEATURES];
    for (seed, (row, text)) in rows.iter_mut().zip(texts).enumerate() {
        *row = (fnv64(text, seed as u64) % u64::from(sizes[seed])) as u32;
    }
    FormRows { rows, vector_key: fnv32(&whole) }
}

/// Lower case where it is one character; straight quotes and dashes; all digits `0`.
fn fold(chars: impl Iterator<Item = char>) -> String {
    chars
        .map(|c| match c {
            '’' | '‘' | '`' => '\'',
            '“' | '”' => '"',
            '–' | '—' => '-',
            '0'..='9' => '0',
            _ if c.is_ascii() => c.to_ascii_lowercase(),
            _ => {
                let mut lower = c.to_lowercase();
                match (lower.next(), lower.next()) {
                    (Some(single), None) => single,
                    _ => c,
                }
            }
        })
        .collect()
}

/// Classes of the first 12 characters, runs cut after three, such as `Xxxx`.
fn shape(form: &str) -> String {
    let mut shape: Vec<char> = Vec::with_capacity(12);
    for c in form.chars().take(12) {
        let class = match c {
            '0'..='9' => 'd',
            _ if c.is_uppercase() => 'X',
            _ if c.is_alphabetic() => 'x',
            _ if c.is_ascii() => c,
            _ => '?',
        };
        if !shape.ends_with(&[class; 3]) {
            shape.push(class);
        }
    }
    shape.into_iter().collect()
}

/// FNV-1a, its high half folded onto the low.
fn fnv64(text: &str, seed: u64) -> u64 {
    let hash = text.bytes().fold(0xCBF2_9CE4_8422_2325 ^ seed, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3));
    hash ^ (hash >> 32)
}

/// FNV-1a of 32 bits.
fn fnv32(text: &str) -> u32 {
    text.bytes().fold(0x811C_9DC5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_folded_and_shaped() {
        assert_eq!(fold("Çelik’s–2016".chars()), "çelik's-0000");
        assert_eq!(shape("Erdoğan"), "Xxxx");
        assert_eq!(shape("1,200.50"), "d,ddd.dd");
        assert_eq!(shape("U.S."), "X.X.");
    }

    #[test]
    fn hashes_are_those_of_the_training_recipe() {
        let rows = rows_of("a", &[24576, 24576, 8192, 2048, 8192, 12288, 1024]);
        assert_eq!(rows.vector_key, 0xE40C_292C);
    }

    #[test]
    fn an_empty_form_has_rows() {
        assert!(rows_of("", &[8; FEATURES]).rows.iter().all(|&row| row < 8));
    }
}
