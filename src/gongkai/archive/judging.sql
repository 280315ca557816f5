-- Step 5: judging. Whose a section is, since when it is watched no longer, what people said of findings, and what
-- the judge remembers of a section from one day to the next (docs/schema.md).

ALTER TABLE sections RENAME COLUMN duty TO obliged;
ALTER TABLE sections ADD COLUMN duty TEXT NOT NULL DEFAULT '';
ALTER TABLE sections ADD COLUMN time_limit TEXT;         -- of its items, in words: 20个工作日
ALTER TABLE sections ADD COLUMN first_level INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sections ADD COLUMN may_be_empty INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sections ADD COLUMN retired_at TEXT;
ALTER TABLE categories ADD COLUMN duty TEXT NOT NULL DEFAULT '';

ALTER TABLE findings ADD COLUMN about INTEGER NOT NULL DEFAULT 0;
ALTER TABLE findings ADD COLUMN repeats INTEGER NOT NULL DEFAULT 0;
ALTER TABLE findings ADD COLUMN review TEXT NOT NULL DEFAULT 'unreviewed';
ALTER TABLE findings ADD COLUMN reviewed_by TEXT NOT NULL DEFAULT '';
ALTER TABLE findings ADD COLUMN reviewed_at TEXT;
CREATE INDEX findings_section ON findings(section);
CREATE INDEX findings_item ON findings(item);
CREATE INDEX findings_rule ON findings(rule, status);

ALTER TABLE derived ADD COLUMN numbers TEXT;             -- hash of the numbers that a text states

CREATE TABLE judged (
    section TEXT PRIMARY KEY REFERENCES sections(id),
    day TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    memory TEXT NOT NULL
) STRICT;

CREATE INDEX visits_finished ON visits(finished);
CREATE INDEX versions_reread ON versions(id) WHERE cause = 'reread';
CREATE INDEX item_sections_undated ON item_sections(section) WHERE listed_date IS NULL;
