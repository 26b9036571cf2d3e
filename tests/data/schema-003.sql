-- A database as the third version of the schema left it.
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
INSERT INTO profiles VALUES ('https://acme.example', 'deniz', 1741076127120934);
INSERT INTO profiles VALUES ('https://acme.example', 'İpek Şahin', 1741076127120935);
INSERT INTO states VALUES ('', '', 'height', '2');
INSERT INTO views VALUES ('https://acme.example', 'deniz', 'Today', 1, '{}');
INSERT INTO selections VALUES (1, 'https://acme.example', 'deniz', 'Late', 5, 1);
INSERT INTO selected_orders VALUES (1, 0, 7, '0012', 11980, 2, 'TRY');
PRAGMA user_version = 3;
