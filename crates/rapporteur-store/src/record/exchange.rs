//! Rows into a record and out of it, without coding: what other tools keep in
//! Parquet and JSON lines comes back as it was.

use super::{Added, Addition, ArticleFacts, Record};
use crate::mention_row::TriggerRow;
use crate::{ClaimRow, Error, EventMentionRow, Stamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An article as the record keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredArticleRow {
    /// [`crate::SCHEMA`].
    pub schema: String,
    /// `stored_article`.
    pub kind: String,
    /// A digest of id, text and date of publication.
    pub key: String,
    /// The caller's id.
    pub article_id: String,
    /// The best title.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// The day of publication, `YYYY-MM-DD`.
    pub published: Option<String>,
    /// The verbatim text; none if only its rows are known.
    pub text: Option<String>,
    /// Name and version of the program that coded it last.
    pub coder: String,
    /// A digest of the resource tables.
    pub data_digest: String,
    /// A digest of the parser's weights.
    pub model_digest: String,
}

/// Rows that come in together: all those of an article in one batch.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// The articles, as far as they are known.
    pub articles: Vec<StoredArticleRow>,
    /// Event mentions.
    pub mentions: Vec<EventMentionRow>,
    /// Claims.
    pub claims: Vec<ClaimRow>,
}

/// The rows of one article from one coder.
#[derive(Default)]
struct Group<'b> {
    article: Option<&'b StoredArticleRow>,
    mentions: Vec<EventMentionRow>,
    claims: Vec<ClaimRow>,
}

/// What tells groups apart: stamp, article, date, and the article's key where
/// that is known.
type GroupKey = ([String; 3], String, Option<String>, Option<String>);

/// Articles by id and date.
type Articles<'b> = BTreeMap<(&'b str, Option<&'b str>), Vec<&'b StoredArticleRow>>;

impl Record {
    /// Adds rows that were coded elsewhere, or earlier; what is there already
    /// is left as it is.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn import(&mut self, batch: &Batch) -> Result<Added, Error> {
        let mut sum = Added::default();
        let groups = groups_of(batch);
        let mut stamps: BTreeMap<&[String; 3], Vec<Addition<'_>>> = BTreeMap::new();
        for ((stamp, id, published, _), group) in &groups {
            let article = group.article;
            let outlet =
                || group.mentions.first().map(|row| row.outlet.as_deref()).or(group.claims.first().map(|row| row.outlet.as_deref()));
            let url = || group.mentions.first().map(|row| row.url.as_deref()).or(group.claims.first().map(|row| row.url.as_deref()));
            let facts = ArticleFacts {
                id,
                title: article.and_then(|article| article.title.as_deref()),
                outlet: article.map_or_else(|| outlet().flatten(), |article| article.outlet.as_deref()),
                url: article.map_or_else(|| url().flatten(), |article| article.url.as_deref()),
                published: published.clone(),
                text: article.and_then(|article| article.text.as_deref()),
            };
            let addition = Addition { article: facts, mentions: &group.mentions, claims: &group.claims, entities: &[] };
            stamps.entry(stamp).or_default().push(addition);
        }
        for ([coder, data_digest, model_digest], additions) in stamps {
            let stamp = Stamp { coder: coder.clone(), data_digest: data_digest.clone(), model_digest: model_digest.clone() };
            sum += self.add_for("import", &additions, &stamp)?;
        }
        Ok(sum)
    }

    /// The articles with the stamps of their latest codings, by date of
    /// publication, id and key.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn stored_articles(&self) -> Result<Vec<StoredArticleRow>, Error> {
        let mut statement = self.connection.prepare(
            "SELECT article.key, article.id, title, outlet, url, published, text, coder, data_digest, model_digest
             FROM latest_coding JOIN article ON article.key = latest_coding.article JOIN coding ON coding.id = latest_coding.id
             ORDER BY published, article.id, article.key",
        )?;
        let rows = statement.query_map((), |row| {
            Ok(StoredArticleRow {
                schema: crate::SCHEMA.to_owned(),
                kind: "stored_article".to_owned(),
                key: row.get(0)?,
                article_id: row.get(1)?,
                title: row.get(2)?,
                outlet: row.get(3)?,
                url: row.get(4)?,
                published: row.get(5)?,
                text: row.get(6)?,
                coder: row.get(7)?,
                data_digest: row.get(8)?,
                model_digest: row.get(9)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

fn groups_of(batch: &Batch) -> BTreeMap<GroupKey, Group<'_>> {
    let mut articles = Articles::new();
    let mut groups: BTreeMap<GroupKey, Group<'_>> = BTreeMap::new();
    for article in &batch.articles {
        articles.entry((&article.article_id, article.published.as_deref())).or_default().push(article);
        let stamp = [article.coder.clone(), article.data_digest.clone(), article.model_digest.clone()];
        let key = (stamp, article.article_id.clone(), article.published.clone(), Some(article.key.clone()));
        groups.entry(key).or_default().article = Some(article);
    }
    for row in &batch.mentions {
        let stamp = [&row.coder, &row.data_digest, &row.model_digest];
        let group = group_of(&mut groups, &articles, stamp, &row.article_id, row.published.as_deref(), &row.trigger);
        if group.mentions.iter().all(|known| known.id != row.id) {
            group.mentions.push(row.clone());
        }
    }
    for row in &batch.claims {
        let stamp = [&row.coder, &row.data_digest, &row.model_digest];
        let group = group_of(&mut groups, &articles, stamp, &row.article_id, row.published.as_deref(), &row.trigger);
        if group.claims.iter().all(|known| known.id != row.id) {
            group.claims.push(row.clone());
        }
    }
    groups
}

/// The group of a row. Of several articles with one id and date, such as a
/// revised one, that is meant whose text has the words where the row says.
fn group_of<'g, 'b>(
    groups: &'g mut BTreeMap<GroupKey, Group<'b>>,
    articles: &Articles<'b>,
    stamp: [&String; 3],
    id: &'b str,
    published: Option<&'b str>,
    trigger: &TriggerRow,
) -> &'g mut Group<'b> {
    let has_words = |article: &&&StoredArticleRow| {
        let text = article.text.as_deref().unwrap_or_default();
        text.get(trigger.start as usize..trigger.end as usize) == Some(trigger.text.as_str())
    };
    let known = articles.get(&(id, published)).map_or(&[][..], Vec::as_slice);
    let article = known.iter().find(has_words).or(known.first()).copied();
    let key = (stamp.map(String::clone), id.to_owned(), published.map(str::to_owned), article.map(|article| article.key.clone()));
    let group = groups.entry(key).or_default();
    group.article = group.article.or(article);
    group
}
