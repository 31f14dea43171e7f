#define G_LOG_DOMAIN "vitrine"

#include "app/search/vt-search-page.h"

#include "app/search/vt-search-card.h"
#include "app/search/vt-search-editor.h"
#include "app/search/vt-search-edits.h"
#include "app/search/vt-search-report-card.h"
#include "app/search/vt-search-result-row.h"
#include "app/settings/vt-settings-words.h"
#include "app/widgets/vt-columns.h"
#include "app/widgets/vt-drop-down.h"
#include "app/widgets/vt-wrap.h"
#include "shop/vt-translation.h"

#include <glib/gi18n.h>

/* Results of one screen, and how many more each time. */
#define N_SHOWN 20

/* Pixels. */
#define NARROW_BELOW 560

/* Until then what was there is shown. */
#define WAIT_MS 1000

/* What raising means, in per cent. */
#define BOOST_PERCENT 50

struct _VtSearchPage
{
  VtPlace parent_instance;

  VtSearchDesk *desk;         /* (owned) */
  VtSearchReply *reply;       /* (owned) (nullable) what is shown */
  GCancellable *cancellable;  /* (owned) (nullable) of the question that is asked */
  VtSearchReportCard *report; /* (unowned) a child */
  GPtrArray *rows;            /* (owned) (element-type VtSearchResultRow) all that were made */
  char **codes;               /* (owned) (nullable) the languages */
  guint wait_source;
  guint layout_source;
  guint limit;
  gint64 focus_product; /* the row that gets the keyboard once it is shown again; 0: none */
  int width;
  gboolean narrow;
  gboolean stale;
  gboolean filling;

  GtkSearchEntry *search;      /* template child */
  GtkWidget *sides;            /* template child */
  GtkToggleButton *draft_side; /* template child */
  GtkToggleButton *live_side;  /* template child */
  GtkLabel *meant;             /* template child */
  GtkLabel *count;             /* template child */
  GtkDropDown *languages;      /* template child */
  GtkWidget *detour;           /* template child */
  GtkLabel *detour_label;      /* template child */
  GtkStack *states;            /* template child: "start", "waiting", "list", "nothing" or "failed" */
  GtkListBox *list;            /* template child */
  GtkWidget *more;             /* template child */
  VtWrap *legend;              /* template child */
  GtkLabel *nothing_title;     /* template child */
  GtkLabel *nothing_text;      /* template child */
  GtkWidget *remedies;         /* template child */
  GtkWidget *bring;            /* template child */
  GtkLabel *failed_text;       /* template child */
  VtWrap *cards;               /* template child */
  GtkBox *side;                /* template child */
};

G_DEFINE_FINAL_TYPE (VtSearchPage, vt_search_page, VT_TYPE_PLACE)

static void ask (VtSearchPage *self);

static VtWorkspace *
workspace_of (VtSearchPage *self)
{
  return vt_place_get_workspace (VT_PLACE (self));
}

static const char *
get_text (VtSearchPage *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->search));
}

static const char *
get_language (VtSearchPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->languages);

  return selected < g_strv_length (self->codes) ? self->codes[selected] : self->codes[0];
}

/* Of a rule that is made here: of a shop with one language it holds in those to come, too. */
static const char *
get_scope (VtSearchPage *self)
{
  return g_strv_length (self->codes) > 1 ? get_language (self) : "";
}

static gboolean
is_live (VtSearchPage *self)
{
  return gtk_toggle_button_get_active (self->live_side);
}

/* What was found --------------------------------------------------------------------------------------------------- */

