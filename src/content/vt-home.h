#pragma once

#include "base/vt-db.h"
#include "content/vt-content-error.h"

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  VT_HOME_HERO,        /* a picture with title, text and one action */
  VT_HOME_COLLECTIONS, /* the top collections as tiles */
  VT_HOME_PRODUCTS,    /* products of the collection that `target` names ("/collections/chairs"), "" for all */
  VT_HOME_STORY        /* text beside a picture */
} VtHomeKind;

/* A section of the home page, top to bottom. */
typedef struct
{
  gint64 id;
  VtHomeKind kind;
  char *title;
  char *body;   /* plain text; an empty line between paragraphs */
  char *action; /* label of its link */
  char *target; /* where the link goes; a path of this shop or an address */
  char *sha256; /* (nullable) its picture */
  int width;
  int height;
  gint64 ground; /* as VtMedia has it */
  char *alt;
} VtHomeSection;

/* What a section is made with or becomes. NULL is the empty text, or no picture. */
typedef struct
{
  const char *title;
  const char *body;
  const char *action;
  const char *target;
  const char *sha256;
  const char *alt;
} VtHomeInput;

void vt_home_section_free (VtHomeSection *self);
GPtrArray *vt_home_list (VtDb *db, GError **error);
gboolean vt_home_add (VtDb *db, VtHomeKind kind, const VtHomeInput *input, gint64 *id, GError **error);
gboolean vt_home_set (VtDb *db, gint64 id, const VtHomeInput *input, GError **error);
gboolean vt_home_remove (VtDb *db, gint64 id, GError **error);
gboolean vt_home_move (VtDb *db, gint64 id, int position, GError **error);

const char *vt_home_kind_to_string (VtHomeKind kind);
gboolean vt_home_kind_from_string (const char *text, VtHomeKind *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtHomeSection, vt_home_section_free)

G_END_DECLS
