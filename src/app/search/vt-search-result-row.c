#define G_LOG_DOMAIN "vitrine"

#include "app/search/vt-search-result-row.h"

#include "app/widgets/vt-wrap.h"

#include <glib/gi18n.h>

/* Pixels. */
#define PHOTO_SIZE        56
#define NARROW_PHOTO_SIZE 44

struct _VtSearchResultRow
{
  GtkListBoxRow parent_instance;

  VtWorkspace *workspace; /* (owned) */
  gint64 product_id;
  guint place;
  char *name;   /* (owned) (nullable) of the product */
  char *photo;  /* (owned) (nullable) SHA-256 of what is shown */
  char *stock;  /* (owned) (nullable) in words */
  char *amount; /* (owned) (nullable) the price in words */
  gboolean narrow;

  GtkLabel *place_label; /* template child */
  GtkWidget *square;     /* template child: the picture lies over it */
  GtkPicture *picture;   /* template child */
  GtkLabel *title;       /* template child */
  GtkLabel *facts;       /* template child */
  GtkWidget *pin;        /* template child */
  VtWrap *reasons;       /* template child */
  GtkWidget *money;      /* template child */
  GtkLabel *price;       /* template child */
  GtkLabel *change;      /* template child */
  GtkMenuButton *menu;   /* template child */
};

enum
{
  ACT,
  MOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VtSearchResultRow, vt_search_result_row, GTK_TYPE_LIST_BOX_ROW)

/* What is shown ---------------------------------------------------------------------------------------------------- */

static void
append_escaped (GString *markup, const char *text, gsize length)
{
  g_autofree char *escaped = g_markup_escape_text (text, (gssize) length);

  g_string_append (markup, escaped);
}

/* The words that were found, marked; underlined, too: colour alone does not tell. */
static void
show_title (VtSearchResultRow *self, const VtSearchHit *hit)
{
  g_autoptr (GString) markup = g_string_new (NULL);
  gsize length = strlen (hit->title);
  gsize at = 0;

  for (guint i = 0; i < hit->marks->len; i++)
    {
      const VtSearchMark *mark = &g_array_index (hit->marks, VtSearchMark, i);

      if (mark->start < at || mark->end > length || mark->end <= mark->start)
        continue;
      append_escaped (markup, hit->title + at, mark->start - at);
      g_string_append (markup, "<span background=\"#e5a50a\" background_alpha=\"35%\" underline=\"single\">");
      append_escaped (markup, hit->title + mark->start, mark->end - mark->start);
      g_string_append (markup, "</span>");
      at = mark->end;
    }
  append_escaped (markup, hit->title + at, length - at);
  gtk_label_set_markup (self->title, markup->str);
}

static void
show_photo (VtSearchResultRow *self, const char *sha256)
{
  if (g_strcmp0 (self->photo, sha256) == 0 && gtk_picture_get_paintable (self->picture) != NULL)
    return;

  g_free (self->photo);
  self->photo = g_strdup (sha256);
  vt_workspace_load_thumbnail (self->workspace, sha256, self->picture);
}

/* In a narrow window the price stands with the facts. */
static void
show_facts (VtSearchResultRow *self)
{
  g_autofree char *both = g_strdup_printf ("%s · %s", self->amount, self->stock);

  gtk_label_set_label (self->facts, self->narrow ? both : self->stock);
  gtk_label_set_label (self->price, self->amount);
  gtk_widget_set_visible (GTK_WIDGET (self->price), !self->narrow);
}

static void
take_facts (VtSearchResultRow *self, const VtProductRow *row)
{
  g_autofree char *price = vt_workspace_format_money (self->workspace, MAX (row->price_min_minor, 0));

  g_free (self->amount);
  self->amount = row->price_max_minor != row->price_min_minor
                     /* TRANSLATORS: the cheapest of several prices, such as "from €35.00" */
                     ? g_strdup_printf (_ ("from %s"), price)
                     : g_steal_pointer (&price);
  g_free (self->stock);
  if (!row->in_stock)
    self->stock = g_strdup (_ ("sold out"));
  else if (row->on_hand > 0)
    self->stock = g_strdup_printf (ngettext ("%d in stock", "%d in stock", (gulong) row->on_hand), (int) row->on_hand);
  else
    self->stock = g_strdup (_ ("can be bought"));
}

