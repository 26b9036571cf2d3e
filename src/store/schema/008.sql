-- How the reports of a carrier are read, by a name that a person gave.
CREATE TABLE carrier_maps (
  name TEXT PRIMARY KEY,
  body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