static void
show_meant (VtSearchPage *self)
{
  const VtSearchReply *reply = self->reply;
  g_autoptr (GString) markup = g_string_new (NULL);

  if (reply->corrected != NULL)
    {
      g_autofree char *words = g_markup_printf_escaped ("<b>%s</b>", reply->corrected);

      /* TRANSLATORS: %s is what was searched for instead of what was typed */
      g_string_append_printf (markup, _ ("Showing results for %s"), words);
    }
  if (reply->dropped != NULL && reply->n_found > 0)
    {
      g_autofree char *words = g_markup_printf_escaped ("<b>%s</b>", reply->dropped);

      g_string_append (markup, markup->len > 0 ? " · " : "");
      /* TRANSLATORS: %s are words that no product has together with the others */
      g_string_append_printf (markup, _ ("Nothing has all words: left out %s"), words);
    }
  gtk_label_set_markup (self->meant, markup->str);
  gtk_widget_set_visible (GTK_WIDGET (self->meant), markup->len > 0);
}

static void
show_count (VtSearchPage *self)
{
  guint n = self->reply->n_found;
  g_autofree char *results = g_strdup_printf (ngettext ("%u result", "%u results", n), n);
  g_autofree char *text = self->reply->elapsed_us < 100
                              /* TRANSLATORS: %s is "5 results" */
                              ? g_strdup_printf (_ ("%s in less than 0.1 ms"), results)
                              /* TRANSLATORS: how many results, and milliseconds: "5 results in 1.8 ms" */
                              : g_strdup_printf (_ ("%s in %.1f ms"), results, (double) self->reply->elapsed_us / 1000);
  g_autofree char *indexed =
      g_strdup_printf (ngettext ("%u product", "%u products", self->reply->n_products), self->reply->n_products);
  g_autofree char *subtitle =
      g_strdup_printf ("%s · %s", is_live (self) ? _ ("What is live") : _ ("Draft index"), indexed);

  gtk_label_set_label (self->count, text);
  vt_place_set_subtitle (VT_PLACE (self), subtitle);
}

static void
show_detour (VtSearchPage *self)
{
  const char *path = self->reply->path;

  if (path != NULL)
    {
      g_autofree char *text =
          g_strdup_printf (_ ("Shoppers who search for this are sent to %s and do not see these results."), path);

      gtk_label_set_label (self->detour_label, text);
    }
  gtk_widget_set_visible (self->detour, path != NULL);
}

static void
show_nothing (VtSearchPage *self)
{
  gboolean empty = self->reply->n_products == 0;
  g_autofree char *title = g_strdup_printf (_ ("Shoppers find nothing for “%s”"), get_text (self));

  gtk_label_set_label (self->nothing_title, empty ? _ ("There Is Nothing to Find Yet") : title);
  gtk_label_set_label (self->nothing_text,
                       empty ? _ ("Bring your products in, then try how they are found.")
                             : _ ("No word of an active product is spelled, sounds or means like it. Say which words "
                                  "mean the same, or where these shoppers should go."));
  gtk_widget_set_visible (self->remedies, !empty && !is_live (self));
  gtk_widget_set_visible (self->bring, empty);
}

static void act_cb (VtSearchPage *self, const char *action, VtSearchResultRow *row);
static void moved_cb (VtSearchPage *self, gint64 product_id, int place);