static GtkWidget *
make_chip (const VtSearchReason *reason)
{
  GtkWidget *chip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  GtkWidget *dot = g_object_new (GTK_TYPE_IMAGE, "icon-name", "vitrine-dot-symbolic", "pixel-size", 16,
                                 "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *label = gtk_label_new (reason->text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (dot, vt_search_reason_kind_to_string (reason->kind));
  gtk_widget_add_css_class (chip, "reason");
  if (reason->against)
    gtk_widget_add_css_class (chip, "against");
  gtk_widget_set_tooltip_text (chip, vt_search_reason_kind_to_words (reason->kind));
  gtk_box_append (GTK_BOX (chip), dot);
  gtk_box_append (GTK_BOX (chip), label);
  return chip;
}

static void
show_reasons (VtSearchResultRow *self, const GPtrArray *reasons)
{
  vt_wrap_clear (self->reasons);
  for (guint i = 0; i < reasons->len; i++)
    vt_wrap_append (self->reasons, make_chip (g_ptr_array_index (reasons, i)));
  gtk_widget_set_visible (GTK_WIDGET (self->reasons), reasons->len > 0);
}

static char *
describe_change (int before, int now)
{
  int by = before - now;

  if (before == 0)
    return g_strdup (_ ("new since release"));
  if (by == 0)
    return g_strdup (_ ("as in release"));
  if (by > 0)
    /* TRANSLATORS: a result has gone up so many places */
    return g_strdup_printf (ngettext ("▲ %d since release", "▲ %d since release", (gulong) by), by);

  /* TRANSLATORS: a result has gone down so many places */
  return g_strdup_printf (ngettext ("▼ %d since release", "▼ %d since release", (gulong) -by), -by);
}

static void
show_change (VtSearchResultRow *self, int before, gboolean live)
{
  int now = (int) self->place;
  gboolean up = before == 0 || before > now;
  g_autofree char *text = before < 0 || live ? NULL : describe_change (before, now);

  gtk_widget_set_visible (GTK_WIDGET (self->change), text != NULL);
  if (text == NULL)
    return;

  gtk_label_set_label (self->change, text);
  gtk_widget_set_css_classes (GTK_WIDGET (self->change),
                              up ? (const char *[]){ "caption-heading", "success", "numeric", NULL }
                                 : (const char *[]){ "caption", "dim-label", "numeric", NULL });
}

/* What assistive technology reads of the row as a whole. */
static void
show_name (VtSearchResultRow *self, const VtSearchHit *hit)
{
  g_autoptr (GString) why = g_string_new (self->amount);
  /* TRANSLATORS: read aloud: the place of a result and what it is called: "1: Leather Sofa" */
  g_autofree char *name = g_strdup_printf (_ ("%u: %s"), self->place, hit->title);
  /* TRANSLATORS: of a button that opens a menu; %s is a product */
  g_autofree char *menu = g_strdup_printf (_ ("What to do with %s"), hit->title);

  g_string_append_printf (why, ", %s", self->stock);
  for (guint i = 0; i < hit->reasons->len; i++)
    g_string_append_printf (why, ", %s", ((VtSearchReason *) g_ptr_array_index (hit->reasons, i))->text);
  if (gtk_widget_get_visible (GTK_WIDGET (self->change)))
    g_string_append_printf (why, ", %s", gtk_label_get_label (self->change));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, why->str, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->menu), menu);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu), GTK_ACCESSIBLE_PROPERTY_LABEL, menu, -1);
}

/* What is done ----------------------------------------------------------------------------------------------------- */

static void
act_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[ACT], 0, g_variant_get_string (parameter, NULL));
}

static void
forget_action (GtkWidget *widget, G_GNUC_UNUSED const char *name, G_GNUC_UNUSED GVariant *parameter)
{
  g_signal_emit (widget, signals[ACT], 0, "forget");
}

static GdkContentProvider *
prepare_cb (VtSearchResultRow *self)
{
  return gdk_content_provider_new_typed (G_TYPE_INT64, self->product_id);
}

static void
begin_cb (VtSearchResultRow *self, G_GNUC_UNUSED GdkDrag *drag, GtkDragSource *source)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (self));

  gtk_drag_source_set_icon (source, paintable, 24, 24);
  gtk_widget_add_css_class (GTK_WIDGET (self), "dragged");
}

static void
end_cb (VtSearchResultRow *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self), "dragged");
}

static gboolean
drop_cb (VtSearchResultRow *self, const GValue *value)
{
  g_signal_emit (self, signals[MOVED], 0, g_value_get_int64 (value), (int) self->place);
  return TRUE;
}

