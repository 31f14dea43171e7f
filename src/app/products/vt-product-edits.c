#include "app/products/vt-product-edits.h"

#include "base/vt-clock.h"
#include "catalogue/vt-catalogue-translation.h"
#include "catalogue/vt-product-edit.h"
#include "catalogue/vt-stock.h"

#include <glib/gi18n.h>
#include <string.h>

/* One edit on its way to the writer thread: the same value for one thing or for several. */
typedef struct
{
  VtEditKind kind;
  gint64 *ids; /* (owned) products, variants or a photo */
  guint n_ids;
  char *value;     /* (owned) */
  gboolean taken;  /* the job has run to its end */
  VtEditDone done; /* (nullable) */
  GObject *target; /* (owned) (nullable) */
} Edit;

static const struct
{
  const char *key;
  const char *label; /* %s: title of the product */
} kinds[] = {
  [VT_EDIT_TITLE] = { "title", N_ ("Edit title of %s") },
  [VT_EDIT_DESCRIPTION] = { "description", N_ ("Edit description of %s") },
  [VT_EDIT_STATUS] = { "status", N_ ("Change status of %s") },
  [VT_EDIT_VENDOR] = { "vendor", N_ ("Edit vendor of %s") },
  [VT_EDIT_TYPE] = { "type", N_ ("Edit type of %s") },
  [VT_EDIT_TAGS] = { "tags", N_ ("Edit tags of %s") },
  [VT_EDIT_SEO_TITLE] = { "seo-title", N_ ("Edit search title of %s") },
  [VT_EDIT_SEO_DESCRIPTION] = { "seo-description", N_ ("Edit search text of %s") },
  [VT_EDIT_HANDLE] = { "handle", N_ ("Change address of %s") },
  [VT_EDIT_TAX_CLASS] = { "tax-class", N_ ("Change tax of %s") },
  [VT_EDIT_SHIPPING_CLASS] = { "shipping-class", N_ ("Change shipping class of %s") },
  [VT_EDIT_PUBLISH] = { "publish", N_ ("Change first day of %s") },
  [VT_EDIT_PRICE] = { "price", N_ ("Edit price of %s") },
  [VT_EDIT_COMPARE_AT] = { "compare-at", N_ ("Edit price before of %s") },
  [VT_EDIT_COST] = { "cost", N_ ("Edit cost of %s") },
  [VT_EDIT_STOCK] = { "stock", N_ ("Count stock of %s") },
  [VT_EDIT_COUNT_STOCK] = { "count-stock", N_ ("Change stock keeping of %s") },
  [VT_EDIT_SKU] = { "sku", N_ ("Edit SKU of %s") },
  [VT_EDIT_BARCODE] = { "barcode", N_ ("Edit barcode of %s") },
  [VT_EDIT_WEIGHT] = { "weight", N_ ("Edit weight of %s") },
  [VT_EDIT_LOW_STOCK] = { "low-stock", N_ ("Edit low-stock level of %s") },
  [VT_EDIT_BACKORDER] = { "backorder", N_ ("Change selling without stock of %s") },
  [VT_EDIT_SHIPPED] = { "shipped", N_ ("Change shipping of %s") },
  [VT_EDIT_VARIANT_PHOTO] = { "variant-photo", N_ ("Choose photo of a variant of %s") },
  [VT_EDIT_ALT] = { "alt", N_ ("Edit alt text of a photo of %s") },
  [VT_EDIT_POSITION] = { "position", N_ ("Move a photo of %s") },
};

/* On the main thread, after the writer is done with it. */
static void
edit_free (gpointer data)
{
  Edit *edit = data;

  if (edit->done != NULL)
    edit->done (edit->target, edit->taken);
  g_clear_object (&edit->target);
  g_free (edit->ids);
  g_free (edit->value);
  g_free (edit);
}

/* A value that may be none: -1 in the catalogue. */
static gint64
number_or_none (const char *value)
{
  return *value != '\0' ? g_ascii_strtoll (value, NULL, 10) : -1;
}

static gboolean
set_tags (VtDb *db, gint64 id, const char *value, GError **error)
{
  g_auto (GStrv) tags = g_strsplit (value, ",", -1);

  return vt_product_set_tags (db, id, (const char *const *) tags, error);
}

static gboolean
set_status (VtDb *db, gint64 id, const char *value, GError **error)
{
  VtProductStatus status = VT_PRODUCT_DRAFT;

  vt_product_status_from_string (value, &status);
  return vt_product_set_status (db, id, status, error);
}

