//! A stable hash over all source files, so that a row tells which tables it
//! was made with. It guards against mix-ups, not against forgery.

use super::Sources;

const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

/// FNV-1a with 128 bits over path and content of each file in order, eight
/// bytes a step, so that start-up does not wait for it.
pub(super) fn of(sources: &Sources) -> String {
    let mut hash = OFFSET;
    for file in sources.iter() {
        hash = feed(feed(hash, file.path.as_bytes()), file.text.as_bytes());
    }
    format!("{hash:032x}")
}

/// Feeds the length and then the bytes, so that no two lists of files run
/// together into the same stream.
fn feed(hash: u128, bytes: &[u8]) -> u128 {
    let mut hash = (hash ^ bytes.len() as u128).wrapping_mul(PRIME);
    for chunk in bytes.chunks(8) {
        let mut word = [0u8; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        hash = (hash ^ u128::from(u64::from_le_bytes(word))).wrapping_mul(PRIME);
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::super::SourceFile;
    use super::*;
    use std::borrow::Cow;

    fn check(files: &[(&str, &str)]) -> String {
        let files = files.iter().map(|&(path, text)| SourceFile { path: path.into(), shown: path.into(), text: Cow::Owned(text.into()) });
        of(&Sources { files: files.collect() })
    }

    #[test]
    fn each_byte_counts() {
        let base = check(&[("a.tsv", "x\ty\n1\t2\n")]);
        assert_eq!(base.len(), 32);
        assert_eq!(base, check(&[("a.tsv", "x\ty\n1\t2\n")]));
        assert_ne!(base, check(&[("a.tsv", "x\ty\n1\t3\n")]));
        assert_ne!(base, check(&[("b.tsv", "x\ty\n1\t2\n")]));
        assert_ne!(base, check(&[("a.tsv", "x\ty\n"), ("1", "\t2\n")]));
        assert_ne!(base, check(&[]));
    }
}
