#include "base/vt-clock.h"
#include "catalogue/vt-product-edit.h"
#include "catalogue/vt-stock-place.h"
#include "catalogue/vt-stock.h"
#include "catalogue/vt-stocktake.h"
#include "cli/vt-cli-commands.h"
#include "cli/vt-cli-stock.h"
#include "shop/vt-settings.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define QUANTITY_MAX G_GINT64_CONSTANT (1000000000)

/* What was asked for: the words after SHOP, and the options. */
typedef struct
{
  VtCli *cli;
  const char *shop_path;
  char **words; /* (unowned) the action first */
  char *place;
  char *reference;
  gboolean low;
  gboolean out;
  gboolean rest_is_none;
  gboolean json;
  int limit;
} Command;

/* One edit on the writer thread, and what it says when it is done. */
typedef struct
{
  const Command *command;
  const char *reason; /* of an adjustment */
  gint64 quantity;
  GString *codes; /* (owned) (nullable) what was scanned */
  GString *said;  /* (owned) */
} Edit;

static gboolean
parse_quantity (const char *text, gint64 *quantity)
{
  return g_ascii_string_to_signed (text, 10, 0, QUANTITY_MAX, quantity, NULL);
}

/* Lists ----------------------------------------------------------------------------------------------------------- */

static gboolean
fill_stock (const Command *self, VtDb *db, JsonArray *rows, GError **error)
{
  VtStockQuery query = { NULL, VT_STOCK_ALL, 0 };
  g_autofree char *text = g_strjoinv (" ", self->words + 1);
  g_autofree char *currency = vt_setting_get (db, "shop.currency", error);

  query.text = text;
  if (self->out || self->low)
    query.filter = self->out ? VT_STOCK_OUT : VT_STOCK_LOW;

  return currency != NULL && vt_cli_stock_find_place (db, self->place, &query.place_id, error) &&
         vt_cli_stock_add_rows (db, &query, currency, rows, self->cli->cancellable, error);
}

static gboolean
fill_places (G_GNUC_UNUSED const Command *self, VtDb *db, JsonArray *rows, GError **error)
{
  return vt_cli_stock_add_places (db, rows, error);
}

static gboolean
fill_history (const Command *self, VtDb *db, JsonArray *rows, GError **error)
{
  VtStockMovementQuery query = { .limit = self->limit };

  return (self->words[1] == NULL || vt_cli_stock_find_variant (db, self->words[1], &query.variant_id, error)) &&
         vt_cli_stock_find_place (db, self->place, &query.place_id, error) &&
         vt_cli_stock_add_movements (db, &query, rows, error);
}

static int
print_list (const Command *self,
            gboolean (*fill) (const Command *, VtDb *, JsonArray *, GError **),
            const VtCliColumn *columns)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtShop) shop = vt_shop_open (self->shop_path, VT_SHOP_READ, &error);
  g_autoptr (JsonArray) rows = json_array_new ();
  guint n_columns = 0;

  if (shop == NULL || !fill (self, vt_shop_get_reader (shop), rows, &error))
    return vt_cli_end (FALSE, &error);

  while (columns[n_columns].member != NULL)
    n_columns++;
  if (self->json)
    vt_cli_print_json_array (rows);
  else
    vt_cli_print_table (rows, columns, n_columns);
  return VT_CLI_DONE;
}

/* Edits -------------------------------------------------------------------------------------------------------------
 */

static int
write_edit (const Command *self, const char *label, VtShopJob job, Edit *edit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtShop) shop = vt_shop_open (self->shop_path, VT_SHOP_WRITE, &error);
  g_autoptr (GString) said = g_string_new (NULL);

  edit->command = self;
  edit->said = said;
  if (shop == NULL || !vt_shop_write (shop, label, NULL, job, edit, self->cli->cancellable, NULL, &error))
    return vt_cli_end (FALSE, &error);

  fputs (said->str, stdout);
  return VT_CLI_DONE;
}

static void
say_on_hand (Edit *edit, VtDb *db, gint64 variant_id)
{
  g_autoptr (VtStockRow) row = vt_stock_row_load (db, variant_id, 0, NULL);

  if (row != NULL)
    g_string_append_printf (edit->said, _ ("%s%s%s: %" PRId64 " on hand\n"), row->title,
                            *row->variant != '\0' ? ", " : "", row->variant, row->on_hand);
}

static gboolean
adjust_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  Edit *edit = data;
  const Command *self = edit->command;
  gint64 variant_id = 0;
  gint64 place_id = 0;

  if (!vt_cli_stock_find_variant (db, self->words[1], &variant_id, error) ||
      !vt_cli_stock_find_place (db, self->place, &place_id, error) ||
      !vt_stock_adjust (db, variant_id, place_id, edit->reason, edit->quantity, self->reference, vt_clock_now_us (NULL),
                        error))
    return FALSE;

  say_on_hand (edit, db, variant_id);
  return TRUE;
}