static gboolean
set_weight (VtDb *db, gint64 id, const char *value, GError **error)
{
  char *name = NULL;
  gint64 weight_g = g_ascii_strtoll (value, &name, 10);
  VtWeightUnit unit = VT_WEIGHT_G;

  return vt_variant_set_weight (db, id, weight_g, error) &&
         (!vt_weight_unit_from_string (name + strspn (name, " "), &unit) ||
          vt_variant_set_weight_unit (db, id, unit, error));
}

static gboolean
apply (VtDb *db, VtEditKind kind, gint64 id, const char *value, GError **error)
{
  gint64 number = number_or_none (value);

  switch (kind)
    {
    case VT_EDIT_TITLE:
      return vt_product_set_title (db, id, value, error);
    case VT_EDIT_DESCRIPTION:
      return vt_product_set_description_html (db, id, value, error);
    case VT_EDIT_STATUS:
      return set_status (db, id, value, error);
    case VT_EDIT_VENDOR:
      return vt_product_set_vendor (db, id, value, error);
    case VT_EDIT_TYPE:
      return vt_product_set_product_type (db, id, value, error);
    case VT_EDIT_TAGS:
      return set_tags (db, id, value, error);
    case VT_EDIT_SEO_TITLE:
      return vt_product_set_seo_title (db, id, value, error);
    case VT_EDIT_SEO_DESCRIPTION:
      return vt_product_set_seo_description (db, id, value, error);
    case VT_EDIT_HANDLE:
      return vt_product_set_handle (db, id, value, error);
    case VT_EDIT_TAX_CLASS:
      return vt_product_set_tax_class (db, id, value, error);
    case VT_EDIT_SHIPPING_CLASS:
      return vt_product_set_shipping_class (db, id, value, error);
    case VT_EDIT_PUBLISH:
      return vt_product_set_publish (db, id, MAX (number, 0), error);
    case VT_EDIT_PRICE:
      return vt_variant_set_price (db, id, number, error);
    case VT_EDIT_COMPARE_AT:
      return vt_variant_set_compare_at (db, id, number, error);
    case VT_EDIT_COST:
      return vt_variant_set_cost (db, id, number, error);
    case VT_EDIT_STOCK:
      return vt_stock_count (db, id, 0, MAX (number, 0), vt_clock_now_us (NULL), error);
    case VT_EDIT_COUNT_STOCK:
      return vt_variant_set_track_stock (db, id, number == 1, error);
    case VT_EDIT_SKU:
      return vt_variant_set_sku (db, id, value, error);
    case VT_EDIT_BARCODE:
      return vt_variant_set_barcode (db, id, value, error);
    case VT_EDIT_WEIGHT:
      return set_weight (db, id, value, error);
    case VT_EDIT_LOW_STOCK:
      return vt_variant_set_low_stock (db, id, number, error);
    case VT_EDIT_BACKORDER:
      return vt_variant_set_backorder (db, id, number == 1, error);
    case VT_EDIT_SHIPPED:
      return vt_variant_set_shipped (db, id, number == 1, error);
    case VT_EDIT_VARIANT_PHOTO:
      return vt_variant_set_photo (db, id, MAX (number, 0), error);
    case VT_EDIT_ALT:
      return vt_photo_set_alt (db, id, value, error);
    case VT_EDIT_POSITION:
      return vt_photo_move (db, id, (int) number, error);
    default:
      g_return_val_if_reached (FALSE);
    }
}

static gboolean
edit_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  Edit *edit = data;

  for (guint i = 0; i < edit->n_ids; i++)
    if (!apply (db, edit->kind, edit->ids[i], edit->value, error))
      return FALSE;

  edit->taken = TRUE;
  return TRUE;
}

/**
 * vt_product_edits_set:
 * @workspace: of the shop
 * @title: title of the product, for the history
 * @kind: which fact
 * @ids: (array length=n_ids): the product, variants or photo that get it
 * @n_ids: from 1
 * @value: the fact in the form that the kind has; "" for none
 * @done: (nullable): told of the end
 * @target: (nullable): for @done
 *
 * Edits one fact; key presses in a row are one step of undo.
 */
void
vt_product_edits_set (VtWorkspace *workspace,
                      const char *title,
                      VtEditKind kind,
                      const gint64 *ids,
                      guint n_ids,
                      const char *value,
                      VtEditDone done,
                      GObject *target)
{
  Edit *edit = g_new0 (Edit, 1);
  g_autofree char *label = g_strdup_printf (_ (kinds[kind].label), title);
  g_autofree char *key = g_strdup_printf ("product:%" G_GINT64_FORMAT ":%s", ids[0], kinds[kind].key);

  edit->kind = kind;
  edit->ids = g_memdup2 (ids, n_ids * sizeof *ids);
  edit->n_ids = n_ids;
  edit->value = g_strdup (value);
  edit->done = done;
  edit->target = target != NULL ? g_object_ref (target) : NULL;
  vt_workspace_edit (workspace, label, key, edit_job, edit, edit_free);
}

