#define G_LOG_DOMAIN "vitrine"

#include "app/promo/vt-popup-audience-rows.h"

#include "app/content/vt-product-chooser.h"
#include "app/promo/vt-choices-row.h"
#include "app/settings/vt-settings-words.h"
#include "base/vt-json.h"
#include "catalogue/vt-collection.h"
#include "catalogue/vt-product.h"
#include "shop/vt-translation.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_AUDIENCE 16384

/* The rows; each is one member of the audience, but for PATHS, which are pages too. */
typedef enum
{
  VISITORS,
  SUBSCRIBED,
  DEVICES,
  LANGUAGES,
  COUNTRIES,
  SOURCES,
  CAMPAIGNS,
  VIEWS,
  PAGES,
  PATHS,
  NOT_PAGES,
  COLLECTIONS,
  SOLD_OUT,
  CART,
  CART_FROM,
  CART_BELOW,
  CART_PRODUCTS,
  CART_COLLECTIONS,
  N_ROWS
} Row;

typedef enum
{
  WORD,    /* a row with choices */
  CHOICES, /* texts that are ticked */
  IDS,     /* numbers that are ticked */
  TEXTS,   /* a field with commas */
  COUNT,
  MONEY,
  FLAG
} Kind;

typedef enum
{
  WHO,
  FROM,
  WHERE,
  BAG,
  N_EXPANDERS
} Expander;

struct _VtPopupAudienceRows
{
  VtPopupRows parent_instance;

  AdwExpanderRow *expanders[N_EXPANDERS]; /* (unowned) rows */
  GtkWidget *rows[N_ROWS];                /* (unowned) rows */
  GtkSwitch *sold_out;                    /* (unowned) in its row */
  VtProductChooser *chooser;              /* (unowned) in the row of products */
  JsonNode *audience;                     /* (owned) (nullable) as the shop holds it */
};

G_DEFINE_FINAL_TYPE (VtPopupAudienceRows, vt_popup_audience_rows, VT_TYPE_POPUP_ROWS)

static const char *const visitor_words[] = { "", "new", "returning" };
static const char *const visitor_names[] = { N_ ("New and returning visitors"), N_ ("New visitors"),
                                             N_ ("Returning visitors"), NULL };
static const char *const answer_words[] = { "", "yes", "no" };
static const char *const answer_names[] = { N_ ("Subscribers and others"), N_ ("Subscribers of the newsletter"),
                                            N_ ("Who has not subscribed"), NULL };
static const char *const cart_words[] = { "", "empty", "filled" };
static const char *const cart_names[] = { N_ ("Full or empty"), N_ ("Empty"), N_ ("With something in it"), NULL };
static const char *const device_words[] = { "phone", "tablet", "computer", NULL };
static const char *const device_names[] = { N_ ("Phones"), N_ ("Tablets"), N_ ("Computers"), NULL };
static const char *const page_words[] = { "home", "collection", "product", "search", "blog",
                                          "post", "page",       "live",    NULL };
static const char *const page_names[] = { N_ ("Home page"), N_ ("Collections"), N_ ("Products"),
                                          N_ ("Search"),    N_ ("Blog"),        N_ ("Posts"),
                                          N_ ("Pages"),     N_ ("Live sales"),  NULL };

