/* The demo shop in other languages. A file words/LANGUAGE.json maps each text of the shop to its translation, wherever
 * it stands, and handles to translated ones; what it does not name is shown in the shop's first language. */
#define G_LOG_DOMAIN "vt-demo"

#include "base/vt-file.h"
#include "base/vt-json.h"
#include "demo/vt-demo-private.h"
#include "shop/vt-address.h"
#include "shop/vt-settings.h"
#include "shop/vt-translation.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_BYTES (1024 * 1024)
#define MAX_DEPTH 3

/* Between the items of a list in one column. */
#define ITEMS "\x1f"

/* In the order in which shoppers are offered them. */
static const char *const languages[] = { "pt-BR", "th", "es", NULL };

static const struct
{
  const char *kind;
  const char *field;
  const char *sql; /* id and text of each row */
} texts[] = {
  { "product", "title", "SELECT id, title FROM product" },
  { "product", "description_html", "SELECT id, description_html FROM product" },
  { "product", "seo_description", "SELECT id, seo_description FROM product" },
  { "product", "option_names", "SELECT id, option_names FROM product" },
  { "variant", "option_values", "SELECT id, option_values FROM variant" },
  { "photo", "alt", "SELECT id, alt FROM photo" },
  { "product_fact", "name", "SELECT id, name FROM product_fact" },
  { "product_fact", "value", "SELECT id, value FROM product_fact" },
  { "collection", "title", "SELECT id, title FROM collection" },
  { "collection", "description_html", "SELECT id, description_html FROM collection" },
  { "collection", "seo_description", "SELECT id, seo_description FROM collection" },
  { "page", "title", "SELECT id, title FROM page" },
  { "page", "body_markdown", "SELECT id, body_markdown FROM page" },
  { "page", "seo_description", "SELECT id, seo_description FROM page" },
  { "post", "title", "SELECT id, title FROM post" },
  { "post", "summary", "SELECT id, summary FROM post" },
  { "post", "body_markdown", "SELECT id, body_markdown FROM post" },
  { "post", "alt", "SELECT id, alt FROM post" },
  { "post", "seo_description", "SELECT id, seo_description FROM post" },
  { "live_event", "title", "SELECT id, title FROM live_event" },
  { "live_event", "body", "SELECT id, body FROM live_event" },
  { "live_event", "alt", "SELECT id, alt FROM live_event" },
  { "menu_item", "title", "SELECT id, title FROM menu_item" },
  { "section", "title", "SELECT id, title FROM section" },
  { "section", "body", "SELECT id, body FROM section" },
  { "section", "action", "SELECT id, action FROM section" },
  { "section", "note", "SELECT id, note FROM section" },
  { "section", "alt", "SELECT id, alt FROM section" },
  { "section_picture", "alt", "SELECT id, alt FROM section_picture" },
  { "popup", "headline", "SELECT id, headline FROM popup" },
  { "popup", "body", "SELECT id, body FROM popup" },
  { "popup", "accept_label", "SELECT id, accept_label FROM popup" },
  { "popup", "decline_label", "SELECT id, decline_label FROM popup" },
  { "popup", "alt", "SELECT id, alt FROM popup" },
  { "popup", "consent", "SELECT id, consent FROM popup" },
  { "popup", "thanks", "SELECT id, thanks FROM popup" },
  { "shipping_method", "name", "SELECT id, name FROM shipping_method" },
  { "payment_method", "name", "SELECT id, name FROM payment_method" },
  { "payment_method", "instructions", "SELECT id, instructions FROM payment_method" },
  { "setting", "shop.tagline", "SELECT 0, value FROM setting WHERE key = 'shop.tagline'" },
  { "setting", "announcement", "SELECT 0, value FROM setting WHERE key = 'announcement'" },
};

static const struct
{
  const char *kind;
  const char *sql;
} handles[] = {
  { "product", "SELECT id, handle FROM product" },
  { "collection", "SELECT id, handle FROM collection" },
  { "page", "SELECT id, handle FROM page" },
  { "post", "SELECT id, handle FROM post" },
};

/* One row and its text, kept: the table is written while its rows are gone through. */
typedef struct
{
  gint64 id;
  char *text;
} Row;

static void
row_clear (gpointer data)
{
  g_free (((Row *) data)->text);
}

