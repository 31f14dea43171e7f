#pragma once

#include "catalogue/vt-import.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Which column of a product file is what, with the first cells of each: guessed, and changed here. Hidden for files of
 * systems whose columns are known. Signal ::changed: by the merchant. */
#define VT_TYPE_IMPORT_COLUMNS (vt_import_columns_get_type ())
G_DECLARE_FINAL_TYPE (VtImportColumns, vt_import_columns, VT, IMPORT_COLUMNS, AdwBin)

void vt_import_columns_show (VtImportColumns *self, VtImport *import, const char *currency);
char *vt_import_columns_to_json (VtImportColumns *self);
gboolean vt_import_columns_are_changed (VtImportColumns *self);
gboolean vt_import_columns_are_useful (VtImportColumns *self);

G_END_DECLS
