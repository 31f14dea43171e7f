#define G_LOG_DOMAIN "vitrine"

#include "app/promo/vt-popup-block-rows.h"

#include <glib/gi18n.h>

#define N_BLOCKS 6

/* One place in the order; which part stands there changes. */
typedef struct
{
  GtkWidget *row;   /* (unowned) */
  GtkSwitch *is_in; /* (unowned) */
  GtkWidget *up;    /* (unowned) */
  GtkWidget *down;  /* (unowned) */
  guint block;
  gboolean in;
} Slot;

struct _VtPopupBlockRows
{
  AdwExpanderRow parent_instance;

  Slot slots[N_BLOCKS];
  gboolean showing; /* the rows are being told, not chosen in */
};

enum
{
  EDITED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VtPopupBlockRows, vt_popup_block_rows, ADW_TYPE_EXPANDER_ROW)

static const struct
{
  const char *block;
  const char *name;
} blocks[N_BLOCKS] = {
  { "headline", N_ ("Headline") }, { "text", N_ ("Text") },         { "countdown", N_ ("Countdown") },
  { "code", N_ ("Code") },         { "products", N_ ("Products") }, { "form", N_ ("Form") },
};

static void
name (GtkWidget *widget, const char *format, const char *part)
{
  g_autofree char *text = g_strdup_printf (format, part);

  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  if (GTK_IS_BUTTON (widget))
    gtk_widget_set_tooltip_text (widget, text);
}

/* Those who cannot see a popup know by its headline what came up: it is always in it. */
static void
show_slots (VtPopupBlockRows *self)
{
  g_autoptr (GString) words = g_string_new (NULL);

  self->showing = TRUE;
  for (guint i = 0; i < N_BLOCKS; i++)
    {
      Slot *slot = &self->slots[i];
      const char *part = _ (blocks[slot->block].name);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (slot->row), part);
      gtk_switch_set_active (slot->is_in, slot->in);
      gtk_widget_set_sensitive (GTK_WIDGET (slot->is_in), slot->block != 0);
      gtk_widget_set_sensitive (slot->up, i > 0);
      gtk_widget_set_sensitive (slot->down, i < N_BLOCKS - 1);
      name (GTK_WIDGET (slot->is_in), _ ("Show %s"), part);
      name (slot->up, _ ("Move %s Up"), part);
      name (slot->down, _ ("Move %s Down"), part);
      if (slot->in)
        g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", part);
    }
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), words->str);
  self->showing = FALSE;
}

static guint
slot_of (VtPopupBlockRows *self, GtkWidget *widget)
{
  for (guint i = 0; i < N_BLOCKS; i++)
    if (self->slots[i].up == widget || self->slots[i].down == widget || GTK_WIDGET (self->slots[i].is_in) == widget)
      return i;

  return 0;
}

static void
swap (VtPopupBlockRows *self, guint a, guint b)
{
  guint block = self->slots[a].block;
  gboolean in = self->slots[a].in;

  self->slots[a].block = self->slots[b].block;
  self->slots[a].in = self->slots[b].in;
  self->slots[b].block = block;
  self->slots[b].in = in;
  show_slots (self);
  g_signal_emit (self, signals[EDITED], 0);
}

/* The keyboard goes with the part that moves, until it cannot go on. */
static void
up_cb (VtPopupBlockRows *self, GtkWidget *button)
{
  guint i = slot_of (self, button);

  if (i == 0)
    return;

  swap (self, i - 1, i);
  gtk_widget_grab_focus (i > 1 ? self->slots[i - 1].up : self->slots[i - 1].down);
}

static void
down_cb (VtPopupBlockRows *self, GtkWidget *button)
{
  guint i = slot_of (self, button);

  if (i + 1 >= N_BLOCKS)
    return;

  swap (self, i, i + 1);
  gtk_widget_grab_focus (i + 2 < N_BLOCKS ? self->slots[i + 1].down : self->slots[i + 1].up);
}

static void
in_cb (VtPopupBlockRows *self, G_GNUC_UNUSED GParamSpec *pspec, GtkWidget *control)
{
  if (self->showing)
    return;

  self->slots[slot_of (self, control)].in = gtk_switch_get_active (GTK_SWITCH (control));
  show_slots (self);
  g_signal_emit (self, signals[EDITED], 0);
}

static GtkWidget *
add_button (VtPopupBlockRows *self, Slot *slot, const char *icon, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_swapped (button, "clicked", callback, self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (slot->row), button);
  return button;
}

static void
vt_popup_block_rows_class_init (VtPopupBlockRowsClass *klass)
{
  signals[EDITED] =
      g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
vt_popup_block_rows_init (VtPopupBlockRows *self)
{
  for (guint i = 0; i < N_BLOCKS; i++)
    {
      Slot *slot = &self->slots[i];

      slot->block = i;
      slot->in = TRUE;
      slot->row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, NULL);
      slot->up = add_button (self, slot, "go-up-symbolic", G_CALLBACK (up_cb));
      slot->down = add_button (self, slot, "go-down-symbolic", G_CALLBACK (down_cb));
      slot->is_in = GTK_SWITCH (gtk_switch_new ());
      gtk_widget_set_valign (GTK_WIDGET (slot->is_in), GTK_ALIGN_CENTER);
      adw_action_row_add_suffix (ADW_ACTION_ROW (slot->row), GTK_WIDGET (slot->is_in));
      g_signal_connect_data (slot->is_in, "notify::active", G_CALLBACK (in_cb), self, NULL, G_CONNECT_SWAPPED);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (self), slot->row);
    }
  show_slots (self);
}

/**
 * vt_popup_block_rows_new:
 *
 * Returns: (transfer floating): a row with all parts in their usual order
 */
GtkWidget *
vt_popup_block_rows_new (void)
{
  return g_object_new (VT_TYPE_POPUP_BLOCK_ROWS, "title", _ ("Its parts and their order"), NULL);
}

static gboolean
is_placed (VtPopupBlockRows *self, guint n, guint block)
{
  for (guint i = 0; i < n; i++)
    if (self->slots[i].block == block)
      return TRUE;

  return FALSE;
}

static guint
place (VtPopupBlockRows *self, guint n, guint block, gboolean in)
{
  if (n >= N_BLOCKS || is_placed (self, n, block))
    return n;

  self->slots[n].block = block;
  self->slots[n].in = in;
  return n + 1;
}

/**
 * vt_popup_block_rows_show:
 * @self: a row
 * @shown: (array zero-terminated=1): what is in the popup, from the top, as vt_popup_list_blocks() has it
 *
 * Those that are not in it follow behind.
 */
void
vt_popup_block_rows_show (VtPopupBlockRows *self, const char *const *shown)
{
  guint n = 0;

  for (guint i = 0; shown[i] != NULL; i++)
    for (guint block = 0; block < N_BLOCKS; block++)
      if (g_str_equal (shown[i], blocks[block].block))
        n = place (self, n, block, TRUE);
  for (guint block = 0; block < N_BLOCKS; block++)
    n = place (self, n, block, FALSE);
  show_slots (self);
}

/**
 * vt_popup_block_rows_get:
 * @self: a row
 *
 * Returns: (transfer full): what is in the popup, as vt_popup_set_blocks() takes it
 */
char *
vt_popup_block_rows_get (VtPopupBlockRows *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < N_BLOCKS; i++)
    if (self->slots[i].in)
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", blocks[self->slots[i].block].block);

  return g_string_free (g_steal_pointer (&text), FALSE);
}