static VtSearchResultRow *
get_row (VtSearchPage *self, guint index)
{
  GtkWidget *row;

  if (index < self->rows->len)
    return g_ptr_array_index (self->rows, index);

  row = vt_search_result_row_new (workspace_of (self));
  vt_search_result_row_set_narrow (VT_SEARCH_RESULT_ROW (row), self->narrow);
  g_signal_connect_object (row, "act", G_CALLBACK (act_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "moved", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->rows, g_object_ref_sink (row));
  gtk_list_box_append (self->list, row);
  return VT_SEARCH_RESULT_ROW (row);
}

/* Rows are kept: what stays does not blink. */
static void
show_rows (VtSearchPage *self)
{
  GPtrArray *hits = self->reply->hits;

  for (guint i = 0; i < hits->len; i++)
    {
      VtSearchResultRow *row = get_row (self, i);

      vt_search_result_row_show (row, g_ptr_array_index (hits, i), i + 1, is_live (self));
      gtk_widget_set_visible (GTK_WIDGET (row), TRUE);
      if (self->focus_product != 0 && vt_search_result_row_get_product (row) == self->focus_product)
        gtk_widget_grab_focus (GTK_WIDGET (row));
    }
  for (guint i = hits->len; i < self->rows->len; i++)
    gtk_widget_set_visible (g_ptr_array_index (self->rows, i), FALSE);
  gtk_widget_set_visible (self->more, self->reply->n_found > hits->len && hits->len >= self->limit);
}

static void
show_reply (VtSearchPage *self)
{
  show_meant (self);
  show_count (self);
  show_detour (self);
  show_rows (self);
  if (self->reply->hits->len == 0)
    show_nothing (self);
  gtk_stack_set_visible_child_name (self->states, self->reply->hits->len > 0 ? "list" : "nothing");
}

static void
show_start (VtSearchPage *self)
{
  gtk_label_set_label (self->count, "");
  gtk_widget_set_visible (GTK_WIDGET (self->meant), FALSE);
  gtk_widget_set_visible (self->detour, FALSE);
  gtk_stack_set_visible_child_name (self->states, "start");
}

/* Asking ----------------------------------------------------------------------------------------------------------- */

static gboolean
wait_cb (gpointer data)
{
  VtSearchPage *self = data;

  self->wait_source = 0;
  gtk_stack_set_visible_child_name (self->states, "waiting");
  return G_SOURCE_REMOVE;
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (VtSearchPage) self = user_data;
  g_autoptr (GError) error = NULL;
  VtSearchReply *reply = vt_search_desk_ask_finish (VT_SEARCH_DESK (source), result, &error);

  /* A newer question is under way, or the page is gone. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      self->cancellable != g_task_get_cancellable (G_TASK (result)))
    {
      vt_search_reply_free (reply);
      return;
    }

  g_clear_handle_id (&self->wait_source, g_source_remove);
  if (reply == NULL)
    {
      gtk_label_set_label (self->failed_text, error->message);
      gtk_stack_set_visible_child_name (self->states, "failed");
      return;
    }

  g_clear_pointer (&self->reply, vt_search_reply_free);
  self->reply = reply;
  vt_search_report_card_note_time (self->report, reply->elapsed_us);
  show_reply (self);
  self->focus_product = 0;
}

static void
ask (VtSearchPage *self)
{
  g_autofree char *text = g_utf8_make_valid (get_text (self), -1);

  self->stale = FALSE;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->wait_source, g_source_remove);
  g_strstrip (text);
  if (*text == '\0')
    {
      show_start (self);
      return;
    }

  self->cancellable = g_cancellable_new ();
  self->wait_source = g_timeout_add (WAIT_MS, wait_cb, self);
  vt_search_desk_ask_async (self->desk, text, get_language (self), is_live (self), self->limit, self->cancellable,
                            asked_cb, g_object_ref (self));
}

static void
typed_cb (VtSearchPage *self)
{
  self->limit = N_SHOWN;
  ask (self);
}

static void
side_cb (VtSearchPage *self)
{
  ask (self);
}

static void
language_cb (VtSearchPage *self)
{
  if (!self->filling)
    ask (self);
}

static void
more_cb (VtSearchPage *self)
{
  self->limit += N_SHOWN;
  ask (self);
}

/* The row that has the keyboard keeps it wherever its product goes. */
static void
note_focus (VtSearchPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, VT_TYPE_SEARCH_RESULT_ROW) : NULL;

  if (row != NULL)
    self->focus_product = vt_search_result_row_get_product (VT_SEARCH_RESULT_ROW (row));
}

static void
changed_cb (VtSearchPage *self)
{
  self->stale = TRUE;
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  note_focus (self);
  ask (self);
}

/* What the merchant does ------------------------------------------------------------------------------------------- */

static void
focus_list (VtSearchPage *self)
{
  if (self->rows->len > 0 && gtk_widget_get_mapped (GTK_WIDGET (self->list)))
    gtk_widget_grab_focus (g_ptr_array_index (self->rows, 0));
}

static gboolean
key_cb (VtSearchPage *self, guint key)
{
  if (key != GDK_KEY_Down && key != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;

  focus_list (self);
  return GDK_EVENT_STOP;
}

static void
stop_cb (VtSearchPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
}

static void
open_product (VtSearchPage *self, gint64 id)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.go-to", "(sx)", "products", id);
}

static void
open_cb (VtSearchPage *self, GtkListBoxRow *row)
{
  open_product (self, vt_search_result_row_get_product (VT_SEARCH_RESULT_ROW (row)));
}

static const VtSearchHit *
find_hit (VtSearchPage *self, gint64 product_id)
{
  for (guint i = 0; self->reply != NULL && i < self->reply->hits->len; i++)
    {
      const VtSearchHit *hit = g_ptr_array_index (self->reply->hits, i);

      if (hit->row->id == product_id)
        return hit;
    }

  return NULL;
}

/* What rules made here are about: what was meant, when it was misspelt. */
static const char *
get_query (VtSearchPage *self)
{
  return self->reply != NULL && self->reply->query != NULL ? self->reply->query : get_text (self);
}

/* The results as they are to be, and how many of them must be pinned for that: down to this product, and all that are
 * pinned already. */
static GArray *
arrange (VtSearchPage *self, gint64 product_id, guint place, guint *n_pins)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint n_pinned = 0;

  for (guint i = 0; i < self->reply->hits->len; i++)
    {
      const VtSearchHit *hit = g_ptr_array_index (self->reply->hits, i);

      if (hit->row->id == product_id)
        continue;
      g_array_append_val (ids, hit->row->id);
      n_pinned += hit->pinned ? 1 : 0;
    }
  g_array_insert_val (ids, MIN (place, ids->len), product_id);
  *n_pins = MIN (MAX (place + 1, n_pinned + 1), ids->len);
  return ids;
}