static void
add_drag_and_drop (VtSearchResultRow *self)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INT64, GDK_ACTION_MOVE);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_swapped (source, "prepare", G_CALLBACK (prepare_cb), self);
  g_signal_connect_object (source, "drag-begin", G_CALLBACK (begin_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (source, "drag-end", G_CALLBACK (end_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/* Object ----------------------------------------------------------------------------------------------------------- */

static void
vt_search_result_row_dispose (GObject *object)
{
  g_clear_object (&VT_SEARCH_RESULT_ROW (object)->workspace);

  G_OBJECT_CLASS (vt_search_result_row_parent_class)->dispose (object);
}

static void
vt_search_result_row_finalize (GObject *object)
{
  VtSearchResultRow *self = VT_SEARCH_RESULT_ROW (object);

  g_free (self->name);
  g_free (self->photo);
  g_free (self->stock);
  g_free (self->amount);

  G_OBJECT_CLASS (vt_search_result_row_parent_class)->finalize (object);
}

static void
vt_search_result_row_class_init (VtSearchResultRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_search_result_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_search_result_row_finalize;

  signals[ACT] = g_signal_new ("act", VT_TYPE_SEARCH_RESULT_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                               G_TYPE_STRING);
  signals[MOVED] = g_signal_new ("moved", VT_TYPE_SEARCH_RESULT_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_INT);

  g_type_ensure (VT_TYPE_WRAP);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-search-result-row.ui");
  gtk_widget_class_bind_template_child (widget_class, VtSearchResultRow, place_label);
  gtk_widget_class_bind_template_child (widget_class, VtSearchResultRow, square);
  gtk_widget_class_bind_template_child (widget_class, VtSearchResultRow, picture);
  gtk_widget_class_bind_template_child (widget_class, VtSearchResultRow, title);
  gtk_widget_class_bind_template_child (widget_class, VtSearchResultRow, facts);
  gtk_widget_class_bind_template_child (widget_class, VtSearchResultRow, pin);
  gtk_widget_class_bind_template_child (widget_class, VtSearchResultRow, reasons);
  gtk_widget_class_bind_template_child (widget_class, VtSearchResultRow, money);
  gtk_widget_class_bind_template_child (widget_class, VtSearchResultRow, price);
  gtk_widget_class_bind_template_child (widget_class, VtSearchResultRow, change);
  gtk_widget_class_bind_template_child (widget_class, VtSearchResultRow, menu);
  gtk_widget_class_install_action (widget_class, "result.act", "s", act_action);
  gtk_widget_class_install_action (widget_class, "result.forget", NULL, forget_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_CONTROL_MASK, "result.act", "s", "up");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_CONTROL_MASK, "result.act", "s", "down");
}

static void
vt_search_result_row_init (VtSearchResultRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_size_request (self->square, PHOTO_SIZE, PHOTO_SIZE);
  add_drag_and_drop (self);
}

/**
 * vt_search_result_row_new:
 * @workspace: the open shop's
 *
 * Returns: (transfer floating): a row that shows nothing
 */
GtkWidget *
vt_search_result_row_new (VtWorkspace *workspace)
{
  VtSearchResultRow *self = g_object_new (VT_TYPE_SEARCH_RESULT_ROW, NULL);

  self->workspace = g_object_ref (workspace);
  return GTK_WIDGET (self);
}

/**
 * vt_search_result_row_show:
 * @self: a row
 * @hit: the result
 * @place: where it stands, from 1 on
 * @live: whether the results are those of what is published, and nothing can be done to them
 */
void
vt_search_result_row_show (VtSearchResultRow *self, const VtSearchHit *hit, guint place, gboolean live)
{
  g_autofree char *number = g_strdup_printf ("%u", place);

  self->product_id = hit->row->id;
  self->place = place;
  g_free (self->name);
  self->name = g_strdup (hit->title);

  gtk_label_set_label (self->place_label, number);
  show_photo (self, hit->row->photo_sha256);
  show_title (self, hit);
  take_facts (self, hit->row);
  show_facts (self);
  show_reasons (self, hit->reasons);
  show_change (self, hit->live_place, live);
  show_name (self, hit);
  gtk_widget_set_visible (self->pin, hit->pinned);
  if (hit->pinned)
    gtk_widget_add_css_class (GTK_WIDGET (self), "pinned");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "pinned");
  gtk_widget_set_visible (GTK_WIDGET (self->menu), !live);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "result.act", !live);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "result.forget", !live && hit->ruled);
}

/**
 * vt_search_result_row_set_narrow:
 * @self: a row
 * @narrow: whether there is little room
 */
void
vt_search_result_row_set_narrow (VtSearchResultRow *self, gboolean narrow)
{
  int size = narrow ? NARROW_PHOTO_SIZE : PHOTO_SIZE;

  if (self->narrow == narrow)
    return;

  self->narrow = narrow;
  gtk_widget_set_size_request (self->square, size, size);
  gtk_box_set_spacing (GTK_BOX (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (self))), narrow ? 8 : 12);
  if (self->amount != NULL)
    show_facts (self);
}

/**
 * vt_search_result_row_get_product:
 * @self: a row
 *
 * Returns: the product that it shows
 */
gint64
vt_search_result_row_get_product (VtSearchResultRow *self)
{
  return self->product_id;
}

/**
 * vt_search_result_row_get_title:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): what the product is called
 */
const char *
vt_search_result_row_get_title (VtSearchResultRow *self)
{
  return self->name;
}

/**
 * vt_search_result_row_get_place:
 * @self: a row
 *
 * Returns: where it stands, from 1 on
 */
guint
vt_search_result_row_get_place (VtSearchResultRow *self)
{
  return self->place;
}
