//! Working out the ledgers of the blocks that have changed.
//!
//! Statements are laid into their blocks, and the blocks that gained or lost
//! one are worked out again, some at a time, each time in one transaction: a
//! program that is killed goes on where it was. The outcome depends on what
//! the record holds and not on the order in which it came.

use super::Record;
use super::asking::changes_of;
use super::correction::{Judgement, judgements};
use super::kept::{self, Sources};
use super::statement::{of_claim, of_mention};
use super::writer::{ArticleNames, Entity};
use crate::ledger_row::{PartyRow, ScenePlaceRow, party_name};
use crate::{ClaimRow, Error, EventMentionRow, LedgerRow};
use rapporteur::record::{Block, Statement, blocks, keep};
use rapporteur::resource::Resources;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// How many codings or blocks are done in one transaction.
const STEP: usize = 256;

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// Blocks that were worked out.
    pub blocks: u64,
    /// Rows of ledgers that they gave.
    pub rows: u64,
}

impl Record {
    /// Works out what has changed. With other tables or another coder than
    /// the last time, everything is worked out again.
    ///
    /// # Errors
    /// If the file cannot be written, or a row is broken.
    pub fn settle(&mut self, facts: &Resources, coder: &str) -> Result<Settled, Error> {
        let mut settled = Settled::default();
        self.begin_anew_for(facts, coder)?;
        while self.step(|transaction, judgements| lay_some(transaction, facts, judgements))? > 0 {}
        loop {
            let mut rows = 0;
            let done = self.step(|transaction, judgements| {
                let (done, kept) = keep_some(transaction, facts, coder, judgements)?;
                rows = kept;
                Ok(done)
            })?;
            settled.rows += rows;
            settled.blocks += done as u64;
            if done == 0 {
                break;
            }
        }
        if settled.blocks > 0 {
            self.count_for_plans()?;
        }
        Ok(settled)
    }

    /// Lets SQLite look at some rows of each index, so that it takes the one
    /// that leaves the fewest for a question.
    fn count_for_plans(&self) -> Result<(), Error> {
        self.connection.pragma_update(None, "analysis_limit", 400)?;
        self.connection.execute_batch("ANALYZE")?;
        Ok(())
    }

    /// Whether nothing waits to be worked out.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn is_settled(&self) -> Result<bool, Error> {
        let waits: bool = self.connection.query_row(
            "SELECT EXISTS (SELECT 1 FROM coding WHERE is_laid = 0) OR EXISTS (SELECT 1 FROM block WHERE is_stale = 1)",
            (),
            |row| row.get(0),
        )?;
        Ok(!waits)
    }

    fn step(&mut self, work: impl FnOnce(&Transaction<'_>, &BTreeMap<String, Judgement>) -> Result<usize, Error>) -> Result<usize, Error> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let judgements = judgements(&transaction)?;
        let done = work(&transaction, &judgements)?;
        transaction.commit()?;
        Ok(done)
    }

    /// Forgets all that was worked out if something else worked it out.
    fn begin_anew_for(&mut self, facts: &Resources, coder: &str) -> Result<(), Error> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let same =
            transaction.prepare("SELECT 1 FROM kept_by WHERE coder = ?1 AND data_digest = ?2")?.exists(params![coder, facts.digest])?;
        if !same {
            transaction.execute_batch(
                "DELETE FROM ledger_statement; DELETE FROM ledger_entity; DELETE FROM ledger_change; DELETE FROM ledger;
                 DELETE FROM block_statement; DELETE FROM block; DELETE FROM corrected; DELETE FROM kept_by; UPDATE coding SET is_laid = 0;",
            )?;
            transaction.execute("INSERT INTO kept_by (coder, data_digest) VALUES (?1, ?2)", params![coder, facts.digest])?;
        }
        transaction.commit()?;
        Ok(())
    }
}