/* @place: from 0 on */
static void
pin_at (VtSearchPage *self, gint64 product_id, guint place)
{
  const VtSearchHit *hit = find_hit (self, product_id);
  guint n_pins = 0;
  g_autoptr (GArray) ids = NULL;
  char *message;

  if (hit == NULL || is_live (self) || place >= self->reply->hits->len)
    return;

  ids = arrange (self, product_id, place, &n_pins);
  message = place == 0
                /* TRANSLATORS: what shoppers type, and a product */
                ? g_strdup_printf (_ ("“%s” shows %s first"), get_query (self), hit->title)
                /* TRANSLATORS: what shoppers type, a product, and a place from 2 on */
                : g_strdup_printf (_ ("“%s” shows %s at place %u"), get_query (self), hit->title, place + 1);
  self->focus_product = product_id;
  vt_search_edits_pin (workspace_of (self), get_query (self), get_scope (self), (const gint64 *) (gpointer) ids->data,
                       n_pins, message);
}

static void
moved_cb (VtSearchPage *self, gint64 product_id, int place)
{
  pin_at (self, product_id, (guint) place - 1);
}

static void
say (VtSearchPage *self, VtSearchRuleKind kind, gint64 product_id, int percent, char *message)
{
  VtSearchRule *rule = vt_search_rule_new (get_scope (self), get_query (self), kind, product_id);

  rule->percent = percent;
  vt_search_edits_save_rule (workspace_of (self), rule, message);
}

static void
boost (VtSearchPage *self, gint64 id, const char *title, G_GNUC_UNUSED guint place)
{
  say (self, VT_SEARCH_RULE_BOOST, id, BOOST_PERCENT,
       g_strdup_printf (_ ("“%s” raises %s by %d %%"), get_query (self), title, BOOST_PERCENT));
}

static void
hide (VtSearchPage *self, gint64 id, const char *title, G_GNUC_UNUSED guint place)
{
  say (self, VT_SEARCH_RULE_HIDE, id, 0,
       g_strdup_printf (_ ("“%s” does not show %s any more"), get_query (self), title));
}

static void
forget (VtSearchPage *self, gint64 id, const char *title, G_GNUC_UNUSED guint place)
{
  vt_search_edits_forget_rules (
      workspace_of (self), get_query (self), get_scope (self), id,
      g_strdup_printf (_ ("Your rule about %s for “%s” is removed"), title, get_query (self)));
}

