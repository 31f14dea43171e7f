#define G_LOG_DOMAIN "vitrine"

#include "app/promo/vt-popup-rows.h"

#include "base/vt-money.h"

#include <glib/gi18n.h>
#include <string.h>

/* A fact and the row that shows it. */
typedef struct
{
  VtPopupRows *rows; /* (unowned) */
  const VtPopupFact *fact;
  GtkWidget *row;     /* (unowned) */
  GtkSwitch *control; /* (unowned) (nullable) */
} Bound;

typedef struct
{
  VtWorkspace *workspace; /* (owned) */
  const VtPopup *popup;   /* (unowned) (nullable) of the editor */
  GTimeZone *zone;        /* (owned) (nullable) */
  GPtrArray *bound;       /* (owned) Bound */
  gboolean showing;       /* the rows are being told, not chosen in */
} VtPopupRowsPrivate;

G_DEFINE_TYPE_WITH_PRIVATE (VtPopupRows, vt_popup_rows, ADW_TYPE_PREFERENCES_GROUP)

static VtPopupRowsPrivate *
get_private (VtPopupRows *self)
{
  return vt_popup_rows_get_instance_private (self);
}

/* Edits ----------------------------------------------------------------------------------------------------------- */

static char *
step_of (VtPopupRows *self)
{
  return g_strdup_printf (_ (VT_POPUP_ROWS_GET_CLASS (self)->step), get_private (self)->popup->name);
}

static char *
key_of (VtPopupRows *self, const char *what)
{
  return what != NULL ? g_strdup_printf ("popup.%s.%" G_GINT64_FORMAT, what, get_private (self)->popup->id) : NULL;
}

/**
 * vt_popup_rows_write:
 * @self: a group that shows a popup
 * @what: (nullable): edits of the same follow each other in one step of the history; %NULL for a step of its own
 * @job: the work, with @edit as its data
 * @edit: (transfer full): the edit
 */
void
vt_popup_rows_write (VtPopupRows *self, const char *what, VtShopJob job, VtPromoEdit *edit)
{
  g_autofree char *key = key_of (self, what);
  g_autofree char *step = step_of (self);

  vt_workspace_edit (get_private (self)->workspace, step, key, job, edit, (GDestroyNotify) vt_promo_edit_free);
}

/**
 * vt_popup_rows_write_field:
 * @self: a group that shows a popup
 * @field: where it was written; a refusal is said there
 * @what: as for vt_popup_rows_write()
 * @job: the work, with @edit as its data
 * @edit: (transfer full): the edit
 */
void
vt_popup_rows_write_field (VtPopupRows *self, VtField *field, const char *what, VtShopJob job, VtPromoEdit *edit)
{
  g_autofree char *key = key_of (self, what);
  g_autofree char *step = step_of (self);

  vt_field_write (field, get_private (self)->workspace, step, key, job, edit, (GDestroyNotify) vt_promo_edit_free);
}

/**
 * vt_popup_rows_read_count:
 * @field: a field, which says so when it holds no count
 * @count: (out): what is written there; 0 when nothing is
 *
 * Returns: whether it is a count
 */
gboolean
vt_popup_rows_read_count (VtField *field, gint64 *count)
{
  g_autofree char *text = g_strstrip (g_strdup (vt_field_get_text (field)));
  guint64 value = 0;

  if (*text != '\0' && !g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT, &value, NULL))
    {
      vt_field_refuse (field, _ ("Write a whole number, such as 10"));
      return FALSE;
    }

  *count = (gint64) value;
  return TRUE;
}

/**
 * vt_popup_rows_read_money:
 * @self: a group with a workspace
 * @field: a field, which says so when it holds no amount
 * @minor: (out): minor units of the shop's currency, at most %G_MAXINT; 0 when nothing is written
 *
 * Returns: whether it is an amount
 */
gboolean
vt_popup_rows_read_money (VtPopupRows *self, VtField *field, gint64 *minor)
{
  const char *text = vt_field_get_text (field);
  g_autoptr (GError) error = NULL;
  VtMoney money;

  *minor = 0;
  if (text[strspn (text, " ")] == '\0')
    return TRUE;
  if (!vt_money_parse (text, vt_workspace_get_currency (get_private (self)->workspace), &money, &error))
    {
      vt_field_refuse (field, error->message);
      return FALSE;
    }

  if (money.minor > G_MAXINT)
    {
      vt_field_refuse (field, _ ("The amount is too large; check the number"));
      return FALSE;
    }

  *minor = money.minor;
  return TRUE;
}

