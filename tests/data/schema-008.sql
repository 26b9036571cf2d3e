-- A database as the eighth version of the schema left it.
PRAGMA application_id = 1332571753;
CREATE TABLE profiles (
  server TEXT NOT NULL,
  username TEXT NOT NULL,
  last_used INTEGER NOT NULL,
  PRIMARY KEY (server, username)
) STRICT, WITHOUT ROWID;
-- What a window remembers, by whom and what; no server and no user: for everybody on this computer.
CREATE TABLE states (
  server TEXT NOT NULL,
  username TEXT NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (server, username, key)
) STRICT, WITHOUT ROWID;
-- Ways to look at the orders, each as the small file that it also is outside; one of a profile may be
-- what its first window shows.
CREATE TABLE views (
  server TEXT NOT NULL,
  username TEXT NOT NULL,
  name TEXT NOT NULL,
  is_start INTEGER NOT NULL CHECK (is_start IN (0, 1)),
  body TEXT NOT NULL,
  PRIMARY KEY (server, username, name)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX start_views ON views (server, username) WHERE is_start = 1;
-- Frozen lists of orders. A name with a dot in front is a window's own and not shown to people.
CREATE TABLE selections (
  id INTEGER PRIMARY KEY,
  server TEXT NOT NULL,
  username TEXT NOT NULL,
  name TEXT NOT NULL,
  changed INTEGER NOT NULL,
  n_orders INTEGER NOT NULL,
  UNIQUE (server, username, name)
) STRICT;
CREATE TABLE selected_orders (
  selection INTEGER NOT NULL,
  position INTEGER NOT NULL,
  pk INTEGER NOT NULL,
  number TEXT,
  units INTEGER NOT NULL,
  scale INTEGER NOT NULL,
  currency TEXT NOT NULL,
  PRIMARY KEY (selection, position)
) STRICT, WITHOUT ROWID;
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
-- What was done from this computer: only added to, never changed.
CREATE TABLE ledger (
  id INTEGER PRIMARY KEY,
  server TEXT NOT NULL,
  username TEXT NOT NULL,
  time INTEGER NOT NULL,
  kind TEXT NOT NULL,    -- export, update, customer, cancel, return, refund, request, other
  outcome TEXT NOT NULL, -- done, refused, unknown
  order_pk INTEGER NOT NULL,
  order_number TEXT,
  subject TEXT NOT NULL,
  old_value TEXT,
  new_value TEXT,
  answer TEXT,
  folded TEXT NOT NULL   -- the texts as they are searched
) STRICT;

CREATE INDEX ledger_by_order ON ledger (server, username, order_number);
-- What moves money, or decides that it will, is here before it is asked for. An open one keeps every
-- other process away from its order.
CREATE TABLE intents (
  id TEXT PRIMARY KEY,         -- made by this computer
  server TEXT NOT NULL,
  username TEXT NOT NULL,
  order_pk INTEGER NOT NULL,
  order_number TEXT,
  kind TEXT NOT NULL,          -- cancel, manual-refund, payment-plan, reject
  thing INTEGER NOT NULL,      -- the plan or the request that it is about, or 0
  body TEXT NOT NULL,          -- what is asked for
  before TEXT NOT NULL,        -- what was there before
  state TEXT NOT NULL,         -- prepared, sent, done, not-done
  begun INTEGER NOT NULL,
  not_before INTEGER NOT NULL, -- when it can be known at the earliest that nothing was done
  ended INTEGER,
  outcome TEXT,
  owner TEXT
) STRICT;

CREATE UNIQUE INDEX open_intents ON intents (server, order_pk) WHERE ended IS NULL;
-- What was typed into order-update files and is not saved yet, by the file and what it was like then.
CREATE TABLE update_drafts (
  id INTEGER PRIMARY KEY,
  file TEXT NOT NULL,  -- its URI
  stamp TEXT NOT NULL, -- its size and time, which say whether the rows are still the same
  changed INTEGER NOT NULL,
  UNIQUE (file, stamp)
) STRICT;

-- A cell by the column's name; a name with a dot in front is something else about the row.
CREATE TABLE update_draft_cells (
  draft INTEGER NOT NULL REFERENCES update_drafts (id) ON DELETE CASCADE,
  row INTEGER NOT NULL,
  name TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (draft, row, name)
) STRICT, WITHOUT ROWID;
-- How the reports of a carrier are read, by a name that a person gave.
CREATE TABLE carrier_maps (
  name TEXT PRIMARY KEY,
  body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO profiles VALUES ('https://acme.example', 'deniz', 1741076127120934);
INSERT INTO profiles VALUES ('https://acme.example', 'İpek Şahin', 1741076127120935);
INSERT INTO states VALUES ('', '', 'height', '2');
INSERT INTO views VALUES ('https://acme.example', 'deniz', 'Today', 1, '{}');
INSERT INTO selections VALUES (1, 'https://acme.example', 'deniz', 'Late', 5, 1);
INSERT INTO selected_orders VALUES (1, 0, 7, '0012', 11980, 2, 'TRY');
INSERT INTO reference_lists VALUES ('https://acme.example', 'deniz', 9);
INSERT INTO reference_entries VALUES ('https://acme.example', 'deniz', 'channel', 0, 3, 'Web', 'web');
INSERT INTO update_runs VALUES (1, 'https://acme.example', 'deniz', 'x', 'a.csv', 1, NULL, NULL);
INSERT INTO update_rows VALUES (1, 0, 7, 'sent', '{"status": ["450", "500"]}', NULL);
INSERT INTO ledger VALUES (1, 'https://acme.example', 'deniz', 3, 'update', 'done', 7, '0012', 'a', 'b', 'c', NULL, 'a b c');
INSERT INTO intents VALUES ('i-1', 'https://acme.example', 'deniz', 7, '0012', 'cancel', 0, '{}', '{}', 'sent', 1, 2, NULL, NULL, NULL);
INSERT INTO update_drafts VALUES (1, 'file:///a.csv', '12-34', 5);
INSERT INTO update_draft_cells VALUES (1, 3, 'status', 'shipped');
INSERT INTO carrier_maps VALUES ('Yurtiçi', '{}');
PRAGMA user_version = 8;
