/* The file of a build: of this machine, checked by a hash, and lost without harm. */
#define G_LOG_DOMAIN "vt-publish"

#include "publish/vt-build-state.h"

#include "base/vt-db-reads.h"
#include "base/vt-file.h"
#include "base/vt-hash.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unicode/uchar.h>

#include "vt-config.h"

#define MAX_BYTES (1024 * 1024 * 1024)

VtBuildRoute *
vt_build_route_new (const char *path)
{
  VtBuildRoute *self = g_new0 (VtBuildRoute, 1);

  self->path = g_strdup (path);

  return self;
}

void
vt_build_route_free (VtBuildRoute *self)
{
  if (self == NULL)
    return;

  g_free (self->path);
  g_free (self->type);
  g_free (self->reads);
  g_free (self);
}

void
vt_build_state_free (VtBuildState *self)
{
  if (self == NULL)
    return;

  g_free (self->key);
  g_clear_pointer (&self->reads, vt_db_reads_free);
  g_free (self->list.reads);
  g_ptr_array_unref (self->routes);
  g_free (self);
}

/* What pages are made from besides the shop: the program itself (its file changes with any of its code), the data about
 * languages, the theme, the shop's address. */
char *
vt_build_state_key (VtSite *site, const char *base_url)
{
  g_autoptr (GString) all = g_string_new (VT_VERSION " " U_UNICODE_VERSION);
  g_autoptr (GPtrArray) names = vt_site_list_theme_files (site);
  g_autoptr (GString) files = g_string_new (NULL);
  GStatBuf program = { 0 };

  if (g_stat ("/proc/self/exe", &program) == 0)
    g_string_append_printf (all, " %lld %lld.%09ld", (long long) program.st_size, (long long) program.st_mtim.tv_sec,
                            program.st_mtim.tv_nsec);
  for (guint i = 0; i < names->len; i++)
    {
      GBytes *bytes = vt_site_get_theme_file (site, g_ptr_array_index (names, i));

      g_string_append_printf (files, "%s %" G_GSIZE_FORMAT "\n", (char *) g_ptr_array_index (names, i),
                              g_bytes_get_size (bytes));
      g_string_append_len (files, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
    }
  g_string_append_printf (all, " %s\n%s", base_url, files->str);

  return vt_sha256_data (all->str, all->len);
}

static void
append_text (GByteArray *out, const char *text)
{
  g_byte_array_append (out, (const guint8 *) text, (guint) strlen (text) + 1);
}

static void
append_number (GByteArray *out, guint32 number)
{
  g_byte_array_append (out, (const guint8 *) &number, sizeof number);
}

static void
mark_reads (const VtBuildRoute *route, guint32 *numbers)
{
  for (guint i = 0; i < route->n_reads; i++)
    numbers[route->reads[i]] = 1;
}

static void
append_route (GByteArray *out, const VtBuildRoute *route, const guint32 *numbers)
{
  append_text (out, route->path != NULL ? route->path : "");
  append_text (out, route->type != NULL ? route->type : "");
  append_text (out, route->sha256);
  append_number (out, (guint32) route->size);
  append_number (out, route->n_reads);
  for (guint i = 0; i < route->n_reads; i++)
    append_number (out, numbers[route->reads[i]]);
}

static GByteArray *
write_state (VtBuildState *self)
{
  GByteArray *out = g_byte_array_new ();
  g_autofree guint32 *numbers = g_new0 (guint32, vt_db_reads_get_n (self->reads) + 1);
  g_autoptr (GBytes) reads = NULL;

  mark_reads (&self->list, numbers);
  for (guint i = 0; i < self->routes->len; i++)
    mark_reads (self->routes->pdata[i], numbers);
  reads = vt_db_reads_save (self->reads, numbers);

  append_text (out, self->key);
  append_number (out, (guint32) g_bytes_get_size (reads));
  g_byte_array_append (out, g_bytes_get_data (reads, NULL), (guint) g_bytes_get_size (reads));
  append_route (out, &self->list, numbers);
  append_number (out, self->routes->len);
  for (guint i = 0; i < self->routes->len; i++)
    append_route (out, self->routes->pdata[i], numbers);

  return out;
}

gboolean
vt_build_state_save (VtBuildState *self, const char *path, GError **error)
{
  g_autoptr (GByteArray) out = write_state (self);
  g_autofree char *hash = vt_sha256_data (out->data, out->len);
  g_autofree char *folder = g_path_get_dirname (path);

  append_text (out, hash);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s cannot be made", folder);
      return FALSE;
    }

  /* Not waited for: one that a power cut damaged is recognised. */
  return g_file_set_contents_full (path, (const char *) out->data, (gssize) out->len, G_FILE_SET_CONTENTS_CONSISTENT,
                                   0600, error);
}

