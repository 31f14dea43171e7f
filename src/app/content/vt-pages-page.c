#define G_LOG_DOMAIN "vitrine"

#include "app/content/vt-pages-page.h"

#include "app/content/vt-content-editor.h"
#include "app/content/vt-menus-view.h"
#include "app/widgets/vt-thumb.h"
#include "base/vt-clock.h"

#include <glib/gi18n.h>

#define THUMB_SIZE 44

struct _VtPagesPage
{
  VtPlace parent_instance;

  VtContentKind kind; /* of the list, and of what is made */
  gint64 open_id;     /* 0: the list */
  VtContentKind open_kind;
  gboolean stale; /* the shop changed while nobody looked */

  GtkStack *stack;         /* template child: "list", "new" or "editor" */
  GtkStack *parts;         /* template child: "things" or "menus" */
  GtkToggleButton *pages;  /* template child */
  GtkToggleButton *posts;  /* template child */
  GtkToggleButton *lives;  /* template child */
  GtkToggleButton *menus;  /* template child */
  GtkListBox *list;        /* template child */
  AdwStatusPage *empty;    /* template child */
  GtkButton *new_thing;    /* template child */
  GtkEntry *new_title;     /* template child */
  GtkWidget *new_button;   /* template child */
  VtMenusView *menus_view; /* template child */
  VtContentEditor *editor; /* template child */
};

typedef struct
{
  VtPagesPage *page;   /* (owned) */
  VtContentEdit *edit; /* (owned) */
} Creation;

/* The words of the three kinds. */
static const struct
{
  const char *new_thing;
  const char *one;
  const char *empty;
  const char *why;
} words[] = {
  { N_ ("New Page"), N_ ("Page"), N_ ("No Pages Yet"),
    N_ ("About the shop, shipping, returns: what shoppers want to know before they buy.") },
  { N_ ("New Post"), N_ ("Post"), N_ ("No Posts Yet"),
    N_ ("Posts tell what is new and how things are used. Products that a post links stand below it.") },
  { N_ ("New Live Sale"), N_ ("Live Sale"), N_ ("No Live Sales Yet"),
    N_ ("Show products on camera: the film, the products and their code stand on one page.") },
};

G_DEFINE_FINAL_TYPE (VtPagesPage, vt_pages_page, VT_TYPE_PLACE)

static gboolean
is_at (VtPagesPage *self, const char *name)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), name) == 0;
}

static gboolean
shows_menus (VtPagesPage *self)
{
  return gtk_toggle_button_get_active (self->menus);
}

/* Where the place is ---------------------------------------------------------------------------------------------- */

static void
follow_preview_path (VtPagesPage *self)
{
  g_autofree char *path = NULL;

  if (self->open_id == 0)
    return;

  path = vt_content_editor_dup_preview_path (self->editor);
  vt_place_set_preview_path (VT_PLACE (self), path);
}

static void
show_open (VtPagesPage *self)
{
  vt_place_set_title (VT_PLACE (self), vt_content_editor_get_title (self->editor));
  vt_place_set_subtitle (VT_PLACE (self), _ (words[self->open_kind].one));
  vt_place_set_can_go_back (VT_PLACE (self), TRUE);
  follow_preview_path (self);
}

static void
open_thing (VtPagesPage *self, VtContentKind kind, gint64 id)
{
  self->open_kind = kind;
  self->open_id = id;
  vt_content_editor_open (self->editor, kind, id);
  if (!vt_content_editor_refresh (self->editor))
    return;

  gtk_stack_set_visible_child_name (self->stack, "editor");
  show_open (self);
}

static void
show_list (VtPagesPage *self)
{
  static const char *const paths[] = { "/", "/blog", "/live" };

  self->open_id = 0;
  gtk_stack_set_visible_child_name (self->stack, "list");
  gtk_stack_set_visible_child_name (self->parts, shows_menus (self) ? "menus" : "things");
  vt_place_set_title (VT_PLACE (self), _ ("Pages"));
  vt_place_set_subtitle (VT_PLACE (self), NULL);
  vt_place_set_can_go_back (VT_PLACE (self), FALSE);
  vt_place_set_preview_path (VT_PLACE (self), shows_menus (self) ? "/" : paths[self->kind]);
}