static int
int_of (VtPopupRows *self, const VtPopupFact *fact)
{
  return G_STRUCT_MEMBER (int, get_private (self)->popup, fact->offset);
}

static void
text_cb (Bound *bound)
{
  if (!vt_popup_rows_is_telling (bound->rows))
    vt_popup_rows_write_field (bound->rows, VT_FIELD (bound->row), bound->fact->what, vt_promo_edit_text,
                               vt_promo_edit_new_text (get_private (bound->rows)->popup->id, bound->fact->set_text,
                                                       vt_field_get_text (VT_FIELD (bound->row))));
}

static VtPromoEdit *
number_edit (Bound *bound, gint64 number)
{
  return vt_promo_edit_new_number (get_private (bound->rows)->popup->id, bound->fact->set_number, number);
}

static void
count_cb (Bound *bound)
{
  gint64 count;

  if (!vt_popup_rows_is_telling (bound->rows) && vt_popup_rows_read_count (VT_FIELD (bound->row), &count))
    vt_popup_rows_write_field (bound->rows, VT_FIELD (bound->row), bound->fact->what, vt_promo_edit_number,
                               number_edit (bound, count));
}

static void
choice_cb (Bound *bound)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (bound->row));

  if (!vt_popup_rows_is_telling (bound->rows) && selected != GTK_INVALID_LIST_POSITION &&
      (int) selected != int_of (bound->rows, bound->fact))
    vt_popup_rows_write (bound->rows, NULL, vt_promo_edit_number, number_edit (bound, (gint64) selected));
}

static void
switch_cb (Bound *bound)
{
  if (!vt_popup_rows_is_telling (bound->rows))
    vt_popup_rows_write (bound->rows, NULL, vt_promo_edit_number,
                         number_edit (bound, gtk_switch_get_active (bound->control) ? 1 : 0));
}

/* Rows ------------------------------------------------------------------------------------------------------------ */

/**
 * vt_popup_rows_add:
 * @self: a group
 * @to: (nullable): the row of the group that it opens with; %NULL for the group
 * @row: (transfer floating): a row
 */
void
vt_popup_rows_add (VtPopupRows *self, AdwExpanderRow *to, GtkWidget *row)
{
  if (to != NULL)
    adw_expander_row_add_row (to, row);
  else
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

/**
 * vt_popup_rows_add_expander:
 * @self: a group
 * @title: its title, translated
 *
 * Returns: (transfer none): a row of the group that opens others
 */
AdwExpanderRow *
vt_popup_rows_add_expander (VtPopupRows *self, const char *title)
{
  GtkWidget *row = g_object_new (ADW_TYPE_EXPANDER_ROW, "title", title, "use-markup", FALSE, NULL);

  vt_popup_rows_add (self, NULL, row);
  return ADW_EXPANDER_ROW (row);
}

/**
 * vt_popup_rows_new_combo:
 * @title: its title, translated
 * @choices: (array zero-terminated=1): what can be chosen, untranslated
 *
 * Returns: (transfer floating): a row with choices
 */
GtkWidget *
vt_popup_rows_new_combo (const char *title, const char *const *choices)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; choices[i] != NULL; i++)
    gtk_string_list_append (names, _ (choices[i]));
  return g_object_new (ADW_TYPE_COMBO_ROW, "title", title, "use-markup", FALSE, "model", names, NULL);
}

/**
 * vt_popup_rows_new_switch:
 * @title: its title, translated
 * @control: (out) (transfer none): the switch in it
 *
 * Returns: (transfer floating): a row with a switch
 */
GtkWidget *
vt_popup_rows_new_switch (const char *title, GtkSwitch **control)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", title, "use-markup", FALSE, "subtitle-lines", 0, NULL);
  GtkWidget *child = gtk_switch_new ();

  gtk_widget_set_valign (child, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), child);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), child);
  *control = GTK_SWITCH (child);
  return row;
}

