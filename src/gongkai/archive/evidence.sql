-- Step 4: seals, second sightings, readings of readings, personal data, what is derived from texts, what others
-- saved, stamps, and what people did to the archive (docs/schema.md).

CREATE TABLE imports (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    name TEXT NOT NULL,          -- of the file, without its folder
    sha256 TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    software TEXT NOT NULL,      -- as the file's own warcinfo says
    captures INTEGER NOT NULL,
    skipped INTEGER NOT NULL
) STRICT;

ALTER TABLE captures ADD COLUMN imported INTEGER REFERENCES imports(id);
ALTER TABLE captures ADD COLUMN seal TEXT;
ALTER TABLE versions ADD COLUMN confirmed_at TEXT;
ALTER TABLE versions ADD COLUMN flips INTEGER NOT NULL DEFAULT 0;
ALTER TABLE versions ADD COLUMN last_reader TEXT;
ALTER TABLE versions ADD COLUMN last_read_at TEXT;
ALTER TABLE versions ADD COLUMN seal TEXT;
ALTER TABLE attachments ADD COLUMN seal TEXT;
ALTER TABLE attachment_texts ADD COLUMN seal TEXT;
ALTER TABLE visits ADD COLUMN seal TEXT;
ALTER TABLE item_events ADD COLUMN seal TEXT;
ALTER TABLE checks ADD COLUMN version INTEGER;
ALTER TABLE checks ADD COLUMN seal TEXT;
ALTER TABLE items ADD COLUMN flips_since TEXT;

CREATE TABLE personal_marks (
    id INTEGER PRIMARY KEY,
    version INTEGER REFERENCES versions(id),
    file TEXT,                   -- SHA-256, of a file's text; one of the two
    field TEXT NOT NULL,
    kind TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    masked TEXT NOT NULL,
    hmac TEXT NOT NULL,
    CHECK ((version IS NULL) <> (file IS NULL))
) STRICT;
CREATE INDEX personal_marks_version ON personal_marks(version) WHERE version IS NOT NULL;
CREATE INDEX personal_marks_file ON personal_marks(file) WHERE file IS NOT NULL;
CREATE INDEX personal_marks_hmac ON personal_marks(hmac);

CREATE TABLE derived (
    version INTEGER PRIMARY KEY REFERENCES versions(id),
    signature INTEGER,
    figures TEXT,                -- JSON, of an annual report
    deriver TEXT NOT NULL
) STRICT;
CREATE INDEX derived_signature ON derived(signature) WHERE signature IS NOT NULL;

CREATE TABLE unit_names (
    version INTEGER NOT NULL REFERENCES versions(id),
    name TEXT NOT NULL,
    times INTEGER NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (version, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE stamps (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    capture INTEGER NOT NULL REFERENCES captures(id),
    chain TEXT NOT NULL,
    authority TEXT NOT NULL,
    stated_at TEXT NOT NULL,     -- as the authority says
    token BLOB NOT NULL          -- RFC 3161 TimeStampResp, DER
) STRICT;

CREATE TABLE keeping_log (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    what TEXT NOT NULL CHECK (what IN ('withhold', 'show-again', 'purge')),
    item INTEGER REFERENCES items(id),
    capture INTEGER REFERENCES captures(id),
    because TEXT NOT NULL
) STRICT;

CREATE INDEX items_withheld ON items(identity) WHERE withheld IS NOT NULL;

-- Unsealed rows are few and looked for at the end of every transaction.
CREATE INDEX captures_unsealed ON captures(id) WHERE seal IS NULL;
CREATE INDEX versions_unsealed ON versions(id) WHERE seal IS NULL;
CREATE INDEX attachments_unsealed ON attachments(id) WHERE seal IS NULL;
CREATE INDEX attachment_texts_unsealed ON attachment_texts(sha256) WHERE seal IS NULL;
CREATE INDEX visits_unsealed ON visits(id) WHERE seal IS NULL AND finished IS NOT NULL;
CREATE INDEX item_events_unsealed ON item_events(id) WHERE seal IS NULL;
CREATE INDEX checks_unsealed ON checks(id) WHERE seal IS NULL;
