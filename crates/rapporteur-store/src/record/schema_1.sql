-- The record, version 1. Any SQLite tool can read it; only Rapporteur should write it.
-- Days are text, YYYY-MM-DD. Spans are bytes of article.text, half-open.

CREATE TABLE article (
    key         TEXT PRIMARY KEY,   -- digest of id, text and date of publication
    id          TEXT NOT NULL,      -- the caller's id; a revised article has the same
    title       TEXT,
    outlet      TEXT,
    url         TEXT,
    published   TEXT,
    text        TEXT NOT NULL,      -- verbatim
    fingerprint BLOB NOT NULL       -- similar texts have many of its numbers in common
) STRICT;
CREATE INDEX article_id ON article (id);
CREATE INDEX article_published ON article (published);

-- Pieces of each fingerprint: similar texts share at least one.
CREATE TABLE article_band (
    band    INTEGER NOT NULL,       -- which piece
    value   INTEGER NOT NULL,
    article TEXT NOT NULL REFERENCES article (key),
    PRIMARY KEY (band, value, article)
) STRICT, WITHOUT ROWID;

-- Pairs of articles with nearly the same text, the smaller key first.
CREATE TABLE near_duplicate (
    one        TEXT NOT NULL REFERENCES article (key),
    other      TEXT NOT NULL REFERENCES article (key),
    similarity REAL NOT NULL,       -- the share of runs of words in common, about
    PRIMARY KEY (one, other)
) STRICT, WITHOUT ROWID;

-- One run of the coder over one article. A rerun with other tables or weights is another.
CREATE TABLE coding (
    id           INTEGER PRIMARY KEY,
    article      TEXT NOT NULL REFERENCES article (key),
    coder        TEXT NOT NULL,
    data_digest  TEXT NOT NULL,
    model_digest TEXT NOT NULL,
    UNIQUE (article, coder, data_digest, model_digest)
) STRICT;

CREATE TABLE mention (
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
    PRIMARY KEY (coding, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX mention_type ON mention (event_type, start);

CREATE TABLE participant (
    coding   INTEGER NOT NULL,
    mention  TEXT NOT NULL,
    role     TEXT NOT NULL CHECK (role IN ('source', 'target')),
    position INTEGER NOT NULL,
    name     TEXT NOT NULL,
    actor_id TEXT,
    country  TEXT,
    sectors  TEXT NOT NULL,         -- joined by spaces
    PRIMARY KEY (coding, mention, role, position),
    FOREIGN KEY (coding, mention) REFERENCES mention (coding, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX participant_country ON participant (country, role);
CREATE INDEX participant_name ON participant (name, role);

CREATE TABLE place (
    coding      INTEGER NOT NULL,
    mention     TEXT NOT NULL,
    position    INTEGER NOT NULL,
    role        TEXT NOT NULL,
    name        TEXT NOT NULL,
    geonames_id INTEGER,
    country     TEXT,
    lat         REAL,
    lon         REAL,
    PRIMARY KEY (coding, mention, position),
    FOREIGN KEY (coding, mention) REFERENCES mention (coding, id)
) STRICT, WITHOUT ROWID;

-- Each article by its latest coding; earlier ones are kept below it.
CREATE VIEW latest_coding AS SELECT article, MAX(id) AS id FROM coding GROUP BY article;
CREATE VIEW event_mention AS
    SELECT article.id AS article_id, article.key AS article, article.outlet, article.published, mention.*
    FROM latest_coding JOIN article ON article.key = latest_coding.article JOIN mention ON mention.coding = latest_coding.id;

-- Full-text search: SELECT id FROM article JOIN article_text ON article_text.rowid = article.rowid WHERE article_text MATCH 'truce'.
CREATE VIRTUAL TABLE article_text USING fts5 (title, text, content = 'article', content_rowid = 'rowid', tokenize = 'porter unicode61');
CREATE TRIGGER article_added AFTER INSERT ON article BEGIN
    INSERT INTO article_text (rowid, title, text) VALUES (new.rowid, new.title, new.text);
END;
