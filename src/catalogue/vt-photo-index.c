#define G_LOG_DOMAIN "vt-catalogue"

#include "catalogue/vt-photo-index.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#define MAX_FILES (200 * 1000)
#define MAX_DEPTH 16

/* A number behind an SKU that is longer is a part of it. */
#define MAX_NUMBER_DIGITS 2

/* A file whose name says that it is one of a code's photos. */
typedef struct
{
  const VtPhotoFile *file; /* (unowned) */
  int number;              /* -1: the name is the code and nothing else */
} Match;

struct _VtPhotoIndex
{
  GPtrArray *files;    /* (owned) (element-type VtPhotoFile) */
  GHashTable *by_name; /* (owned) name, and each end of it behind a "/" → file; NULL: several have it */
  GHashTable *by_code; /* (owned) code → GArray of Match */
  GHashTable *codes;   /* (owned) codes that are known to be some product's */
};

static void
file_free (gpointer data)
{
  VtPhotoFile *file = data;

  g_free (file->name);
  g_free (file->path);
  g_free (file);
}

VtPhotoIndex *
vt_photo_index_new (void)
{
  VtPhotoIndex *self = g_new0 (VtPhotoIndex, 1);

  self->files = g_ptr_array_new_with_free_func (file_free);
  self->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->by_code = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  self->codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

void
vt_photo_index_free (VtPhotoIndex *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->codes);
  g_hash_table_unref (self->by_code);
  g_hash_table_unref (self->by_name);
  g_ptr_array_unref (self->files);
  g_free (self);
}

/* The form in which names are compared: spelling of accents and letter case do not matter, nor which slash it is. */
static char *
fold_name (const char *name)
{
  g_autofree char *composed = g_utf8_normalize (name, -1, G_NORMALIZE_NFC);
  char *folded = g_utf8_casefold (composed != NULL ? composed : "", -1);

  return g_strdelimit (folded, "\\", '/');
}

/* The form in which codes are compared: what cannot be in a file name, and what people put instead, is a "-". */
static char *
fold_code (const char *code)
{
  g_autofree char *folded = fold_name (code);

  return g_strstrip (g_strdelimit (g_steal_pointer (&folded), "/:*?\"<>|_ ", '-'));
}

static void
add_match (VtPhotoIndex *self, const char *code, gsize length, const VtPhotoFile *file, int number)
{
  g_autofree char *key = g_strndup (code, length);
  GArray *matches = g_hash_table_lookup (self->by_code, key);
  Match match = { file, number };

  if (matches == NULL)
    {
      matches = g_array_new (FALSE, FALSE, sizeof (Match));
      g_hash_table_insert (self->by_code, g_steal_pointer (&key), matches);
    }
  g_array_append_val (matches, match);
}

/* "shirt-2" and "shirt-(2)" are the second photo of "shirt", as well as the first of "shirt-2". */
static void
add_stem (VtPhotoIndex *self, const char *stem, const VtPhotoFile *file)
{
  gsize length = strlen (stem);
  gsize end = length;
  gsize start;

  add_match (self, stem, length, file, -1);
  if (end > 0 && stem[end - 1] == ')')
    end--;
  for (start = end; start > 0 && g_ascii_isdigit (stem[start - 1]);)
    start--;
  if (start == end || end - start > MAX_NUMBER_DIGITS || start < 2)
    return;
  length = start;
  if (end < strlen (stem) && stem[length - 1] == '(')
    length--;
  else if (end < strlen (stem) || stem[length - 1] != '-')
    return;
  while (length > 0 && stem[length - 1] == '-')
    length--;
  if (length > 0)
    add_match (self, stem, length, file, (int) g_ascii_strtoll (stem + start, NULL, 10));
}

/* A name that several files have means none of them. */
static void
add_name (VtPhotoIndex *self, const char *name, const VtPhotoFile *file)
{
  gpointer there = NULL;
  gboolean taken = g_hash_table_lookup_extended (self->by_name, name, NULL, &there);

  g_hash_table_insert (self->by_name, g_strdup (name), taken && there != file ? NULL : (gpointer) file);
}

/**
 * vt_photo_index_add:
 * @self: an index
 * @name: name of a file with the folders above it
 * @file: (out) (transfer none) (optional): the file, for what more is known of it
 * @error: when there are more files than any shop has photos
 *
 * Returns: whether the file can be found now
 */
gboolean
vt_photo_index_add (VtPhotoIndex *self, const char *name, VtPhotoFile **file, GError **error)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  g_autofree char *folded = fold_name (valid);
  g_autofree char *base = g_path_get_basename (folded);
  g_autofree char *stem = fold_code (base);
  char *dot = strrchr (stem, '.');
  VtPhotoFile *added;

  if (self->files->len >= MAX_FILES)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE,
                   _ ("There are more than %d files. Choose a folder or ZIP that has the photos alone"), MAX_FILES);
      return FALSE;
    }

  added = g_new0 (VtPhotoFile, 1);
  added->name = g_steal_pointer (&valid);
  g_ptr_array_add (self->files, added);

  for (const char *end = folded; end != NULL; end = strchr (end, '/') != NULL ? strchr (end, '/') + 1 : NULL)
    add_name (self, end, added);
  if (dot != NULL && dot != stem)
    *dot = '\0';
  add_stem (self, stem, added);

  if (file != NULL)
    *file = added;
  return TRUE;
}

