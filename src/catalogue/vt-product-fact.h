#pragma once

#include "base/vt-db.h"

G_BEGIN_DECLS

#define VT_FACTS_MAX            100
#define VT_FACT_NAME_MAX_CHARS  100
#define VT_FACT_VALUE_MAX_CHARS 500

/* What can be measured or named of a product. */
typedef struct
{
  gint64 id;
  char *name;  /* "Width" */
  char *value; /* "53 cm" */
} VtFact;

void vt_fact_free (VtFact *self);
GPtrArray *vt_product_list_facts (VtDb *db, gint64 product_id, GError **error);
gboolean vt_product_add_fact (VtDb *db,
                              gint64 product_id,
                              const char *name,
                              const char *value,
                              int position,
                              gint64 *fact_id,
                              GError **error);
gboolean vt_product_set_fact (VtDb *db, gint64 product_id, const char *name, const char *value, GError **error);
gboolean vt_fact_set (VtDb *db, gint64 fact_id, const char *name, const char *value, GError **error);
gboolean vt_fact_move (VtDb *db, gint64 fact_id, int position, GError **error);
gboolean vt_fact_remove (VtDb *db, gint64 fact_id, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtFact, vt_fact_free)

G_END_DECLS
