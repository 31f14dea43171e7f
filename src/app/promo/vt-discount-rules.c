#define G_LOG_DOMAIN "vitrine"

#include "app/promo/vt-discount-rules.h"

#include "app/promo/vt-codes-window.h"
#include "app/promo/vt-discount-targets.h"
#include "app/promo/vt-promo-edit.h"
#include "app/widgets/vt-field.h"
#include "app/widgets/vt-percent.h"
#include "base/vt-money.h"
#include "promo/vt-discount-code.h"

#include <glib/gi18n.h>
#include <string.h>

#define TIERS_MAX 20

struct _VtDiscountRules
{
  AdwBin parent_instance;

  VtWorkspace *workspace; /* (owned) */
  VtDiscount *discount;   /* (owned) (nullable) as the shop holds it */
  gboolean showing;       /* the rows are being told, not chosen in */

  AdwComboRow *method;       /* template child */
  GtkWidget *codes;          /* template child */
  VtField *buy;              /* template child */
  VtField *get;              /* template child */
  VtField *times;            /* template child */
  VtDiscountTargets *buy_on; /* template child */
  AdwComboRow *basis;        /* template child */
  VtField *tiers;            /* template child */
  VtField *pieces;           /* template child */
  VtField *limit;            /* template child */
  VtField *customer_limit;   /* template child */
  AdwComboRow *audience;     /* template child */
  VtField *countries;        /* template child */
  AdwComboRow *combines;     /* template child */
  VtField *priority;         /* template child */
};

/* Tiers or sets of a discount. */
typedef struct
{
  gint64 id;
  VtDiscountTierBasis basis;
  VtDiscountTier tiers[TIERS_MAX];
  guint n_tiers;
  gint64 buy;
  gint64 get;
  gint64 times;
} Shape;

G_DEFINE_FINAL_TYPE (VtDiscountRules, vt_discount_rules, ADW_TYPE_BIN)

/* Jobs ----------------------------------------------------------------------------------------------------------- */

/* A code of the discount's own takes the place of whatever it had: nobody has to be asked for one first. */
static gboolean
set_method (VtDb *db, gint64 id, gint64 method, GError **error)
{
  g_autofree char *code = NULL;

  if (method != VT_DISCOUNT_BY_CODE)
    return vt_discount_set_method (db, id, (VtDiscountMethod) method, error);

  code = vt_discount_code_new ("", error);
  return code != NULL && vt_discount_set_code (db, id, code, error);
}

static gboolean
set_audience (VtDb *db, gint64 id, gint64 audience, GError **error)
{
  return vt_discount_set_audience (db, id, (VtDiscountAudience) audience, error);
}

static gboolean
set_combines (VtDb *db, gint64 id, gint64 combines, GError **error)
{
  return vt_discount_set_combines (db, id, (VtDiscountCombines) combines, error);
}

static gboolean
tiers_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const Shape *shape = data;

  return vt_discount_set_tiers (db, shape->id, shape->basis, shape->tiers, shape->n_tiers, error);
}

static gboolean
sets_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const Shape *shape = data;

  return vt_discount_set_buy_get (db, shape->id, shape->buy, shape->get, shape->times, error);
}

/* Edits ---------------------------------------------------------------------------------------------------------- */

static gboolean
is_telling (VtDiscountRules *self)
{
  return self->showing || self->discount == NULL;
}

static char *
key_of (VtDiscountRules *self, const char *what)
{
  return g_strdup_printf ("discount.%s.%" G_GINT64_FORMAT, what, self->discount->id);
}

static void
write_choice (VtDiscountRules *self, AdwComboRow *row, const char *what, VtPromoSetNumber set_number, gint64 before)
{
  gint64 chosen = (gint64) adw_combo_row_get_selected (row);
  g_autofree char *key = NULL;
  g_autofree char *label = NULL;

  if (is_telling (self) || chosen == before || chosen == (gint64) GTK_INVALID_LIST_POSITION)
    return;

  key = key_of (self, what);
  label = g_strdup_printf (_ ("Edit rules of %s"), self->discount->title);
  vt_workspace_edit (self->workspace, label, key, vt_promo_edit_number,
                     vt_promo_edit_new_number (self->discount->id, set_number, chosen),
                     (GDestroyNotify) vt_promo_edit_free);
}

static void
write_field (VtDiscountRules *self, VtField *field, const char *what, VtShopJob job, gpointer data, GDestroyNotify free)
{
  g_autofree char *key = key_of (self, what);
  g_autofree char *label = g_strdup_printf (_ ("Edit rules of %s"), self->discount->title);

  vt_field_write (field, self->workspace, label, key, job, data, free);
}

