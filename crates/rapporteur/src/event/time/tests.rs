use super::*;
use crate::document::conllu::read_conllu;
use crate::evidence::Span;
use crate::resource::{Problems, Sources, TimeTables};
use std::sync::LazyLock;

static TABLES: LazyLock<TimeTables> = LazyLock::new(|| TimeTables::load(&Sources::embedded(), &mut Problems::default()));

/// The time of the event that each word of `triggers` evokes in a parse;
/// sentences are of one paragraph.
fn check(published: &str, parse: &str, triggers: &[(&str, &str)]) {
    let treebank = read_conllu(parse).expect("the parse is well written");
    let document = treebank.document();
    let article = Article { published: published.parse().ok(), ..Article::default() };
    let entities = Entities::new(crate::entity::time::find(&TABLES, &article, &document));
    for &(trigger, expect) in triggers {
        let id =
            (0..document.tokens.len()).map(TokenId::new).find(|&id| document.form(id) == trigger).expect("the trigger stands in the parse");
        let shown = event_time(&article, &document, &entities, document.sentence_of(id), id).map_or("none".to_owned(), |time| {
            let end = |date: Option<jiff::civil::Date>| date.map_or(String::new(), |date| date.to_string());
            format!("{}..{} {}", end(time.interval.start), end(time.interval.end), time.basis.name())
        });
        assert_eq!(shown, expect, "{trigger} in {}", document.text);
    }
}

#[test]
fn the_own_clause_comes_first() {
    let parse = "
        1 Envoys envoy NOUN NNS _ 2 nsubj
        2 agreed agree VERB VBD _ 0 root
        3 Saturday Saturday PROPN NNP _ 2 obl:unmarked
        4 during during ADP IN _ 5 case
        5 talks talk NOUN NNS _ 2 obl
        6 to to PART TO _ 7 mark
        7 coordinate coordinate VERB VB _ 2 xcomp
        8 . . PUNCT . _ 2 punct";
    check(
        "2018-12-29",
        parse,
        &[
            ("agreed", "2018-12-29..2018-12-29 timex"),
            ("talks", "2018-12-29..2018-12-29 timex"),
            ("coordinate", "2018-12-29..2018-12-29 timex"),
        ],
    );
}

#[test]
fn what_is_done_is_not_of_a_day_to_come() {
    let interval = |start: Option<&str>, end: Option<&str>| {
        let day = |text: &str| text.parse().expect("a date");
        Interval { start: start.map(day), end: end.map(day) }
    };
    let published = "2018-12-29".parse().expect("a date");
    let of_report = EventTime::of_report(published);
    let check = |stated: Interval, is_kept: bool| {
        let time = EventTime { interval: stated, basis: TimeBasis::Timex, ..of_report.clone() };
        assert_eq!(of_done(time.clone(), published), if is_kept { time } else { of_report.clone() }, "{stated:?}");
    };
    check(interval(Some("2018-12-01"), Some("2018-12-31")), true);
    check(interval(Some("2018-12-30"), None), false);
    check(interval(None, Some("2019-07-31")), false);
    check(interval(None, Some("2018-12-29")), true);
    check(interval(None, None), true);
}

#[test]
fn a_noun_keeps_its_own_time() {
    let parse = "
        1 These this DET DT _ 2 det
        2 talks talk NOUN NNS _ 3 nsubj
        3 come come VERB VBP _ 0 root
        4 after after ADP IN _ 8 case
        5 last last ADJ JJ _ 6 amod
        6 week week NOUN NN _ 8 nmod:poss
        7 's 's PART POS _ 6 case
        8 announcement announcement NOUN NN _ 3 obl
        9 . . PUNCT . _ 3 punct";
    check("2018-12-29", parse, &[("announcement", "2018-12-17..2018-12-23 timex"), ("talks", "2018-12-29..2018-12-29 published")]);
}

#[test]
fn a_count_of_days_leads_from_one_clause_to_the_other() {
    let parse = "
        1 Fighters fighter NOUN NNS _ 2 nsubj
        2 shelled shell VERB VBD _ 0 root
        3 it it PRON PRP _ 2 obj
        4 on on ADP IN _ 5 case
        5 Monday Monday PROPN NNP _ 2 obl
        6 , , PUNCT , _ 2 punct
        7 two two NUM CD _ 8 nummod
        8 days day NOUN NNS _ 12 obl:unmarked
        9 after after SCONJ IN _ 12 mark
        10 a a DET DT _ 11 det
        11 truce truce NOUN NN _ 12 nsubj
        12 collapsed collapse VERB VBD _ 2 advcl
        13 . . PUNCT . _ 2 punct

        1 They they PRON PRP _ 3 nsubj
        2 had have AUX VBD _ 3 aux
        3 retaken retake VERB VBN _ 0 root
        4 it it PRON PRP _ 3 obj
        5 the the DET DT _ 7 det
        6 previous previous ADJ JJ _ 7 amod
        7 Friday Friday PROPN NNP _ 3 obl:unmarked
        8 . . PUNCT . _ 3 punct";
    check(
        "2024-05-15",
        parse,
        &[
            ("shelled", "2024-05-13..2024-05-13 timex"),
            ("collapsed", "2024-05-11..2024-05-11 context"),
            ("retaken", "2024-05-10..2024-05-10 timex"),
        ],
    );
}

