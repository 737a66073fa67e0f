//! Adding articles to a record.

use super::Record;
use super::fingerprint::{Fingerprint, NEAR};
use crate::id::content_id;
use crate::{Error, EventMentionRow, Stamp};
use rapporteur::article::Article;
use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, params};

/// An article with what it claims.
pub struct Addition<'a> {
    /// The article.
    pub article: &'a Article,
    /// Its rows, all with this stamp.
    pub rows: &'a [EventMentionRow],
}

/// What became of additions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// Articles that were not there.
    pub articles: u64,
    /// Articles that were there and are now coded anew.
    pub recoded: u64,
    /// Articles that were there with the same coding.
    pub known: u64,
    /// Mentions that were not there.
    pub mentions: u64,
}

impl Record {
    /// Adds articles in one transaction: all of them or, if the program is
    /// killed, none. What is there already is left as it is.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn add(&mut self, additions: &[Addition<'_>], stamp: &Stamp) -> Result<Added, Error> {
        let mut added = Added::default();
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for addition in additions {
            let key = article_key(addition.article);
            let is_new = insert_article(&transaction, addition.article, &key)?;
            match insert_coding(&transaction, &key, stamp)? {
                None => added.known += 1,
                Some(coding) => {
                    if is_new {
                        added.articles += 1;
                    } else {
                        added.recoded += 1;
                    }
                    for row in addition.rows {
                        insert_mention(&transaction, coding, row)?;
                        added.mentions += 1;
                    }
                }
            }
        }
        transaction.commit()?;
        Ok(added)
    }
}

/// What makes an article that article: its id, its text and its date.
fn article_key(article: &Article) -> String {
    let published = article.published.map(|date| date.to_string()).unwrap_or_default();
    content_id(["article", &article.id, &published, &article.verbatim])
}

/// Inserts an article with its links to similar ones; gives whether it is new.
fn insert_article(transaction: &Transaction<'_>, article: &Article, key: &str) -> Result<bool, Error> {
    let print = Fingerprint::of(&article.verbatim);
    let inserted = transaction
        .prepare_cached("INSERT OR IGNORE INTO article (key, id, title, outlet, url, published, text, fingerprint) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?
        .execute(params![
            key,
            article.id,
            article.titles.first().map(|title| title.text.as_str()),
            article.outlet,
            article.url,
            article.published.map(|date| date.to_string()),
            article.verbatim,
            print.to_bytes(),
        ])?;
    if inserted == 0 {
        return Ok(false);
    }
    link_similar(transaction, key, &print)?;
    let mut insert = transaction.prepare_cached("INSERT INTO article_band (band, value, article) VALUES (?1, ?2, ?3)")?;
    for (band, value) in print.bands().enumerate() {
        insert.execute(params![band as i64, value, key])?;
    }
    Ok(true)
}

/// Links an article to those with nearly the same text. The links are pairs
/// without an order, so it does not matter which came first.
fn link_similar(transaction: &Transaction<'_>, key: &str, print: &Fingerprint) -> Result<(), Error> {
    let mut find = transaction.prepare_cached(
        "SELECT DISTINCT article.key, article.fingerprint FROM article_band JOIN article ON article.key = article_band.article
         WHERE band = ?1 AND value = ?2",
    )?;
    let mut insert = transaction.prepare_cached("INSERT OR IGNORE INTO near_duplicate (one, other, similarity) VALUES (?1, ?2, ?3)")?;
    for (band, value) in print.bands().enumerate() {
        let mut found = find.query(params![band as i64, value])?;
        while let Some(row) = found.next()? {
            let (other, bytes): (String, Vec<u8>) = (row.get(0)?, row.get(1)?);
            let Some(similarity) = Fingerprint::from_bytes(&bytes).map(|found| found.similarity(print)) else { continue };
            if similarity >= NEAR {
                let (one, other) = if key < other.as_str() { (key, other.as_str()) } else { (other.as_str(), key) };
                insert.execute(params![one, other, similarity])?;
            }
        }
    }
    Ok(())
}

/// Inserts a coding and gives its number; none if it is there already.
fn insert_coding(transaction: &Transaction<'_>, key: &str, stamp: &Stamp) -> Result<Option<i64>, Error> {
    let coding = transaction
        .prepare_cached("INSERT OR IGNORE INTO coding (article, coder, data_digest, model_digest) VALUES (?1, ?2, ?3, ?4) RETURNING id")?
        .query_row(params![key, stamp.coder, stamp.data_digest, stamp.model_digest], |row| row.get(0))
        .optional()?;
    Ok(coding)
}

fn insert_mention(transaction: &Transaction<'_>, coding: i64, row: &EventMentionRow) -> Result<(), Error> {
    let time = row.time.as_ref();
    transaction
        .prepare_cached(
            "INSERT INTO mention (coding, id, sentence, event_type, mode, cameo, quad_class, start, end, factuality, polarity, confidence, row)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        )?
        .execute(params![
            coding,
            row.id,
            row.sentence,
            row.event_type,
            row.mode,
            row.cameo,
            row.quad_class,
            time.and_then(|time| time.start.as_deref()),
            time.and_then(|time| time.end.as_deref()),
            row.factuality,
            row.polarity,
            (f64::from(row.confidence) * 1000.0).round() / 1000.0,
            serde_json::to_string(row)?,
        ])?;
    let mut insert = transaction.prepare_cached(
        "INSERT INTO participant (coding, mention, role, position, name, actor_id, country, sectors) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    for (role, list) in [("source", &row.sources), ("target", &row.targets)] {
        for (position, party) in list.iter().enumerate() {
            let name = party.name.as_ref().unwrap_or(&party.text);
            insert.execute(params![coding, row.id, role, position as i64, name, party.actor_id, party.country, party.sectors.join(" ")])?;
        }
    }
    let mut insert = transaction.prepare_cached(
        "INSERT INTO place (coding, mention, position, role, name, geonames_id, country, lat, lon) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?;
    for (position, place) in row.places.iter().enumerate() {
        insert.execute(params![
            coding,
            row.id,
            position as i64,
            place.role,
            place.name,
            place.geonames_id,
            place.country,
            place.lat,
            place.lon
        ])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use rapporteur::article::Title;

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
        let additions: Vec<Addition<'_>> = articles.iter().map(|(article, rows)| Addition { article, rows }).collect();
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
        assert_eq!(message(Record::open(&path)).as_deref(), Some("found a record of version 9, wanted at most version 1"));
        assert_eq!(message(Record::read(&path)).as_deref(), Some("found a record of version 9, wanted version 1"));
    }
}