/* Among the first three, ten, or as far down as it is. */
static void
add_test (VtSearchPage *self, gint64 id, G_GNUC_UNUSED const char *title, guint place)
{
  int within = place <= 3 ? 3 : place <= 10 ? 10 : (int) MIN (place, 100);

  vt_search_edits_save_test (workspace_of (self),
                             vt_search_test_new (get_language (self), get_text (self), id, within));
}

static void
pin_first (VtSearchPage *self, gint64 id, G_GNUC_UNUSED const char *title, G_GNUC_UNUSED guint place)
{
  pin_at (self, id, 0);
}

static void
pin_here (VtSearchPage *self, gint64 id, G_GNUC_UNUSED const char *title, guint place)
{
  pin_at (self, id, place - 1);
}

static void
move_up (VtSearchPage *self, gint64 id, G_GNUC_UNUSED const char *title, guint place)
{
  if (place > 1)
    pin_at (self, id, place - 2);
}

static void
move_down (VtSearchPage *self, gint64 id, G_GNUC_UNUSED const char *title, guint place)
{
  pin_at (self, id, place);
}

static void
open_it (VtSearchPage *self, gint64 id, G_GNUC_UNUSED const char *title, G_GNUC_UNUSED guint place)
{
  open_product (self, id);
}

static void
act_cb (VtSearchPage *self, const char *action, VtSearchResultRow *row)
{
  static const struct
  {
    const char *name;
    void (*func) (VtSearchPage *self, gint64 id, const char *title, guint place);
  } acts[] = {
    { "pin", pin_first }, { "here", pin_here }, { "up", move_up },    { "down", move_down }, { "boost", boost },
    { "hide", hide },     { "forget", forget }, { "test", add_test }, { "open", open_it },
  };

  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    if (g_str_equal (acts[i].name, action))
      acts[i].func (self, vt_search_result_row_get_product (row), vt_search_result_row_get_title (row),
                    vt_search_result_row_get_place (row));
}

/* A search of shoppers is tried. */
static void
tried_cb (VtSearchPage *self, const char *query)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), query);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  gtk_editable_set_position (GTK_EDITABLE (self->search), -1);
}

static void
remedy_synonym_cb (VtSearchPage *self)
{
  vt_search_editor_present_synonym (GTK_WIDGET (self), workspace_of (self), NULL, get_text (self));
}

static void
remedy_rule_cb (VtSearchPage *self)
{
  vt_search_editor_present_rule (GTK_WIDGET (self), workspace_of (self), NULL, get_text (self));
}

/* What there is to choose ------------------------------------------------------------------------------------------ */

static void
fill_languages (VtSearchPage *self)
{
  g_auto (GStrv) codes = vt_language_list (vt_workspace_get_reader (workspace_of (self)), NULL);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  if (codes == NULL ||
      (self->codes != NULL && g_strv_equal ((const char *const *) codes, (const char *const *) self->codes)))
    return;

  for (guint i = 0; codes[i] != NULL; i++)
    gtk_string_list_take (names, vt_settings_language_name (codes[i]));
  g_strfreev (self->codes);
  self->codes = g_steal_pointer (&codes);
  self->filling = TRUE;
  gtk_drop_down_set_model (self->languages, G_LIST_MODEL (names));
  self->filling = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->languages), g_strv_length (self->codes) > 1);
  vt_drop_down_name_all (GTK_WIDGET (self));
}

static void
fill_sides (VtSearchPage *self)
{
  g_autoptr (VtHostRecord) host = vt_host_record_find (vt_workspace_get_reader (workspace_of (self)), NULL, NULL);
  gboolean published = host != NULL && *host->release != '\0' && vt_search_desk_has_live (self->desk);
  /* TRANSLATORS: %s is the number of a release */
  g_autofree char *name = published ? g_strdup_printf (_ ("Release %s"), host->release) : NULL;

  if (published)
    gtk_button_set_label (GTK_BUTTON (self->live_side), name);
  else
    gtk_toggle_button_set_active (self->draft_side, TRUE);
  gtk_widget_set_visible (self->sides, published);
}

