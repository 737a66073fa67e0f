//! The article stage on the shipped tables: what each part of a text is.

#![allow(clippy::unwrap_used, reason = "a broken assumption should end the run with its place")]

use rapporteur::article::{Article, BlockKind, Content, RawArticle, clean};
use rapporteur::diagnostic::Diagnostics;
use rapporteur::resource::Resources;
use std::sync::LazyLock;

static RESOURCES: LazyLock<Resources> = LazyLock::new(Resources::embedded);

fn cleaned(text: &str, published: Option<&str>) -> (Article, String) {
    let raw = RawArticle { content: Content::Text(text.to_owned()), published: published.map(str::to_owned), ..RawArticle::default() };
    let mut diagnostics = Diagnostics::default();
    let article = clean(&RESOURCES.conventions, raw, &mut diagnostics);
    let kinds: Vec<&str> = diagnostics.iter().map(|diagnostic| diagnostic.kind).collect();
    (article, kinds.join(" "))
}

/// The kind of each block by its first letter: Title, Byline, Paragraph, Chrome.
fn check_blocks(text: &str, expect: &str) {
    let (article, _) = cleaned(text, None);
    let letter = |kind| match kind {
        BlockKind::Title => 'T',
        BlockKind::Byline => 'B',
        BlockKind::Paragraph => 'P',
        BlockKind::Chrome => 'C',
    };
    let shown: String = article.blocks.iter().map(|block| letter(block.kind)).collect();
    assert_eq!(shown, expect, "{text}");
}

/// Dateline, its place, its date and the day of publication.
fn check_dateline(text: &str, published: Option<&str>, expect: &str) {
    let (article, _) = cleaned(text, published);
    let day = |date: Option<jiff::civil::Date>| date.map_or("-".to_owned(), |date| date.to_string());
    let shown = match &article.dateline {
        Some(dateline) => format!(
            "{}|{}|{}|{}",
            dateline.span.of(&article.verbatim),
            dateline.place.map_or("-", |place| place.of(&article.verbatim)),
            day(dateline.date),
            day(article.published)
        ),
        None => "none".to_owned(),
    };
    assert_eq!(shown, expect, "{text}");
}

fn check_language(text: &str, expect: &str) {
    let (article, kinds) = cleaned(text, None);
    assert_eq!(format!("{} {kinds}", article.language.unwrap_or("-")).trim(), expect, "{text}");
}

#[test]
fn one_paragraph_is_a_report() {
    check_blocks("", "");
    check_blocks("Troops entered Vell", "P");
    check_blocks("TROOPS ENTERED VELL", "P");
    check_blocks("By Monday the troops had left", "P");
    check_blocks("Troops entered Vell\nEnvoys met in Orsk\nRebels left Tarn", "PPP");
}

#[test]
fn titles_bylines_and_chrome() {
    let report = "Troops of Norland entered the town of Vell on Saturday, the minister said.\n\nThe town was calm on Sunday, he added.";
    check_blocks(&format!("Troops enter Vell\n\n{report}"), "TPP");
    check_blocks(&format!("Troops enter Vell\nBy Jane Doe and John Roe in Orsk\nPublished 29 December 2018\n\n{report}"), "TBBPP");
    check_blocks(
        &format!(
            "Norland Troops enter Vell\n\nNorland: “Troops” enter Vell\n\n{report}\n\nLeave a Reply\n\nYour email address will not be published.\n\nNice post!"
        ),
        "TTPPCCC",
    );
    check_blocks(&format!("Home\nWorld\nShare\n{report}\nRead more: Envoys meet\nFollow us on Twitter"), "CTCPPCC");
    check_blocks(&format!("{report}\n\nA calm town\n\nShops opened again on Monday, residents said."), "PPTP");
    check_blocks(&format!("{report}\n\n© 2018 Example Times. All rights reserved."), "PPC");
}

#[test]
fn repeated_titles_are_one() {
    let (article, _) = cleaned(
        "Norland Troops enter Vell\n\nNorland: “Troops” enter Vell\n\nTroops of Norland entered the town of Vell on Saturday, the minister said.",
        None,
    );
    let shown: Vec<&str> = article.titles.iter().map(|title| title.text.as_str()).collect();
    assert_eq!(shown, ["Norland: “Troops” enter Vell"]);
}

