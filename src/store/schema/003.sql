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
