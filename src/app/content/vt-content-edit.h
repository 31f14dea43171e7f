#pragma once

#include "content/vt-live.h"
#include "content/vt-menu.h"
#include "content/vt-page.h"
#include "content/vt-post.h"
#include "shop/vt-media.h"

G_BEGIN_DECLS

typedef enum
{
  VT_CONTENT_PAGE,
  VT_CONTENT_POST,
  VT_CONTENT_LIVE,
  VT_CONTENT_LINK /* of a menu; only for translations */
} VtContentKind;

typedef gboolean (*VtContentSetText) (VtDb *db, gint64 id, const char *text, GError **error);

/* One edit of a page, a post, a live sale or a menu, on its way to the writer: what its job does not need is empty. */
typedef struct
{
  VtContentKind kind;
  gint64 id;      /* set by the jobs that make something */
  VtMenu menu;    /* of links */
  char *text;     /* (owned) (nullable) */
  char *alt;      /* (owned) (nullable) or where a link leads */
  VtMedia *media; /* (owned) (nullable) a staged file */
  VtContentSetText set_text;
  const char *field; /* (nullable) a column: the text is its translation into `language` */
  char *language;    /* (owned) (nullable) */
  gint64 first;
  gint64 second;
} VtContentEdit;

VtContentEdit *vt_content_edit_new (VtContentKind kind, gint64 id);
void vt_content_edit_free (VtContentEdit *self);
const char *vt_content_kind_table (VtContentKind kind);
const char *vt_content_kind_folder (VtContentKind kind);

/* Jobs of vt_shop_write_async(); their data is the edit. */
gboolean vt_content_edit_create (VtDb *db, gpointer edit, GCancellable *cancellable, GError **error);
gboolean vt_content_edit_delete (VtDb *db, gpointer edit, GCancellable *cancellable, GError **error);
gboolean vt_content_edit_text (VtDb *db, gpointer edit, GCancellable *cancellable, GError **error);
gboolean vt_content_edit_active (VtDb *db, gpointer edit, GCancellable *cancellable, GError **error);
gboolean vt_content_edit_picture (VtDb *db, gpointer edit, GCancellable *cancellable, GError **error);
gboolean vt_content_edit_times (VtDb *db, gpointer edit, GCancellable *cancellable, GError **error);
gboolean vt_content_edit_add_product (VtDb *db, gpointer edit, GCancellable *cancellable, GError **error);
gboolean vt_content_edit_move_product (VtDb *db, gpointer edit, GCancellable *cancellable, GError **error);
gboolean vt_content_edit_remove_product (VtDb *db, gpointer edit, GCancellable *cancellable, GError **error);

gboolean vt_content_edit_add_link (VtDb *db, gpointer edit, GCancellable *cancellable, GError **error);
gboolean vt_content_edit_move_link (VtDb *db, gpointer edit, GCancellable *cancellable, GError **error);
gboolean vt_content_edit_remove_link (VtDb *db, gpointer edit, GCancellable *cancellable, GError **error);

G_END_DECLS
