#define G_LOG_DOMAIN "vt-catalogue"

/* What an edit of many products makes of one amount, and whether it can be at all. */

#include "catalogue/vt-bulk-edit-private.h"

#include "base/vt-money.h"
#include "catalogue/vt-catalogue-private.h"
#include "catalogue/vt-product-edit.h"

#include <glib/gi18n-lib.h>

/* Ten thousand percent: beyond it a zero too many was typed. */
#define MAX_BASIS_POINTS G_GINT64_CONSTANT (1000000)

/**
 * vt_bulk_edit_is_money:
 * @field: what is edited
 *
 * Returns: whether it is an amount of each variant
 */
gboolean
vt_bulk_edit_is_money (VtBulkField field)
{
  return field == VT_BULK_PRICE || field == VT_BULK_COMPARE_AT || field == VT_BULK_COST;
}

static gboolean
check_money (const VtBulkEdit *edit, GError **error)
{
  gboolean is_share = edit->way == VT_BULK_PERCENT || edit->way == VT_BULK_FROM_PRICE;

  if (edit->way == VT_BULK_CLEAR)
    return edit->field != VT_BULK_PRICE || vt_catalogue_invalid (error, _ ("A price cannot be empty; type one"));
  if (edit->field == VT_BULK_PRICE && edit->way == VT_BULK_FROM_PRICE)
    return vt_catalogue_invalid (error, _ ("A price is not made from itself; raise or lower it by a percentage"));
  if (is_share && (edit->amount <= -10000 || edit->amount > MAX_BASIS_POINTS))
    return vt_catalogue_invalid (error, _ ("The percentage must be above −100 and at most 10,000"));
  if (edit->way == VT_BULK_SET)
    return vt_catalogue_check_amount (edit->amount, _ ("amount"), error);

  return is_share || ABS (edit->amount) <= VT_PRICE_MAX_MINOR ||
         vt_catalogue_invalid (error, _ ("The amount is too large; check the number"));
}

/**
 * vt_bulk_edit_check:
 * @edit: an edit
 * @error: a #VtCatalogueError that says what is wrong with it
 *
 * Returns: whether it can be previewed and done
 */
gboolean
vt_bulk_edit_check (const VtBulkEdit *edit, GError **error)
{
  g_autofree char *line = NULL;
  VtProductStatus status;

  if (vt_bulk_edit_is_money (edit->field))
    return check_money (edit, error);

  switch (edit->field)
    {
    case VT_BULK_STATUS:
      return vt_product_status_from_string (edit->text, &status) ||
             vt_catalogue_invalid (error, _ ("A product is a draft, active or archived"));
    case VT_BULK_VENDOR:
      line = vt_catalogue_check_line (edit->text, _ ("vendor"), VT_TITLE_MAX_CHARS, FALSE, error);
      return line != NULL;
    case VT_BULK_PRODUCT_TYPE:
      line = vt_catalogue_check_line (edit->text, _ ("type"), VT_TITLE_MAX_CHARS, FALSE, error);
      return line != NULL;
    case VT_BULK_SHIPPING_CLASS:
      line = vt_catalogue_check_line (edit->text, _ ("shipping class"), VT_CODE_MAX_CHARS, FALSE, error);
      return line != NULL;
    case VT_BULK_ADD_TAG:
    case VT_BULK_REMOVE_TAG:
      line = vt_catalogue_check_line (edit->text, _ ("tag"), VT_TITLE_MAX_CHARS, TRUE, error);
      return line != NULL;
    case VT_BULK_ADD_TO_COLLECTION:
    case VT_BULK_REMOVE_FROM_COLLECTION:
    case VT_BULK_MOVE_TO_COLLECTION:
      return edit->collection_id != 0 || vt_catalogue_invalid (error, _ ("Choose a collection"));
    case VT_BULK_PRICE:
    case VT_BULK_COMPARE_AT:
    case VT_BULK_COST:
    default:
      g_return_val_if_reached (FALSE);
    }
}

