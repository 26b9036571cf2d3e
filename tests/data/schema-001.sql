-- A database as the first version of the schema left it.
PRAGMA application_id = 1332571753;
CREATE TABLE profiles (
  server TEXT NOT NULL,
  username TEXT NOT NULL,
  last_used INTEGER NOT NULL,
  PRIMARY KEY (server, username)
) STRICT, WITHOUT ROWID;
INSERT INTO profiles VALUES ('https://acme.example', 'deniz', 1741076127120934);
INSERT INTO profiles VALUES ('https://acme.example', 'İpek Şahin', 1741076127120935);
PRAGMA user_version = 1;
