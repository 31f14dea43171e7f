#define G_LOG_DOMAIN "vitrine"

#include "app/promo/vt-choices-row.h"

#include <glib/gi18n.h>

/* How many of the ticked ones the row names. */
#define NAMED 3

struct _VtChoicesRow
{
  AdwExpanderRow parent_instance;

  char *none;       /* (owned) what it means when nothing is ticked */
  GStrv ids;        /* (owned) (nullable) */
  GStrv names;      /* (owned) (nullable) */
  GPtrArray *rows;  /* (owned) the rows that are offered, each (unowned) */
  GPtrArray *ticks; /* (owned) their check buttons, each (unowned) */
  gboolean showing; /* the ticks are being told, not made */
};

enum
{
  EDITED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VtChoicesRow, vt_choices_row, ADW_TYPE_EXPANDER_ROW)

static gboolean
is_ticked (VtChoicesRow *self, guint i)
{
  return gtk_check_button_get_active (g_ptr_array_index (self->ticks, i));
}

static void
describe (VtChoicesRow *self)
{
  g_autofree char *words = vt_choices_row_describe (self);

  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), words != NULL ? words : self->none);
}

static void
ticked_cb (VtChoicesRow *self)
{
  if (self->showing)
    return;

  describe (self);
  g_signal_emit (self, signals[EDITED], 0);
}

static void
add (VtChoicesRow *self, const char *name)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", name, "use-markup", FALSE, NULL);
  GtkWidget *tick = gtk_check_button_new ();

  gtk_widget_set_valign (tick, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (tick), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), tick);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), tick);
  g_signal_connect_swapped (tick, "toggled", G_CALLBACK (ticked_cb), self);
  g_ptr_array_add (self->rows, row);
  g_ptr_array_add (self->ticks, tick);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

static gboolean
is_offered (GStrv had, const char *const *now)
{
  return had != NULL && g_strv_equal ((const char *const *) had, now);
}

static void
vt_choices_row_finalize (GObject *object)
{
  VtChoicesRow *self = VT_CHOICES_ROW (object);

  g_free (self->none);
  g_strfreev (self->ids);
  g_strfreev (self->names);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->ticks);

  G_OBJECT_CLASS (vt_choices_row_parent_class)->finalize (object);
}

static void
vt_choices_row_class_init (VtChoicesRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vt_choices_row_finalize;
  signals[EDITED] =
      g_signal_new ("edited", VT_TYPE_CHOICES_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
vt_choices_row_init (VtChoicesRow *self)
{
  self->rows = g_ptr_array_new ();
  self->ticks = g_ptr_array_new ();
}

/**
 * vt_choices_row_new:
 * @title: its title, translated
 * @none: what it means when nothing is ticked, translated: "All languages"
 *
 * Returns: (transfer floating): a row that offers nothing yet
 */
GtkWidget *
vt_choices_row_new (const char *title, const char *none)
{
  VtChoicesRow *self = g_object_new (VT_TYPE_CHOICES_ROW, "title", title, "use-markup", FALSE, NULL);

  self->none = g_strdup (none);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), none);
  return GTK_WIDGET (self);
}

/**
 * vt_choices_row_offer:
 * @self: a row
 * @ids: (array zero-terminated=1): what can be ticked
 * @names: (array zero-terminated=1): what to call each, translated
 */
void
vt_choices_row_offer (VtChoicesRow *self, const char *const *ids, const char *const *names)
{
  if (is_offered (self->ids, ids) && is_offered (self->names, names))
    return;

  for (guint i = 0; i < self->rows->len; i++)
    adw_expander_row_remove (ADW_EXPANDER_ROW (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  g_ptr_array_set_size (self->ticks, 0);
  g_strfreev (self->ids);
  g_strfreev (self->names);
  self->ids = g_strdupv ((char **) ids);
  self->names = g_strdupv ((char **) names);
  for (guint i = 0; names[i] != NULL; i++)
    add (self, names[i]);
}

/**
 * vt_choices_row_show:
 * @self: a row
 * @ticked: (nullable) (array zero-terminated=1): what is ticked
 */
void
vt_choices_row_show (VtChoicesRow *self, const char *const *ticked)
{
  self->showing = TRUE;
  for (guint i = 0; i < self->ticks->len; i++)
    gtk_check_button_set_active (g_ptr_array_index (self->ticks, i),
                                 ticked != NULL && g_strv_contains (ticked, self->ids[i]));
  self->showing = FALSE;
  describe (self);
}

/**
 * vt_choices_row_get:
 * @self: a row
 *
 * Returns: (transfer full) (array zero-terminated=1): what is ticked, in the order of the offer
 */
char **
vt_choices_row_get (VtChoicesRow *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < self->ticks->len; i++)
    if (is_ticked (self, i))
      g_strv_builder_add (builder, self->ids[i]);

  return g_strv_builder_end (builder);
}

/**
 * vt_choices_row_describe:
 * @self: a row
 *
 * Returns: (transfer full) (nullable): what is ticked, in one line; %NULL when nothing is
 */
char *
vt_choices_row_describe (VtChoicesRow *self)
{
  g_autoptr (GString) words = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < self->ticks->len; i++)
    if (is_ticked (self, i) && n++ < NAMED)
      g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", self->names[i]);
  if (n > NAMED)
    g_string_append_printf (words, ngettext (" and %u more", " and %u more", n - NAMED), n - NAMED);

  return n > 0 ? g_string_free (g_steal_pointer (&words), FALSE) : NULL;
}
