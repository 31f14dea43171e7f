/* Draws the brand's assets and its book. */
#include "cli/vt-cli-brand.h"

#include "base/vt-file.h"
#include "brand/vt-asset-kit.h"
#include "brand/vt-brand-book.h"
#include "catalogue/vt-product.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

/* What is drawn from; all owned. */
typedef struct
{
  VtShop *shop;
  VtBrand *brand;
  VtAssetFacts *facts;
  GPtrArray *subjects; /* (element-type VtAssetSubject) ended by NULL */
} Source;

static void
free_subject (gpointer subject)
{
  if (subject != NULL)
    vt_asset_subject_free (subject);
}

static void
source_clear (Source *self)
{
  g_clear_pointer (&self->subjects, g_ptr_array_unref);
  g_clear_pointer (&self->facts, vt_asset_facts_unref);
  g_clear_pointer (&self->brand, vt_brand_unref);
  g_clear_object (&self->shop);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Source, source_clear)

static gboolean
load_subjects (Source *self, char **handles, GError **error)
{
  VtDb *db = vt_shop_get_reader (self->shop);

  self->subjects = g_ptr_array_new_with_free_func (free_subject);
  for (guint i = 0; handles != NULL && handles[i] != NULL; i++)
    {
      g_autoptr (VtProduct) product = vt_product_find_by_handle (db, handles[i], error);
      VtAssetSubject *subject = NULL;

      if (product != NULL)
        subject = vt_asset_subject_load (db, self->facts, "product", vt_product_get_id (product), error);
      if (subject == NULL)
        return FALSE;
      g_ptr_array_add (self->subjects, subject);
    }
  g_ptr_array_add (self->subjects, NULL);

  return TRUE;
}

static gboolean
load (Source *self, const char *path, const VtCliBrandWish *wish, GError **error)
{
  VtDb *db = NULL;

  self->shop = vt_shop_open (path, VT_SHOP_READ, error);
  if (self->shop == NULL)
    return FALSE;

  db = vt_shop_get_reader (self->shop);
  self->brand = vt_brand_load (db, error);
  if (self->brand != NULL)
    self->facts = vt_asset_facts_load (db, path, wish->language, NULL, error);

  return self->facts != NULL && load_subjects (self, wish->products, error);
}

static void
print_findings (GPtrArray *findings, GPtrArray *problems)
{
  for (guint i = 0; i < problems->len; i++)
    printf ("%s\n", (const char *) g_ptr_array_index (problems, i));
  for (guint i = 0; i < findings->len; i++)
    {
      const VtAssetFinding *finding = g_ptr_array_index (findings, i);

      printf ("%s: %s: %s\n", finding->asset, finding->layer, finding->sentence);
    }
}

static void
progress (guint done, guint total, const char *name, gpointer data)
{
  vt_cli_progress_cb (name != NULL ? name : _ ("Done"), done, total, data);
}

static gboolean
render (VtCli *cli, const Source *source, const VtCliBrandWish *wish, int format, char **names, GError **error)
{
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_asset_finding_free);
  g_autoptr (VtCliProgress) bar = vt_cli_progress_new ();
  const VtKitWish kit = { source->brand,
                          source->facts,
                          names[0] != NULL ? (const char *const *) names : NULL,
                          (VtAssetSubject *const *) source->subjects->pdata,
                          format,
                          progress,
                          bar };
  gboolean done = wish->zip != NULL ? vt_asset_kit_write_zip (&kit, wish->zip, findings, cli->cancellable, error)
                                    : vt_asset_kit_write_folder (&kit, wish->output, findings, cli->cancellable, error);

  g_clear_pointer (&bar, vt_cli_progress_free);
  if (done)
    print_findings (findings, vt_asset_facts_get_problems (source->facts));

  return done;
}

/**
 * vt_cli_brand_render:
 * @cli: the run
 * @shop_path: (type filename): the shop's folder
 * @wish: what was asked for
 * @names: assets, ended by %NULL; none: all
 *
 * Returns: the exit status
 */
