#define G_LOG_DOMAIN "vt-catalogue"

/* What hangs on a product besides its row and variants: photos, films, former addresses, translations, and what goes
 * well with it. New product or not, it is compared and written by the ordinary edits; what cannot be is told in the
 * product's result, and the product is taken over without it. */

#include "base/vt-handle.h"
#include "catalogue/vt-catalogue-private.h"
#include "catalogue/vt-catalogue-translation.h"
#include "catalogue/vt-import-work.h"
#include "catalogue/vt-product-related.h"
#include "catalogue/vt-product-video.h"
#include "shop/vt-old-handle.h"
#include "shop/vt-translation.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Products that are to be linked when all are there; its texts live as long as the results. */
typedef struct
{
  gint64 product_id;
  guint line;
  const char *title;
  const char *const *names; /* handles, or SKUs of variants; ended by %NULL */
} VtImportRelated;

/* Whether @local was only about a value that cannot be, which the product then does without. */
static gboolean
is_told (VtImportProduct *record, GError *local, GError **error)
{
  if (local->domain == VT_CATALOGUE_ERROR)
    {
      vt_import_product_warn (record, "%s", local->message);
      g_error_free (local);
      return TRUE;
    }
  g_propagate_error (error, local);

  return FALSE;
}

/* Photos ------------------------------------------------------------------------------------------------------------
 */

static gboolean
add_photo (VtImportWork *work, VtImportProduct *record, VtProduct *product, const VtImportPhoto *photo, GError **error)
{
  const VtImportPicture *picture = vt_import_work_get_picture (work, photo->source);
  const char *alt = photo->alt != NULL ? photo->alt : vt_product_get_title (product);
  GError *local = NULL;

  vt_import_work_differs (work, record->line, "photo", "", "", photo->source);
  if (!vt_media_add (work->db, picture->media, error))
    return FALSE;

  return vt_product_add_photo (work->db, vt_product_get_id (product), picture->media->sha256, alt, -1, NULL, &local) ||
         is_told (record, local, error);
}

/* Photos that the product has stay, with the words that somebody wrote for them unless the file has others. */
static gboolean
write_photo (VtImportWork *work, VtImportProduct *record, VtProduct *product, VtImportPhoto *photo, GError **error)
{
  const VtImportPicture *picture = vt_import_work_get_picture (work, photo->source);
  const VtPhoto *old = vt_import_work_find_photo (work, product, photo->source);
  GError *local = NULL;

  photo->is_there = old != NULL;
  if (old == NULL && picture != NULL && picture->problem != NULL)
    vt_import_product_warn (record, "%s", picture->problem);
  if (old == NULL && (picture == NULL || picture->media == NULL))
    return TRUE;
  if (old == NULL)
    return add_photo (work, record, product, photo, error);
  if (photo->alt == NULL || strcmp (photo->alt, old->alt) == 0)
    return TRUE;

  vt_import_work_differs (work, record->line, "alt", photo->source, old->alt, photo->alt);

  return vt_photo_set_alt (work->db, old->id, photo->alt, &local) || is_told (record, local, error);
}

