-- Step 6: sorting items one by one. Who said an item's category, what people corrected, and the other orders beside
-- the categories: the items of laws and the fields of standards (docs/schema.md).

ALTER TABLE items ADD COLUMN category_by TEXT NOT NULL DEFAULT 'rules' CHECK (category_by IN ('rules', 'person'));
CREATE INDEX items_doubtful ON items(category_confidence, category) WHERE category_by = 'rules' AND withheld IS NULL;
DROP INDEX items_category;
CREATE INDEX items_sorted ON items(category, published, unit, first_seen, removed_at, withheld);

CREATE TABLE category_log (
    id INTEGER PRIMARY KEY,
    item INTEGER NOT NULL REFERENCES items(id),
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    what TEXT NOT NULL CHECK (what IN ('corrected', 'released')),
    category TEXT REFERENCES categories(id),      -- what it is from then on
    previous TEXT REFERENCES categories(id),      -- what it was
    because TEXT NOT NULL
) STRICT;
CREATE INDEX category_log_item ON category_log(item);

CREATE TABLE topics (
    id TEXT PRIMARY KEY,
    dimension TEXT NOT NULL,         -- article-20, article-21, article-21-township, standard, or an operator's own
    dimension_name TEXT NOT NULL,
    name TEXT NOT NULL,
    basis TEXT NOT NULL,
    position INTEGER NOT NULL        -- in the taxonomy's order
) STRICT;

CREATE TABLE topic_categories (
    topic TEXT NOT NULL REFERENCES topics(id),
    category TEXT NOT NULL REFERENCES categories(id),
    PRIMARY KEY (topic, category)
) STRICT, WITHOUT ROWID;
CREATE INDEX topic_categories_category ON topic_categories(category);

CREATE TABLE named_topics (
    item INTEGER NOT NULL REFERENCES items(id),
    topic TEXT NOT NULL REFERENCES topics(id),
    word TEXT NOT NULL,              -- of the taxonomy, as it stands in the title or in the column's name
    PRIMARY KEY (item, topic)
) STRICT, WITHOUT ROWID;
CREATE INDEX named_topics_topic ON named_topics(topic);

CREATE VIEW item_topics AS
    SELECT items.id AS item, topic, 'category' AS mapped_by, items.category AS word
    FROM items JOIN topic_categories ON topic_categories.category = items.category
    WHERE withheld IS NULL
    UNION ALL
    SELECT item, topic, 'word', word
    FROM named_topics JOIN items ON items.id = item
    WHERE withheld IS NULL AND NOT EXISTS (
        SELECT 1 FROM topic_categories AS by_category
        WHERE by_category.topic = named_topics.topic AND by_category.category = items.category);