static GArray *
read_rows (VtDb *db, const char *sql, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (Row));
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, sql, error);
  VtStep step = stmt != NULL ? VT_STEP_ROW : VT_STEP_ERROR;

  g_array_set_clear_func (rows, row_clear);
  while (stmt != NULL && (step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      Row row = { vt_stmt_get_int (stmt, 0), vt_stmt_dup_text (stmt, 1) };

      g_array_append_val (rows, row);
    }

  return step == VT_STEP_DONE ? g_steal_pointer (&rows) : NULL;
}

/* A list is translated when all of its items are. */
static char *
translate (JsonObject *words, const char *text)
{
  g_auto (GStrv) items = g_strsplit (text, ITEMS, -1);

  for (guint i = 0; items[i] != NULL; i++)
    {
      const char *word = vt_demo_text (words, items[i]);

      if (word == NULL)
        return NULL;
      g_free (items[i]);
      items[i] = g_strdup (word);
    }

  return items[0] != NULL ? g_strjoinv (ITEMS, items) : NULL;
}

static gboolean
add_texts (VtDb *db, const char *language, JsonObject *words, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GArray) rows = read_rows (db, texts[i].sql, error);

      for (guint j = 0; rows != NULL && j < rows->len; j++)
        {
          const Row *row = &g_array_index (rows, Row, j);
          g_autofree char *text = translate (words, row->text);

          if (text != NULL && !vt_translation_set (db, texts[i].kind, row->id, texts[i].field, language, text, error))
            return FALSE;
        }
      if (rows == NULL)
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_handles (VtDb *db, const char *language, JsonObject *words, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (handles); i++)
    {
      g_autoptr (GArray) rows = read_rows (db, handles[i].sql, error);

      for (guint j = 0; rows != NULL && j < rows->len; j++)
        {
          const Row *row = &g_array_index (rows, Row, j);
          const char *handle = vt_demo_text (words, row->text);

          if (handle != NULL && !vt_address_translate (db, handles[i].kind, row->id, language, handle, error))
            return FALSE;
        }
      if (rows == NULL)
        return FALSE;
    }

  return TRUE;
}

/* Pictures of texts stand in the shop by hash, in the file by name. */
static JsonObject *
name_pictures (const VtDemoFacts *facts, JsonObject *words)
{
  JsonObject *named = json_object_new ();
  JsonObjectIter iter;
  const char *text = NULL;

  json_object_iter_init (&iter, words);
  while (json_object_iter_next (&iter, &text, NULL))
    {
      const char *word = vt_demo_text (words, text);
      g_autofree char *from = vt_demo_name_pictures (facts, text);
      g_autofree char *to = word != NULL ? vt_demo_name_pictures (facts, word) : NULL;

      if (to != NULL)
        json_object_set_string_member (named, from, to);
    }

  return named;
}

static gboolean
add_language (VtDb *db, const VtDemoFacts *facts, const char *folder, const char *language, GError **error)
{
  g_autofree char *name = g_strconcat (language, ".json", NULL);
  g_autofree char *path = g_build_filename (folder, "words", name, NULL);
  g_autoptr (GBytes) bytes = vt_file_read (path, MAX_BYTES, error);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (JsonObject) named = NULL;
  JsonObject *words = NULL, *addresses = NULL;

  if (bytes == NULL)
    return FALSE;

  node = vt_json_parse (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), MAX_BYTES, MAX_DEPTH, error);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      if (node != NULL)
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("%s: expected an object"), path);
      return FALSE;
    }

  if (!vt_json_get_object (json_node_get_object (node), "texts", &words, error) ||
      !vt_json_get_object (json_node_get_object (node), "handles", &addresses, error))
    return FALSE;
  named = name_pictures (facts, words);

  return add_texts (db, language, named, error) && add_handles (db, language, addresses, error);
}

/* Everything else of the demo shop is there already. */
gboolean
vt_demo_add_languages (VtDb *db, const VtDemoFacts *facts, const char *folder, GError **error)
{
  g_autofree char *list = g_strjoinv (" ", (char **) languages);

  if (!vt_setting_set (db, "languages", list, error))
    return FALSE;

  for (guint i = 0; languages[i] != NULL; i++)
    if (!add_language (db, facts, folder, languages[i], error))
      return FALSE;

  return TRUE;
}
