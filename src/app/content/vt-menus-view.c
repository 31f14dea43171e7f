#define G_LOG_DOMAIN "vitrine"

#include "app/content/vt-menus-view.h"

#include "app/content/vt-content-edit.h"
#include "app/content/vt-menu-adder.h"
#include "app/content/vt-order-list.h"
#include "app/widgets/vt-field.h"
#include "shop/vt-translation.h"

#include <glib/gi18n.h>
#include <string.h>

#define N_MENUS 2

/* One of the two. */
typedef struct
{
  AdwPreferencesGroup *group; /* (unowned) */
  VtMenuAdder *adder;         /* (unowned) */
  VtOrderList *list;          /* (unowned) */
  GArray *ids;                /* (owned) of the links that are shown */
  GPtrArray *rows;            /* (owned) their rows */
} Menu;

/* The title of a link in another language. */
typedef struct
{
  gpointer link;  /* (unowned) Link */
  char *language; /* (owned) */
  VtField *field; /* (unowned) */
} Translation;

struct _VtMenusView
{
  AdwBin parent_instance;

  VtWorkspace *workspace; /* (owned) (nullable) */
  GStrv languages;        /* (owned) (nullable) the first is the shop's own */
  Menu menus[N_MENUS];
};

/* What a row needs to know of its link. */
typedef struct
{
  VtMenusView *view; /* (unowned) */
  VtMenu menu;
  gint64 id;
  GtkWidget *row;          /* (unowned) */
  VtField *title;          /* (unowned) */
  VtField *target;         /* (unowned) */
  GtkWidget *removal;      /* (unowned) */
  GPtrArray *translations; /* (owned) Translation */
} Link;

G_DEFINE_FINAL_TYPE (VtMenusView, vt_menus_view, ADW_TYPE_BIN)

static void
edit (VtMenusView *self, const char *label, VtShopJob job, VtContentEdit *step)
{
  vt_workspace_edit (self->workspace, label, NULL, job, step, (GDestroyNotify) vt_content_edit_free);
}

static VtContentEdit *
new_edit (VtMenu menu, gint64 id)
{
  VtContentEdit *step = vt_content_edit_new (VT_CONTENT_PAGE, id);

  step->menu = menu;
  return step;
}

static VtMenu
menu_of (VtMenusView *self, gpointer part)
{
  return self->menus[VT_MENU_HEADER].adder == part || self->menus[VT_MENU_HEADER].list == part ? VT_MENU_HEADER
                                                                                               : VT_MENU_FOOTER;
}

static void
chosen_cb (VtMenusView *self, const char *title, const char *target, VtMenuAdder *adder)
{
  VtContentEdit *step = new_edit (menu_of (self, adder), 0);

  step->text = g_strdup (title);
  step->alt = g_strdup (target);
  edit (self, _ ("Add a link to a menu"), vt_content_edit_add_link, step);
}

static void
moved_cb (VtMenusView *self, gint64 id, int position, VtOrderList *list)
{
  VtContentEdit *step = new_edit (menu_of (self, list), id);

  step->second = position;
  edit (self, _ ("Reorder a menu"), vt_content_edit_move_link, step);
}

static void
removed_cb (Link *link)
{
  edit (link->view, _ ("Take a link out of a menu"), vt_content_edit_remove_link, new_edit (link->menu, link->id));
}

static void
write_field (Link *link, VtField *field, const char *what, const char *label, VtContentSetText set_text)
{
  g_autofree char *key = g_strdup_printf ("menu.%s.%" G_GINT64_FORMAT, what, link->id);
  VtContentEdit *step = new_edit (link->menu, link->id);

  step->set_text = set_text;
  step->text = g_strdup (vt_field_get_text (field));
  vt_field_write (field, link->view->workspace, label, key, vt_content_edit_text, step,
                  (GDestroyNotify) vt_content_edit_free);
}

static void
title_cb (Link *link)
{
  write_field (link, link->title, "title", _ ("Edit a link of a menu"), vt_menu_item_set_title);
}

static void
target_cb (Link *link)
{
  write_field (link, link->target, "target", _ ("Change where a link leads"), vt_menu_item_set_target);
}