/* A whole number; nothing is @empty. */
static gboolean
read_number (VtField *field, gint64 empty, gint64 *number)
{
  g_autofree char *text = g_strstrip (g_strdup (vt_field_get_text (field)));

  *number = empty;
  if (*text == '\0' || g_ascii_string_to_signed (text, 10, -G_MAXINT32, G_MAXINT32, number, NULL))
    return TRUE;

  vt_field_refuse (field, _ ("Write a whole number"));
  return FALSE;
}

static void
write_number (VtDiscountRules *self, VtField *field, const char *what, VtPromoSetNumber set_number)
{
  gint64 number = 0;

  if (!is_telling (self) && read_number (field, 0, &number))
    write_field (self, field, what, vt_promo_edit_number,
                 vt_promo_edit_new_number (self->discount->id, set_number, number),
                 (GDestroyNotify) vt_promo_edit_free);
}

static void
method_cb (VtDiscountRules *self)
{
  if (!is_telling (self))
    write_choice (self, self->method, "method", set_method, (gint64) self->discount->method);
}

static void
audience_cb (VtDiscountRules *self)
{
  if (!is_telling (self))
    write_choice (self, self->audience, "audience", set_audience, (gint64) self->discount->audience);
}

static void
combines_cb (VtDiscountRules *self)
{
  if (!is_telling (self))
    write_choice (self, self->combines, "combines", set_combines, (gint64) self->discount->combines);
}

static void
pieces_cb (VtDiscountRules *self)
{
  write_number (self, self->pieces, "pieces", vt_discount_set_minimum_quantity);
}

static void
limit_cb (VtDiscountRules *self)
{
  write_number (self, self->limit, "limit", vt_discount_set_usage_limit);
}

static void
customer_limit_cb (VtDiscountRules *self)
{
  write_number (self, self->customer_limit, "customer-limit", vt_discount_set_customer_limit);
}

static void
priority_cb (VtDiscountRules *self)
{
  write_number (self, self->priority, "priority", vt_discount_set_priority);
}

static void
countries_cb (VtDiscountRules *self)
{
  if (!is_telling (self))
    write_field (
        self, self->countries, "countries", vt_promo_edit_text,
        vt_promo_edit_new_text (self->discount->id, vt_discount_set_countries, vt_field_get_text (self->countries)),
        (GDestroyNotify) vt_promo_edit_free);
}

static void
sets_cb (VtDiscountRules *self, VtField *field)
{
  Shape shape = { .id = 0 };

  if (is_telling (self) || !read_number (self->buy, 1, &shape.buy) || !read_number (self->get, 1, &shape.get) ||
      !read_number (self->times, 0, &shape.times))
    return;

  shape.id = self->discount->id;
  write_field (self, field, "sets", sets_job, g_memdup2 (&shape, sizeof shape), g_free);
}

static gboolean
read_amount (VtDiscountRules *self, const char *text, gint64 *minor)
{
  VtMoney money;

  if (!vt_money_parse (text, vt_workspace_get_currency (self->workspace), &money, NULL))
    return FALSE;

  *minor = money.minor;
  return TRUE;
}

/* "50 = 5": from there on so much off. */
static gboolean
read_tier (VtDiscountRules *self, const char *text, gboolean by_pieces, VtDiscountTier *tier)
{
  g_auto (GStrv) parts = g_strsplit (text, "=", 2);

  if (g_strv_length (parts) != 2)
    return FALSE;

  g_strstrip (parts[0]);
  g_strdelimit (g_strstrip (parts[1]), "%", ' ');
  return (by_pieces ? g_ascii_string_to_signed (parts[0], 10, 1, G_MAXINT32, &tier->from, NULL)
                    : read_amount (self, parts[0], &tier->from)) &&
         (self->discount->kind == VT_DISCOUNT_TIERED_PERCENT ? vt_percent_parse (g_strstrip (parts[1]), &tier->value)
                                                             : read_amount (self, g_strstrip (parts[1]), &tier->value));
}