static GtkWidget *
new_field (const VtPopupFact *fact)
{
  GtkWidget *field =
      g_object_new (VT_TYPE_FIELD, "title", _ (fact->title), "multiline", fact->kind == VT_POPUP_FACT_LINES, NULL);

  if (fact->hint != NULL)
    vt_field_set_placeholder (VT_FIELD (field), _ (fact->hint));
  if (fact->unit != NULL)
    vt_field_set_unit (VT_FIELD (field), _ (fact->unit));
  return field;
}

static void
make_row (Bound *bound)
{
  const VtPopupFact *fact = bound->fact;

  switch (fact->kind)
    {
    case VT_POPUP_FACT_CHOICE:
      bound->row = vt_popup_rows_new_combo (_ (fact->title), fact->choices);
      g_signal_connect_swapped (bound->row, "notify::selected", G_CALLBACK (choice_cb), bound);
      break;
    case VT_POPUP_FACT_SWITCH:
      bound->row = vt_popup_rows_new_switch (_ (fact->title), &bound->control);
      g_signal_connect_swapped (bound->control, "notify::active", G_CALLBACK (switch_cb), bound);
      break;
    case VT_POPUP_FACT_TEXT:
    case VT_POPUP_FACT_LINES:
    case VT_POPUP_FACT_COUNT:
    default:
      bound->row = new_field (fact);
      g_signal_connect_swapped (bound->row, "edited",
                                fact->kind == VT_POPUP_FACT_COUNT ? G_CALLBACK (count_cb) : G_CALLBACK (text_cb),
                                bound);
      return;
    }
  if (fact->hint != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (bound->row), _ (fact->hint));
}

/**
 * vt_popup_rows_add_fact:
 * @self: a group
 * @to: (nullable): as for vt_popup_rows_add()
 * @fact: (transfer none): the fact, which has to stay
 *
 * Returns: (transfer none): the row that shows and edits it
 */
GtkWidget *
vt_popup_rows_add_fact (VtPopupRows *self, AdwExpanderRow *to, const VtPopupFact *fact)
{
  Bound *bound = g_new0 (Bound, 1);
  VtPopupRowsPrivate *private = get_private (self);

  bound->rows = self;
  bound->fact = fact;
  private->showing = TRUE;
  make_row (bound);
  private->showing = FALSE;
  g_ptr_array_add (private->bound, bound);
  vt_popup_rows_add (self, to, bound->row);
  return bound->row;
}

/* Showing --------------------------------------------------------------------------------------------------------- */

/**
 * vt_popup_rows_show_count:
 * @field: a field
 * @count: what it is to hold; 0 is empty
 */
void
vt_popup_rows_show_count (VtField *field, gint64 count)
{
  g_autofree char *text = count != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, count) : g_strdup ("");

  vt_field_show (field, text);
}

/**
 * vt_popup_rows_show_money:
 * @self: a group with a workspace
 * @field: a field
 * @minor: minor units of the shop's currency; 0 is empty
 */
void
vt_popup_rows_show_money (VtPopupRows *self, VtField *field, gint64 minor)
{
  const char *currency = vt_workspace_get_currency (get_private (self)->workspace);
  g_autofree char *text = minor != 0 ? vt_money_to_decimal (vt_money_new (minor, currency)) : g_strdup ("");

  vt_field_set_unit (field, currency);
  vt_field_show (field, text);
}

static void
show_fact (Bound *bound)
{
  VtPopupRows *self = bound->rows;

  switch (bound->fact->kind)
    {
    case VT_POPUP_FACT_COUNT:
      vt_popup_rows_show_count (VT_FIELD (bound->row), int_of (self, bound->fact));
      break;
    case VT_POPUP_FACT_CHOICE:
      adw_combo_row_set_selected (ADW_COMBO_ROW (bound->row), (guint) int_of (self, bound->fact));
      break;
    case VT_POPUP_FACT_SWITCH:
      gtk_switch_set_active (bound->control, int_of (self, bound->fact) != 0);
      break;
    case VT_POPUP_FACT_TEXT:
    case VT_POPUP_FACT_LINES:
    default:
      vt_field_show (VT_FIELD (bound->row), G_STRUCT_MEMBER (char *, get_private (self)->popup, bound->fact->offset));
      break;
    }
}

