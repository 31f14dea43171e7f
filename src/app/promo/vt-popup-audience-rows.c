#define G_LOG_DOMAIN "vitrine"

#include "app/promo/vt-popup-audience-rows.h"

#include "app/content/vt-product-chooser.h"
#include "app/promo/vt-choices-offers.h"
#include "app/promo/vt-popup-audience-members.h"
#include "base/vt-json.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_AUDIENCE 16384

struct _VtPopupAudienceRows
{
  VtPopupRows parent_instance;

  AdwExpanderRow *expanders[VT_AUDIENCE_N_GROUPS]; /* (unowned) rows */
  GtkWidget *rows[VT_AUDIENCE_N];                  /* (unowned) rows */
  GtkSwitch *sold_out;                             /* (unowned) in its row */
  VtProductChooser *chooser;                       /* (unowned) in the row of products */
  JsonNode *audience;                              /* (owned) (nullable) as the shop holds it */
};

G_DEFINE_FINAL_TYPE (VtPopupAudienceRows, vt_popup_audience_rows, VT_TYPE_POPUP_ROWS)

static JsonObject *
get_object (VtPopupAudienceRows *self)
{
  return self->audience != NULL ? json_node_get_object (self->audience) : NULL;
}

/* Edits ----------------------------------------------------------------------------------------------------------- */

static void
add_texts (JsonArray *array, VtField *field)
{
  g_auto (GStrv) texts = g_strsplit_set (vt_field_get_text (field), ",;", -1);

  for (guint i = 0; texts[i] != NULL; i++)
    if (*g_strstrip (texts[i]) != '\0')
      json_array_add_string_element (array, texts[i]);
}

static void
add_choices (JsonArray *array, VtChoicesRow *row, gboolean numbers)
{
  g_auto (GStrv) chosen = vt_choices_row_get (row);

  for (guint i = 0; chosen[i] != NULL; i++)
    if (numbers)
      json_array_add_int_element (array, g_ascii_strtoll (chosen[i], NULL, 10));
    else
      json_array_add_string_element (array, chosen[i]);
}

static JsonNode *
list_of (VtPopupAudienceRows *self, VtAudienceMember row)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  if (row == VT_AUDIENCE_PAGES || row == VT_AUDIENCE_PATHS)
    {
      add_choices (array, VT_CHOICES_ROW (self->rows[VT_AUDIENCE_PAGES]), FALSE);
      add_texts (array, VT_FIELD (self->rows[VT_AUDIENCE_PATHS]));
    }
  else if (vt_audience_facts[row].kind == VT_AUDIENCE_TEXTS)
    add_texts (array, VT_FIELD (self->rows[row]));
  else
    add_choices (array, VT_CHOICES_ROW (self->rows[row]), vt_audience_facts[row].kind == VT_AUDIENCE_IDS);
  json_node_take_array (node, array);
  return node;
}

static JsonNode *
number_node (gint64 number)
{
  JsonNode *node = json_node_new (JSON_NODE_VALUE);

  json_node_set_int (node, number);
  return node;
}

/* What the row says; %FALSE when it cannot be read, and the row says so. */
static gboolean
read_row (VtPopupAudienceRows *self, VtAudienceMember row, JsonNode **node)
{
  gint64 number = 0;
  guint selected;

  *node = NULL;
  switch (vt_audience_facts[row].kind)
    {
    case VT_AUDIENCE_WORD:
      selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self->rows[row]));
      if (selected != GTK_INVALID_LIST_POSITION && selected > 0)
        *node = json_node_init_string (json_node_alloc (), vt_audience_facts[row].words[selected]);
      return selected != GTK_INVALID_LIST_POSITION;
    case VT_AUDIENCE_FLAG:
      if (gtk_switch_get_active (self->sold_out))
        *node = json_node_init_boolean (json_node_alloc (), TRUE);
      return TRUE;
    case VT_AUDIENCE_COUNT:
      if (!vt_popup_rows_read_count (VT_FIELD (self->rows[row]), &number))
        return FALSE;
      *node = number_node (number);
      return TRUE;
    case VT_AUDIENCE_MONEY:
      if (!vt_popup_rows_read_money (VT_POPUP_ROWS (self), VT_FIELD (self->rows[row]), &number))
        return FALSE;
      *node = number_node (number);
      return TRUE;
    case VT_AUDIENCE_CHOICES:
    case VT_AUDIENCE_IDS:
    case VT_AUDIENCE_TEXTS:
    default:
      *node = list_of (self, row);
      return TRUE;
    }
}