/* Any job, with what is to be told at its end. */
typedef struct
{
  VtShopJob job;
  gpointer data;
  GDestroyNotify data_free;
  gboolean taken;
  VtEditDone done;
  GObject *target; /* (owned) (nullable) */
} Run;

static void
run_free (gpointer data)
{
  Run *run = data;

  if (run->done != NULL)
    run->done (run->target, run->taken);
  if (run->data_free != NULL)
    run->data_free (run->data);
  g_clear_object (&run->target);
  g_free (run);
}

static gboolean
run_job (VtDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  Run *run = data;

  run->taken = run->job (db, run->data, cancellable, error);
  return run->taken;
}

/**
 * vt_product_edits_run:
 * @workspace: of the shop
 * @label: for the history
 * @coalesce_key: (nullable): edits in a row with the same one are one step of undo
 * @job: the edit
 * @data: for @job
 * @data_free: (nullable): frees @data on the main thread
 * @done: (nullable): told of the end
 * @target: (nullable): for @done
 *
 * Edits whatever @job edits.
 */
void
vt_product_edits_run (VtWorkspace *workspace,
                      const char *label,
                      const char *coalesce_key,
                      VtShopJob job,
                      gpointer data,
                      GDestroyNotify data_free,
                      VtEditDone done,
                      GObject *target)
{
  Run *run = g_new0 (Run, 1);

  run->job = job;
  run->data = data;
  run->data_free = data_free;
  run->done = done;
  run->target = target != NULL ? g_object_ref (target) : NULL;
  vt_workspace_edit (workspace, label, coalesce_key, run_job, run, run_free);
}

/* A text in another of the shop's languages. */
typedef struct
{
  gint64 id;
  const char *column;
  char *language; /* (owned) */
  char *text;     /* (owned) */
} Translation;

static void
translation_free (gpointer data)
{
  Translation *translation = data;

  g_free (translation->language);
  g_free (translation->text);
  g_free (translation);
}

static gboolean
translate_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  Translation *translation = data;

  return vt_catalogue_translate (db, "product", translation->id, translation->column, translation->language,
                                 translation->text, error);
}

/**
 * vt_product_edits_translate:
 * @workspace: of the shop
 * @title: title of the product, for the history
 * @id: a product
 * @column: which of its texts
 * @language: one of the shop's other languages
 * @text: the text in that language; "" for none
 * @done: (nullable): told of the end
 * @target: (nullable): for @done
 *
 * Key presses in a row are one step of undo.
 */
void
vt_product_edits_translate (VtWorkspace *workspace,
                            const char *title,
                            gint64 id,
                            const char *column,
                            const char *language,
                            const char *text,
                            VtEditDone done,
                            GObject *target)
{
  Translation *translation = g_new0 (Translation, 1);
  g_autofree char *label = g_strdup_printf (_ ("Translate %s"), title);
  g_autofree char *key = g_strdup_printf ("product:%" G_GINT64_FORMAT ":%s:%s", id, column, language);

  translation->id = id;
  translation->column = column;
  translation->language = g_strdup (language);
  translation->text = g_strdup (text);
  vt_product_edits_run (workspace, label, key, translate_job, translation, translation_free, done, target);
}

static void
release_cb (GObject *target, gboolean accepted)
{
  vt_fact_field_release (VT_FACT_FIELD (target), accepted);
}

/**
 * vt_product_edits_set_field:
 * @workspace: of the shop
 * @title: title of the product, for the history
 * @kind: which fact
 * @ids: (array length=n_ids): what gets it
 * @n_ids: from 1
 * @value: what @field told of
 * @field: where it was typed; held until the edit has come to its end
 *
 * Edits one fact as it is typed.
 */
void
vt_product_edits_set_field (VtWorkspace *workspace,
                            const char *title,
                            VtEditKind kind,
                            const gint64 *ids,
                            guint n_ids,
                            const char *value,
                            VtFactField *field)
{
  vt_fact_field_hold (field);
  vt_product_edits_set (workspace, title, kind, ids, n_ids, value, release_cb, G_OBJECT (field));
}

/* A product to be made: new, or like another one. */
typedef struct
{
  char *title; /* (owned) */
  gint64 like; /* 0: new */
  gint64 id;   /* of what was made */
  VtEditMade made;
  GObject *target;        /* (owned) */
  VtWorkspace *workspace; /* (owned) */
} Making;

