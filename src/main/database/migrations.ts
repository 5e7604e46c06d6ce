/**
 * The steps from one version of the database to the next; `user_version` counts those that were taken. A step that was
 * released is never changed: what it should have done is a new step.
 */
export const migrations: readonly string[] = [
  // 1: analyses, corrections, and which file has which content.
  `CREATE TABLE files (
    path TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    modifiedMs REAL NOT NULL,
    content TEXT NOT NULL
  ) STRICT;
  CREATE TABLE analyses (
    content TEXT NOT NULL,
    version INTEGER NOT NULL,
    -- The StoredAnalysis as JSON, or why there is none.
    result TEXT,
    failed TEXT,
    cpuSeconds REAL,
    -- Of the result, so that a list of tracks needs no parsing.
    tempo REAL,
    confidence REAL,
    readings TEXT,
    reason TEXT,
    PRIMARY KEY (content, version),
    CHECK ((result IS NULL) <> (failed IS NULL))
  ) STRICT;
  CREATE TABLE corrections (
    number INTEGER PRIMARY KEY,
    content TEXT NOT NULL,
    correction TEXT NOT NULL
  ) STRICT;
  CREATE INDEX corrections_of ON corrections (content);
  CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;`,
]
