#define G_LOG_DOMAIN "vitrine"

#include "app/storefront/vt-sections-panel.h"

#include "app/content/vt-order-list.h"
#include "app/storefront/vt-section-edit.h"
#include "app/storefront/vt-section-picture.h"
#include "app/storefront/vt-section-row.h"
#include "shop/vt-translation.h"

#include <glib/gi18n.h>
#include <string.h>

struct _VtSectionsPanel
{
  AdwBin parent_instance;

  VtWorkspace *workspace; /* (owned) (nullable) */
  VtSectionPage page;
  GStrv languages; /* (owned) (nullable) that rows have fields for */
  GPtrArray *rows; /* (owned) (element-type VtSectionRow) as they are shown */
  gint64 to_open;  /* a section that is to be opened once it is there; 0: none */
  gboolean to_open_last;
  gint64 to_focus;    /* a section that was moved and keeps the keyboard; 0: none */
  guint focus_source; /* gives it the keyboard once its new row is there */
  gboolean telling;   /* the page is shown, not chosen */

  VtOrderList *list;                          /* (unowned) */
  GtkToggleButton *pages[VT_SECTION_N_PAGES]; /* template children */
  GtkScrolledWindow *scroller;                /* template child */
  GtkBox *list_box;                           /* template child */
  GtkWidget *alone;                           /* template child: the page shows what it has by itself */
  GtkLabel *alone_text;                       /* template child */
  GtkMenuButton *adder;                       /* template child */
  GtkListBox *kinds;                          /* template child */
};

enum
{
  PAGE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VtSectionsPanel, vt_sections_panel, ADW_TYPE_BIN)

static void
edit (VtSectionsPanel *self, const char *label, VtShopJob job, VtSectionEdit *step)
{
  step->page = self->page;
  vt_workspace_edit (self->workspace, label, NULL, job, step, (GDestroyNotify) vt_section_edit_free);
}

static void
moved_cb (VtSectionsPanel *self, gint64 id, int position)
{
  VtSectionEdit *step = vt_section_edit_new (id);

  step->position = position;
  self->to_focus = id;
  edit (self, _ ("Reorder the sections of a page"), vt_section_edit_move, step);
  vt_workspace_reveal (self->workspace, id);
}

static void
arrange_cb (VtSectionsPanel *self)
{
  edit (self, _ ("Lay out a page"), vt_section_edit_settle, vt_section_edit_new (0));
}

static void
kind_cb (VtSectionsPanel *self, GtkListBoxRow *row)
{
  VtSectionEdit *step = vt_section_edit_new (0);
  g_autofree char *label = NULL;

  step->kind = (VtSectionKind) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "vt-kind"));
  /* TRANSLATORS: %s is what was added, such as "Gallery" */
  label = g_strdup_printf (_ ("Add to a page: %s"), vt_section_kind_name (step->kind));
  gtk_menu_button_popdown (self->adder);
  self->to_open_last = TRUE;
  edit (self, label, vt_section_edit_add, step);
}

static void
fill_kinds (VtSectionsPanel *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->kinds))) != NULL)
    gtk_list_box_remove (self->kinds, child);
  for (guint i = 0; i < VT_SECTION_N_KINDS; i++)
    {
      VtSectionKind kind = (VtSectionKind) i;
      GtkWidget *row;

      if (!vt_section_kind_fits (kind, self->page))
        continue;
      row = adw_action_row_new ();
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), vt_section_kind_name (kind));
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), vt_section_kind_description (kind));
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), vt_section_kind_picture (kind));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      g_object_set_data (G_OBJECT (row), "vt-kind", GINT_TO_POINTER (i));
      gtk_list_box_append (self->kinds, row);
    }
}

static void
show_page (VtSectionsPanel *self, VtSectionPage page)
{
  self->telling = TRUE;
  gtk_toggle_button_set_active (self->pages[page], TRUE);
  self->telling = FALSE;
  if (page == self->page)
    return;

  self->page = page;
  fill_kinds (self);
  vt_sections_panel_refresh (self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

static void
page_cb (VtSectionsPanel *self, GtkToggleButton *button)
{
  if (self->telling || !gtk_toggle_button_get_active (button))
    return;

  for (guint i = 0; i < VT_SECTION_N_PAGES; i++)
    if (self->pages[i] == button)
      {
        show_page (self, (VtSectionPage) i);
        g_signal_emit (self, signals[PAGE], 0, (int) i);
      }
}

/* One at a time: the list stays in sight. */
static void
expanded_cb (VtSectionsPanel *self, G_GNUC_UNUSED GParamSpec *pspec, VtSectionRow *row)
{
  if (!adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row)))
    return;

  for (guint i = 0; i < self->rows->len; i++)
    if (g_ptr_array_index (self->rows, i) != row)
      adw_expander_row_set_expanded (g_ptr_array_index (self->rows, i), FALSE);
}

