#define G_LOG_DOMAIN "vitrine"

#include "app/home/vt-home-page.h"

#include "app/home/vt-letter-row.h"
#include "app/home/vt-order-row.h"
#include "app/widgets/vt-columns.h"
#include "brand/vt-brand.h"
#include "catalogue/vt-product-list.h"
#include "catalogue/vt-product.h"
#include "promo/vt-popup.h"
#include "shop/vt-settings.h"

#include <glib/gi18n.h>

#define MAX_ORDERS  10
#define MAX_LETTERS 50

struct _VtHomePage
{
  VtPlace parent_instance;

  gboolean stale; /* the shop has changed while the page was not seen */

  GtkLabel *greeting;          /* template child */
  GtkLabel *today;             /* template child */
  GtkWidget *opening;          /* template child */
  AdwActionRow *add_products;  /* template child */
  AdwActionRow *set_brand;     /* template child */
  AdwActionRow *make_offer;    /* template child */
  AdwActionRow *publish_first; /* template child */
  GtkListBox *orders;          /* template child */
  GtkListBox *messages;        /* template child */
  GtkListBox *requests;        /* template child */
  GtkLabel *pending;           /* template child */
  GtkLabel *released;          /* template child */
  GtkWidget *review;           /* template child */
  GtkLabel *n_active;          /* template child */
  GtkLabel *n_drafts;          /* template child */
  GtkLabel *n_discounts;       /* template child */
  GtkLabel *n_popups;          /* template child */
};

/* What the page says of the shop: all of it read, none of it guessed. */
typedef struct
{
  gint64 n_active;
  gint64 n_drafts;
  guint n_discounts;
  guint n_popups;
  guint n_popups_on;
  gboolean branded;
  gboolean published;
} Facts;

G_DEFINE_FINAL_TYPE (VtHomePage, vt_home_page, VT_TYPE_PLACE)

static VtDb *
reader (VtHomePage *self)
{
  return vt_workspace_get_reader (vt_place_get_workspace (VT_PLACE (self)));
}

/* Facts ----------------------------------------------------------------------------------------------------------- */

static gint64
count_products (VtDb *db, VtProductStatus status)
{
  VtProductQuery query = { .status = (int) status };

  return MAX (0, vt_product_count (db, &query, NULL));
}

/* A brand that somebody has set differs from the one that every shop begins with. */
static gboolean
is_branded (VtDb *db)
{
  g_autoptr (VtBrand) brand = vt_brand_load (db, NULL);
  g_autoptr (VtBrand) plain = vt_brand_new_default ();
  g_autofree char *css = brand != NULL ? vt_brand_to_css (brand) : NULL;
  g_autofree char *plain_css = vt_brand_to_css (plain);
  const char *logo = brand != NULL ? vt_brand_get_logo (brand) : NULL;

  return brand != NULL && ((logo != NULL && *logo != '\0') || !g_str_equal (css, plain_css));
}

static gboolean
is_published (VtDb *db)
{
  g_autoptr (GPtrArray) hosts = vt_host_record_list (db, NULL);

  for (guint i = 0; hosts != NULL && i < hosts->len; i++)
    if (((VtHostRecord *) g_ptr_array_index (hosts, i))->release[0] != '\0')
      return TRUE;

  return FALSE;
}

static Facts
read_facts (VtDb *db)
{
  g_autoptr (GPtrArray) discounts = vt_discount_list (db, NULL);
  g_autoptr (GPtrArray) popups = vt_popup_list (db, NULL);
  Facts facts = {
    .n_active = count_products (db, VT_PRODUCT_ACTIVE),
    .n_drafts = count_products (db, VT_PRODUCT_DRAFT),
    .n_discounts = discounts != NULL ? discounts->len : 0,
    .n_popups = popups != NULL ? popups->len : 0,
    .branded = is_branded (db),
    .published = is_published (db),
  };

  for (guint i = 0; i < facts.n_popups; i++)
    facts.n_popups_on += ((VtPopup *) g_ptr_array_index (popups, i))->active ? 1 : 0;
  return facts;
}

/* Showing them ---------------------------------------------------------------------------------------------------- */

static const char *
greet (int hour)
{
  if (hour >= 5 && hour < 12)
    return _ ("Good morning"); /* TRANSLATORS: said before noon */
  if (hour >= 12 && hour < 18)
    return _ ("Good afternoon");

  return _ ("Good evening");
}