#[test]
fn datelines() {
    check_dateline("CAIRO, 3 Jan (AP) - Envoys met.", Some("2019-01-04"), "CAIRO, 3 Jan (AP) - |CAIRO|2019-01-03|2019-01-04");
    check_dateline("CAIRO, Dec. 31 (AP) - Envoys met.", Some("2019-01-01"), "CAIRO, Dec. 31 (AP) - |CAIRO|2018-12-31|2019-01-01");
    check_dateline("BEIRUT (Reuters) — Envoys met.", None, "BEIRUT (Reuters) — |BEIRUT|-|-");
    check_dateline("MOSCOW, December 29. /TASS/. Envoys met.", None, "MOSCOW, December 29. /TASS/. |MOSCOW|-|-");
    check_dateline(
        "SAN JOSE, 3 JAN 90 -- [REPORT] [TEXT] ENVOYS MET.",
        None,
        "SAN JOSE, 3 JAN 90 -- [REPORT] [TEXT] |SAN JOSE|1990-01-03|1990-01-03",
    );
    check_dateline("HANOI, Vietnam (AP) — Envoys met.", None, "HANOI, Vietnam (AP) — |HANOI, Vietnam|-|-");
    check_dateline(
        "BEIJING, Jan. 3, 2019 (Xinhua) -- Envoys met.",
        None,
        "BEIJING, Jan. 3, 2019 (Xinhua) -- |BEIJING|2019-01-03|2019-01-03",
    );
    check_dateline("NEW DELHI: Envoys met.", None, "NEW DELHI: |NEW DELHI|-|-");
    check_dateline("WASHINGTON – Envoys met.", None, "WASHINGTON – |WASHINGTON|-|-");
    check_dateline("Hong Kong (CNN Business) A muddled view.", None, "Hong Kong (CNN Business) |Hong Kong|-|-");
    check_dateline("(CNN) Envoys met.", None, "(CNN) |-|-|-");
}

#[test]
fn sentences_are_no_datelines() {
    for text in [
        "NATO — the alliance — met in Brussels.",
        "Putin — who visited Turkey — said so.",
        "BREAKING: Envoys met in Vell.",
        "Reuters reported that envoys met.",
        "Moscow - Ankara talks resumed.",
        "Russia and Turkey agreed on Saturday to talk.",
        "IRAN, RUSSIA AND TURKEY MET IN ASTANA.",
        "CAIRO, 3 Jan (AP) -",
    ] {
        check_dateline(text, Some("2019-01-04"), "none");
    }
}

#[test]
fn languages() {
    check_language("Troops from the north entered the town on Saturday.", "en");
    check_language("REBELS ATTACKED A BASE IN THE NORTH", "en");
    check_language("Las tropas del norte entraron en la ciudad el sábado, según el ministro.", "es not-english");
    check_language("Die Truppen sind am Samstag in die Stadt eingerückt, sagte der Minister.", "de not-english");
    check_language("Les troupes sont entrées dans la ville, selon le ministre des affaires.", "fr not-english");
    check_language("Войска вошли в город в субботу, сообщил министр.", "- not-english");
    check_language("군대가 토요일에 도시에 들어갔다고 장관이 말했다.", "ko not-english");
    check_language("Russia attacked Ukraine.", "-");
}

#[test]
fn dates_that_cannot_be_read() {
    let message = |stated: &str| {
        let raw = RawArticle { published: Some(stated.to_owned()), ..RawArticle::default() };
        let mut diagnostics = Diagnostics::default();
        let article = clean(&RESOURCES.conventions, raw, &mut diagnostics);
        assert_eq!(article.published, None);
        diagnostics.iter().map(|diagnostic| format!("{}: {}", diagnostic.kind, diagnostic.message)).collect::<Vec<_>>().join("; ")
    };
    assert_eq!(
        message("2018-13-45"),
        "bad-date: reading the date of publication: found `2018-13-45`, wanted a day of the calendar as YYYY-MM-DD"
    );
    assert_eq!(
        message("03/04/2018"),
        "ambiguous-date: reading the date of publication: found `03/04/2018`, wanted day and month that cannot be exchanged, as in YYYY-MM-DD"
    );
    assert_eq!(
        message("4:58 PM ET"),
        "bad-date: reading the date of publication: found `4:58 PM ET`, wanted a day, not only a month or a time"
    );
    assert_eq!(message(" "), "");
}

#[test]
fn a_long_line_is_read_in_linear_time() {
    // Ten times as long must not take a hundred times as long; the bound is
    // wide since the machine may be busy.
    let time = |words: usize| {
        let text = "Troops entered the town ".repeat(words);
        let start = std::time::Instant::now();
        assert_eq!(cleaned(&text, None).0.blocks.len(), 1);
        start.elapsed().as_secs_f64()
    };
    let (short, long) = (time(20_000), time(200_000));
    assert!(long < short.max(0.001) * 60.0, "{short} s, then {long} s");
}