static gboolean
has_sections (VtSectionsPanel *self, GPtrArray *sections)
{
  if (self->rows->len != sections->len)
    return FALSE;
  for (guint i = 0; i < sections->len; i++)
    if (vt_section_row_get_id (g_ptr_array_index (self->rows, i)) !=
        ((VtSection *) g_ptr_array_index (sections, i))->id)
      return FALSE;

  return TRUE;
}

/* Which section is open; 0: none. */
static gint64
opened (VtSectionsPanel *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (adw_expander_row_get_expanded (g_ptr_array_index (self->rows, i)))
      return vt_section_row_get_id (g_ptr_array_index (self->rows, i));

  return 0;
}

static VtSectionRow *
find_row (VtSectionsPanel *self, gint64 id)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (vt_section_row_get_id (g_ptr_array_index (self->rows, i)) == id)
      return g_ptr_array_index (self->rows, i);

  return NULL;
}

static gboolean
focus_cb (gpointer data)
{
  VtSectionsPanel *self = data;
  VtSectionRow *row = find_row (self, self->to_focus);

  self->focus_source = 0;
  self->to_focus = 0;
  if (row != NULL)
    gtk_widget_child_focus (GTK_WIDGET (row), GTK_DIR_TAB_FORWARD);
  return G_SOURCE_REMOVE;
}

static void
make_rows (VtSectionsPanel *self, GPtrArray *sections)
{
  gint64 open = self->to_open != 0 ? self->to_open : opened (self);

  if (self->to_open_last && sections->len > self->rows->len)
    {
      open = ((VtSection *) g_ptr_array_index (sections, sections->len - 1))->id;
      self->to_open_last = FALSE;
    }
  self->to_open = 0;
  g_ptr_array_set_size (self->rows, 0);
  vt_order_list_clear (self->list);
  for (guint i = 0; i < sections->len; i++)
    {
      const VtSection *section = g_ptr_array_index (sections, i);
      GtkWidget *row = vt_section_row_new (self->workspace, section, (const char *const *) (gpointer) self->languages);

      vt_section_row_show (VT_SECTION_ROW (row), section);
      g_ptr_array_add (self->rows, g_object_ref_sink (row));
      vt_order_list_append (self->list, row, section->id);
      g_signal_connect_object (row, "notify::expanded", G_CALLBACK (expanded_cb), self, G_CONNECT_SWAPPED);
      if (section->id == open)
        adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
    }
  if (self->to_focus != 0 && self->focus_source == 0)
    self->focus_source = g_idle_add_full (G_PRIORITY_LOW, focus_cb, self, NULL);
}

/* Rows have fields for each language: with others, they are made anew. */
static void
follow_languages (VtSectionsPanel *self)
{
  GStrv languages = vt_language_list (vt_workspace_get_reader (self->workspace), NULL);

  if (languages == NULL || (self->languages != NULL &&
                            g_strv_equal ((const char *const *) languages, (const char *const *) self->languages)))
    {
      g_strfreev (languages);
      return;
    }

  g_strfreev (self->languages);
  self->languages = languages;
  g_ptr_array_set_size (self->rows, 0);
  vt_order_list_clear (self->list);
}

static void
show_alone (VtSectionsPanel *self, gboolean alone)
{
  static const char *const words[] = {
    N_ ("This page shows the collections and products of the shop by itself."),
    N_ ("Collections show their products and nothing else."),
    N_ ("Products show what is related to them by itself."),
  };

  gtk_widget_set_visible (self->alone, alone);
  gtk_label_set_label (self->alone_text, _ (words[self->page]));
}

static void
vt_sections_panel_dispose (GObject *object)
{
  VtSectionsPanel *self = VT_SECTIONS_PANEL (object);

  g_clear_handle_id (&self->focus_source, g_source_remove);
  g_clear_object (&self->workspace);
  g_ptr_array_set_size (self->rows, 0);

  G_OBJECT_CLASS (vt_sections_panel_parent_class)->dispose (object);
}

static void
vt_sections_panel_finalize (GObject *object)
{
  VtSectionsPanel *self = VT_SECTIONS_PANEL (object);

  g_ptr_array_unref (self->rows);
  g_strfreev (self->languages);

  G_OBJECT_CLASS (vt_sections_panel_parent_class)->finalize (object);
}

