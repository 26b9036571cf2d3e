CREATE TABLE profiles (
  server TEXT NOT NULL,
  username TEXT NOT NULL,
  last_used INTEGER NOT NULL,
  PRIMARY KEY (server, username)
) STRICT, WITHOUT ROWID;
