#pragma once

#include "base/vt-file.h"
#include "catalogue/vt-import.h"
#include "fixture.h"
#include "shop/vt-shop.h"

#include <string.h>

/* A shop in a folder of its own, and files that are imported into it. */
typedef struct
{
  char *folder; /* (owned) */
  VtShop *shop; /* (owned) */
} ImportFixture;

static inline void
import_set_up (ImportFixture *self, const char *currency)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  self->folder = g_dir_make_tmp ("vitrine-formats-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (self->folder, "Shop.vitrine", NULL);
  self->shop = vt_shop_create (path, "Shop", currency, "en", &error);
  g_assert_no_error (error);
}

static inline void
import_tear_down (ImportFixture *self)
{
  g_autoptr (GError) error = NULL;

  vt_shop_close (self->shop);
  g_assert_finalize_object (self->shop);
  g_assert_true (vt_dir_remove_all (self->folder, &error));
  g_free (self->folder);
}

static inline char *
import_write (ImportFixture *self, const char *name, const char *text, gssize size)
{
  g_autoptr (GError) error = NULL;
  char *path = g_build_filename (self->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, size, &error));

  return path;
}

/* Applies the files; NULL and the message when they are no product files. */
static inline VtImport *
import_files (ImportFixture *self, const char *const *files, const VtImportOptions *options, char **message)
{
  g_autoptr (GError) error = NULL;
  VtImport *import = vt_import_open (files, options, NULL, &error);

  g_assert_true ((import != NULL) == (error == NULL));
  if (import == NULL)
    {
      *message = g_strdup (error->message);
      return NULL;
    }
  g_assert_true (vt_shop_write (self->shop, "Import", NULL, vt_import_apply_job, import, NULL, NULL, &error));
  g_assert_no_error (error);

  return import;
}

static inline const char *
import_text (const char *text)
{
  return text != NULL ? text : "";
}

static inline void
import_dump_variant (GString *out, VtProduct *product, const VtVariant *variant)
{
  g_string_append (out, "  ");
  for (guint i = 0; i < vt_product_get_n_options (product); i++)
    g_string_append_printf (out, "%s=%s ", vt_product_get_option_names (product)[i], variant->values[i]);
  g_string_append_printf (out, "[%s|%s] %" G_GINT64_FORMAT, import_text (variant->sku), import_text (variant->barcode),
                          variant->price_minor);
  if (variant->compare_at_minor >= 0)
    g_string_append_printf (out, " was %" G_GINT64_FORMAT, variant->compare_at_minor);
  if (variant->cost_minor >= 0)
    g_string_append_printf (out, " cost %" G_GINT64_FORMAT, variant->cost_minor);
  if (variant->weight_g > 0)
    g_string_append_printf (out, " %" G_GINT64_FORMAT " g", variant->weight_g);
  if (variant->on_hand != 0)
    g_string_append_printf (out, " stock %" G_GINT64_FORMAT, variant->on_hand);
  if (!variant->track_stock)
    g_string_append (out, " uncounted");
  if (variant->backorder)
    g_string_append (out, " backorder");
  if (!variant->shipped)
    g_string_append (out, " unshipped");
  g_string_append_c (out, '\n');
}

/* What a product is, in lines that are easy to compare. */
static inline char *
import_dump (ImportFixture *self, const char *handle)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtProduct) product = vt_product_find_by_handle (vt_shop_get_reader (self->shop), handle, &error);
  GString *out = g_string_new (NULL);
  g_autofree char *tags = NULL;

  if (product == NULL)
    return g_string_free (g_string_assign (out, "none\n"), FALSE);
  tags = g_strjoinv (",", (char **) vt_product_get_tags (product));
  g_string_append_printf (out, "%s|%s|%s|%s|%s\n", vt_product_get_title (product),
                          vt_product_status_to_string (vt_product_get_status (product)),
                          import_text (vt_product_get_vendor (product)),
                          import_text (vt_product_get_product_type (product)), tags);
  for (guint i = 0; i < vt_product_get_n_variants (product); i++)
    import_dump_variant (out, product, vt_product_get_variant (product, i));

  return g_string_free (out, FALSE);
}
