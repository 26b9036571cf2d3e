-- A database as the second version of the schema left it.
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
INSERT INTO profiles VALUES ('https://acme.example', 'deniz', 1741076127120934);
INSERT INTO profiles VALUES ('https://acme.example', 'İpek Şahin', 1741076127120935);
INSERT INTO states VALUES ('', '', 'height', '2');
PRAGMA user_version = 2;