static gboolean
says_the_same (VtPopupAudienceRows *self, VtAudienceMember row, JsonNode *node)
{
  JsonObject *object = get_object (self);
  JsonNode *now = object != NULL ? json_object_get_member (object, vt_audience_facts[row].member) : NULL;

  return node == NULL || now == NULL ? node == now : json_node_equal (node, now);
}

static void
write_member (VtPopupAudienceRows *self, VtAudienceMember row, JsonNode *node)
{
  VtPopupRows *rows = VT_POPUP_ROWS (self);
  const char *member = vt_audience_facts[row].member;
  VtPromoEdit *edit = vt_promo_edit_new_audience (vt_popup_rows_get_popup (rows)->id, member, node);

  if (VT_IS_FIELD (self->rows[row]))
    vt_popup_rows_write_field (rows, VT_FIELD (self->rows[row]), member, vt_promo_edit_audience, edit);
  else
    vt_popup_rows_write (rows, NULL, vt_promo_edit_audience, edit);
}

static VtAudienceMember
row_of (VtPopupAudienceRows *self, GtkWidget *widget)
{
  VtAudienceMember row = VT_AUDIENCE_VISITORS;

  while (row < VT_AUDIENCE_N - 1 && self->rows[row] != widget &&
         (row != VT_AUDIENCE_SOLD_OUT || widget != GTK_WIDGET (self->sold_out)))
    row++;
  return row;
}

static void
edited_cb (VtPopupAudienceRows *self, GtkWidget *widget)
{
  VtAudienceMember row = row_of (self, widget);
  g_autoptr (JsonNode) node = NULL;

  if (vt_popup_rows_is_telling (VT_POPUP_ROWS (self)) || !read_row (self, row, &node))
    return;
  if (!says_the_same (self, row, node) || VT_IS_FIELD (widget))
    write_member (self, row, g_steal_pointer (&node));
}

static void
selected_cb (GtkWidget *widget, G_GNUC_UNUSED GParamSpec *pspec, VtPopupAudienceRows *self)
{
  edited_cb (self, widget);
}

static void
product_cb (VtPopupAudienceRows *self, gint64 id)
{
  JsonNode *node;

  if (vt_popup_rows_is_telling (VT_POPUP_ROWS (self)))
    return;

  node = list_of (self, VT_AUDIENCE_CART_PRODUCTS);
  json_array_add_int_element (json_node_get_array (node), id);
  gtk_popover_popdown (GTK_POPOVER (self->chooser));
  write_member (self, VT_AUDIENCE_CART_PRODUCTS, node);
}

/* Showing --------------------------------------------------------------------------------------------------------- */

static const char *
get_word (VtPopupAudienceRows *self, VtAudienceMember row)
{
  return json_object_get_string_member_with_default (get_object (self), vt_audience_facts[row].member, "");
}

static gint64
get_number (VtPopupAudienceRows *self, VtAudienceMember row)
{
  return json_object_get_int_member_with_default (get_object (self), vt_audience_facts[row].member, 0);
}

/* The items of a list as texts. */
static GStrv
get_list (VtPopupAudienceRows *self, VtAudienceMember row)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonNode *node = json_object_get_member (get_object (self), vt_audience_facts[row].member);
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *item = json_array_get_element (array, i);
      g_autofree char *number = NULL;

      if (json_node_get_value_type (item) == G_TYPE_INT64)
        number = g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (item));
      g_strv_builder_add (builder, number != NULL ? number : json_node_get_string (item));
    }

  return g_strv_builder_end (builder);
}

static void
show_texts (VtPopupAudienceRows *self, VtAudienceMember row)
{
  g_auto (GStrv) texts = get_list (self, row);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; texts[i] != NULL; i++)
    if (row != VT_AUDIENCE_PATHS || !g_strv_contains (vt_audience_facts[VT_AUDIENCE_PAGES].words, texts[i]))
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", texts[i]);
  vt_field_show (VT_FIELD (self->rows[row]), text->str);
}

static guint
position_of (const char *const *words, const char *word)
{
  for (guint i = 0; i < 3; i++)
    if (g_str_equal (words[i], word))
      return i;

  return 0;
}

static void
show_row (VtPopupAudienceRows *self, VtAudienceMember row)
{
  g_auto (GStrv) list = NULL;

  switch (vt_audience_facts[row].kind)
    {
    case VT_AUDIENCE_WORD:
      adw_combo_row_set_selected (ADW_COMBO_ROW (self->rows[row]),
                                  position_of (vt_audience_facts[row].words, get_word (self, row)));
      break;
    case VT_AUDIENCE_FLAG:
      gtk_switch_set_active (self->sold_out, json_object_get_boolean_member_with_default (
                                                 get_object (self), vt_audience_facts[row].member, FALSE));
      break;
    case VT_AUDIENCE_COUNT:
      vt_popup_rows_show_count (VT_FIELD (self->rows[row]), get_number (self, row));
      break;
    case VT_AUDIENCE_MONEY:
      vt_popup_rows_show_money (VT_POPUP_ROWS (self), VT_FIELD (self->rows[row]), get_number (self, row));
      break;
    case VT_AUDIENCE_TEXTS:
      show_texts (self, row);
      break;
    case VT_AUDIENCE_CHOICES:
    case VT_AUDIENCE_IDS:
    default:
      list = get_list (self, row);
      vt_choices_row_show (VT_CHOICES_ROW (self->rows[row]), (const char *const *) list);
      break;
    }
}