static void
show_greeting (VtHomePage *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *name = vt_setting_get (reader (self), "shop.name", NULL);
  /* TRANSLATORS: as in strftime: weekday, day, month: "Sunday 22 November" */
  g_autofree char *day = g_date_time_format (now, _ ("%A %-d %B"));
  g_autofree char *text = NULL;

  /* TRANSLATORS: a greeting and the name of the shop: "Good morning, Casa Lume" */
  text = g_strdup_printf (_ ("%s, %s"), greet (g_date_time_get_hour (now)), name != NULL ? name : "");
  gtk_label_set_label (self->greeting, text);
  gtk_label_set_label (self->today, day);
}

static void
show_step (AdwActionRow *row, gboolean done)
{
  GtkWidget *image = g_object_get_data (G_OBJECT (row), "mark");

  if (image == NULL)
    {
      image = gtk_image_new ();
      adw_action_row_add_prefix (row, image);
      adw_action_row_add_suffix (row, gtk_image_new_from_icon_name ("go-next-symbolic"));
      g_object_set_data (G_OBJECT (row), "mark", image);
    }

  gtk_image_set_from_icon_name (GTK_IMAGE (image), done ? "emblem-ok-symbolic" : "vitrine-dot-symbolic");
  gtk_accessible_update_property (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  done ? C_ ("step", "Done") : C_ ("step", "To be done"), -1);
  gtk_widget_remove_css_class (image, done ? "dim-label" : "success");
  gtk_widget_add_css_class (image, done ? "success" : "dim-label");
}

static void
show_opening (VtHomePage *self, const Facts *facts)
{
  gboolean has_products = facts->n_active + facts->n_drafts > 0;
  gboolean has_offer = facts->n_discounts > 0 || facts->n_popups > 0;

  show_step (self->add_products, has_products);
  show_step (self->set_brand, facts->branded);
  show_step (self->make_offer, has_offer);
  show_step (self->publish_first, facts->published);
  gtk_widget_set_visible (self->opening, !has_products || !facts->branded || !has_offer || !facts->published);
}

static void
show_count (GtkLabel *label, gint64 n)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, n);

  gtk_label_set_label (label, text);
}

static void
show_orders (VtHomePage *self)
{
  g_autoptr (GPtrArray) orders = vt_order_list (reader (self), 0, MAX_ORDERS, NULL);
  gint64 now_us = g_get_real_time ();
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->orders, 0)) != NULL)
    gtk_list_box_remove (self->orders, GTK_WIDGET (row));

  for (guint i = 0; orders != NULL && i < orders->len; i++)
    gtk_list_box_append (self->orders, vt_order_row_new (vt_place_get_workspace (VT_PLACE (self)),
                                                         g_ptr_array_index (orders, i), now_us));
}

static gboolean
is_waiting (GPtrArray *letters, gint64 id)
{
  for (guint i = 0; i < letters->len; i++)
    if (((const VtLetter *) g_ptr_array_index (letters, i))->id == id)
      return TRUE;

  return FALSE;
}

/* Rows of letters that somebody saw to go; the keyboard goes on to the next one. */
static void
remove_handled (GtkListBox *list, GPtrArray *letters)
{
  GtkListBoxRow *row;
  int lost = -1;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL;)
    {
      if (is_waiting (letters, vt_letter_row_get_id (VT_LETTER_ROW (row))))
        {
          i++;
          continue;
        }
      if (gtk_widget_get_focus_child (GTK_WIDGET (list)) == GTK_WIDGET (row))
        lost = i;
      gtk_list_box_remove (list, GTK_WIDGET (row));
    }

  if (lost < 0)
    return;
  row = gtk_list_box_get_row_at_index (list, lost);
  if (row == NULL && lost > 0)
    row = gtk_list_box_get_row_at_index (list, lost - 1);
  gtk_widget_child_focus (row != NULL ? GTK_WIDGET (row) : gtk_widget_get_parent (GTK_WIDGET (list)),
                          GTK_DIR_TAB_FORWARD);
}

/* Rows that stay are kept as they are: one of them may be read at the moment. */
static void
show_letters (VtHomePage *self, GtkListBox *list, VtLetterKind kind)
{
  g_autoptr (GPtrArray) letters = vt_letter_list (reader (self), kind, TRUE, MAX_LETTERS, NULL);
  gint64 now_us = g_get_real_time ();

  if (letters == NULL)
    return;

  remove_handled (list, letters);
  for (guint i = 0; i < letters->len; i++)
    {
      const VtLetter *letter = g_ptr_array_index (letters, i);
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (list, (int) i);

      if (row != NULL && vt_letter_row_get_id (VT_LETTER_ROW (row)) == letter->id)
        vt_letter_row_show_stock (VT_LETTER_ROW (row));
      else
        gtk_list_box_insert (list, vt_letter_row_new (vt_place_get_workspace (VT_PLACE (self)), letter, now_us),
                             (int) i);
    }
}

