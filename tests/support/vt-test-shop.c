#include "support/vt-test-shop.h"

#include "shop/vt-schema.h"

static void
must (gboolean done, GError **error)
{
  g_assert_no_error (*error);
  g_assert_true (done);
}

static void
run (VtDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;

  must (vt_db_exec (db, sql, &error), &error);
}

static void
add_shop (VtDb *db)
{
  run (db, "INSERT OR REPLACE INTO setting (key, value) VALUES ('shop.id', '6f2b1c1e-0000-4000-8000-000000000001'), "
           "('shop.name', 'Casa Lume'), ('shop.currency', 'EUR'), ('shop.language', 'en'), ('shop.country', 'PT'), "
           "('shop.time-zone', 'Europe/Lisbon'), ('shop.email', 'ola@casalume.example'), "
           "('shop.tagline', 'Things for a quiet home'), ('tax.included', '1'), ('order.prefix', 'CL-'), "
           "('announcement', 'Free delivery from €150')");
  run (db, "INSERT INTO media (sha256, type, name, size, width, height, credit, added_us) VALUES "
           "('" VT_TEST_PHOTO_CHAIR "', 'image/jpeg', 'chair.jpg', 1000, 1600, 1200, 'Ana', 1700000000000000), "
           "('" VT_TEST_PHOTO_LAMP "', 'image/jpeg', 'lamp.jpg', 1000, 200, 300, '', 1700000000000000)");
}

static void
add_products (VtDb *db)
{
  run (db,
       "INSERT INTO product (id, handle, title, description_html, vendor, product_type, status, tax_class, "
       "created_us, updated_us) VALUES "
       "(101, 'modern-cafe-chair', 'Modern Cafe Chair', '<p>Steel and beech.</p>', 'Oficina', 'Chairs', 'active', "
       "'standard', 1700000000000000, 1700000000000000), "
       "(102, 'brass-table-lamp', 'Brass Table Lamp', '<p>A warm light.</p>', 'Luz', 'Lamps', 'active', 'standard', "
       "1700000000000000, 1700000000000000), "
       "(103, 'linen-shirt', 'Linen Shirt', '<p>Woven in Guimarães.</p>', 'Fio', 'Shirts', 'active', 'reduced', "
       "1700000000000000, 1700000000000000), "
       "(104, 'walnut-desk', 'Walnut Desk', '', 'Oficina', 'Desks', 'draft', 'standard', 1700000000000000, "
       "1700000000000000)");
  run (db, "INSERT INTO product_tag (product_id, tag) VALUES (101, 'steel'), (101, 'kitchen'), (103, 'summer')");
  run (db, "UPDATE product SET option_names = 'Colour' WHERE id = 101");
  run (db, "UPDATE product SET option_names = 'Size' || char (31) || 'Colour' WHERE id = 103");
  run (db, "INSERT INTO photo (id, product_id, position, sha256, alt) VALUES "
           "(121, 101, 0, '" VT_TEST_PHOTO_CHAIR "', 'A mustard chair at a window'), "
           "(122, 102, 0, '" VT_TEST_PHOTO_LAMP "', 'A brass lamp')");
}

static void
add_variants (VtDb *db)
{
  run (db, "INSERT INTO variant (id, product_id, position, sku, barcode, price_minor, compare_at_minor, cost_minor, "
           "weight_g, track_stock, photo_id) VALUES "
           "(1001, 101, 0, 'CHAIR-MU', '5601234567898', 10000, 12000, 5500, 4200, 1, 121), "
           "(1002, 101, 1, 'CHAIR-GR', '', 10000, NULL, 5500, 4200, 1, NULL), "
           "(1003, 102, 0, 'LAMP', '', 4999, NULL, NULL, 1800, 0, NULL), "
           "(1004, 103, 0, 'SHIRT-S-WH', '', 3550, NULL, NULL, 250, 1, NULL), "
           "(1005, 103, 1, 'SHIRT-M-WH', '', 3550, NULL, NULL, 260, 1, NULL), "
           "(1006, 103, 2, 'SHIRT-M-BL', '', 3900, NULL, NULL, 260, 1, NULL), "
           "(1007, 104, 0, 'DESK', '', 48000, NULL, NULL, 32000, 1, NULL)");
  run (db, "UPDATE variant SET option_values = CASE id WHEN 1001 THEN 'Mustard' WHEN 1002 THEN 'Green' "
           "WHEN 1004 THEN 'S' || char (31) || 'White' WHEN 1005 THEN 'M' || char (31) || 'White' "
           "WHEN 1006 THEN 'M' || char (31) || 'Blue' ELSE '' END");
  run (db, "INSERT INTO stock_place (id, name, position) VALUES (151, 'Shop', 0)");
  run (db, "INSERT INTO stock_movement (id, uuid, variant_id, place_id, delta, reason, at_us) VALUES "
           "(161, '6f2b1c1e-0000-4000-8000-000000000161', 1001, 151, 12, 'received', 1700000000000000), "
           "(162, '6f2b1c1e-0000-4000-8000-000000000162', 1004, 151, 3, 'received', 1700000000000000), "
           "(163, '6f2b1c1e-0000-4000-8000-000000000163', 1005, 151, 1, 'received', 1700000000000000), "
           "(164, '6f2b1c1e-0000-4000-8000-000000000164', 1006, 151, 7, 'received', 1700000000000000), "
           "(165, '6f2b1c1e-0000-4000-8000-000000000165', 1007, 151, 2, 'received', 1700000000000000)");
}