static gboolean
transfer_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  Edit *edit = data;
  const Command *self = edit->command;
  gint64 variant_id = 0;
  gint64 from_id = 0;
  gint64 to_id = 0;

  if (!vt_cli_stock_find_variant (db, self->words[1], &variant_id, error) ||
      !vt_cli_stock_find_place (db, self->words[3], &from_id, error) ||
      !vt_cli_stock_find_place (db, self->words[4], &to_id, error) ||
      !vt_stock_transfer (db, variant_id, from_id, to_id, edit->quantity, vt_clock_now_us (NULL), error))
    return FALSE;

  say_on_hand (edit, db, variant_id);
  return TRUE;
}

static gboolean
empty_place (Edit *edit, VtDb *db, gint64 from_id, GError **error)
{
  gint64 to_id = 0;
  guint n = 0;

  if (!vt_cli_stock_find_place (db, edit->command->words[3], &to_id, error) ||
      !vt_stock_place_empty (db, from_id, to_id, vt_clock_now_us (NULL), &n, error))
    return FALSE;

  g_string_append_printf (
      edit->said,
      g_dngettext (GETTEXT_PACKAGE, "The stock of %u variant was moved\n", "The stock of %u variants was moved\n", n),
      n);
  return TRUE;
}

static gboolean
place_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  Edit *edit = data;
  char **words = edit->command->words;
  const char *action = words[1];
  gint64 id = 0;

  if (strcmp (action, "add") == 0)
    return vt_stock_place_add (db, words[2], &id, error);
  if (!vt_cli_stock_find_place (db, words[2], &id, error))
    return FALSE;
  if (strcmp (action, "rename") == 0)
    return vt_stock_place_rename (db, id, words[3], error);
  if (strcmp (action, "remove") == 0)
    return vt_stock_place_remove (db, id, error);
  if (strcmp (action, "first") == 0)
    return vt_stock_place_reorder (db, id, 0, error);

  return empty_place (edit, db, id, error);
}

/* Stocktake ---------------------------------------------------------------------------------------------------------
 */

static gboolean
count_line (VtDb *db, gint64 take_id, const char *line, GError **error)
{
  g_autoptr (GError) whole = NULL;
  VtStocktakeEntry entry = { 1, FALSE, line };
  gint64 variant_id = 0;

  if (!vt_cli_stock_find_variant (db, line, &variant_id, &whole) &&
      (!vt_stocktake_parse (line, &entry) || *entry.code == '\0' ||
       !vt_cli_stock_find_variant (db, entry.code, &variant_id, NULL)))
    {
      g_propagate_error (error, g_steal_pointer (&whole));
      return FALSE;
    }

  return vt_stocktake_add (db, take_id, variant_id, entry.quantity, vt_clock_now_us (NULL), NULL, error);
}

/* All lines, or none: what is unknown is named with its line. */
static gboolean
count_lines (VtDb *db, gint64 take_id, const char *text, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0' && !count_line (db, take_id, lines[i], error))
      {
        g_prefix_error (error, _ ("Line %u: "), i + 1);
        return FALSE;
      }

  return TRUE;
}

static void
say_differences (Edit *edit, const GPtrArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    {
      const VtStocktakeLine *line = g_ptr_array_index (lines, i);

      g_string_append_printf (edit->said, _ ("%s%s%s: %" PRId64 " counted, %" PRId64 " expected (%+" PRId64 ")\n"),
                              line->title, *line->variant != '\0' ? ", " : "", line->variant, line->counted,
                              line->expected, vt_stocktake_line_difference (line));
    }
}

static gboolean
stocktake_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  Edit *edit = data;
  g_autoptr (GPtrArray) different = NULL;
  gint64 place_id = 0;
  gint64 id = 0;
  guint n = 0;

  if (!vt_cli_stock_find_place (db, edit->command->place, &place_id, error) ||
      !vt_stocktake_start (db, place_id, vt_clock_now_us (NULL), &id, error) ||
      !count_lines (db, id, edit->codes->str, error))
    return FALSE;

  different = vt_stocktake_lines (db, id, VT_STOCKTAKE_DIFFERENT, -1, error);
  if (different == NULL || !vt_stocktake_apply (db, id, edit->command->rest_is_none, vt_clock_now_us (NULL), &n, error))
    return FALSE;

  say_differences (edit, different);
  g_string_append_printf (edit->said,
                          g_dngettext (GETTEXT_PACKAGE, "The stock of %u variant was corrected\n",
                                       "The stock of %u variants was corrected\n", n),
                          n);
  return TRUE;
}

static int
take_stock (const Command *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GString) codes = NULL;
  Edit edit = { 0 };

  if (!g_file_get_contents (strcmp (self->words[1], "-") == 0 ? "/dev/stdin" : self->words[1], &text, NULL, &error))
    return vt_cli_end (FALSE, &error);
  if (!g_utf8_validate (text, -1, NULL))
    return vt_cli_misused (self->cli, _ ("The list of codes is not UTF-8 text"));

  codes = g_string_new (text);
  edit.codes = codes;
  return write_edit (self, _ ("Stocktake"), stocktake_job, &edit);
}

