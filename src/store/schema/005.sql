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
