-- The host's database, version 1. Never edited once released; the next change is file 0002.
-- Money is minor units of the order's currency; times are UTC microseconds since 1970.

-- Only the SHA-256 of a token is kept: who reads this file learns none.
CREATE TABLE token (
  id         INTEGER PRIMARY KEY,
  hash       TEXT NOT NULL UNIQUE,
  scope      TEXT NOT NULL CHECK (scope IN ('publish', 'read')),
  created_us INTEGER NOT NULL,
  revoked_us INTEGER
) STRICT;

-- What the host signs with; never told to anybody.
CREATE TABLE secret (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- `manifest` is canonical JSON, files ordered by path; `digest` is its SHA-256, by which the same one is known again.
CREATE TABLE release (
  id           INTEGER PRIMARY KEY,
  base         INTEGER,
  label        TEXT NOT NULL,
  created_us   INTEGER NOT NULL,
  activated_us INTEGER,
  file_count   INTEGER NOT NULL,
  size         INTEGER NOT NULL,
  digest       TEXT NOT NULL,
  manifest     TEXT NOT NULL
) STRICT;
CREATE INDEX release_by_digest ON release (digest);

-- One row: what shoppers get. Changing it is the switch.
CREATE TABLE active_release (
  one        INTEGER PRIMARY KEY CHECK (one = 1),
  release_id INTEGER REFERENCES release (id)
) STRICT;
INSERT INTO active_release (one, release_id) VALUES (1, NULL);

-- The ledger: rows are added, never changed.
CREATE TABLE movement (
  uuid       TEXT PRIMARY KEY,
  variant_id INTEGER NOT NULL,
  delta      INTEGER NOT NULL CHECK (delta <> 0),
  reason     TEXT NOT NULL,
  reference  TEXT NOT NULL DEFAULT '',
  at_us      INTEGER NOT NULL
) STRICT;
CREATE INDEX movement_by_reference ON movement (reference) WHERE reference <> '';

-- The ledger's sum. A variant without a row has never moved: nothing of it is here.
CREATE TABLE stock (
  variant_id INTEGER PRIMARY KEY,
  on_hand    INTEGER NOT NULL
) STRICT;
CREATE TRIGGER movement_added AFTER INSERT ON movement BEGIN
  INSERT INTO stock (variant_id, on_hand) VALUES (new.variant_id, new.delta)
    ON CONFLICT (variant_id) DO UPDATE SET on_hand = on_hand + excluded.on_hand;
END;

-- `body` is the order as it was placed, in JSON; what may change since is beside it.
CREATE TABLE orders (
  id            INTEGER PRIMARY KEY,
  uuid          TEXT NOT NULL UNIQUE,
  number        TEXT NOT NULL UNIQUE,
  token         TEXT NOT NULL UNIQUE,
  key           TEXT UNIQUE,            -- the shopper's own name for the order
  digest        TEXT NOT NULL,          -- SHA-256 of the request that came with it
  release_id    INTEGER NOT NULL REFERENCES release (id),
  status        TEXT NOT NULL CHECK (status IN ('placed', 'paid', 'packed', 'shipped', 'cancelled', 'refunded')),
  tracking      TEXT NOT NULL DEFAULT '',  -- JSON {carrier, number, url}
  customer      TEXT NOT NULL,          -- the e-mail address as addresses are compared
  placed_us     INTEGER NOT NULL,
  body          TEXT NOT NULL
) STRICT;
CREATE INDEX orders_by_customer ON orders (customer);

-- Which discounts an order used: what their limits are counted by. `code` is that of one person, `customer` an e-mail
-- address as addresses are compared.
CREATE TABLE order_discount (
  order_id    INTEGER NOT NULL REFERENCES orders (id),
  discount_id INTEGER NOT NULL,
  code        TEXT NOT NULL DEFAULT '',
  customer    TEXT NOT NULL,
  PRIMARY KEY (order_id, discount_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX order_discount_by_discount ON order_discount (discount_id, customer);
CREATE INDEX order_discount_by_code ON order_discount (code) WHERE code <> '';

-- Who wants to be told when there is one again; asked twice, it is told once. `at_us` is of the last time.
CREATE TABLE stock_request (
  variant_id INTEGER NOT NULL,
  email      TEXT NOT NULL COLLATE NOCASE,
  at_us      INTEGER NOT NULL,
  PRIMARY KEY (variant_id, email)
) STRICT, WITHOUT ROWID;

-- Who asked for the newsletter, and what they agreed to. Of the tokens in letters only the SHA-256 is kept. `form` is the source
-- that something may have been promised by, be the yes given to another, and `letter_us` is of the last letter.
CREATE TABLE subscriber (
  email            TEXT PRIMARY KEY COLLATE NOCASE,
  uuid             TEXT NOT NULL UNIQUE,
  language         TEXT NOT NULL,
  source           TEXT NOT NULL,
  page             TEXT NOT NULL,
  consent          TEXT NOT NULL,
  asked_us         INTEGER NOT NULL,
  confirmed_us     INTEGER,
  withdrawn_us     INTEGER,
  confirm_hash     TEXT NOT NULL UNIQUE,
  confirm_until_us INTEGER NOT NULL,
  leave_hash       TEXT NOT NULL UNIQUE,
  form             TEXT NOT NULL,
  letter_us        INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX subscriber_by_time ON subscriber (asked_us) WHERE confirmed_us IS NULL;

-- Letters that wait for the mail program: their links lack only where the shop is found. Gone once they are sent or `until_us` is over.
CREATE TABLE outbox (
  id       INTEGER PRIMARY KEY,
  headers  TEXT NOT NULL,
  body     TEXT NOT NULL,
  tries    INTEGER NOT NULL DEFAULT 0,
  next_us  INTEGER NOT NULL,
  until_us INTEGER NOT NULL
) STRICT;
CREATE INDEX outbox_by_time ON outbox (next_us);

-- What shops pull, in order. A cursor is a `seq`; AUTOINCREMENT: a number is never given twice.
CREATE TABLE feed (
  seq  INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
