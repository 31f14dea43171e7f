#define G_LOG_DOMAIN "vt-catalogue"

/* The names of the photos' originals, read from media: two that came as “front.jpg” are told apart by a number, in the
 * order of their content, so that the same photos have the same names in every shop that holds them. */

#include "catalogue/vt-photo-names.h"

#include <string.h>

#define NAME_MAX_BYTES 120

struct _VtPhotoNames
{
  GHashTable *names; /* (owned) name by SHA-256 */
  GHashTable *sums;  /* (owned) SHA-256 by folded name */
};

/* Windows stores none of these, and no name that ends in a full stop or a space; a leading one hides the file. */
static char *
clean_name (const char *name, const char *sha256)
{
  g_autoptr (GString) clean = g_string_new (NULL);

  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)) || strchr ("/\\:*?\"<>|", *p) != NULL)
      g_string_append_c (clean, '-');
    else if (clean->len > 0 || strchr (". ", *p) == NULL)
      g_string_append_len (clean, p, g_utf8_next_char (p) - p);
  while (clean->len > 0 && strchr (". ", clean->str[clean->len - 1]) != NULL)
    g_string_truncate (clean, clean->len - 1);
  if (clean->len == 0)
    g_string_append_len (clean, sha256, 12);

  return g_string_free (g_steal_pointer (&clean), FALSE);
}

/* @name, shortened before its ending, with the number from 2 on. */
static char *
number_name (const char *name, guint number)
{
  const char *dot = strrchr (name, '.');
  const char *ending = dot != NULL && dot > name && strlen (dot) <= 8 ? dot : name + strlen (name);
  g_autofree char *suffix = number > 1 ? g_strdup_printf ("-%u", number) : g_strdup ("");
  gsize length = (gsize) (ending - name);

  while (length > NAME_MAX_BYTES || (length > 0 && (((guchar) name[length]) & 0xc0) == 0x80))
    length--;

  return g_strdup_printf ("%.*s%s%s", (int) length, name, suffix, ending);
}

static void
add_name (VtPhotoNames *self, const char *sha256, const char *name)
{
  g_autofree char *clean = clean_name (name, sha256);

  for (guint number = 1;; number++)
    {
      char *own = number_name (clean, number);
      char *folded = g_utf8_casefold (own, -1);

      if (!g_hash_table_contains (self->sums, folded))
        {
          char *key = g_strdup (sha256);

          g_hash_table_insert (self->names, key, own);
          g_hash_table_insert (self->sums, folded, key);
          return;
        }
      g_free (own);
      g_free (folded);
    }
}

/**
 * vt_photo_names_new:
 * @db: a shop's database
 * @error: a #VtDbError
 *
 * Returns: (transfer full) (nullable): the names of all photos of products
 */
VtPhotoNames *
vt_photo_names_new (VtDb *db, GError **error)
{
  g_autoptr (VtPhotoNames) self = g_new0 (VtPhotoNames, 1);
  g_autoptr (VtStmt) stmt = vt_db_prepare (db,
                                           "SELECT sha256, name FROM media "
                                           "WHERE EXISTS (SELECT 1 FROM photo WHERE photo.sha256 = media.sha256) "
                                           "ORDER BY sha256",
                                           error);
  VtStep step = VT_STEP_ERROR;

  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->sums = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  while (stmt != NULL && (step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    add_name (self, vt_stmt_get_text (stmt, 0), vt_stmt_get_text (stmt, 1));

  return step == VT_STEP_DONE ? g_steal_pointer (&self) : NULL;
}

void
vt_photo_names_free (VtPhotoNames *self)
{
  g_hash_table_unref (self->sums);
  g_hash_table_unref (self->names);
  g_free (self);
}

/**
 * vt_photo_names_get:
 * @self: the names
 * @sha256: a photo's content
 *
 * Returns: (transfer none) (nullable): its name; %NULL when no product has it
 */
const char *
vt_photo_names_get (VtPhotoNames *self, const char *sha256)
{
  return g_hash_table_lookup (self->names, sha256);
}

/**
 * vt_photo_names_find:
 * @self: the names
 * @name: what vt_photo_names_get() gave, in any case of letters
 *
 * Returns: (transfer none) (nullable): the SHA-256 of that photo
 */
const char *
vt_photo_names_find (VtPhotoNames *self, const char *name)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);

  return g_hash_table_lookup (self->sums, folded);
}