/* Making one ------------------------------------------------------------------------------------------------------ */

static void
created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Creation *creation = user_data;
  VtPagesPage *page = creation->page;
  VtWorkspace *workspace = vt_place_get_workspace (VT_PLACE (page));
  g_autoptr (GError) error = NULL;

  if (workspace != NULL && !vt_shop_write_finish (VT_SHOP (source), result, NULL, &error))
    vt_workspace_fail (workspace, error);
  else if (workspace != NULL)
    {
      open_thing (page, creation->edit->kind, creation->edit->id);
      vt_content_editor_focus_text (page->editor);
    }

  vt_content_edit_free (creation->edit);
  g_object_unref (page);
  g_free (creation);
}

static void
create_cb (VtPagesPage *self)
{
  if (shows_menus (self))
    gtk_toggle_button_set_active (self->pages, TRUE);
  self->open_id = 0;
  gtk_editable_set_text (GTK_EDITABLE (self->new_title), "");
  gtk_stack_set_visible_child_name (self->stack, "new");
  vt_place_set_title (VT_PLACE (self), _ (words[self->kind].new_thing));
  vt_place_set_subtitle (VT_PLACE (self), NULL);
  vt_place_set_can_go_back (VT_PLACE (self), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->new_title));
}

static void
new_title_changed_cb (VtPagesPage *self)
{
  g_autofree char *title = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->new_title)));

  gtk_widget_set_sensitive (self->new_button, *g_strstrip (title) != '\0');
}

static void
make_cb (VtPagesPage *self)
{
  /* TRANSLATORS: steps of the history */
  static const char *const labels[] = { N_ ("Create a page"), N_ ("Create a post"), N_ ("Create a live sale") };
  Creation *creation;

  if (!gtk_widget_get_sensitive (self->new_button))
    return;

  creation = g_new0 (Creation, 1);
  creation->page = g_object_ref (self);
  creation->edit = vt_content_edit_new (self->kind, 0);
  creation->edit->text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->new_title)));
  vt_shop_write_async (vt_place_get_shop (VT_PLACE (self)), _ (labels[self->kind]), NULL, vt_content_edit_create,
                       creation->edit, NULL, NULL, created_cb, creation);
}

/* The list -------------------------------------------------------------------------------------------------------- */

static void
row_cb (VtPagesPage *self, GtkListBoxRow *row)
{
  const gint64 *id = g_object_get_data (G_OBJECT (row), "vt-id");

  if (id != NULL)
    open_thing (self, self->kind, *id);
}

/* @sha256: (nullable): its picture; the row of a page has none */
static void
append_row (VtPagesPage *self,
            gint64 id,
            const char *title,
            const char *subtitle,
            const char *sha256,
            const char *badge)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "vt-id", g_memdup2 (&id, sizeof id), g_free);
  if (self->kind != VT_CONTENT_PAGE)
    adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                               vt_thumb_new (vt_place_get_workspace (VT_PLACE (self)), sha256, THUMB_SIZE));
  if (badge != NULL)
    {
      GtkWidget *label = gtk_label_new (badge);

      gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (label, "badge");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
    }
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_append (self->list, row);
}

static char *
day_of (gint64 us)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_local (us / G_USEC_PER_SEC);

  return at != NULL ? g_date_time_format (at, "%x") : g_strdup ("");
}

static void
fill_pages (VtPagesPage *self, VtDb *db)
{
  g_autoptr (GPtrArray) pages = vt_page_list (db, NULL);

  for (guint i = 0; pages != NULL && i < pages->len; i++)
    {
      const VtPage *page = g_ptr_array_index (pages, i);
      g_autofree char *address = g_strconcat ("/pages/", page->handle, NULL);

      append_row (self, page->id, page->title, address, NULL, page->active ? NULL : _ ("Draft"));
    }
}

