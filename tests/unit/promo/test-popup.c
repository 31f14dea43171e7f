#include "promo/vt-popup.h"
#include "shop/vt-settings.h"
#include "shop/vt-translation.h"
#include "support/vt-test-shop.h"

#include <string.h>

static void
test_honest (void)
{
  static const struct
  {
    const char *name, *sql;
    gint64 days; /* from now */
    gboolean honest;
  } cases[] = {
    { "as it is", NULL, 0, TRUE },
    { "at its end", NULL, 7, FALSE },
    { "no end, countdown", "UPDATE discount SET ends_us = NULL WHERE id = 501", 0, FALSE },
    { "no end, no countdown", "UPDATE discount SET ends_us = NULL; UPDATE popup SET countdown = 0", 0, TRUE },
    { "a draft", "UPDATE discount SET status = 'draft' WHERE id = 501", 0, FALSE },
    { "not started", "UPDATE discount SET starts_us = 1750000000000001 WHERE id = 501", 0, FALSE },
    { "a countdown to nothing", "UPDATE popup SET discount_id = NULL", 0, FALSE },
    { "no promise", "UPDATE popup SET discount_id = NULL, countdown = 0", 0, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VtDb) db = vt_test_shop_new ();
      gint64 now_us = VT_TEST_NOW_US + cases[i].days * VT_TEST_DAY_US;
      g_autoptr (GError) error = NULL;
      g_autoptr (VtPopup) self = NULL;
      g_autoptr (GPtrArray) shown = NULL;

      if (cases[i].sql != NULL)
        g_assert_true (vt_db_exec (db, cases[i].sql, NULL));
      self = vt_popup_load (db, VT_TEST_POPUP, NULL);

      g_test_message ("%s", cases[i].name);
      g_assert_true (vt_popup_is_honest (db, self, now_us, &error) == cases[i].honest);
      if (!cases[i].honest)
        g_assert_error (error, VT_PROMO_ERROR, VT_PROMO_ERROR_DISHONEST);
      shown = vt_popup_list_for_shoppers (db, now_us, NULL);
      g_assert_true ((shown->len == 1) == cases[i].honest);
    }
}

