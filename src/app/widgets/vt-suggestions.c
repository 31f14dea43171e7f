#define G_LOG_DOMAIN "vitrine"

#include "app/widgets/vt-suggestions.h"

#include "base/vt-text.h"

#include <string.h>

#define N_SHOWN 7

struct _VtSuggestions
{
  GObject parent_instance;

  GtkEntry *entry;    /* (unowned) which owns this */
  GtkWidget *popover; /* (owned by the entry) (nullable) */
  GtkListBox *list;   /* (unowned) in the popover */
  char **words;       /* (owned) (nullable) that are offered by themselves */
  gboolean is_list;   /* words with commas between: the last one is meant */
  gboolean taking;
};

enum
{
  WANTED,
  TAKEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VtSuggestions, vt_suggestions, G_TYPE_OBJECT)

static const char *
last_part (VtSuggestions *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  const char *comma = self->is_list ? strrchr (text, ',') : NULL;

  return comma != NULL ? comma + 1 + strspn (comma + 1, " ") : text;
}

static void
close_list (VtSuggestions *self)
{
  if (self->popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->popover));
}

static gboolean
is_open (VtSuggestions *self)
{
  return self->popover != NULL && gtk_widget_get_visible (self->popover);
}

static void
take (VtSuggestions *self, GtkListBoxRow *row)
{
  const char *text = gtk_label_get_label (GTK_LABEL (gtk_list_box_row_get_child (row)));
  gint64 *id = g_object_get_data (G_OBJECT (row), "id");
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autofree char *before = g_strndup (typed, (gsize) (last_part (self) - typed));
  g_autofree char *whole = g_strconcat (before, text, NULL);
  g_autofree char *kept = g_strdup (text);
  gint64 kept_id = id != NULL ? *id : 0;

  close_list (self);
  self->taking = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), whole);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  self->taking = FALSE;
  g_signal_emit (self, signals[TAKEN], 0, kept, kept_id);
}

static void
activated_cb (VtSuggestions *self, GtkListBoxRow *row)
{
  take (self, row);
}

static void
make_popover (VtSuggestions *self)
{
  if (self->popover != NULL)
    return;

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_activate_on_single_click (self->list, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "suggestions");
  gtk_widget_set_can_focus (GTK_WIDGET (self->list), FALSE);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (activated_cb), self);
  self->popover = gtk_popover_new ();
  gtk_popover_set_autohide (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self->popover), GTK_POS_BOTTOM);
  gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->popover, "menu");
  gtk_popover_set_child (GTK_POPOVER (self->popover), GTK_WIDGET (self->list));
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self->entry));
}

static void
add_row (VtSuggestions *self, const char *text, gint64 id)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  g_object_set_data_full (G_OBJECT (row), "id", g_memdup2 (&id, sizeof id), g_free);
  gtk_list_box_append (self->list, row);
}

static char **
dup_matches (VtSuggestions *self)
{
  g_autofree char *wanted = vt_text_fold (last_part (self));
  g_autoptr (GStrvBuilder) matches = g_strv_builder_new ();
  guint n = 0;

  for (guint i = 0; self->words != NULL && self->words[i] != NULL && n < N_SHOWN && *wanted != '\0'; i++)
    {
      g_autofree char *folded = vt_text_fold (self->words[i]);

      if (strstr (folded, wanted) == NULL || g_str_equal (folded, wanted))
        continue;
      g_strv_builder_add (matches, self->words[i]);
      n++;
    }

  return g_strv_builder_end (matches);
}

static gboolean
is_focused (VtSuggestions *self)
{
  return (gtk_widget_get_state_flags (GTK_WIDGET (self->entry)) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
}

static void
changed_cb (VtSuggestions *self)
{
  g_auto (GStrv) matches = NULL;

  if (self->taking || !is_focused (self))
    return;

  if (self->words == NULL)
    {
      g_signal_emit (self, signals[WANTED], 0, last_part (self));
      return;
    }
  matches = dup_matches (self);
  vt_suggestions_offer (self, matches, NULL);
}

static gboolean
key_cb (VtSuggestions *self, guint key, G_GNUC_UNUSED guint code, G_GNUC_UNUSED GdkModifierType state)
{
  GtkListBoxRow *row = is_open (self) ? gtk_list_box_get_selected_row (self->list) : NULL;
  int index = row != NULL ? gtk_list_box_row_get_index (row) : -1;

  if (!is_open (self))
    return GDK_EVENT_PROPAGATE;

  switch (key)
    {
    case GDK_KEY_Down:
    case GDK_KEY_Up:
      row = gtk_list_box_get_row_at_index (self->list, index + (key == GDK_KEY_Down ? 1 : -1));
      gtk_list_box_select_row (self->list, row);
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      if (row == NULL)
        {
          close_list (self);
          return GDK_EVENT_PROPAGATE;
        }
      take (self, row);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      close_list (self);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
destroyed_cb (VtSuggestions *self)
{
  g_clear_pointer (&self->popover, gtk_widget_unparent);
}

static void
vt_suggestions_finalize (GObject *object)
{
  g_strfreev (VT_SUGGESTIONS (object)->words);

  G_OBJECT_CLASS (vt_suggestions_parent_class)->finalize (object);
}

static void
vt_suggestions_class_init (VtSuggestionsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vt_suggestions_finalize;

  signals[WANTED] = g_signal_new ("wanted", VT_TYPE_SUGGESTIONS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_STRING);
  signals[TAKEN] = g_signal_new ("taken", VT_TYPE_SUGGESTIONS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                 G_TYPE_STRING, G_TYPE_INT64);
}

static void
vt_suggestions_init (G_GNUC_UNUSED VtSuggestions *self)
{
}

/**
 * vt_suggestions_new:
 * @entry: an entry, which owns the suggestions
 * @is_list: whether it takes words with commas between
 *
 * Returns: (transfer none): suggestions without words
 */
VtSuggestions *
vt_suggestions_new (GtkEntry *entry, gboolean is_list)
{
  VtSuggestions *self = g_object_new (VT_TYPE_SUGGESTIONS, NULL);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->entry = entry;
  self->is_list = is_list;
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (close_list), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (entry), keys);
  gtk_widget_add_controller (GTK_WIDGET (entry), focus);
  g_signal_connect_object (entry, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (entry, "destroy", G_CALLBACK (destroyed_cb), self, G_CONNECT_SWAPPED);
  g_object_set_data_full (G_OBJECT (entry), "suggestions", self, g_object_unref);

  return self;
}

/**
 * vt_suggestions_set_words:
 * @self: suggestions
 * @words: (transfer full) (nullable) (array zero-terminated=1): what is offered, the likeliest first; %NULL has
 *   ::wanted ask
 */
void
vt_suggestions_set_words (VtSuggestions *self, char **words)
{
  g_strfreev (self->words);
  self->words = words;
}

/**
 * vt_suggestions_offer:
 * @self: suggestions
 * @texts: (array zero-terminated=1): what may be meant
 * @ids: (nullable): as many, told when one is taken
 */
void
vt_suggestions_offer (VtSuggestions *self, char **texts, const gint64 *ids)
{
  GtkListBoxRow *row;

  if (texts == NULL || texts[0] == NULL || !is_focused (self))
    {
      close_list (self);
      return;
    }

  make_popover (self);
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < N_SHOWN && texts[i] != NULL; i++)
    add_row (self, texts[i], ids != NULL ? ids[i] : 0);
  gtk_list_box_unselect_all (self->list);
  gtk_popover_popup (GTK_POPOVER (self->popover));
}