#[test]
fn what_follows_is_mostly_of_the_same_day() {
    let parse = "
        1 Men man NOUN NNS _ 3 nsubj:pass
        2 were be AUX VBD _ 3 aux:pass
        3 hurt hurt VERB VBN _ 0 root
        4 on on ADP IN _ 5 case
        5 Monday Monday PROPN NNP _ 3 obl
        6 after after SCONJ IN _ 8 mark
        7 rebels rebel NOUN NNS _ 8 nsubj
        8 attacked attack VERB VBD _ 3 advcl
        9 . . PUNCT . _ 3 punct

        1 After after SCONJ IN _ 3 mark
        2 they they PRON PRP _ 3 nsubj
        3 left leave VERB VBD _ 9 advcl
        4 on on ADP IN _ 5 case
        5 Tuesday Tuesday PROPN NNP _ 3 obl
        6 , , PUNCT , _ 9 punct
        7 they they PRON PRP _ 9 nsubj:pass
        8 were be AUX VBD _ 9 aux:pass
        9 held hold VERB VBN _ 0 root
        10 . . PUNCT . _ 9 punct";
    check("2024-05-15", parse, &[("attacked", "2024-05-13..2024-05-13 context"), ("held", "2024-05-14..2024-05-14 context")]);
}

#[test]
fn a_condition_dates_only_itself() {
    let parse = "
        1 They they PRON PRP _ 3 nsubj
        2 will will AUX MD _ 3 aux
        3 leave leave VERB VB _ 0 root
        4 unless unless SCONJ IN _ 7 mark
        5 drills drill NOUN NNS _ 7 nsubj:pass
        6 are be AUX VBP _ 7 aux:pass
        7 cancelled cancel VERB VBN _ 3 advcl
        8 by by ADP IN _ 9 case
        9 Sunday Sunday PROPN NNP _ 7 obl
        10 . . PUNCT . _ 3 punct";
    check("2025-08-13", parse, &[("leave", "2025-08-13..2025-08-13 published"), ("cancelled", "..2025-08-17 timex")]);
}

#[test]
fn the_next_sentence_goes_on() {
    let parse = "
        1 Two two NUM CD _ 2 nummod
        2 journalists journalist NOUN NNS _ 4 nsubj:pass
        3 were be AUX VBD _ 4 aux:pass
        4 detained detain VERB VBN _ 0 root
        5 on on ADP IN _ 6 case
        6 Friday Friday PROPN NNP _ 4 obl
        7 . . PUNCT . _ 4 punct

        1 A a DET DT _ 2 det
        2 third third NOUN NN _ 4 nsubj:pass
        3 was be AUX VBD _ 4 aux:pass
        4 beaten beat VERB VBN _ 0 root
        5 . . PUNCT . _ 4 punct

        1 Ministers minister NOUN NNS _ 2 nsubj
        2 protested protest VERB VBD _ 0 root
        3 . . PUNCT . _ 2 punct";
    check("2025-09-14", parse, &[("beaten", "2025-09-12..2025-09-12 context"), ("protested", "2025-09-14..2025-09-14 published")]);
}

#[test]
fn what_is_said_goes_on_too() {
    let parse = "
        1 Two two NUM CD _ 2 nummod
        2 men man NOUN NNS _ 4 nsubj:pass
        3 were be AUX VBD _ 4 aux:pass
        4 held hold VERB VBN _ 9 ccomp
        5 on on ADP IN _ 6 case
        6 Friday Friday PROPN NNP _ 4 obl
        7 , , PUNCT , _ 9 punct
        8 he he PRON PRP _ 9 nsubj
        9 said say VERB VBD _ 0 root
        10 . . PUNCT . _ 9 punct

        1 A a DET DT _ 2 det
        2 third third NOUN NN _ 3 nsubj
        3 fled flee VERB VBD _ 0 root
        4 . . PUNCT . _ 3 punct";
    check("2025-09-14", parse, &[("held", "2025-09-12..2025-09-12 timex"), ("fled", "2025-09-12..2025-09-12 context")]);
}