/* What a popup may not say, and the law that it would break. */
static void
test_claims (void)
{
  static const struct
  {
    const char *name, *sql, *says; /* NULL: it may be said */
  } cases[] = {
    { "as it is", NULL, NULL },
    { "the percentage of the discount", "UPDATE popup SET headline = '15% off'", NULL },
    { "less than it", "UPDATE popup SET headline = '10 % off'", NULL },
    { "more than it", "UPDATE popup SET headline = 'Now 20 % off'", "art. 6 (1) (d)" },
    { "more than it, in the text", "UPDATE popup SET body = '15 % or even 15,5 %'", "15.5" },
    { "more than it, in Brazil",
      "UPDATE popup SET headline = '20%'; INSERT OR REPLACE INTO setting VALUES ('shop.country', 'BR')",
      "CDC, arts. 30" },
    { "what it is made of", "UPDATE popup SET body = '100 % linen'", NULL },
    { "more than it, in a variant",
      "INSERT INTO popup_variant (id, popup_id, position, name, headline) VALUES (1, 601, 0, 'B', '30% off')", "30" },
    { "more than it, in another language",
      "INSERT OR REPLACE INTO setting VALUES ('languages', 'es pt'); "
      "INSERT INTO translation VALUES ('popup', 601, 'headline', 'es', '40 % menos')",
      "40" },
    { "more than it, in a language that the shop has no more",
      "INSERT INTO translation VALUES ('popup', 601, 'headline', 'es', '40 % menos')", NULL },
    { "more than it, in a variant in another language",
      "INSERT OR REPLACE INTO setting VALUES ('languages', 'es pt'); "
      "INSERT INTO popup_variant (id, popup_id, position, name) VALUES (1, 601, 0, 'B'); "
      "INSERT INTO translation VALUES ('popup_variant', 1, 'body', 'pt', '45 % a menos')",
      "45" },
    { "more than it, in what is no promise",
      "INSERT INTO translation VALUES ('popup', 601, 'alt', 'es', '40 % de algodón')", NULL },
    { "haste with an end", "UPDATE popup SET headline = 'Last chance'", NULL },
    { "haste without one",
      "UPDATE popup SET headline = 'Last chance', countdown = 0; UPDATE discount SET ends_us = NULL",
      "annex I, no. 7" },
    { "haste without one, in Thai",
      "UPDATE popup SET body = 'ลดราคา วันนี้เท่านั้น!', countdown = 0; UPDATE discount SET ends_us = NULL",
      "annex I, no. 7" },
    { "haste without one, in Portuguese",
      "UPDATE popup SET body = 'ÚLTIMA CHANCE', countdown = 0; UPDATE discount SET ends_us = NULL", "annex I, no. 7" },
    { "haste that ends with the popup",
      "UPDATE popup SET headline = 'Last hours', discount_id = NULL, countdown = 0, "
      "ends_us = 1760000000000000",
      NULL },
    { "a countdown without an end", "UPDATE discount SET ends_us = NULL", "annex I, no. 7" },
    { "each visitor's own end", "UPDATE popup SET evergreen_minutes = 60; UPDATE discount SET ends_us = NULL", NULL },
    { "an end of one's own that is not shown", "UPDATE popup SET evergreen_minutes = 60, countdown = 0", "turn the" },
    { "an end of one's own without a code",
      "UPDATE popup SET evergreen_minutes = 60; UPDATE discount SET code = '', "
      "method = 'automatic'",
      "has no code" },
    { "a code that outlives it",
      "UPDATE popup SET evergreen_minutes = 60; INSERT INTO popup (id, name, status, discount_id, countdown) "
      "VALUES (602, 'Other', 'active', 501, 0)",
      "outlives" },
    { "a code that does not",
      "UPDATE popup SET evergreen_minutes = 60; INSERT INTO popup (id, name, discount_id, "
      "countdown) VALUES (602, 'Other', 501, 0)",
      NULL },
    { "an address for nothing", "UPDATE popup SET form = 'newsletter'", "GDPR, art. 7" },
    { "an address for nothing, in Brazil",
      "UPDATE popup SET form = 'newsletter'; INSERT OR REPLACE INTO setting VALUES ('shop.country', 'BR')", "LGPD" },
    { "an address for nothing, in Thailand",
      "UPDATE popup SET form = 'newsletter'; INSERT OR REPLACE INTO setting VALUES ('shop.country', 'TH')", "PDPA" },
    { "an address for news", "UPDATE popup SET form = 'newsletter', consent = 'I want them'", NULL },
    { "a price that was raised 10 days ago",
      "INSERT INTO price_history VALUES (1003, 1740000000000000, 3999), (1003, 1749136000000000, 4999)", "98/6/EC" },
    { "a price that is raised with this", "INSERT INTO price_history VALUES (1003, 1740000000000000, 3999)",
      "98/6/EC" },
    { "a price that was raised long ago",
      "INSERT INTO price_history VALUES (1003, 1730000000000000, 3999), (1003, 1740000000000000, 4999)", NULL },
    { "a price that was lowered",
      "INSERT INTO price_history VALUES (1003, 1740000000000000, 5999), (1003, 1749136000000000, 4999)", NULL },
    { "a raised price that it is not on",
      "INSERT INTO price_history VALUES (1003, 1740000000000000, 3999); UPDATE discount SET scope = 'chosen' WHERE id = "
      "501; INSERT INTO discount_target (id, discount_id, role, product_id) VALUES (9, 501, 'on', 101)",
      NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (VtDb) db = vt_test_shop_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) all = NULL;
      g_autoptr (VtPopup) self = NULL;

      g_test_message ("%s", cases[i].name);
      if (cases[i].sql != NULL)
        g_assert_true (vt_db_exec (db, cases[i].sql, &error));
      self = vt_popup_load (db, VT_TEST_POPUP, NULL);
      g_assert_true (vt_popup_check_claims (db, self, VT_TEST_NOW_US, &error) == (cases[i].says == NULL));
      g_assert_true (vt_popup_check_all (db, VT_TEST_NOW_US, &all) == (cases[i].says == NULL));
      if (cases[i].says == NULL)
        continue;
      g_assert_error (error, VT_PROMO_ERROR, VT_PROMO_ERROR_DISHONEST);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i].says));
      g_assert_nonnull (strstr (all->message, "Before you go"));
    }
}