static const struct
{
  const char *member;
  Kind kind;
  Expander expander;
  const char *title;
  const char *hint; /* what nothing means */
  const char *const *words;
  const char *const *names;
} members[N_ROWS] = {
  [VISITORS] = { "visitors", WORD, WHO, N_ ("Visitors"), NULL, visitor_words, visitor_names },
  [SUBSCRIBED] = { "subscribed", WORD, WHO, N_ ("Newsletter"), NULL, answer_words, answer_names },
  [DEVICES] = { "devices", CHOICES, WHO, N_ ("Devices"), N_ ("All devices"), device_words, device_names },
  [LANGUAGES] = { "languages", CHOICES, WHO, N_ ("Languages"), N_ ("All languages"), NULL, NULL },
  [COUNTRIES] = { "countries", TEXTS, WHO, N_ ("Countries"), N_ ("All countries; or PT, BR"), NULL, NULL },
  [SOURCES] = { "sources", TEXTS, FROM, N_ ("Sources: utm_source or a host"), N_ ("Any; or newsletter, instagram.com"),
                NULL, NULL },
  [CAMPAIGNS] = { "campaigns", TEXTS, FROM, N_ ("Campaigns: utm_campaign"), N_ ("Any; or summer, launch"), NULL, NULL },
  [VIEWS] = { "views", COUNT, FROM, N_ ("From the page of the visit on"), N_ ("the first"), NULL, NULL },
  [PAGES] = { "pages", CHOICES, WHERE, N_ ("Kinds of pages"), N_ ("All but bag and checkout"), page_words, page_names },
  [PATHS] = { "pages", TEXTS, WHERE, N_ ("Or these addresses"), N_ ("None; or /collections/lamps, /products/*"), NULL,
              NULL },
  [NOT_PAGES] = { "not_pages", TEXTS, WHERE, N_ ("Never on"), N_ ("None; or /pages/*, blog"), NULL, NULL },
  [COLLECTIONS] = { "collections", IDS, WHERE, N_ ("Pages of these collections"), N_ ("Of any collection"), NULL,
                    NULL },
  [SOLD_OUT] = { "sold_out", FLAG, WHERE, N_ ("Only where something is sold out"), NULL, NULL, NULL },
  [CART] = { "cart", WORD, BAG, N_ ("The bag is"), NULL, cart_words, cart_names },
  [CART_FROM] = { "cart_from", MONEY, BAG, N_ ("It is worth at least"), N_ ("any amount"), NULL, NULL },
  [CART_BELOW] = { "cart_below", MONEY, BAG, N_ ("It is worth less than"), N_ ("any amount"), NULL, NULL },
  [CART_PRODUCTS] = { "cart_products", IDS, BAG, N_ ("One of these products is in it"), N_ ("Any product"), NULL,
                      NULL },
  [CART_COLLECTIONS] = { "cart_collections", IDS, BAG, N_ ("Something of these collections is in it"),
                         N_ ("Of any collection"), NULL, NULL },
};

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
list_of (VtPopupAudienceRows *self, Row row)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  if (row == PAGES || row == PATHS)
    {
      add_choices (array, VT_CHOICES_ROW (self->rows[PAGES]), FALSE);
      add_texts (array, VT_FIELD (self->rows[PATHS]));
    }
  else if (members[row].kind == TEXTS)
    add_texts (array, VT_FIELD (self->rows[row]));
  else
    add_choices (array, VT_CHOICES_ROW (self->rows[row]), members[row].kind == IDS);
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
read_row (VtPopupAudienceRows *self, Row row, JsonNode **node)
{
  gint64 number = 0;
  guint selected;

  *node = NULL;
  switch (members[row].kind)
    {
    case WORD:
      selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self->rows[row]));
      if (selected != GTK_INVALID_LIST_POSITION && selected > 0)
        *node = json_node_init_string (json_node_alloc (), members[row].words[selected]);
      return selected != GTK_INVALID_LIST_POSITION;
    case FLAG:
      if (gtk_switch_get_active (self->sold_out))
        *node = json_node_init_boolean (json_node_alloc (), TRUE);
      return TRUE;
    case COUNT:
      if (!vt_popup_rows_read_count (VT_FIELD (self->rows[row]), &number))
        return FALSE;
      *node = number_node (number);
      return TRUE;
    case MONEY:
      if (!vt_popup_rows_read_money (VT_POPUP_ROWS (self), VT_FIELD (self->rows[row]), &number))
        return FALSE;
      *node = number_node (number);
      return TRUE;
    case CHOICES:
    case IDS:
    case TEXTS:
    default:
      *node = list_of (self, row);
      return TRUE;
    }
}

static gboolean
says_the_same (VtPopupAudienceRows *self, Row row, JsonNode *node)
{
  JsonObject *object = get_object (self);
  JsonNode *now = object != NULL ? json_object_get_member (object, members[row].member) : NULL;

  return node == NULL || now == NULL ? node == now : json_node_equal (node, now);
}

static void
write_member (VtPopupAudienceRows *self, Row row, JsonNode *node)
{
  VtPopupRows *rows = VT_POPUP_ROWS (self);
  const char *member = members[row].member;
  VtPromoEdit *edit = vt_promo_edit_new_audience (vt_popup_rows_get_popup (rows)->id, member, node);

  if (VT_IS_FIELD (self->rows[row]))
    vt_popup_rows_write_field (rows, VT_FIELD (self->rows[row]), member, vt_promo_edit_audience, edit);
  else
    vt_popup_rows_write (rows, NULL, vt_promo_edit_audience, edit);
}

static Row
row_of (VtPopupAudienceRows *self, GtkWidget *widget)
{
  Row row = VISITORS;

  while (row < N_ROWS - 1 && self->rows[row] != widget && (row != SOLD_OUT || widget != GTK_WIDGET (self->sold_out)))
    row++;
  return row;
}

