#pragma once

#include "base/vt-db.h"

#include <hb.h>

G_BEGIN_DECLS

/* Characters of one script that one file holds. */
typedef struct
{
  GUnicodeScript script; /* Latin has what all scripts share */
  char *name;            /* in English: "Latin", "Thai" */
  gboolean is_needed;    /* one of the shop's languages is written in it */
  hb_set_t *characters;
} VtFontPiece;

hb_set_t *vt_font_text_collect (VtDb *db, GError **error);
hb_set_t *vt_font_text_of_language (const char *language);
GPtrArray *vt_font_text_split (const hb_set_t *characters, const hb_set_t *of_languages);
char *vt_font_text_script_of (const char *language);
char *vt_font_text_ranges (const hb_set_t *characters);
gboolean vt_font_text_are_ranges (const char *ranges);

void vt_font_piece_free (VtFontPiece *self);

G_END_DECLS
