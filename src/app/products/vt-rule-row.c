#define G_LOG_DOMAIN "vitrine"

#include "app/products/vt-rule-row.h"

#include "app/widgets/vt-drop-down.h"

#include "base/vt-money.h"
#include "catalogue/vt-product.h"
#include "catalogue/vt-weight.h"

#include <glib/gi18n.h>
#include <string.h>

struct _VtRuleRow
{
  GtkListBoxRow parent_instance;

  char *currency; /* (owned) */
  gboolean showing;

  GtkDropDown *field;    /* template child */
  GtkDropDown *relation; /* template child */
  GtkEntry *value;       /* template child */
  GtkDropDown *status;   /* template child */
};

enum
{
  EDITED,
  REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VtRuleRow, vt_rule_row, GTK_TYPE_LIST_BOX_ROW)

static const VtRuleField *
get_field (VtRuleRow *self)
{
  guint n = 0;
  const VtRuleField *fields = vt_rule_field_list (&n);
  guint selected = gtk_drop_down_get_selected (self->field);

  return &fields[MIN (selected, n - 1)];
}

static const char *
get_relation (VtRuleRow *self)
{
  const VtRuleField *field = get_field (self);
  guint selected = gtk_drop_down_get_selected (self->relation);

  return field->relations[MIN (selected, g_strv_length ((char **) field->relations) - 1)];
}

/* What is compared to stands in an entry, or is chosen, or is not needed. */
static void
show_value_kind (VtRuleRow *self)
{
  const VtRuleField *field = get_field (self);
  gboolean has_value = vt_rule_relation_has_value (get_relation (self));

  gtk_widget_set_visible (GTK_WIDGET (self->value), has_value && field->kind != VT_RULE_STATUS);
  gtk_widget_set_visible (GTK_WIDGET (self->status), has_value && field->kind == VT_RULE_STATUS);
  gtk_entry_set_input_purpose (self->value,
                               field->kind == VT_RULE_TEXT ? GTK_INPUT_PURPOSE_FREE_FORM : GTK_INPUT_PURPOSE_NUMBER);
  gtk_entry_set_placeholder_text (self->value, field->kind == VT_RULE_AMOUNT ? self->currency
                                               : field->kind == VT_RULE_DAYS ? _ ("days")
                                                                             : NULL);
}

static void
show_relations (VtRuleRow *self)
{
  const VtRuleField *field = get_field (self);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; field->relations[i] != NULL; i++)
    gtk_string_list_append (names, vt_rule_relation_label (field->relations[i]));
  gtk_drop_down_set_model (self->relation, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->relation, 0);
}

static void
tell (VtRuleRow *self)
{
  g_autoptr (VtCollectionRule) rule = vt_rule_row_get_rule (self);
  gboolean is_empty = *gtk_editable_get_text (GTK_EDITABLE (self->value)) == '\0';

  if (rule == NULL && !is_empty)
    gtk_widget_add_css_class (GTK_WIDGET (self->value), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->value), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->value), GTK_ACCESSIBLE_STATE_INVALID,
                               rule == NULL && !is_empty ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
  g_signal_emit (self, signals[EDITED], 0);
}

static void
field_cb (VtRuleRow *self)
{
  if (self->showing)
    return;

  self->showing = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->value), "");
  show_relations (self);
  show_value_kind (self);
  self->showing = FALSE;
  tell (self);
}

static void
relation_cb (VtRuleRow *self)
{
  if (self->showing)
    return;

  show_value_kind (self);
  tell (self);
}

static void
value_cb (VtRuleRow *self)
{
  if (!self->showing)
    tell (self);
}

static void
remove_cb (VtRuleRow *self)
{
  g_signal_emit (self, signals[REMOVED], 0);
}

static void
vt_rule_row_finalize (GObject *object)
{
  g_free (VT_RULE_ROW (object)->currency);

  G_OBJECT_CLASS (vt_rule_row_parent_class)->finalize (object);
}