static void
edited_cb (VtPopupAudienceRows *self, GtkWidget *widget)
{
  Row row = row_of (self, widget);
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

  node = list_of (self, CART_PRODUCTS);
  json_array_add_int_element (json_node_get_array (node), id);
  gtk_popover_popdown (GTK_POPOVER (self->chooser));
  write_member (self, CART_PRODUCTS, node);
}

/* Showing --------------------------------------------------------------------------------------------------------- */

static const char *
get_word (VtPopupAudienceRows *self, Row row)
{
  return json_object_get_string_member_with_default (get_object (self), members[row].member, "");
}

static gint64
get_number (VtPopupAudienceRows *self, Row row)
{
  return json_object_get_int_member_with_default (get_object (self), members[row].member, 0);
}

/* The items of a list as texts. */
static GStrv
get_list (VtPopupAudienceRows *self, Row row)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonNode *node = json_object_get_member (get_object (self), members[row].member);
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
show_texts (VtPopupAudienceRows *self, Row row)
{
  g_auto (GStrv) texts = get_list (self, row);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; texts[i] != NULL; i++)
    if (row != PATHS || !g_strv_contains (page_words, texts[i]))
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", texts[i]);
  vt_field_show (VT_FIELD (self->rows[row]), text->str);
}

static void
offer_languages (VtPopupAudienceRows *self, VtDb *db)
{
  g_auto (GStrv) languages = vt_language_list (db, NULL);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;

  for (guint i = 0; languages != NULL && languages[i] != NULL; i++)
    {
      g_autofree char *name = vt_settings_language_name (languages[i]);

      g_strv_builder_add (builder, name);
    }
  names = g_strv_builder_end (builder);
  if (languages != NULL)
    vt_choices_row_offer (VT_CHOICES_ROW (self->rows[LANGUAGES]), (const char *const *) languages,
                          (const char *const *) names);
}

static void
offer_collections (VtPopupAudienceRows *self, VtDb *db)
{
  g_autoptr (GPtrArray) collections = vt_collection_list (db, NULL);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) titles = g_strv_builder_new ();
  g_auto (GStrv) offered = NULL;
  g_auto (GStrv) names = NULL;

  for (guint i = 0; collections != NULL && i < collections->len; i++)
    {
      const VtCollection *collection = g_ptr_array_index (collections, i);
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, collection->id);

      g_strv_builder_add (ids, id);
      g_strv_builder_add (titles, collection->title);
    }
  offered = g_strv_builder_end (ids);
  names = g_strv_builder_end (titles);
  vt_choices_row_offer (VT_CHOICES_ROW (self->rows[COLLECTIONS]), (const char *const *) offered,
                        (const char *const *) names);
  vt_choices_row_offer (VT_CHOICES_ROW (self->rows[CART_COLLECTIONS]), (const char *const *) offered,
                        (const char *const *) names);
}

/* The products that were chosen; one that the shop has no more goes by its number. */
static void
offer_products (VtPopupAudienceRows *self, VtDb *db)
{
  g_auto (GStrv) ids = get_list (self, CART_PRODUCTS);
  g_autoptr (GStrvBuilder) titles = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;

  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autoptr (VtProduct) product = vt_product_load (db, g_ascii_strtoll (ids[i], NULL, 10), NULL);

      g_strv_builder_add (titles, product != NULL ? vt_product_get_title (product) : ids[i]);
    }
  names = g_strv_builder_end (titles);
  vt_choices_row_offer (VT_CHOICES_ROW (self->rows[CART_PRODUCTS]), (const char *const *) ids,
                        (const char *const *) names);
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
show_row (VtPopupAudienceRows *self, Row row)
{
  g_auto (GStrv) list = NULL;

  switch (members[row].kind)
    {
    case WORD:
      adw_combo_row_set_selected (ADW_COMBO_ROW (self->rows[row]),
                                  position_of (members[row].words, get_word (self, row)));
      break;
    case FLAG:
      gtk_switch_set_active (
          self->sold_out, json_object_get_boolean_member_with_default (get_object (self), members[row].member, FALSE));
      break;
    case COUNT:
      vt_popup_rows_show_count (VT_FIELD (self->rows[row]), get_number (self, row));
      break;
    case MONEY:
      vt_popup_rows_show_money (VT_POPUP_ROWS (self), VT_FIELD (self->rows[row]), get_number (self, row));
      break;
    case TEXTS:
      show_texts (self, row);
      break;
    case CHOICES:
    case IDS:
    default:
      list = get_list (self, row);
      vt_choices_row_show (VT_CHOICES_ROW (self->rows[row]), (const char *const *) list);
      break;
    }
}

