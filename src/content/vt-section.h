#pragma once

#include "base/vt-db.h"
#include "content/vt-content-error.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* On one page. */
#define VT_SECTIONS_MAX 40
/* In one gallery. */
#define VT_SECTION_PICTURES_MAX 24
#define VT_SECTION_SETTINGS_MAX 6

/* The pages that are laid out in sections. */
typedef enum
{
  VT_SECTION_PAGE_HOME,
  VT_SECTION_PAGE_COLLECTION, /* of every collection: below its list of products, or above it */
  VT_SECTION_PAGE_PRODUCT     /* of every product: below what it is and costs */
} VtSectionPage;

#define VT_SECTION_N_PAGES 3

typedef enum
{
  VT_SECTION_HERO,        /* a picture with title, text and one action */
  VT_SECTION_COLLECTIONS, /* the top collections as tiles */
  VT_SECTION_PRODUCTS,    /* products of the collection that `target` names ("/collections/chairs"), "" for all */
  VT_SECTION_WINDOW,      /* products that are chosen by what is known of them: new, bought most, related … */
  VT_SECTION_STORY,       /* text beside a picture */
  VT_SECTION_GALLERY,     /* several pictures */
  VT_SECTION_REVIEWS,     /* what buyers wrote */
  VT_SECTION_NEWSLETTER,  /* a form: the newsletter for an e-mail address */
  VT_SECTION_VIDEO        /* a film, or the live sale that comes next */
} VtSectionKind;

#define VT_SECTION_N_KINDS 9

/* How a kind can look and what it shows: whole numbers, or one of several words. */
typedef enum
{
  VT_SECTION_NUMBER,
  VT_SECTION_CHOICE
} VtSectionSettingType;

typedef struct
{
  const char *name;
  const char *label; /* for people, to be translated */
  VtSectionSettingType type;
  int lowest; /* of a number */
  int highest;
  int fallback;                     /* a number, or the place of a word */
  const char *const *choices;       /* (nullable) words */
  const char *const *choice_labels; /* (nullable) the same for people, to be translated */
} VtSectionSetting;

/* A section of a page, top to bottom. */
typedef struct
{
  gint64 id;
  VtSectionPage page;
  VtSectionKind kind;
  char *title;
  char *body;   /* plain text; an empty line between paragraphs */
  char *action; /* label of its link or button */
  char *note;   /* small print: what those agree to who fill in a form */
  char *target; /* where the link goes, or where the film is; a path of this shop or an address */
  char *sha256; /* (nullable) its picture */
  int width;
  int height;
  gint64 ground; /* as VtMedia has it */
  char *alt;
  int values[VT_SECTION_SETTINGS_MAX]; /* of its settings, in their order */
} VtSection;

/* What a section is made with or becomes. NULL is the empty text, or no picture. */
typedef struct
{
  const char *title;
  const char *body;
  const char *action;
  const char *note;
  const char *target;
  const char *sha256;
  const char *alt;
} VtSectionInput;

/* A picture of a gallery. */
typedef struct
{
  gint64 id;
  char *sha256;
  int width;
  int height;
  gint64 ground;
  char *alt;
  char *target; /* where it leads; may be empty */
} VtSectionPicture;

void vt_section_free (VtSection *self);
GPtrArray *vt_section_list (VtDb *db, VtSectionPage page, GError **error);
GPtrArray *vt_section_list_shown (VtDb *db, VtSectionPage page, GError **error);
VtSection *vt_section_load (VtDb *db, gint64 id, GError **error);
VtSection *vt_section_new_default (VtSectionKind kind);
gboolean vt_section_settle (VtDb *db, VtSectionPage page, GError **error);
gboolean vt_section_clear (VtDb *db, VtSectionPage page, GError **error);
gboolean vt_section_add (VtDb *db,
                         VtSectionPage page,
                         VtSectionKind kind,
                         const VtSectionInput *input,
                         gint64 *id,
                         GError **error);
gboolean vt_section_set (VtDb *db, gint64 id, const VtSectionInput *input, GError **error);
gboolean vt_section_set_text (VtDb *db, gint64 id, const char *field, const char *text, GError **error);
gboolean vt_section_set_picture (VtDb *db, gint64 id, const char *sha256, const char *alt, GError **error);
gboolean vt_section_set_setting (VtDb *db, gint64 id, const char *name, const char *value, GError **error);
gboolean vt_section_remove (VtDb *db, gint64 id, GError **error);
gboolean vt_section_move (VtDb *db, gint64 id, int position, GError **error);

/* What a kind has. */
gboolean vt_section_kind_has (VtSectionKind kind, const char *field);
gboolean vt_section_kind_fits (VtSectionKind kind, VtSectionPage page);
const char *vt_section_kind_to_string (VtSectionKind kind);
gboolean vt_section_kind_from_string (const char *text, VtSectionKind *out);
const char *vt_section_page_to_string (VtSectionPage page);
gboolean vt_section_page_from_string (const char *text, VtSectionPage *out);

/* Settings. */
const VtSectionSetting *vt_section_settings (VtSectionKind kind, guint *n);
gboolean vt_section_setting_fits (const VtSectionSetting *setting, const char *word, VtSectionPage page);
int vt_section_get (const VtSection *self, const char *name);
const char *vt_section_get_word (const VtSection *self, const char *name);
gboolean vt_section_set_value (VtSection *self, const char *name, const char *value, GError **error);
char *vt_section_settings_to_json (const VtSection *self);
void vt_section_settings_from_json (VtSection *self, const char *json);

/* Pictures of a gallery. */
void vt_section_picture_free (VtSectionPicture *self);
GPtrArray *vt_section_list_pictures (VtDb *db, gint64 section_id, GError **error);
gboolean vt_section_add_picture (VtDb *db,
                                 gint64 section_id,
                                 const char *sha256,
                                 const char *alt,
                                 const char *target,
                                 gint64 *id,
                                 GError **error);
gboolean vt_section_picture_set_text (VtDb *db, gint64 id, const char *field, const char *text, GError **error);
gboolean vt_section_picture_move (VtDb *db, gint64 id, int position, GError **error);
gboolean vt_section_picture_remove (VtDb *db, gint64 id, GError **error);
gboolean vt_section_remove_pictures (VtDb *db, gint64 section_id, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtSection, vt_section_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtSectionPicture, vt_section_picture_free)

G_END_DECLS
