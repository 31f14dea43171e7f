#define G_LOG_DOMAIN "vt-catalogue"

#include "catalogue/vt-cell-edit.h"

#include "base/vt-clock.h"
#include "base/vt-money.h"
#include "base/vt-text.h"
#include "catalogue/vt-catalogue-private.h"
#include "catalogue/vt-product-edit.h"
#include "catalogue/vt-stock.h"

#include <glib/gi18n-lib.h>

/* Digits of a stock: more cannot be right. */
#define MAX_DIGITS 9

struct _VtCellEdits
{
  char *currency;   /* (owned) */
  GPtrArray *edits; /* (owned) (element-type VtCellEdit) */
};

static void
cell_edit_free (gpointer data)
{
  VtCellEdit *edit = data;

  g_free (edit->text);
  g_free (edit->refused);
  g_free (edit);
}

/**
 * vt_cell_edits_new:
 * @currency: the shop's, an ISO 4217 code
 *
 * Returns: (transfer full): no edits
 */
VtCellEdits *
vt_cell_edits_new (const char *currency)
{
  VtCellEdits *self = g_new0 (VtCellEdits, 1);

  self->currency = g_strdup (currency);
  self->edits = g_ptr_array_new_with_free_func (cell_edit_free);
  return self;
}

/**
 * vt_cell_edits_free:
 * @self: (nullable): edits
 */
void
vt_cell_edits_free (VtCellEdits *self)
{
  if (self == NULL)
    return;

  g_free (self->currency);
  g_ptr_array_unref (self->edits);
  g_free (self);
}

/**
 * vt_cell_edits_add:
 * @self: edits
 * @key: the line; of a product, an amount goes to all its variants
 * @field: the column
 * @text: what was typed; amounts and numbers as people write them
 */
void
vt_cell_edits_add (VtCellEdits *self, const VtGridKey *key, VtCellField field, const char *text)
{
  VtCellEdit *edit = g_new0 (VtCellEdit, 1);
  g_autofree char *normal = vt_text_normalise (text);

  edit->key = *key;
  edit->field = field;
  edit->text = vt_text_single_line (normal);
  g_ptr_array_add (self->edits, edit);
}

/**
 * vt_cell_edits_get_n:
 * @self: edits
 *
 * Returns: how many
 */
guint
vt_cell_edits_get_n (VtCellEdits *self)
{
  return self->edits->len;
}

/**
 * vt_cell_edits_get:
 * @self: edits
 * @index: from 0
 *
 * Returns: (transfer none): one of them
 */
const VtCellEdit *
vt_cell_edits_get (VtCellEdits *self, guint index)
{
  return g_ptr_array_index (self->edits, index);
}

/* Of the product as a whole ------------------------------------------------------------------------------------------
 */

static gboolean
set_of_product (VtDb *db, const VtCellEdit *edit, GError **error)
{
  gint64 id = edit->key.product_id;
  VtProductStatus status = VT_PRODUCT_DRAFT;
  g_auto (GStrv) tags = NULL;

  if (edit->key.variant_id != 0)
    return vt_catalogue_invalid (error, _ ("This belongs to the whole product: change it in the product’s line"));

  switch (edit->field)
    {
    case VT_CELL_TITLE:
      return vt_product_set_title (db, id, edit->text, error);
    case VT_CELL_VENDOR:
      return vt_product_set_vendor (db, id, edit->text, error);
    case VT_CELL_TYPE:
      return vt_product_set_product_type (db, id, edit->text, error);
    case VT_CELL_TAGS:
      tags = g_strsplit (edit->text, ",", -1);
      return vt_product_set_tags (db, id, (const char *const *) tags, error);
    case VT_CELL_STATUS:
      if (!vt_product_status_from_string (edit->text, &status))
        return vt_catalogue_invalid (error, _ ("“%s” is no status: it is draft, active or archived"), edit->text);
      return vt_product_set_status (db, id, status, error);
    case VT_CELL_SKU:
    case VT_CELL_BARCODE:
    case VT_CELL_PRICE:
    case VT_CELL_COMPARE:
    case VT_CELL_COST:
    case VT_CELL_STOCK:
    default:
      g_return_val_if_reached (FALSE);
    }
}

/* Of variants -------------------------------------------------------------------------------------------------------
 */

static gboolean
read_amount (VtCellEdits *self, const VtCellEdit *edit, gint64 *minor, GError **error)
{
  VtMoney money = { 0 };
  g_autoptr (GError) reason = NULL;

  if (*edit->text == '\0' && edit->field != VT_CELL_PRICE)
    {
      *minor = -1;
      return TRUE;
    }
  if (*edit->text == '\0')
    return vt_catalogue_invalid (error, _ ("A price cannot be empty; 0 is free"));
  if (!vt_money_parse (edit->text, self->currency, &money, &reason))
    return vt_catalogue_invalid (error, "%s", reason->message);
  if (money.minor < 0)
    return vt_catalogue_invalid (error, _ ("An amount cannot be below zero"));

  *minor = money.minor;
  return TRUE;
}