#[test]
fn reports_bound_what_has_happened() {
    let parse = "
        1 Troops troop NOUN NNS _ 4 nsubj
        2 have have AUX VBP _ 4 aux
        3 not not PART RB _ 4 advmod
        4 crossed cross VERB VBN _ 8 ccomp
        5 , , PUNCT , _ 8 punct
        6 the the DET DT _ 7 det
        7 office office NOUN NN _ 8 nsubj
        8 said say VERB VBD _ 0 root
        9 on on ADP IN _ 10 case
        10 Tuesday Tuesday PROPN NNP _ 8 obl
        11 . . PUNCT . _ 8 punct";
    check("2025-03-05", parse, &[("crossed", "..2025-03-04 context"), ("said", "2025-03-04..2025-03-04 timex")]);
}

#[test]
fn prepositions_open_and_close_intervals() {
    let parse = "
        1 They they PRON PRP _ 3 nsubj
        2 have have AUX VBP _ 3 aux
        3 fought fight VERB VBN _ 0 root
        4 since since ADP IN _ 5 case
        5 May May PROPN NNP _ 3 obl
        6 2018 2018 NUM CD _ 5 nmod:unmarked
        7 . . PUNCT . _ 3 punct

        1 They they PRON PRP _ 2 nsubj
        2 met meet VERB VBD _ 0 root
        3 between between ADP IN _ 4 case
        4 June June PROPN NNP _ 2 obl
        5 and and CCONJ CC _ 6 cc
        6 August August PROPN NNP _ 4 conj
        7 1941 1941 NUM CD _ 6 nmod:unmarked
        8 . . PUNCT . _ 2 punct";
    check("2018-12-29", parse, &[("fought", "2018-05-01.. timex"), ("met", "1941-06-01..1941-08-31 timex")]);
}

#[test]
fn without_any_date_there_is_none() {
    let parse = "
        1 They they PRON PRP _ 2 nsubj
        2 met meet VERB VBD _ 0 root
        3 yesterday yesterday NOUN NN _ 2 obl:unmarked
        4 . . PUNCT . _ 2 punct";
    check("", parse, &[("met", "none")]);
    check("2018-12-29", parse, &[("met", "2018-12-28..2018-12-28 timex")]);
}

#[test]
fn a_story_of_the_past_is_not_dated_by_the_publication() {
    let parse = "
        1 They they PRON PRP _ 2 nsubj
        2 began begin VERB VBD _ 0 root
        3 in in ADP IN _ 4 case
        4 2011 2011 NUM CD _ 2 obl
        5 . . PUNCT . _ 2 punct

        1 Rebels rebel NOUN NNS _ 2 nsubj
        2 seized seize VERB VBD _ 0 root
        3 it it PRON PRP _ 2 obj
        4 . . PUNCT . _ 2 punct";
    check("2018-12-29", parse, &[("seized", "none")]);
}

#[test]
fn headings_move_the_story() {
    let parse = "
        1 On on ADP IN _ 2 case
        2 January January PROPN NNP _ 6 obl
        3 31 31 NUM CD _ 2 nummod
        4 , , PUNCT , _ 6 punct
        5 people people NOUN NNS _ 6 nsubj
        6 voted vote VERB VBD _ 0 root
        7 . . PUNCT . _ 6 punct";
    let treebank = read_conllu(parse).expect("the parse is well written");
    let body = treebank.document();
    let text = format!("Elections of January 2005\n{}", body.text);
    let shift = (text.len() - body.text.len()) as u32;
    let moved = |span: Span| Span { start: span.start + shift, end: span.end + shift };
    let sentences =
        body.sentences.iter().map(|sentence| crate::document::Sentence { span: moved(sentence.span), ..sentence.clone() }).collect();
    let tokens = body.tokens.iter().map(|token| crate::document::Token { span: moved(token.span), ..token.clone() }).collect();
    let document = Document::new(&text, sentences, tokens);
    let heading = crate::article::Block { span: Span::new(0, 25), kind: crate::article::BlockKind::Title };
    let article = Article { published: "2009-12-19".parse().ok(), blocks: vec![heading], ..Article::default() };
    let found = crate::entity::time::find(&TABLES, &article, &document);
    let values: Vec<&str> = found
        .iter()
        .filter_map(|mention| if let crate::entity::Resolution::Time(timex) = &mention.resolution { Some(&*timex.value) } else { None })
        .collect();
    assert_eq!(values, ["2005-01-31"]);
}
