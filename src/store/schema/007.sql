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
