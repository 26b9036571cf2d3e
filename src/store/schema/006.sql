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
