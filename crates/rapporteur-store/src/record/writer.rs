//! Adding articles to a record.

use super::Record;
use super::fingerprint::{Fingerprint, NEAR};
use crate::entity_row::ResolutionRow;
use crate::id::content_id;
use crate::{ClaimRow, EntityMentionRow, Error, EventMentionRow, Stamp};
use rapporteur::article::Article;
use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, params};
use std::collections::BTreeMap;

/// The callers' ids of articles, by key.
pub type ArticleNames = BTreeMap<String, String>;

/// What is kept of an article itself.
#[derive(Clone, Debug, Default)]
pub struct ArticleFacts<'a> {
    /// The caller's id.
    pub id: &'a str,
    /// The best title.
    pub title: Option<&'a str>,
    /// Who published it.
    pub outlet: Option<&'a str>,
    /// Where it was published.
    pub url: Option<&'a str>,
    /// The day of publication, `YYYY-MM-DD`.
    pub published: Option<String>,
    /// The verbatim text; none if only the rows are known.
    pub text: Option<&'a str>,
}

impl<'a> ArticleFacts<'a> {
    /// Those of an article that was read.
    pub fn of(article: &'a Article) -> ArticleFacts<'a> {
        ArticleFacts {
            id: &article.id,
            title: article.titles.first().map(|title| title.text.as_str()),
            outlet: article.outlet.as_deref(),
            url: article.url.as_deref(),
            published: article.published.map(|date| date.to_string()),
            text: Some(&article.verbatim),
        }
    }

    /// What makes an article that article: its id, its text and its date.
    fn key(&self) -> String {
        content_id(["article", self.id, self.published.as_deref().unwrap_or(""), self.text.unwrap_or("")])
    }
}

/// An article with what it claims.
pub struct Addition<'a> {
    /// The article.
    pub article: ArticleFacts<'a>,
    /// Its event mentions, all with this stamp.
    pub mentions: &'a [EventMentionRow],
    /// What it says beside events.
    pub claims: &'a [ClaimRow],
    /// Its actors and places.
    pub entities: &'a [EntityMentionRow],
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
    /// Claims that were not there.
    pub claims: u64,
}

impl std::ops::AddAssign for Added {
    fn add_assign(&mut self, other: Added) {
        self.articles += other.articles;
        self.recoded += other.recoded;
        self.known += other.known;
        self.mentions += other.mentions;
        self.claims += other.claims;
    }
}

impl Record {
    /// Adds articles in one transaction: all of them or, if the program is
    /// killed, none. What is there already is left as it is. The ledgers
    /// follow when the record is settled.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn add(&mut self, additions: &[Addition<'_>], stamp: &Stamp) -> Result<Added, Error> {
        self.add_for("add", additions, stamp)
    }

    /// Adds articles for one of the causes of a state.
    pub(super) fn add_for(&mut self, cause: &str, additions: &[Addition<'_>], stamp: &Stamp) -> Result<Added, Error> {
        let mut added = Added::default();
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut state = self.state;
        for addition in additions {
            let (key, is_new) = insert_article(&transaction, &addition.article)?;
            if is_coded(&transaction, &key, stamp)? {
                added.known += 1;
                continue;
            }
            let number = match state {
                Some(number) => number,
                None => *state.insert(insert_state(&transaction, cause, self.time.as_deref())?),
            };
            let coding = insert_coding(&transaction, &key, stamp, number, addition.mentions.len())?;
            if is_new {
                added.articles += 1;
            } else {
                added.recoded += 1;
            }
            for row in addition.mentions {
                insert_mention(&transaction, coding, row)?;
            }
            for row in addition.claims {
                insert_claim(&transaction, coding, row)?;
            }
            insert_entities(&transaction, coding, addition.entities)?;
            added.mentions += addition.mentions.len() as u64;
            added.claims += addition.claims.len() as u64;
        }
        transaction.commit()?;
        self.state = state;
        Ok(added)
    }
}

