/* Reads the texts of all the folders before this one and writes nothing. */
#include "brand/vt-font-text.h"

/* What shoppers may read, without markup's own characters being kept apart: these are ASCII. */
static const char all_texts[] =
    "SELECT value FROM setting UNION ALL SELECT value FROM translation UNION ALL SELECT title FROM product "
    "UNION ALL SELECT description_html FROM product UNION ALL SELECT vendor FROM product "
    "UNION ALL SELECT product_type FROM product UNION ALL SELECT option_names FROM product "
    "UNION ALL SELECT option_values FROM variant UNION ALL SELECT tag FROM product_tag "
    "UNION ALL SELECT name FROM product_fact UNION ALL SELECT value FROM product_fact UNION ALL SELECT cells FROM size_table "
    "UNION ALL SELECT name FROM review UNION ALL SELECT title FROM review UNION ALL SELECT body FROM review "
    "UNION ALL SELECT title FROM collection UNION ALL SELECT description_html FROM collection "
    "UNION ALL SELECT title FROM page UNION ALL SELECT body_markdown FROM page UNION ALL SELECT title FROM post "
    "UNION ALL SELECT summary FROM post UNION ALL SELECT body_markdown FROM post UNION ALL SELECT author FROM post "
    "UNION ALL SELECT title FROM section UNION ALL SELECT body FROM section UNION ALL SELECT action FROM section "
    "UNION ALL SELECT note FROM section UNION ALL SELECT title FROM live_event UNION ALL SELECT body FROM live_event UNION ALL SELECT title FROM menu_item "
    "UNION ALL SELECT headline || body || accept_label || decline_label || consent || thanks FROM popup "
    "UNION ALL SELECT headline || body || accept_label || decline_label FROM popup_variant "
    "UNION ALL SELECT title || code FROM discount UNION ALL SELECT name || note FROM shipping_method";

/* Most texts are ASCII for the most part. */
static void
add_text (hb_set_t *set, const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c;

      if ((guchar) *p < 0x80)
        continue;
      c = g_utf8_get_char_validated (p, -1);
      if (c >= (gunichar) -2)
        return;
      if (g_unichar_isgraph (c))
        hb_set_add (set, c);
    }
}

/**
 * vt_font_text_collect:
 * @db: a connection of this thread
 * @error: a #VtDbError
 *
 * Reads every text of the shop: a second for a shop of very many products; never on the main thread.
 *
 * Returns: (transfer full) (nullable): the characters outside of ASCII that stand in them
 */
hb_set_t *
vt_font_text_collect (VtDb *db, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, all_texts, error);
  hb_set_t *set;
  VtStep step;

  if (stmt == NULL)
    return NULL;

  set = hb_set_create ();
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    add_text (set, vt_stmt_get_text (stmt, 0));
  if (step == VT_STEP_DONE)
    return set;

  hb_set_destroy (set);
  return NULL;
}