/// Lays the statements of some codings into their blocks; gives how many codings.
fn lay_some(transaction: &Transaction<'_>, facts: &Resources, judgements: &BTreeMap<String, Judgement>) -> Result<usize, Error> {
    let mut find = transaction.prepare_cached("SELECT id, article FROM coding WHERE is_laid = 0 ORDER BY id LIMIT ?1")?;
    let found: Vec<(i64, String)> = find.query_map([STEP as i64], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    for (coding, article) in &found {
        // Only the latest coding of an article counts; others lose their places.
        let mut codings = transaction.prepare_cached("SELECT id FROM coding WHERE article = ?1 ORDER BY id")?;
        let all: Vec<i64> = codings.query_map([article], |row| row.get(0))?.collect::<Result<_, _>>()?;
        for &other in &all {
            take_out(transaction, other)?;
        }
        let latest = all.last().copied().unwrap_or(*coding);
        lay(transaction, facts, judgements, latest, article)?;
        unsettle_copies(transaction, article)?;
        transaction.prepare_cached("UPDATE coding SET is_laid = 1 WHERE article = ?1")?.execute([article])?;
    }
    Ok(found.len())
}

/// Takes the statements of a coding out of their blocks.
fn take_out(transaction: &Transaction<'_>, coding: i64) -> Result<(), Error> {
    transaction
        .prepare_cached("UPDATE block SET is_stale = 1 WHERE id IN (SELECT block FROM block_statement WHERE coding = ?1)")?
        .execute([coding])?;
    transaction.prepare_cached("DELETE FROM block_statement WHERE coding = ?1")?.execute([coding])?;
    Ok(())
}

/// Lays the statements of one coding into their blocks.
fn lay(
    transaction: &Transaction<'_>,
    facts: &Resources,
    judgements: &BTreeMap<String, Judgement>,
    coding: i64,
    article: &str,
) -> Result<(), Error> {
    // Who says what bears on no ledger; corrections of it are laid over it all the same.
    const MENTIONS: &str = "SELECT id, row FROM mention WHERE coding = ?1 ORDER BY id";
    const CLAIMS: &str = "SELECT id, row FROM claim WHERE coding = ?1
        AND (kind <> 'statement' OR id IN (SELECT row_id FROM correction)) ORDER BY id";
    for (is_claim, query) in [(false, MENTIONS), (true, CLAIMS)] {
        let mut read = transaction.prepare_cached(query)?;
        let mut rows = read.query([coding])?;
        while let Some(row) = rows.next()? {
            let (id, json): (String, String) = (row.get(0)?, row.get(1)?);
            let judgement = judgements.get(&id);
            lay_correction(transaction, &id, &json, judgement)?;
            let Some(statement) = statement(&json, is_claim, judgement, article, article)? else { continue };
            for block in blocks(facts, &statement) {
                let number = block_number(transaction, &block)?;
                transaction
                    .prepare_cached("INSERT OR IGNORE INTO block_statement (block, is_claim, coding, statement) VALUES (?1, ?2, ?3, ?4)")?
                    .execute(params![number, is_claim, coding, id])?;
            }
        }
    }
    Ok(())
}

/// The number of a block, which now waits to be worked out.
fn block_number(transaction: &Transaction<'_>, block: &Block) -> Result<i64, Error> {
    let known: Option<i64> =
        transaction.prepare_cached("SELECT id FROM block WHERE key = ?1")?.query_row([block.as_str()], |row| row.get(0)).optional()?;
    if let Some(number) = known {
        transaction.prepare_cached("UPDATE block SET is_stale = 1 WHERE id = ?1 AND is_stale = 0")?.execute([number])?;
        return Ok(number);
    }
    transaction.prepare_cached("INSERT INTO block (key, is_stale) VALUES (?1, 1)")?.execute([block.as_str()])?;
    Ok(transaction.last_insert_rowid())
}

/// A link to a near copy changes how many independent reports there are.
fn unsettle_copies(transaction: &Transaction<'_>, article: &str) -> Result<(), Error> {
    for copy in copies(transaction, article)?.iter().filter(|copy| *copy != article) {
        transaction
            .prepare_cached(
                "UPDATE block SET is_stale = 1 WHERE id IN
                 (SELECT block FROM block_statement JOIN coding ON coding.id = block_statement.coding WHERE coding.article = ?1)",
            )?
            .execute([copy])?;
    }
    Ok(())
}

/// All articles that are near copies of one another, over any number of
/// links; sorted, the article itself among them.
fn copies(connection: &Connection, article: &str) -> Result<BTreeSet<String>, Error> {
    let mut found = BTreeSet::from([article.to_owned()]);
    let mut pending = vec![article.to_owned()];
    let mut links = connection
        .prepare_cached("SELECT other FROM near_duplicate WHERE one = ?1 UNION ALL SELECT one FROM near_duplicate WHERE other = ?1")?;
    while let Some(next) = pending.pop() {
        let others: Vec<String> = links.query_map([&next], |row| row.get(0))?.collect::<Result<_, _>>()?;
        for other in others {
            if found.insert(other.clone()) {
                pending.push(other);
            }
        }
    }
    Ok(found)
}

/// Writes the corrected form of a mention or claim for the views.
fn lay_correction(transaction: &Transaction<'_>, id: &str, json: &str, judgement: Option<&Judgement>) -> Result<(), Error> {
    let Some(judgement) = judgement else { return Ok(()) };
    let mut row: Value = serde_json::from_str(json)?;
    judgement.apply(&mut row);
    let text = ordered(&row)?;
    let word = |pointer: &str| row.pointer(pointer).and_then(Value::as_str);
    transaction.execute(
        "INSERT OR REPLACE INTO corrected (id, verdict, event_type, mode, cameo, quad_class, start, end, factuality, polarity, row)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        params![
            id,
            judgement.correction.verdict,
            word("/event_type"),
            word("/mode"),
            word("/cameo"),
            row.get("quad_class").and_then(Value::as_i64),
            word("/time/start"),
            word("/time/end"),
            word("/factuality"),
            word("/polarity"),
            text
        ],
    )?;
    Ok(())
}