static gboolean
read_number (const char *text, gint64 *number, GError **error)
{
  gint64 value = 0;

  if (g_utf8_strlen (text, -1) > MAX_DIGITS)
    return vt_catalogue_invalid (error, _ ("The number is too large"));
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      int digit = g_unichar_digit_value (g_utf8_get_char (p));

      if (digit < 0)
        return vt_catalogue_invalid (error, _ ("Write a whole number, such as 12"));
      value = value * 10 + digit;
    }
  if (*text == '\0')
    return vt_catalogue_invalid (error, _ ("Write a whole number, such as 12"));

  *number = value;
  return TRUE;
}

static gboolean
set_of_variant (VtDb *db, const VtCellEdit *edit, gint64 id, gint64 number, GError **error)
{
  switch (edit->field)
    {
    case VT_CELL_SKU:
      return vt_variant_set_sku (db, id, edit->text, error);
    case VT_CELL_BARCODE:
      return vt_variant_set_barcode (db, id, edit->text, error);
    case VT_CELL_PRICE:
      return vt_variant_set_price (db, id, number, error);
    case VT_CELL_COMPARE:
      return vt_variant_set_compare_at (db, id, number, error);
    case VT_CELL_COST:
      return vt_variant_set_cost (db, id, number, error);
    case VT_CELL_STOCK:
      return vt_stock_count (db, id, 0, number, vt_clock_now_us (NULL), error);
    case VT_CELL_TITLE:
    case VT_CELL_STATUS:
    case VT_CELL_VENDOR:
    case VT_CELL_TYPE:
    case VT_CELL_TAGS:
    default:
      g_return_val_if_reached (FALSE);
    }
}

static GArray *
list_variants (VtDb *db, const VtGridKey *key, GError **error)
{
  GArray *ids;

  if (key->variant_id == 0)
    return vt_grid_read_variants (db, key->product_id, error);

  ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (ids, key->variant_id);
  return ids;
}

static gboolean
set_of_variants (VtCellEdits *self, VtDb *db, const VtCellEdit *edit, GError **error)
{
  gboolean is_amount = edit->field == VT_CELL_PRICE || edit->field == VT_CELL_COMPARE || edit->field == VT_CELL_COST;
  g_autoptr (GArray) ids = list_variants (db, &edit->key, error);
  gint64 number = 0;

  if (ids == NULL)
    return FALSE;
  if (!is_amount && ids->len > 1)
    return vt_catalogue_invalid (error, _ ("Each variant has its own: unfold the product and change it there"));
  if ((is_amount && !read_amount (self, edit, &number, error)) ||
      (edit->field == VT_CELL_STOCK && !read_number (edit->text, &number, error)))
    return FALSE;

  for (guint i = 0; i < ids->len; i++)
    if (!set_of_variant (db, edit, g_array_index (ids, gint64, i), number, error))
      return FALSE;

  return TRUE;
}

static gboolean
is_of_product (VtCellField field)
{
  return field == VT_CELL_TITLE || field == VT_CELL_STATUS || field == VT_CELL_VENDOR || field == VT_CELL_TYPE ||
         field == VT_CELL_TAGS;
}

/**
 * vt_cell_edits_apply_job:
 * @db: the connection of a #VtShopJob
 * @edits: a #VtCellEdits
 * @cancellable: (nullable): gives up
 * @error: a #VtDbError or %G_IO_ERROR_CANCELLED
 *
 * Writes every text that can be one of its field; of the others, `refused` says why.
 *
 * Returns: whether what was not refused is written
 */
gboolean
vt_cell_edits_apply_job (VtDb *db, gpointer edits, GCancellable *cancellable, GError **error)
{
  VtCellEdits *self = edits;

  for (guint i = 0; i < self->edits->len; i++)
    {
      VtCellEdit *edit = g_ptr_array_index (self->edits, i);
      g_autoptr (GError) reason = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (is_of_product (edit->field) ? set_of_product (db, edit, &reason) : set_of_variants (self, db, edit, &reason))
        continue;
      if (reason->domain != VT_CATALOGUE_ERROR)
        {
          g_propagate_error (error, g_steal_pointer (&reason));
          return FALSE;
        }
      g_free (edit->refused);
      edit->refused = g_strdup (reason->message);
    }

  return TRUE;
}
