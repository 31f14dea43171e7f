/* Draws the brand's assets and its book. */
#include "cli/vt-cli-brand.h"

#include "brand/vt-asset-kit.h"
#include "catalogue/vt-product.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

/* What is drawn from; all owned. */
typedef struct
{
  VtShop *shop;
  VtBrand *brand;
  VtAssetFacts *facts;
  VtAssetSubject *subjects[2];
} Source;

static void
source_clear (Source *self)
{
  g_clear_pointer (&self->subjects[0], vt_asset_subject_free);
  g_clear_pointer (&self->facts, vt_asset_facts_unref);
  g_clear_pointer (&self->brand, vt_brand_unref);
  g_clear_object (&self->shop);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Source, source_clear)

static gboolean
load_subject (Source *self, const char *handle, GError **error)
{
  VtDb *db = vt_shop_get_reader (self->shop);
  g_autoptr (VtProduct) product = vt_product_find_by_handle (db, handle, error);

  if (product == NULL)
    return FALSE;

  self->subjects[0] = vt_asset_subject_load (db, self->facts, "product", vt_product_get_id (product), error);
  return self->subjects[0] != NULL;
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

  return self->facts != NULL && (wish->product == NULL || load_subject (self, wish->product, error));
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
                          source->subjects,
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