int
vt_cli_brand_render (VtCli *cli, const char *shop_path, const VtCliBrandWish *wish, char **names)
{
  g_autoptr (GError) error = NULL;
  g_auto (Source) source = { 0 };
  VtAssetFormat format = VT_ASSET_PNG;

  if (wish->format != NULL && !vt_asset_format_from_string (wish->format, &format))
    return vt_cli_misused (cli, _ ("“%s” is no format: choose png, jpg, webp, svg or pdf"), wish->format);
  if (wish->output == NULL && wish->zip == NULL)
    return vt_cli_misused (cli, _ ("Say where to: -o FOLDER or --zip FILE"));

  return vt_cli_end (load (&source, shop_path, wish, &error) &&
                         render (cli, &source, wish, wish->format != NULL ? (int) format : -1, names, &error),
                     &error);
}

/**
 * vt_cli_brand_book:
 * @cli: the run
 * @shop_path: (type filename): the shop's folder
 * @wish: what was asked for
 *
 * Returns: the exit status
 */
int
vt_cli_brand_book (VtCli *cli, const char *shop_path, const VtCliBrandWish *wish)
{
  g_autoptr (GError) error = NULL;
  g_auto (Source) source = { 0 };
  g_autoptr (GBytes) bytes = NULL;

  if (wish->output == NULL)
    return vt_cli_misused (cli, _ ("Say where to: -o FILE.pdf"));

  if (load (&source, shop_path, wish, &error))
    bytes = vt_brand_book_draw (source.brand, source.facts, cli->cancellable, &error);

  return vt_cli_end (bytes != NULL && vt_file_write_atomic (wish->output, bytes, &error), &error);
}

static gboolean
set_layout_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const char *const *names = data;

  return vt_layout_set (db, names[0], names[1], error);
}

static gboolean
set_layout (const char *shop_path, const char *id, const char *file, GError **error)
{
  g_autoptr (GBytes) bytes = *file != '\0' ? vt_file_read (file, VT_LAYOUT_MAX_BYTES, error) : NULL;
  g_autofree char *json = bytes != NULL ? g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)) : NULL;
  const char *names[] = { id, json };
  g_autoptr (VtShop) shop = NULL;
  gboolean done;

  if (*file != '\0' && bytes == NULL)
    return FALSE;
  shop = vt_shop_open (shop_path, VT_SHOP_WRITE, error);
  if (shop == NULL)
    return FALSE;

  done = vt_shop_write (shop, _ ("Change layout of an asset"), NULL, set_layout_job, names, NULL, NULL, error);
  vt_shop_close (shop);
  return done;
}

static gboolean
print_layout (const char *shop_path, const char *id, GError **error)
{
  g_autoptr (VtShop) shop = vt_shop_open (shop_path, VT_SHOP_READ, error);
  g_autoptr (VtLayout) layout = shop != NULL ? vt_layout_load (vt_shop_get_reader (shop), id, NULL, error) : NULL;
  g_autofree char *json = layout != NULL ? vt_layout_to_json (layout) : NULL;

  if (json == NULL)
    return FALSE;

  printf ("%s\n", json);
  return TRUE;
}

static int
list_layouts (const char *shop_path)
{
  g_autoptr (GError) error = NULL;
  const VtCliBrandWish wish = { 0 };
  g_auto (Source) source = { 0 };
  GPtrArray *layouts = NULL;

  if (!load (&source, shop_path, &wish, &error))
    return vt_cli_end (FALSE, &error);

  layouts = vt_asset_facts_get_layouts (source.facts);
  for (guint i = 0; i < layouts->len; i++)
    {
      const VtLayout *layout = g_ptr_array_index (layouts, i);

      printf ("%-20s %6.0f × %-6.0f %s  %s\n", layout->id, layout->width, layout->height,
              layout->unit == VT_LAYOUT_MILLIMETRES ? "mm" : "px", layout->name);
    }

  return VT_CLI_DONE;
}

/**
 * vt_cli_brand_layout:
 * @shop_path: (type filename): the shop's folder
 * @names: nothing, an asset, or an asset and a file with its new layout ("" for the one it had at first)
 *
 * Lists the assets, prints the layout of one, or changes it.
 *
 * Returns: the exit status
 */
int
vt_cli_brand_layout (const char *shop_path, char **names)
{
  g_autoptr (GError) error = NULL;

  if (names[0] == NULL)
    return list_layouts (shop_path);

  return vt_cli_end (names[1] != NULL ? set_layout (shop_path, names[0], names[1], &error)
                                      : print_layout (shop_path, names[0], &error),
                     &error);
}