/* The same picture under two names is one photo. */
static gboolean
is_named_before (VtImportWork *work, const VtImportProduct *record, guint index)
{
  const VtImportPhoto *photo = g_ptr_array_index (record->photos, index);
  const VtImportPicture *picture = vt_import_work_get_picture (work, photo->source);

  for (guint i = 0; picture != NULL && picture->media != NULL && i < index; i++)
    {
      const VtImportPhoto *other = g_ptr_array_index (record->photos, i);
      const VtImportPicture *before = vt_import_work_get_picture (work, other->source);

      if (before != NULL && before->media != NULL && strcmp (before->media->sha256, picture->media->sha256) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
write_photos (VtImportWork *work, VtImportProduct *record, VtProduct *product, GError **error)
{
  for (guint i = 0; record->photos != NULL && i < record->photos->len; i++)
    if (!is_named_before (work, record, i) &&
        !write_photo (work, record, product, g_ptr_array_index (record->photos, i), error))
      return FALSE;

  return TRUE;
}

/* By its values as they are now, else by its SKU. */
static const VtVariant *
find_variant (VtProduct *product, const VtImportProduct *record, const VtImportVariant *given)
{
  gboolean by_values = record->options != NULL && record->options->len == vt_product_get_n_options (product) &&
                       g_strv_length ((char **) given->values) == record->options->len;

  for (guint i = 0; i < vt_product_get_n_variants (product); i++)
    {
      const VtVariant *variant = vt_product_get_variant (product, i);

      if (by_values ? g_strv_equal ((const char *const *) variant->values, given->values)
                    : given->sku != NULL && *given->sku != '\0' && strcmp (variant->sku, given->sku) == 0)
        return variant;
    }

  return vt_product_get_n_variants (product) == 1 && record->variants->len == 1 ? vt_product_get_variant (product, 0)
                                                                                : NULL;
}

static gboolean
has_variant_photos (const VtImportProduct *record)
{
  for (guint i = 0; record->variants != NULL && i < record->variants->len; i++)
    if (((VtImportVariant *) g_ptr_array_index (record->variants, i))->photo != NULL)
      return TRUE;

  return FALSE;
}

static gboolean
write_variant_photos (VtImportWork *work, const VtImportProduct *record, gint64 id, GError **error)
{
  g_autoptr (VtProduct) product = NULL;

  if (!has_variant_photos (record))
    return TRUE;
  product = vt_product_load (work->db, id, error);
  if (product == NULL)
    return FALSE;

  for (guint i = 0; i < record->variants->len; i++)
    {
      const VtImportVariant *given = g_ptr_array_index (record->variants, i);
      const VtPhoto *photo = vt_import_work_find_photo (work, product, given->photo);
      const VtVariant *variant = photo != NULL ? find_variant (product, record, given) : NULL;

      if (variant == NULL || variant->photo_id == photo->id)
        continue;
      vt_import_work_differs (work, given->line, "photo_id", variant->sku, "", given->photo);
      if (!vt_variant_set_photo (work->db, variant->id, photo->id, error))
        return FALSE;
    }

  return TRUE;
}

/* Films, addresses ---------------------------------------------------------------------------------------------------
 */

static const VtVideo *
find_video (const GPtrArray *videos, const char *url)
{
  for (guint i = 0; i < videos->len; i++)
    if (strcmp (((VtVideo *) g_ptr_array_index (videos, i))->url, url) == 0)
      return g_ptr_array_index (videos, i);

  return NULL;
}

static gboolean
write_video (VtImportWork *work,
             VtImportProduct *record,
             gint64 id,
             const GPtrArray *videos,
             const VtImportVideo *given,
             GError **error)
{
  const VtVideo *old = find_video (videos, given->url);
  GError *local = NULL;
  gboolean done;

  if (old != NULL && (given->title == NULL || strcmp (given->title, old->title) == 0))
    return TRUE;

  vt_import_work_differs (work, record->line, "video", given->url, old != NULL ? old->title : "",
                          given->title != NULL ? given->title : given->url);
  if (old != NULL)
    done = vt_video_set (work->db, old->id, given->url, given->title, &local);
  else
    done = vt_product_add_video (work->db, id, given->url, given->title != NULL ? given->title : "", -1, NULL, &local);

  return done || is_told (record, local, error);
}

static gboolean
write_videos (VtImportWork *work, VtImportProduct *record, gint64 id, GError **error)
{
  g_autoptr (GPtrArray) videos = NULL;

  if (record->videos == NULL || record->videos->len == 0)
    return TRUE;
  videos = vt_product_list_videos (work->db, id, error);

  for (guint i = 0; videos != NULL && i < record->videos->len; i++)
    if (!write_video (work, record, id, videos, g_ptr_array_index (record->videos, i), error))
      return FALSE;

  return videos != NULL;
}

/* An address that a product has today is not taken from it. */
static gboolean
write_old_handles (VtImportWork *work, VtImportProduct *record, gint64 id, GError **error)
{
  g_auto (GStrv) known = NULL;

  if (record->old_handles == NULL || record->old_handles->len == 0)
    return TRUE;
  known = vt_old_handle_list (work->db, "product", id, error);

  for (guint i = 0; known != NULL && i < record->old_handles->len; i++)
    {
      const char *handle = g_ptr_array_index (record->old_handles, i);
      gint64 owner = 0;

      if (g_strv_contains ((const char *const *) known, handle))
        continue;
      if (!vt_handle_is_valid (handle))
        {
          vt_import_product_warn (record, _ ("“%s” cannot be an address and was left out"), handle);
          continue;
        }
      if (vt_db_get (work->db, error, &owner, "SELECT id FROM product WHERE handle = ?1", "s", handle) == VT_STEP_ERROR)
        return FALSE;
      if (owner != 0)
        continue;
      vt_import_work_differs (work, record->line, "old_handle", "", "", handle);
      if (!vt_old_handle_keep (work->db, "product", handle, id, error))
        return FALSE;
    }

  return known != NULL;
}

/* Translations -------------------------------------------------------------------------------------------------------
 */

static gboolean
translate (VtImportWork *work,
           VtImportProduct *record,
           const char *kind,
           gint64 row_id,
           const VtImportTranslation *given,
           GError **error)
{
  GError *local = NULL;
  g_autofree char *old = vt_translation_get (work->db, kind, row_id, given->field, given->language, &local);

  if (local != NULL)
    return is_told (record, local, error);
  if (g_strcmp0 (old != NULL ? old : "", given->value) == 0)
    return TRUE;

  if (!vt_language_check_other (work->db, given->language, &local) ||
      !vt_catalogue_translate (work->db, kind, row_id, given->field, given->language, given->value, &local))
    {
      if (local->domain == VT_DB_ERROR)
        {
          g_propagate_error (error, local);
          return FALSE;
        }
      vt_import_product_warn (record, "%s", local->message);
      g_error_free (local);
      return TRUE;
    }
  vt_import_work_differs (work, record->line, given->field, given->language, old != NULL ? old : "", given->value);

  return TRUE;
}

/* Whose text it is: 0 when it is not there. */
static gint64
find_owner (VtImportWork *work,
            VtProduct *product,
            const VtImportProduct *record,
            const VtImportTranslation *given,
            const char **kind)
{
  *kind = "product";
  if (given->of == NULL)
    return vt_product_get_id (product);

  *kind = "variant";
  for (guint i = 0; record->variants != NULL && i < record->variants->len; i++)
    if (g_ptr_array_index (record->variants, i) == given->of)
      {
        const VtVariant *variant = find_variant (product, record, given->of);

        return variant != NULL ? variant->id : 0;
      }

  *kind = "photo";
  for (guint i = 0; record->photos != NULL && i < record->photos->len; i++)
    if (g_ptr_array_index (record->photos, i) == given->of)
      {
        const VtImportPhoto *photo = given->of;
        const VtPhoto *found = vt_import_work_find_photo (work, product, photo->source);

        return found != NULL ? found->id : 0;
      }

  return 0;
}

static gboolean
write_translations (VtImportWork *work, VtImportProduct *record, gint64 id, GError **error)
{
  g_autoptr (VtProduct) product = NULL;

  if (record->translations == NULL || record->translations->len == 0)
    return TRUE;
  product = vt_product_load (work->db, id, error);

  for (guint i = 0; product != NULL && i < record->translations->len; i++)
    {
      const VtImportTranslation *given = g_ptr_array_index (record->translations, i);
      const char *kind = NULL;
      gint64 owner = find_owner (work, product, record, given, &kind);

      if (owner != 0 && !translate (work, record, kind, owner, given, error))
        return FALSE;
    }

  return product != NULL;
}

/* Writes the product's texts as its translation into the language of the import, and nothing else. */
gboolean
vt_import_translate_product (VtImportWork *self, VtImportProduct *record, gint64 id, GError **error)
{
  const struct
  {
    const char *field;
    const char *text;
  } texts[] = {
    { "title", record->title },
    { "description_html", record->description_html },
    { "seo_title", record->seo_title },
    { "seo_description", record->seo_description },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      const VtImportTranslation given = { self->language, texts[i].field, texts[i].text, NULL };

      if (texts[i].text != NULL && !translate (self, record, "product", id, &given, error))
        return FALSE;
    }

  return TRUE;
}

/* Related products ---------------------------------------------------------------------------------------------------
 */

static void
keep_related (VtImportWork *work, const VtImportProduct *record, gint64 id)
{
  VtArena *arena = work->import->arena;
  VtImportRelated *related;
  const char **names;

  if (record->related == NULL)
    return;

  related = vt_arena_alloc (arena, sizeof *related);
  names = vt_arena_alloc (arena, (record->related->len + 1) * sizeof *names);
  for (guint i = 0; i < record->related->len; i++)
    names[i] = vt_arena_text (arena, g_ptr_array_index (record->related, i), -1);
  related->product_id = id;
  related->line = record->line;
  related->title = vt_arena_text (arena, record->title != NULL ? record->title : record->handle, -1);
  related->names = names;
  g_ptr_array_add (work->related, related);
}

/* 0: there is no such product */
static gboolean
find_named (VtImportWork *work, const char *name, gint64 *id, GError **error)
{
  VtStep step = vt_db_get (work->db, error, id, "SELECT id FROM product WHERE handle = ?1", "s", name);

  if (step == VT_STEP_DONE)
    step = vt_db_get (work->db, error, id, "SELECT product_id FROM variant WHERE sku = ?1 AND sku <> '' LIMIT 1", "s",
                      name);

  return step != VT_STEP_ERROR;
}

static void
tell_missing (VtImportWork *work, const VtImportRelated *related, const char *name)
{
  g_autofree char *message =
      g_strdup_printf (_ ("“%s” was not linked to it: there is no product of that address or SKU"), name);

  vt_import_add_result (work->import, related->line, VT_IMPORT_NOTE, related->title, message);
}

static gboolean
link_product (VtImportWork *work, const VtImportRelated *related, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) old = vt_product_list_related (work->db, related->product_id, error);
  GError *local = NULL;

  if (old == NULL)
    return FALSE;

  for (guint i = 0; related->names[i] != NULL; i++)
    {
      gint64 id = 0;

      if (!find_named (work, related->names[i], &id, error))
        return FALSE;
      if (id == 0)
        tell_missing (work, related, related->names[i]);
      else if (id != related->product_id)
        g_array_append_val (ids, id);
    }
  if (ids->len == old->len && (ids->len == 0 || memcmp (ids->data, old->data, ids->len * sizeof (gint64)) == 0))
    return TRUE;
  if (vt_product_set_related (work->db, related->product_id, (const gint64 *) (gpointer) ids->data, ids->len, &local))
    return TRUE;
  if (local->domain != VT_CATALOGUE_ERROR)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  vt_import_add_result (work->import, related->line, VT_IMPORT_NOTE, related->title, local->message);
  g_error_free (local);

  return TRUE;
}

/* Links the products that go well together, once all are there. */
gboolean
vt_import_link_related (VtImportWork *self, GError **error)
{
  for (guint i = 0; i < self->related->len; i++)
    if (!link_product (self, g_ptr_array_index (self->related, i), error))
      return FALSE;

  return TRUE;
}

/* -------------------------------------------------------------------------------------------------------------------
 */

/* The last one that was made is the one in hand. */
static gboolean
is_new (VtImportWork *work, gint64 id)
{
  return work->created->len > 0 && g_array_index (work->created, gint64, work->created->len - 1) == id;
}

/* Without files there is nothing to add; but the words of photos that the product has may be others. */
static gboolean
write_all_photos (VtImportWork *work, VtImportProduct *record, gint64 id, GError **error)
{
  g_autoptr (VtProduct) product = NULL;

  if (record->photos == NULL || (work->import->pictures == NULL && is_new (work, id)))
    return TRUE;
  product = vt_product_load (work->db, id, error);

  return product != NULL && write_photos (work, record, product, error) &&
         write_variant_photos (work, record, id, error);
}

gboolean
vt_import_write_extras (VtImportWork *self, VtImportProduct *record, gint64 id, GError **error)
{
  keep_related (self, record, id);

  return write_all_photos (self, record, id, error) && write_videos (self, record, id, error) &&
         write_old_handles (self, record, id, error) && write_translations (self, record, id, error) &&
         vt_import_write_memberships (self, record, id, error);
}
