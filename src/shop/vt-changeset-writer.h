#pragma once

#include "base/vt-table.h"

G_BEGIN_DECLS

/* Writes the parts of a changeset, in the format that vt-changeset.c describes. */
void vt_changeset_write_header (GByteArray *out, const VtTable *table);
void vt_changeset_write_op (GByteArray *out, int op, gboolean by_trigger);
void vt_changeset_write_value (GByteArray *out, sqlite3_value *value);

G_END_DECLS