/* The nearest amount with that ending, the lower one of two as near: a tie is the shopper's. */
static gint64
round_to_ending (gint64 minor, VtBulkEnding ending, const char *currency)
{
  static const gint64 hundredths[] = {
    [VT_BULK_AS_IT_IS] = 0, [VT_BULK_TO_WHOLE] = 0, [VT_BULK_TO_90] = 90, [VT_BULK_TO_95] = 95, [VT_BULK_TO_99] = 99,
  };
  gint64 unit = 100;
  gint64 below;
  gint64 tail;

  if (ending == VT_BULK_AS_IT_IS || minor <= 0)
    return minor;

  for (int i = vt_currency_exponent (currency); i > 2; i--)
    unit *= 10;
  tail = unit / 100 * hundredths[ending];
  below = (minor - tail) / unit * unit + tail;
  if (below > minor)
    below -= unit;
  if (below <= 0)
    return below + unit;

  return minor - below <= below + unit - minor ? below : below + unit;
}

/**
 * vt_bulk_edit_amount:
 * @edit: an edit of money that vt_bulk_edit_check() passed
 * @currency: the shop's, ISO 4217
 * @old_minor: the amount there, -1 for none
 * @price_minor: the variant's price
 * @error: why this one is passed over
 *
 * Percentages are rounded half away from zero, then the ending is applied: the nearest amount that has it, of two as
 * near the lower one. An amount that is not there has no percentage and stays away.
 *
 * Returns: the new amount, -1 for none; -2 with @error when there is no such amount
 */
gint64
vt_bulk_edit_amount (const VtBulkEdit *edit, const char *currency, gint64 old_minor, gint64 price_minor, GError **error)
{
  gint64 base = edit->way == VT_BULK_FROM_PRICE ? price_minor : old_minor;
  gint64 amount = -1;

  if (edit->way == VT_BULK_CLEAR || (edit->way != VT_BULK_SET && base < 0))
    return -1;

  if (edit->way == VT_BULK_SET)
    amount = edit->amount;
  else if (edit->way == VT_BULK_ADD)
    amount = base + edit->amount;
  else
    amount = base + vt_money_percent (base, edit->amount);

  if (amount >= 0)
    amount = round_to_ending (amount, edit->ending, currency);
  if (amount < 0)
    vt_catalogue_invalid (error, _ ("It would fall below zero"));
  else if (amount > VT_PRICE_MAX_MINOR)
    vt_catalogue_invalid (error, _ ("It would be too large"));
  else if (edit->field == VT_BULK_PRICE && amount == 0 && old_minor > 0)
    vt_catalogue_invalid (error, _ ("It would cost nothing"));
  else
    return amount;

  return -2;
}

static void
change_free (VtBulkChange *self)
{
  g_free (self->title);
  g_free (self->before);
  g_free (self->after);
  g_free (self->problem);
  g_free (self);
}

VtBulkPreview *
vt_bulk_preview_new (void)
{
  VtBulkPreview *self = g_new0 (VtBulkPreview, 1);

  self->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) change_free);

  return self;
}

/**
 * vt_bulk_preview_free:
 * @self: (nullable): a preview
 */
void
vt_bulk_preview_free (VtBulkPreview *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->changes);
  g_free (self);
}

/**
 * vt_bulk_edit_job_new:
 * @edit: what to do; its text is copied
 * @product_ids: (array length=n): to which products
 * @n: how many
 *
 * Returns: (transfer full): the argument of vt_bulk_edit_job()
 */
VtBulkEditJob *
vt_bulk_edit_job_new (const VtBulkEdit *edit, const gint64 *product_ids, guint n)
{
  VtBulkEditJob *self = g_new0 (VtBulkEditJob, 1);

  self->edit = *edit;
  self->edit.text = g_strdup (edit->text);
  self->product_ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n);
  g_array_append_vals (self->product_ids, product_ids, n);

  return self;
}

/**
 * vt_bulk_edit_job_free:
 * @self: (nullable): a job that has run
 */
void
vt_bulk_edit_job_free (VtBulkEditJob *self)
{
  if (self == NULL)
    return;

  g_free ((char *) self->edit.text);
  g_array_unref (self->product_ids);
  g_free (self);
}