static void
fill_legend (VtSearchPage *self)
{
  GtkWidget *hint = gtk_label_new (_ ("Drag a result to pin it there, or press Ctrl+Up and Ctrl+Down"));

  for (guint i = 0; i < VT_SEARCH_REASON_N_KINDS; i++)
    {
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
      GtkWidget *dot = g_object_new (GTK_TYPE_IMAGE, "icon-name", "vitrine-dot-symbolic", "pixel-size", 16,
                                     "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
      GtkWidget *label = gtk_label_new (vt_search_reason_kind_to_words ((VtSearchReasonKind) i));

      gtk_widget_add_css_class (dot, vt_search_reason_kind_to_string ((VtSearchReasonKind) i));
      gtk_widget_add_css_class (box, "reason-kind");
      gtk_widget_add_css_class (label, "caption");
      gtk_box_append (GTK_BOX (box), dot);
      gtk_box_append (GTK_BOX (box), label);
      vt_wrap_append (self->legend, box);
    }
  gtk_label_set_wrap (GTK_LABEL (hint), TRUE);
  gtk_label_set_xalign (GTK_LABEL (hint), 0);
  gtk_widget_add_css_class (hint, "caption");
  gtk_widget_add_css_class (hint, "dim-label");
  vt_wrap_append (self->legend, hint);
}

static void
shop_changed_cb (VtSearchPage *self, VtChange *change)
{
  if (vt_change_touches (change, "setting"))
    fill_languages (self);
}

/* Layout ----------------------------------------------------------------------------------------------------------- */

static gboolean
lay_out_cb (gpointer data)
{
  VtSearchPage *self = data;

  self->layout_source = 0;
  self->narrow = self->width < NARROW_BELOW;
  for (guint i = 0; i < self->rows->len; i++)
    vt_search_result_row_set_narrow (g_ptr_array_index (self->rows, i), self->narrow);
  return G_SOURCE_REMOVE;
}

static void
vt_search_page_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VtSearchPage *self = VT_SEARCH_PAGE (widget);

  gtk_widget_size_allocate (adw_bin_get_child (ADW_BIN (self)), &(GtkAllocation){ 0, 0, width, height }, baseline);
  self->width = width;
  if (self->narrow != (width < NARROW_BELOW) && self->layout_source == 0)
    self->layout_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, lay_out_cb, self, NULL);
}

static GtkSizeRequestMode
vt_search_page_get_request_mode (GtkWidget *widget)
{
  return gtk_widget_get_request_mode (adw_bin_get_child (ADW_BIN (widget)));
}

static void
vt_search_page_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  gtk_widget_measure (adw_bin_get_child (ADW_BIN (widget)), orientation, for_size, minimum, natural, minimum_baseline,
                      natural_baseline);
}

/* Place ------------------------------------------------------------------------------------------------------------ */

static void
vt_search_page_shown (VtPlace *place)
{
  VtSearchPage *self = VT_SEARCH_PAGE (place);

  if (self->stale)
    ask (self);
}

static void
vt_search_page_enter (VtPlace *place)
{
  gtk_widget_grab_focus (GTK_WIDGET (VT_SEARCH_PAGE (place)->search));
}

