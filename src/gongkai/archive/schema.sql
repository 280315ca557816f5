-- The archive, gongkai.db, as it began; what was added since is in schema.py. Public: names stay, columns may be added (docs/schema.md says what each means).
-- Times of ours are UTC `YYYY-MM-DDTHH:MM:SSZ`; what pages state is China time, `YYYY-MM-DD[THH:MM]`.
-- Columns marked "internal" serve the program and may change.

CREATE TABLE about (
    key TEXT PRIMARY KEY,        -- internal: what the search index was built with
    value TEXT NOT NULL
) STRICT;

-- What is watched, as the configuration last said it.

CREATE TABLE units (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    level TEXT NOT NULL,         -- province … community
    parent TEXT,                 -- no foreign key: the unit above need not be watched
    home_url TEXT,
    site_code TEXT,              -- 网站标识码
    region_code TEXT             -- GB/T 2260
) STRICT;

CREATE TABLE sites (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    home_url TEXT NOT NULL,
    site_code TEXT,
    hosts TEXT NOT NULL          -- JSON list, the first its own
) STRICT;

CREATE TABLE categories (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    parent TEXT,
    interval_days INTEGER,
    deadline TEXT,               -- MM-DD of every year
    basis TEXT NOT NULL
) STRICT;

CREATE TABLE sections (
    id TEXT PRIMARY KEY,         -- SITE/SECTION
    site TEXT NOT NULL REFERENCES sites(id),
    unit TEXT NOT NULL REFERENCES units(id),
    name TEXT NOT NULL,
    url TEXT NOT NULL,
    platform TEXT,
    category TEXT REFERENCES categories(id),
    category_reason TEXT NOT NULL,
    interval_days INTEGER,
    deadline TEXT,
    basis TEXT NOT NULL,
    duty INTEGER NOT NULL,
    active INTEGER NOT NULL,     -- 0: no longer configured
    state TEXT,                  -- state, state_since, state_as_of: a cache; pages compute for the day asked
    state_since TEXT,
    state_as_of TEXT,
    last_visit TEXT,
    last_understood TEXT,
    last_published TEXT          -- latest stated day the last understood visit showed
) STRICT;
CREATE INDEX sections_unit ON sections(unit);
CREATE INDEX sections_site ON sections(site);

-- Fetching: runs, visits, what they brought.

CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    started TEXT NOT NULL,
    finished TEXT,
    outcome TEXT,                -- as the crawl says; 'interrupted' if it was killed
    version TEXT NOT NULL,
    config_sha256 TEXT NOT NULL,
    sections INTEGER,
    requests INTEGER,
    bytes INTEGER,
    new_items INTEGER,
    changed_items INTEGER,
    removed_items INTEGER,
    errors INTEGER
) STRICT;

CREATE TABLE listings (
    id INTEGER PRIMARY KEY,
    section TEXT NOT NULL REFERENCES sections(id),
    sha256 TEXT NOT NULL,
    rows TEXT NOT NULL           -- JSON list of {title, url, date, kind, position, uid}
) STRICT;
CREATE INDEX listings_section ON listings(section);

CREATE TABLE visits (
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES runs(id),
    section TEXT NOT NULL REFERENCES sections(id),
    started TEXT NOT NULL,
    finished TEXT,
    conditional INTEGER NOT NULL,
    understood INTEGER,
    complete INTEGER,            -- the walk reached the end of the list
    deep INTEGER,                -- the walk went back to the lookback day, or to the end
    outcome TEXT CHECK (outcome IN ('new', 'unchanged', 'failed', 'blocked', 'broken', 'empty')),
    reason TEXT,
    status INTEGER,
    pages INTEGER,
    listed INTEGER,              -- rows as seen or confirmed, unusable ones among them
    oldest TEXT,
    newest TEXT,
    new INTEGER,
    changed INTEGER,
    gone INTEGER,
    unusable INTEGER,            -- rows without a usable address
    listing INTEGER REFERENCES listings(id),
    reader TEXT,
    capture INTEGER REFERENCES captures(id)
) STRICT;
CREATE INDEX visits_section ON visits(section, finished);
CREATE INDEX visits_run ON visits(run);
CREATE INDEX visits_unfinished ON visits(id) WHERE finished IS NULL;