static void
fill_posts (VtPagesPage *self, VtDb *db)
{
  const VtPostQuery all = { .drafts = TRUE };
  g_autoptr (GPtrArray) posts = vt_post_list (db, &all, NULL);
  gint64 now_us = vt_clock_now_us (vt_clock_system ());

  for (guint i = 0; posts != NULL && i < posts->len; i++)
    {
      const VtPost *post = g_ptr_array_index (posts, i);
      g_autofree char *day = day_of (post->publish_us);

      append_row (self, post->id, post->title, day, post->sha256,
                  !post->active                       ? _ ("Draft")
                  : !vt_post_is_public (post, now_us) ? _ ("Later")
                                                      : NULL);
    }
}

static void
fill_lives (VtPagesPage *self, VtDb *db)
{
  g_autoptr (GPtrArray) lives = vt_live_list (db, TRUE, NULL);
  gint64 now_us = vt_clock_now_us (vt_clock_system ());

  for (guint i = 0; lives != NULL && i < lives->len; i++)
    {
      const VtLive *live = g_ptr_array_index (lives, i);
      g_autofree char *day = day_of (live->starts_us);

      append_row (self, live->id, live->title, day, live->sha256,
                  !live->active                                     ? _ ("Draft")
                  : vt_live_state (live, now_us) == VT_LIVE_RUNNING ? _ ("Now")
                                                                    : NULL);
    }
}

static void
fill_list (VtPagesPage *self)
{
  static void (*const fillers[]) (VtPagesPage *, VtDb *) = { fill_pages, fill_posts, fill_lives };
  GtkWidget *child;
  gboolean empty;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  fillers[self->kind](self, vt_workspace_get_reader (vt_place_get_workspace (VT_PLACE (self))));

  empty = gtk_widget_get_first_child (GTK_WIDGET (self->list)) == NULL;
  gtk_widget_set_visible (GTK_WIDGET (self->list), !empty);
  gtk_widget_set_visible (GTK_WIDGET (self->empty), empty);
  adw_status_page_set_title (self->empty, _ (words[self->kind].empty));
  adw_status_page_set_description (self->empty, _ (words[self->kind].why));
  gtk_button_set_label (self->new_thing, _ (words[self->kind].new_thing));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->kind == VT_CONTENT_PAGE   ? _ ("List of pages")
                                  : self->kind == VT_CONTENT_POST ? _ ("List of posts")
                                                                  : _ ("List of live sales"),
                                  -1);
}

static void
part_cb (VtPagesPage *self, GtkToggleButton *button)
{
  if (!gtk_toggle_button_get_active (button) || vt_place_get_workspace (VT_PLACE (self)) == NULL)
    return;

  if (button == self->posts)
    self->kind = VT_CONTENT_POST;
  else if (button == self->lives)
    self->kind = VT_CONTENT_LIVE;
  else if (button == self->pages)
    self->kind = VT_CONTENT_PAGE;
  fill_list (self);
  show_list (self);
}

static void
refresh (VtPagesPage *self)
{
  self->stale = FALSE;
  fill_list (self);
  vt_menus_view_refresh (self->menus_view);
  if (is_at (self, "editor") && vt_content_editor_refresh (self->editor))
    show_open (self);
  else if (!is_at (self, "new"))
    show_list (self);
}

static void
changed_cb (VtPagesPage *self, VtChange *change)
{
  static const char *const tables[] = { "page",     "post",        "live_event", "live_product", "menu_item",
                                        "discount", "translation", "product",    "setting" };

  for (guint i = 0; i < G_N_ELEMENTS (tables) && !self->stale; i++)
    self->stale = vt_change_touches (change, tables[i]);
  if (self->stale && gtk_widget_get_mapped (GTK_WIDGET (self)))
    refresh (self);
}

/* Place ----------------------------------------------------------------------------------------------------------- */

static void
vt_pages_page_shown (VtPlace *place)
{
  VtPagesPage *self = VT_PAGES_PAGE (place);

  if (self->stale)
    refresh (self);
}

