-- From version 1 to version 2: states, claims, entities, ledgers, corrections.

-- Each run that changed something: adding, importing, correcting. What was there before is of state 0.
CREATE TABLE state (
    id    INTEGER PRIMARY KEY,      -- 1, 2, 3, …
    time  TEXT,                     -- UTC, YYYY-MM-DDTHH:MM:SSZ, as the caller told it
    cause TEXT NOT NULL CHECK (cause IN ('add', 'import', 'correct'))
) STRICT;

-- Articles of which only the rows are known have no text: the table is made anew to allow for that.
DROP VIEW event_mention;
DROP VIEW latest_coding;
DROP TRIGGER article_added;
CREATE TABLE article_2 (
    key         TEXT PRIMARY KEY,   -- digest of id, text and date of publication
    id          TEXT NOT NULL,      -- the caller's id; a revised article has the same
    title       TEXT,
    outlet      TEXT,
    url         TEXT,
    published   TEXT,
    text        TEXT,               -- verbatim; none if only the rows were imported
    fingerprint BLOB                -- similar texts have many of its numbers in common
) STRICT;
INSERT INTO article_2 (rowid, key, id, title, outlet, url, published, text, fingerprint)
    SELECT rowid, key, id, title, outlet, url, published, text, fingerprint FROM article;
DROP TABLE article;
ALTER TABLE article_2 RENAME TO article;
CREATE INDEX article_id ON article (id);
CREATE INDEX article_published ON article (published);
CREATE TRIGGER article_added AFTER INSERT ON article WHEN new.text IS NOT NULL BEGIN
    INSERT INTO article_text (rowid, title, text) VALUES (new.rowid, new.title, new.text);
END;
CREATE INDEX near_duplicate_other ON near_duplicate (other);
CREATE INDEX mention_id ON mention (id);

ALTER TABLE coding ADD COLUMN state INTEGER NOT NULL DEFAULT 0;     -- in which state it came
ALTER TABLE coding ADD COLUMN is_laid INTEGER NOT NULL DEFAULT 0;   -- whether its statements stand in their blocks
CREATE INDEX coding_unlaid ON coding (id) WHERE is_laid = 0;