/// A row as JSON with its fields in the published order.
fn ordered(row: &Value) -> Result<String, Error> {
    if row.get("kind").and_then(Value::as_str) == Some("event_mention") {
        return Ok(serde_json::to_string(&serde_json::from_value::<EventMentionRow>(row.clone())?)?);
    }
    Ok(serde_json::to_string(&serde_json::from_value::<ClaimRow>(row.clone())?)?)
}

/// The statement of a stored row with its correction; none if it is rejected.
fn statement(json: &str, is_claim: bool, judgement: Option<&Judgement>, article: &str, original: &str) -> Result<Option<Statement>, Error> {
    let corrected = match judgement {
        None => None,
        Some(judgement) if judgement.is_rejected() => return Ok(None),
        Some(judgement) => {
            let mut row: Value = serde_json::from_str(json)?;
            judgement.apply(&mut row);
            Some(row.to_string())
        }
    };
    let json = corrected.as_deref().unwrap_or(json);
    if is_claim {
        return Ok(of_claim(serde_json::from_str(json)?, article, original));
    }
    Ok(Some(of_mention(serde_json::from_str(json)?, article, original)))
}

/// Works out some blocks; gives how many, and how many rows they gave.
fn keep_some(
    transaction: &Transaction<'_>,
    facts: &Resources,
    coder: &str,
    judgements: &BTreeMap<String, Judgement>,
) -> Result<(usize, u64), Error> {
    let mut find = transaction.prepare_cached("SELECT id, key FROM block WHERE is_stale = 1 ORDER BY id LIMIT ?1")?;
    let found: Vec<(i64, String)> = find.query_map([STEP as i64], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    let mut rows = 0;
    for (number, key) in &found {
        let (statements, articles) = statements_of(transaction, *number, judgements)?;
        let ledgers = keep(facts, &Block::new(key), &statements);
        let sources = Sources {
            statements: statements.iter().map(|statement| (statement.id.as_str(), statement)).collect(),
            articles: &articles,
            coder,
            data_digest: &facts.digest,
        };
        let kept = laid_over(key, kept::rows(ledgers, &sources), judgements)?;
        rows += kept.len() as u64;
        replace(transaction, *number, &kept)?;
        transaction.prepare_cached("UPDATE block SET is_stale = 0 WHERE id = ?1")?.execute([number])?;
    }
    Ok((found.len(), rows))
}

/// The statements of a block, in an order of their own, and the names of
/// their articles.
fn statements_of(
    connection: &Connection,
    block: i64,
    judgements: &BTreeMap<String, Judgement>,
) -> Result<(Vec<Statement>, ArticleNames), Error> {
    const MENTIONS: &str = "SELECT mention.id, mention.row, article.key, article.id FROM block_statement
        JOIN mention ON mention.coding = block_statement.coding AND mention.id = block_statement.statement
        JOIN coding ON coding.id = block_statement.coding JOIN article ON article.key = coding.article
        WHERE block_statement.block = ?1 AND is_claim = 0";
    const CLAIMS: &str = "SELECT claim.id, claim.row, article.key, article.id FROM block_statement
        JOIN claim ON claim.coding = block_statement.coding AND claim.id = block_statement.statement
        JOIN coding ON coding.id = block_statement.coding JOIN article ON article.key = coding.article
        WHERE block_statement.block = ?1 AND is_claim = 1";
    let (mut found, mut articles) = (Vec::new(), ArticleNames::new());
    let mut originals: BTreeMap<String, String> = BTreeMap::new();
    for (is_claim, query) in [(false, MENTIONS), (true, CLAIMS)] {
        let mut read = connection.prepare_cached(query)?;
        let mut rows = read.query([block])?;
        while let Some(row) = rows.next()? {
            let (id, json, article, name): (String, String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
            let original = match originals.get(&article) {
                Some(original) => original.clone(),
                None => {
                    let copies = copies(connection, &article)?;
                    let original = copies.first().cloned().unwrap_or_else(|| article.clone());
                    originals.extend(copies.into_iter().map(|copy| (copy, original.clone())));
                    original
                }
            };
            if let Some(statement) = statement(&json, is_claim, judgements.get(&id), &article, &original)? {
                articles.insert(article, name);
                found.push(statement);
            }
        }
    }
    found.sort_by(|one, other| {
        (one.published, &one.article, one.sentence, &one.id).cmp(&(other.published, &other.article, other.sentence, &other.id))
    });
    Ok((found, articles))
}

/// The rows with their corrections, without those that were rejected. A
/// correction whose row has grown, and so has another id, is found again by
/// its first mention.
fn laid_over(block: &str, rows: Vec<LedgerRow>, judgements: &BTreeMap<String, Judgement>) -> Result<Vec<LedgerRow>, Error> {
    if judgements.is_empty() {
        return Ok(rows);
    }
    let ids: BTreeSet<String> = rows.iter().map(|row| row.id().to_owned()).collect();
    let mut kept = Vec::with_capacity(rows.len());
    for row in rows {
        let grown = || {
            judgements.iter().find(|(id, judgement)| {
                !ids.contains(*id)
                    && judgement.kind == row.kind()
                    && judgement.block.as_deref() == Some(block)
                    && judgement.anchor.as_ref().is_some_and(|anchor| row.mentions().contains(anchor))
            })
        };
        let Some(judgement) = judgements.get(row.id()).or_else(|| grown().map(|(_, judgement)| judgement)) else {
            kept.push(row);
            continue;
        };
        if !judgement.is_rejected() {
            let mut value = serde_json::to_value(&row)?;
            judgement.apply(&mut value);
            // A change that no longer fits leaves the row as it is.
            kept.push(LedgerRow::from_value(value).unwrap_or(row));
        }
    }
    Ok(kept)
}

/// Puts the rows of a block in the place of those that it had.
fn replace(transaction: &Transaction<'_>, block: i64, rows: &[LedgerRow]) -> Result<(), Error> {
    let mut rivals = rivals_of(transaction, block)?;
    for table in ["ledger_statement", "ledger_entity", "ledger_change"] {
        transaction
            .prepare_cached(&format!("DELETE FROM {table} WHERE ledger IN (SELECT number FROM ledger WHERE block = ?1)"))?
            .execute([block])?;
    }
    transaction.prepare_cached("DELETE FROM ledger WHERE block = ?1")?.execute([block])?;
    for row in rows {
        insert(transaction, block, row)?;
    }
    rivals.extend(rivals_of(transaction, block)?);
    for id in rivals {
        hold(transaction, &id)?;
    }
    Ok(())
}

fn insert(transaction: &Transaction<'_>, block: i64, row: &LedgerRow) -> Result<(), Error> {
    let (start, end) = row.days();
    transaction
        .prepare_cached(
            "INSERT INTO ledger (id, kind, block, label, quad_class, status, start, end, weight, is_held, row)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 1, ?10)",
        )?
        .execute(params![
            row.id(),
            row.kind(),
            block,
            row.label(),
            row.quad_class(),
            row.status(),
            start,
            end,
            row.mentions().len() as i64,
            serde_json::to_string(row)?
        ])?;
    let number = transaction.last_insert_rowid();
    let mut positions: BTreeMap<&str, i64> = BTreeMap::new();
    let mut link = transaction.prepare_cached("INSERT INTO ledger_entity (ledger, role, position, entity) VALUES (?1, ?2, ?3, ?4)")?;
    let parties = row.parties().into_iter().map(|(role, party)| (role, party_entity(party)));
    let places = row.places().iter().map(|place| (place.role.as_str(), place_entity(place)));
    for (role, entity) in parties.chain(places) {
        let position = positions.entry(role).or_insert(0);
        link.execute(params![number, role, *position, entity.number(transaction)?])?;
        *position += 1;
    }
    let mut link = transaction.prepare_cached("INSERT INTO ledger_statement (ledger, position, statement) VALUES (?1, ?2, ?3)")?;
    for (position, statement) in row.mentions().iter().enumerate() {
        link.execute(params![number, position as i64, statement])?;
    }
    let mut link = transaction.prepare_cached("INSERT OR IGNORE INTO ledger_change (ledger, date) VALUES (?1, ?2)")?;
    for date in changes_of(row).into_iter().filter_map(|change| change.date) {
        link.execute(params![number, date])?;
    }
    Ok(())
}

fn party_entity(party: &PartyRow) -> Entity {
    Entity {
        name: party_name(party),
        actor_id: party.actor_id.clone(),
        country: party.country.clone(),
        sectors: party.sectors.join(" "),
        ..Entity::default()
    }
}

fn place_entity(place: &ScenePlaceRow) -> Entity {
    Entity {
        is_place: true,
        name: place.name.clone(),
        geonames_id: place.geonames_id,
        country: place.country.clone(),
        lat: place.lat,
        lon: place.lon,
        ..Entity::default()
    }
}

/// The meetings of other blocks that share a statement with those of a block,
/// and these themselves: their numbers.
fn rivals_of(transaction: &Transaction<'_>, block: i64) -> Result<BTreeSet<i64>, Error> {
    let mut find = transaction.prepare_cached(
        "SELECT DISTINCT other.ledger FROM ledger JOIN ledger_statement AS own ON own.ledger = ledger.number
         JOIN ledger_statement AS other ON other.statement = own.statement JOIN ledger AS rival ON rival.number = other.ledger
         WHERE ledger.block = ?1 AND ledger.kind = 'meeting' AND rival.kind = 'meeting'",
    )?;
    Ok(find.query_map([block], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// Decides whether a meeting is held by this row or by one of another block,
/// which rests on more and has its first statement too.
fn hold(transaction: &Transaction<'_>, number: &i64) -> Result<(), Error> {
    transaction
        .prepare_cached(
            "UPDATE ledger SET is_held = NOT EXISTS (
                 SELECT 1 FROM ledger_statement AS own JOIN ledger_statement AS other ON other.statement = own.statement
                 JOIN ledger AS rival ON rival.number = other.ledger JOIN block AS theirs ON theirs.id = rival.block
                 JOIN block AS ours ON ours.id = ledger.block
                 WHERE own.ledger = ledger.number AND own.position = 0 AND rival.kind = ledger.kind AND rival.number <> ledger.number
                 AND (rival.weight > ledger.weight OR rival.weight = ledger.weight AND theirs.key < ours.key))
             WHERE number = ?1",
        )?
        .execute([number])?;
    Ok(())
}