CREATE TABLE captures (
    id INTEGER PRIMARY KEY,
    visit INTEGER REFERENCES visits(id),
    kind TEXT NOT NULL,
    method TEXT NOT NULL,
    request_body TEXT,
    url TEXT NOT NULL,
    requested_at TEXT NOT NULL,
    received_at TEXT NOT NULL,
    status INTEGER NOT NULL,
    final_url TEXT NOT NULL,
    headers TEXT NOT NULL,       -- JSON list of [name, value], as received
    media_type TEXT NOT NULL,
    charset TEXT,
    bytes INTEGER NOT NULL,      -- after content decoding
    sha256 TEXT NOT NULL,
    stored_bytes INTEGER NOT NULL,
    same_as INTEGER REFERENCES captures(id),
    chain TEXT NOT NULL,
    purged TEXT                  -- when the bytes were taken out; hash and row stay
) STRICT;
CREATE INDEX captures_url ON captures(url, status);
CREATE INDEX captures_sha256 ON captures(sha256);
CREATE INDEX captures_visit ON captures(visit);
CREATE INDEX captures_home ON captures(requested_at) WHERE kind = 'home';

-- Items: as they stand now, and everything that befell them.

CREATE TABLE items (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('page', 'file', 'external')),
    unit TEXT NOT NULL REFERENCES units(id),
    url TEXT NOT NULL,
    title TEXT NOT NULL,
    category TEXT REFERENCES categories(id),
    category_reason TEXT,
    category_confidence REAL,
    published TEXT,
    published_from TEXT,
    formed TEXT,
    effective TEXT,
    issuer TEXT,
    source TEXT,
    index_no TEXT,
    doc_no TEXT,
    status TEXT NOT NULL CHECK (status IN ('live', 'removed', 'moved')),
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,     -- of its text once that was read, in a list before
    last_changed TEXT,
    removed_at TEXT,
    moved_to TEXT,
    withheld TEXT,
    version INTEGER NOT NULL,    -- 0: listed, not yet read
    body_chars INTEGER NOT NULL,
    attachments INTEGER NOT NULL,
    site TEXT NOT NULL REFERENCES sites(id),
    identity TEXT NOT NULL,
    host TEXT NOT NULL,
    search_id INTEGER NOT NULL UNIQUE, -- row of items_fts: grows with the day of publication
    next_check TEXT,             -- internal, and all below
    last_checked TEXT,
    checks INTEGER NOT NULL,
    vanished_at TEXT,
    etag TEXT,
    last_modified TEXT
) STRICT;
CREATE INDEX items_unit ON items(unit, category, published);
CREATE INDEX items_category ON items(category);
CREATE INDEX items_published ON items(published);
CREATE INDEX items_due ON items(next_check) WHERE next_check IS NOT NULL;
CREATE INDEX items_host ON items(host, last_checked);

CREATE TABLE item_urls (
    item INTEGER NOT NULL REFERENCES items(id),
    url TEXT NOT NULL,
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    PRIMARY KEY (item, url)
) STRICT, WITHOUT ROWID;
CREATE INDEX item_urls_url ON item_urls(url);