-- What an article says beside events: promises, meetings, alignments, processes, movements.
CREATE TABLE claim (
    coding     INTEGER NOT NULL REFERENCES coding (id),
    id         TEXT NOT NULL,       -- the published id
    kind       TEXT NOT NULL CHECK (kind IN ('commitment', 'meeting', 'alignment', 'process', 'movement')),
    sentence   INTEGER NOT NULL,
    start      TEXT,                -- the deadline, the interval of the meeting, since when
    end        TEXT,
    factuality TEXT NOT NULL,
    polarity   TEXT NOT NULL,
    row        TEXT NOT NULL,       -- the whole published row, JSON
    PRIMARY KEY (coding, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_id ON claim (id);

-- Every actor and place that was ever resolved to, once.
CREATE TABLE entity (
    id          INTEGER PRIMARY KEY,
    type        TEXT NOT NULL CHECK (type IN ('actor', 'place')),
    name        TEXT NOT NULL,
    actor_id    TEXT,
    geonames_id INTEGER,
    country     TEXT,
    sectors     TEXT NOT NULL,      -- joined by spaces
    lat         REAL,               -- WGS84 degrees
    lon         REAL,
    key         TEXT NOT NULL UNIQUE -- all of that as one text
) STRICT;
CREATE INDEX entity_country ON entity (country, type);
CREATE INDEX entity_name ON entity (name);

-- Which entities a coding found in its article, and how often.
CREATE TABLE entity_mention (
    coding   INTEGER NOT NULL REFERENCES coding (id),
    entity   INTEGER NOT NULL REFERENCES entity (id),
    mentions INTEGER NOT NULL,
    PRIMARY KEY (coding, entity)
) STRICT, WITHOUT ROWID;
CREATE INDEX entity_mention_entity ON entity_mention (entity);

-- Corrections are rows of their own and are never changed; the latest counts.
CREATE TABLE correction (
    id      INTEGER PRIMARY KEY,
    state   INTEGER NOT NULL REFERENCES state (id),
    row_id  TEXT NOT NULL,          -- the published id of a mention, a claim or a row of a ledger
    kind    TEXT NOT NULL,          -- of that row
    block   TEXT,                   -- for a row of a ledger its block and
    anchor  TEXT,                   -- its first mention, by which it is found again when it has grown
    verdict TEXT NOT NULL CHECK (verdict IN ('confirm', 'reject', 'amend')),
    changes TEXT NOT NULL,          -- JSON: field to value
    reason  TEXT NOT NULL,
    origin  TEXT NOT NULL           -- who says so: analyst
) STRICT;
CREATE INDEX correction_row ON correction (row_id);

-- The rest is worked out from the tables above and can be made anew at any time.

-- Mentions and claims with their corrections.
CREATE TABLE corrected (
    id         TEXT PRIMARY KEY,
    verdict    TEXT NOT NULL,
    event_type TEXT,
    mode       TEXT,
    cameo      TEXT,
    quad_class INTEGER,
    start      TEXT,
    end        TEXT,
    factuality TEXT,
    polarity   TEXT,
    row        TEXT NOT NULL        -- the corrected row, JSON, with the correction in it
) STRICT, WITHOUT ROWID;

-- Statements that can bear on one row of a ledger stand in one block.
CREATE TABLE block (
    id       INTEGER PRIMARY KEY,
    key      TEXT NOT NULL UNIQUE,
    is_stale INTEGER NOT NULL       -- whether its ledgers must be worked out again
) STRICT;
CREATE INDEX block_stale ON block (id) WHERE is_stale = 1;
CREATE TABLE block_statement (
    block     INTEGER NOT NULL REFERENCES block (id),
    is_claim  INTEGER NOT NULL,
    coding    INTEGER NOT NULL REFERENCES coding (id),
    statement TEXT NOT NULL,        -- id of a mention or claim
    PRIMARY KEY (block, is_claim, coding, statement)
) STRICT, WITHOUT ROWID;
CREATE INDEX block_statement_coding ON block_statement (coding, statement);

-- The rows of the ledgers.
CREATE TABLE ledger (
    number INTEGER PRIMARY KEY,
    id     TEXT NOT NULL,           -- the published id
    kind   TEXT NOT NULL,           -- event, commitment, meeting, alignment, process, movement
    block  INTEGER NOT NULL REFERENCES block (id),
    label  TEXT NOT NULL,           -- event type, relation, name, or what is promised
    status TEXT,                    -- where its life stands
    start  TEXT,                    -- first and last day
    end    TEXT,
    weight INTEGER NOT NULL,        -- how many statements it rests on
    is_held INTEGER NOT NULL,       -- 0 if a row of another block tells more of the same meeting
    row    TEXT NOT NULL,           -- the whole published row, JSON
    UNIQUE (block, id)
) STRICT;
CREATE INDEX ledger_id ON ledger (id);
CREATE INDEX ledger_kind ON ledger (kind, start);
CREATE INDEX ledger_label ON ledger (kind, label, start);

-- Who and where, by row.
CREATE TABLE ledger_entity (
    ledger   INTEGER NOT NULL REFERENCES ledger (number),
    role     TEXT NOT NULL,         -- source, target, party, counterpart, …; the role of a place
    position INTEGER NOT NULL,
    entity   INTEGER NOT NULL REFERENCES entity (id),
    PRIMARY KEY (ledger, role, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX ledger_entity_entity ON ledger_entity (entity, ledger);

-- What each row rests on.
CREATE TABLE ledger_statement (
    ledger    INTEGER NOT NULL REFERENCES ledger (number),
    position  INTEGER NOT NULL,
    statement TEXT NOT NULL,        -- id of a mention or claim
    PRIMARY KEY (ledger, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX ledger_statement_statement ON ledger_statement (statement);

-- What made the ledgers; when it changes they are made anew.
CREATE TABLE kept_by (
    coder       TEXT NOT NULL,
    data_digest TEXT NOT NULL
) STRICT;

-- Each article by its latest coding; earlier ones are kept below it.
CREATE VIEW latest_coding AS SELECT article, MAX(id) AS id FROM coding GROUP BY article;

-- Event mentions with their corrections, without those that were rejected.
CREATE VIEW event_mention AS
    SELECT article.id AS article_id, article.key AS article, article.outlet, article.published, mention.*, NULL AS verdict
    FROM latest_coding JOIN article ON article.key = latest_coding.article JOIN mention ON mention.coding = latest_coding.id
    WHERE mention.id NOT IN (SELECT id FROM corrected)
    UNION ALL
    SELECT article.id, article.key, article.outlet, article.published, mention.coding, mention.id, mention.sentence,
        corrected.event_type, corrected.mode, corrected.cameo, corrected.quad_class, corrected.start, corrected.end,
        corrected.factuality, corrected.polarity, mention.confidence, corrected.row, corrected.verdict
    FROM corrected JOIN mention ON mention.id = corrected.id JOIN latest_coding ON latest_coding.id = mention.coding
        JOIN article ON article.key = latest_coding.article
    WHERE corrected.verdict <> 'reject';

CREATE VIEW claim_made AS
    SELECT article.id AS article_id, article.key AS article, article.outlet, article.published, claim.*, NULL AS verdict
    FROM latest_coding JOIN article ON article.key = latest_coding.article JOIN claim ON claim.coding = latest_coding.id
    WHERE claim.id NOT IN (SELECT id FROM corrected)
    UNION ALL
    SELECT article.id, article.key, article.outlet, article.published, claim.coding, claim.id, claim.kind, claim.sentence,
        corrected.start, corrected.end, corrected.factuality, corrected.polarity, corrected.row, corrected.verdict
    FROM corrected JOIN claim ON claim.id = corrected.id JOIN latest_coding ON latest_coding.id = claim.coding
        JOIN article ON article.key = latest_coding.article
    WHERE corrected.verdict <> 'reject';

-- The ledgers by name.
CREATE VIEW event AS SELECT id, label AS event_type, start, end, row FROM ledger WHERE kind = 'event' AND is_held = 1;
CREATE VIEW commitment AS SELECT id, status, label AS content, start, end, row FROM ledger WHERE kind = 'commitment' AND is_held = 1;
CREATE VIEW meeting AS SELECT id, status, label AS name, start, end, row FROM ledger WHERE kind = 'meeting' AND is_held = 1;
CREATE VIEW alignment AS SELECT id, label AS relation, status, start, end, row FROM ledger WHERE kind = 'alignment' AND is_held = 1;
CREATE VIEW format_of_talks AS SELECT id, label AS name, start, end, row FROM ledger WHERE kind = 'process' AND is_held = 1;
CREATE VIEW movement AS SELECT id, status, start, end, row FROM ledger WHERE kind = 'movement' AND is_held = 1;
CREATE VIEW ledger_actor AS
    SELECT ledger.id, ledger.kind, ledger_entity.role, entity.name, entity.actor_id, entity.country, entity.sectors
    FROM ledger JOIN ledger_entity ON ledger_entity.ledger = ledger.number JOIN entity ON entity.id = ledger_entity.entity
    WHERE entity.type = 'actor' AND ledger.is_held = 1;
CREATE VIEW ledger_place AS
    SELECT ledger.id, ledger.kind, ledger_entity.role, entity.name, entity.geonames_id, entity.country, entity.lat, entity.lon
    FROM ledger JOIN ledger_entity ON ledger_entity.ledger = ledger.number JOIN entity ON entity.id = ledger_entity.entity
    WHERE entity.type = 'place' AND ledger.is_held = 1;