static void
show_pending (VtHomePage *self)
{
  VtWorkspace *workspace = vt_place_get_workspace (VT_PLACE (self));
  guint n = vt_workspace_get_n_unpublished (workspace);
  g_autoptr (VtHostRecord) host = vt_hosts_find_chosen (vt_workspace_get_hosts (workspace), reader (self));
  g_autofree char *text = NULL;
  g_autofree char *live = NULL;

  if (n == 0)
    text = g_strdup (_ ("Everything is published"));
  else
    text = g_strdup_printf (ngettext ("%u change not published", "%u changes not published", n), n);
  if (host != NULL && host->release[0] != '\0')
    /* TRANSLATORS: number of a release, then the name of a host: "Release 41 is live on casalume.example" */
    live = g_strdup_printf (_ ("Release %s is live on “%s”"), host->release, host->name);
  else
    live = g_strdup (_ ("The shop is on this computer only: nobody sees it yet"));

  gtk_label_set_label (self->pending, text);
  gtk_label_set_label (self->released, live);
  gtk_widget_set_visible (self->review, n > 0);
}

static void
show_all (VtHomePage *self)
{
  Facts facts = read_facts (reader (self));

  self->stale = FALSE;
  show_greeting (self);
  show_opening (self, &facts);
  show_count (self->n_active, facts.n_active);
  show_count (self->n_drafts, facts.n_drafts);
  show_count (self->n_discounts, facts.n_discounts);
  show_count (self->n_popups, facts.n_popups_on);
  show_orders (self);
  show_letters (self, self->messages, VT_LETTER_MESSAGE);
  show_letters (self, self->requests, VT_LETTER_STOCK_REQUEST);
  show_pending (self);
}

static void
changed_cb (VtHomePage *self)
{
  self->stale = TRUE;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    show_all (self);
}

/* Object ---------------------------------------------------------------------------------------------------------- */

static void
vt_home_page_shown (VtPlace *place)
{
  VtHomePage *self = VT_HOME_PAGE (place);

  if (self->stale)
    show_all (self);
  else
    show_greeting (self);
}

static void
vt_home_page_constructed (GObject *object)
{
  VtHomePage *self = VT_HOME_PAGE (object);
  VtWorkspace *workspace = vt_place_get_workspace (VT_PLACE (object));

  G_OBJECT_CLASS (vt_home_page_parent_class)->constructed (object);

  g_signal_connect_object (vt_workspace_get_shop (workspace), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (vt_workspace_get_hosts (workspace), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "notify::n-unpublished", G_CALLBACK (show_pending), self, G_CONNECT_SWAPPED);
}

static void
vt_home_page_class_init (VtHomePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = vt_home_page_constructed;
  VT_PLACE_CLASS (klass)->shown = vt_home_page_shown;

  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-home-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VtHomePage, greeting);
  gtk_widget_class_bind_template_child (widget_class, VtHomePage, today);
  gtk_widget_class_bind_template_child (widget_class, VtHomePage, opening);
  gtk_widget_class_bind_template_child (widget_class, VtHomePage, add_products);
  gtk_widget_class_bind_template_child (widget_class, VtHomePage, set_brand);
  gtk_widget_class_bind_template_child (widget_class, VtHomePage, make_offer);
  gtk_widget_class_bind_template_child (widget_class, VtHomePage, publish_first);
  gtk_widget_class_bind_template_child (widget_class, VtHomePage, orders);
  gtk_widget_class_bind_template_child (widget_class, VtHomePage, messages);
  gtk_widget_class_bind_template_child (widget_class, VtHomePage, requests);
  gtk_widget_class_bind_template_child (widget_class, VtHomePage, pending);
  gtk_widget_class_bind_template_child (widget_class, VtHomePage, released);
  gtk_widget_class_bind_template_child (widget_class, VtHomePage, review);
  gtk_widget_class_bind_template_child (widget_class, VtHomePage, n_active);
  gtk_widget_class_bind_template_child (widget_class, VtHomePage, n_drafts);
  gtk_widget_class_bind_template_child (widget_class, VtHomePage, n_discounts);
  gtk_widget_class_bind_template_child (widget_class, VtHomePage, n_popups);
}

static void
vt_home_page_init (VtHomePage *self)
{
  g_type_ensure (VT_TYPE_COLUMNS);
  self->stale = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}