static void
vt_sections_panel_class_init (VtSectionsPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  static const char *const names[] = { "home", "collection", "product" };

  G_OBJECT_CLASS (klass)->dispose = vt_sections_panel_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_sections_panel_finalize;
  signals[PAGE] = g_signal_new ("page", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                1, G_TYPE_INT);

  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-sections-panel.ui");
  for (guint i = 0; i < VT_SECTION_N_PAGES; i++)
    gtk_widget_class_bind_template_child_full (
        widget_class, names[i], FALSE,
        (gssize) (G_STRUCT_OFFSET (VtSectionsPanel, pages) + i * sizeof (GtkToggleButton *)));
  gtk_widget_class_bind_template_child (widget_class, VtSectionsPanel, scroller);
  gtk_widget_class_bind_template_child (widget_class, VtSectionsPanel, list_box);
  gtk_widget_class_bind_template_child (widget_class, VtSectionsPanel, alone);
  gtk_widget_class_bind_template_child (widget_class, VtSectionsPanel, alone_text);
  gtk_widget_class_bind_template_child (widget_class, VtSectionsPanel, adder);
  gtk_widget_class_bind_template_child (widget_class, VtSectionsPanel, kinds);
  gtk_widget_class_bind_template_callback (widget_class, page_cb);
  gtk_widget_class_bind_template_callback (widget_class, arrange_cb);
  gtk_widget_class_bind_template_callback (widget_class, kind_cb);
}

static void
vt_sections_panel_init (VtSectionsPanel *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->list = VT_ORDER_LIST (vt_order_list_new (_ ("Sections of the page; Alt with the arrows moves one")));
  gtk_box_append (self->list_box, GTK_WIDGET (self->list));
  g_signal_connect_object (self->list, "moved", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
  fill_kinds (self);
}

/**
 * vt_sections_panel_set_workspace:
 * @self: a new panel
 * @workspace: whose pages it lays out
 */
void
vt_sections_panel_set_workspace (VtSectionsPanel *self, VtWorkspace *workspace)
{
  g_set_object (&self->workspace, workspace);
}

/**
 * vt_sections_panel_refresh:
 * @self: a panel with a workspace
 *
 * Shows the sections as the shop has them now. Rows stay while somebody types in them, unless there are other sections.
 */
void
vt_sections_panel_refresh (VtSectionsPanel *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sections = NULL;

  if (self->workspace == NULL)
    return;
  follow_languages (self);
  sections = vt_section_list (vt_workspace_get_reader (self->workspace), self->page, &error);
  if (sections == NULL)
    {
      vt_workspace_fail (self->workspace, error);
      return;
    }

  show_alone (self, sections->len == 0);
  if (!has_sections (self, sections))
    {
      make_rows (self, sections);
      return;
    }
  for (guint i = 0; i < sections->len; i++)
    vt_section_row_show (g_ptr_array_index (self->rows, i), g_ptr_array_index (sections, i));
}

/**
 * vt_sections_panel_follow:
 * @self: a panel
 * @path: what the shop beside it shows
 *
 * Shows the sections of that page, where it has some.
 */
void
vt_sections_panel_follow (VtSectionsPanel *self, const char *path)
{
  if (strcmp (path, "/") == 0)
    show_page (self, VT_SECTION_PAGE_HOME);
  else if (g_str_has_prefix (path, "/collections/"))
    show_page (self, VT_SECTION_PAGE_COLLECTION);
  else if (g_str_has_prefix (path, "/products/"))
    show_page (self, VT_SECTION_PAGE_PRODUCT);
}

/**
 * vt_sections_panel_open:
 * @self: a panel with a workspace
 * @id: a section
 *
 * Opens it, on whichever page it is.
 */
void
vt_sections_panel_open (VtSectionsPanel *self, gint64 id)
{
  g_autoptr (VtSection) section = vt_section_load (vt_workspace_get_reader (self->workspace), id, NULL);
  VtSectionRow *row;

  if (section == NULL)
    return;

  show_page (self, section->page);
  vt_sections_panel_refresh (self);
  row = find_row (self, id);
  if (row != NULL)
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
}

/**
 * vt_sections_panel_focus:
 * @self: a panel
 * @id: a section that is shown
 * @field: one of its settings
 *
 * Returns: whether that took the keyboard
 */
gboolean
vt_sections_panel_focus (VtSectionsPanel *self, gint64 id, const char *field)
{
  VtSectionRow *row = find_row (self, id);

  return row != NULL && vt_section_row_focus (row, field);
}