/* The command -------------------------------------------------------------------------------------------------------
 */

static int
adjust (const Command *self, const char *reason)
{
  Edit edit = { .reason = reason };
  g_autofree char *label = g_strdup_printf (_ ("Stock: %s"), vt_stock_reason_to_words (reason));

  if (!parse_quantity (self->words[2], &edit.quantity))
    return vt_cli_misused (self->cli, _ ("“%s” is not a number of pieces"), self->words[2]);

  return write_edit (self, label, adjust_job, &edit);
}

static int
transfer (const Command *self)
{
  Edit edit = { 0 };

  if (!parse_quantity (self->words[2], &edit.quantity))
    return vt_cli_misused (self->cli, _ ("“%s” is not a number of pieces"), self->words[2]);

  return write_edit (self, _ ("Move stock"), transfer_job, &edit);
}

static int
edit_places (const Command *self, guint n_words)
{
  static const struct
  {
    const char *action;
    guint n_words;
  } actions[] = { { "add", 3 }, { "remove", 3 }, { "first", 3 }, { "rename", 4 }, { "empty", 4 } };
  Edit edit = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (strcmp (self->words[1], actions[i].action) == 0 && n_words == actions[i].n_words)
      return write_edit (self, _ ("Places of stock"), place_job, &edit);

  return vt_cli_misused (self->cli, _ ("Expected “places add NAME”, “places rename NAME NAME”, “places first NAME”, "
                                       "“places empty NAME INTO” or “places remove NAME”"));
}

static int
dispatch (const Command *self)
{
  static const struct
  {
    const char *action;
    const char *reason;
  } adjustments[] = {
    { "receive", "received" }, { "return", "returned" }, { "damage", "damaged" }, { "count", "counted" }
  };
  const char *action = self->words[0];
  guint n = g_strv_length (self->words);

  if (strcmp (action, "list") == 0)
    return print_list (self, fill_stock, vt_cli_stock_columns);
  if (strcmp (action, "history") == 0 && n <= 2)
    return print_list (self, fill_history, vt_cli_stock_movement_columns);
  if (strcmp (action, "places") == 0)
    return n == 1 ? print_list (self, fill_places, vt_cli_stock_place_columns) : edit_places (self, n);
  if (strcmp (action, "move") == 0 && n == 5)
    return transfer (self);
  if (strcmp (action, "stocktake") == 0 && n == 2)
    return take_stock (self);
  for (guint i = 0; i < G_N_ELEMENTS (adjustments); i++)
    if (strcmp (action, adjustments[i].action) == 0 && n == 3)
      return adjust (self, adjustments[i].reason);

  return vt_cli_misused (self->cli, _ ("“%s” is not what can be done with stock, or words are missing"), action);
}

static int
run (VtCli *cli)
{
  static char *nothing[] = { (char *) "list", NULL };
  Command command = { .cli = cli, .limit = 50 };
  const GOptionEntry entries[] = {
    { "place", 0, 0, G_OPTION_ARG_STRING, &command.place, N_ ("Where; else the first place, or all"), N_ ("NAME") },
    { "reference", 0, 0, G_OPTION_ARG_STRING, &command.reference, N_ ("What it belongs to, such as a delivery note"),
      N_ ("TEXT") },
    { "low", 0, 0, G_OPTION_ARG_NONE, &command.low, N_ ("List what is to be bought again"), NULL },
    { "out", 0, 0, G_OPTION_ARG_NONE, &command.out, N_ ("List what there is none of"), NULL },
    { "rest-is-none", 0, 0, G_OPTION_ARG_NONE, &command.rest_is_none,
      N_ ("Of a stocktake: what is not in the list is not there"), NULL },
    { "limit", 0, 0, G_OPTION_ARG_INT, &command.limit, N_ ("At most so many movements, the newest (50)"), N_ ("N") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &command.json, N_ ("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (GStrv) arguments = vt_cli_parse (cli, entries, 1, 16);
  int status = VT_CLI_USAGE;

  if (arguments != NULL && command.limit < 1)
    status = vt_cli_misused (cli, _ ("--limit is 1 or more"));
  else if (arguments != NULL)
    {
      command.shop_path = arguments[0];
      command.words = arguments[1] != NULL ? arguments + 1 : nothing;
      status = dispatch (&command);
    }

  g_free (command.place);
  g_free (command.reference);
  return status;
}

const VtCliCommand vt_cmd_stock = {
  "stock",
  "SHOP [list [WORD…] | receive|return|damage|count CODE PIECES | move CODE PIECES FROM TO | stocktake FILE | "
  "history [CODE] | places [add|rename|first|empty|remove NAME [NAME]]]",
  N_ ("Lists, receives, counts and moves stock"),
  N_ ("CODE is a barcode or an SKU. FILE has a code on each line, “12*CODE” for twelve; “-” is standard input, where a "
      "scanner types. Each call is one step that can be undone."),
  run,
};
