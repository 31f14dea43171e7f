#include "base/vt-decimal.h"
#include "base/vt-money.h"
#include "catalogue/vt-bulk-edit.h"
#include "catalogue/vt-collection.h"
#include "catalogue/vt-product-list.h"
#include "catalogue/vt-product.h"
#include "cli/vt-cli-commands.h"
#include "shop/vt-settings.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Changes that a dry run prints. */
#define N_SHOWN 200

typedef struct
{
  char *search;
  char *status;
  char *collection;
  char *ending;
  gboolean dry_run;
  gboolean json;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->search);
  g_free (self->status);
  g_free (self->collection);
  g_free (self->ending);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
fail (GError **error, const char *format, const char *text)
{
  g_autofree char *message = g_strdup_printf (format, text);

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, message);
  return FALSE;
}

/* "12.50", "+1.50", "-10%", "price", "price+25%", "none" */
static gboolean
read_amount (VtBulkEdit *edit, const char *text, const char *currency, GError **error)
{
  gboolean from_price = g_str_has_prefix (text, "price");
  const char *number = from_price ? text + strlen ("price") : text;
  VtDecimalNumber share;
  VtMoney money;

  if (g_str_equal (text, "none"))
    {
      edit->way = VT_BULK_CLEAR;
      return TRUE;
    }

  edit->way = from_price ? VT_BULK_FROM_PRICE : *number == '+' || *number == '-' ? VT_BULK_ADD : VT_BULK_SET;
  if (from_price && *number == '\0')
    return TRUE;
  if (g_str_has_suffix (number, "%"))
    {
      if (!vt_decimal_parse (*number == '+' ? number + 1 : number, VT_DECIMAL_UNKNOWN, 2, &share, error))
        return FALSE;
      edit->way = from_price ? VT_BULK_FROM_PRICE : VT_BULK_PERCENT;
      edit->amount = share.value;
      return TRUE;
    }
  if (from_price)
    return fail (error, _ ("“%s” is no amount; write it like price+25%%"), text);
  if (!vt_money_parse (*number == '+' ? number + 1 : number, currency, &money, error))
    return FALSE;

  edit->amount = money.minor;
  return TRUE;
}

static gboolean
find_collection (VtDb *db, const char *handle, gint64 *id, GError **error)
{
  g_autoptr (VtCollection) collection = vt_collection_find_by_handle (db, handle, error);

  if (collection != NULL)
    *id = collection->id;

  return collection != NULL;
}

/* "+summer", "-summer", and for collections "=summer" */
static gboolean
read_sign (VtBulkEdit *edit, const char *text, VtBulkField plus, VtBulkField minus, VtBulkField equal, GError **error)
{
  if (*text == '+')
    edit->field = plus;
  else if (*text == '-')
    edit->field = minus;
  else if (*text == '=' && equal != minus)
    edit->field = equal;
  else
    return fail (error, _ ("“%s”: put + before it to add, - to take away"), text);

  edit->text = text + 1;
  return TRUE;
}

static gboolean
read_ending (VtBulkEdit *edit, const char *text, GError **error)
{
  static const char *const endings[] = {
    [VT_BULK_TO_WHOLE] = "00", [VT_BULK_TO_90] = "90", [VT_BULK_TO_95] = "95", [VT_BULK_TO_99] = "99"
  };

  for (guint i = VT_BULK_TO_WHOLE; i <= VT_BULK_TO_99; i++)
    if (text == NULL || g_str_equal (text + (*text == '.' ? 1 : 0), endings[i]))
      {
        edit->ending = text != NULL ? (VtBulkEnding) i : VT_BULK_AS_IT_IS;
        return TRUE;
      }

  return fail (error, _ ("“%s” is no ending; it is .00, .90, .95 or .99"), text);
}

/* @edit borrows from @value. */
static gboolean
read_edit (VtDb *db, VtBulkEdit *edit, const char *field, const char *value, const char *currency, GError **error)
{
  static const struct
  {
    const char *name;
    VtBulkField field;
  } fields[] = {
    { "price", VT_BULK_PRICE },
    { "compare-at", VT_BULK_COMPARE_AT },
    { "cost", VT_BULK_COST },
    { "status", VT_BULK_STATUS },
    { "vendor", VT_BULK_VENDOR },
    { "type", VT_BULK_PRODUCT_TYPE },
    { "shipping-class", VT_BULK_SHIPPING_CLASS },
  };

  if (g_str_equal (field, "tag"))
    return read_sign (edit, value, VT_BULK_ADD_TAG, VT_BULK_REMOVE_TAG, VT_BULK_REMOVE_TAG, error);
  if (g_str_equal (field, "collection"))
    return read_sign (edit, value, VT_BULK_ADD_TO_COLLECTION, VT_BULK_REMOVE_FROM_COLLECTION,
                      VT_BULK_MOVE_TO_COLLECTION, error) &&
           find_collection (db, edit->text, &edit->collection_id, error);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_str_equal (field, fields[i].name))
      {
        edit->field = fields[i].field;
        edit->text = value;
        return !vt_bulk_edit_is_money (edit->field) || read_amount (edit, value, currency, error);
      }

  return fail (
      error,
      _ ("“%s” is nothing that can be edited; it is price, compare-at, cost, status, vendor, type, shipping-class, tag or "
         "collection"),
      field);
}

static GArray *
find_products (VtDb *db, const Options *options, GError **error)
{
  VtProductQuery query = { .text = options->search, .status = -1 };
  VtProductStatus status;

  if (options->status != NULL)
    {
      if (!vt_product_status_from_string (options->status, &status))
        {
          fail (error, _ ("“%s” is not a status; it is draft, active or archived"), options->status);
          return NULL;
        }
      query.status = (int) status;
    }
  if (options->collection != NULL && !find_collection (db, options->collection, &query.collection_id, error))
    return NULL;

  return vt_product_list_ids (db, &query, error);
}