/* What the row asks for; %NULL when that is nothing. */
static char *
describe_row (VtPopupAudienceRows *self, Row row)
{
  const char *text;
  guint selected;

  switch (members[row].kind)
    {
    case WORD:
      selected = position_of (members[row].words, get_word (self, row));
      return selected > 0 ? g_strdup (_ (members[row].names[selected])) : NULL;
    case FLAG:
      return gtk_switch_get_active (self->sold_out) ? g_strdup (_ (members[row].title)) : NULL;
    case CHOICES:
    case IDS:
      return vt_choices_row_describe (VT_CHOICES_ROW (self->rows[row]));
    case TEXTS:
    case COUNT:
    case MONEY:
    default:
      text = vt_field_get_text (VT_FIELD (self->rows[row]));
      /* TRANSLATORS: what a popup's audience has to be, such as "Countries: PT, BR" */
      return *text != '\0' ? g_strdup_printf (_ ("%s: %s"), _ (members[row].title), text) : NULL;
    }
}

static void
describe (VtPopupAudienceRows *self)
{
  static const char *const everything[N_EXPANDERS] = { N_ ("Everybody"), N_ ("From anywhere"), N_ ("Every usual page"),
                                                       N_ ("Whatever it holds") };

  for (Expander i = WHO; i < N_EXPANDERS; i++)
    {
      g_autoptr (GString) words = g_string_new (NULL);

      for (Row row = VISITORS; row < N_ROWS; row++)
        {
          g_autofree char *asked = members[row].expander == i ? describe_row (self, row) : NULL;

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

  g_clear_pointer (&self->audience, json_node_unref);
  self->audience = vt_json_parse (vt_popup_rows_get_popup (rows)->audience, -1, MAX_AUDIENCE, 3, NULL);
  if (get_object (self) == NULL)
    return;

  vt_product_chooser_set_workspace (self->chooser, vt_popup_rows_get_workspace (rows));
  offer_languages (self, db);
  offer_collections (self, db);
  offer_products (self, db);
  for (Row row = VISITORS; row < N_ROWS; row++)
    show_row (self, row);
  describe (self);
}

static void
vt_popup_audience_rows_forget (VtPopupRows *rows)
{
  VtPopupAudienceRows *self = VT_POPUP_AUDIENCE_ROWS (rows);

  for (Row row = VISITORS; row < N_ROWS; row++)
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
new_choices (VtPopupAudienceRows *self, Row row)
{
  GtkWidget *choices = vt_choices_row_new (_ (members[row].title), _ (members[row].hint));
  g_auto (GStrv) names = members[row].names != NULL ? translate (members[row].names) : NULL;

  if (names != NULL)
    vt_choices_row_offer (VT_CHOICES_ROW (choices), members[row].words, (const char *const *) names);
  g_signal_connect_swapped (choices, "edited", G_CALLBACK (edited_cb), self);
  return choices;
}

static GtkWidget *
new_row (VtPopupAudienceRows *self, Row row)
{
  const char *title = _ (members[row].title);
  GtkWidget *widget;

  switch (members[row].kind)
    {
    case WORD:
      widget = vt_popup_rows_new_combo (title, members[row].names);
      g_signal_connect (widget, "notify::selected", G_CALLBACK (selected_cb), self);
      return widget;
    case FLAG:
      widget = vt_popup_rows_new_switch (title, &self->sold_out);
      g_signal_connect (self->sold_out, "notify::active", G_CALLBACK (selected_cb), self);
      return widget;
    case CHOICES:
    case IDS:
      return new_choices (self, row);
    case TEXTS:
    case COUNT:
    case MONEY:
    default:
      widget = vt_field_new (title);
      vt_field_set_placeholder (VT_FIELD (widget), _ (members[row].hint));
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
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self->rows[CART_PRODUCTS]), button);
}

static void
vt_popup_audience_rows_init (VtPopupAudienceRows *self)
{
  static const char *const titles[N_EXPANDERS] = { N_ ("Who they are"), N_ ("Where they come from"),
                                                   N_ ("Which page they are on"), N_ ("What is in their bag") };

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Who Sees It"));
  for (Expander i = WHO; i < N_EXPANDERS; i++)
    self->expanders[i] = vt_popup_rows_add_expander (VT_POPUP_ROWS (self), _ (titles[i]));
  for (Row row = VISITORS; row < N_ROWS; row++)
    {
      self->rows[row] = new_row (self, row);
      vt_popup_rows_add (VT_POPUP_ROWS (self), self->expanders[members[row].expander], self->rows[row]);
    }
  add_chooser (self);
}
