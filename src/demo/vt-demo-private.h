#pragma once

#include "base/vt-db.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What data/demo/shop.json says beside the product file, on its way into the shop. */
typedef struct
{
  JsonObject *root;  /* (unowned) the file's object */
  GHashTable *media; /* (unowned) (element-type utf8 VtMedia) by file name: staged, not yet added */
  gint64 now_us;     /* what discounts end after */
} VtDemoFacts;

/* Collections come before the products that the import puts into them, the rest after. */
gboolean vt_demo_add_media (VtDb *db, const VtDemoFacts *facts, GError **error);
gboolean vt_demo_add_collections (VtDb *db, const VtDemoFacts *facts, GError **error);
gboolean vt_demo_add_rest (VtDb *db, const VtDemoFacts *facts, GError **error);

/* @folder is data/demo; comes last. */
gboolean vt_demo_add_languages (VtDb *db, const VtDemoFacts *facts, const char *folder, GError **error);

const char *vt_demo_text (JsonObject *object, const char *name);
gint64 vt_demo_number (JsonObject *object, const char *name, gint64 absent);
const char *vt_demo_picture (const VtDemoFacts *facts, JsonObject *object, const char *name);

/* Posts and live sales. */
gboolean vt_demo_add_post (VtDb *db, const VtDemoFacts *facts, JsonObject *row, gint64 parent_id, GError **error);
gboolean vt_demo_add_live (VtDb *db, const VtDemoFacts *facts, JsonObject *row, gint64 parent_id, GError **error);
char *vt_demo_name_pictures (const VtDemoFacts *facts, const char *markdown);

G_END_DECLS