static void
translated_cb (Translation *translation)
{
  Link *link = translation->link;
  g_autofree char *key = g_strdup_printf ("menu.title.%" G_GINT64_FORMAT ".%s", link->id, translation->language);
  VtContentEdit *step = new_edit (link->menu, link->id);

  step->kind = VT_CONTENT_LINK;
  step->field = "title";
  step->language = g_strdup (translation->language);
  step->text = g_strdup (vt_field_get_text (translation->field));
  vt_field_write (translation->field, link->view->workspace, _ ("Translate a link of a menu"), key,
                  vt_content_edit_text, step, (GDestroyNotify) vt_content_edit_free);
}

static void
translation_free (gpointer data)
{
  Translation *translation = data;

  g_free (translation->language);
  g_free (translation);
}

static void
link_free (gpointer data)
{
  Link *link = data;

  g_ptr_array_unref (link->translations);
  g_free (link);
}

static void
add_translations (Link *link, char *const *languages)
{
  link->translations = g_ptr_array_new_with_free_func (translation_free);
  for (guint i = 1; languages != NULL && languages[0] != NULL && languages[i] != NULL; i++)
    {
      Translation *translation = g_new0 (Translation, 1);
      /* TRANSLATORS: %s is the code of a language, such as "pt-BR" */
      g_autofree char *title = g_strdup_printf (_ ("Title (%s)"), languages[i]);

      translation->link = link;
      translation->language = g_strdup (languages[i]);
      translation->field = VT_FIELD (vt_field_new (title));
      adw_expander_row_add_row (ADW_EXPANDER_ROW (link->row), GTK_WIDGET (translation->field));
      g_signal_connect_swapped (translation->field, "edited", G_CALLBACK (translated_cb), translation);
      g_ptr_array_add (link->translations, translation);
    }
}

static void
show_translations (Link *link, const VtMenuItem *item)
{
  VtDb *db = vt_workspace_get_reader (link->view->workspace);

  for (guint i = 0; i < link->translations->len; i++)
    {
      const Translation *translation = g_ptr_array_index (link->translations, i);
      g_autofree char *text = vt_translation_get (db, "menu_item", item->id, "title", translation->language, NULL);

      vt_field_set_placeholder (translation->field, item->title);
      vt_field_show (translation->field, text != NULL ? text : "");
    }
}

static void
show_link (Link *link, const VtMenuItem *item)
{
  g_autofree char *name = g_strdup_printf (_ ("Take Out %s"), item->title);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (link->row), item->title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (link->row), item->target);
  vt_field_show (link->title, item->title);
  vt_field_show (link->target, item->target);
  show_translations (link, item);
  gtk_accessible_update_property (GTK_ACCESSIBLE (link->row), GTK_ACCESSIBLE_PROPERTY_LABEL, item->title, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (link->removal), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static Link *
new_link (VtMenusView *self, VtMenu menu, gint64 id)
{
  Link *link = g_new0 (Link, 1);

  link->view = self;
  link->menu = menu;
  link->id = id;
  link->row = adw_expander_row_new ();
  link->title = VT_FIELD (vt_field_new (_ ("Title")));
  link->target = VT_FIELD (vt_field_new (_ ("Leads to")));
  link->removal = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_object_set_data_full (G_OBJECT (link->row), "vt-link", link, link_free);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (link->row), FALSE);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (link->row), GTK_WIDGET (link->title));
  add_translations (link, self->languages);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (link->row), GTK_WIDGET (link->target));
  adw_expander_row_add_action (ADW_EXPANDER_ROW (link->row), link->removal);
  gtk_widget_set_valign (link->removal, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (link->removal, "flat");
  gtk_widget_set_tooltip_text (link->removal, _ ("Take Out"));
  g_signal_connect_swapped (link->title, "edited", G_CALLBACK (title_cb), link);
  g_signal_connect_swapped (link->target, "edited", G_CALLBACK (target_cb), link);
  g_signal_connect_swapped (link->removal, "clicked", G_CALLBACK (removed_cb), link);

  return link;
}

static gboolean
has_links (const Menu *menu, GPtrArray *items)
{
  if (menu->ids->len != items->len)
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    if (g_array_index (menu->ids, gint64, i) != ((const VtMenuItem *) g_ptr_array_index (items, i))->id)
      return FALSE;

  return TRUE;
}

