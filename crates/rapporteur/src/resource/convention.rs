//! Reads the conventions of newsrooms and web pages: `chrome.tsv`,
//! `agency.tsv`, `flag.tsv` and `language.tsv` of `data/lexicon/`.

use super::{Problems, Row, Sources, Table};
use crate::article::Conventions;
use crate::article::convention::{ChromePhrase, PhrasePlace, fold};

/// Reads the tables; rows with problems are reported and left out.
pub fn read(sources: &Sources, problems: &mut Problems) -> Conventions {
    let mut conventions = Conventions::default();
    for file in sources.named("lexicon/chrome.tsv") {
        let table = Table::read(file, &["phrase", "match", "colon", "words", "scope", "source"], problems);
        for row in table.rows() {
            if let Some(phrase) = read_chrome(&row, problems) {
                conventions.add_chrome(phrase);
            }
        }
    }
    for file in sources.named("lexicon/agency.tsv") {
        for row in Table::read(file, &["name", "source"], problems).rows() {
            conventions.add_agency(row.cell("name"));
        }
    }
    for file in sources.named("lexicon/flag.tsv") {
        for row in Table::read(file, &["word", "source"], problems).rows() {
            conventions.add_flag(row.cell("word"));
        }
    }
    for file in sources.named("lexicon/language.tsv") {
        for row in Table::read(file, &["word", "language", "source"], problems).rows() {
            let language = row.cell("language");
            if !conventions.add_language_word(row.cell("word"), language) {
                row.problem(problems, format!("found the language `{language}`, wanted one that the program can name"));
            }
        }
    }
    conventions
}

/// One row of `chrome.tsv`.
fn read_chrome(row: &Row<'_>, problems: &mut Problems) -> Option<ChromePhrase> {
    let words = fold(row.cell("phrase"), usize::MAX);
    let place = match row.cell("match") {
        "whole" => PhrasePlace::Whole,
        "start" => PhrasePlace::Start,
        "within" => PhrasePlace::Within,
        other => {
            row.problem(problems, format!("found the match `{other}`, wanted whole, start or within"));
            return None;
        }
    };
    let rest = match row.cell("scope") {
        "line" => false,
        "rest" => true,
        other => {
            row.problem(problems, format!("found the scope `{other}`, wanted line or rest"));
            return None;
        }
    };
    let longest = match row.optional("words").map(str::parse) {
        None => usize::MAX,
        Some(Ok(longest)) => longest,
        Some(Err(_)) => {
            row.problem(problems, format!("found `{}` as the longest line, wanted a number of words", row.cell("words")));
            return None;
        }
    };
    if words.is_empty() {
        row.problem(problems, "found no phrase, wanted words");
        return None;
    }
    Some(ChromePhrase { words, place, colon: row.cell("colon") == "yes", longest, rest })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a line is chrome by the shipped tables, and what follows too.
    fn check(line: &str, expect: Option<bool>) {
        let mut problems = Problems::default();
        let conventions = read(&Sources::embedded(), &mut problems);
        assert!(problems.is_empty(), "{:?}", problems.into_sorted());
        assert_eq!(conventions.chrome_in(line).map(|phrase| phrase.rest), expect, "{line}");
    }

    #[test]
    fn chrome_lines() {
        check("Leave a Reply", Some(true));
        check("Leave a Reply Cancel reply", Some(true));
        check("Your email address will not be published. Required fields are marked *", Some(false));
        check("Read more: Talks resume in the capital", Some(false));
        check("Follow us on Twitter @example", Some(false));
        check("Related: What we know about the truce", Some(false));
        check("© 2018 The Example Times. All rights reserved.", Some(false));
        check("Share", Some(false));
        check("ADVERTISEMENT", Some(false));
    }

    #[test]
    fn paragraphs_are_not_chrome() {
        check("Related violence killed six people in the north.", None);
        check("More than forty soldiers were killed on Monday.", None);
        check("Watch groups said the army shelled the town.", None);
        check("The minister said that talks would resume.", None);
        check("Subscribe rates fell after the ban.", None);
        check("", None);
    }
}