/// Begins a state of the record and gives its number.
pub(super) fn insert_state(transaction: &Transaction<'_>, cause: &str, time: Option<&str>) -> Result<i64, Error> {
    transaction.execute("INSERT INTO state (time, cause) VALUES (?1, ?2)", params![time, cause])?;
    Ok(transaction.last_insert_rowid())
}

/// Inserts an article with its links to similar ones; gives its key and
/// whether it is new. Of an article that comes without its text the one with
/// the same id and date is meant, if there is one.
fn insert_article(transaction: &Transaction<'_>, article: &ArticleFacts<'_>) -> Result<(String, bool), Error> {
    if article.text.is_none() {
        let known: Option<String> = transaction
            .prepare_cached("SELECT key FROM article WHERE id = ?1 AND published IS ?2 ORDER BY key LIMIT 1")?
            .query_row(params![article.id, article.published], |row| row.get(0))
            .optional()?;
        if let Some(key) = known {
            return Ok((key, false));
        }
    }
    let key = article.key();
    let is_known = transaction.prepare_cached("SELECT 1 FROM article WHERE key = ?1")?.exists([&key])?;
    if is_known {
        return Ok((key, false));
    }
    let print = article.text.map(Fingerprint::of);
    transaction
        .prepare_cached(
            "INSERT INTO article (key, id, title, outlet, url, published, text, fingerprint) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            key,
            article.id,
            article.title,
            article.outlet,
            article.url,
            article.published,
            article.text,
            print.as_ref().map(Fingerprint::to_bytes),
        ])?;
    if let Some(print) = print {
        link_similar(transaction, &key, &print)?;
        let mut insert = transaction.prepare_cached("INSERT INTO article_band (band, value, article) VALUES (?1, ?2, ?3)")?;
        for (band, value) in print.bands().enumerate() {
            insert.execute(params![band as i64, value, key])?;
        }
    }
    Ok((key, true))
}

/// Links an article to those with nearly the same text. The links are pairs
/// without an order, so it does not matter which came first.
fn link_similar(transaction: &Transaction<'_>, key: &str, print: &Fingerprint) -> Result<(), Error> {
    let mut find = transaction.prepare_cached("SELECT article FROM article_band WHERE band = ?1 AND value = ?2")?;
    let mut candidates = std::collections::BTreeSet::new();
    for (band, value) in print.bands().enumerate() {
        let mut found = find.query(params![band as i64, value])?;
        while let Some(row) = found.next()? {
            candidates.insert(row.get::<_, String>(0)?);
        }
    }
    let mut read = transaction.prepare_cached("SELECT fingerprint FROM article WHERE key = ?1")?;
    let mut insert = transaction.prepare_cached("INSERT OR IGNORE INTO near_duplicate (one, other, similarity) VALUES (?1, ?2, ?3)")?;
    for other in &candidates {
        let bytes: Option<Vec<u8>> = read.query_row([other], |row| row.get(0))?;
        let Some(found) = bytes.and_then(|bytes| Fingerprint::from_bytes(&bytes)) else { continue };
        let similarity = found.similarity(print);
        if similarity >= NEAR {
            let (one, other) = if key < other.as_str() { (key, other.as_str()) } else { (other.as_str(), key) };
            insert.execute(params![one, other, similarity])?;
        }
    }
    Ok(())
}

/// Whether an article was coded so already.
fn is_coded(transaction: &Transaction<'_>, key: &str, stamp: &Stamp) -> Result<bool, Error> {
    Ok(transaction
        .prepare_cached("SELECT 1 FROM coding WHERE article = ?1 AND coder = ?2 AND data_digest = ?3 AND model_digest = ?4")?
        .exists(params![key, stamp.coder, stamp.data_digest, stamp.model_digest])?)
}

