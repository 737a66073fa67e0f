//! From bytes of any encoding to text.
//!
//! The order is: byte order mark, a page's own declaration, UTF-8, then
//! detection from the bytes. What is no text at all (a PDF, a picture) is
//! told apart here, with a diagnostic, and gives no text.

use crate::diagnostic::Diagnostics;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// How many bytes are looked at for a declaration or for signs of binary
/// content.
const HEAD: usize = 4096;
/// How many bytes the detector of encodings is given.
const SAMPLE: usize = 64 * 1024;

/// Decodes a report; none if it is not text.
pub fn decode(bytes: Vec<u8>, diagnostics: &mut Diagnostics) -> Option<String> {
    if let Some(format) = binary_format(&bytes) {
        diagnostics.warn("binary", None, format!("reading the article: found {format}, wanted text or HTML"));
        return None;
    }
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        return Some(decode_as(encoding, &bytes[mark..], diagnostics));
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Some(text),
        Err(error) => error.into_bytes(),
    };
    if let Some(encoding) = utf_16_without_mark(&bytes) {
        return Some(decode_as(encoding, &bytes, diagnostics));
    }
    if is_mostly_control(&bytes) {
        diagnostics.warn("binary", None, "reading the article: found binary content, wanted text or HTML");
        return None;
    }
    if is_damaged_utf_8(&bytes) {
        return Some(decode_as(UTF_8, &bytes, diagnostics));
    }
    let encoding = declared(&bytes).filter(|encoding| *encoding != UTF_8).unwrap_or_else(|| detected(&bytes));
    diagnostics.note("encoding", None, format!("reading the article: found no UTF-8, read as {}", encoding.name()));
    Some(decode_as(encoding, &bytes, diagnostics))
}

/// Decodes and tells if bytes had to be replaced.
fn decode_as(encoding: &'static Encoding, bytes: &[u8], diagnostics: &mut Diagnostics) -> String {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    if had_errors {
        diagnostics.warn(
            "bad-bytes",
            None,
            format!("reading the article as {}: found bytes that it has not, shown as \u{fffd}", encoding.name()),
        );
    }
    text.into_owned()
}

/// The name of a well-known format that is not text.
fn binary_format(bytes: &[u8]) -> Option<&'static str> {
    const MAGIC: [(&[u8], &str); 12] = [
        (b"%PDF-", "a PDF file"),
        (b"PK\x03\x04", "a ZIP archive or an office document"),
        (b"\x1f\x8b", "a gzip archive"),
        (b"\x89PNG", "a PNG picture"),
        (b"\xff\xd8\xff", "a JPEG picture"),
        (b"GIF8", "a GIF picture"),
        (b"RIFF", "a media file"),
        (b"\x7fELF", "a program"),
        (b"MZ\x90", "a program"),
        (b"\xd0\xcf\x11\xe0", "an old office document"),
        (b"SQLite format 3\0", "a database"),
        (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    ];
    MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, name)| *name)
}

/// UTF-16 without a byte order mark: in text of any alphabet that reports
/// use, one byte of each pair is nearly always the same small number.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(HEAD) & !1];
    let zeros = |offset: usize| head.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), head.len() / 2);
    match pairs {
        0..4 => None,
        _ if odd * 10 > pairs * 7 && even * 10 < pairs => Some(UTF_16LE),
        _ if even * 10 > pairs * 7 && odd * 10 < pairs => Some(UTF_16BE),
        _ => None,
    }
}

/// Whether the bytes that are no text in any encoding are too many.
fn is_mostly_control(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(HEAD)];
    let control = head.iter().filter(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31 | 127)).count();
    control * 20 > head.len()
}

/// Whether this is UTF-8 but for a few bytes, as after a cut in the middle of
/// a character.
fn is_damaged_utf_8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    // A lone cut at the end says nothing about the encoding, but UTF-8 is
    // by far the likeliest.
    good > bad * 4 || (bad == 1 && ends_in_cut(bytes))
}

/// Whether the last bytes are the start of a UTF-8 character.
fn ends_in_cut(bytes: &[u8]) -> bool {
    match std::str::from_utf8(bytes) {
        Ok(_) => false,
        Err(error) => error.error_len().is_none(),
    }
}

/// The encoding that a page declares in its first bytes.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(HEAD)].to_ascii_lowercase();
    let at = head
        .windows(8)
        .position(|window| window == b"charset=")
        .or_else(|| head.windows(9).position(|window| window == b"encoding=").map(|at| at + 1))?;
    let label = head[at + 8..].iter().skip_while(|byte| matches!(byte, b'"' | b'\'' | b' '));
    let label: Vec<u8> = label.take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':')).copied().collect();
    Encoding::for_label(&label)
}

/// The likeliest encoding of the bytes.
fn detected(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(SAMPLE)], true);
    detector.guess(None, Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expect: Option<&str>, kinds: &str) {
        let mut diagnostics = Diagnostics::default();
        let text = decode(bytes.to_vec(), &mut diagnostics);
        assert_eq!(text.as_deref(), expect);
        let found: Vec<&str> = diagnostics.iter().map(|diagnostic| diagnostic.kind).collect();
        assert_eq!(found.join(" "), kinds);
    }

    #[test]
    fn encodings() {
        check("Çavuşoğlu said".as_bytes(), Some("Çavuşoğlu said"), "");
        check(b"\xef\xbb\xbfTroops", Some("Troops"), "");
        check(b"\xff\xfeT\0r\0", Some("Tr"), "");
        check(b"T\0r\0\xfc\0p\0s\0 \0i\0n\0", Some("Trüps in"), "");
        check(b"<meta charset=iso-8859-9>Erdo\xf0an", Some("<meta charset=iso-8859-9>Erdoğan"), "encoding");
        check(b"The caf\xe9 was shelled, the r\xe9gime said", Some("The café was shelled, the régime said"), "encoding");
        check("a cut “quote".as_bytes().split_at(4).0, Some("a cu"), "");
        check(b"a cut \xe2\x80", Some("a cut \u{fffd}"), "bad-bytes");
        check(b"with \0 inside", Some("with \0 inside"), "");
        check(b"", Some(""), "");
    }

    #[test]
    fn binary_content() {
        check(b"%PDF-1.4 ...", None, "binary");
        check(&[0xff, 0, 1, 2, 3, 0x80, 0, 0, 7, 6, 5, 4, 3, 2, 1], None, "binary");
    }
}
