-- The shop's database, version 1. Never edited once released; the next change is file 0002.
-- Each block names the folder of src/ that owns the tables. Ids are made by vt_id_new (): below 2^53, practically never
-- the same on two desktops. Money is minor units of the shop's currency; times are UTC microseconds since 1970.

-- shop ------------------------------------------------------------------------------------------------------------

CREATE TABLE setting (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

-- Not recorded in itself: what each user action changed, as a changeset of SQLite's session extension. Rows that a large
-- import added are named by `added` instead, as ranges of ids; an undo turns them into a changeset.
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

-- Original files in media/, named by their SHA-256.
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

-- Where a picture was downloaded from, so that it need not be again. A cache: the journal does not record it.
CREATE TABLE media_source (
  url    TEXT PRIMARY KEY,
  sha256 TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What a photograph shows, found by looking at it. A cache: the journal does not record it.
CREATE TABLE media_look (
  sha256  TEXT PRIMARY KEY,
  version INTEGER NOT NULL,  -- of how it was looked at
  colours TEXT NOT NULL,     -- of what is for sale, spaces between, the most of it first: 'brown beige'
  shades  BLOB NOT NULL,     -- its dominant colours; empty: it cannot be looked at
  look    BLOB NOT NULL      -- what is compared to find look-alikes
) STRICT, WITHOUT ROWID;

-- Texts in the shop's other languages; the first language's stand in the rows themselves.
CREATE TABLE translation (
  kind     TEXT NOT NULL,              -- the table: 'product', 'collection', 'photo', 'page' …
  row_id   INTEGER NOT NULL,
  field    TEXT NOT NULL,              -- its column
  language TEXT NOT NULL,
  value    TEXT NOT NULL CHECK (value <> ''),
  PRIMARY KEY (kind, row_id, field, language)
) STRICT, WITHOUT ROWID;
CREATE INDEX translation_by_handle ON translation (kind, value) WHERE field = 'handle';

-- catalogue -------------------------------------------------------------------------------------------------------

-- Lists of texts in one column ('option_names', 'option_values') have U+001F between their items.

-- Sizes that several products share: cells of a row with tabs between, rows with line feeds; the first row is the head.
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
CREATE INDEX product_by_title ON product (title COLLATE NOCASE, id);
CREATE INDEX product_by_status ON product (status, title COLLATE NOCASE, id);

CREATE TABLE product_tag (
  product_id INTEGER NOT NULL REFERENCES product (id),
  tag        TEXT NOT NULL,
  PRIMARY KEY (product_id, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX product_tag_by_tag ON product_tag (tag, product_id);

-- Addresses that things had: the shop sends their visitors on.
CREATE TABLE old_handle (
  kind      TEXT NOT NULL CHECK (kind IN ('product', 'collection', 'page', 'post', 'live_event')),
  language  TEXT NOT NULL DEFAULT '',   -- '' is the shop's first
  handle    TEXT NOT NULL,
  target_id INTEGER NOT NULL,
  PRIMARY KEY (kind, language, handle)
) STRICT, WITHOUT ROWID;
CREATE INDEX old_handle_by_target ON old_handle (kind, target_id);

-- What goes well with a product, chosen by hand.
CREATE TABLE related_product (
  product_id INTEGER NOT NULL REFERENCES product (id),
  related_id INTEGER NOT NULL REFERENCES product (id),
  position   INTEGER NOT NULL,
  PRIMARY KEY (product_id, related_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX related_product_by_related ON related_product (related_id);

-- Links to films about a product; they are shown after its photos.
CREATE TABLE product_video (
  id         INTEGER PRIMARY KEY,
  product_id INTEGER NOT NULL REFERENCES product (id),
  position   INTEGER NOT NULL,
  url        TEXT NOT NULL,
  title      TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX product_video_by_product ON product_video (product_id, position);

-- What can be measured or named of a product: 'Width', '53 cm'.
CREATE TABLE product_fact (
  id         INTEGER PRIMARY KEY,
  product_id INTEGER NOT NULL REFERENCES product (id),
  position   INTEGER NOT NULL,
  name       TEXT NOT NULL,
  value      TEXT NOT NULL
) STRICT;
CREATE INDEX product_fact_by_product ON product_fact (product_id, position);

-- What buyers wrote, and what the shop answered.
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
CREATE INDEX review_by_product ON review (product_id, written_us);

CREATE TABLE photo (
  id         INTEGER PRIMARY KEY,
  product_id INTEGER NOT NULL REFERENCES product (id),
  position   INTEGER NOT NULL,
  sha256     TEXT NOT NULL REFERENCES media (sha256),
  alt        TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX photo_by_product ON photo (product_id, position);
CREATE INDEX photo_by_media ON photo (sha256);

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
CREATE INDEX variant_by_product ON variant (product_id, position);
CREATE INDEX variant_by_sku ON variant (sku) WHERE sku <> '';
CREATE INDEX variant_by_barcode ON variant (barcode) WHERE barcode <> '';
CREATE INDEX variant_by_photo ON variant (photo_id) WHERE photo_id IS NOT NULL;

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
CREATE INDEX collection_by_parent ON collection (parent_id, position);
CREATE INDEX collection_by_media ON collection (sha256) WHERE sha256 IS NOT NULL;

-- The conditions of a collection by rule; its products stand in collection_product like those of any other.
CREATE TABLE collection_rule (
  id            INTEGER PRIMARY KEY,
  collection_id INTEGER NOT NULL REFERENCES collection (id),
  position      INTEGER NOT NULL,
  field         TEXT NOT NULL,         -- 'title', 'vendor', 'tag', 'price' …
  relation      TEXT NOT NULL,         -- 'is', 'is-not', 'contains', 'above' …
  value         TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX collection_rule_by_collection ON collection_rule (collection_id, position);

CREATE TABLE collection_product (
  collection_id INTEGER NOT NULL REFERENCES collection (id),
  product_id    INTEGER NOT NULL REFERENCES product (id),
  position      INTEGER NOT NULL,
  PRIMARY KEY (collection_id, product_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX collection_product_in_order ON collection_product (collection_id, position);
CREATE INDEX collection_product_by_product ON collection_product (product_id);

CREATE TABLE stock_place (
  id       INTEGER PRIMARY KEY,
  name     TEXT NOT NULL,
  position INTEGER NOT NULL DEFAULT 0,
  closed   INTEGER NOT NULL DEFAULT 0 CHECK (closed IN (0, 1))  -- the ledger names it, but nothing is kept there
) STRICT;

-- The ledger: rows are added, never changed. `origin` is '' for this shop or the host that the movement came from; a
-- movement of this shop has no uuid of its own and goes by its id.
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
CREATE UNIQUE INDEX stock_movement_by_uuid ON stock_movement (uuid) WHERE uuid IS NOT NULL;

-- The ledger's sum, kept by triggers and so right whoever writes the ledger, undo included; not recorded by the journal.
CREATE TABLE stock_level (
  variant_id INTEGER NOT NULL,
  place_id   INTEGER NOT NULL,
  on_hand    INTEGER NOT NULL,
  PRIMARY KEY (variant_id, place_id)
) STRICT, WITHOUT ROWID;
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

-- A count of a place that is going on, or was applied to the ledger as one step.
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
CREATE INDEX stocktake_line_by_variant ON stocktake_line (variant_id);

-- What shoppers were asked for, and since when: a row for each price that a release made public.
CREATE TABLE price_history (
  variant_id  INTEGER NOT NULL,
  since_us    INTEGER NOT NULL,
  price_minor INTEGER NOT NULL,
  PRIMARY KEY (variant_id, since_us)
) STRICT, WITHOUT ROWID;

-- The prices that a variant had in the back office: what each change replaced, and when.
CREATE TABLE price_change (
  variant_id  INTEGER NOT NULL,
  at_us       INTEGER NOT NULL,
  price_minor INTEGER NOT NULL,
  PRIMARY KEY (variant_id, at_us)
) STRICT, WITHOUT ROWID;

-- content ---------------------------------------------------------------------------------------------------------

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

-- The journal of the shop.
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
CREATE INDEX post_by_date ON post (publish_us DESC);
CREATE INDEX post_by_media ON post (sha256) WHERE sha256 IS NOT NULL;

-- A sale in front of a camera: the film is elsewhere, the products are here.
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
CREATE INDEX live_event_by_start ON live_event (starts_us);
CREATE INDEX live_event_by_media ON live_event (sha256) WHERE sha256 IS NOT NULL;
CREATE TABLE live_product (
  live_id    INTEGER NOT NULL REFERENCES live_event (id),
  product_id INTEGER NOT NULL REFERENCES product (id),
  position   INTEGER NOT NULL,
  PRIMARY KEY (live_id, product_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX live_product_by_product ON live_product (product_id);
-- The catalogue knows nothing of live sales. (A foreign key's own action is not seen as part of its statement.)
CREATE TRIGGER live_product_removed BEFORE DELETE ON product BEGIN
  DELETE FROM live_product WHERE product_id = old.id;
END;

-- Where shoppers can ask.
CREATE TABLE service_channel (
  id       INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,
  kind     TEXT NOT NULL,               -- 'whatsapp', 'line', 'phone', 'form' …
  value    TEXT NOT NULL DEFAULT '',    -- number, name or address there
  label    TEXT NOT NULL DEFAULT ''
) STRICT;

-- When somebody answers, in the shop's time zone. 1 is Monday; a day may have several rows, or none.
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
CREATE INDEX menu_item_in_order ON menu_item (menu, position);

-- What home, collection and product pages are laid out in, top to bottom. `settings` is JSON, of the kind's own.
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
CREATE INDEX section_in_order ON section (page, position);
CREATE INDEX section_by_media ON section (sha256) WHERE sha256 IS NOT NULL;

-- The pictures of a gallery.
CREATE TABLE section_picture (
  id         INTEGER PRIMARY KEY,
  section_id INTEGER NOT NULL REFERENCES section (id),
  position   INTEGER NOT NULL,
  sha256     TEXT NOT NULL REFERENCES media (sha256),
  alt        TEXT NOT NULL DEFAULT '',
  target     TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX section_picture_in_order ON section_picture (section_id, position);
CREATE INDEX section_picture_by_media ON section_picture (sha256);

-- brand -----------------------------------------------------------------------------------------------------------

-- 'colour.primary' = '#23463a', 'type.heading' = 'EB Garamond', 'logo' = a media name …
CREATE TABLE brand_token (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

-- what the shop changed of an asset's layout, JSON
CREATE TABLE brand_asset (
  id     TEXT PRIMARY KEY,
  layout TEXT NOT NULL
) STRICT;

-- The files that the brand's typefaces travel in, cut to what the shop's texts need. Made from brand_token and the texts
-- by whatever computer has the typefaces: the journal does not record it.
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

-- promo -----------------------------------------------------------------------------------------------------------

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
CREATE UNIQUE INDEX discount_by_code ON discount (code) WHERE code <> '';

-- What a discount is on, and what has to be bought for it: one of the three each.
CREATE TABLE discount_target (
  id            INTEGER PRIMARY KEY,
  discount_id   INTEGER NOT NULL REFERENCES discount (id),
  role          TEXT NOT NULL DEFAULT 'on' CHECK (role IN ('on', 'buy')),
  collection_id INTEGER REFERENCES collection (id),
  product_id    INTEGER REFERENCES product (id),
  variant_id    INTEGER REFERENCES variant (id),
  CHECK ((collection_id IS NOT NULL) + (product_id IS NOT NULL) + (variant_id IS NOT NULL) = 1)
) STRICT;
CREATE INDEX discount_target_by_discount ON discount_target (discount_id);
CREATE INDEX discount_target_by_collection ON discount_target (collection_id) WHERE collection_id IS NOT NULL;
CREATE INDEX discount_target_by_product ON discount_target (product_id) WHERE product_id IS NOT NULL;
CREATE INDEX discount_target_by_variant ON discount_target (variant_id) WHERE variant_id IS NOT NULL;

-- The catalogue knows nothing of discounts. One that has lost all its targets is on nothing.
CREATE TRIGGER discount_product_removed BEFORE DELETE ON product BEGIN
  DELETE FROM discount_target WHERE product_id = old.id;
END;
CREATE TRIGGER discount_variant_removed BEFORE DELETE ON variant BEGIN
  DELETE FROM discount_target WHERE variant_id = old.id;
END;

CREATE TABLE discount_tier (
  discount_id INTEGER NOT NULL REFERENCES discount (id),
  from_value  INTEGER NOT NULL CHECK (from_value > 0),     -- minor units or pieces, by tier_basis
  value       INTEGER NOT NULL CHECK (value > 0),
  PRIMARY KEY (discount_id, from_value)
) STRICT, WITHOUT ROWID;

-- Codes that are given to one person each and can be used once. Only `hash` is public: who reads a release learns none.
CREATE TABLE discount_code (
  id          INTEGER PRIMARY KEY,
  discount_id INTEGER NOT NULL REFERENCES discount (id),
  hash        TEXT NOT NULL UNIQUE,    -- SHA-256 of the code as it is compared
  code        TEXT NOT NULL DEFAULT '',
  made_us     INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX discount_code_by_discount ON discount_code (discount_id, id);

-- What comes up over a page. `audience` is canonical JSON of what a shopper must be (src/promo/vt-popup-audience.c), '{}'
-- everybody; `blocks` names what is in it, from the top, with spaces between, '' the usual.
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
CREATE INDEX popup_by_discount ON popup (discount_id) WHERE discount_id IS NOT NULL;
CREATE INDEX popup_by_media ON popup (sha256) WHERE sha256 IS NOT NULL;

-- Other words for a popup, tried against its own (A/B). An empty text is the popup's.
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
CREATE INDEX popup_variant_by_popup ON popup_variant (popup_id);
CREATE INDEX popup_variant_by_media ON popup_variant (sha256) WHERE sha256 IS NOT NULL;

-- orders ----------------------------------------------------------------------------------------------------------

-- Where parcels go: the first zone that names a place, by position, is its zone. Lists have spaces between.
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
CREATE INDEX shipping_method_by_zone ON shipping_method (zone_id, position);

-- The table of what a method costs: each row whose measure is from ≤ x < below adds its costs, in order, until one stops.
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
CREATE INDEX shipping_rate_by_method ON shipping_rate (method_id, position);

-- Rates are in basis points: 2300 is 23 %. Prices hold the tax unless the setting 'tax.included' is '0'.
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

-- Facts from the host: an order is never undone.
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
CREATE INDEX orders_by_time ON orders (placed_us DESC);

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

-- What came off and why, as the shopper was told. `discount_id` may be gone.
CREATE TABLE order_discount (
  order_id     INTEGER NOT NULL REFERENCES orders (id),
  position     INTEGER NOT NULL,
  discount_id  INTEGER NOT NULL,
  title        TEXT NOT NULL,
  code         TEXT NOT NULL DEFAULT '',
  amount_minor INTEGER NOT NULL,
  PRIMARY KEY (order_id, position)
) STRICT;
CREATE INDEX order_discount_by_discount ON order_discount (discount_id);

-- What shoppers sent to a host, and whether somebody has seen to it.
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
CREATE INDEX message_by_time ON message (sent_us DESC);
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
CREATE INDEX stock_request_by_variant ON stock_request (variant_id);

-- Of a public catalogue only, where no orders are: how many there were with a product (`other_id` 0), and with
-- another one too; `product_id` 0 stands for any order.
CREATE TABLE sale_count (
  product_id INTEGER NOT NULL,
  other_id   INTEGER NOT NULL,
  orders     INTEGER NOT NULL,
  PRIMARY KEY (product_id, other_id)
) STRICT, WITHOUT ROWID;

-- Who gets the newsletter, as a host tells once they have said yes a second time. `consent` is the sentence that they
-- agreed to, word for word; times and place are the proof that the law asks for.
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
CREATE INDEX subscriber_by_email ON subscriber (email);

-- What shoppers did, told by a host without saying who: `visit` is a random number that ends with the visit.
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
CREATE INDEX event_by_popup ON event (popup_id, at_us) WHERE popup_id IS NOT NULL;
CREATE INDEX event_by_time ON event (at_us);

-- search ----------------------------------------------------------------------------------------------------------

-- Words that mean the same to shoppers: "couch, settee, sofa".
CREATE TABLE search_synonym (
  id       INTEGER PRIMARY KEY,
  language TEXT NOT NULL DEFAULT '',    -- '' is every language
  source   TEXT NOT NULL DEFAULT '',    -- '': each finds all; else who asks for this finds the words, not the other way
  words    TEXT NOT NULL                -- ", " between them
) STRICT;

-- What the merchant decides about the results of one query.
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
CREATE INDEX search_rule_by_query ON search_rule (query, language, position);
CREATE INDEX search_rule_by_product ON search_rule (product_id) WHERE product_id IS NOT NULL;

-- What a query must show, checked before each publication.
CREATE TABLE search_test (
  id         INTEGER PRIMARY KEY,
  language   TEXT NOT NULL,
  query      TEXT NOT NULL,
  product_id INTEGER NOT NULL REFERENCES product (id),
  within     INTEGER NOT NULL DEFAULT 4 CHECK (within BETWEEN 1 AND 100)
) STRICT;
CREATE INDEX search_test_by_product ON search_test (product_id);

-- What shoppers' behaviour says about products, computed from `event`; a row may outlive its product.
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

-- The catalogue knows nothing of search. (A foreign key's own action is not seen as part of its statement.)
CREATE TRIGGER search_rule_removed BEFORE DELETE ON product BEGIN
  DELETE FROM search_rule WHERE product_id = old.id;
  DELETE FROM search_test WHERE product_id = old.id;
END;

-- publish ---------------------------------------------------------------------------------------------------------

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

-- What each host was told of the ledger: the sum for an origin is what the host counts for that movement.
CREATE TABLE host_movement (
  host_id    INTEGER NOT NULL,
  uuid       TEXT NOT NULL,
  origin     TEXT NOT NULL,               -- uuid of the ledger's movement
  variant_id INTEGER NOT NULL,
  delta      INTEGER NOT NULL,
  PRIMARY KEY (host_id, uuid)
) STRICT;
CREATE INDEX host_movement_by_origin ON host_movement (host_id, origin);