static void
making_free (Making *making)
{
  g_free (making->title);
  g_object_unref (making->target);
  g_object_unref (making->workspace);
  g_free (making);
}

static gboolean
make_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  Making *making = data;

  if (making->like != 0)
    return vt_product_duplicate (db, making->like, NULL, &making->id, error);

  return vt_product_create (db, making->title, &making->id, error);
}

static void
made_cb (GObject *shop, GAsyncResult *result, gpointer user_data)
{
  Making *making = user_data;
  g_autoptr (GError) error = NULL;

  if (vt_shop_write_finish (VT_SHOP (shop), result, NULL, &error))
    making->made (making->target, making->id);
  else
    vt_workspace_fail (making->workspace, error);

  making_free (making);
}

static void
make (VtWorkspace *workspace, const char *label, const char *title, gint64 like, VtEditMade made, GObject *target)
{
  Making *making = g_new0 (Making, 1);

  making->title = g_strdup (title);
  making->like = like;
  making->made = made;
  making->target = g_object_ref (target);
  making->workspace = g_object_ref (workspace);
  vt_shop_write_async (vt_workspace_get_shop (workspace), label, NULL, make_job, making, NULL, NULL, made_cb, making);
}

/**
 * vt_product_edits_create:
 * @workspace: of the shop
 * @title: its title
 * @made: told of the product
 * @target: for @made
 *
 * Makes a draft with nothing but a title.
 */
void
vt_product_edits_create (VtWorkspace *workspace, const char *title, VtEditMade made, GObject *target)
{
  g_autofree char *label = g_strdup_printf (_ ("New product %s"), title);

  make (workspace, label, title, 0, made, target);
}

/**
 * vt_product_edits_duplicate:
 * @workspace: of the shop
 * @id: a product
 * @title: its title
 * @made: told of the copy
 * @target: for @made
 *
 * Makes a draft like another product.
 */
void
vt_product_edits_duplicate (VtWorkspace *workspace, gint64 id, const char *title, VtEditMade made, GObject *target)
{
  g_autofree char *label = g_strdup_printf (_ ("Duplicate %s"), title);

  make (workspace, label, NULL, id, made, target);
}

static gboolean
delete_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  return vt_product_delete (db, *(gint64 *) data, error);
}

/**
 * vt_product_edits_delete:
 * @workspace: of the shop
 * @id: a product
 * @title: its title
 *
 * Deletes the product; a toast takes it back.
 */
void
vt_product_edits_delete (VtWorkspace *workspace, gint64 id, const char *title)
{
  g_autofree char *label = g_strdup_printf (_ ("Delete %s"), title);
  g_autofree char *message = g_strdup_printf (_ ("%s deleted"), title);

  vt_workspace_edit (workspace, label, NULL, delete_job, g_memdup2 (&id, sizeof id), g_free);
  vt_workspace_tell (workspace, message, TRUE);
}

static gboolean
delete_many_job (VtDb *db, gpointer data, GCancellable *cancellable, GError **error)
{
  const GArray *ids = data;

  for (guint i = 0; i < ids->len; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !vt_product_delete (db, g_array_index (ids, gint64, i), error))
      return FALSE;

  return TRUE;
}

/**
 * vt_product_edits_delete_many:
 * @workspace: of the shop
 * @ids: (element-type gint64): products
 *
 * Deletes the products in one step; a toast takes it back.
 */
void
vt_product_edits_delete_many (VtWorkspace *workspace, GArray *ids)
{
  g_autofree char *label = g_strdup_printf (ngettext ("Delete %u product", "Delete %u products", ids->len), ids->len);
  g_autofree char *message =
      g_strdup_printf (ngettext ("%u product deleted", "%u products deleted", ids->len), ids->len);

  vt_workspace_edit (workspace, label, NULL, delete_many_job, g_array_ref (ids), (GDestroyNotify) g_array_unref);
  vt_workspace_tell (workspace, message, TRUE);
}

static gboolean
remove_photo_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  return vt_photo_remove (db, *(gint64 *) data, error);
}

/**
 * vt_product_edits_remove_photo:
 * @workspace: of the shop
 * @photo_id: a photo
 * @title: title of its product
 *
 * Takes the photo off the product; a toast puts it back.
 */
void
vt_product_edits_remove_photo (VtWorkspace *workspace, gint64 photo_id, const char *title)
{
  g_autofree char *label = g_strdup_printf (_ ("Remove a photo of %s"), title);

  vt_workspace_edit (workspace, label, NULL, remove_photo_job, g_memdup2 (&photo_id, sizeof photo_id), g_free);
  vt_workspace_tell (workspace, _ ("Photo removed"), TRUE);
}