/* Rows that stay open while the merchant types in them are made anew only when there are other links. */
static void
show_menu (VtMenusView *self, VtMenu which)
{
  Menu *menu = &self->menus[which];
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = vt_menu_list (vt_workspace_get_reader (self->workspace), which, &error);

  if (items == NULL)
    {
      vt_workspace_fail (self->workspace, error);
      return;
    }

  if (!has_links (menu, items))
    {
      vt_order_list_clear (menu->list);
      g_array_set_size (menu->ids, 0);
      g_ptr_array_set_size (menu->rows, 0);
      for (guint i = 0; i < items->len; i++)
        {
          const VtMenuItem *item = g_ptr_array_index (items, i);
          Link *link = new_link (self, which, item->id);

          g_array_append_val (menu->ids, item->id);
          g_ptr_array_add (menu->rows, link);
          vt_order_list_append (menu->list, link->row, item->id);
        }
    }
  for (guint i = 0; i < items->len; i++)
    show_link (g_ptr_array_index (menu->rows, i), g_ptr_array_index (items, i));
}

/* Rows have a field for each language: with others, they are made anew. */
static void
follow_languages (VtMenusView *self)
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
  for (guint i = 0; i < N_MENUS; i++)
    {
      vt_order_list_clear (self->menus[i].list);
      g_array_set_size (self->menus[i].ids, 0);
      g_ptr_array_set_size (self->menus[i].rows, 0);
    }
}

static GtkWidget *
make_menu (VtMenusView *self, VtMenu which, const char *title, const char *description, const char *list_name)
{
  Menu *menu = &self->menus[which];
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *button = gtk_menu_button_new ();
  g_autofree char *name = g_strdup_printf (_ ("Add a Link: %s"), title);

  menu->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  menu->rows = g_ptr_array_new ();
  menu->group = ADW_PREFERENCES_GROUP (group);
  menu->adder = VT_MENU_ADDER (vt_menu_adder_new ());
  menu->list = VT_ORDER_LIST (vt_order_list_new (list_name));
  adw_preferences_group_set_title (menu->group, title);
  adw_preferences_group_set_description (menu->group, description);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "list-add-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), GTK_WIDGET (menu->adder));
  gtk_widget_set_tooltip_text (button, _ ("Add a Link"));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  adw_preferences_group_set_header_suffix (menu->group, button);
  adw_preferences_group_add (menu->group, GTK_WIDGET (menu->list));
  g_signal_connect_object (menu->adder, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (menu->list, "moved", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);

  return group;
}

static void
vt_menus_view_dispose (GObject *object)
{
  VtMenusView *self = VT_MENUS_VIEW (object);

  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (vt_menus_view_parent_class)->dispose (object);
}

static void
vt_menus_view_finalize (GObject *object)
{
  VtMenusView *self = VT_MENUS_VIEW (object);

  g_strfreev (self->languages);
  for (guint i = 0; i < N_MENUS; i++)
    {
      g_array_unref (self->menus[i].ids);
      g_ptr_array_unref (self->menus[i].rows);
    }

  G_OBJECT_CLASS (vt_menus_view_parent_class)->finalize (object);
}

static void
vt_menus_view_class_init (VtMenusViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vt_menus_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_menus_view_finalize;
}

static void
vt_menus_view_init (VtMenusView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);

  gtk_box_append (GTK_BOX (box), make_menu (self, VT_MENU_HEADER, _ ("Head of the Shop"),
                                            _ ("Where shoppers look first: five to seven links are enough."),
                                            _ ("Links at the head; Alt with the arrows moves one")));
  gtk_box_append (GTK_BOX (box), make_menu (self, VT_MENU_FOOTER, _ ("Foot of the Shop"),
                                            _ ("Shipping, returns, contact and what the law asks for."),
                                            _ ("Links at the foot; Alt with the arrows moves one")));
  adw_bin_set_child (ADW_BIN (self), box);
}

/**
 * vt_menus_view_set_workspace:
 * @self: a new view
 * @workspace: whose menus it shows
 */
void
vt_menus_view_set_workspace (VtMenusView *self, VtWorkspace *workspace)
{
  g_set_object (&self->workspace, workspace);
  for (guint i = 0; i < N_MENUS; i++)
    vt_menu_adder_set_workspace (self->menus[i].adder, workspace);
}

/**
 * vt_menus_view_refresh:
 * @self: a view with a workspace
 *
 * Shows the menus as the shop has them now.
 */
void
vt_menus_view_refresh (VtMenusView *self)
{
  if (self->workspace == NULL)
    return;

  follow_languages (self);
  show_menu (self, VT_MENU_HEADER);
  show_menu (self, VT_MENU_FOOTER);
}