CREATE TABLE item_sections (
    item INTEGER NOT NULL REFERENCES items(id),
    section TEXT NOT NULL REFERENCES sections(id),
    listed_title TEXT NOT NULL,
    listed_date TEXT,
    first_listed TEXT NOT NULL,
    last_listed TEXT NOT NULL,
    position INTEGER NOT NULL,
    delisted_at TEXT,            -- NULL: believed to be listed
    PRIMARY KEY (section, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX item_sections_item ON item_sections(item);

CREATE TABLE item_events (
    id INTEGER PRIMARY KEY,
    item INTEGER NOT NULL REFERENCES items(id),
    kind TEXT NOT NULL CHECK (kind IN
        ('appeared', 'changed', 'removed', 'returned', 'moved', 'delisted', 'relisted')),
    previous_at TEXT,            -- last time the earlier state was seen
    at TEXT NOT NULL,
    capture INTEGER REFERENCES captures(id),
    run INTEGER REFERENCES runs(id),
    section TEXT REFERENCES sections(id)
) STRICT;
CREATE INDEX item_events_item ON item_events(item);
CREATE INDEX item_events_run ON item_events(run, kind);

CREATE TABLE versions (
    id INTEGER PRIMARY KEY,
    item INTEGER NOT NULL REFERENCES items(id),
    version INTEGER NOT NULL,
    cause TEXT NOT NULL CHECK (cause IN ('published', 'reread')),
    seen_at TEXT NOT NULL,
    previous_seen_at TEXT,       -- last time the older text was still seen
    read_at TEXT NOT NULL,
    reader TEXT NOT NULL,
    capture INTEGER REFERENCES captures(id),
    title TEXT NOT NULL,
    published TEXT,
    body TEXT NOT NULL,
    metadata TEXT NOT NULL,      -- JSON
    attachments TEXT NOT NULL,   -- JSON list of {url, name, sha256}
    changed TEXT NOT NULL,       -- JSON list of fields
    text_sha256 TEXT NOT NULL,
    UNIQUE (item, version)
) STRICT;

CREATE TABLE attachments (
    id INTEGER PRIMARY KEY,
    item INTEGER NOT NULL REFERENCES items(id),
    url TEXT NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT,
    bytes INTEGER,
    sha256 TEXT,
    status TEXT NOT NULL,
    text_chars INTEGER,
    capture INTEGER REFERENCES captures(id),
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    checked_at TEXT NOT NULL
) STRICT;
CREATE INDEX attachments_item ON attachments(item, url);
CREATE INDEX attachments_sha256 ON attachments(sha256);

CREATE TABLE checks (
    id INTEGER PRIMARY KEY,
    item INTEGER NOT NULL REFERENCES items(id),
    run INTEGER NOT NULL REFERENCES runs(id),
    at TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN
        ('new', 'changed', 'same', 'returned', 'vanished', 'failed', 'blocked', 'moved')),
    reason TEXT NOT NULL,
    status INTEGER,
    capture INTEGER REFERENCES captures(id)
) STRICT;
CREATE INDEX checks_item ON checks(item, at);
CREATE INDEX checks_run ON checks(run, outcome);

-- Judging: what rules found, and what people did with it.

CREATE TABLE findings (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,    -- rule + subject + since
    rule TEXT NOT NULL,
    params TEXT NOT NULL,        -- JSON
    site TEXT REFERENCES sites(id),
    unit TEXT REFERENCES units(id),
    section TEXT REFERENCES sections(id),
    item INTEGER REFERENCES items(id),
    severity TEXT NOT NULL,
    status TEXT NOT NULL,
    opened TEXT NOT NULL,
    closed TEXT,
    close_reason TEXT,
    last_confirmed TEXT,
    since TEXT,
    statement TEXT NOT NULL,
    evidence TEXT NOT NULL,      -- JSON
    basis TEXT NOT NULL
) STRICT;
CREATE INDEX findings_unit ON findings(unit, status);

CREATE TABLE finding_log (
    id INTEGER PRIMARY KEY,
    finding INTEGER NOT NULL REFERENCES findings(id),
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    what TEXT NOT NULL,
    note TEXT NOT NULL
) STRICT;
CREATE INDEX finding_log_finding ON finding_log(finding);

CREATE TABLE claims (
    id INTEGER PRIMARY KEY,
    item INTEGER NOT NULL REFERENCES items(id),
    unit TEXT NOT NULL REFERENCES units(id),
    year INTEGER NOT NULL,
    statement TEXT NOT NULL,
    category TEXT REFERENCES categories(id),
    channel TEXT,
    claimed INTEGER,
    archived INTEGER,
    verdict TEXT
) STRICT;
CREATE INDEX claims_item ON claims(item);

-- Search: contentless, so that the text is not kept twice; filled with the tokens of archive/tokens.py.
-- The prefix index answers queries of one character.

CREATE VIRTUAL TABLE items_fts USING fts5(
    title, body, content='', detail=full, prefix='1', tokenize="unicode61 remove_diacritics 0"
);
