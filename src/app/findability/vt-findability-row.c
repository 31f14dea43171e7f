#define G_LOG_DOMAIN "vitrine"

#include "app/findability/vt-findability-row.h"

#include "app/findability/vt-finding-item.h"

#include <glib/gi18n.h>

struct _VtFindabilityRow
{
  GtkBox parent_instance;

  VtFindingGroup *group; /* (owned) (nullable) followed for its number */

  GtkTreeExpander *expander; /* template child */
  GtkImage *icon;            /* template child */
  GtkLabel *title;           /* template child */
  GtkLabel *sentence;        /* template child */
  GtkLabel *count;           /* template child */
  GtkButton *go;             /* template child */
};

G_DEFINE_FINAL_TYPE (VtFindabilityRow, vt_findability_row, GTK_TYPE_BOX)

static const struct
{
  const char *icon_name;
  const char *css_class;
  const char *name;
} severities[] = {
  [VT_CHECK_ERROR] = { "dialog-error-symbolic", "error", N_ ("Error") },
  [VT_CHECK_WARNING] = { "dialog-warning-symbolic", "warning", N_ ("Warning") },
  [VT_CHECK_ADVICE] = { "dialog-information-symbolic", "accent", N_ ("Advice") },
};

static void
vt_findability_row_dispose (GObject *object)
{
  vt_findability_row_unbind (VT_FINDABILITY_ROW (object));
  G_OBJECT_CLASS (vt_findability_row_parent_class)->dispose (object);
}

static void
vt_findability_row_class_init (VtFindabilityRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_findability_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-findability-row.ui");
  gtk_widget_class_bind_template_child (widget_class, VtFindabilityRow, expander);
  gtk_widget_class_bind_template_child (widget_class, VtFindabilityRow, icon);
  gtk_widget_class_bind_template_child (widget_class, VtFindabilityRow, title);
  gtk_widget_class_bind_template_child (widget_class, VtFindabilityRow, sentence);
  gtk_widget_class_bind_template_child (widget_class, VtFindabilityRow, count);
  gtk_widget_class_bind_template_child (widget_class, VtFindabilityRow, go);
}

static void
vt_findability_row_init (VtFindabilityRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * vt_findability_row_new:
 *
 * Returns: (transfer floating): an empty row
 */
GtkWidget *
vt_findability_row_new (void)
{
  return g_object_new (VT_TYPE_FINDABILITY_ROW, NULL);
}

/* What assistive technology reads of the row as a whole. */
static void
name_row (VtFindabilityRow *self, const char *name)
{
  GtkWidget *item = gtk_widget_get_parent (GTK_WIDGET (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (item != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
show_count (VtFindabilityRow *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->group));
  VtCheckRule rule = vt_finding_group_get_rule (self->group);
  const char *severity = _ (severities[vt_check_rule_severity (rule)].name);
  g_autofree char *number = g_strdup_printf ("%u", n);
  /* TRANSLATORS: read aloud of a group: "Error: Links that lead nowhere, 3" */
  g_autofree char *name = g_strdup_printf (_ ("%s: %s, %u"), severity, vt_check_rule_title (rule), n);

  gtk_label_set_label (self->count, number);
  name_row (self, name);
}

static void
show_group (VtFindabilityRow *self, VtFindingGroup *group)
{
  VtCheckRule rule = vt_finding_group_get_rule (group);
  VtCheckSeverity severity = vt_check_rule_severity (rule);

  self->group = g_object_ref (group);
  g_signal_connect_object (group, "notify::n-items", G_CALLBACK (show_count), self, G_CONNECT_SWAPPED);
  gtk_image_set_from_icon_name (self->icon, severities[severity].icon_name);
  gtk_widget_set_css_classes (GTK_WIDGET (self->icon), (const char *[]){ severities[severity].css_class, NULL });
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->icon), _ (severities[severity].name));
  gtk_label_set_label (self->title, vt_check_rule_title (rule));
  gtk_label_set_label (self->sentence, vt_check_rule_advice (rule));
  show_count (self);
}

static void
show_finding (VtFindabilityRow *self, const VtFinding *finding)
{
  g_autofree char *name = g_strdup_printf ("%s: %s", finding->title, finding->sentence);
  /* TRANSLATORS: read aloud of a button: "Go to Linen Shirt" */
  g_autofree char *way = g_strdup_printf (_ ("Go to %s"), finding->title);
  const char *field = finding->target.field != NULL ? finding->target.field : "";

  gtk_label_set_label (self->title, finding->title);
  gtk_label_set_label (self->sentence, finding->sentence);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->go), "(sxs)", finding->target.place, finding->target.item,
                                    field);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->go), "win.go-to-field");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->go), GTK_ACCESSIBLE_PROPERTY_LABEL, way, -1);
  name_row (self, name);
}

/**
 * vt_findability_row_bind:
 * @self: a row
 * @row: of the tree: a group or a finding
 *
 * Shows it.
 */
void
vt_findability_row_bind (VtFindabilityRow *self, GtkTreeListRow *row)
{
  g_autoptr (GObject) item = gtk_tree_list_row_get_item (row);
  gboolean is_group = VT_IS_FINDING_GROUP (item);

  gtk_tree_expander_set_list_row (self->expander, row);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), is_group);
  gtk_widget_set_visible (GTK_WIDGET (self->count), is_group);
  gtk_widget_set_visible (GTK_WIDGET (self->go), !is_group);
  /* Under the words of its group. */
  gtk_widget_set_margin_start (gtk_widget_get_parent (GTK_WIDGET (self->title)), is_group ? 0 : 8);
  if (is_group)
    gtk_widget_add_css_class (GTK_WIDGET (self->title), "heading");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->title), "heading");

  if (is_group)
    show_group (self, VT_FINDING_GROUP (item));
  else
    show_finding (self, vt_finding_item_get (VT_FINDING_ITEM (item)));
}

/**
 * vt_findability_row_unbind:
 * @self: a row
 *
 * Lets go of what it shows.
 */
void
vt_findability_row_unbind (VtFindabilityRow *self)
{
  if (self->group != NULL)
    g_signal_handlers_disconnect_by_data (self->group, self);
  g_clear_object (&self->group);
  if (self->expander != NULL)
    gtk_tree_expander_set_list_row (self->expander, NULL);
}
