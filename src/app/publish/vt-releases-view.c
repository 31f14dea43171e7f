#define G_LOG_DOMAIN "vitrine"

#include "app/publish/vt-releases-view.h"

#include "app/widgets/vt-time-words.h"

#include <glib/gi18n.h>

/* Older ones stay on the host; a shopkeeper goes back some days, not years. */
#define MAX_ROWS 20

struct _VtReleasesView
{
  AdwBin parent_instance;

  GtkListBox *list; /* (unowned) the child */
};

enum
{
  GO_BACK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VtReleasesView, vt_releases_view, ADW_TYPE_BIN)

static void
clicked_cb (VtReleasesView *self, GtkWidget *button)
{
  g_signal_emit (self, signals[GO_BACK], 0, gtk_widget_get_name (button));
}

static GtkWidget *
new_live_badge (void)
{
  GtkWidget *badge = gtk_label_new (C_ ("release", "Live"));

  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (badge, "badge");
  gtk_widget_add_css_class (badge, "success");
  return badge;
}

static GtkWidget *
new_back_button (VtReleasesView *self, const VtRelease *release)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Go Back"));
  /* TRANSLATORS: %s is the number of a release */
  g_autofree char *name = g_strdup_printf (_ ("Go Back to Release %s"), release->id);

  gtk_widget_set_name (button, release->id);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _ ("Makes this release live again; orders, stock and your drafts stay"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
new_row (VtReleasesView *self, const VtRelease *release, gint64 now_us)
{
  GtkWidget *row = adw_action_row_new ();
  gint64 at_us = release->activated_us != 0 ? release->activated_us : release->created_us;
  g_autofree char *when = vt_time_in_words (at_us, now_us);
  /* TRANSLATORS: the number of a release, then its time, as in "Release 41 · Fri 18:40" */
  g_autofree char *title = g_strdup_printf (_ ("Release %s · %s"), release->id, when);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), release->label);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  if (release->active)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_live_badge ());
  else
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_back_button (self, release));
  return row;
}

static int
compare_releases (gconstpointer a, gconstpointer b)
{
  const VtRelease *first = *(const VtRelease *const *) a;
  const VtRelease *second = *(const VtRelease *const *) b;

  return (first->created_us < second->created_us) - (first->created_us > second->created_us);
}

static void
vt_releases_view_class_init (VtReleasesViewClass *klass)
{
  signals[GO_BACK] = g_signal_new ("go-back", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
vt_releases_view_init (VtReleasesView *self)
{
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Releases"), -1);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->list));
}

/**
 * vt_releases_view_show:
 * @self: a view
 * @releases: (element-type VtRelease): of a host, in any order; sorted by this
 * @now_us: the present, UTC microseconds
 */
void
vt_releases_view_show (VtReleasesView *self, GPtrArray *releases, gint64 now_us)
{
  GtkWidget *child;
  guint n_rows = 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);

  g_ptr_array_sort (releases, compare_releases);
  for (guint i = 0; i < releases->len && n_rows < MAX_ROWS; i++)
    {
      const VtRelease *release = g_ptr_array_index (releases, i);

      /* One that never was live was not finished. */
      if (release->activated_us == 0 && !release->active)
        continue;
      gtk_list_box_append (self->list, new_row (self, release, now_us));
      n_rows++;
    }
  gtk_widget_set_visible (GTK_WIDGET (self), n_rows > 0);
}