/**
 * vt_popup_rows_open:
 * @self: a group with a workspace
 * @popup: (transfer none): the popup as the shop holds it now; it has to stay until the next one is shown
 * @zone: the shop's time zone
 */
void
vt_popup_rows_open (VtPopupRows *self, const VtPopup *popup, GTimeZone *zone)
{
  VtPopupRowsPrivate *private = get_private (self);
  VtPopupRowsClass *class = VT_POPUP_ROWS_GET_CLASS (self);

  private->popup = popup;
  g_clear_pointer (&private->zone, g_time_zone_unref);
  private->zone = g_time_zone_ref (zone);
  private->showing = TRUE;
  for (guint i = 0; i < private->bound->len; i++)
    show_fact (g_ptr_array_index (private->bound, i));
  if (class->show != NULL)
    class->show (self);
  private->showing = FALSE;
}

static void
forget_fact (Bound *bound)
{
  if (VT_IS_FIELD (bound->row))
    vt_field_forget (VT_FIELD (bound->row));
}

/**
 * vt_popup_rows_forget:
 * @self: a group
 *
 * Another popup is going to be shown.
 */
void
vt_popup_rows_forget (VtPopupRows *self)
{
  VtPopupRowsPrivate *private = get_private (self);
  VtPopupRowsClass *class = VT_POPUP_ROWS_GET_CLASS (self);

  for (guint i = 0; i < private->bound->len; i++)
    forget_fact (g_ptr_array_index (private->bound, i));
  if (class->forget != NULL)
    class->forget (self);
  private->popup = NULL;
}

/**
 * vt_popup_rows_get_workspace:
 * @self: a group
 *
 * Returns: (transfer none) (nullable): whose popups it edits
 */
VtWorkspace *
vt_popup_rows_get_workspace (VtPopupRows *self)
{
  return get_private (self)->workspace;
}

/**
 * vt_popup_rows_get_popup:
 * @self: a group
 *
 * Returns: (transfer none) (nullable): what it shows
 */
const VtPopup *
vt_popup_rows_get_popup (VtPopupRows *self)
{
  return get_private (self)->popup;
}

/**
 * vt_popup_rows_get_zone:
 * @self: a group that shows a popup
 *
 * Returns: (transfer none): the shop's time zone
 */
GTimeZone *
vt_popup_rows_get_zone (VtPopupRows *self)
{
  return get_private (self)->zone;
}

/**
 * vt_popup_rows_is_telling:
 * @self: a group
 *
 * Returns: whether what changes in the rows is not the merchant's doing
 */
gboolean
vt_popup_rows_is_telling (VtPopupRows *self)
{
  VtPopupRowsPrivate *private = get_private (self);

  return private->showing || private->popup == NULL || private->workspace == NULL;
}

/**
 * vt_popup_rows_set_workspace:
 * @self: a new group
 * @workspace: whose popups it edits
 */
void
vt_popup_rows_set_workspace (VtPopupRows *self, VtWorkspace *workspace)
{
  g_set_object (&get_private (self)->workspace, workspace);
}

static void
vt_popup_rows_dispose (GObject *object)
{
  VtPopupRowsPrivate *private = get_private (VT_POPUP_ROWS (object));

  private->showing = TRUE;
  private->popup = NULL;
  g_clear_object (&private->workspace);

  G_OBJECT_CLASS (vt_popup_rows_parent_class)->dispose (object);
}

static void
vt_popup_rows_finalize (GObject *object)
{
  VtPopupRowsPrivate *private = get_private (VT_POPUP_ROWS (object));

  g_ptr_array_unref (private->bound);
  g_clear_pointer (&private->zone, g_time_zone_unref);

  G_OBJECT_CLASS (vt_popup_rows_parent_class)->finalize (object);
}

static void
vt_popup_rows_class_init (VtPopupRowsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = vt_popup_rows_dispose;
  object_class->finalize = vt_popup_rows_finalize;
}

static void
vt_popup_rows_init (VtPopupRows *self)
{
  get_private (self)->bound = g_ptr_array_new_with_free_func (g_free);
}
