-- From version 3 to version 4: what questions filter by stands in columns and indexes, so that the long rows are not read for it.

DROP VIEW statement;
DROP VIEW claim_made;
DROP VIEW event_mention;
DROP VIEW latest_coding;
DROP VIEW event;
DROP VIEW commitment;
DROP VIEW meeting;
DROP VIEW alignment;
DROP VIEW format_of_talks;
DROP VIEW movement;
DROP VIEW ledger_actor;
DROP VIEW ledger_place;

-- Each article by its latest coding; earlier ones are kept below it.
ALTER TABLE coding ADD COLUMN is_latest INTEGER NOT NULL DEFAULT 1; -- whether no later one of the same article is there
UPDATE coding SET is_latest = 0 WHERE id < (SELECT MAX(other.id) FROM coding AS other WHERE other.article = coding.article);
CREATE TRIGGER coding_added AFTER INSERT ON coding BEGIN
    UPDATE coding SET is_latest = id = (SELECT MAX(other.id) FROM coding AS other WHERE other.article = new.article)
        WHERE article = new.article;
END;
ALTER TABLE coding ADD COLUMN mentions INTEGER NOT NULL DEFAULT 0;  -- how many it gave
UPDATE coding SET mentions = (SELECT COUNT(*) FROM mention WHERE mention.coding = coding.id);
CREATE INDEX coding_state ON coding (state, mentions);
CREATE VIEW latest_coding AS SELECT article, id FROM coding WHERE is_latest = 1;

CREATE INDEX mention_start ON mention (start);
DROP INDEX claim_kind;
CREATE INDEX claim_start ON claim (start, kind);
CREATE INDEX claim_speaker ON claim (speaker, start) WHERE speaker IS NOT NULL;
CREATE INDEX claim_speaker_country ON claim (speaker_country, start) WHERE speaker_country IS NOT NULL;

-- The rows of the ledgers. They are worked out, so they are made anew and not carried over.
DELETE FROM ledger_statement;
DELETE FROM ledger_entity;
DROP TABLE ledger;
CREATE TABLE ledger (
    number     INTEGER PRIMARY KEY,
    id         TEXT NOT NULL,       -- the published id
    kind       TEXT NOT NULL,       -- event, commitment, meeting, alignment, process, movement
    block      INTEGER NOT NULL REFERENCES block (id),
    label      TEXT NOT NULL,       -- event type, relation, name, or what is promised
    quad_class INTEGER,             -- of an event
    status     TEXT,                -- where its life stands
    start      TEXT,                -- first and last day
    end        TEXT,
    weight     INTEGER NOT NULL,    -- how many statements it rests on
    is_held    INTEGER NOT NULL,    -- 0 if a row of another block tells more of the same meeting
    row        TEXT NOT NULL,       -- the whole published row, JSON
    UNIQUE (block, id)
) STRICT;
CREATE INDEX ledger_id ON ledger (id);
CREATE INDEX ledger_days ON ledger (kind, start, end, is_held);
CREATE INDEX ledger_end ON ledger (kind, end);
CREATE INDEX ledger_label ON ledger (kind, label, start);

-- The days on which a row took a turn: the steps of its life, a reversal.
CREATE TABLE ledger_change (
    ledger INTEGER NOT NULL REFERENCES ledger (number),
    date   TEXT NOT NULL,
    PRIMARY KEY (ledger, date)
) STRICT, WITHOUT ROWID;
CREATE INDEX ledger_change_date ON ledger_change (date);
DELETE FROM kept_by;
UPDATE coding SET is_laid = 0;

-- Event mentions with their corrections, without those that were rejected. There are few corrections: what is corrected is found from
-- them, whatever is asked for.
CREATE VIEW event_mention AS
    SELECT article.id AS article_id, article.key AS article, article.outlet, article.published, mention.*, NULL AS verdict
    FROM mention JOIN latest_coding ON latest_coding.id = mention.coding JOIN article ON article.key = latest_coding.article
    WHERE NOT EXISTS (SELECT 1 FROM corrected WHERE corrected.id = mention.id)
    UNION ALL
    SELECT article.id, article.key, article.outlet, article.published, mention.number, mention.coding, mention.id, mention.sentence,
        corrected.event_type, corrected.mode, corrected.cameo, corrected.quad_class, corrected.start, corrected.end,
        corrected.factuality, corrected.polarity, mention.confidence, corrected.row, corrected.verdict
    FROM corrected CROSS JOIN mention INDEXED BY mention_id ON mention.id = corrected.id CROSS JOIN latest_coding ON latest_coding.id = mention.coding
        CROSS JOIN article ON article.key = latest_coding.article
    WHERE corrected.verdict <> 'reject';

CREATE VIEW claim_made AS
    SELECT article.id AS article_id, article.key AS article, article.outlet, article.published, claim.*, NULL AS verdict
    FROM claim JOIN latest_coding ON latest_coding.id = claim.coding JOIN article ON article.key = latest_coding.article
    WHERE NOT EXISTS (SELECT 1 FROM corrected WHERE corrected.id = claim.id)
    UNION ALL
    SELECT article.id, article.key, article.outlet, article.published, claim.number, claim.coding, claim.id, claim.kind, claim.sentence,
        corrected.start, corrected.end, corrected.factuality, corrected.polarity, claim.speaker, claim.speaker_country,
        COALESCE(json_extract(corrected.row, '$.content.text'), claim.content), corrected.row, corrected.verdict
    FROM corrected CROSS JOIN claim INDEXED BY claim_id ON claim.id = corrected.id CROSS JOIN latest_coding ON latest_coding.id = claim.coding
        CROSS JOIN article ON article.key = latest_coding.article
    WHERE corrected.verdict <> 'reject';

-- Who said what, by day.
CREATE VIEW statement AS
    SELECT id, article_id, outlet, published, start, speaker, speaker_country, content, row FROM claim_made WHERE kind = 'statement';

-- The ledgers by name.
CREATE VIEW event AS SELECT id, label AS event_type, quad_class, start, end, row FROM ledger WHERE kind = 'event' AND is_held = 1;
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