static void
vt_pages_page_go_back (VtPlace *place)
{
  show_list (VT_PAGES_PAGE (place));
}

static void
vt_pages_page_create (VtPlace *place)
{
  create_cb (VT_PAGES_PAGE (place));
}

/* The menus are no thing with an id, but a part of their own. */
static gboolean
vt_pages_page_focus_field (VtPlace *place, const char *field)
{
  VtPagesPage *self = VT_PAGES_PAGE (place);

  if (!g_str_equal (field, "menus"))
    return VT_PLACE_CLASS (vt_pages_page_parent_class)->focus_field (place, field);

  gtk_toggle_button_set_active (self->menus, TRUE);
  return gtk_widget_child_focus (GTK_WIDGET (self->menus_view), GTK_DIR_TAB_FORWARD);
}

/* Ids are those of any table: whichever kind has it. */
static void
vt_pages_page_open_item (VtPlace *place, gint64 id)
{
  VtPagesPage *self = VT_PAGES_PAGE (place);
  VtDb *db = vt_workspace_get_reader (vt_place_get_workspace (place));
  g_autoptr (VtPage) page = vt_page_load (db, id, NULL);
  g_autoptr (VtPost) post = page == NULL ? vt_post_load (db, id, NULL) : NULL;

  if (id == 0)
    show_list (self);
  else
    open_thing (self, page != NULL ? VT_CONTENT_PAGE : post != NULL ? VT_CONTENT_POST : VT_CONTENT_LIVE, id);
}

static void
vt_pages_page_constructed (GObject *object)
{
  VtPagesPage *self = VT_PAGES_PAGE (object);
  VtWorkspace *workspace = vt_place_get_workspace (VT_PLACE (self));

  G_OBJECT_CLASS (vt_pages_page_parent_class)->constructed (object);

  vt_content_editor_set_workspace (self->editor, workspace);
  vt_menus_view_set_workspace (self->menus_view, workspace);
  g_signal_connect_object (vt_workspace_get_shop (workspace), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  self->stale = TRUE;
}

static void
vt_pages_page_class_init (VtPagesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  VtPlaceClass *place_class = VT_PLACE_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = vt_pages_page_constructed;
  place_class->shown = vt_pages_page_shown;
  place_class->go_back = vt_pages_page_go_back;
  place_class->create = vt_pages_page_create;
  place_class->open_item = vt_pages_page_open_item;
  place_class->focus_field = vt_pages_page_focus_field;

  g_type_ensure (VT_TYPE_CONTENT_EDITOR);
  g_type_ensure (VT_TYPE_MENUS_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-pages-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VtPagesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, VtPagesPage, parts);
  gtk_widget_class_bind_template_child (widget_class, VtPagesPage, pages);
  gtk_widget_class_bind_template_child (widget_class, VtPagesPage, posts);
  gtk_widget_class_bind_template_child (widget_class, VtPagesPage, lives);
  gtk_widget_class_bind_template_child (widget_class, VtPagesPage, menus);
  gtk_widget_class_bind_template_child (widget_class, VtPagesPage, list);
  gtk_widget_class_bind_template_child (widget_class, VtPagesPage, empty);
  gtk_widget_class_bind_template_child (widget_class, VtPagesPage, new_thing);
  gtk_widget_class_bind_template_child (widget_class, VtPagesPage, new_title);
  gtk_widget_class_bind_template_child (widget_class, VtPagesPage, new_button);
  gtk_widget_class_bind_template_child (widget_class, VtPagesPage, menus_view);
  gtk_widget_class_bind_template_child (widget_class, VtPagesPage, editor);
  gtk_widget_class_bind_template_callback (widget_class, part_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_cb);
  gtk_widget_class_bind_template_callback (widget_class, create_cb);
  gtk_widget_class_bind_template_callback (widget_class, make_cb);
  gtk_widget_class_bind_template_callback (widget_class, new_title_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, follow_preview_path);
}

static void
vt_pages_page_init (VtPagesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
