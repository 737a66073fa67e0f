//! CoNLL-U: how parses are written down by hand, and shown.
//!
//! [`read_conllu`] serves tests and tools; the coder itself never reads
//! CoNLL-U. [`write_conllu`] gives every word its bytes in the verbatim text,
//! so that the text can be rebuilt.

use super::{Document, EntityTag, Relation, Sentence, Token, TokenId, Upos, Xpos};
use crate::evidence::Span;
use std::fmt::Write as _;

/// A text and its parse, read from CoNLL-U.
#[derive(Clone, Debug, Default)]
pub struct Treebank {
    /// The sentences' texts, joined by spaces.
    pub text: String,
    sentences: Vec<Sentence>,
    tokens: Vec<Token>,
}

impl Treebank {
    /// The parse as a document over [`Treebank::text`].
    pub fn document(&self) -> Document<'_> {
        Document::new(&self.text, self.sentences.clone(), self.tokens.clone())
    }
}

/// Reads CoNLL-U.
///
/// The text is rebuilt from the forms: a space follows each word unless MISC
/// says `SpaceAfter=No` or the word is inside a range line (`3-4`).
/// Columns may be separated by tabs or, for parses written by hand, by runs
/// of spaces; a hand-written line may stop after the relation.
///
/// # Errors
/// A message with the line number, if a line is not CoNLL-U.
pub fn read_conllu(source: &str) -> Result<Treebank, String> {
    let mut treebank = Treebank::default();
    let mut lines: Vec<(usize, Vec<&str>)> = Vec::new();
    for (number, line) in source.lines().enumerate() {
        let line = line.trim();
        if line.starts_with('#') {
            continue;
        }
        if line.is_empty() {
            read_sentence(&mut treebank, &lines)?;
            lines.clear();
            continue;
        }
        let cells: Vec<&str> = if line.contains('\t') { line.split('\t').collect() } else { line.split_whitespace().collect() };
        if cells.len() < 8 {
            return Err(format!("line {}: found {} columns, wanted 8 to 10", number + 1, cells.len()));
        }
        lines.push((number + 1, cells));
    }
    read_sentence(&mut treebank, &lines)?;
    Ok(treebank)
}

fn read_sentence(treebank: &mut Treebank, lines: &[(usize, Vec<&str>)]) -> Result<(), String> {
    if lines.is_empty() {
        return Ok(());
    }
    if !treebank.text.is_empty() {
        treebank.text.push(' ');
    }
    let first = treebank.tokens.len();
    // The last word of the written token that is being read, and whether a space follows it.
    let mut range: Option<(usize, bool)> = None;
    let mut ends = treebank.text.len();
    for (number, cells) in lines {
        let wrong = |what: &str, found: &str| format!("line {number}: {what} `{found}` is not known");
        let no_space = cells.get(9).is_some_and(|misc| misc.contains("SpaceAfter=No"));
        if let Some((_, last)) = cells[0].split_once('-') {
            range = Some((last.parse().map_err(|_| wrong("the range", cells[0]))?, !no_space));
            continue;
        }
        if cells[0].contains('.') {
            continue;
        }
        let id: usize = cells[0].parse().map_err(|_| wrong("the id", cells[0]))?;
        let head: usize = cells[6].parse().map_err(|_| wrong("the head", cells[6]))?;
        let start = treebank.text.len();
        treebank.text.push_str(cells[1]);
        ends = treebank.text.len();
        let joined = treebank.tokens.len() > first && range.is_some() && !treebank.text[..start].ends_with(' ');
        treebank.tokens.push(Token {
            span: Span::new(start, ends),
            lemma: cells[2].into(),
            upos: Upos::from_name(cells[3]).ok_or_else(|| wrong("the part of speech", cells[3]))?,
            xpos: Xpos::from_name(cells[4]).unwrap_or(Xpos::Fw),
            head: head.checked_sub(1).map(|head| TokenId::new(first + head)),
            relation: Relation::from_name(cells[7]).ok_or_else(|| wrong("the relation", cells[7]))?,
            entity: EntityTag::Outside,
            joined,
        });
        let space = match range {
            Some((last, _)) if id < last => false,
            Some((_, space)) => {
                range = None;
                space
            }
            None => !no_space,
        };
        if space {
            treebank.text.push(' ');
        }
    }
    treebank.text.truncate(ends);
    let span = Span { start: treebank.tokens[first].span.start, end: ends as u32 };
    let tokens = first as u32..treebank.tokens.len() as u32;
    treebank.sentences.push(Sentence { span, tokens, paragraph: 0 });
    Ok(())
}

