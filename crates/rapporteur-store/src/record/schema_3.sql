-- From version 2 to version 3: who says what is a claim too, and rows take less room.
-- Tables without a rowid keep long rows on pages of their own, one or more a row; these two get a number instead.

DROP VIEW event_mention;
DROP VIEW claim_made;
DROP VIEW latest_coding;

CREATE TABLE mention_3 (
    number     INTEGER PRIMARY KEY,
    coding     INTEGER NOT NULL REFERENCES coding (id),
    id         TEXT NOT NULL,       -- the published id
    sentence   INTEGER NOT NULL,
    event_type TEXT NOT NULL,
    mode       TEXT,
    cameo      TEXT,
    quad_class INTEGER NOT NULL,
    start      TEXT,                -- first and last day of the event
    end        TEXT,
    factuality TEXT NOT NULL,
    polarity   TEXT NOT NULL,
    confidence REAL NOT NULL,
    row        TEXT NOT NULL,       -- the whole published row, JSON
    UNIQUE (coding, id)
) STRICT;
INSERT INTO mention_3 (coding, id, sentence, event_type, mode, cameo, quad_class, start, end, factuality, polarity, confidence, row)
    SELECT coding, id, sentence, event_type, mode, cameo, quad_class, start, end, factuality, polarity, confidence, row
    FROM mention ORDER BY coding, id;
DROP TABLE mention;
ALTER TABLE mention_3 RENAME TO mention;
CREATE INDEX mention_type ON mention (event_type, start);
CREATE INDEX mention_id ON mention (id);

-- What an article says beside events: promises, meetings, alignments, processes, movements, and who says what.
CREATE TABLE claim_3 (
    number     INTEGER PRIMARY KEY,
    coding     INTEGER NOT NULL REFERENCES coding (id),
    id         TEXT NOT NULL,       -- the published id
    kind       TEXT NOT NULL CHECK (kind IN ('commitment', 'meeting', 'alignment', 'process', 'movement', 'statement')),
    sentence   INTEGER NOT NULL,
    start      TEXT,                -- the deadline, the interval of the meeting, since when, when it was said
    end        TEXT,
    factuality TEXT NOT NULL,
    polarity   TEXT NOT NULL,
    speaker    TEXT,                -- the innermost one, who says it
    speaker_country TEXT,
    content    TEXT,                -- what is promised or said, the name of the meeting or format
    row        TEXT NOT NULL,       -- the whole published row, JSON
    UNIQUE (coding, id)
) STRICT;
INSERT INTO claim_3 (coding, id, kind, sentence, start, end, factuality, polarity, speaker, speaker_country, content, row)
    SELECT coding, id, kind, sentence, start, end, factuality, polarity,
        COALESCE(json_extract(row, '$.attribution[#-1].name'), json_extract(row, '$.attribution[#-1].text')),
        json_extract(row, '$.attribution[#-1].country'), json_extract(row, '$.content.text'), row
    FROM claim ORDER BY coding, id;
DROP TABLE claim;
ALTER TABLE claim_3 RENAME TO claim;
CREATE INDEX claim_id ON claim (id);
CREATE INDEX claim_kind ON claim (kind, start);

-- Events across the ends of months are worked out otherwise: what was kept is made anew.
DELETE FROM kept_by;
UPDATE coding SET is_laid = 0;

-- Each article by its latest coding, found article by article: a list of all would be made anew for each question.
CREATE VIEW latest_coding AS
    SELECT article, id FROM coding WHERE id = (SELECT MAX(other.id) FROM coding AS other WHERE other.article = coding.article);

-- Event mentions with their corrections, without those that were rejected.
CREATE VIEW event_mention AS
    SELECT article.id AS article_id, article.key AS article, article.outlet, article.published, mention.*, NULL AS verdict
    FROM latest_coding JOIN article ON article.key = latest_coding.article JOIN mention ON mention.coding = latest_coding.id
    WHERE mention.id NOT IN (SELECT id FROM corrected)
    UNION ALL
    SELECT article.id, article.key, article.outlet, article.published, mention.number, mention.coding, mention.id, mention.sentence,
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
    SELECT article.id, article.key, article.outlet, article.published, claim.number, claim.coding, claim.id, claim.kind, claim.sentence,
        corrected.start, corrected.end, corrected.factuality, corrected.polarity, claim.speaker, claim.speaker_country,
        COALESCE(json_extract(corrected.row, '$.content.text'), claim.content), corrected.row, corrected.verdict
    FROM corrected JOIN claim ON claim.id = corrected.id JOIN latest_coding ON latest_coding.id = claim.coding
        JOIN article ON article.key = latest_coding.article
    WHERE corrected.verdict <> 'reject';

-- Who said what, by day.
CREATE VIEW statement AS
    SELECT id, article_id, outlet, published, start, speaker, speaker_country, content, row FROM claim_made WHERE kind = 'statement';
