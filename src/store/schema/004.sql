-- The tenant's own lists, as they were at the last sign-in: what files are checked against offline.
CREATE TABLE reference_lists (
  server TEXT NOT NULL,
  username TEXT NOT NULL,
  saved INTEGER NOT NULL,
  PRIMARY KEY (server, username)
) STRICT, WITHOUT ROWID;

CREATE TABLE reference_entries (
  server TEXT NOT NULL,
  username TEXT NOT NULL,
  kind TEXT NOT NULL,
  position INTEGER NOT NULL,
  pk INTEGER NOT NULL,
  name TEXT NOT NULL,
  code TEXT,
  PRIMARY KEY (server, username, kind, position)
) STRICT, WITHOUT ROWID;

-- One run of an order-update file. Who works on it is its owner; a run without an end was interrupted.
CREATE TABLE update_runs (
  id INTEGER PRIMARY KEY,
  server TEXT NOT NULL,
  username TEXT NOT NULL,
  content TEXT NOT NULL, -- what the file asks for, as a hash
  file TEXT NOT NULL,    -- what the file was called
  begun INTEGER NOT NULL,
  ended INTEGER,
  owner TEXT
) STRICT;

CREATE INDEX update_runs_by_content ON update_runs (server, username, content);

-- What became of the file's rows. A row is written before it is sent, with the values that it had then.
CREATE TABLE update_rows (
  run INTEGER NOT NULL REFERENCES update_runs (id) ON DELETE CASCADE,
  row INTEGER NOT NULL,
  item INTEGER NOT NULL,
  state TEXT NOT NULL,   -- sent, done, unchanged, refused
  changes TEXT NOT NULL, -- {"field": ["before", "after"]}
  reason TEXT,
  PRIMARY KEY (run, row)
) STRICT, WITHOUT ROWID;
