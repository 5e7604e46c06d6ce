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
  // 2: the whole library; what the user says of a track; what of a catalog is which track; the energy beside the tempo.
  `CREATE TABLE tracks (
    path TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    modifiedMs REAL NOT NULL,
    -- Null where the file could not be read.
    content TEXT,
    -- The rest is null where a file was only looked at, without being in a music folder.
    folder TEXT,
    file TEXT,
    id TEXT,
    identity TEXT,
    title TEXT,
    artist TEXT,
    album TEXT,
    duration REAL,
    tempo REAL,
    -- Why it is no track.
    problem TEXT
  ) STRICT;
  INSERT INTO tracks (path, size, modifiedMs, content) SELECT path, size, modifiedMs, content FROM files;
  DROP TABLE files;
  CREATE INDEX tracks_of ON tracks (folder);
  CREATE TABLE notes (
    identity TEXT PRIMARY KEY,
    title TEXT,
    artist TEXT,
    tempo REAL,
    mark TEXT,
    plays INTEGER NOT NULL DEFAULT 0,
    lastPlayed TEXT
  ) STRICT;
  CREATE TABLE decisions (
    number INTEGER PRIMARY KEY,
    catalog TEXT NOT NULL,
    catalogTrack TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('confirm', 'pick', 'not', 'unlink')),
    -- Of the track; null for 'unlink', which means no file at all.
    identity TEXT,
    CHECK ((identity IS NULL) = (kind = 'unlink'))
  ) STRICT;
  CREATE INDEX decisions_of ON decisions (catalog);
  ALTER TABLE analyses ADD COLUMN energy REAL;
  UPDATE analyses SET energy = json_extract(result, '$.energy');`,
  // 3: the coding that kept a file from being a track; the decoded length beside the tempo. Contents are named by their audio alone, so
  // every file is read once more: none has changed before 1970. A file that is gone stays known without a folder, so that it is found
  // again under another name. What failed for passing reasons is tried again.
  `ALTER TABLE tracks ADD COLUMN unplayable TEXT;
  ALTER TABLE analyses ADD COLUMN duration REAL;
  UPDATE analyses SET duration = json_extract(result, '$.duration');
  UPDATE tracks SET modifiedMs = -1;
  CREATE INDEX tracks_content ON tracks (content);
  CREATE INDEX tracks_identity ON tracks (identity);
  DELETE FROM analyses WHERE failed IN (
    'the file is gone', 'the file is gone, or was changed while it was read', 'it crashed the decoder', 'the analysis hung on it',
    'the analysis broke off', 'Failed to fetch', 'network error', 'Array buffer allocation failed'
  );`,
]