/* Every goal's draft may be shown as it is. */
static void
test_goals (void)
{
  for (VtPopupGoal goal = VT_POPUP_LEAVING; goal <= VT_POPUP_LIVE; goal++)
    {
      g_autoptr (VtDb) db = vt_test_shop_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (VtPopup) self = NULL;
      gint64 id = 0;

      g_assert_true (vt_popup_new_for_goal (db, goal, &id, &error));
      self = vt_popup_load (db, id, &error);
      g_assert_false (self->active);
      g_assert_cmpint (self->goal, ==, goal);
      g_assert_true (vt_popup_set_active (db, id, TRUE, VT_TEST_NOW_US, &error));
      g_assert_no_error (error);
    }
}

static void
test_settings (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VtPopup) self = NULL;
  g_auto (GStrv) blocks = NULL;

  g_assert_true (vt_popup_set_layout (db, VT_TEST_POPUP, VT_POPUP_BAR, &error));
  g_assert_true (vt_popup_set_phone (db, VT_TEST_POPUP, VT_POPUP_PHONE_BACK, &error));
  g_assert_true (vt_popup_set_audience (db, VT_TEST_POPUP, "{\"visitors\": \"new\"}", &error));
  g_assert_true (vt_popup_set_period (db, VT_TEST_POPUP, 5, 10, &error));
  g_assert_true (vt_popup_set_evergreen (db, VT_TEST_POPUP, 60, &error));
  g_assert_true (vt_popup_set_blocks (db, VT_TEST_POPUP, " code  headline ", &error));
  g_assert_true (vt_popup_set_word (db, VT_TEST_POPUP, "size-guide", &error));
  g_assert_true (vt_popup_set_most_shows (db, VT_TEST_POPUP, 3, &error));
  g_assert_no_error (error);
  self = vt_popup_load (db, VT_TEST_POPUP, &error);
  g_assert_cmpint (self->layout, ==, VT_POPUP_BAR);
  g_assert_cmpint (self->phone, ==, VT_POPUP_PHONE_BACK);
  g_assert_cmpstr (self->audience, ==, "{\"visitors\":\"new\"}");
  g_assert_cmpint (self->ends_us, ==, 10);
  g_assert_cmpint (self->evergreen_minutes, ==, 60);
  g_assert_cmpint (self->most_shows, ==, 3);
  blocks = vt_popup_list_blocks (self);
  g_assert_cmpuint (g_strv_length (blocks), ==, 2);
  g_assert_cmpstr (blocks[1], ==, "headline");

  g_assert_false (vt_popup_set_period (db, VT_TEST_POPUP, 10, 10, NULL));
  g_assert_false (vt_popup_set_evergreen (db, VT_TEST_POPUP, 9, NULL));
  g_assert_false (vt_popup_set_blocks (db, VT_TEST_POPUP, "text", NULL));
  g_assert_false (vt_popup_set_blocks (db, VT_TEST_POPUP, "headline headline", NULL));
  g_assert_false (vt_popup_set_blocks (db, VT_TEST_POPUP, "headline <script>", NULL));
  g_assert_false (vt_popup_set_word (db, VT_TEST_POPUP, "Size guide", NULL));
  g_assert_false (vt_popup_set_weight (db, VT_TEST_POPUP, 101, NULL));
  g_assert_false (vt_popup_set_trigger (db, VT_TEST_POPUP, VT_POPUP_PAGES, 0, NULL));
  g_assert_false (vt_popup_set_layout (db, 999, VT_POPUP_BAR, NULL));
}