/* Telling --------------------------------------------------------------------------------------------------------- */

static char *
amount_in_words (gint64 minor, const char *currency)
{
  return minor >= 0 ? vt_money_to_decimal (vt_money_new (minor, currency)) : g_strdup ("–");
}

static void
print_changes (const VtBulkPreview *preview, const VtBulkEdit *edit, const char *currency)
{
  for (guint i = 0; i < preview->changes->len; i++)
    {
      const VtBulkChange *change = g_ptr_array_index (preview->changes, i);
      gboolean is_money = vt_bulk_edit_is_money (edit->field);
      g_autofree char *before = is_money ? amount_in_words (change->before_minor, currency) : g_strdup (change->before);
      g_autofree char *after = is_money ? amount_in_words (change->after_minor, currency) : g_strdup (change->after);

      if (change->problem != NULL)
        printf ("%s: %s\n", change->title, change->problem);
      else
        printf ("%s: %s → %s\n", change->title, *before != '\0' ? before : "–", *after != '\0' ? after : "–");
    }
}

static void
tell_done (gint64 n_changed, const Options *options)
{
  g_autoptr (JsonObject) object = NULL;

  if (!options->json)
    {
      printf (_ ("%" PRId64 " changed\n"), n_changed);
      return;
    }

  object = json_object_new ();
  json_object_set_boolean_member (object, "dry_run", FALSE);
  json_object_set_int_member (object, "changed", n_changed);
  vt_cli_print_json_object (object);
}

static void
tell_preview (const VtBulkPreview *preview, const VtBulkEdit *edit, const Options *options, const char *currency)
{
  g_autoptr (JsonObject) object = NULL;

  if (!options->json)
    {
      print_changes (preview, edit, currency);
      printf (_ ("%u changed in %u products, %u so already, %u left as they are\n"), preview->n_changed,
              preview->n_products, preview->n_same, preview->n_skipped);
      return;
    }

  object = json_object_new ();
  json_object_set_boolean_member (object, "dry_run", TRUE);
  json_object_set_int_member (object, "changed", preview->n_changed);
  json_object_set_int_member (object, "products", preview->n_products);
  json_object_set_int_member (object, "same", preview->n_same);
  json_object_set_int_member (object, "skipped", preview->n_skipped);
  vt_cli_print_json_object (object);
}

static gboolean
edit_products (VtCli *cli, char **arguments, const Options *options, GError **error)
{
  g_autoptr (VtShop) shop = vt_shop_open (arguments[0], options->dry_run ? VT_SHOP_READ : VT_SHOP_WRITE, error);
  VtDb *db = shop != NULL ? vt_shop_get_reader (shop) : NULL;
  g_autofree char *currency = db != NULL ? vt_setting_get (db, "shop.currency", error) : NULL;
  g_autofree char *label = g_strdup_printf (_ ("Edit %s of many products"), arguments[1]);
  g_autoptr (VtBulkPreview) preview = NULL;
  g_autoptr (VtBulkEditJob) job = NULL;
  g_autoptr (GArray) ids = NULL;
  VtBulkEdit edit = { 0 };

  if (currency == NULL || !read_edit (db, &edit, arguments[1], arguments[2], currency, error) ||
      !read_ending (&edit, options->ending, error))
    return FALSE;
  ids = find_products (db, options, error);
  if (ids == NULL)
    return FALSE;

  if (options->dry_run)
    {
      preview = vt_bulk_edit_preview (db, &edit, (const gint64 *) (gpointer) ids->data, ids->len, N_SHOWN,
                                      cli->cancellable, error);
      if (preview != NULL)
        tell_preview (preview, &edit, options, currency);
      return preview != NULL;
    }

  job = vt_bulk_edit_job_new (&edit, (const gint64 *) (gpointer) ids->data, ids->len);
  if (!vt_shop_write (shop, label, NULL, vt_bulk_edit_job, job, cli->cancellable, NULL, error))
    return FALSE;
  tell_done (job->n_changed, options);

  return TRUE;
}

static int
run (VtCli *cli)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "search", 0, 0, G_OPTION_ARG_STRING, &options.search, N_ ("Only products with these words"), N_ ("WORDS") },
    { "status", 0, 0, G_OPTION_ARG_STRING, &options.status, N_ ("Only products that are draft, active or archived"),
      N_ ("STATUS") },
    { "collection", 0, 0, G_OPTION_ARG_STRING, &options.collection, N_ ("Only products of this collection"),
      N_ ("HANDLE") },
    { "ending", 0, 0, G_OPTION_ARG_STRING, &options.ending, N_ ("Round to the nearest amount that ends so"),
      N_ (".90") },
    { "dry-run", 'n', 0, G_OPTION_ARG_NONE, &options.dry_run, N_ ("Show what would change, and change nothing"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_ ("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) arguments = vt_cli_parse (cli, entries, 3, 3);
  g_autoptr (GError) error = NULL;

  if (arguments == NULL)
    return VT_CLI_USAGE;

  return vt_cli_end (edit_products (cli, arguments, &options, &error), &error);
}

const VtCliCommand vt_cmd_edit = {
  "edit",
  "SHOP FIELD VALUE",
  N_ ("Edits many products at once, as one step that can be undone"),
  /* xgettext:no-c-format */
  N_ ("FIELD and VALUE are: price, compare-at or cost with 12.50, +1.50, -10% or, for the last two, price+25% or none;\n"
      "status, vendor, type or shipping-class with its new value; tag with +summer or -summer; collection with +chairs, -chairs or, to\n"
      "take the products out of all others that are filled by hand, =chairs. A value that begins with a minus comes "
      "after --."),
  run,
};