static gboolean add_folder (VtPhotoIndex *self, const char *path, const char *inside, guint depth, GError **error);

static gboolean
add_entry (VtPhotoIndex *self, const char *folder, const char *inside, const char *name, guint depth, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *below = *inside != '\0' ? g_strconcat (inside, "/", name, NULL) : g_strdup (name);
  VtPhotoFile *file = NULL;
  GStatBuf status;

  /* Links are not followed: they may lead anywhere, or round in a circle. */
  if (*name == '.' || g_lstat (path, &status) != 0)
    return TRUE;
  if (S_ISDIR (status.st_mode))
    return depth >= MAX_DEPTH || add_folder (self, path, below, depth + 1, error);
  if (!S_ISREG (status.st_mode))
    return TRUE;
  if (!vt_photo_index_add (self, below, &file, error))
    return FALSE;

  file->path = g_steal_pointer (&path);
  return TRUE;
}

static gboolean
add_folder (VtPhotoIndex *self, const char *path, const char *inside, guint depth, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, depth == 0 ? error : NULL);
  const char *name;

  if (dir == NULL)
    return depth > 0;
  while ((name = g_dir_read_name (dir)) != NULL)
    if (!add_entry (self, path, inside, name, depth, error))
      return FALSE;

  return TRUE;
}

/**
 * vt_photo_index_add_folder:
 * @self: an index
 * @folder: (type filename): a folder
 * @error: why it cannot be read
 *
 * Adds the files of @folder and the folders in it. Links and hidden files are left out.
 *
 * Returns: whether it was read
 */
gboolean
vt_photo_index_add_folder (VtPhotoIndex *self, const char *folder, GError **error)
{
  return add_folder (self, folder, "", 0, error);
}

/**
 * vt_photo_index_add_code:
 * @self: an index
 * @code: an SKU or handle that there is
 *
 * Tells of a code, so that "SHIRT-2.jpg" is a photo of SHIRT-2, not the second one of SHIRT.
 */
void
vt_photo_index_add_code (VtPhotoIndex *self, const char *code)
{
  g_hash_table_add (self->codes, fold_code (code));
}

/**
 * vt_photo_index_find:
 * @self: an index
 * @name: name of a file, with as many of the folders above it as are known, here or where it comes from
 * @ambiguous: (out): whether there are several of that name
 *
 * Returns: (transfer none) (nullable): the file
 */
const VtPhotoFile *
vt_photo_index_find (VtPhotoIndex *self, const char *name, gboolean *ambiguous)
{
  g_autofree char *folded = fold_name (name);
  gpointer file = NULL;

  *ambiguous = FALSE;
  for (const char *end = folded; end != NULL; end = strchr (end, '/') != NULL ? strchr (end, '/') + 1 : NULL)
    if (*end != '\0' && g_hash_table_lookup_extended (self->by_name, end, NULL, &file))
      {
        *ambiguous = file == NULL;
        return file;
      }

  return NULL;
}

static int
compare_matches (gconstpointer a, gconstpointer b)
{
  const Match *first = a;
  const Match *second = b;

  return first->number != second->number ? (first->number > second->number) - (first->number < second->number)
                                         : strcmp (first->file->name, second->file->name);
}

static gboolean
is_other_code (VtPhotoIndex *self, const Match *match)
{
  g_autofree char *base = g_path_get_basename (match->file->name);
  g_autofree char *stem = fold_code (base);
  char *dot = strrchr (stem, '.');

  if (dot != NULL && dot != stem)
    *dot = '\0';

  return match->number >= 0 && g_hash_table_contains (self->codes, stem);
}

/**
 * vt_photo_index_match:
 * @self: an index
 * @code: an SKU or handle
 *
 * Returns: (transfer full) (array zero-terminated=1): names of its photos: `CODE.jpg`, then `CODE-1.jpg`, `CODE_2.png`,
 *   `CODE (3).jpg`… by their numbers
 */
char **
vt_photo_index_match (VtPhotoIndex *self, const char *code)
{
  g_autofree char *key = fold_code (code);
  GArray *matches = *key != '\0' ? g_hash_table_lookup (self->by_code, key) : NULL;
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  if (matches != NULL)
    g_array_sort (matches, compare_matches);
  for (guint i = 0; matches != NULL && i < matches->len; i++)
    {
      const Match *match = &g_array_index (matches, Match, i);

      if (!is_other_code (self, match))
        g_strv_builder_add (names, match->file->name);
    }

  return g_strv_builder_end (names);
}