static void
test_variants (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) variants = NULL;
  const VtPopupVariant *second;
  gint64 id = 0;

  for (guint i = 0; i < VT_POPUP_VARIANTS_MAX; i++)
    g_assert_true (vt_popup_variant_create (db, VT_TEST_POPUP, "B", &id, &error));
  g_assert_false (vt_popup_variant_create (db, VT_TEST_POPUP, "too many", NULL, &error));
  g_assert_error (error, VT_PROMO_ERROR, VT_PROMO_ERROR_INVALID);
  g_clear_error (&error);

  g_assert_true (vt_popup_variant_set_headline (db, id, "Other words", &error));
  g_assert_true (vt_popup_variant_set_picture (db, id, VT_TEST_PHOTO_LAMP, "A lamp", &error));
  g_assert_true (vt_popup_variant_set_weight (db, id, 3, &error));
  g_assert_no_error (error);
  variants = vt_popup_list_variants (db, VT_TEST_POPUP, &error);
  second = g_ptr_array_index (variants, VT_POPUP_VARIANTS_MAX - 1);
  g_assert_cmpstr (second->headline, ==, "Other words");
  g_assert_cmpint (second->weight, ==, 3);
  g_assert_cmpint (second->width, ==, 200);

  g_assert_false (vt_popup_variant_set_weight (db, 999, 3, NULL));
  g_assert_true (vt_popup_variant_delete (db, id, &error));
  g_assert_true (vt_popup_delete (db, VT_TEST_POPUP, &error));
  g_clear_pointer (&variants, g_ptr_array_unref);
  variants = vt_popup_list_variants (db, 0, &error);
  g_assert_cmpuint (variants->len, ==, 0);
}

