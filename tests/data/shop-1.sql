PRAGMA application_id = 1449751666;
PRAGMA user_version = 1;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE setting (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
INSERT INTO setting VALUES('shop.id','6b0f5f0e-3d0c-4b57-9d53-6f6d3f9b2a11');
INSERT INTO setting VALUES('shop.name','Linen');
INSERT INTO setting VALUES('shop.currency','EUR');
INSERT INTO setting VALUES('shop.language','en');
CREATE TABLE journal (
  id           INTEGER PRIMARY KEY,
  label        TEXT NOT NULL,
  coalesce_key TEXT,
  created_us   INTEGER NOT NULL,
  changed_us   INTEGER NOT NULL,
  undone       INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1)),
  added        TEXT NOT NULL DEFAULT '',  -- 'table first last rows' a line: rows whose first key column is in that range
  changeset    BLOB NOT NULL
) STRICT;
INSERT INTO journal VALUES(1,'Add product “Shirt”',NULL,1700000000000000,1700000000000000,0,'',X'54100100000000000000000000000000000070726f647563740012000100000000000000010305736869727403055368697274030003000300030564726166740300030003087374616e646172640300050300050100060a24181e40000100060a24181e400054100100000000000000000000000000000076617269616e740012000100000000000000020100000000000000010100000000000000000303532d31030001000000000000132405050100000000000000000301670100000000000000010100000000000000000501000000000000000105030054040100000073746f636b5f706c61636500120001000000000000000303044d61696e010000000000000000010000000000000000540901020000000000000073746f636b5f6d6f76656d656e740012000100000000000000020100000000000000040100000000000000030100000000000000070308726563656976656403000300050100060a24181e4000540301020073746f636b5f6c6576656c001201010000000000000002010000000000000003010000000000000007');
INSERT INTO journal VALUES(2,'Edit title of “Linen shirt”',NULL,1700000000000000,1700000000000000,0,'',X'54100100000000000000000000000000000070726f647563740017000100000000000000010003055368697274000000000000000000000000000000030b4c696e656e20736869727400000000000000000000000000');
CREATE TABLE media (
  sha256   TEXT PRIMARY KEY,
  type     TEXT NOT NULL,
  name     TEXT NOT NULL,
  size     INTEGER NOT NULL,
  width    INTEGER NOT NULL DEFAULT 0,
  height   INTEGER NOT NULL DEFAULT 0,
  ground   INTEGER NOT NULL DEFAULT 0,  -- three colours of a photograph; 0: none
  credit   TEXT NOT NULL DEFAULT '',
  added_us INTEGER NOT NULL
) STRICT;
CREATE TABLE media_source (
  url    TEXT PRIMARY KEY,
  sha256 TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE media_look (
  sha256  TEXT PRIMARY KEY,
  version INTEGER NOT NULL,  -- of how it was looked at
  colours TEXT NOT NULL,     -- of what is for sale, spaces between, the most of it first: 'brown beige'
  shades  BLOB NOT NULL,     -- its dominant colours; empty: it cannot be looked at
  look    BLOB NOT NULL      -- what is compared to find look-alikes
) STRICT, WITHOUT ROWID;
CREATE TABLE translation (
  kind     TEXT NOT NULL,              -- the table: 'product', 'collection', 'photo', 'page' …
  row_id   INTEGER NOT NULL,
  field    TEXT NOT NULL,              -- its column
  language TEXT NOT NULL,
  value    TEXT NOT NULL CHECK (value <> ''),
  PRIMARY KEY (kind, row_id, field, language)
) STRICT, WITHOUT ROWID;
CREATE TABLE size_table (
  id    INTEGER PRIMARY KEY,
  name  TEXT NOT NULL,
  cells TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE product (
  id               INTEGER PRIMARY KEY,
  handle           TEXT NOT NULL UNIQUE,
  title            TEXT NOT NULL,
  description_html TEXT NOT NULL DEFAULT '',
  vendor           TEXT NOT NULL DEFAULT '',
  product_type     TEXT NOT NULL DEFAULT '',
  status           TEXT NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'active', 'archived')),
  seo_title        TEXT NOT NULL DEFAULT '',
  seo_description  TEXT NOT NULL DEFAULT '',
  tax_class        TEXT NOT NULL DEFAULT 'standard',
  shipping_class   TEXT NOT NULL DEFAULT '',  -- 'bulky': what rows of shipping_rate ask for; '': none
  size_table_id    INTEGER REFERENCES size_table (id),
  option_names     TEXT NOT NULL DEFAULT '',
  publish_us       INTEGER,            -- not public before; NULL: as soon as it is active
  created_us       INTEGER NOT NULL,
  updated_us       INTEGER NOT NULL
) STRICT;
INSERT INTO product VALUES(1,'shirt','Linen shirt','','','','draft','','','standard','',NULL,'',NULL,1700000000000000,1700000000000000);
CREATE TABLE product_tag (
  product_id INTEGER NOT NULL REFERENCES product (id),
  tag        TEXT NOT NULL,
  PRIMARY KEY (product_id, tag)
) STRICT, WITHOUT ROWID;
CREATE TABLE old_handle (
  kind      TEXT NOT NULL CHECK (kind IN ('product', 'collection', 'page', 'post', 'live_event')),
  language  TEXT NOT NULL DEFAULT '',   -- '' is the shop's first
  handle    TEXT NOT NULL,
  target_id INTEGER NOT NULL,
  PRIMARY KEY (kind, language, handle)
) STRICT, WITHOUT ROWID;
CREATE TABLE related_product (
  product_id INTEGER NOT NULL REFERENCES product (id),
  related_id INTEGER NOT NULL REFERENCES product (id),
  position   INTEGER NOT NULL,
  PRIMARY KEY (product_id, related_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE product_video (
  id         INTEGER PRIMARY KEY,
  product_id INTEGER NOT NULL REFERENCES product (id),
  position   INTEGER NOT NULL,
  url        TEXT NOT NULL,
  title      TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE product_fact (
  id         INTEGER PRIMARY KEY,
  product_id INTEGER NOT NULL REFERENCES product (id),
  position   INTEGER NOT NULL,
  name       TEXT NOT NULL,
  value      TEXT NOT NULL
) STRICT;
CREATE TABLE review (
  id         INTEGER PRIMARY KEY,
  product_id INTEGER NOT NULL REFERENCES product (id),
  name       TEXT NOT NULL,
  rating     INTEGER NOT NULL CHECK (rating BETWEEN 1 AND 5),
  title      TEXT NOT NULL DEFAULT '',
  body       TEXT NOT NULL DEFAULT '',
  language   TEXT NOT NULL DEFAULT '',   -- BCP 47; '': not known
  verified   INTEGER NOT NULL DEFAULT 0 CHECK (verified IN (0, 1)),  -- the shop knows that the product was bought
  reply      TEXT NOT NULL DEFAULT '',
  status     TEXT NOT NULL DEFAULT 'hidden' CHECK (status IN ('hidden', 'shown')),
  written_us INTEGER NOT NULL
) STRICT;
CREATE TABLE photo (
  id         INTEGER PRIMARY KEY,
  product_id INTEGER NOT NULL REFERENCES product (id),
  position   INTEGER NOT NULL,
  sha256     TEXT NOT NULL REFERENCES media (sha256),
  alt        TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE variant (
  id               INTEGER PRIMARY KEY,
  product_id       INTEGER NOT NULL REFERENCES product (id),
  position         INTEGER NOT NULL,
  sku              TEXT NOT NULL DEFAULT '',
  barcode          TEXT NOT NULL DEFAULT '',
  price_minor      INTEGER NOT NULL DEFAULT 0 CHECK (price_minor >= 0),
  compare_at_minor INTEGER CHECK (compare_at_minor >= 0),
  cost_minor       INTEGER CHECK (cost_minor >= 0),
  weight_g         INTEGER NOT NULL DEFAULT 0 CHECK (weight_g >= 0),
  weight_unit      TEXT NOT NULL DEFAULT 'g' CHECK (weight_unit IN ('g', 'kg', 'oz', 'lb')),  -- that people read it in
  track_stock      INTEGER NOT NULL DEFAULT 1 CHECK (track_stock IN (0, 1)),
  backorder        INTEGER NOT NULL DEFAULT 0 CHECK (backorder IN (0, 1)),  -- sold when there is none
  low_stock        INTEGER CHECK (low_stock >= 0),  -- at or below which it is to be bought again; NULL: as the shop
  shipped          INTEGER NOT NULL DEFAULT 1 CHECK (shipped IN (0, 1)),    -- 0: a service, a download
  photo_id         INTEGER REFERENCES photo (id),
  option_values    TEXT NOT NULL DEFAULT ''   -- (Mustard, Large): one for each of its product's option_names
) STRICT;
INSERT INTO variant VALUES(2,1,0,'S-1','',4900,NULL,NULL,0,'g',1,0,NULL,1,NULL,'');
CREATE TABLE collection (
  id               INTEGER PRIMARY KEY,
  handle           TEXT NOT NULL UNIQUE,
  title            TEXT NOT NULL,
  description_html TEXT NOT NULL DEFAULT '',
  position         INTEGER NOT NULL DEFAULT 0,
  parent_id        INTEGER REFERENCES collection (id),
  sha256           TEXT REFERENCES media (sha256),
  seo_title        TEXT NOT NULL DEFAULT '',
  seo_description  TEXT NOT NULL DEFAULT '',
  rule_match       TEXT NOT NULL DEFAULT '' CHECK (rule_match IN ('', 'all', 'any'))  -- '': products are put in by hand
) STRICT;
CREATE TABLE collection_rule (
  id            INTEGER PRIMARY KEY,
  collection_id INTEGER NOT NULL REFERENCES collection (id),
  position      INTEGER NOT NULL,
  field         TEXT NOT NULL,         -- 'title', 'vendor', 'tag', 'price' …
  relation      TEXT NOT NULL,         -- 'is', 'is-not', 'contains', 'above' …
  value         TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE collection_product (
  collection_id INTEGER NOT NULL REFERENCES collection (id),
  product_id    INTEGER NOT NULL REFERENCES product (id),
  position      INTEGER NOT NULL,
  PRIMARY KEY (collection_id, product_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE stock_place (
  id       INTEGER PRIMARY KEY,
  name     TEXT NOT NULL,
  position INTEGER NOT NULL DEFAULT 0,
  closed   INTEGER NOT NULL DEFAULT 0 CHECK (closed IN (0, 1))  -- the ledger names it, but nothing is kept there
) STRICT;
INSERT INTO stock_place VALUES(3,'Main',0,0);
CREATE TABLE stock_movement (
  variant_id INTEGER NOT NULL REFERENCES variant (id),
  id         INTEGER NOT NULL,
  place_id   INTEGER NOT NULL REFERENCES stock_place (id),
  delta      INTEGER NOT NULL CHECK (delta <> 0),
  reason     TEXT NOT NULL CHECK (reason IN ('received', 'counted', 'sold', 'returned', 'damaged', 'moved')),
  reference  TEXT NOT NULL DEFAULT '',
  origin     TEXT NOT NULL DEFAULT '',
  uuid       TEXT,
  at_us      INTEGER NOT NULL,
  PRIMARY KEY (variant_id, id)
) STRICT, WITHOUT ROWID;
INSERT INTO stock_movement VALUES(2,4,3,7,'received','','',NULL,1700000000000000);
CREATE TABLE stock_level (
  variant_id INTEGER NOT NULL,
  place_id   INTEGER NOT NULL,
  on_hand    INTEGER NOT NULL,
  PRIMARY KEY (variant_id, place_id)
) STRICT, WITHOUT ROWID;
INSERT INTO stock_level VALUES(2,3,7);
CREATE TABLE stocktake (
  id         INTEGER PRIMARY KEY,
  place_id   INTEGER NOT NULL REFERENCES stock_place (id),
  started_us INTEGER NOT NULL,
  applied_us INTEGER
) STRICT;
CREATE TABLE stocktake_line (
  stocktake_id INTEGER NOT NULL REFERENCES stocktake (id),
  variant_id   INTEGER NOT NULL REFERENCES variant (id),
  counted      INTEGER NOT NULL CHECK (counted >= 0),
  counted_us   INTEGER NOT NULL,
  PRIMARY KEY (stocktake_id, variant_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE price_history (
  variant_id  INTEGER NOT NULL,
  since_us    INTEGER NOT NULL,
  price_minor INTEGER NOT NULL,
  PRIMARY KEY (variant_id, since_us)
) STRICT, WITHOUT ROWID;
CREATE TABLE price_change (
  variant_id  INTEGER NOT NULL,
  at_us       INTEGER NOT NULL,
  price_minor INTEGER NOT NULL,
  PRIMARY KEY (variant_id, at_us)
) STRICT, WITHOUT ROWID;
CREATE TABLE page (
  id              INTEGER PRIMARY KEY,
  handle          TEXT NOT NULL UNIQUE,
  title           TEXT NOT NULL,
  body_markdown   TEXT NOT NULL DEFAULT '',
  seo_title       TEXT NOT NULL DEFAULT '',
  seo_description TEXT NOT NULL DEFAULT '',
  status          TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('draft', 'active')),
  updated_us      INTEGER NOT NULL
) STRICT;
CREATE TABLE post (
  id              INTEGER PRIMARY KEY,
  handle          TEXT NOT NULL UNIQUE,
  title           TEXT NOT NULL,
  summary         TEXT NOT NULL DEFAULT '',
  body_markdown   TEXT NOT NULL DEFAULT '',
  author          TEXT NOT NULL DEFAULT '',
  sha256          TEXT REFERENCES media (sha256),
  alt             TEXT NOT NULL DEFAULT '',
  seo_title       TEXT NOT NULL DEFAULT '',
  seo_description TEXT NOT NULL DEFAULT '',
  status          TEXT NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'active')),
  publish_us      INTEGER NOT NULL,       -- its date; not public before
  updated_us      INTEGER NOT NULL
) STRICT;
CREATE TABLE live_event (
  id         INTEGER PRIMARY KEY,
  handle     TEXT NOT NULL UNIQUE,
  title      TEXT NOT NULL,
  body       TEXT NOT NULL DEFAULT '',
  video_url  TEXT NOT NULL DEFAULT '',
  code       TEXT NOT NULL DEFAULT '',    -- of a discount
  sha256     TEXT REFERENCES media (sha256),
  alt        TEXT NOT NULL DEFAULT '',
  status     TEXT NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'active')),
  starts_us  INTEGER NOT NULL,
  ends_us    INTEGER NOT NULL,
  updated_us INTEGER NOT NULL
) STRICT;
CREATE TABLE live_product (
  live_id    INTEGER NOT NULL REFERENCES live_event (id),
  product_id INTEGER NOT NULL REFERENCES product (id),
  position   INTEGER NOT NULL,
  PRIMARY KEY (live_id, product_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE service_channel (
  id       INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,
  kind     TEXT NOT NULL,               -- 'whatsapp', 'line', 'phone', 'form' …
  value    TEXT NOT NULL DEFAULT '',    -- number, name or address there
  label    TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE opening_hours (
  weekday    INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),
  opens_min  INTEGER NOT NULL CHECK (opens_min BETWEEN 0 AND 1439),
  closes_min INTEGER NOT NULL CHECK (closes_min BETWEEN 1 AND 1440),
  PRIMARY KEY (weekday, opens_min),
  CHECK (closes_min > opens_min)
) STRICT, WITHOUT ROWID;
CREATE TABLE closed_day (
  day  TEXT PRIMARY KEY,                -- '2026-12-25'
  name TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
CREATE TABLE menu_item (
  id       INTEGER PRIMARY KEY,
  menu     TEXT NOT NULL CHECK (menu IN ('header', 'footer')),
  position INTEGER NOT NULL,
  title    TEXT NOT NULL,
  target   TEXT NOT NULL
) STRICT;
CREATE TABLE section (
  id       INTEGER PRIMARY KEY,
  page     TEXT NOT NULL CHECK (page IN ('home', 'collection', 'product')),
  position INTEGER NOT NULL,
  kind     TEXT NOT NULL CHECK (kind IN ('hero', 'collections', 'products', 'window', 'story', 'gallery', 'reviews',
                                         'newsletter', 'video')),
  title    TEXT NOT NULL DEFAULT '',
  body     TEXT NOT NULL DEFAULT '',
  action   TEXT NOT NULL DEFAULT '',
  note     TEXT NOT NULL DEFAULT '',
  target   TEXT NOT NULL DEFAULT '',
  sha256   TEXT REFERENCES media (sha256),
  alt      TEXT NOT NULL DEFAULT '',
  settings TEXT NOT NULL DEFAULT '{}'
) STRICT;
CREATE TABLE section_picture (
  id         INTEGER PRIMARY KEY,
  section_id INTEGER NOT NULL REFERENCES section (id),
  position   INTEGER NOT NULL,
  sha256     TEXT NOT NULL REFERENCES media (sha256),
  alt        TEXT NOT NULL DEFAULT '',
  target     TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE brand_token (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
CREATE TABLE brand_asset (
  id     TEXT PRIMARY KEY,
  layout TEXT NOT NULL
) STRICT;
CREATE TABLE brand_face (
  position     INTEGER PRIMARY KEY,
  family       TEXT NOT NULL,
  kind         TEXT NOT NULL CHECK (kind IN ('sans', 'serif', 'mono')),
  types        INTEGER NOT NULL,  -- bits: 1 headings, 2 texts
  is_companion INTEGER NOT NULL CHECK (is_companion IN (0, 1)),  -- 1: for a script that the chosen family lacks
  script       TEXT NOT NULL,
  ranges       TEXT NOT NULL,     -- 'U+20-7E,U+A9'
  weight_min   INTEGER NOT NULL,
  weight_max   INTEGER NOT NULL,
  width        INTEGER NOT NULL,  -- of a letter on average, as the next four in thousandths of the size
  digit        INTEGER NOT NULL,  -- width of a digit
  ascent       INTEGER NOT NULL,
  descent      INTEGER NOT NULL,
  gap          INTEGER NOT NULL,
  recipe       TEXT NOT NULL,     -- a hash of what it was made of
  sha256       TEXT NOT NULL,     -- of bytes
  bytes        BLOB NOT NULL      -- WOFF2
) STRICT;
CREATE TABLE discount (
  id               INTEGER PRIMARY KEY,
  title            TEXT NOT NULL,
  method           TEXT NOT NULL DEFAULT 'code' CHECK (method IN ('code', 'automatic', 'codes')),  -- 'codes': discount_code
  code             TEXT NOT NULL DEFAULT '' COLLATE NOCASE,
  kind             TEXT NOT NULL CHECK (kind IN ('percent', 'fixed', 'free-shipping', 'each', 'buy-get', 'tiered-percent',
                                                 'tiered-fixed')),
  value            INTEGER NOT NULL DEFAULT 0 CHECK (value >= 0),  -- basis points or minor units
  tier_basis       TEXT NOT NULL DEFAULT 'subtotal' CHECK (tier_basis IN ('subtotal', 'quantity')),
  buy_quantity     INTEGER NOT NULL DEFAULT 1 CHECK (buy_quantity > 0),
  get_quantity     INTEGER NOT NULL DEFAULT 1 CHECK (get_quantity > 0),
  get_times        INTEGER CHECK (get_times > 0),          -- how often in one order; NULL: as often as it can
  scope            TEXT NOT NULL DEFAULT 'all' CHECK (scope IN ('all', 'chosen')),  -- 'chosen': on its discount_targets
  minimum_minor    INTEGER NOT NULL DEFAULT 0 CHECK (minimum_minor >= 0),
  minimum_quantity INTEGER NOT NULL DEFAULT 0 CHECK (minimum_quantity >= 0),
  usage_limit      INTEGER CHECK (usage_limit > 0),
  customer_limit   INTEGER CHECK (customer_limit > 0),
  audience         TEXT NOT NULL DEFAULT 'all' CHECK (audience IN ('all', 'new', 'returning', 'subscribers')),
  countries        TEXT NOT NULL DEFAULT '',               -- ISO 3166-1 codes with spaces between; '': all
  combines         TEXT NOT NULL DEFAULT 'delivery' CHECK (combines IN ('none', 'delivery', 'all')),
  priority         INTEGER NOT NULL DEFAULT 0,
  starts_us        INTEGER,
  ends_us          INTEGER,
  status           TEXT NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'active'))
) STRICT;
CREATE TABLE discount_target (
  id            INTEGER PRIMARY KEY,
  discount_id   INTEGER NOT NULL REFERENCES discount (id),
  role          TEXT NOT NULL DEFAULT 'on' CHECK (role IN ('on', 'buy')),
  collection_id INTEGER REFERENCES collection (id),
  product_id    INTEGER REFERENCES product (id),
  variant_id    INTEGER REFERENCES variant (id),
  CHECK ((collection_id IS NOT NULL) + (product_id IS NOT NULL) + (variant_id IS NOT NULL) = 1)
) STRICT;
CREATE TABLE discount_tier (
  discount_id INTEGER NOT NULL REFERENCES discount (id),
  from_value  INTEGER NOT NULL CHECK (from_value > 0),     -- minor units or pieces, by tier_basis
  value       INTEGER NOT NULL CHECK (value > 0),
  PRIMARY KEY (discount_id, from_value)
) STRICT, WITHOUT ROWID;
CREATE TABLE discount_code (
  id          INTEGER PRIMARY KEY,
  discount_id INTEGER NOT NULL REFERENCES discount (id),
  hash        TEXT NOT NULL UNIQUE,    -- SHA-256 of the code as it is compared
  code        TEXT NOT NULL DEFAULT '',
  made_us     INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE popup (
  id                INTEGER PRIMARY KEY,
  name              TEXT NOT NULL,
  status            TEXT NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'active')),
  goal              TEXT NOT NULL DEFAULT 'announce' CHECK (goal IN ('leaving', 'welcome', 'newsletter', 'announce', 'cart', 'stock', 'age', 'live')),
  layout            TEXT NOT NULL DEFAULT 'centre' CHECK (layout IN ('centre', 'corner', 'bar', 'full', 'inline')),
  position          INTEGER NOT NULL DEFAULT 0,   -- of several that match the first is shown
  trigger_kind      TEXT NOT NULL DEFAULT 'exit' CHECK (trigger_kind IN ('exit', 'time', 'scroll', 'pages', 'cart', 'idle', 'click')),
  trigger_value     INTEGER NOT NULL DEFAULT 10 CHECK (trigger_value >= 0),
  trigger_word      TEXT NOT NULL DEFAULT '',     -- of 'click': links to #word open it
  phone_trigger     TEXT NOT NULL DEFAULT 'scroll-up' CHECK (phone_trigger IN ('scroll-up', 'back', 'idle', 'return', 'none')),
  audience          TEXT NOT NULL DEFAULT '{}',
  starts_us         INTEGER,
  ends_us           INTEGER,
  headline          TEXT NOT NULL DEFAULT '',
  body              TEXT NOT NULL DEFAULT '',
  accept_label      TEXT NOT NULL DEFAULT '',
  decline_label     TEXT NOT NULL DEFAULT '',
  target            TEXT NOT NULL DEFAULT '',
  discount_id       INTEGER REFERENCES discount (id),
  countdown         INTEGER NOT NULL DEFAULT 1 CHECK (countdown IN (0, 1)),
  evergreen_minutes INTEGER NOT NULL DEFAULT 0 CHECK (evergreen_minutes >= 0), -- each visitor's own end; 0: the discount's
  blocks            TEXT NOT NULL DEFAULT '',
  products          TEXT NOT NULL DEFAULT 'target' CHECK (products IN ('none', 'target', 'related', 'suggested')),
  form              TEXT NOT NULL DEFAULT 'none' CHECK (form IN ('none', 'newsletter', 'stock')),
  consent           TEXT NOT NULL DEFAULT '',     -- what who sends the form agrees to
  thanks            TEXT NOT NULL DEFAULT '',     -- once it was sent
  sha256            TEXT REFERENCES media (sha256),
  alt               TEXT NOT NULL DEFAULT '',
  quiet_days        INTEGER NOT NULL DEFAULT 30 CHECK (quiet_days >= 0),
  most_shows        INTEGER NOT NULL DEFAULT 0 CHECK (most_shows >= 0),        -- to one visitor; 0: no limit
  weight            INTEGER NOT NULL DEFAULT 1 CHECK (weight BETWEEN 0 AND 100) -- its share beside its variants
) STRICT;
CREATE TABLE popup_variant (
  id            INTEGER PRIMARY KEY,
  popup_id      INTEGER NOT NULL REFERENCES popup (id),
  position      INTEGER NOT NULL,
  name          TEXT NOT NULL,
  weight        INTEGER NOT NULL DEFAULT 1 CHECK (weight BETWEEN 0 AND 100),
  headline      TEXT NOT NULL DEFAULT '',
  body          TEXT NOT NULL DEFAULT '',
  accept_label  TEXT NOT NULL DEFAULT '',
  decline_label TEXT NOT NULL DEFAULT '',
  sha256        TEXT REFERENCES media (sha256),
  alt           TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE shipping_zone (
  id        INTEGER PRIMARY KEY,
  name      TEXT NOT NULL,
  position  INTEGER NOT NULL,
  countries TEXT NOT NULL,             -- ISO 3166-1 codes; '*' is everywhere
  states    TEXT NOT NULL DEFAULT '',  -- ISO 3166-2 codes without the country, 'SP RJ'; '': all
  postcodes TEXT NOT NULL DEFAULT ''   -- '4000123 41* 4200...4299'; '': all
) STRICT;
CREATE TABLE shipping_method (
  id              INTEGER PRIMARY KEY,
  zone_id         INTEGER NOT NULL REFERENCES shipping_zone (id),
  position        INTEGER NOT NULL,
  name            TEXT NOT NULL,
  kind            TEXT NOT NULL DEFAULT 'delivery' CHECK (kind IN ('delivery', 'pickup')),
  carrier         TEXT NOT NULL DEFAULT '',
  note            TEXT NOT NULL DEFAULT '',     -- what shoppers read below the name
  place_id        INTEGER,                      -- a stock_place that may be gone; not public
  address         TEXT NOT NULL DEFAULT '',     -- where it is collected
  days_min        INTEGER NOT NULL DEFAULT 0,   -- working days on the way; both 0: not told
  days_max        INTEGER NOT NULL DEFAULT 0,
  cutoff_min      INTEGER CHECK (cutoff_min BETWEEN 0 AND 1439),  -- minute of the day until which it leaves that day
  weekdays        INTEGER NOT NULL DEFAULT 31 CHECK (weekdays BETWEEN 1 AND 127),  -- working days: bit 0 is Monday
  free_over_minor INTEGER CHECK (free_over_minor >= 0),
  handling_minor  INTEGER NOT NULL DEFAULT 0 CHECK (handling_minor >= 0),
  max_weight_g    INTEGER CHECK (max_weight_g > 0),
  tax_class       TEXT NOT NULL DEFAULT 'standard'
) STRICT;
CREATE TABLE shipping_rate (
  id             INTEGER PRIMARY KEY,
  method_id      INTEGER NOT NULL REFERENCES shipping_method (id),
  position       INTEGER NOT NULL,
  basis          TEXT NOT NULL DEFAULT 'always' CHECK (basis IN ('always', 'weight', 'price', 'items', 'class')),
  class          TEXT NOT NULL DEFAULT '',     -- only goods of this shipping class count; '': all do
  from_value     INTEGER NOT NULL DEFAULT 0 CHECK (from_value >= 0),  -- grams, minor units or pieces
  below_value    INTEGER CHECK (below_value > from_value),
  base_minor     INTEGER NOT NULL DEFAULT 0 CHECK (base_minor >= 0),
  per_item_minor INTEGER NOT NULL DEFAULT 0 CHECK (per_item_minor >= 0),
  per_step_minor INTEGER NOT NULL DEFAULT 0 CHECK (per_step_minor >= 0),  -- for each step_g begun
  step_g         INTEGER NOT NULL DEFAULT 1000 CHECK (step_g > 0),
  percent_bp     INTEGER NOT NULL DEFAULT 0 CHECK (percent_bp BETWEEN 0 AND 10000),
  stop           INTEGER NOT NULL DEFAULT 1 CHECK (stop IN (0, 1))
) STRICT;
CREATE TABLE tax_rate (
  id      INTEGER PRIMARY KEY,
  class   TEXT NOT NULL,
  country TEXT NOT NULL DEFAULT '*',
  state   TEXT NOT NULL DEFAULT '',    -- ISO 3166-2 without the country; '': the whole country
  name    TEXT NOT NULL,
  rate_bp INTEGER NOT NULL CHECK (rate_bp BETWEEN 0 AND 100000),
  UNIQUE (class, country, state)
) STRICT;
CREATE TABLE payment_method (
  id            INTEGER PRIMARY KEY,
  position      INTEGER NOT NULL,
  kind          TEXT NOT NULL CHECK (kind IN ('transfer', 'on-delivery', 'pix', 'promptpay', 'link')),
  name          TEXT NOT NULL,
  instructions  TEXT NOT NULL DEFAULT '',  -- Markdown
  account       TEXT NOT NULL DEFAULT '',  -- IBAN, Pix key, PromptPay number; of a link its address with {amount} …
  holder        TEXT NOT NULL DEFAULT '',
  city          TEXT NOT NULL DEFAULT '',
  countries     TEXT NOT NULL DEFAULT '',  -- ISO 3166-1 codes that may pay so; '': all
  minimum_minor INTEGER CHECK (minimum_minor >= 0),
  maximum_minor INTEGER CHECK (maximum_minor >= 0)
) STRICT;
CREATE TABLE orders (
  id             INTEGER PRIMARY KEY,
  uuid           TEXT NOT NULL UNIQUE,
  host_id        INTEGER NOT NULL,
  number         TEXT NOT NULL,
  status         TEXT NOT NULL,
  placed_us      INTEGER NOT NULL,
  currency       TEXT NOT NULL,
  subtotal_minor INTEGER NOT NULL,
  discount_minor INTEGER NOT NULL,
  shipping_minor INTEGER NOT NULL,
  tax_minor      INTEGER NOT NULL,
  total_minor    INTEGER NOT NULL,
  discount_code  TEXT NOT NULL DEFAULT '',
  shipping_name  TEXT NOT NULL DEFAULT '',
  payment_name   TEXT NOT NULL DEFAULT '',
  email          TEXT NOT NULL DEFAULT '',
  name           TEXT NOT NULL DEFAULT '',
  phone          TEXT NOT NULL DEFAULT '',
  country        TEXT NOT NULL DEFAULT '',
  postcode       TEXT NOT NULL DEFAULT '',
  address        TEXT NOT NULL DEFAULT '',
  city           TEXT NOT NULL DEFAULT '',
  note           TEXT NOT NULL DEFAULT '',
  state          TEXT NOT NULL DEFAULT '',
  document       TEXT NOT NULL DEFAULT '',   -- the buyer's tax number
  language       TEXT NOT NULL DEFAULT ''    -- of the page that was ordered from
) STRICT;
CREATE TABLE order_line (
  order_id       INTEGER NOT NULL REFERENCES orders (id),
  position       INTEGER NOT NULL,
  variant_id     INTEGER NOT NULL,
  sku            TEXT NOT NULL,
  title          TEXT NOT NULL,
  quantity       INTEGER NOT NULL CHECK (quantity > 0),
  price_minor    INTEGER NOT NULL,
  discount_minor INTEGER NOT NULL DEFAULT 0,
  total_minor    INTEGER NOT NULL,
  PRIMARY KEY (order_id, position)
) STRICT;
CREATE TABLE order_discount (
  order_id     INTEGER NOT NULL REFERENCES orders (id),
  position     INTEGER NOT NULL,
  discount_id  INTEGER NOT NULL,
  title        TEXT NOT NULL,
  code         TEXT NOT NULL DEFAULT '',
  amount_minor INTEGER NOT NULL,
  PRIMARY KEY (order_id, position)
) STRICT;
CREATE TABLE message (
  id         INTEGER PRIMARY KEY,
  uuid       TEXT NOT NULL UNIQUE,
  host_id    INTEGER NOT NULL,
  sent_us    INTEGER NOT NULL,
  name       TEXT NOT NULL DEFAULT '',
  email      TEXT NOT NULL DEFAULT '',
  phone      TEXT NOT NULL DEFAULT '',
  body       TEXT NOT NULL,
  about      TEXT NOT NULL DEFAULT '',  -- an order's number, or the path of a page
  language   TEXT NOT NULL DEFAULT '',
  handled_us INTEGER
) STRICT;
CREATE TABLE stock_request (
  id         INTEGER PRIMARY KEY,
  uuid       TEXT NOT NULL UNIQUE,
  host_id    INTEGER NOT NULL,
  sent_us    INTEGER NOT NULL,
  variant_id INTEGER NOT NULL,
  email      TEXT NOT NULL,
  language   TEXT NOT NULL DEFAULT '',
  handled_us INTEGER
) STRICT;
CREATE TABLE sale_count (
  product_id INTEGER NOT NULL,
  other_id   INTEGER NOT NULL,
  orders     INTEGER NOT NULL,
  PRIMARY KEY (product_id, other_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE subscriber (
  id           INTEGER PRIMARY KEY,
  uuid         TEXT NOT NULL UNIQUE,
  host_id      INTEGER NOT NULL,
  email        TEXT NOT NULL COLLATE NOCASE,
  language     TEXT NOT NULL DEFAULT '',
  source       TEXT NOT NULL DEFAULT '',  -- "section", "popup:12", …
  page         TEXT NOT NULL DEFAULT '',  -- where the form stood
  consent      TEXT NOT NULL,
  asked_us     INTEGER NOT NULL,
  confirmed_us INTEGER NOT NULL,
  withdrawn_us INTEGER
) STRICT;
CREATE TABLE event (
  uuid       TEXT PRIMARY KEY,
  host_id    INTEGER NOT NULL,
  at_us      INTEGER NOT NULL,
  visit      TEXT NOT NULL,
  kind       TEXT NOT NULL,             -- 'view', 'search', 'click', 'cart', 'purchase', 'popup-shown' …
  product_id INTEGER,
  variant_id INTEGER,
  query      TEXT NOT NULL DEFAULT '',
  path       TEXT NOT NULL DEFAULT '',
  value      INTEGER,
  popup_id   INTEGER,                   -- that was shown, or in whose visit something was bought
  popup_variant INTEGER                 -- of it; 0: its own words
) STRICT, WITHOUT ROWID;
CREATE TABLE search_synonym (
  id       INTEGER PRIMARY KEY,
  language TEXT NOT NULL DEFAULT '',    -- '' is every language
  source   TEXT NOT NULL DEFAULT '',    -- '': each finds all; else who asks for this finds the words, not the other way
  words    TEXT NOT NULL                -- ", " between them
) STRICT;
CREATE TABLE search_rule (
  id         INTEGER PRIMARY KEY,
  language   TEXT NOT NULL DEFAULT '',  -- '' is every language
  query      TEXT NOT NULL,             -- small letters, single spaces
  kind       TEXT NOT NULL CHECK (kind IN ('pin', 'hide', 'boost', 'redirect')),
  product_id INTEGER REFERENCES product (id) CHECK ((product_id IS NULL) = (kind = 'redirect')),
  position   INTEGER NOT NULL DEFAULT 0,  -- of a pin among the pins
  percent    INTEGER NOT NULL DEFAULT 0,  -- of a boost: how much more, or less, its score counts
  path       TEXT NOT NULL DEFAULT ''     -- of a redirect: "/collections/chairs"
) STRICT;
CREATE TABLE search_test (
  id         INTEGER PRIMARY KEY,
  language   TEXT NOT NULL,
  query      TEXT NOT NULL,
  product_id INTEGER NOT NULL REFERENCES product (id),
  within     INTEGER NOT NULL DEFAULT 4 CHECK (within BETWEEN 1 AND 100)
) STRICT;
CREATE TABLE search_signal (
  query      TEXT NOT NULL,             -- its words as they are compared; '': whatever is asked
  product_id INTEGER NOT NULL,
  weight     INTEGER NOT NULL,          -- what the score is multiplied by, in 256ths
  visits     INTEGER NOT NULL DEFAULT 0,
  clicks     INTEGER NOT NULL DEFAULT 0,
  carts      INTEGER NOT NULL DEFAULT 0,
  purchases  INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (query, product_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE host (
  id          INTEGER PRIMARY KEY,
  name        TEXT NOT NULL UNIQUE,
  kind        TEXT NOT NULL CHECK (kind IN ('vitrine', 'medusa', 'woocommerce')),
  url         TEXT NOT NULL,
  fingerprint TEXT NOT NULL DEFAULT '',   -- SHA-256 of the certificate that is trusted without an authority
  release_id  TEXT NOT NULL DEFAULT '',   -- what this shop believes to be live there
  snapshot    TEXT NOT NULL DEFAULT '',   -- SHA-256 of that release's catalogue
  feed_cursor TEXT NOT NULL DEFAULT '',
  is_default  INTEGER NOT NULL DEFAULT 0 CHECK (is_default IN (0, 1))
) STRICT;
CREATE TABLE host_movement (
  host_id    INTEGER NOT NULL,
  uuid       TEXT NOT NULL,
  origin     TEXT NOT NULL,               -- uuid of the ledger's movement
  variant_id INTEGER NOT NULL,
  delta      INTEGER NOT NULL,
  PRIMARY KEY (host_id, uuid)
) STRICT;
CREATE INDEX translation_by_handle ON translation (kind, value) WHERE field = 'handle';
CREATE INDEX product_by_title ON product (title COLLATE NOCASE, id);
CREATE INDEX product_by_status ON product (status, title COLLATE NOCASE, id);
CREATE INDEX product_tag_by_tag ON product_tag (tag, product_id);
CREATE INDEX old_handle_by_target ON old_handle (kind, target_id);
CREATE INDEX related_product_by_related ON related_product (related_id);
CREATE INDEX product_video_by_product ON product_video (product_id, position);
CREATE INDEX product_fact_by_product ON product_fact (product_id, position);
CREATE INDEX review_by_product ON review (product_id, written_us);
CREATE INDEX photo_by_product ON photo (product_id, position);
CREATE INDEX photo_by_media ON photo (sha256);
CREATE INDEX variant_by_product ON variant (product_id, position);
CREATE INDEX variant_by_sku ON variant (sku) WHERE sku <> '';
CREATE INDEX variant_by_barcode ON variant (barcode) WHERE barcode <> '';
CREATE INDEX variant_by_photo ON variant (photo_id) WHERE photo_id IS NOT NULL;
CREATE INDEX collection_by_parent ON collection (parent_id, position);
CREATE INDEX collection_by_media ON collection (sha256) WHERE sha256 IS NOT NULL;
CREATE INDEX collection_rule_by_collection ON collection_rule (collection_id, position);
CREATE INDEX collection_product_in_order ON collection_product (collection_id, position);
CREATE INDEX collection_product_by_product ON collection_product (product_id);
CREATE UNIQUE INDEX stock_movement_by_uuid ON stock_movement (uuid) WHERE uuid IS NOT NULL;
CREATE TRIGGER stock_movement_added AFTER INSERT ON stock_movement BEGIN
  INSERT INTO stock_level (variant_id, place_id, on_hand) VALUES (new.variant_id, new.place_id, new.delta)
    ON CONFLICT (variant_id, place_id) DO UPDATE SET on_hand = on_hand + excluded.on_hand;
END;
CREATE TRIGGER stock_movement_removed AFTER DELETE ON stock_movement BEGIN
  UPDATE stock_level SET on_hand = on_hand - old.delta WHERE variant_id = old.variant_id AND place_id = old.place_id;
  DELETE FROM stock_level
    WHERE variant_id = old.variant_id AND place_id = old.place_id
      AND NOT EXISTS (SELECT 1 FROM stock_movement WHERE variant_id = old.variant_id AND place_id = old.place_id);
END;
CREATE INDEX stocktake_line_by_variant ON stocktake_line (variant_id);
CREATE INDEX post_by_date ON post (publish_us DESC);
CREATE INDEX post_by_media ON post (sha256) WHERE sha256 IS NOT NULL;
CREATE INDEX live_event_by_start ON live_event (starts_us);
CREATE INDEX live_event_by_media ON live_event (sha256) WHERE sha256 IS NOT NULL;
CREATE INDEX live_product_by_product ON live_product (product_id);
CREATE TRIGGER live_product_removed BEFORE DELETE ON product BEGIN
  DELETE FROM live_product WHERE product_id = old.id;
END;
CREATE INDEX menu_item_in_order ON menu_item (menu, position);
CREATE INDEX section_in_order ON section (page, position);
CREATE INDEX section_by_media ON section (sha256) WHERE sha256 IS NOT NULL;
CREATE INDEX section_picture_in_order ON section_picture (section_id, position);
CREATE INDEX section_picture_by_media ON section_picture (sha256);
CREATE UNIQUE INDEX discount_by_code ON discount (code) WHERE code <> '';
CREATE INDEX discount_target_by_discount ON discount_target (discount_id);
CREATE INDEX discount_target_by_collection ON discount_target (collection_id) WHERE collection_id IS NOT NULL;
CREATE INDEX discount_target_by_product ON discount_target (product_id) WHERE product_id IS NOT NULL;
CREATE INDEX discount_target_by_variant ON discount_target (variant_id) WHERE variant_id IS NOT NULL;
CREATE TRIGGER discount_product_removed BEFORE DELETE ON product BEGIN
  DELETE FROM discount_target WHERE product_id = old.id;
END;
CREATE TRIGGER discount_variant_removed BEFORE DELETE ON variant BEGIN
  DELETE FROM discount_target WHERE variant_id = old.id;
END;
CREATE INDEX discount_code_by_discount ON discount_code (discount_id, id);
CREATE INDEX popup_by_discount ON popup (discount_id) WHERE discount_id IS NOT NULL;
CREATE INDEX popup_by_media ON popup (sha256) WHERE sha256 IS NOT NULL;
CREATE INDEX popup_variant_by_popup ON popup_variant (popup_id);
CREATE INDEX popup_variant_by_media ON popup_variant (sha256) WHERE sha256 IS NOT NULL;
CREATE INDEX shipping_method_by_zone ON shipping_method (zone_id, position);
CREATE INDEX shipping_rate_by_method ON shipping_rate (method_id, position);
CREATE INDEX orders_by_time ON orders (placed_us DESC);
CREATE INDEX order_discount_by_discount ON order_discount (discount_id);
CREATE INDEX message_by_time ON message (sent_us DESC);
CREATE INDEX stock_request_by_variant ON stock_request (variant_id);
CREATE INDEX subscriber_by_email ON subscriber (email);
CREATE INDEX event_by_popup ON event (popup_id, at_us) WHERE popup_id IS NOT NULL;
CREATE INDEX event_by_time ON event (at_us);
CREATE INDEX search_rule_by_query ON search_rule (query, language, position);
CREATE INDEX search_rule_by_product ON search_rule (product_id) WHERE product_id IS NOT NULL;
CREATE INDEX search_test_by_product ON search_test (product_id);
CREATE TRIGGER search_rule_removed BEFORE DELETE ON product BEGIN
  DELETE FROM search_rule WHERE product_id = old.id;
  DELETE FROM search_test WHERE product_id = old.id;
END;
CREATE INDEX host_movement_by_origin ON host_movement (host_id, origin);
COMMIT;