static void
vt_rule_row_class_init (VtRuleRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vt_rule_row_finalize;
  signals[EDITED] = g_signal_new ("edited", VT_TYPE_RULE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REMOVED] = g_signal_new ("removed", VT_TYPE_RULE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-rule-row.ui");
  gtk_widget_class_bind_template_child (widget_class, VtRuleRow, field);
  gtk_widget_class_bind_template_child (widget_class, VtRuleRow, relation);
  gtk_widget_class_bind_template_child (widget_class, VtRuleRow, value);
  gtk_widget_class_bind_template_child (widget_class, VtRuleRow, status);
  gtk_widget_class_bind_template_callback (widget_class, field_cb);
  gtk_widget_class_bind_template_callback (widget_class, relation_cb);
  gtk_widget_class_bind_template_callback (widget_class, value_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
vt_rule_row_init (VtRuleRow *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint n = 0;
  const VtRuleField *fields = vt_rule_field_list (&n);

  self->showing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  vt_drop_down_name_all (GTK_WIDGET (self));
  for (guint i = 0; i < n; i++)
    gtk_string_list_append (names, _ (fields[i].label));
  gtk_drop_down_set_model (self->field, G_LIST_MODEL (names));
}

static char *
value_for_people (VtRuleRow *self, const VtRuleField *field, const char *value)
{
  if (field->kind == VT_RULE_AMOUNT && *value != '\0')
    return vt_money_to_decimal (vt_money_new (g_ascii_strtoll (value, NULL, 10), self->currency));

  return g_strdup (value);
}

static void
show (VtRuleRow *self, const VtCollectionRule *rule)
{
  guint n = 0;
  const VtRuleField *fields = vt_rule_field_list (&n);
  const VtRuleField *field = vt_rule_field_find (rule->field);
  g_autofree char *value = NULL;
  VtProductStatus status = VT_PRODUCT_ACTIVE;

  if (field == NULL)
    field = fields;
  value = value_for_people (self, field, rule->value);
  vt_product_status_from_string (rule->value, &status);

  gtk_drop_down_set_selected (self->field, (guint) (field - fields));
  show_relations (self);
  for (guint i = 0; field->relations[i] != NULL; i++)
    if (strcmp (field->relations[i], rule->relation) == 0)
      gtk_drop_down_set_selected (self->relation, i);
  gtk_editable_set_text (GTK_EDITABLE (self->value), value);
  gtk_drop_down_set_selected (self->status, (guint) status);
  show_value_kind (self);
}

/**
 * vt_rule_row_new:
 * @rule: what it shows
 * @currency: the shop's
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
vt_rule_row_new (const VtCollectionRule *rule, const char *currency)
{
  VtRuleRow *self = g_object_new (VT_TYPE_RULE_ROW, NULL);

  self->currency = g_strdup (currency);
  show (self, rule);
  self->showing = FALSE;

  return GTK_WIDGET (self);
}

/* What was typed, in the form that a condition keeps; NULL when it cannot be. */
static char *
read_value (VtRuleRow *self, const VtRuleField *field)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->value));
  VtMoney money = { 0 };
  VtWeightUnit unit = VT_WEIGHT_G;
  gint64 weight_g = 0;

  switch (field->kind)
    {
    case VT_RULE_STATUS:
      return g_strdup (vt_product_status_to_string ((VtProductStatus) gtk_drop_down_get_selected (self->status)));
    case VT_RULE_AMOUNT:
      return vt_money_parse (text, self->currency, &money, NULL) ? g_strdup_printf ("%" G_GINT64_FORMAT, money.minor)
                                                                 : NULL;
    case VT_RULE_WEIGHT:
      return *text != '\0' && vt_weight_parse (text, &unit, &weight_g, NULL)
                 ? g_strdup_printf ("%" G_GINT64_FORMAT, weight_g)
                 : NULL;
    case VT_RULE_TEXT:
    case VT_RULE_NUMBER:
    case VT_RULE_DAYS:
    case VT_RULE_FLAG:
    default:
      return g_strdup (text);
    }
}

/**
 * vt_rule_row_get_rule:
 * @self: a row
 *
 * Returns: (transfer full) (nullable): the condition; %NULL while it is not whole
 */
VtCollectionRule *
vt_rule_row_get_rule (VtRuleRow *self)
{
  const VtRuleField *field = get_field (self);
  const char *relation = get_relation (self);
  g_autofree char *value = vt_rule_relation_has_value (relation) ? read_value (self, field) : g_strdup ("");
  g_autoptr (VtCollectionRule) rule = value != NULL ? vt_collection_rule_new (field->name, relation, value) : NULL;

  return rule != NULL && vt_collection_rule_check (rule, NULL) ? g_steal_pointer (&rule) : NULL;
}

/**
 * vt_rule_row_focus_value:
 * @self: a row
 *
 * Moves the keyboard to where the condition goes on.
 */
void
vt_rule_row_focus_value (VtRuleRow *self)
{
  gtk_widget_grab_focus (gtk_widget_get_visible (GTK_WIDGET (self->value)) ? GTK_WIDGET (self->value)
                                                                           : GTK_WIDGET (self->field));
}