static void
tiers_cb (VtDiscountRules *self)
{
  g_auto (GStrv) texts = g_strsplit_set (vt_field_get_text (self->tiers), ",;", TIERS_MAX);
  Shape shape = { .basis = (VtDiscountTierBasis) adw_combo_row_get_selected (self->basis) };

  if (is_telling (self))
    return;

  shape.id = self->discount->id;
  for (guint i = 0; texts[i] != NULL; i++)
    {
      if (*g_strstrip (texts[i]) == '\0')
        continue;
      if (!read_tier (self, texts[i], shape.basis == VT_DISCOUNT_TIERS_BY_QUANTITY, &shape.tiers[shape.n_tiers++]))
        {
          vt_field_refuse (self->tiers, _ ("Write where each tier begins and what comes off: 50 = 5, 100 = 10"));
          return;
        }
    }

  write_field (self, self->tiers, "tiers", tiers_job, g_memdup2 (&shape, sizeof shape), g_free);
}

static void
codes_cb (VtDiscountRules *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (self->discount != NULL && self->workspace != NULL && GTK_IS_WINDOW (root))
    vt_codes_window_present (GTK_WINDOW (root), self->workspace, self->discount->id);
}

/* Showing --------------------------------------------------------------------------------------------------------- */

static void
show_number (VtField *field, gint64 number)
{
  g_autofree char *text = number != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, number) : g_strdup ("");

  vt_field_show (field, text);
}

static char *
format_tiers (VtDiscountRules *self)
{
  const VtDiscount *discount = self->discount;
  const char *currency = vt_workspace_get_currency (self->workspace);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < discount->tiers->len; i++)
    {
      const VtDiscountTier *tier = &g_array_index (discount->tiers, VtDiscountTier, i);
      g_autofree char *from = discount->tier_basis == VT_DISCOUNT_TIERS_BY_QUANTITY
                                  ? g_strdup_printf ("%" G_GINT64_FORMAT, tier->from)
                                  : vt_money_to_decimal (vt_money_new (tier->from, currency));
      g_autofree char *value = discount->kind == VT_DISCOUNT_TIERED_PERCENT
                                   ? vt_percent_format (tier->value)
                                   : vt_money_to_decimal (vt_money_new (tier->value, currency));

      g_string_append_printf (text, "%s%s = %s", i > 0 ? ", " : "", from, value);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
show_codes (VtDiscountRules *self)
{
  g_autofree char *words = NULL;
  gint64 n = 0;

  gtk_widget_set_visible (self->codes, self->discount->method == VT_DISCOUNT_BY_UNIQUE_CODES);
  if (!vt_discount_codes_count (vt_workspace_get_reader (self->workspace), self->discount->id, &n, NULL))
    return;

  words = n > 0 ? g_strdup_printf (ngettext ("%d code", "%d codes", (gulong) n), (int) n) : g_strdup (_ ("None yet"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->codes), words);
}

static void
show_rows (VtDiscountRules *self)
{
  const VtDiscount *discount = self->discount;
  gboolean tiered = discount->kind == VT_DISCOUNT_TIERED_PERCENT || discount->kind == VT_DISCOUNT_TIERED_FIXED;
  gboolean sets = discount->kind == VT_DISCOUNT_BUY_GET;
  g_autofree char *tiers = format_tiers (self);
  g_autofree char *priority = g_strdup_printf ("%" G_GINT64_FORMAT, discount->priority);

  adw_combo_row_set_selected (self->method, (guint) discount->method);
  adw_combo_row_set_selected (self->basis, (guint) discount->tier_basis);
  adw_combo_row_set_selected (self->audience, (guint) discount->audience);
  adw_combo_row_set_selected (self->combines, (guint) discount->combines);
  show_number (self->buy, discount->buy_quantity);
  show_number (self->get, discount->get_quantity);
  show_number (self->times, discount->get_times);
  vt_discount_targets_show (self->buy_on, discount, VT_DISCOUNT_TARGET_BUY);
  show_number (self->pieces, discount->minimum_quantity);
  show_number (self->limit, discount->usage_limit);
  show_number (self->customer_limit, discount->customer_limit);
  vt_field_show (self->priority, priority);
  vt_field_show (self->countries, discount->countries);
  vt_field_show (self->tiers, tiers);
  gtk_widget_set_visible (GTK_WIDGET (self->buy), sets);
  gtk_widget_set_visible (GTK_WIDGET (self->get), sets);
  gtk_widget_set_visible (GTK_WIDGET (self->times), sets);
  gtk_widget_set_visible (GTK_WIDGET (self->buy_on), sets);
  gtk_widget_set_visible (GTK_WIDGET (self->basis), tiered);
  gtk_widget_set_visible (GTK_WIDGET (self->tiers), tiered);
  show_codes (self);
}

static void
forget (VtDiscountRules *self)
{
  VtField *fields[] = { self->buy,     self->get,   self->times,          self->tiers,
                        self->pieces,  self->limit, self->customer_limit, self->countries,
                        self->priority };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    vt_field_forget (fields[i]);
}

/* Object ---------------------------------------------------------------------------------------------------------- */

static void
vt_discount_rules_dispose (GObject *object)
{
  VtDiscountRules *self = VT_DISCOUNT_RULES (object);

  self->showing = TRUE;
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (vt_discount_rules_parent_class)->dispose (object);
}

static void
vt_discount_rules_finalize (GObject *object)
{
  vt_discount_free (VT_DISCOUNT_RULES (object)->discount);

  G_OBJECT_CLASS (vt_discount_rules_parent_class)->finalize (object);
}

static void
bind_callbacks (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, method_cb);
  gtk_widget_class_bind_template_callback (widget_class, codes_cb);
  gtk_widget_class_bind_template_callback (widget_class, sets_cb);
  gtk_widget_class_bind_template_callback (widget_class, tiers_cb);
  gtk_widget_class_bind_template_callback (widget_class, pieces_cb);
  gtk_widget_class_bind_template_callback (widget_class, limit_cb);
  gtk_widget_class_bind_template_callback (widget_class, customer_limit_cb);
  gtk_widget_class_bind_template_callback (widget_class, audience_cb);
  gtk_widget_class_bind_template_callback (widget_class, countries_cb);
  gtk_widget_class_bind_template_callback (widget_class, combines_cb);
  gtk_widget_class_bind_template_callback (widget_class, priority_cb);
}

