//! Adding, settling, correcting and asking, on records made by hand.

use super::*;
use crate::{Stamp, sample};
use rapporteur::article::{Article, Title};
use rapporteur::resource::Resources;

/// A record in a file that is gone when the test ends.
struct Scratch(std::path::PathBuf);

impl Scratch {
    fn new(name: &str) -> Scratch {
        let path = std::env::temp_dir().join(format!("rapporteur-record-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Scratch(path)
    }

    fn open(&self) -> Record {
        Record::open(&self.0.join("record.sqlite")).unwrap()
    }

    /// An empty file as a version of long ago made it.
    fn of_version(&self, version: usize) -> (std::path::PathBuf, rusqlite::Connection) {
        let path = self.0.join("record.sqlite");
        let connection = rusqlite::Connection::open(&path).unwrap();
        MIGRATIONS[..version].iter().for_each(|migration| connection.execute_batch(migration).unwrap());
        connection.pragma_update(None, "application_id", APPLICATION_ID).unwrap();
        connection.pragma_update(None, "user_version", version as u32).unwrap();
        (path, connection)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn stamp(coder: &str) -> Stamp {
    Stamp { coder: coder.to_owned(), data_digest: "d".to_owned(), model_digest: "m".to_owned() }
}

/// The articles of the sample's rows.
fn articles() -> Vec<(Article, Vec<EventMentionRow>)> {
    let article = |row: &EventMentionRow| Article {
        id: row.article_id.clone(),
        verbatim: format!("{} {}", row.sentence_text, "The truce held through the night in the valley. ".repeat(20)),
        titles: vec![Title { text: "A truce".to_owned(), span: None }],
        published: row.published.as_ref().map(|date| date.parse().unwrap()),
        ..Article::default()
    };
    sample::rows().into_iter().map(|row| (article(&row), vec![row])).collect()
}

fn add(record: &mut Record, articles: &[(Article, Vec<EventMentionRow>)], coder: &str) -> Added {
    let additions: Vec<Addition<'_>> = articles
        .iter()
        .map(|(article, rows)| Addition { article: ArticleFacts::of(article), mentions: rows, claims: &[], entities: &[] })
        .collect();
    record.add(&additions, &stamp(coder)).unwrap()
}

#[test]
fn what_was_added_comes_back() {
    let scratch = Scratch::new("back");
    let mut record = scratch.open();
    assert_eq!(add(&mut record, &articles(), "one"), Added { articles: 2, mentions: 2, ..Added::default() });
    // Articles without a date of publication come first.
    let mut expect = sample::rows();
    expect.reverse();
    assert_eq!(record.mentions().unwrap(), expect);
    drop(record);
    assert_eq!(Record::read(&scratch.0.join("record.sqlite")).unwrap().mentions().unwrap(), expect);
}

#[test]
fn adding_again_changes_nothing() {
    let scratch = Scratch::new("again");
    let mut record = scratch.open();
    add(&mut record, &articles(), "one");
    let before = record.mentions().unwrap();
    assert_eq!(add(&mut record, &articles(), "one"), Added { known: 2, ..Added::default() });
    assert_eq!(record.mentions().unwrap(), before);
}

/// A file of version 3 keeps what came in; which coding is the latest, and how many mentions it gave, is told by columns.
#[test]
fn a_file_of_version_3() {
    let scratch = Scratch::new("three");
    let (path, connection) = scratch.of_version(3);
    connection.execute("INSERT INTO article VALUES ('k', 'a', NULL, NULL, NULL, NULL, NULL, NULL)", ()).unwrap();
    connection.execute("INSERT INTO state VALUES (1, NULL, 'add')", ()).unwrap();
    let rows = sample::rows();
    for (coding, row) in [(7, &rows[1]), (8, &rows[0])] {
        connection.execute("INSERT INTO coding VALUES (?1, 'k', ?1, 'd', 'm', 1, 1)", [coding]).unwrap();
        let columns = rusqlite::params![coding, row.id, serde_json::to_string(row).unwrap()];
        let insert = "INSERT INTO mention VALUES (NULL, ?1, ?2, 0, 'AGREE', NULL, NULL, 1, NULL, NULL, 'asserted', 'positive', 0.5, ?3)";
        connection.execute(insert, columns).unwrap();
    }
    drop(connection);
    let record = Record::read(&path).unwrap();
    assert_eq!(record.mentions().unwrap(), rows[..1], "those of the latest coding");
    assert_eq!(record.states().unwrap()[0].mentions, 2);
    let broken = record.connection.prepare("PRAGMA foreign_key_check").unwrap().exists(()).unwrap();
    assert!(!broken && record.is_whole().unwrap());
    assert!(!record.is_settled().unwrap());
}

/// What a question filters by is found through an index, however much there is beside it.
#[test]
fn questions_read_few_rows() {
    let scratch = Scratch::new("plans");
    let record = scratch.open();
    let plan = |query: &str| {
        let mut explain = record.connection.prepare(&format!("EXPLAIN QUERY PLAN {query}")).unwrap();
        let lines = explain.query_map((), |row| row.get::<_, String>(3)).unwrap();
        lines.collect::<Result<Vec<_>, _>>().unwrap().join("\n")
    };
    let check = |query: &str, index: &str| {
        let plan = plan(query);
        assert!(plan.contains(index), "{query}: {plan}");
        assert!(
            !["mention", "claim", "coding", "article", "ledger"]
                .iter()
                .any(|table| plan.lines().any(|line| line == format!("SCAN {table}"))),
            "{plan}"
        );
    };
    check("SELECT * FROM event_mention WHERE start = '2019-01-01'", "mention_start");
    check("SELECT * FROM event_mention WHERE article_id = 'a'", "article_id");
    check("SELECT * FROM event_mention WHERE event_type = 'AID' AND start > '2019'", "mention_type");
    check("SELECT * FROM claim_made WHERE start = '2019-01-01'", "claim_start");
    check("SELECT * FROM statement WHERE article_id = 'a'", "article_id");
    check("SELECT * FROM statement WHERE speaker = 'a'", "claim_speaker");
    check("SELECT * FROM statement WHERE speaker_country = 'XAA' AND start > '2019'", "claim_speaker_country");
    check("SELECT * FROM event WHERE start = '2019-01-01'", "ledger_days");
    check("SELECT * FROM commitment WHERE end = '2019-01-01'", "ledger_end");
    check("SELECT * FROM event JOIN ledger_place AS p ON p.id = event.id WHERE p.name = 'a'", "entity_name");
}

/// A rerun with another coder is what the views show; the first is kept.
#[test]
fn a_rerun_is_a_coding_of_its_own() {
    let scratch = Scratch::new("rerun");
    let mut record = scratch.open();
    let mut articles = articles();
    add(&mut record, &articles, "one");
    articles[0].1.clear();
    assert_eq!(add(&mut record, &articles, "two"), Added { recoded: 2, mentions: 1, ..Added::default() });
    assert_eq!(record.mentions().unwrap().len(), 1);
    let all: u32 = record.connection.query_row("SELECT COUNT(*) FROM mention", (), |row| row.get(0)).unwrap();
    assert_eq!(all, 3);
}

#[test]
fn the_order_of_adding_does_not_matter() {
    let (forth, back) = (Scratch::new("forth"), Scratch::new("order"));
    let mut articles = articles();
    let (mut one, mut other) = (forth.open(), back.open());
    for article in &articles {
        add(&mut one, std::slice::from_ref(article), "one");
    }
    articles.reverse();
    add(&mut other, &articles, "one");
    assert_eq!(one.mentions().unwrap(), other.mentions().unwrap());
    assert_eq!(one.counts().unwrap(), other.counts().unwrap());
}

#[test]
fn search_and_similar_articles() {
    let scratch = Scratch::new("search");
    let mut record = scratch.open();
    let mut articles = articles();
    articles.truncate(1);
    let mut copy = articles[0].clone();
    copy.0.id = "copy".to_owned();
    copy.0.verbatim.push_str("Leave a reply");
    copy.1.clear();
    articles.push(copy);
    add(&mut record, &articles, "one");
    assert_eq!(record.search("truces").unwrap(), ["a-1", "copy"], "words are found by their stems");
    assert_eq!(record.search("volcano").unwrap(), Vec::<String>::new());
    assert_eq!(record.counts().unwrap(), (2, 1, 1));
}

#[test]
fn files_that_are_no_record() {
    let scratch = Scratch::new("none");
    let path = scratch.0.join("record.sqlite");
    rusqlite::Connection::open(&path).unwrap().execute_batch("CREATE TABLE other (a)").unwrap();
    let message = |outcome: Result<Record, Error>| outcome.err().map(|error| error.to_string());
    assert_eq!(message(Record::open(&path)).as_deref(), Some("found a file that is no record"));
    std::fs::remove_file(&path).unwrap();
    drop(scratch.open());
    rusqlite::Connection::open(&path).unwrap().pragma_update(None, "user_version", 9).unwrap();
    assert_eq!(message(Record::open(&path)).as_deref(), Some("found a record of version 9, wanted at most version 4"));
    assert_eq!(message(Record::read(&path)).as_deref(), Some("found a record of version 9, wanted version 4"));
}

/// A file of version 1 has the same rows after it was brought to this version.
#[test]
fn a_file_of_version_1() {
    let scratch = Scratch::new("one");
    let (path, connection) = scratch.of_version(1);
    connection.execute("INSERT INTO article VALUES ('k', 'a', 'Title', NULL, NULL, NULL, 'A truce held.', x'00')", ()).unwrap();
    connection.execute("INSERT INTO coding VALUES (1, 'k', 'c', 'd', 'm')", ()).unwrap();
    drop(connection);
    let record = Record::read(&path).unwrap();
    assert_eq!(record.counts().unwrap(), (1, 0, 0));
    assert_eq!(record.search("truce").unwrap(), ["a"]);
    assert_eq!(record.states().unwrap(), [], "what was there is of state 0");
    assert!(!record.is_settled().unwrap());
}

/// Each run that adds something is a state, and can be gone back to.
#[test]
fn states_and_the_past() {
    let scratch = Scratch::new("past");
    let articles = articles();
    let facts = Resources::default();
    for (day, article) in ["2019-01-01", "2019-01-03"].iter().zip(&articles) {
        let mut record = scratch.open();
        record.set_time(Some(format!("{day}T10:00:00Z")));
        add(&mut record, std::slice::from_ref(article), "one");
        add(&mut record, std::slice::from_ref(article), "one");
        record.settle(&facts, "one").unwrap();
        assert!(record.is_settled().unwrap());
    }
    let path = scratch.0.join("record.sqlite");
    let record = Record::read(&path).unwrap();
    assert_eq!(record.states().unwrap().iter().map(|state| state.state).collect::<Vec<_>>(), [1, 2]);
    let on = |day: &str| record.state_on(day.parse().unwrap()).unwrap();
    assert_eq!([on("2018-12-31"), on("2019-01-01"), on("2019-01-02"), on("2019-01-03")], [0, 1, 1, 2]);
    let past = |state| Record::as_of(&path, state, &facts, "one").unwrap().mentions().unwrap().len();
    assert_eq!([past(0), past(1), past(2)], [0, 1, 2]);
}

#[test]
fn corrections_are_laid_over_a_rerun() {
    let scratch = Scratch::new("correct");
    let mut record = scratch.open();
    let facts = Resources::embedded();
    let articles = articles();
    add(&mut record, &articles, "one");
    record.settle(&facts, "one").unwrap();
    let changes =
        [("killed".to_owned(), "4".to_owned()), ("mode".to_owned(), "null".to_owned()), ("contexts".to_owned(), "military".to_owned())];
    let correcting = Correcting { id: "00ff", verdict: Verdict::Amend, changes: &changes, reason: "counted" };
    record.correct(&facts, &correcting).unwrap();
    add(&mut record, &articles, "two");
    record.settle(&facts, "two").unwrap();
    let rows = record.mentions().unwrap();
    let row = rows.iter().find(|row| row.id == "00ff").unwrap();
    assert_eq!((row.killed, &row.mode, row.contexts.as_slice()), (Some(4), &None, &["military".to_owned()][..]));
    assert_eq!(row.correction.as_ref().unwrap().fields, ["contexts", "killed", "mode"]);
    let both = Correcting { id: "00f", verdict: Verdict::Reject, changes: &[], reason: "no" };
    let message = record.correct(&facts, &both).unwrap_err().to_string();
    assert_eq!(message, "found 2 rows whose ids begin with `00f`, wanted one");
}

/// A file of version 2 keeps its mentions and claims, and is worked out anew.
#[test]
fn a_file_of_version_2() {
    let scratch = Scratch::new("two");
    let (path, connection) = scratch.of_version(2);
    let row = serde_json::to_string(&sample::rows()[0]).unwrap();
    let said = "{\"content\": {\"text\": \"to leave\"}, \"attribution\": [{\"name\": \"Oland\", \"country\": \"XAA\"}]}";
    connection
        .execute_batch(
            "INSERT INTO article VALUES ('k', 'a', NULL, NULL, NULL, NULL, NULL, NULL);
             INSERT INTO coding VALUES (7, 'k', 'c', 'd', 'm', 0, 1);
             INSERT INTO kept_by VALUES ('one', 'd');",
        )
        .unwrap();
    connection
        .execute("INSERT INTO mention VALUES (7, '00ff', 0, 'AGREE', NULL, NULL, 1, NULL, NULL, 'asserted', 'positive', 0.5, ?1)", [&row])
        .unwrap();
    connection.execute("INSERT INTO participant VALUES (7, '00ff', 'source', 0, 'Oland', NULL, NULL, '')", ()).unwrap();
    connection.execute("INSERT INTO claim VALUES (7, 'c1', 'commitment', 0, NULL, NULL, 'pledged', 'positive', ?1)", [said]).unwrap();
    drop(connection);
    let record = Record::read(&path).unwrap();
    assert_eq!(record.mentions().unwrap(), sample::rows()[..1]);
    let query = "SELECT speaker || ' ' || speaker_country || ' ' || content FROM claim_made";
    let told: String = record.connection.query_row(query, (), |row| row.get(0)).unwrap();
    assert_eq!(told, "Oland XAA to leave");
    let broken = record.connection.prepare("PRAGMA foreign_key_check").unwrap().exists(()).unwrap();
    assert!(!broken && record.is_whole().unwrap());
    assert!(!record.is_settled().unwrap());
}