/// Writes a document as CoNLL-U with `TokenRange` byte offsets in MISC.
pub fn write_conllu(document: &Document<'_>, article_id: &str) -> String {
    let mut out = String::new();
    let mut paragraph = None;
    for (number, sentence) in document.sentences.iter().enumerate() {
        // Writing to a string cannot fail.
        if number == 0 {
            let _ = writeln!(out, "# newdoc id = {}", one_line(article_id));
        }
        if paragraph != Some(sentence.paragraph) {
            paragraph = Some(sentence.paragraph);
            let _ = writeln!(out, "# newpar");
        }
        let _ = writeln!(out, "# sent_id = {}-{}", one_line(article_id), number + 1);
        let _ = writeln!(out, "# text = {}", one_line(sentence.span.of(document.text)));
        let first = sentence.tokens.start as usize;
        let ids: Vec<TokenId> = document.tokens_of(number).collect();
        for (place, &id) in ids.iter().enumerate() {
            let token = document.token(id);
            let parts = 1 + ids[place + 1..].iter().take_while(|&&next| document.token(next).joined).count();
            if parts > 1 && !token.joined {
                let whole = token.span.cover(document.token(ids[place + parts - 1]).span);
                let after = no_space_after(document, ids.get(place + parts), whole.end);
                let _ = writeln!(
                    out,
                    "{}-{}\t{}\t_\t_\t_\t_\t_\t_\t_\t{after}TokenRange={}:{}",
                    place + 1,
                    place + parts,
                    one_line(whole.of(document.text)),
                    whole.start,
                    whole.end
                );
            }
            let head = token.head.map_or(0, |head| head.index() - first + 1);
            let inside = token.joined || parts > 1;
            let after = if inside { "" } else { no_space_after(document, ids.get(place + 1), token.span.end) };
            let _ = writeln!(
                out,
                "{}\t{}\t{}\t{}\t{}\t_\t{head}\t{}\t_\t{after}TokenRange={}:{}",
                place + 1,
                one_line(document.form(id)),
                one_line(&token.lemma),
                token.upos.name(),
                token.xpos.name(),
                token.relation.name(),
                token.span.start,
                token.span.end
            );
        }
        out.push('\n');
    }
    out
}

fn no_space_after(document: &Document<'_>, next: Option<&TokenId>, end: u32) -> &'static str {
    let adjacent = next.is_some_and(|&next| document.token(next).span.start == end);
    if adjacent { "SpaceAfter=No|" } else { "" }
}

/// Line breaks and tabs would break the format; an odd token may hold them.
fn one_line(text: &str) -> String {
    if text.is_empty() { "_".to_owned() } else { text.replace(['\n', '\r', '\t'], " ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = "\
1 They they PRON PRP _ 4 nsubj
2-3 didn't _ _ _ _ _ _
2 did do AUX VBD _ 4 aux
3 n't not PART RB _ 4 advmod
4 agree agree VERB VB _ 0 root _ SpaceAfter=No
5 . . PUNCT . _ 4 punct
";

    #[test]
    fn reads_and_writes() {
        let treebank = read_conllu(SAMPLE).unwrap();
        assert_eq!(treebank.text, "They didn't agree.");
        let document = treebank.document();
        assert_eq!(document.root_of(0).map(|id| document.form(id)), Some("agree"));
        let written = write_conllu(&document, "a");
        assert!(written.contains("2-3\tdidn't"), "{written}");
        assert!(written.contains("4\tagree\tagree\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No|TokenRange=12:17"), "{written}");
        let again = read_conllu(&written).unwrap();
        assert_eq!(again.text, treebank.text);
        assert_eq!(again.tokens, treebank.tokens);
    }

    #[test]
    fn broken_lines_are_named() {
        assert_eq!(read_conllu("1 a\n").unwrap_err(), "line 1: found 2 columns, wanted 8 to 10");
        assert_eq!(read_conllu("1 a a NOUNX NN _ 0 root").unwrap_err(), "line 1: the part of speech `NOUNX` is not known");
    }
}