/* All columns of a popup but the id, the name and the status, and those of its variants, as one text. */
static char *
read_all (VtDb *db, gint64 id)
{
  g_autoptr (VtPopup) self = vt_popup_load (db, id, NULL);
  g_autoptr (GPtrArray) variants = vt_popup_list_variants (db, id, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "%d %d %d %d %d %s %d %s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", (int) self->goal,
                          (int) self->layout, self->position, (int) self->trigger, self->trigger_value,
                          self->trigger_word, (int) self->phone, self->audience, self->starts_us, self->ends_us);
  g_string_append_printf (text, "%s|%s|%s|%s|%s|%" G_GINT64_FORMAT " %d %d|%s|%d %d|%s|%s\n", self->headline,
                          self->body, self->accept_label, self->decline_label, self->target, self->discount_id,
                          self->countdown, self->evergreen_minutes, self->blocks, (int) self->products,
                          (int) self->form, self->consent, self->thanks);
  g_string_append_printf (text, "%s|%s|%d %d %d\n", self->sha256, self->alt, self->quiet_days, self->most_shows,
                          self->weight);
  for (guint i = 0; i < variants->len; i++)
    {
      const VtPopupVariant *variant = g_ptr_array_index (variants, i);

      g_string_append_printf (text, "%s|%d|%s|%s|%s|%s|%s|%s\n", variant->name, variant->weight, variant->headline,
                              variant->body, variant->accept_label, variant->decline_label, variant->sha256,
                              variant->alt);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* What a row says in Portuguese: "field=words" of each field that is translated, one after the other. */
static char *
read_translations (VtDb *db, const char *kind, gint64 id)
{
  g_autoptr (GPtrArray) list = vt_translation_list (db, kind, id, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++)
    {
      const VtTranslation *translation = g_ptr_array_index (list, i);

      g_assert_cmpstr (translation->language, ==, "pt-BR");
      g_string_append_printf (text, "%s=%s ", translation->field, translation->value);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
translate (VtDb *db, const char *kind, gint64 id, const char *const *fields)
{
  for (; *fields != NULL; fields++)
    {
      g_autofree char *words = g_strconcat ("pt:", *fields, NULL);
      g_autoptr (GError) error = NULL;

      g_assert_true (vt_translation_set (db, kind, id, *fields, "pt-BR", words, &error));
      g_assert_no_error (error);
    }
}

static void
test_copy_translations (void)
{
  static const char *const fields[] = { "headline", "body",   "accept_label", "decline_label",
                                        "consent",  "thanks", "alt",          NULL };
  static const char *const of_variant[] = { "headline", "body", "accept_label", "decline_label", "alt", NULL };
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) variants = NULL;
  g_autofree char *of_popup = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  gint64 variant = 0;
  gint64 copy = 0;

  g_assert_true (vt_setting_set (db, "languages", "pt-BR", &error));
  g_assert_true (vt_popup_variant_create (db, VT_TEST_POPUP, "B", NULL, &error));
  g_assert_true (vt_popup_variant_create (db, VT_TEST_POPUP, "C", &variant, &error));
  translate (db, "popup", VT_TEST_POPUP, fields);
  translate (db, "popup_variant", variant, of_variant);
  g_assert_true (vt_popup_copy (db, VT_TEST_POPUP, &copy, &error));
  g_assert_no_error (error);

  variants = vt_popup_list_variants (db, copy, &error);
  g_assert_cmpuint (variants->len, ==, 2);
  of_popup = read_translations (db, "popup", copy);
  first = read_translations (db, "popup_variant", ((const VtPopupVariant *) g_ptr_array_index (variants, 0))->id);
  second = read_translations (db, "popup_variant", ((const VtPopupVariant *) g_ptr_array_index (variants, 1))->id);
  g_assert_cmpstr (of_popup, ==,
                   "accept_label=pt:accept_label alt=pt:alt body=pt:body consent=pt:consent "
                   "decline_label=pt:decline_label headline=pt:headline thanks=pt:thanks ");
  g_assert_cmpstr (first, ==, "");
  g_assert_cmpstr (second, ==,
                   "accept_label=pt:accept_label alt=pt:alt body=pt:body decline_label=pt:decline_label "
                   "headline=pt:headline ");
}

static void
test_copy (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VtPopup) copy = NULL;
  g_autofree char *long_name = g_strnfill (100, 'x');
  g_autofree char *original = NULL;
  g_autofree char *copied = NULL;
  gint64 id = 0;

  g_assert_true (vt_popup_set_name (db, VT_TEST_POPUP, long_name, &error));
  g_assert_true (vt_popup_set_layout (db, VT_TEST_POPUP, VT_POPUP_CORNER, &error));
  g_assert_true (vt_popup_set_trigger (db, VT_TEST_POPUP, VT_POPUP_PAGES, 4, &error));
  g_assert_true (vt_popup_set_word (db, VT_TEST_POPUP, "offer", &error));
  g_assert_true (vt_popup_set_phone (db, VT_TEST_POPUP, VT_POPUP_PHONE_BACK, &error));
  g_assert_true (vt_popup_set_audience (db, VT_TEST_POPUP, "{\"visitors\":\"new\",\"views\":2}", &error));
  g_assert_true (vt_popup_set_period (db, VT_TEST_POPUP, VT_TEST_NOW_US, VT_TEST_NOW_US + VT_TEST_DAY_US, &error));
  g_assert_true (vt_popup_set_blocks (db, VT_TEST_POPUP, "headline code text", &error));
  g_assert_true (vt_popup_set_most_shows (db, VT_TEST_POPUP, 3, &error));
  g_assert_true (vt_popup_variant_create (db, VT_TEST_POPUP, "B", &id, &error));
  g_assert_true (vt_popup_variant_set_headline (db, id, "Other words", &error));
  g_assert_no_error (error);

  g_assert_true (vt_popup_copy (db, VT_TEST_POPUP, &id, &error));
  g_assert_no_error (error);
  original = read_all (db, VT_TEST_POPUP);
  copied = read_all (db, id);
  g_assert_cmpstr (original, ==, copied);
  copy = vt_popup_load (db, id, &error);
  g_assert_false (copy->active);
  g_assert_true (g_str_has_prefix (copy->name, "Copy of x"));
  g_assert_cmpuint (strlen (copy->name), ==, 100);

  g_assert_false (vt_popup_copy (db, 424242, &id, &error));
  g_assert_error (error, VT_PROMO_ERROR, VT_PROMO_ERROR_NOT_FOUND);
}

static void
test_edits (void)
{
  g_autoptr (VtDb) db = vt_test_shop_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (VtPopup) self = NULL;
  gint64 id = 0;

  g_assert_true (vt_popup_create (db, "New", &id, &error));
  g_assert_false (vt_popup_set_active (db, id, TRUE, VT_TEST_NOW_US, &error));
  g_assert_error (error, VT_PROMO_ERROR, VT_PROMO_ERROR_INVALID);
  g_clear_error (&error);

  g_assert_true (vt_popup_set_headline (db, id, "Hello", &error));
  g_assert_true (vt_popup_set_countdown (db, id, TRUE, &error));
  g_assert_false (vt_popup_set_active (db, id, TRUE, VT_TEST_NOW_US, &error));
  g_assert_error (error, VT_PROMO_ERROR, VT_PROMO_ERROR_DISHONEST);
  g_clear_error (&error);

  g_assert_true (vt_popup_set_discount (db, id, VT_TEST_GREEN15, &error));
  g_assert_true (vt_popup_set_active (db, id, TRUE, VT_TEST_NOW_US, &error));
  g_assert_true (vt_popup_set_trigger (db, id, VT_POPUP_SCROLL, 50, &error));
  g_assert_true (vt_popup_set_picture (db, id, VT_TEST_PHOTO_LAMP, "A lamp", &error));
  g_assert_no_error (error);
  self = vt_popup_load (db, id, &error);
  g_assert_cmpstr (self->discount_code, ==, "GREEN15");
  g_assert_cmpint (self->discount_ends_us, ==, VT_TEST_NOW_US + 7 * VT_TEST_DAY_US);
  g_assert_cmpint (self->trigger, ==, VT_POPUP_SCROLL);
  g_assert_cmpint (self->width, ==, 200);

  g_assert_false (vt_popup_set_trigger (db, id, VT_POPUP_SCROLL, 101, &error));
  g_clear_error (&error);
  g_assert_false (vt_popup_set_target (db, id, "javascript:alert(1)", &error));
  g_clear_error (&error);
  g_assert_false (vt_popup_set_picture (db, id, "none", NULL, &error));
  g_clear_error (&error);
  g_assert_false (vt_popup_set_discount (db, id, 1, &error));
  g_clear_error (&error);
  g_assert_false (vt_popup_set_quiet_days (db, id, 366, &error));
  g_clear_error (&error);
  g_assert_true (vt_popup_delete (db, id, &error));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/popup/honest", test_honest);
  g_test_add_func ("/popup/claims", test_claims);
  g_test_add_func ("/popup/goals", test_goals);
  g_test_add_func ("/popup/settings", test_settings);
  g_test_add_func ("/popup/variants", test_variants);
  g_test_add_func ("/popup/copy", test_copy);
  g_test_add_func ("/popup/copy-translations", test_copy_translations);
  g_test_add_func ("/popup/edits", test_edits);

  return g_test_run ();
}