/// Inserts a coding and gives its number.
fn insert_coding(transaction: &Transaction<'_>, key: &str, stamp: &Stamp, state: i64, mentions: usize) -> Result<i64, Error> {
    transaction
        .prepare_cached("INSERT INTO coding (article, coder, data_digest, model_digest, state, mentions) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
        .execute(params![key, stamp.coder, stamp.data_digest, stamp.model_digest, state, mentions as i64])?;
    Ok(transaction.last_insert_rowid())
}

fn insert_claim(transaction: &Transaction<'_>, coding: i64, row: &ClaimRow) -> Result<(), Error> {
    let (time, speaker) = (row.time.as_ref(), row.attribution.last());
    transaction
        .prepare_cached(
            "INSERT INTO claim (coding, id, kind, sentence, start, end, factuality, polarity, speaker, speaker_country, content, row)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        )?
        .execute(params![
            coding,
            row.id,
            row.kind,
            row.sentence,
            time.and_then(|time| time.start.as_deref()),
            time.and_then(|time| time.end.as_deref()),
            row.factuality,
            row.polarity,
            speaker.and_then(|link| link.name.as_deref().or(link.text.as_deref())),
            speaker.and_then(|link| link.country.as_deref()),
            row.content.as_ref().map(|content| content.text.as_str()),
            serde_json::to_string(row)?,
        ])?;
    Ok(())
}

/// An actor or a place as the record knows it.
#[derive(Clone, Debug, Default, PartialEq, PartialOrd)]
pub(super) struct Entity {
    pub is_place: bool,
    pub name: String,
    pub actor_id: Option<String>,
    pub geonames_id: Option<u32>,
    pub country: Option<String>,
    pub sectors: String,
    pub lat: Option<f64>,
    pub lon: Option<f64>,
}

impl Entity {
    /// All of it as one text.
    fn key(&self) -> String {
        let kind = if self.is_place { "place" } else { "actor" };
        let word = |word: &Option<String>| word.clone().unwrap_or_default();
        let id = self.geonames_id.map(|id| id.to_string()).unwrap_or_default();
        format!("{kind}|{}|{}|{id}|{}|{}", self.name, word(&self.actor_id), word(&self.country), self.sectors)
    }

    /// Its number; it is inserted if it is new.
    pub fn number(&self, transaction: &Transaction<'_>) -> Result<i64, Error> {
        let key = self.key();
        let known: Option<i64> =
            transaction.prepare_cached("SELECT id FROM entity WHERE key = ?1")?.query_row([&key], |row| row.get(0)).optional()?;
        if let Some(number) = known {
            return Ok(number);
        }
        transaction
            .prepare_cached(
                "INSERT INTO entity (type, name, actor_id, geonames_id, country, sectors, lat, lon, key) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?
            .execute(params![
                if self.is_place { "place" } else { "actor" },
                self.name,
                self.actor_id,
                self.geonames_id,
                self.country,
                self.sectors,
                self.lat,
                self.lon,
                key
            ])?;
        Ok(transaction.last_insert_rowid())
    }
}

/// Inserts which actors and places an article speaks of, and how often.
fn insert_entities(transaction: &Transaction<'_>, coding: i64, rows: &[EntityMentionRow]) -> Result<(), Error> {
    let mut counts: BTreeMap<i64, u32> = BTreeMap::new();
    for row in rows {
        let entity = match &row.resolution {
            ResolutionRow::Actor { name, country, sectors, actor_id, .. } => Entity {
                name: name.clone(),
                actor_id: actor_id.clone(),
                country: country.clone(),
                sectors: sectors.join(" "),
                ..Entity::default()
            },
            ResolutionRow::Place { name, geonames_id, lat, lon, country, .. } => Entity {
                is_place: true,
                name: name.clone(),
                geonames_id: *geonames_id,
                country: country.clone(),
                lat: *lat,
                lon: *lon,
                ..Entity::default()
            },
            ResolutionRow::Time { .. } => continue,
        };
        *counts.entry(entity.number(transaction)?).or_default() += 1;
    }
    let mut insert = transaction.prepare_cached("INSERT INTO entity_mention (coding, entity, mentions) VALUES (?1, ?2, ?3)")?;
    for (entity, count) in counts {
        insert.execute(params![coding, entity, count])?;
    }
    Ok(())
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