static void
vt_search_page_constructed (GObject *object)
{
  VtSearchPage *self = VT_SEARCH_PAGE (object);
  VtWorkspace *workspace = workspace_of (self);

  G_OBJECT_CLASS (vt_search_page_parent_class)->constructed (object);

  self->desk = g_object_ref (vt_workspace_get_search (workspace));
  g_signal_connect_object (self->desk, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "changed", G_CALLBACK (fill_sides), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (vt_workspace_get_shop (workspace), "changed", G_CALLBACK (shop_changed_cb), self,
                           G_CONNECT_SWAPPED);
  fill_languages (self);
  fill_sides (self);
  fill_legend (self);
  self->report = VT_SEARCH_REPORT_CARD (vt_search_report_card_new (workspace));
  gtk_box_append (self->side, GTK_WIDGET (self->report));
  g_signal_connect_object (self->report, "tried", G_CALLBACK (tried_cb), self, G_CONNECT_SWAPPED);
  for (guint i = 0; i < VT_SEARCH_N_CARDS; i++)
    vt_wrap_append (self->cards, vt_search_card_new (workspace, (VtSearchCardKind) i));
}

static void
vt_search_page_dispose (GObject *object)
{
  VtSearchPage *self = VT_SEARCH_PAGE (object);

  g_clear_handle_id (&self->wait_source, g_source_remove);
  g_clear_handle_id (&self->layout_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->reply, vt_search_reply_free);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (vt_search_page_parent_class)->dispose (object);
}

static void
vt_search_page_finalize (GObject *object)
{
  VtSearchPage *self = VT_SEARCH_PAGE (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_strfreev (self->codes);

  G_OBJECT_CLASS (vt_search_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-search-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VtSearchPage, search);
  gtk_widget_class_bind_template_child (widget_class, VtSearchPage, sides);
  gtk_widget_class_bind_template_child (widget_class, VtSearchPage, draft_side);
  gtk_widget_class_bind_template_child (widget_class, VtSearchPage, live_side);
  gtk_widget_class_bind_template_child (widget_class, VtSearchPage, meant);
  gtk_widget_class_bind_template_child (widget_class, VtSearchPage, count);
  gtk_widget_class_bind_template_child (widget_class, VtSearchPage, languages);
  gtk_widget_class_bind_template_child (widget_class, VtSearchPage, detour);
  gtk_widget_class_bind_template_child (widget_class, VtSearchPage, detour_label);
  gtk_widget_class_bind_template_child (widget_class, VtSearchPage, states);
  gtk_widget_class_bind_template_child (widget_class, VtSearchPage, list);
  gtk_widget_class_bind_template_child (widget_class, VtSearchPage, more);
  gtk_widget_class_bind_template_child (widget_class, VtSearchPage, legend);
  gtk_widget_class_bind_template_child (widget_class, VtSearchPage, nothing_title);
  gtk_widget_class_bind_template_child (widget_class, VtSearchPage, nothing_text);
  gtk_widget_class_bind_template_child (widget_class, VtSearchPage, remedies);
  gtk_widget_class_bind_template_child (widget_class, VtSearchPage, bring);
  gtk_widget_class_bind_template_child (widget_class, VtSearchPage, failed_text);
  gtk_widget_class_bind_template_child (widget_class, VtSearchPage, cards);
  gtk_widget_class_bind_template_child (widget_class, VtSearchPage, side);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, focus_list);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
  gtk_widget_class_bind_template_callback (widget_class, side_cb);
  gtk_widget_class_bind_template_callback (widget_class, language_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, more_cb);
  gtk_widget_class_bind_template_callback (widget_class, remedy_synonym_cb);
  gtk_widget_class_bind_template_callback (widget_class, remedy_rule_cb);
  gtk_widget_class_bind_template_callback (widget_class, ask);
}

static void
vt_search_page_class_init (VtSearchPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = vt_search_page_constructed;
  object_class->dispose = vt_search_page_dispose;
  object_class->finalize = vt_search_page_finalize;
  widget_class->get_request_mode = vt_search_page_get_request_mode;
  widget_class->measure = vt_search_page_measure;
  widget_class->size_allocate = vt_search_page_size_allocate;
  VT_PLACE_CLASS (klass)->shown = vt_search_page_shown;
  VT_PLACE_CLASS (klass)->enter = vt_search_page_enter;
  VT_PLACE_CLASS (klass)->search = vt_search_page_enter;

  g_type_ensure (VT_TYPE_COLUMNS);
  g_type_ensure (VT_TYPE_WRAP);
  bind_template (widget_class);
}

static void
vt_search_page_init (VtSearchPage *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->limit = N_SHOWN;
  gtk_widget_init_template (GTK_WIDGET (self));
  /* A layout manager would not let the width be noted. */
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
}
