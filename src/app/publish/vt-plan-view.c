#define G_LOG_DOMAIN "vitrine"

#include "app/publish/vt-plan-view.h"

#include "catalogue/vt-product-list.h"

#include <glib/gi18n.h>

/* A first release may hold thousands of things: a group shows so many rows more at each press. */
#define ROWS_AT_ONCE 40

struct _VtPlanView
{
  AdwBin parent_instance;

  VtWorkspace *workspace; /* (owned) (nullable) */
  VtPlan *plan;           /* (owned) (nullable) */
  GtkBox *groups;         /* (unowned) the child */
};

/* The places where the kinds of things are edited. */
static const struct
{
  const char *kind;
  const char *place;
  gboolean by_id;
} places[] = {
  { "product", "products", TRUE }, { "discount", "popups", FALSE },       { "popup", "popups", TRUE },
  { "brand", "brand", FALSE },     { "home", "storefront", FALSE },       { "page", "storefront", FALSE },
  { "menu", "storefront", FALSE }, { "collection", "collections", TRUE },
};

G_DEFINE_FINAL_TYPE (VtPlanView, vt_plan_view, ADW_TYPE_BIN)

static void
show_badge (AdwActionRow *row, VtChangeOp op)
{
  GtkWidget *badge;

  if (op == VT_CHANGE_UPDATE)
    return;

  badge = gtk_label_new (op == VT_CHANGE_INSERT ? C_ ("thing", "New") : C_ ("thing", "Leaves"));
  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (badge, "badge");
  gtk_widget_add_css_class (badge, op == VT_CHANGE_INSERT ? "success" : "warning");
  adw_action_row_add_suffix (row, badge);
}

static void
show_target (AdwActionRow *row, const VtPlanItem *item)
{
  GtkWidget *arrow;

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_str_equal (places[i].kind, item->kind) && item->op != VT_CHANGE_DELETE)
      {
        arrow = gtk_image_new_from_icon_name ("go-next-symbolic");
        gtk_widget_add_css_class (arrow, "dim-label");
        adw_action_row_add_suffix (row, arrow);
        gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
        gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.go-to");
        gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "(sx)", places[i].place,
                                          places[i].by_id ? item->id : (gint64) 0);
      }
}

/* The picture lies over a square, so that a wide photograph does not make its row's words stand further right. */
static GtkWidget *
new_picture (VtPlanView *self, const char *sha256)
{
  GtkWidget *picture = gtk_picture_new ();
  GtkWidget *square = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *overlay = gtk_overlay_new ();

  gtk_widget_set_size_request (square, 40, 40);
  gtk_picture_set_content_fit (GTK_PICTURE (picture), GTK_CONTENT_FIT_COVER);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), square);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), picture);
  gtk_widget_set_valign (overlay, GTK_ALIGN_CENTER);
  gtk_widget_set_overflow (overlay, GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (overlay, "photo");
  vt_workspace_load_thumbnail (self->workspace, sha256, GTK_PICTURE (picture));
  return overlay;
}

static GtkWidget *
new_row (VtPlanView *self, const VtPlanItem *item, const char *sha256)
{
  GtkWidget *row = adw_action_row_new ();
  const char *title = item->title[0] != '\0' ? item->title : _ ("Untitled");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), item->detail);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, item->detail, -1);
  if (g_str_equal (item->kind, "product"))
    adw_action_row_add_prefix (ADW_ACTION_ROW (row), new_picture (self, sha256));
  show_badge (ADW_ACTION_ROW (row), item->op);
  show_target (ADW_ACTION_ROW (row), item);
  return row;
}

/* Photographs by product id, as the draft has them: one query for the rows that are shown. */
static GHashTable *
find_photos (VtPlanView *self, guint from, guint to)
{
  GHashTable *photos = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) rows = NULL;

  for (guint i = from; i < to; i++)
    {
      const VtPlanItem *item = g_ptr_array_index (self->plan->items, i);

      if (g_str_equal (item->kind, "product") && item->op != VT_CHANGE_DELETE)
        g_array_append_val (ids, item->id);
    }
  if (ids->len > 0)
    rows = vt_product_list_rows (vt_workspace_get_reader (self->workspace), (const gint64 *) (gpointer) ids->data,
                                 ids->len, NULL);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const VtProductRow *row = g_ptr_array_index (rows, i);

      if (row != NULL)
        g_hash_table_insert (photos, g_memdup2 (&row->id, sizeof row->id), g_strdup (row->photo_sha256));
    }
  return photos;
}