static void
vt_discount_rules_class_init (VtDiscountRulesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vt_discount_rules_dispose;
  object_class->finalize = vt_discount_rules_finalize;

  g_type_ensure (VT_TYPE_DISCOUNT_TARGETS);
  g_type_ensure (VT_TYPE_FIELD);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-discount-rules.ui");
  gtk_widget_class_bind_template_child (widget_class, VtDiscountRules, method);
  gtk_widget_class_bind_template_child (widget_class, VtDiscountRules, codes);
  gtk_widget_class_bind_template_child (widget_class, VtDiscountRules, buy);
  gtk_widget_class_bind_template_child (widget_class, VtDiscountRules, get);
  gtk_widget_class_bind_template_child (widget_class, VtDiscountRules, times);
  gtk_widget_class_bind_template_child (widget_class, VtDiscountRules, buy_on);
  gtk_widget_class_bind_template_child (widget_class, VtDiscountRules, basis);
  gtk_widget_class_bind_template_child (widget_class, VtDiscountRules, tiers);
  gtk_widget_class_bind_template_child (widget_class, VtDiscountRules, pieces);
  gtk_widget_class_bind_template_child (widget_class, VtDiscountRules, limit);
  gtk_widget_class_bind_template_child (widget_class, VtDiscountRules, customer_limit);
  gtk_widget_class_bind_template_child (widget_class, VtDiscountRules, audience);
  gtk_widget_class_bind_template_child (widget_class, VtDiscountRules, countries);
  gtk_widget_class_bind_template_child (widget_class, VtDiscountRules, combines);
  gtk_widget_class_bind_template_child (widget_class, VtDiscountRules, priority);
  bind_callbacks (widget_class);
}

static void
vt_discount_rules_init (VtDiscountRules *self)
{
  self->showing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->showing = FALSE;
}

/**
 * vt_discount_rules_set_workspace:
 * @self: a new card
 * @workspace: whose discounts it edits
 */
void
vt_discount_rules_set_workspace (VtDiscountRules *self, VtWorkspace *workspace)
{
  g_set_object (&self->workspace, workspace);
  vt_discount_targets_set_workspace (self->buy_on, workspace);
}

/**
 * vt_discount_rules_show:
 * @self: a card with a workspace
 * @discount_id: the discount, as the shop holds it now
 */
void
vt_discount_rules_show (VtDiscountRules *self, gint64 discount_id)
{
  g_autoptr (GError) error = NULL;
  VtDiscount *discount = vt_discount_load (vt_workspace_get_reader (self->workspace), discount_id, &error);

  if (discount == NULL)
    {
      vt_workspace_fail (self->workspace, error);
      return;
    }

  self->showing = TRUE;
  if (self->discount == NULL || self->discount->id != discount->id || self->discount->kind != discount->kind)
    forget (self);
  vt_discount_free (self->discount);
  self->discount = discount;
  show_rows (self);
  self->showing = FALSE;
}