static void
add_collections (VtDb *db)
{
  run (db, "INSERT INTO collection (id, handle, title, description_html, position) VALUES "
           "(201, 'chairs', 'Chairs', '<p>To sit on.</p>', 0), (202, 'lamps', 'Lamps', '', 1), "
           "(203, 'sale', 'Sale', '', 2)");
  run (db, "INSERT INTO collection_product (collection_id, product_id, position) VALUES (201, 101, 0), (201, 104, 1), "
           "(202, 102, 0), (203, 101, 0)");
}

static void
add_orders_tables (VtDb *db)
{
  run (db, "INSERT INTO shipping_zone (id, name, position, countries) VALUES (301, 'Iberia', 0, 'PT ES'), "
           "(302, 'World', 1, '*')");
  run (db, "INSERT INTO shipping_method (id, zone_id, position, name, free_over_minor, days_min, days_max) "
           "VALUES (311, 301, 0, 'Standard', 15000, 2, 4), (312, 301, 1, 'Express', NULL, 1, 1), "
           "(313, 302, 0, 'World', NULL, 5, 12)");
  run (db, "INSERT INTO shipping_rate (id, method_id, position, base_minor) VALUES (341, 311, 0, 990), "
           "(342, 312, 0, 1990), (343, 313, 0, 2900)");
  run (db, "INSERT INTO tax_rate (id, class, country, name, rate_bp) VALUES (321, 'standard', 'PT', 'VAT', 2300), "
           "(322, 'reduced', 'PT', 'VAT', 1300), (323, 'standard', 'ES', 'IVA', 2100)");
  run (db, "INSERT INTO payment_method (id, position, kind, name, instructions) VALUES "
           "(401, 0, 'transfer', 'Bank transfer', 'IBAN PT50 0000 0000 0000 0000 0000 0'), "
           "(402, 1, 'on-delivery', 'Pay on delivery', '')");
}

static void
add_promo (VtDb *db)
{
  g_autoptr (GError) error = NULL;

  run (db, "INSERT INTO discount (id, title, code, kind, value, scope, minimum_minor, status) VALUES "
           "(501, 'Green Week', 'GREEN15', 'percent', 1500, 'all', 0, 'active'), "
           "(502, 'Chairs', 'CHAIR20', 'fixed', 2000, 'chosen', 5000, 'active'), "
           "(503, 'Delivery on us', 'FREESHIP', 'free-shipping', 0, 'all', 0, 'active'), "
           "(504, 'Spring', 'ENDED10', 'percent', 1000, 'all', 0, 'active'), "
           "(505, 'Not yet', 'DRAFT50', 'percent', 5000, 'all', 0, 'draft')");
  run (db, "INSERT INTO discount_target (id, discount_id, collection_id) VALUES (511, 502, 201)");
  must (vt_db_run (db, &error, "UPDATE discount SET ends_us = ?1 WHERE id = 501", "i",
                   VT_TEST_NOW_US + 7 * VT_TEST_DAY_US),
        &error);
  must (vt_db_run (db, &error, "UPDATE discount SET ends_us = ?1 WHERE id = 504", "i", VT_TEST_NOW_US - VT_TEST_DAY_US),
        &error);
  run (db, "INSERT INTO popup (id, name, status, trigger_kind, headline, body, accept_label, decline_label, target, "
           "discount_id, countdown, sha256, alt) VALUES (601, 'Before you go', 'active', 'exit', 'Fifteen percent', "
           "'For everything in the shop, this week.', 'Use the code', 'No, thank you', '/collections/all', 501, 1, "
           "'" VT_TEST_PHOTO_CHAIR "', 'A mustard chair')");
}

static void
add_content (VtDb *db)
{
  run (db, "INSERT INTO page (id, handle, title, body_markdown, status, updated_us) VALUES "
           "(701, 'about', 'About us', 'We are **three** people.', 'active', 1700000000000000), "
           "(702, 'spring-plans', 'Spring plans', 'Secret.', 'draft', 1700000000000000)");
  run (db, "INSERT INTO menu_item (id, menu, position, title, target) VALUES "
           "(711, 'header', 0, 'Chairs', '/collections/chairs'), (712, 'header', 1, 'Lamps', '/collections/lamps'), "
           "(713, 'footer', 0, 'About us', '/pages/about')");
  run (db,
       "INSERT INTO section (id, page, position, kind, title, body, action, target, sha256, alt) VALUES "
       "(721, 'home', 0, 'hero', 'Light for long evenings', 'Made near Porto.', 'See the lamps', '/collections/lamps', "
       "'" VT_TEST_PHOTO_CHAIR "', 'A chair'), "
       "(722, 'home', 1, 'products', 'Chairs', '', '', '/collections/chairs', NULL, ''), "
       "(723, 'home', 2, 'story', 'Three people', 'And a dog.', '', '', NULL, '')");
  run (db, "INSERT INTO brand_token (name, value) VALUES ('colour.primary', '#23463a'), "
           "('type.heading', 'EB Garamond')");
}

/* Adds the shop's rows to a database that has its tables and nothing in them. */
void
vt_test_shop_fill (VtDb *db)
{
  add_shop (db);
  add_products (db);
  add_variants (db);
  add_collections (db);
  add_orders_tables (db);
  add_promo (db);
  add_content (db);
}

/* Returns: (transfer full): the shop, in memory */
VtDb *
vt_test_shop_new (void)
{
  g_autoptr (GError) error = NULL;
  VtDb *db = vt_schema_open_empty (&error);

  g_assert_no_error (error);
  vt_test_shop_fill (db);

  return db;
}