typedef struct
{
  const guint8 *data;
  gsize left;
  gboolean broken;
} Reader;

static const char *
take_text (Reader *reader)
{
  const char *text = (const char *) reader->data;
  gsize length = reader->left > 0 ? strnlen (text, reader->left) : 0;

  if (reader->broken || length == reader->left)
    {
      reader->broken = TRUE;
      return "";
    }

  reader->data += length + 1;
  reader->left -= length + 1;
  return text;
}

static guint32
take_number (Reader *reader)
{
  guint32 number = 0;

  if (reader->broken || reader->left < sizeof number)
    {
      reader->broken = TRUE;
      return 0;
    }

  memcpy (&number, reader->data, sizeof number);
  reader->data += sizeof number;
  reader->left -= sizeof number;
  return number;
}

static void
take_route (Reader *reader, VtBuildRoute *route, guint n_known)
{
  route->path = g_strdup (take_text (reader));
  route->type = g_strdup (take_text (reader));
  g_strlcpy (route->sha256, take_text (reader), sizeof route->sha256);
  route->size = take_number (reader);
  route->n_reads = take_number (reader);
  if (reader->broken || route->n_reads > reader->left / sizeof (guint32))
    {
      reader->broken = TRUE;
      route->n_reads = 0;
      return;
    }

  route->reads = g_new (guint32, route->n_reads + 1);
  for (guint i = 0; i < route->n_reads; i++)
    if ((route->reads[i] = take_number (reader)) >= n_known)
      reader->broken = TRUE;
}

static gboolean
read_state (VtBuildState *self, Reader *reader)
{
  g_autoptr (GBytes) bytes = NULL;
  VtBuildRoute list = { 0 };
  guint32 n;

  if (strcmp (take_text (reader), self->key) != 0 || (n = take_number (reader)) > reader->left || reader->broken)
    return FALSE;

  bytes = g_bytes_new_static (reader->data, n);
  reader->data += n;
  reader->left -= n;
  self->reads = vt_db_reads_load (bytes);
  if (self->reads == NULL)
    return FALSE;

  take_route (reader, &list, vt_db_reads_get_n (self->reads));
  self->list = list;
  g_clear_pointer (&self->list.path, g_free);
  g_clear_pointer (&self->list.type, g_free);
  n = take_number (reader);
  for (guint32 i = 0; i < n && !reader->broken; i++)
    {
      VtBuildRoute *route = vt_build_route_new (NULL);

      take_route (reader, route, vt_db_reads_get_n (self->reads));
      g_ptr_array_add (self->routes, route);
    }

  return !reader->broken && reader->left == 0;
}

/* The hash stands at the end with a NUL behind it. */
static gboolean
is_whole (const guint8 *data, gsize size)
{
  g_autofree char *hash = NULL;

  if (size < VT_SHA256_LENGTH + 1 || data[size - 1] != '\0')
    return FALSE;

  hash = vt_sha256_data (data, size - VT_SHA256_LENGTH - 1);
  return memcmp (data + size - VT_SHA256_LENGTH - 1, hash, VT_SHA256_LENGTH) == 0;
}

static VtBuildState *
new_state (const char *key)
{
  VtBuildState *self = g_new0 (VtBuildState, 1);

  self->key = g_strdup (key);
  self->routes = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_build_route_free);

  return self;
}

/* A state without anything when there is none of this key, or it is damaged. */
VtBuildState *
vt_build_state_load (const char *path, const char *key)
{
  VtBuildState *self = new_state (key);
  g_autoptr (GBytes) bytes = path != NULL ? vt_file_read (path, MAX_BYTES, NULL) : NULL;
  gsize size = 0;
  const guint8 *data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;

  if (bytes != NULL && is_whole (data, size))
    {
      Reader reader = { data, size - VT_SHA256_LENGTH - 1, FALSE };

      if (read_state (self, &reader))
        return self;
    }

  vt_build_state_free (self);
  self = new_state (key);
  self->reads = vt_db_reads_new ();
  return self;
}
