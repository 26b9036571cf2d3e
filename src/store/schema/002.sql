-- What a window remembers, by whom and what; no server and no user: for everybody on this computer.
CREATE TABLE states (
  server TEXT NOT NULL,
  username TEXT NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (server, username, key)
) STRICT, WITHOUT ROWID;