/* What the row asks for; %NULL when that is nothing. */
static char *
describe_row (VtPopupAudienceRows *self, VtAudienceMember row)
{
  const char *text;
  guint selected;

  switch (vt_audience_facts[row].kind)
    {
    case VT_AUDIENCE_WORD:
      selected = position_of (vt_audience_facts[row].words, get_word (self, row));
      return selected > 0 ? g_strdup (_ (vt_audience_facts[row].names[selected])) : NULL;
    case VT_AUDIENCE_FLAG:
      return gtk_switch_get_active (self->sold_out) ? g_strdup (_ (vt_audience_facts[row].title)) : NULL;
    case VT_AUDIENCE_CHOICES:
    case VT_AUDIENCE_IDS:
      return vt_choices_row_describe (VT_CHOICES_ROW (self->rows[row]));
    case VT_AUDIENCE_TEXTS:
    case VT_AUDIENCE_COUNT:
    case VT_AUDIENCE_MONEY:
    default:
      /* What was refused is not so. */
      if (gtk_widget_has_css_class (self->rows[row], "refused"))
        return NULL;
      text = vt_field_get_text (VT_FIELD (self->rows[row]));
      /* TRANSLATORS: what a popup's audience has to be, such as "Countries: PT, BR" */
      return *text != '\0' ? g_strdup_printf (_ ("%s: %s"), _ (vt_audience_facts[row].title), text) : NULL;
    }
}

static void
describe (VtPopupAudienceRows *self)
{
  static const char *const everything[VT_AUDIENCE_N_GROUPS] = { N_ ("Everybody"), N_ ("From anywhere"),
                                                                N_ ("Every usual page"), N_ ("Whatever it holds") };

  for (VtAudienceGroup i = VT_AUDIENCE_WHO; i < VT_AUDIENCE_N_GROUPS; i++)
    {
      g_autoptr (GString) words = g_string_new (NULL);

      for (VtAudienceMember row = VT_AUDIENCE_VISITORS; row < VT_AUDIENCE_N; row++)
        {
          g_autofree char *asked = vt_audience_facts[row].expander == i ? describe_row (self, row) : NULL;

          if (asked != NULL)
            g_string_append_printf (words, "%s%s", words->len > 0 ? " · " : "", asked);
        }
      adw_expander_row_set_subtitle (self->expanders[i], words->len > 0 ? words->str : _ (everything[i]));
    }
}

static void
vt_popup_audience_rows_show (VtPopupRows *rows)
{
  VtPopupAudienceRows *self = VT_POPUP_AUDIENCE_ROWS (rows);
  VtDb *db = vt_workspace_get_reader (vt_popup_rows_get_workspace (rows));
  g_auto (GStrv) products = NULL;

  g_clear_pointer (&self->audience, json_node_unref);
  self->audience = vt_json_parse (vt_popup_rows_get_popup (rows)->audience, -1, MAX_AUDIENCE, 3, NULL);
  if (get_object (self) == NULL)
    return;

  vt_product_chooser_set_workspace (self->chooser, vt_popup_rows_get_workspace (rows));
  products = get_list (self, VT_AUDIENCE_CART_PRODUCTS);
  vt_choices_offer_languages (VT_CHOICES_ROW (self->rows[VT_AUDIENCE_LANGUAGES]), db);
  vt_choices_offer_collections (VT_CHOICES_ROW (self->rows[VT_AUDIENCE_COLLECTIONS]), db);
  vt_choices_offer_collections (VT_CHOICES_ROW (self->rows[VT_AUDIENCE_CART_COLLECTIONS]), db);
  vt_choices_offer_products (VT_CHOICES_ROW (self->rows[VT_AUDIENCE_CART_PRODUCTS]), db,
                             (const char *const *) products);
  for (VtAudienceMember row = VT_AUDIENCE_VISITORS; row < VT_AUDIENCE_N; row++)
    show_row (self, row);
  describe (self);
}