static void add_rows (VtPlanView *self, GtkListBox *list, guint from, guint end);

static void
more_cb (VtPlanView *self, GtkWidget *row)
{
  GtkListBox *list = GTK_LIST_BOX (gtk_widget_get_parent (row));
  guint from = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "from"));
  guint end = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "end"));

  gtk_list_box_remove (list, row);
  add_rows (self, list, from, end);
}

static void
add_more_row (VtPlanView *self, GtkListBox *list, guint from, guint end)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = g_strdup_printf (ngettext ("%u more", "%u more", end - from), end - from);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data (G_OBJECT (row), "from", GUINT_TO_POINTER (from));
  g_object_set_data (G_OBJECT (row), "end", GUINT_TO_POINTER (end));
  g_signal_connect_object (row, "activated", G_CALLBACK (more_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (list, row);
}

static void
add_rows (VtPlanView *self, GtkListBox *list, guint from, guint end)
{
  guint to = MIN (end, from + ROWS_AT_ONCE);
  g_autoptr (GHashTable) photos = find_photos (self, from, to);

  for (guint i = from; i < to; i++)
    {
      const VtPlanItem *item = g_ptr_array_index (self->plan->items, i);

      gtk_list_box_append (list, new_row (self, item, g_hash_table_lookup (photos, &item->id)));
    }
  if (to < end)
    add_more_row (self, list, to, end);
}

static GtkWidget *
new_heading (const char *name, guint n)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *title = gtk_label_new (name);
  g_autofree char *words = g_strdup_printf (ngettext ("%u change", "%u changes", n), n);
  GtkWidget *count = gtk_label_new (words);

  gtk_widget_add_css_class (title, "heading");
  gtk_widget_add_css_class (count, "dim-label");
  gtk_widget_set_valign (title, GTK_ALIGN_BASELINE);
  gtk_widget_set_valign (count, GTK_ALIGN_BASELINE);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), count);
  return box;
}

static void
add_group (VtPlanView *self, const char *name, guint from, guint end)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_box_append (GTK_BOX (box), new_heading (name, end - from));
  gtk_box_append (GTK_BOX (box), list);
  gtk_box_append (self->groups, box);
  add_rows (self, GTK_LIST_BOX (list), from, end);
}

static void
remove_groups (VtPlanView *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->groups))) != NULL)
    gtk_box_remove (self->groups, child);
}

static void
vt_plan_view_dispose (GObject *object)
{
  VtPlanView *self = VT_PLAN_VIEW (object);

  g_clear_object (&self->workspace);
  g_clear_pointer (&self->plan, vt_plan_free);

  G_OBJECT_CLASS (vt_plan_view_parent_class)->dispose (object);
}

static void
vt_plan_view_class_init (VtPlanViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vt_plan_view_dispose;
}

static void
vt_plan_view_init (VtPlanView *self)
{
  self->groups = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 18));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->groups));
}

/**
 * vt_plan_view_show:
 * @self: a view
 * @workspace: of the shop that the plan is about
 * @plan: (transfer full): what to show
 */
void
vt_plan_view_show (VtPlanView *self, VtWorkspace *workspace, VtPlan *plan)
{
  g_set_object (&self->workspace, workspace);
  remove_groups (self);
  g_clear_pointer (&self->plan, vt_plan_free);
  self->plan = plan;

  for (guint from = 0, end; from < plan->items->len; from = end)
    {
      const VtPlanItem *first = g_ptr_array_index (plan->items, from);

      for (end = from + 1; end < plan->items->len; end++)
        if (!g_str_equal (((VtPlanItem *) g_ptr_array_index (plan->items, end))->group, first->group))
          break;
      add_group (self, first->group, from, end);
    }
}
