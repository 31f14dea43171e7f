#pragma once

#include "content/vt-section.h"
#include "shop/vt-media.h"

G_BEGIN_DECLS

/* One edit of a page's sections on its way to the writer: what its job does not need is empty. */
typedef struct
{
  gint64 id; /* of a section, or of a picture of a gallery */
  VtSectionPage page;
  VtSectionKind kind;
  int position;
  char *field;    /* (owned) (nullable) a text, or the name of a setting */
  char *text;     /* (owned) (nullable) what it becomes */
  char *alt;      /* (owned) (nullable) of a picture */
  char *language; /* (owned) (nullable) the text is its translation */
  VtMedia *media; /* (owned) (nullable) a staged file */
} VtSectionEdit;

VtSectionEdit *vt_section_edit_new (gint64 id);
void vt_section_edit_free (VtSectionEdit *self);

/* Jobs of vt_workspace_edit(); their data is the edit. */
gboolean vt_section_edit_settle (VtDb *db, gpointer edit, GCancellable *cancellable, GError **error);
gboolean vt_section_edit_add (VtDb *db, gpointer edit, GCancellable *cancellable, GError **error);
gboolean vt_section_edit_move (VtDb *db, gpointer edit, GCancellable *cancellable, GError **error);
gboolean vt_section_edit_remove (VtDb *db, gpointer edit, GCancellable *cancellable, GError **error);
gboolean vt_section_edit_text (VtDb *db, gpointer edit, GCancellable *cancellable, GError **error);
gboolean vt_section_edit_setting (VtDb *db, gpointer edit, GCancellable *cancellable, GError **error);
gboolean vt_section_edit_picture (VtDb *db, gpointer edit, GCancellable *cancellable, GError **error);
gboolean vt_section_edit_add_picture (VtDb *db, gpointer edit, GCancellable *cancellable, GError **error);
gboolean vt_section_edit_picture_text (VtDb *db, gpointer edit, GCancellable *cancellable, GError **error);
gboolean vt_section_edit_move_picture (VtDb *db, gpointer edit, GCancellable *cancellable, GError **error);
gboolean vt_section_edit_remove_picture (VtDb *db, gpointer edit, GCancellable *cancellable, GError **error);

G_END_DECLS