static void
vt_popup_audience_rows_forget (VtPopupRows *rows)
{
  VtPopupAudienceRows *self = VT_POPUP_AUDIENCE_ROWS (rows);

  for (VtAudienceMember row = VT_AUDIENCE_VISITORS; row < VT_AUDIENCE_N; row++)
    if (VT_IS_FIELD (self->rows[row]))
      vt_field_forget (VT_FIELD (self->rows[row]));
}

static void
vt_popup_audience_rows_finalize (GObject *object)
{
  g_clear_pointer (&VT_POPUP_AUDIENCE_ROWS (object)->audience, json_node_unref);

  G_OBJECT_CLASS (vt_popup_audience_rows_parent_class)->finalize (object);
}

static void
vt_popup_audience_rows_class_init (VtPopupAudienceRowsClass *klass)
{
  VtPopupRowsClass *rows_class = VT_POPUP_ROWS_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vt_popup_audience_rows_finalize;
  rows_class->step = N_ ("Edit who sees %s");
  rows_class->show = vt_popup_audience_rows_show;
  rows_class->forget = vt_popup_audience_rows_forget;
}

/* Making the rows ------------------------------------------------------------------------------------------------- */

static GStrv
translate (const char *const *names)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; names[i] != NULL; i++)
    g_strv_builder_add (builder, _ (names[i]));
  return g_strv_builder_end (builder);
}

static GtkWidget *
new_choices (VtPopupAudienceRows *self, VtAudienceMember row)
{
  GtkWidget *choices = vt_choices_row_new (_ (vt_audience_facts[row].title), _ (vt_audience_facts[row].hint));
  g_auto (GStrv) names = vt_audience_facts[row].names != NULL ? translate (vt_audience_facts[row].names) : NULL;

  if (names != NULL)
    vt_choices_row_offer (VT_CHOICES_ROW (choices), vt_audience_facts[row].words, (const char *const *) names);
  g_signal_connect_swapped (choices, "edited", G_CALLBACK (edited_cb), self);
  return choices;
}

static GtkWidget *
new_row (VtPopupAudienceRows *self, VtAudienceMember row)
{
  const char *title = _ (vt_audience_facts[row].title);
  GtkWidget *widget;

  switch (vt_audience_facts[row].kind)
    {
    case VT_AUDIENCE_WORD:
      widget = vt_popup_rows_new_combo (title, vt_audience_facts[row].names);
      g_signal_connect (widget, "notify::selected", G_CALLBACK (selected_cb), self);
      return widget;
    case VT_AUDIENCE_FLAG:
      widget = vt_popup_rows_new_switch (title, &self->sold_out);
      g_signal_connect (self->sold_out, "notify::active", G_CALLBACK (selected_cb), self);
      return widget;
    case VT_AUDIENCE_CHOICES:
    case VT_AUDIENCE_IDS:
      return new_choices (self, row);
    case VT_AUDIENCE_TEXTS:
    case VT_AUDIENCE_COUNT:
    case VT_AUDIENCE_MONEY:
    default:
      widget = vt_field_new (title);
      vt_field_set_placeholder (VT_FIELD (widget), _ (vt_audience_facts[row].hint));
      g_signal_connect_swapped (widget, "edited", G_CALLBACK (edited_cb), self);
      return widget;
    }
}

static void
add_chooser (VtPopupAudienceRows *self)
{
  GtkWidget *button = gtk_menu_button_new ();

  self->chooser = VT_PRODUCT_CHOOSER (vt_product_chooser_new ());
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "list-add-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), GTK_WIDGET (self->chooser));
  gtk_widget_set_tooltip_text (button, _ ("Add a Product"));
  /* The focus goes to the button within. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (button)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Add a Product"), -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_swapped (self->chooser, "chosen", G_CALLBACK (product_cb), self);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self->rows[VT_AUDIENCE_CART_PRODUCTS]), button);
}

static void
vt_popup_audience_rows_init (VtPopupAudienceRows *self)
{
  static const char *const titles[VT_AUDIENCE_N_GROUPS] = { N_ ("Who they are"), N_ ("Where they come from"),
                                                            N_ ("Which page they are on"),
                                                            N_ ("What is in their bag") };

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Who Sees It"));
  for (VtAudienceGroup i = VT_AUDIENCE_WHO; i < VT_AUDIENCE_N_GROUPS; i++)
    self->expanders[i] = vt_popup_rows_add_expander (VT_POPUP_ROWS (self), _ (titles[i]));
  for (VtAudienceMember row = VT_AUDIENCE_VISITORS; row < VT_AUDIENCE_N; row++)
    {
      self->rows[row] = new_row (self, row);
      vt_popup_rows_add (VT_POPUP_ROWS (self), self->expanders[vt_audience_facts[row].expander], self->rows[row]);
    }
  add_chooser (self);
}
